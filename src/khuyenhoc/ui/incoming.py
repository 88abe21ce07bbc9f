"""The file dropped or the table pasted on Cập nhật số liệu: opened once, one of its sheets chosen, checked."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.open_file import Opened, open_file
from khuyenhoc.intake.read import Sheet, read_text
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, parts

_PASTED = "bang-dan.csv"
_MOST_SHOWN = 500


@dataclass(frozen=True)
class Incoming:
    """A file or a pasted table, opened, the sheet chosen in it checked, with the data version it was checked against."""

    name: str
    content: bytes
    opened: Opened
    sheet: Sheet
    checked: Checked
    seen: int

    @property
    def title(self) -> str:
        """As the history names it."""
        return f"{self.name} › {self.sheet.tab}" if self.sheet.tab else self.name

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def incoming_file() -> Incoming | None:
    """The file dropped or the table pasted, read and checked; None while there is none."""
    turn = st.session_state.get("upload turn", 0)
    # Any type may be dropped: what is no table is refused by us, in words that say what to do.
    file = st.file_uploader("Tệp Excel hoặc CSV", key=f"file {turn}")
    pasted = st.text_area("Hoặc dán bảng từ Excel vào đây (cả dòng tiêu đề)", key=f"pasted {turn}", height=120)
    st.button("Kiểm tra bảng vừa dán")
    if file is None and not pasted.strip():
        st.session_state.pop("incoming", None)
        return None
    name, content = (file.name, file.getvalue()) if file is not None else (_PASTED, pasted.encode())
    kept: Incoming | None = st.session_state.get("incoming")
    if kept is not None and (kept.name, kept.content) == (name, content):
        opened = kept.opened
    else:
        opened = open_file(content, name) if file is not None else Opened(name, (read_text(pasted),), 0)
    sheet = _chosen(opened, turn)
    version = data.version()
    if kept is not None and kept.sheet is sheet and kept.seen == version:
        return kept
    checked = check(sheet, data.intake_context())
    fresh = Incoming(name, content, opened, sheet, checked, version)
    st.session_state["incoming"] = fresh
    return fresh


def _chosen(opened: Opened, turn: int) -> Sheet:
    """One sheet at a time: the first with the columns of the form, or another by choice."""
    if len(opened.sheets) == 1:
        return opened.sheets[0]
    tabs = [sheet.tab for sheet in opened.sheets]
    place = st.selectbox(
        "Trang tính", range(len(tabs)), index=opened.likely, format_func=tabs.__getitem__, key=f"tab {turn} {tabs}"
    )
    st.caption(f"Tệp có {vi.number(len(tabs))} trang tính. Mỗi lần đưa vào sử dụng một trang.")
    return opened.sheets[place]


def old_fonts(file: Incoming) -> None:
    """Texts of .VnTime, VNI and the like, as they stood and as they are read."""
    if file.sheet.changed:
        shown = pd.DataFrame(file.sheet.changed, columns=["before", "after"]).head(_MOST_SHOWN)
        with st.expander(f"Chữ đổi từ phông cũ: {vi.number(len(file.sheet.changed))} chỗ"):
            parts.table(shown, [Column("before", "Trong tệp"), Column("after", "Đọc là")], "Chữ đổi từ phông cũ")
