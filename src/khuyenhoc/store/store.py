"""Everything that is kept, read and written: the one door to the database for all other layers."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from khuyenhoc.domain.remark import Remark
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.errors import AppError, Problem, Severity
from khuyenhoc.store import counter, schema
from khuyenhoc.store.counter import now
from khuyenhoc.store.engine import connect, lock_for_first_start, read_frame, writing
from khuyenhoc.store.migrations import migrate
from khuyenhoc.store.observations import Wanted, insert_observations, read_observations
from khuyenhoc.store.remarks import insert_remark, read_remarks
from khuyenhoc.store.targets import StoredTargetChange, insert_target_changes, read_target_changes
from khuyenhoc.store.units import insert_units, read_units

STAGED, PUBLISHED, ROLLED_BACK = "staged", "published", "rolled_back"
_BATCH_COLUMNS = [column for column in schema.batch.c if column.name not in ("content", "problems")]


@dataclass(frozen=True)
class Upload:
    """One file as it came in, whatever was wrong with it. `kind`: upload, or sample for what comes with the product."""

    file_name: str
    content: bytes
    by: str
    kind: str = "upload"
    note: str = ""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class LayerRow:
    """A map layer as the geography package packs it. `province`: unit key, None for the whole country."""

    hash: str
    level: str
    province: str | None
    valid_on: date
    kind: str
    content: bytes


class Store:
    """A value is current when its batch is the newest published one for its key."""

    def __init__(self, engine: Engine):
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> "Store":
        """Connects, and creates or migrates the tables."""
        engine = connect(url)
        with writing(engine) as connection:
            lock_for_first_start(connection)
            migrate(connection)
        return cls(engine)

    def close(self) -> None:
        self._engine.dispose()

    def version(self) -> int:
        """The data version now."""
        with self._engine.connect() as connection:
            return counter.current(connection)

    # Reference data

    def units(self) -> pd.DataFrame:
        """All versions of all units, official order: index = key, columns UNIT_COLUMNS."""
        with self._engine.connect() as connection:
            return read_units(connection)

    def succession(self) -> pd.DataFrame:
        """old_key, new_key, relation (whole | partial)."""
        with self._engine.connect() as connection:
            return read_frame(connection, select(schema.succession))

    def load_units(self, units: pd.DataFrame, succession: pd.DataFrame) -> bool:
        """Writes the units once; False where they already are."""
        with writing(self._engine) as connection:
            lock_for_first_start(connection)
            return insert_units(connection, units, succession)

    # Batches

    def stage(self, observations: pd.DataFrame, upload: Upload) -> int:
        """Keeps a file, its problems and its rows, all in one transaction; nothing is shown yet. Returns its number."""
        errors, warnings = (_count(upload.problems, s) for s in (Severity.ERROR, Severity.WARNING))
        with writing(self._engine) as connection:
            row = {
                "state": STAGED, "kind": upload.kind, "file_name": upload.file_name, "content": upload.content,
                "created_at": now(), "created_by": upload.by, "rows": len(observations), "note": upload.note,
                "problems": json.dumps([asdict(problem) for problem in upload.problems], ensure_ascii=False),
                "errors": errors, "warnings": warnings,
            }  # fmt: skip
            number = connection.execute(insert(schema.batch).values(row).returning(schema.batch.c.id)).scalar_one()
            insert_observations(connection, number, observations)
        return number

    def publish(self, batch: int, seen: int, by: str) -> int:
        """Makes a staged batch current. `seen`: the data version its user looked at. Returns the new version.

        Raises AppError: changed_since_seen, batch_unknown, batch_not_staged, batch_has_errors, name_required.
        """
        with writing(self._engine) as connection:
            row = _batch(connection, batch)
            if row.state != STAGED:
                raise AppError("batch_not_staged", batch=batch, state=row.state)
            if row.errors:
                raise AppError("batch_has_errors", batch=batch, count=row.errors)
            version = counter.signed(connection, seen, by)
            _change(connection, batch, state=PUBLISHED, published_version=version, published_at=now(), published_by=by)
        return version

    def roll_back(self, batch: int, seen: int, by: str) -> int:
        """Takes a published batch back: what was current before it is current again. Raises AppError like publish."""
        with writing(self._engine) as connection:
            row = _batch(connection, batch)
            if row.state != PUBLISHED:
                raise AppError("batch_not_published", batch=batch, state=row.state)
            version = counter.signed(connection, seen, by)
            _change(
                connection, batch,
                state=ROLLED_BACK, rolled_back_version=version, rolled_back_at=now(), rolled_back_by=by,
            )  # fmt: skip
        return version

    def batches(self) -> pd.DataFrame:
        """Every batch, newest first, without its file and problems."""
        with self._engine.connect() as connection:
            return read_frame(connection, select(*_BATCH_COLUMNS).order_by(schema.batch.c.id.desc()))

    def problems(self, batch: int) -> list[Problem]:
        with self._engine.connect() as connection:
            found = json.loads(_batch(connection, batch).problems)
        return [Problem(**{**facts, "severity": Severity(facts["severity"])}) for facts in found]

    def file(self, batch: int) -> tuple[str, bytes]:
        """The name and bytes of the file as it was uploaded."""
        with self._engine.connect() as connection:
            row = _batch(connection, batch)
        return row.file_name, row.content or b""

    # Observations

    def observations(
        self,
        version: int | None = None,
        indicators: Sequence[str] = (),
        units: Sequence[str] = (),
        *,
        totals_only: bool = False,
        without: int | None = None,
    ) -> pd.DataFrame:
        """The rows current at a data version (now, if None): columns domain.observation.COLUMNS.

        `indicators`, `units` (keys) narrow the answer, empty means all; `totals_only` leaves ethnicity and poverty out;
        `without`: as if that batch had never been published.
        """
        with self._engine.connect() as connection:
            return read_observations(connection, Wanted(version, indicators, units, totals_only, without=without))

    def staged_observations(self, batch: int) -> pd.DataFrame:
        """The rows of one batch, whatever its state."""
        with self._engine.connect() as connection:
            return read_observations(connection, Wanted(batch=batch))

    # What people decide and say

    def change_targets(self, changes: Sequence[TargetChange], seen: int, by: str) -> int:
        """Keeps all changes or none. `seen` as in publish. Returns the new version.

        Raises AppError: changed_since_seen, name_required.
        """
        with writing(self._engine) as connection:
            version = counter.signed(connection, seen, by)
            insert_target_changes(connection, changes, version, by.strip())
        return version

    def target_changes(self, version: int | None = None) -> list[StoredTargetChange]:
        """The changes known at a data version (now, if None), oldest first."""
        with self._engine.connect() as connection:
            return read_target_changes(connection, version)

    def add_remark(self, remark: Remark, seen: int) -> int:
        """Keeps a note in place of the one before. `seen` as in publish. Returns the new version.

        Raises AppError: changed_since_seen, name_required, remark_too_long.
        """
        with writing(self._engine) as connection:
            version = counter.signed(connection, seen, remark.by)
            insert_remark(connection, remark, version)
        return version

    def remarks(self, version: int | None = None) -> pd.DataFrame:
        """The notes known at a data version (now, if None), oldest first: unit, indicator, period, text, by, at.

        The newest of a unit, indicator and period counts; none is left of one whose newest text is empty.
        """
        with self._engine.connect() as connection:
            return read_remarks(connection, version)

    # Map layers

    def save_layer(self, row: LayerRow) -> None:
        """Keeps a layer; saving the same content again makes it the newest of its place."""
        with writing(self._engine) as connection:
            connection.execute(delete(schema.layer).where(schema.layer.c.hash == row.hash))
            connection.execute(insert(schema.layer).values(asdict(row) | {"created_at": now()}))
            counter.step(connection, counter.current(connection))

    def layers(self) -> list[LayerRow]:
        """Every layer kept, newest first; the first of a level, province and date is the one to show."""
        columns = [schema.layer.c[name] for name in LayerRow.__dataclass_fields__]
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(schema.layer.c.id.desc())).all()
        return [LayerRow(*row) for row in rows]


def _count(problems: list[Problem], severity: Severity) -> int:
    return sum(problem.severity is severity for problem in problems)


def _batch(connection: Connection, batch: int) -> Row[Any]:
    row = connection.execute(select(schema.batch).where(schema.batch.c.id == batch)).first()
    if row is None:
        raise AppError("batch_unknown", batch=batch)
    return row


def _change(connection: Connection, batch: int, **columns: object) -> None:
    connection.execute(update(schema.batch).where(schema.batch.c.id == batch).values(**columns))
