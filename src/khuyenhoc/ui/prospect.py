"""The blocks of Chỉ tiêu: one indicator of one unit against 2025 or 2030, where its trend ends, how the communes lie."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc.domain.course import goal_of, outlook
from khuyenhoc.domain.distribution import UnitRate
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.target import Target
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import chart_distribution, chart_forecast, forecast_words, narrative, nouns, report_words, vi
from khuyenhoc.present.chart_course import TrendLine, TrendPoint
from khuyenhoc.present.chart_others import OtherCourse
from khuyenhoc.ui import data, filters, parts, style, target_data

PHASE = "giai-doan"
VERIFIED = {
    "primary": "đã đối chiếu văn bản gốc",
    "secondary": "theo nguồn trích dẫn",
    "unverified": "chưa kiểm chứng, không dùng làm số chính thức",
}


def indicators() -> list[Indicator]:
    """The rates that have a target anywhere in the province."""
    aimed = {target.indicator for target in data.known().targets}
    return [each for each in data.known().catalogue if each.code in aimed and each.is_rate]


def phase(unit: str, indicator: Indicator, period: Period, first: int | None = None) -> int | None:
    """The year the target is due: the phases side by side; by default the next due one, from the year `first` on."""
    due = {target.due.year for target in data.known().targets if target.indicator == indicator.code}
    years = sorted(year for year in due if target_data.target_of(unit, indicator.code, period.end, year))
    if not years:
        return None
    upcoming = [year for year in years if year >= (first or period.end.year)] or years[-1:]
    words = {str(year): f"Đến năm {year}" for year in years}
    return int(filters.select(PHASE, "Giai đoạn", list(words), str(upcoming[0]), lambda each: words[each], few=True))


def aim(unit: str, indicator: Indicator, period: Period, year: int | None) -> tuple[dict, Target | None]:
    """The unit's assessment against the target of that year, and the target."""
    rows = target_data.of_phase(unit, indicator.code, period.end, year)
    row = rows.to_dict("records")[0] if len(rows) else {}
    target = next((each for each in data.known().targets if row and each.id == row["target_id"]), None)
    return row, target


def where_it_stands(row: dict, indicator: Indicator) -> None:
    """Status, what is missing, what pace that needs."""
    noun = nouns.noun(indicator)
    said = [
        report_words.report_sentence(row, indicator) or narrative.shortfall_sentence(row, noun),
        narrative.status_sentence(
            row, bool(data.course(row["unit"], indicator.code, row["date"].date())["sample"].any())
        ),
        f"Mỗi tháng cần thêm {vi.points(row['needed_per_month'])}" if narrative.known(row["needed_per_month"]) else "",
        f"tốc độ vừa qua {vi.points(row['actual_per_month'])} mỗi tháng"
        if narrative.known(row["actual_per_month"]) and row["actual_per_month"] > 0
        else "",
    ]
    shown = [
        narrative.value_text(row) or "Chưa có số liệu",
        narrative.target_text(row, due=True) and f"mục tiêu {narrative.target_text(row, due=True)}",
    ]
    st.subheader(", ".join(text for text in shown if text))
    parts.verdict(row)
    text = " ".join(f"{vi.capitalised(part.rstrip('.'))}." for part in said if part)
    if text:
        st.write(text)
    parts.how(row)


def course(
    unit: str, indicator: Indicator, period: Period, row: dict, target: Target | None, compared: Sequence[str] = ()
) -> None:
    """The figures so far, the way asked for, and where the trend ends with how well it foretold the past.

    `compared`: keys of units whose courses stand behind it.
    """
    points = data.course(unit, indicator.code, period.end)
    if points.empty or target is None or target.value is None:
        st.write("Chưa có đủ số liệu hoặc mục tiêu để vẽ diễn biến và dự báo.")
        return
    due_passed(target.due, period)
    goal = goal_of(row)
    found = outlook(points, goal, target.due, indicator)
    large = style.presenting()
    key = (unit, indicator.code, period.text, target.id, large, tuple(compared))
    others = [_other(each, indicator, period) for each in compared]
    title = f"{indicator.short_name}, {data.place(period.end).units.name(unit)}"
    spec = data.made(
        "forecast chart",
        key,
        lambda: chart_forecast.forecast_chart(
            [TrendPoint(*pair) for pair in zip(points["period"], points["value"], strict=True)],
            title,
            trend_line(row, target),
            found,
            goal,
            others=[each for each, _ in others],
            sample=bool(points["sample"].any()) or any(simulated for _, simulated in others),
            presenting=large,
        ),
    )
    parts.chart(spec, "forecast")
    said = [
        forecast_words.ending_sentence(found, goal, target.due, nouns.noun(indicator)),
        forecast_words.likelihood_sentence(found, goal, target.due),
        forecast_words.method_sentence(found),
    ]
    word = "Dự báo từ số liệu minh họa: " if points["sample"].any() else ""
    st.write(word + " ".join(text for text in said if text) if any(said) else "Chưa đủ số liệu để dự báo.")


def due_passed(due: date, period: Period) -> None:
    """Says so where the target was due before today."""
    if said := forecast_words.passed_sentence(due, period.text, date.today()):
        st.caption(said)


def _other(unit: str, indicator: Indicator, period: Period) -> tuple[OtherCourse, bool]:
    """The course of another unit, and whether any of it is simulated."""
    points = data.course(unit, indicator.code, period.end)
    drawn = tuple(TrendPoint(*pair) for pair in zip(points["period"], points["value"], strict=True))
    return OtherCourse(filters.unit_label(unit, period.end), drawn), bool(points["sample"].any())


def trend_line(row: dict, target: Target) -> TrendLine:
    """Target, milestones and expected line of one assessed row, as charts want them."""
    stones = tuple((day, value / TEN_THOUSAND) for day, value in target.milestones)
    known = pd.notna(row["baseline"]) and pd.notna(row["baseline_date"])
    start = ((row["baseline_date"].date(), row["baseline"]),) if known else ()
    return TrendLine(
        target=row["target"], due=target.due, expected=(*start, *stones) if start else (), milestones=stones
    )


def spread(unit: str, indicator: Indicator, period: Period, row: dict) -> None:
    """How the communes lie around the target."""
    rows = data.of_indicator(Level.COMMUNE, period.end, indicator.code)
    if Level.COMMUNE not in indicator.rate_levels or rows.empty:
        st.write("Chỉ tiêu này không tính tỷ lệ ở cấp xã.")
        return
    large = style.presenting()
    target = None if pd.isna(row.get("target")) else float(row["target"])
    comparator = str(row.get("comparator") or ">=")
    units = [
        UnitRate(name, None if pd.isna(value) else float(value), key == unit)
        for key, name, value in zip(rows["unit"], rows["unit_name"], rows["value"], strict=True)
    ]
    key = ("distribution", indicator.code, period.text, unit, target, large)
    spec = data.made(
        "distribution",
        key,
        lambda: chart_distribution.distribution(
            units, indicator.short_name, "xã", target, comparator, sample=bool(rows["sample"].any()), presenting=large
        ),
    )
    parts.chart(spec, "distribution")
    st.caption(chart_distribution.summary(units, "xã", target, comparator))


def definition(indicator: Indicator, target: Target | None) -> None:
    """What is counted, over what, by which document."""
    with st.expander("Định nghĩa và căn cứ"):
        lines = [
            f"Định nghĩa: {indicator.definition}",
            f"Mẫu số: {indicator.denominator_basis}",
            f"Nguồn: {indicator.source}",
        ]
        if target is not None:
            basis = " ".join(text for text in (target.basis, target.basis_title, target.basis_clause) if text)
            lines += [f"Căn cứ mục tiêu: {basis} ({VERIFIED[target.verified]})", target.note]
        for text in lines:
            if text:
                st.text(text)
