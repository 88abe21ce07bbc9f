from datetime import UTC, date, datetime

import pandas as pd
import pytest

from khuyenhoc.domain import status as verdict
from khuyenhoc.present import explanation, narrative, vi

# Hà Giang, tháng 5/2024 (methods §9): N is inferred from 66,6 %.
FAMILIES = {
    "unit_name": "Hà Giang", "is_rate": True, "value": 0.666, "numerator": 125071, "denominator": 187794,
    "denominator_low": 187654, "denominator_high": 187935, "inferred": True, "stated_rate": 0.666, "stated_decimals": 1,
    "approximate": "=", "target": 0.7, "comparator": ">=", "due": pd.Timestamp(2025, 12, 31), "period": "2024-05",
    "basis": "Quyết định 387/QĐ-TTg", "verified": "secondary", "inherited": False, "status": "accelerate", "reason": "",
    "baseline": 0.6, "baseline_period": "2021-12", "baseline_date": pd.Timestamp(2021, 12, 31), "expected": 0.675,
    "ratio": 0.88, "shortfall": 6385, "shortfall_low": 6287, "shortfall_high": 6484, "surplus": 0,
    "needed_per_month": 0.0018, "actual_per_month": 0.0021, "midyear": True, "denominator_changed": False,
    "after_due": "", "reported": 187, "expected_reports": 193, "sample": False, "sources": ["Báo cáo số 1", "Tổng hợp"],
}  # fmt: skip
COMMUNITIES = {
    **FAMILIES, "value": 1484 / 2073, "numerator": 1484, "denominator": 2073, "inferred": False, "target": 0.65,
    "shortfall": 0, "surplus": 136, "shortfall_low": None, "shortfall_high": None, "status": "achieved",
    "denominator_low": None, "denominator_high": None, "stated_decimals": None, "midyear": False,
    "baseline": float("nan"), "expected": float("nan"), "ratio": float("nan"), "needed_per_month": float("nan"),
    "actual_per_month": float("nan"),
}  # fmt: skip
CLANS = {
    **FAMILIES, "value": 0.6004, "numerator": 1406, "denominator": 1406 / 0.6004, "denominator_low": float("nan"),
    "denominator_high": float("nan"), "stated_rate": 0.6004, "stated_decimals": 2, "target": 0.65, "shortfall": 117,
    "shortfall_low": float("nan"), "shortfall_high": float("nan"),
}  # fmt: skip
CITIZENS = {
    **COMMUNITIES, "value": None, "numerator": 110172, "denominator": None, "target": 0.4, "surplus": None,
    "shortfall": None, "status": "not_computable", "reason": "no_denominator",
}  # fmt: skip
ILLITERATE = {
    **COMMUNITIES, "value": 0.031, "numerator": 310, "denominator": 10000, "target": 0.02, "comparator": "<=",
    "shortfall": 110, "surplus": 0, "status": "slow",
}  # fmt: skip
MEMBERS = {
    **COMMUNITIES, "is_rate": False, "own": False, "reported": 193, "value": 1200, "numerator": 1200, "denominator": None, "target": 1500,
    "shortfall": 300, "surplus": 0, "status": "slow",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "noun", "sentence"),
    [
        (FAMILIES, "gia đình", "Còn thiếu khoảng 6.385 gia đình (6.287–6.484)"),
        (CLANS, "dòng họ", "Còn thiếu khoảng 117 dòng họ"),
        (COMMUNITIES, "cộng đồng", "Vượt 136 cộng đồng"),
        (CITIZENS, "người", ""),
        (ILLITERATE, "người", "Còn cao hơn mục tiêu 110 người"),
        ({**ILLITERATE, "shortfall": 0, "surplus": 20}, "người", "Tốt hơn mục tiêu 20 người"),
        (MEMBERS, "hội viên", "Còn thiếu 300 hội viên"),
        (
            {**MEMBERS, "reported": 19},
            "hội viên",
            "Còn thiếu 300 hội viên ở 19/193 nơi đã báo cáo",
        ),
        ({**COMMUNITIES, "surplus": 0}, "cộng đồng", "Vừa đạt mục tiêu"),
        ({**COMMUNITIES, "surplus": None, "status": "no_target"}, "cộng đồng", ""),
    ],
)
def test_shortfall_sentence(row, noun, sentence):
    assert narrative.shortfall_sentence(row, noun) == sentence


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (FAMILIES, "66,6%"),
        (CLANS, "60,04%"),
        (COMMUNITIES, "71,6%"),
        (CITIZENS, ""),
        ({**COMMUNITIES, "value": 0.6496}, "64,96%"),  # never printed as the target of 65 %
        (MEMBERS, "1.200"),
        ({**MEMBERS, "approximate": ">="}, "trên 1.200"),
        ({**MEMBERS, "reported": 187, "approximate": ">="}, "ít nhất 1.200"),
    ],
)
def test_value_text(row, text):
    assert narrative.value_text(row) == text


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (FAMILIES, "từ 70%"),
        (ILLITERATE, "không quá 2%"),
        (MEMBERS, "từ 1.500"),
        ({**MEMBERS, "target": 0.4, "aim_is_rate": True}, "từ 40%"),
        ({**MEMBERS, "target": None}, ""),
    ],
)
def test_target_text(row, text):
    assert narrative.target_text(row) == text


def test_target_text_with_the_day():
    assert narrative.target_text({**FAMILIES, "due": date(2025, 12, 31)}, due=True) == "từ 70% đến 31/12/2025"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (FAMILIES, "95,1%"),
        (COMMUNITIES, "110,1%"),
        (CITIZENS, ""),
        (ILLITERATE, "còn cao hơn 1,1 điểm phần trăm"),
        ({**ILLITERATE, "value": 0.02}, "đạt"),
        ({**COMMUNITIES, "value": 0.64999, "target": 0.65}, "99,998%"),  # what is not done is not called 100 %
    ],
)
def test_completion_text(row, text):
    assert narrative.completion_text(row) == text


@pytest.mark.parametrize(
    ("row", "text"),
    [(FAMILIES, "thiếu khoảng 6.385"), (COMMUNITIES, "vượt 136"), (CITIZENS, ""), (MEMBERS, "thiếu 300")],
)
def test_gap_text(row, text):
    assert narrative.gap_text(row) == text


@pytest.mark.parametrize(("n", "total", "text"), [(3, 4, "3/4"), (0, 19, "0/19"), (19, 20, ""), (None, 4, "")])
def test_below_twenty_the_numbers_are_said_first(n, total, text):
    assert narrative.small_text({**COMMUNITIES, "numerator": n, "denominator": total}) == text


def test_reported_sentence():
    assert narrative.reported_sentence(FAMILIES, "xã") == "đã báo cáo 187/193 xã"
    assert narrative.reported_sentence({**FAMILIES, "expected_reports": float("nan")}, "xã") == ""
    assert narrative.reported_sentence({**FAMILIES, "expected_reports": 0}, "xã") == ""


@pytest.mark.parametrize("reason", narrative.REASONS)
def test_every_reason_has_a_sentence(reason):
    sentence = narrative.status_sentence({**FAMILIES, "reason": reason})
    assert sentence == narrative.REASONS[reason]
    assert sentence.endswith(".")


def test_no_reason_no_sentence():
    assert narrative.status_sentence({**FAMILIES, "reason": ""}) == ""
    assert narrative.status_sentence({**FAMILIES, "reason": None}) == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"midyear": False, "inferred": False}, []),
        ({"inferred": False}, ["số giữa kỳ (danh hiệu được công nhận vào cuối năm)"]),
        (
            {"midyear": False, "inferred": True, "inherited": True, "denominator_changed": True, "sample": True},
            [
                "mẫu số thay đổi",
                "mục tiêu chung (chưa giao riêng)",
                "tổng số suy ra từ tỷ lệ báo cáo",
                "số liệu minh họa",
            ],
        ),
        (
            {"midyear": False, "inferred": False, "verified": "unverified"},
            ["mục tiêu chưa kiểm chứng, không phải số chính thức"],
        ),
        ({"midyear": False, "inferred": False, "verified": "unverified", "target": None}, []),
        (
            {
                "midyear": False,
                "inferred": False,
                "after_due": "reached_late",
                "period_now": "2026-06",
                "value_now": 0.71,
            },
            ["đạt sau hạn (tháng 6/2026)"],
        ),
        (
            {"midyear": False, "inferred": False, "after_due": "now", "period_now": "2026-06", "value_now": 0.69},
            ["hiện nay 69%"],
        ),
    ],
)
def test_notes(more, said):
    assert narrative.notes({**FAMILIES, **more}) == said


def steps(row, *names):
    return {step.title: step.text for step in explanation.explanation(row, *names)}


def test_the_explanation_uses_the_numbers_of_the_row():
    assert steps(FAMILIES, "số gia đình được công nhận", "tổng số gia đình") == {
        "Giá trị": "số gia đình được công nhận = 125.071; tỷ lệ do đơn vị báo cáo = 66,6% (tháng 5/2024)",
        "Tổng số suy ra": "125.071 trên tỷ lệ 66,6% chỉ có thể là của tổng số từ 187.654 đến 187.935; lấy 187.794",
        "Phạm vi": "đã báo cáo 187/193 đơn vị",
        "Mục tiêu": "từ 70% đến 31/12/2025, theo Quyết định 387/QĐ-TTg",
        "Còn thiếu": "⌈70% × 187.794⌉ − 125.071 = 131.456 − 125.071 = khoảng 6.385 (6.287–6.484)",
        "Kỳ gốc": "60% (tháng 12/2021)",
        "Mức cần có theo kế hoạch": "67,5% (đường thẳng từ kỳ gốc qua các mốc đến hạn, tính đến cuối năm liền trước)",
        "Tiến độ": "(66,6 − 60) / (67,5 − 60) = 0,88 (dưới 0,6 là chậm, từ 0,95 là đúng tiến độ)",
        "Tốc độ": "cần 0,18 điểm phần trăm mỗi tháng, thực tế 0,21 điểm phần trăm mỗi tháng",
        "Đánh giá": "Cần đẩy nhanh",
        "Lưu ý": "số giữa kỳ (danh hiệu được công nhận vào cuối năm); tổng số suy ra từ tỷ lệ báo cáo",
        "Nguồn": "Báo cáo số 1; Tổng hợp",
    }


def test_what_is_computed_from_reported_numbers_shows_the_division():
    said = steps(COMMUNITIES, "số cộng đồng đạt", "tổng số cộng đồng")
    assert said["Giá trị"] == "số cộng đồng đạt / tổng số cộng đồng = 1.484 / 2.073 = 71,6% (tháng 5/2024)"
    assert said["Vượt"] == "1.484 − ⌈65% × 2.073⌉ = 1.484 − 1.348 = 136"
    assert not {"Còn thiếu", "Kỳ gốc", "Tiến độ", "Tốc độ", "Tổng số suy ra"} & set(said)


def test_a_rate_that_no_whole_denominator_prints_says_so():
    said = steps(CLANS, "số dòng họ đạt", "tổng số dòng họ")
    assert said["Tổng số suy ra"].startswith("không có mẫu số nguyên nào cho tỷ lệ 60,04%")


def test_lower_is_better_is_explained_from_the_other_side():
    assert steps(ILLITERATE, "số người", "dân số")["Còn thiếu"] == "310 − ⌊2% × 10.000⌋ = 310 − 200 = 110"
    met = {**ILLITERATE, "numerator": 180, "value": 0.018, "shortfall": 0, "surplus": 20, "status": "achieved"}
    assert steps(met, "số người", "dân số")["Vượt"] == "⌊2% × 10.000⌋ − 180 = 200 − 180 = 20"


def test_a_count_is_explained_without_a_division():
    said = steps(MEMBERS, "số hội viên")
    assert said["Giá trị"] == "số hội viên = 1.200 (tháng 5/2024)"
    assert said["Còn thiếu"] == "1.500 − 1.200 = 300"


def test_what_cannot_be_computed_says_what_is_known_and_why_not():
    said = steps(CITIZENS, "số công dân học tập", "số công dân")
    assert said["Giá trị"] == "số công dân học tập: 110.172"
    assert said["Đánh giá"] == "Chưa tính được – Có số đạt nhưng chưa có tổng số để tính tỷ lệ."


@pytest.mark.parametrize(("actual", "text"), [(-0.001, "thực tế chưa tăng"), (0.0, "thực tế chưa tăng")])
def test_a_figure_that_did_not_rise_says_so(actual, text):
    assert steps({**FAMILIES, "actual_per_month": actual}, "n", "N")["Tốc độ"].endswith(text)


def test_a_sum_is_compared_over_the_children_of_both_periods():
    said = steps({**FAMILIES, "end_value": 0.65, "ratio": 0.67}, "n", "N")
    assert said["Tiến độ"].startswith("(65 − 60) / (67,5 − 60) = 0,67")


def test_a_baseline_of_the_target_itself_has_a_day():
    assert steps({**FAMILIES, "baseline_period": ""}, "n", "N")["Kỳ gốc"] == "60% (ngày 31/12/2021)"


def test_a_common_target_missed_is_not_called_missed():
    row = {**FAMILIES, "status": verdict.MISSED, "inherited": True}
    assert steps(row, "n", "N")["Đánh giá"] == "Chưa đạt mục tiêu chung"


def test_as_text_has_a_line_per_step():
    said = explanation.explanation(MEMBERS, "số hội viên")
    assert explanation.as_text(said).splitlines()[0] == "Giá trị: số hội viên = 1.200 (tháng 5/2024)"
    assert len(explanation.as_text(said).splitlines()) == len(said)


UPLOAD = {"id": 3, "file_name": "so-lieu.csv", "published_by": "Bà Lan", "published_at": "2026-11-21T03:05:00+00:00"}


def test_the_explanation_names_file_row_who_published_it_and_when():
    said = {
        step.title: step.text
        for step in explanation.explanation({**FAMILIES, "own": True, "row": 12, "reported": 1}, "n", "N", UPLOAD)
    }
    when = vi.moment(datetime(2026, 11, 21, 3, 5, tzinfo=UTC).astimezone())
    assert said["Từ tệp"] == f"so-lieu.csv, dòng 12 (lần cập nhật số 3); Bà Lan đưa vào sử dụng {when}"


def test_a_sum_names_the_newest_upload_and_how_many_it_adds():
    summed = {**FAMILIES, "own": False, "row": 0, "reported": 187}
    steps = explanation.explanation(summed, "n", "N", UPLOAD | {"published_at": None})
    assert steps[-1] == (
        "Từ tệp", "cộng từ 187 đơn vị báo cáo; mới nhất là so-lieu.csv (lần cập nhật số 3)",
    )  # fmt: skip
