"""The data version: one number, stepped in the transaction of whatever changes what is shown."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from khuyenhoc.errors import AppError
from khuyenhoc.store.schema import counter


def current(connection: Connection) -> int:
    return int(connection.execute(select(counter.c.number)).scalar_one())


def step(connection: Connection, seen: int) -> int:
    """The next version. Raises AppError(changed_since_seen) where somebody stepped it since it was seen."""
    stepped = connection.execute(
        update(counter).where(counter.c.number == seen).values(number=counter.c.number + 1)
    ).rowcount
    if stepped != 1:
        raise AppError("changed_since_seen")
    return seen + 1


class Signed(NamedTuple):
    """The version a change made, and the name of who answers for it as it is kept."""

    version: int
    by: str


def signed(connection: Connection, seen: int, by: str) -> Signed:
    """`step`, for a change that somebody answers for. Raises AppError: name_required, changed_since_seen."""
    name = named(by)
    return Signed(step(connection, seen), name)


def named(by: str) -> str:
    """The name as it is kept. Raises AppError(name_required)."""
    if not by.strip():
        raise AppError("name_required")
    return by.strip()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
