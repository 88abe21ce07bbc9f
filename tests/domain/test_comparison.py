"""The period before and the baseline: which figure they are, and over whom a change is counted."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.assessment import Question, assess
from tests.domain.draw import CITIZENS, COMMUNE, DISTRICT, FAMILY, PROVINCE, assigned, catalogue, observations, units

DAY = date(2024, 5, 31)


def judged(*rows: dict, level=PROVINCE, unit="P", indicator=FAMILY, on=DAY, targets=None) -> pd.Series:
    targets = [assigned()] if targets is None else targets
    frame = assess(observations(*rows), units(), catalogue(), targets, Question(level, on))
    return frame[(frame["unit"] == unit) & (frame["indicator"] == indicator)].iloc[0]


def rate(period: str, n: float, d: float = 1000, unit: str = "P", **more: object) -> dict:
    return {"unit": unit, "period": period, "numerator": n, "denominator": d, **more}


def count(period: str, n: float | None, unit: str = "P", **more: object) -> dict:
    number = {} if n is None else {"numerator": n}
    return {"unit": unit, "period": period, "indicator": CITIZENS, **number, **more}


@pytest.mark.parametrize(
    ("periods", "previous"),
    [
        (["2022", "2023", "2024-05"], "2023"),
        (["2024-05", "2022", "2023"], "2023"),
        (["2023-12", "2023", "2024-05"], "2023"),
        (["2024-04", "2024-05-31", "2024-05"], "2024-04"),
        (["2024-05-31", "2024-05"], ""),
        (["2024-05", "2024-05-31"], ""),
        (["2023", "2023-12", "2024-05"], "2023"),
        (["2024-05"], ""),
        (["2023-12", "2024-05", "2024-06"], "2023-12"),
    ],
)
def test_the_period_before_is_the_last_that_ended_earlier(periods, previous):
    row = judged(*(rate(period, 500 + at) for at, period in enumerate(periods)))
    assert row["period"] == "2024-05"
    assert row["previous_period"] == previous
    assert pd.isna(row["change"]) == (previous == "")


@pytest.mark.parametrize(
    ("periods", "baseline"),
    [
        (["2019", "2020", "2022", "2024-05"], "2020"),
        (["2019-06", "2024-05"], "2019-06"),
        (["2022", "2023", "2024-05"], "2022"),
        (["2020-Q4", "2020", "2023", "2024-05"], "2020"),
        (["2020", "2020-Q4", "2023", "2024-05"], "2020"),
        (["2024-05"], "2024-05"),
    ],
)
def test_the_baseline_is_the_last_before_the_start_else_the_first_after(periods, baseline):
    assert judged(*(rate(period, 500) for period in periods))["baseline_period"] == baseline


def test_change_in_shares_and_in_families():
    row = judged(rate("2023", 400), rate("2024-05", 450))
    assert row["change"] == pytest.approx(0.05)
    assert (row["previous"], row["change_count"]) == (0.4, 50)
    assert pd.isna(row["change_common"])


def test_a_figure_without_value_is_no_period_before():
    rows = [
        rate("2022", 400),
        {"unit": "P", "period": "2023", "state": "unknown"},
        {"unit": "P", "period": "2023-06", "numerator": 410},
    ]
    assert judged(*rows, rate("2024-05", 450))["previous_period"] == "2022"


def test_an_uncollected_count_is_no_period_before():
    row = judged(
        count("2022", 5), count("2023", None, state="unknown"), count("2024-05", 9), indicator=CITIZENS, targets=[]
    )
    assert (row["previous_period"], row["previous"], row["change_count"]) == ("2022", 5, 4)


def test_a_typed_rate_is_compared_in_shares_only():
    typed = {"unit": "P", "period": "2023", "stated_rate": 0.4, "stated_decimals": 1}
    row = judged(typed, rate("2024-05", 450))
    assert row["change"] == pytest.approx(0.05) and pd.isna(row["change_count"])


def test_of_the_communes_only_those_that_reported_both_are_compared():
    rows = [
        rate("2023", 40, 100, "a"), rate("2023", 90, 100, "c"),
        rate("2024-05", 50, 110, "a"), rate("2024-05", 10, 100, "b"),
    ]  # fmt: skip
    row = judged(*rows)
    assert (row["numerator"], row["denominator"]) == (60, 210)
    assert row["previous"] == 0.4 and row["change"] == pytest.approx(50 / 110 - 0.4)
    assert (row["change_count"], row["change_common"]) == (10, 1)


def test_the_own_figure_of_a_province_is_not_compared_with_the_sum_of_some():
    some = rate("2023", 666), rate("2024-05", 54, 100, "a")
    row = judged(*some)
    assert pd.isna(row["change"]) and pd.isna(row["previous"])
    assert (row["status"], row["reason"]) == ("insufficient", "one_observation")
    assert judged(*reversed([rate("2023", 54, 100, "a"), rate("2024-05", 666)]))["status"] == "insufficient"


def test_the_own_figure_is_compared_with_the_sum_of_all():
    row = judged(rate("2023", 600), *(rate("2024-05", 65, 100, unit) for unit in "abce"))
    assert row["reported"] == row["expected_reports"] and row["change"] == pytest.approx(0.05)


def test_communes_that_never_reported_twice_make_no_change():
    row = judged(rate("2023", 40, 100, "a"), rate("2024-05", 50, 100, "b"), level=DISTRICT, unit="D1")
    assert pd.isna(row["change"]) and row["previous_period"] == ""
    assert (row["status"], row["reason"]) == ("insufficient", "one_observation")


def test_an_uncollected_figure_of_a_commune_is_not_zero_in_the_comparison():
    """Missing is never zero: “…” before and 5 now is no growth of 5."""
    rows = [
        count("2023", None, "a", state="unknown"), count("2024-05", 5, "a"),
        count("2023", 7, "b"), count("2024-05", 9, "b"),
    ]  # fmt: skip
    row = judged(*rows, level=DISTRICT, unit="D1", indicator=CITIZENS, targets=[])
    assert (row["numerator"], row["previous"], row["change_count"], row["change_common"]) == (14, 7, 2, 1)


def test_a_number_without_its_whole_stays_out_of_a_compared_rate():
    rows = [
        rate("2023", 40, 100, "a"), rate("2024-05", 50, 100, "a"),
        rate("2023", 400, float("nan"), "b"), rate("2024-05", 500, float("nan"), "b"),
    ]  # fmt: skip
    row = judged(*rows, level=DISTRICT, unit="D1")
    assert (row["value"], row["previous"], row["change_common"]) == (0.5, 0.4, 1)


def test_numbers_without_wholes_alone_are_compared_as_numbers():
    rows = [rate(period, n, float("nan"), "a") for period, n in (("2023", 40), ("2024-05", 50))]
    row = judged(*rows, level=DISTRICT, unit="D1")
    assert (row["status"], row["numerator"]) == ("not_computable", 50) and pd.isna(row["previous"])


def test_a_district_that_reported_itself_counts_for_all_its_communes():
    rows = [rate(period, n, 100, unit) for unit in ("D1", "c") for period, n in (("2023", 40), ("2024-05", 50))]
    row = judged(*rows)
    assert (row["reported"], row["expected_reports"], row["change_common"], row["change_count"]) == (3, 4, 3, 20)


def test_the_unit_itself_before_and_its_communes_now_are_both_the_whole_unit():
    rows = [rate("2023", 80, 200, "D1"), rate("2024-05", 50, 100, "a"), rate("2024-05", 55, 100, "b")]
    row = judged(*rows, level=DISTRICT, unit="D1")
    assert (row["previous"], row["change_count"]) == (0.4, 25) and pd.isna(row["change_common"])


def test_a_baseline_of_the_document_is_compared_with_the_whole_unit():
    """Not with the few communes that happen to have reported twice."""
    aim = assigned(baseline=(date(2020, 12, 31), 3000))
    rows = [rate("2021", 10, 100, "a"), rate("2023", 40, 100, "a"), rate("2023", 80, 100, "b")]
    row = judged(*rows, level=DISTRICT, unit="D1", targets=[aim], on=date(2023, 12, 31))
    assert (row["baseline"], row["end_value"], row["baseline_period"]) == (0.3, 0.6, "") and pd.isna(row["common"])
    assert row["expected"] == pytest.approx(0.3 + 0.4 * 36 / 60)


def test_units_are_compared_each_with_itself():
    rows = [
        rate("2023", 10, 100, "a"),
        rate("2024-05", 20, 100, "a"),
        rate("2022", 50, 100, "b"),
        rate("2024-05", 45, 100, "b"),
    ]
    changes = {unit: judged(*rows, level=COMMUNE, unit=unit)["change_count"] for unit in "ab"}
    assert changes == {"a": 10, "b": -5}
