"""Scans of signed sheets, attached to a batch, the newest first. A wrong one is marked as withdrawn; its bytes stay."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, insert, select, update

from khuyenhoc.errors import AppError
from khuyenhoc.store import batches, counter, schema
from khuyenhoc.store.counter import now
from khuyenhoc.store.engine import read_frame

_SHOWN = [column for column in schema.scan.c if column.name != "content"]


@dataclass(frozen=True)
class Scan:
    """`media`: image/png, image/jpeg, application/pdf."""

    file_name: str
    media: str
    content: bytes
    by: str


def add(connection: Connection, batch: int, scan: Scan) -> int:
    """Raises AppError(batch_unknown, name_required)."""
    batches.one(connection, batch)
    row = {
        "batch_id": batch, "file_name": scan.file_name, "media": scan.media, "content": scan.content,
        "added_at": now(), "added_by": counter.named(scan.by),
    }  # fmt: skip
    return connection.execute(insert(schema.scan).values(row).returning(schema.scan.c.id)).scalar_one()


def of_batch(connection: Connection, batch: int) -> pd.DataFrame:
    """id, batch_id, file_name, media, added_at, added_by, withdrawn_at, withdrawn_by; newest first, without the bytes."""
    query = select(*_SHOWN).where(schema.scan.c.batch_id == batch).order_by(schema.scan.c.id.desc())
    return read_frame(connection, query)


def withdraw(connection: Connection, number: int, by: str) -> None:
    """Raises AppError(scan_unknown) also for one withdrawn before, AppError(name_required)."""
    scan = schema.scan.c
    marked = update(schema.scan).where(scan.id == number, scan.withdrawn_at.is_(None))
    if connection.execute(marked.values(withdrawn_at=now(), withdrawn_by=counter.named(by))).rowcount != 1:
        raise AppError("scan_unknown", number=number)


def content(connection: Connection, number: int) -> bytes:
    return connection.execute(select(schema.scan.c.content).where(schema.scan.c.id == number)).scalar_one()
