"""The ways to cut a population into groups (methods §6): single peoples, Kinh and the minorities, poverty classes."""

from collections.abc import Collection
from enum import StrEnum

import pandas as pd

from khuyenhoc.domain.group_figures import added
from khuyenhoc.domain.suppression_table import MINORITIES

KINH, OTHER, UNSPECIFIED = "kinh", "other", "unspecified"
POOR, NEAR_POOR, NOT_POOR = "poor", "near_poor", "not_poor"
FEWEST = 100  # families or people: a single people with fewer in a unit is counted among the other peoples there
COLUMNS = ["unit", "group", "numerator", "denominator", "hidden", "sample"]


class Cut(StrEnum):
    PEOPLES = "peoples"
    MINORITIES = "minorities"
    POVERTY = "poverty"


def totals(figures: pd.DataFrame) -> pd.DataFrame:
    """Index unit: numerator, denominator, sample of everybody."""
    return figures[(figures["ethnicity"] == "") & (figures["poverty"] == "")].set_index("unit")


def groups(figures: pd.DataFrame, cut: Cut, minorities: Collection[str]) -> pd.DataFrame:
    """The groups that make up each unit: COLUMNS. What no group holds is among “chưa phân tổ”.

    `figures`: domain.group_figures of one period. `minorities`: codes of the single minorities, “các dân tộc khác” too.
    """
    if cut is Cut.POVERTY:
        found = figures[(figures["poverty"] != "") & (figures["ethnicity"] == "")].rename(columns={"poverty": "group"})
    else:
        found = figures[(figures["ethnicity"] != "") & (figures["poverty"] == "")].rename(
            columns={"ethnicity": "group"}
        )
        found = _first_cut(found, minorities) if cut is Cut.MINORITIES else _singles(found, minorities)
    return _with_rest(found[COLUMNS], totals(figures))


def _first_cut(peoples: pd.DataFrame, minorities: Collection[str]) -> pd.DataFrame:
    """“Dân tộc thiểu số” as the unit gave it, else the sum of its peoples."""
    single = peoples["group"].isin(minorities)
    given = peoples.loc[peoples["group"] == MINORITIES, "unit"]
    summed = added(peoples[single & ~peoples["unit"].isin(given)].assign(group=MINORITIES), ["unit", "group"])
    return pd.concat([peoples[~single], summed], ignore_index=True)


def _singles(peoples: pd.DataFrame, minorities: Collection[str]) -> pd.DataFrame:
    """Without “dân tộc thiểu số” where the unit gave any of them by name: it would count them twice."""
    named = peoples.loc[peoples["group"].isin(minorities), "unit"]
    return peoples[(peoples["group"] != MINORITIES) | ~peoples["unit"].isin(named)]


def _with_rest(found: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Adds what the groups leave of the total, where all of them are known and leave something."""
    known = added(found, ["unit"]).set_index("unit")
    both = whole.loc[whole.index.isin(known.index), ["numerator", "denominator", "sample"]]
    left = both[["numerator", "denominator"]] - known.loc[both.index, ["numerator", "denominator"]]
    counted = both["denominator"].isna()
    some = (left["denominator"] > 0) & left["numerator"].between(0, left["denominator"])
    left = left[some | (counted & (left["numerator"] > 0))]
    rest = left.assign(group=UNSPECIFIED, hidden=False, sample=both["sample"]).rename_axis("unit").reset_index()
    return added(pd.concat([found, rest[COLUMNS]], ignore_index=True), ["unit", "group"])[COLUMNS]


def few_together(found: pd.DataFrame, minorities: Collection[str]) -> pd.DataFrame:
    """Single minorities below FEWEST in a unit counted with its other peoples, so that nobody is left out of the sum."""
    size = found["denominator"].fillna(found["numerator"])
    few = found["group"].isin(minorities) & ~(size >= FEWEST)
    return added(found.assign(group=found["group"].mask(few, OTHER)), ["unit", "group"])[COLUMNS]


def crossed(figures: pd.DataFrame, minorities: Collection[str]) -> pd.DataFrame:
    """One unit's peoples by poverty class, those of few families together, largest people first.

    `figures`: its rows with both an ethnicity and a class. Columns ethnicity, poverty, numerator, denominator, hidden, sample.
    """
    known = figures.loc[figures["ethnicity"] != MINORITIES] if figures["ethnicity"].isin(minorities).any() else figures
    size = known.groupby("ethnicity")["denominator"].transform(lambda each: each.sum(skipna=False))
    few = known["ethnicity"].isin(minorities) & ~(size >= FEWEST)
    together = added(known.assign(ethnicity=known["ethnicity"].mask(few, OTHER)), ["ethnicity", "poverty"])
    whole = together.groupby("ethnicity")["denominator"].transform("sum")
    last = together["ethnicity"].isin([OTHER, UNSPECIFIED])
    order = together.assign(_last=last, _size=whole).sort_values(
        ["_last", "_size"], ascending=[True, False], kind="stable"
    )
    return order.drop(columns=["_last", "_size"]).reset_index(drop=True)


def shares(found: pd.DataFrame, whole: pd.DataFrame, group: str) -> pd.Series:
    """Index unit: which share of everybody the group is; units where that is not known are left out."""
    own = found[found["group"] == group].set_index("unit")["denominator"]
    size = whole["denominator"].reindex(own.index)
    return (own / size.where(size > 0)).dropna()
