"""The layers of a chart over time: the course, the target with its milestones, the break at 1/7/2025."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import REFORM
from khuyenhoc.present import status, vi
from khuyenhoc.present.chart_parts import Rows, Size, figure, layer, rule


@dataclass(frozen=True)
class TrendPoint:
    """A figure (share or count) at a period as declared."""

    period: str
    value: float


@dataclass(frozen=True)
class TrendLine:
    """What was set: the target, its due date, milestones between; `expected` the line from the baseline to the target."""

    target: float
    due: date
    milestones: Sequence[tuple[date, float]] = ()
    expected: Sequence[tuple[date, float]] = ()


def course_rows(points: Sequence[TrendPoint], rate: bool) -> Rows:
    """In the order of their ends, whatever the order given; words as people read them."""
    ordered = sorted(points, key=lambda point: Period.parse(point.period).order)
    return [
        {
            "at": _noon(Period.parse(point.period).end),
            "value": point.value,
            "when": vi.period(point.period),
            "short": vi.period_short(point.period),
            "text": vi.percent(point.value) if rate else vi.trimmed(point.value),
            "era": Period.parse(point.period).end >= REFORM,
            "last": point is ordered[-1],
        }
        for point in ordered
    ]


def course_layers(rows: Rows, title: str, size: Size, rate: bool, goal: TrendLine | None) -> list[alt.UnitSpec]:
    """Line, points and their figures: all figures where there is room for them, else the last alone."""
    ticks = {row["at"]: row["short"] for row in rows}
    if goal:
        ticks.setdefault(_noon(goal.due), vi.period_short(f"{goal.due:%Y-%m}"))
    x = alt.X("at:T", title=None, axis=_period_axis(ticks), scale=alt.Scale(padding=size.type * 2))
    axis = alt.Axis(format=".0%" if rate else ",.0f", tickCount=5)
    y = alt.Y("value:Q", title=None, axis=axis, scale=alt.Scale(zero=False, padding=size.type * 1.5))
    tooltips = (alt.Tooltip("when:N", title="Kỳ"), alt.Tooltip("text:N", title=title))
    room = f"datum.last || width > {size.type * 6 * len(ticks)}"
    shown = alt.OpacityValue(0, condition={"test": room, "value": 1})
    words = {"dy": -size.type, "fontSize": size.type, "fontWeight": "bold", "color": status.INK}
    return [
        # `era` breaks the line: units before and after the reform are other places.
        layer(None, "line", [x, y, alt.Detail("era:N")], color=status.ACCENT, strokeWidth=size.line),
        layer(None, "point", [x, y, *tooltips], filled=True, color=status.ACCENT, size=size.point, opacity=1),
        layer(None, "text", [x, y, alt.Text("text:N"), shown], **words),
    ]


def _period_axis(ticks: dict[str, str]) -> alt.Axis:
    """A tick at each period, named as it was declared."""
    names = json.dumps({at[:10]: name for at, name in ticks.items()}, ensure_ascii=False)
    return alt.Axis(
        values=[alt.DateTime(year=int(at[:4]), month=int(at[5:7]), date=int(at[8:10]), hours=12) for at in ticks],
        labelExpr=f"({names})[timeFormat(datum.value, '%Y-%m-%d')]",
        labelOverlap="greedy",
        grid=False,
    )


def goal_layers(goal: TrendLine, size: Size, rate: bool) -> list[alt.UnitSpec]:
    """The expected line dotted, milestones and target as hollow diamonds with their words."""
    stones = [*goal.milestones, (goal.due, goal.target)]
    words = [*(figure(value, rate) for _, value in goal.milestones), f"mục tiêu {figure(goal.target, rate)}"]
    marks = [{**row, "text": text} for row, text in zip(_path(stones), words, strict=True)]
    x, y = alt.X("at:T"), alt.Y("value:Q")
    look = {"size": size.point * 1.6, "color": status.TARGET_INK, "filled": False, "strokeWidth": 2}
    place = {"dy": size.type * 1.3, "align": "right", "dx": 6, "fontSize": size.type, "fontStyle": "italic"}
    line = _path([*goal.expected, (goal.due, goal.target)])
    dots = {"color": status.EXPECTED_INK, "strokeWidth": 2, "strokeDash": [2, 4]}
    return [
        rule(goal.target),
        *([layer(line, "line", [x, y], **dots)] if goal.expected else []),
        layer(marks, "point", [x, y], shape="diamond", **look),
        layer(marks, "text", [x, y, alt.Text("text:N")], **place, color=status.TARGET_INK),
    ]


def break_layers(rows: Rows, goal: TrendLine | None, size: Size) -> list[alt.UnitSpec]:
    """A line at 1/7/2025 where the chart reaches over it: units before and after are not the same places."""
    days = [*(row["at"] for row in rows), *([_noon(goal.due)] if goal else [])]
    if not days or not min(days) < _noon(REFORM) < max(days):
        return []
    reform = [{"at": _noon(REFORM), "text": f"sắp xếp đơn vị hành chính {vi.day(REFORM)}"}]
    place = {"align": "right", "baseline": "bottom", "dx": -6, "dy": -4, "fontSize": size.type, "fontStyle": "italic"}
    foot = alt.YValue("height")
    return [
        layer(reform, "rule", [alt.X("at:T")], color=status.MUTED, strokeWidth=1, strokeDash=[1, 3]),
        layer(reform, "text", [alt.X("at:T"), foot, alt.Text("text:N")], **place, color=status.MUTED),
    ]


def _path(points: Sequence[tuple[date, float]]) -> Rows:
    return [{"at": _noon(day), "value": value} for day, value in points]


def _noon(day: date) -> str:
    """Noon, without a zone: the same day in the browser of any country."""
    return f"{day.isoformat()}T12:00:00"
