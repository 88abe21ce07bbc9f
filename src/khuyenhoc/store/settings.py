"""What people set on screen in and out of the database: added one after the other, the newest counts."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from khuyenhoc.store import schema
from khuyenhoc.store.counter import now

PROVINCE = "province"


@dataclass(frozen=True)
class Setting:
    """`version`: the data version it made, `at` the moment as ISO text, UTC."""

    value: str
    version: int
    at: str
    by: str


def insert_setting(connection: Connection, name: str, value: str, version: int, by: str) -> None:
    row = {"version": version, "set_at": now(), "set_by": by, "name": name, "value": value}
    connection.execute(insert(schema.setting).values(row))


def read_settings(connection: Connection, name: str, version: int | None) -> list[Setting]:
    """Every value of one setting up to a data version, oldest first."""
    kept = schema.setting.c
    query = select(schema.setting).where(kept.name == name).order_by(kept.id)
    if version is not None:
        query = query.where(kept.version <= version)
    return [Setting(row.value, row.version, row.set_at, row.set_by) for row in connection.execute(query)]
