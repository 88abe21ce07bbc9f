"""The rows of a unit's sheet: every indicator with value, target, rank, where the peers lie, trend, verdict; other figures."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc.domain import peers, ranking, status
from khuyenhoc.domain.course import course, turn
from khuyenhoc.domain.grouping import is_grouped
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import cards, narrative, spine, tables, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.present.unit_words import SAMPLE_RANK
from khuyenhoc.ui import data, filters, parts, remarks, situation, style

_NAME, _TARGET, _VALUE, _PREVIOUS, _CHANGE, _COMPLETION, _GAP, _VERDICT = tables.TARGET_COLUMNS
_STATUS = replace(_VERDICT, note="remark")


def scorecard(unit: str, period: Period) -> None:
    """Every indicator with a target and a figure, as the table of targets with rank, peers and trend."""
    shown, columns, table = data.made(
        "scorecard", (data.version(), unit, period.text), lambda: _scorecard(unit, period)
    )
    parts.markup(table)
    if (shown["spine"] != "").any():
        st.caption(spine.LEGEND)
    if not style.presenting():
        parts.fewer_note(shown)
    written = [column for column in columns if column.kind != "drawing"]
    rows = data.of_unit(unit, period.end)
    parts.save_assessed(rows, shown, written, f"dia-ban-{_code(unit, period)}-{period.text}")


def _scorecard(unit: str, period: Period) -> tuple[pd.DataFrame, list[Column], str]:
    shown = _shown(unit, period)
    columns = _columns(shown, unit, period)
    return shown, columns, tables.table_html(shown, columns, "Chỉ tiêu có mục tiêu")


def other_figures(unit: str, period: Period) -> None:
    """What was reported without a target, and which targets wait for a report."""
    count, waiting, table = data.made("other figures", (unit, period.text), lambda: _others(unit, period))
    with st.expander(f"Các số liệu khác của địa bàn ({vi.number(count)})"):
        if waiting:
            st.write(f"Có mục tiêu nhưng địa bàn chưa báo cáo: {vi.listing(waiting)}.")
        parts.markup(table)


def _others(unit: str, period: Period) -> tuple[int, list[str], str]:
    """How many there are, the names of those that wait, and the table."""
    rows = data.of_unit(unit, period.end)
    catalogue = data.known().catalogue
    reported = rows["period"] != ""
    waiting = rows[_targeted(rows) & ~reported & (rows["due"] >= rows["date"])]
    waiting = waiting[~waiting["indicator"].isin(expected(unit, period.end))]
    others = rows[rows["target"].isna() & reported]
    others = others.assign(
        name=[catalogue[code].short_name for code in others["indicator"]],
        figure=[_figure(row, catalogue[row["indicator"]]) for row in others.to_dict("records")],
    )
    columns = [Column("name", "Chỉ tiêu"), Column("figure", "Số liệu", "figure"), Column("period", "Kỳ", "period")]
    table = tables.table_html(others, [*columns, Column("source", "Nguồn")], "Số liệu không có mục tiêu")
    return len(others), [catalogue[code].short_name for code in waiting["indicator"]], table


def _code(unit: str, period: Period) -> str:
    return data.place(period.end).units.code(unit)


def expected(unit: str, on: date) -> frozenset[str]:
    """The indicators every unit answers for: headlines with a target here, each once, as rate or as the count it waits for."""
    rows = data.of_unit(unit, on)
    targeted = rows[_targeted(rows)]
    sent = set(rows.loc[rows["period"] != "", "indicator"])
    heads = data.known().catalogue.headline
    asked = {each.code for each in heads if each.code in sent or each.numerator_indicator not in sent}
    return frozenset(asked & set(targeted["indicator"]))


def _targeted(rows: pd.DataFrame) -> pd.Series:
    """With a target; not the counts that only wait for the denominator of their rate, where the rate was reported."""
    reported = set(rows.loc[rows["period"] != "", "indicator"])
    numerators = {each.numerator_indicator for each in data.known().catalogue if each.code in reported}
    return rows["target"].notna() & ~rows["indicator"].isin(numerators)


def _figure(row: dict, indicator: Indicator) -> str:
    if indicator.unit_value and row["denominator"] == 1:
        return indicator.unit_value.get(f"{row['numerator']:.0f}", "")
    text = narrative.value_text(row)
    return f"{text} {indicator.unit}" if text and not indicator.is_rate else text


def _field(unit: str, period: Period) -> Level:
    """The level whose units are drawn beside this one: its own; below a province its children, as it stands alone."""
    units = data.place(period.end).units
    own = units.level(unit)
    children = situation.parts_of(unit, period.end)
    return units.level(children[0]) if own.depth <= Level.PROVINCE.depth and children else own


def _columns(shown: pd.DataFrame, unit: str, period: Period) -> list[Column]:
    """From six metres only what decides is read."""
    rank = Column("rank", vi.capitalised(SAMPLE_RANK) if shown["sample"].any() else "Hạng", "figure")
    among = "So với các nhóm" if is_grouped(data.place(period.end).units) else "So với các huyện"
    names = {Level.PROVINCE: "So với các tỉnh", Level.DISTRICT: among, Level.COMMUNE: "So với các xã"}
    drawn = Column("spine", names.get(_field(unit, period), ""), "drawing")
    ranks = [rank] if (shown["rank"] != "").any() else []
    if style.presenting():
        return [_NAME, _TARGET, _VALUE, _GAP, *ranks, drawn, _STATUS]
    trend = Column("trend", "Diễn biến", "drawing", minor=True)
    return [_NAME, _TARGET, _VALUE, _PREVIOUS, _CHANGE, trend, _COMPLETION, _GAP, *ranks, drawn, _STATUS]


def _shown(unit: str, period: Period) -> pd.DataFrame:
    catalogue, code = data.known().catalogue, _code(unit, period)
    rows = data.of_unit(unit, period.end)
    rows = rows[_targeted(rows) & ((rows["period"] != "") | rows["indicator"].isin(expected(unit, period.end)))]
    named = rows.assign(
        name=[catalogue[each].short_name for each in rows["indicator"]],
        href=[filters.address("dia-ban", dia_ban=code, ky=period.text, chi_tieu=each) for each in rows["indicator"]],
    )
    records, said = rows.to_dict("records"), remarks.of_unit(unit, period)
    return tables.target_frame(named).assign(
        rank=[_rank(row, catalogue[row["indicator"]], period) for row in records],
        spine=[_spine(row, catalogue[row["indicator"]], period) for row in records],
        remark=[said.get(each, "") for each in rows["indicator"]],
        trend=[_trend(row, catalogue[row["indicator"]], period) for row in records],
    )


def _rank(row: dict, indicator: Indicator, period: Period) -> str:
    """6/11; '' where nobody is ranked, or this unit is not."""
    level = data.place(period.end).units.level(row["unit"])
    if indicator not in situation.ranked_at(level):
        return ""
    found = data.made(
        "ranked",
        (level, period.text, indicator.code),
        lambda: ranking.ranked(data.of_indicator(level, period.end, indicator.code)).set_index("unit")["rank"],
    )
    rank = found[row["unit"]]
    return "" if pd.isna(rank) else vi.fraction(int(rank), int(found.notna().sum()))


def _spine(row: dict, indicator: Indicator, period: Period) -> str:
    level = _field(row["unit"], period)
    if not indicator.is_rate or level not in indicator.rate_levels:
        return ""
    found = data.made("spread", (level, period.text, indicator.code), lambda: _spread(level, indicator, period))
    own, target = (float(row[name]) if narrative.known(row[name]) else None for name in ("value", "target"))
    return spine.spine_svg(found, own, target, lower_is_better=row["lower_is_better"]) if found else ""


def _spread(level: Level, indicator: Indicator, period: Period) -> peers.Spread | None:
    rows = data.of_indicator(level, period.end, indicator.code)
    return peers.spread(rows["value"].where(rows["status"] != status.NOT_REPORTED))


def _trend(row: dict, indicator: Indicator, period: Period) -> str:
    """Its figures are not kept one by one: the table is."""
    units, catalogue = data.place(period.end).units, data.known().catalogue
    found = course(data.totals(period.end), row["unit"], indicator, units, catalogue, period.end)
    target = row["target"] if indicator.is_rate else None
    return cards.sparkline_svg(list(found["value"]), target, rate=indicator.is_rate, turn=turn(found))
