"""Ý kiến của địa phương in and out of the database: every wording is kept, the newest counts."""

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from khuyenhoc.domain.remark import MOST_LETTERS, Remark
from khuyenhoc.errors import AppError
from khuyenhoc.store import schema
from khuyenhoc.store.counter import now
from khuyenhoc.store.engine import read_frame

_KEY = ("unit", "indicator", "period")


def insert_remark(connection: Connection, remark: Remark, version: int, by: str) -> None:
    """Raises AppError(remark_too_long)."""
    text = remark.text.strip()
    if len(text) > MOST_LETTERS:
        raise AppError("remark_too_long", most=MOST_LETTERS, letters=len(text))
    key = {name: getattr(remark, name) for name in _KEY}
    row = {**key, "version": version, "signed_at": now(), "signed_by": by, "text": text}
    connection.execute(insert(schema.remark).values(row))


def read_remarks(connection: Connection, version: int | None) -> pd.DataFrame:
    """unit, indicator, period, text, by, at of those that count at a data version."""
    remark = schema.remark.c
    newest = func.row_number().over(partition_by=[remark[name] for name in _KEY], order_by=remark.id.desc())
    columns = [remark[name] for name in (*_KEY, "text")]
    ranked = select(
        *columns, remark.signed_by.label("by"), remark.signed_at.label("at"), remark.id, newest.label("place")
    )
    if version is not None:
        ranked = ranked.where(remark.version <= version)
    rows = ranked.subquery().c
    counting = select(*[rows[name] for name in (*_KEY, "text", "by", "at")])
    return read_frame(connection, counting.where(rows.place == 1, rows.text != "").order_by(rows.id))


def remarks_until(connection: Connection, version: int) -> int:
    """How many data versions up to this one a remark made."""
    return connection.execute(select(func.count()).where(schema.remark.c.version <= version)).scalar_one()
