"""Our map scripts in Chromium without Streamlit: how long a first drawing and a change take until they are painted.

Used by map_country.py. The page is served by the routes the product uses, from this machine only.
"""

import json
import socket
import statistics
import threading
import time

import folium
import uvicorn
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from khuyenhoc.assets import asset_routes
from khuyenhoc.geography.layer import Layer
from khuyenhoc.present import maps, status
from khuyenhoc.present.map_views import Painted, Style

CHROMIUM = "/usr/bin/chromium"
PALETTE = [Style(look.fill, f"{look.sign} {look.label}", look.hatch) for look in status.LOOKS.values()]
PAGE = """<!doctype html><html><head><link rel="stylesheet" href="/assets/leaflet/leaflet.css">
<link rel="stylesheet" href="/assets/map.css"><script src="/assets/leaflet/leaflet.js"></script>
<script src="/assets/shapes.js"></script><script src="/assets/circles.js"></script>
<script src="/assets/pane.js"></script><script src="/assets/map.js"></script></head>
<body><div id="map_div" style="width:1200px;height:700px"></div></body></html>"""
# From the call to the second frame after the work: the first one draws, the second is on the screen.
TIMED = """async (spec) => {
  const before = khuyenhocMap.summary().repaints, start = performance.now();
  khuyenhocMap.paint(window.theMap, window.theGroup, spec);
  while (khuyenhocMap.summary().repaints === before) await new Promise(done => setTimeout(done, 1));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""
SET_UP = """() => {
  const options = Object.assign({center: [16, 106], zoom: 6}, khuyenhocPane.options);
  window.theMap = L.map('map_div', options);
  window.theGroup = L.featureGroup().addTo(window.theMap);
}"""


def painted_ms(layer: Layer, outline: Layer, changes: list[tuple[list[int], list[str]]]) -> tuple[float, float]:
    """Milliseconds of the first drawing, and the median of the changes after it."""
    known = {layer.hash: layer, outline.hash: outline}

    def page(request: Request) -> Response:
        return HTMLResponse(PAGE)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = Starlette(routes=[Route("/", page), *asset_routes(known.get)])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            tab = browser.new_page(viewport={"width": 1280, "height": 760})
            tab.goto(f"http://127.0.0.1:{port}/")
            tab.evaluate(SET_UP)
            taken = [tab.evaluate(TIMED, _spec(layer, outline, *change)) for change in changes]
            browser.close()
    finally:
        server.should_exit = True
        thread.join(5)
    return taken[0], statistics.median(taken[2:])


def _spec(layer: Layer, outline: Layer, classes: list[int], values: list[str]) -> dict:
    paint = Painted(dict(zip(layer.keys, classes, strict=True)), dict(zip(layer.keys, values, strict=True)), PALETTE)
    view = maps.commune_map(layer, [paint], title="Gia đình học tập", outline=outline)
    (part,) = [each for each in view.change._children.values() if not isinstance(each, folium.Map)]
    spec: dict = json.loads(part.spec)  # type: ignore[attr-defined]
    return spec
