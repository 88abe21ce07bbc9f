"""Every form of a period, its bounds, its place in the order, and what is no period."""

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.observation import with_period_ends
from khuyenhoc.domain.period import Period, PeriodError, month_end, month_index


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2022-11-20", date(2022, 11, 20), date(2022, 11, 20)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2019-05/2024-05", date(2019, 5, 1), date(2024, 5, 31)),
        ("2019/2024-Q2", date(2019, 1, 1), date(2024, 6, 30)),
        ("2024-05/2024-05", date(2024, 5, 1), date(2024, 5, 31)),
    ],
)
def test_bounds_and_the_text_as_declared(text, start, end):
    period = Period.parse(text)
    assert (period.text, period.start, period.end) == (text, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "", "24", "2025-", "2025-13", "2025-00", "2025-5", "2025-H3", "2025-H0", "2025-Q5", "2025-Q0", "2025-h1",
        "2023-02-29", "2025-04-31", "2025-1-1", "05/2025", "tháng 5/2024", "2024-05 ", "2024-05/2019-05", "2019/2020/2021",
        "2019-05/", "/2024", "0000", "2025\n", "2024-05-31T00:00",
    ],
)  # fmt: skip
def test_what_is_no_period(text):
    with pytest.raises(PeriodError):
        Period.parse(text)


def test_later_end_first_and_at_equal_ends_the_longer_period_is_the_later():
    drawn = ["2024-12-31", "2025", "2024", "2024-Q4", "2019/2024", "2024-12", "2024-H2", "2024-11", "2025-01"]
    ordered = sorted(drawn, key=lambda text: Period.parse(text).order)
    assert ordered == ["2024-11", "2024-12-31", "2024-12", "2024-Q4", "2024-H2", "2024", "2019/2024", "2025-01", "2025"]


def test_by_text_the_order_would_be_another():
    """“2024-Q1” comes after “2024-12” as text, and ends nine months before."""
    assert sorted(["2024-Q1", "2024-12"]) == ["2024-12", "2024-Q1"]
    assert Period.parse("2024-Q1").order < Period.parse("2024-12").order


def test_the_frame_is_ordered_as_the_periods_are():
    texts = ["2024", "2024-12-31", "2024-Q4", "2023-12", "2024-12", "2024"]
    frame = with_period_ends(pd.DataFrame({"period": texts}))
    by_columns = frame.sort_values(["end", "length"], kind="stable")["period"]
    assert list(by_columns) == sorted(texts, key=lambda text: Period.parse(text).order)
    assert list(frame["month"]) == [2024 * 12 + 12] * 3 + [2023 * 12 + 12] + [2024 * 12 + 12] * 2


def test_months_are_counted_between_month_ends():
    assert month_index(date(2024, 5, 31)) - month_index(date(2020, 12, 31)) == 41
    assert month_index(date(2024, 5, 1)) == month_index(month_end(2024, 5))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_lies_in_its_month_quarter_half_and_year(day):
    month, quarter, half = f"{day:%Y-%m}", (day.month + 2) // 3, (day.month + 5) // 6
    periods = [
        Period.parse(t) for t in (f"{day}", month, f"{day.year}-Q{quarter}", f"{day.year}-H{half}", str(day.year))
    ]
    assert all(period.start <= day <= period.end for period in periods)
    assert all(a.start >= b.start and a.end <= b.end for a, b in pairwise(periods))
    assert month_end(day.year, day.month) + timedelta(days=1) == date(day.year + day.month // 12, day.month % 12 + 1, 1)
