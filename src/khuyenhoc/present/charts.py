"""Every chart: one unit over time, bars of units, bars of population groups.

Charts are Vega-Lite specifications (dicts), shown by st.vega_lite_chart(spec, theme=None). Each carries its description for
screen readers, the Vietnamese number format and, where figures are simulated, MINH HỌA across the marks themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from khuyenhoc.present import status, vi
from khuyenhoc.present.chart_course import TrendLine, TrendPoint, break_layers, course_layers, course_rows, goal_layers
from khuyenhoc.present.chart_parts import (
    ROOM,
    SCREEN,
    STROKE,
    Rows,
    Size,
    Spec,
    bar_layers,
    figure,
    layer,
    rule,
    rule_words,
    sheet,
    spoken,
)
from khuyenhoc.present.narrative import SMALL, known


@dataclass(frozen=True)
class UnitBar:
    """`value` None where there is none; below 20 the numbers themselves go before the rate."""

    name: str
    value: float | None
    status: str
    inherited: bool = False
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class GroupBar:
    """`value` None where hidden (too few people) or unknown: `detail` may say which; else it is n/N."""

    name: str
    value: float | None
    detail: str = ""


def trend(
    points: Sequence[TrendPoint],
    title: str,
    goal: TrendLine | None = None,
    *,
    rate: bool = True,
    sample: bool = False,
    presenting: bool = False,
) -> Spec:
    """Each point with its figure; target, milestones and expected line; a break at 1/7/2025."""
    size = ROOM if presenting else SCREEN
    rows = course_rows(points, rate)
    goals = goal_layers(goal, size, rate) if goal else []
    layers = [*goals, *break_layers(rows, goal, size), *course_layers(rows, title, size, rate, goal)]
    said = [f"{row['when']} {row['text']}" for row in rows]
    aim = [f"mục tiêu {figure(goal.target, rate)} đến {vi.day(goal.due)}"] if goal else []
    return sheet(rows, layers, size, spoken(title, [*said, *aim]), size.height, sample)


def sparkline(
    points: Sequence[TrendPoint], title: str, target: float | None = None, *, rate: bool = True, sample: bool = False
) -> Spec:
    """The course alone, a line high; the figures are in the description."""
    rows = course_rows(points, rate)
    x = alt.X("at:T", axis=None)
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(zero=False, nice=False, padding=6))
    line = layer(None, "line", [x, y], color=status.ACCENT, strokeWidth=2)
    last = layer(rows[-1:], "point", [x, y], filled=True, size=50, color=status.ACCENT, opacity=1)
    said = [f"{row['when']} {row['text']}" for row in rows]
    layers = [line, last, *([rule(target)] if target is not None else [])]
    return sheet(rows, layers, SCREEN, spoken(title, said), 40, sample)


def bars_by_unit(
    bars: Sequence[UnitBar],
    title: str,
    target: float | None = None,
    *,
    rate: bool = True,
    sample: bool = False,
    presenting: bool = False,
) -> Spec:
    """In the order given, a status colour and a sign each, the target as a rule; who has no figure is named all the same."""
    rows = []
    for bar in bars:
        look, value = status.look(bar.status, bar.inherited), _known(bar.value)
        text = _unit_text(value, bar, look, target, rate)
        colours = (status.PAPER, look.fill, 3 * STROKE) if look.outlined else (look.fill, status.MUTED, STROKE / 2)
        rows.append({**_row(bar.name, value, text, *colours), "spoken": look.label})
    return _bars(rows, title, target, "mục tiêu", rate, ROOM if presenting else SCREEN, sample)


def group_bars(
    bars: Sequence[GroupBar],
    title: str,
    reference: float | None = None,
    reference_name: str = "toàn địa bàn",
    *,
    rate: bool = True,
    sample: bool = False,
    presenting: bool = False,
) -> Spec:
    """Population groups in the order given: one colour for all, no verdict; the reference as a rule, n/N at each bar."""
    colours = (status.GROUP_FILL, status.MUTED, STROKE / 2)
    rows = []
    for bar in bars:
        value, short = _known(bar.value), _group_text(bar, rate)
        text = f"{short} ({bar.detail})" if bar.detail and value is not None else short
        rows.append({**_row(bar.name, value, text, *colours), "short": short})
    return _bars(rows, title, reference, reference_name, rate, ROOM if presenting else SCREEN, sample)


def _bars(rows: Rows, title: str, line: float | None, line_name: str, rate: bool, size: Size, sample: bool) -> Spec:
    marked = f"{line_name} {figure(line, rate)}" if line is not None else ""
    rows = [{"place": place, **row} for place, row in enumerate(rows)]
    bars, *words = bar_layers(rows, title, size, rate)
    rules = [] if line is None else [rule(line, upright=True), rule_words(line, marked, size)]
    said = [marked] if marked else []
    said += [", ".join([f"{row['name']}: {row['text']}", *filter(None, [row.get("spoken")])]) for row in rows]
    return sheet(rows, [bars, *rules, *words], size, spoken(title, said), size.row * max(len(rows), 1), sample)


def _row(name: str, value: float | None, text: str, fill: str, edge: str, weight: float) -> dict[str, Any]:
    """A bar of no length has no edge either."""
    return {
        "name": name,
        "at": value or 0,
        "text": text,
        "short": text,
        "fill": fill,
        "edge": edge,
        "weight": weight if value else 0,
    }


def _known(value: float | None) -> float | None:
    """NaN of a frame would be no JSON."""
    return value if known(value) else None


def _unit_text(value: float | None, bar: UnitBar, look: status.StatusLook, target: float | None, rate: bool) -> str:
    if value is None:
        return f"{look.sign} {look.label.lower()}"
    if not rate:
        return f"{look.sign} {vi.trimmed(value)}"
    shown = vi.percent(value) if target is None else vi.percent_unlike(value, target)
    if bar.numerator is not None and bar.denominator is not None and bar.denominator < SMALL:
        return f"{look.sign} {vi.fraction(bar.numerator, bar.denominator)} ({shown})"
    return f"{look.sign} {shown}"


def _group_text(bar: GroupBar, rate: bool) -> str:
    value = _known(bar.value)
    if value is None:
        return bar.detail or status.HIDDEN
    return vi.percent(value) if rate else figure(value, rate)
