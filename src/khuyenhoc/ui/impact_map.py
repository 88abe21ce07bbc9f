"""Two small maps beside one another: how the units are judged now, and how they would be; those that change have a thick edge."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain.period import Period
from khuyenhoc.domain.status import NO_TARGET
from khuyenhoc.domain.unit import Level
from khuyenhoc.geography.layer import Layer
from khuyenhoc.present import status, vi
from khuyenhoc.present.map_drawing import drawing
from khuyenhoc.present.map_svg import svg
from khuyenhoc.present.map_views import Painted, Style
from khuyenhoc.ui import data, layers

_TITLES = {"before": "Trước", "after": "Sau"}
_DRAWN = ("unit", "verdict", "status_before", "status_after", "inherited_after", "sample_before", "sample_after")
_WIDTH, _SHOWN = 640, 460  # of the drawing, and on the screen


def before_and_after(anew: pd.DataFrame, period: Period) -> None:
    """`anew`: domain.impact.judged_twice. The finest level with a verdict that changes and a map to draw it on."""
    for level in (Level.COMMUNE, Level.DISTRICT):
        rows = anew[anew["level"] == level]
        counts = rows.loc[rows["verdict"], "indicator"].value_counts()
        layer = layers.layer(level, period.end) if len(counts) else None
        if layer is not None:
            _shown(rows, list(counts.index), layer, level, period)
            return


def _shown(rows: pd.DataFrame, indicators: list[str], layer: Layer, level: Level, period: Period) -> None:
    catalogue = data.known().catalogue
    code = indicators[0]
    if len(indicators) > 1:
        code = st.selectbox(
            "Bản đồ thay đổi đánh giá",
            indicators,
            format_func=lambda each: catalogue[each].short_name,
            key=f"map {period.text}",
        )
    of_one = rows[rows["indicator"] == code]
    changed = set(of_one.loc[of_one["verdict"], "unit"])
    name = catalogue[code].short_name
    outline = layers.layer(Level.DISTRICT, period.end) if level is Level.COMMUNE else None
    key = (code, level, period.text, *(tuple(of_one[each]) for each in _DRAWN))
    both = data.made("impact map", key, lambda: _drawings(of_one, layer, outline, changed, name))
    for place, (side, drawn) in zip(st.columns(2), both.items(), strict=True):
        with place, st.container(width=_SHOWN):  # narrower on a phone
            st.image(drawn, width="stretch", caption=f"{_TITLES[side]}: {name}")
    st.caption(f"Viền đậm: {vi.number(len(changed))} địa bàn đổi đánh giá.")


def _drawings(rows: pd.DataFrame, layer: Layer, outline: Layer | None, changed: set[str], name: str) -> dict[str, str]:
    """One drawing for each side, with the same legend; who is not judged comes last in it."""
    codes = sorted(set(rows["status_before"]) | set(rows["status_after"]), key=lambda code: status.look(code).order)
    if set(layer.keys) - set(rows["unit"]):
        codes = [code for code in codes if code != NO_TARGET] + [NO_TARGET]
    inherited = bool(rows["inherited_after"].any())
    looks = [status.look(code, inherited) for code in codes]
    palette = [Style(each.fill, f"{each.sign} {each.label}", each.hatch) for each in looks]
    drawings = {}
    for side, title in _TITLES.items():
        classes = {unit: codes.index(code) for unit, code in zip(rows["unit"], rows[f"status_{side}"], strict=True)}
        drawings[side] = svg(
            drawing(
                layer, Painted(classes, {}, palette), title=f"{name}: {title.lower()}", outline=outline,
                sample=bool(rows[f"sample_{side}"].any()), width=_WIDTH, marked=changed if side == "after" else (),
            )
        )  # fmt: skip
    return drawings
