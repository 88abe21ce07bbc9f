"""What surrounds every page: style, title, what the figures are, and the eye on newer figures."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from khuyenhoc.errors import AppError
from khuyenhoc.ui import data, province, style, watch

# Somebody may be in the middle of something there.
HOLDING = ("cap-nhat-so-lieu", "lich-su", "danh-muc", "giao-chi-tieu")
ICON = str(Path(__file__).parents[1] / "static" / "icon.svg")


def around(page: StreamlitPage) -> None:
    """Runs one page under its title. A failure we can explain is a sentence; any other is the server's to log."""
    st.set_page_config(page_title=f"{page.title} – Xã hội học tập")
    style.apply(style.presenting())
    seen = data.look()
    st.title(page.title)
    try:
        province.line()
        page.run()
    except AppError as error:
        st.error(str(error))
    watch.newer_figures(seen, hold=page.url_path in HOLDING)
    data.settle()
