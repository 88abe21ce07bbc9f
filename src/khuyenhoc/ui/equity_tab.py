"""The groups of one unit and indicator on other pages: Địa bàn, Chỉ tiêu. All the rest is on Dân tộc và hộ nghèo."""

import streamlit as st

from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.ui import breakdowns, data, equity_choices, equity_heat, equity_unit, filters
from khuyenhoc.ui.equity_data import Asked

TITLE, KEY = "Theo dân tộc, hộ nghèo", "groups of unit"


def of_unit(unit: str, indicator: Indicator, period: Period) -> None:
    """Nothing where the indicator is not collected by group; figures by group are read only once it is opened."""
    if indicator.breakdowns:
        with st.expander(TITLE, key=KEY, on_change="rerun") as opened:
            if opened.open:
                _groups(unit, indicator, period)


def _groups(unit: str, indicator: Indicator, period: Period) -> None:
    words = equity_choices.offered(unit, indicator, period)
    if not words:
        st.write("Chưa có số liệu phân tổ của chỉ tiêu này ở địa bàn này.")
        return
    word = equity_choices.way_to_group(words)
    breakdowns.whose_eyes(unit, indicator.code, period.text, period.end, below=False)
    asked = Asked(unit, period, indicator, equity_choices.CUTS[word][0], Reference.OWN)
    equity_unit.brief(asked)
    code = data.place(period.end).units.code(unit)
    choices = {"dia_ban": code, "ky": period.text, "chi_tieu": indicator.code, "phan_to": word}
    st.markdown(f"[Từng xã, diễn biến, nguyên nhân]({filters.address(equity_heat.PAGE, **choices)})")
