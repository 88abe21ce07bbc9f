"""The t distribution of the standard library against scipy's."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from khuyenhoc.domain import student

FREEDOMS = [1, 2, 3, 4.5, 7, 30, 300, 5000]


@pytest.mark.parametrize("freedom", FREEDOMS)
@pytest.mark.parametrize("value", [-40, -6, -2, -0.3, 0, 0.1, 1, 3, 12])
def test_probabilities_are_those_of_scipy(value, freedom):
    assert student.cdf(value, freedom) == pytest.approx(stats.t.cdf(value, freedom), abs=1e-11)


@pytest.mark.parametrize("freedom", FREEDOMS)
@pytest.mark.parametrize("probability", [0.001, 0.025, 0.1, 0.5, 0.6, 0.9, 0.975, 0.9995])
def test_quantiles_are_those_of_scipy(probability, freedom):
    assert student.quantile(probability, freedom) == pytest.approx(
        stats.t.ppf(probability, freedom), rel=1e-10, abs=1e-12
    )


@given(st.floats(0.0001, 0.9999), st.floats(1, 200))
def test_the_quantile_undoes_the_probability(probability, freedom):
    assert student.cdf(student.quantile(probability, freedom), freedom) == pytest.approx(probability, abs=1e-12)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(1, 200))
def test_a_higher_value_is_never_less_probable(one, other, freedom):
    assert student.cdf(min(one, other), freedom) <= student.cdf(max(one, other), freedom) + 1e-14


def test_close_to_the_middle_no_digit_is_lost():
    # density of t(1) at 0 is 1/π
    assert student.cdf(1e-9, 1) - 0.5 == pytest.approx(1e-9 / 3.141592653589793, rel=1e-6)


def test_both_ends():
    assert (student.cdf(-inf, 3), student.cdf(inf, 3), student.cdf(1e200, 3)) == (0.0, 1.0, 1.0)


@pytest.mark.parametrize("probability", [0, 1, -0.1, 1.1])
def test_no_quantile_beyond_the_ends(probability):
    with pytest.raises(ValueError):
        student.quantile(probability, 3)


def test_no_distribution_without_freedom():
    with pytest.raises(ValueError):
        student.cdf(1, 0)
