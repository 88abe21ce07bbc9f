"""A prepared installation for page tests: one shared for reading, a copy for tests that write; whoever opens may write."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import OWNER
from khuyenhoc.prepare import remove_sample
from khuyenhoc.store.store import Store
from khuyenhoc.ui import chooser, data, rights
from tests.pages.menu import ENTRIES, ROOT

PAGES = tuple(entry.name for entry in ENTRIES)
PATIENCE = 60  # seconds for one run of a page on a slow machine, caches cold


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation as the first start leaves it."""
    home = tmp_path_factory.mktemp("prepared")
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "KHUYENHOC_PROVINCE")}
    command = [sys.executable, "-m", "khuyenhoc.cli", "prepare"]
    subprocess.run(
        command, cwd=ROOT, env=kept | {"KHUYENHOC_HOME": str(home)}, check=True, capture_output=True, timeout=300
    )
    return home


@pytest.fixture(scope="session")
def bare(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with no figure at all: the sample removed, nothing uploaded."""
    home = _copied(prepared, tmp_path_factory.mktemp("bare"))
    store = Store.open(f"sqlite:///{home / 'khuyenhoc.db'}")
    remove_sample(store, "Người thử")
    store.close()
    return home


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the download buttons of the page would save, by file name. As in Streamlit, what is made when it is asked for is
    made in another thread, where no page runs and nobody is signed in."""
    files: dict[str, bytes] = {}

    def keep(_label: str, content, name: str, *_more, **_options) -> None:
        if callable(content):
            with ThreadPoolExecutor(1) as elsewhere:
                content = elsewhere.submit(content).result()
        files[name] = content

    monkeypatch.setattr(st, "download_button", keep)
    return files


@pytest.fixture(autouse=True)
def native_choosers(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest cannot type into a component of ours: Streamlit's own list stands in for it. tests/browser tests the real one."""

    def one(label, options, value, *, key, on_change=None, placeholder=""):
        codes = list(options)
        if on_change:
            st.session_state[key] = value
            return st.selectbox(label, codes, key=key, format_func=options.__getitem__, on_change=on_change)
        return st.selectbox(label, codes, codes.index(value) if value in codes else None, options.__getitem__, key=key)

    def several(label, options, value, most, *, key, on_change, placeholder=""):
        st.session_state[key] = list(value)
        st.multiselect(
            label, list(options), key=key, format_func=options.__getitem__, on_change=on_change, max_selections=most
        )

    def picked(key):
        value = st.session_state[key]
        return ",".join(value) if isinstance(value, list) else value or ""

    for name, stand_in in (("one", one), ("several", several), ("picked", picked)):
        monkeypatch.setattr(chooser, name, stand_in)


@pytest.fixture
def installation(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shared installation: for tests that only read."""
    return _use(prepared, monkeypatch)


@pytest.fixture
def store(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The figures of an installation the test may write to, opened beside the pages: another process as it were."""
    yield from _opened(_use(_copied(prepared, tmp_path), monkeypatch))


@pytest.fixture
def empty_store(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The same without the sample."""
    yield from _opened(_use(_copied(bare, tmp_path), monkeypatch))


def _copied(home: Path, to: Path) -> Path:
    for file in home.iterdir():
        shutil.copy2(file, to)
    return to


def _opened(home: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{home / 'khuyenhoc.db'}")
    yield opened
    opened.close()
    data.store().close()


def _use(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "KHUYENHOC_PROVINCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KHUYENHOC_HOME", str(home))
    monkeypatch.setattr(rights, "person", lambda: OWNER)
    return home


def open_page(name: str = "", **choices: str) -> AppTest:
    """A page as a link opens it; names of choices with '_' for '-'."""
    app = AppTest.from_file(str(ROOT / "menu.py"), default_timeout=PATIENCE)
    for choice, value in choices.items():
        app.query_params[choice.replace("_", "-")] = value
    app.run()
    return go(app, name) if name else _sound(app)


def go(app: AppTest, name: str) -> AppTest:
    """The same visitor on another page."""
    kept = dict(app.query_params)
    app.switch_page(f"pages/{name}.py")
    for key, value in kept.items():
        app.query_params[key] = value
    return _sound(app.run())


def _sound(app: AppTest) -> AppTest:
    assert [each.value for each in app.exception] == []
    return app
