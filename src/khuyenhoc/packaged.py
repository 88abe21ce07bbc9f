"""The files in static/ that a browser gets from us: their bytes and the version in their address. The only place that reads them."""

import hashlib
from functools import cache
from importlib.resources import files

SHAPES_SCRIPT = "shapes.js"
CIRCLES_SCRIPT = "circles.js"
PANE_SCRIPT = "pane.js"
MAP_SCRIPT = "map.js"
MAP_STYLE = "map.css"


@cache
def content(name: str) -> bytes:
    return files("khuyenhoc").joinpath("static", name).read_bytes()


@cache
def version(name: str) -> str:
    """Changes with the content, so that a file with its version in the address may be kept by browsers for ever."""
    return hashlib.sha256(content(name)).hexdigest()[:12]
