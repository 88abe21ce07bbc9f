"""Figures by ethnicity and poverty, for the page about them."""

from datetime import date

import pandas as pd

from khuyenhoc import query
from khuyenhoc.domain import equity
from khuyenhoc.domain.observation import with_period_ends
from khuyenhoc.domain.unit import REFORM
from khuyenhoc.ui import data


def groups(unit: str, indicator: str, period: str, on: date, by: str) -> pd.DataFrame:
    """One indicator by ethnicity or poverty in one unit: domain.equity.breakdown; no rows where a group is too small."""

    def split() -> pd.DataFrame:
        rows = breakdown_rows(indicator, on)
        rows = rows[rows["period"] == period]
        found = equity.breakdown(rows, data.place(on).units, data.known().catalogue, unit, by)
        return found.iloc[0:0] if equity.too_small(found) else found

    return data.made("groups", (unit, indicator, period, by), split)


def breakdown_rows(indicator: str, on: date) -> pd.DataFrame:
    """All visible rows of one indicator, by group and in total."""
    units = data.place(on).units
    return data.made(
        "breakdown", (indicator, on >= REFORM), lambda: query.visible(data.store(), units, data.version(), (indicator,))
    )


def breakdown_periods(indicator: str, on: date) -> list[str]:
    """Periods of one indicator that have any breakdown, newest first."""

    def find() -> list[str]:
        rows = breakdown_rows(indicator, on)
        rows = rows[(rows["ethnicity"] != "") | (rows["poverty"] != "")]
        ordered = with_period_ends(rows.drop_duplicates("period")).sort_values(["end", "length"], ascending=False)
        return list(ordered["period"])

    return data.made("breakdown periods", (indicator, on >= REFORM), find)
