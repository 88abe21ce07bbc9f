"""The sentence of a report, correct in number and grammar, for every kind of figure."""

from dataclasses import replace

import pandas as pd
import pytest

from khuyenhoc import definitions
from khuyenhoc.present.report_words import document_words, place_words, report_sentence

CATALOGUE = definitions.current().catalogue
FAMILY, POOR, CITIZENS, LITERACY = (
    CATALOGUE[code]
    for code in ("learning_family_rate", "poor_household_rate", "learning_citizen_count", "district_literacy_l2")
)
ROW = {
    "unit_name": "Tỉnh Hà Giang", "period": "2024-05", "is_rate": True, "value": 0.666, "numerator": 125_071.0,
    "denominator": 187_794.0, "inferred": True, "target": 0.7, "comparator": ">=", "due": pd.Timestamp("2025-12-31"),
    "basis": "387/QĐ-TTg", "aim_is_rate": True, "status": "insufficient", "shortfall": 6_385.0, "surplus": 0.0,
    "sample": False, "approximate": "=", "stated_decimals": 1,
}  # fmt: skip


def test_the_sentence_of_the_report():
    assert report_sentence(ROW, FAMILY) == (
        "Tính đến tháng 5/2024, toàn tỉnh có 125.071 gia đình được công nhận “Gia đình học tập”, chiếm 66,6% số gia đình; còn thiếu "
        "khoảng 6.385 gia đình (3,4 điểm phần trăm) so với mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg)."
    )


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"inferred": False, "shortfall": 0.0, "surplus": 136.0, "value": 0.7159, "status": "achieved"},
         "chiếm 71,6% số gia đình; vượt 136 gia đình (1,6 điểm phần trăm) so với mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg)."),
        ({"value": 0.7, "shortfall": 0.0, "status": "achieved"},
         "chiếm 70,0% số gia đình; vừa đạt mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg)."),
        ({"target": float("nan")}, "chiếm 66,6% số gia đình."),
        ({"sample": True, "target": float("nan")}, "chiếm 66,6% số gia đình (số liệu minh họa)."),
        ({"due": pd.Timestamp("2026-06-30"), "basis": "Nghị quyết Đại hội VI", "inferred": False},
         "còn thiếu 6.385 gia đình (3,4 điểm phần trăm) so với mục tiêu 70% đến ngày 30/6/2026 (Nghị quyết Đại hội VI)."),
        ({"inferred": False, "approximate": "~"},
         "có khoảng 125.071 gia đình được công nhận “Gia đình học tập”, chiếm khoảng 66,6% số gia đình; còn thiếu khoảng 6.385 gia đình "
         "(3,4 điểm phần trăm) so với mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg)."),
        ({"numerator": float("nan"), "shortfall": float("nan"), "status": "slow"},
         "toàn tỉnh có tỷ lệ gia đình được công nhận “Gia đình học tập” là 66,6%; chưa đạt mục tiêu 70% đến năm 2025 (Quyết định số "
         "387/QĐ-TTg)."),
        ({"unit_name": "Thị trấn Yên Phú", "numerator": 3.0, "denominator": 4.0, "value": 0.75, "inferred": False,
          "shortfall": 0.0, "surplus": 0.0, "status": "achieved"},
         "thị trấn Yên Phú có 3 gia đình được công nhận “Gia đình học tập”, trên 4 (75,0%); vừa đạt mục tiêu 70% đến năm 2025 (Quyết định "
         "số 387/QĐ-TTg)."),
    ],
)  # fmt: skip
def test_other_cases(changes, ending):
    assert report_sentence(ROW | changes, FAMILY).endswith(ending)


def test_lower_is_better_a_count_and_units():
    poor = ROW | {"numerator": 40.0, "denominator": 1000.0, "value": 0.04, "target": 0.02, "comparator": "<=",
                  "shortfall": 20.0, "inferred": False, "status": "slow", "basis": "90/QĐ-TTg"}  # fmt: skip
    assert report_sentence(poor, POOR).endswith(
        "có 40 hộ nghèo, chiếm 4,0% số hộ dân cư; còn cao hơn 20 gia đình (2,0 điểm phần trăm) so với mục tiêu không quá 2% đến năm 2025 "
        "(Quyết định số 90/QĐ-TTg)."
    )
    count = ROW | {"is_rate": False, "value": 110_172.0, "numerator": 110_172.0, "denominator": float("nan"),
                   "status": "not_computable", "shortfall": float("nan")}  # fmt: skip
    assert report_sentence(count, CITIZENS) == (
        "Tính đến tháng 5/2024, toàn tỉnh có 110.172 người đạt danh hiệu “Công dân học tập”; chưa tính được so với mục tiêu 70% đến năm "
        "2025 (Quyết định số 387/QĐ-TTg)."
    )
    units = ROW | {
        "numerator": 7.0,
        "denominator": 11.0,
        "value": 7 / 11,
        "target": 1.0,
        "shortfall": 4.0,
        "inferred": False,
    }
    assert "có 7 huyện đạt chuẩn xóa mù chữ mức độ 2, trên 11 (63,6%); còn thiếu 4 huyện" in report_sentence(
        units, LITERACY
    )


def test_money_is_no_family():
    assert report_sentence(ROW, CATALOGUE["fund_spend_rate"]) == ""


@pytest.mark.parametrize("changes", [{"period": ""}, {"value": float("nan")}])
def test_without_a_figure_nothing_is_said(changes):
    assert report_sentence(ROW | changes, FAMILY) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Tỉnh Tuyên Quang", "toàn tỉnh"), ("Thành phố Hà Giang", "thành phố Hà Giang"), ("Huyện Bắc Mê", "huyện Bắc Mê"),
        ("Xã Tả Lủng", "xã Tả Lủng"), ("Thị xã Bến Cát", "thị xã Bến Cát"), ("Đặc khu Trường Sa", "đặc khu Trường Sa"),
    ],
)  # fmt: skip
def test_a_place_inside_a_sentence(name, words):
    assert place_words(name) == words


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("1373/QĐ-TTg", "Quyết định số 1373/QĐ-TTg"), ("20/2014/NĐ-CP", "Nghị định số 20/2014/NĐ-CP"),
        ("09/CV-HKH", "Công văn số 09/CV-HKH"), ("151/KH-UBND", "Kế hoạch số 151/KH-UBND"),
        ("44/2014/TT-BGDĐT", "Thông tư số 44/2014/TT-BGDĐT"), ("Nghị quyết Đại hội VI", "Nghị quyết Đại hội VI"),
    ],
)  # fmt: skip
def test_a_document_with_its_kind(basis, words):
    assert document_words(basis) == words


def test_every_rate_of_the_catalogue_makes_a_sentence():
    for indicator in CATALOGUE:
        if indicator.is_rate and indicator.code != "fund_spend_rate":
            said = report_sentence(ROW | {"target": float("nan")}, replace(indicator))
            assert said.startswith("Tính đến tháng 5/2024, toàn tỉnh có 125.071 ") and " số số " not in said, (
                indicator.code
            )
            assert "chiếm 66,6% số " in said or "chiếm 66,6% dân số" in said or "chiếm 66,6% tổng dân số" in said, said
