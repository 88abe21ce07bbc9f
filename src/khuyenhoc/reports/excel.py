"""Annexes as Excel files ready to print on A4: real numbers with formats, head lines repeated, no text taken for a formula."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc.present import status, vi
from khuyenhoc.reports.annex import Annex, Line
from khuyenhoc.reports.form_style import A4, CM, FONT, bare

_COUNT, _SHARE, _TENTH = "#,##0", "0.00%", "#,##0.0"
_WIDTHS = (5, 30, 11, 11, 10, 10, 11, 11, 11)
_LEFT, _CENTRE, _RIGHT = "left", "center", "right"
_MARGIN_CM, _BINDING_CM = 2.0, 3.0  # Nghị định 30/2020: 20 mm, 30 mm on the side it is bound


def annex_xlsx(annex: Annex) -> bytes:
    """One sheet: title block, table, notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Phụ lục"
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = _title(sheet, annex)
    first = row + 1
    row = _head(sheet, annex, first)
    for line in annex.lines:
        row += 1
        _line(sheet, row, line, annex.months)
    for note in annex.notes:
        row += 1
        _across(sheet, row, note, italic=True, align=_LEFT)
    _page(sheet, first, row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(sheet: Worksheet, annex: Annex) -> int:
    """The title block; returns its last row."""
    number, name, *rest = annex.heads
    _across(sheet, 1, number, bold=True, size=14)
    _across(sheet, 2, name, bold=True, size=13)
    row = 2
    for text in rest:
        row += 1
        _across(sheet, row, text, italic=True)
    if annex.warning:
        row += 1
        _across(sheet, row, annex.warning, bold=True, colour=status.SAMPLE_INK)
    _across(sheet, row + 1, f"ĐVT: {annex.noun}", italic=True, align=_RIGHT)
    return row + 1


def _across(
    sheet: Worksheet, row: int, text: str, *, bold: bool = False, italic: bool = False, size: int = 12,
    align: str = _CENTRE, colour: str = status.INK,
) -> None:  # fmt: skip
    """One text over the whole width, as high as its lines need."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
    cell = text_cell(sheet, row, 1, text)
    cell.font = Font(name=FONT, size=size, bold=bold, italic=italic, color=bare(colour))
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    per_line = sum(_WIDTHS) * 11 // size
    sheet.row_dimensions[row].height = 1.4 * size * (1 + (len(text) - 1) // per_line)


def _head(sheet: Worksheet, annex: Annex, row: int) -> int:
    """Two lines: what is, what is given; returns the second."""
    groups = {1: "TT", 2: "Địa bàn", 3: "Tổng số", 4: f"Hiện nay ({annex.now})", 6: f"Giao đến {vi.day(annex.due)}",
              9: "Bình quân mỗi tháng"}  # fmt: skip
    below = {4: "Số đạt", 5: "Tỷ lệ", 6: "Tăng thêm", 7: "Số phải đạt", 8: "Tỷ lệ"}
    for column in range(1, len(_WIDTHS) + 1):
        for at, texts in ((row, groups), (row + 1, below)):
            cell = text_cell(sheet, at, column, texts.get(column, ""))
            _dress(cell, bold=True, align=_CENTRE, shaded=True)
    for column in (1, 2, 3, 9):
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + 1, end_column=column)
    for first, last in ((4, 5), (6, 8)):
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    return row + 1


def _line(sheet: Worksheet, row: int, line: Line, months: int) -> None:
    figures: Sequence[tuple[float, str]] = (
        (line.total, _COUNT),
        (line.reached, _COUNT),
        (line.reached / line.total, _SHARE),
        (line.more, _COUNT),
        (line.goal, _COUNT),
        (line.goal / line.total, _SHARE),
        (line.more / months, _TENTH),
    )
    _dress(text_cell(sheet, row, 1, line.number), bold=line.sum, align=_CENTRE, shaded=line.sum)
    _dress(text_cell(sheet, row, 2, line.name), bold=line.sum, align=_LEFT, shaded=line.sum)
    for column, (value, form) in enumerate(figures, 3):
        cell = sheet.cell(row, column, value)
        cell.number_format = form
        _dress(cell, bold=line.sum, align=_RIGHT, shaded=line.sum)


def text_cell(sheet: Worksheet, row: int, column: int, text: str, style: str = "") -> Cell:
    """Text stays text: whatever it begins with, it is no formula, and stays none when somebody edits the cell."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    if style:
        cell.style = style  # first: a named style replaces the mark below
    cell.quotePrefix = True
    return cell


def _dress(cell: Cell, *, bold: bool, align: str, shaded: bool) -> None:
    thin = Side(style="thin", color=bare(status.MUTED))
    cell.font = Font(name=FONT, size=12, bold=bold)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    if shaded:
        cell.fill = PatternFill("solid", start_color=bare(status.SURFACE))


def _page(sheet: Worksheet, head: int, last: int) -> None:
    """A4 upright, as wide as the page, the two head lines on every page, page numbers."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = _BINDING_CM * CM
    for side in ("right", "top", "bottom"):
        setattr(sheet.page_margins, side, _MARGIN_CM * CM)
    sheet.print_title_rows = f"{head}:{head + 1}"
    sheet.print_area = f"A1:I{last}"
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.freeze_panes = f"C{head + 2}"
