"""The expected line, and how far along it a unit is: E(t), R, needed and actual pace (methods §3)."""

from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.domain import rates, rollup
from khuyenhoc.domain.period import month_index

PAIR = ["unit", "indicator"]


def baseline(frame: pd.DataFrame, series: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """Adds base_* : the target's own baseline; else the last figure at or before its start, else the first after it.

    For a sum of children `change_*` holds both periods over the children that reported in both.
    """
    usable = series[["unit", "indicator", "period", "end", "month", "length", "numerator", "denominator", "stated_rate"]]
    usable = usable[usable["denominator"].gt(0) | usable["stated_rate"].notna() | ~_is_rate(usable, frame)]
    found = frame[[*PAIR, "start", "end"]].merge(usable, on=PAIR, suffixes=("_now", ""))
    found = found[found["end"] <= found["end_now"]]
    found = found.sort_values(["end", "length"], kind="stable")
    at_start = found["end"] <= found["start"]
    before = found[at_start].drop_duplicates(PAIR, keep="last")
    after = found[~at_start].drop_duplicates(PAIR, keep="first")
    first = pd.concat([before, after]).drop_duplicates(PAIR)
    renamed = first[[*PAIR, "period", "end", "month", "numerator", "denominator", "stated_rate"]].rename(
        columns=lambda name: name if name in PAIR else f"base_{name}"
    )
    frame = frame.merge(renamed, on=PAIR, how="left")
    frame = frame.merge(_change(frame, contributions), on=PAIR, how="left", suffixes=("", "_common"))
    return _own_baseline(_base_values(frame))


def _is_rate(rows: pd.DataFrame, frame: pd.DataFrame) -> pd.Series:
    return rows["indicator"].map(dict(zip(frame["indicator"], frame["is_rate"], strict=True))).fillna(False).astype(bool)


def _change(frame: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """Both periods over the same children, for sums of children only."""
    summed = frame[frame["own"].eq(False) & frame["base_period"].notna()]
    both = rollup.common(contributions, summed[[*PAIR, "period", "base_period"]])
    return both.rename(columns=lambda name: name if name in (*PAIR, "common") else f"change_{name}")


def _base_values(frame: pd.DataFrame) -> pd.DataFrame:
    """`start_value` and `end_value`: the two figures whose difference is the progress, on the same children."""
    summed = frame["common"].notna()
    n0 = frame["base_numerator"].where(~summed, frame["change_base_numerator"])
    d0 = frame["base_denominator"].where(~summed, frame["change_base_denominator"])
    n1 = frame["numerator"].where(~summed, frame["change_numerator"])
    d1 = frame["denominator"].where(~summed, frame["change_denominator"])
    is_rate = frame["is_rate"]
    return frame.assign(
        start_value=(n0 / d0).fillna(frame["base_stated_rate"]).where(is_rate, n0),
        end_value=(n1 / d1).where(summed, frame["value"]).where(is_rate, n1),
        n_start=n0,
        n_end=n1,
        d_start=d0,
        d_end=d1,
        start_month=frame["base_month"],
    )


def _own_baseline(frame: pd.DataFrame) -> pd.DataFrame:
    """A baseline that the target's own document gives goes before any observation."""
    given = frame["own_baseline"].map(lambda pair: isinstance(pair, tuple))
    if not given.any():
        return frame
    pairs = frame.loc[given, "own_baseline"]
    scale = np.where(frame.loc[given, "aim_is_rate"], rates.TEN_THOUSAND, 1)
    frame = frame.copy()
    frame.loc[given, "start_value"] = [value for _, value in pairs] / scale
    frame.loc[given, "start_month"] = [month_index(day) for day, _ in pairs]
    frame.loc[given, "base_end"] = pd.to_datetime([day for day, _ in pairs])
    frame.loc[given, ["n_start", "d_start", "base_period"]] = [np.nan, np.nan, ""]
    return frame


def progress(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """Adds expected, ratio, months_left, needed_per_month, actual_per_month, progress_months, read_month.

    For yearly titles E is read at the last 31/12 not later than the figure (`midyear` marks the others).
    """
    month = frame["month"]
    read = month.where(~frame["yearly"] | (month % 12 == 0), (month - 1) // 12 * 12)
    due_month = _months(frame["due"])
    expected = _line(frame, read, due_month)
    span = month - frame["start_month"]
    left = (due_month - month_index(on)).clip(lower=0)
    sign = np.where(frame["comparator"] == "<=", -1.0, 1.0)
    advance = (frame["end_value"] - frame["start_value"]) * sign
    return frame.assign(
        midyear=frame["yearly"] & (month % 12 != 0) & month.notna(),
        expected=expected,
        ratio=((frame["end_value"] - frame["start_value"]) / (expected - frame["start_value"]).replace(0, np.nan)).round(9),
        span=span,
        due_month=due_month,
        needed_per_month=((frame["target"] - frame["value"]) * sign).clip(lower=0) / left.replace(0, np.nan),
        actual_per_month=advance / span.where(span > 0),
        months_left=left,
    )


def _months(days: pd.Series) -> pd.Series:
    """Month indices of dates; period ends stand at month ends. December of year 0 is 12."""
    return days.dt.year * 12 + days.dt.month


def _line(frame: pd.DataFrame, at: pd.Series, due_month: pd.Series) -> pd.Series:
    """E(at): piecewise linear through the baseline, the milestones in date order, and (due, target)."""
    straight = _between(at, frame["start_month"], frame["start_value"], due_month, frame["target"])
    with_stones = frame["milestones"].map(lambda stones: isinstance(stones, tuple) and len(stones) > 0)
    if not with_stones.any():
        return straight
    bent = [
        _bent(row, month, due)
        for row, month, due in zip(
            frame[with_stones].itertuples(), at[with_stones], due_month[with_stones], strict=True
        )
    ]
    return straight.where(~with_stones, pd.Series(bent, index=frame.index[with_stones]).reindex(frame.index))


def _between(at: pd.Series, x0: pd.Series, y0: pd.Series, x1: pd.Series, y1: pd.Series) -> pd.Series:
    """The straight line between two points; before the first it keeps the first value, after the last the last."""
    return y0 + (y1 - y0) * ((at - x0) / (x1 - x0).where(x1 > x0)).clip(0, 1)


def _bent(row, month: float, due: float) -> float:
    scale = rates.TEN_THOUSAND if row.aim_is_rate else 1
    stones = [(month_index(day), value / scale) for day, value in row.milestones if month_index(day) > row.start_month]
    points = [(row.start_month, row.start_value), *stones, (due, row.target)]
    return float(np.interp(month, [x for x, _ in points], [y for _, y in points]))
