"""What people decide and say, read and written: lists of units, targets, shares of split units, the province followed, remarks, the meaning
of office forms. Part of the store."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Engine

from khuyenhoc.domain.remark import Remark
from khuyenhoc.domain.share import Shares
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.store import batches, counter, unit_changes
from khuyenhoc.store.engine import writing
from khuyenhoc.store.remarks import insert_remark, read_remarks, remarks_until
from khuyenhoc.store.settings import PROVINCE, Setting, insert_setting, read_settings
from khuyenhoc.store.shapes import insert_shape, read_shape
from khuyenhoc.store.shares import StoredShares, insert_shares, read_shares
from khuyenhoc.store.targets import StoredTargetChange, insert_target_changes, read_target_changes
from khuyenhoc.store.unit_changes import UnitChange


class Decisions:
    """Every change steps the data version, but for the meaning of forms, which changes no figure."""

    def __init__(self, engine: Engine):
        self._engine = engine

    def change_units(self, change: UnitChange, seen: int, by: str) -> int:
        """Keeps an official list of units, all or nothing. `seen` as in publish. Returns the new version.

        Raises AppError: changed_since_seen, name_required.
        """
        with writing(self._engine) as connection:
            return unit_changes.keep(connection, change, seen, by)

    def unit_imports(self) -> pd.DataFrame:
        """Every list imported, newest first: unit_changes.every."""
        with self._engine.connect() as connection:
            return unit_changes.every(connection)

    def take_back_units(self, number: int, seen: int, by: str) -> int:
        """Units, their days and what became of whom as before the newest import in force. Returns the new version.

        Raises AppError: changed_since_seen, name_required, unit_import_not_newest, unit_import_used (figures or decisions
        stand on its units).
        """
        with writing(self._engine) as connection:
            return unit_changes.take_back(connection, number, seen, by)

    def change_targets(self, changes: Sequence[TargetChange], seen: int, by: str) -> int:
        """Keeps all changes or none. `seen` as in publish. Returns the new version.

        Raises AppError: changed_since_seen, name_required.
        """
        with writing(self._engine) as connection:
            version, by = counter.signed(connection, seen, by)
            insert_target_changes(connection, changes, version, by)
        return version

    def target_changes(self, version: int | None = None) -> list[StoredTargetChange]:
        """The changes known at a data version (now, if None), oldest first."""
        with self._engine.connect() as connection:
            return read_target_changes(connection, version)

    def enter_shares(self, shares: Shares, seen: int, by: str) -> int:
        """Keeps the shares of one split unit in place of those before. `seen` as in publish. Returns the new version.

        Raises AppError: changed_since_seen, name_required.
        """
        with writing(self._engine) as connection:
            version, by = counter.signed(connection, seen, by)
            insert_shares(connection, shares, version, by)
        return version

    def shares(self, version: int | None = None) -> list[StoredShares]:
        """Every entry of shares known at a data version (now, if None), oldest first; see domain.share.in_force."""
        with self._engine.connect() as connection:
            return read_shares(connection, version)

    def choose_province(self, key: str, seen: int, by: str) -> int:
        """Follows the unit with this key from now on, without the figures that came with the product; '': the sample
        again, with them. `seen` as in publish. Returns the new version.

        Raises AppError: changed_since_seen, name_required.
        """
        with writing(self._engine) as connection:
            version, by = counter.signed(connection, seen, by)
            insert_setting(connection, PROVINCE, key, version, by)
            batches.show_sample(connection, version, by, shown=not key)
        return version

    def provinces_chosen(self, version: int | None = None) -> list[Setting]:
        """Every choice known at a data version (now, if None), oldest first; the last one counts."""
        with self._engine.connect() as connection:
            return read_settings(connection, PROVINCE, version)

    def add_remark(self, remark: Remark, seen: int) -> int:
        """Keeps a note in place of the one before. `seen` as in publish. Returns the new version.

        Raises AppError: changed_since_seen, name_required, remark_too_long.
        """
        with writing(self._engine) as connection:
            version, by = counter.signed(connection, seen, remark.by)
            insert_remark(connection, remark, version, by)
        return version

    def remarks(self, version: int | None = None) -> pd.DataFrame:
        """The notes known at a data version (now, if None), oldest first: unit, indicator, period, text, by, at.

        The newest of a unit, indicator and period counts; none is left of one whose newest text is empty.
        """
        with self._engine.connect() as connection:
            return read_remarks(connection, version)

    def figures_version(self, version: int) -> int:
        """A number that stays the same from one data version to the next where only a remark came between."""
        with self._engine.connect() as connection:
            return version - remarks_until(connection, version)

    def remember_form(self, shape: str, answers: str, by: str) -> None:
        """Keeps what a person said of a form, in place of what was said before. `answers`: JSON, '' to forget."""
        with writing(self._engine) as connection:
            insert_shape(connection, shape, answers, by)

    def remembered_form(self, shape: str) -> str:
        """What was said last of a form of this shape; '' where nothing was."""
        with self._engine.connect() as connection:
            return read_shape(connection, shape)
