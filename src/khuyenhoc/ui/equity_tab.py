"""The groups of one unit and indicator on other pages: Địa bàn, Chỉ tiêu. All the rest is on Dân tộc và hộ nghèo."""

import streamlit as st

from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.ui import breakdowns, data, equity_choices, equity_heat, equity_unit, filters
from khuyenhoc.ui.equity_data import Asked


def of_unit(unit: str, indicator: Indicator, period: Period) -> None:
    """Nothing where the unit shows no groups of the indicator."""
    words = equity_choices.offered(unit, indicator, period)
    if not words:
        return
    st.header("Theo dân tộc, hộ nghèo")
    word = filters.select(
        filters.GROUPING, "Phân tổ", words, words[0], lambda each: equity_choices.CUTS[each][1], few=True
    )
    breakdowns.whose_eyes(unit, indicator.code, period.text, period.end, below=False)
    asked = Asked(unit, period, indicator, equity_choices.CUTS[word][0], Reference.OWN)
    equity_unit.brief(asked)
    code = str(data.place(period.end).units.frame.at[unit, "code"])
    choices = {"dia_ban": code, "ky": period.text, "chi_tieu": indicator.code, "phan_to": word}
    st.markdown(f"[Từng xã, diễn biến, nguyên nhân]({filters.address(equity_heat.PAGE, **choices)})")
