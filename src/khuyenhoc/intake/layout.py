"""The tables in a tab of an office form: titles, unit, columns, and what each row is. The only place that tells a figure from
a banner, a subtotal, a total and a signature.

Nothing is counted here and nothing dropped: every written row is in exactly one part of the answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from khuyenhoc.intake.book import Cell, Tab
from khuyenhoc.intake.headings import ORDER_TITLES, Column, Header, header_between, headers, is_figure, row_cells
from khuyenhoc.intake.spelling import plain
from khuyenhoc.intake.unit_names import BARE_INITIALS, PLAIN_KIND

_TOTALS = re.compile(
    r"(?:tong(?: so| cong)?|cong|toan (?:tinh|huyen|thanh pho|xa|quoc)|ca nuoc)|tong (?:so|cong) .*|"
    rf"(?:tong|cong) (?:(?:toan|cac) |{PLAIN_KIND}).*|cong {BARE_INITIALS}"
)
_FOOTER = re.compile(
    r"(?:noi nhan|nguoi lap|lap bieu|thu truong|chu tich|pho chu tich|truong ban|giam doc|ke toan|ky ten|ghi chu|nguon|tm|t m|kt|"
    r"t l|xac nhan)\b.*|.*\bngay\b.*\bthang\b.*\bnam\b.*"
)
_UNIT = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*[::]\s*(?P<unit>[^()]+)", re.IGNORECASE)
_INLINE_ORDER = re.compile(r"(?P<order>[IVX]+|[A-ZĐ]|[0-9]+(?:\.[0-9]+)*)\s*[.)/–-]\s*(?P<label>\D.*)")
_AMONG = re.compile(r"(?:trong do|chia ra|bao gom|gom)\b")
_LETTER_DEPTH, _ROMAN_DEPTH, _NUMBER_DEPTH, _AMONG_DEPTH, _DEEPEST = range(5)
_ROMAN = re.compile(r"[IVX]+")
_ORDER = re.compile(r"(?:[IVX]+|[A-ZĐ]|[a-zđ]|[0-9]+(?:\.[0-9]+)*)[.)]?")
_LABEL_WORDS = re.compile(
    r"\b(?:don vi|huyen|xa|phuong|dia ban|dia phuong|noi dung|chi tieu|ten|dia chi|chuyen nganh|loai)\b"
)
_COMMUNES = re.compile(
    r"(?:ten )?(?:xa|phuong|thi tran)(?: (?:xa|phuong|thi tran|dac khu))*"
)  # beside a column of districts


class Kind(StrEnum):
    DATA = "data"
    BANNER = "banner"  # words only: a district above its communes
    SUBTOTAL = "subtotal"  # figures of a group, under a letter or a Roman numeral
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """`order`: as written (1, I, A); `under`: labels of the groups it stands in, the widest first."""

    number: int
    kind: Kind
    order: str
    label: str
    under: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    """`titles`: the lines above the header, `unit` the last one said among them; `foot`: the lines below the last figure."""

    titles: tuple[str, ...]
    unit: str
    header: Header
    label_column: int
    order_column: int | None
    rows: tuple[Row, ...]
    foot: tuple[str, ...]

    def figures(self) -> tuple[Column, ...]:
        """The columns that are neither ordinal nor label."""
        return tuple(each for each in self.header.columns if each.index not in (self.order_column, self.label_column))


def tables(tab: Tab, given: tuple[int, int] | None = None) -> list[Table]:
    """Every table, from the top; none where no header is found. `given`: the rows of the only header, as a person said."""
    pointed = header_between(tab, *given) if given else None
    heads = [pointed] if pointed else list(headers(tab))
    found: list[Table] = []
    above = 1
    for head, after in pairwise([*heads, None]):
        assert head is not None
        end = after.top - 1 if after else tab.height
        end_of_body = _end_of_body(tab, head, end, words=pointed is not None)
        table = _table(tab, head, above, end_of_body, end if after is None else end_of_body)
        found.append(table)
        above = end_of_body + 1
    return found


def _table(tab: Tab, head: Header, above: int, end: int, end_of_foot: int) -> Table:
    titles = tuple(line for row in range(above, head.top) if (line := _line(tab, row)))
    said = [cell.text for row in range(above, head.bottom + 1) for cell in row_cells(tab, row).values()]
    units = [match["unit"].strip() for text in said if (match := _UNIT.search(text))]
    order, label = _leading_columns(tab, head, end)
    rows = tuple(_rows(tab, head, order, label, end))
    foot = tuple(line for row in range(end + 1, end_of_foot + 1) if (line := _line(tab, row)))
    return Table(titles, units[-1] if units else "", head, label, order, rows, foot)


def _line(tab: Tab, row: int) -> str:
    return " ".join(cell.text for cell in row_cells(tab, row).values())


def _end_of_body(tab: Tab, head: Header, end: int, *, words: bool) -> int:
    """The last row before the signatures that has a figure, an ordinal or a total's name: a blank form has its rows too.
    `words`: or several words, under a header that a person pointed at."""
    last, ordinal = head.last, _ordinal(head)
    for row in range(head.last + 1, end + 1):
        cells = row_cells(tab, row)
        figures = _counts(cells, head)
        if cells and not figures and any(_FOOTER.fullmatch(plain(cell.text)) for cell in cells.values()):
            break
        numbered = ordinal is not None and ordinal in cells and _ORDER.fullmatch(cells[ordinal].text)
        if (
            figures
            or numbered
            or (words and len(cells) > 1)
            or any(_TOTALS.fullmatch(plain(cell.text)) for cell in cells.values())
        ):
            last = row
    return last


def _counts(cells: Mapping[int, Cell], head: Header) -> bool:
    """Whether a row has a figure beside its ordinal: in the second column of the table or further right."""
    return any(is_figure(cell) for column, cell in cells.items() if column > head.columns[0].index)


def _ordinal(head: Header) -> int | None:
    return next((each.index for each in head.columns if plain(each.path[-1]) in ORDER_TITLES), None)


def _leading_columns(tab: Tab, head: Header, end: int) -> tuple[int | None, int]:
    """The ordinal's column, if there is one, and that of the names: by title, else the one with most words."""
    order = _ordinal(head)
    others = [each for each in head.columns if each.index != order]
    communes = [each.index for each in others[:3] if _COMMUNES.fullmatch(plain(each.title))]
    named = communes or [each.index for each in others[:2] if _LABEL_WORDS.search(plain(each.title))]
    if named:
        return order, named[0]

    def words(column: int) -> int:
        cells = (tab.cells.get((row, column)) for row in range(head.last + 1, end + 1))
        return sum(1 for cell in cells if cell and not is_figure(cell))

    return order, max((each.index for each in others), key=lambda column: (words(column), -column))


def _rows(tab: Tab, head: Header, order_column: int | None, label_column: int, end: int) -> list[Row]:
    found: list[Row] = []
    groups: dict[int, str] = {}  # depth → label of the open group
    for number in range(head.last + 1, end + 1):
        cells = row_cells(tab, number)
        if not cells:
            continue
        order, label = _named(cells, order_column, label_column)
        kind = _kind(order, label, cells, (order_column, label_column))
        depth = _depth(order, label, kind)
        groups = {level: name for level, name in groups.items() if level < depth}
        under = () if kind is Kind.TOTAL else tuple(groups[level] for level in sorted(groups))
        if kind in (Kind.BANNER, Kind.SUBTOTAL):
            groups[depth] = label
        found.append(Row(number, kind, order, label, under, number in tab.hidden_rows))
    return found


def _named(cells: Mapping[int, Cell], order_column: int | None, label_column: int) -> tuple[str, str]:
    """Ordinal and name; a name written in the ordinal's cell (merged over both), or with its numeral before it."""
    order = cells[order_column].text if order_column is not None and order_column in cells else ""
    label = "" if label_column not in cells or is_figure(cells[label_column]) else cells[label_column].text
    if order and not _ORDER.fullmatch(order):
        order, label = "", label or order
    if not order and (match := _INLINE_ORDER.fullmatch(label)):
        order, label = match["order"], match["label"]
    return order.rstrip(".)"), label


def _kind(order: str, label: str, cells: Mapping[int, Cell], leading: tuple[int | None, int]) -> Kind:
    """A banner has its name and nothing else; one that begins in small letters is the second line of the name above."""
    if _TOTALS.fullmatch(plain(label)):
        return Kind.TOTAL
    others = [cell for column, cell in cells.items() if column not in leading]
    if any(is_figure(cell) for cell in others):
        return Kind.SUBTOTAL if order.isupper() else Kind.DATA
    return Kind.BANNER if label and not others and not order.isdigit() and not label[0].islower() else Kind.DATA


def _depth(order: str, label: str, kind: Kind) -> int:
    """A above I above 1 above what has no numeral. A banner without one is a district, or a “trong đó:” among its rows."""
    if order.isupper():
        return _ROMAN_DEPTH if _ROMAN.fullmatch(order) else _LETTER_DEPTH
    if kind is Kind.TOTAL:
        return _LETTER_DEPTH
    if kind is Kind.BANNER:
        return _AMONG_DEPTH if _AMONG.match(plain(label)) or label.endswith(":") else _ROMAN_DEPTH
    return _NUMBER_DEPTH if order else _DEEPEST
