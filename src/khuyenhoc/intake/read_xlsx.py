"""Bytes of .xlsx, .xlsm -> a book. The only place that knows openpyxl.

Cells are read as they stand in the file, one after the other: a sheet that claims a million empty rows, or merges all of
them, costs nothing.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from khuyenhoc.intake.book import MOST_CELLS, MOST_LETTERS, Book, Place, Range, RawTab, assembled
from khuyenhoc.intake.legacy_text import Piece
from khuyenhoc.intake.refusal import Refused
from khuyenhoc.intake.shown import shown

# What openpyxl lets through where a part of a damaged file does not hold what it should.
DAMAGED = (
    zipfile.BadZipFile, InvalidFileException, ParseError, LookupError, ValueError, TypeError, AttributeError,
    AssertionError, ArithmeticError, OSError, EOFError, NotImplementedError, RecursionError,
)  # fmt: skip


class _Parser(WorkSheetParser):
    """Remembers formulas without a stored value."""

    uncomputed: list[Place]

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            self.uncomputed.append((cell["row"], cell["column"]))
        return cell


def read_xlsx(content: bytes) -> Book:
    """Raises Refused. The size of what is inside was weighed by sniff.py."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features of the sheet that hold no figures
        try:
            archive = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
            tabs = list(_tabs(archive))
        except DAMAGED as error:
            raise Refused("damaged") from error
    return assembled(tabs, macros=any(name.endswith("vbaProject.bin") for name in archive._archive.namelist()))


def _tabs(archive: Any) -> Iterator[RawTab]:
    left = MOST_CELLS
    for sheet in archive.worksheets:
        tab = RawTab(sheet.title, hidden=sheet.sheet_state != "visible")
        with sheet._get_source() as source:
            parser = _Parser(
                source, sheet._shared_strings, True, archive.epoch, archive._date_formats,
                archive._timedelta_formats, True,
            )  # fmt: skip
            parser.uncomputed = tab.uncomputed
            styles = _Styles(sheet)
            for _, cells in parser.parse():
                left -= len(cells)
                if left < 0:
                    raise Refused("too_many_cells")
                for cell in cells:
                    _keep(tab, cell, styles)
        _keep_form(tab, parser)
        yield tab


class _Styles:
    """Font and number format of a style: a sheet repeats a few of them thousands of times."""

    def __init__(self, sheet: Any):
        self._sheet = sheet
        self._known: dict[int, tuple[str, str]] = {}

    def __getitem__(self, style: int) -> tuple[str, str]:
        if style not in self._known:
            cell = ReadOnlyCell(self._sheet, 1, 1, None, style_id=style)
            self._known[style] = cell.font.name or "", cell.number_format or "General"
        return self._known[style]


def _keep(tab: RawTab, cell: dict[str, Any], styles: _Styles) -> None:
    value, place = cell["value"], (cell["row"], cell["column"])
    if value is None:
        return
    if min(place) < 1:
        raise ValueError(place)
    font, pattern = styles[cell["style_id"]]
    if cell["data_type"] == "e":
        tab.values[place] = None, str(value)
    elif isinstance(value, str | CellRichText):
        tab.texts[place] = _pieces(value, font)
        if sum(len(text) for text, _ in tab.texts[place]) > MOST_LETTERS:
            raise ValueError(place)
    else:
        tab.values[place] = value, shown(value, pattern)


def _pieces(value: str | CellRichText, font: str) -> tuple[Piece, ...]:
    if not isinstance(value, CellRichText):
        return ((unescape(value), font),)
    return tuple(
        (unescape(part.text), part.font.rFont or font) if isinstance(part, TextBlock) else (unescape(part), font)
        for part in value
    )


def _keep_form(tab: RawTab, parser: WorkSheetParser) -> None:
    """Merged ranges and what is hidden."""
    if parser.merged_cells is not None:
        bounds = [each.bounds for each in parser.merged_cells.mergeCell]
        tab.merged = [Range(top, left, bottom, right) for left, top, right, bottom in bounds]
    tab.hidden_rows = {int(row) for row, form in parser.row_dimensions.items() if _is_on(form.get("hidden"))}
    for first, form in parser.column_dimensions.items():
        if _is_on(form.get("hidden")):
            start = column_index_from_string(first)
            tab.hidden_columns |= set(range(start, min(int(form["max"]), 16_384) + 1))


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")
