"""Map layers and the boundary files they came from, in and out of the database."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, delete, func, insert, select, update

from khuyenhoc.errors import AppError
from khuyenhoc.store import schema
from khuyenhoc.store.counter import now
from khuyenhoc.store.engine import read_frame


@dataclass(frozen=True)
class LayerRow:
    """A map layer as the geography package packs it. `province`: unit key, None for the whole country."""

    hash: str
    level: str
    province: str | None
    valid_on: date
    kind: str
    content: bytes


@dataclass(frozen=True)
class Boundaries:
    """A boundary file as its bringer described it; `report`: what was said of it before it was kept, line by line."""

    file_name: str
    level: str
    province: str | None
    valid_on: date
    source: str
    licence: str
    shareable: bool
    report: str


def insert_layers(connection: Connection, rows: Sequence[LayerRow], import_id: int | None = None) -> None:
    """In the place of layers of equal content."""
    stamp = now()
    connection.execute(delete(schema.layer).where(schema.layer.c.hash.in_([row.hash for row in rows])))
    connection.execute(
        insert(schema.layer), [asdict(row) | {"created_at": stamp, "import_id": import_id} for row in rows]
    )


def insert_boundaries(connection: Connection, boundaries: Boundaries, by: str) -> int:
    values = asdict(boundaries) | {"created_at": now(), "created_by": by}
    made = connection.execute(insert(schema.boundary_import).values(values)).inserted_primary_key
    return int(made[0])  # type: ignore[index]


def mark_boundaries(connection: Connection, number: int, by: str, *, withdrawn: bool) -> None:
    """Raises AppError(boundaries_unknown)."""
    table = schema.boundary_import
    values = {"withdrawn_at": now() if withdrawn else None, "withdrawn_by": by if withdrawn else None}
    if connection.execute(update(table).where(table.c.id == number).values(values)).rowcount != 1:
        raise AppError("boundaries_unknown", number=number)


def read_boundary_files(connection: Connection) -> pd.DataFrame:
    table, layer = schema.boundary_import, schema.layer
    kept = select(func.count()).where(layer.c.import_id == table.c.id).scalar_subquery().label("layers")
    return read_frame(connection, select(table, kept).order_by(table.c.id.desc()))


def read_layers(connection: Connection, content_hash: str = "", *, contents: bool = True) -> list[LayerRow]:
    """Those whose boundary file was not withdrawn, newest first."""
    layer, brought = schema.layer, schema.boundary_import
    names = [name for name in LayerRow.__dataclass_fields__ if contents or name != "content"]
    wanted = (
        select(*(layer.c[name] for name in names))
        .join(brought, brought.c.id == layer.c.import_id, isouter=True)
        .where(brought.c.withdrawn_at.is_(None))
        .order_by(layer.c.id.desc())
    )
    if content_hash:
        wanted = wanted.where(layer.c.hash == content_hash)
    without = () if contents else (b"",)
    return [LayerRow(*row, *without) for row in connection.execute(wanted)]
