"""Forms to fill in: what stands on them, what they allow, and that a filled one is staged without a question."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc import definitions
from khuyenhoc.domain.form import SHEET, Role, roles
from khuyenhoc.domain.unit import Level
from khuyenhoc.intake import words
from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.reports.form import BlankForm, blank_form
from khuyenhoc.reports.form_sheet import form_xlsx
from tests.domain.draw import observations
from tests.guides import context

KNOWN = definitions.current()
FORMS = {form.code: form for form in KNOWN.forms}
OLD, NEW = ("2024-05", "02@2020"), ("2025-09", "08@2025")
LEVELS = [
    (Level.COMMUNE, *OLD), (Level.DISTRICT, *OLD), (Level.PROVINCE, *OLD), (Level.COMMUNE, *NEW), (Level.PROVINCE, *NEW),
]  # fmt: skip
FAMILIES = "learning_family_rate"
PAST = observations(
    {"unit": "00712@2020", "period": "2023", "numerator": 50, "denominator": 100},
    {"unit": "00715@2020", "period": "2022", "numerator": 60, "denominator": 100, "sample": True},
    {"unit": "00715@2020", "period": "2024-06", "numerator": 99, "denominator": 100},
)


def blank(
    code: str, level: Level, period: str = "2024-05", province: str = "02@2020", under: str | None = None
) -> BlankForm:
    day = date(2024, 5, 31) if province == "02@2020" else date(2025, 9, 30)
    units = context().units_on(day).within(province)
    return blank_form(FORMS[code], level, period, units, KNOWN.catalogue, province, PAST, under)


def book_of(form: BlankForm) -> Workbook:
    return load_workbook(io.BytesIO(form_xlsx(form)))


def marks(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The hidden row, and the column of every mark."""
    row = next(cell.row for cell in sheet["A"] if cell.value == "khuyenhoc:cot")
    return row, {cell.value: cell.column for cell in sheet[row] if cell.value}


def row_of(sheet: Worksheet, code: str) -> int:
    return next(cell.row for cell in sheet["B"] if cell.value == code)


def put(sheet: Worksheet, code: str, mark: str, value: object) -> None:
    sheet.cell(row_of(sheet, code), marks(sheet)[1][mark]).value = value


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> Checked:
    opened = open_file(content, "bieu.xlsx")
    return check(opened.sheets[opened.likely], context())


@pytest.mark.parametrize("code", FORMS)
@pytest.mark.parametrize(("level", "period", "province"), LEVELS)
def test_a_form_filled_in_everywhere_is_read_as_it_was_filled(code, level, period, province):
    form = blank(code, level, period, province)
    book = book_of(form)
    sheet = book["Biểu"]
    columns, rows = marks(sheet)[1], {cell.value: cell.row for cell in sheet["B"]}
    wanted = {}
    for line in (each for each in form.lines if each.key):
        for number, field in enumerate(each for each in form.fields if each.role.filled_in):
            value = 1000 + number if field.role is Role.TOTAL else 10 + number
            choice = next(iter(field.indicator.unit_value.items()), None)
            if field.role is Role.CHOICE and choice:
                value = int(choice[0])
            sheet.cell(rows[line.code], columns[field.mark]).value = (
                choice[1] if field.role is Role.CHOICE and choice else value
            )
            wanted[line.key, field.indicator.code, field.role.column] = float(value)
    checked = read(saved(book))
    assert not checked.has_errors, [words.sentence(each) for each in checked.problems][:3]
    found = {
        (row["unit"], row["indicator"], column): row[column]
        for row in checked.observations.to_dict("records")
        for column in ("numerator", "denominator")
    }
    assert {key: found[key] for key in wanted} == wanted
    assert len(checked.observations) == len({key[:2] for key in wanted})
    assert set(checked.observations["period"]) == {period}


def test_every_unit_stands_once_under_its_district_and_all_districts_are_there():
    form = blank("danh-hieu", Level.COMMUNE)
    assert len([line for line in form.lines if line.key]) == 193
    assert [line.name for line in form.lines if not line.key][:2] == ["Thành phố Hà Giang", "Huyện Đồng Văn"]
    assert [line.number for line in form.lines[:3]] == ["I", "1", "2"]
    one = blank("danh-hieu", Level.COMMUNE, under="026@2020")
    assert [len(one.lines), one.lines[0].name] == [1 + 19, "Huyện Đồng Văn"]
    assert "HUYỆN ĐỒNG VĂN" in one.heads[1].upper()
    assert not [line for line in blank("danh-hieu", Level.COMMUNE, *NEW).lines if not line.key], (
        "no districts since 1/7/2025"
    )


def test_what_was_reported_before_stands_beside_and_simulated_figures_are_marked():
    form = blank("danh-hieu", Level.COMMUNE)
    sheet = book_of(form)["Biểu"]
    before = marks(sheet)[1][f"{FAMILIES}:numerator"] + 2
    real, simulated = (sheet.cell(row_of(sheet, code), before) for code in ("00712", "00715"))
    assert (real.value, real.font.italic) == (50, False)
    assert (simulated.value, simulated.font.italic) == (60, True), "a later figure is not the one before"
    assert "MINH HỌA" in str(sheet["A5"].value)


def test_only_what_is_to_be_filled_in_is_open_and_there_is_no_password():
    sheet = book_of(blank("to-chuc", Level.COMMUNE))["Biểu"]
    top, columns = marks(sheet)
    row = row_of(sheet, "00712")
    open_columns = {cell.column for cell in sheet[row] if not cell.protection.locked}
    assert open_columns == {column for mark, column in columns.items() if ":" in mark and mark != "khuyenhoc:cot"} | {
        columns["source"]
    }
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert sheet.row_dimensions[top].hidden


def test_rate_change_and_sums_are_formulas_of_the_file():
    sheet = book_of(blank("danh-hieu", Level.COMMUNE))["Biểu"]
    row, n = row_of(sheet, "00712"), marks(sheet)[1][f"{FAMILIES}:numerator"]
    total, figure, rate, before, change = (sheet.cell(row, column) for column in range(n - 1, n + 4))
    assert rate.value == (
        f'=IF(AND(ISNUMBER({total.coordinate}),ISNUMBER({figure.coordinate})),'
        f'IF({total.coordinate}>0,{figure.coordinate}/{total.coordinate},""),"")'
    )  # fmt: skip
    assert change.value == (
        f'=IF(AND(ISNUMBER({figure.coordinate}),ISNUMBER({before.coordinate})),{figure.coordinate}-{before.coordinate},"")'
    )
    district = next(cell.row for cell in sheet["C"] if cell.value == "Huyện Đồng Văn")
    letters = figure.column_letter
    assert sheet.cell(district, n).value == f"=SUBTOTAL(9,{letters}{district + 1}:{letters}{district + 19})"
    assert sheet.cell(11, n).value == f"=SUBTOTAL(9,{letters}12:{letters}{11 + 193 + 11})"


def test_the_file_refuses_more_than_the_whole_and_turns_red_below_the_figure_before():
    sheet = book_of(blank("danh-hieu", Level.COMMUNE))["Biểu"]
    n = marks(sheet)[1][f"{FAMILIES}:numerator"]
    total, figure, before = (sheet.cell(12, column).coordinate for column in (n - 1, n, n + 2))
    custom = [rule.formula1 for rule in sheet.data_validations.dataValidation if figure in str(rule.sqref).split(":")]
    assert custom == [
        f"OR(ISTEXT({figure}),AND({figure}>=0,{figure}=INT({figure}),IF(ISNUMBER({total}),{figure}<={total},TRUE)))"
    ]
    red = [rule.formula for each in sheet.conditional_formatting if figure in str(each.sqref) for rule in each.rules]
    assert red == [[f"AND(ISNUMBER({figure}),ISNUMBER({before}),{figure}<{before})"]]


def test_parts_that_must_add_up_are_weighed_where_all_of_them_are_asked_for():
    sheet = book_of(blank("to-chuc", Level.COMMUNE))["Biểu"]
    columns = marks(sheet)[1]
    cell = {mark: sheet.cell(12, column).coordinate for mark, column in columns.items()}
    rules = [rule.formula[0] for each in sheet.conditional_formatting for rule in each.rules]
    parts = [cell[f"chapter_count_{kind}:numerator"] for kind in ("agency", "other", "school", "village")]
    whole = cell["chapter_count:numerator"]
    assert (
        f"AND(ISNUMBER({whole}){''.join(f',ISNUMBER({part})' for part in parts)},{whole}<>{'+'.join(parts)})" in rules
    )


def test_words_of_a_single_unit_are_chosen_from_a_list_on_the_hidden_sheet():
    book = book_of(blank("danh-hieu", Level.COMMUNE))
    sheet, column = book["Biểu"], marks(book["Biểu"])[1]["commune_literacy_l2:numerator"]
    letters = sheet.cell(1, column).column_letter
    (rule,) = [each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith(f"{letters}12")]
    assert (rule.type, rule.formula1) == ("list", f"'{SHEET}'!${letters}$1:${letters}$2")
    labels = list(KNOWN.catalogue["commune_literacy_l2"].unit_value.values())
    assert [book[SHEET].cell(row, column).value for row in (1, 2)] == labels
    assert book[SHEET].sheet_state == "veryHidden"


def test_the_paper_is_a4_lying_with_heads_and_names_on_every_page():
    sheet = book_of(blank("danh-hieu", Level.COMMUNE))["Biểu"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$6:$10", "$A:$C")
    assert sheet.freeze_panes == "D11"
    ends = [each.id for each in sheet.col_breaks.brk]
    headings = {column: sheet.cell(6, column).value for column in range(4, sheet.max_column)}
    assert all(headings.get(end + 1) for end in ends), "a page across begins with a heading"
    assert ends == sorted(ends) and len(ends) >= 2


def test_mistakes_are_named_with_row_column_and_address():
    book = book_of(blank("danh-hieu", Level.COMMUNE))
    sheet = book["Biểu"]
    put(sheet, "00712", f"{FAMILIES}:denominator", 100)
    put(sheet, "00712", f"{FAMILIES}:numerator", 120)
    put(sheet, "00715", f"{FAMILIES}:numerator", "1,406")
    put(sheet, "00718", f"{FAMILIES}:numerator", "=1+1")
    problems = {each.code: each for each in read(saved(book)).problems}
    over, unclear = problems["number_ambiguous"], problems["numerator_over_denominator"]
    row, column = row_of(sheet, "00715"), marks(sheet)[1][f"{FAMILIES}:numerator"]
    assert (over.row, over.cell) == (row, sheet.cell(row, column).coordinate)
    assert over.column == f"Gia đình học tập › Số đạt (cột {sheet.cell(row, column).column_letter})"
    assert unclear.row == row_of(sheet, "00712")
    assert problems["formulas_uncomputed"].facts["cell"] == sheet.cell(row_of(sheet, "00718"), column).coordinate
    assert problems["form_recognised"].facts == {"name": FORMS["danh-hieu"].name, "period": "tháng 5/2024"}


def test_rows_and_columns_put_in_between_do_not_lead_astray():
    """Protection keeps most people from it; the marks and codes move with the cells of those who take it off."""
    book = book_of(blank("quy", Level.DISTRICT))
    sheet = book["Biểu"]
    put(sheet, "026", "scholarship_count:numerator", 77)
    sheet.insert_cols(4)
    sheet.insert_rows(13)
    (row,) = read(saved(book)).observations.to_dict("records")
    assert (row["unit"], row["indicator"], row["numerator"]) == ("026@2020", "scholarship_count", 77.0)


def test_units_left_empty_are_named_once_and_an_empty_form_says_so():
    book = book_of(blank("quy", Level.DISTRICT))
    assert [each.code for each in read(saved(book)).problems] == ["form_recognised", "no_rows"]
    put(book["Biểu"], "026", "scholarship_count:numerator", "-")
    empty = [each for each in read(saved(book)).problems if each.code == "rows_not_filled"]
    assert [each.facts["count"] for each in empty] == ["10"]


def test_a_form_without_its_hidden_sheet_is_read_like_any_other_table():
    book = book_of(blank("quy", Level.DISTRICT))
    del book[SHEET]
    assert "form_recognised" not in {each.code for each in read(saved(book)).problems}


def test_text_of_names_is_never_a_formula():
    form = blank("quy", Level.DISTRICT)
    line = form.lines[0]
    form.lines[0] = type(line)(line.number, "=HYPERLINK(1)", line.key, line.code)
    cell = book_of(form)["Biểu"].cell(12, 3)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_rate_of_units_is_a_number_where_there_are_many_and_a_word_where_there_is_one():
    literacy = KNOWN.catalogue["commune_literacy_l2"]
    assert roles(literacy, Level.COMMUNE) == (Role.CHOICE, Role.BEFORE)
    assert roles(literacy, Level.DISTRICT)[:2] == (Role.TOTAL, Role.FIGURE)


def test_a_period_that_cannot_be_is_said_once():
    book = book_of(blank("quy", Level.COMMUNE, "2025-12", "08@2025"))
    for code in ("00691", "00694", "00700"):
        put(book["Biểu"], code, "scholarship_count:numerator", 5)
    assert [each.code for each in read(saved(book)).problems if each.code.startswith("period")] == ["period_future"]
