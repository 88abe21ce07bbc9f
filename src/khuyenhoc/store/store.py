"""Everything that is kept, read and written: the one door to the database for all other layers."""

from collections.abc import Mapping, Sequence

import pandas as pd
from sqlalchemy import select

from khuyenhoc.errors import Problem
from khuyenhoc.store import batches, counter, scans, schema, small_patterns
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.decisions import Decisions
from khuyenhoc.store.engine import connect, lock_for_first_start, read_frame, writing
from khuyenhoc.store.layers import (
    Boundaries,
    LayerRow,
    insert_boundaries,
    insert_layers,
    mark_boundaries,
    read_boundary_files,
    read_layers,
)
from khuyenhoc.store.migrations import migrate
from khuyenhoc.store.observations import Wanted, read_history, read_observations, read_versions_by_group
from khuyenhoc.store.scans import Scan
from khuyenhoc.store.small_patterns import Pattern, PatternOf
from khuyenhoc.store.units import insert_units, read_units
from khuyenhoc.store.waiting import Waiting


class Store(Decisions, Waiting):
    """A value is current when its batch is the newest published one for its key."""

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
        with writing(self._engine, bulk=True) as connection:
            return batches.add(connection, observations, upload)

    def publish(self, batch: int, seen: int, by: str, note: str = "") -> int:
        """Makes a staged batch current. `seen`: the data version its user looked at; `note` joins that of the batch.
        Returns the new version.

        Raises AppError: changed_since_seen, batch_unknown, batch_not_staged, batch_has_errors, batch_expired,
        rehearsal_not_published, reason_required (a batch with warnings and no note), name_required.
        """
        with writing(self._engine) as connection:
            return batches.publish(connection, batch, seen, by, note)

    def publish_again(self, batch: int, seen: int, by: str) -> int:
        """Makes the rows of a batch rolled back current as a new batch. Raises AppError like publish, batch_not_rolled_back."""
        with writing(self._engine) as connection:
            return batches.publish_again(connection, batch, seen, by)

    def roll_back(self, batch: int, seen: int, by: str) -> int:
        """Takes a published batch back: what was current before it is current again. Raises AppError like publish."""
        with writing(self._engine) as connection:
            return batches.roll_back(connection, batch, seen, by)

    def purge(self, batch: int, by: str) -> None:
        """Deletes the bytes of a kept file wherever the same file was kept; its hash, rows and history stay.

        Raises AppError: batch_unknown, original_purged, name_required.
        """
        with writing(self._engine) as connection:
            batches.purge(connection, batch, by)

    def batches(self) -> pd.DataFrame:
        """Every batch but drafts, newest first, without its problems and file (`has_file`: there is one); `expired`: waited too long."""
        with self._engine.connect() as connection:
            return batches.every(connection)

    def problems(self, batch: int) -> list[Problem]:
        with self._engine.connect() as connection:
            return batches.problems(batches.one(connection, batch))

    def file(self, batch: int) -> tuple[str, bytes]:
        """The name and bytes of the file as it was uploaded."""
        with self._engine.connect() as connection:
            return batches.one(connection, batch).file_name, batches.content(connection, batch)

    def attach(self, batch: int, scan: Scan) -> int:
        """Keeps the scan of a signed sheet beside a batch. Returns its number. Raises AppError(batch_unknown, name_required)."""
        with writing(self._engine) as connection:
            return scans.add(connection, batch, scan)

    def scans(self, batch: int) -> pd.DataFrame:
        """The scans of a batch, newest first, without their bytes: id, batch_id, file_name, media, added_at, added_by,
        withdrawn_at, withdrawn_by."""
        with self._engine.connect() as connection:
            return scans.of_batch(connection, batch)

    def withdraw_scan(self, number: int, by: str) -> None:
        """Marks a wrong scan as withdrawn. Raises AppError: scan_unknown (also one withdrawn before), name_required."""
        with writing(self._engine) as connection:
            scans.withdraw(connection, number, by)

    def scan(self, number: int) -> bytes:
        with self._engine.connect() as connection:
            return scans.content(connection, number)

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

    def versions_by_group(self, indicators: Sequence[str]) -> list[int]:
        """The data versions at which figures of these indicators by ethnicity or poverty came or went, oldest first."""
        with self._engine.connect() as connection:
            return read_versions_by_group(connection, indicators)

    def small_patterns(self, of: PatternOf) -> dict[int, Pattern]:
        """What every data version that was asked for added to what is hidden."""
        with self._engine.connect() as connection:
            return small_patterns.read(connection, of)

    def keep_small_pattern(self, of: PatternOf, version: int, pattern: Pattern) -> None:
        with writing(self._engine) as connection:
            small_patterns.keep(connection, of, version, pattern)

    def staged_observations(self, batch: int) -> pd.DataFrame:
        """The rows of one batch, whatever its state."""
        with self._engine.connect() as connection:
            return read_observations(connection, Wanted(batch=batch))

    def figure_history(self, key: Mapping[str, str]) -> pd.DataFrame:
        """Every row once published of one figure, the newest publication first. `key`: domain.observation.KEY -> value."""
        with self._engine.connect() as connection:
            return read_history(connection, key)

    # Map layers

    def save_layer(self, row: LayerRow) -> None:
        """Keeps a layer made by the product; saving the same content again makes it the newest of its place."""
        with writing(self._engine) as connection:
            insert_layers(connection, [row])
            counter.step(connection, counter.current(connection))

    def save_boundaries(self, boundaries: Boundaries, rows: Sequence[LayerRow], seen: int, by: str) -> int:
        """Keeps a boundary file's layers and what it said of itself. `seen` as in publish. Returns its number.

        Raises AppError: changed_since_seen, name_required.
        """
        with writing(self._engine) as connection:
            _, by = counter.signed(connection, seen, by)
            number = insert_boundaries(connection, boundaries, by)
            insert_layers(connection, rows, number)
        return number

    def withdraw_boundaries(self, number: int, seen: int, by: str, *, again: bool = False) -> int:
        """Takes a boundary file's layers off the maps, or puts them back (`again`). Returns the new version.

        Raises AppError: changed_since_seen, name_required, boundaries_unknown.
        """
        with writing(self._engine) as connection:
            version, by = counter.signed(connection, seen, by)
            mark_boundaries(connection, number, by, withdrawn=not again)
        return version

    def boundary_files(self) -> pd.DataFrame:
        """Every boundary file brought, newest first: the columns of the table and `layers`, how many are kept of it."""
        with self._engine.connect() as connection:
            return read_boundary_files(connection)

    def layers(self) -> list[LayerRow]:
        """Every layer in use with its content, newest first; the first of a level, province and date is the one to show."""
        with self._engine.connect() as connection:
            return read_layers(connection)

    def layer_index(self) -> list[LayerRow]:
        """The same without content: a country's layers weigh megabytes."""
        with self._engine.connect() as connection:
            return read_layers(connection, contents=False)

    def layer(self, content_hash: str) -> LayerRow | None:
        """The layer of this content, None where there is none in use."""
        with self._engine.connect() as connection:
            return next(iter(read_layers(connection, content_hash)), None)
