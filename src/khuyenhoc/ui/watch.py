"""The eye of every open page on newer figures: a script in the browser, no timed reruns."""

from pathlib import Path

import streamlit as st

from khuyenhoc.present import status

_CSS = f"""
button {{ font: inherit; padding: .5rem 1rem; border: 1px solid {status.ACCENT}; border-radius: 4px; cursor: pointer;
  background: {status.ACCENT}; color: {status.PAPER}; min-height: 44px; }}
div[hidden] {{ display: none; }}
"""
_HTML = """
<div id="khuyenhoc-watch" role="status" hidden>
<button type="button">Có số liệu mới – xem</button>
</div>
"""
_watch = st.components.v2.component(
    "khuyenhoc_watch", html=_HTML, css=_CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def newer_figures(version: int, hold: bool) -> None:
    """Reruns the page within seconds of a publication; with `hold` (an upload is open) offers a button instead."""
    _watch(key="newer-figures", data={"version": version, "hold": hold}, on_changed_change=lambda: None)
