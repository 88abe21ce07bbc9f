"""A target of the whole shared out over its parts: whole families by a stated rule, adding up exactly, none beyond its limit."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd


class Rule(StrEnum):
    """How a part's share is weighed: by its size (the same points everywhere), or by what it lacks of the target."""

    EQUAL_POINTS = "equal_points"
    BY_GAP = "by_gap"


@dataclass(frozen=True)
class Allocation:
    """`increments`: whole numbers by unit, adding up to `placed`; `missing`: what no part could take."""

    increments: pd.Series
    placed: int
    missing: int


def room(units: pd.DataFrame, best_pace: float | None = None, months: int = 0) -> pd.Series:
    """How many more each part can take: N − n, and no more than the best observed pace allows in the months left.

    `units`: numerator, denominator, indexed by unit. `best_pace`: share of N per month.
    """
    free = _free(units)
    if best_pace is not None:
        free = free.clip(upper=units["denominator"] * best_pace * months)
    return np.floor(free + 1e-9).astype("int64")


def allocate(total: int, units: pd.DataFrame, target: int, rule: Rule, limits: pd.Series) -> Allocation:
    """Shares `total` out over the parts by the rule, none above its limit, in whole numbers that add up exactly.

    `target` in ten-thousandths. What a part at its limit cannot take goes to the others by the same rule; by gap nobody
    is asked for more than it lacks itself, so that a part nearly there never pays for one far behind.
    """
    weights = _weights(units, target, rule)
    most = np.where(weights > 0, limits.to_numpy(), 0)
    if rule is Rule.BY_GAP:
        most = np.minimum(most, np.ceil(weights - 1e-9))
    placed = int(min(total, most.sum()))
    shares = _filled(float(placed), weights, most)
    whole = np.floor(shares + 1e-9).astype("int64")
    rest = placed - int(whole.sum())
    # Largest remainders take what rounding down left; equal remainders keep the order given.
    remainders = np.where(whole < most, shares - whole, -1.0)
    whole[np.argsort(-remainders, kind="stable")[:rest]] += 1
    return Allocation(pd.Series(whole, index=units.index), placed, total - placed)


def _free(units: pd.DataFrame) -> pd.Series:
    return (units["denominator"] - units["numerator"]).clip(lower=0)


def _weights(units: pd.DataFrame, target: int, rule: Rule) -> np.ndarray:
    size = units["denominator"].to_numpy("float64")
    if rule is Rule.EQUAL_POINTS:
        return size
    return np.clip(target * size / 10_000 - units["numerator"].to_numpy("float64"), 0, None)


def _filled(total: float, weights: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Proportional to weights, each up to its limit; the overflow poured over the rest until all is placed."""
    shares = np.zeros(len(weights))
    free = most > 0
    left = total
    while left > 1e-9 and free.any():
        poured = left * weights[free] / weights[free].sum()
        shares[free] = np.minimum(shares[free] + poured, most[free])
        left = total - float(shares.sum())
        free &= shares < most - 1e-9
    return shares


def strain(needed: int, units: pd.DataFrame, best: float | None, months: int) -> float | None:
    """How many times the best pace the wish asks for: 3.2 means “gấp 3,2 lần tốc độ tốt nhất từng có”.

    The smallest multiple at which the parts together take `needed`, each up to N − n; infinity where no pace is enough,
    None where no pace or no time is known.
    """
    steps = units["denominator"].to_numpy("float64") * (best or 0) * months
    if not steps.sum() > 0:
        return None
    free = _free(units).to_numpy("float64")
    if needed > free.sum():
        return float("inf")
    # Between two parts that fill up, what all take grows in a straight line.
    order = np.argsort(free / steps, kind="stable")
    full_at = (free / steps)[order]
    filled = np.concatenate([[0.0], np.cumsum(free[order])[:-1]])
    growing = np.cumsum(steps[order][::-1])[::-1]
    reached = filled + full_at * growing
    at = int(np.searchsorted(reached, needed - 1e-9))
    return float((needed - filled[at]) / growing[at])
