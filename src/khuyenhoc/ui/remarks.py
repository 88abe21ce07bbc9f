"""Ý kiến của địa phương: one short signed note per unit, indicator and period; shown beside the verdict, written here."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.remark import MOST_LETTERS, Remark
from khuyenhoc.errors import AppError
from khuyenhoc.present import unit_words, vi
from khuyenhoc.ui import data, rights, style

_TOLD, _TURN = "remark told", "remark turn"


def of_unit(unit: str, period: Period) -> dict[str, str]:
    """Indicator -> the note with its signature."""

    def find() -> dict[str, str]:
        rows = _all()
        mine = rows[(rows["unit"] == unit) & (rows["period"] == period.text)]
        return {row["indicator"]: unit_words.remark_text(row) for row in mine.to_dict("records")}

    return data.made("remarks of unit", (data.version(), unit, period.text), find)


def _all() -> pd.DataFrame:
    return data.made("remarks", (data.version(),), lambda: data.store().remarks(data.version()))


def form(unit: str, indicator: Indicator, period: Period) -> None:
    """To write, change or withdraw the note, for who may write; built only once it is opened."""
    if style.presenting() or not rights.person().may_write:
        return
    told = st.session_state.pop(_TOLD, "")
    if told:
        st.toast(told)
    with st.popover(
        "Ghi ý kiến của địa phương", key=f"remark {st.session_state.get(_TURN, 0)}", on_change="rerun"
    ) as opened:
        if opened.open:
            _write(unit, indicator, period)


def _write(unit: str, indicator: Indicator, period: Period) -> None:
    rows = _all()
    key = (unit, indicator.code, period.text)
    mine = rows[(rows["unit"] == unit) & (rows["indicator"] == indicator.code) & (rows["period"] == period.text)]
    now = mine.iloc[0] if len(mine) else pd.Series({"text": "", "by": ""})
    with st.form("remark form", border=False):
        st.text(f"{data.place(period.end).units.name(unit)}: {indicator.short_name}, {vi.period(period.text)}")
        text = st.text_area("Ý kiến", now["text"], max_chars=MOST_LETTERS, key=f"remark text {key}")
        by = st.text_input("Họ tên và chức danh người ký", now["by"], max_chars=100, key=f"remark by {key}")
        kept = st.form_submit_button("Lưu ý kiến", type="primary")
        withdrawn = len(mine) > 0 and st.form_submit_button("Rút ý kiến")
    if kept and not text.strip():
        st.warning("Hãy viết ý kiến rồi bấm lại. Chưa có gì được ghi.")
    elif kept or withdrawn:
        _keep(Remark(*key, "" if withdrawn else text, by))


def _keep(remark: Remark) -> None:
    try:
        rights.person().require_writing()
        data.store().add_remark(remark, data.seen_before())
    except AppError as error:
        st.error(str(error))
        return
    st.session_state[_TOLD] = "Đã lưu ý kiến của địa phương." if remark.text else "Đã rút ý kiến của địa phương."
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # a new, closed one
    st.rerun()
