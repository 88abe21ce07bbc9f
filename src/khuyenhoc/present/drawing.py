"""Small drawings in cards and cells of tables: SVG written here, shown as images, since st.html throws away SVG elements."""

from base64 import b64encode
from html import escape


def svg(marks: str, spoken: str, width: int, height: int) -> str:
    """`spoken`: what it shows, in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(spoken)}"><title>{escape(spoken)}</title>{marks}</svg>'
    )


def image_html(drawn: str) -> str:
    """An image named by the title of its SVG."""
    title = drawn.partition("<title>")[2].partition("</title>")[0]
    return f'<img class="tia" alt="{title}" src="data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}">'
