"""Families typed by hand, one cell per place: the only editor of plans."""

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from khuyenhoc.present import vi
from khuyenhoc.ui import style

_NAME, _NOW = "Địa bàn", "Hiện nay"
_TURN = "edit turn"


def mended(rows: pd.DataFrame, proposed: pd.Series, column: str, choices: tuple[Hashable, ...]) -> pd.Series:
    """`proposed` (whole numbers by unit) with what this person typed over it; `choices` name the proposal.

    `rows`: who is planned for, with `now` in words. Nothing is typed on the wall of a meeting room.
    """
    start = proposed.reindex(rows["unit"]).fillna(0).astype("int64")
    if style.presenting():
        return start
    with st.expander("Sửa bằng tay"):
        turn = st.session_state.setdefault(_TURN, 0)
        frame = pd.DataFrame(
            {
                _NAME: rows["unit_name"],
                _NOW: rows["now"],
                column: start.to_numpy(),
            }
        )
        # Cells belong to the places in this very order: other places, other cells.
        key = f"edit {column} {hash((*choices, *rows['unit']))} {turn}"
        typed = st.data_editor(
            frame,
            key=key,
            hide_index=True,
            disabled=[_NAME, _NOW],
            column_config={column: st.column_config.NumberColumn(min_value=0, step=1, required=True)},
        )
        result = typed[column].fillna(0).astype("int64").set_axis(start.index)
        _undo(int((result != start).sum()))
    return result


def _undo(count: int) -> None:
    if count and st.button(f"Bỏ {vi.number(count)} chỗ đã sửa"):
        st.session_state[_TURN] += 1
        st.rerun()
