"""Golden values and edges of methods §3 and §9, drawn as small tables."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.assessment import Question, assess
from khuyenhoc.domain.rates import contradicts, inferred_denominators
from tests.domain.draw import (
    CITIZENS,
    COMMUNE,
    DISTRICT,
    FAMILY,
    LITERACY,
    POOR,
    PROVINCE,
    assigned,
    catalogue,
    observations,
    target,
    units,
)


def judged(rows, targets, on, level=PROVINCE, unit="P", indicator=FAMILY, **kwargs):
    frame = assess(
        observations(*rows), units(), kwargs.pop("catalogue", catalogue()), targets, Question(level, on, **kwargs)
    )
    found = frame[(frame["unit"] == unit) & (frame["indicator"] == indicator)]
    assert len(found) == 1
    return found.iloc[0]


def rate(period, share, n=None, d=10_000, unit="P", **more):
    return {"unit": unit, "period": period, "numerator": round(share * d) if n is None else n, "denominator": d, **more}


def stated(n, share, decimals, **more):
    return {"unit": "P", "period": "2024-05", "numerator": n, "stated_rate": share, "stated_decimals": decimals, **more}


@pytest.mark.parametrize(
    ("n", "share", "decimals", "aim", "status", "shortfall", "between", "surplus"),
    [
        (125_071, 0.666, 1, 7000, "insufficient", 6385, [6287, 6484], 0),
        (1_406, 0.6004, 2, 6500, "insufficient", 117, [None, None], 0),
        (1_484, 0.716, 1, 6500, "achieved", 0, [0, 0], 136),
        (821, 0.9844, 2, 8000, "achieved", 0, [0, 0], 153),
    ],
)
def test_ha_giang_may_2024(n, share, decimals, aim, status, shortfall, between, surplus):
    row = judged([stated(n, share, decimals)], [assigned(aim)], date(2024, 5, 31))
    assert (row["status"], row["shortfall"], row["surplus"]) == (status, shortfall, surplus)
    assert [None if pd.isna(row[end]) else row[end] for end in ("shortfall_low", "shortfall_high")] == between
    assert row["value"] == share


@pytest.mark.parametrize(
    ("n", "share", "decimals", "low", "high", "middle"),
    [
        (125_071, 0.666, 1, 187_654, 187_935, 187_794),
        (1_484, 0.716, 1, 2_072, 2_074, 2_073),
        (821, 0.9844, 2, 834, 834, 834),
        (15, 1.0, 0, 15, 15, 15),
    ],
)
def test_whole_denominators_that_print_the_rate(n, share, decimals, low, high, middle):
    found = inferred_denominators(pd.Series([n]), pd.Series([share]), pd.Series([decimals])).iloc[0]
    assert (found["low"], found["high"], found["middle"]) == (low, high, middle)


def test_no_whole_denominator_prints_60_04():
    found = inferred_denominators(pd.Series([1406]), pd.Series([0.6004]), pd.Series([2])).iloc[0]
    assert pd.isna(found["low"]) and pd.isna(found["high"])
    assert found["middle"] == pytest.approx(2341.77, abs=0.01)


@pytest.mark.parametrize(
    ("n", "d", "share", "decimals", "flag"),
    [
        (330_909, 899_900, 0.3536, 2, True),
        (1_385, 1_847, 0.7048, 2, True),
        (169, 193, 0.8756, 2, False),
        (2, 3, 0.667, 1, False),
        (2, 3, 0.666, 1, True),
    ],
)
def test_typed_rate_against_its_figures(n, d, share, decimals, flag):
    assert bool(contradicts(pd.Series([n]), pd.Series([d]), pd.Series([share]), pd.Series([decimals])).iloc[0]) is flag


def test_citizens_without_denominator_cannot_be_computed():
    aim = target(4000, indicator="learning_citizen_rate_citizen")
    reported = {"unit": "P", "period": "2024-05", "numerator": 110_172, "indicator": CITIZENS}
    row = judged([reported], [aim], date(2024, 5, 31), indicator=CITIZENS)
    assert (row["status"], row["reason"], row["value"]) == ("not_computable", "no_denominator", 110_172)


@pytest.mark.parametrize(
    ("aim", "denominator", "needed"), [(9000, 91, 82), (2500, 9, 3), (5500, 100, 55), (10_000, 11, 11)]
)
def test_targets_in_whole_units(aim, denominator, needed):
    row = judged([rate("2024-05", 0, n=0, d=denominator)], [assigned(aim)], date(2024, 5, 31))
    assert row["shortfall"] == needed


def test_seven_of_eleven_districts_lack_four():
    rows = [rate("2024-05", 0, n=7, d=11, indicator=LITERACY)]
    row = judged(rows, [assigned(10_000, indicator=LITERACY)], date(2024, 5, 31), indicator=LITERACY)
    assert row["shortfall"] == 4


@pytest.mark.parametrize(
    ("rows", "on", "status", "ratio"),
    [
        ([rate("2021", 0.20), rate("2024", 0.40)], date(2024, 12, 31), "slow", 0.53),
        ([rate("2021", 0.60), rate("2024", 0.666)], date(2024, 12, 31), "accelerate", 0.88),
        ([rate("2020", 0.60), rate("2024-05", 0.666)], date(2024, 5, 31), "on_track", 1.10),
        ([rate("2020", 0.50), rate("2021", 0.54), rate("2022-11-20", 0.54)], date(2022, 11, 30), "on_track", 1.00),
    ],
)
def test_pace(rows, on, status, ratio):
    row = judged(rows, [assigned()], on)
    assert row["status"] == status
    assert round(row["ratio"], 2) == ratio


def test_needed_and_actual_pace_per_year():
    row = judged([rate("2021", 0.20), rate("2024", 0.40)], [assigned()], date(2024, 12, 31))
    assert round(row["needed_per_month"] * 1200, 1) == 30.0
    assert round(row["actual_per_month"] * 1200, 1) == 6.7


def test_mid_year_figure_is_held_against_the_last_year_end():
    row = judged([rate("2020", 0.60), rate("2024-05", 0.666)], [assigned()], date(2024, 5, 31))
    assert row["midyear"] and row["expected"] == pytest.approx(0.66)


@pytest.mark.parametrize(
    ("december", "june", "status", "after"),
    [(0.72, 0.69, "achieved", "now"), (0.68, 0.71, "missed", "reached_late"), (0.68, 0.69, "missed", "now")],
)
def test_the_verdict_stands_after_the_due_date(december, june, status, after):
    row = judged([rate("2025", december), rate("2026-06", june)], [assigned()], date(2027, 2, 28))
    assert (row["status"], row["after_due"], row["value_now"]) == (status, after, june)


def test_one_more_household_is_not_a_fall():
    rows = [rate("2021", 0, n=650, d=973), rate("2023", 0, n=650, d=974)]
    assert judged(rows, [assigned()], date(2023, 12, 31))["status"] == "slow"


def test_fewer_families_and_half_a_point_less_is_a_fall():
    rows = [rate("2021", 0, n=650, d=1000), rate("2023", 0, n=640, d=1000)]
    assert judged(rows, [assigned()], date(2023, 12, 31))["status"] == "regressing"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([rate("2024-05", 0.5)], "one_observation"),
        ([rate("2024-01", 0.5), rate("2024-05", 0.5)], "short_span"),
        ([rate("2021", 0.5, d=100), rate("2023", 0.5, d=130)], "denominator_changed"),
        ([rate("2023", 0.5), rate("2024-06", 0.6)], "no_progress_expected"),
    ],
)
def test_why_progress_is_not_judged(rows, reason):
    row = judged(rows, [assigned()], date(2024, 6, 30))
    assert (row["status"], row["reason"]) == ("insufficient", reason)


@pytest.mark.parametrize(
    ("rows", "on", "status"),
    [
        ([], date(2024, 5, 31), "not_reported"),
        ([rate("2021", 0.5)], date(2024, 5, 31), "not_reported"),
        ([{"unit": "P", "period": "2024-05", "numerator": 5}], date(2024, 5, 31), "not_computable"),
        ([{"unit": "P", "period": "2024-05", "state": "unknown"}], date(2024, 5, 31), "not_computable"),
        ([rate("2024-05", 0, n=0, d=0)], date(2024, 5, 31), "not_computable"),
        ([rate("2024-05", 0, n=0)], date(2024, 5, 31), "insufficient"),
    ],
)
def test_missing_is_never_zero(rows, on, status):
    other = [{"unit": "a", "period": "2019", "numerator": 1, "denominator": 2}]
    frame = judged([*rows, *(other if not rows else [])], [assigned()], on)
    assert frame["status"] == status


def test_lower_is_better():
    rows = [rate("2021", 0.30, indicator=POOR), rate("2023", 0.10, indicator=POOR)]
    row = judged(rows, [assigned(1500, indicator=POOR, comparator="<=")], date(2023, 12, 31), indicator=POOR)
    assert (row["status"], row["surplus"], row["shortfall"]) == ("achieved", 500, 0)
    row = judged(rows, [assigned(500, indicator=POOR, comparator="<=")], date(2023, 12, 31), indicator=POOR)
    assert (row["status"], row["shortfall"]) == ("on_track", 500)


def test_no_target_hides_the_national_one():
    row = judged([rate("2024-05", 0.5)], [target(), assigned(None)], date(2024, 5, 31))
    assert row["status"] == "no_target"


def test_inherited_target_is_marked():
    rows = [rate("2024-05", 0.5, unit="a")]
    assert judged(rows, [assigned()], date(2024, 5, 31), COMMUNE, "a")["inherited"]
    assert not judged([rate("2024-05", 0.5)], [assigned()], date(2024, 5, 31))["inherited"]
    assert judged([rate("2024-05", 0.5)], [target()], date(2024, 5, 31))["inherited"]


def test_roll_up_sums_and_says_how_many_reported():
    rows = [rate("2024-05", 0, n=30, d=60, unit="a"), rate("2024-05", 0, n=10, d=20, unit="c")]
    row = judged(rows, [assigned()], date(2024, 5, 31))
    assert (row["numerator"], row["denominator"], row["reported"], row["expected_reports"]) == (40, 80, 2, 4)


def test_pace_of_a_parent_compares_only_children_that_reported_twice():
    rows = [
        rate("2021", 0, n=40, d=100, unit="a"), rate("2023", 0, n=50, d=100, unit="a"),
        rate("2023", 0, n=99, d=100, unit="b"),
    ]  # fmt: skip
    row = judged(rows, [assigned()], date(2023, 12, 31), DISTRICT, "D1")
    assert row["value"] == 0.745 and row["status"] == "achieved"
    row = judged(rows, [assigned(9000)], date(2023, 12, 31), DISTRICT, "D1")
    assert (row["baseline"], row["end_value"], row["common"]) == (0.4, 0.5, 1)


def test_own_figure_of_the_parent_is_the_headline():
    rows = [rate("2024-05", 0, n=30, d=60, unit="a"), rate("2024-05", 0, n=500, d=1000)]
    row = judged(rows, [assigned()], date(2024, 5, 31))
    assert (row["numerator"], row["denominator"]) == (500, 1000)


def test_a_reported_figure_never_shares_a_series_with_simulated_ones():
    rows = [rate("2021", 0.2, unit="a", sample=True), rate("2024-05", 0.5)]
    row = judged(rows, [assigned()], date(2024, 5, 31))
    assert (row["status"], row["reason"], row["sample"]) == ("insufficient", "one_observation", False)


def test_milestones_bend_the_expected_line():
    aim = assigned(milestones=((date(2023, 12, 31), 6500),))
    row = judged([rate("2021", 0.50), rate("2023", 0.60)], [aim], date(2023, 12, 31))
    assert row["expected"] == pytest.approx(0.65)


def test_the_targets_own_baseline_goes_first():
    aim = assigned(baseline=(date(2020, 12, 31), 4000))
    row = judged([rate("2021", 0.50), rate("2023", 0.60)], [aim], date(2023, 12, 31))
    assert row["baseline"] == 0.4 and row["expected"] == pytest.approx(0.58)


def test_change_since_the_period_before_compares_the_same_children():
    rows = [
        rate("2021", 0, n=40, d=100, unit="a"), rate("2022", 0, n=45, d=100, unit="a"),
        rate("2023", 0, n=55, d=100, unit="a"), rate("2023", 0, n=90, d=100, unit="b"),
    ]  # fmt: skip
    row = judged(rows, [assigned()], date(2023, 12, 31), DISTRICT, "D1")
    assert (row["previous_period"], row["previous"], row["change_count"], row["change_common"]) == ("2022", 0.45, 10, 1)
    assert row["change"] == pytest.approx(0.10)
