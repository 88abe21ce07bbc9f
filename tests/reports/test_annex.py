"""The annex: its lines in official order, its sums, and an Excel file that prints and runs nothing."""

import io
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook

from khuyenhoc.domain.unit import Level
from khuyenhoc.reports import annex, excel
from khuyenhoc.reports.annex import Annex, Line
from tests.domain.draw import units

WHOLE = {
    "unit_name": "Tỉnh P", "numerator": 190.0, "denominator": 400.0, "inferred": False, "target": 0.7,
    "comparator": ">=", "due": pd.Timestamp("2025-12-31"), "is_rate": True, "basis": "387/QĐ-TTg",
    "denominator_low": float("nan"), "denominator_high": float("nan"),
}  # fmt: skip
TABLE = pd.DataFrame(
    [("a", "Xã a", 30, 100, 20, 50), ("b", "Xã b", 70, 100, 0, 70), ("c", "=Xã c", 90, 200, 70, 160)],
    columns=["unit", "unit_name", "numerator", "denominator", "more", "goal"],
)
DUE = date(2025, 12, 31)


def drawn(lines: list[Line], sample: bool = False) -> Annex:
    heads = annex.heads("Gia đình học tập", WHOLE, DUE, "2024-05", "Theo phần còn thiếu")
    return Annex(heads, "gia đình", "tháng 5/2024", DUE, 19, lines, ["Chưa báo cáo: Xã e."], sample)


def sheet(of: Annex):
    return load_workbook(io.BytesIO(excel.annex_xlsx(of))).active


def table_of(of: Annex) -> list[list]:
    rows = [[cell.value for cell in row] for row in sheet(of).iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == "TT")
    return rows[start + 2 : start + 2 + len(of.lines)]


def test_communes_stand_below_their_district_with_its_sum():
    found = annex.lines(TABLE, units(), WHOLE, Level.COMMUNE)
    assert [(line.number, line.name, line.total, line.reached, line.more, line.goal) for line in found] == [
        ("", "Tỉnh P", 400, 190, 90, 280),
        ("I", "Xã D1", 200, 100, 20, 120),
        ("1", "Xã a", 100, 30, 20, 50),
        ("2", "Xã b", 100, 70, 0, 70),
        ("II", "Xã D2", 200, 90, 70, 160),
        ("1", "=Xã c", 200, 90, 70, 160),
    ]
    assert sum(line.more for line in found if line.sum and line.number) == found[0].more


def test_districts_or_communes_of_one_district_are_one_list():
    one = annex.lines(TABLE.head(2), units(), WHOLE, Level.COMMUNE)
    assert [line.number for line in one] == ["", "1", "2"]
    districts = TABLE.assign(unit=["D1", "D2", "D1"])
    assert [line.number for line in annex.lines(districts, units(), WHOLE, Level.DISTRICT)] == ["", "1", "2", "3"]


def test_the_file_holds_numbers_with_formats():
    rows = table_of(drawn(annex.lines(TABLE, units(), WHOLE, Level.COMMUNE)))
    assert rows[0] == [None, "Tỉnh P", 400, 190, 190 / 400, 90, 280, 0.7, pytest.approx(90 / 19)]
    cells = sheet(drawn([Line("1", "Xã a", 1234, 700, 100, 800)])).iter_rows()
    (line,) = [row for row in cells if row[1].value == "Xã a"]
    assert [cell.number_format for cell in line[2:]] == [
        "#,##0", "#,##0", "0.00%", "#,##0", "#,##0", "0.00%", "#,##0.0",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+84", "-5", "@SUM(A1)", "\t=1"])
def test_no_text_is_a_formula(text):
    found = drawn([Line(text, text, 100, 10, 5, 15)])
    cells = [cell for row in sheet(found).iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 2
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_the_title_block_says_what_for_whom_by_which_paper():
    texts = [row[0].value for row in sheet(drawn([])).iter_rows(max_row=5)]
    assert texts == [
        "PHỤ LỤC",
        "GIAO CHỈ TIÊU GIA ĐÌNH HỌC TẬP ĐẾN NGÀY 31 THÁNG 12 NĂM 2025",
        "(Kèm theo Quyết định số ……/QĐ-…… ngày …… tháng …… năm ……)",
        "Mục tiêu áp dụng: từ 70% đến 31/12/2025, theo 387/QĐ-TTg. Số liệu đến tháng 5/2024. "
        "Cách phân bổ: theo phần còn thiếu.",
        "ĐVT: gia đình",
    ]


def test_simulated_figures_are_marked_in_the_file_and_in_its_name():
    marked = [row[0].value for row in sheet(drawn([], sample=True)).iter_rows(max_row=6)]
    assert "MINH HỌA: số liệu minh họa, không dùng để ban hành" in marked
    assert annex.file_name("learning_family_rate", 2025, True).startswith("MINH-HOA-phu-luc-giao-chi-tieu-")
    assert (
        annex.file_name("learning_family_rate", 2025, False) == "phu-luc-giao-chi-tieu-learning-family-rate-2025.xlsx"
    )


def test_it_prints_on_a4_with_the_head_on_every_page():
    found = sheet(drawn(annex.lines(TABLE, units(), WHOLE, Level.COMMUNE)))
    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "portrait")
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert found.print_title_rows == "$6:$7"
    assert found.oddFooter.center.text == "Trang &P/&N"


def test_an_inferred_whole_and_who_was_left_out_stand_in_the_notes():
    inferred = WHOLE | {"inferred": True, "denominator_low": 395.0, "denominator_high": 405.0}
    assert annex.notes(WHOLE, "") == []
    assert annex.notes(inferred, "Chưa báo cáo: Xã e.") == [
        "Tổng số của Tỉnh P suy ra từ tỷ lệ báo cáo: khoảng 400 (395–405).", "Chưa báo cáo: Xã e.",
    ]  # fmt: skip
