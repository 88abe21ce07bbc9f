"""What a cell may have been meant to say, ready to be accepted: a person chooses, nothing is taken by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khuyenhoc.errors import Problem
from khuyenhoc.intake.book import Cell, Tab, place_of
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.words import problem

_SINGLE = ("proposal", "taken")
_SEVERAL = ("suggestions", "options")
_NAMED = {"ethnicity_old_name"}  # of others `name` is what was written


@dataclass(frozen=True)
class Accepted:
    """A value put in the place of another. `row`, `column`, `cell`: as in the problem it answers."""

    row: int
    column: str
    cell: str
    before: str
    after: str
    sheet: str = ""


def choices(item: Problem) -> list[str]:
    """The values a person may put into the cell of this problem, the likeliest first; none where there is nothing to offer."""
    if not item.cell:
        return []
    found = [item.facts.get(name, "") for name in _SINGLE]
    found += [each for name in _SEVERAL for each in item.facts.get(name, "").split("; ")]
    found += [item.facts["name"]] if item.code in _NAMED else []
    return [each for each in dict.fromkeys(found) if each and each != item.value]


def accepted(item: Problem, value: str) -> Accepted:
    return Accepted(item.row, item.column, item.cell, item.value, value, item.sheet)


def only_ones(problems: Sequence[Problem]) -> list[Accepted]:
    """For every cell whose text has one other reading, that one; the problems that block go before the others of a cell.

    A name that only looks like the one written is never among them: a person takes it by itself.
    """
    found: dict[tuple[str, str], Accepted] = {}
    for item in sorted(problems, key=lambda each: each.severity.rank):
        offered = choices(item)
        if len(offered) == 1 and any(item.facts.get(name) for name in _SINGLE):
            found.setdefault((item.sheet, item.cell), accepted(item, offered[0]))
    return list(found.values())


def with_accepted(sheet: Sheet, answers: Sequence[Accepted]) -> Sheet:
    """The sheet as if the accepted values of its tab stood in it; each is told beside what else is said of the file."""
    answers = [each for each in answers if each.sheet == sheet.tab]
    if not answers:
        return sheet
    rows = list(sheet.rows)
    for each in answers:
        for index, place in _places(sheet, each.cell):
            rows[index] = [*rows[index], *[""] * (place + 1 - len(rows[index]))]
            rows[index][place] = each.after
    told = [
        problem("value_accepted", each.row, each.column, each.before, at=each.cell, after=each.after)
        for each in answers
    ]
    return replace(sheet, rows=rows, notes=(*sheet.notes, *told), grid=sheet.grid and _corrected(sheet.grid, answers))


def _corrected(grid: Tab, answers: Sequence[Accepted]) -> Tab:
    """The cells of an office form with what was accepted in them."""
    cells = {place_of(each.cell): Cell(each.after, each.after) for each in answers}
    return replace(grid, cells={**grid.cells, **cells})


def _places(sheet: Sheet, cell: str) -> list[tuple[int, int]]:
    """Where a cell of the file stands among the rows: in those of a wide form possibly several times."""
    row, column = place_of(cell)
    indices = sheet.indices(row)
    if not sheet.spots:
        return [(index, column - 1) for index in indices]
    header = {name: place for place, name in enumerate(sheet.columns)}
    marked = [mark for mark, (place, _) in sheet.spots.items() if place == column - 1]
    return [
        (index, header[name])
        for index in indices
        for indicator, name in marked
        if name in header and indicator in ("", sheet.rows[index][header["indicator"]])
    ]
