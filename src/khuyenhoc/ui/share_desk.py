"""Danh mục, Địa bàn: the old units that were divided, the shares of their parts, and where those are entered or taken back."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc.domain.share import Shares
from khuyenhoc.domain.succession import successors
from khuyenhoc.errors import Problem
from khuyenhoc.intake import share_edit, words
from khuyenhoc.present import succession_words, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.shares import StoredShares
from khuyenhoc.ui import chooser, data, history, parts, rights, style, succession_data

_DRAFT, _SAVED, _TURN = "share draft", "share saved", "share turn"
ENTER, TAKE_BACK, PREVIEW, SAVE = "Ghi tỷ lệ", "Bỏ tỷ lệ đã ghi", "Xem trước", "Ghi vào danh mục"
_FIRST_DAY = date(2010, 1, 1)


def split_units() -> None:
    """What is known of every divided unit, its history, and the desk for those who may write."""
    split = succession_data.split_units()
    if not split:
        return
    st.header("Đơn vị cũ bị chia khi sắp xếp")
    st.write(
        "Số liệu cũ của xã mới nhận một phần đơn vị cũ là “không xác định”, cho đến khi ghi tỷ lệ của từng phần kèm văn bản. "
        "Khi đó số được ước theo tỷ lệ, luôn viết kèm chữ “khoảng”."
    )
    columns = [
        Column("old", "Đơn vị cũ"), Column("new", "Chia vào"), Column("parts", "Tỷ lệ", missing="không xác định"),
        Column("basis", "Tính theo, nguồn"), Column("by", "Ai ghi"), Column("at", "Khi nào"),
    ]  # fmt: skip
    parts.table(_known(split), columns, f"Đơn vị cũ bị chia ({vi.number(len(split))})")
    _history()
    _desk(split)


def _known(split: Sequence[str]) -> pd.DataFrame:
    names, (_, succession), known = data.all_units(), data.reference(), succession_data.shares()
    kept = {each.shares.old: each for each in succession_data.entered()}
    rows = []
    for old in split:
        told = kept[old] if old in known else None
        rows.append(
            {
                "old": names[old], "new": vi.listing([names[key] for key in successors(succession, old)]),
                "parts": succession_words.parts(known[old], names) if told else "",
                "basis": succession_words.basis(known[old]) if told else "",
                "by": told.by if told else "", "at": history.moment(told.at) if told else "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _history() -> None:
    kept = succession_data.entered()[::-1]
    if not kept:
        return
    columns = [
        Column("at", "Khi nào"), Column("by", "Ai"), Column("old", "Đơn vị cũ"), Column("what", "Ghi"),
        Column("paper", "Nguồn, lý do"),
    ]  # fmt: skip
    rows = pd.DataFrame([_told(each) for each in kept])
    parts.table(rows, columns, f"Lịch sử ghi tỷ lệ ({vi.number(len(rows))})")
    parts.save_table(rows, columns, "lich-su-ty-le")


def _told(kept: StoredShares) -> dict:
    names, shares = data.all_units(), kept.shares
    return {
        "at": history.moment(kept.at), "by": kept.by, "old": names.get(shares.old, shares.old),
        "what": succession_words.parts(shares, names) if shares.parts else "bỏ tỷ lệ đã ghi",
        "paper": succession_words.basis(shares) if shares.parts else shares.reason,
    }  # fmt: skip


def _desk(split: Sequence[str]) -> None:
    if style.presenting():
        return
    if not rights.person().may_write:
        st.caption("Máy này chỉ được xem. Muốn ghi tỷ lệ, mở quyền ghi ở trang Cập nhật số liệu.")
        return
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    actions = {ENTER: _enter, TAKE_BACK: _take_back}
    turn = st.session_state.get(_TURN, 0)
    action = st.segmented_control("Việc cần làm", list(actions), key=f"share action {turn}")
    if action is None:
        return
    names = data.all_units()
    offered = {key: names[key] for key in split}
    old = chooser.one(share_edit.OLD, offered, split[0], key=f"share unit {turn}") or split[0]
    if asked := actions[action](old):
        st.session_state[_DRAFT] = asked
    draft: tuple[Shares, list[Problem]] | None = st.session_state.get(_DRAFT)
    if draft is not None and draft[0].old == old and bool(draft[0].parts or draft[1]) == (action == ENTER):
        _look(*draft)


def _enter(old: str) -> tuple[Shares, list[Problem]] | None:
    names, (_, succession) = data.all_units(), data.reference()
    heirs = successors(succession, old)
    known = dict(succession_data.shares()[old].parts) if old in succession_data.shares() else {}
    with st.form(f"shares {old}"):
        typed = {
            key: column.text_input(
                f"{names[key]} (%)", succession_words.percent(known[key]).rstrip("%") if key in known else "",
                placeholder="62,5", key=f"share {old} {key}",
            )
            for key, column in zip(heirs, st.columns(len(heirs)), strict=True)
        }  # fmt: skip
        one, two, three = st.columns([2, 4, 2])
        measured = one.text_input(share_edit.MEASURED, placeholder="dân số, số hộ", key=f"measured {old}")
        document = two.text_input(share_edit.DOCUMENT, placeholder="Báo cáo số … của UBND …", key=f"document {old}")
        day = three.date_input(
            share_edit.DAY,
            None,
            min_value=_FIRST_DAY,
            max_value=date(2060, 12, 31),
            format="DD/MM/YYYY",
            key=f"day {old}",
        )
        sent = st.form_submit_button(PREVIEW)
    if not sent:
        return None
    return share_edit.read(old, typed, names, measured=measured.strip(), document=document.strip(), day=day)


def _take_back(old: str) -> tuple[Shares, list[Problem]] | None:
    with st.form(f"take back {old}"):
        reason = st.text_input(share_edit.REASON, placeholder="Ghi nhầm, hoặc văn bản mới", key=f"why {old}")
        sent = st.form_submit_button(PREVIEW)
    return (Shares(old, (), reason=reason.strip()), []) if sent else None


def _look(shares: Shares, unread: list[Problem]) -> None:
    """Everything wrong; where nothing is, what will be kept, what it changes, and who signs."""
    names, (_, succession) = data.all_units(), data.reference()
    found = share_edit.problems(shares, succession, succession_data.shares(), names, date.today(), unread)
    if found:
        st.error(f"Có {vi.number(len(found))} điều phải sửa. Chưa có gì được ghi.")
        for each in found:
            st.text(f"Phải sửa: {words.sentence(each)}")
        return
    st.subheader("Sẽ thay đổi")
    if shares.parts:
        st.text(f"{names[shares.old]}: {succession_words.parts(shares, names)} ({succession_words.basis(shares)}).")
    else:
        st.text(f"{names[shares.old]}: bỏ tỷ lệ đã ghi.")
    gained, lost = succession_data.effect(shares)
    for keys, said in ((gained, "Có số ước cho các kỳ trước 1/7/2025"), (lost, "Trở lại “không xác định”")):
        if keys:
            st.text(f"{said}: {vi.listing([names[key] for key in keys])}.")
    if shares.parts and not gained:
        st.text(
            "Chưa xã nào thêm có số: xã mới còn nhận phần của đơn vị khác chưa có tỷ lệ, hoặc đã có số ước từ trước."
        )
    _sign(shares)


def _sign(shares: Shares) -> None:
    with st.form("sign shares", border=False):
        by = st.text_input("Họ tên người ghi (ghi vào lịch sử)", key="share signer")
        sent = st.form_submit_button(SAVE, type="primary")
    if sent:
        share_edit.save(data.store(), shares, data.seen_before(), by, rights.person(), date.today())
        del st.session_state[_DRAFT]
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        st.session_state[_SAVED] = "Đã ghi. Mọi trang dùng ngay. Muốn như cũ, chọn “Bỏ tỷ lệ đã ghi”."
        st.rerun()
