"""Bản đồ: one indicator, one period, communes or districts, alone or beside another map; a click opens the unit."""

import streamlit as st

from khuyenhoc.ui import equity_map, filters, layers, map_files, mapping, parts

mapping.follow_click()
choices = parts.choices([3, 2, 4])
with choices[0]:
    period = filters.period()
if period is not None:
    with parts.more_choices():
        columns = st.columns(2)
        with columns[0]:
            level = filters.level(filters.levels_on(period.end), filters.map_level(period.end))
            drawn = layers.way()
    with choices[1]:
        indicator = filters.indicator(mapping.indicators(level), "learning_family_rate")
    views = equity_map.views(indicator)
    with choices[2]:
        view = filters.select(filters.VIEW, "Xem", list(views), mapping.STATUS, views.__getitem__, few=True)
    with columns[1]:
        sought = mapping.search(level, period)
    parts.as_of(period)
    if view == equity_map.VIEW:
        equity_map.interactive(indicator, level, period, drawn, sought)
    else:
        with columns[1]:
            second = mapping.beside(indicator, level, period)
        shown = [(indicator, period), *([second] if second else [])]
        mapping.interactive(shown, level, view, drawn, sought)
        map_files.save(indicator, level, period, view, drawn)
    mapping.through_time(period)
    with st.expander("Bảng số liệu của bản đồ"):
        mapping.twin(indicator, level, period, drawn)
