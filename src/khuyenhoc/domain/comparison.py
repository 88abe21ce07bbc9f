"""Two figures of one series: the latest and an earlier one. A parent's change compares only children that reported both."""

import pandas as pd

from khuyenhoc.domain import rollup

PAIR = ["unit", "indicator"]
_FIGURES = ["period", "end", "month", "length", "numerator", "denominator", "stated_rate"]


def usable(series: pd.DataFrame, rates: frozenset[str]) -> pd.DataFrame:
    """The figures that can be compared: a count, or a rate with a denominator or a typed rate."""
    is_rate = series["indicator"].isin(rates)
    return series.loc[series["denominator"].gt(0) | series["stated_rate"].notna() | ~is_rate, [*PAIR, *_FIGURES]]


def baselines(frame: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Of every pair of `frame` the last figure at or before the target's start, else the first after it."""
    found = _up_to_latest(frame, figures)
    at_start = found["end"] <= found["start"]
    before = found[at_start].drop_duplicates(PAIR, keep="last")
    after = found[~at_start].drop_duplicates(PAIR, keep="first")
    return pd.concat([before, after]).drop_duplicates(PAIR)


def previous(frame: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Of every pair of `frame` the last figure before the latest one."""
    found = _up_to_latest(frame, figures)
    return found[found["end"] < found["end_latest"]].drop_duplicates(PAIR, keep="last")


def _up_to_latest(frame: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    found = frame[[*PAIR, "start", "end"]].merge(figures, on=PAIR, suffixes=("_latest", ""))
    return found[found["end"] <= found["end_latest"]].sort_values(["end", "length"], kind="stable")


def compared(frame: pd.DataFrame, earlier: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """The latest figures of `frame` against `earlier` ones, in the row order of `frame`.

    Columns: period, end, month of the earlier figure; n_start, d_start, start_value, n_end, d_end, end_value over the
    same reporters; `common`: how many they are (NaN where the unit reported itself).
    """
    pairs = frame[[*PAIR, "period", "own", "is_rate", "value", "numerator", "denominator"]]
    base = earlier[[*PAIR, "period", "end", "month", "numerator", "denominator", "stated_rate"]]
    joined = pairs.merge(base, on=PAIR, how="left", suffixes=("_end", "_start"))
    summed = joined[joined["own"].eq(False) & joined["period_start"].notna()]
    asked = summed[[*PAIR]].assign(period=summed["period_end"], base_period=summed["period_start"])
    both = rollup.common(contributions, asked).add_prefix("common_")
    joined = joined.merge(both, left_on=PAIR, right_on=["common_unit", "common_indicator"], how="left")
    over_children = joined["common_common"].notna()
    n_start = joined["numerator_start"].where(~over_children, joined["common_base_numerator"])
    d_start = joined["denominator_start"].where(~over_children, joined["common_base_denominator"])
    n_end = joined["numerator_end"].where(~over_children, joined["common_numerator"])
    d_end = joined["denominator_end"].where(~over_children, joined["common_denominator"])
    end_value = (n_end / d_end.where(d_end > 0)).where(over_children, joined["value"])
    start_value = (n_start / d_start.where(d_start > 0)).fillna(joined["stated_rate"])
    result = pd.DataFrame(
        {
            "period": joined["period_start"],
            "end": joined["end"],
            "month": joined["month"],
            "n_start": n_start,
            "d_start": d_start,
            "n_end": n_end,
            "d_end": d_end,
            "start_value": start_value.where(joined["is_rate"], n_start),
            "end_value": end_value.where(joined["is_rate"], n_end),
            "common": joined["common_common"],
        }
    )
    return result.set_axis(frame.index)
