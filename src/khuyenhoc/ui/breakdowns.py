"""Figures by ethnicity and poverty as this person may see them: the only way to them for pages."""

import logging
from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc import reform, small_numbers
from khuyenhoc.domain.group_figures import COLUMNS
from khuyenhoc.domain.observation import with_period_ends
from khuyenhoc.ui import data, eras, rights, style

_LOG = logging.getLogger(__name__)
_LOGGED = "internal views logged"
NONE = pd.DataFrame(columns=COLUMNS).astype({"hidden": bool, "sample": bool})


def figures(indicator: str, on: date) -> dict[str, pd.DataFrame]:
    """Per period the figures by group of every unit and its totals, domain.group_figures.COLUMNS: what this person may
    not see is NaN and marked `hidden`; whatever is computed of it is hidden too.

    A period is told by the units of its own time alone: told on both maps, a sum of one less its parts on the other
    would be what was hidden of them.
    """
    where, known = data.place(on), data.known()
    may = rights.person().may_see_small

    def find() -> dict[str, pd.DataFrame]:
        new = eras.is_new(on)
        found = small_numbers.figures(data.store(), where, known, indicator, data.version(), may_see_small=may)
        own = {period: frame for period, frame in found.items() if reform.is_of_new(period) == new}
        if not new and not eras.chosen():
            return own
        other = reform.groups(
            data.store(), *data.reference(), where, known, indicator, data.version(), may_see_small=may, new=new
        )
        return other | own

    return data.made("figures by group", (indicator, eras.is_new(on)), find)


def periods(indicator: str, on: date) -> list[str]:
    """Periods of one indicator that have any figure by group, newest first."""
    told = pd.DataFrame({"period": list(figures(indicator, on))}, dtype=str)
    return list(with_period_ends(told).sort_values(["end", "length"], ascending=False)["period"])


def keep_hidden(version: int) -> None:
    """Finds what the data version just published hides, before somebody who opens a page waits for it."""
    small_numbers.keep(data.store(), version)


def whose_eyes(unit: str, indicator: str, period: str, on: date, *, below: bool = True) -> None:
    """Says when what is shown is not for everybody, keeps that it was looked at, and lets an official see what others see.

    `below`: the figures of the units below stand on the page too.
    """
    if not rights.signed_in().may_see_small:
        return
    st.session_state.setdefault(rights.AS_OUTSIDER, style.presenting())
    st.toggle("Xem như người ngoài", key=rights.AS_OUTSIDER, help=_HELP)
    found = figures(indicator, on).get(period, NONE)
    units = set(data.place(on).units.within(unit).frame.index) if below else {unit}
    if rights.person().may_see_small and small_numbers.small_shown(found[found["unit"].isin(units)], data.known()):
        st.caption(
            ":material/lock: **Nội bộ**: có số nhỏ theo dân tộc, hộ nghèo, không công khai; lượt xem được ghi lại."
        )
        _log(unit, indicator, period)


_HELP = "Người xem qua mạng không thấy số nhỏ theo dân tộc và hộ nghèo. Bật lên để thấy trang như họ thấy."


def _log(unit: str, indicator: str, period: str) -> None:
    """Once per session and view."""
    seen = st.session_state.setdefault(_LOGGED, set())
    if (unit, indicator, period) not in seen:
        seen.add((unit, indicator, period))
        _LOG.warning("internal view: %s, %s, %s", unit, indicator, period)
