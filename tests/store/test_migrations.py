"""Numbered steps: each runs once, in order, together with the record that it ran."""

import pytest
from sqlalchemy import text

from khuyenhoc.store.engine import connect, writing
from khuyenhoc.store.migrations import migrate


def add_shelf(connection):
    connection.execute(text("CREATE TABLE shelf (id INTEGER PRIMARY KEY)"))


def add_book(connection):
    connection.execute(text("CREATE TABLE book (id INTEGER PRIMARY KEY)"))


def run(engine, *steps):
    with writing(engine) as connection:
        return migrate(connection, steps)


def test_steps_run_once_and_in_order(store_url):
    engine = connect(store_url)
    assert run(engine) == [1]
    assert run(engine, add_shelf) == [2]
    assert run(engine, add_shelf, add_book) == [3]
    assert run(engine, add_shelf, add_book) == []
    engine.dispose()


def test_a_failed_step_leaves_nothing_behind(store_url):
    def broken(connection):
        add_shelf(connection)
        raise RuntimeError("no")

    engine = connect(store_url)
    run(engine)
    with pytest.raises(RuntimeError):
        run(engine, broken)
    assert run(engine, add_shelf) == [2]
    engine.dispose()
