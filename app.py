"""The one entry point: `streamlit run app.py`. It prepares whatever is missing, then serves the pages of menu.py."""

import streamlit as st

from khuyenhoc import server
from khuyenhoc.ui import failure

app = st.App("menu.py", routes=server.routes(), lifespan=server.lifespan, on_script_error=failure.script_failed)
