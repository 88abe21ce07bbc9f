"""The server around the pages: routes, what start-up makes and warms, nothing about what pages show."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from khuyenhoc.assets import asset_routes
from khuyenhoc.ui import data, layers, province, startup, succession_data

_NO_STORE = {"cache-control": "no-store"}


def routes() -> list[Route]:
    return [
        Route("/api/version", _version),
        Route("/api/health", _health),
        *asset_routes(layers.layer_by_hash, succession_data.formed),
    ]


def _version(request: Request) -> Response:
    """The data version, for open pages that watch for newer figures."""
    return JSONResponse({"version": data.store().version()}, headers=_NO_STORE)


def _health(request: Request) -> Response:
    """For watchdogs: the database answers."""
    return JSONResponse({"status": "ok", "version": data.store().version()}, headers=_NO_STORE)


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict]:
    """Prepares what is missing, serves at once, and warms beside the first page what everybody opens first."""
    if province.unprepared():
        province.prepare()
    startup.before_serving()
    Thread(target=_warm, daemon=True).start()
    yield {}


def _warm() -> None:
    """What everybody opens first, made before somebody waits for it."""
    # Not before: the pages' components register with the runtime, which exists only now.
    warm = import_module("khuyenhoc.ui.warm")
    for step in (warm.first, warm.rest):
        step()
        data.settle()
