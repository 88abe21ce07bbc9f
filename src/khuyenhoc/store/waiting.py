"""What waits to be put to use: drafts, which nobody can publish yet, and staged files. Kept while somebody works on them, gone on
with, thrown away. Part of the store; the states stand in batches.py."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, delete, select, update

from khuyenhoc.errors import AppError
from khuyenhoc.store import batches, schema
from khuyenhoc.store.batches import DISCARDED, DRAFT, REHEARSAL, STAGED, Upload
from khuyenhoc.store.engine import writing
from khuyenhoc.store.observations import insert_observations

_TAB = " › "  # between the name of a file and those of the tabs read
_batch = schema.batch.c


@dataclass(frozen=True)
class Kept:
    """A file as it was kept, with what a person said of it (`said`: intake.draft)."""

    number: int
    file_name: str
    content: bytes
    kind: str
    said: str
    note: str
    kept_at: str

    @property
    def name(self) -> str:
        """Of the file, without the tabs read."""
        return _base(self.file_name)


class Waiting:
    """The part of the store for what nobody put to use yet."""

    _engine: Engine

    def keep(
        self, observations: pd.DataFrame, upload: Upload, before: int | None = None, *, usable: bool = True
    ) -> int:
        """Keeps a file until it is published: with its rows where it is `usable`, else as a draft. `before`: what the same work
        was kept as until now. A draft goes on under its number; a staged file, which somebody may be looking at, gives way to a
        new number. The same file, said the same of, waits once. Returns the number.
        """
        with self._engine.connect() as connection:
            same = _same(connection, upload, usable)
        if same is not None and same.note == upload.note and before in (None, same.id):
            return int(same.id)
        with writing(self._engine, bulk=usable) as connection:
            return _keep(connection, observations, upload, before, usable)

    def waiting(self) -> pd.DataFrame:
        """Drafts, and staged files without errors, that have not expired: the columns of `batches`, newest first."""
        with self._engine.connect() as connection:
            found = batches.read(connection, _batch.state.in_([DRAFT, STAGED]))
        ready = (found["state"] == STAGED) & (found["errors"] == 0) & (found["kind"] != REHEARSAL)
        return found[(ready | (found["state"] == DRAFT)) & ~found["expired"]]

    def kept(self, number: int) -> Kept | None:
        """A file that waits and can be read again; None where there is none of this number, or its bytes were purged."""
        with self._engine.connect() as connection:
            row = _waiting_row(connection, number)
            content = batches.content(connection, number) if row and row.said else b""
        if row is None or not content:
            return None
        return Kept(number, row.file_name, content, row.kind, row.said, row.note, row.created_at)

    def kept_as(self, name: str, content_hash: str) -> int | None:
        """The newest number under which this file waits with something said of it; None where there is none."""
        same = (_batch.content_hash == content_hash) & _batch.said.is_not(None)
        with self._engine.connect() as connection:
            rows = _waiting_rows(connection, same)
        return next((row.id for row in rows if _base(row.file_name) == name), None)

    def throw_away(self, number: int) -> None:
        """The bytes, the rows and whatever was said of a waiting file go for good. Raises AppError(batch_not_waiting)."""
        with writing(self._engine) as connection:
            if _waiting_row(connection, number) is None:
                raise AppError("batch_not_waiting", batch=number)
            _throw_away(connection, number)


def _keep(connection: Connection, observations: pd.DataFrame, upload: Upload, before: int | None, usable: bool) -> int:
    _sweep(connection)
    old = _waiting_row(connection, before) if before is not None else None
    if old is not None and _base(old.file_name) != _base(upload.file_name):
        old = None  # another file's: it goes on waiting
    if same := _same(connection, upload, usable):
        number = int(same.id)
        connection.execute(update(schema.batch).where(_batch.id == number).values(note=upload.note))
    elif draft := old if old is not None and old.state == DRAFT else _draft_of(connection, upload):
        number = _in_place(connection, draft, observations, upload, usable)
    else:
        number = batches.add(connection, observations, upload, STAGED if usable else DRAFT)
    if old is not None and old.id != number:
        _throw_away(connection, old.id)
    return number


def _in_place(connection: Connection, draft: Row[Any], observations: pd.DataFrame, upload: Upload, usable: bool) -> int:
    """The same number with what is known now."""
    facts = batches.facts(observations, upload, STAGED if usable else DRAFT)
    if draft.content_hash == facts["content_hash"]:
        del facts["content"]  # a file may be 80 MB
    connection.execute(update(schema.batch).where(_batch.id == draft.id).values(facts))
    if usable:
        insert_observations(connection, draft.id, observations)
    return int(draft.id)


def _same(connection: Connection, upload: Upload, usable: bool) -> Row[Any] | None:
    """The newest that waits of exactly this reading of the file, whatever word there is to its warnings."""
    same = {"kind": upload.kind, "file_name": upload.file_name, "content_hash": upload.content_hash,
            "said": upload.said, "errors": upload.errors, "warnings": upload.warnings}  # fmt: skip
    alike = [_batch[name].is_not_distinct_from(value) for name, value in same.items()]
    if usable:
        alike.append(_batch.problems == batches.as_json(upload.problems))
    return next(iter(_waiting_rows(connection, *alike, state=STAGED if usable else DRAFT)), None)


def _draft_of(connection: Connection, upload: Upload) -> Row[Any] | None:
    rows = _waiting_rows(connection, _batch.content_hash == upload.content_hash, state=DRAFT)
    return next((row for row in rows if _base(row.file_name) == _base(upload.file_name)), None)


def _waiting_row(connection: Connection, number: int) -> Row[Any] | None:
    return next(iter(_waiting_rows(connection, _batch.id == number)), None)


def _waiting_rows(connection: Connection, *asked: Any, state: str | None = None) -> list[Row[Any]]:
    """Without file and problems, newest first; a rehearsal without errors is at its end and waits for nothing."""
    states = [state] if state else [DRAFT, STAGED]
    columns = [column for column in _batch if column.name not in ("content", "problems")]
    query = select(*columns).where(_batch.state.in_(states), *asked).order_by(_batch.id.desc())
    rows = connection.execute(query).all()
    done = [row.state == STAGED and row.kind == REHEARSAL and state is None for row in rows]
    return [row for row, over in zip(rows, done, strict=True) if not over and not batches.expired(row.created_at)]


def _base(file_name: str) -> str:
    return file_name.partition(_TAB)[0]


def _sweep(connection: Connection) -> None:
    """Drafts that waited too long keep nothing."""
    rows = connection.execute(select(_batch.id, _batch.created_at).where(_batch.state == DRAFT)).all()
    for row in rows:
        if batches.expired(row.created_at):
            _throw_away(connection, row.id)


def _throw_away(connection: Connection, number: int) -> None:
    """The row stays, so that its number never becomes another file's."""
    gone = {"state": DISCARDED, "content": None, "said": None, "problems": "[]", "note": ""}
    connection.execute(update(schema.batch).where(_batch.id == number).values(gone))
    connection.execute(delete(schema.observation).where(schema.observation.c.batch_id == number))
