"""What a map of the whole country costs: a change of what is shown, in the server and in a browser, and the first map.

Run: python bench/map_country.py [--browser]. Shapes from ../shared/geo, so it is skipped, saying so, where that is absent. Beside
it folium's own GeoJson, and Altair with the shapes in its data, same run. Values change every time, since repeated
messages are cached. With --browser also Chromium, headless: the repaint of a change, from the call of our script to the next
painted frame. The map on a real page: map_live.py.
"""

import json
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import map_change
import streamlit_folium
from map_page import painted_ms

from khuyenhoc.geography import admin_units
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.geography.layer import Layer, shapes

SHARED = Path(__file__).parents[2] / "shared" / "geo"


@dataclass(frozen=True)
class Budget:
    """Milliseconds of server time, times less than folium.GeoJson, bytes a change, bytes of shapes, ms to repainted."""

    file: str
    level: str
    day: date
    server_ms: float
    times: float
    change: int
    geometry: int
    repaint_ms: float


BUDGETS = (
    Budget("hagiang_communes", "commune", date(2024, 5, 31), 15, 20, 5 * 1024, 30 * 1024, 200),
    Budget("vn_wards_2025_s250m", "commune", date(2025, 7, 1), 60, 50, 40 * 1024, 470 * 1024, 250),
    Budget("vn_communes_2024_s250m", "commune", date(2024, 2, 1), 120, 60, 120 * 1024, 850 * 1024, 350),
)


def imported(budget: Budget) -> tuple[Layer, Layer]:
    """The communes and what is drawn over them."""
    path = SHARED / f"{budget.file}.geojson"
    made, report = import_boundaries(path, budget.level, admin_units.units(), budget.day, "measurement", "not shipped")
    if not made:
        raise SystemExit(report.refusal)
    return made[0], next(each for each in made[1:] if each.province == made[0].province and each.level != "commune")


def of_run(layer: Layer, run: int) -> tuple[list[int], list[str]]:
    count = range(len(layer.keys))
    classes = [(n * 7 + run) % len(map_change.PALETTE) for n in count]
    return classes, [f"{(n * 13 + run * 3) % 100},{(n + run) % 10}%" for n in count]


def features_of(layer: Layer) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "properties": {"key": key, "name": name},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for key, name, polygons in zip(layer.keys, layer.names, shapes(layer.topology), strict=True)
    ]


def altair_own(layer: Layer, features: list[dict[str, Any]], classes: list[int], values: list[str]) -> None:
    """As a page written with Altair would do it: shapes and values in one specification, anew for every change."""
    for feature, number, value in zip(features, classes, values, strict=True):
        feature["properties"].update(fill=map_change.PALETTE[number].fill, value=value)
    chart = alt.Chart(alt.Data(values=features)).mark_geoshape(stroke="white")
    coloured = chart.encode(
        color=alt.Color("properties.fill:N", scale=None),
        tooltip=[alt.Tooltip("properties.name:N"), alt.Tooltip("properties.value:N")],
    )
    map_change.record(spec=json.loads(coloured.project("mercator").to_json()))


def measure(budget: Budget, browser: bool) -> bool:
    layer, outline = imported(budget)
    map_change.RUNS = 7 if len(layer.keys) < 1000 else 3
    ours_ms, ours_bytes = map_change.measured(lambda run: map_change.ours(layer, outline, *of_run(layer, run)))
    features = features_of(layer)
    map_change.RUNS = 1 if len(layer.keys) > 1000 else 5
    own_ms, own_bytes = map_change.measured(lambda run: map_change.folium_own(layer, features, *of_run(layer, run)))
    altair_ms, altair_bytes = map_change.measured(lambda run: altair_own(layer, features, *of_run(layer, run)))
    geometry = len(layer.topojson_gz)
    rows = [
        ("server time of a change, ms", ours_ms, budget.server_ms, ours_ms <= budget.server_ms),
        ("times less than folium.GeoJson", own_ms / ours_ms, budget.times, own_ms / ours_ms >= budget.times),
        ("bytes sent per change", ours_bytes, budget.change, ours_bytes <= budget.change),
        ("shapes once, compressed, bytes", geometry, budget.geometry, geometry <= budget.geometry),
    ]
    if browser:
        first, repaint = painted_ms(layer, outline, [of_run(layer, run) for run in range(8)])
        rows.append(("call to repainted in Chromium, ms", repaint, budget.repaint_ms, repaint <= budget.repaint_ms))
        print(
            f"{'first drawing in Chromium, ms':<36}{first:>14,.0f}   (no budget of its own: the table's is of the page)"
        )
    print(f"{budget.file}: {len(layer.keys):,} shapes; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"  beside: folium.GeoJson {own_ms:,.0f} ms, {own_bytes:,} bytes a change")
    print(
        f"  beside: Altair {altair_ms:,.0f} ms, {altair_bytes:,} bytes a change ({altair_ms / ours_ms:,.0f} times our time)"
    )
    for what, found, wanted, kept in rows:
        print(f"  {what:<34}{found:>14,.1f}   budget {wanted:>10,.0f}   {'kept' if kept else 'OUTSIDE'}")
    return all(kept for *_, kept in rows)


def main() -> int:
    if not SHARED.is_dir():
        print("skipped: ../shared/geo is absent")
        return 0
    streamlit_folium._component_func = map_change.record
    browser = "--browser" in sys.argv
    kept = [measure(budget, browser) for budget in BUDGETS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
