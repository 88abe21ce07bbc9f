"""Sửa một số: one figure typed on screen with a reason; it goes the way of every file."""

import streamlit as st

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.intake import pipeline
from khuyenhoc.intake.check import check
from khuyenhoc.intake.correction import FILE_NAME, correction_csv
from khuyenhoc.intake.read import read_csv
from khuyenhoc.present import impact_words, vi
from khuyenhoc.present.narrative import known
from khuyenhoc.store.batches import CORRECTION
from khuyenhoc.ui import data, filters, incoming, waiting
from khuyenhoc.ui.waiting import Work

_KEPT = "correction"
_COUNT = {"numerator": "Số lượng"}
_RATE = {"numerator": "Số đạt", "denominator": "Tổng số", "value": "Tỷ lệ ghi trong báo cáo"}


def form() -> None:
    """The figure chosen as on the other pages, its value now, what it should be and why."""
    with st.expander("Sửa một số", expanded=_KEPT in st.session_state):
        places = st.columns(3)
        with places[0]:
            period = filters.period()
        if period is None:
            return
        with places[1]:
            options = [each for each in data.known().catalogue if each.collected_levels]
            indicator = filters.indicator(options, data.known().catalogue.headline[0].code)
        with places[2]:
            unit = filters.unit(period.end)
        where = data.place(period.end)
        if where.several and unit == where.province:
            st.info(f"Số của {where.units.name(unit)} là cộng của các tỉnh: chọn một tỉnh, huyện hoặc xã để sửa.")
            return
        _typed(unit, indicator, period)


def _typed(unit: str, indicator: Indicator, period: Period) -> None:
    now = _in_use(unit, indicator, period)
    said = impact_words.plain_figure(now, indicator.is_rate) if now else ""
    st.text(f"Số đang dùng: {said or 'chưa có'}")
    with st.form("correct", border=False):
        key = f"{unit} {indicator.code} {period.text}"
        asked_for = _RATE if indicator.is_rate else _COUNT
        places = st.columns([*(1 for _ in asked_for), 2])
        typed = {
            name: place.text_input(label, _typed_before(now, name), key=f"{name} {key}")
            for (name, label), place in zip(asked_for.items(), places, strict=False)
        }
        why = places[-1].text_input("Lý do sửa (ghi vào lịch sử)", key=f"why {key}")
        asked = st.form_submit_button("Kiểm tra số sửa")
    if asked and not why.strip():
        st.error("Hãy ghi lý do sửa. Chưa có gì được ghi.")
    elif asked:
        code = str(data.place(period.end).units.frame.at[unit, "code"])
        content = correction_csv(period.text, code, indicator.code, typed, why)
        incoming.forget()
        st.session_state[_KEPT] = (content, why.strip())


def _in_use(unit: str, indicator: Indicator, period: Period) -> dict | None:
    rows = data.store().observations(data.version(), [indicator.code], [unit], totals_only=True)
    found = rows[rows["period"] == period.text].to_dict("records")
    return found[0] if found else None


def _typed_before(row: dict | None, name: str) -> str:
    """A number of the figure in use as a person would type it."""
    figure = row and row["stated_rate" if name == "value" else name]
    if row is None or not known(figure):
        return ""
    if name == "value":
        # Of two numbers: an old rate beside a new number would only contradict it.
        computed = known(row["numerator"]) and known(row["denominator"])
        return "" if computed else vi.percent(row["stated_rate"], row["stated_decimals"])
    return vi.approximate(vi.trimmed(row[name]), row["approximate"] if name == "numerator" else "=")


def corrected() -> Work | None:
    """The figure typed, checked like a file; None while there is none."""
    if _KEPT not in st.session_state:
        return None
    content, why = st.session_state[_KEPT]
    context, version = waiting.context(), data.version()
    checked = check(read_csv(content, FILE_NAME), context)
    checked = pipeline.with_doubts(data.store(), checked, version, data.known(), context)
    return Work(FILE_NAME, content, checked, CORRECTION, why)


def forget() -> None:
    st.session_state.pop(_KEPT, None)
