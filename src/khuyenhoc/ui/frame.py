"""What surrounds every page: style, title, what the figures are, and the eye on newer figures."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from khuyenhoc.errors import AppError
from khuyenhoc.present import tables
from khuyenhoc.ui import busy, data, filters, parts, province, style, watch

# Somebody may be in the middle of something there.
HOLDING = ("cap-nhat-so-lieu", "lich-su", "danh-muc", "giao-chi-tieu")
ICON = str(Path(__file__).parents[1] / "static" / "icon.svg")


def around(page: StreamlitPage, pages: Iterable[StreamlitPage]) -> None:
    """Runs one page of all `pages` under its title. A failure we can explain is a sentence; any other is the server's to log."""
    st.set_page_config(page_title=f"{page.title} – Xã hội học tập")
    with busy.page():
        _shown(page, pages)
    data.settle()


def _shown(page: StreamlitPage, pages: Iterable[StreamlitPage]) -> None:
    style.apply(style.presenting())
    seen = data.look()
    st.title(page.title)
    try:
        province.line()
        page.run()
    except AppError as error:
        st.error(str(error))
    _onto_the_wall(pages)
    watch.newer_figures(seen, hold=page.url_path in HOLDING)


def _onto_the_wall(pages: Iterable[StreamlitPage]) -> None:
    """The way into presenting in the menu; in the room, where there is no menu, the other pages and the way out."""
    here = {name: value for name, value in st.query_params.to_dict().items() if name != style.PRESENTING}
    if not style.presenting():
        with st.sidebar:
            parts.markup(tables.link_html("Trình chiếu trang này", f"?{urlencode({**here, style.PRESENTING: '1'})}"))
        return
    links = [tables.link_html(each.title, filters.address(each.url_path)) for each in pages]
    out = tables.link_html("Thoát trình chiếu", f"?{urlencode(here)}")
    parts.markup(f'<nav aria-label="Các trang">{" · ".join([*links, out])}</nav>')
