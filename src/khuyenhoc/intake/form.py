"""A filled form of ours -> the rows of the tidy form, without asking what anything means: the form says it itself."""

from dataclasses import dataclass, replace

from khuyenhoc.domain import form as marks
from khuyenhoc.errors import Problem
from khuyenhoc.intake.book import Book, Place, Tab, letters
from khuyenhoc.intake.columns import NAMES
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.read import Sheet, Spot, cleaned
from khuyenhoc.intake.values import Trouble
from khuyenhoc.intake.words import problem
from khuyenhoc.present import vi

_TIDY = ("period", "unit_code", "unit_name", "indicator", "numerator", "denominator", "source")
_NAME_COLUMN = 3
_MOST_HEAD_ROWS = 8  # the title lines above the marks, up to the three lines of headings


@dataclass(frozen=True)
class FilledForm:
    """`tab`: the sheet with the figures; `top`: its row of marks; `columns`: of (indicator, column of the tidy form)."""

    tab: Tab
    top: int
    name: str
    period: str
    columns: dict[tuple[str, str], int]

    def text(self, row: int, column: int) -> str:
        return cleaned(self.tab.text(row, column)).strip()

    @property
    def figures(self) -> Tab:
        """The tab as far as it is the person's: only where a figure should be does a formula need its result, and the rows
        that are hidden are the form's own."""
        places = {place for (indicator, _), place in self.columns.items() if indicator}
        code = self.columns["", marks.CODE_MARK]
        cells = tuple(cell for cell in self.tab.uncomputed if cell[1] in places and self.text(cell[0], code))
        return replace(self.tab, uncomputed=cells, hidden_rows=frozenset())


def filled_form(book: Book) -> FilledForm | None:
    """The form in a workbook; None where it is none of ours, or of a layout this version does not know."""
    facts = next((_facts(tab) for tab in book.tabs if tab.name == marks.SHEET), {})
    if facts.get("version") != marks.VERSION or isinstance(parse_period(facts.get("period", "")), Trouble):
        return None
    for tab in book.tabs:
        top = next(
            (row for (row, column), cell in tab.cells.items() if column == 1 and cell.text == marks.COLUMNS_MARK), 0
        )
        if top:
            named = {column: cell.text for (row, column), cell in tab.cells.items() if row == top and column > 1}
            columns = {marks.mark_parts(mark): column for column, mark in named.items()}
            if ("", marks.CODE_MARK) in columns:
                return FilledForm(tab, top, facts.get("name", ""), facts["period"], columns)
    return None


def _facts(tab: Tab) -> dict[str, str]:
    return {tab.text(row, 1): tab.text(row, 2) for row in range(1, 21)}


def form_sheet(form: FilledForm, name: str, title: str, notes: tuple[Problem, ...]) -> Sheet:
    """One tidy row for each figure filled in; a unit with none is one row without figures. `notes`: about the tab."""
    rows, numbers = [[NAMES[column][0] for column in _TIDY]], [form.top]
    for number in range(form.top + 1, form.tab.height + 1):
        code = form.text(number, form.columns["", marks.CODE_MARK])
        if code:
            found = _rows(form, number, code)
            rows += found
            numbers += [number] * len(found)
    told = [problem("form_recognised", name=form.name, period=vi.period(form.period)), *notes]
    return Sheet(name, rows, tab=title, notes=tuple(told), numbers=tuple(numbers), spots=_spots(form), columns=_TIDY)


def _rows(form: FilledForm, number: int, code: str) -> list[list[str]]:
    figures: dict[str, dict[str, str]] = {}
    for (indicator, column), place in form.columns.items():
        if indicator and (text := form.text(number, place)):
            figures.setdefault(indicator, {})[column] = text
    source = form.columns.get(("", marks.SOURCE_MARK), 0)
    leading = [form.period, code, form.text(number, _NAME_COLUMN)]
    return [
        [*leading, indicator, cells.get("numerator", ""), cells.get("denominator", ""), form.text(number, source)]
        for indicator, cells in (figures or {"": {}}).items()
    ]


def _spots(form: FilledForm) -> dict[tuple[str, str], Spot]:
    """Where each column stands and what is written over it, the widest heading first."""
    spots: dict[tuple[str, str], Spot] = {("", "unit_name"): (_NAME_COLUMN - 1, _title(form, _NAME_COLUMN))}
    for (indicator, column), place in form.columns.items():
        spots[indicator, column] = (place - 1, _title(form, place))
    return spots


def _title(form: FilledForm, column: int) -> str:
    """Gia đình học tập › Số đạt (cột F)."""
    written: dict[str, None] = {}
    for row in range(max(1, form.top - _MOST_HEAD_ROWS), form.top - 1):  # the row of numbers says nothing
        text = form.text(*_top_left(form.tab, (row, column)))
        if text and not _is_title_line(form.tab, row):
            written[text] = None
    return f"{' › '.join(written)} (cột {letters(column)})" if written else f"cột {letters(column)}"


def _top_left(tab: Tab, place: Place) -> Place:
    """Where the text of a merged cell stands."""
    row, column = place
    for each in tab.merged:
        if each.top <= row <= each.bottom and each.left <= column <= each.right:
            return each.top, each.left
    return place


def _is_title_line(tab: Tab, row: int) -> bool:
    """A line over the whole page is no heading of a column."""
    return any(each.top == each.bottom == row and each.left == 1 for each in tab.merged)
