"""What every test may use: databases on SQLite and on PostgreSQL, empty or as the first start leaves them; reference material."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import hypothesis
import psycopg
import pytest

from khuyenhoc.config import SAMPLE_PROVINCE
from khuyenhoc.prepare import prepare
from khuyenhoc.store.store import Store
from tests.commands import Commands

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
IN_CI = os.environ.get("CI") == "true"
# A busy machine is no failure of a property; tests with a time limit say it themselves.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture
def shared() -> Path:
    """The folder of reference material beside the project; a test that needs it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference folder ../shared is absent")
    return SHARED


@pytest.fixture(params=BOTH)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: once on SQLite, once on PostgreSQL, where each test has a schema of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'khuyenhoc.db'}"
        return
    yield from _own_schema(_postgres())


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, its tables made."""
    opened = Store.open(store_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database as the first start leaves it. To be copied, never opened."""
    file = tmp_path_factory.mktemp("prepared") / "khuyenhoc.db"
    _prepare(f"sqlite:///{file}")
    return file


@pytest.fixture
def home(prepared_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installation of its own, prepared; the product and its command line work on it."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy2(prepared_file, home)
    for name in ("DATABASE_URL", "KHUYENHOC_PROVINCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KHUYENHOC_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def prepared_template() -> Iterator[str]:
    """The name of a PostgreSQL database as the first start leaves it, to be copied."""
    name = f"prepared_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_plain(_postgres()), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        _prepare(_named(_postgres(), name))
        yield name
        connection.execute(f'DROP DATABASE "{name}"')


@pytest.fixture(params=BOTH)
def installation(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store of a prepared installation, once on SQLite, once on PostgreSQL; the command line works on it too."""
    if request.param == "postgres":
        template, name = request.getfixturevalue("prepared_template"), f"test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(_plain(_postgres()), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            monkeypatch.setenv("DATABASE_URL", _named(_postgres(), name))
            yield from _opened(_named(_postgres(), name))
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    yield from _opened(f"sqlite:///{home / 'khuyenhoc.db'}")


def _opened(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


def _prepare(url: str) -> None:
    store = Store.open(url)
    prepare(store, SAMPLE_PROVINCE)
    store.close()


def _postgres() -> str:
    """The server tests may use; the test is skipped where there is none."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        reason = "TEST_DATABASE_URL names no PostgreSQL, so the store is not tested on one here (.ci/run starts one)"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return server


def _plain(server: str) -> str:
    return server.replace("postgresql+psycopg://", "postgresql://")


def _named(server: str, name: str) -> str:
    """The URL of another database of the same server."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _own_schema(server: str) -> Iterator[str]:
    """`lock_timeout`: a test that left a transaction open fails here instead of waiting for ever."""
    schema = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_plain(server), autocommit=True, options="-c lock_timeout=10s") as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"')
        yield f"{server}{'&' if '?' in server else '?'}options={quote(f'-csearch_path={schema}')}"
        connection.execute(f'DROP SCHEMA "{schema}" CASCADE')


@pytest.fixture
def commands(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Commands:
    """The command line; files to upload are written beside the test's own folder."""
    return Commands(capsys, tmp_path)
