"""The report of one commune on itself: rows are indicators, columns their figures."""

import pytest

from khuyenhoc.errors import Severity
from khuyenhoc.intake.book import Tab
from khuyenhoc.intake.office_form import Answers, shape
from khuyenhoc.intake.read import read_text
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.understand import Understood, understand
from tests.intake.books import tab
from tests.intake.test_office_form import CLAN, FAMILY, FUND, MEMBER, golden, sheet

LUNG_CU = "00715@2020"
HEAD = "UBND XÃ LŨNG CÚ\nBÁO CÁO KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024"
REPORT = f"""{HEAD}
TT | Chỉ tiêu | Đơn vị tính | Tổng số | Thực hiện | Tỷ lệ (%) | Ghi chú
I  | MÔ HÌNH HỌC TẬP
1  | Gia đình học tập | hộ | 1.000 | 700 | 70 |
2  | Dòng họ học tập  | dòng họ | 25 | 15 | 60 |
II | TỔ CHỨC HỘI
1  | Hội viên | người | | 1.500 | |
2  | Chi hội khuyến học | chi hội | | 21 | |
   | Trong đó: Chi hội thôn | chi hội | | 15 | |
III | QUỸ KHUYẾN HỌC
1  | Quỹ vận động | triệu đồng | | 55,5 | | trên cả năm
Lũng Cú, ngày 5 tháng 12 năm 2024"""
DOWN = f"""{HEAD}
STT | Nội dung | ĐVT | Kết quả
1 | Gia đình học tập | |
  | - Tổng số gia đình | hộ | 1.000
  | - Đăng ký | hộ | 800
  | - Công nhận | hộ | 700
  | - Tỷ lệ | % | 70
2 | Số hội viên | người | 1.500
3 | Dân số | người | 5.000"""


def told(read: Understood) -> dict[str, tuple[float | None, float | None, float | None]]:
    """By indicator: n, N and the typed rate."""
    rows = read.checked.observations
    shown = (
        rows[["numerator", "denominator", "stated_rate"]]
        .astype(object)
        .where(rows[["numerator", "denominator", "stated_rate"]].notna(), None)
    )
    return dict(zip(rows["indicator"], shown.itertuples(index=False, name=None), strict=True))


def test_a_commune_reports_on_itself_row_by_row(here: Context) -> None:
    read = understand(sheet(tab(REPORT)), here)
    assert golden(read) == []
    assert set(read.checked.observations["unit"]) == {LUNG_CU}
    assert set(read.checked.observations["period"]) == {"2024"}
    assert told(read) == {
        FAMILY: (700, 1_000, 0.7), CLAN: (15, 25, 0.6), MEMBER: (1_500, None, None), "chapter_count": (21, None, None),
        "chapter_count_village": (15, None, None), FUND: (55_500_000, None, None),
    }  # fmt: skip
    said = {item.code: item for item in read.checked.problems if item.severity is Severity.INFO}
    assert (said["form_unit"].value, said["form_unit"].facts["unit"]) == (
        "UBND XÃ LŨNG CÚ", "Xã Lũng Cú (Huyện Đồng Văn, mã 00715)",
    )  # fmt: skip


def test_every_figure_knows_its_cell(here: Context) -> None:
    read = understand(sheet(tab(REPORT)), here)
    cells = {row["indicator"]: read.checked.cells(row) for row in read.checked.observations.to_dict("records")}
    assert cells == {
        FAMILY: ["E5", "D5", "F5"], CLAN: ["E6", "D6", "F6"], MEMBER: ["E8"], "chapter_count": ["E9"],
        "chapter_count_village": ["E10"], FUND: ["E12"],
    }  # fmt: skip
    wrong = understand(sheet(tab(REPORT.replace("700 | 70", "1.700 | 70").replace("| 25 |", "| hai lăm |"))), here)
    assert [(item.cell, item.code) for item in wrong.checked.problems if item.severity is Severity.ERROR] == [
        ("E5", "numerator_over_denominator"), ("D6", "number_unreadable"),
    ]  # fmt: skip
    assert {item.row for item in wrong.checked.problems if item.code == "number_unreadable"} == {6}


def test_n_and_all_may_stand_one_under_the_other_and_the_rate_below(here: Context) -> None:
    read = understand(sheet(tab(DOWN)), here)
    assert golden(read) == []
    assert told(read) == {
        FAMILY: (700, 1_000, 0.7), "learning_family_registered": (800, None, None), MEMBER: (1_500, 5_000, None),
    }  # fmt: skip
    (row,) = [row for row in read.checked.observations.to_dict("records") if row["indicator"] == FAMILY]
    assert read.checked.cells(row) == ["D7", "D5", "D8"]


def test_a_rate_below_is_of_those_registered_where_it_says_so_by_its_figures(here: Context) -> None:
    read = understand(sheet(tab(DOWN.replace("% | 70", "% | 87,5"))), here)
    assert golden(read) == []
    assert told(read)[FAMILY] == (700, 1_000, None)
    unclear = understand(
        sheet(tab(DOWN.replace("  | - Tổng số gia đình | hộ | 1.000\n", "").replace("% | 70", "% | 31"))), here
    )
    assert golden(unclear) == [(7, "D", "column_unsure")]


@pytest.mark.parametrize(
    ("title", "tab_name", "file_name", "unit"),
    [
        ("HỘI KHUYẾN HỌC XÃ TẢ LỦNG, HUYỆN MÈO VẠC", "", "", "00796@2020"),
        ("HỘI KHUYẾN HỌC HUYỆN ĐỒNG VĂN", "", "", "026@2020"),
        ("HỘI KHUYẾN HỌC HUYỆN ĐỒNG VĂN", "Lũng Cú", "", LUNG_CU),
        ("BÁO CÁO", "", "Báo cáo xã Lũng Cú năm 2024.xlsx", LUNG_CU),
        ("HỘI KHUYẾN HỌC TỈNH HÀ GIANG", "", "", "02@2020"),
        ("HỘI KHUYẾN HỌC XÃ TẢ LỦNG", "", "", ""),
        ("XÃ LŨNG CÚ VÀ XÃ MÁ LÉ", "", "", ""),
        ("XÃ HỘI HỌC TẬP", "", "", ""),
    ],
)
def test_the_unit_is_the_one_that_the_title_the_tab_or_the_file_names(
    here: Context,
    title: str,
    tab_name: str,
    file_name: str,
    unit: str,
) -> None:
    drawn = tab(REPORT.replace("UBND XÃ LŨNG CÚ", title).replace("Lũng Cú, ngày", "Ngày"))
    found = sheet(Tab(tab_name or drawn.name, drawn.cells))
    read = understand(type(found)(file_name or "a.xlsx", found.rows, tab=found.tab, grid=found.grid), here)
    assert set(read.checked.observations["unit"]) == ({unit} if unit else set())
    assert [code for _, _, code in golden(read, Severity.ERROR)] == ([] if unit else ["form_unit_unsure"])


def test_a_person_says_whose_figures_they_are(here: Context) -> None:
    drawn = sheet(tab(REPORT.replace("UBND XÃ LŨNG CÚ", "Mẫu 01")))
    assert understand(drawn, here).unsure
    read = understand(drawn, here, None, "", "Xã Má Lé (Huyện Đồng Văn, mã 00718)")
    assert (golden(read), set(read.checked.observations["unit"])) == ([], {"00718@2020"})


def test_columns_of_plans_earlier_years_and_changes_are_left_and_two_years_are_two_periods(here: Context) -> None:
    drawing = """UBND XÃ LŨNG CÚ
BÁO CÁO
TT | Chỉ tiêu | ĐVT | Kế hoạch năm | Kỳ trước | Kỳ này | Tăng, giảm
1 | Gia đình được công nhận GĐHT | hộ | 800 | 690 | 700 | 10
2 | Tỷ lệ biết bơi | % | 10 | 10 | 12 | 2"""
    read = understand(sheet(tab(drawing)), here, None, "2024")
    assert told(read) == {FAMILY: (700, None, None)}
    assert golden(read) == [(5, "F", "column_unread")]
    years = "UBND XÃ LŨNG CÚ\nTT | Chỉ tiêu | ĐVT | Năm 2023 | Năm 2024\n1 | Số chi hội khuyến học | | 20 | 21\n2 | Hội viên | | 7 | 8"
    rows = understand(sheet(tab(years)), here).checked.observations
    assert rows[["period", "numerator"]].to_numpy().tolist() == [["2023", 20], ["2024", 21], ["2023", 7], ["2024", 8]]


def test_a_column_of_another_year_is_never_read_as_the_year_of_the_report(here: Context) -> None:
    drawing = f"""{HEAD}
TT | Chỉ tiêu | Thực hiện năm 2023 | Thực hiện 6 tháng đầu năm 2024 | Kế hoạch năm 2025
1 | Hội viên | 7 | 8 | 9
2 | Chi hội khuyến học | 20 | 21 | 22"""
    rows = understand(sheet(tab(drawing)), here).checked.observations
    assert rows[["indicator", "period", "numerator"]].to_numpy().tolist() == [
        [MEMBER, "2023", 7], [MEMBER, "2024-H1", 8], ["chapter_count", "2023", 20], ["chapter_count", "2024-H1", 21],
    ]  # fmt: skip


def test_what_a_person_said_of_a_row_holds_for_the_next_report(here: Context) -> None:
    odd = REPORT.replace("Chi hội khuyến học |", "Số nhóm nhỏ |")
    first = understand(sheet(tab(odd)), here)
    assert golden(first) == [(9, "E", "column_unread")]
    (column,) = [each for each in first.forms[0].columns if each.path[0] == "Số nhóm nhỏ"]
    assert column.title == "Số nhóm nhỏ › Thực hiện (ô E9)"
    answers = Answers(columns={column.key: "chapter_count:numerator"})
    other = sheet(
        tab(odd.replace("LŨNG CÚ", "MÁ LÉ").replace("2024", "2025-H1").replace("NĂM 2025-H1", "6 THÁNG ĐẦU NĂM 2025"))
    )
    read = understand(other, here, answers)
    assert told(read)["chapter_count"] == (21, None, None)
    assert shape(other) == shape(sheet(tab(odd))) != shape(sheet(tab(REPORT)))


@pytest.mark.parametrize("title", ["Đơn vị tính", "Đơn vị", "ĐVT"])
def test_a_column_of_measures_is_no_column_of_places(here: Context, title: str) -> None:
    text = f"Xã Lũng Cú, năm 2024\nTT\tChỉ tiêu\t{title}\tSố lượng\n1\tHội viên\tngười\t1500\n2\tChi hội khuyến học\tchi hội\t21"
    assert told(understand(read_text(text), here)) == {MEMBER: (1_500, None, None), "chapter_count": (21, None, None)}


def test_units_named_by_their_associations_are_no_indicators(here: Context) -> None:
    drawing = """Tính đến tháng 5/2024
TT | Tên hội | Số gia đình | GĐHT
1 | Hội Khuyến học xã Lũng Cú | 100 | 50
2 | Hội Khuyến học xã Má Lé | 100 | 60"""
    assert [form.about for form in understand(sheet(tab(drawing)), here).forms] == [None]
