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
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from khuyenhoc.intake.book import MOST_CELLS, MOST_LETTERS, Book, Place, Range, RawTab, assembled
from khuyenhoc.intake.legacy_text import Piece
from khuyenhoc.intake.refusal import Refused
from khuyenhoc.intake.shown import shown

_MERGED_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/"
_LAST_COLUMN = 16_384
# What openpyxl lets through where a part of a damaged file does not hold what it should.
DAMAGED = (
    zipfile.BadZipFile, InvalidFileException, ParseError, LookupError, ValueError, TypeError, AttributeError,
    AssertionError, ArithmeticError, OSError, EOFError, NotImplementedError, RecursionError,
)  # fmt: skip


class _Parser(WorkSheetParser):
    """Reads rows, columns and merged ranges only: what else a sheet holds can neither spoil nor slow the reading of its figures.
    Remembers formulas without a stored value."""

    uncomputed: list[Place]
    merged: list[Range]
    hidden: list[tuple[int, int]]

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
            elif element.tag == _MERGED_TAG:
                left, top, right, bottom = map(int, range_boundaries(element.get("ref", "")))
                self.merged.append(Range(top, left, bottom, right))
            elif element.tag == COL_TAG and _is_on(element.get("hidden")):
                self.hidden.append((int(element.get("min", "")), int(element.get("max", ""))))
            else:
                continue
            element.clear()

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
            if _is_strict(content):
                raise Refused("strict")
            archive = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
            tabs = list(_tabs(archive))
        except DAMAGED as error:
            raise Refused("damaged") from error
    return assembled(tabs, macros=any(name.endswith("vbaProject.bin") for name in archive._archive.namelist()))


def _is_strict(content: bytes) -> bool:
    """A sheet of that kind would read as empty: its parts have other names."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return any(_STRICT in packed.read(name) for name in packed.namelist() if name.endswith("workbook.xml"))


def _tabs(archive: Any) -> Iterator[RawTab]:
    left = MOST_CELLS
    for sheet in archive.worksheets:
        tab = RawTab(sheet.title, hidden=sheet.sheet_state != "visible")
        with sheet._get_source() as source:
            parser = _Parser(
                source, sheet._shared_strings, True, archive.epoch, archive._date_formats,
                archive._timedelta_formats, True,
            )  # fmt: skip
            parser.uncomputed, parser.merged, parser.hidden = tab.uncomputed, tab.merged, []
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


def _keep_form(tab: RawTab, parser: _Parser) -> None:
    """Merged ranges and what is hidden."""
    tab.hidden_rows = {int(row) for row, form in parser.row_dimensions.items() if _is_on(form.get("hidden"))}
    reached = 0
    for first, last in sorted(parser.hidden):
        tab.hidden_columns |= set(range(max(first, reached + 1), min(last, _LAST_COLUMN) + 1))
        reached = max(reached, last)


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")
