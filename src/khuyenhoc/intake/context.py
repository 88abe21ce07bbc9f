"""What files are checked against, put together once: definitions, and the units in force on any day."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.unit import Units, change_days
from khuyenhoc.intake.meaning import HeadingReader
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.unit_names import other_spellings


def context_for(units: pd.DataFrame, known: Definitions, provinces: tuple[str, ...], today: date) -> Context:
    """`units`: all versions of all units; `provinces`: keys of the provinces shown, before and since the reform: their
    names need no district beside them."""

    changes = change_days(units)

    @lru_cache(maxsize=16)
    def after(changes_before: int) -> Units:
        """The units between two days on which the list changed."""
        return Units.valid_on(units, changes[changes_before - 1] if changes_before else changes[0] - timedelta(days=1))

    def units_on(day: date) -> Units:
        return after(bisect_right(changes, day))

    return Context(
        catalogue=known.catalogue,
        units_on=units_on,
        ethnic_groups=known.ethnic_groups,
        poverty_classes=known.poverty_classes,
        today=today,
        provinces=provinces,
        reader=HeadingReader(known.headings, known.heading_roles, known.catalogue),
        spellings=other_spellings(known.unit_spellings),
    )
