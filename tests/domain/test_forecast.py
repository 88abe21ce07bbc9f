"""Forecasts to the due date (methods §4), as drawn tables and by properties."""

import random
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from khuyenhoc.domain.extrapolation import Method, fitted
from khuyenhoc.domain.forecast import (
    Goal,
    Kind,
    Likelihood,
    Why,
    backtest,
    forecast,
    likelihood,
    monthly,
)
from khuyenhoc.domain.period import PeriodError, month_index

DUE = month_index(date(2025, 12, 31))
AIM = Goal(0.70)


def at(year: int, month: int = 12) -> int:
    return year * 12 + month


def yearly(*values: float, first: int = 2020) -> list[tuple[int, float]]:
    return [(at(first + number), value) for number, value in enumerate(values)]


RISING = yearly(0.50, 0.55, 0.58, 0.64, 0.666)
BROKEN = yearly(0.50, 0.55, 0.53, 0.60, 0.56)
WAVES = [(at(2022, 6) + 6 * n, value) for n, value in enumerate((0.66, 0.69, 0.655, 0.68, 0.65, 0.67))]
LEAPS = yearly(0.30, 0.45, 0.47, 0.62, 0.69)


# --- what can be said from how many figures ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "kind", "why"),
    [
        ([], Kind.NONE, Why.NO_FIGURE),
        (RISING[:1], Kind.NONE, Why.ONE_FIGURE),
        (RISING[:2], Kind.PACE, Why.FEW_FIGURES),
        (RISING[:4], Kind.PACE, Why.FEW_FIGURES),
        (RISING, Kind.FAN, Why.ENOUGH),
        # half-yearly 6/2022 to 12/2023 and 5/2024: five figures over 23 months
        ([(at(2022, 6), 0.5), (at(2022), 0.52), (at(2023, 6), 0.55), (at(2023), 0.6), (at(2024, 5), 0.666)],
         Kind.PACE, Why.SHORT_SPAN),
        ([(at(2022, 6), 0.5), (at(2022), 0.52), (at(2023, 6), 0.55), (at(2023), 0.6), (at(2024, 6), 0.666)],
         Kind.FAN, Why.ENOUGH),
        (yearly(0.5, 0.6, first=2024), Kind.NONE, Why.DUE_PASSED),
        (yearly(0.5, 0.6, first=2025), Kind.NONE, Why.DUE_PASSED),
    ],
)  # fmt: skip
def test_what_is_said_depends_on_figures_and_months(points, kind, why):
    found = forecast(points, AIM, DUE)
    assert (found.kind, found.why) == (kind, why)
    assert (found.probability is None) == (kind is not Kind.FAN)
    assert (found.bands == ()) == (kind is not Kind.FAN)
    assert (found.at_due is None) == (kind is Kind.NONE)


def test_golden_line_ends_at_68_8():
    """methods §9: 60 % (31/12/2021) -> 66,6 % (31/12/2024), T = 70 % due 31/12/2025."""
    found = forecast([(at(2021), 0.60), (at(2024), 0.666)], AIM, DUE)
    assert found.method is Method.STRAIGHT
    assert found.at_due == pytest.approx(0.688, abs=1e-12)
    assert found.line[0] == (at(2021), pytest.approx(0.60))
    assert found.line[-1] == (DUE, pytest.approx(0.688))
    assert [month for month, _ in found.line] == list(range(at(2021), DUE + 1))


def test_three_figures_go_from_the_first_to_the_last_whatever_lies_between():
    found = forecast([(at(2022), 0.9), (at(2021), 0.60), (at(2024), 0.666)], AIM, DUE)
    assert found.at_due == pytest.approx(0.688)


# --- the three lines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("points", [RISING, WAVES, LEAPS])
def test_the_trend_is_weighted_least_squares_with_a_half_life_of_24_months(points):
    months, values = (np.array(column, dtype=float) for column in zip(*points, strict=True))
    weights = np.sqrt(0.5 ** ((months[-1] - months) / 24))  # polyfit squares them
    slope, level = np.polyfit(months - months[-1], values, 1, w=weights)
    course = fitted(Method.TREND, points)
    assert course.value(months[-1]) == pytest.approx(level, abs=1e-12)
    assert course.value(DUE) == pytest.approx(level + slope * (DUE - months[-1]), abs=1e-12)


@pytest.mark.parametrize("points", [RISING, WAVES, LEAPS])
def test_the_trends_uncertainty_is_that_of_equally_exact_figures(points):
    """Independent route: matrices. Var = s²(1 + x'(X'WX)⁻¹X'W²X(X'WX)⁻¹x), s² = e'We / tr(R'WR)."""
    months, values = (np.array(column, dtype=float) for column in zip(*points, strict=True))
    design = np.c_[np.ones(len(months)), months - months[-1]]
    weight = np.diag(0.5 ** ((months[-1] - months) / 24))
    maker = np.linalg.inv(design.T @ weight @ design) @ design.T @ weight
    rest = np.eye(len(months)) - design @ maker
    noise = (rest @ values) @ weight @ (rest @ values) / np.trace(rest.T @ weight @ rest)
    place = np.array([1, DUE - months[-1]])
    expected = np.sqrt(noise * (1 + place @ maker @ maker.T @ place))
    course = fitted(Method.TREND, points)
    assert course.deviation(DUE) == pytest.approx(expected, rel=1e-9)
    assert course.freedom == len(points) - 2


def test_equal_ages_give_the_textbook_interval():
    """Figures a month apart are weighted almost alike: scipy's own least squares is the second opinion."""
    points = [(at(2024, 1) + n, 0.5 + 0.01 * n + 0.004 * (-1) ** n) for n in range(8)]
    plain = stats.linregress(range(8), [value for _, value in points])
    course = fitted(Method.TREND, points)
    assert course.slope == pytest.approx(plain.slope, rel=0.02)
    residuals = [value - plain.intercept - plain.slope * n for n, (_, value) in enumerate(points)]
    noise = sum(error**2 for error in residuals) / 6
    across = sum((n - 3.5) ** 2 for n in range(8))
    textbook = (noise * (1 + 1 / 8 + (11 - 3.5) ** 2 / across)) ** 0.5
    assert course.deviation(at(2024, 12)) == pytest.approx(textbook, rel=0.03)


def test_no_change_and_straight_line_are_random_walks():
    """Hyndman, Athanasopoulos §5.5: s·√h, and with drift s·√(h + h²/T)."""
    steps = [0.05, 0.03, 0.06, 0.026]
    still, drift = fitted(Method.NO_CHANGE, RISING), fitted(Method.STRAIGHT, RISING)
    per_month = sum(step**2 for step in steps) / 12 / 4
    around = sum((step - 0.0415) ** 2 for step in steps) / 12 / 3
    assert (still.value(DUE), still.freedom) == (0.666, 4)
    assert still.deviation(DUE) == pytest.approx((per_month * 12) ** 0.5)
    assert (drift.value(DUE), drift.freedom) == (pytest.approx(0.7075), 3)
    assert drift.deviation(DUE) == pytest.approx((around * (12 + 144 / 48)) ** 0.5)


def test_the_band_holds_as_many_new_figures_as_it_says():
    """300 invented straight courses: the 80 % band of the trend holds 74–86 % of the figures to come."""
    source = random.Random(8)
    months = [at(2020) + 12 * n for n in range(5)]
    inside = 0
    for _ in range(300):
        points = [(month, 0.5 + 0.003 * (month - months[0]) + source.gauss(0, 0.02)) for month in months]
        course = fitted(Method.TREND, points)
        new = 0.5 + 0.003 * (DUE - months[0]) + source.gauss(0, 0.02)
        inside += abs(new - course.value(DUE)) <= stats.t.ppf(0.9, course.freedom) * course.deviation(DUE)
    assert 0.74 <= inside / 300 <= 0.86


# --- which of the three is shown ---------------------------------------------------------------------------------


def by_hand(points, method, number):
    return abs(fitted(method, points[:number]).value(points[number][0]) - points[number][1])


@pytest.mark.parametrize(
    ("points", "tested"), [(RISING, 2), (WAVES, 3), ([*RISING, (at(2024, 12) + 6, 0.67)], 3), (RISING[:4], 1)]
)
def test_the_backtest_foretells_the_last_figures_from_those_before(points, tested):
    errors, k = backtest(points)
    assert k == tested
    expected = {m: sum(by_hand(points, m, n) for n in range(len(points) - k, len(points))) / k for m in Method}
    assert dict(errors) == pytest.approx(expected, abs=1e-9)
    assert [error for _, error in errors] == sorted(error for _, error in errors)


def test_the_backtest_of_a_small_course_by_hand():
    errors, _ = backtest(yearly(0.50, 0.52, 0.54, 0.60))
    # straight and trend foretell 56, no change 54; the trend is preferred among equals
    assert errors == ((Method.TREND, 0.04), (Method.STRAIGHT, 0.04), (Method.NO_CHANGE, 0.06))


def test_three_figures_leave_nothing_to_test():
    assert backtest(RISING[:3]) == ((), 0)


@pytest.mark.parametrize(
    ("points", "method"),
    [
        (RISING, Method.TREND),
        (BROKEN, Method.NO_CHANGE),
        (yearly(0.12, 0.10, 0.085, 0.061, 0.04), Method.STRAIGHT),
    ],
)
def test_the_best_of_the_three_is_shown(points, method):
    found = forecast(points, AIM, DUE)
    assert found.method is method is found.errors[0][0]
    assert found.at_due == pytest.approx(fitted(method, points).value(DUE))


def test_no_change_starts_at_the_last_figure_and_stays():
    found = forecast(BROKEN, AIM, DUE)
    assert found.line == tuple((month, 0.56) for month in range(at(2024), DUE + 1))


# --- probability -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1.0, Likelihood.VERY_LIKELY),
        (0.90, Likelihood.VERY_LIKELY),
        (0.899, Likelihood.POSSIBLE),
        (0.60, Likelihood.POSSIBLE),
        (0.599, Likelihood.UNCLEAR),
        (0.401, Likelihood.UNCLEAR),
        (0.40, Likelihood.UNLIKELY),
        (0.0, Likelihood.UNLIKELY),
    ],
)
def test_words_of_probability(probability, word):
    assert likelihood(probability) is word


@pytest.mark.parametrize("points", [RISING, BROKEN, WAVES, LEAPS])
@pytest.mark.parametrize("comparator", [">=", "<="])
def test_the_probability_is_students(points, comparator):
    found = forecast(points, Goal(0.70, comparator), DUE)
    course = fitted(found.method, points)
    above = 1 - stats.t.cdf(0.70, course.freedom, course.value(DUE), course.deviation(DUE))
    assert found.probability == pytest.approx(above if comparator == ">=" else 1 - above, abs=1e-12)
    assert found.likelihood is likelihood(found.probability)


@pytest.mark.parametrize(
    ("share", "target", "comparator", "probability"),
    [
        (0.6, 0.6, ">=", 1.0), (0.6, 0.6, "<=", 1.0), (0.6, 0.61, ">=", 0.0), (0.6, 0.59, "<=", 0.0), (0.6, 0.59, ">=", 1.0),
    ],
)  # fmt: skip
def test_a_flat_course_stays_where_it_is(share, target, comparator, probability):
    found = forecast(yearly(*[share] * 6, first=2019), Goal(target, comparator), DUE)
    assert found.at_due == pytest.approx(share, abs=1e-12)
    assert found.method is Method.TREND
    assert found.probability == probability
    for band in found.bands:
        assert band.edges[-1] == (DUE, pytest.approx(share, abs=1e-9), pytest.approx(share, abs=1e-9))


@pytest.mark.parametrize(("target", "comparator"), [(0.0, ">="), (1.0, "<=")])
def test_what_cannot_be_missed_is_certain(target, comparator):
    assert forecast(WAVES, Goal(target, comparator), DUE).probability == 1.0


def test_whole_families_decide_where_their_number_is_known():
    """3 units, 70 %: all 3 are needed; 100 of 3 is the line, not 70 %."""
    by_share, by_units = forecast(LEAPS, Goal(0.70), DUE), forecast(LEAPS, Goal(0.70, denominator=3), DUE)
    assert Goal(0.70, denominator=3).line == 1.0
    assert by_units.probability < by_share.probability
    assert (by_units.count, by_units.shortfall) == (2, 1)


@pytest.mark.parametrize(
    ("goal", "whole"),
    [
        (Goal(0.55, denominator=100), 55),  # not the 56 of floating point
        (Goal(0.90, denominator=91), 82),
        (Goal(0.25, denominator=9), 3),
        (Goal(0.02, "<=", denominator=190), 3),
        (Goal(0.70), None),
        (Goal(2000, rate=False), None),
    ],
)
def test_targets_in_whole_units(goal, whole):
    assert goal.whole == whole


def test_families_at_the_due_date():
    found = forecast([(at(2021), 0.60), (at(2024), 0.666)], Goal(0.70, denominator=187_794), DUE)
    assert found.count == 129_202  # 68,8 %
    assert found.shortfall == 131_456 - 129_202


def test_too_many_at_the_due_date_where_lower_is_better():
    found = forecast([(at(2023), 0.12), (at(2024), 0.10)], Goal(0.05, "<=", denominator=1000), DUE)
    assert (found.count, found.shortfall) == (80, 30)


def test_counts_have_no_upper_end_and_never_fall_below_nothing():
    up = forecast(yearly(1200, 1350, 1500, 1610, 1800), Goal(2000, rate=False), DUE)
    assert (up.count, up.shortfall) == (round(up.at_due), 2000 - round(up.at_due))
    assert up.at_due > 1900
    down = forecast([(at(2021), 900), (at(2024), 100)], Goal(50, "<=", rate=False), DUE)
    assert (down.at_due, down.count, down.shortfall) == (0.0, 0, 0)


# --- which figures are used --------------------------------------------------------------------------------------


def test_titles_of_the_year_are_carried_on_from_year_ends_once_there_are_five():
    midyear = [(at(2024, 5), 0.62), (at(2023, 6), 0.55)]
    found = forecast([*RISING, *midyear], AIM, DUE, yearly=True)
    assert found.year_ends and found.used == tuple(RISING)
    assert found.at_due == forecast(RISING, AIM, DUE).at_due
    all_of_them = forecast([*RISING, *midyear], AIM, DUE)
    assert not all_of_them.year_ends and len(all_of_them.used) == 7


def test_four_year_ends_are_not_enough_to_leave_the_others_out():
    found = forecast([*RISING[1:], (at(2024, 5), 0.62)], AIM, DUE, yearly=True)
    assert not found.year_ends and len(found.used) == 5


def test_no_line_crosses_a_break():
    old = yearly(0.30, 0.33, 0.36, 0.40, 0.41, first=2015)
    found = forecast([*old, *RISING], AIM, DUE, breaks=[at(2020, 1)])
    assert found.used == tuple(RISING)
    assert found.break_month is None
    assert found.at_due == forecast(RISING, AIM, DUE).at_due


def test_figures_on_either_side_of_the_reform_are_two_courses():
    reform = at(2025, 7)
    points = [*RISING, (at(2025, 6), 0.68), (at(2025, 9), 0.40)]
    assert forecast(points, AIM, DUE, breaks=[reform]).why is Why.ONE_FIGURE
    before = forecast(points[:-1], AIM, DUE, breaks=[reform])
    assert before.used == tuple(points[:-1])
    assert before.break_month == reform
    assert forecast(RISING, AIM, at(2025, 6), breaks=[reform]).break_month is None


def test_periods_become_months_in_the_order_of_their_ends():
    figures = [("2024", 0.66), ("2022-H1", 0.5), ("2024-12", 0.65), ("2023-05-31", None), ("2023-Q2", float("nan"))]
    # of the year and its December the year is the later figure
    assert monthly(figures) == [(at(2022, 6), 0.5), (at(2024), 0.66)]
    assert monthly([]) == []


def test_texts_that_are_no_period_are_refused():
    with pytest.raises(PeriodError):
        monthly([("năm 2024", 0.5)])


@pytest.mark.parametrize(
    "points", [[*RISING, RISING[0]], [*RISING, (at(2019), float("nan"))], [(at(2019), float("inf"))]]
)
def test_two_figures_of_one_month_and_no_numbers_are_refused(points):
    with pytest.raises(ValueError):
        forecast(points, AIM, DUE)


# --- properties --------------------------------------------------------------------------------------------------

COURSES = st.lists(
    st.tuples(st.integers(at(2015), at(2025, 11)), st.integers(0, 1000).map(lambda n: n / 1000)),
    min_size=5, max_size=12, unique_by=lambda point: point[0],
)  # fmt: skip
SHARES = st.integers(0, 100).map(lambda n: n / 100)


@given(COURSES, SHARES, SHARES, st.sampled_from([">=", "<="]))
def test_a_harder_target_is_never_more_probable(points, one, other, comparator):
    easy, hard = sorted((one, other), reverse=comparator == "<=")
    likely, less = (forecast(points, Goal(target, comparator), DUE).probability for target in (easy, hard))
    assert (likely is None) == (less is None)
    assert likely is None or less <= likely + 1e-12


@given(COURSES, SHARES)
def test_bands_hold_the_line_within_the_scale_and_the_wider_holds_the_narrower(points, target):
    found = forecast(points, Goal(target), DUE)
    line = dict(found.line)
    assert all(0 <= value <= 1 for value in line.values())
    for narrow, wide in zip(*(band.edges for band in found.bands), strict=True) if found.bands else ():
        assert 0 <= wide[1] <= narrow[1] <= line[narrow[0]] + 1e-12
        assert line[narrow[0]] - 1e-12 <= narrow[2] <= wide[2] <= 1


@given(COURSES, SHARES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(points, target, source):
    shuffled = list(points)
    source.shuffle(shuffled)
    assert forecast(shuffled, Goal(target), DUE) == forecast(points, Goal(target), DUE)


@given(COURSES, SHARES)
def test_meeting_and_missing_are_all_there_is(points, target):
    up, down = (forecast(points, Goal(target, sign), DUE).probability for sign in (">=", "<="))
    assert up is None or up + down >= 1 - 1e-12


@given(COURSES, st.integers(-500, 500))
def test_the_calendar_year_does_not_matter(points, years):
    moved = [(month + 12 * years, value) for month, value in points]
    here, there = forecast(points, AIM, DUE), forecast(moved, AIM, DUE + 12 * years)
    assert (there.method, there.at_due, there.probability) == (here.method, here.at_due, here.probability)
    assert [month - 12 * years for month, _ in there.line] == [month for month, _ in here.line]
