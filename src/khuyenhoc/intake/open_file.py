"""Any file an office sends -> sheets of text, like those of a CSV file. The only place that chooses a reader."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from khuyenhoc.errors import Problem
from khuyenhoc.intake.book import MOST_TALL, Book, Tab, address
from khuyenhoc.intake.columns import is_tidy, read_header
from khuyenhoc.intake.form import filled_form, form_sheet
from khuyenhoc.intake.layout import Table
from khuyenhoc.intake.office_form import drawn, shape_of
from khuyenhoc.intake.people import refuse_people
from khuyenhoc.intake.read import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_PLACES,
    Sheet,
    about_old_fonts,
    cleaned,
    read_csv,
)  # fmt: skip
from khuyenhoc.intake.read_xls import read_xls
from khuyenhoc.intake.read_xlsx import read_xlsx
from khuyenhoc.intake.read_zip import read_zip
from khuyenhoc.intake.refusal import Refused, refusal
from khuyenhoc.intake.sniff import Kind, kind_of
from khuyenhoc.intake.words import problem, rows_named
from khuyenhoc.present import vi

_LEAST_CELLS = 2  # in a line of a table
_READERS = {Kind.XLSX: read_xlsx, Kind.XLS: read_xls}


@dataclass(frozen=True)
class Opened:
    """A file's sheets, never none. `likely`: the first that is a tidy table, else the first with a table, else the first.
    `alike`: the tabs of the same office form as that one, at least two; else none."""

    name: str
    sheets: tuple[Sheet, ...]
    likely: int
    alike: tuple[Sheet, ...] = ()


def open_file(content: bytes, name: str) -> Opened:
    """Raises AppError("unreadable_file") for whatever is no table of sensible size; believes the content, not the name."""
    refuse_large(len(content), name)
    try:
        sheets = _sheets(content, name)
    except Refused as refused:
        raise refusal(name, refused) from refused
    refuse_people(sheets)
    if len(sheets) == 1:
        return Opened(name, tuple(sheets), 0)
    found = [drawn(sheet) for sheet in sheets]
    likely = _likely(sheets, found)
    return Opened(name, tuple(sheets), likely, _alike(sheets, found, likely))


def _alike(sheets: list[Sheet], found: list[list[Table]], one: int) -> tuple[Sheet, ...]:
    if not found[one]:
        return ()
    form = shape_of(sheets[one], found[one])
    pairs = zip(sheets, found, strict=True)
    alike = tuple(sheet for sheet, tables in pairs if tables and shape_of(sheet, tables) == form)
    return alike if len(alike) > 1 else ()


def _likely(sheets: list[Sheet], found: list[list[Table]]) -> int:
    tidy = (place for place, sheet in enumerate(sheets) if read_header(sheet)[0] is not None)
    nearly = (place for place, sheet in enumerate(sheets) if found[place] or is_tidy(sheet))
    return next(chain(tidy, nearly), 0)


def refuse_large(size: int, name: str) -> None:
    """Asked before the bytes are taken into memory. Raises AppError("unreadable_file")."""
    if size > MOST_BYTES:
        raise refusal(name, Refused("too_many_bytes"))


def _sheets(content: bytes, name: str) -> list[Sheet]:
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return [read_csv(content, name)]
    if kind is Kind.ZIP:
        return _unpacked(content, name)
    book = _READERS[kind](content)
    written = [tab for tab in book.tabs if any(cleaned(cell.text).strip() for cell in tab.cells.values())]
    tabs = [tab for tab in written if not tab.hidden] or written
    refuse_people([_sheet(tab, book, name, tab.name) for tab in written if tab not in tabs])
    if not tabs:
        raise Refused("no_text")
    titles = {tab.name: tab.name if len(tabs) > 1 else "" for tab in tabs}
    if (form := filled_form(book)) and form.tab in tabs:
        own = form_sheet(form, name, titles[form.tab.name], tuple(_notes(form.figures, book)))
        return [own, *(_sheet(tab, book, name, tab.name) for tab in tabs if tab is not form.tab)]
    return [_sheet(tab, book, name, titles[tab.name]) for tab in tabs]


def _unpacked(content: bytes, name: str) -> list[Sheet]:
    """The sheets of every file inside, named after it; one bad file refuses the whole, and is named."""
    sheets: list[Sheet] = []
    parts = read_zip(content)
    if sum(part.count(b"\n") for _, part in parts if not part.startswith(b"PK")) > MOST_PLACES / _LEAST_CELLS:
        raise Refused("too_many_cells")
    for inner, part in parts:
        try:
            if kind_of(part) is Kind.ZIP:
                raise Refused("zip_in_zip")
            sheets += [
                replace(sheet, name=name, tab=" › ".join(filter(None, (inner, sheet.tab))))
                for sheet in _sheets(part, inner)
            ]
            if sum(len(row) for sheet in sheets for row in sheet.rows) > MOST_PLACES:
                raise Refused("too_many_cells")
        except Refused as refused:
            raise refusal(f"{name} › {inner}", refused) from refused
    return sheets


def _sheet(tab: Tab, book: Book, name: str, title: str) -> Sheet:
    notes = tuple(_notes(tab, book))
    return Sheet(name, _rows(tab), tab=title, notes=notes, changed=tuple(_old(tab).items()), grid=tab)


def _old(tab: Tab) -> dict[str, str]:
    return {cell.before: cell.text for cell in tab.cells.values() if cell.before}


def _notes(tab: Tab, book: Book) -> Iterator[Problem]:
    yield from about_old_fonts(_old(tab))
    yield from _about_tab(tab)
    if book.macros:
        yield problem("macros_ignored")


def _rows(tab: Tab) -> list[list[str]]:
    """Every row from the first one, as wide as its last text."""
    widths: dict[int, int] = {}
    for row, column in tab.cells:
        widths[row] = max(widths.get(row, 0), column)
    if tab.height > MOST_TALL or tab.width > MOST_COLUMNS or sum(widths.values()) > MOST_PLACES:
        raise Refused("too_many_cells")
    rows = [[""] * widths.get(row, 0) for row in range(1, tab.height + 1)]
    for (row, column), cell in tab.cells.items():
        rows[row - 1][column - 1] = cleaned(cell.text).strip()
    return rows


def _about_tab(tab: Tab) -> Iterator[Problem]:
    if tab.uncomputed:
        yield problem("formulas_uncomputed", count=vi.number(len(tab.uncomputed)), cell=address(tab.uncomputed[0]))
    hidden = sorted(tab.hidden_rows & {row for row, _ in tab.cells})
    if hidden:
        yield problem("hidden_rows", count=vi.number(len(hidden)), rows=rows_named(hidden))
