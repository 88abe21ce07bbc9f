import re
from base64 import b64decode
from xml.etree import ElementTree

import pytest

from khuyenhoc.present import cards, status

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own SVG


def test_a_card_says_value_target_verdict_and_what_is_missing_in_this_order():
    markup = cards.card_html(
        "Gia đình học tập", "66,6%", "từ 70% đến 31/12/2025", status.look("accelerate"),
        "Còn thiếu khoảng 6.385 gia đình (6.287–6.484)", note="số giữa kỳ", href="/chi-tieu?chi-tieu=x",
    )  # fmt: skip
    assert re.sub(r"<[^>]+>", "|", markup).replace("||", "|").replace("||", "|").strip("|").split("|") == [
        "Gia đình học tập",
        "66,6%",
        "Mục tiêu: từ 70% đến 31/12/2025",
        "►",
        "Cần đẩy nhanh",
        "Còn thiếu khoảng 6.385 gia đình (6.287–6.484)",
        "số giữa kỳ",
    ]
    assert '<a href="/chi-tieu?chi-tieu=x">Gia đình học tập</a>' in markup


def test_no_card_is_empty():
    markup = cards.card_html("Công dân học tập", "", "", status.look("not_reported"))
    assert ">chưa có số liệu</div>" in markup
    assert "Mục tiêu" not in markup


def test_a_simulated_figure_is_in_italics_and_named():
    markup = cards.card_html("GĐHT", "66,6%", "", status.look("slow"), sample=True)
    assert '<em class="minh-hoa" title="số liệu minh họa">66,6%</em>' in markup
    assert markup.count("số liệu minh họa") == 2
    assert "minh" not in cards.card_html("GĐHT", "66,6%", "", status.look("slow"))


def test_texts_are_escaped():
    markup = cards.card_html("<b>", "<i>", "<u>", status.look("slow"), "<s>", note="<q>")
    assert not re.search(r"<[biusq]>", markup)


def test_the_small_line_is_an_image_with_its_words():
    svg = cards.sparkline_svg([0.6, 0.641, 0.666], 0.7)
    markup = cards.card_html("GĐHT", "66,6%", "", status.look("slow"), sparkline=svg)
    image = re.search(r'<img class="tia" alt="([^"]+)" src="data:image/svg\+xml;base64,([^"]+)">', markup)
    assert image[1] == "Diễn biến 3 kỳ: từ 60,0% đến 66,6%, mục tiêu 70,0%"
    assert b64decode(image[2]).decode() == svg
    assert "<svg" not in markup  # st.html would throw it away


def test_higher_figures_stand_higher_and_the_target_is_a_line():
    root = drawn(cards.sparkline_svg([0.5, 0.6, 0.7], 0.65))
    points = [tuple(map(float, pair.split(","))) for pair in root.find(f"{SVG}polyline").get("points").split()]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    target = float(root.find(f"{SVG}line").get("y1"))
    assert points[2][1] < target < points[1][1]


def test_a_period_without_a_figure_keeps_its_place():
    root = drawn(cards.sparkline_svg([0.5, None, float("nan"), 0.7]))
    points = root.find(f"{SVG}polyline").get("points").split()
    assert [pair.split(",")[0] for pair in points] == ["5.0", "155.0"]
    assert root.find(f"{SVG}line") is None


@pytest.mark.parametrize(
    ("turn", "lines", "dots"), [(0, [4], 1), (4, [4], 1), (2, [2, 2], 1), (1, [1, 3], 2), (3, [3, 1], 1)]
)
def test_the_line_is_broken_where_the_units_became_others(turn, lines, dots):
    root = drawn(cards.sparkline_svg([0.5, 0.6, 0.7, 0.8], turn=turn))
    assert [len(line.get("points").split()) for line in root.findall(f"{SVG}polyline")] == lines
    assert len(root.findall(f"{SVG}circle")) == dots
    (*breaks,) = (float(line.get("x1")) for line in root.findall(f"{SVG}line"))
    assert breaks == ([] if len(lines) == 1 else [5 + 50 * (turn - 0.5)])


@pytest.mark.parametrize("values", [[], [0.5], [None, 0.5], [None, None]])
def test_one_figure_is_no_course(values):
    assert cards.sparkline_svg(values) == ""


def test_a_target_that_is_not_set_is_not_drawn():
    assert cards.sparkline_svg([0.5, 0.7], float("nan")) == cards.sparkline_svg([0.5, 0.7])


def test_a_flat_course_is_drawn_too():
    points = drawn(cards.sparkline_svg([0.5, 0.5])).find(f"{SVG}polyline").get("points").split()
    assert len({pair.split(",")[1] for pair in points}) == 1


def test_the_words_stand_on_a_simulated_line():
    text = drawn(cards.sparkline_svg([1200, 1300], rate=False, sample=True)).find(f"{SVG}text")
    assert text.text == "MINH HỌA"
    assert "rotate(" in text.get("transform")
    assert drawn(cards.sparkline_svg([1200, 1300], rate=False)).find(f"{SVG}text") is None


def test_the_grid_is_a_list_with_a_name():
    card = cards.card_html("GĐHT", "1", "", status.look("slow"))
    markup = cards.cards_html([card, card], "Chỉ tiêu chính")
    assert markup.startswith('<div class="the-luoi" role="list" aria-label="Chỉ tiêu chính">')
    assert markup.count('role="listitem"') == 2
