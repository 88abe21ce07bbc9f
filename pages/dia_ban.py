"""Địa bàn: one unit's sheet. Path up, targets, one indicator over time, the units below."""

import streamlit as st

from khuyenhoc.ui import filters, parts, sheet

choices = parts.choices([2, 3, 3])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        unit = filters.unit(period.end)
    sheet.way_up(unit, period)
    parts.as_of(period)
    sheet.scorecard(unit, period)
    found = sheet.indicators(unit, period.end)
    if found:
        st.header("Diễn biến")
        with choices[2]:
            indicator = filters.indicator(found, found[0].code)
        sheet.course(unit, indicator, period)
        sheet.children(unit, indicator, period)
