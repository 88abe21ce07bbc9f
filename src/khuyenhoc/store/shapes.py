"""What people said of office forms, by the shape of the form: added one after the other, the newest counts."""

from sqlalchemy import Connection, insert, select

from khuyenhoc.store import schema
from khuyenhoc.store.counter import now


def insert_shape(connection: Connection, shape: str, answers: str, by: str) -> None:
    row = {"shape": shape, "answers": answers, "said_at": now(), "said_by": by}
    connection.execute(insert(schema.form_shape).values(row))


def read_shape(connection: Connection, shape: str) -> str:
    """The newest answers, '' for none."""
    said = schema.form_shape.c
    query = select(said.answers).where(said.shape == shape).order_by(said.id.desc()).limit(1)
    return connection.execute(query).scalar() or ""
