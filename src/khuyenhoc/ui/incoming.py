"""The file dropped or the table pasted on Cập nhật số liệu: opened once, one of its sheets chosen, checked."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from khuyenhoc.intake import pipeline
from khuyenhoc.intake.open_file import Opened, open_file, refuse_large
from khuyenhoc.intake.people import PersonalData, refuse_people
from khuyenhoc.intake.proposals import Accepted, with_accepted
from khuyenhoc.intake.read import Sheet, read_text
from khuyenhoc.intake.understand import Understood, understand
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.batches import REHEARSAL, UPLOAD
from khuyenhoc.ui import data, form_columns, parts, people, proposals, waiting
from khuyenhoc.ui.form_columns import Said
from khuyenhoc.ui.waiting import Work

_PASTED = "bang-dan.csv"
_MOST_SHOWN = 500
_TURN, _KEPT = "upload turn", "incoming"


@dataclass(frozen=True)
class _Read:
    """A file or a pasted table, opened; the sheet chosen in it, checked against the figures of a data version."""

    name: str
    content: bytes
    opened: Opened
    sheet: Sheet
    understood: Understood
    said: Said
    version: int
    answers: tuple[Accepted, ...]


def incoming_file() -> Work | None:
    """The file dropped or the table pasted, read and checked; None while there is none."""
    turn = st.session_state.get(_TURN, 0)
    # Any type may be dropped: what is no table is refused by us, in words that say what to do.
    file = st.file_uploader("Tệp Excel hoặc CSV", key=f"file {turn}")
    pasted = st.text_area("Hoặc dán bảng từ Excel vào đây (cả dòng tiêu đề)", key=f"pasted {turn}", height=120)
    places = st.columns([1, 2])
    places[0].button("Kiểm tra bảng vừa dán")
    practising = places[1].toggle("Gửi thử (chỉ để tập làm)", key=f"try {turn}")
    if file is None and not pasted.strip():
        st.session_state.pop(_KEPT, None)
        return None
    if file is not None:
        refuse_large(file.size, file.name)
    name, content = (file.name, file.getvalue()) if file is not None else (_PASTED, pasted.encode())
    try:
        read = _read(name, content, pasted if file is None else "", turn)
    except PersonalData as found:
        st.session_state.pop(_KEPT, None)
        return people.refused(found)
    _old_fonts(read.sheet)
    form_columns.screen(read.sheet, read.understood, read.said)
    title = f"{name} › {read.sheet.tab}" if read.sheet.tab else name
    kind = REHEARSAL if practising else UPLOAD
    return Work(
        title,
        content,
        read.understood.checked,
        kind,
        place=_place(name, content, read.sheet),
        answers=read.answers,
        reading=f"{read.said.answers} {read.said.period}",
    )


def _place(name: str, content: bytes, sheet: Sheet) -> Hashable:
    return name, hashlib.sha256(content).hexdigest(), sheet.tab


def forget() -> None:
    """Ready for the next file."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state.pop(_KEPT, None)
    proposals.forget()


def _read(name: str, content: bytes, pasted: str, turn: int) -> _Read:
    """Opened once, checked once for a sheet and a data version."""
    kept: _Read | None = st.session_state.get(_KEPT)
    if kept is not None and (kept.name, kept.content) == (name, content):
        opened = kept.opened
    else:
        waiting.leave()
        opened = _pasted(pasted) if pasted else open_file(content, name)
    sheet, version = _chosen(opened, turn), data.version()
    said, answers = form_columns.said(sheet, f"{turn} {sheet.tab}"), proposals.answers(_place(name, content, sheet))
    if kept is not None and kept.sheet is sheet and (kept.version, kept.said, kept.answers) == (version, said, answers):
        return kept
    context = data.intake_context()
    found = understand(with_accepted(sheet, answers), context, said.answers, said.period)
    checked = pipeline.with_doubts(data.store(), found.checked, version, data.known(), context, sheet.tab)
    read = _Read(name, content, opened, sheet, replace(found, checked=checked), said, version, answers)
    st.session_state[_KEPT] = read
    return read


def _pasted(text: str) -> Opened:
    sheet = read_text(text)
    refuse_people([sheet])
    return Opened(_PASTED, (sheet,), 0)


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


def _old_fonts(sheet: Sheet) -> None:
    """Texts of .VnTime, VNI and the like, as they stood and as they are read."""
    if sheet.changed:
        shown = pd.DataFrame(sheet.changed, columns=["before", "after"]).head(_MOST_SHOWN)
        with st.expander(f"Chữ đổi từ phông cũ: {vi.number(len(sheet.changed))} chỗ"):
            parts.table(shown, [Column("before", "Trong tệp"), Column("after", "Đọc là")], "Chữ đổi từ phông cũ")
