"""Sentences about groups: support asked for in full words, no rank, the poverty standard named, printed parts that add up."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc import definitions
from khuyenhoc.domain.decomposition import Decomposition
from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.present import equity_words as words

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
    assert words.need_note("gia đình", 3, against, 0.5604) == (
        "Số gia đình cần hỗ trợ thêm là số còn thiếu để tỷ lệ của nhóm bằng mức của dân tộc Kinh ở Huyện Mèo Vạc (56,0%). "
        "Số xã là những nơi nhóm này đang có tỷ lệ thấp hơn mức ấy."
    )
    assert "Số xã" not in words.need_note("gia đình", 0, against, 0.56)


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
    assert words.basis(FAMILIES, Cut.PEOPLES, classes) == "Dân tộc tính theo chủ hộ."
    assert words.basis(FAMILIES, Cut.POVERTY, classes) == (
        "Nghèo, cận nghèo là diện của hộ theo chuẩn nghèo đa chiều 2022–2025 (áp dụng đến hết năm 2026), NĐ 07/2021/NĐ-CP."
    )
    both = words.basis(PEOPLE, None, classes)
    assert both.startswith("Dân tộc là dân tộc của từng người. Nghèo, cận nghèo là diện của hộ của từng người theo")


@pytest.mark.parametrize(
    ("share", "said"), [(0.004, "Chưa phân tổ: 0,4% số gia đình."), (0.0, "Chưa phân tổ: 0% số gia đình."), (None, "")]
)
def test_what_is_not_told_apart(share: float | None, said: str) -> None:
    assert words.unspecified_text(share, "gia đình") == said


def test_measures_as_sentences() -> None:
    assert words.slope_sentence(0.243, "Gia đình học tập") == (
        "Đi từ hộ nghèo nhất đến hộ khá nhất, Gia đình học tập tăng 24,3 điểm phần trăm (chỉ số độ dốc SII)."
    )
    assert "giảm 2,0 điểm" in words.slope_sentence(-0.02, "Gia đình học tập")
    assert "về phía hộ khá hơn (chỉ số tập trung RCI 0,08" in words.concentration_sentence(0.08)
    assert "về phía hộ nghèo hơn (chỉ số tập trung RCI −0,08" in words.concentration_sentence(-0.08)
    assert "chia đều" in words.concentration_sentence(0.004)
    assert words.deviation_sentence(0.075, "gia đình").startswith(
        "Tính trung bình, nhóm của một gia đình cách mức chung 7,5 điểm"
    )
    assert "(Kinh) và nhóm cần hỗ trợ nhất (Mông) còn cách 21,2 điểm phần trăm" in words.spread_sentence(
        0.212, "Kinh", "Mông"
    )


def test_the_figures_behind_a_measure_leave_nobody_without_families() -> None:
    assert words.group_rates(["Hộ nghèo", "Hộ cận nghèo"], [1, 0], [3, 0]) == "Hộ nghèo 1/3 = 33,3%"


def split(difference: float, rates: float) -> Decomposition:
    return Decomposition(difference, rates, difference - rates, pd.DataFrame())


def test_a_difference_is_told_with_its_two_reasons() -> None:
    assert words.decomposition_sentence(split(-0.123, -0.041), "Huyện A", "Tỉnh B", over_time=False) == (
        "Huyện A thấp hơn Tỉnh B 12,3 điểm phần trăm: thấp hơn 4,1 điểm do mức đạt của từng nhóm, "
        "thấp hơn 8,2 điểm do cơ cấu dân cư."
    )
    assert words.decomposition_sentence(split(0.05, 0.06), "Huyện A", "tháng 6/2022", over_time=True) == (
        "So với tháng 6/2022, Huyện A tăng 5,0 điểm phần trăm: tăng 6,0 điểm do mức đạt của từng nhóm, "
        "giảm 1,0 điểm do cơ cấu dân cư."
    )
    assert "không khác do cơ cấu dân cư" in words.decomposition_sentence(split(0.05, 0.05), "A", "B", over_time=False)


@given(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9))
def test_the_printed_parts_add_up_to_the_printed_difference(difference: float, rates: float) -> None:
    said = words.decomposition_sentence(split(difference, rates), "A", "B", over_time=False)
    start, _, parts = said.partition(": ")

    def printed(text: str) -> float:
        if "không khác" in text:
            return 0.0
        figure = next(float(word.replace(",", ".")) for word in text.split() if word[0].isdigit())
        return figure if "cao hơn" in text else -figure

    assert round(sum(printed(part) for part in parts.split(", ")), 6) == printed(start)


@pytest.mark.parametrize(
    ("rho", "said"),
    [
        (-0.62, "Xã có tỷ lệ hộ nghèo càng cao thì Gia đình học tập càng thấp: liên hệ rõ (hệ số tương quan hạng Spearman −0,62, 193 xã)."),
        (0.85, "càng cao thì Gia đình học tập càng cao: liên hệ rất rõ"),
        (0.2, "liên hệ yếu"),
        (0.19, "Tỷ lệ hộ nghèo và Gia đình học tập hầu như không đi cùng nhau"),
        (None, "Quá ít xã có cả hai số liệu"),
    ],
)  # fmt: skip
def test_what_goes_together_in_words(rho: float | None, said: str) -> None:
    assert said in words.correlation_sentence(rho, "tỷ lệ hộ nghèo", "Gia đình học tập", 193)
