"""Bản đồ: one indicator, one period, communes or districts; a click opens the unit."""

import streamlit as st

from khuyenhoc.domain.unit import Level
from khuyenhoc.ui import filters, mapping, parts

mapping.follow_click()
choices = parts.choices([3, 2, 2])
with choices[0]:
    period = filters.period()
if period is not None:
    with parts.more_choices():
        level = filters.level(filters.levels_on(period.end), Level.COMMUNE)
    with choices[1]:
        indicator = filters.indicator(mapping.indicators(level), "learning_family_rate")
    with choices[2]:
        view = filters.select(
            filters.VIEW, "Xem", list(mapping.VIEWS), mapping.STATUS_VIEW, lambda each: mapping.VIEWS[each], few=True
        )
    parts.as_of(period)
    mapping.interactive(indicator, level, period, view)
    mapping.save_drawing(indicator, level, period, view)
    with st.expander("Bảng số liệu của bản đồ"):
        mapping.twin(indicator, level, period)
