"""The blocks of Địa bàn: one unit's sheet."""

from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import charts, explanation, narrative, tables, vi
from khuyenhoc.present.chart_course import TrendLine, TrendPoint
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, parts, prospect, style

_MODELS = "learning_model"


def way_up(unit: str, period: Period) -> None:
    """From the province down to this unit, each a link."""
    where = data.place(period.end)
    steps = [key for key in where.units.path(unit) if where.units.level(key) is not Level.COUNTRY]
    links = [tables.link_html(where.units.name(key), parts.unit_address(key, period.end, period.text)) for key in steps]
    parts.markup(f"<p>{' › '.join(links)}</p>")


def level(unit: str, period: Period) -> Level:
    return data.place(period.end).units.level(unit)


def scorecard(unit: str, period: Period) -> None:
    """Every indicator with a target or a figure here, as the table of targets."""
    rows = data.of_unit(unit, period.end)
    catalogue = data.known().catalogue
    reported = rows["period"] != ""
    with_target = rows["target"].notna() & ~rows["indicator"].isin(_numerators(rows))
    _table(rows[with_target & reported], "Chỉ tiêu có mục tiêu", unit, period)
    waiting = rows[with_target & ~reported & (rows["due"] >= rows["date"])]
    others = rows[rows["target"].isna() & reported]
    with st.expander(f"Các số liệu khác của địa bàn ({vi.number(len(others))})"):
        if len(waiting):
            names = [catalogue[code].short_name for code in waiting["indicator"]]
            st.write(f"Có mục tiêu nhưng địa bàn chưa báo cáo: {vi.listing(names)}.")
        others = others.assign(
            name=[catalogue[code].short_name for code in others["indicator"]],
            figure=[_figure(row, catalogue[row["indicator"]]) for row in others.to_dict("records")],
        )
        columns = [Column("name", "Chỉ tiêu"), Column("figure", "Số liệu", "figure"), Column("period", "Kỳ", "period")]
        parts.table(others, [*columns, Column("source", "Nguồn")], "Số liệu không có mục tiêu")


def _numerators(rows: pd.DataFrame) -> set[str]:
    """Counts that only wait for the denominator of their rate, where the rate itself was reported."""
    reported = set(rows.loc[rows["period"] != "", "indicator"])
    return {each.numerator_indicator for each in data.known().catalogue if each.code in reported}


def _figure(row: dict, indicator: Indicator) -> str:
    if indicator.unit_value and row["denominator"] == 1:
        return indicator.unit_value.get(f"{row['numerator']:.0f}", "")
    text = narrative.value_text(row)
    return f"{text} {indicator.unit}" if text and not indicator.is_rate else text


def _table(rows: pd.DataFrame, caption: str, unit: str, period: Period) -> None:
    catalogue = data.known().catalogue
    code = str(data.place(period.end).units.frame.at[unit, "code"])
    named = rows.assign(
        name=[catalogue[each].short_name for each in rows["indicator"]],
        href=[filters.address("dia-ban", dia_ban=code, ky=period.text, chi_tieu=each) for each in rows["indicator"]],
    )
    shown = tables.target_frame(named)
    key = (unit, period.text, caption)
    parts.markup(data.made("targets", key, lambda: tables.table_html(shown, tables.TARGET_COLUMNS, caption)))
    parts.fewer_note(shown)
    parts.save_table(shown, tables.TARGET_COLUMNS, f"dia-ban-{code}-{period.text}")


def indicators(unit: str, on: date) -> list[Indicator]:
    """What this unit has a figure or a target of."""
    rows = data.of_unit(unit, on)
    codes = set(rows.loc[(rows["period"] != "") & (rows["target"].notna() | rows["is_rate"]), "indicator"])
    return [each for each in data.known().catalogue if each.code in codes]


def course(unit: str, indicator: Indicator, period: Period) -> None:
    """One indicator over time, with target, milestones and expected line; and how its figures were made."""
    row = _row(unit, indicator, period)
    points = data.course(unit, indicator.code, period.end)
    if points.empty:
        st.write("Chỉ tiêu này chưa có kỳ nào vẽ được diễn biến.")
    else:
        drawn = [TrendPoint(*pair) for pair in zip(points["period"], points["value"], strict=True)]
        large = style.presenting()
        spec = data.made(
            "course chart",
            (unit, indicator.code, period.text, large),
            lambda: charts.trend(
                drawn,
                f"{indicator.short_name}, {data.place(period.end).units.name(unit)}",
                _goal(row, indicator),
                rate=indicator.is_rate,
                sample=bool(points["sample"].any()),
                presenting=large,
            ),
        )
        parts.chart(spec, "course")
    said = [narrative.shortfall_sentence(row, parts.noun(indicator)), narrative.status_sentence(row)]
    st.write(". ".join(text.rstrip(".") for text in said if text) + "." if any(said) else "")
    with st.expander("Cách tính"):
        for step in explanation.explanation(row, indicator.numerator_name, indicator.denominator_name):
            st.markdown(f"**{step.title}**: {_plain(step.text)}")
        st.markdown(f"**Định nghĩa**: {_plain(indicator.definition)}")


def _plain(text: str) -> str:
    """Text from a file as text: no markup in it takes effect."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>()#+-!|~$:" else character for character in text)


def _row(unit: str, indicator: Indicator, period: Period) -> dict:
    rows = data.of_unit(unit, period.end)
    row = rows[rows["indicator"] == indicator.code].to_dict("records")[0]
    kept = [text for text in (row["source"], row["denominator_source"]) if text]
    return {**row, "sources": kept}


def _goal(row: dict, indicator: Indicator) -> TrendLine | None:
    target = next((each for each in data.known().targets if each.id == row["target_id"]), None)
    if target is None or target.value is None or not indicator.is_rate:
        return None
    return prospect.trend_line(row, target)


def children(unit: str, indicator: Indicator, period: Period) -> None:
    """The units below, who lacks most first."""
    units = data.place(period.end).units
    below = units.children(unit)
    if not below:
        return
    level = units.level(below[0])
    st.header("Các địa bàn trực thuộc")
    if data.of_indicator(level, period.end, indicator.code).empty:
        st.write("Chỉ tiêu này không có số liệu ở cấp dưới.")
        return
    parts.places(level, indicator, period, f"{indicator.short_name}: {vi.period(period.text)}", below=unit)
