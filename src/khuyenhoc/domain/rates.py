"""Arithmetic of one rate: typed rates, inferred denominators, targets in whole units. Integers, never floating point."""

import pandas as pd

TEN_THOUSAND = 10_000


def inferred_denominators(numerator: pd.Series, rate: pd.Series, decimals: pd.Series) -> pd.DataFrame:
    """The whole denominators that print `rate` (a share) at `decimals` digits of per cent for `numerator`.

    Columns `low`, `high` (NaN where none), `middle` = numerator/rate, rounded where a whole denominator exists.
    n/N prints r when r − h ≤ n/N < r + h with h half a unit of the last digit (methods §1, "typed rate").
    """
    scale = _scale(decimals)
    printed = (rate * scale).round()
    low = numerator * scale * 2 // (printed * 2 + 1) + 1
    high = numerator * scale * 2 // (printed * 2 - 1).where(printed > 0)
    low = low.where(low >= numerator, numerator)
    possible = (low <= high) & (numerator > 0)
    exact = numerator / rate.where(rate > 0)
    return pd.DataFrame(
        {
            "low": low.where(possible),
            "high": high.where(possible),
            "middle": exact.round().clip(lower=low, upper=high).where(possible, exact),
        }
    )


def _scale(decimals: pd.Series) -> pd.Series:
    """What turns a share into whole units of the last printed digit of its per cent."""
    return 10.0 ** (decimals.clip(lower=0) + 2)


def contradicts(numerator: pd.Series, denominator: pd.Series, rate: pd.Series, decimals: pd.Series) -> pd.Series:
    """True where the typed rate differs from n/N by more than half a unit of its last printed digit."""
    scale = _scale(decimals)
    difference = (2 * numerator * scale - 2 * (rate * scale).round() * denominator).abs()
    return (difference > denominator) & rate.notna() & (denominator > 0)


def needed(target: pd.Series, denominator: pd.Series) -> pd.Series:
    """⌈T·N⌉ for a target in ten-thousandths; N need not be whole where it was inferred."""
    return -(-(target * denominator) // TEN_THOUSAND)


def allowed(target: pd.Series, denominator: pd.Series) -> pd.Series:
    """⌊T·N⌋ for a target in ten-thousandths."""
    return target * denominator // TEN_THOUSAND
