"""Connections: SQLite with WAL, foreign keys and BEGIN IMMEDIATE for writers; any other database by its URL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Select, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection

_BUSY_MS = 15_000
_FIRST_START_LOCK = 20_250_701


def connect(url: str) -> Engine:
    """An engine for `url`; the folder of an SQLite file is made."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", f"busy_timeout = {_BUSY_MS}", "synchronous = NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: two readers that both turn into writers would deadlock. Foreign keys can be turned
    off and on only before a transaction."""
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {'OFF' if options.get('bulk') else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@contextmanager
def writing(engine: Engine, *, bulk: bool = False) -> Iterator[Connection]:
    """One transaction that writes: everything or nothing.

    `bulk`: a million rows whose foreign keys were all read in this transaction; SQLite does not look them up once more.
    """
    with engine.connect().execution_options(writes=True, bulk=bulk) as connection, connection.begin():
        yield connection


def lock_for_first_start(connection: Connection) -> None:
    """Two servers starting on one empty PostgreSQL: the second waits. SQLite waits by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _FIRST_START_LOCK})


def read_frame(connection: Connection, query: Select) -> pd.DataFrame:
    """The rows of a query as a frame of plain Python objects, column by column."""
    result = connection.execute(query)
    names = list(result.keys())
    columns = list(zip(*result.all(), strict=True)) or [()] * len(names)
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in zip(names, columns, strict=True)})


def insert_many(connection: Connection, table: str, columns: Sequence[str], rows: list[tuple]) -> None:
    """Bulk rows through the driver: COPY on PostgreSQL, executemany on SQLite."""
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        cursor: Any = connection.connection.cursor()  # psycopg's own: the interface SQLAlchemy declares knows no COPY
        with cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("?" for _ in columns)
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
