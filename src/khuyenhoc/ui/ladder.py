"""The blocks of Xếp hạng, first form: by rate, còn thiếu beside it, unreported units named."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import ranking
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import charts, vi
from khuyenhoc.present.charts import UnitBar
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, frame, parts


def indicators(level: Level) -> list[Indicator]:
    return [each for each in data.known().catalogue if each.is_rate and level in each.rate_levels]


def ladder(indicator: Indicator, level: Level, period: Period) -> None:
    """Ranks, then too few to rank, then unreported."""
    rows = data.of_indicator(level, period.end, indicator.code)
    if rows.empty:
        st.info("Chưa có số liệu của chỉ tiêu này ở cấp đã chọn.")
        return
    rows = parts.with_names(ranking.ranked(rows), period, level)
    simulated = bool(rows["sample"].any())
    shown = parts.place_rows(rows).assign(
        rank=[_rank(row) for row in rows.to_dict("records")],
        figures=[_figures(row) for row in rows.to_dict("records")],
    )
    title = "Thứ hạng minh họa" if simulated else "Hạng"
    place, target, value, *rest = parts.PLACE_COLUMNS
    columns = [place, Column("rank", title, "figure"), value, Column("figures", "Số đạt/tổng số", "figure"), target, *rest]
    parts.table(shown, columns, f"{indicator.short_name}: {vi.period(period.text)}, xếp theo tỷ lệ")
    parts.save_table(shown, columns, f"xep-hang-{indicator.code}-{period.text}")
    _unranked(rows)
    if level is not Level.COMMUNE:
        _bars(rows, indicator, period, simulated)


def _rank(row: dict) -> str:
    if row["standing"] == ranking.TOO_FEW:
        return "quá ít đơn vị để xếp hạng"
    return "" if pd.isna(row["rank"]) else vi.number(row["rank"])


def _figures(row: dict) -> str:
    if pd.isna(row["numerator"]) or pd.isna(row["denominator"]):
        return ""
    return vi.fraction(row["numerator"], row["denominator"])


def _unranked(rows: pd.DataFrame) -> None:
    silent = list(rows.loc[rows["standing"] == ranking.NOT_REPORTED, "name"])
    if silent:
        st.write(f"Chưa báo cáo nên chưa xếp hạng: {vi.listing(silent)}.")


def _bars(rows: pd.DataFrame, indicator: Indicator, period: Period, simulated: bool) -> None:
    targets = rows["target"].dropna().unique()
    bars = [
        UnitBar(row["unit_name"], None if pd.isna(row["value"]) else row["value"], row["status"], row["inherited"])
        for row in rows.to_dict("records")
    ]
    spec = charts.bars_by_unit(
        bars,
        f"{indicator.short_name}, {vi.period(period.text)}",
        float(targets[0]) if len(targets) == 1 else None,
        sample=simulated,
        presenting=frame.presenting(),
    )
    parts.chart(spec, "ladder")
