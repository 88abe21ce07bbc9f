"""Whole numbers that add up: the only place where the sample turns shares into counts of families, clans and people."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_STEPS = 60
_REACH = 60.0


def sigmoid(score: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-score)), dtype=np.float64)


def _largest_remainders(expected: Floats, totals: Ints) -> Ints:
    """Whole numbers next to `expected` whose rows sum to `totals`; equal remainders go to the earlier column."""
    whole = np.floor(expected + 1e-9).astype(np.int64)
    order = np.argsort(-np.round(expected - whole, 9), axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(expected.shape[1])[None, :], axis=1)
    return whole + (rank < (totals - whole.sum(axis=1))[:, None])


def apportion(totals: Ints, weights: Floats, least: int = 0) -> Ints:
    """Each row of `weights` (>= 0, not all 0) shares out its total, every column getting `least` first."""
    rest = totals - least * weights.shape[1]
    shares = weights / weights.sum(axis=1, keepdims=True)
    return _largest_remainders(shares * rest[:, None], rest) + least


def split(totals: Ints, limits: Ints, scores: Floats) -> Ints:
    """Rows of counts between 0 and `limits` that sum to `totals`, higher scores filled further.

    Every count is near limit · sigmoid(score + c), with one c per row; `totals` lie between 0 and the sum of limits.
    """
    low = np.full((len(totals), 1), -_REACH)
    high = np.full((len(totals), 1), _REACH)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        too_few = (limits * sigmoid(scores + middle)).sum(axis=1, keepdims=True) < totals[:, None]
        low, high = np.where(too_few, middle, low), np.where(too_few, high, middle)
    return _largest_remainders(limits * sigmoid(scores + high), totals)


def apportion_one(total: int, weights: Floats, least: int = 0) -> Ints:
    return apportion(np.array([total]), weights[None, :], least)[0]


def split_one(total: int, limits: Ints, scores: Floats) -> Ints:
    return split(np.array([total]), limits[None, :], scores[None, :])[0]
