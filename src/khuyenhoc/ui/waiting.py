"""Figures on their way into use, whatever they came from: checked, looked at, kept waiting, put to use or thrown away."""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc import query
from khuyenhoc.errors import Severity
from khuyenhoc.intake import pipeline
from khuyenhoc.intake.check import Checked
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.draft import Draft
from khuyenhoc.intake.proposals import Accepted
from khuyenhoc.intake.rows import Context
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.batches import CORRECTION, DRAFT, REHEARSAL, UPLOAD, WAITS_DAYS, Upload
from khuyenhoc.ui import data, history, parts, rights

WAITING = "lan"  # in the address: a page loaded again goes on with what was waiting
KINDS = {UPLOAD: "Tệp", CORRECTION: "Sửa một số", REHEARSAL: "Gửi thử"}
WHY = "why"  # the word to the warnings, as it is typed
_NUMBER = "waiting number"  # of this session, for who comes back from another page
_GONE = "Tệp trong đường dẫn này không còn chờ: đã được đưa vào sử dụng, đã bỏ, hoặc đã quá hạn giữ."


@dataclass(frozen=True)
class Work:
    """What was read and checked. `title`: as the history names it; `batch`: its number, where only its rows are known.

    `place`: the file that the accepted values belong to; None where nothing can be accepted. `draft`: what a person said of
    the file, with which it is read again; `tabs`: the sheets of the file that are read; `note`: why, of a correction or in spite
    of warnings.
    """

    title: str
    content: bytes
    checked: Checked
    kind: str = UPLOAD
    note: str = ""
    batch: int | None = None
    place: Hashable = None
    draft: Draft | None = None
    tabs: tuple[str, ...] = ()

    @property
    def key(self) -> Hashable:
        """Stands for its figures in caches."""
        file = self.place or hashlib.sha256(self.content).hexdigest()
        return self.batch or (self.title, file, str(self.draft))

    @property
    def answers(self) -> tuple[Accepted, ...]:
        return self.draft.answers if self.draft else ()

    @property
    def warned(self) -> bool:
        return any(each.severity is Severity.WARNING for each in self.checked.problems)

    @property
    def usable(self) -> bool:
        return self.checked.usable


def context() -> Context:
    """What a file is checked against today."""
    today = date.today()

    def find() -> Context:
        provinces = query.provinces(*data.reference(), data.province_code())
        return context_for(data.reference()[0], data.known(), provinces, today)

    return data.on_every_map("context", (today,), find)


def number() -> int | None:
    """Of what this page works on, as the address says it, or this session remembers it; None where it is nothing kept."""
    asked = str(st.query_params.get(WAITING, "") or st.session_state.get(_NUMBER, ""))
    return int(asked) if asked.isdecimal() else None


def go_on(batch: int) -> None:
    """From now on the page works on this."""
    st.query_params[WAITING] = str(batch)
    st.session_state[_NUMBER] = batch


def leave() -> None:
    """Away from what was waiting; it goes on waiting."""
    st.query_params.pop(WAITING, None)
    for name in (_NUMBER, WHY):
        st.session_state.pop(name, None)


def hold(work: Work) -> int:
    """Keeps it waiting, so that a lost connection loses nothing; the address says which it is. Returns its number."""
    batch = work.batch
    if batch is None:
        said = str(work.draft) if work.draft else None
        upload = Upload(work.title, work.content, "", work.kind, work.note, work.checked.problems, said)
        batch = pipeline.hold(data.store(), work.checked, upload, rights.person(), number())
    if work.kind == REHEARSAL and work.usable:
        leave()
    else:
        go_on(batch)
    return batch


def resumed() -> Work | None:
    """What waits under the number in the address with its rows alone: a figure corrected, a file from the command line."""
    asked = number()
    if asked is None:
        return None
    row = next((each for each in _waiting() if each["id"] == asked), None)
    if row is not None and row["begun"] and row["has_file"]:
        return None  # read again as a file: source.py
    if row is None or row["state"] == DRAFT:
        leave()
        st.info(_GONE)
        return None
    store = data.store()
    going_on(row["file_name"], row["created_at"], row["kind"])
    rows, note = store.staged_observations(asked), st.session_state.setdefault(WHY, row["note"])
    found = Checked(rows, store.problems(asked), len(rows))
    return Work(row["file_name"], b"", found, row["kind"], row["note"] if row["kind"] == CORRECTION else note, asked)


def going_on(name: str, since: str, kind: str) -> None:
    """What the page goes on with, and the way to another file."""
    what = "tệp gửi thử" if kind == REHEARSAL else "tệp"
    st.info(f"Đang làm tiếp {what} {parts.plain(name)}, giữ từ {history.moment(since)}, chưa đưa vào sử dụng.")
    st.button("Tải tệp khác lên", on_click=leave)


def _waiting() -> list[dict]:
    return pipeline.waiting(data.store(), rights.person()).to_dict("records")


def files() -> None:
    """Các tệp đang chờ: what nobody finished, with or without errors."""
    found = _waiting()
    if not found:
        return
    st.header("Các tệp đang chờ")
    rows = pd.DataFrame(found)
    shown = rows.assign(
        id=[f"Số {number}" for number in rows["id"]],
        kind=rows["kind"].map(KINDS),
        when=[history.moment(text) for text in rows["created_at"]],
    )
    columns = [
        Column("id", "Lần cập nhật"), Column("file_name", "Tệp"), Column("kind", "Loại"), Column("rows", "Số dòng", "count"),
        Column("errors", "Còn lỗi", "count"), Column("warnings", "Cảnh báo", "count"), Column("when", "Sửa lần cuối"),
    ]  # fmt: skip
    parts.table(shown, columns, "Chưa đưa vào sử dụng")
    st.caption(f"Tệp chờ được {vi.number(WAITS_DAYS)} ngày; sau đó phải tải lên lại.")
    names = {int(row["id"]): f"Số {row['id']}: {row['file_name']}" for row in found}
    chosen = st.selectbox("Tệp muốn làm tiếp", list(names), format_func=names.__getitem__, key="waiting")
    places = st.columns([1, 4])
    places[0].button("Làm tiếp", on_click=go_on, args=(chosen,), type="primary")
    with places[1]:
        offer_to_throw_away(chosen)


def offer_to_throw_away(batch: int, forget: Callable[[], None] = leave) -> None:
    """Asked twice: what was done on the page is gone with the file. `forget`: whatever of it the page holds."""
    with st.popover("Bỏ hẳn tệp này"):
        st.write("Tệp và những gì đã sửa trên trang sẽ mất hẳn. Số liệu đang dùng không thay đổi.")
        asked = st.button("Bỏ hẳn", key=f"throw away {batch}")
    if asked:
        pipeline.throw_away(data.store(), batch, rights.person())
        forget()
        st.rerun()
