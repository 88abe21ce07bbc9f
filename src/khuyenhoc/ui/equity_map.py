"""The map of one group: how far it is behind its reference in every commune or district. Shades of support, no red for peoples."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import equity_words, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.map_views import Painted, Style
from khuyenhoc.ui import breakdowns, data, equity_choices, equity_data, layers, mapping
from khuyenhoc.ui.equity_data import Asked

VIEW, VIEW_NAME = "nhom", "Theo nhóm"


def views(indicator: Indicator) -> dict[str, str]:
    """What the map can show of the indicator, by the word in the address. Asks no figures: they are read once wanted."""
    return mapping.VIEWS | ({VIEW: VIEW_NAME} if indicator.breakdowns else {})


def interactive(indicator: Indicator, level: Level, period: Period, drawn: str, sought: str) -> None:
    """Whose gap, then the map of it; a click opens the unit. `drawn`: layers.WAYS."""
    # Bars have no shades of support: the shapes stand in for them.
    layer = layers.drawn(level, period.end, drawn) or layers.layer(level, period.end)
    province = data.place(period.end).province
    words = equity_choices.offered(province, indicator, period)
    if layer is None or not words:
        st.info("Chưa có bản đồ hoặc chưa có số liệu phân tổ của chỉ tiêu này.")
        return
    left, right = st.columns(2)
    with left:
        word = equity_choices.way_to_group(words)
    asked = Asked(province, period, indicator, equity_choices.CUTS[word][0], Reference.OWN)
    with right:
        group = equity_choices.group(asked)
    breakdowns.whose_eyes(province, indicator.code, period.text, period.end)

    def paint() -> tuple[Painted, bool]:
        found = _of_group(asked, group, level)
        return painted(found, asked), bool(found["sample"].any())

    shown, sample = data.made("painted group", (*asked.key, group, level), paint)
    name = equity_words.who(group, data.known().group_name(group), asked.noun)
    title = f"{indicator.short_name}: {name}, {vi.period(period.text)}"
    mapping.show(layer, [shown], period, title, sample=sample, sought=sought)
    st.caption(equity_words.gap_map_note(name))


def _of_group(asked: Asked, group: str, level: Level) -> pd.DataFrame:
    """domain.gap.COLUMNS of the group in every unit of the level; a people of few families is counted with others: what of
    it is hidden stands here as hidden."""
    units = data.place(asked.period.end).units.of_level(level)
    found, few = equity_data.gaps(asked), equity_data.groups(asked)
    found = found[(found["group"] == group) & found["unit"].isin(units)]
    few = few[(few["group"] == group) & few["hidden"] & few["unit"].isin(set(units) - set(found["unit"]))]
    return pd.concat([found, few.assign(value=float("nan"), gap=float("nan"), behind=float("nan"))])


def painted(found: pd.DataFrame, asked: Asked) -> Painted:
    """`found`: domain.gap.COLUMNS of one group. Units without a row have nobody of the group, or told nothing."""
    steps = looks.gap_classes()
    hidden = looks.LOOKS["not_computable"]
    silent = looks.LOOKS["not_reported"]
    palette = [
        *(Style(each.fill, each.label) for each in steps),
        Style(hidden.fill, looks.HIDDEN),
        Style(silent.fill, "không có, quá ít để tính riêng, hoặc chưa phân tổ", hatch=True),
    ]
    classes, values = {}, {}
    for row in found.to_dict("records"):
        known = not row["hidden"] and row["gap"] == row["gap"]
        ahead = -row["gap"] if asked.lower else row["gap"]
        classes[row["unit"]] = looks.class_of(ahead, steps) if known else len(steps) + (not row["hidden"])
        values[row["unit"]] = equity_words.gap_text(row, asked.noun) if known else looks.HIDDEN
    return Painted(classes, values, palette)
