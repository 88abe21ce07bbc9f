"""The expected line, and how far along it a unit is: E(t), R, needed and actual pace (methods §3)."""

from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.domain import comparison, rates
from khuyenhoc.domain.period import month_index


def with_baseline(frame: pd.DataFrame, figures: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """Adds the figure progress is counted from (baseline_period, baseline_date, start_month, start_value, n_start,
    d_start) and the latest one over the same reporters (end_value, n_end, d_end, common)."""
    compared = comparison.compared(frame, comparison.baselines(frame, figures), contributions)
    names = {"period": "baseline_period", "end": "baseline_date", "month": "start_month"}
    return _own_baseline(pd.concat([frame, compared.rename(columns=names)], axis=1))


def with_previous(frame: pd.DataFrame, figures: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """Adds previous, previous_period, change and change_count against the period before, over the same reporters."""
    compared = comparison.compared(frame, comparison.previous(frame, figures), contributions)
    return frame.assign(
        previous=compared["start_value"],
        previous_period=compared["period"],
        change=compared["end_value"] - compared["start_value"],
        change_count=compared["n_end"] - compared["n_start"],
        change_common=compared["common"],
    )


def _own_baseline(frame: pd.DataFrame) -> pd.DataFrame:
    """A baseline that the target's own document gives goes before any observation."""
    given = frame["own_baseline"].map(lambda pair: isinstance(pair, tuple))
    if not given.any():
        return frame
    pairs = frame.loc[given, "own_baseline"]
    scale = np.where(frame.loc[given, "aim_is_rate"], rates.TEN_THOUSAND, 1)
    frame = frame.copy()
    frame.loc[given, "start_value"] = np.array([value for _, value in pairs]) / scale
    frame.loc[given, "start_month"] = [month_index(day) for day, _ in pairs]
    frame.loc[given, "baseline_date"] = pd.to_datetime([day for day, _ in pairs]).astype("datetime64[s]")
    frame.loc[given, ["n_start", "d_start"]] = np.nan
    frame.loc[given, "baseline_period"] = ""
    return frame


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
    run = (due_month - frame["start_month"]).where(lambda months: months > 0)
    share = ((at - frame["start_month"]) / run).clip(0, 1)
    straight = frame["start_value"] + (frame["target"] - frame["start_value"]) * share
    stony = frame["milestones"].map(lambda stones: isinstance(stones, tuple) and len(stones) > 0)
    if not stony.any():
        return straight
    rows = frame[stony].itertuples()
    bent = [_bent(row, month, due) for row, month, due in zip(rows, at[stony], due_month[stony], strict=True)]
    return straight.where(~stony, pd.Series(bent, index=frame.index[stony]).reindex(frame.index))


def _bent(row, month: float, due: float) -> float:
    scale = rates.TEN_THOUSAND if row.aim_is_rate else 1
    stones = [(month_index(day), value / scale) for day, value in row.milestones if month_index(day) > row.start_month]
    points = [(row.start_month, row.start_value), *stones, (due, row.target)]
    return float(np.interp(month, [x for x, _ in points], [y for _, y in points]))
