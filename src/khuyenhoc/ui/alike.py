"""Xã giống mình làm tốt hơn: who stood level with this unit two years ago and is ahead now, beside the unit itself."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import peers
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.present import peer_words, tables, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, parts, situation


def better_peers(unit: str, indicator: Indicator, period: Period) -> None:
    """Nothing for a province, which has no peers."""
    units = data.place(period.end).units
    if indicator not in situation.ranked_at(units.level(unit)):
        return
    kind = str(units.frame.at[unit, "kind"])
    st.header(f"{kind} giống mình làm tốt hơn")
    earlier = peers.two_years_before(data.periods(), period)
    if earlier is None:
        st.write(peer_words.NO_EARLIER_ROUND)
        return
    found = situation.alike(unit, indicator, period)
    if found.empty:
        st.write(peer_words.nobody(kind, earlier.text))
    else:
        key = (unit, indicator.code, period.text)
        parts.markup(data.made("better peers", key, lambda: _table(found, unit, indicator, period, earlier)))
    st.caption(peer_words.rule(kind, earlier.text, period.text))


def _table(found: pd.DataFrame, unit: str, indicator: Indicator, period: Period, earlier: Period) -> str:
    """This unit first, then those to learn from."""
    level = data.place(period.end).units.level(unit)
    now, before = (data.of_indicator(level, each.end, indicator.code).set_index("unit") for each in (period, earlier))
    listed = [unit, *found["unit"]]
    rows = pd.DataFrame(
        {
            "name": [filters.unit_label(key, period.end) for key in listed],
            "href": [parts.unit_address(key, period.end, period.text) for key in listed],
            "before": before.loc[listed, "value"].to_numpy(),
            "now": now.loc[listed, "value"].to_numpy(),
            "lead": [None, *found["lead"]],
            "sample": now.loc[listed, "sample"].to_numpy(),
            "own": [key == unit for key in listed],
        }
    )
    columns = [
        Column("name", "Địa bàn", "link", href="href"),
        Column("before", vi.capitalised(vi.period(earlier.text)), "rate"),
        Column("now", vi.capitalised(vi.period(period.text)), "rate"),
        Column("lead", "Hơn địa bàn này", "points", hint="điểm phần trăm"),
    ]
    return tables.table_html(rows, columns, f"{indicator.short_name}: cùng xuất phát, nay đi trước", total="own")
