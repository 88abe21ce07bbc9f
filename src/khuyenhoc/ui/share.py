"""Gửi qua Zalo: the card of the unit as a picture and a text to copy; made only when somebody opens it."""

from urllib.parse import urlsplit

import streamlit as st

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import share_card, share_words
from khuyenhoc.ui import data, filters, remarks, situation, style


def share(unit: str, indicator: Indicator, period: Period) -> None:
    if style.presenting():
        return
    with st.popover("Gửi qua Zalo", key="share", on_change="rerun") as opened:
        if opened.open:
            _offer(unit, indicator, period)


def _offer(unit: str, indicator: Indicator, period: Period) -> None:
    """The picture beside what is done with it; on a phone above it: what is sent is seen before it is sent."""
    units = data.place(period.end).units
    told = situation.situation(unit, indicator, period)
    code = units.code(unit)
    picture = data.made("share card", (unit, indicator.code, period.text), lambda: _picture(unit, indicator, period))
    seen, done = st.columns([2, 3])
    seen.image(picture, width=240, alt=f"Thẻ của {units.name(unit)}: {share_words.card(told, '').gap}")
    with done:
        name = f"the-{code}-{indicator.code}-{period.text}.png"
        st.download_button("Tải thẻ (PNG)", lambda: picture, name, "image/png", key="save card", type="primary")
        st.write("Hoặc chép lời dưới đây, dán vào Zalo:")
        link = _link(filters.address("dia-ban", dia_ban=code, ky=period.text, chi_tieu=indicator.code))
        remark = remarks.of_unit(unit, period).get(indicator.code, "")
        st.code(share_words.message(told, _above(unit, period), remark, link), language=None, wrap_lines=True)


def _picture(unit: str, indicator: Indicator, period: Period) -> bytes:
    return share_card.png(share_words.card(situation.situation(unit, indicator, period), _above(unit, period)))


def _above(unit: str, period: Period) -> str:
    """What the unit lies in; nothing above a province."""
    units = data.place(period.end).units
    parent = units.parent(unit)
    return "" if parent is None or units.level(unit).depth <= Level.PROVINCE.depth else units.name(parent)


def _link(address: str) -> str:
    """The address as this browser reaches us; '' where it is not known."""
    seen = urlsplit(st.context.url or "")
    return f"{seen.scheme}://{seen.netloc}{address}" if seen.netloc else ""
