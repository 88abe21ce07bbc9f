"""One indicator by ethnicity and poverty in one unit (methods §6), first form. No rank among peoples."""

import pandas as pd

from khuyenhoc.domain import rollup
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.unit import Units

SMALLEST = 10  # a group with fewer is not shown, and the unit's whole breakdown with it
ETHNICITY, POVERTY = "ethnicity", "poverty"


def breakdown(rows: pd.DataFrame, units: Units, catalogue: Catalogue, unit: str, by: str) -> pd.DataFrame:
    """The groups of `by` (ethnicity | poverty) in one unit and period: group, numerator, denominator, value, gap, behind, sample.

    `rows`: observations of one indicator and period, breakdown rows and totals. Sums over the communes below where the
    unit itself gave none. `gap`: to the unit's own total of the same kind (simulated or reported), in shares; `behind` = max(0, ⌈gap·N⌉) in families or people.
    Ordered by `behind`, then by size.
    """
    other = POVERTY if by == ETHNICITY else ETHNICITY
    groups = rows[(rows[by] != "") & (rows[other] == "")]
    split = [_sum(groups[groups[by] == group], units, catalogue, unit).assign(group=group) for group in groups[by].unique()]
    found = [part for part in split if len(part)]
    if not found:
        return pd.DataFrame(columns=["group", "numerator", "denominator", "value", "gap", "behind", "sample"])
    frame = pd.concat(found, ignore_index=True)
    whole = total(rows[rows["sample"] == bool(frame["sample"].any())], units, catalogue, unit)
    reference = whole["numerator"] / whole["denominator"] if len(whole) else float("nan")
    value = frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    gap = value - (reference.iloc[0] if len(whole) else float("nan"))
    behind = -((gap * frame["denominator"]).round(6) // 1)
    result = frame.assign(value=value, gap=gap, behind=behind.clip(lower=0))
    result = result.sort_values(["behind", "denominator", "numerator"], ascending=False, kind="stable")
    return result[["group", "numerator", "denominator", "value", "gap", "behind", "sample"]].reset_index(drop=True)


def total(rows: pd.DataFrame, units: Units, catalogue: Catalogue, unit: str) -> pd.DataFrame:
    """The unit's own total in the same rows: one row of numerator, denominator, sample, or none."""
    return _sum(rows[(rows[ETHNICITY] == "") & (rows[POVERTY] == "")], units, catalogue, unit)


def _sum(rows: pd.DataFrame, units: Units, catalogue: Catalogue, unit: str) -> pd.DataFrame:
    level = units.level(unit)
    plain = rows.assign(ethnicity="", poverty="")
    series = rollup.series(rollup.reporters(plain, units, level, catalogue), units, level, catalogue)
    return series.loc[series["unit"] == unit, ["numerator", "denominator", "sample"]].reset_index(drop=True)


def too_small(groups: pd.DataFrame) -> bool:
    """True where any group is so small that only the total may be shown."""
    size = groups["denominator"].where(groups["denominator"].notna(), groups["numerator"])
    return bool((size < SMALLEST).any())
