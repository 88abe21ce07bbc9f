"""Thử phương án: what a pace, some points or some families more would make of the province, its districts and communes."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from khuyenhoc.domain import plan
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import narrative, plan_words, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, parts, plan_edit, style
from khuyenhoc.ui import plan as ground
from khuyenhoc.ui.plan import Aim

WAY, POINTS = "phuong-an", "diem"
KEEP, FAST, ALIKE = "giu-toc-do", "theo-nhom-nhanh", "cong-diem"
WAYS = {KEEP: "Giữ tốc độ hiện nay", FAST: "Xã chậm theo nhóm nhanh nhất", ALIKE: "Mọi xã thêm số điểm"}
MORE = "Thêm"
_EACH = "plan communes"
_MOST_POINTS = 30


def ways(aim: Aim, more: DeltaGenerator) -> pd.Series:
    """The choices of the plan, on the wall folded away in `more`; the families it means, by commune."""
    with more if style.presenting() else st.expander("Phương án", expanded=True):
        return _asked(aim)


def _asked(aim: Aim) -> pd.Series:
    rows = ground.counted(aim, Level.COMMUNE)
    way = filters.select(WAY, "Nếu từ nay đến hạn", list(WAYS), FAST, lambda each: WAYS[each], few=True)
    if way == ALIKE:
        return plan.by_points(rows, _points() / 100)
    fast = plan.fast_pace(ground.rows(aim, Level.COMMUNE))
    if way == KEEP or fast is None:
        st.caption(plan_words.KEEP_NOTE if way == KEEP else plan_words.pace_words(fast))
        return plan.at_own_pace(rows, aim.months)
    st.caption(plan_words.pace_words(fast))
    return plan.at_fast_pace(rows, fast, aim.months)


def _points() -> int:
    options = [str(number) for number in range(_MOST_POINTS + 1)]
    asked = filters.chosen(POINTS, options, "5")
    widget = f"pick {POINTS}"
    st.session_state[widget] = int(asked)
    st.slider(
        "Thêm bao nhiêu điểm phần trăm",
        0,
        _MOST_POINTS,
        key=widget,
        on_change=lambda: filters.put(POINTS, str(st.session_state[widget])),
    )
    return int(asked)


def mended(aim: Aim, more: pd.Series) -> pd.Series:
    """The same with what was typed for single communes."""
    choices = (*aim.key, filters.chosen_before(WAY), filters.chosen_before(POINTS))
    return plan_edit.mended(ground.counted(aim, Level.COMMUNE), more, MORE, choices)


def results(aim: Aim, more: pd.Series) -> None:
    """The whole in a sentence, then everybody above the communes, then the communes."""
    communes = ground.counted(aim, Level.COMMUNE)
    then = plan.outcome(communes, more)
    beyond = then["numerator"] > then["denominator"]
    if beyond.any():
        st.warning(plan_words.beyond_sentence(list(then.loc[beyond, "unit_name"]), aim.noun))
    above = _above(aim, more)
    mine = above[above["unit"] == aim.whole].to_dict("records")[0]
    parts.verdict(mine)
    st.subheader(plan_words.outcome_sentence(mine, aim.noun))
    st.write(plan_words.count_sentence(list(communes["status"]), list(then["status"]), "xã"))
    _table(above, aim, f"{aim.indicator.short_name}: kết quả đến {vi.day(aim.due)}", "tren")
    # Sent only when somebody wants to see it: two hundred lines for every step of the slider.
    folded = st.expander("Từng xã", expanded=len(above) == 1, key=_EACH, on_change="rerun")
    if folded.open:
        with folded:
            _table(then, aim, f"{aim.indicator.short_name}: từng xã đến {vi.day(aim.due)}", "xa")


def _above(aim: Aim, more: pd.Series) -> pd.DataFrame:
    """What is planned for and the districts with what their communes bring; of a single district only its line."""
    units = data.place(aim.period.end).units
    top = min(units.level(aim.whole), Level.PROVINCE, key=lambda each: each.depth)
    levels = [
        level for level in Level if level.depth >= top.depth and level is not Level.COMMUNE and units.of_level(level)
    ]

    def gather() -> pd.DataFrame:
        rows = pd.concat([ground.rows(aim, level).assign(total=level is top) for level in levels])
        return rows[rows["unit"].isin(units.within(aim.whole).frame.index)].reset_index(drop=True)

    brought = pd.concat([plan.lifted(more, units.ancestor(level)) for level in levels])
    return plan.outcome(data.made("plan above", aim.key, gather), brought)


def _table(rows: pd.DataFrame, aim: Aim, title: str, name: str) -> None:
    columns = [
        Column("name", "Địa bàn", "link", href="href"),
        Column("now_text", "Hiện nay", "figure"),
        Column("more", MORE, "change"),
        Column("value_text", f"Đến {vi.day(aim.due)}", "figure"),
        Column("gap_text", "Còn thiếu/Vượt", "figure"),
        Column("now_status", "Đánh giá hiện nay", "status", inherited="inherited", minor=True),
        Column("status", "Đánh giá đến hạn", "status", inherited="inherited"),
    ]
    records = rows.to_dict("records")
    shown = rows.assign(
        value_text=[narrative.value_text(row) for row in records],
        gap_text=[narrative.gap_text(row) for row in records],
    )
    parts.table(shown, columns, title, total="total")
    parts.save_table(shown, columns, f"phuong-an-{name}-{aim.indicator.code}-{aim.year}")
