"""The blocks of Dân tộc và hộ nghèo, first form: one indicator, one unit, by group; a way down to the communes."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import equity
from khuyenhoc.domain.indicator import Counts, Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import charts, narrative, nouns, tables, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.charts import GroupBar, Spec
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import breakdowns, data, filters, parts, style

GROUPINGS = {"dan-toc": "Dân tộc", "ho-ngheo": "Hộ nghèo"}
_BY = {"dan-toc": equity.ETHNICITY, "ho-ngheo": equity.POVERTY}


def indicators() -> list[Indicator]:
    """The indicators that may have a breakdown."""
    return [each for each in data.known().catalogue if each.breakdowns]


def grouping() -> str:
    return filters.select(
        filters.GROUPING, "Phân tổ", list(GROUPINGS), "dan-toc", lambda each: GROUPINGS[each], few=True
    )


def groups(unit: str, indicator: Indicator, period: Period, by: str) -> None:
    """Table and bars by group; only the total where a group is small."""
    rows = breakdowns.groups(unit, indicator.code, period.text, period.end, _BY[by])
    if rows.empty:
        st.info(
            "Địa bàn này chưa có số liệu phân tổ của chỉ tiêu và kỳ đã chọn, hoặc có nhóm dưới "
            f"{equity.SMALLEST} {nouns.noun(indicator)} nên chỉ hiện tổng số."
        )
        _total(unit, indicator, period)
        found = [vi.period(text) for text in breakdowns.breakdown_periods(indicator.code, period.end)]
        if found:
            st.caption(f"Có số liệu phân tổ của chỉ tiêu này ở: {vi.listing(found, 6, 'kỳ')}.")
        return
    who = nouns.noun(indicator)
    rows = rows.assign(name=[data.known().group_name(code) for code in rows["group"]])
    behind = rows[rows["behind"] > 0]
    if len(behind):
        first = behind.iloc[0]
        word = f" ({looks.SAMPLE_TITLE})" if rows["sample"].any() else ""
        st.subheader(f"Cần hỗ trợ thêm {vi.count(int(first['behind']), who)}: {first['name']}{word}")
    columns = [
        Column("name", "Nhóm"),
        Column("numerator", f"Số {who} đạt", "count"),
        Column("denominator", f"Tổng số {who}", "count"),
        Column("value", "Tỷ lệ", "rate", numerator="numerator", denominator="denominator"),
        Column("gap", "Chênh lệch với toàn địa bàn", "points"),
        Column("behind", f"Cần hỗ trợ thêm ({who})", "count"),
    ]
    if not indicator.is_rate:
        columns = columns[:2]
    title = f"{indicator.short_name}, {vi.period(period.text)}"
    key = (unit, indicator.code, period.text, by)
    parts.markup(data.made("groups table", key, lambda: tables.table_html(rows, columns, title)))
    st.caption(_basis(indicator))
    parts.save_table(rows, columns, f"{by}-{indicator.code}-{period.text}")
    large = style.presenting()
    parts.chart(data.made("groups chart", (*key, large), lambda: _bars(rows, indicator, title, large)), "groups")


def _total(unit: str, indicator: Indicator, period: Period) -> None:
    """The unit's own figure, which no small group gives away."""
    rows = data.of_unit(unit, period.end)
    for row in rows[rows["indicator"] == indicator.code].to_dict("records"):
        if narrative.value_text(row):
            small = narrative.small_text(row)
            word = f" ({looks.SAMPLE_TITLE})" if row["sample"] else ""
            st.write(f"Toàn địa bàn: {f'{small}, ' if small else ''}{narrative.value_text(row)}{word}.")


def _basis(indicator: Indicator) -> str:
    if indicator.counts is Counts.PERSON:
        return "Tính theo dân tộc và hộ của từng người."
    return (
        "Dân tộc tính theo chủ hộ; hộ nghèo, cận nghèo theo chuẩn nghèo đa chiều 2022–2025 (Nghị định 07/2021/NĐ-CP)."
    )


def _bars(rows: pd.DataFrame, indicator: Indicator, title: str, large: bool) -> Spec:
    bars = [
        GroupBar(row["name"], row["value"] if indicator.is_rate else row["numerator"], _detail(row, indicator))
        for row in rows.to_dict("records")
    ]
    reference = None
    if indicator.is_rate:
        reference = float(rows["numerator"].sum() / rows["denominator"].sum())
    sample = bool(rows["sample"].any())
    return charts.group_bars(bars, title, reference, rate=indicator.is_rate, sample=sample, presenting=large)


def _detail(row: dict, indicator: Indicator) -> str:
    return vi.fraction(row["numerator"], row["denominator"]) if indicator.is_rate else ""


def way_down(unit: str, period: Period) -> None:
    """The units below, each a link to this page."""
    units = data.place(period.end).units
    below = units.children(unit)
    if below:
        above = "Xem từng huyện" if units.level(below[0]) is Level.DISTRICT else "Xem từng xã"
        links = [
            tables.link_html(
                units.name(key),
                filters.address("dan-toc-ho-ngheo", dia_ban=str(units.frame.at[key, "code"]), ky=period.text),
            )
            for key in below
        ]
        parts.markup(f"<p>{above}: {' · '.join(links)}</p>")
