"""A workbook as any reader gives it: tabs of cells with the text a person sees. The same for .xls, .xlsx and zips of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from khuyenhoc.intake.legacy_text import Evidence, Piece, Reading, read_cell

Value = str | float | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]  # row, column, counted from 1 as a spreadsheet does

MOST_CELLS = 500_000
MOST_TALL = 300_000  # rows of a tab
MOST_LETTERS = 32_767  # in one cell, as in Excel


def letters(column: int) -> str:
    """28 -> AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(place: Place) -> str:
    """(5, 28) -> AB5."""
    row, column = place
    return f"{letters(column)}{row}"


def place_of(text: str) -> Place:
    """AB5 -> (5, 28)."""
    column_letters = text.rstrip("0123456789")
    column = 0
    for letter in column_letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(text.removeprefix(column_letters)), column


@dataclass(frozen=True, slots=True)
class Cell:
    """`text`: as shown, in Unicode (NFC); `before`: the letters in the file where they were changed; `reading`: how.

    `value` is text, a number, a date, or None for an error (#DIV/0!), whose sign is then the text.
    """

    value: Value
    text: str
    font: str = ""
    before: str = ""
    reading: Reading = Reading.UNICODE


@dataclass(frozen=True, slots=True)
class Range:
    """Merged cells, all four sides inside; the text stands at the top left."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Tab:
    """`uncomputed`: cells with a formula that was never calculated, so that the file holds no value for them."""

    name: str
    cells: Mapping[Place, Cell]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    uncomputed: tuple[Place, ...] = ()

    @cached_property
    def height(self) -> int:
        """The last row with a text."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, Cell]]:
        """The written cells of every row that has one, by column, both in order."""
        found: dict[int, dict[int, Cell]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, {})[column] = self.cells[row, column]
        return found

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.text if cell else ""


@dataclass(frozen=True)
class Book:
    tabs: tuple[Tab, ...]
    macros: bool = False


@dataclass
class RawTab:
    """What a reader fills in: a value with the text shown, or pieces of text each with its font."""

    name: str
    hidden: bool = False
    values: dict[Place, tuple[Value, str]] = field(default_factory=dict)
    texts: dict[Place, tuple[Piece, ...]] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: list[Place] = field(default_factory=list)


def assembled(tabs: Iterable[RawTab], *, macros: bool = False) -> Book:
    """The book with every text in Unicode: fonts and letters of the whole book are weighed before any cell is read."""
    raw = list(tabs)
    evidence = Evidence(pieces for tab in raw for pieces in tab.texts.values())
    return Book(tuple(_tab(tab, evidence) for tab in raw), macros)


def _tab(raw: RawTab, evidence: Evidence) -> Tab:
    cells = {place: Cell(value, text) for place, (value, text) in raw.values.items() if text}
    for place, pieces in raw.texts.items():
        cell = _text_cell(pieces, evidence)
        if cell.text:
            cells[place] = cell
    return Tab(
        raw.name,
        cells,
        tuple(_apart(raw.merged, cells)),
        frozenset(raw.hidden_rows),
        frozenset(raw.hidden_columns),
        raw.hidden,
        tuple(raw.uncomputed),
    )


def _apart(merged: Iterable[Range], cells: Mapping[Place, Cell]) -> Iterator[Range]:
    """Ranges as long as they have room among the written cells: a damaged file lays thousands over one another."""
    height, width = (max((place[side] for place in cells), default=0) for side in (0, 1))
    room = height * width
    for each in merged:
        inside = max(0, min(each.bottom, height) - each.top + 1) * max(0, min(each.right, width) - each.left + 1)
        room -= inside
        if room < 0:
            return
        if inside:
            yield each


def _text_cell(pieces: tuple[Piece, ...], evidence: Evidence) -> Cell:
    text, reading = read_cell(pieces, evidence)
    written = "".join(letters for letters, _ in pieces)
    text = " ".join(text.split())
    return Cell(text, text, pieces[0][1] if pieces else "", written if reading is not Reading.UNICODE else "", reading)
