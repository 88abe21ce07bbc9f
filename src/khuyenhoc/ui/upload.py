"""The blocks of Cập nhật số liệu: a file read, everything wrong with it said, then put to use as a whole."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain.observation import totals
from khuyenhoc.errors import Severity
from khuyenhoc.intake import pipeline, words
from khuyenhoc.intake.proposals import choices
from khuyenhoc.present import impact_words, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.batches import CORRECTION, REHEARSAL, WAITS_DAYS
from khuyenhoc.ui import (
    breakdowns,
    correction,
    data,
    impact,
    incoming,
    parts,
    published,
    rights,
    source,
    waiting,
)
from khuyenhoc.ui.waiting import Work

_MOST_SHOWN = 500
_FEW = 30  # rows shown unasked


def may_write() -> bool:
    """True where this session may write; else offers the one-time code."""
    if rights.person().may_write:
        return True
    st.info("Máy này chỉ được xem. Muốn ghi số liệu, nhập mã dùng một lần in trên màn hình máy chủ khi khởi động.")
    with st.form("code", border=False):
        code = st.text_input("Mã dùng một lần", type="password")
        if st.form_submit_button("Mở quyền ghi"):
            if rights.redeem(code):
                st.rerun()
            st.error("Mã không đúng. Sau vài lần sai, mã cũ hết hiệu lực và máy chủ in mã mới.")
    return False


def guide() -> None:
    """What to do, for who has not begun."""
    if source.is_going_on():
        return
    st.markdown(
        "1. **Tải biểu mẫu** bên dưới (có sẵn mã, tên địa bàn, số kỳ trước), điền bằng Excel rồi lưu lại; "
        "hoặc dùng luôn biểu của cơ quan, hoặc chép bảng từ Excel.\n"
        "2. **Kéo tệp vào ô** (Excel, CSV, hoặc tệp nén zip của chúng) hoặc dán bảng. Phần mềm chỉ đọc và kiểm tra, chưa dùng số nào.\n"
        "3. Xem lỗi, cảnh báo; nhận giá trị đề xuất hoặc sửa trong tệp rồi tải lại, cho đến khi hết lỗi. "
        "Hết lỗi thì xem trước những gì sẽ thay đổi.\n"
        "4. Ghi họ tên và bấm **Đưa vào sử dụng**. Lần cập nhật nào cũng gỡ lại được ở trang Lịch sử cập nhật."
    )


def problems(work: Work) -> None:
    """Everything at once, what blocks first, each with row, column, what was read and what to do."""
    found = work.checked.problems
    counts = {severity: sum(each.severity is severity for each in found) for severity in Severity}
    if counts[Severity.ERROR]:
        typed = work.kind == CORRECTION
        ready = any(map(choices, found)) and work.place is not None
        mend = "Sửa lại các ô ở “Sửa một số” rồi kiểm tra lại" if typed else "Sửa trong tệp của bạn rồi tải lại"
        mend += ", hoặc nhận giá trị đề xuất ở dưới" if ready else ""
        st.error(f"Có {vi.number(counts[Severity.ERROR])} lỗi. Chưa có gì được ghi. {mend}.")
    elif counts[Severity.WARNING]:
        st.warning(
            f"Không có lỗi. Có {vi.number(counts[Severity.WARNING])} cảnh báo, xem kỹ trước khi đưa vào sử dụng."
        )
    else:
        st.success("Không có lỗi.")
    if not found:
        return
    ordered = sorted(found, key=lambda each: (each.severity.rank, each.row))
    rows = [
        {"row": each.row or None, "kind": words.SEVERITIES[each.severity], "column": each.column, "value": each.value,
         "words": words.sentence(each)}
        for each in ordered
    ]  # fmt: skip
    columns = [
        Column("kind", "Mức"), Column("row", "Dòng", "count", minor=True), Column("column", "Cột", minor=True),
        Column("value", "Đọc được", minor=True), Column("words", "Cần làm gì", "sentence"),
    ]  # fmt: skip
    parts.table(pd.DataFrame(rows[:_MOST_SHOWN]), columns, f"{vi.number(len(rows))} điều cần xem")
    parts.save_table(pd.DataFrame(rows), columns, "loi-trong-tep")


def keep(work: Work) -> None:
    """A file that cannot be published yet is kept as it is, so that a reload loses neither it nor what was done to it; and the way
    to throw it away."""
    begun = work.draft is not None and (not work.usable or work.draft.has_work)
    # Before the preview, which takes its time: what was accepted last is kept by then.
    batch = waiting.hold(work) if begun and work.place is not None else None
    source.mended_elsewhere(work)
    if batch is None or work.usable:
        return
    st.caption(
        f"Tệp và những gì bạn sửa trên trang được giữ {WAITS_DAYS} ngày: tải lại trang, mất mạng hay đóng máy đều làm tiếp được."
    )
    waiting.offer_to_throw_away(batch, incoming.forget)


def of_others(work: Work) -> bool:
    """Whether it waited before this session and may be somebody else's, with small numbers that are not for this person."""
    return (work.batch is not None or source.is_going_on()) and not rights.person().may_see_small


def understood(work: Work) -> None:
    """What the file says, as it was understood."""
    every = work.checked.observations
    if of_others(work):
        every = totals(every)
    rows = every.head(_MOST_SHOWN)
    where = data.all_units()
    catalogue = data.known().catalogue
    shown = pd.DataFrame(
        {
            "row": rows["row"],
            "period": rows["period"],
            "unit": [where[key] for key in rows["unit"]],
            "indicator": [catalogue[code].short_name for code in rows["indicator"]],
            "group": [impact.group_label(row) for row in rows.to_dict("records")],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "stated_rate": rows["stated_rate"],
            "cells": [", ".join(work.checked.cells(row)) for row in rows.to_dict("records")],
            "sample": rows["sample"],
        }
    )
    columns = [
        Column("unit", "Địa bàn"), Column("row", "Dòng", "count", minor=True), Column("period", "Kỳ", "period"),
        Column("indicator", "Chỉ tiêu"), Column("group", "Phân tổ"), Column("numerator", "Số đạt", "count"),
        Column("denominator", "Tổng số", "count"), Column("stated_rate", "Tỷ lệ ghi trong tệp", "percent"),
    ]  # fmt: skip
    if work.checked.headers:
        columns.insert(1, Column("source", "Trang tính"))
        shown["source"] = rows["source"].str.extract("“(.*)”", expand=False)
    if any(shown["cells"]):
        columns.append(Column("cells", "Ô trong tệp", minor=True))
    columns = [each for each in columns if each.key != "group" or any(shown["group"])]
    with st.expander(f"Phần mềm đọc được {vi.number(len(every))} dòng số liệu", expanded=len(every) <= _FEW):
        parts.table(shown, columns, "Số liệu đọc được")


def preview(work: Work) -> bool:
    """Xem trước thay đổi. True where publishing would change something."""
    if not work.usable:
        return False
    found = impact.of_publishing(work.key, work.checked.observations)
    st.header("Xem trước thay đổi")
    if found.nothing:
        st.info(impact_words.NOTHING)
        return False
    impact.show(found)
    return True


def put_to_use(work: Work) -> None:
    """Đưa vào sử dụng: all rows or none. Until then they wait, so that nobody has to begin anew."""
    batch = waiting.hold(work)
    if work.kind == REHEARSAL:
        st.success("Gửi thử xong: đã xem đủ các bước. Số liệu gửi thử không bao giờ được đưa vào sử dụng.")
        return
    # Outside the form, and so kept with the file as soon as it is typed.
    ask_why = work.warned and work.kind != CORRECTION
    why = st.text_input("Vì sao vẫn đưa vào sử dụng (có cảnh báo)", key=waiting.WHY) if ask_why else ""
    with st.form("publish", border=False):
        by = st.text_input("Họ tên người đưa vào sử dụng (ghi vào lịch sử)", key="by")
        asked = st.form_submit_button("Đưa vào sử dụng", type="primary")
    if asked:
        breakdowns.keep_hidden(pipeline.publish(data.store(), batch, data.seen_before(), by, rights.person(), why))
        published.say(batch)
        incoming.forget()
        correction.forget()
        st.rerun()
