"""Plans in whole families that add up exactly."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.allocation import Rule, allocate, best_pace, room, strain


def units(*drawn: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(drawn, columns=["numerator", "denominator"], index=[f"u{n}" for n in range(len(drawn))])


@pytest.mark.parametrize(
    ("total", "rule", "expected"),
    [
        (30, Rule.EQUAL_POINTS, [10, 20]),
        (30, Rule.BY_GAP, [23, 7]),
        (1, Rule.EQUAL_POINTS, [0, 1]),
        (0, Rule.BY_GAP, [0, 0]),
    ],
)
def test_shared_out_by_rule(total, rule, expected):
    parts = units((10, 100), (120, 200))
    assert list(allocate(total, parts, 7000, rule, room(parts)).increments) == expected


def test_a_part_at_its_limit_passes_the_rest_on():
    parts = units((95, 100), (0, 100))
    found = allocate(40, parts, 10_000, Rule.EQUAL_POINTS, room(parts))
    assert list(found.increments) == [5, 35]


def test_what_nobody_can_take_is_said():
    parts = units((95, 100), (90, 100))
    found = allocate(40, parts, 10_000, Rule.EQUAL_POINTS, room(parts))
    assert (list(found.increments), found.placed, found.missing) == ([5, 10], 15, 25)


def test_no_more_than_the_best_pace_allows():
    parts = units((10, 100), (10, 1000))
    assert list(room(parts, best_pace=0.01, months=6)) == [6, 60]


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=12),
    st.integers(0, 3000),
    st.sampled_from(Rule),
    st.integers(0, 10_000),
)
def test_sums_meet_exactly_and_nobody_is_overfilled(drawn, total, rule, target):
    parts = units(*[(min(n, d), d) for n, d in drawn])
    limits = room(parts)
    found = allocate(total, parts, target, rule, limits)
    assert found.increments.sum() == found.placed and found.placed + found.missing == total
    assert (found.increments >= 0).all() and (found.increments <= limits).all()


def test_best_pace_and_strain():
    rows = pd.DataFrame({"actual_per_month": [0.01, -0.02, 0.02, float("nan")]})
    assert best_pace(rows) == 0.02
    assert best_pace(rows.iloc[[1]]) is None
    assert strain(640, units((0, 1000)), 0.02, 10) == pytest.approx(3.2)
    assert strain(5, units((0, 1000)), None, 10) is None
