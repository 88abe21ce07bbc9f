"""Small multiples of groups: one scale for all, what is hidden is said and drawn nowhere, the sample is marked."""

import itertools
import re
from base64 import b64decode
from xml.etree import ElementTree

import pytest

from khuyenhoc.present import group_grid, status
from khuyenhoc.present.chart_equity import GroupCourse
from khuyenhoc.present.group_grid import Around

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = ("2021-12", "2022-06", "2023-12", "2024-05")


def course(name: str, *rates: float | None, hidden: tuple[str, ...] = ()) -> GroupCourse:
    return GroupCourse(name, tuple(zip(TEXTS, rates, strict=True)), frozenset(hidden))


MONG, KINH = course("Mông", 0.47, 0.48, 0.55, 0.574), course("Kinh", 0.72, 0.73, 0.78, 0.786)
AROUND = Around(course("mức chung của Tỉnh Hà Giang", 0.57, 0.58, 0.64, 0.666), 0.7)


def drawn(*groups: GroupCourse, around: Around = AROUND, sample: bool = False) -> list[ElementTree.Element]:
    html = group_grid.grid_html(groups, around, sample)
    return [ElementTree.fromstring(b64decode(each)) for each in re.findall(r"base64,([^\"]+)", html)]  # noqa: S314 - our own


def texts(picture: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def dots(picture: ElementTree.Element) -> list[tuple[float, float]]:
    return [(float(each.get("cx")), float(each.get("cy"))) for each in picture.iter(f"{SVG}circle")]


def targets(picture: ElementTree.Element) -> list[float]:
    return [float(each.get("y1")) for each in picture.iter(f"{SVG}line") if each.get("stroke") == status.TARGET_INK]


def test_all_have_one_scale_in_whole_tens_around_figures_and_target():
    assert group_grid.scale([MONG, KINH], AROUND) == (0.4, 0.8)
    assert group_grid.scale([MONG], Around(AROUND.whole, 0.95)) == (0.4, 1.0)
    assert group_grid.scale([course("a", 0.5, 0.5, 0.5, 0.5)], Around(course("b", *[0.5] * 4))) == (0.5, 0.6)
    mong, kinh = drawn(MONG, KINH)
    assert texts(mong) == texts(kinh) == ["40%", "80%", "12/2021", "5/2024"]
    assert targets(mong) == targets(kinh) and len(targets(mong)) == 1


def test_higher_rates_stand_higher_and_periods_as_far_apart_as_they_are():
    mong, kinh = drawn(MONG, KINH)
    assert all(lower[1] > upper[1] for lower, upper in zip(dots(mong), dots(kinh), strict=True))
    first, second, third, last = [x for x, _ in dots(mong)]
    assert third - second > 2.5 * (second - first) > 2 * (last - third)


def test_a_hidden_figure_is_said_and_breaks_the_line():
    group = course("Dao", 0.5, None, 0.55, None, hidden=("2022-06", "2024-05"))
    html = group_grid.grid_html([group], AROUND)
    (picture,) = drawn(group)
    assert texts(picture).count(status.HIDDEN) == 2 and len(dots(picture)) == 2
    own = [each for each in picture.iter(f"{SVG}polyline") if each.get("stroke") == status.GROUP_FILL]
    assert own == [], "no two known figures stand side by side"
    assert f'<span class="nhom-so">{status.HIDDEN}</span>' in html and "điểm" not in html
    assert "tháng 6/2022 (ẩn)" in picture.find(f"{SVG}title").text
    assert "(ẩn): số nhỏ không công khai" in group_grid.legend([group], AROUND)
    assert status.HIDDEN not in group_grid.legend([MONG], AROUND)


def test_what_is_only_unknown_is_not_called_hidden():
    html = group_grid.grid_html([course("Dao", None, 0.5, 0.55, 0.6)], AROUND)
    assert status.HIDDEN not in html and "tăng 10,0 điểm từ 6/2022" in html


def test_many_hidden_figures_do_not_write_over_one_another():
    near = tuple(f"2024-0{month}" for month in range(1, 7))
    group = GroupCourse("Dao", tuple((text, None) for text in ("2022-01", *near)), frozenset(near))
    whole = GroupCourse("tỉnh", tuple((text, 0.5) for text in ("2022-01", *near)))
    (picture,) = drawn(group, around=Around(whole))
    places = [float(each.get("x")) for each in picture.iter(f"{SVG}text") if each.text == status.HIDDEN]
    assert 1 <= len(places) < 6
    assert all(second - first >= 36 for first, second in itertools.pairwise(places))


def test_the_sample_is_marked_in_every_picture():
    assert [status.SAMPLE_WORD in texts(each) for each in drawn(MONG, KINH, sample=True)] == [True, True]
    assert [status.SAMPLE_WORD in texts(each) for each in drawn(MONG, KINH)] == [False, False]
    assert 'class="nhom-so minh-hoa">57,4%' in group_grid.grid_html([MONG], AROUND, True)


def test_without_a_target_there_is_no_line_for_one():
    (picture,) = drawn(MONG, around=Around(AROUND.whole))
    assert targets(picture) == []
    assert "mục tiêu" not in group_grid.legend([MONG], Around(AROUND.whole))
    assert group_grid.legend([MONG], AROUND) == (
        "Mỗi nhóm một hình, cùng thang từ 40% đến 70%. Đường xám: mức chung của Tỉnh Hà Giang. Đường gạch đậm: mục tiêu 70%. "
        "Tăng, giảm: điểm phần trăm."
    )


def test_a_year_and_its_last_month_may_stand_side_by_side():
    group = GroupCourse("Dao", (("2024-12", 0.5), ("2024", 0.6)))
    (picture,) = drawn(group, around=Around(GroupCourse("tỉnh", group.rates)))
    assert len(dots(picture)) == 2


@pytest.mark.parametrize("name", ["<b>Dao</b>", 'Dao" onload="x'])
def test_names_are_escaped(name: str):
    html = group_grid.grid_html([course(name, 0.5, 0.5, 0.5, 0.5)], AROUND)
    assert name not in html
    assert drawn(course(name, 0.5, 0.5, 0.5, 0.5))[0].find(f"{SVG}title").text.startswith(f"{name}: ")


def test_four_beside_one_another_on_a_wall_have_words_of_24_pixels() -> None:
    """1920 pixels less the edges of the page (1.5rem of 28 pixels each) and three gaps of .8rem."""
    html = group_grid.grid_html([MONG, course("Dao", None, 0.5, 0.55, 0.6, hidden=("2021-12",))], AROUND)
    wide = (1920 - 2 * 1.5 * 28 - 3 * 0.8 * 28) / 4
    sizes = [
        float(size) * wide / 320
        for picture in re.findall(r"base64,([^\"]+)", html)
        for size in re.findall(r'font-size="(\d+)"', b64decode(picture).decode())
    ]
    assert min(sizes) >= 24 and len(sizes) == 3
