"""A sheet of an office form (rows are units, columns are figures) -> its tables with every column understood or asked about."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from khuyenhoc.intake.book import Cell, Tab
from khuyenhoc.intake.columns import NAMES, is_tidy
from khuyenhoc.intake.headings import Column
from khuyenhoc.intake.layout import Kind, Row, Table, tables
from khuyenhoc.intake.meaning import HeadingReader
from khuyenhoc.intake.office_across import UnitColumns, others, units_across
from khuyenhoc.intake.office_columns import UNSURE, Figures, FormColumn, path_key, read_columns, settled
from khuyenhoc.intake.office_indicators import figures, names_indicators, rows_are_indicators
from khuyenhoc.intake.periods import parse_period, periods_in
from khuyenhoc.intake.read import Sheet, cleaned
from khuyenhoc.intake.spelling import plain, wording
from khuyenhoc.intake.values import Number, parse_count, parse_rate

_STRUCTURE = {
    column: {plain(name) for name in NAMES[column]} - {plain("mã") if column != "unit_code" else ""}
    for column in ("unit_code", "district")
}


@dataclass(frozen=True)
class Answers:
    """What a person said of a form once, kept for the next file of that shape. `header`: its first and last row, where it was
    not found; `columns`: by FormColumn.key, a Meaning as text or '' for not to be read; `rows`: labels that are no units."""

    header: tuple[int, int] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Answers":
        """As `str` wrote it; '' for none."""
        said = json.loads(text) if text else {}
        header = said.get("header")
        return cls(tuple(header) if header else None, said.get("columns", {}), tuple(said.get("rows", ())))

    def __str__(self) -> str:
        return json.dumps({"header": self.header, "columns": dict(self.columns), "rows": self.rows}, ensure_ascii=False)


@dataclass(frozen=True)
class Form:
    """One table. `period`: canonical, '' where nobody says it; `said_in`: the line it was read from; `periods`: all found.
    `about`: of a table whose rows are indicators, the unit it reports on, '' while nobody says it; None where rows are units.
    `across`: of a table with several units side by side, which is one form for each, the one it is of; `beside`: columns of none.
    """

    tab: Tab
    table: Table
    columns: tuple[FormColumn, ...]
    code_column: int | None
    district_column: int | None
    period: str
    said_in: str
    periods: tuple[str, ...]
    left_rows: frozenset[str] = frozenset()
    about: str | None = None
    about_in: str = ""
    across: UnitColumns | None = None
    beside: tuple[Column, ...] = ()

    @property
    def unsure(self) -> bool:
        dated = self.period or all(column.period for column in self.columns if column.use)
        return not dated or self.about == "" or any(column.left == UNSURE for column in self.columns)

    @property
    def used(self) -> tuple[FormColumn, ...]:
        return tuple(column for column in self.columns if column.use)

    def text(self, row: int, column: int | None) -> str:
        return "" if column is None else cleaned(self.tab.text(row, column)).strip()

    def figure(self, row: Row, column: FormColumn) -> str:
        """The cell of a column in a row; its only one where rows are indicators."""
        return self.text(column.row or row.number, column.index)

    def reports_on(self, unit: str, line: str) -> "Form":
        """Rows of indicators as the one row of their unit; `line`: where it is said, '' where a person said it."""
        row = Row(self.table.header.last, Kind.DATA, "", unit)
        return replace(self, about=unit, about_in=line, table=replace(self.table, rows=(row,)))

    def is_left(self, row: Row) -> bool:
        return wording(row.label) in self.left_rows


def forms(
    sheet: Sheet,
    reader: HeadingReader,
    answers: Answers,
    period: str = "",
    is_unit: Callable[[str], bool] | None = None,
) -> list[Form]:
    """The tables of a sheet that have a column with a known meaning; none for a tidy sheet and for what is no form.
    `period`: as a person typed it; else it is looked for in the titles and the name of the tab. `is_unit`: whether a heading is
    the name of one."""
    if is_tidy(sheet):
        return []
    tab = grid(sheet)
    names = is_unit or (lambda text: False)
    found = [
        form for table in tables(tab, answers.header) for form in _forms(tab, table, reader, answers, period, names)
    ]
    if answers.header or answers.columns:
        return found
    known = {form.table.header for form in found if any(column.guess.options for column in form.columns)}
    return [form for form in found if form.table.header in known]


def drawn(sheet: Sheet) -> list[Table]:
    """Every table of an office form, understood or not; none in a tidy sheet, which is never laid out as a form."""
    return [] if is_tidy(sheet) else tables(grid(sheet))


def shape(sheet: Sheet) -> str:
    """The same for every file of this form: of the words of its headers, or of its widest row of words. '' for a tidy sheet."""
    return "" if is_tidy(sheet) else shape_of(sheet, tables(grid(sheet)))


def shape_of(sheet: Sheet, found: Sequence[Table]) -> str:
    """The same of a sheet that is no tidy one, whose tables were `found` before."""
    tab = grid(sheet)
    headings = [column.path for table in found for column in table.header.columns]
    headings += [(row.label,) for table in found if names_indicators(table) for row in table.rows]
    words = [path_key(path) for path in headings]
    if not words:
        rows: dict[int, list[str]] = {}
        for (row, _), cell in sorted(tab.cells.items()):
            rows.setdefault(row, []).extend([wording(cell.text)] if isinstance(cell.value, str) else [])
        words = max(rows.values(), key=len, default=[])
    return sha256("\n".join(words).encode()).hexdigest()


def grid(sheet: Sheet) -> Tab:
    """The cells of a sheet with what is merged and hidden; those of a text file have neither."""
    if sheet.grid is not None:
        return sheet.grid
    rows = enumerate(sheet.rows, sheet.first_row)
    cells = {(row, column): Cell(text, text) for row, texts in rows for column, text in enumerate(texts, 1) if text}
    return Tab(sheet.tab, cells)


def _forms(
    tab: Tab, table: Table, reader: HeadingReader, answers: Answers, period: str, is_unit: Callable[[str], bool]
) -> list[Form]:
    """A table as one form; one of indicators with units across as one for each of them."""
    if not rows_are_indicators(table, reader):
        structure = {
            name: next((each.index for each in table.figures() if plain(each.path[-1]) in words), None)
            for name, words in _STRUCTURE.items()
        }
        shown = [each for each in table.figures() if each.index not in structure.values()]
        form = _form(tab, table, read_columns(shown, table.titles, reader), answers, period)
        return [replace(form, code_column=structure["unit_code"], district_column=structure["district"])]
    across = units_across(tab, table, is_unit)
    bare = replace(table, rows=())
    if not across:
        read = figures(tab, table, reader, table.figures())
        return [replace(_form(tab, bare, read, answers, period), about="")]
    beside = others(table, across)
    found = [(unit, figures(tab, table, reader, unit.columns, unit.name)) for unit in across]
    return [
        replace(_form(tab, bare, read, answers, period), about="", across=unit, beside=beside) for unit, read in found
    ]


def _form(tab: Tab, table: Table, columns: Sequence[FormColumn], answers: Answers, period: str) -> Form:
    known = settled(columns, answers.columns, _figures(tab, table, columns))
    found = periods_in(table.titles) or _period_of(tab.name)
    said = next(iter(found)) if len(found) == 1 else ""
    return Form(
        tab, table, tuple(known), None, None, period or said, "" if period or not said else found[said], tuple(found),
        frozenset(answers.rows),
    )  # fmt: skip


def _period_of(tab_name: str) -> dict[str, str]:
    read = parse_period(tab_name)
    return {read: tab_name} if isinstance(read, str) else {}


def _figures(tab: Tab, table: Table, columns: Sequence[FormColumn]) -> Figures:
    rows = [row.number for row in table.rows if row.kind is Kind.DATA]
    return {
        column.place: [_number(tab, row, column) for row in ([column.row] if column.row else rows)]
        for column in columns
    }


def _number(tab: Tab, row: int, column: FormColumn) -> Number | None:
    text = cleaned(tab.text(row, column.index)).strip()
    is_rate = any(option.place == "value" for option in column.options)
    read = parse_rate(text) if is_rate else parse_count(text)
    return read if isinstance(read, Number) else None
