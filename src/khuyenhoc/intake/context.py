"""What files are checked against, put together once: definitions, and the units in force on any day."""

from datetime import date
from functools import lru_cache

import pandas as pd

from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Units
from khuyenhoc.intake.rows import Context


def context_for(units: pd.DataFrame, known: Definitions, provinces: tuple[str, str], today: date) -> Context:
    """`units`: all versions of all units; `provinces`: keys of the province shown, before and since the reform: their
    names need no district beside them."""

    @lru_cache(maxsize=2)
    def of_era(day: date) -> Units:
        return Units.valid_on(units, day)

    def units_on(day: date) -> Units:
        return of_era(REFORM if day >= REFORM else LAST_OLD_DAY)

    return Context(
        catalogue=known.catalogue,
        units_on=units_on,
        ethnic_groups=known.ethnic_groups,
        poverty_classes=known.poverty_classes,
        today=today,
        province=provinces[0],
        province_since_reform=provinces[1],
        headings=known.headings,
        heading_roles=known.heading_roles,
    )
