"""One unit's figures of one indicator over time, and where they lead (methods §4)."""

from datetime import date

import pandas as pd

from khuyenhoc.domain import rollup
from khuyenhoc.domain.forecast import Forecast, Goal, forecast, monthly
from khuyenhoc.domain.indicator import Catalogue, Indicator, Recognised
from khuyenhoc.domain.period import Period, month_index
from khuyenhoc.domain.unit import REFORM, Units

_COURSE = 2  # figures at least


def course(
    observations: pd.DataFrame, unit: str, indicator: Indicator, units: Units, catalogue: Catalogue, on: date
) -> pd.DataFrame:
    """Oldest first, up to `on`: period, value (share 0–1 or number), sample.

    `observations`: totals. Where the unit's own figures make no course (fewer than two), the sums of its children do if they know more.
    """
    level = units.level(unit)
    inside = [key for key, above in units.ancestor(level).items() if above == unit]
    rows = observations[(observations["indicator"] == indicator.code) & observations["unit"].isin(inside)]

    def known(chosen: pd.DataFrame) -> pd.DataFrame:
        series = rollup.series(rollup.reporters(chosen, units, level, catalogue), units, level, catalogue)
        return series[(series["unit"] == unit) & (series["end"] <= pd.Timestamp(on))].sort_values(["end", "length"])

    own = known(rows)
    found = max(own, known(rows[rows["unit"] != unit]), key=len) if len(own) < _COURSE else own
    value = (found["numerator"] / found["denominator"]).fillna(found["stated_rate"])
    value = value if indicator.is_rate else found["numerator"]
    return found[["period", "sample"]].assign(value=value).dropna(subset="value").reset_index(drop=True)


def turn(figures: pd.DataFrame) -> int:
    """How many of them are of the units before the reform: the course is broken behind them."""
    return sum(Period.parse(text).end < REFORM for text in figures["period"])


def outlook(figures: pd.DataFrame, goal: Goal, due: date, indicator: Indicator) -> Forecast:
    """Where a course leads to on the due date. `figures`: as `course` gives them."""
    points = monthly(zip(figures["period"], figures["value"], strict=True))
    yearly = indicator.recognised is Recognised.YEARLY
    return forecast(points, goal, month_index(due), yearly=yearly, breaks=[month_index(REFORM)])


def goal_of(row: dict) -> Goal:
    """The target of one assessed row, in whole families where the denominator was reported."""
    known = not pd.isna(row["denominator"]) and float(row["denominator"]).is_integer() and not row["inferred"]
    return Goal(row["target"], row["comparator"], bool(row["is_rate"]), int(row["denominator"]) if known else None)
