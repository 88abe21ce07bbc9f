"""The blocks of Địa bàn: one unit's sheet."""

from datetime import date

import streamlit as st

from khuyenhoc.domain import concentration
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.present import charts, narrative, nouns, summary, tables, unit_answers, unit_words, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.chart_course import TrendLine, TrendPoint
from khuyenhoc.ui import data, parts, prospect, remarks, sheet_rows, situation, style, succession_data


def way_up(unit: str, period: Period) -> None:
    """From the place followed down to this unit, each a link; of a new unit the old ones it is made of."""
    where = data.place(period.end)
    path = where.units.path(unit)
    steps = path[path.index(where.province) :]
    links = [tables.link_html(where.units.name(key), parts.unit_address(key, period.end, period.text)) for key in steps]
    parts.markup(f"<p>{' › '.join(links)}</p>")
    if formed := succession_data.formed().get(unit):
        st.caption(f"{formed}.")


def indicators(unit: str, on: date) -> list[Indicator]:
    """What this unit has figures of, and what it answers for."""

    def find() -> list[Indicator]:
        rows = data.of_unit(unit, on)
        codes = set(rows.loc[(rows["period"] != "") & (rows["target"].notna() | rows["is_rate"]), "indicator"])
        codes |= sheet_rows.expected(unit, on)
        return [each for each in data.known().catalogue if each.code in codes]

    return data.made("indicators of unit", (unit, on), find)


def first_line(unit: str, indicator: Indicator, period: Period) -> None:
    """The line that says it all, then hạng mấy, vì sao, thiếu bao nhiêu, phải làm gì."""
    parts.markup(
        data.made(
            "first line", (data.version(), unit, indicator.code, period.text), lambda: _summary(unit, indicator, period)
        )
    )


def _summary(unit: str, indicator: Indicator, period: Period) -> str:
    told = situation.situation(unit, indicator, period)
    row = told.row
    # From six metres only what decides is read; the small print stays on the desk.
    small_print = [] if style.presenting() else narrative.notes({**row, "sample": False})
    return summary.summary_html(
        f"{indicator.short_name}, {vi.period(period.text)}",
        unit_words.value_text(told),
        narrative.target_text(row, due=True),
        looks.look(row["status"], row["inherited"]),
        unit_words.headline(told),
        unit_answers.answers(told),
        sample=row["sample"],
        note=" · ".join(small_print),
        remark=remarks.of_unit(unit, period).get(indicator.code, ""),
    )


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
    parts.how(row)


def _row(unit: str, indicator: Indicator, period: Period) -> dict:
    def find() -> dict:
        rows = data.of_unit(unit, period.end)
        return rows[rows["indicator"] == indicator.code].to_dict("records")[0]

    return data.made("row of unit", (unit, indicator.code, period.text), find)


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
    said = data.made("shares", (unit, indicator.code, period.text), lambda: _shares(unit, indicator, period))
    if said:
        st.write(said)
    parts.places(level, indicator, period, f"{indicator.short_name}: {vi.period(period.text)}", below=unit)


def _shares(unit: str, indicator: Indicator, period: Period) -> str:
    found = situation.lacking(unit, indicator, period, concentration.MOST, concentration.MORE_THAN)
    return "" if found is None else unit_words.shares_sentence(found, nouns.noun(indicator))
