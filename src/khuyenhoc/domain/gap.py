"""How far groups lie from what they are compared with, whether the gap closes, and where it closed most (methods §6)."""

from enum import StrEnum

import pandas as pd

from khuyenhoc.domain.group_cut import FEWEST, KINH, NEAR_POOR, NOT_POOR, POOR, UNSPECIFIED, totals

MOST = 5
COLUMNS = ["unit", "group", "numerator", "denominator", "value", "gap", "behind", "hidden", "sample"]


class Reference(StrEnum):
    OWN = "own"
    KINH = "kinh"
    NOT_POOR = "not_poor"
    PROVINCE = "province"


_PLACES = {POOR: 0, NEAR_POOR: 1, NOT_POOR: 2}
_GROUPS = {Reference.KINH: KINH, Reference.NOT_POOR: NOT_POOR}


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


def references(found: pd.DataFrame, figures: pd.DataFrame, reference: Reference, province: str) -> pd.DataFrame:
    """Index unit: numerator, denominator of what its groups are compared with; NaN where that is not known.

    `found`: groups (domain.group_cut) of `figures`, one period.
    """
    whole = totals(figures)[["numerator", "denominator"]]
    if reference is Reference.OWN:
        return whole
    if reference is Reference.PROVINCE:
        one = whole.reindex([province]).iloc[0]
        return pd.DataFrame(dict(one), index=whole.index)
    chosen = found[found["group"] == _GROUPS[reference]].set_index("unit")
    return chosen[["numerator", "denominator"]].reindex(whole.index)


def gaps(found: pd.DataFrame, compared: pd.DataFrame, lower: bool) -> pd.DataFrame:
    """Every group of every unit against its reference: COLUMNS; “chưa phân tổ” last, else most families behind first."""
    own = compared.reindex(found["unit"]).set_index(found.index)
    frame = against(found, own["numerator"], own["denominator"], lower)
    return _ordered(frame.assign(hidden=frame["hidden"] | (frame["numerator"].isna())))[COLUMNS]


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Poverty classes that lack as many stay in their own order; peoples have none and go by size."""
    last, place = frame["group"] == UNSPECIFIED, frame["group"].map(_PLACES).fillna(0)
    order = ["_last", "behind", "_place", "denominator", "numerator"]
    ways = [True, False, True, False, False]
    return frame.assign(_last=last, _place=place).sort_values(order, ascending=ways, kind="stable", ignore_index=True)


def against_one(found: pd.DataFrame, compared: pd.DataFrame, unit: str, lower: bool) -> pd.DataFrame:
    """The groups of every unit against the reference of one of them: who lacks what to the level of the district."""
    one = compared.reindex([unit]).iloc[0]
    return gaps(found, pd.DataFrame(dict(one), index=compared.index), lower)


def with_movement(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Adds `narrowed`: how much nearer to the reference a group came, in shares; below 0 the gap widened.

    NaN where a figure of one of the two periods is missing, or hidden: then `narrowed_hidden` says so.
    """
    place = pd.MultiIndex.from_frame(now[["unit", "group"]])
    then = before.set_index(["unit", "group"])[["gap", "hidden"]].reindex(place).set_index(now.index)
    narrowed = then["gap"].abs() - now["gap"].abs()
    return now.assign(narrowed=narrowed, narrowed_hidden=now["hidden"] | then["hidden"].eq(True))


def closed(now: pd.DataFrame, before: pd.DataFrame, group: str, lower: bool) -> pd.DataFrame:
    """Units where a group that lagged came nearer, and did better itself, nearest first: at most MOST.

    Both frames: COLUMNS of the units to look at. Counted are units with at least FEWEST of the group in both periods.
    Columns unit, gap_before, gap, value_before, value, narrowed (shares), sample.
    """
    sign = -1 if lower else 1
    columns = ["gap", "value", "denominator"]
    then, today = (frame[frame["group"] == group].set_index("unit") for frame in (before, now))
    both = today[[*columns, "sample"]].join(then[columns].add_suffix("_before"), how="inner")
    large = (both["denominator"] >= FEWEST) & (both["denominator_before"] >= FEWEST)
    lagged = both["gap_before"] * sign < 0
    better = (both["value"] - both["value_before"]) * sign > 0
    found = both.assign(narrowed=both["gap_before"].abs() - both["gap"].abs())[large & lagged & better]
    nearest = found[found["narrowed"] > 0].sort_values("narrowed", ascending=False, kind="stable")
    return nearest.head(MOST)[["gap_before", "gap", "value_before", "value", "narrowed", "sample"]].reset_index()
