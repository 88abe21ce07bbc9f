"""From a file to published figures: stage, publish, roll back, and what each changes. The only one here that knows the store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from khuyenhoc.access.local import Person
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.impact import overlaid
from khuyenhoc.domain.observation import totals
from khuyenhoc.intake.check import Checked
from khuyenhoc.intake.doubts import doubts
from khuyenhoc.intake.office_form import Answers
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.scan import scan_media
from khuyenhoc.intake.together import together
from khuyenhoc.intake.understand import Understood, understand
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.scans import Scan
from khuyenhoc.store.store import Store
from khuyenhoc.store.waiting import Kept


@dataclass(frozen=True)
class Sides:
    """The figures in use `before` and `after` (domain.observation.COLUMNS), and the `rows` whose keys are compared."""

    before: pd.DataFrame
    after: pd.DataFrame
    rows: pd.DataFrame


def if_published(store: Store, rows: pd.DataFrame, version: int) -> Sides:
    """What publishing these rows over the figures of `version` would make. `rows`: check.COLUMNS, or those of a batch."""
    incoming = rows.assign(bundled=False, batch=0)
    before = _in_use(store, rows, version)
    return Sides(before, overlaid(before, incoming), incoming)


def if_rolled_back(store: Store, batch: int, version: int) -> Sides:
    """What rolling a published batch back would make of the figures of `version`."""
    rows = store.staged_observations(batch)
    return Sides(_in_use(store, rows, version), _in_use(store, rows, version, without=batch), rows)


def when_published(store: Store, batch: int, published_version: int) -> Sides:
    """What a batch changed on the day it was published."""
    rows = store.staged_observations(batch)
    return Sides(_in_use(store, rows, published_version - 1), _in_use(store, rows, published_version), rows)


def _in_use(store: Store, rows: pd.DataFrame, version: int, without: int | None = None) -> pd.DataFrame:
    """The figures of the indicators of `rows`; those by group only where `rows` has some: they are three quarters of all."""
    indicators = sorted(rows["indicator"].unique())
    return store.observations(version, indicators, totals_only=len(totals(rows)) == len(rows), without=without)


def with_doubts(store: Store, checked: Checked, version: int, known: Definitions, context: Context) -> Checked:
    """A file without errors with warnings about what is doubtful beside the figures of `version`."""
    if not checked.usable:
        return checked
    return _doubted(checked, _in_use(store, checked.observations, version), known, context)


def _doubted(checked: Checked, in_use: pd.DataFrame, known: Definitions, context: Context, tab: str = "") -> Checked:
    """`in_use`: the figures of its indicators at least; `tab`: of its workbook."""
    found = [replace(item, sheet=tab) for item in doubts(checked.observations, in_use, known, context, checked.header)]
    return replace(checked, problems=sorted([*checked.problems, *found], key=lambda item: item.row))


def read_tabs(
    store: Store,
    tabs: Sequence[Sheet],
    version: int,
    known: Definitions,
    context: Context,
    answers: Answers | None,
    period: str = "",
    unit: str = "",
) -> Understood:
    """The tabs of one upload, with what is doubtful beside the figures of `version`. `answers`, `period`, `unit`: as in
    `understand`; of several tabs each says its own unit."""
    read = [understand(tab, context, answers, period, unit if len(tabs) == 1 else "") for tab in tabs]
    parts = [(tab.tab, each.checked) for tab, each in zip(tabs, read, strict=True)]
    usable = [checked.observations for _, checked in parts if checked.usable]
    if usable:
        in_use = _in_use(store, pd.concat(usable), version)
        parts = [
            (tab, _doubted(checked, in_use, known, context, tab) if checked.usable else checked)
            for tab, checked in parts
        ]
    return Understood(tuple(form for each in read for form in each.forms), together(parts))


def hold(store: Store, checked: Checked, upload: Upload, person: Person, before: int | None = None) -> int:
    """Keeps a file until somebody publishes it, as a draft while it cannot be; the same file waits once. `before`: what the same
    work was kept as until now. Returns its number. A list of people never comes here: open_file refuses it.

    Raises AppError(not_allowed).
    """
    person.require_writing()
    return store.keep(checked.observations, upload, before, usable=checked.usable)


def waiting(store: Store, person: Person) -> pd.DataFrame:
    """What nobody finished, for who may go on with it: Store.waiting. Raises AppError(not_allowed)."""
    person.require_writing()
    return store.waiting()


def kept(store: Store, batch: int, person: Person) -> Kept | None:
    """A waiting file with what was said of it; None where there is nothing to read again. Raises AppError(not_allowed)."""
    person.require_writing()
    return store.kept(batch)


def kept_as(store: Store, name: str, content_hash: str, person: Person) -> int | None:
    """The number under which this file waits with something said of it. Raises AppError(not_allowed)."""
    person.require_writing()
    return store.kept_as(name, content_hash)


def throw_away(store: Store, batch: int, person: Person) -> None:
    """Bỏ hẳn a waiting file. Raises AppError: not_allowed, batch_not_waiting."""
    person.require_writing()
    store.throw_away(batch)


def stage(store: Store, checked: Checked, file_name: str, content: bytes, by: str, person: Person) -> int:
    """Keeps a checked file with its problems; with an error among them its rows wait for ever. Returns its number.

    Raises AppError(not_allowed).
    """
    person.require_writing()
    upload = Upload(file_name=file_name, content=content, by=by, problems=checked.problems)
    return store.stage(checked.observations, upload)


def remember(store: Store, shape: str, answers: Answers, by: str, person: Person) -> None:
    """Keeps what a person said of an office form, for the next file of its shape. Raises AppError(not_allowed)."""
    person.require_writing()
    store.remember_form(shape, str(answers), by)


def forget_form(store: Store, shape: str, person: Person) -> None:
    """Forms of this shape are understood by their words again. Raises AppError(not_allowed)."""
    person.require_writing()
    store.remember_form(shape, "", "")


def remembered(store: Store, shape: str) -> Answers | None:
    """What a person said of a form of this shape; None where nobody did."""
    said = store.remembered_form(shape)
    return Answers.parse(said) if said else None


def publish(store: Store, batch: int, seen: int, by: str, person: Person, why: str = "") -> int:
    """Đưa vào sử dụng: all rows of the batch become current at once. `why`: in spite of the warnings, kept with the batch.
    Returns the new data version; raises AppError."""
    person.require_writing()
    return store.publish(batch, seen, by, why)


def attach_scan(store: Store, batch: int, name: str, content: bytes, by: str, person: Person) -> int:
    """Keeps the scan of the signed sheet beside the batch. Returns its number.

    Raises AppError(not_allowed, scan_refused, batch_unknown, name_required).
    """
    person.require_writing()
    return store.attach(batch, Scan(name, scan_media(content), content, by))


def withdraw_scan(store: Store, number: int, by: str, person: Person) -> None:
    """Gỡ bản chụp: a wrong scan no longer counts; its bytes and who attached it stay. Raises AppError: not_allowed,
    scan_unknown, name_required."""
    person.require_writing()
    store.withdraw_scan(number, by)


def publish_again(store: Store, batch: int, seen: int, by: str, person: Person) -> int:
    """Đưa lại: the rows of a batch that was rolled back are current again, as a new batch. Returns the new data version."""
    person.require_writing()
    return store.publish_again(batch, seen, by)


def purge(store: Store, batch: int, by: str, person: Person) -> None:
    """Xóa tệp gốc: the bytes of a kept file go for good; its hash, rows and history stay. Raises AppError."""
    person.require_all_rights()
    store.purge(batch, by)


def roll_back(store: Store, batch: int, seen: int, by: str, person: Person) -> int:
    """Gỡ: what was current before the batch is current again. Returns the new data version; raises AppError."""
    person.require_writing()
    return store.roll_back(batch, seen, by)
