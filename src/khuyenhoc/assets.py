"""What the map's frame fetches from us: Leaflet, our script and style, shapes, names. The only place that sets their cache headers."""

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from xstatic.pkg import leaflet

from khuyenhoc import packaged
from khuyenhoc.geography.layer import Layer, names_document, origins_document, origins_name

LEAFLET_FILES = {
    "leaflet.js": "text/javascript; charset=utf-8",
    "leaflet.css": "text/css; charset=utf-8",
    "images/layers.png": "image/png",
    "images/layers-2x.png": "image/png",
    "images/marker-icon.png": "image/png",
    "images/marker-icon-2x.png": "image/png",
    "images/marker-shadow.png": "image/png",
}
SCRIPT_TYPE = LEAFLET_FILES["leaflet.js"]
OURS = {
    packaged.SHAPES_SCRIPT: SCRIPT_TYPE,
    packaged.CIRCLES_SCRIPT: SCRIPT_TYPE,
    packaged.PANE_SCRIPT: SCRIPT_TYPE,
    packaged.MAP_SCRIPT: SCRIPT_TYPE,
    packaged.MAP_STYLE: LEAFLET_FILES["leaflet.css"],
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"


def leaflet_file(name: str) -> Path | None:
    """The file of the installed Leaflet, None for any name that the map does not need."""
    return Path(leaflet.BASE_DIR) / name if name in LEAFLET_FILES else None


def asset_routes(
    find_layer: Callable[[str], Layer | None], formed: Callable[[], Mapping[str, str]] | None = None
) -> list[Route]:
    """Routes under /assets. `find_layer` knows a layer by its hash; `formed` says by key what a unit is made of."""

    def shapes(request: Request) -> Response:
        layer = find_layer(request.path_params["hash"])
        if layer is None:
            return _missing()
        return _answer(request, layer.topojson_gz, f"{layer.hash}-t", "application/json", FOR_EVER, zipped=True)

    def names(request: Request) -> Response:
        layer = find_layer(request.path_params["hash"])
        if layer is None:
            return _missing()
        return _answer(
            request,
            gzip.compress(names_document(layer), mtime=0),
            f"{layer.hash}-n",
            "application/json",
            FOR_EVER,
            zipped=True,
        )

    def origins(request: Request) -> Response:
        layer = find_layer(request.path_params["hash"])
        if layer is None or formed is None:
            return _missing()
        content = origins_document(layer, formed())
        return _answer(
            request, gzip.compress(content, mtime=0), origins_name(content), "application/json", FOR_EVER, zipped=True
        )

    return [
        Route("/assets/origins/{name:str}/{hash:str}.json", origins),
        Route("/assets/geo/{hash:str}.topojson", shapes),
        Route("/assets/names/{hash:str}.json", names),
        Route("/assets/leaflet/{name:path}", _leaflet),
        Route("/assets/{name:str}", _ours),
    ]


def _leaflet(request: Request) -> Response:
    name = request.path_params["name"]
    path = leaflet_file(name)
    if path is None:
        return _missing()
    return _answer(request, path.read_bytes(), f"leaflet-{leaflet.PACKAGE_VERSION}", LEAFLET_FILES[name], FOR_EVER)


def _ours(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in OURS:
        return _missing()
    version = packaged.version(name)
    keep = FOR_EVER if request.query_params.get("v") == version else ASK_FIRST
    return _answer(request, packaged.content(name), version, OURS[name], keep)


def _answer(request: Request, body: bytes, tag: str, media_type: str, keep: str, *, zipped: bool = False) -> Response:
    """`body` as it is, or compressed already (`zipped`): unpacked for the rare client that cannot."""
    takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
    etag = f'"{tag}"' if takes_gzip or not zipped else f'"{tag}-plain"'
    headers = {"cache-control": keep, "etag": etag, "vary": "accept-encoding", "x-content-type-options": "nosniff"}
    if etag in [mark.strip().removeprefix("W/") for mark in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    if zipped and takes_gzip:
        headers["content-encoding"] = "gzip"
    elif zipped:
        body = gzip.decompress(body)
    return Response(body, media_type=media_type, headers=headers)


def _missing() -> Response:
    return Response(
        "Không có tệp này.", status_code=404, media_type="text/plain", headers={"cache-control": "no-store"}
    )
