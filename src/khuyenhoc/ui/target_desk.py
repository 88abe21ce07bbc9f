"""Where targets are changed: what to do, a look at what it does, the signature; and what was changed before."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from khuyenhoc import definitions
from khuyenhoc.domain.target import Target
from khuyenhoc.domain.target_change import TargetChange, replaced, taken_back
from khuyenhoc.domain.unit import Level
from khuyenhoc.errors import Problem, Severity
from khuyenhoc.intake import target_edit, words
from khuyenhoc.present import status, target_words, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.targets import StoredTargetChange
from khuyenhoc.ui import data, history, parts, rights, style, target_data, target_forms
from khuyenhoc.ui.target_forms import Draft

_DRAFT, _SAVED, _TURN = "target draft", "target saved", "target turn"
_MOST_SAID, _MOST_SHOWN = 5, 50
_SIDES = ("before", "after")


def desk(targets: Sequence[Target]) -> None:
    """Sửa mục tiêu, for those who may. `targets`: those offered to change."""
    if style.presenting():
        return
    st.header("Sửa mục tiêu")
    if not rights.person().may_write:
        st.caption("Máy này chỉ được xem. Muốn sửa mục tiêu, mở quyền ghi ở trang Cập nhật số liệu.")
        return
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    actions = {
        "Thêm mục tiêu": target_forms.add, "Đổi mục tiêu từ một ngày": target_forms.change,
        "Bãi bỏ mục tiêu": target_forms.withdraw, "Lấy lại như trước": _take_back,
    }  # fmt: skip
    turn = st.session_state.get(_TURN, 0)
    action = st.segmented_control("Việc cần làm", list(actions), key=f"target action {turn}")
    if action is None:
        return
    if asked := actions[action](action, targets):
        st.session_state[_DRAFT] = asked
    draft: Draft | None = st.session_state.get(_DRAFT)
    if draft is not None and draft.action == action:
        _look(draft)


def _look(draft: Draft) -> None:
    """Everything wrong with the draft; where nothing is, what it would change, and who signs."""
    st.subheader("Sẽ thay đổi")
    known, (units, _) = data.known(), data.reference()
    found = list(draft.unread)
    if draft.changes:
        found += target_edit.problems(draft.changes, known, units, restoring=draft.restoring)
    if _told(found):
        return
    old = replaced(known.targets, draft.changes)
    for change, before in list(zip(draft.changes, old, strict=True))[:_MOST_SAID]:
        st.text(target_words.sentence(change, before, *_named(change, before)))
    if len(draft.changes) > _MOST_SAID:
        st.text(f"và {vi.number(len(draft.changes) - _MOST_SAID)} thay đổi khác.")
    _effect(draft.changes)
    _sign(draft)


def _told(found: list[Problem]) -> bool:
    """Says all of it; True where something must be mended first."""
    wrong = [each for each in found if each.severity is Severity.ERROR]
    if wrong:
        st.error(f"Có {vi.number(len(wrong))} điều phải sửa. Chưa có gì được ghi.")
    for each in found:
        st.text(f"{'Phải sửa' if each in wrong else 'Cần xem lại'}: {words.sentence(each)}")
    return bool(wrong)


def _named(change: TargetChange, old: Target | None) -> tuple[str, str]:
    target = change.new or old
    assert target is not None  # target_edit.problems refused a change that speaks of none
    return target_forms.name_of(target)


def _effect(changes: tuple[TargetChange, ...]) -> None:
    """How many units answer to another target, and which get another verdict, with the newest figures."""
    periods = data.periods()
    if not periods:
        st.text("Chưa có số liệu nào nên chưa có đánh giá nào thay đổi.")
        return
    period = periods[0]
    found = target_data.effect(changes, period.end)
    looks = {
        side: [
            status.look(code, inherited).label
            for code, inherited in zip(found[f"status_{side}"], found[f"inherited_{side}"], strict=True)
        ]
        for side in _SIDES
    }
    anew = found.assign(**looks)
    anew = anew[anew["before"] != anew["after"]]
    counts = {level: int((anew["level"] == level).sum()) for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)}
    st.text(target_words.effect(counts, len(found), vi.period(period.text)))
    rows = [
        {
            "before": before,
            "after": after,
            "count": len(each),
            "names": vi.listing(list(each["unit_name"]), 4, "đơn vị"),
        }
        for (before, after), each in anew.groupby(list(_SIDES), sort=False)
    ]
    if rows:
        columns = [
            Column("before", "Đánh giá hiện nay"), Column("after", "Sẽ là"), Column("count", "Số đơn vị", "count"),
            Column("names", "Địa bàn"),
        ]  # fmt: skip
        parts.table(pd.DataFrame(rows), columns, f"Đổi đánh giá: {vi.period(period.text)}")


def _sign(draft: Draft) -> None:
    with st.form("sign targets", border=False):
        by = st.text_input("Họ tên người ghi (ghi vào lịch sử)")
        sent = st.form_submit_button("Ghi thay đổi mục tiêu", type="primary")
    if sent:
        seen = data.seen_before()
        target_edit.save(data.store(), draft.changes, seen, by, rights.person(), restoring=draft.restoring)
        del st.session_state[_DRAFT]
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        st.session_state[_SAVED] = (
            "Đã ghi. Mọi trang dùng ngay mục tiêu mới; đánh giá cho những ngày trước vẫn theo mục tiêu cũ. "
            "Muốn như cũ, chọn “Lấy lại như trước”."
        )
        st.rerun()


def _take_back(action: str, targets: Sequence[Target]) -> Draft | None:
    """Lấy lại như trước: one more change, that restores what another one put an end to."""
    told = target_data.history()
    times = {version: list(each) for version, each in groupby(range(len(told)), lambda n: told[n][0].version)}
    if not times:
        st.write("Chưa có thay đổi nào để lấy lại.")
        return None

    def words_of(version: int) -> str:
        numbers = times[version]
        kept, old = told[numbers[0]]
        more = f" và {vi.number(len(numbers) - 1)} thay đổi khác" if len(numbers) > 1 else ""
        return f"{history.moment(kept.at)}, {kept.by}: {_short(kept.change, old)}{more}"

    with st.form("take back target"):
        chosen = st.selectbox("Lần thay đổi", sorted(times, reverse=True), format_func=words_of)
        reason = st.text_input(target_edit.REASON, placeholder="Ghi nhầm, hoặc số, ngày văn bản")
        if not st.form_submit_button(target_forms.PREVIEW):
            return None
    made = [kept.change for kept, _ in told]
    files = definitions.current().targets
    back = tuple(taken_back(files, made, number, reason) for number in reversed(times[chosen]))
    return Draft(action, back, restoring=True)


def _short(change: TargetChange, old: Target | None) -> str:
    indicator, where = _named(change, old) if change.new or old else ("mục tiêu không còn trong danh mục", "")
    return " · ".join(part for part in (indicator, where, target_words.now(change)) if part)


def changes() -> None:
    """Lịch sử thay đổi mục tiêu: who, when, on what paper, from what to what; the newest first."""
    told = target_data.history()[::-1]
    if not told:
        st.caption("Chưa ai thay đổi mục tiêu nào trên màn hình.")
        return
    rows = pd.DataFrame([_told_as_row(kept, old) for kept, old in told])
    columns = [
        Column("when", "Khi nào"), Column("who", "Ai"), Column("name", "Chỉ tiêu"), Column("where", "Áp dụng cho"),
        Column("effective", "Từ ngày", "day"), Column("old", "Trước đó"), Column("new", "Đổi thành"),
        Column("paper", "Văn bản, lý do"),
    ]  # fmt: skip
    parts.table(rows.head(_MOST_SHOWN), columns, f"Lịch sử thay đổi mục tiêu ({vi.number(len(told))})")
    if len(told) > _MOST_SHOWN:
        st.caption(f"Bảng chỉ hiện {_MOST_SHOWN} thay đổi mới nhất; tệp tải về có đủ.")
    parts.save_table(rows, columns, "lich-su-muc-tieu")


def _told_as_row(kept: StoredTargetChange, old: Target | None) -> dict:
    change = kept.change
    indicator, where = _named(change, old) if change.new or old else ("", "")
    paper = [
        target_words.basis(change.new) if change.new else "",
        change.new.basis_title if change.new else "",
        change.reason,
    ]
    return {
        "when": history.moment(kept.at), "who": kept.by, "name": indicator, "where": where,
        "effective": change.effective, "old": target_words.due(old) if old else "", "new": target_words.now(change),
        "paper": ". ".join(part for part in paper if part),
    }  # fmt: skip
