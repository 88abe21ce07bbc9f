"""Numbered steps from an older database to the tables of schema.py. A new database starts at the latest number."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from sqlalchemy import Connection, Table, insert, inspect, select, text, update

from khuyenhoc.store import schema

Step = Callable[[Connection], None]


def _new(*tables: Table) -> Step:
    return lambda connection: schema.metadata.create_all(connection, tables=tables)


def _boundary_imports(connection: Connection) -> None:
    schema.metadata.create_all(connection, tables=[schema.boundary_import])
    connection.execute(text("ALTER TABLE layer ADD COLUMN import_id INTEGER REFERENCES boundary_import(id)"))


def _hashes_and_purges(connection: Connection) -> None:
    for column in ("content_hash VARCHAR(64)", "purged_at VARCHAR(40)", "purged_by TEXT"):
        connection.execute(text(f"ALTER TABLE batch ADD COLUMN {column}"))
    batch = schema.batch
    for number in connection.execute(select(batch.c.id)).scalars().all():  # one file in memory at a time
        content = connection.execute(select(batch.c.content).where(batch.c.id == number)).scalar_one()
        connection.execute(
            update(batch).where(batch.c.id == number).values(content_hash=sha256(content or b"").hexdigest())
        )


def _add_missing(connection: Connection, table: Table, **columns: str) -> None:
    have = {each["name"] for each in inspect(connection).get_columns(table.name)}  # all, where just made anew
    for column, kind in columns.items():
        if column not in have:
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {column} {kind}"))


def _withdrawn_scans(connection: Connection) -> None:
    _add_missing(connection, schema.scan, withdrawn_at="VARCHAR(40)", withdrawn_by="TEXT")


def _drafts(connection: Connection) -> None:
    _add_missing(connection, schema.batch, said="TEXT")


# STEPS[n] brings a database from schema number n + 1 to n + 2. Each runs once, in the transaction that records it.
STEPS: Sequence[Step] = (
    _new(schema.target_change, schema.remark),
    _new(schema.unit_share),
    _boundary_imports,
    _new(schema.form_shape),
    _new(schema.scan),
    _new(schema.small_pattern),
    _hashes_and_purges,
    _new(schema.setting),
    _withdrawn_scans,
    _new(schema.unit_import),
    _drafts,
)


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> list[int]:
    """Creates what is missing, or runs the steps this database has not seen. Returns the numbers reached."""
    latest = len(steps) + 1
    if not inspect(connection).has_table(schema.counter.name):
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.counter).values(id=1, number=0, schema_number=latest))
        return [latest]
    seen = connection.execute(select(schema.counter.c.schema_number)).scalar_one()
    reached = []
    for number in range(seen + 1, latest + 1):
        steps[number - 2](connection)
        connection.execute(update(schema.counter).values(schema_number=number))
        reached.append(number)
    return reached
