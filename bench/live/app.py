"""The server of map_live.py: one page with a map, as a Streamlit app of its own with the product's routes for shapes."""

import streamlit as st
from layers import known

from khuyenhoc.assets import asset_routes

app = st.App("page.py", routes=asset_routes(known().get))
