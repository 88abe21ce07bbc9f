"""From the figures that units reported to the figures of the units above: Σ numerators / Σ denominators, never an average."""

from collections import Counter

import numpy as np
import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import COLUMNS, NONE, UNKNOWN, VALUE, WITHDRAWN, ZERO, totals, with_period_ends
from khuyenhoc.domain.unit import Level, Units

GROUP = ["unit", "indicator", "period"]
_COMPARED = ["numerator", "denominator", "numerator_base", "denominator_base", "reporters"]


def reporters(observations: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """Every total with the unit of `level` it counts for: the columns of an observation, `reporter` = who reported,
    `unit` = the ancestor, `own` = True where they are the same, `speaks_for` = how many of the units that should report
    the figure covers (a district's own: all its communes); reporter, unit, indicator and period as categories.

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
    rows = _nearest(rows, units, level)
    return rows.assign(speaks_for=_speaks_for(rows, units, level, catalogue))


def _of_reporter(rows: pd.DataFrame, answers: dict) -> pd.Series:
    """What `answers` says of each row's reporter; NaN where it says nothing. Asked once per reporter, not per row."""
    reporters = rows["reporter"].cat
    said = pd.Series([answers.get(key) for key in reporters.categories], dtype=None if answers else object)
    return said.take(reporters.codes.to_numpy()).set_axis(rows.index)


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
        above = places.get_indexer(pd.Index([ancestors.get(key, "") for key in places]))[rows["reporter"].cat.codes]
        keep &= ~(below & (above >= 0) & np.isin(slot + above, spoken_for))
    return rows[keep]


def series(contributions: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """One row per unit of `level`, indicator and period, with `reported` of `expected_reports` units behind it.

    `numerator`, `denominator`: sums over the units that reported both (a rate), or the numerator alone (a count, or a
    rate none of whose reporters gave a denominator). Ends with `end`, `length`, `month` of the period.
    """
    own = contributions[contributions["own"]].drop(columns="speaks_for").assign(reported=1, expected_reports=1)
    parts = contributions[~contributions["own"]]
    found = own
    if len(parts):
        summed = _sums(parts, units, level, catalogue)[own.columns]
        found = pd.concat([own, summed]) if len(own) else summed
    return with_period_ends(found.astype({"period": "str"}).reset_index(drop=True))


def completed(observations: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """`observations` with the sums of the units of `level` that sent no figure of their own while everybody below them did."""
    found = series(reporters(observations, units, level, catalogue), units, level, catalogue)
    told = found["state"].isin([VALUE, ZERO]) & (found["reported"] >= found["expected_reports"])
    more = found.loc[told & ~found["own"], COLUMNS]
    return pd.concat([observations, more], ignore_index=True) if len(more) else observations


def _sums(parts: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> pd.DataFrame:
    """The rows of `series` that are sums: one per unit, indicator and period."""
    grouped = _counted(parts, catalogue.rates).groupby("group")
    first = grouped.head(1).set_index("group").sort_index()
    sums = first[[*GROUP, "source", "denominator_source"]].assign(
        reporter=first["unit"], own=False, stated_rate=np.nan, stated_decimals=-1, ethnicity="", poverty="", row=0,
        document="", expected_reports=_expected(first, units, level, catalogue), reported=grouped["speaks_for"].sum(),
    )  # fmt: skip
    added = grouped[["numerator", "denominator"]].sum(min_count=1)
    newest = grouped[["sample", "batch", "depth"]].max()
    sums = sums.join(added).join(newest).assign(bundled=grouped["bundled"].min())
    partial = (sums["reported"] < sums["expected_reports"]) & ~sums["indicator"].isin(catalogue.rates)
    said = grouped[["said_more", "said_less", "said_about"]].max()
    more = said["said_more"] | (partial & (sums["reported"] > 0))
    about = said["said_about"] | (more & said["said_less"])
    sums["approximate"] = np.select([about, more, said["said_less"]], ["~", ">=", "<="], default="=")
    sums["state"] = np.select([sums["reported"] == 0, sums["numerator"] == 0], [UNKNOWN, ZERO], default=VALUE)
    return sums


def _counted(parts: pd.DataFrame, rates: frozenset[str]) -> pd.DataFrame:
    """The figures that enter a sum, with the number of their `group` and the words before them (said_…).

    “-” is a report of nothing: it counts as reported and adds nothing. “…” enters no sum; it stays only where a group
    has nothing else, so that it can be said. “trên”, “gần”, “khoảng” of a part are words about the sum too.
    """
    group = _number(parts, *GROUP)
    numerator = _numerator(parts, rates)
    known = parts["state"] != UNKNOWN
    full = known & numerator.notna() & parts["denominator"].notna()
    any_known, any_full = known.groupby(group).transform("any"), full.groupby(group).transform("any")
    enters = known & (full | (parts["state"] == NONE) | ~parts["indicator"].isin(rates) | ~any_full)
    sign = parts["approximate"]
    said = {"said_more": sign == ">=", "said_less": sign == "<=", "said_about": sign == "~"}
    spoken = parts["speaks_for"].where(known, 0)
    return parts.assign(group=group, speaks_for=spoken, numerator=numerator, **said)[enters | ~any_known]


def _numerator(parts: pd.DataFrame, rates: frozenset[str]) -> pd.Series:
    """“-” of a known whole is 0 of it; a rate of nothing of nothing stays empty."""
    nothing = (parts["state"] == NONE) & parts["numerator"].isna()
    return parts["numerator"].mask(nothing & (parts["denominator"].notna() | ~parts["indicator"].isin(rates)), 0)


def _speaks_for(rows: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> np.ndarray:
    """How many units each figure covers: a district's own as many as report its indicator below it, a commune's one."""
    deepest = max(units.depths.values(), default=0)
    depth = rows["depth"].to_numpy()
    found = np.ones(len(rows), dtype="int64")
    for between in list(Level)[level.depth + 1 : deepest]:
        upper = depth == between.depth
        if upper.any():
            asked = rows.loc[upper, ["reporter", "indicator"]].rename(columns={"reporter": "unit"})
            found[upper] = np.nan_to_num(_expected(asked, units, between, catalogue), nan=1)
    return found


def _expected(groups: pd.DataFrame, units: Units, level: Level, catalogue: Catalogue) -> list[float]:
    """How many units below the unit of each row report its indicator: those of the lowest level that collects it."""
    sizes = Counter((units.level(key), above) for key, above in units.ancestor(level).items())
    below = {found for found, _ in sizes if found.depth > level.depth}
    lowest = {
        indicator.code: max(indicator.collected_levels & below, key=lambda found: found.depth)
        for indicator in catalogue
        if indicator.collected_levels & below
    }
    pairs = zip(groups["unit"], groups["indicator"], strict=True)
    return [sizes[lowest[code], unit] if code in lowest else np.nan for unit, code in pairs]


def over_same_reporters(
    contributions: pd.DataFrame, now: pd.Series, base: pd.Series, rates: frozenset[str]
) -> pd.DataFrame:
    """Sums at two periods over the units that reported both: what a change over time of a parent may compare.

    `contributions`: with `pair`, the number of unit and indicator; `now`, `base`: by that number the two periods to
    compare, NaN where nothing is asked. Per pair: numerator, denominator, the same with `_base`, and `reporters` = how
    many units stand behind them; no row where none does.
    """
    columns = ["pair", "indicator", "period", "reporter", "numerator", "denominator", "state", "speaks_for"]
    parts = contributions.loc[~contributions["own"], columns]
    if parts.empty:
        return pd.DataFrame(columns=_COMPARED, dtype="float64")

    def figures(asked: pd.Series, kept: list[str]) -> pd.DataFrame:
        number = parts["period"].cat.categories.get_indexer(pd.Index(asked))
        found = parts[parts["period"].cat.codes.to_numpy() == number[parts["pair"].to_numpy()]]
        return found.assign(numerator=_numerator(found, rates))[["pair", "reporter", "numerator", "denominator", *kept]]

    both = figures(now, ["speaks_for"]).merge(figures(base, []), on=["pair", "reporter"], suffixes=("", "_base"))
    both = both[both["numerator"].notna() & both["numerator_base"].notna()]
    both = both[both["denominator"].isna() == both["denominator_base"].isna()]
    full = both["denominator"].notna()
    both = both[full | ~full.groupby(both["pair"]).transform("any")]
    grouped = both.groupby("pair")
    sums = grouped[_COMPARED[:-1]].sum(min_count=1)
    return sums.assign(reporters=grouped["speaks_for"].sum())
