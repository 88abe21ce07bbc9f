"""What Bản đồ gives away: the map as a picture or a drawing, and shapes only where their licence allows it."""

import streamlit as st

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import download, geojson, vi
from khuyenhoc.present.map_drawing import Drawing, drawing
from khuyenhoc.present.map_picture import png
from khuyenhoc.present.map_svg import svg
from khuyenhoc.present.status import SAMPLE_WORD
from khuyenhoc.ui import data, layers, mapping, style


def save(indicator: Indicator, level: Level, period: Period, view: str, drawn: str) -> None:
    """Buttons; each file is made when it is asked for."""
    layer = layers.drawn(level, period.end, drawn)
    rows = data.of_indicator(level, period.end, indicator.code)
    if layer is None or rows.empty or style.presenting():
        return
    name = download.file_name(f"ban-do-{indicator.code}-{period.text}")

    # Asked here: where the files are made no page runs, and nothing says which map it was asked for.
    paint, place = mapping.painted(indicator, level, period, view), data.place(period.end)
    title = f"{indicator.short_name}, {place.units.name(place.province)}, {vi.period(period.text)}"
    said, outline = mapping.sources(indicator, level, period), layers.outline(layer, period.end)
    sample = bool(rows["sample"].any())

    def draw() -> Drawing:
        notes = [f"{mapping.VIEWS[view]}. {said}"]
        return drawing(layer, paint, title=title, notes=notes, outline=outline, sample=sample)

    with st.container(horizontal=True):
        st.download_button("Tải ảnh (PNG)", lambda: png(draw()), f"{name}.png", "image/png", key="save picture")
        st.download_button(
            "Tải bản vẽ (SVG)", lambda: svg(draw()).encode(), f"{name}.svg", "image/svg+xml", key="save drawing"
        )
        if layer.kind == "imported" and layer.shareable:
            told = {"indicator": indicator.name, "period": vi.period(period.text), "figures": said}
            told |= {"sample": SAMPLE_WORD} if sample else {}
            st.download_button(
                "Tải ranh giới và số liệu (GeoJSON)", lambda: geojson.written(layer, paint, told), f"{name}.geojson",
                "application/geo+json", key="save shapes",
            )  # fmt: skip
