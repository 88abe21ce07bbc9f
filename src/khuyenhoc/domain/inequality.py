"""How unequal groups are: measures for ordered groups (poverty) and for groups without an order (peoples), methods §6."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Ordered:
    """`slope`: slope index of inequality in shares, from the very bottom of the population to its top. `concentration`:
    relative concentration index, −1 to 1. Both positive where the better off achieve more."""

    slope: float
    concentration: float


@dataclass(frozen=True)
class Unordered:
    """`distance`: how far the groups lie from the whole on average, weighted by population, in shares. `variance`: between
    groups, in squared shares. `spread`: best group − worst group, in shares. `best`, `worst`: their codes."""

    distance: float
    variance: float
    spread: float
    best: str
    worst: str


def ordered(numerator: pd.Series, denominator: pd.Series) -> Ordered | None:
    """Groups from the worst off to the best off, n of N each; None below two groups with anybody in them.

    A group stands at the middle of its part of the population (mid-rank R). Slope: least squares of y on R, weighted by
    population (Preston, Haines, Pamuk 1981; Regidor 2004). Concentration: 2/μ · Σ w·y·R − 1 (Kakwani, Wagstaff,
    van Doorslaer 1997). With one figure for all groups both are 0.
    """
    rate, weight = _rates(numerator, denominator)
    if len(rate) < 2:
        return None
    rank = np.cumsum(weight) - weight / 2
    mean = float(weight @ rate)
    away = rank - weight @ rank
    slope = float(weight @ (away * (rate - mean)) / (weight @ away**2))
    concentration = 2 / mean * float(weight @ (rate * rank)) - 1 if mean > 0 else 0.0
    return Ordered(slope, concentration)


def unordered(groups: pd.Series, numerator: pd.Series, denominator: pd.Series) -> Unordered | None:
    """Groups in any order (WHO, Handbook on health inequality monitoring, 2013); None below two groups with anybody."""
    kept = denominator.gt(0) & numerator.notna()
    rate, weight = _rates(numerator, denominator)
    if len(rate) < 2:
        return None
    names = groups[kept].to_numpy()
    mean = weight @ rate
    best, worst = int(np.argmax(rate)), int(np.argmin(rate))
    variance = float(weight @ (rate - mean) ** 2)
    distance = float(weight @ abs(rate - mean))
    return Unordered(distance, variance, float(rate[best] - rate[worst]), str(names[best]), str(names[worst]))


def _rates(numerator: pd.Series, denominator: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Rates and shares of the population of the groups that have anybody and a figure."""
    kept = denominator.gt(0) & numerator.notna()
    size = denominator[kept].to_numpy("float64")
    return numerator[kept].to_numpy("float64") / size, size / max(1.0, size.sum())


def rank_correlation(first: pd.Series, second: pd.Series) -> float | None:
    """Spearman's ρ of two figures of the same units, ties at their mean rank; None below three units or without any spread.

    It is about units, not about people in them (Robinson 1950 on ecological correlation): say so beside it.
    """
    kept = first.notna() & second.notna()
    one, two = first[kept].rank(), second[kept].rank()
    if len(one) < 3 or one.nunique() < 2 or two.nunique() < 2:
        return None
    return float(np.corrcoef(one, two)[0, 1])
