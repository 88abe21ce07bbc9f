"""The frame of observations every layer speaks: one row per key, missing is never zero."""

from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.domain.period import Period, month_index
from khuyenhoc.domain.unit import Level, Units

KEY = ["indicator", "period", "unit", "ethnicity", "poverty"]
VALUES = ["numerator", "denominator", "stated_rate", "stated_decimals", "approximate", "state"]
ORIGIN = ["sample", "bundled", "batch", "row", "source", "denominator_source", "document"]
COLUMNS = KEY + VALUES + ORIGIN

VALUE, ZERO, NONE, UNKNOWN, WITHDRAWN = "value", "zero", "none", "unknown", "withdrawn"


def with_period_ends(observations: pd.DataFrame) -> pd.DataFrame:
    """Adds `end` (Timestamp), `length` (days) and `month` (month index of the end), by which periods are ordered."""
    numbers, texts = pd.factorize(observations["period"])
    periods = [Period.parse(text) for text in texts]
    ends = np.array([period.end for period in periods], dtype="datetime64[s]")
    lengths = np.array([(period.end - period.start).days for period in periods], dtype="int64")
    months = np.array([month_index(period.end) for period in periods], dtype="int64")
    return observations.assign(end=ends[numbers], length=lengths[numbers], month=months[numbers])


def known_by(observations: pd.DataFrame, on: date) -> pd.DataFrame:
    """Rows of periods that end by that day: what came later is not known yet, and decides nothing."""
    early = [text for text in observations["period"].unique() if Period.parse(text).end <= on]
    return observations[observations["period"].isin(early)]


def totals(observations: pd.DataFrame) -> pd.DataFrame:
    """Rows about everybody: no ethnicity, no poverty class."""
    return observations[(observations["ethnicity"] == "") & (observations["poverty"] == "")]


def hide_sample(observations: pd.DataFrame, units: Units) -> pd.DataFrame:
    """Without the simulated rows of an indicator at and below the highest level where real figures were uploaded.

    Real rows that come with the sample (`bundled`) do not count: a simulated and a reported figure of one
    indicator never stand in one total, rank, map or chart.
    """
    depth = observations["unit"].map(units.depths)
    uploaded = ~observations["sample"] & ~observations["bundled"]
    highest = depth[uploaded].groupby(observations.loc[uploaded, "indicator"]).min()
    hidden = observations["sample"] & (depth >= observations["indicator"].map(highest).fillna(len(Level)))
    return observations[~hidden]


def hidden_sample_indicators(observations: pd.DataFrame, units: Units) -> list[str]:
    """The indicators of which simulated rows are hidden because real figures came."""
    kept = hide_sample(observations, units)
    gone = observations.index.difference(kept.index)
    return sorted(observations.loc[gone, "indicator"].unique())
