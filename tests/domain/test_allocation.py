"""Plans in whole families that add up exactly."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.allocation import Rule, allocate, room, strain

PARTS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=12)


def units(*drawn: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(drawn, columns=["numerator", "denominator"], index=[f"u{n}" for n in range(len(drawn))])


def possible(drawn: list[tuple[int, int]]) -> pd.DataFrame:
    return units(*[(min(n, d), d) for n, d in drawn])


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


def test_who_has_met_the_target_gets_nothing_by_the_gap():
    parts = units((80, 100), (60, 100), (50, 100))
    assert list(allocate(15, parts, 7000, Rule.BY_GAP, room(parts)).increments) == [0, 5, 10]


def test_no_more_than_the_best_pace_allows():
    parts = units((10, 100), (10, 1000))
    assert list(room(parts, best_pace=0.01, months=6)) == [6, 60]


@given(PARTS, st.integers(0, 3000), st.sampled_from(Rule), st.integers(0, 10_000), st.sampled_from([None, 0.002, 0.03]))
def test_sums_meet_exactly_and_nobody_is_overfilled(drawn, total, rule, target, pace):
    parts = possible(drawn)
    limits = room(parts, pace, 12)
    found = allocate(total, parts, target, rule, limits)
    assert found.increments.sum() == found.placed and found.placed + found.missing == total
    assert (found.increments >= 0).all() and (found.increments <= limits).all()
    if rule is Rule.EQUAL_POINTS:
        assert found.missing == max(0, total - limits.sum())


@pytest.mark.parametrize(
    ("parts", "wish", "times"),
    [
        ([(0, 1000)], 640, 3.2),
        ([(0, 1000)], 100, 0.5),
        ([(0, 1000), (900, 1000)], 300, 1.0),  # 200 and the 100 that are left
        ([(0, 1000), (900, 1000)], 500, 2.0),
        ([(900, 1000)], 100, 0.5),
        ([(900, 1000)], 101, float("inf")),
        ([(0, 1000)], 0, 0.0),
    ],
)
def test_strain_says_how_many_times_the_best_pace(parts, wish, times):
    assert strain(wish, units(*parts), 0.02, 10) == pytest.approx(times)


@pytest.mark.parametrize(("best", "months"), [(None, 10), (0.02, 0)])
def test_no_strain_where_no_pace_or_no_time_is_known(best, months):
    assert strain(5, units((0, 1000)), best, months) is None


@given(PARTS, st.integers(1, 3000))
def test_at_that_many_times_the_best_pace_the_wish_is_met_and_not_below(drawn, wish):
    parts = possible(drawn)
    found = strain(wish, parts, 0.01, 12)
    free = parts["denominator"] - parts["numerator"]
    if found == float("inf"):
        assert wish > free.sum()
        return
    assert found is not None
    reached = [(parts["denominator"] * 0.12 * times).clip(upper=free).sum() for times in (found, found * 0.99)]
    assert reached[0] == pytest.approx(wish)
    assert reached[1] < wish
