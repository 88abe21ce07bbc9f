"""The file dropped or the table pasted on Cập nhật số liệu: opened once, one of its sheets chosen, checked."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from khuyenhoc.intake import pipeline
from khuyenhoc.intake.open_file import Opened, open_file, refuse_large
from khuyenhoc.intake.people import PersonalData, refuse_people
from khuyenhoc.intake.proposals import Accepted, with_accepted
from khuyenhoc.intake.read import Sheet, read_text
from khuyenhoc.intake.understand import Understood
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.batches import REHEARSAL, UPLOAD
from khuyenhoc.ui import data, form_columns, parts, people, proposals, waiting
from khuyenhoc.ui.form_columns import Said
from khuyenhoc.ui.waiting import Work

_PASTED = "bang-dan.csv"
_MOST_SHOWN = 500
_MOST_NAMED = 6
_ALIKE = -1  # in the place of a tab: all of one form
_TURN, _KEPT = "upload turn", "incoming"


@dataclass(frozen=True)
class _Read:
    """A file or a pasted table, opened; the tabs chosen in it, checked against the figures of a data version. `place`: its name
    and digest."""

    place: tuple[str, str]
    opened: Opened
    tabs: tuple[Sheet, ...]
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
    kind = REHEARSAL if places[1].toggle("Gửi thử (chỉ để tập làm)", key=f"try {turn}") else UPLOAD
    if file is None and not pasted.strip():
        st.session_state.pop(_KEPT, None)
        return None
    if file is not None:
        refuse_large(file.size, file.name)
    name, content = (file.name, file.getvalue()) if file is not None else (_PASTED, pasted.encode())
    place = name, hashlib.sha256(content).hexdigest()
    try:
        read = _read(place, content, pasted if file is None else "", turn)
    except PersonalData as found:
        st.session_state.pop(_KEPT, None)
        return people.refused(found, kind)
    if read is None:
        waiting.leave()
        st.info("Hãy chọn ít nhất một trang tính.")
        return None
    _old_fonts(read.tabs)
    form_columns.screen(read.understood, read.said)
    tabs = tuple(tab.tab for tab in read.tabs)
    chosen = read.tabs != read.opened.alike and any(tabs)
    title = f"{name} › {vi.listing(tabs, _MOST_NAMED, 'trang')}" if chosen else name
    return Work(
        title,
        content,
        read.understood.checked,
        kind,
        place=place,
        answers=read.answers,
        reading=f"{read.said.answers} {read.said.period} {read.said.unit} {tabs}",
        tabs=tabs,
    )


def forget() -> None:
    """Ready for the next file."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state.pop(_KEPT, None)
    proposals.forget()


def _read(place: tuple[str, str], content: bytes, pasted: str, turn: int) -> _Read | None:
    """Opened once, checked once for the tabs chosen and a data version; None while none is."""
    kept: _Read | None = st.session_state.get(_KEPT)
    if kept is not None and kept.place == place:
        opened = kept.opened
    else:
        waiting.leave()
        opened = _pasted(pasted) if pasted else open_file(content, place[0])
    tabs, version = _chosen(opened, turn), data.version()
    if not tabs:
        return None
    same = kept if kept is not None and kept.opened is opened and kept.tabs == tabs else None
    said = form_columns.said(tabs[0], f"{turn} {tabs[0].tab}", same.said if same else None)
    answers = proposals.answers(place)
    if same and (same.version, same.said, same.answers) == (version, said, answers):
        return same
    corrected = [with_accepted(tab, answers) for tab in tabs]
    known, context = data.known(), waiting.context()
    found = pipeline.read_tabs(data.store(), corrected, version, known, context, said.answers, said.period, said.unit)
    read = _Read(place, opened, tabs, found, said, version, answers)
    st.session_state[_KEPT] = read
    return read


def _pasted(text: str) -> Opened:
    sheet = read_text(text)
    refuse_people([sheet])
    return Opened(_PASTED, (sheet,), 0)


def _chosen(opened: Opened, turn: int) -> tuple[Sheet, ...]:
    """The tabs of one form, of which any can be left out; or one tab by choice, first the likely one."""
    if len(opened.sheets) == 1:
        return opened.sheets
    tabs = [sheet.tab for sheet in opened.sheets]
    together = [_ALIKE] if opened.alike else []
    place = st.selectbox(
        "Trang tính", [*together, *range(len(tabs))], index=0 if together else opened.likely,
        format_func=lambda place: _together(opened) if place == _ALIKE else tabs[place], key=f"tab {turn} {tabs}",
    )  # fmt: skip
    if place != _ALIKE:
        st.caption(f"Tệp có {vi.number(len(tabs))} trang tính. Lần này chỉ đọc trang đã chọn.")
        return (opened.sheets[place],)
    names = [sheet.tab for sheet in opened.alike]
    read = st.multiselect(
        "Các trang được đọc", names, names, key=f"tabs {turn} {tabs}", placeholder="Chọn trang tính",
        help="Bấm dấu × để bỏ một trang ra ngoài.",
    )  # fmt: skip
    left = [tab for tab in tabs if tab not in read]
    rest = f" Không đọc: {vi.listing(left)}." if left else ""
    st.caption(f"Đọc {vi.number(len(read))} trang, kiểm tra và đưa vào sử dụng cùng một lần.{rest}")
    return tuple(sheet for sheet in opened.alike if sheet.tab in read)


def _together(opened: Opened) -> str:
    return f"{vi.number(len(opened.alike))} trang cùng một biểu"


def _old_fonts(tabs: Sequence[Sheet]) -> None:
    """Texts of .VnTime, VNI and the like, as they stood and as they are read."""
    changed = list(dict.fromkeys(change for tab in tabs for change in tab.changed))
    if changed:
        shown = pd.DataFrame(changed, columns=["before", "after"]).head(_MOST_SHOWN)
        with st.expander(f"Chữ đổi từ phông cũ: {vi.number(len(changed))} chỗ"):
            parts.table(shown, [Column("before", "Trong tệp"), Column("after", "Đọc là")], "Chữ đổi từ phông cũ")
