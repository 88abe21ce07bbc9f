"""Measures of inequality: a published worked example, a second opinion, and what must hold of them."""

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st

from khuyenhoc.domain.inequality import ordered, rank_correlation, unordered

# Under-five deaths in India 1982–92 by wealth, poorest first: O'Donnell, van Doorslaer, Wagstaff, Lindelow, Analyzing Health Equity
# Using Household Survey Data (World Bank 2008), table 8.1; concentration index −0,1694.
BIRTHS = pd.Series([29_939, 28_776, 26_528, 24_689, 19_739])
DEATHS = pd.Series([4_632, 4_400, 3_170, 2_145, 1_072])


def test_the_published_worked_example():
    assert ordered(DEATHS, BIRTHS).concentration == pytest.approx(-0.1694, abs=5e-4)


def test_slope_is_that_of_a_weighted_regression_on_population_mid_ranks():
    rate = DEATHS / BIRTHS
    share = BIRTHS / BIRTHS.sum()
    rank = share.cumsum() - share / 2
    slope, _ = np.polyfit(rank, rate, 1, w=np.sqrt(BIRTHS))
    assert ordered(DEATHS, BIRTHS).slope == pytest.approx(slope)


def series(values) -> pd.Series:
    return pd.Series(values, dtype="float64")


def test_two_halves_by_hand():
    """40 % and 80 %: ranks 0,25 and 0,75, so the line rises 40 points in half the way; μ = 60 %."""
    found = ordered(series([40, 80]), series([100, 100]))
    assert found.slope == pytest.approx(0.8)
    assert found.concentration == pytest.approx(2 / 0.6 * (0.5 * 0.4 * 0.25 + 0.5 * 0.8 * 0.75) - 1)


@pytest.mark.parametrize(
    ("numerator", "denominator"), [([5], [10]), ([], []), ([5, 3], [10, 0]), ([5, float("nan")], [10, 10])]
)
def test_below_two_groups_nothing_is_said(numerator, denominator):
    assert ordered(series(numerator), series(denominator)) is None
    assert (
        unordered(pd.Series([str(n) for n in numerator], dtype=object), series(numerator), series(denominator)) is None
    )


GROUPS = st.lists(st.tuples(st.integers(1, 5000), st.floats(0, 1)), min_size=2, max_size=8)


def drawn(groups) -> tuple[pd.Series, pd.Series]:
    size = series([size for size, _ in groups])
    return series([round(size * share) for size, share in groups]), size


@given(GROUPS)
def test_turning_the_order_round_turns_the_sign(groups):
    n, d = drawn(groups)
    plain, turned = ordered(n, d), ordered(n[::-1], d[::-1])
    assert turned.slope == pytest.approx(-plain.slope, abs=1e-9)
    assert turned.concentration == pytest.approx(-plain.concentration, abs=1e-9)
    assert -1 <= plain.concentration <= 1


@given(GROUPS, st.integers(2, 9))
def test_only_shares_matter_not_the_size_of_the_population(groups, times):
    n, d = drawn(groups)
    plain, larger = ordered(n, d), ordered(n * times, d * times)
    assert larger.slope == pytest.approx(plain.slope, abs=1e-9)
    one, many = unordered(n.astype(str), n, d), unordered(n.astype(str), n * times, d * times)
    assert (one.variance, one.distance) == (pytest.approx(many.variance), pytest.approx(many.distance))


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=8), st.floats(0.01, 1))
def test_without_a_difference_there_is_no_inequality(sizes, share):
    size = series(sizes)
    found = ordered(size * share, size)
    assert found.slope == pytest.approx(0, abs=1e-9) and found.concentration == pytest.approx(0, abs=1e-9)
    peoples = unordered(size.astype(str), size * share, size)
    assert (peoples.variance, peoples.distance) == (pytest.approx(0, abs=1e-9), pytest.approx(0, abs=1e-9))


def test_unordered_groups_by_hand():
    found = unordered(pd.Series(["kinh", "mong", "dao"]), series([80, 40, 60]), series([100, 200, 100]))
    # μ = 45 %; ¼·35² + ½·25² + ¼·15² = 675; ¼·35 + ½·25 + ¼·15 = 25 points
    assert (found.best, found.worst, found.spread) == ("kinh", "mong", pytest.approx(0.6))
    assert (found.variance, found.distance) == (pytest.approx(0.0675), pytest.approx(0.25))


@given(GROUPS, st.randoms(use_true_random=False))
def test_peoples_have_no_order(groups, shuffle):
    n, d = drawn(groups)
    order = list(range(len(n)))
    shuffle.shuffle(order)
    names = pd.Series([f"g{at}" for at in range(len(n))])
    plain, other = unordered(names, n, d), unordered(names[order], n[order], d[order])
    assert (other.variance, other.spread) == (pytest.approx(plain.variance), pytest.approx(plain.spread))
    assert 0 <= plain.distance <= plain.variance**0.5 + 1e-12 <= plain.spread + 2e-12


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=3, max_size=30))
def test_rank_correlation_agrees_with_a_second_opinion(pairs):
    one, two = (series([pair[at] for pair in pairs]) for at in (0, 1))
    assume(one.nunique() > 1 and two.nunique() > 1)
    assert rank_correlation(one, two) == pytest.approx(scipy.stats.spearmanr(one, two).statistic, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "two"), [([1, 2], [3, 4]), ([1, 1, 1], [1, 2, 3]), ([1, float("nan"), 2], [1, 2, 3]), ([], [])]
)
def test_rank_correlation_needs_three_units_and_a_spread(one, two):
    assert rank_correlation(series(one), series(two)) is None
