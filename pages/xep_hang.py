"""Xếp hạng: districts or communes by rate, with what each lacks."""

import streamlit as st

from khuyenhoc.domain.unit import Level
from khuyenhoc.ui import filters, ladder, parts

choices = st.columns([3, 2, 2])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        levels = filters.levels_on(period.end)
        level = filters.level(levels, Level.DISTRICT if Level.DISTRICT in levels else Level.COMMUNE)
    with choices[2]:
        indicator = filters.indicator(ladder.indicators(level), "learning_family_rate")
    parts.as_of(period)
    ladder.ladder(indicator, level, period)
