"""Chỉ tiêu: one indicator against 2025 or 2030, where its trend ends, and how the communes lie around the target."""

import streamlit as st

from khuyenhoc.ui import equity_tab, filters, parts, prospect

choices = parts.choices([2, 3, 3])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        indicator = filters.indicator(prospect.indicators(), "learning_family_rate")
    with parts.more_choices():
        unit = filters.unit(period.end)
        compared = filters.compared(unit, period.end)
    with choices[2]:
        year = prospect.phase(unit, indicator, period)
    parts.as_of(period)
    row, target = prospect.aim(unit, indicator, period, year)
    if row:
        prospect.where_it_stands(row, indicator)
        st.header("Diễn biến và dự báo")
        prospect.course(unit, indicator, period, row, target, compared)
        st.header("Các xã nằm ở đâu so với mục tiêu")
        prospect.spread(unit, indicator, period, row)
    equity_tab.of_unit(unit, indicator, period)
    prospect.definition(indicator, target)
