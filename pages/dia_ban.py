"""Địa bàn: one unit's sheet. The line that says it all, every indicator, whom to learn from, one over time, the units below."""

import streamlit as st

from khuyenhoc.ui import alike, equity_tab, filters, parts, remarks, share, sheet, sheet_rows

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
        sheet.first_line(unit, indicator, period)
        with st.container(horizontal=True):
            share.share(unit, indicator, period)
            remarks.form(unit, indicator, period)
    sheet_rows.scorecard(unit, period)
    sheet_rows.other_figures(unit, period)
    if found:
        alike.better_peers(unit, indicator, period)
        st.header("Diễn biến")
        sheet.course(unit, indicator, period)
        sheet.children(unit, indicator, period)
        equity_tab.of_unit(unit, indicator, period)
