"""Which province this installation is for: the line above the sample, and the desk on Danh mục where it is chosen."""

import subprocess
import sys

import pandas as pd
import streamlit as st

from khuyenhoc import config, query
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM
from khuyenhoc.intake import province
from khuyenhoc.present import tables, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.batches import PUBLISHED, SAMPLE
from khuyenhoc.ui import breakdowns, chooser, data, filters, history, parts, rights, style

DESK = "tinh"
SAMPLE_NAME = "Số liệu minh họa Hà Giang, kèm theo phần mềm"
CHOOSE = "Theo dõi tỉnh này"
_SAVED, _TURN = "province saved", "province turn"


def line() -> None:
    """Above every page, for who may write: these are not your figures yet."""
    if style.presenting() or not rights.person().may_write or not shows_sample():
        return
    link = tables.link_html("Chọn tỉnh của bạn", filters.address("danh-muc", danh_muc=DESK))
    said = "Bên cạnh số liệu đã đưa vào còn có số liệu minh họa" if _mixed() else "Đây là số liệu minh họa"
    parts.markup(f"<p>{said}. {link}</p>")


def _mixed() -> bool:
    """True where somebody's own figures stand beside the simulated ones."""

    def find() -> bool:
        kept = data.store().batches()
        return bool(((kept["kind"] != SAMPLE) & (kept["state"] == PUBLISHED)).any())

    return data.made("mixed with sample", (), find)


def shows_sample() -> bool:
    """True where nobody has said which province this installation is for, and the figures that came with it are shown."""

    def find() -> bool:
        kept = data.store().batches()
        return bool(((kept["kind"] == SAMPLE) & (kept["state"] == PUBLISHED)).any())

    mine = not config.province_code() and data.province_code() == config.SAMPLE_PROVINCE
    return mine and data.made("shows sample", (), find)


def desk() -> None:
    """What is followed now, who chose it, and the choice."""
    st.write(f"Đang theo dõi: **{followed()}**.")
    if config.province_code():
        st.caption("Do người cài đặt ghi ở biến KHUYENHOC_PROVINCE, không đổi được trên màn hình.")
        return
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved)
    if not style.presenting():
        _choice()
    _history()


def followed() -> str:
    """The name of the province before and since the reform."""
    both = filters.followed()
    return f"{both}; số liệu minh họa" if shows_sample() else both


def _choice() -> None:
    if not rights.person().may_write:
        st.caption("Máy này chỉ được xem. Muốn chọn tỉnh, mở quyền ghi ở trang Cập nhật số liệu.")
        return
    st.write(
        "Chọn tỉnh thì số liệu minh họa được gỡ khỏi mọi trang, danh mục xã và sơ đồ của tỉnh được chuẩn bị. Số liệu đã "
        "tải lên của tỉnh nào vẫn giữ nguyên. Lúc nào cũng đổi lại được, kể cả trở lại số liệu minh họa."
    )
    with st.form(f"province {st.session_state.get(_TURN, 0)}"):
        offered = _offered()
        key = chooser.one("Tỉnh, thành phố", offered, None, key=f"province choice {st.session_state.get(_TURN, 0)}")
        by = st.text_input("Họ tên người chọn (ghi vào lịch sử)")
        sent = st.form_submit_button(CHOOSE, type="primary")
    if sent and key is None:
        st.error("Hãy chọn tỉnh, thành phố. Chưa có gì được ghi.")
    elif sent:
        _choose(str(key), by)


def _offered() -> dict[str, str]:
    return data.on_every_map("provinces", (), lambda: province.names(*data.reference())) | {
        province.SAMPLE: SAMPLE_NAME
    }


def _choose(key: str, by: str) -> None:
    version = province.choose(data.store(), key, data.seen_before(), by, rights.person())
    with st.spinner("Đang chuẩn bị danh mục và sơ đồ của tỉnh (vài giây; cả nước khoảng một phút) …"):
        prepare()
        breakdowns.keep_hidden(version)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_SAVED] = f"Đã chọn: {_offered()[key]}. Mọi trang dùng ngay."
    st.rerun()


def unprepared() -> bool:
    """True before units, sample and schematics of the province followed have been made."""
    kept = data.store()
    units = kept.units()
    if units.empty:
        return True
    rows = (row for row in kept.layer_index() if row.kind == "schematic")
    drawn = {(row.province or COUNTRY, row.valid_on >= REFORM) for row in rows}
    code, succession = query.province_code(kept), kept.succession()
    wanted = {(query.place(units, succession, code, day).province, day >= REFORM) for day in (LAST_OLD_DAY, REFORM)}
    return not wanted <= drawn


def prepare() -> None:
    """Makes what is missing for the province followed, in a process of its own: reading the sample and drawing load
    libraries the server never needs again."""
    subprocess.run([sys.executable, "-m", "khuyenhoc.cli", "prepare"], check=True)


def _history() -> None:
    kept = data.store().provinces_chosen(data.version())[::-1]
    if not kept:
        return
    names = _offered() | data.all_units()
    columns = [Column("at", "Khi nào"), Column("by", "Ai"), Column("name", "Theo dõi")]
    rows = pd.DataFrame(
        [{"at": history.moment(each.at), "by": each.by, "name": names.get(each.value, each.value)} for each in kept]
    )
    parts.table(rows, columns, f"Lịch sử chọn tỉnh ({vi.number(len(rows))})")
