"""Two figures of one series: the latest and an earlier one. A parent's change compares only children that reported both."""

import numpy as np
import pandas as pd

from khuyenhoc.domain import rollup
from khuyenhoc.domain.timeline import Timeline

_FIGURES = [
    "period", "end", "month", "numerator", "denominator", "stated_rate", "own", "approximate", "reported",
    "expected_reports",
]  # fmt: skip


def usable(series: pd.DataFrame, rates: frozenset[str]) -> pd.Series:
    """True for the figures that can be compared: a known count, or a rate with its two numbers or a typed rate."""
    computed = series["numerator"].notna() & (series["denominator"].gt(0) | ~series["indicator"].isin(rates))
    return computed | series["stated_rate"].notna()


def baselines(frame: pd.DataFrame, timeline: Timeline) -> pd.DataFrame:
    """Of every pair of `frame` the last figure at or before the target's start, else the first after it."""
    up_to_latest = timeline.end <= _of_pair(frame["end"], timeline)
    at_start = up_to_latest & (timeline.end <= _of_pair(frame["start"], timeline))
    before, after = timeline.last(at_start), timeline.first(up_to_latest & ~at_start)
    return timeline.figures(np.where(before >= 0, before, after), _FIGURES)


def previous(frame: pd.DataFrame, timeline: Timeline) -> pd.DataFrame:
    """Of every pair of `frame` the last figure before the latest one."""
    return timeline.figures(timeline.last(timeline.end < _of_pair(frame["end"], timeline)), _FIGURES)


def _of_pair(dates: pd.Series, timeline: Timeline) -> np.ndarray:
    return dates.to_numpy()[timeline.pair]


def compared(
    frame: pd.DataFrame, earlier: pd.DataFrame, contributions: pd.DataFrame, rates: frozenset[str]
) -> pd.DataFrame:
    """The latest figures of `frame` against `earlier` ones, row by row.

    Columns: period, end, month, approximate of the earlier figure; n_start, d_start, start_value, n_end, d_end, end_value over the
    same reporters; `common`: how many they are (NaN where the unit reported itself). Two sums of which no part
    reported both are not compared, nor is the unit's own figure with the sum of some of its parts.
    """
    asked = frame["own"].eq(False) & earlier["own"].eq(False)
    unlike = (frame["own"].ne(earlier["own"]) & (_of_some(frame) | _of_some(earlier))).fillna(False).astype(bool)
    both = rollup.over_same_reporters(
        contributions, frame["period"].where(asked), earlier["period"].where(asked), rates
    ).reindex(frame.index)
    over_children = both["reporters"].notna()
    earlier = earlier.mask((asked & ~over_children) | unlike)
    n_start = earlier["numerator"].where(~over_children, both["numerator_base"])
    d_start = earlier["denominator"].where(~over_children, both["denominator_base"])
    n_end = frame["numerator"].where(~over_children, both["numerator"])
    d_end = frame["denominator"].where(~over_children, both["denominator"])
    end_value = (n_end / d_end.where(d_end > 0)).where(over_children, frame["value"])
    start_value = (n_start / d_start.where(d_start > 0)).fillna(earlier["stated_rate"])
    return earlier[["period", "end", "month", "approximate"]].assign(
        n_start=n_start,
        d_start=d_start,
        n_end=n_end,
        d_end=d_end,
        start_value=start_value.where(frame["is_rate"], n_start),
        end_value=end_value.where(frame["is_rate"], n_end),
        common=both["reporters"],
    )


def _of_some(figures: pd.DataFrame) -> pd.Series:
    """True for sums over a part of the units that should report."""
    return figures["own"].eq(False) & (figures["reported"] < figures["expected_reports"])
