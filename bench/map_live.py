"""The map on a real Streamlit page in Chromium: change to repainted, click to outline and to the page's answer, first map.

Run: python bench/map_live.py. Shapes from ../shared/geo, so it is skipped, saying so, where that is absent. “First map” is the time
until it is drawn above that of the same page without one, same run, each in a new browser. Values change every time. Medians
with the least and largest; exits non-zero where a median is over its budget. On a busy machine compare the least.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from map_country import BUDGETS, SHARED, imported
from map_page import CHROMIUM
from overview_rerun import app_command, free_port, served
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from khuyenhoc.geography.layer import Layer, Ring, shapes, to_bytes

LIVE = Path(__file__).parent / "live"
CHANGES, CLICKS, FIRSTS = 12, 6, 5
NOW = "performance.timeOrigin + performance.now()"
DRAWN = "() => window.khuyenhocMap && window.khuyenhocMap.summary().repaints > 0"
# Called for every change; the second frame after it is on the screen.
WATCH = f"""() => {{
  const paint = khuyenhocMap.paint;
  khuyenhocMap.paint = function () {{
    paint.apply(this, arguments);
    requestAnimationFrame(() => requestAnimationFrame(() => {{ window.paintedAt = {NOW}; }}));
  }};
}}"""
PRESS = f"n => {{ document.querySelectorAll('[role=radiogroup] input')[n].click(); return {NOW}; }}"
# The shape is clicked where a person would; the outline is on the screen two frames later.
CLICK = f"""async key => {{
  const point = khuyenhocMap.pointOf(key), box = document.querySelector('.leaflet-container').getBoundingClientRect();
  const canvas = document.querySelector('.leaflet-overlay-pane canvas'), start = {NOW};
  for (const kind of ['mousemove', 'mousedown', 'mouseup', 'click']) canvas.dispatchEvent(new MouseEvent(kind, {{
    bubbles: true, cancelable: true, view: window, clientX: box.left + point.x, clientY: box.top + point.y }}));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [start, {NOW} - start, khuyenhocMap.summary().clicks];
}}"""
ANSWERED = f"key => document.body.innerText.includes('Answer: ' + key) && {NOW}"


@dataclass(frozen=True)
class Live:
    """Milliseconds: change to repainted, click to outline, click to the page's answer, first map above the page without."""

    repaint: float
    outline: float
    answer: float
    first: float


LIMITS = {
    "hagiang_communes": Live(200, 50, 600, 600),
    "vn_wards_2025_s250m": Live(250, 50, 600, 1200),
    "vn_communes_2024_s250m": Live(350, 100, 700, 1800),
}
WORDS = {
    "repaint": "change to repainted", "outline": "click to outline", "answer": "click to the page's answer",
    "first": "first map above the page without",
}  # fmt: skip


@contextmanager
def running(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [*app_command(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = os.environ | {"KHUYENHOC_BENCH_LAYERS": str(folder)}
    process = subprocess.Popen(command, cwd=LIVE, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not served(port):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=15)


def frame_of(page: Page) -> Frame:
    page.wait_for_selector('iframe[title="streamlit_folium.st_folium"]')
    frame = next(each for each in page.frames if "streamlit_folium" in each.url)
    frame.wait_for_function(DRAWN)
    return frame


def first_ms(browser: Browser, address: str, *, drawn: bool) -> float:
    """From the address to the map on the screen, or to the end of the page without one."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address + ("" if drawn else "&without=1"))
    if drawn:
        frame_of(page)
    else:
        page.get_by_text("The end of the page.").wait_for()
    taken = (time.perf_counter() - start) * 1000
    context.close()
    return taken


def changes(page: Page, frame: Frame) -> list[float]:
    frame.evaluate(WATCH)
    taken = []
    for number in range(1, CHANGES + 1):
        frame.evaluate("() => { window.paintedAt = 0; }")
        start = page.evaluate(PRESS, number)
        frame.wait_for_function("() => window.paintedAt > 0")
        taken.append(frame.evaluate("window.paintedAt") - start)
        page.wait_for_timeout(400)
    return taken[2:]


def largest(layer: Layer) -> list[str]:
    """Keys by the area of their largest polygon: where a click in a view of the whole country hits what it aims at."""

    def area(ring: Ring) -> float:
        return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))

    areas = [max(area(rings[0]) for rings in polygons) for polygons in shapes(layer.topology)]
    return [key for _, key in sorted(zip(areas, layer.keys, strict=True), reverse=True)]


def clicks(page: Page, frame: Frame, layer: Layer) -> tuple[list[float], list[float]]:
    outlined, answered = [], []
    for number, key in enumerate(largest(layer)[:CLICKS]):
        start, outline, count = frame.evaluate(CLICK, key)
        if count != number + 1:
            raise SystemExit(f"a click on {key} was not heard")
        found = page.wait_for_function(ANSWERED, arg=key).json_value()
        outlined.append(outline)
        answered.append(found - start)
        page.wait_for_timeout(600)
    return outlined, answered


def measured(browser: Browser, address: str, layer: Layer) -> dict[str, list[float]]:
    first_ms(browser, address, drawn=True)  # the server's own first time is not what is compared
    without = [first_ms(browser, address, drawn=False) for _ in range(FIRSTS)]
    first = [first_ms(browser, address, drawn=True) - statistics.median(without) for _ in range(FIRSTS)]
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(address)
    frame = frame_of(page)
    page.wait_for_timeout(1000)
    repaint = changes(page, frame)
    outline, answer = clicks(page, frame, layer)
    page.close()
    return {"repaint": repaint, "outline": outline, "answer": answer, "first": first}


def main() -> int:
    if not SHARED.is_dir():
        print("skipped: ../shared/geo is absent")
        return 0
    over = False
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        made = {budget.file: imported(budget) for budget in BUDGETS}
        for file, (layer, outline) in made.items():
            (Path(name) / f"{file}.layer").write_bytes(to_bytes(layer))
            (Path(name) / f"{file}.outline").write_bytes(to_bytes(outline))
        with running(Path(name)) as address:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            for file, (layer, _) in made.items():
                found = measured(browser, f"{address}?layer={file}", layer)
                load = os.getloadavg()[0]
                print(f"{file}: {len(layer.keys):,} shapes; load of the machine {load:.1f}")
                for what, taken in found.items():
                    middle, limit = statistics.median(taken), getattr(LIMITS[file], what)
                    over |= middle > limit
                    spread = f"{min(taken):>7,.0f} to {max(taken):>6,.0f}"
                    verdict = "kept" if middle <= limit else "OUTSIDE"
                    print(f"  {WORDS[what]:<34}{middle:>8,.0f} ms ({spread})   budget {limit:>6,.0f}   {verdict}")
            browser.close()
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
