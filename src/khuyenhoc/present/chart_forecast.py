"""One unit's course carried on to the due date: figures, target, milestones, expected line, forecast line and its fan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from khuyenhoc.domain.extrapolation import Method
from khuyenhoc.domain.forecast import Forecast, Goal
from khuyenhoc.domain.period import month_end, month_index
from khuyenhoc.present import forecast_words, status, vi
from khuyenhoc.present.chart_course import TrendLine, TrendPoint, break_layers, course_layers, course_rows, goal_layers
from khuyenhoc.present.chart_others import OtherCourse, other_layers
from khuyenhoc.present.chart_parts import NARROW, ROOM, SCREEN, Rows, Size, Spec, figure, layer, sheet, spoken

_OPACITY = {0.95: 0.14, 0.80: 0.26}  # the wider band first, the narrower over it


def forecast_chart(
    points: Sequence[TrendPoint],
    title: str,
    line: TrendLine,
    found: Forecast,
    goal: Goal,
    *,
    others: Sequence[OtherCourse] = (),
    sample: bool = False,
    presenting: bool = False,
) -> Spec:
    """`points`: every figure, those the forecast left out included; `line`: what was set, `found` on the same target;
    `others`: courses of other units to compare with.

    Without a forecast it is the trend with its target. The fan starts at the last figure used; the way the trend fits
    the past is drawn thin.
    """
    size = ROOM if presenting else SCREEN
    rows = course_rows(points, goal.rate)
    layers = [
        *_bands(found, goal, size),
        *other_layers(others, goal.rate, size),
        *_goal(line, found, goal, size),
        *break_layers(rows, line, size),
        *_projection(found, goal, line.due, size),
        *course_layers(rows, title, size, goal.rate, line),
    ]
    said = [f"{row['when']} {row['text']}" for row in rows]
    said += [f"{each.name} {course_rows(each.points, goal.rate)[-1]['text']}" for each in others if each.points]
    said.append(f"{forecast_words.aim_text(goal)} đến {vi.day(line.due)}")
    words = [
        forecast_words.ending_sentence(found, goal, line.due),
        forecast_words.likelihood_sentence(found, goal, line.due),
    ]
    description = " ".join([spoken(title, said), *(text for text in words if text)])
    return sheet(rows, layers, size, description, size.height, sample)


def _bands(found: Forecast, goal: Goal, size: Size) -> list[alt.UnitSpec]:
    """The fan, named in a legend below the chart."""
    if not found.bands:
        return []
    names = {level: f"khoảng dự báo {vi.percent_short(level)}" for level in sorted(_OPACITY)}
    scale = alt.Scale(domain=list(names.values()), range=[_OPACITY[level] for level in names])
    legend = alt.Legend(
        title=None,
        orient="bottom",
        labelFontSize=size.type,
        labelLimit=size.type * 20,
        symbolType="square",
        symbolSize=size.type**2,
        symbolFillColor=status.ACCENT,
        symbolStrokeWidth=0,
    )
    drawn = []
    for band in sorted(found.bands, key=lambda each: -each.level):
        rows = [
            {**_row(month, low, goal.rate), "high": high, "band": names[band.level]} for month, low, high in band.edges
        ]
        encoding = alt.Encoding(
            x=alt.X("at:T"),
            y=alt.Y("value:Q"),
            y2=alt.Y2("high:Q"),
            opacity=alt.Opacity("band:O", scale=scale, legend=legend),
        )
        data = alt.InlineData(values=rows)
        drawn.append(
            alt.UnitSpec(data=data, mark=alt.MarkDef(type="area", color=status.ACCENT, tooltip=None), encoding=encoding)
        )
    return drawn


def _projection(found: Forecast, goal: Goal, due: date, size: Size) -> list[alt.UnitSpec]:
    """Dashed on from the last figure used; what the trend makes of the past thin; its end as a ring with its figure."""
    if found.at_due is None:
        return []
    last = found.used[-1][0]
    ahead = [_row(month, value, goal.rate) for month, value in found.line if month >= last]
    before = [_row(month, value, goal.rate) for month, value in found.line if month <= last]
    x, y = alt.X("at:T"), alt.Y("value:Q")
    drawn = [layer(ahead, "line", [x, y], color=status.ACCENT, strokeWidth=size.line, strokeDash=[8, 6])]
    if found.method is Method.TREND:
        drawn.append(layer(before, "line", [x, y], color=status.ACCENT, strokeWidth=size.line / 2.5, opacity=0.7))
    ending = forecast_words.ending_text(found, goal)
    end = [{**ahead[-1], "text": f"khoảng {ending}", "short": ending, "when": f"Dự báo đến {vi.day(due)}"}]
    tips = [
        alt.Tooltip("when:N", title="Kỳ"),
        alt.Tooltip("text:N", title=forecast_words.METHODS[found.method or Method.STRAIGHT]),
    ]
    ring = {"filled": True, "fill": status.PAPER, "stroke": status.ACCENT, "strokeWidth": size.line * 0.8, "opacity": 1}
    above = _ends_above(found, goal)
    place = {"align": "right", "dx": size.type * 0.5, "dy": size.type * (-1.2 if above else 1.3), "fontSize": size.type}
    halo = {"stroke": status.PAPER, "strokeWidth": size.type / 3, "strokeJoin": "round"}
    words = [x, y, alt.TextValue(alt.ExprRef(expr=f"width < {NARROW} ? datum.short : datum.text"))]
    return [
        *drawn,
        layer(end, "point", [x, y, *tips], size=size.point, **ring),
        layer(end, "text", words, **place, **halo),
        layer(end, "text", words, **place, fontWeight="bold", color=status.ACCENT),
    ]


def _goal(line: TrendLine, found: Forecast, goal: Goal, size: Size) -> list[alt.UnitSpec]:
    """As in every course; where the forecast ends below the target, the target's words go above it, out of the way."""
    drawn = goal_layers(line, size, goal.rate)
    if found.at_due is None or _ends_above(found, goal):
        return drawn
    stones = [*line.milestones, (line.due, line.target)]
    texts = [*(figure(value, goal.rate) for _, value in line.milestones), f"mục tiêu {figure(line.target, goal.rate)}"]
    marks = [
        {**_row(month_index(day), value, goal.rate), "text": text}
        for (day, value), text in zip(stones, texts, strict=True)
    ]
    place = {"dy": -size.type * 1.1, "align": "right", "dx": 6, "fontSize": size.type, "fontStyle": "italic"}
    words = [alt.X("at:T"), alt.Y("value:Q"), alt.Text("text:N")]
    return [*drawn[:-1], layer(marks, "text", words, **place, color=status.TARGET_INK)]


def _ends_above(found: Forecast, goal: Goal) -> bool:
    return found.at_due is not None and found.at_due >= goal.target


def _row(month: int, value: float, rate: bool) -> dict[str, Any]:
    """A month's end as the charts of courses write it."""
    year, before = divmod(month - 1, 12)
    end = month_end(year, before + 1)
    rows: Rows = course_rows([TrendPoint(f"{end:%Y-%m}", value)], rate)
    return {key: rows[0][key] for key in ("at", "value", "when")}
