"""The expected line, and how far along it a unit is: E(t), R, needed and actual pace (methods §3)."""

from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.domain import comparison, rates
from khuyenhoc.domain.period import month_index
from khuyenhoc.domain.timeline import Timeline

Codes = frozenset[str]


def with_baseline(frame: pd.DataFrame, timeline: Timeline, contributions: pd.DataFrame, rates: Codes) -> pd.DataFrame:
    """Adds the figure progress is counted from (baseline_period, baseline_date, start_month, start_value, n_start,
    d_start) and the latest one over the same reporters (end_value, n_end, d_end, common)."""
    compared = comparison.compared(frame, comparison.baselines(frame, timeline), contributions, rates)
    names = {"period": "baseline_period", "end": "baseline_date", "month": "start_month"}
    compared = compared.drop(columns="approximate").rename(columns=names)
    return _own_baseline(pd.concat([frame, compared], axis=1))


def with_previous(frame: pd.DataFrame, timeline: Timeline, contributions: pd.DataFrame, rates: Codes) -> pd.DataFrame:
    """Adds previous, previous_period, previous_approximate, change and change_count against the period before, over the same reporters."""
    compared = comparison.compared(frame, comparison.previous(frame, timeline), contributions, rates)
    return frame.assign(
        previous=compared["start_value"],
        previous_period=compared["period"],
        previous_approximate=compared["approximate"],
        change=compared["end_value"] - compared["start_value"],
        change_count=compared["n_end"] - compared["n_start"],
        change_common=compared["common"],
    )


def _own_baseline(frame: pd.DataFrame) -> pd.DataFrame:
    """A baseline that the target's own document gives goes before any observation. It speaks of the whole unit."""
    observed = frame["given_value"].isna()
    return frame.assign(
        start_value=frame["start_value"].where(observed, in_shares(frame["given_value"], frame)),
        start_month=frame["start_month"].where(observed, frame["given_month"]),
        baseline_date=frame["baseline_date"].where(observed, frame["given_date"]),
        baseline_period=frame["baseline_period"].where(observed, ""),
        n_start=frame["n_start"].where(observed),
        d_start=frame["d_start"].where(observed),
        end_value=frame["end_value"].where(observed, frame["value"]),
        common=frame["common"].where(observed),
    )


def in_shares(value: pd.Series, frame: pd.DataFrame) -> pd.Series:
    """A target's number as its document gives it: ten-thousandths of a rate as a share, a count as it is."""
    return (value / rates.TEN_THOUSAND).where(frame["aim_is_rate"], value)


def with_progress(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """Adds expected, ratio, span (months), due_month, midyear, needed_per_month, actual_per_month.

    For yearly titles E is read at the last 31/12 not later than the figure (`midyear` marks the others).
    """
    month = frame["month"]
    read = month.where(~frame["yearly"] | (month % 12 == 0), (month - 1) // 12 * 12)
    due_month = frame["due"].dt.year * 12 + frame["due"].dt.month
    expected = _line(frame, read, due_month)
    span = month - frame["start_month"]
    left = (due_month - month_index(on)).clip(lower=0)
    sign = np.where(frame["comparator"] == "<=", -1.0, 1.0)
    advance = frame["end_value"] - frame["start_value"]
    wanted = (expected - frame["start_value"]).replace(0, np.nan)
    return frame.assign(
        midyear=frame["yearly"] & (month % 12 != 0) & month.notna(),
        expected=expected,
        ratio=(advance / wanted).round(9),
        span=span,
        due_month=due_month,
        needed_per_month=((frame["target"] - frame["value"]) * sign).clip(lower=0) / left.replace(0, np.nan),
        actual_per_month=advance * sign / span.where(span > 0),
    )


def _line(frame: pd.DataFrame, at: pd.Series, due_month: pd.Series) -> pd.Series:
    """E(at): piecewise linear through the baseline, the milestones in date order, and (due, target)."""
    start, aim = frame["start_month"], frame["target"]
    from_month, from_value, to_month, to_value = start, frame["start_value"], due_month, aim
    for month, value in _stones(frame):
        passed = (month > start) & (month <= at)
        from_month, from_value = from_month.mask(passed, month), from_value.mask(passed, value)
        ahead = (month > start) & (month > at) & (month < to_month)
        to_month, to_value = to_month.mask(ahead, month), to_value.mask(ahead, value)
    run = (to_month - from_month).where(lambda months: months > 0)
    return from_value + (to_value - from_value) * ((at - from_month) / run).clip(0, 1)


def _stones(frame: pd.DataFrame) -> list[tuple[pd.Series, pd.Series]]:
    """The milestones' months and values, first to last; NaN where a target has fewer."""
    count = sum(name.startswith("stone_month_") for name in frame.columns)
    return [(frame[f"stone_month_{n}"], in_shares(frame[f"stone_value_{n}"], frame)) for n in range(count)]
