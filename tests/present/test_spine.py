from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.peers import Spread
from khuyenhoc.present import spine, status

SVG = "{http://www.w3.org/2000/svg}"
FIELD = Spread(0.3, 0.45, 0.6, 0.8)


def drawn(*args: object, **more: object) -> dict[str, list[ElementTree.Element]]:
    root = ElementTree.fromstring(spine.spine_svg(*args, **more))  # noqa: S314 - our own SVG
    return {name: root.findall(f"{SVG}{name}") for name in ("rect", "line", "circle", "title")}


def place(own: float, **more: object) -> float:
    return float(drawn(FIELD, own, **more)["circle"][0].get("cx"))


def test_it_says_in_words_what_it_shows():
    (title,) = drawn(FIELD, 0.532, 0.7)["title"]
    assert title.text == (
        "Thấp nhất 30,0%; một nửa từ 45,0% đến 60,0%; cao nhất 80,0%; địa bàn này 53,2%; mục tiêu 70%"
    )


def test_a_unit_without_a_figure_has_no_dot_and_without_a_target_no_tick():
    found = drawn(FIELD, None)
    assert (len(found["circle"]), len(found["line"])) == (0, 0)
    assert found["title"][0].text.endswith("địa bàn này chưa có số liệu")


def test_better_lies_to_the_right():
    assert place(0.35) < place(0.75)
    assert place(0.35, lower_is_better=True) > place(0.75, lower_is_better=True)


@pytest.mark.parametrize("lower", [False, True])
def test_the_middle_half_lies_within_the_whole(lower):
    whole, half = drawn(FIELD, 0.5, lower_is_better=lower)["rect"]
    assert (whole.get("fill"), half.get("fill")) == (status.LINE, status.GROUP_FILL)
    left, width = (float(half.get(name)) for name in ("x", "width"))
    assert float(whole.get("x")) < left < left + width < float(whole.get("x")) + float(whole.get("width"))


share = st.floats(0, 1.2, allow_nan=False)


@given(st.tuples(share, share, share, share).map(sorted), st.none() | share, st.none() | share, st.booleans())
def test_nothing_is_drawn_outside_whatever_the_figures(field, own, target, lower):
    found = drawn(Spread(*field), own, target, lower_is_better=lower)
    for rect in found["rect"]:
        assert float(rect.get("width")) >= 2
        assert 0 <= float(rect.get("x")) <= 160 - float(rect.get("width"))
    assert all(6 <= float(dot.get("cx")) <= 154 for dot in found["circle"])
    assert all(6 <= float(tick.get("x1")) <= 154 for tick in found["line"])
