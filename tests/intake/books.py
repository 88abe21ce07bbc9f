"""Workbooks made on the spot: tabs drawn as tables, .xlsx files with fonts, formulas, merged and hidden cells."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc.intake.book import Cell, Range, Tab

Rows = Iterable[Sequence[Any]]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(rows: Rows, title: str = "Biểu") -> bytes:
    """One tab with these values."""
    book = Workbook()
    sheet = first(book)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def first(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same packed file with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tab(drawing: str, *merged: tuple[int, int, int, int], hidden_rows: Iterable[int] = ()) -> Tab:
    """A tab drawn with | between cells, one line per row; figures become numbers."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(drawing.strip("\n").splitlines(), 1):
        for column, text in enumerate(map(str.strip, line.split("|")), 1):
            if text:
                value = float(text) if text.replace(".", "", 1).isdigit() else text
                cells[row, column] = Cell(value, text)
    return Tab("Biểu", cells, tuple(Range(*each) for each in merged), frozenset(hidden_rows))
