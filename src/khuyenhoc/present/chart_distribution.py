"""How units are spread over a rate: a dot each in classes of 5 percentage points, the target as a rule, one unit marked."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import altair as alt

from khuyenhoc.domain.distribution import WIDTH, RateBin, UnitRate, classed
from khuyenhoc.present import status, vi
from khuyenhoc.present.chart_parts import ROOM, SCREEN, Rows, Size, Spec, layer, rule, sheet, spoken

MOST_DOTS = 400  # more units than this are bars
_TALL = 16  # dots one above the other before they stand abreast
_COLUMNS = 60  # of dots, over the whole width
_FEWEST_ROWS = 8  # room kept above a few dots, so that they stand on the axis
_HEIGHT = 0.8  # of a chart over time


def summary(units: Sequence[UnitRate], noun: str, target: float | None = None, comparator: str = ">=") -> str:
    """112/187 xã đạt mục tiêu 70%; một nửa số xã từ 64,3% trở lên; 6 xã chưa báo cáo."""
    classes = classed(units, target, comparator)
    ordered = [each for group in classes for each in group.units]
    said = []
    if ordered and target is not None:
        reached = sum(group.count for group in classes if group.meets)
        said.append(f"{vi.fraction(reached, len(ordered))} {noun} đạt {_aim(target, comparator)}")
    if ordered:
        said.append(f"một nửa số {noun} từ {vi.percent(ordered[len(ordered) // 2].share)} trở lên")
    if silent := len(units) - len(ordered):
        said.append(f"{vi.count(silent, noun)} chưa báo cáo")
    return vi.capitalised(f"{'; '.join(said)}.") if said else ""


def _label(group: RateBin) -> str:
    """65–70%; beyond the ends of the scale từ 100%, 0%."""
    if group.low >= 1:
        return f"từ {vi.percent_short(group.low)}"
    low, high = vi.percent_short(group.low), vi.percent_short(group.high)
    return f"{low.removesuffix('%')}–{high}" if group.low >= 0 else high


def _aim(target: float, comparator: str) -> str:
    return f"mục tiêu {'không quá ' if comparator == '<=' else ''}{vi.percent_short(target)}"


def distribution(
    units: Sequence[UnitRate],
    title: str,
    noun: str,
    target: float | None = None,
    comparator: str = ">=",
    *,
    sample: bool = False,
    presenting: bool = False,
) -> Spec:
    """`title`: the indicator, `noun`: xã, huyện. Units without a figure are in the description only."""
    size = ROOM if presenting else SCREEN
    height = round(size.height * _HEIGHT)
    classes = classed(units, target, comparator)
    rows = _places(classes, _abreast(classes))
    dots = len(rows) <= MOST_DOTS
    heights = _heights(classes, rows, dots)
    top = max([_FEWEST_ROWS, *heights])
    area = _area(classes, height, top)
    marks = [_circles(rows, area, title) if dots else _bars(classes, noun)]
    if target is not None and classes:
        marks += [rule(target, upright=True), _above(target, _aim(target, comparator), 0, classes, size)]
    chosen = [row for row in rows if row["chosen"]]
    marks += [mark for row in chosen for mark in _marked(row, area if dots else None, classes, size)]
    marks += _counts(classes, heights, size)
    said = [f"{_label(group)}: {vi.count(group.count, noun)}" for group in classes]
    said += [row["label"] for row in chosen]
    description = f"{spoken(title, said)} {summary(units, noun, target, comparator)}".strip()
    layers = [_frame(classes, top, size), *marks] if classes else [_nothing(size)]
    return sheet([], layers, size, description, height, sample)


def _nothing(size: Size) -> alt.UnitSpec:
    channels = [alt.XValue("width"), alt.YValue("height"), alt.TextValue("chưa có số liệu")]
    return layer([{}], "text", channels, align="right", baseline="bottom", fontSize=size.type, color=status.MUTED)


def _abreast(classes: Sequence[RateBin]) -> int:
    """Columns of dots in a class of full width."""
    needed = [group.count / _TALL * WIDTH / 10_000 / (group.high - group.low) for group in classes]
    return max(1, min(_COLUMNS // max(1, len(classes)), ceil(max([0.0, *needed]))))


def _places(classes: Sequence[RateBin], abreast: int) -> Rows:
    """A place for each unit in its class, column by column, so that who is better stands further right."""
    rows = []
    for group in classes:
        across = max(1, round(abreast * (group.high - group.low) * 10_000 / WIDTH))
        upward = max(1, ceil(group.count / across))
        aside = (across - ceil(group.count / upward)) / 2  # a few dots stand in the middle of their class
        for number, unit in enumerate(group.units):
            text = vi.percent(unit.share)
            rows.append(
                {
                    "at": group.low + (number // upward + 0.5 + aside) / across * (group.high - group.low),
                    "level": number % upward + 0.5,
                    "value": unit.share,
                    "name": unit.name,
                    "text": text,
                    "label": f"{unit.name}: {text}",
                    "chosen": unit.chosen,
                }
            )
    return rows


def _heights(classes: Sequence[RateBin], rows: Rows, dots: bool) -> list[float]:
    """Of each class: the rows of dots in it, or its count."""
    if not dots:
        return [float(group.count) for group in classes]
    left = iter(rows)
    return [max([0.0, *(next(left)["level"] + 0.5 for _ in group.units)]) for group in classes]


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q")


def _frame(classes: Sequence[RateBin], top: float, size: Size) -> alt.UnitSpec:
    """The scales all layers share, on a mark that draws nothing: x from the first edge to the last, y rows or counts."""
    low, high = classes[0].low, classes[-1].high
    ticks = [edge / 10_000 for edge in range(round(low * 10_000), round(high * 10_000) + 1, WIDTH)]
    within = [tick for tick in ticks if tick >= 0 and (tick <= 1 or high > 1.05)]
    axis = alt.Axis(values=within, format=".0%", grid=False, labelOverlap="greedy", labelSeparation=6)
    x = alt.X("at:Q", title=None, axis=axis, scale=alt.Scale(domain=[low, high], nice=False))
    room = top * (1 + 2 * size.type / (size.height * _HEIGHT))  # the count above the tallest
    y = alt.Y("level:Q", title=None, axis=None, scale=alt.Scale(domain=[0, room], nice=False))
    return layer([{"at": low, "level": 0}], "point", [x, y], opacity=0)


def _area(classes: Sequence[RateBin], height: int, top: float) -> alt.ExprRef:
    """Of a dot: as large as it can be without touching another, on a telephone and on a wall."""
    columns = max(1, len(classes) * _abreast(classes))
    return alt.ExprRef(expr=f"pow(0.86 * min({height / (top + 1)}, width / {columns}), 2)")


def _circles(rows: Rows, area: alt.ExprRef, title: str) -> alt.UnitSpec:
    plain = [row for row in rows if not row["chosen"]]
    tips = [alt.Tooltip("name:N", title="Tên"), alt.Tooltip("text:N", title=title)]
    look = {"filled": True, "fill": status.ACCENT_SOFT, "stroke": status.ACCENT, "strokeWidth": 1, "opacity": 1}
    return layer(plain, "point", [_x("at"), alt.Y("level:Q"), *tips], size=area, **look)


def _bars(classes: Sequence[RateBin], noun: str) -> alt.UnitSpec:
    rows = [
        {
            "from": group.low,
            "to": group.high,
            "level": group.count,
            "label": _label(group),
            "text": vi.count(group.count, noun),
        }
        for group in classes
    ]
    tips = [alt.Tooltip("label:N", title="Tỷ lệ"), alt.Tooltip("text:N", title="Số địa bàn")]
    channels = [_x("from"), alt.X2("to:Q"), alt.Y("level:Q"), alt.Y2Datum(0), *tips]
    return layer(rows, "bar", channels, fill=status.ACCENT_SOFT, stroke=status.ACCENT, strokeWidth=1)


def _counts(classes: Sequence[RateBin], heights: Sequence[float], size: Size) -> list[alt.UnitSpec]:
    rows = [
        {"at": group.middle, "level": height, "text": vi.number(group.count)}
        for group, height in zip(classes, heights, strict=True)
        if group.count
    ]
    place = {"baseline": "bottom", "dy": -size.type / 4, "fontSize": size.type}
    halo = {"stroke": status.PAPER, "strokeWidth": size.type / 3, "strokeJoin": "round"}
    channels = [_x("at"), alt.Y("level:Q"), alt.Text("text:N")]
    return [layer(rows, "text", channels, **place, **halo), layer(rows, "text", channels, **place, fill=status.INK)]


def _marked(
    row: dict[str, Any], area: alt.ExprRef | None, classes: Sequence[RateBin], size: Size
) -> list[alt.UnitSpec]:
    """The chosen unit: its dot full (`area`), a line up to its name; among bars a line at its rate."""
    at, foot = (row["at"], row["level"]) if area else (row["value"], 0)
    line = [{"at": at, "level": foot, "label": row["label"]}]
    drawn = [layer(line, "rule", [_x("at"), alt.Y("level:Q"), alt.Y2Value(0)], color=status.INK, strokeWidth=1.5)]
    if area:
        tip = alt.Tooltip("label:N", title="Đang chọn")
        look = {"filled": True, "fill": status.INK, "stroke": status.INK, "opacity": 1, "size": area}
        drawn.append(layer(line, "point", [_x("at"), alt.Y("level:Q"), tip], **look))
    return [*drawn, _above(at, row["label"], 1, classes, size, bold=True)]


def _above(at: float, text: str, line: int, classes: Sequence[RateBin], size: Size, bold: bool = False) -> alt.UnitSpec:
    """Words over the plot, on a line of their own, written toward the side that has room."""
    right = at > (classes[0].low + classes[-1].high) / 2
    place = {"align": "right" if right else "left", "baseline": "bottom", "dy": -4 - line * size.type * 1.4}
    look = {
        "fontSize": size.type,
        "fontWeight": "bold" if bold else "normal",
        "color": status.INK if bold else status.TARGET_INK,
    }
    return layer([{"at": at, "text": text}], "text", [_x("at"), alt.YValue(0), alt.Text("text:N")], **place, **look)
