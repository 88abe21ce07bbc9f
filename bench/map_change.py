"""What a change of indicator costs on the commune map: our way beside folium's own GeoJson, same shapes, same run.

Run: python bench/map_change.py. Exits non-zero under 15 times less server time or over 10 KB per change.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import folium
import streamlit_folium
from streamlit_folium import st_folium

from khuyenhoc.geography import admin_units
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.geography.layer import Layer, shapes
from khuyenhoc.geography.schematic import schematic_layers
from khuyenhoc.present import maps, status
from khuyenhoc.present.map_views import Painted, Style

DAY = date(2024, 5, 31)
TIMES_LESS = 15
BYTES = 10 * 1024
RUNS = 15
REAL = Path(__file__).parents[2] / "shared" / "geo" / "hagiang_communes.geojson"
PALETTE = [Style(look.fill, f"{look.sign} {look.label}", look.hatch) for look in status.LOOKS.values()]

sent: list[dict[str, Any]] = []


def record(**args: Any) -> None:
    """In the place of the component: what it is given is what goes to the browser, as JSON."""
    sent.append({name: value for name, value in args.items() if name not in ("key", "on_change")})


def layers() -> tuple[Layer, Layer, str]:
    units = admin_units.units()
    if REAL.exists():
        communes, districts = import_boundaries(REAL, "commune", units, DAY, "measurement", "not shipped")[0]
        return communes, districts, "imported boundaries"
    drawn = schematic_layers(units, "02@2020", DAY)
    return drawn["commune"], drawn["district"], "schematic (../shared is absent)"


def ours(layer: Layer, outline: Layer, classes: list[int], values: list[str]) -> None:
    paint = Painted(dict(zip(layer.keys, classes, strict=True)), dict(zip(layer.keys, values, strict=True)), PALETTE)
    view = maps.commune_map(layer, [paint], title="Gia đình học tập", outline=outline, sample=True)
    st_folium(view.map, feature_group_to_add=view.change, returned_objects=list(maps.RETURNED), key="map", height=700)


def folium_own(layer: Layer, features: list[dict[str, Any]], classes: list[int], values: list[str]) -> None:
    """As a page written with folium would do it: shapes, names, values and colours anew for every change."""
    drawn = folium.Map(location=[22.8, 105.0], zoom_start=9, tiles=None)
    for feature, number, value in zip(features, classes, values, strict=True):
        feature["properties"].update(fill=PALETTE[number].fill, value=value)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: {
            "fillColor": feature["properties"]["fill"],
            "color": "white",
            "weight": 1,
            "fillOpacity": 1,
        },
        tooltip=folium.GeoJsonTooltip(["name", "value"]),
    ).add_to(drawn)
    st_folium(drawn, returned_objects=list(maps.RETURNED), key="map", height=700)


def measured(draw: Callable[[int], None]) -> tuple[float, int]:
    """Median milliseconds and bytes of a change, the first (warm-up) left out."""
    draw(0)
    taken = []
    for run in range(1, RUNS + 1):
        start = time.perf_counter()
        draw(run)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), len(json.dumps(sent[-1], ensure_ascii=False).encode())


def main() -> int:
    streamlit_folium._component_func = record
    layer, outline, which = layers()
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"key": key, "name": name},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for key, name, polygons in zip(layer.keys, layer.names, shapes(layer.topology), strict=True)
    ]

    def change(run: int) -> tuple[list[int], list[str]]:
        count = range(len(layer.keys))
        return [(n * 7 + run) % len(PALETTE) for n in count], [
            f"{(n * 13 + run) % 100},{n % 10}% (533/{800 + n})" for n in count
        ]

    ours_ms, ours_bytes = measured(lambda run: ours(layer, outline, *change(run)))
    own_ms, own_bytes = measured(lambda run: folium_own(layer, features, *change(run)))
    print(
        f"{len(layer.keys)} communes, {which}; first load once: {len(layer.topojson_gz) + len(outline.topojson_gz):,} bytes of shapes"
    )
    print(f"{'a change':<22}{'server ms':>12}{'bytes':>14}")
    print(f"{'this product':<22}{ours_ms:>12.1f}{ours_bytes:>14,}")
    print(f"{'folium.GeoJson':<22}{own_ms:>12.1f}{own_bytes:>14,}")
    print(f"{'times less':<22}{own_ms / ours_ms:>12.1f}{own_bytes / ours_bytes:>14.1f}")
    kept = own_ms / ours_ms >= TIMES_LESS and ours_bytes <= BYTES
    print(
        "within the budget"
        if kept
        else f"OUTSIDE THE BUDGET: at least {TIMES_LESS} times less time, at most {BYTES:,} bytes"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
