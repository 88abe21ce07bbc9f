"""Figures of old units on the new ones that took them over (methods §7): sums of whole ones, and marked estimates where
somebody entered the shares of a split one. Without them its parts stay undetermined: nothing is prorated silently."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import COLUMNS, NONE, UNKNOWN, VALUE, WITHDRAWN, ZERO, totals
from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.share import Shares, split

WHOLE = "whole"
UNDETERMINED = "undetermined"  # the reason of a figure nobody can know
INHERITED, EXPIRED = "inherited", "expired"  # a yearly title that a new unit has from those it took over
_CELL = ["indicator", "period", "ethnicity", "poverty"]


def exact(succession: pd.DataFrame) -> pd.DataFrame:
    """old_key, new_key of the new units that are made of whole old ones only: every old one went into it alone.

    `succession`: old_key, new_key, relation (whole | partial).
    """
    alone = ~succession["old_key"].duplicated(keep=False) & (succession["relation"] == WHOLE)
    broken = set(succession.loc[~alone, "new_key"])
    return succession.loc[~succession["new_key"].isin(broken), ["old_key", "new_key"]]


def successors(succession: pd.DataFrame, old: str) -> list[str]:
    """The new units that took over an old one or a part of it, in official order."""
    return sorted(succession.loc[succession["old_key"] == old, "new_key"])


def divided(succession: pd.DataFrame) -> list[str]:
    """The old units that went into several new ones, in official order."""
    return sorted(succession.loc[succession["old_key"].duplicated(), "old_key"].unique())


def made_of(succession: pd.DataFrame) -> dict[str, tuple[list[str], list[str]]]:
    """New unit -> the old ones that went into it whole, and those it took a part of; official order."""
    parts = succession["old_key"].duplicated(keep=False) | (succession["relation"] != WHOLE)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for old, new, part in sorted(zip(succession["old_key"], succession["new_key"], parts, strict=True)):
        found.setdefault(new, ([], []))[part].append(old)
    return found


def estimable(succession: pd.DataFrame, shares: Mapping[str, Shares]) -> pd.DataFrame:
    """old_key, new_key, share (whole ten-thousandths) of the other new units, where the shares of every split old one
    that they took a part of are known."""
    rows = succession[~succession["new_key"].isin(exact(succession)["new_key"])]
    known = {(old, new): part for old, each in shares.items() if each.complete for new, part in each.parts}
    alone = ~succession["old_key"].duplicated(keep=False).reindex(rows.index) & (rows["relation"] == WHOLE)
    told = [known.get(pair, 0) for pair in zip(rows["old_key"], rows["new_key"], strict=True)]
    rows = rows.assign(share=np.where(alone, TEN_THOUSAND, told))
    lacking = set(rows.loc[rows["share"] == 0, "new_key"])
    return rows.loc[~rows["new_key"].isin(lacking), ["old_key", "new_key", "share"]].astype({"share": "int64"})


def undetermined(succession: pd.DataFrame, shares: Mapping[str, Shares]) -> frozenset[str]:
    """The new units that took over a part of a split old one whose shares nobody entered: no old figure of theirs is known."""
    known = {*exact(succession)["new_key"], *estimable(succession, shares)["new_key"]}
    return frozenset(succession["new_key"]) - known


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


def estimated(
    observations: pd.DataFrame, succession: pd.DataFrame, catalogue: Catalogue, shares: Mapping[str, Shares]
) -> pd.DataFrame:
    """The totals of new units that took over parts, by the shares entered: domain.observation.COLUMNS, every figure “~”.

    Totals only: a share of all people says nothing of one ethnic group. What a unit is (unit_value) has no parts.
    """
    pairs = estimable(succession, shares)
    summable = {each.code for each in catalogue if each.sums and not each.unit_value}
    rows = totals(observations)
    rows = rows[~rows["state"].isin([UNKNOWN, WITHDRAWN]) & rows["indicator"].isin(summable)]
    rows = rows.assign(numerator=rows["numerator"].mask(rows["state"] == NONE, 0))
    parts = _parts(rows.merge(pairs, left_on="unit", right_on="old_key"), shares)
    if parts.empty:
        return pd.DataFrame(columns=COLUMNS)
    return _sums(parts, pairs.groupby("new_key").size()).assign(approximate="~")


def _parts(rows: pd.DataFrame, shares: Mapping[str, Shares]) -> pd.DataFrame:
    """The rows of split units with their part of the figure, the others as they are."""
    found = {}
    for at, old, new, n, whole in zip(
        rows.index, rows["old_key"], rows["new_key"], rows["numerator"], rows["denominator"], strict=True
    ):
        if old in shares:
            keys = [key for key, _ in shares[old].parts]
            figures = split(n, whole, [share for _, share in shares[old].parts])
            found[at] = tuple(each[keys.index(new)] for each in figures)
    if not found:
        return rows
    shared = pd.DataFrame.from_dict(found, orient="index", columns=["numerator", "denominator"])
    kept = rows.copy()
    kept.loc[shared.index, ["numerator", "denominator"]] = shared
    return kept


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
    signs = _together(rows).reindex(sums.index, fill_value="=")
    marks = grouped[["sample", "bundled", "batch"]].agg({"sample": "any", "bundled": "all", "batch": "max"})
    texts = grouped[["source", "denominator_source"]].first()
    found = sums.join(marks).join(texts).assign(approximate=signs)[complete].reset_index()
    found = found.rename(columns={"new_key": "unit"}).assign(
        stated_rate=np.nan, stated_decimals=-1, row=0, document="",
        state=np.where(found["numerator"] == 0, ZERO, VALUE),
    )  # fmt: skip
    return found[COLUMNS]


def _together(rows: pd.DataFrame) -> pd.Series:
    """“trên” of a part is “trên” of the sum; parts that disagree make it “khoảng”. Sums of exact parts are left out."""
    said = rows.loc[rows["approximate"] != "=", ["new_key", *_CELL, "approximate"]]
    signs = said.groupby(["new_key", *_CELL], sort=False, observed=True)["approximate"]
    return signs.first().mask(signs.nunique() > 1, "~")
