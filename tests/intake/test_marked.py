"""The person's own file given back: what is wrong is coloured and said, what was accepted is corrected, the rest as it was."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from khuyenhoc.intake.check import check
from khuyenhoc.intake.marked import LIST, marked_file
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.proposals import only_ones, with_accepted
from khuyenhoc.present import status
from tests.intake import draw
from tests.intake.draw import COLUMNS, ROW

FAULTY = {"unit_code": "00691", "numerator": "1,406", "denominator": "1.000"}


def fill(cell) -> str:
    return f"#{cell.fill.start_color.rgb[-6:]}" if cell.fill.fill_type else ""


def excel(*rows: dict[str, object]) -> bytes:
    """The drawn rows below a merged title, in a book with a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    sheet.merge_cells("A1:E1")
    sheet["A1"] = "BÁO CÁO"
    sheet["A1"].font = Font(name="Times New Roman", bold=True, size=14)
    sheet.column_dimensions["C"].width = 33
    for cells in (list(COLUMNS), *([(ROW | row).get(column, "") for column in COLUMNS] for row in rows)):
        sheet.append(cells)
    book.create_sheet("Ghi chú")["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def given(content: bytes, context, accept: bool = False):
    opened = open_file(content, "tệp")
    sheet = opened.sheets[opened.likely]
    problems = check(sheet, context).problems
    answers = only_ones(problems) if accept else []
    if answers:
        problems = check(with_accepted(sheet, answers), context).problems
    back = marked_file(content, sheet.tab, problems, answers)
    return load_workbook(io.BytesIO(back.content)), back.converted


def test_cells_at_fault_are_coloured_and_say_what_to_do_and_the_rest_is_kept(context):
    book, converted = given(excel({}, FAULTY), context)
    sheet = book["Số liệu"]
    assert not converted
    assert (fill(sheet["H4"]), fill(sheet["H3"])) == (status.ERROR_FILL, "")
    assert "có thể hiểu là hai số khác nhau" in sheet["H4"].comment.text
    assert sheet["H4"].value == "1,406", "nothing is corrected that was not accepted"
    assert (sheet["A1"].font.b, sheet["A1"].font.sz, sheet.column_dimensions["C"].width) == (True, 14, 33)
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:E1"]
    assert book["Ghi chú"]["A1"].value == "=1+1", "the person's own formulas stay"


def test_the_list_names_everything_and_leads_to_the_cells(context):
    book, _ = given(excel({}, FAULTY), context)
    rows = [[cell.value for cell in row] for row in book[LIST].iter_rows(min_row=2)]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [("Lỗi", "H4", "4", "1,406")]
    assert book[LIST]["B2"].hyperlink.location == "'Số liệu'!H4"


def test_what_was_accepted_stands_in_the_file_as_a_number(context):
    book, _ = given(excel({}, FAULTY | {"denominator": "2.000"}), context, accept=True)
    cell = book["Số liệu"]["H4"]
    assert (cell.value, fill(cell)) == (1406, status.ACCEPTED_FILL)
    assert "đã nhận giá trị đề xuất “1.406”" in cell.comment.text
    out = io.BytesIO()
    book.save(out)
    opened = open_file(out.getvalue(), "lại.xlsx")
    again = check(opened.sheets[opened.likely], context)
    assert [each.code for each in again.problems if each.severity != "info"] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_csv_comes_back_as_excel_and_runs_nothing(context, encoding):
    text = draw.text({"source": "=HYPERLINK(1)"}, FAULTY)
    book, converted = given(text.encode(encoding), context)
    sheet = book["Bảng"]
    assert converted
    source = sheet.cell(2, COLUMNS.index("source") + 1)
    assert (source.value, source.data_type) == ("=HYPERLINK(1)", "s")
    assert fill(sheet["H3"]) == status.ERROR_FILL
    assert any("chuyển sang .xlsx" in str(cell.value) for row in book[LIST].iter_rows() for cell in row)


def test_a_name_in_a_comment_or_the_list_is_never_a_formula(context):
    book, _ = given(excel({"unit_code": "", "unit_name": "=cmd|' /C calc'!A0"}), context)
    cells = [cell for row in book[LIST].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_fault_inside_a_merged_cell_is_marked_where_its_text_stands(context):
    book = load_workbook(io.BytesIO(excel({}, FAULTY)))
    book["Số liệu"].merge_cells("G4:H4")
    book["Số liệu"]["G4"] = None
    out = io.BytesIO()
    book.save(out)
    opened = open_file(out.getvalue(), "tệp")
    problems = check(opened.sheets[opened.likely], context).problems
    assert problems
    back = load_workbook(io.BytesIO(marked_file(out.getvalue(), "Số liệu", problems, []).content))
    assert LIST in back.sheetnames


def test_real_xls_files_come_back_with_their_text(shared, context):
    for path in sorted((shared / "spreadsheets").glob("*.xls"))[:3]:
        content = path.read_bytes()
        opened = open_file(content, path.name)
        problems = check(opened.sheets[opened.likely], context).problems
        back = marked_file(content, opened.sheets[opened.likely].tab, problems, [])
        assert back.converted
        again = open_file(back.content, "lại.xlsx")
        texts = [cell for row in again.sheets[0].rows for cell in row if cell]
        assert set(texts) >= {cell for row in opened.sheets[0].rows for cell in row if cell.isalpha()}
