"""A set of shapes that share their borders: cleaned, thinned, rounded, dissolved, and packed into a layer.

The only place that decides in which projection shapes are measured and to how many decimals they are kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import topojson

from khuyenhoc.domain.archipelago import shown_in
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.geography.layer import About, Layer, sealed

METRIC = "EPSG:3405"
DEGREES = "EPSG:4326"
DECIMALS = 5
GAP_M = 200.0


def polygons_only(shape: Any) -> Any:
    """The areas of a shape, without the points and lines that repairs leave behind."""
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(shape))
        if part.geom_type == "Polygon" and not part.is_empty
    ]
    if len(parts) == 1:
        return parts[0]
    return shapely.MultiPolygon(parts)


def valid(geometries: Any) -> Any:
    """Each geometry made valid on its own, areas only."""
    fixed = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    return np.array([polygons_only(shape) for shape in fixed], dtype=object)


def clean(geometries: Any, gap_width: float = GAP_M) -> Any:
    """Valid shapes without overlaps and without gaps narrower than `gap_width` metres. Metric coordinates in and out."""
    shapes = valid(geometries)
    if not shapely.coverage_is_valid(shapes, gap_width=gap_width):
        shapes = valid(shapely.coverage_clean(shapes, gap_width=gap_width))
    return shapes


def simplify(geometries: Any, tolerance: float) -> Any:
    """Fewer points, shared borders still shared. `tolerance` in metres."""
    return valid(shapely.coverage_simplify(geometries, tolerance))


def to_degrees(geometries: Any) -> Any:
    """Metric shapes as WGS84, rounded to DECIMALS, repaired where rounding broke them. Empty where nothing is left."""
    projected = gpd.GeoSeries(geometries, crs=METRIC).to_crs(DEGREES).to_numpy()
    shapes = _rounded(projected)
    for _ in range(3):
        if shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes):
            break
        shapes = _rounded(valid(shapely.coverage_clean(valid(shapes), snapping_distance=0.0)))
    return shapes


def dissolve(frame: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """One shape per value of `by` (in order of first appearance); neighbours' common borders stay identical."""
    merged = frame[[by, "geometry"]].dissolve(by=by, sort=False, method="coverage")
    merged["geometry"] = valid(merged.geometry.to_numpy())
    return merged


def topology(geometries: Any) -> dict[str, Any]:
    """TopoJSON of rounded shapes: arcs stored once, whole numbers, no ids, no properties."""
    frame = gpd.GeoDataFrame(geometry=list(geometries), crs=DEGREES)
    raw = topojson.Topology(frame, object_name="units", prequantize=False, shared_coords=False).to_dict()
    west, south, _, _ = frame.total_bounds
    step = 10.0**-DECIMALS
    origin = (round(float(west), DECIMALS), round(float(south), DECIMALS))
    return {
        "type": "Topology",
        "transform": {"scale": [step, step], "translate": list(origin)},
        "objects": {
            "units": {
                "type": "GeometryCollection",
                "geometries": [{"type": g["type"], "arcs": g["arcs"]} for g in raw["objects"]["units"]["geometries"]],
            }
        },
        "arcs": [_deltas(arc, origin, step) for arc in raw["arcs"]],
    }


def packed(geometries: Any, units: pd.DataFrame, level: str, names: Sequence[str], about: About) -> Layer:
    """A layer of rounded WGS84 shapes; `units` holds their rows of the units frame in the same order."""
    west, south, east, north = shapely.total_bounds(geometries)
    return sealed(
        topology(geometries),
        **asdict(about),
        level=level,
        keys=tuple(units.index),
        names=tuple(names),
        short_names=tuple(units["short_name"]),
        bounds=(float(west), float(south), float(east), float(north)),
        lacks=lacking(geometries, about.province, units.index),
    )


def above(shapes: gpd.GeoDataFrame, units: Units, level: Level, about: About) -> Layer | None:
    """The areas these units (the index of `shapes`, rounded WGS84) form together at a level above them, official order; None
    where one of them lies in no unit of that level."""
    owner = units.ancestor(level)
    if not set(shapes.index) <= set(owner):
        return None
    merged = dissolve(shapes.assign(owner=[owner[key] for key in shapes.index]), "owner")
    merged = merged.loc[[key for key in units.frame.index if key in merged.index]]
    rows = units.frame.loc[merged.index]
    return packed(merged.geometry.to_numpy(), rows, level.value, list(rows["name"]), about)


def lacking(geometries: Any, place: str | None, keys: Iterable[str]) -> tuple[str, ...]:
    """Names of the archipelagos of that place (None: the country) with units of these keys, of which no shape is there."""
    tree = shapely.STRtree(geometries)
    wanted = shown_in(place, keys)
    found = [each for each in wanted if tree.query(shapely.box(*each.bounds), predicate="intersects").size]
    return tuple(each.name for each in wanted if each not in found)


def full_names(chosen: pd.DataFrame, units: pd.DataFrame) -> list[str]:
    """“Xã Lũng Cú, huyện Đồng Văn”: a commune with its district, any other unit alone."""
    districts = units.loc[units["level"] == "district", "name"]
    return [
        f"{name}, {districts[parent][0].lower()}{districts[parent][1:]}" if parent in districts.index else name
        for name, parent in zip(chosen["name"], chosen["parent"], strict=True)
    ]


def _rounded(geometries: Any) -> Any:
    return valid(shapely.transform(geometries, lambda xy: np.round(xy, DECIMALS)))


def _deltas(arc: Any, origin: tuple[float, float], step: float) -> list[list[int]]:
    whole = np.rint((np.asarray(arc, dtype=float)[:, :2] - origin) / step).astype(np.int64)
    moves = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    kept = [index for index, move in enumerate(moves) if index == 0 or move.any()]
    return [[int(x), int(y)] for x, y in moves[kept]]
