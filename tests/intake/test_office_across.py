"""Tables whose rows are indicators and whose columns are units, or units and periods."""

import pandas as pd
import pytest

from khuyenhoc.errors import Severity
from khuyenhoc.intake.office_form import Answers, shape
from khuyenhoc.intake.proposals import Accepted, choices, with_accepted
from khuyenhoc.intake.read import read_text
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.understand import Understood, understand
from tests.intake.books import tab
from tests.intake.test_office_form import CLAN, FAMILY, FUND, MEMBER, golden, sheet

TITLE = "KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP THEO ĐỊA BÀN HUYỆN NĂM 2024"
DISTRICTS = f"""{TITLE}
STT | Chỉ tiêu | ĐVT | Toàn tỉnh | Đồng Văn | Mèo Vạc | H. Yên Minh | Ghi chú
A | Mô hình học tập
1 | Gia đình học tập | | | | | |
  | - Tổng số gia đình | hộ | 3.000 | 1.000 | 900 | 1.100 |
  | - Công nhận | hộ | 2.000 | 700 | 600 | 700 | trên cả năm
  | - Tỷ lệ | % | 66,7 | 70 | 66,7 | 63,6 |
2 | Hội viên | người | 4.500 | 1.500 | 1.400 | 1.600 |
3 | Quỹ vận động | triệu đồng | 155,5 | 55,5 | 50 | 50 |
Hà Giang, ngày 5 tháng 12 năm 2024"""
PROVINCE, DONG_VAN, MEO_VAC, YEN_MINH = "02@2020", "026@2020", "027@2020", "028@2020"
COMMUNES = f"""{TITLE.replace("THEO ĐỊA BÀN HUYỆN ", "")}
TT | Nội dung | Huyện Đồng Văn | | Huyện Mèo Vạc | | Cộng
   |          | Lũng Cú | Tả Lủng | Tả Lủng | Sơn Vĩ |
1  | Số chi hội khuyến học | 10 | 20 | 30 | 40 | {{total}}
2  | Quỹ vận động (triệu đồng) | 1 | 2 | 3,5 | 4 | 10,5"""
UPPER = ((2, 3, 2, 4), (2, 5, 2, 6), (2, 7, 3, 7))


def communes(total: str = "100"):
    return sheet(tab(COMMUNES.format(total=total), *UPPER))


def told(read: Understood, *columns: str) -> list[tuple]:
    rows = read.checked.observations
    shown = (
        rows[["unit", "indicator", *columns]]
        .astype(object)
        .where(pd.notna(rows[["unit", "indicator", *columns]]), None)
    )
    return sorted(shown.itertuples(index=False, name=None), key=str)


def test_units_side_by_side_are_each_a_report(here: Context) -> None:
    read = understand(sheet(tab(DISTRICTS)), here)
    assert golden(read) == []
    expected = {
        PROVINCE: (2_000, 3_000, 0.667, 4_500, 155_500_000), DONG_VAN: (700, 1_000, 0.7, 1_500, 55_500_000),
        MEO_VAC: (600, 900, 0.667, 1_400, 50_000_000), YEN_MINH: (700, 1_100, 0.636, 1_600, 50_000_000),
    }  # fmt: skip
    table = read.checked.observations.set_index(["unit", "indicator"])
    assert set(table.index) == {(unit, code) for unit in expected for code in (FAMILY, MEMBER, FUND)}
    for unit, (n, of, rate, members, fund) in expected.items():
        assert table.loc[(unit, FAMILY), ["numerator", "denominator"]].tolist() == [n, of]
        assert table.at[(unit, FAMILY), "stated_rate"] == pytest.approx(rate)
        assert (table.at[(unit, MEMBER), "numerator"], table.at[(unit, FUND), "numerator"]) == (members, fund)
    assert set(read.checked.observations["period"]) == {"2024"}
    infos = {item.code: item for item in read.checked.problems if item.severity is Severity.INFO}
    assert set(infos) == {"form_understood", "form_period", "columns_of_no_unit", "numerator_only"}
    assert infos["columns_of_no_unit"].facts["columns"] == "ĐVT và Ghi chú"


def test_every_figure_knows_its_cell(here: Context) -> None:
    read = understand(sheet(tab(DISTRICTS)), here).checked
    cells = {(row["unit"], row["indicator"]): read.cells(row) for row in read.observations.to_dict("records")}
    assert cells[DONG_VAN, FAMILY] == ["E6", "E5", "E7"]
    assert cells[YEN_MINH, FAMILY] == ["G6", "G5", "G7"]
    assert (cells[MEO_VAC, MEMBER], cells[PROVINCE, FUND]) == (["F8"], ["D9"])


def test_problems_name_the_cell_of_their_unit(here: Context) -> None:
    slips = DISTRICTS.replace("| 900 |", "| 500 |").replace("| 1.600 |", "| l600 |").replace("63,6", "36,6")
    read = understand(sheet(tab(slips)), here)
    assert golden(read) == [
        (6, "F", "numerator_over_denominator"),
        (7, "G", "rate_contradicts"),
        (8, "G", "number_unreadable"),
    ]
    (item,) = [item for item in read.checked.problems if item.code == "number_unreadable"]
    assert (item.column, choices(item)) == ("Hội viên › H. Yên Minh (ô G8)", ["1600"])


def test_communes_below_their_districts_in_the_header(here: Context) -> None:
    read = understand(communes(), here)
    assert golden(read) == []
    assert told(read, "numerator") == [
        ("00715@2020", "chapter_count", 10), ("00715@2020", FUND, 1_000_000), ("00742@2020", "chapter_count", 20),
        ("00742@2020", FUND, 2_000_000), ("00793@2020", "chapter_count", 40), ("00793@2020", FUND, 4_000_000),
        ("00796@2020", "chapter_count", 30), ("00796@2020", FUND, 3_500_000),
    ]  # fmt: skip


def test_a_column_of_sums_is_compared(here: Context) -> None:
    (item,) = [item for item in understand(communes("90"), here).checked.problems if item.severity is not Severity.INFO]
    assert (item.cell, item.code, item.value) == ("G4", "sum_across_differs", "90")
    assert item.facts == {"label": "Cộng", "sum": "100", "count": "4", "by": "10"}


def test_a_name_of_two_units_is_asked_about_at_its_heading(here: Context) -> None:
    text = "Năm 2024\nTT\tChỉ tiêu\tLũng Cú\tTả Lủng\n1\tHội viên\t10\t20\n2\tSố chi hội khuyến học\t1\t2"
    pasted = read_text(text)
    read = understand(pasted, here)
    assert golden(read, Severity.ERROR) == [(2, "D", "unit_ambiguous")]
    item = next(item for item in read.checked.problems if item.code == "unit_ambiguous")
    meant = next(each for each in choices(item) if "00796" in each)
    mended = understand(with_accepted(pasted, [Accepted(2, item.column, item.cell, item.value, meant)]), here)
    assert told(mended, "numerator")[2:] == [("00796@2020", MEMBER, 20), ("00796@2020", "chapter_count", 2)]
    assert mended.checked.usable


def test_each_unit_may_have_columns_of_its_own_and_years(here: Context) -> None:
    drawing = f"""{TITLE}
TT | Chỉ tiêu | Đồng Văn | | Mèo Vạc |
   |          | Năm 2023 | Năm 2024 | Năm 2023 | Năm 2024
1  | Hội viên | 10 | 11 | 20 | 22
2  | Số chi hội khuyến học | 1 | 2 | 3 | 4"""
    read = understand(sheet(tab(drawing, (2, 3, 2, 4), (2, 5, 2, 6))), here)
    assert golden(read, Severity.ERROR) == []
    assert told(read, "period", "numerator") == [
        (DONG_VAN, MEMBER, "2023", 10), (DONG_VAN, MEMBER, "2024", 11), (DONG_VAN, "chapter_count", "2023", 1),
        (DONG_VAN, "chapter_count", "2024", 2), (MEO_VAC, MEMBER, "2023", 20), (MEO_VAC, MEMBER, "2024", 22),
        (MEO_VAC, "chapter_count", "2023", 3), (MEO_VAC, "chapter_count", "2024", 4),
    ]  # fmt: skip
    parts = f"""{TITLE}
TT | Chỉ tiêu | Đồng Văn | | Mèo Vạc |
   |          | Tổng số | Công nhận | Tổng số | Công nhận
1  | Gia đình học tập | 100 | 70 | 200 | 150
2  | Dòng họ học tập | 10 | 7 | 20 | 15"""
    read = understand(sheet(tab(parts, (2, 3, 2, 4), (2, 5, 2, 6))), here)
    assert golden(read) == []
    assert told(read, "numerator", "denominator") == [
        (DONG_VAN, CLAN, 7, 10), (DONG_VAN, FAMILY, 70, 100), (MEO_VAC, CLAN, 15, 20), (MEO_VAC, FAMILY, 150, 200),
    ]  # fmt: skip


def test_what_is_unsure_is_asked_once_and_the_answer_holds_for_every_unit(here: Context) -> None:
    drawing = DISTRICTS.replace("Hội viên", "Số nhóm nhỏ")
    read = understand(sheet(tab(drawing)), here)
    assert [(row, code) for row, _, code in golden(read)] == [(8, "column_unread")]
    (key,) = {column.key for form in read.forms for column in form.columns if column.left == "unknown"}
    mended = understand(sheet(tab(drawing)), here, Answers(columns={key: "chapter_count:numerator"}))
    assert golden(mended) == []
    found = {row[0]: row[2] for row in told(mended, "numerator") if row[1] == "chapter_count"}
    assert found == {PROVINCE: 4_500, DONG_VAN: 1_500, MEO_VAC: 1_400, YEN_MINH: 1_600}
    assert shape(sheet(tab(drawing))) == shape(sheet(tab(drawing.replace("700", "701"))))


def test_units_without_figures_are_told(here: Context) -> None:
    gaps = "\n".join(
        " | ".join("" if place == 5 and row > 2 else cell for place, cell in enumerate(line.split("|")))
        for row, line in enumerate(DISTRICTS.splitlines(), 1)
    )
    read = understand(sheet(tab(gaps)), here)
    (item,) = [item for item in read.checked.problems if item.code == "units_not_filled"]
    assert item.facts == {"count": "1", "units": "Mèo Vạc"}
    assert MEO_VAC not in set(read.checked.observations["unit"])


def test_headings_of_figures_are_no_units(here: Context) -> None:
    drawing = f"UBND XÃ LŨNG CÚ\n{TITLE}\nTT | Chỉ tiêu | Tổng số | Thực hiện | Đồng Văn\n1 | GĐHT | 100 | 70 | 7\n2 | Hội viên | | 5 | 3"
    assert [form.across for form in understand(sheet(tab(drawing)), here).forms] == [None]
