"""The blocks of Lịch sử cập nhật: every upload with who and when, and the way to take one back."""

import pandas as pd
import streamlit as st

from khuyenhoc.errors import BATCH_STATES
from khuyenhoc.intake import pipeline
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, parts, rights


def history() -> None:
    """Every upload with who and when; a published one can be taken back."""
    found = data.batches(rights.person())
    rows = [
        {
            "id": f"Số {row['id']}", "file": row["file_name"], "rows": row["rows"], "state": BATCH_STATES[row["state"]],
            "who": row["published_by"] or row["created_by"], "when": moment(row["published_at"] or row["created_at"]),
            "back": f"{row['rolled_back_by']}, {moment(row['rolled_back_at'])}" if row["rolled_back_by"] else "",
        }
        for row in found.astype(object).where(found.notna(), None).to_dict("records")
    ]  # fmt: skip
    columns = [
        Column("id", "Lần cập nhật"), Column("file", "Tệp"), Column("rows", "Số dòng", "count"),
        Column("state", "Trạng thái"), Column("who", "Ai"), Column("when", "Khi nào"), Column("back", "Ai gỡ, khi nào"),
    ]  # fmt: skip
    parts.table(pd.DataFrame(rows), columns, "Các lần cập nhật", empty="Chưa có lần cập nhật nào.")


def moment(text: str) -> str:
    """A kept moment in the time of this machine."""
    return vi.moment(pd.Timestamp(text).to_pydatetime().astimezone())


def take_back() -> None:
    """Gỡ một lần cập nhật: what was current before it is current again."""
    found = data.batches(rights.person())
    live = [int(number) for number in found.loc[found["state"] == "published", "id"]]
    if not live:
        return
    names = dict(zip(found["id"], found["file_name"], strict=True))
    # The version this person looked at when the form was drawn, not that of the run behind the click.
    seen = st.session_state.get("seen for take back", data.store().version())
    st.session_state["seen for take back"] = data.store().version()
    with st.form("take back"):
        batch = st.selectbox("Lần cập nhật muốn gỡ", live, format_func=lambda number: f"Số {number}: {names[number]}")
        by = st.text_input("Họ tên người gỡ (ghi vào lịch sử)")
        sure = st.checkbox(
            "Tôi hiểu: mọi số liệu của lần cập nhật này thôi hiện, số liệu trước đó (nếu có) được dùng lại"
        )
        asked = st.form_submit_button("Gỡ lần cập nhật này")
    if asked and not sure:
        st.warning("Hãy đánh dấu vào ô “Tôi hiểu” rồi bấm lại. Chưa có gì thay đổi.")
    elif asked:
        pipeline.roll_back(data.store(), batch, seen, by, rights.person())
        st.session_state["taken back"] = batch
        st.rerun()


def just_taken_back() -> None:
    batch = st.session_state.pop("taken back", None)
    if batch is not None:
        st.success(f"Đã gỡ lần cập nhật số {batch}. Số liệu trước đó (nếu có) đang được sử dụng lại.")
