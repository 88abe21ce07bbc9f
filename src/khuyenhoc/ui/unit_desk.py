"""Danh mục, Địa bàn: the official lists that were imported, who and when, and the way to take the newest one back."""

import pandas as pd
import streamlit as st

from khuyenhoc.intake import unit_update
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, history, parts, rights, signing, style

_PLACE = "unit imports"


def imports() -> None:
    """Nothing where no list was ever imported: what came with the product has no history."""
    signing.say_done(_PLACE)
    found = data.store().unit_imports().to_dict("records")
    if not found:
        return
    st.header("Lịch sử nhập danh mục địa bàn")
    rows = pd.DataFrame(
        {
            "id": f"Số {row['id']}", "file": row["file_name"], "hash": row["content_hash"][:12],
            "who": f"{row['imported_by']}, {history.moment(row['imported_at'])}", "added": row["added"], "days": row["days"],
            "pairs": row["pairs"], "state": _state(row), "full_hash": row["content_hash"],
        }
        for row in found
    )  # fmt: skip
    columns = [
        Column("id", "Lần nhập"), Column("file", "Tệp"), Column("who", "Ai nhập, khi nào"), Column("added", "Đơn vị thêm", "count"),
        Column("days", "Đơn vị đổi ngày hiệu lực", "count"), Column("pairs", "Dòng chuyển đổi", "count"),
        Column("state", "Tình trạng"), Column("hash", "Mã băm SHA-256 (đầu)", minor=True),
    ]  # fmt: skip
    parts.table(rows, columns, f"Các lần nhập danh mục ({vi.number(len(found))})")
    whole = [each for each in columns if each.key != "hash"] + [Column("full_hash", "Mã băm SHA-256")]
    parts.save_table(rows, whole, "lich-su-danh-muc-dia-ban")
    in_force = [row for row in found if not row["withdrawn_at"]]
    if in_force and rights.person().may_write and not style.presenting():
        with st.expander("Lấy lại danh mục như trước lần nhập mới nhất"):
            _take_back(in_force[0])


def _state(row: dict) -> str:
    return (
        f"đã lấy lại: {row['withdrawn_by']}, {history.moment(row['withdrawn_at'])}"
        if row["withdrawn_at"]
        else "đang dùng"
    )


def _take_back(row: dict) -> None:
    st.text(
        f"Lần nhập số {row['id']} ({row['file_name']}): bỏ {vi.number(row['added'])} đơn vị thêm, {vi.number(row['pairs'])} dòng "
        f"chuyển đổi, trả lại ngày hiệu lực của {vi.number(row['days'])} đơn vị. Đơn vị đã có số liệu thì không bỏ được."
    )
    by = signing.signed("Họ tên người lấy lại (ghi vào lịch sử)", "Lấy lại như trước", _PLACE)
    if by is not None:
        unit_update.take_back(data.store(), row["id"], data.seen_before(), by, rights.person())
        signing.done(_PLACE, f"Đã lấy lại danh mục như trước lần nhập số {row['id']}. Mọi trang dùng ngay.")
