"""Administrative units in and out of the database: versions are added. What changes them: unit_changes.py."""

import pandas as pd
from sqlalchemy import Connection, func, select

from khuyenhoc.domain.unit import UNIT_COLUMNS, in_official_order
from khuyenhoc.store import schema
from khuyenhoc.store.engine import insert_many, read_frame

_PAIR = ["old_key", "new_key", "relation"]


def read_units(connection: Connection) -> pd.DataFrame:
    columns = [schema.unit.c[name] for name in ("key", *UNIT_COLUMNS)]
    frame = read_frame(connection, select(*columns).order_by(schema.unit.c.id))
    return in_official_order(frame.set_index("key").astype({"lat": "float64", "lon": "float64"}))


def insert_units(connection: Connection, units: pd.DataFrame, succession: pd.DataFrame) -> bool:
    """False where there are units already."""
    if connection.execute(select(schema.unit.c.id).limit(1)).first() is not None:
        return False
    insert_more_units(connection, units, succession)
    return True


def insert_more_units(connection: Connection, units: pd.DataFrame, pairs: pd.DataFrame) -> None:
    """After those there are."""
    newest = connection.execute(select(func.max(schema.unit.c.id))).scalar_one() or 0
    frame = units.reset_index(names="key")[["key", *UNIT_COLUMNS]].astype(object)
    frame = frame.where(frame.notna(), None)
    rows = [(number, *row) for number, row in enumerate(frame.itertuples(index=False, name=None), start=newest + 1)]
    insert_many(connection, "unit", ["id", "key", *UNIT_COLUMNS], _plain(rows))
    insert_many(connection, "succession", _PAIR, list(pairs[_PAIR].itertuples(index=False, name=None)))


def _plain(rows: list[tuple]) -> list[tuple]:
    """Dates as ISO text for SQLite's driver; PostgreSQL reads them too."""
    return [tuple(cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row) for row in rows]
