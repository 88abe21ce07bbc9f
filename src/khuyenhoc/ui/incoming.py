"""The file dropped or the table pasted on Cập nhật số liệu: opened once, one of its sheets chosen, checked."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from khuyenhoc.intake import pipeline
from khuyenhoc.intake.draft import Draft
from khuyenhoc.intake.open_file import Opened, open_file
from khuyenhoc.intake.people import PersonalData, refuse_people
from khuyenhoc.intake.proposals import with_accepted
from khuyenhoc.intake.read import Sheet, read_text
from khuyenhoc.intake.understand import Understood
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, form_columns, parts, people, proposals, rights, source, waiting
from khuyenhoc.ui.form_columns import Said
from khuyenhoc.ui.source import Source
from khuyenhoc.ui.waiting import Work

_MOST_SHOWN = 500
_MOST_NAMED = 6
_ALIKE = -1  # in the place of a tab: all of one form
_KEPT = "incoming"


@dataclass(frozen=True)
class _Read:
    """A file or a pasted table, opened; the tabs chosen in it, checked against the figures of a data version. `begun`: what was
    said of it before it was opened here; `draft`: what is said of it now."""

    turn: int
    place: tuple[str, str]
    opened: Opened
    begun: Draft
    tabs: tuple[Sheet, ...]
    understood: Understood
    said: Said
    version: int
    draft: Draft


def incoming_file() -> Work | None:
    """The file dropped, the table pasted or the one gone on with, read and checked; None while there is none."""
    asked, kind = source.asked()
    if asked is None:
        st.session_state.pop(_KEPT, None)
        return None
    try:
        read = _read(asked)
    except PersonalData as found:
        st.session_state.pop(_KEPT, None)
        if asked.kept is not None:  # kept before its sheets were known for what they are
            pipeline.throw_away(data.store(), asked.kept.number, rights.person())
            waiting.leave()
        return people.refused(found, kind)
    if read is None:
        st.info("Hãy chọn ít nhất một trang tính.")
        return None
    _old_fonts(read.tabs)
    form_columns.screen(read.understood, read.said)
    tabs = tuple(tab.tab for tab in read.tabs)
    chosen = read.tabs != read.opened.alike and any(tabs)
    title = f"{asked.name} › {vi.listing(tabs, _MOST_NAMED, 'trang')}" if chosen else asked.name
    note, checked = st.session_state.get(waiting.WHY, ""), read.understood.checked
    return Work(title, asked.content, checked, kind, note, place=read.place, draft=read.draft, tabs=tabs)


def forget() -> None:
    """Ready for the next file."""
    st.session_state.pop(_KEPT, None)
    source.forget()


def _read(asked: Source) -> _Read | None:
    """Opened once, checked once for the tabs chosen, what is said of them and a data version; None while no tab is chosen."""
    last: _Read | None = st.session_state.get(_KEPT)
    if last is not None and (last.turn, last.place) == (source.turn(), asked.place):
        opened, begun = last.opened, last.begun
    else:
        last, begun = None, source.begun(asked)
        opened = _pasted(asked) if asked.pasted else open_file(asked.content, asked.name)
    if begun.has_work and asked.kept is None:
        st.info("Tệp này đã tải lên trước đây và còn làm dở: đang làm tiếp từ chỗ ấy.")
    tabs, version = _chosen(opened, begun.tabs), data.version()
    if not tabs:
        return None
    same = last if last is not None and last.tabs == tabs else None
    said = form_columns.said(tabs[0], f"{source.turn()} {tabs[0].tab}", same.said if same else None)
    draft = _draft(asked, opened, tabs, said)
    if same and (same.version, same.said, same.draft) == (version, said, draft):
        return same
    corrected = [with_accepted(tab, draft.answers) for tab in tabs]
    known, context = data.known(), waiting.context()
    found = pipeline.read_tabs(data.store(), corrected, version, known, context, said.answers, said.period, said.unit)
    read = _Read(source.turn(), asked.place, opened, begun, tabs, found, said, version, draft)
    st.session_state[_KEPT] = read
    return read


def _draft(asked: Source, opened: Opened, tabs: Sequence[Sheet], said: Said) -> Draft:
    """What is said of the file by now."""
    return Draft(
        proposals.answers(asked.place),
        tuple(tab.tab for tab in tabs) if len(opened.sheets) > 1 else (),
        form_columns.said_of(opened.sheets, source.turn()),
        str(said.answers or ""),
        asked.pasted,
    )


def _pasted(asked: Source) -> Opened:
    sheet = read_text(asked.content.decode())
    refuse_people([sheet])
    return Opened(asked.name, (sheet,), 0)


def _chosen(opened: Opened, before: tuple[str, ...]) -> tuple[Sheet, ...]:
    """The tabs of one form, of which any can be left out; or one tab by choice, first the likely one. `before`: those chosen
    before this session."""
    if len(opened.sheets) == 1:
        return opened.sheets
    tabs, turn = [sheet.tab for sheet in opened.sheets], source.turn()
    together = [_ALIKE] if opened.alike else []
    options = [*together, *range(len(tabs))]
    first = _ALIKE if together else opened.likely
    if len(before) == 1 and before[0] in tabs:
        first = tabs.index(before[0])
    place = st.selectbox(
        "Trang tính", options, index=options.index(first),
        format_func=lambda place: _together(opened) if place == _ALIKE else tabs[place], key=f"tab {turn} {tabs}",
    )  # fmt: skip
    if place != _ALIKE:
        st.caption(f"Tệp có {vi.number(len(tabs))} trang tính. Lần này chỉ đọc trang đã chọn.")
        return (opened.sheets[place],)
    names = [sheet.tab for sheet in opened.alike]
    kept = [name for name in names if name in before] or names
    read = st.multiselect(
        "Các trang được đọc", names, kept, key=f"tabs {turn} {tabs}", placeholder="Chọn trang tính",
        help="Bấm dấu × để bỏ một trang ra ngoài.", select_all=False,
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
