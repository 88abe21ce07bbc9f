"""From the figures that units reported to the figures of the units above: Σ numerators / Σ denominators, never an average."""

import numpy as np
import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import NONE, UNKNOWN, WITHDRAWN, totals, with_period_ends
from khuyenhoc.domain.unit import Level, Units

GROUP = ["unit", "indicator", "period"]


def reporters(observations: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """Every total with the unit of `level` it counts for: the columns of an observation, `reporter` = who reported,
    `unit` = the ancestor, `own` = True where they are the same; reporter, unit, indicator and period as categories.

    A unit's own figure is its headline. Below it the figure nearest to the ancestor counts, so that a district's
    own figure and its communes' never stand in one sum; figures of one indicator are all simulated or all reported.
    """
    rows = totals(observations)
    rows = rows[rows["state"] != WITHDRAWN]
    rows = rows.assign(reporter=rows["unit"]).astype(dict.fromkeys(("reporter", "indicator", "period"), "category"))
    rows["depth"] = _of_reporter(rows, units.depths).fillna(-1)
    above = _of_reporter(rows, units.ancestor(level))
    summable = rows["indicator"].isin([indicator.code for indicator in catalogue if indicator.sums])
    own = rows["depth"] == level.depth
    rows = rows.assign(unit=above.astype("category"), own=own)[above.notna() & (own | summable)]
    rows = _one_kind(rows)
    return _nearest(rows, units, level)


def _of_reporter(rows: pd.DataFrame, answers: dict) -> pd.Series:
    """What `answers` says of each row's reporter; NaN where it says nothing. Asked once per reporter, not per row."""
    reporters = rows["reporter"].cat
    said = pd.Series([answers.get(key) for key in reporters.categories], dtype=None if answers else object)
    return said.take(reporters.codes).set_axis(rows.index)


def _one_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """Where any reported figure exists for a unit and indicator, the simulated ones leave its series."""
    pair = _number(rows, "unit", "indicator")
    reported = np.unique(pair[~rows["sample"]])
    return rows[~(rows["sample"] & np.isin(pair, reported))]


def _number(rows: pd.DataFrame, *columns: str) -> np.ndarray:
    """One whole number per combination of categorical columns: much faster to compare than the texts."""
    number = np.zeros(len(rows), dtype="int64")
    for column in columns:
        number = number * len(rows[column].cat.categories) + rows[column].cat.codes.to_numpy("int64")
    return number


def _nearest(rows: pd.DataFrame, units: Units, level: Level) -> pd.DataFrame:
    """Drops a figure where a unit between its reporter and the ancestor (or the ancestor itself) reported the same period."""
    keep = np.ones(len(rows), dtype=bool)
    depth = rows["depth"].to_numpy()
    places = rows["reporter"].cat.categories
    slot = _number(rows, "indicator", "period") * len(places)
    for between in list(Level)[level.depth :]:
        own, below = depth == between.depth, depth > between.depth
        if not own.any() or not below.any():
            continue
        spoken_for = (slot + rows["reporter"].cat.codes)[own]
        ancestors = units.ancestor(between)
        above = places.get_indexer([ancestors.get(key, "") for key in places])[rows["reporter"].cat.codes]
        keep &= ~(below & (above >= 0) & np.isin(slot + above, spoken_for))
    return rows[keep]


def series(contributions: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """One row per unit of `level`, indicator and period, with `reported` of `expected_reports` units behind it.

    `numerator`, `denominator`: sums over the units that reported both (a rate), or the numerator alone (a count, or a
    rate none of whose reporters gave a denominator). Ends with `end`, `length`, `month` of the period.
    """
    own = contributions[contributions["own"]].assign(reported=1, expected_reports=1)
    parts = contributions[~contributions["own"]]
    if parts.empty:
        return with_period_ends(own.reset_index(drop=True))
    summed = _sums(parts, units, level, catalogue)
    return with_period_ends(pd.concat([own, summed], ignore_index=True)[own.columns] if len(own) else summed[own.columns])
