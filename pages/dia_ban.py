"""Địa bàn: one unit's sheet. Path up, targets, one indicator over time, the units below."""

import streamlit as st

from khuyenhoc.domain.unit import Level
from khuyenhoc.ui import filters, ladder, parts, sheet

choices = parts.choices([2, 3, 3])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        unit = filters.unit(period.end)
    sheet.way_up(unit, period)
    parts.as_of(period)
    found = sheet.indicators(unit, period.end)
    if found:
        with choices[2]:
            indicator = filters.indicator(found, found[0].code)
        level = sheet.level(unit, period)
        if level is not Level.PROVINCE and level in indicator.rate_levels:
            ladder.own_standing(indicator, level, period, ladder.EVERYBODY)
    sheet.scorecard(unit, period)
    if found:
        st.header("Diễn biến")
        sheet.course(unit, indicator, period)
        sheet.children(unit, indicator, period)
