"""Tổng quan: where the province stands, who lacks most, what moved, who has not reported."""

import streamlit as st

from khuyenhoc.ui import filters, overview, parts

with parts.choices([1])[0]:
    period = filters.period()
if period is not None:
    parts.as_of(period)
    overview.headline_cards(period)
    st.header("Các địa bàn")
    indicator = overview.place_table(period)
    left, right = st.columns(2)
    with left:
        st.header("Thay đổi so với kỳ trước")
        overview.changes(indicator, period)
    with right:
        st.header("Chưa báo cáo")
        overview.not_reported(period)
    st.header("Điều kiện thực hiện")
    overview.conditions(period)
