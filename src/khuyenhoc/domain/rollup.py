"""From the figures that units reported to the figures of the units above: Σ numerators / Σ denominators, never an average."""

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import NONE, UNKNOWN, WITHDRAWN, totals, with_period_ends
from khuyenhoc.domain.unit import Level, Units

GROUP = ["unit", "indicator", "period"]


def reporters(observations: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """Every total with the unit of `level` it counts for: the columns of an observation, `reporter` = who reported,
    `unit` = the ancestor, `own` = True where they are the same.

    A unit's own figure is its headline. Below it the figure nearest to the ancestor counts, so that a district's
    own figure and its communes' never stand in one sum; figures of one indicator are all simulated or all reported.
    """
    rows = totals(observations)
    rows = rows[rows["state"] != WITHDRAWN]
    depth = rows["unit"].map({key: units.level(key).depth for key in units.frame.index})
    rows = rows.assign(depth=depth, reporter=rows["unit"], unit=rows["unit"].map(units.ancestor(level)))
    rows = rows[rows["unit"].notna() & (rows["depth"] >= level.depth)]
    summable = {indicator.code for indicator in catalogue if indicator.sums}
    rows = rows[(rows["reporter"] == rows["unit"]) | rows["indicator"].isin(summable)]
    rows = _one_kind(rows)
    return _nearest(rows, units, level).assign(own=lambda frame: frame["reporter"] == frame["unit"])


def _one_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """Where any reported figure exists for a unit and indicator, the simulated ones leave its series."""
    reported = (~rows["sample"]).groupby([rows["unit"], rows["indicator"]]).transform("any")
    return rows[~(reported & rows["sample"])]


def _nearest(rows: pd.DataFrame, units: Units, level: Level) -> pd.DataFrame:
    """Drops a figure where a unit between its reporter and the ancestor (or the ancestor itself) reported the same period."""
    keep = pd.Series(True, index=rows.index)
    for between in Level:
        if between.depth < level.depth:
            continue
        own = rows.loc[rows["depth"] == between.depth, ["reporter", "indicator", "period"]]
        spoken_for = pd.MultiIndex.from_frame(own)
        above = rows["reporter"].map(units.ancestor(between))
        place = pd.MultiIndex.from_arrays([above, rows["indicator"], rows["period"]])
        keep &= ~((rows["depth"] > between.depth) & place.isin(spoken_for))
    return rows[keep]


def series(contributions: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """One row per unit of `level`, indicator and period, with `reported` of `expected_reports` units behind it.

    `numerator`, `denominator`: sums over the units that reported both (a rate), or the numerator alone (a count, or a
    rate none of whose reporters gave a denominator). Ends with `end`, `length`, `month` of the period.
    """
    own = contributions[contributions["own"]].assign(reported=1, expected_reports=1)
    parts = contributions[~contributions["own"]]
    summed = _sums(parts, units, level, catalogue)
    frames = [frame for frame in (own, summed) if len(frame)]
    columns = [*own.columns]
    combined = pd.concat(frames, ignore_index=True)[columns] if frames else own
    return with_period_ends(combined)


def _sums(parts: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    if parts.empty:
        return parts.assign(reported=1, expected_reports=1)
    is_rate = parts["indicator"].isin(catalogue.rates)
    known = ~parts["state"].isin([NONE, UNKNOWN])
    both = parts["numerator"].notna() & parts["denominator"].notna() & known
    keys = [parts[column] for column in GROUP]
    any_both = both.groupby(keys).transform("any")
    used = parts[known & (both | ~is_rate | ~any_both)]
    sums = used.groupby(GROUP, sort=False).agg(
        numerator=("numerator", "sum"),
        denominator=("denominator", lambda column: column.sum(min_count=1)),
        sample=("sample", "any"),
        bundled=("bundled", "all"),
        batch=("batch", "max"),
        source=("source", "first"),
        denominator_source=("denominator_source", "first"),
        reporters=("reporter", "nunique"),
        depth=("depth", "max"),
    )
    sums = sums.reset_index().assign(
        own=False, stated_rate=float("nan"), stated_decimals=-1, ethnicity="", poverty="", row=0, document=""
    )
    known_reporters = _expected(units, level, catalogue)
    wanted = pd.MultiIndex.from_frame(sums[["unit", "indicator"]])
    sums["expected_reports"] = known_reporters.reindex(wanted).to_numpy()
    sums["reported"] = sums["reporters"]
    partial_count = (sums["reported"] < sums["expected_reports"]) & ~sums["indicator"].isin(catalogue.rates)
    sums["approximate"] = partial_count.map({True: ">=", False: "="})
    sums["state"] = (sums["numerator"] == 0).map({True: "zero", False: "value"})
    return sums.assign(reporter=sums["unit"])


def _expected(units: Units, level: Level, catalogue: Catalogue) -> pd.Series:
    """How many units below each unit of `level` report an indicator: those of the lowest level that collects it."""
    ancestors = pd.Series(units.ancestor(level), dtype=object)
    levels = units.frame["level"].reindex(ancestors.index)
    counts = ancestors.groupby([levels, ancestors]).size()
    pieces = {}
    for indicator in catalogue:
        below = [found for found in indicator.collected_levels if found.depth > level.depth and found in counts]
        if below:
            pieces[indicator.code] = counts[max(below, key=lambda found: found.depth)]
    return pd.concat(pieces, names=["indicator", "unit"]).swaplevel() if pieces else pd.Series(dtype="int64")


def common(contributions: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Sums at two periods over the units that reported both: what a change over time of a parent may compare.

    `pairs`: columns unit, indicator, period, base_period. Returned with numerator, denominator, base_numerator,
    base_denominator and `common` = how many units stand behind them.
    """
    figures = contributions[["unit", "indicator", "period", "reporter", "numerator", "denominator"]]
    now = pairs.merge(figures, on=GROUP)
    base = figures.rename(
        columns={"period": "base_period", "numerator": "base_numerator", "denominator": "base_denominator"}
    )
    joined = now.merge(base, on=["unit", "indicator", "base_period", "reporter"])
    joined = joined[joined["denominator"].isna() == joined["base_denominator"].isna()]
    return joined.groupby(["unit", "indicator"], sort=False, as_index=False).agg(
        numerator=("numerator", "sum"),
        denominator=("denominator", lambda column: column.sum(min_count=1)),
        base_numerator=("base_numerator", "sum"),
        base_denominator=("base_denominator", lambda column: column.sum(min_count=1)),
        common=("reporter", "nunique"),
    )
