"""What a plan gives: paces, families more, results at the due date, and the rate that asks for a whole number."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import plan, status
from khuyenhoc.domain.assessment import Question, assess
from tests.domain.draw import COMMUNE, DISTRICT, PROVINCE, catalogue, observations, target, units

DAY = date(2024, 5, 31)
RISEN = {"a": (200, 300, 1000), "b": (100, 700, 1000), "c": (500, 450, 1000), "e": (9, 10, 10)}  # 12/2022, 5/2024, N


def rows(level=COMMUNE, day=DAY, **aim):
    drawn = [
        {"unit": unit, "period": period, "numerator": n, "denominator": total}
        for unit, (before, now, total) in RISEN.items()
        for period, n in (("2022-12", before), ("2024-05", now))
    ]
    found = assess(observations(*drawn), units(), catalogue(), [target(**aim)], Question(level, day))
    return found.reset_index(drop=True)


def more(**given: int) -> pd.Series:
    return pd.Series(given, dtype="int64")


@pytest.mark.parametrize(
    ("due", "on", "months"),
    [
        (date(2025, 12, 31), DAY, 19),
        (date(2024, 5, 31), DAY, 0),
        (date(2023, 12, 31), DAY, 0),
    ],
)
def test_months_are_counted_between_month_ends(due, on, months):
    assert plan.months_left(due, on) == months


def test_paces_are_points_per_month_and_include_who_has_met_the_target():
    found = rows()
    assert list(found["status"]) == [status.ACCELERATE, status.ACHIEVED, status.REGRESSING, status.ACHIEVED]
    expected = {"a": 0.1 / 17, "b": 0.6 / 17, "c": -0.05 / 17, "e": 0.1 / 17}
    assert plan.paces(found).to_dict() == pytest.approx(expected)


def test_a_pace_is_unknown_where_two_figures_do_not_compare():
    found = rows()
    short = found.assign(baseline_date=pd.Timestamp("2023-12-31"))
    jumped = found.assign(reason=["denominator_changed", "", "", ""])
    assert plan.paces(short).isna().all()
    assert plan.paces(jumped).isna().tolist() == [True, False, False, False]


def test_the_best_pace_is_that_of_a_part_large_enough_to_rank():
    assert plan.best_pace(rows()) == plan.Best(pytest.approx(0.6 / 17), "b")
    fell = rows().query("unit == 'c'")
    assert plan.best_pace(fell) is None and plan.fast_pace(fell) is None


def test_the_fast_pace_is_the_upper_quarter_of_those_that_rose():
    assert plan.fast_pace(rows()) == pytest.approx(np.quantile([0.1 / 17, 0.6 / 17], 0.75))


def test_going_on_as_before_nobody_falls_and_nobody_goes_beyond_all():
    assert plan.at_own_pace(rows(), 17).to_dict() == {"a": 100, "b": 300, "c": 0, "e": 0}


def test_at_the_fast_pace_only_who_is_behind_is_moved():
    assert plan.at_fast_pace(rows(), 0.02, 10).to_dict() == {"a": 200, "b": 300, "c": 200, "e": 0}


def test_nobody_is_slowed_down_to_the_fast_pace():
    assert plan.at_fast_pace(rows(), 0.001, 17).to_dict() == {"a": 100, "b": 300, "c": 17, "e": 0}


def test_points_mean_the_same_share_of_everybody():
    assert plan.by_points(rows(), 0.025).to_dict() == {"a": 25, "b": 25, "c": 25, "e": 0}


def test_what_communes_bring_adds_up_in_the_district_and_the_province():
    tree = units()
    found = more(a=10, b=5, c=7)
    assert plan.lifted(found, tree.ancestor(DISTRICT)).to_dict() == {"D1": 15, "D2": 7}
    assert plan.lifted(found, tree.ancestor(PROVINCE)).to_dict() == {"P": 22}


@pytest.mark.parametrize(
    ("added", "value", "shortfall", "surplus", "verdict"),
    [
        (0, 0.3, 400, 0, status.MISSED),
        (399, 0.699, 1, 0, status.MISSED),
        (400, 0.7, 0, 0, status.ACHIEVED),
        (450, 0.75, 0, 50, status.ACHIEVED),
    ],
)
def test_the_result_at_the_due_date(added, value, shortfall, surplus, verdict):
    row = plan.outcome(rows(), more(a=added)).set_index("unit").loc["a"]
    assert (row["value"], row["shortfall"], row["surplus"], row["status"]) == (value, shortfall, surplus, verdict)
    assert (row["more"], row["numerator"]) == (added, 300 + added)


def test_who_gets_nothing_keeps_its_figures_and_who_has_met_the_target_stays_so():
    before, after = rows(), plan.outcome(rows(), more(a=10))
    kept = ["numerator", "value", "shortfall", "surplus"]
    pd.testing.assert_frame_equal(before.loc[1:, kept], after.loc[1:, kept], check_dtype=False)
    assert list(after["status"]) == [status.MISSED, status.ACHIEVED, status.MISSED, status.ACHIEVED]


def test_nobody_judges_what_was_not_reported_or_has_no_target():
    silent = assess(observations(), units(), catalogue(), [target()], Question(COMMUNE, DAY))
    assert set(plan.outcome(silent, more(a=10))["status"]) == {status.NOT_REPORTED}
    assert set(plan.outcome(rows(value=None), more(a=10))["status"]) == {status.NO_TARGET}


def test_an_inferred_whole_gives_an_interval():
    """Hà Giang: 125.071 and 66,6 %; 6.385 more meet 70 % of the middle, not of the largest possible whole."""
    reported = {"unit": "P", "period": "2024-05", "numerator": 125_071, "stated_rate": 0.666, "stated_decimals": 1}
    found = assess(observations(reported), units(), catalogue(), [target()], Question(PROVINCE, DAY))
    row = plan.outcome(found, more(P=6_385)).iloc[0]
    assert (row["status"], row["shortfall"], row["shortfall_low"], row["shortfall_high"]) == (status.ACHIEVED, 0, 0, 99)
    assert (row["surplus"], row["surplus_low"], row["surplus_high"]) == (0, 0, 98)
    assert plan.needed(found.iloc[0], 7000) == 6_385


@pytest.mark.parametrize(("aim", "needed"), [(7000, 400), (7001, 401), (3000, 0), (10_000, 700)])
def test_what_a_target_needs_in_whole_families(aim, needed):
    assert plan.needed(rows().iloc[0], aim) == needed


def test_nothing_is_needed_where_the_whole_is_unknown():
    assert plan.needed(rows().assign(denominator=np.nan).iloc[0], 7000) is None


def test_who_did_not_report_is_not_planned_for():
    known = rows()
    assert plan.plannable(known).all()
    assert not plan.plannable(known.assign(denominator=np.nan)).any()
    assert not plan.plannable(known.assign(status=status.NOT_REPORTED)).any()


def test_an_assignment_says_what_to_reach_and_how_much_faster():
    found = plan.assignment(rows(), more(a=190, c=19), plan.paces(rows()), months=19).set_index("unit")
    assert found["goal"].to_dict() == {"a": 490, "b": 700, "c": 469, "e": 10}
    assert found.loc["a", ["goal_rate", "per_month"]].tolist() == [0.49, 10]
    assert found.loc["a", "times"] == pytest.approx(0.01 / (0.1 / 17))
    assert found.loc["c", "times"] == np.inf, "it fell: no multiple of its pace leads there"
    assert found.loc["b", "times"] == 0


def test_past_the_due_date_an_assignment_has_no_pace():
    found = plan.assignment(rows(), more(a=190), plan.paces(rows()), months=0)
    assert found["per_month"].isna().all() and found["times"].isna().all()


@given(st.integers(0, 200_000), st.integers(1, 200_000))
def test_the_saved_rate_asks_for_the_whole_number(goal, denominator):
    goal = min(goal, denominator)
    found = plan.share_asking(goal, denominator)
    asked = -(-found * denominator // 10_000)
    assert goal <= asked <= goal + denominator // 10_000
    assert 0 <= found <= 10_000
    if denominator <= 10_000:
        assert asked == goal
