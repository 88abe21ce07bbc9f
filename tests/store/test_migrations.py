"""Numbered steps: each runs once, in order, together with the record that it ran."""

from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import insert, inspect, select, text, update

from khuyenhoc.domain.remark import Remark
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.store import schema
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.engine import connect, writing
from khuyenhoc.store.migrations import STEPS, _withdrawn_scans, migrate
from khuyenhoc.store.scans import Scan
from khuyenhoc.store.store import Store
from tests.domain.draw import observations, target
from tests.store import schema_1


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


@pytest.fixture
def old_engine(store_url):
    """A database as the first release left it: schema number 1, with a unit, a batch and a figure."""
    engine = connect(store_url)
    with writing(engine) as connection:
        schema_1.metadata.create_all(connection)
        connection.execute(insert(schema_1.counter).values(id=1, number=3, schema_number=1))
        connection.execute(
            insert(schema_1.unit).values(
                key="00688@2020", code="00688", version="2020", level="commune", name="Xã", short_name="Xã", kind="Xã"
            )
        )
        connection.execute(
            insert(schema_1.batch).values(
                state="staged", kind="upload", file_name="a.csv", content=b"a,b", created_at="2026-01-01T00:00:00+00:00",
                created_by="", rows=0, problems="[]", errors=0, warnings=0, note="",
            )
        )  # fmt: skip
    yield engine
    engine.dispose()


def test_a_database_of_the_first_release_is_brought_to_now(old_engine, store_url):
    store = Store.open(store_url)
    assert store.version() == 3
    assert list(store.units().index) == ["00688@2020"]
    store.change_targets([TargetChange(date(2024, 1, 1), target(id=""))], 3, "Bà Lan")
    store.add_remark(Remark("00688@2020", "learning_family_rate", "2024-05", "Đúng", "Bà Lan"), 4)
    assert (len(store.target_changes()), len(store.remarks())) == (1, 1)
    assert list(store.batches()["content_hash"]) == [sha256(b"a,b").hexdigest()]
    store.remember_form("a" * 64, "{}", "Bà Lan")
    assert store.remembered_form("a" * 64) == "{}"
    store.close()
    Store.open(store_url).close()
    with old_engine.connect() as connection:
        assert connection.execute(select(schema.counter.c.schema_number)).scalar_one() == len(STEPS) + 1


def test_migrated_and_new_databases_have_the_same_tables(old_engine, store_url):
    Store.open(store_url).close()
    migrated = tables(old_engine)
    with writing(old_engine) as connection:
        schema.metadata.drop_all(connection)
    Store.open(store_url).close()
    assert tables(old_engine) == migrated


def test_scans_kept_before_they_could_be_withdrawn_stay(store_url):
    store = Store.open(store_url)
    batch = store.stage(observations().iloc[:0], Upload("a.csv", b"a", "Bà Lan"))
    number = store.attach(batch, Scan("a.pdf", "application/pdf", b"%PDF", "Bà Lan"))
    store.close()
    engine = connect(store_url)
    with writing(engine) as connection:
        for column in ("withdrawn_at", "withdrawn_by"):
            connection.execute(text(f"ALTER TABLE scan DROP COLUMN {column}"))
        connection.execute(update(schema.counter).values(schema_number=STEPS.index(_withdrawn_scans) + 1))
    engine.dispose()
    store = Store.open(store_url)
    store.withdraw_scan(number, "Ông Páo")
    assert list(store.scans(batch)["withdrawn_by"]) == ["Ông Páo"]
    store.close()


def tables(engine):
    """Table -> its columns with type and absence, keys that point elsewhere, indices."""
    seen = inspect(engine)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(name)],
            sorted((tuple(key["constrained_columns"]), key["referred_table"]) for key in seen.get_foreign_keys(name)),
            sorted(index["name"] for index in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
    }
