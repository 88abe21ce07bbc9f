"""The first line and the four answers, word for word."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.concentration import Concentration
from khuyenhoc.present import unit_answers, unit_words
from khuyenhoc.present.unit_words import Below, Situation

ROW = {
    "unit_name": "Huyện Bắc Mê", "status": "slow", "reason": "", "is_rate": True, "value": 0.532, "numerator": 5926.0,
    "denominator": 11146.0, "target": 0.7, "comparator": ">=", "due": pd.Timestamp("2025-12-31"), "shortfall": 1877.0,
    "surplus": 0.0, "inherited": False, "needed_per_month": 0.00885, "actual_per_month": 0.006, "midyear": False, "sample": False,
    "inferred": False, "period": "2024-05", "change": 0.0072, "change_common": 13.0, "reported": 13,
    "previous_period": "2023-12", "standing": "ranked", "rank": 8.0, "rank_low": 7.0, "rank_high": 9.0, "to_rise": 73.0,
    "to_fall": 1.0, "rank_before": 9.0, "rank_unchanged": 9.0,
}  # fmt: skip
BELOW = Below((("Xã Minh Ngọc", 348), ("Xã Yên Cường", 257)), 0.316, 1917, 11, "xã")
NOTHING = {"shortfall": None, "needed_per_month": None, "actual_per_month": None}


def told(below: Below | None = None, ranked: int = 11, next_rank: int | None = 7, **changes: object) -> Situation:
    return Situation(
        ROW | changes, "Gia đình học tập", "gia đình", "2024-05", "%", ranked, next_rank, below, earlier="2023-12"
    )


def alone(**changes: object) -> Situation:
    """A province: nobody is ranked."""
    given = {"unit_name": "Tỉnh Hà Giang", "standing": None, "rank": None}
    return told(ranked=0, next_rank=None, **(given | changes))


@pytest.mark.parametrize(
    ("situation", "line"),
    [
        (
            told(BELOW),
            "Huyện Bắc Mê: hạng 8/11, thêm 73 gia đình để lên hạng 7; để đạt mục tiêu cần 99 gia đình mỗi tháng, tập trung ở "
            "2 xã: Xã Minh Ngọc và Xã Yên Cường.",
        ),
        (
            told(sample=True),
            "Huyện Bắc Mê: thứ hạng minh họa 8/11, thêm 73 gia đình để lên hạng 7; để đạt mục tiêu cần 99 gia đình mỗi tháng.",
        ),
        (told(next_rank=None, to_rise=None, rank=1.0, **NOTHING, surplus=136.0, status="achieved"),
         "Huyện Bắc Mê: hạng 1/11; đã đạt mục tiêu, vượt 136 gia đình."),
        (told(**NOTHING, status="achieved", to_rise=None), "Huyện Bắc Mê: hạng 8/11; vừa đạt mục tiêu."),
        (
            alone(inferred=True, below=None),
            "Tỉnh Hà Giang: 53,2%; để đạt mục tiêu cần khoảng 99 gia đình mỗi tháng.",
        ),
        (
            alone(needed_per_month=None, status="missed"),
            "Tỉnh Hà Giang: 53,2%; hết hạn 31/12/2025 mà chưa đạt, còn thiếu 1.877 gia đình.",
        ),
        (told(standing="too_few", rank=None, numerator=3.0, denominator=4.0, value=0.75, target=None, status="no_target", **NOTHING),
         "Huyện Bắc Mê: 3/4 (75,0%), quá ít đơn vị để xếp hạng; không giao chỉ tiêu."),
        (told(status="not_reported"),
         "Huyện Bắc Mê: chưa báo cáo Gia đình học tập tháng 5/2024 (số gần nhất: 53,2%, tháng 5/2024)."),
        (told(status="not_reported", value=None, period="", **NOTHING), "Huyện Bắc Mê: chưa báo cáo Gia đình học tập tháng 5/2024."),
        (told(comparator="<=", shortfall=40.0, to_rise=None), "Huyện Bắc Mê: hạng 8/11; để đạt mục tiêu cần giảm 99 gia đình mỗi tháng."),
    ],
    ids=["lacks", "simulated", "best", "just met", "province", "past due", "too few", "silent now", "never reported", "lower"],
)  # fmt: skip
def test_the_first_line(situation: Situation, line: str):
    assert unit_words.headline(situation) == line


def test_real_figures_over_simulated_children_say_which_are_simulated():
    below = Below(BELOW.units, 0.3, 1917, 11, "xã", sample=True)
    assert "tập trung ở 2 xã (minh họa): " in unit_words.headline(told(below))
    assert "(minh họa)" not in unit_words.headline(told(below, sample=True))


def test_a_count_that_waits_for_its_total_says_so_and_what_to_send():
    situation = Situation(
        ROW | NOTHING | {"is_rate": False, "value": 3905.0, "status": "not_computable", "reason": "no_denominator", "rank": None},
        "Công dân học tập", "người", "2024-05", "người",
    )  # fmt: skip
    assert unit_words.headline(situation) == (
        "Huyện Bắc Mê: 3.905 người; có số đạt nhưng chưa có tổng số để tính tỷ lệ."
    )
    assert dict(unit_answers.answers(situation))["Phải làm gì"] == "Gửi kèm tổng số để tính được tỷ lệ."


def test_the_four_answers():
    assert dict(unit_answers.answers(told(BELOW))) == {
        "Hạng mấy": "Hạng 8/11; các nơi hơn kém nhau ít nên chỉ nói chắc được là từ hạng 7 đến 9. Nơi đứng sau cần thêm "
        "1 gia đình thì vượt.",
        "Vì sao": "Tăng 0,7 điểm phần trăm so với tháng 12/2023. Kỳ trước (tháng 12/2023) hạng 9, nay hạng 8: các đơn vị khác "
        "không làm thay đổi hạng; kết quả của chính đơn vị đưa lên hạng 8.",
        "Còn thiếu": "1.877 gia đình để đạt từ 70% đến 31/12/2025. Mỗi tháng cần 99 gia đình, vừa qua mỗi tháng được khoảng 67: "
        "phải nhanh gấp 1,5 lần.",
        "Phải làm gì": "Tập trung ở Xã Minh Ngọc (thiếu 348, mỗi tháng 19) và Xã Yên Cường (thiếu 257, mỗi tháng 14).",
    }


@pytest.mark.parametrize(
    ("changes", "deed"),
    [
        ({}, "Vận động 1.877 trong 5.222 gia đình chưa đạt."),
        ({"inferred": True}, "Vận động khoảng 1.877 trong khoảng 5.222 gia đình chưa đạt."),
        ({"shortfall": 0.0}, None),
        ({"comparator": "<="}, None),
        ({"denominator": None}, None),
    ],
    ids=["lacks", "inferred", "met", "lower is better", "total unknown"],
)
def test_who_has_nobody_below_is_told_how_many_are_left_to_win(changes, deed):
    figures = {"numerator": 5938.0, "denominator": 11160.0} | changes
    assert dict(unit_answers.answers(told(**figures))).get("Phải làm gì") == deed


def test_why_names_the_units_below_that_changed_most():
    situation = replace(told(BELOW), movers=(("Xã Thượng Tân", 35), ("Xã Yên Cường", -3)))
    assert (
        "Thay đổi nhiều nhất ở Xã Thượng Tân (+35) và Xã Yên Cường (−3)."
        in dict(unit_answers.answers(situation))["Vì sao"]
    )


@pytest.mark.parametrize(
    ("changes", "pace"),
    [
        ({}, "Mỗi tháng cần 99 gia đình, vừa qua mỗi tháng được khoảng 67: phải nhanh gấp 1,5 lần."),
        (
            {"actual_per_month": 0.00884},
            "Mỗi tháng cần 99 gia đình, vừa qua mỗi tháng được khoảng 99: giữ tốc độ ấy là kịp.",
        ),
        ({"actual_per_month": -0.001}, "Mỗi tháng cần 99 gia đình; vừa qua chưa tăng."),
        ({"midyear": True}, "Mỗi tháng cần 99 gia đình."),
        ({"actual_per_month": None, "inferred": True}, "Mỗi tháng cần khoảng 99 gia đình."),
        ({"actual_per_month": None, "approximate": "~"}, "Mỗi tháng cần khoảng 99 gia đình."),
        ({"needed_per_month": None}, "31/12/2025."),
    ],
    ids=["too slow", "fast enough", "not rising", "within the year", "one figure", "an estimate", "past due"],
)
def test_the_pace_needed_beside_that_of_late(changes, pace):
    assert dict(unit_answers.answers(told(**changes)))["Còn thiếu"].endswith(f" {pace}")


def test_the_change_of_a_parent_names_those_compared():
    assert dict(unit_answers.answers(told(change_common=11.0)))["Vì sao"].startswith(
        "Tăng 0,7 điểm phần trăm so với tháng 12/2023 (chỉ so những nơi báo cáo cả hai kỳ)."
    )


def test_who_is_silent_is_asked_for_the_report_and_nothing_else():
    situation = told(BELOW, ranked=0, status="not_reported", value=None, change=None, **NOTHING)
    assert unit_answers.answers(situation)[-1] == ("Phải làm gì", "Gửi báo cáo Gia đình học tập tháng 5/2024.")


def test_where_lower_is_better_the_rest_is_to_go_down():
    said = dict(unit_answers.answers(told(comparator="<=", shortfall=40.0, actual_per_month=-0.001)))["Còn thiếu"]
    assert said == (
        "Còn cao hơn mục tiêu 40 gia đình (không quá 70% đến 31/12/2025). Mỗi tháng cần giảm 99 gia đình; vừa qua chưa giảm."
    )


@pytest.mark.parametrize(
    ("units", "share", "who", "names"),
    [
        ([("Xã A", 60)], 0.62, "Riêng Xã A chiếm 62%", ""),
        ([("Xã A", 30), ("Xã B", 30)], 0.62, "2 xã này chiếm 62%", ": Xã A và Xã B"),
        ([("Xã A", 30), ("Xã B", 20)], 0.503, "2 xã này chiếm 50,3%", ": Xã A và Xã B"),
    ],
    ids=["one", "two", "barely more than half is not printed as half"],
)
def test_how_much_of_what_is_missing_lies_where(units, share, who, names):
    below = Below(tuple(units), share, 97, 11, "xã")
    assert unit_words.shares_sentence(below, "gia đình") == (
        f"{who} phần còn thiếu của 11 nơi chưa đạt (cộng lại 97 gia đình){names}."
    )


@pytest.mark.parametrize(("kinds", "noun"), [({"a": "Xã", "b": "Xã"}, "xã"), ({"a": "Xã", "b": "Thị trấn"}, "địa bàn")])
def test_units_of_one_kind_are_called_by_it(kinds, noun):
    found = Concentration((("a", 30), ("b", 20)), 100, 4)
    below = unit_words.named(found, {"a": "A", "b": "B"}, kinds, sample=True)
    assert below == Below((("A", 30), ("B", 20)), 0.5, 100, 4, noun, sample=True)


def test_a_note_is_quoted_with_who_signed_it_and_when():
    remark = {"text": "Đang rà soát", "by": "Nguyễn Văn A, Chủ tịch Hội", "at": f"{date(2024, 6, 5)}T08:00:00+00:00"}
    assert unit_words.remark_text(remark) == "“Đang rà soát” – Nguyễn Văn A, Chủ tịch Hội, 5/6/2024"
