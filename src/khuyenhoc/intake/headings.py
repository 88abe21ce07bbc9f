"""Where the header of a table stands in a tab, and what each column is called. The only place that reads merged headers.

A header is found by its ordinal column (TT, STT, Số TT), by the row of column numbers under it ((1) (2) (3), A B 1 2), or by
its shape: a row of words above rows of figures.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from khuyenhoc.intake.book import Cell, Place, Tab
from khuyenhoc.intake.spelling import plain

ORDER_TITLES = {"tt", "stt", "so tt", "so thu tu", "s tt"}
_MOST_TIERS = 5
_LONGEST_HEADING = 60  # letters; what is longer is a title line
_YEARS = range(1945, 2061)
_COLUMN_NUMBER = re.compile(r"\(?\s*([0-9]{1,2}|[A-Z])\s*\)?\s*(?:=.*)?")
_NOT_A_HEADING = re.compile(r"(?:mẫu|biểu|phụ lục|\(?kèm theo)\b|(?:đvt|đơn vị(?: tính)?)\s*:")
_FIGURE = re.compile(r"[-–(]?\s*[0-9][0-9.,/ ]*\s*(?:%|\))?")


@dataclass(frozen=True)
class Column:
    """`path`: the words above the column, from the widest to the narrowest; `unit`: in brackets at its end."""

    index: int
    path: tuple[str, ...]

    @property
    def title(self) -> str:
        return " – ".join(self.path)

    @property
    def unit(self) -> str:
        match = re.search(r"\(([^()]+)\)$", self.path[-1]) if self.path else None
        return match[1] if match else ""


@dataclass(frozen=True)
class Header:
    """Rows `top` to `bottom` hold the words, row `last` is `bottom` or the row of column numbers under it."""

    top: int
    bottom: int
    last: int
    columns: tuple[Column, ...]


def row_cells(tab: Tab, row: int) -> Mapping[int, Cell]:
    return tab.rows.get(row, {})


def is_figure(cell: Cell) -> bool:
    """A number, a formula's error, or text that is a number; a year heads columns more often than it counts something."""
    if cell.value is None:
        return True
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return not (float(cell.value).is_integer() and int(cell.value) in _YEARS)
    return (
        isinstance(cell.value, str) and _FIGURE.fullmatch(cell.text) is not None and cell.text not in map(str, _YEARS)
    )


def headers(tab: Tab) -> Iterator[Header]:
    """Every header of the tab, from the top; tables may stand one under another."""
    row, before = 1, None
    while row <= tab.height:
        found = _header_at(tab, row, before)
        if found is None:
            row += 1
        else:
            yield found
            row, before = found.last + 1, found


def header_between(tab: Tab, top: int, bottom: int) -> Header | None:
    """The header that a person pointed at; with the row of column numbers under it, if there is one."""
    last = bottom + 1 if _numbers_columns(tab, bottom + 1) else bottom
    columns = tuple(_columns(tab, top, bottom))
    return Header(top, bottom, last, columns) if len(columns) > 1 else None


def _header_at(tab: Tab, row: int, before: Header | None) -> Header | None:
    """`before`: the header above. Words among its figures are no header, unless they name nearly as many columns."""
    numbered = next((r for r in range(row + 1, row + _MOST_TIERS + 1) if _numbers_columns(tab, r)), None)
    least = max(3, len(before.columns) - 1) if before else 3
    top = row
    if _has_ordinal(tab, row):
        top = _with_tier_above(tab, row, before.last if before else 0)
    elif numbered is not None:
        if row != _first_of_words(tab, numbered) or any(_has_ordinal(tab, r) for r in range(row, numbered)):
            return None
    elif not _stands_over_figures(tab, row, least):
        return None
    bottom = numbered - 1 if numbered is not None else _bottom(tab, row)
    columns = tuple(_columns(tab, top, bottom))
    return Header(top, bottom, numbered or bottom, columns) if len(columns) > 1 else None


def _has_ordinal(tab: Tab, row: int) -> bool:
    return any(plain(cell.text) in ORDER_TITLES for cell in row_cells(tab, row).values())


def _first_of_words(tab: Tab, numbered: int) -> int:
    """The highest of the rows of words that stand right on the row of column numbers."""
    top = numbered
    while top > 1 and _is_words(row_cells(tab, top - 1)):
        top -= 1
    return top


def _numbers_columns(tab: Tab, row: int) -> bool:
    """(1) (2) (3) · A B 1 2 3 · 1 2 3=1+2: letters, then numbers that follow one another."""
    marks = [_COLUMN_NUMBER.fullmatch(cell.text) for cell in row_cells(tab, row).values()]
    read = [match[1] for match in marks if match]
    if len(read) < 3 or len(read) < len(marks):
        return False
    digits = [int(mark) for mark in read if mark.isdigit()]
    letters = [mark for mark in read if not mark.isdigit()]
    in_order = read == letters + [str(mark) for mark in digits] and letters == sorted(letters)
    return in_order and digits == list(range(digits[0], digits[0] + len(digits))) if digits else False


def _is_words(cells: Mapping[int, Cell]) -> bool:
    return len(cells) > 1 and not any(is_figure(cell) or len(cell.text) > _LONGEST_HEADING for cell in cells.values())


def _stands_over_figures(tab: Tab, row: int, least: int) -> bool:
    """At least so many words side by side, and figures under two of them within the tiers a header may have."""
    cells = row_cells(tab, row)
    if len(cells) < least or not _is_words(cells):
        return False
    below = range(row + 1, row + _MOST_TIERS + 1)
    return any(sum(is_figure(cell) for cell in row_cells(tab, r).values()) > 1 for r in below)


def _with_tier_above(tab: Tab, row: int, taken: int) -> int:
    """The row of group headings that stands right above the ordinal's title, if there is one; `taken`: by the table above."""
    first = min(column for column, cell in row_cells(tab, row).items() if plain(cell.text) in ORDER_TITLES)
    above = row_cells(tab, row - 1)
    heads = [cell for column, cell in above.items() if column > first + 1]
    if row - 1 <= taken or not heads or len(heads) < len(above) or not all(_is_heading(cell) for cell in heads):
        return row
    return row - 1


def _is_heading(cell: Cell) -> bool:
    return not is_figure(cell) and len(cell.text) <= _LONGEST_HEADING and not _NOT_A_HEADING.match(cell.text.casefold())


def _bottom(tab: Tab, row: int) -> int:
    """Down to where cells merged from this row end, and further while rows hold only words under the groups."""
    merged = [each.bottom for each in tab.merged if each.top == row and each.bottom - row < _MOST_TIERS]
    bottom = max([row, *merged])
    ordinal = min(row_cells(tab, row))
    while bottom < row + _MOST_TIERS:
        cells = row_cells(tab, bottom + 1)
        if not _is_words(cells) or ordinal in cells or ordinal + 1 in cells:
            break
        bottom += 1
    return bottom


def _columns(tab: Tab, top: int, bottom: int) -> Iterator[Column]:
    texts = _spread(tab, top, bottom)
    for column in range(1, tab.width + 1):
        words = [texts.get((row, column), "") for row in range(top, bottom + 1)]
        path = tuple(dict.fromkeys(word for word in words if word))
        if path:
            yield Column(column, path)


def _spread(tab: Tab, top: int, bottom: int) -> dict[Place, str]:
    """The words of the header, those of merged cells in every cell they cover, those of groups that nobody merged too."""
    texts = {(row, column): cell.text for row in range(top, bottom + 1) for column, cell in row_cells(tab, row).items()}
    covered: set[Place] = set()
    for each in tab.merged:
        if top <= each.top <= bottom and (word := tab.text(each.top, each.left)):
            rows, columns = (
                range(each.top, min(each.bottom, bottom) + 1),
                range(each.left, min(each.right, tab.width) + 1),
            )
            places = {(row, column) for row in rows for column in columns}
            texts |= dict.fromkeys(places, word)
            covered |= places
    for row in range(top, bottom):
        group = ""
        for column in range(1, tab.width + 1):
            below = any((lower, column) in texts for lower in range(row + 1, bottom + 1))
            if (row, column) in texts:
                group = texts[row, column] if below and (row, column) not in covered else ""
            elif group and below:
                texts[row, column] = group
            else:
                group = ""
    return texts
