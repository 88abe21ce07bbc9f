"""A table whose rows are indicators: the report of one commune on itself -> its figures, each a column of a form of one row.
The only place that reads the names of indicators down a table."""

import re
from collections.abc import Sequence

from khuyenhoc.intake.book import Tab
from khuyenhoc.intake.headings import Column
from khuyenhoc.intake.layout import Kind, Table
from khuyenhoc.intake.meaning import HeadingReader
from khuyenhoc.intake.office_columns import FormColumn, numbered, undated
from khuyenhoc.intake.periods import parse_period, periods_in
from khuyenhoc.intake.spelling import plain

_OF_INDICATORS = re.compile(r"\b(?:chi tieu|noi dung|tieu chi|chi so|danh muc|hang muc)\b")
_OF_UNITS = re.compile(r"\b(?:xa|phuong|thi tran|huyen|quan|thanh pho|dia ban|dia phuong|don vi)\b")
_OF_MEASURES = {"dvt", "don vi tinh", "don vi", "dv tinh", "dv"}
_AMONG = re.compile(r"^\W*(?:trong đó|chia ra|bao gồm|gồm)\W*|^[\W_]+", re.IGNORECASE)
_LEAST = 2  # different indicators, where the title of the names does not say what they are


def names_indicators(table: Table) -> bool:
    """Whether the title above the names says that they are indicators."""
    return bool(_OF_INDICATORS.search(_title(table)))


def rows_are_indicators(table: Table, reader: HeadingReader) -> bool:
    """Whether the names down the table are indicators, each of another one; not “Hội khuyến học xã …” in every row."""
    said = names_indicators(table)
    if not said and _OF_UNITS.search(_title(table)):
        return False
    read = [reader.read((_name(row.label),)) for row in table.rows if row.label]
    firsts = [guess.options[0] for guess in read if guess.options]
    different = len(set(firsts))
    return different >= (1 if said else _LEAST) and 2 * different >= len(firsts)


def figures(
    tab: Tab, table: Table, reader: HeadingReader, columns: Sequence[Column], over: str = ""
) -> list[FormColumn]:
    """Every written cell under these columns of figures: what its row and its column say of it together. What a row is about
    (“Công nhận”) may be said by the rows above it. `over`: the unit above the columns, which says nothing of what is counted."""
    measure = next((each.index for each in table.figures() if plain(each.title) in _OF_MEASURES), None)
    above: list[str] = []
    found: list[FormColumn] = []
    for row in table.rows:
        name = _name(row.label)
        unit = tab.text(row.number, measure).strip() if measure is not None else ""
        for column in columns if name and row.kind is not Kind.BANNER else ():
            if column.index == measure or not tab.text(row.number, column.index).strip():
                continue
            # “Thực hiện năm 2001” is of 2001, whatever year the report is of.
            periods = list(periods_in(column.path)) or [
                p for each in column.path if isinstance(p := parse_period(each), str)
            ]
            path = (name, *(["%"] if unit == "%" else []), *undated(column.path))
            guess = reader.read(path, table.titles, tuple(reversed(above)))
            of_name = re.search(r"\(([^()]+)\)$", name)
            found.append(
                FormColumn(
                    column.index, (name, *column.path), unit or (of_name[1] if of_name else column.unit),
                    periods[-1] if periods else "", guess, row=row.number, over=over,
                )
            )  # fmt: skip
        above += [name] if name else []
    return numbered(found)


def _title(table: Table) -> str:
    return next((plain(each.title) for each in table.header.columns if each.index == table.label_column), "")


def _name(label: str) -> str:
    """“Trong đó: Chi hội thôn” and “- Chi hội thôn” are about chi hội thôn."""
    return _AMONG.sub("", label).strip() or label
