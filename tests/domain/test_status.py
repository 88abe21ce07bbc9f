"""The edges of the ten statuses (methods §3): order of the rules, boundaries, what is said beside them."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.assessment import Question, assess
from khuyenhoc.domain.status import STATUSES
from tests.domain.draw import (
    CITIZEN_RATE,
    CITIZENS,
    COMMUNE,
    FAMILY,
    POOR,
    PROVINCE,
    assigned,
    catalogue,
    observations,
    target,
    units,
)

ANY_TIME = catalogue(**{FAMILY: {"recognised": "any"}})
DUE = date(2025, 12, 31)


def judged(rows, on, *targets, level=PROVINCE, unit="P", indicator=FAMILY, known=None) -> pd.Series:
    chosen = list(targets) or [assigned()]
    frame = assess(observations(*rows), units(), known or catalogue(), chosen, Question(level, on))
    return frame[(frame["unit"] == unit) & (frame["indicator"] == indicator)].iloc[0]


def rate(period, n, d=1000, unit="P", **more):
    return {"unit": unit, "period": period, "numerator": n, "denominator": d, **more}


def count(period, n, **more):
    return {"unit": "P", "period": period, "numerator": n, "indicator": CITIZENS, **more}


def poor(period, n, d=1000):
    return rate(period, n, d, indicator=POOR)


def at_most(value, **more):
    return assigned(value, indicator=POOR, comparator="<=", **more)


@pytest.mark.parametrize(
    ("before", "now", "status"),
    [
        # n of 1.000 at the end of 2021 and of 2023, the target is 70 %
        (720, 690, "regressing"),
        (720, 700, "achieved"),
        (701, 699, "regressing"),
        (650, 644, "regressing"),
        (650, 645, "slow"),
        (650, 650, "slow"),
        (500, 650, "on_track"),
    ],
)
def test_falling_below_the_target_or_by_more_than_half_a_point(before, now, status):
    assert judged([rate("2021", before), rate("2023", now)], date(2023, 12, 31))["status"] == status


@pytest.mark.parametrize(
    ("n_before", "d_before", "n_now", "d_now", "status"),
    [
        (650, 1000, 660, 1100, "slow"),  # the share falls, the families grow
        (650, 1000, 649, 1100, "regressing"),
        (650, 1000, 640, 985, "slow"),  # fewer families, the share hardly moves
    ],
)
def test_a_fall_is_one_of_the_share_and_of_the_number(n_before, d_before, n_now, d_now, status):
    rows = [rate("2021", n_before, d_before), rate("2023", n_now, d_now)]
    assert judged(rows, date(2023, 12, 31))["status"] == status


@pytest.mark.parametrize(
    ("before", "now", "status", "shortfall"),
    [
        (100, 120, "regressing", 70),
        (100, 104, "slow", 54),
        (40, 60, "regressing", 10),
        (60, 50, "achieved", 0),
        (300, 150, "on_track", 100),
        (300, 290, "slow", 240),
    ],
)
def test_where_lower_is_better_everything_turns_round(before, now, status, shortfall):
    row = judged([poor("2021", before), poor("2023", now)], date(2023, 12, 31), at_most(500), indicator=POOR)
    assert (row["status"], row["shortfall"]) == (status, shortfall)
    assert pd.isna(row["completion"])


@pytest.mark.parametrize(
    ("n", "d", "shortfall", "surplus"), [(7, 100, 2, 0), (5, 100, 0, 0), (3, 100, 0, 2), (1, 19, 1, 0), (0, 19, 0, 0)]
)
def test_at_most_counts_whole_units_downward(n, d, shortfall, surplus):
    row = judged([poor("2024-05", n, d)], date(2024, 5, 31), at_most(500), indicator=POOR)
    assert (row["shortfall"], row["surplus"]) == (shortfall, surplus)
    assert (row["status"] == "achieved") is (shortfall == 0)


def test_more_than_all_is_judged_and_left_to_the_checks():
    row = judged([rate("2024-05", 1100)], date(2024, 5, 31))
    assert (row["status"], row["value"], row["surplus"]) == ("achieved", 1.1, 400)


@pytest.mark.parametrize(
    ("before", "now", "status", "mentioned"),
    [
        (100, 105, "on_track", False),
        (100, 106, "on_track", True),
        (100, 120, "on_track", True),
        (100, 121, "insufficient", False),
        (100, 80, "on_track", True),
        (100, 79, "insufficient", False),
        (20, 22, "on_track", False),  # 10 %, but two units
        (20, 23, "on_track", True),  # 15 % and three
        (10, 14, "on_track", True),  # 40 %, but four units
        (10, 15, "insufficient", False),
    ],
)
def test_a_changed_denominator_is_mentioned_or_breaks_the_comparison(before, now, status, mentioned):
    rows = [rate("2021", before * 0.2, before), rate("2023", now * 0.65, now)]
    row = judged(rows, date(2023, 12, 31))
    assert (row["status"], bool(row["denominator_changed"])) == (status, mentioned)
    assert row["reason"] == ("denominator_changed" if status == "insufficient" else "")


def test_a_changed_denominator_hides_no_success():
    assert judged([rate("2021", 20, 100), rate("2023", 190, 200)], date(2023, 12, 31))["status"] == "achieved"


@pytest.mark.parametrize(("on", "status", "inherited"), [(DUE, "slow", True), (date(2026, 1, 1), "missed", True)])
def test_past_due_an_inherited_target_is_missed_too_and_marked(on, status, inherited):
    rows = [rate("2023", 100, unit="a"), rate("2025", 110, unit="a")]
    row = judged(rows, on, level=COMMUNE, unit="a")
    assert (row["status"], bool(row["inherited"])) == (status, inherited)


def test_an_assigned_target_is_missed_by_document():
    row = judged([rate("2025", 110)], date(2026, 1, 1))
    assert (row["status"], bool(row["inherited"]), row["shortfall"]) == ("missed", False, 590)


@pytest.mark.parametrize(
    ("first", "now", "status", "shortfall", "surplus"),
    [
        (0, 12, "on_track", 8, 0),
        (0, 20, "achieved", 0, 0),
        (0, 25, "achieved", 0, 5),
        (10, 9, "regressing", 11, 0),
        (10, 11, "slow", 9, 0),
    ],
)
def test_a_target_for_a_count(first, now, status, shortfall, surplus):
    aim = assigned(20, indicator=CITIZENS, is_rate=False, start=date(2020, 12, 31))
    row = judged([count("2020", first), count("2023", now)], date(2023, 12, 31), aim, indicator=CITIZENS)
    assert (row["status"], row["shortfall"], row["surplus"], row["target"]) == (status, shortfall, surplus, 20)
    assert row["completion"] == pytest.approx(now / 20)


def test_a_count_answers_to_the_target_of_its_rate_only_as_not_computable():
    aim = assigned(4000, indicator=CITIZEN_RATE)
    row = judged([count("2024-05", 110_172)], date(2024, 5, 31), aim, indicator=CITIZENS)
    assert (row["status"], row["value"]) == ("not_computable", 110_172)
    assert pd.isna(row["shortfall"]) and pd.isna(row["completion"])
    own = assigned(100_000, indicator=CITIZENS, is_rate=False)
    assert judged([count("2024-05", 110_172)], date(2024, 5, 31), aim, own, indicator=CITIZENS)["status"] == "achieved"


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2024, 5, 31), "insufficient"),
        (date(2024, 5, 1), "insufficient"),
        (date(2024, 6, 30), "not_reported"),
        (date(2026, 6, 30), "missed"),
    ],
)
def test_the_latest_figure_counts_for_eighteen_months_and_for_ever_at_the_verdict(on, status):
    row = judged([rate("2022-11", 500)], on)
    assert (row["status"], row["value"]) == (status, 0.5)
    assert row["reason"] == {"not_reported": "stale", "insufficient": "one_observation"}.get(status, "")


def test_without_a_target_nothing_is_too_old():
    row = judged([rate("2019", 500)], date(2024, 5, 31), target(None))
    assert (row["status"], row["value"]) == ("no_target", 0.5)


def test_what_came_after_the_due_date_only_is_no_report_in_time():
    row = judged([rate("2026-06", 900)], date(2026, 12, 31))
    assert (row["status"], row["period"], row["value_now"]) == ("not_reported", "", 0.9)


def test_what_is_not_yet_published_on_the_date_is_not_seen():
    rows = [rate("2023", 500), rate("2024-12", 900)]
    assert judged(rows, date(2024, 5, 31))["value"] == 0.5
    assert judged(rows, date(2024, 12, 31))["value"] == 0.9


@pytest.mark.parametrize("given", [date(2025, 12, 31), date(2026, 6, 30)])
def test_a_baseline_at_or_after_the_due_date_gives_no_pace(given):
    aim = assigned(baseline=(given, 4000))
    row = judged([rate("2023", 500), rate("2024", 600)], date(2024, 12, 31), aim)
    assert (row["status"], row["reason"]) == ("insufficient", "baseline_after_due")


def test_a_milestone_before_the_baseline_bends_nothing():
    stones = ((date(2019, 12, 31), 9000), (date(2021, 12, 31), 9500), (date(2024, 12, 31), 6500))
    row = judged([rate("2021", 500), rate("2023", 550)], date(2023, 12, 31), assigned(milestones=stones))
    assert row["expected"] == pytest.approx(0.60) and row["ratio"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2022-06", 0.525), ("2022", 0.55), ("2023-06", 0.56), ("2023", 0.57), ("2024", 0.635), ("2025", 0.70)],
)
def test_the_line_runs_through_every_milestone(period, expected):
    stones = ((date(2022, 12, 31), 5500), (date(2023, 12, 31), 5700))
    rows = [rate("2021", 500), rate(period, 510)]
    on = date(int(period[:4]), 12, 31)
    row = judged(rows, on, assigned(milestones=stones), known=ANY_TIME)
    assert row["status"] == "slow" and row["expected"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("now", "status"), [(599, "slow"), (600, "accelerate"), (949, "accelerate"), (950, "on_track"), (1000, "on_track")]
)
def test_the_cut_offs_themselves_belong_to_the_better_side(now, status):
    """From none of 2.000 toward all of them: half way in time 1.000 are expected, and R is n/1.000."""
    aim = assigned(10_000, start=date(2021, 12, 31))
    row = judged([rate("2021", 0, 2000), rate("2023", now, 2000)], date(2023, 12, 31), aim)
    assert (row["expected"], row["ratio"], row["status"]) == (0.5, now / 1000, status)


def test_six_months_are_enough_and_five_are_not():
    for period, status in (("2023-05", "insufficient"), ("2023-06", "slow")):
        row = judged([rate("2022-12", 500), rate(period, 501)], date(2023, 12, 31), known=ANY_TIME)
        assert row["status"] == status


def test_every_status_is_said_in_the_order_of_the_rules():
    assert STATUSES == (
        "no_target", "not_reported", "not_computable", "achieved", "missed", "insufficient", "regressing", "slow",
        "accelerate", "on_track",
    )  # fmt: skip


def test_a_typed_rate_that_meets_the_target_lacks_nothing():
    """699 and “70,0%”: the whole near 699/0,70 would ask one family more than the rate says."""
    typed = {"unit": "P", "period": "2024-05", "numerator": 699, "stated_rate": 0.70, "stated_decimals": 1}
    row = judged([typed], date(2024, 5, 31))
    assert (row["status"], row["shortfall"], bool(row["inferred"])) == ("achieved", 0, True)
    below = typed | {"stated_rate": 0.699}
    row = judged([below], date(2024, 5, 31))
    assert (row["status"], row["surplus"]) == ("insufficient", 0) and row["shortfall"] >= 1


@pytest.mark.parametrize(
    ("share", "decimals", "status"), [(0.70, 0, "achieved"), (0.6999, 2, "insufficient"), (0.7001, 2, "achieved")]
)
def test_a_typed_rate_alone_is_judged_without_a_shortfall(share, decimals, status):
    row = judged(
        [{"unit": "P", "period": "2024-05", "stated_rate": share, "stated_decimals": decimals}], date(2024, 5, 31)
    )
    assert row["status"] == status and pd.isna(row["shortfall"]) and pd.isna(row["surplus"])


def test_pace_is_silent_where_there_is_none():
    row = judged([rate("2023", 500)], date(2024, 5, 31))
    assert row[["expected", "ratio", "actual_per_month"]].isna().all()
    assert row["needed_per_month"] == pytest.approx(0.2 / 19)
    done = judged([rate("2021", 500), rate("2023", 900)], date(2023, 12, 31))
    assert done[["expected", "ratio", "needed_per_month"]].isna().all()


def test_a_figure_that_did_not_rise_has_a_pace_of_zero_or_less():
    row = judged([rate("2021", 500), rate("2023", 500)], date(2023, 12, 31))
    assert row["actual_per_month"] == 0 and row["needed_per_month"] == pytest.approx(0.2 / 24)


def test_a_phase_asks_of_one_due_year_only():
    aims = [target(7000, id="2025"), target(8000, id="2030", due=date(2030, 12, 31))]
    for phase, share in ((2025, 0.7), (2030, 0.8), (None, 0.7)):
        frame = assess(
            observations(rate("2024-05", 500)), units(), catalogue(), aims, Question(PROVINCE, date(2024, 5, 31), phase)
        )
        assert list(frame.loc[frame["unit"] == "P", "target"]) == [share]
    assert (
        assess(observations(rate("2024-05", 1)), units(), catalogue(), aims, Question(PROVINCE, DUE, 2040)).iloc[0][
            "status"
        ]
        == "no_target"
    )
