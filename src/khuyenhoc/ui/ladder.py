"""The blocks of Xếp hạng, first form: by rate, còn thiếu beside it, unreported units named."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import ranking
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import charts, narrative, tables, vi
from khuyenhoc.present.charts import Spec, UnitBar
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, frame, parts


def indicators(level: Level) -> list[Indicator]:
    return [each for each in data.known().catalogue if each.is_rate and level in each.rate_levels]


def ladder(indicator: Indicator, level: Level, period: Period) -> None:
    """Ranks, then too few to rank, then unreported."""
    if data.of_indicator(level, period.end, indicator.code).empty:
        st.info("Chưa có số liệu của chỉ tiêu này ở cấp đã chọn.")
        return
    key = (level, indicator.code, period.text)
    rows = data.made("ranked", key, lambda: _ranked(indicator, level, period))
    columns = _columns(bool(rows["sample"].any()))
    title = f"{indicator.short_name}: {vi.period(period.text)}, xếp theo tỷ lệ"
    parts.markup(data.made("ladder", key, lambda: tables.table_html(rows, columns, title)))
    parts.fewer_note(rows)
    parts.save_table(rows, columns, f"xep-hang-{indicator.code}-{period.text}")
    silent = list(rows.loc[rows["standing"] == ranking.NOT_REPORTED, "name"])
    if silent:
        st.write(f"Chưa báo cáo nên chưa xếp hạng: {vi.listing(silent)}.")
    if level is not Level.COMMUNE:
        large = frame.presenting()
        parts.chart(data.made("ladder chart", (*key, large), lambda: _bars(indicator, level, period, large)), "ladder")


def _ranked(indicator: Indicator, level: Level, period: Period) -> pd.DataFrame:
    rows = ranking.ranked(data.of_indicator(level, period.end, indicator.code))
    rows = parts.with_names(rows, period, level)
    records = rows.to_dict("records")
    return parts.place_rows(rows).assign(
        value_text=_values(rows, indicator),
        rank=[_rank(row) for row in records],
        figures=[_figures(row) for row in records],
        standing=rows["standing"],
    )


def _columns(simulated: bool) -> list[Column]:
    place, target, value, *rest = parts.PLACE_COLUMNS
    rank = Column("rank", "Thứ hạng minh họa" if simulated else "Hạng", "figure")
    return [place, rank, value, Column("figures", "Số đạt/tổng số", "figure", minor=True), target, *rest]


def _rank(row: dict) -> str:
    if row["standing"] == ranking.TOO_FEW:
        return "quá ít đơn vị để xếp hạng"
    return "" if pd.isna(row["rank"]) else vi.number(row["rank"])


def _values(rows: pd.DataFrame, indicator: Indicator) -> list[str]:
    """Equal prints with different ranks get one more decimal."""
    return (
        narrative.percents_apart(list(rows["value"])) if indicator.is_rate else [vi.trimmed(v) for v in rows["value"]]
    )


def _figures(row: dict) -> str:
    if pd.isna(row["numerator"]) or pd.isna(row["denominator"]):
        return ""
    return vi.fraction(row["numerator"], row["denominator"])


def _bars(indicator: Indicator, level: Level, period: Period, large: bool) -> Spec:
    rows = ranking.ranked(data.of_indicator(level, period.end, indicator.code))
    targets = rows["target"].dropna().unique()
    bars = [
        UnitBar(row["unit_name"], None if pd.isna(row["value"]) else row["value"], row["status"], row["inherited"])
        for row in rows.to_dict("records")
    ]
    return charts.bars_by_unit(
        bars,
        f"{indicator.short_name}, {vi.period(period.text)}",
        float(targets[0]) if len(targets) == 1 else None,
        sample=bool(rows["sample"].any()),
        presenting=large,
    )
