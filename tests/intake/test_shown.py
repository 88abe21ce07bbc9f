"""Values of spreadsheets as text."""

from datetime import date, time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.shown import shown
from khuyenhoc.intake.values import Number, parse_count, parse_rate


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (125071.0, "General", "125071"),
        (125071, "#,##0", "125071"),
        (1234.56, "#,##0", "1234,56"),
        (1.406, "General", "1,406"),
        (0.1 + 0.2, "General", "0,3"),
        (1e-7, "General", "0,0000001"),
        (-5.0, "General", "-5"),
        (688, "00000", "00688"),
        (688, "General", "688"),
        (0.666, "0.0%", "66,6%"),
        (0.66597, "0.0%", "66,6%"),
        (0.6, "0%", "60%"),
        (0.6004, '0.00"%"', "0,6004"),
        (True, "General", "1"),
        (date(2024, 5, 31), "dd/mm/yyyy", "31/5/2024"),
        (date(2024, 5, 31), "d-mmm-yy", "31/5/2024"),
        (pd.Timestamp(2024, 5, 31, 7, 30), "General", "31/5/2024"),
        (date(2024, 5, 1), "mmm-yy", "tháng 5/2024"),
        (date(2024, 5, 1), '"tháng" mm/yyyy', "tháng 5/2024"),
        (date(2025, 12, 10), "d-mmm", "ngày 10/12"),
        (time(8, 30), "h:mm", "08:30:00"),
    ],
)
def test_as_an_office_sees_them(value: float, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


def test_a_month_is_a_period_and_never_a_fraction() -> None:
    """5/2024 typed into Excel becomes 1 May: in the period's column it is May, in a column of figures an error."""
    text = shown(date(2024, 5, 1), "mmm-yy")
    assert parse_period(text) == "2024-05"
    assert not isinstance(parse_count(text), Number)


def test_a_fraction_that_became_a_day_is_never_taken_for_a_figure() -> None:
    assert not isinstance(parse_count(shown(date(2025, 12, 10), "d-mmm")), Number)


@given(st.integers(0, 10**12))
def test_counts_are_read_back(number: int) -> None:
    assert parse_count(shown(float(number), "General")).value == number


@given(st.integers(1, 1000))
def test_per_cents_are_read_back(tenths: int) -> None:
    read = parse_rate(shown(tenths / 1000, "0.0%"))
    assert (read.value, read.decimals) == (pytest.approx(tenths / 1000), 1)
