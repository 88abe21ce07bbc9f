"""Forms to fill in: which indicators stand on one, in which columns, and how a filled form is known again.

The only place for the signs by which a workbook of ours is recognised: the report writes them, the intake reads them.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue, Indicator
from khuyenhoc.domain.unit import Level

SHEET = "_khuyenhoc"  # the hidden sheet: one fact a row, its name in column A
VERSION = "1"  # of the layout; a form of another version is not read as one
COLUMNS_MARK = "khuyenhoc:cot"  # in column A of the hidden row that says what each column holds
CODE_MARK, SOURCE_MARK = "unit_code", "source"


class Role(StrEnum):
    TOTAL = "denominator"  # filled in: N
    FIGURE = "numerator"  # filled in: n, or the number of a count
    CHOICE = "choice"  # filled in: one of the words of a single unit
    RATE = "rate"
    BEFORE = "before"
    CHANGE = "change"

    @property
    def filled_in(self) -> bool:
        return self in (Role.TOTAL, Role.FIGURE, Role.CHOICE)

    @property
    def column(self) -> str:
        """The column of the tidy form that the cell goes to."""
        return "denominator" if self is Role.TOTAL else "numerator"


@dataclass(frozen=True)
class Field:
    """One column of a form at one level. `parts`: the indicators that must add up to this one, where the form has them all."""

    heading: str
    indicator: Indicator
    role: Role
    parts: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        return f"{self.indicator.code}:{self.role.column}"


@dataclass(frozen=True)
class Form:
    """`items`: (heading, indicator code), columns of the same heading beside one another."""

    code: str
    name: str
    items: tuple[tuple[str, str], ...]

    def fields(self, catalogue: Catalogue, level: Level) -> list[Field]:
        """The columns of the indicators collected at that level; none where the form is not for it."""
        asked = [
            (heading, catalogue[code]) for heading, code in self.items if level in catalogue[code].collected_levels
        ]
        there = {indicator.code for _, indicator in asked}
        found = []
        for heading, indicator in asked:
            parts = {part.code for part in catalogue.parts(indicator.code) if level in part.collected_levels}
            adding = tuple(sorted(parts)) if parts <= there else ()
            found += [Field(heading, indicator, role, adding) for role in roles(indicator, level)]
        return found


def roles(indicator: Indicator, level: Level) -> tuple[Role, ...]:
    """A rate has N, n and what follows from them; where one unit is one of one, a word is chosen instead."""
    if indicator.unit_value and level not in indicator.rate_levels:
        return Role.CHOICE, Role.BEFORE
    if indicator.is_rate:
        return Role.TOTAL, Role.FIGURE, Role.RATE, Role.BEFORE, Role.CHANGE
    return Role.FIGURE, Role.BEFORE, Role.CHANGE


def forms_from_frame(frame: pd.DataFrame) -> tuple[Form, ...]:
    """`frame`: data/forms.csv read as text, in its order."""
    return tuple(
        Form(str(code), rows["name"].iloc[0], tuple(zip(rows["heading"], rows["indicator"], strict=True)))
        for code, rows in frame.groupby("form", sort=False)
    )


def mark_parts(mark: str) -> tuple[str, str]:
    """“learning_family_rate:numerator” → (indicator, column); ('', mark) for a column that is of no indicator."""
    indicator, sign, column = mark.partition(":")
    return (indicator, column) if sign else ("", mark)
