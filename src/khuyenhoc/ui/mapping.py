"""The blocks of Bản đồ, and the small maps of other pages: values into classes, a click into a choice."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import map_drawing, maps, narrative, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.maps import Style
from khuyenhoc.ui import data, eras, filters, layers, parts, style

STATUS_VIEW, RATE_VIEW = "danh-gia", "ty-le"
VIEWS = {STATUS_VIEW: "Đánh giá", RATE_VIEW: "Tỷ lệ"}
_FRAME = "khuyenhoc-map"
HEIGHT, HEIGHT_PRESENTING = 640, 780


@dataclass(frozen=True)
class Painted:
    """Classes by unit, the words of the tooltip, the legend."""

    classes: dict[str, int]
    values: dict[str, str]
    palette: list[Style]


def indicators(level: Level) -> list[Indicator]:
    """What can be painted: a rate with meaning at this level, or what a single unit shows."""
    return [
        each
        for each in data.known().catalogue
        if each.is_rate and (level in each.rate_levels or (each.unit_value and level in each.collected_levels))
    ]


def painted(rows: pd.DataFrame, indicator: Indicator, level: Level, view: str) -> Painted:
    if indicator.unit_value and level not in indicator.rate_levels:
        return _by_unit_value(rows, indicator)
    return _by_status(rows) if view == STATUS_VIEW else _by_rate(rows)


def _by_status(rows: pd.DataFrame) -> Painted:
    present = sorted(set(rows["status"]), key=lambda code: looks.look(code).order)
    shown = [looks.look(code, bool(rows["inherited"].any())) for code in present]
    palette = [Style(each.fill, f"{each.sign} {each.label}", each.hatch) for each in shown]
    numbers = {code: number for number, code in enumerate(present)}
    return Painted(
        {unit: numbers[code] for unit, code in zip(rows["unit"], rows["status"], strict=True)},
        _texts(rows),
        palette,
    )


def _by_rate(rows: pd.DataFrame) -> Painted:
    known = rows.dropna(subset="target")
    target = float(known["target"].iloc[0]) if len(known) else None
    comparator = str(known["comparator"].iloc[0]) if len(known) else ">="
    steps = looks.rate_classes(target, comparator)
    silent = looks.LOOKS["not_reported"]
    palette = [*(Style(each.fill, each.label) for each in steps), Style(silent.fill, silent.label, hatch=True)]
    values = zip(rows["unit"], rows["value"], strict=True)
    classes = {unit: looks.class_of(value, steps) % len(palette) for unit, value in values}
    return Painted(classes, _texts(rows), palette)


def _by_unit_value(rows: pd.DataFrame, indicator: Indicator) -> Painted:
    """Đạt mức 2 · chưa đạt: what one unit shows, drawn as classes, without pace."""
    words = list(indicator.unit_value.items())
    silent = looks.LOOKS["not_reported"]
    fills = [looks.LOOKS["achieved"].fill, looks.rate_classes(None)[0].fill]
    palette = [Style(fill, label) for fill, (_, label) in zip(fills, words, strict=True)]
    palette.append(Style(silent.fill, silent.label, hatch=True))
    order = {float(value): number for number, (value, _) in enumerate(words)}
    values = zip(rows["unit"], rows["numerator"], strict=True)
    classes = {unit: order.get(value, len(words)) for unit, value in values}
    return Painted(classes, {unit: palette[number].label for unit, number in classes.items()}, palette)


def _texts(rows: pd.DataFrame) -> dict[str, str]:
    """The figure; the class itself is said by the map."""
    found = {}
    for row in rows.to_dict("records"):
        value = narrative.value_text(row) or "chưa có số liệu"
        small = narrative.small_text(row)
        found[row["unit"]] = f"{f'{small}, ' if small else ''}{value}"
    return found


def interactive(indicator: Indicator, level: Level, period: Period, view: str) -> None:
    """The map; a click opens the unit."""
    layer = layers.layer(level, period.end)
    rows = data.of_indicator(level, period.end, indicator.code)
    if layer is None or rows.empty:
        st.info("Chưa có bản đồ hoặc chưa có số liệu của chỉ tiêu này ở cấp đã chọn; bảng bên dưới vẫn đầy đủ.")
        return
    key = (level, indicator.code, period.text, view)
    paint = data.made("painted", key, lambda: painted(rows, indicator, level, view))
    silent = len(paint.palette) - 1
    large = style.presenting()
    shown = maps.commune_map(
        layer,
        maps.by_unit(layer, paint.classes, silent),
        maps.by_unit(layer, paint.values, "chưa có số liệu"),
        paint.palette,
        title=f"{indicator.short_name}, {vi.period(period.text)}",
        outline=layers.layer(Level.DISTRICT, period.end)
        if level is Level.COMMUNE and not eras.is_new(period.end)
        else None,
        sample=bool(rows["sample"].any()),
        large=large,
    )
    st_folium(
        shown.map,
        feature_group_to_add=shown.change,
        returned_objects=list(maps.RETURNED),
        key=_FRAME,
        use_container_width=True,
        height=HEIGHT_PRESENTING if large else HEIGHT,
        on_change=_open_unit,
    )


def save_drawing(indicator: Indicator, level: Level, period: Period, view: str) -> None:
    """The same map as a drawing, for a document or a slide; simulated figures keep their word across it."""
    layer = layers.layer(level, period.end)
    rows = data.of_indicator(level, period.end, indicator.code)
    if layer is None or rows.empty or style.presenting():
        return

    def draw() -> bytes:
        paint = painted(rows, indicator, level, view)
        drawing = map_drawing.svg_map(
            layer,
            maps.by_unit(layer, paint.classes, len(paint.palette) - 1),
            paint.palette,
            title=f"{indicator.short_name}, {vi.period(period.text)}",
            outline=layers.layer(Level.DISTRICT, period.end)
            if level is Level.COMMUNE and not eras.is_new(period.end)
            else None,
            sample=bool(rows["sample"].any()),
        )
        return drawing.encode()

    name = f"ban-do-{indicator.code}-{period.text}.svg"
    st.download_button("Tải bản đồ (SVG)", draw, name, "image/svg+xml", key="save drawing")


def _open_unit() -> None:
    """A click on a shape: the unit becomes the choice of every page."""
    key = maps.clicked_key(st.session_state.get(_FRAME))
    if key is not None:
        filters.put(filters.UNIT, key.split("@")[0])
        st.session_state["open unit"] = True


def follow_click() -> None:
    """Goes to Địa bàn after a click on the map."""
    if st.session_state.pop("open unit", False):
        st.switch_page("pages/dia_ban.py", query_params=st.query_params.to_dict())


def twin(indicator: Indicator, level: Level, period: Period) -> None:
    """The same as a table: the keyboard's way to the map, and what a printer prints."""
    parts.places(level, indicator, period, f"{indicator.short_name}: {vi.period(period.text)}")
