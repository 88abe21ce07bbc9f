"""Giao chỉ tiêu: a target shared out over districts or communes, or what a plan would give by the due date."""

import streamlit as st

from khuyenhoc.ui import filters, parts, plan, plan_outlook, plan_save, plan_share

choices = parts.choices([2, 3, 3])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        indicator = plan.indicator(period)
    with choices[2]:
        view = plan.view()
    if indicator is not None:
        more = parts.more_choices()
        with more:
            aim = plan.aim(indicator, period, plan.whole(period))
        parts.as_of(period)
        if aim is not None and view == plan.SHARE:
            plan_save.just_saved()
            plan.where_it_stands(aim)
            wish = plan_share.wish(aim, more)
            above = st.container()
            found = plan_share.shared(aim, wish)
            if found is not None:
                with above:
                    plan_share.said(found)
                plan_save.save(found)
                plan_save.take_away(found)
                plan_share.table(found)
        elif aim is not None:
            plan.where_it_stands(aim)
            planned = plan_outlook.ways(aim, more)
            plan_outlook.results(aim, plan_outlook.mended(aim, planned))
