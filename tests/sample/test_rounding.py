"""Whole numbers that add up, whatever the weights, limits and totals."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.sample.rounding import apportion, apportion_one, split, split_one

ROOMS = st.lists(st.integers(0, 400), min_size=1, max_size=12)


def test_split_fills_to_the_limits_and_empties_to_zero() -> None:
    limits = np.array([[3, 0, 5], [3, 0, 5], [3, 0, 5]])
    found = split(np.array([8, 0, 4]), limits, np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [9.0, 0.0, -9.0]]))
    assert found.tolist() == [[3, 0, 5], [0, 0, 0], [3, 0, 1]]


def test_split_gives_equal_scores_equal_shares() -> None:
    assert split_one(30, np.array([10, 20, 30]), np.zeros(3)).tolist() == [5, 10, 15]


def test_apportion_gives_what_is_left_to_the_largest_remainders() -> None:
    assert apportion_one(10, np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]
    assert apportion_one(10, np.array([55.0, 26.0, 19.0])).tolist() == [5, 3, 2]
    assert apportion_one(12, np.array([0.0, 1.0, 5.0]), least=2).tolist() == [2, 3, 7]
    assert apportion(np.array([3, 0]), np.array([[1.0, 2.0], [1.0, 1.0]])).tolist() == [[1, 2], [0, 0]]


@given(ROOMS, st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_split_sums_to_its_total_within_its_limits(rooms: list[int], share: float, seed: int) -> None:
    limits = np.array(rooms)
    total = round(share * limits.sum())
    found = split_one(total, limits, np.random.default_rng(seed).normal(0, 3, len(rooms)))
    assert found.sum() == total
    assert ((found >= 0) & (found <= limits)).all()


@given(st.integers(0, 10_000), st.lists(st.floats(0.001, 1e6), min_size=1, max_size=12))
def test_apportion_sums_to_its_total_and_stays_within_one_of_the_share(total: int, weights: list[float]) -> None:
    shares = total * np.array(weights) / sum(weights)
    found = apportion_one(total, np.array(weights))
    assert found.sum() == total
    assert (np.abs(found - shares) < 1 + 1e-6).all()
