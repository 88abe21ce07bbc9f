"""One indicator by ethnicity and poverty in one unit (methods §6), first form. No rank among peoples."""

import pandas as pd

from khuyenhoc.domain import rollup
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.unit import Units

SMALLEST = 10  # a group with fewer is not shown, and the unit's whole breakdown with it
ETHNICITY, POVERTY = "ethnicity", "poverty"
COLUMNS = ["group", "numerator", "denominator", "value", "gap", "behind", "sample"]


def breakdown(rows: pd.DataFrame, units: Units, catalogue: Catalogue, unit: str, by: str) -> pd.DataFrame:
    """The groups of `by` (ethnicity | poverty) in one unit and period: COLUMNS. Ordered by `behind`, then by size.

    `rows`: observations of one indicator and period, breakdown rows and totals. Sums over the communes below where the
    unit itself gave none; where any group is reported, simulated ones stay out. `gap`: to the unit's own total of the
    same kind (simulated or reported), in shares; `behind` = max(0, ⌈(y_ref − y)·N⌉) in families or people.
    """
    other = POVERTY if by == ETHNICITY else ETHNICITY
    groups = rows[(rows[by] != "") & (rows[other] == "")]
    parts = [
        _sum(groups[groups[by] == code], units, catalogue, unit).assign(group=code) for code in groups[by].unique()
    ]
    found = [part for part in parts if len(part)]
    if not found:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.concat(found, ignore_index=True)
    sample = bool(frame["sample"].all())
    frame = frame[frame["sample"] == sample]
    whole = total(rows[rows["sample"] == sample], units, catalogue, unit)
    frame = against(frame, *(whole.loc[0, ["numerator", "denominator"]] if len(whole) else (float("nan"),) * 2))
    ordered = frame.sort_values(["behind", "denominator", "numerator"], ascending=False, kind="stable")
    return ordered[COLUMNS].reset_index(drop=True)


def against(
    frame: pd.DataFrame, numerator: float | pd.Series, denominator: float | pd.Series, lower: bool = False
) -> pd.DataFrame:
    """Adds value, gap (value − reference) and behind, the families that must still get there; `lower` is better: too many.

    The reference is numerator/denominator, one for all rows or one per row. (n/N − a/b)·b is (n·b − a·N)/N: whole
    numbers, so that ⌈55 %·100⌉ stays 55.
    """
    own, size = frame["numerator"], frame["denominator"].where(frame["denominator"] > 0)
    whole = pd.Series(denominator, frame.index, dtype="float64")
    whole = whole.where(whole > 0)
    short = numerator * size - own * whole
    behind = -((short if lower else -short) // whole)
    value = own / size
    return frame.assign(value=value, gap=value - numerator / whole, behind=behind.clip(lower=0))


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
