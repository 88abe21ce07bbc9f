"""Peers drawn as small tables: who stood level two years ago and is ahead now."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import peers
from khuyenhoc.domain.period import Period

NOW, THEN = pd.Timestamp("2024-05-31"), pd.Timestamp("2022-06-30")
N = 1000.0


def rows(on: pd.Timestamp, figures: dict[str, float], lower: bool = False, **changes: object) -> pd.DataFrame:
    """Rates in per cent by unit."""
    base = {
        "is_rate": True, "lower_is_better": lower, "denominator": N, "status": "slow", "date": on, "period_end": on,
    }  # fmt: skip
    return pd.DataFrame([base | changes | {"unit": unit, "value": rate / 100} for unit, rate in figures.items()])


def found(now: dict[str, float], before: dict[str, float], kinds: dict[str, str] | None = None, lower: bool = False):
    kinds = kinds or dict.fromkeys(now, "Xã")
    result = peers.ahead(rows(NOW, now, lower), rows(THEN, before, lower), "own", kinds)
    return [(row["unit"], round(row["lead"] * 100, 6)) for row in result.to_dict("records")]


@pytest.mark.parametrize(
    ("before", "now", "lead"),
    [
        (50, 63, [("a", 3.0)]),
        (48, 63, [("a", 3.0)]),
        (52, 70, [("a", 10.0)]),
        (52.01, 70, []),
        (47.99, 70, []),
        (50, 62.99, []),
        (50, 40, []),
    ],
    ids=["same", "2 below", "2 above", "too far above", "too far below", "lead too small", "behind"],
)
def test_level_within_two_points_then_and_three_ahead_now(before, now, lead):
    assert found({"own": 60, "a": now}, {"own": 50, "a": before}) == lead


def test_the_largest_lead_comes_first_and_three_are_enough():
    now = {"own": 60, "a": 64, "b": 80, "c": 70, "d": 75}
    assert found(now, dict.fromkeys(now, 50)) == [("b", 20.0), ("d", 15.0), ("c", 10.0)]


def test_a_town_is_no_measure_for_a_highland_commune():
    now = {"own": 60, "town": 80, "a": 70}
    kinds = {"own": "Xã", "town": "Thị trấn", "a": "Xã"}
    assert found(now, dict.fromkeys(now, 50), kinds) == [("a", 10.0)]


def test_where_lower_is_better_ahead_is_below():
    now = {"own": 30, "a": 20, "b": 40}
    assert found(now, dict.fromkeys(now, 50), lower=True) == [("a", 10.0)]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "not_reported"},
        {"period_end": pd.Timestamp("2023-12-31")},
        {"denominator": 19.0},
        {"value": float("nan")},
    ],
    ids=["silent", "an older figure", "too few families", "no figure"],
)
@pytest.mark.parametrize("whose", ["own", "a"])
def test_a_figure_that_ranks_nobody_compares_nobody(changes, whose):
    now = rows(NOW, {"own": 60, "a": 70})
    for column, value in changes.items():
        now.loc[now["unit"] == whose, column] = value
    result = peers.ahead(now, rows(THEN, {"own": 50, "a": 50}), "own", {"own": "Xã", "a": "Xã"})
    assert list(result.columns) == ["unit", "before", "now", "lead"]
    assert result.empty


def test_who_was_silent_two_years_ago_is_not_compared():
    assert found({"own": 60, "a": 70, "b": 75}, {"own": 50, "b": 51}) == [("b", 15.0)]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1))
def test_everybody_found_meets_the_rule_and_nobody_better_is_left_out(drawn):
    drawn = drawn | {"own": (50, 60)}
    result = found({unit: now for unit, (_, now) in drawn.items()}, {unit: was for unit, (was, _) in drawn.items()})
    meets = {unit: now - 60 for unit, (was, now) in drawn.items() if abs(was - 50) <= 2 and now - 60 >= 3}
    assert len(result) == min(3, len(meets))
    assert [lead for _, lead in result] == sorted(meets.values(), reverse=True)[:3]
    assert all(meets[unit] == lead for unit, lead in result)


@pytest.mark.parametrize(
    ("texts", "chosen"),
    [
        (["2023-12", "2022-12", "2022-06", "2021-12"], "2022-06"),
        (["2022-11"], "2022-11"),
        (["2022-12"], None),
        (["2021-11"], "2021-11"),
        (["2021-10"], None),
        (["2022-08", "2022-02"], "2022-08"),
        ([], None),
    ],
    ids=["nearest to 24", "18 months", "17 months", "30 months", "31 months", "as near: the later", "none"],
)
def test_the_period_about_two_years_before(texts, chosen):
    near = peers.two_years_before([Period.parse(text) for text in texts], Period.parse("2024-05"))
    assert (near.text if near else None) == chosen


def test_the_spread_holds_half_of_the_peers_in_its_middle():
    assert peers.spread(pd.Series([0.1, 0.2, 0.3, 0.4, 0.5, None])) == peers.Spread(0.1, 0.2, 0.4, 0.5)


def test_three_units_have_no_middle_half():
    assert peers.spread(pd.Series([0.1, 0.2, 0.3, None])) is None
