"""Reporting rounds read off the figures: until rounds are configured, a period that most units of a level reported."""

from datetime import date

import pandas as pd

MOST = 2 / 3
FEWEST = 10  # so few units make no round: each of them may have a calendar of its own


def latest_round(series: pd.DataFrame, on: date) -> pd.Series:
    """Indicator -> end of the newest period up to `on` that at least two thirds of its reporting units, and at least
    ten, reported; indicators without such a period are left out. `series`: columns unit, indicator, end."""
    known = series.loc[series["end"] <= pd.Timestamp(on), ["unit", "indicator", "end"]]
    units = known.groupby("indicator", observed=True)["unit"].nunique()
    counts = known.groupby(["indicator", "end"], observed=True)["unit"].nunique().reset_index(name="units")
    needed = counts["indicator"].map(units).astype("float64") * MOST
    rounds = counts[(counts["units"] >= needed) & (counts["units"] >= FEWEST)]
    return rounds.groupby("indicator", observed=True)["end"].max()
