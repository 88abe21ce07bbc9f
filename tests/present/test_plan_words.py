"""Sentences about plans."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.allocation import Allocation
from khuyenhoc.present import plan_words

WHOLE = {
    "unit_name": "Tỉnh Hà Giang", "numerator": 125_071.0, "denominator": 187_794.0, "inferred": True, "value": 0.666,
    "target": 0.7, "comparator": ">=", "due": pd.Timestamp("2025-12-31"), "is_rate": True, "shortfall": 6_385.0,
    "shortfall_low": 6_287.0, "shortfall_high": 6_484.0, "status": "insufficient",
}  # fmt: skip
COMMUNE = {"unit_name": "Xã Má Lé", "numerator": 243.0, "denominator": 868.0, "value": 243 / 868, "is_rate": True}
DUE = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (WHOLE, "125.071/khoảng 187.794 (66,6%)"),
        (COMMUNE, "243/868 (28,0%)"),
        (COMMUNE | {"approximate": "~"}, "khoảng 243/868 (khoảng 28,0%)"),
        (COMMUNE | {"denominator": float("nan")}, "28,0%"),
    ],
)
def test_figures_of_a_unit_say_what_was_inferred(row, text):
    assert plan_words.whole_text(row) == text


def test_the_standing_says_what_is_lacking_and_what_that_is_each_month():
    assert plan_words.standing_sentence(WHOLE, "gia đình", 19) == (
        "Tỉnh Hà Giang: 125.071/khoảng 187.794 (66,6%). Mục tiêu từ 70% đến 31/12/2025. "
        "Còn thiếu khoảng 6.385 gia đình (6.287–6.484), còn 19 tháng, mỗi tháng khoảng 337 gia đình."
    )
    reached = WHOLE | {
        "shortfall": 0.0,
        "surplus": 12.0,
        "inferred": False,
        "shortfall_low": None,
        "status": "achieved",
    }
    assert plan_words.standing_sentence(reached, "gia đình", 19).endswith("31/12/2025. Vượt 12 gia đình.")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (6385, "Giao thêm đúng 6.385 gia đình cho 193 xã."),
        (6373, "Đã giao 6.373/6.385 gia đình: còn 12 gia đình chưa phân bổ."),
        (6390, "Đã giao 6.390 gia đình, cần 6.385: vượt 5 gia đình."),
    ],
)
def test_the_sum_stays_in_sight(given, text):
    assert plan_words.placed_sentence(given, 6385, "gia đình", 193, "xã") == text


@pytest.mark.parametrize(
    ("strain", "says"),
    [
        (None, ""),
        (0.9, ""),
        (1.0, ""),
        (3.2, "gấp 3,2 lần tốc độ tốt nhất từng có (Xã Má Lé)"),
        (1.04, "gấp 1,1 lần"),
        (float("inf"), "Không làm được với bất cứ tốc độ nào"),
    ],
)
def test_what_cannot_be_done_is_said_so(strain, says):
    found = plan_words.strain_sentence(strain, "Xã Má Lé", DUE)
    assert found == "" if not says else says in found


def test_what_is_reached_where_not_all_can_be_placed():
    found = Allocation(pd.Series(dtype="int64"), 30_000, 5_000)
    then = WHOLE | {"numerator": 155_071.0, "value": 155_071 / 187_794, "approximate": "~"}
    assert plan_words.reach_sentence(found, then, "gia đình") == (
        "Chỉ giao được 30.000 gia đình, đạt 155.071/khoảng 187.794 (khoảng 82,6%); "
        "còn 5.000 gia đình không nơi nào nhận được."
    )


@pytest.mark.parametrize(
    ("times", "more", "text"),
    [
        (1.62, 5, "gấp 1,6 lần"),
        (0.8, 5, "bằng 0,8 lần"),
        (float("inf"), 5, "vừa qua chưa tăng"),
        (float("nan"), 5, ""),
        (None, 5, ""),
        (0.0, 0, ""),
    ],
)
def test_how_much_faster(times, more, text):
    assert plan_words.times_text(times, more) == text


@pytest.mark.parametrize(
    ("families", "text"), [(5.5, "5,5"), (336.05, "337"), (6.0, "6"), (0.0, ""), (float("nan"), "")]
)
def test_families_each_month(families, text):
    assert plan_words.per_month_text(families) == text


def test_who_takes_no_part_is_named_with_the_reason():
    names = [f"Xã {number}" for number in range(1, 11)]
    assert plan_words.left_out_sentence([], []) == ""
    assert plan_words.left_out_sentence(["Xã A"], ["Xã B", "Xã C"]) == (
        "Chưa báo cáo nên không giao được: Xã A. Chưa có tổng số nên không giao được: Xã B và Xã C."
    )
    assert plan_words.left_out_sentence(names, []).endswith("Xã 8 và 2 nơi khác.")


def test_the_outcome_and_how_many_meet_the_target():
    row = COMMUNE | {"due": pd.Timestamp(DUE), "target": 0.7, "shortfall": 365.0, "status": "missed"}
    assert plan_words.outcome_sentence(row, "gia đình") == (
        "Đến 31/12/2025, Xã Má Lé: 243/868 (28,0%). Còn thiếu 365 gia đình."
    )
    assert plan_words.count_sentence(["achieved", "slow"], ["achieved", "achieved"], "xã") == (
        "Số xã đạt mục tiêu: 1/2 hiện nay, 2/2 đến hạn."
    )
