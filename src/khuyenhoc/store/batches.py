"""Batches in and out of the database: one upload each, with its file, its problems and its state. The only place for the states."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal, select, update

from khuyenhoc.errors import AppError, Problem, Severity
from khuyenhoc.store import counter, schema
from khuyenhoc.store.counter import now
from khuyenhoc.store.engine import read_frame
from khuyenhoc.store.observations import SAMPLE, insert_observations

# draft (something blocks) → staged → published → rolled_back; draft and staged may be discarded, then nothing of them is kept.
DRAFT, STAGED, PUBLISHED, ROLLED_BACK, DISCARDED = "draft", "staged", "published", "rolled_back", "discarded"
UPLOAD, CORRECTION, REHEARSAL = "upload", "correction", "rehearsal"  # kinds, beside SAMPLE
WAITS_DAYS = 30
_WITH_THE_FILE = (
    "kind", "file_name", "content", "rows", "problems", "errors", "warnings", "content_hash", "purged_at", "purged_by",
)  # fmt: skip
_LIGHT = [column for column in schema.batch.c if column.name != "content"]  # a file may be 80 MB
_SHOWN = [
    *(column for column in _LIGHT if column.name not in ("problems", "said")),
    (func.coalesce(func.length(schema.batch.c.content), 0) > 0).label("has_file"),
    schema.batch.c.said.is_not(None).label("begun"),
]


@dataclass(frozen=True)
class Upload:
    """One file as it came in, whatever was wrong with it. `kind`: upload, correction (one figure), rehearsal, sample; `said`: what a
    person said of the file, with which it can be read again (intake.draft)."""

    file_name: str
    content: bytes
    by: str
    kind: str = UPLOAD
    note: str = ""
    problems: list[Problem] = field(default_factory=list)
    said: str | None = None

    @property
    def content_hash(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def errors(self) -> int:
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        return self._count(Severity.WARNING)

    def _count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)


def add(connection: Connection, observations: pd.DataFrame, upload: Upload, state: str = STAGED) -> int:
    """The rows of a draft are not kept: they are read again with what is said of them next."""
    row = facts(observations, upload, state)
    number = connection.execute(insert(schema.batch).values(row).returning(schema.batch.c.id)).scalar_one()
    if state == STAGED:
        insert_observations(connection, number, observations)
    return number


def facts(observations: pd.DataFrame, upload: Upload, state: str) -> dict[str, Any]:
    """The columns of a file that came in now."""
    return {
        "state": state, "kind": upload.kind, "file_name": upload.file_name, "content": upload.content,
        "created_at": now(), "created_by": upload.by, "rows": len(observations), "note": upload.note,
        "problems": as_json(upload.problems if state == STAGED else []), "content_hash": upload.content_hash,
        "errors": upload.errors, "warnings": upload.warnings, "said": upload.said,
    }  # fmt: skip


def publish(connection: Connection, batch: int, seen: int, by: str, note: str) -> int:
    """Raises AppError: see Store.publish."""
    row = one(connection, batch)
    if row.state != STAGED:
        raise AppError("batch_not_staged", batch=batch, state=row.state)
    if row.kind == REHEARSAL:
        raise AppError("rehearsal_not_published", batch=batch)
    if row.errors:
        raise AppError("batch_has_errors", batch=batch, count=row.errors)
    if expired(row.created_at):
        raise AppError("batch_expired", batch=batch, days=WAITS_DAYS)
    if row.warnings and not (row.note or note.strip()):
        raise AppError("reason_required", count=row.warnings)
    version, by = counter.signed(connection, seen, by)
    words = " · ".join(part for part in dict.fromkeys((row.note, note.strip())) if part)
    signed = {"published_version": version, "published_at": now(), "published_by": by}
    _change(connection, batch, state=PUBLISHED, note=words, said=None, **signed)
    return version


def roll_back(connection: Connection, batch: int, seen: int, by: str) -> int:
    """Raises AppError: see Store.publish."""
    row = one(connection, batch)
    if row.state != PUBLISHED:
        raise AppError("batch_not_published", batch=batch, state=row.state)
    version, by = counter.signed(connection, seen, by)
    _take_back(connection, batch, version, by)
    return version


def _take_back(connection: Connection, batch: int, version: int, by: str) -> None:
    _change(connection, batch, state=ROLLED_BACK, rolled_back_version=version, rolled_back_at=now(), rolled_back_by=by)


def publish_again(connection: Connection, batch: int, seen: int, by: str) -> int:
    """A new batch with the file and the rows of one rolled back, published at once: the old one keeps its story."""
    row = one(connection, batch)
    if row.state != ROLLED_BACK:
        raise AppError("batch_not_rolled_back", batch=batch, state=row.state)
    version, by = counter.signed(connection, seen, by)
    _give_again(connection, row, version, by)
    return version


def _give_again(connection: Connection, row: Row[Any], version: int, by: str) -> None:
    given = {
        "state": PUBLISHED, "created_at": now(), "created_by": by, "note": f"Đưa lại lần cập nhật số {row.id}",
        "published_version": version, "published_at": now(), "published_by": by,
    }  # fmt: skip
    same = select(*(schema.batch.c[name] for name in _WITH_THE_FILE), *map(literal, given.values()))
    again = insert(schema.batch).from_select([*_WITH_THE_FILE, *given], same.where(schema.batch.c.id == row.id))
    number = connection.execute(again.returning(schema.batch.c.id)).scalar_one()
    columns = [column for column in schema.observation.c if column.name != "batch_id"]
    rows = select(literal(number), *columns).where(schema.observation.c.batch_id == row.id)
    connection.execute(insert(schema.observation).from_select(["batch_id", *(each.name for each in columns)], rows))


def show_sample(connection: Connection, version: int, by: str, *, shown: bool) -> None:
    """Takes back every batch that came with the product, or gives the newest of them again where none is in use."""
    batch = schema.batch.c
    rows = connection.execute(select(schema.batch).where(batch.kind == SAMPLE).order_by(batch.id.desc())).all()
    live = [row for row in rows if row.state == PUBLISHED]
    if not shown:
        for row in live:
            _take_back(connection, row.id, version, by)
    elif rows and not live:
        _give_again(connection, rows[0], version, by)


def purge(connection: Connection, batch: int, by: str) -> None:
    """Raises AppError: see Store.purge."""
    row, by = one(connection, batch), counter.named(by)
    if row.purged_at is not None:
        raise AppError("original_purged", batch=batch)
    same = (schema.batch.c.content_hash == row.content_hash) & schema.batch.c.content.is_not(None)
    connection.execute(update(schema.batch).where(same).values(content=None, purged_at=now(), purged_by=by))


def every(connection: Connection) -> pd.DataFrame:
    """Newest first, without file and problems; what nobody finished is not among them: see waiting.py."""
    return read(connection, schema.batch.c.state.not_in([DRAFT, DISCARDED]))


def read(connection: Connection, asked: ColumnElement[bool]) -> pd.DataFrame:
    """`has_file`: its bytes are kept; `begun`: with what a person said of it; `expired`: waited too long to be published."""
    rows = read_frame(connection, select(*_SHOWN).where(asked).order_by(schema.batch.c.id.desc()))
    waits = rows["state"].isin([DRAFT, STAGED])
    stale = [waiting and expired(made) for waiting, made in zip(waits, rows["created_at"], strict=True)]
    return rows.assign(expired=pd.Series(stale, dtype=bool))


def one(connection: Connection, batch: int) -> Row[Any]:
    """Without its file: see content."""
    row = connection.execute(select(*_LIGHT).where(schema.batch.c.id == batch)).first()
    if row is None:
        raise AppError("batch_unknown", batch=batch)
    return row


def content(connection: Connection, batch: int) -> bytes:
    """The file as it was uploaded; empty once it was purged."""
    return connection.execute(select(schema.batch.c.content).where(schema.batch.c.id == batch)).scalar_one() or b""


def as_json(found: list[Problem]) -> str:
    return json.dumps([asdict(problem) for problem in found], ensure_ascii=False)


def problems(row: Row[Any]) -> list[Problem]:
    return [Problem(**{**facts, "severity": Severity(facts["severity"])}) for facts in json.loads(row.problems)]


def expired(created_at: str) -> bool:
    return datetime.fromisoformat(now()) - datetime.fromisoformat(created_at) > timedelta(days=WAITS_DAYS)


def _change(connection: Connection, batch: int, **columns: object) -> None:
    connection.execute(update(schema.batch).where(schema.batch.c.id == batch).values(**columns))
