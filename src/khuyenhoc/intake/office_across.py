"""Tables whose rows are indicators and whose columns are units: which columns those are. The only place that reads units in headers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from khuyenhoc.intake.book import Place, Tab
from khuyenhoc.intake.headings import Column
from khuyenhoc.intake.layout import Table

_LEAST = 2  # units beside one another


@dataclass(frozen=True)
class UnitColumns:
    """The columns of one unit. `name`: as written, `place`: its cell; `district`: a unit above it in the header, '' for none;
    `columns`: their other words."""

    name: str
    district: str
    place: Place
    columns: tuple[Column, ...]


def units_across(tab: Tab, table: Table, is_unit: Callable[[str], bool]) -> list[UnitColumns]:
    """The units above the columns of a table, from the left; none where fewer than two or not most columns have one."""
    found: dict[tuple[str, str], list[Column]] = {}
    columns = table.figures()
    for column in columns:
        named = [tier for tier in column.path if is_unit(tier)]
        if named:
            rest = replace(column, path=tuple(tier for tier in column.path if tier not in named))
            found.setdefault((named[-1], named[-2] if len(named) > 1 else ""), []).append(rest)
    if len(found) < _LEAST or 2 * sum(map(len, found.values())) < len(columns):
        return []
    return [
        UnitColumns(name, district, _place(tab, table, name, same[0].index), tuple(same))
        for (name, district), same in found.items()
    ]


def others(table: Table, across: Sequence[UnitColumns]) -> tuple[Column, ...]:
    """The columns that are of no unit: measures, sums, notes."""
    taken = {column.index for unit in across for column in unit.columns}
    return tuple(column for column in table.figures() if column.index not in taken)


def _place(tab: Tab, table: Table, name: str, index: int) -> Place:
    """Where a heading stands: over its column, or further left where cells are merged."""
    rows = range(table.header.top, table.header.bottom + 1)
    places = [(row, column) for column in range(index, 0, -1) for row in rows]
    return next(place for place in places if tab.text(*place) == name)
