"""What a rank means (methods §5): how finely it can be told, what it takes to pass the one above, why it moved."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from khuyenhoc.domain import ranking

Z_95 = 1.959963984540054
SHORT_BY = 0.01  # gap closure is asked of units that were short of the target by at least one point

CLOSING, MET, SLIPPED = "closing", "met", "slipped"


def standings(now: pd.DataFrame, before: pd.DataFrame | None = None) -> pd.DataFrame:
    """All that is said of ranks, best first: `ranking.ranked` with interval, gap closure, distances and movement.

    `now`, `before`: assessment rows of one indicator and level at two periods. Distances only where higher is better.
    """
    rows = ranking.ranked(now)
    pieces = [rank_interval(rows), gap_closure(rows)]
    if not bool(rows["lower_is_better"].any()):
        pieces.append(distances(rows))
    if before is not None and len(before):
        pieces.append(movement(rows, ranking.ranked(before)))
    return pd.concat([rows, *pieces], axis=1)


@dataclass(frozen=True)
class Rung:
    """Where a unit stands among the ranked: of how many, whether others could not be ranked, and who stands next above
    ('' and None at the top)."""

    of: int
    partial: bool
    above: str
    rank_above: int | None


def rung(rows: pd.DataFrame, unit: str) -> Rung:
    """`rows`: as `standings` gives them, best first."""
    ranked = rows[rows["standing"] == ranking.RANKED]
    own = rows.loc[rows["unit"] == unit, "rank"]
    better = ranked[ranked["rank"] < own.iloc[0]]
    partial = len(ranked) < len(rows)
    if better.empty:
        return Rung(len(ranked), partial, "", None)
    return Rung(len(ranked), partial, str(better["unit_name"].iloc[-1]), int(better["rank"].iloc[-1]))


def wilson(numerator: pd.Series, denominator: pd.Series, z: float = Z_95) -> tuple[pd.Series, pd.Series]:
    """The Wilson score interval of n/N, as shares; NaN where N is not positive (Wilson 1927)."""
    total = denominator.where(denominator > 0)
    share = numerator / total
    spread = z * np.sqrt((share * (1 - share) + z**2 / (4 * total)).clip(lower=0) / total)
    middle = share + z**2 / (2 * total)
    scale = 1 + z**2 / total
    return (middle - spread) / scale, (middle + spread) / scale


def rank_interval(rows: pd.DataFrame) -> pd.DataFrame:
    """`rank_low`, `rank_high`: 1 + units surely above … m − units surely below, among the ranked ones.

    `rows`: as `ranking.ranked` gives them. It says how finely small units can be told apart, not how sure a count is.
    """
    ranked = rows[(rows["standing"] == ranking.RANKED) & rows["denominator"].gt(0)]
    low, high = wilson(ranked["numerator"], ranked["denominator"])
    if len(ranked) and bool(ranked["lower_is_better"].iloc[0]):
        low, high = 1 - high, 1 - low
    # A unit is surely above another when its whole interval lies above the other's.
    above = len(ranked) - np.searchsorted(np.sort(low.to_numpy()), high.to_numpy(), side="right")
    below = np.searchsorted(np.sort(high.to_numpy()), low.to_numpy(), side="left")
    found = pd.DataFrame({"rank_low": 1 + above, "rank_high": len(ranked) - below}, index=ranked.index, dtype="float64")
    return found.reindex(rows.index)


def to_pass(numerator: int, denominator: int, above: tuple[int, int]) -> int | None:
    """The smallest whole number more with which n/N goes past the one above, exactly; None where N does not allow it."""
    n_above, d_above = above
    more = max(0, n_above * denominator // d_above - numerator + 1)
    return more if numerator + more <= denominator else None


def distances(rows: pd.DataFrame) -> pd.DataFrame:
    """`to_rise`: how many more to pass the one above; `to_fall`: how many more the one below needs to pass this one.

    `rows`: `ranking.ranked` of an indicator where higher is better. NaN at the ends, and where it cannot be done.
    """
    ranked = rows[(rows["standing"] == ranking.RANKED) & rows["denominator"].gt(0)]
    figures = [(int(n), int(d)) for n, d in zip(ranked["numerator"], ranked["denominator"], strict=True)]
    ranks = list(ranked["rank"])
    rise: list[int | None] = []
    fall: list[int | None] = []
    for at, (n, d) in enumerate(figures):
        better = [other for other, rank in zip(figures, ranks, strict=True) if rank < ranks[at]]
        worse = [other for other, rank in zip(figures, ranks, strict=True) if rank > ranks[at]]
        rise.append(to_pass(n, d, better[-1]) if better else None)
        fall.append(to_pass(*worse[0], (n, d)) if worse else None)
    found = pd.DataFrame({"to_rise": rise, "to_fall": fall}, index=ranked.index, dtype="float64")
    return found.reindex(rows.index)


def gap_closure(rows: pd.DataFrame) -> pd.DataFrame:
    """`closure` = (y − y_prev)/(T − y_prev) and `closure_group`: closing · met · slipped; '' where nothing can be said.

    Over the reporters of both periods. `met` stand by surplus, `slipped` met the target before and do not now.
    """
    sign = np.where(rows["comparator"] == "<=", -1.0, 1.0)
    before = (rows["target"] - rows["previous"]) * sign
    meets_now = rows["surplus"].notna() & rows["shortfall"].eq(0)
    closure = (rows["change"] * sign / before).where((before >= SHORT_BY - 1e-12) & ~meets_now)
    slipped = (before <= 1e-12) & ~meets_now & rows["change"].notna()
    group = np.select([meets_now, slipped, closure.notna()], [MET, SLIPPED, CLOSING], default="")
    return pd.DataFrame({"closure": closure, "closure_group": group}, index=rows.index)


def movement(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Why a rank moved: `rank_before`, `rank` and `rank_unchanged` = the rank now had the unit's own value not changed.

    `now`, `before`: `ranking.ranked` of two dates. The first difference is the others' doing, the second the unit's own.
    """
    was = before.set_index("unit")
    values = dict(zip(was.index, was["value"], strict=True))
    lower = bool(now["lower_is_better"].any())
    ranked = now[now["standing"] == ranking.RANKED]
    sign = -1 if lower else 1
    field = np.sort((ranked["value"] * sign).to_numpy())
    own_before = ranked["unit"].map(values).astype("float64") * sign
    own_now = ranked["value"] * sign
    # Units strictly better than the unit's former value, the unit itself left out of the field.
    better = len(field) - np.searchsorted(field, own_before.to_numpy(), side="right") - (own_now > own_before)
    unchanged = pd.Series(better + 1, index=ranked.index).where(own_before.notna())
    found = pd.DataFrame(
        {"rank_before": ranked["unit"].map(was["rank"]), "rank_unchanged": unchanged}, index=ranked.index
    )
    return found.astype("float64").reindex(now.index)
