"""A sheet -> observations and everything wrong with it, all at once. The only place that decides what is published of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from khuyenhoc.domain.observation import KEY
from khuyenhoc.domain.period import Period
from khuyenhoc.errors import Problem, Severity
from khuyenhoc.intake import breakdowns, crosscheck, standards
from khuyenhoc.intake.columns import Header, read_header
from khuyenhoc.intake.plain_rows import plain_rows
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.rows import Context, RowReader
from khuyenhoc.intake.words import problem, rows_named
from khuyenhoc.present import vi

COLUMNS = {
    "row": "int64", "period": "str", "unit": "str", "indicator": "str", "ethnicity": "str", "poverty": "str",
    "numerator": "float64", "denominator": "float64", "stated_rate": "float64", "stated_decimals": "int64",
    "approximate": "str", "state": "str", "sample": "bool", "source": "str", "denominator_source": "str", "document": "str",
}  # fmt: skip
_WORKING = {"level": "str", "written_ethnicity": "str"}


@dataclass(frozen=True)
class Checked:
    """`observations`: the rows without an error, columns COLUMNS; none may be used while `has_errors`.

    `headers`: of several tabs, by the source of their rows.
    """

    observations: pd.DataFrame
    problems: list[Problem]
    rows_read: int
    header: Header | None = None
    headers: Mapping[str, Header] = field(default_factory=dict)

    def cells(self, row: Mapping[Any, Any]) -> list[str]:
        """The addresses of the figures of one observation in an office form; none in a tidy table, whose row says it."""
        header = self.headers.get(row["source"], self.header)
        return header.cells(row) if header else []

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.problems)

    @property
    def usable(self) -> bool:
        return not self.has_errors and not self.observations.empty


def check(sheet: Sheet, context: Context) -> Checked:
    """Every problem of a tidy sheet, in the order of its rows; those of the whole table first."""
    header, problems = read_header(sheet)
    problems = [*sheet.notes, *problems]
    if header is None:
        return Checked(as_frame([])[list(COLUMNS)], _placed(problems, sheet), 0)
    reader = RowReader(header, context)
    body = sheet.rows[header.index + 1 :]
    numbers = np.array([sheet.number(header.index + 1 + place) for place in range(len(body))], dtype="int64")
    plain, done = plain_rows(body, numbers, reader)
    records, places, blanks, rows_read = [], [], [], len(plain)
    for place in np.flatnonzero(~done):
        cells, number = body[place], int(numbers[place])
        if not any(cells):
            continue
        rows_read += 1
        read = reader.read(number, cells)
        problems += read.problems
        if read.record is not None:
            records.append(read.record)
            places.append(int(place))
        if read.blank:
            blanks.append(number)
    problems += about_filling(blanks, rows_read)
    frame = _together(plain, as_frame(records).set_axis(pd.Index(places, dtype="int64")))
    return gathered(frame, problems, rows_read, header, context, sheet)


def gathered(
    frame: pd.DataFrame,
    problems: list[Problem],
    rows_read: int,
    header: Header,
    context: Context,
    sheet: Sheet,
) -> Checked:
    """The observations of all rows (`as_frame`), weighed against one another."""
    said = _period_once(problems, header) if header.spots else problems
    found = [*said, *_between_rows(frame, header, context)]
    again = frame.duplicated(KEY)
    kept = (frame[~again] if again.any() else frame)[list(COLUMNS)].reset_index(drop=True)
    return Checked(kept, _placed(sorted(found, key=lambda item: item.row), sheet), rows_read, header)


def _period_once(problems: list[Problem], header: Header) -> list[Problem]:
    """A form has one period for all of its rows: what is wrong with it is said once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for item in problems:
        same = (item.code, item.value)
        if item.column != header.title("period") or same not in seen:
            kept.append(item)
        seen.add(same)
    return kept


def _placed(problems: list[Problem], sheet: Sheet) -> list[Problem]:
    """With the tab of the workbook they stand in."""
    return [replace(item, sheet=sheet.tab) for item in problems] if sheet.tab else problems


def as_frame(records: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=[*COLUMNS, *_WORKING])
    return frame.astype(COLUMNS | _WORKING)


def _together(plain: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """In the order in which they stand; the index of both says where."""
    known = plain[list(others.columns)].astype(COLUMNS | _WORKING)
    if not len(others):
        return known.reset_index(drop=True)
    return (pd.concat([known, others]).sort_index() if len(known) else others).reset_index(drop=True)


def about_filling(blanks: list[int], rows_read: int) -> list[Problem]:
    if len(blanks) == rows_read:
        return [problem("no_rows")]
    if not blanks:
        return []
    return [problem("rows_not_filled", count=vi.number(len(blanks)), rows=rows_named(blanks))]


def _between_rows(frame: pd.DataFrame, header: Header, context: Context) -> list[Problem]:
    ends = {text: pd.Timestamp(Period.parse(text).end) for text in frame["period"].unique()}
    catalogue = context.catalogue
    return [
        *crosscheck.duplicates(frame, header),
        *crosscheck.typed_rates(frame, header),
        *crosscheck.rates_without_total(frame, header, catalogue),
        *crosscheck.levels(frame, header, catalogue),
        *crosscheck.parts(frame, header, catalogue),
        *crosscheck.unfinished(frame, header, ends, pd.Timestamp(context.today)),
        *breakdowns.against_totals(frame, header),
        *breakdowns.without_total(frame, header, catalogue),
        *breakdowns.old_names(frame, header, context.ethnic_groups),
        *standards.not_in_force(frame, header, catalogue),
    ]
