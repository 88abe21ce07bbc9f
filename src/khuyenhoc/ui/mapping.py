"""The blocks of Bản đồ: what is painted on which shapes, a click or a search into a choice, the same as table and files."""

import streamlit as st
from streamlit_folium import st_folium

from khuyenhoc import config
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.geography.layer import Layer
from khuyenhoc.present import equity_words, map_views, maps, vi
from khuyenhoc.present.map_views import Painted
from khuyenhoc.present.nouns import noun
from khuyenhoc.ui import data, eras, filters, layers, map_bars, parts, style

STATUS, RATE, GAP, CHANGE, POVERTY = "danh-gia", "ty-le", "con-thieu", "thay-doi", "ho-ngheo"
VIEWS = {STATUS: "Đánh giá", RATE: "Tỷ lệ", GAP: "Còn thiếu", CHANGE: "Thay đổi", POVERTY: "Cùng hộ nghèo"}
POOR = "poor_household_rate"
BESIDE, FOUND = "dat-canh", "tim"
_ABOVE = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện"}
_FRAME = "khuyenhoc-map"
HEIGHT, HEIGHT_PRESENTING, HEIGHT_COUNTRY = (
    640,
    780,
    860,
)  # the country is long, and would be small in the height of a province


def indicators(level: Level) -> list[Indicator]:
    """What can be painted: a rate with meaning at this level, or what a single unit shows."""
    return [
        each
        for each in data.known().catalogue
        if each.is_rate and (level in each.rate_levels or (each.unit_value and level in each.collected_levels))
    ]


def painted(indicator: Indicator, level: Level, period: Period, view: str) -> Painted:
    """One map's worth of classes; made once per choice."""
    key = (level, indicator.code, period.text, view)
    return data.made("painted", key, lambda: _painted(indicator, level, period, view))


def _painted(indicator: Indicator, level: Level, period: Period, view: str) -> Painted:
    rows = data.of_indicator(level, period.end, indicator.code)
    if indicator.unit_value and level not in indicator.rate_levels:
        return map_views.by_unit_value(rows, indicator)
    if view == RATE:
        return map_views.by_rate(rows, data.of_indicator(level, _newest(period).end, indicator.code))
    if view == GAP:
        return _gathered(map_views.by_gap(rows, noun(indicator)), level, period)
    if view == CHANGE:
        return map_views.by_change(rows)
    if view == POVERTY:
        poor = data.of_indicator(level, period.end, POOR)
        return map_views.by_two(rows, poor, indicator.short_name, data.known().catalogue[POOR].short_name)
    return map_views.by_status(rows)


def _gathered(paint: Painted, level: Level, period: Period) -> Painted:
    """With the sums by province or district: what the circles show while there are too many communes in sight."""
    place = data.place(period.end)
    above = layers.level_above(period.end)
    parents = place.units.ancestor(above)
    if level is not Level.COMMUNE or not parents:
        return paint
    note = f"Mỗi vòng tròn là một {_ABOVE[above]}, cộng các xã còn thiếu; phóng to để xem từng xã"
    return map_views.gathered(paint, parents, note)


def _newest(period: Period) -> Period:
    """Its target makes the scale of all periods on the map, so that colours keep their meaning through time."""
    return next(iter(_on_same_map(period)), period)


def _on_same_map(period: Period) -> list[Period]:
    """The periods shown on the same units, newest first."""
    return [each for each in data.periods() if eras.is_new(each.end) == eras.is_new(period.end)]


def beside(indicator: Indicator, level: Level, period: Period) -> tuple[Indicator, Period] | None:
    """What the second map shows, if one is wanted: the same indicator at another period, or another one at the same."""
    same = [each for each in _on_same_map(period) if each != period]
    options = {"": "Không"} | {f"ky:{each.text}": f"Cùng chỉ tiêu, {vi.period(each.text)}" for each in same}
    options |= {f"ct:{each.code}": each.short_name for each in indicators(level) if each != indicator}
    chosen = filters.select(BESIDE, "Bản đồ thứ hai đặt cạnh", list(options), "", lambda each: options[each])
    kind, _, code = chosen.partition(":")
    if kind == "ky":
        return indicator, next(each for each in same if each.text == code)
    return (data.known().catalogue[code], period) if kind == "ct" else None


def search(level: Level, period: Period) -> str:
    """The key of the unit searched for, '' where none: the keyboard's way to a place on the map."""
    units, codes, labels = data.place(period.end).units, filters.unit_codes(period.end), filters.unit_labels(period.end)
    names = {"": "Bỏ tìm, xem cả bản đồ"} | {
        code: labels[code] for code, key in codes.items() if units.level(key) is level
    }
    return codes.get(filters.select(FOUND, "Tìm trên bản đồ", list(names), "", names.__getitem__, units=True), "")


def interactive(shown: list[tuple[Indicator, Period]], level: Level, view: str, drawn: str, sought: str) -> None:
    """The map, or two in step; a click opens the unit. `drawn`: layers.WAYS."""
    (indicator, period), *more = shown
    layer = layers.drawn(level, period.end, drawn)
    if data.of_indicator(level, period.end, indicator.code).empty:
        st.info("Chưa có số liệu của chỉ tiêu này ở cấp đã chọn.")
        return
    if layer is None:
        paint = painted(indicator, level, period, view)
        map_bars.show(indicator, level, period, paint, _title(indicator, period), view)
        return
    paints = [painted(of, level, at, view) for of, at in shown]
    if more or style.presenting():  # in the room nobody sees what was chosen
        told = f" – {vi.lowered(VIEWS[view])}" if style.presenting() and view != STATUS else ""
        paints = [paint.titled(_title(*each) + told) for paint, each in zip(paints, shown, strict=True)]
    show(layer, paints, period, _title(indicator, period), sample=_is_sample(shown, level), sought=sought)
    if view == POVERTY:
        st.caption(equity_words.poverty_standard(data.known().poverty_classes, period.end))


def show(layer: Layer, paints: list[Painted], period: Period, title: str, *, sample: bool, sought: str = "") -> None:
    """The interactive map of what is painted, or two in step."""
    large = style.presenting()
    made = maps.commune_map(
        layer,
        paints,
        title=title,
        outline=layers.outline(layer, period.end),
        origins=layers.origins(layer),
        selected=sought or None,
        find=bool(sought),
        sample=sample,
        large=large,
        tiles=config.tile_address() if layer.kind == "imported" else "",
    )
    st_folium(
        made.map,
        feature_group_to_add=made.change,
        returned_objects=list(maps.RETURNED),
        key=_FRAME,
        use_container_width=True,
        height=HEIGHT_PRESENTING if large else HEIGHT_COUNTRY if layer.province is None else HEIGHT,
        on_change=_open_unit,
    )


def _title(indicator: Indicator, period: Period) -> str:
    return f"{indicator.short_name}, {vi.period(period.text)}"


def _is_sample(shown: list[tuple[Indicator, Period]], level: Level) -> bool:
    return any(bool(data.of_indicator(level, at.end, of.code)["sample"].any()) for of, at in shown)


def through_time(period: Period) -> None:
    """The periods as a slider under the map: the colours keep their meaning from one to the next."""
    texts = [each.text for each in reversed(_on_same_map(period))]
    if len(texts) < 2:
        return
    st.session_state["map time"] = period.text

    def keep() -> None:
        filters.put(filters.PERIOD, st.session_state["map time"])

    st.select_slider(
        "Kéo để xem theo thời gian (thang màu giữ nguyên)",
        texts,
        key="map time",
        format_func=vi.period_short,
        on_change=keep,
    )


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


def twin(indicator: Indicator, level: Level, period: Period, drawn: str) -> None:
    """The same as a table: the keyboard's way to the map, and what a printer prints. Its file says whose shapes and whose
    figures the map shows."""
    layer = layers.drawn(level, period.end, drawn)
    notes = [*([layer.label] if layer else []), sources(indicator, level, period)]
    parts.places(level, indicator, period, _title(indicator, period), notes=notes)


def sources(indicator: Indicator, level: Level, period: Period) -> str:
    """Where the figures of the map come from and to which day they speak."""
    rows = data.of_indicator(level, period.end, indicator.code)
    named = list(dict.fromkeys(text for text in rows["source"] if text))
    said = vi.listing(named, 3, "nguồn") if named else "chưa ghi nguồn"
    return f"Số liệu đến {vi.period(period.text)}; nguồn: {said}"
