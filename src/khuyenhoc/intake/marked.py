"""The person's own file given back as Excel: cells at fault coloured and commented, accepted values in place, the rest as it was."""

import io
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc.errors import Problem, Severity
from khuyenhoc.intake import words
from khuyenhoc.intake.book import Book, place_of
from khuyenhoc.intake.office_form import grid
from khuyenhoc.intake.proposals import Accepted
from khuyenhoc.intake.read import PASTED, read_csv
from khuyenhoc.intake.read_xls import read_xls
from khuyenhoc.intake.read_xlsx import DAMAGED, read_xlsx
from khuyenhoc.intake.read_zip import read_zip
from khuyenhoc.intake.sniff import Kind, is_packed, kind_of
from khuyenhoc.intake.values import Number, parse_count
from khuyenhoc.present import status

LIST = "Điều cần xem"
_AUTHOR = "Kiểm tra số liệu"
_FILLS = {Severity.ERROR: status.ERROR_FILL, Severity.WARNING: status.WARNING_FILL}
_HEADS = (("Mức", 12), ("Ô", 8), ("Dòng", 8), ("Cột", 34), ("Đọc được", 24), ("Cần làm gì", 90))
_TABLE = "Bảng"  # the sheet of a text file
_TITLES = 31  # letters of a sheet's name
_CONVERTED = "Tệp này được chuyển sang .xlsx từ tệp gốc; chữ và số giữ nguyên, cách trình bày có thể khác."


@dataclass(frozen=True)
class Given:
    """What is given back. `converted`: the file was no .xlsx, or could not be kept as it looked."""

    content: bytes
    converted: bool


def marked_file(content: bytes, tab: str, problems: Sequence[Problem], answers: Sequence[Accepted]) -> Given:
    """`content`: a file that was read without refusal; `tab`: the sheet that problems and answers are about which name none,
    '' for the only one. Of a packed file that one inside is given back in which `tab` stands."""
    inner = ""
    if is_packed(content):
        inner = tab.partition(" › ")[0]
        content = dict(read_zip(content))[inner]
    book, converted = _opened(content)
    named = [tab, *(each.sheet for each in problems), *(each.sheet for each in answers)]
    sheets = {name: _sheet(book, name, inner) for name in named}
    for each in answers:
        _correct(sheets[each.sheet or tab], each)
    for (name, cell), told in _by_cell(problems).items():
        _mark(_reachable(sheets[name or tab], cell), told)
    _list(book, {name: sheets[name or tab].title for name in ("", *sheets)}, problems, converted)
    out = io.BytesIO()
    book.save(out)
    return Given(out.getvalue(), converted)


def _sheet(book: Workbook, tab: str, inner: str) -> Worksheet:
    name = tab.removeprefix(inner).removeprefix(" › ") if inner else tab
    if name in book.sheetnames:
        return book[name]
    return next((sheet for sheet in book.worksheets if _is_read(sheet)), book.worksheets[0])


def _is_read(sheet: Worksheet) -> bool:
    return sheet.sheet_state == "visible" and any(cell.value is not None for row in sheet.iter_rows() for cell in row)


def _opened(content: bytes) -> tuple[Workbook, bool]:
    """The file itself where openpyxl can write it again; else its cells in a new one."""
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return _from_cells(Book((replace(grid(read_csv(content, PASTED)), name=_TABLE),))), True
    if kind is Kind.XLS:
        return _from_cells(read_xls(content)), True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return load_workbook(io.BytesIO(content)), False
        except DAMAGED:
            return _from_cells(read_xlsx(content)), True


def _from_cells(read: Book) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for tab in read.tabs:
        sheet = book.create_sheet(tab.name[:_TITLES])
        sheet.sheet_state = "hidden" if tab.hidden else "visible"
        for (row, column), found in tab.cells.items():
            cell = sheet.cell(row, column)
            if isinstance(found.value, int | float) and not isinstance(found.value, bool):
                cell.value = found.value
            else:
                _text(cell, found.text)
        for each in tab.merged:
            sheet.merge_cells(start_row=each.top, start_column=each.left, end_row=each.bottom, end_column=each.right)
    return book


def _text(cell: Cell, text: str) -> None:
    """Whatever it begins with, it is no formula."""
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _reachable(sheet: Worksheet, address: str) -> Cell:
    """The cell, or the one that a merged range shows in its place."""
    row, column = place_of(address)
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        around = next(each for each in sheet.merged_cells.ranges if cell.coordinate in each)
        return sheet.cell(around.min_row, around.min_col)
    return cell


def _correct(sheet: Worksheet, answer: Accepted) -> None:
    """A number as a number, so that the file can count with it."""
    cell = _reachable(sheet, answer.cell)
    read = parse_count(answer.after)
    if isinstance(read, Number) and read.exact:
        cell.value = int(read.value or 0)
        cell.number_format = "#,##0" if cell.number_format in ("General", "@") else cell.number_format
    else:
        _text(cell, answer.after)
    cell.fill = PatternFill("solid", start_color=_colour(status.ACCEPTED_FILL))


def _colour(text: str) -> str:
    return text.removeprefix("#")


def _by_cell(problems: Sequence[Problem]) -> dict[tuple[str, str], list[Problem]]:
    """By tab and cell."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for each in sorted(problems, key=lambda item: item.severity.rank):
        if each.cell:
            found.setdefault((each.sheet, each.cell), []).append(each)
    return found


def _mark(cell: Cell, told: list[Problem]) -> None:
    worst = told[0].severity
    if worst in _FILLS:
        cell.fill = PatternFill("solid", start_color=_colour(_FILLS[worst]))
    said = [f"{words.SEVERITIES[each.severity]}: {words.sentence(each)}" for each in told]
    if cell.comment is not None:
        said.insert(0, cell.comment.text)
    cell.comment = Comment("\n".join(said), _AUTHOR, height=60 + 40 * len(said), width=380)


def _list(book: Workbook, titles: Mapping[str, str], problems: Sequence[Problem], converted: bool) -> None:
    """Everything that was said, worst first, each with a link to its cell. `titles`: of the sheets, by tab."""
    name = LIST if LIST not in book.sheetnames else f"{LIST} {len(book.sheetnames)}"
    found = book.create_sheet(name)
    for column, (title, width) in enumerate(_HEADS, 1):
        cell = found.cell(1, column)
        _text(cell, title)
        cell.font = Font(bold=True)
        found.column_dimensions[cell.column_letter].width = width
    ordered = sorted(problems, key=lambda item: (item.severity.rank, item.row))
    for row, each in enumerate(ordered, 2):
        for column, text in enumerate(
            (
                words.SEVERITIES[each.severity],
                each.cell,
                str(each.row or ""),
                each.column,
                each.value,
                words.sentence(each),
            ),
            1,
        ):
            cell = found.cell(row, column)
            _text(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if each.cell:
            quoted = titles[each.sheet].replace("'", "''")
            found.cell(row, 2).hyperlink = Hyperlink(f"B{row}", location=f"'{quoted}'!{each.cell}")
    if converted:
        _text(found.cell(len(ordered) + 3, 1), _CONVERTED)
    found.freeze_panes = "A2"
