"""Changes of targets in and out of the database: added one after the other, never altered."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.store import schema
from khuyenhoc.store.counter import now

_DAYS = ("start", "due", "basis_date", "in_force_from", "in_force_to")


@dataclass(frozen=True)
class StoredTargetChange:
    """A change as it was kept: `version` is the data version it made, `at` the moment as ISO text, UTC."""

    change: TargetChange
    version: int
    at: str
    by: str


def insert_target_changes(connection: Connection, changes: Sequence[TargetChange], version: int, by: str) -> None:
    rows = [
        {
            "version": version, "changed_at": now(), "changed_by": by, "effective": change.effective,
            "replaces": change.replaces, "reason": change.reason,
            "target": _json(replace(change.new, in_force_to=change.until)) if change.new else None,
        }
        for change in changes
    ]  # fmt: skip
    if rows:
        connection.execute(insert(schema.target_change), rows)


def read_target_changes(connection: Connection, version: int | None) -> list[StoredTargetChange]:
    """Those made up to a data version, oldest first."""
    changes = schema.target_change
    query = select(changes).order_by(changes.c.id)
    if version is not None:
        query = query.where(changes.c.version <= version)
    return [_stored(row) for row in connection.execute(query)]


def _stored(row: Row[Any]) -> StoredTargetChange:
    """A new target is known by the number of its row: no two people can give it twice."""
    kept = _target(json.loads(row.target)) if row.target else None
    new = kept and replace(kept, id=f"M{row.id}", in_force_from=None, in_force_to=None)
    change = TargetChange(row.effective, new, row.replaces, row.reason, kept.in_force_to if kept else None)
    return StoredTargetChange(change, row.version, row.changed_at, row.changed_by)


def _json(target: Target) -> str:
    return json.dumps(asdict(target), default=_iso, ensure_ascii=False)


def _iso(value: date) -> str:
    return value.isoformat()


def _target(kept: dict[str, Any]) -> Target:
    days = {name: _day(kept[name]) for name in _DAYS}
    baseline = kept["baseline"] and (date.fromisoformat(kept["baseline"][0]), kept["baseline"][1])
    stones = tuple((date.fromisoformat(day), value) for day, value in kept["milestones"])
    return Target(**kept | days | {"scope_kind": Scope(kept["scope_kind"]), "milestones": stones, "baseline": baseline})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
