"""Ranh giới, a list of Danh mục: what the maps are drawn on, a file brought in (read, report, save), taken off, put back."""

import time
from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from khuyenhoc.domain.unit import LAST_OLD_DAY
from khuyenhoc.geography.report import SUFFIXES, Report
from khuyenhoc.intake import boundaries
from khuyenhoc.intake.boundaries import Claim, Reading
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, history, parts, rights, upload

LEVELS = {"commune": "Cấp xã", "district": "Cấp huyện (đến 30/6/2025)", "province": "Cấp tỉnh"}
_LARGEST_MB = 200
_POLL_S = 0.4
_TURN, _SAVED = "boundaries turn", "boundaries saved"


def show() -> None:
    said = st.session_state.pop(_SAVED, "")
    if said:
        st.success(said)
    _brought()
    if upload.may_write():
        st.header("Nhập tệp ranh giới")
        st.markdown(
            "Tốt nhất là tệp của Sở Nông nghiệp và Môi trường. Phần mềm đọc, đối chiếu với danh mục địa bàn, sửa hình lỗi và "
            "**báo cáo trước khi lưu**; chưa bấm lưu thì chưa có gì thay đổi. Shapefile: nén cả bộ (.shp, .shx, .dbf, .prj) thành một "
            "tệp .zip."
        )
        _bring()


def _brought() -> None:
    """Every file brought, with what stands under the maps, and for who may write the way back."""
    found = data.store().boundary_files()
    names = data.all_units()
    rows = [
        {
            "id": f"Số {row['id']}", "file": row["file_name"], "level": LEVELS[row["level"]],
            "place": names.get(row["province"], "Cả nước"), "day": row["valid_on"], "source": row["source"],
            "licence": row["licence"], "who": f"{row['created_by']}, {history.moment(row['created_at'])}",
            "state": _state(row),
        }
        for row in found.to_dict("records")
    ]  # fmt: skip
    columns = [
        Column("id", "Tệp"), Column("file", "Tên tệp"), Column("place", "Địa bàn"), Column("level", "Cấp"),
        Column("day", "Đúng vào ngày", "day"), Column("source", "Nguồn"), Column("licence", "Giấy phép"),
        Column("who", "Ai nhập, khi nào"), Column("state", "Tình trạng"),
    ]  # fmt: skip
    empty = "Chưa nhập tệp nào. Các bản đồ đang dùng sơ đồ, không phải ranh giới hành chính."
    parts.table(pd.DataFrame(rows), columns, "Tệp ranh giới đã nhập", empty=empty)
    if rows and rights.person().may_write:
        with st.expander("Xem báo cáo, gỡ hoặc đưa lại một tệp"):
            _change({int(row["id"]): row for row in found.to_dict("records")})


def _state(row: dict) -> str:
    if row["withdrawn_by"]:
        return f"đã gỡ: {row['withdrawn_by']}, {history.moment(row['withdrawn_at'])}"
    return "đang dùng" if row["layers"] else "đã thay bằng lần nhập sau"


def _change(found: dict[int, dict]) -> None:
    number = st.selectbox("Tệp", list(found), format_func=lambda each: f"Số {each}: {found[each]['file_name']}")
    row = found[number]
    st.text(row["report"])
    withdrawn = bool(row["withdrawn_by"])
    act = "Đưa lại tệp này" if withdrawn else "Gỡ tệp này"
    with st.form(act, border=False):
        by = st.text_input("Họ tên (ghi vào lịch sử)")
        if st.form_submit_button(act, type="primary"):
            change = boundaries.put_back if withdrawn else boundaries.withdraw
            change(data.store(), number, data.seen_before(), by, rights.person())
            _done(f"Đã {'đưa lại' if withdrawn else 'gỡ'} tệp ranh giới số {number}. Các bản đồ đang mở sẽ tự đổi.")


def _bring() -> None:
    turn = st.session_state.get(_TURN, 0)
    wanted = ", ".join(f".{each}" for each in SUFFIXES)
    file = st.file_uploader(f"Tệp ranh giới ({wanted})", key=f"boundaries {turn}", max_upload_size=_LARGEST_MB)
    columns = st.columns(2)
    with columns[0]:
        level = st.selectbox("Cấp của tệp", list(LEVELS), format_func=lambda each: LEVELS[each], key=f"level {turn}")
        source = st.text_input(
            "Nguồn (hiện dưới mọi bản đồ)", key=f"source {turn}", placeholder="Sở Nông nghiệp và Môi trường …"
        )
    with columns[1]:
        valid_on = st.date_input(
            "Ranh giới đúng vào ngày", LAST_OLD_DAY, min_value=date(2000, 1, 1), max_value=date(2100, 1, 1),
            format="DD/MM/YYYY", key=f"day {turn}", help="Trước và sau 1/7/2025 là hai danh mục địa bàn khác nhau.",
        )  # fmt: skip
        licence = st.text_input("Giấy phép sử dụng (hiện dưới mọi bản đồ)", key=f"licence {turn}")
    shareable = st.checkbox("Giấy phép cho phép người khác tải tọa độ về (GeoJSON)", key=f"shareable {turn}")
    if file is None:
        return
    crs = st.session_state.get(f"system {turn}") or None
    claim = Claim(level, valid_on, source, licence, shareable, crs)
    if not st.session_state.get(f"reading {turn}") and not st.button("Đọc và kiểm tra", type="primary"):
        return
    st.session_state[f"reading {turn}"] = True
    folder, reading = _read(file.name, file.getvalue(), claim)
    if reading is not None:
        _report(reading.report, f"system {turn}")
        _save(folder, file.name, claim, reading)


def _read(name: str, content: bytes, claim: Claim) -> tuple[Path, Reading | None]:
    """Reads beside the server and says how far it is; who leaves the page finds it finished when they come again."""
    folder, process = boundaries.start(name, content, claim, rights.person())
    if process is not None:
        bar = st.progress(0.0, "Đang bắt đầu")
        while process.poll() is None:
            share, words = boundaries.progress(folder)
            bar.progress(share, words)
            time.sleep(_POLL_S)
        bar.empty()
    reading = boundaries.finished(folder)
    if reading is None:
        st.error(
            "Việc đọc tệp dừng giữa chừng. Chưa có gì được thay đổi. Hãy thử lại; nếu vẫn vậy, chia nhỏ tệp theo tỉnh."
        )
    return folder, reading


def _report(report: Report, system: str) -> None:
    """What was matched, missing, extra, unclear, repaired: numbers first, every name in the table below."""
    first, *rest = report.sentences()
    (st.error if report.refusal else st.success)(first)
    for sentence in rest:
        st.markdown(f"- {parts.plain(sentence)}")
    if report.systems:
        words = {"": "Chọn hệ tọa độ"} | report.systems
        st.selectbox(
            "Hệ tọa độ của tệp (khớp nhất ở trên)", list(words), format_func=lambda each: words[each], key=system
        )
    rows = [{"what": what, "name": name} for what, names in report.lists().items() for name in names]
    columns = [Column("what", "Loại"), Column("name", "Địa bàn, hình")]
    if rows:
        with st.expander(f"Danh sách đầy đủ ({vi.number(len(rows))} dòng)"):
            parts.table(pd.DataFrame(rows).head(500), columns, "Cần xem")
            parts.save_table(pd.DataFrame(rows), columns, "bao-cao-ranh-gioi")


def _save(folder: Path, name: str, claim: Claim, reading: Reading) -> None:
    if not reading.layers:
        return
    with st.form("save boundaries", border=False):
        by = st.text_input("Họ tên người nhập (ghi vào lịch sử)")
        if st.form_submit_button("Dùng ranh giới này trên các bản đồ", type="primary"):
            file = boundaries.original(folder)
            number = boundaries.keep(data.store(), file, name, claim, reading, data.seen_before(), by, rights.person())
            st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
            _done(
                f"Đã lưu tệp ranh giới số {number}. Các bản đồ đang mở sẽ tự đổi; muốn lấy lại như cũ, gỡ tệp ở bảng trên."
            )


def _done(words: str) -> None:
    st.session_state[_SAVED] = words
    st.rerun()
