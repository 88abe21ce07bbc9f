"""Charts of groups of people: an equiplot (each group's way over time), and units by the make-up of their population.

No verdict and no status colour: the lines ask for support, they judge nobody.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from khuyenhoc.domain.period import Period
from khuyenhoc.present import status, vi
from khuyenhoc.present.chart_parts import (
    ROOM,
    SCREEN,
    Size,
    Spec,
    figure,
    layer,
    rule,
    rule_words,
    sheet,
    spoken,
)


@dataclass(frozen=True)
class GroupCourse:
    """A group and its rate at each period as declared; None where hidden or unknown. `hidden`: the periods where it is."""

    name: str
    rates: tuple[tuple[str, float | None], ...]
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class UnitPoint:
    """A unit: the share of a group in its population (`across`), its rate (`up`), both 0–1."""

    name: str
    across: float
    up: float
    marked: bool = False


def equiplot(
    groups: Sequence[GroupCourse],
    title: str,
    reference: float | None = None,
    *,
    sample: bool = False,
    presenting: bool = False,
) -> Spec:
    """A row a group in the order given: hollow dots for earlier periods, a full one with its figure for the last.

    `reference`: the whole unit's rate at the last period, as a rule. A hidden last figure is told in words.
    """
    size = ROOM if presenting else SCREEN
    rows = [row for place, group in enumerate(groups) for row in _dots(place, group)]
    names = json.dumps([group.name for group in groups], ensure_ascii=False)
    axis = alt.Axis(
        labelExpr=f"({names})[datum.value]", labelLimit=size.label, labelPadding=8, ticks=False, domain=False, grid=True
    )
    y = alt.Y("place:O", title=None, axis=axis, scale=alt.Scale(domain=list(range(len(groups)))))
    x = alt.X("at:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%", tickCount=5))
    tips = [alt.Tooltip("name:N", title="Nhóm"), alt.Tooltip("when:N", title="Kỳ"), alt.Tooltip("text:N", title=title)]
    dot = {"filled": True, "stroke": status.GROUP_FILL, "strokeWidth": 1.5, "opacity": 1}
    last, earlier = ([row for row in rows if row["last"] is told] for told in (True, False))
    hidden = [{"place": at, "at": 0, "text": status.HIDDEN} for at, group in enumerate(groups) if not _shown(group)]
    words = {"align": "left", "dx": size.type * 0.8, "fontSize": size.type}
    named = [y, x, alt.Text("text:N")]
    layers = [
        layer(_spans(groups), "rule", [y, x, alt.X2("to:Q")], color=status.LINE, strokeWidth=size.line * 1.5),
        *([] if reference is None else [rule(reference, upright=True), _reference_words(reference, size)]),
        layer(earlier, "point", [y, x, *tips], size=size.point * 0.8, fill=status.PAPER, **dot),
        # Over the rows of the sheet: Streamlit fills in that data set, and Vega drops one that no layer uses.
        layer(None, "point", [y, x, *tips], size=size.point * 1.3, fill=status.GROUP_FILL, **dot),
        layer(last, "text", named, **words, stroke=status.PAPER, strokeWidth=size.type / 3, strokeJoin="round"),
        layer([*last, *hidden], "text", named, **words, color=status.INK),
    ]
    said = [] if reference is None else [f"toàn địa bàn {figure(reference, True)}"]
    said += [f"{group.name}: {_course_words(group)}" for group in groups]
    return sheet(last, layers, size, spoken(title, said), size.row * max(len(groups), 1), sample)


def _reference_words(reference: float, size: Size) -> alt.UnitSpec:
    return rule_words(reference, f"toàn địa bàn {figure(reference, True)}", size)


def _shown(group: GroupCourse) -> bool:
    return bool(group.rates) and group.rates[-1][1] is not None


def _dots(place: int, group: GroupCourse) -> list[dict[str, Any]]:
    """Oldest first; the last period is full, whatever is known of the others."""
    ordered = sorted(group.rates, key=lambda pair: Period.parse(pair[0]).order)
    return [
        {
            "place": place, "name": group.name, "at": rate, "when": vi.period(text), "text": vi.percent(rate),
            "last": text == ordered[-1][0],
        }
        for text, rate in ordered
        if rate is not None
    ]  # fmt: skip


def _spans(groups: Sequence[GroupCourse]) -> list[dict[str, Any]]:
    """From the lowest to the highest figure of each group."""
    known = [(place, [rate for _, rate in group.rates if rate is not None]) for place, group in enumerate(groups)]
    return [{"place": place, "at": min(rates), "to": max(rates)} for place, rates in known if len(rates) > 1]


def _course_words(group: GroupCourse) -> str:
    dots = _dots(0, group)
    return ", ".join(f"{dot['when']} {dot['text']}" for dot in dots) or status.HIDDEN


_FAR_ACROSS, _FAR_UP = 0.15, 0.04


def apart(points: Mapping[str, tuple[float, float]]) -> set[str]:
    """Which points, those first given before others, can have their names beside them without writing over one another."""
    named: dict[str, tuple[float, float]] = {}
    for key, (x, y) in points.items():
        if all(abs(x - other) >= _FAR_ACROSS or abs(y - above) >= _FAR_UP for other, above in named.values()):
            named[key] = (x, y)
    return set(named)


def make_up(
    units: Sequence[UnitPoint],
    across: str,
    up: str,
    target: float | None = None,
    *,
    sample: bool = False,
    presenting: bool = False,
) -> Spec:
    """Units as points: how large a share of their people a group is, against their rate. `across`, `up`: what the axes say."""
    size = ROOM if presenting else SCREEN
    rows = [
        {"x": unit.across, "value": unit.up, "name": unit.name, "marked": unit.marked, "across": vi.percent(unit.across),
         "text": vi.percent(unit.up)}
        for unit in units
    ]  # fmt: skip
    titles: dict[str, Any] = {"titleFontSize": size.type, "titleColor": status.INK, "titleFontWeight": "normal"}
    axes = alt.Axis(format=".0%", tickCount=5, **titles)
    x = alt.X("x:Q", title=across, axis=axes, scale=alt.Scale(zero=True))
    y = alt.Y("value:Q", title=up, axis=axes, scale=alt.Scale(zero=False))
    tips = [
        alt.Tooltip("name:N", title="Địa bàn"),
        alt.Tooltip("across:N", title=across),
        alt.Tooltip("text:N", title=up),
    ]
    mine = [row for row in rows if row["marked"]]
    dot = {"filled": True, "stroke": status.PAPER, "strokeWidth": 1}
    words = {"align": "left", "dx": size.type * 0.8, "fontSize": size.type, "fontWeight": "bold"}
    layers = [
        *([] if target is None else [rule(target)]),
        layer(None, "point", [x, y, *tips], size=size.point, color=status.GROUP_FILL, opacity=0.75, **dot),
        layer(mine, "point", [x, y, *tips], size=size.point * 1.6, color=status.ACCENT, opacity=1, **dot),
        layer(mine, "text", [x, y, alt.Text("name:N")], **words, color=status.ACCENT),
    ]
    said = [f"{vi.number(len(units))} địa bàn", *(f"{row['name']} {row['across']}, {row['text']}" for row in mine)]
    return sheet(rows, layers, size, spoken(f"{up} theo {across}", said), size.height, sample)
