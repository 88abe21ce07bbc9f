"""What the server sets up in Streamlit before it answers anybody."""

from streamlit.runtime.pages_manager import PagesManager

from khuyenhoc.ui import rights


def before_serving() -> None:
    """Makes the one-time code, and says that pages/ is listed in menu.py.

    Until the first page has run Streamlit would read pages/ itself, know none of our addresses, and tell the first
    person who opens a link that the page does not exist.
    """
    PagesManager.uses_pages_directory = False
    rights.start()
