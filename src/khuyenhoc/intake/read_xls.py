"""Bytes of .xls (Excel 97-2003 and older) -> a book. The only place that knows xlrd."""

import io
import struct
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError

from khuyenhoc.intake.book import MOST_CELLS, Book, Place, Range, RawTab, assembled
from khuyenhoc.intake.legacy_text import Piece
from khuyenhoc.intake.refusal import Refused
from khuyenhoc.intake.shown import shown

# What xlrd lets through where a record of a damaged file does not hold what it should.
_DAMAGED = (
    CompDocError, FormulaError, struct.error, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError,
    UnboundLocalError, RecursionError, MemoryError, EOFError,
)  # fmt: skip


def read_xls(content: bytes) -> Book:
    """Raises Refused."""
    try:
        book = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        raw, cells = [], 0
        for index in range(book.nsheets):
            sheet = book.sheet_by_index(index)
            cells += sum(map(sheet.row_len, range(sheet.nrows)))
            if cells > MOST_CELLS:
                raise Refused("too_many_cells")
            raw.append(_tab(book, sheet))
            book.unload_sheet(index)
    except xlrd.XLRDError as error:
        raise Refused("encrypted" if "encrypted" in str(error) else "damaged") from error
    except _DAMAGED as error:
        raise Refused("damaged") from error
    return assembled(raw)


def _tab(book: Any, sheet: Any) -> RawTab:
    tab = RawTab(sheet.name, hidden=sheet.visibility != 0)
    tab.merged = [Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    tab.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    tab.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            place = row + 1, column + 1
            if kind == xlrd.XL_CELL_TEXT:
                tab.texts[place] = _pieces(book, sheet, place)
            elif kind == xlrd.XL_CELL_ERROR:
                tab.values[place] = None, xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
            elif kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                _keep_value(tab, book, sheet.cell(row, column), place)
    return tab


def _keep_value(tab: RawTab, book: Any, cell: Any, place: Place) -> None:
    pattern = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        tab.values[place] = bool(cell.value), shown(bool(cell.value), pattern)
    elif cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            tab.values[place] = cell.value, shown(cell.value, "General")
        else:
            tab.values[place] = day, shown(day, pattern)
    else:
        tab.values[place] = cell.value, shown(cell.value, pattern)


def _pieces(book: Any, sheet: Any, place: Place) -> tuple[Piece, ...]:
    """The runs of a text cell, each with its font; the first one, or all, in the font of the cell."""
    row, column = place[0] - 1, place[1] - 1
    text = sheet.cell_value(row, column)
    runs = [(0, book.xf_list[sheet.cell_xf_index(row, column)].font_index)]
    runs += sheet.rich_text_runlist_map.get((row, column), [])
    ends = [start for start, _ in runs[1:]] + [len(text)]
    spans = [
        (text[start:end], book.font_list[font].name)
        for (start, font), end in zip(runs, ends, strict=True)
        if start < end
    ]
    return tuple(spans)
