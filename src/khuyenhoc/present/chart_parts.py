"""What every chart is made of: sizes, number format, bars, rules, the words MINH HỌA, the sheet around the layers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
from altair.utils import schemapi

from khuyenhoc.present import status, vi

Spec = dict[str, Any]
Rows = Sequence[dict[str, Any]]

# altair checks every object against its schema when it is made, 190 ms for 193 bars; the tests check whole charts instead.
schemapi.disable_debug_mode()

_NUMBERS = alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["", " đồng"], percent="%")
_MONTHS = [f"tháng {month}" for month in range(1, 13)]
_DAYS = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"]
_TIMES = alt.TimeLocale(
    dateTime="%H:%M %d/%m/%Y",
    date="%d/%m/%Y",
    time="%H:%M",
    periods=["SA", "CH"],
    days=_DAYS,
    shortDays=["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    months=_MONTHS,
    shortMonths=[f"Th{month}" for month in range(1, 13)],
)
Mark = Literal["bar", "line", "point", "rule", "text"]
STROKE = 1.5
NARROW = 420


@dataclass(frozen=True)
class Size:
    """Type and distances in pixels."""

    type: int
    row: int
    height: int
    point: int
    line: float
    label: int


SCREEN = Size(type=13, row=26, height=300, point=70, line=2.5, label=150)
ROOM = Size(type=28, row=50, height=560, point=260, line=5, label=430)  # six metres from the wall


def layer(rows: Rows | None, mark: Mark, channels: Sequence[Any], **look: Any) -> alt.UnitSpec:
    """Without rows: those of the sheet. Written out in full: altair's chart methods copy the whole chart at each step."""
    tooltips = [channel for channel in channels if isinstance(channel, alt.Tooltip)]
    encoding = {channel._encoding_name: channel for channel in channels if channel not in tooltips}
    if tooltips:
        encoding["tooltip"] = tooltips
    else:
        look["tooltip"] = None  # or the page shows every field of the row, by its name in the code
    if rows is not None:
        return alt.UnitSpec(data=_inline(rows), mark=alt.MarkDef(type=mark, **look), encoding=alt.Encoding(**encoding))
    return alt.UnitSpec(mark=alt.MarkDef(type=mark, **look), encoding=alt.Encoding(**encoding))


def _inline(rows: Rows) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def bar_layers(rows: Rows, title: str, size: Size, rate: bool) -> list[alt.UnitSpec]:
    """Over the rows of the sheet: place, name, at (value, or 0), text and its short form, fill, edge and its weight."""
    # By place, not by name: two communes of one name are two bars.
    names = json.dumps([row["name"] for row in rows], ensure_ascii=False)
    axis = alt.Axis(
        labelExpr=f"({names})[datum.value]", labelLimit=size.label, labelPadding=8, ticks=False, domain=False
    )
    y = alt.Y("place:O", title=None, axis=axis)
    # Bars start at nought, always; rates end at 100 % so that two charts side by side can be compared.
    # On a phone the longest bar leaves a quarter of the width to its number.
    top = max([1.0, *(row["at"] for row in rows)])
    most = alt.ExprRef(expr=f"{top} * (width < {NARROW} ? 1.35 : 1)")
    scale = alt.Scale(domainMin=0, domainMax=most, nice=False) if rate else alt.Scale(zero=True)
    within = f"datum.value > {top} ? '' : datum.label" if rate else alt.Undefined
    x_axis = alt.Axis(format=".0%" if rate else ",.0f", tickCount=5, labelExpr=within, labelSeparation=size.type / 2)
    x = alt.X("at:Q", title=None, scale=scale, axis=x_axis)
    colours = (
        alt.Fill("fill:N", scale=None),
        alt.Stroke("edge:N", scale=None),
        alt.StrokeWidth("weight:Q", scale=None),
    )
    tooltips = (alt.Tooltip("name:N", title="Tên"), alt.Tooltip("text:N", title=title))
    # On a phone the numbers behind a rate have no room; tooltip and table keep them.
    words = (y, x, alt.TextValue(alt.ExprRef(expr=f"width < {NARROW} ? datum.short : datum.text")))
    place = {"align": "left", "dx": 6, "fontSize": size.type}
    return [
        layer(None, "bar", [y, x, *colours, *tooltips], height={"band": 0.72}),
        # The same words twice: a halo of paper keeps them readable where the rule of the target runs through them.
        layer(None, "text", words, **place, stroke=status.PAPER, strokeWidth=size.type / 3, strokeJoin="round"),
        layer(None, "text", words, **place, fill=status.INK),
    ]


def rule(value: float, upright: bool = False) -> alt.UnitSpec:
    at = alt.X("value:Q") if upright else alt.Y("value:Q")
    return layer([{"value": value}], "rule", [at], color=status.TARGET_INK, strokeWidth=2, strokeDash=[6, 4])


def rule_words(value: float, words: str, size: Size) -> alt.UnitSpec:
    """What an upright rule stands for, above the plot; written toward the side that has room."""
    place = {"align": "right" if value > 0.5 else "left", "baseline": "bottom", "dy": -4, "fontSize": size.type}
    channels = [alt.X("value:Q"), alt.YValue(0), alt.Text("text:N")]
    return layer([{"value": value, "text": words}], "text", channels, **place, color=status.TARGET_INK)


def _watermark(height: int, size: Size) -> list[alt.UnitSpec]:
    """MINH HỌA aslant over the marks, once per stretch of a tall chart."""
    times = max(1, round(height / 320))
    look = {
        "fontSize": max(size.type, min(3 * size.type, height // 2)),
        "fontWeight": "bold",
        "angle": 340,
        "opacity": 0.28,
    }
    places = [{"expr": f"height * {2 * number + 1} / {2 * times}"} for number in range(times)]
    return [
        layer(
            [{"word": status.SAMPLE_WORD}],
            "text",
            [alt.Text("word:N")],
            **look,
            x={"expr": "width / 2"},
            y=place,
            color=status.SAMPLE_INK,
        )
        for place in places
    ]


def sheet(rows: Rows, layers: Sequence[alt.UnitSpec], size: Size, description: str, height: int, sample: bool) -> Spec:
    """The layers, later ones above, over common rows, as one specification."""
    if sample:
        layers = [*layers, *_watermark(height, size)]
        description = f"{description} ({status.SAMPLE_TITLE})"
    axis = alt.AxisConfig(
        labelColor=status.INK,
        labelFontSize=size.type,
        gridColor=status.LINE,
        tickColor=status.LINE,
        domainColor=status.LINE,
    )
    locale = alt.Locale(number=_NUMBERS, time=_TIMES)
    chart = alt.TopLevelLayerSpec(
        data=_inline(rows),
        layer=list(layers),
        width="container",
        height=height,
        description=description,
        background=status.PAPER,
        padding={"left": 4, "right": size.type, "top": 4, "bottom": 4},  # a dict: Streamlit writes into it
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        config=alt.Config(font=status.FONT, locale=locale, axis=axis, view=alt.ViewConfig(stroke=None)),
        usermeta={"sample": sample, "embedOptions": {"renderer": "svg", "actions": False}},
    )
    return {"$schema": alt.SCHEMA_URL, **chart.to_dict(validate=False)}


def figure(value: float, rate: bool) -> str:
    """As short as it can be said: 70%, 1.200."""
    return vi.percent_short(value) if rate else vi.trimmed(value)


def spoken(title: str, texts: Sequence[str]) -> str:
    return f"{title}: {'; '.join(texts)}."
