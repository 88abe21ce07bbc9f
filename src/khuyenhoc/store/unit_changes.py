"""Official lists of units kept and taken back: what each import changed, who brought it and when. Rows of the record stay."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from khuyenhoc.errors import AppError
from khuyenhoc.store import counter, schema
from khuyenhoc.store.counter import now
from khuyenhoc.store.engine import read_frame
from khuyenhoc.store.units import insert_more_units

_SHOWN = [column for column in schema.unit_import.c if column.name != "changes"]


@dataclass(frozen=True)
class UnitChange:
    """Adds units (UNIT_COLUMNS by key) and pairs of the succession; `ends` were in force until the day before `first`, `begins`
    are from it on. `file_name`, `content_hash` (SHA-256): of the file that said so."""

    added: pd.DataFrame
    pairs: pd.DataFrame
    ends: Sequence[str]
    begins: Sequence[str]
    first: date
    file_name: str
    content_hash: str


def keep(connection: Connection, change: UnitChange, seen: int, by: str) -> int:
    version, by = counter.signed(connection, seen, by)
    days = {
        "valid_to": (change.ends, change.first - timedelta(days=1)),
        "valid_from": (change.begins, change.first),
    }
    before = {column: _days(connection, column, keys) for column, (keys, _) in days.items()}
    for column, (keys, day) in days.items():
        connection.execute(update(schema.unit).where(schema.unit.c.key.in_(keys)).values({column: day}))
    insert_more_units(connection, change.added, change.pairs)
    changes = {
        "added": list(change.added.index), "pairs": change.pairs[["old_key", "new_key"]].to_numpy().tolist(), "days": before,
    }  # fmt: skip
    row = {
        "version": version, "imported_at": now(), "imported_by": by, "file_name": change.file_name,
        "content_hash": change.content_hash, "changes": json.dumps(changes),
    }  # fmt: skip
    connection.execute(insert(schema.unit_import).values(row))
    return version


def _days(connection: Connection, column: str, keys: Sequence[str]) -> dict[str, str | None]:
    """What was known of these units before."""
    rows = connection.execute(select(schema.unit.c.key, schema.unit.c[column]).where(schema.unit.c.key.in_(keys)))
    return {key: day.isoformat() if day else None for key, day in rows}


def every(connection: Connection) -> pd.DataFrame:
    """The columns of the table without `changes`, newest first; `added`, `pairs`, `days`: how many it changed."""
    rows = read_frame(connection, select(schema.unit_import).order_by(schema.unit_import.c.id.desc()))
    changes = [json.loads(text) for text in rows["changes"]]
    return rows[[column.name for column in _SHOWN]].assign(
        added=pd.Series([len(each["added"]) for each in changes], dtype="int64"),
        pairs=pd.Series([len(each["pairs"]) for each in changes], dtype="int64"),
        days=pd.Series([sum(map(len, each["days"].values())) for each in changes], dtype="int64"),
    )


def take_back(connection: Connection, number: int, seen: int, by: str) -> int:
    """Raises AppError: see Decisions.take_back_units."""
    version, by = counter.signed(connection, seen, by)
    kept = schema.unit_import.c
    newest = connection.execute(
        select(schema.unit_import).where(kept.withdrawn_at.is_(None)).order_by(kept.id.desc()).limit(1)
    ).first()
    if newest is None or newest.id != number:
        raise AppError("unit_import_not_newest", number=number)
    changes = json.loads(newest.changes)
    added, pairs = changes["added"], changes["pairs"]
    if used := _used(connection, added, [old for old, _ in pairs]):
        raise AppError("unit_import_used", number=number, what="; ".join(used))
    pair = schema.succession.c
    if pairs:
        gone = delete(schema.succession).where(pair.old_key == bindparam("old"), pair.new_key == bindparam("new"))
        connection.execute(gone, [{"old": old, "new": new} for old, new in pairs])
    for column, days in changes["days"].items():
        for key, day in days.items():
            known = date.fromisoformat(day) if day else None
            connection.execute(update(schema.unit).where(schema.unit.c.key == key).values({column: known}))
    connection.execute(delete(schema.unit).where(schema.unit.c.key.in_(added)))
    signed = {"withdrawn_at": now(), "withdrawn_by": by}
    connection.execute(update(schema.unit_import).where(kept.id == number).values(signed))
    return version


def _used(connection: Connection, added: Sequence[str], divided: Iterable[str]) -> list[str]:
    """What stands on the units of an import, in words: figures in any state, shares, remarks, the province followed."""
    own = select(schema.unit.c.id).where(schema.unit.c.key.in_(added))
    told = select(schema.observation.c.batch_id).where(schema.observation.c.unit_id.in_(own)).distinct()
    batches = sorted(connection.execute(told).scalars())
    share, remark, place = schema.unit_share.c, schema.remark.c, schema.small_pattern.c
    parts = (json.loads(text or "[]") for text in connection.execute(select(share.parts)).scalars())
    in_parts = {key for each in parts for key, _ in each} & set(added)
    others = (
        ("tỷ lệ của đơn vị bị chia", select(share.id).where(share.old_key.in_([*added, *divided]))),
        ("ý kiến của địa phương", select(remark.id).where(remark.unit.in_(added))),
        ("tỉnh đang theo dõi", select(schema.setting.c.id).where(schema.setting.c.value.in_(added))),
        ("số nhỏ đã ẩn", select(place.id).where(place.place.in_(added))),
    )
    found = [f"số liệu của lần cập nhật số {', '.join(map(str, batches))}"] if batches else []
    found += [words for words, query in others if connection.execute(query.limit(1)).first() is not None]
    return found + (["tỷ lệ của đơn vị bị chia"] if in_parts and others[0][0] not in found else [])
