import re

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.present import status
from khuyenhoc.ui import style


def rules(css: str) -> dict[str, str]:
    """Selector -> declarations, of rules outside @media."""
    flat = re.sub(r"@media[^{]+\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", css)
    return {" ".join(selector.split()): body.strip() for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", flat)}


@pytest.mark.parametrize("presenting", [False, True])
def test_braces_match_and_nothing_is_fetched(presenting):
    css = style.css(presenting)
    assert css.count("{") == css.count("}")
    assert not re.search(r"url\(|@import|https?:|</style", css)


@pytest.mark.parametrize("look", status.LOOKS.values(), ids=lambda look: look.code)
def test_every_status_is_filled_or_outlined_by_its_own_colour(look):
    found = rules(style.css(False))
    filled = found[f".tt-{look.code}"]
    assert f"color: {look.ink}" in filled
    assert ("repeating-linear-gradient" in filled) == look.hatch
    assert look.fill in filled
    if not look.hatch:
        assert f"border-color: {look.fill}" in found[f".tt-{look.code}.tt-vien"]
        assert "background: var(--paper)" in found[f".tt-{look.code}.tt-vien"]


def test_only_the_meeting_room_loses_its_menu():
    assert re.search(r'\[data-testid="stSidebar"\][^{]*\{ display: none !important', style.css(True))
    assert not re.search(r'^\[data-testid="stSidebar"\][^{]*\{ display: none', style.css(False), re.MULTILINE)


def test_the_uploader_speaks_vietnamese():
    found = rules(style.css(False))
    button = next(body for selector, body in found.items() if selector.endswith("button::after"))
    hint = found['[data-testid="stFileUploaderDropzoneInstructions"]::after']
    refused = next(body for selector, body in found.items() if "aria-invalid" in selector and "::after" in selector)
    assert 'content: "Chọn tệp"' in button
    assert "quá lớn" in refused and "chưa ghi gì" in refused
    assert 'content: "Kéo tệp vào đây hoặc bấm “Chọn tệp”"' in hint


def test_style_and_language_are_put_on_the_page():
    app = AppTest.from_string("from khuyenhoc.ui import style\nstyle.apply(presenting=True)").run()
    bodies = {each.proto.body: each.proto.unsafe_allow_javascript for each in app.get("html")}
    assert not app.exception
    assert bodies == {
        "<script>document.documentElement.lang='vi'</script>": True,
        f"<style>{style.css(True)}</style>": False,
    }
