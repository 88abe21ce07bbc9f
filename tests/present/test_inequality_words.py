"""Sentences about measures: plain ones on the screen, names and formulas in “Cách tính”, printed parts that add up."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.decomposition import Decomposition, decompose
from khuyenhoc.present import inequality_words as words

TERMS = ("SII", "RCI", "Spearman", "Robinson", "Wilson", "Kitagawa", "độ lệch chuẩn", "phương sai")


def test_measures_are_plain_sentences() -> None:
    said = [
        words.slope_sentence(0.243, "Gia đình học tập"),
        words.slope_sentence(-0.02, "Gia đình học tập"),
        words.slope_sentence(0.0, "Gia đình học tập"),
        words.part_sentence("Hộ nghèo", 0.311, 0.2413, "gia đình"),
        words.part_sentence("Hộ nghèo", 0.311, 0.35, "gia đình"),
        words.part_sentence("Hộ nghèo", 0.311, 0.3112, "gia đình"),
        words.distance_sentence(0.0683),
        words.spread_sentence(0.212, "Kinh", "Mông"),
    ]
    assert said == [
        "Xếp mọi hộ từ nghèo nhất đến khá nhất: Gia đình học tập ở đầu khá cao hơn ở đầu nghèo khoảng 24,3 điểm phần trăm.",
        "Xếp mọi hộ từ nghèo nhất đến khá nhất: Gia đình học tập ở đầu khá thấp hơn ở đầu nghèo khoảng 2,0 điểm phần trăm.",
        "Xếp mọi hộ từ nghèo nhất đến khá nhất: Gia đình học tập ở đầu khá ngang với ở đầu nghèo.",
        "Hộ nghèo chiếm 31,1% số gia đình nhưng chỉ chiếm 24,1% số gia đình đạt.",
        "Hộ nghèo chiếm 31,1% số gia đình nhưng chiếm tới 35,0% số gia đình đạt.",
        "Hộ nghèo chiếm 31,1% số gia đình và cũng chiếm 31,1% số gia đình đạt.",
        "Tính trung bình, nhóm đông tính nhiều hơn, tỷ lệ của một nhóm cách mức chung 6,8 điểm phần trăm.",
        "Giữa nhóm đạt tốt nhất (Kinh) và nhóm cần hỗ trợ nhất (Mông) còn cách 21,2 điểm phần trăm.",
    ]
    assert not [term for term in TERMS for text in said if term in text]


def test_the_steps_name_measure_figure_and_source() -> None:
    assert "+24,3 điểm" in words.slope_how(0.243).text and "Preston, Haines, Pamuk 1981" in words.slope_how(0.243).text
    assert words.concentration_how(-0.08).text.startswith("−0,08;")
    average, variance = words.distance_how(0.0683, 0.005625)
    assert "6,8 điểm phần trăm" in average.text
    assert "= 56,3 (bình phương của điểm phần trăm)" in variance.text and "là 7,5 điểm phần trăm" in variance.text


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
    assert "gần như 0 điểm do cơ cấu dân cư" in words.decomposition_sentence(
        split(0.05, 0.05), "A", "B", over_time=False
    )


@given(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9))
def test_the_printed_parts_add_up_to_the_printed_difference(difference: float, rates: float) -> None:
    said = words.decomposition_sentence(split(difference, rates), "A", "B", over_time=False)
    start, _, parts = said.partition(": ")

    def printed(text: str) -> float:
        if "gần như 0" in text:
            return 0.0
        figure = next(float(word.replace(",", ".")) for word in text.split() if word[0].isdigit())
        return figure if "cao hơn" in text else -figure

    assert round(sum(printed(part) for part in parts.split(", ")), 6) == printed(start)


def test_the_steps_of_a_split_add_up_and_blame_nobody() -> None:
    here, there = (
        pd.DataFrame(groups, index=["numerator", "denominator"]).T
        for groups in ({"a": (80, 100), "b": (40, 100)}, {"a": (12, 20), "b": (32, 80)})
    )
    found = decompose(here, there)
    assert found
    formula, rates, makeup, reading = words.decomposition_how(found, {"a": "Mông", "b": "Tày"})
    assert rates == ("Do mức đạt của từng nhóm", "+7,00 điểm = Mông +7,00; Tày 0,00.")
    assert makeup == ("Do cơ cấu dân cư", "+9,00 điểm = Mông +21,00; Tày −12,00.")
    assert "Kitagawa" in formula.text and "không phải công hay lỗi" in reading.text


@pytest.mark.parametrize(
    ("rho", "said"),
    [
        (-0.62, "Xã có tỷ lệ hộ nghèo càng cao thì Gia đình học tập càng thấp: liên hệ rõ (xét 193 xã)."),
        (0.85, "càng cao thì Gia đình học tập càng cao: liên hệ rất rõ"),
        (0.2, "liên hệ yếu"),
        (0.19, "Tỷ lệ hộ nghèo và Gia đình học tập hầu như không đi cùng nhau"),
        (None, "Quá ít xã có cả hai số liệu"),
    ],
)  # fmt: skip
def test_what_goes_together_in_words(rho: float | None, said: str) -> None:
    assert said in words.correlation_sentence(rho, "tỷ lệ hộ nghèo", "Gia đình học tập", 193)


def test_the_measure_of_going_together_is_named_behind_the_sentence() -> None:
    rank, ecological = words.correlation_how(-0.62)
    assert "Spearman" in rank.title and rank.text.startswith("−0,62.") and "từ 0,8 “rất rõ”" in rank.text
    assert "Robinson 1950" in ecological.text and "Robinson" not in words.ECOLOGICAL
