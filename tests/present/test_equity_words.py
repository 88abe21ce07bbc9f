"""Sentences about groups: support asked for in full words, no rank, the poverty standard named."""

from datetime import date

import pytest

from khuyenhoc import definitions
from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.present import equity_words as words

MAY = date(2024, 5, 31)
KNOWN = definitions.current()
FAMILIES, PEOPLE = KNOWN.catalogue["learning_family_rate"], KNOWN.catalogue["learning_citizen_rate_citizen"]


@pytest.mark.parametrize(
    ("group", "name", "noun", "said"),
    [
        ("mong", "Mông", "gia đình", "gia đình dân tộc Mông"),
        ("mong", "Mông", "người", "người dân tộc Mông"),
        ("dtts", "Dân tộc thiểu số", "gia đình", "gia đình dân tộc thiểu số"),
        ("other", "Dân tộc khác", "gia đình", "gia đình các dân tộc khác"),
        ("poor", "Hộ nghèo", "gia đình", "gia đình thuộc diện hộ nghèo"),
        ("near_poor", "Hộ cận nghèo", "người", "người thuộc diện hộ cận nghèo"),
    ],
)
def test_who_is_meant(group: str, name: str, noun: str, said: str) -> None:
    assert words.who(group, name, noun) == said


@pytest.mark.parametrize(
    ("places", "at_least", "sample", "said"),
    [
        (14, False, False, "Cần hỗ trợ thêm 1.240 gia đình dân tộc Mông ở 14 xã"),
        (14, True, False, "Cần hỗ trợ thêm 1.240 gia đình dân tộc Mông ở ít nhất 14 xã"),
        (0, False, True, "Cần hỗ trợ thêm 1.240 gia đình dân tộc Mông (số liệu minh họa)"),
    ],
)
def test_the_heading_asks_for_support(places: int, at_least: bool, sample: bool, said: str) -> None:
    assert words.need_heading(1240, "gia đình dân tộc Mông", places, at_least, sample) == said


def test_the_numbers_of_the_heading_are_explained() -> None:
    against = words.compared_with(Reference.KINH, "Huyện Mèo Vạc", "Tỉnh Hà Giang")
    start = "Số gia đình cần hỗ trợ thêm là số còn thiếu để tỷ lệ của nhóm bằng mức của dân tộc Kinh ở Huyện Mèo Vạc (56,0%)"
    assert words.need_note("gia đình", 3, against, 0.5604, "1.310") == (
        f"{start}, tính chung cả địa bàn: xã đạt cao bù cho xã đạt thấp. Cộng riêng những xã nhóm này đang thấp hơn mức ấy thì còn "
        "thiếu 1.310 gia đình."
    )
    assert words.need_note("gia đình", 0, against, 0.56, "") == f"{start}."


def test_two_sums_of_one_column_are_told_apart_unless_they_are_the_same() -> None:
    said = words.sums_note("6.137", "11.128", "gia đình", "11 huyện")
    assert "cộng 11 huyện (11.128 gia đình) là tính riêng từng nơi" in said
    assert "tính chung (6.137 gia đình, như bảng đầu trang)" in said and "nơi đạt cao bù cho nơi đạt thấp" in said
    assert words.sums_note("6.137", "6.137", "gia đình", "11 huyện") == ""


def test_nobody_behind_is_only_said_of_those_who_are_shown() -> None:
    assert words.level_heading(False, False) == "Không nhóm nào thấp hơn mức so sánh"
    assert words.level_heading(True, False) == "Trong các nhóm được hiện, không nhóm nào thấp hơn mức so sánh"


@pytest.mark.parametrize(
    ("narrowed", "hidden", "said"),
    [
        (0.012, False, "hẹp bớt 1,2"), (-0.008, False, "rộng thêm 0,8"), (0.0004, False, "không đổi"),
        (float("nan"), False, ""), (None, False, ""), (float("nan"), True, "(ẩn)"),
    ],
)  # fmt: skip
def test_movement_of_a_gap(narrowed: float | None, hidden: bool, said: str) -> None:
    assert words.narrowed_text(narrowed, hidden) == said


def test_the_basis_names_the_householder_and_the_poverty_standard_with_its_years() -> None:
    classes = KNOWN.poverty_classes
    assert words.basis(FAMILIES, Cut.PEOPLES, classes, MAY) == "Dân tộc tính theo chủ hộ."
    assert words.basis(FAMILIES, Cut.POVERTY, classes, MAY) == (
        "Nghèo, cận nghèo là diện của hộ theo chuẩn nghèo đa chiều 2022–2025 (áp dụng đến hết năm 2026), NĐ 07/2021/NĐ-CP."
    )
    both = words.basis(PEOPLE, None, classes, MAY)
    assert "nằm ngoài những năm ấy" not in both
    for year, other in ((2021, True), (2022, False), (2026, False), (2027, True)):
        said = words.basis(FAMILIES, Cut.POVERTY, classes, date(year, 12, 31))
        assert ("nằm ngoài những năm ấy: diện nghèo theo chuẩn mà nơi báo cáo áp dụng lúc đó" in said) == other
    assert both.startswith("Dân tộc là dân tộc của từng người. Nghèo, cận nghèo là diện của hộ của từng người theo")


@pytest.mark.parametrize(
    ("share", "said"), [(0.004, "Chưa phân tổ: 0,4% số gia đình."), (0.0, "Chưa phân tổ: 0% số gia đình."), (None, "")]
)
def test_what_is_not_told_apart(share: float | None, said: str) -> None:
    assert words.unspecified_text(share, "gia đình") == said
