"""Where the table to be read comes from: a file dropped, a table pasted, or a file that waits, with what was said of it before."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from khuyenhoc.intake import pipeline
from khuyenhoc.intake.draft import Draft
from khuyenhoc.intake.open_file import refuse_large
from khuyenhoc.store.batches import REHEARSAL, UPLOAD
from khuyenhoc.store.waiting import Kept
from khuyenhoc.ui import data, form_columns, proposals, rights, waiting
from khuyenhoc.ui.waiting import Work

_PASTED = "bang-dan.csv"
_TURN, _TAKEN_UP, _ASIDE = "upload turn", "file taken up", "file put aside"


@dataclass(frozen=True)
class Source:
    """`pasted`: the text of the page's own field; `kept`: where it waited before this session."""

    name: str
    content: bytes
    pasted: bool = False
    kept: Kept | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Its name and digest."""
        return self.name, hashlib.sha256(self.content).hexdigest()


def turn() -> int:
    """Steps with every file that is done with: part of the keys of its widgets."""
    return int(st.session_state.get(_TURN, 0))


def forget() -> None:
    """Ready for the next file."""
    st.session_state[_TURN] = turn() + 1
    for name in (_TAKEN_UP, _ASIDE):
        st.session_state.pop(name, None)
    proposals.forget()
    waiting.leave()


def asked() -> tuple[Source | None, str]:
    """What is to be read, and the kind of upload it is to become."""
    here = st.session_state.get(f"file {turn()}") or str(st.session_state.get(f"pasted {turn()}") or "").strip()
    if not here and (kept := _taken_up()):
        waiting.going_on(kept.name, kept.kept_at, kept.kind)
        return Source(kept.name, kept.content, kept=kept), kept.kind
    # Any type may be dropped: what is no table is refused by us, in words that say what to do.
    file = st.file_uploader("Tệp Excel hoặc CSV", key=f"file {turn()}", on_change=_changed)
    pasted = st.text_area("Hoặc dán bảng từ Excel vào đây (cả dòng tiêu đề)", key=f"pasted {turn()}", height=120)
    places = st.columns([1, 2])
    places[0].button("Kiểm tra bảng vừa dán")
    kind = REHEARSAL if places[1].toggle("Gửi thử (chỉ để tập làm)", key=f"try {turn()}") else UPLOAD
    if file is not None:
        refuse_large(file.size, file.name)
        return Source(file.name, file.getvalue()), kind
    if pasted.strip():
        return Source(_PASTED, pasted.encode(), pasted=True), kind
    return None, kind


def is_going_on() -> bool:
    """Whether the page shows a file that waited before this session."""
    return _TAKEN_UP in st.session_state


def _changed() -> None:
    """A file taken out of the field is put aside; it goes on waiting."""
    if st.session_state[f"file {turn()}"] is None:
        waiting.leave()


def _taken_up() -> Kept | None:
    """The file that waits under the number in the address, as somebody left it."""
    number = waiting.number()
    if number is None:
        st.session_state.pop(_TAKEN_UP, None)
        return None
    kept: Kept | None = st.session_state.get(_TAKEN_UP)
    if kept is None:
        kept = pipeline.kept(data.store(), number, rights.person())
        if kept is None:
            return None  # it waits with its rows alone, or no more
        _take_up(kept)
    return kept


def _take_up(kept: Kept) -> None:
    """A pasted table stands in its field again, which is filled before it is drawn; a file cannot. Nor does the field show a table,
    which may be somebody else's, to who may not see small numbers."""
    forget()
    waiting.go_on(kept.number)
    if Draft.parse(kept.said).pasted and rights.person().may_see_small:
        st.session_state[f"try {turn()}"] = kept.kind == REHEARSAL
        st.session_state[f"pasted {turn()}"] = kept.content.decode()
    else:
        st.session_state[_TAKEN_UP] = kept
    st.rerun()


def mended_elsewhere(work: Work) -> None:
    """Where a file has errors and nothing was said of it on the page, the next one of its name takes its place: most people
    mend the file itself and drop it again."""
    st.session_state.pop(_ASIDE, None)
    if isinstance(work.place, tuple) and work.draft and not (work.usable or work.draft.has_work or work.note):
        st.session_state[_ASIDE] = work.place[0], waiting.number()


def begun(source: Source) -> Draft:
    """What was said of a file before this session, said again; nothing of a file nobody has begun. The page works on what it waits
    as, if it does."""
    kept = source.kept or _kept_as(source)
    if kept is None:
        return Draft()
    draft = Draft.parse(kept.said)
    proposals.accept_again(source.place, draft.answers)
    form_columns.say_again(draft.forms, turn())
    st.session_state[waiting.WHY] = kept.note
    return draft


def _kept_as(source: Source) -> Kept | None:
    """A file dropped once more is gone on with, and one mended elsewhere goes on under the same number."""
    st.session_state.pop(_TAKEN_UP, None)
    name, mended = st.session_state.pop(_ASIDE, ("", None))
    waiting.leave()
    number = pipeline.kept_as(data.store(), *source.place, rights.person())
    if number is None and name == source.name and mended is not None:
        waiting.go_on(mended)
    if number is None:
        return None
    waiting.go_on(number)
    return pipeline.kept(data.store(), number, rights.person())
