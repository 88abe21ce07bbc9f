"""Figures under a standard (poverty line, set of criteria) that was not in force in their period."""

import re
from collections.abc import Iterator

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.period import Period
from khuyenhoc.errors import Problem
from khuyenhoc.intake.columns import Header

_YEARS = re.compile(r"_\d{4}_(\d{4})$")


def not_in_force(frame: pd.DataFrame, header: Header, catalogue: Catalogue) -> Iterator[Problem]:
    """Once per indicator and period: an old standard after its years, a new one before it began.

    An indicator of an old standard has its years in its code, the one of the new standard says which it `replaces`. One
    year between them is left to the reporter: the poverty line of 2016–2020 was still used in 2021.
    """
    after = {each.replaces: each for each in catalogue if each.replaces}
    for (code, text), rows in frame[["row", "indicator", "period"]].groupby(["indicator", "period"], sort=False):
        indicator, period = catalogue[str(code)], Period.parse(str(text))
        last, before = _last_year(indicator.code), indicator.replaces
        if last and indicator.code in after and period.start.year > last + 1:
            told, other, year = "standard_ended", after[indicator.code], last
        elif before in catalogue and (year := _last_year(before)) and period.end.year <= year:
            told, other = "standard_not_begun", catalogue[before]
        else:
            continue
        facts = {"indicator": indicator.name, "year": str(year), "other": other.name, "other_code": other.code}
        yield header.problem(told, {"row": rows["row"].iloc[0]}, "indicator", indicator.code, **facts)


def _last_year(code: str) -> int:
    """The last year of an old standard, 0 for one still in force."""
    found = _YEARS.search(code)
    return int(found[1]) if found else 0
