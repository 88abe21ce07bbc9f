"""Shares of split units in and out of the database: added one after the other, never altered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from khuyenhoc.domain.share import Shares, in_force
from khuyenhoc.store import schema
from khuyenhoc.store.counter import now


@dataclass(frozen=True)
class StoredShares:
    """An entry as it was kept: `version` is the data version it made, `at` the moment as ISO text, UTC."""

    shares: Shares
    version: int
    at: str
    by: str


def shares_in_force(entered: Sequence[StoredShares]) -> Mapping[str, Shares]:
    """By old unit, those that count after all entries, oldest first."""
    return in_force([each.shares for each in entered])


def insert_shares(connection: Connection, shares: Shares, version: int, by: str) -> None:
    row = {
        "version": version, "entered_at": now(), "entered_by": by, "old_key": shares.old,
        "parts": json.dumps(shares.parts) if shares.parts else None, "measured": shares.measured,
        "document": shares.document, "document_day": shares.day, "reason": shares.reason,
    }  # fmt: skip
    connection.execute(insert(schema.unit_share).values(row))


def read_shares(connection: Connection, version: int | None) -> list[StoredShares]:
    """Those entered up to a data version, oldest first."""
    entered = schema.unit_share
    query = select(entered).order_by(entered.c.id)
    if version is not None:
        query = query.where(entered.c.version <= version)
    found = []
    for row in connection.execute(query):
        parts = tuple((key, share) for key, share in json.loads(row.parts or "[]"))
        shares = Shares(row.old_key, parts, row.measured, row.document, row.document_day, row.reason)
        found.append(StoredShares(shares, row.version, row.entered_at, row.entered_by))
    return found
