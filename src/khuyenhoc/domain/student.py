"""Student's t distribution, from the standard library: the only place for it (the product does without scipy)."""

from functools import lru_cache
from math import exp, inf, lgamma, log

_TINY = 1e-300
_CLOSE = 1e-15
_TURNS = 500
_HALVINGS = 200


def cdf(value: float, freedom: float) -> float:
    """P(t ≤ value) with `freedom` > 0 degrees of freedom; ±∞ are values."""
    if freedom <= 0:
        raise ValueError(freedom)
    if value == 0:
        return 0.5
    if value in (-inf, inf):
        return float(value > 0)
    square = value * value
    middle = _beta_share(square / (freedom + square), freedom / (freedom + square), 0.5, freedom / 2) / 2
    return 0.5 - middle if value < 0 else 0.5 + middle


@lru_cache(maxsize=256)  # a fan asks for two levels; units with as many figures ask for the same two
def quantile(probability: float, freedom: float) -> float:
    """The value below which t falls with this probability, 0 < probability < 1."""
    if not 0 < probability < 1:
        raise ValueError(probability)
    if probability < 0.5:
        return -quantile(1 - probability, freedom)
    low, high = 0.0, 1.0
    while cdf(high, freedom) < probability:
        low, high = high, high * 2
        if high == inf:
            raise ValueError(probability)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if cdf(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def _beta_share(x: float, rest: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b) (Abramowitz and Stegun 26.5.8); `rest` = 1 − x, exactly."""
    if x <= 0 or rest <= 0:
        return float(rest <= 0)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    # The fraction converges quickly on this side of the mean only; the other side is its mirror image.
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    above, below = 1.0, 1 / _kept(1 - (a + b) * x / (a + 1))
    product = below
    for turn in range(1, _TURNS):
        even = turn * (b - turn) * x / ((a + 2 * turn - 1) * (a + 2 * turn))
        odd = -(a + turn) * (a + b + turn) * x / ((a + 2 * turn) * (a + 2 * turn + 1))
        step = 1.0
        for term in (even, odd):
            below = 1 / _kept(1 + term * below)
            above = _kept(1 + term / above)
            step = below * above
            product *= step
        if abs(step - 1) < _CLOSE:
            break
    return product


def _kept(value: float) -> float:
    """Away from zero, so that it can be divided by."""
    return value if abs(value) > _TINY else _TINY
