"""Figures of groups at every unit of a province: its own, or the sum of the units below it (methods §6)."""

from collections.abc import Sequence

import pandas as pd

from khuyenhoc.domain.observation import NONE, UNKNOWN
from khuyenhoc.domain.unit import Level, Units

CELL = ["period", "unit", "ethnicity", "poverty"]
COLUMNS = [*CELL, "numerator", "denominator", "hidden", "sample"]


def group_figures(rows: pd.DataFrame, units: Units, is_rate: bool) -> pd.DataFrame:
    """Every unit with a figure by group, and its total: COLUMNS, one row per CELL.

    `rows`: observations of one indicator, groups and totals of all periods. Reported groups of a unit and period put its
    simulated ones aside, and its total is of the same kind. Nothing is `hidden` yet.
    """
    known = _known(rows, is_rate)
    reported, simulated = (_upward(known[known["sample"] == kind], units).assign(sample=kind) for kind in (False, True))
    own = _broken_down(reported)
    found = [
        reported[_place(reported).isin(own)],
        simulated[_place(simulated).isin(_broken_down(simulated).difference(own))],
    ]
    return pd.concat(found, ignore_index=True)[COLUMNS].astype({"hidden": bool, "sample": bool})


def added(figures: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Figures summed per `keys`: numerator, denominator, hidden, sample. A sum is NaN where a part of it is."""
    unknown = figures.assign(
        _n=figures["numerator"].isna(), _total=figures["denominator"].isna(), hidden=figures["hidden"].astype(bool)
    )
    grouped = unknown.groupby(list(keys), sort=False)
    sums = grouped[["numerator", "denominator"]].sum()
    some = grouped[["_n", "_total", "hidden", "sample"]].any()
    summed = {"numerator": sums["numerator"].mask(some["_n"]), "denominator": sums["denominator"].mask(some["_total"])}
    return some[["hidden", "sample"]].assign(**summed).reset_index()


def members_added(figures: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The figures of whole units as those of the units they make up: `pairs` has old_key (the part), new_key (the whole).

    COLUMNS; only where every part told its groups in that period. A sum is hidden where a part of it is.
    """
    told = _broken_down(figures)
    parts = figures[_place(figures).isin(told)].merge(pairs[["old_key", "new_key"]], left_on="unit", right_on="old_key")
    needed = pairs.groupby("new_key")["old_key"].nunique()
    here = parts.groupby(["period", "new_key"])["old_key"].transform("nunique")
    complete = parts[here == parts["new_key"].map(needed)]
    return added(complete.assign(unit=complete["new_key"]), CELL)[COLUMNS].astype({"hidden": bool, "sample": bool})


def _known(rows: pd.DataFrame, is_rate: bool) -> pd.DataFrame:
    """What can be summed: both numbers of a rate, the number of a count; “-” of a known whole is nothing of it."""
    numerator = rows["numerator"].mask((rows["state"] == NONE) & rows["numerator"].isna(), 0)
    whole = numerator.notna() & (rows["denominator"].notna() | (not is_rate)) & (rows["state"] != UNKNOWN)
    return rows.assign(numerator=numerator, hidden=False).loc[whole, COLUMNS]


def _upward(rows: pd.DataFrame, units: Units) -> pd.DataFrame:
    """Level by level from the lowest: a unit's own figure counts, without one the sum of what lies below."""
    depth = rows["unit"].map(units.depths)
    pending, found = rows.iloc[:0], []
    for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE):
        here = pending["unit"].map(units.depths) == level.depth
        at = pd.concat([rows[depth == level.depth], pending[here]]).drop_duplicates(CELL)
        found.append(at)
        above = at.assign(unit=at["unit"].map(units.parent))
        pending = pd.concat([pending[~here], added(above, CELL)])
    return pd.concat(found, ignore_index=True)


def _place(figures: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(figures[["period", "unit"]])


def _broken_down(figures: pd.DataFrame) -> pd.MultiIndex:
    """Period and unit of every figure of a group."""
    of_group = (figures["ethnicity"] != "") | (figures["poverty"] != "")
    return _place(figures[of_group]).unique()
