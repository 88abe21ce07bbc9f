"""Figures on their way into use, whatever they came from: checked, looked at, kept waiting, put to use."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc import query
from khuyenhoc.errors import Severity
from khuyenhoc.intake import pipeline
from khuyenhoc.intake.check import Checked
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.proposals import Accepted
from khuyenhoc.intake.rows import Context
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.store.batches import CORRECTION, REHEARSAL, STAGED, UPLOAD, WAITS_DAYS, Upload
from khuyenhoc.ui import data, history, parts, rights

WAITING = "lan"  # in the address: a page loaded again goes on with what was waiting
KINDS = {UPLOAD: "Tệp", CORRECTION: "Sửa một số"}


@dataclass(frozen=True)
class Work:
    """What was read and checked. `title`: as the history names it; `batch`: its number, where it waited before.

    `place`: the sheet of the file that `answers`, the accepted values, belong to; None where nothing can be accepted.
    `reading`: what a person said of its columns and period; `tabs`: the sheets of the file that are read.
    """

    title: str
    content: bytes
    checked: Checked
    kind: str = UPLOAD
    note: str = ""
    batch: int | None = None
    place: Hashable = None
    answers: tuple[Accepted, ...] = ()
    reading: str = ""
    tabs: tuple[str, ...] = ()

    @property
    def key(self) -> Hashable:
        """Stands for its figures in caches."""
        file = self.place or hashlib.sha256(self.content).hexdigest()
        return self.batch or (self.title, file, self.answers, self.reading)

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


def hold(work: Work) -> int:
    """Keeps it waiting, so that a lost connection loses nothing; the address says which it is. Returns its number."""
    batch = work.batch
    if batch is None:
        upload = Upload(work.title, work.content, "", work.kind, work.note, work.checked.problems)
        batch = pipeline.hold(data.store(), work.checked, upload, rights.person())
    if work.kind != REHEARSAL:
        st.query_params[WAITING] = str(batch)
    return batch


def resumed() -> Work | None:
    """What the address says was waiting, if it still is."""
    asked = str(st.query_params.get(WAITING, ""))
    row = next((each for each in _waiting() if str(each["id"]) == asked), None)
    if row is None:
        st.query_params.pop(WAITING, None)
        return None
    number, store = int(row["id"]), data.store()
    st.info(f"Đang xem tiếp lần cập nhật số {number} ({row['file_name']}), chưa đưa vào sử dụng.")
    st.button("Thôi xem, tải tệp khác", on_click=leave)
    rows = store.staged_observations(number)
    return Work(
        row["file_name"], b"", Checked(rows, store.problems(number), len(rows)), row["kind"], row["note"], number
    )


def leave() -> None:
    """Away from what was waiting; it goes on waiting."""
    st.query_params.pop(WAITING, None)


def _waiting() -> list[dict]:
    """The staged files without errors that can still be put to use, newest first."""
    found = data.store().batches()
    usable = (found["state"] == STAGED) & (found["errors"] == 0) & ~found["expired"] & (found["kind"] != REHEARSAL)
    return found[usable].to_dict("records")


def files() -> None:
    """Các tệp đang chờ: what nobody finished."""
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
        Column("warnings", "Cảnh báo", "count"), Column("when", "Gửi lúc"),
    ]  # fmt: skip
    parts.table(shown, columns, "Chưa đưa vào sử dụng")
    st.caption(f"Tệp chờ được {vi.number(WAITS_DAYS)} ngày; sau đó phải tải lên lại.")
    names = {int(row["id"]): f"Số {row['id']}: {row['file_name']}" for row in found}
    chosen = st.selectbox("Tệp muốn xem tiếp", list(names), format_func=names.__getitem__, key="waiting")
    st.button("Xem tiếp", on_click=_go_on, args=(chosen,))


def _go_on(batch: int) -> None:
    st.query_params[WAITING] = str(batch)
