"""Figures of old units on the new ones that took them over whole (methods §7). Split units stay undetermined: nothing is prorated."""

import numpy as np
import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import COLUMNS, NONE, UNKNOWN, VALUE, WITHDRAWN, ZERO

WHOLE = "whole"
_CELL = ["indicator", "period", "ethnicity", "poverty"]


def exact(succession: pd.DataFrame) -> pd.DataFrame:
    """old_key, new_key of the new units that are made of whole old ones only: every old one went into it alone.

    `succession`: old_key, new_key, relation (whole | partial).
    """
    alone = ~succession["old_key"].duplicated(keep=False) & (succession["relation"] == WHOLE)
    broken = set(succession.loc[~alone, "new_key"])
    return succession.loc[~succession["new_key"].isin(broken), ["old_key", "new_key"]]


def undetermined(succession: pd.DataFrame) -> frozenset[str]:
    """The new units that took over a part of a split old one: no old figure of theirs is known."""
    return frozenset(succession["new_key"]) - frozenset(exact(succession)["new_key"])


def carried(observations: pd.DataFrame, succession: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The figures of old units as those of the new ones they make up: domain.observation.COLUMNS.

    Numerators and denominators are added, never rates; a figure is there only where every old unit of the new one
    reported it, with a denominator where one did. Indicators that may not be added over places are left out, except
    where a single old unit became the new one. A sum of simulated and reported figures is simulated.
    """
    pairs = exact(succession)
    rows = observations[~observations["state"].isin([UNKNOWN, WITHDRAWN])].merge(
        pairs, left_on="unit", right_on="old_key"
    )
    members = pairs.groupby("new_key").size()
    summed = {indicator.code for indicator in catalogue if indicator.sums}
    rows = rows[rows["indicator"].isin(summed) | rows["new_key"].map(members).eq(1)]
    if rows.empty:
        return pd.DataFrame(columns=COLUMNS)
    single = rows["new_key"].map(members).eq(1)
    kept = rows.assign(unit=rows["new_key"]).loc[single, COLUMNS]
    return pd.concat([kept, _sums(rows[~single], members)], ignore_index=True)


def _sums(rows: pd.DataFrame, members: pd.Series) -> pd.DataFrame:
    """One row per new unit and cell that all of its old units reported."""
    rows = rows.assign(numerator=rows["numerator"].mask(rows["state"] == NONE, 0))
    rows = rows[rows["numerator"].notna()]
    grouped = rows.groupby(["new_key", *_CELL], sort=False, observed=True)
    sums = grouped[["numerator", "denominator"]].sum(min_count=1)
    told = grouped["old_key"].count()
    with_whole = grouped["denominator"].count()
    complete = (told == members.reindex(told.index.get_level_values("new_key")).to_numpy()) & (
        with_whole.eq(0) | with_whole.eq(told)
    )
    signs = grouped["approximate"].agg(_together)
    marks = grouped[["sample", "bundled", "batch"]].agg({"sample": "any", "bundled": "all", "batch": "max"})
    texts = grouped[["source", "denominator_source"]].first()
    found = sums.join(marks).join(texts).assign(approximate=signs)[complete].reset_index()
    found = found.rename(columns={"new_key": "unit"}).assign(
        stated_rate=np.nan, stated_decimals=-1, row=0, document="",
        state=np.where(found["numerator"] == 0, ZERO, VALUE),
    )  # fmt: skip
    return found[COLUMNS]


def _together(signs: pd.Series) -> str:
    """“trên” of a part is “trên” of the sum; parts that disagree make it “khoảng”."""
    said = set(signs) - {"="}
    return said.pop() if len(said) == 1 else "~" if said else "="
