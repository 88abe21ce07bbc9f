"""The routes beside the pages over real HTTP on loopback, and what start-up does."""

import asyncio
import gzip
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from threading import Thread

import pytest
import uvicorn
from starlette.applications import Starlette

from khuyenhoc import config, packaged, server
from khuyenhoc.prepare import remove_sample
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights

PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> object:
        return json.loads(self.body)


class Client:
    def __init__(self, port: int):
        self._base = f"http://127.0.0.1:{port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self._base + path, headers=named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return Reply(reply.status, reply.headers, reply.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Reply(refused.code, refused.headers, refused.read())


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Our routes in a web server of their own on a free port."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        settings = uvicorn.Config(Starlette(routes=server.routes()), log_level="warning", ws="none", lifespan="off")
        running = uvicorn.Server(settings)
        thread = Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        until = time.monotonic() + PATIENCE
        while not running.started and time.monotonic() < until:
            time.sleep(0.01)
        assert running.started
        yield Client(listening.getsockname()[1])
        running.should_exit = True
        thread.join(PATIENCE)


@pytest.fixture
def store(home) -> Iterator[Store]:
    opened = Store.open(config.database_url())
    yield opened
    opened.close()


def test_the_version_steps_with_every_publication(client: Client, store: Store):
    before = client.get("/api/version")
    assert (before.status, before.json, before.headers["cache-control"]) == (
        200,
        {"version": store.version()},
        "no-store",
    )
    remove_sample(store, "Bà Lan")
    assert client.get("/api/version").json == {"version": before.json["version"] + 1}


def test_health(client: Client, store: Store):
    reply = client.get("/api/health")
    assert (reply.status, reply.json) == (200, {"status": "ok", "version": store.version()})
    assert reply.headers["cache-control"] == "no-store"


def hash_of(store: Store, level: str, province: str) -> str:
    return next(row.hash for row in store.layers() if (row.level, row.province) == (level, province))


def test_shapes_are_sent_once_compressed_and_kept_for_ever(client: Client, store: Store):
    path = f"/assets/geo/{hash_of(store, 'commune', '02@2020')}.topojson"
    reply = client.get(path, accept_encoding="gzip")
    assert (reply.status, reply.headers["content-encoding"], reply.headers["content-type"]) == (
        200,
        "gzip",
        "application/json",
    )
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (reply.headers["vary"], reply.headers["x-content-type-options"]) == ("accept-encoding", "nosniff")
    shapes = json.loads(gzip.decompress(reply.body))
    assert len(shapes["objects"]["units"]["geometries"]) == 193
    plain = client.get(path)
    assert "content-encoding" not in plain.headers and json.loads(plain.body) == shapes
    assert plain.headers["etag"] != reply.headers["etag"]
    again = client.get(path, accept_encoding="gzip", if_none_match=f'"other", W/{reply.headers["etag"]}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", reply.headers["etag"])


def test_names_stand_in_the_order_of_the_shapes(client: Client, store: Store):
    reply = client.get(f"/assets/names/{hash_of(store, 'district', '02@2020')}.json")
    named = dict(zip(reply.json["keys"], reply.json["names"], strict=True))
    assert len(named) == 11 and named["024@2020"] == "Thành phố Hà Giang"
    assert reply.headers["cache-control"].endswith("immutable")


@pytest.mark.parametrize(
    ("path", "kind", "begins"),
    [
        ("/assets/leaflet/leaflet.js", "text/javascript; charset=utf-8", b"/*"),
        ("/assets/leaflet/leaflet.css", "text/css; charset=utf-8", b"/*"),
        ("/assets/leaflet/images/marker-icon.png", "image/png", b"\x89PNG"),
    ],
)
def test_leaflet_is_served_by_us(client: Client, path, kind, begins):
    reply = client.get(path)
    assert (reply.status, reply.headers["content-type"], reply.body.lstrip()[: len(begins)]) == (200, kind, begins)
    assert reply.headers["cache-control"].endswith("immutable")


@pytest.mark.parametrize("name", [packaged.MAP_SCRIPT, packaged.MAP_STYLE, packaged.SHAPES_SCRIPT])
def test_our_own_files_are_kept_for_ever_under_their_version_only(client: Client, name):
    version = packaged.version(name)
    kept = {
        query: client.get(f"/assets/{name}{query}").headers["cache-control"]
        for query in ("", "?v=old", f"?v={version}")
    }
    assert list(kept.values()) == ["no-cache", "no-cache", "public, max-age=31536000, immutable"]
    assert client.get(f"/assets/{name}").body == packaged.content(name)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/geo/0000000000000000.topojson",
        "/assets/names/0000000000000000.json",
        "/assets/leaflet/leaflet-src.js",
        "/assets/leaflet/../../../../pyproject.toml",
        "/assets/leaflet/%2e%2e/__init__.py",
        "/assets/icon.svg",
        "/assets/..%2fconfig.py",
        "/assets/khong-co.js",
    ],
)
def test_nothing_else_is_served(client: Client, store: Store, path):
    reply = client.get(path)
    assert reply.status == 404
    assert reply.headers.get("cache-control", "no-store") == "no-store"


@pytest.mark.parametrize("path", ["/api/version", "/api/health", "/assets/map.js"])
def test_routes_only_answer_questions(client: Client, store: Store, path):
    assert client.get(path, method="POST").status == 405
    assert client.get(path, method="HEAD").status == 200


# Start-up


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What start-up starts beside itself, instead of it: processes by their command, the warming up by its name."""
    found: list[object] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **settings: found.append((command, settings)))
    monkeypatch.setattr(server, "_warm", lambda: found.append("warm"))
    monkeypatch.setattr(rights, "_code", [])
    return found


async def start_and_stop() -> dict:
    async with server.lifespan(None) as state:
        return state


def test_a_prepared_installation_starts_at_once_and_tells_the_code(home, begun, capsys):
    assert asyncio.run(start_and_stop()) == {}
    assert begun == ["warm"]
    told = capsys.readouterr().out
    assert told.startswith("Mã dùng một lần để ghi số liệu từ máy khác: ") and told.strip()[-8:].isdigit()


def test_an_empty_installation_is_prepared_first(home, begun, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KHUYENHOC_HOME", str(tmp_path / "new"))
    asyncio.run(start_and_stop())
    assert begun == [([sys.executable, "-m", "khuyenhoc.cli", "prepare"], {"check": True}), "warm"]
    assert len(capsys.readouterr().out.splitlines()) == 1
