"""What every test may use: an empty database on SQLite and on PostgreSQL; the folder of reference material."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from khuyenhoc.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
IN_CI = os.environ.get("CI") == "true"


@pytest.fixture
def shared() -> Path:
    """The folder of reference material beside the project; a test that needs it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference folder ../shared is absent")
    return SHARED


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: once on SQLite, once on PostgreSQL, where each test has a schema of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'khuyenhoc.db'}"
        return
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        reason = "TEST_DATABASE_URL names no PostgreSQL, so the store is not tested on one here (.ci/run starts one)"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    yield from _own_schema(server)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, its tables made."""
    opened = Store.open(store_url)
    yield opened
    opened.close()


def _own_schema(server: str) -> Iterator[str]:
    """`lock_timeout`: a test that left a transaction open fails here instead of waiting for ever."""
    schema = f"test_{uuid.uuid4().hex[:12]}"
    plain = server.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True, options="-c lock_timeout=10s") as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"')
        yield f"{server}{'&' if '?' in server else '?'}options={quote(f'-csearch_path={schema}')}"
        connection.execute(f'DROP SCHEMA "{schema}" CASCADE')
