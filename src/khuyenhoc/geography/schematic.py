"""A drawing of a province made from where its communes lie, for use until real boundaries are imported.

The only place that turns points into shapes. Each commune becomes a Voronoi cell inside a rounded outline, districts are the
cells of their communes put together. It is a drawing: who borders whom is roughly right, areas and edges are not, and its
coordinates are never exported.
"""

from collections.abc import Sequence
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from khuyenhoc.domain.archipelago import ARCHIPELAGOS, Archipelago
from khuyenhoc.domain.unit import COUNTRY, Level, Units
from khuyenhoc.geography import coverage
from khuyenhoc.geography.layer import About, Layer

SOURCE = "vị trí gần đúng của các xã trong gói dữ liệu vietnamadminunits"
LICENCE = "chỉ để vẽ sơ đồ"

REACH = 0.62  # how far the outline lies beyond the outermost points, in typical distances between neighbours
BRIDGE = 2.4  # gulfs narrower than twice this (same unit) are filled
EVENING = 2  # rounds in which a point moves towards the middle of its cell, so that towns' cells can be seen
EVENING_STEP = 0.5
ISLAND = 0.16  # degrees: large enough to be seen and clicked on a map of the country
ISLANDS = (
    (-0.32, 0.2),
    (-0.05, 0.32),
    (0.3, 0.25),
    (-0.2, -0.15),
    (0.12, -0.02),
    (0.33, -0.28),
    (-0.02, -0.34),
)  # shares of the box
APART = 0.12  # points nearer to each other than this are pushed apart


def schematic_layers(units: pd.DataFrame, place: str, valid_on: date) -> dict[str, Layer]:
    """Layers by level of one province ("commune", and "district" where there were districts), of several under one heading
    ("province" too), or of the country ("province" and the level it is made of); empty without located units. `units`: with
    the heading, where there is one.
    """
    now = Units.valid_on(units, valid_on)
    if place not in now:
        return {}
    sites = _country_sites(now) if place == COUNTRY else _sites(now, place)
    afar = {each.name: sites.index[sites["code"].isin(each.units)] for each in ARCHIPELAGOS}
    near = sites[~sites.index.isin([key for keys in afar.values() for key in keys])]
    near = near[near["lat"].notna() & near["lon"].notna()]
    if len(near) == 0:
        return {}
    cells = gpd.GeoDataFrame({"geometry": coverage.to_degrees(_cells(_points(near)))}, index=near.index)
    for each in ARCHIPELAGOS:
        for key in afar[each.name]:
            cells.loc[key, "geometry"] = _island(each)
    cells = cells.loc[[key for key in sites.index if key in cells.index]]
    about = About(None if place == COUNTRY else place, valid_on, "schematic", SOURCE, LICENCE)
    if place == COUNTRY:
        return _levels(cells, now, about, Level(sites["level"].iloc[0]), [Level.PROVINCE])
    between = [level for level in (Level.DISTRICT, Level.PROVINCE) if level.depth > now.level(place).depth]
    return _levels(cells, now, about, Level.COMMUNE, between)


def _levels(
    cells: gpd.GeoDataFrame, now: Units, about: About, fine: Level, wanted: Sequence[Level]
) -> dict[str, Layer]:
    """The cells themselves, and the areas they form together at the `wanted` levels above."""
    layers = {}
    own = cells[[now.level(key) is fine for key in cells.index]]
    if len(own):
        rows = now.frame.loc[own.index]
        names = coverage.full_names(rows, now.frame)
        layers[fine.value] = coverage.packed(own["geometry"].to_numpy(), rows, fine.value, names, about)
    for coarse in wanted:
        if together := coverage.above(cells, now, coarse, about):
            layers[coarse.value] = together
    return layers


def _country_sites(now: Units) -> pd.DataFrame:
    """The districts, or where there are none any more the communes."""
    return now.frame.loc[now.of_level(Level.DISTRICT) or now.of_level(Level.COMMUNE)]


def _island(archipelago: Archipelago) -> shapely.Geometry:
    """Dots spread over where the archipelago lies: a cell beside the mainland would be wrong, one large area would be too."""
    west, south, east, north = archipelago.bounds
    lon, lat = archipelago.centre
    dots = [
        shapely.Point(lon + across * (east - west), lat + up * (north - south)).buffer(ISLAND, quad_segs=8)
        for across, up in ISLANDS
    ]
    return shapely.MultiPolygon(list(shapely.set_precision(np.array(dots), 10.0**-coverage.DECIMALS)))


def _sites(now: Units, place: str) -> pd.DataFrame:
    """The place's communes, and its districts that have none (islands), in official order."""
    communes, districts = (now.frame.loc[now.of_level(level, place)] for level in (Level.COMMUNE, Level.DISTRICT))
    return pd.concat([communes, districts[~districts.index.isin(communes["parent"])]])


def _points(sites: pd.DataFrame) -> np.ndarray:
    """Metric positions, pushed apart where two places were given (nearly) the same one."""
    located = gpd.GeoSeries(gpd.points_from_xy(sites["lon"], sites["lat"]), crs=coverage.DEGREES).to_crs(
        coverage.METRIC
    )
    points = np.column_stack([located.x, located.y])
    least = APART * _spacing(points)
    for _ in range(20):
        pairs = np.argwhere(np.triu(_distances(points) < least * 0.99, k=1))
        if len(pairs) == 0:
            break
        for first, second in pairs:
            away = points[second] - points[first]
            length = float(np.hypot(*away))
            angle = 2.399963 * (first + second)  # the golden angle: never twice the same direction
            unit = away / length if length > 1e-6 else np.array([np.cos(angle), np.sin(angle)])
            shift = unit * max(least - length, 0.0) / 2
            points[first] -= shift
            points[second] += shift
    return points


def _spacing(points: np.ndarray) -> float:
    """The typical distance between neighbours: the upper quartile, since towns' points lie close together."""
    if len(points) < 2:
        return 5_000.0
    nearest = np.sort(_distances(points), axis=1)[:, 1]
    return max(float(np.quantile(nearest, 0.75)), 500.0)


def _distances(points: np.ndarray) -> np.ndarray:
    difference = points[:, None, :] - points[None, :, :]
    return np.hypot(difference[..., 0], difference[..., 1])


def _outline(points: np.ndarray) -> shapely.Geometry:
    """A rounded area around the points: gulfs filled, no holes, far islands apart."""
    spacing = _spacing(points)
    outward = (
        shapely.MultiPoint(points)
        .buffer((BRIDGE + REACH) * spacing, quad_segs=32)
        .buffer(-BRIDGE * spacing, quad_segs=32)
    )
    rounded = outward.buffer(-0.3 * spacing).buffer(0.6 * spacing).buffer(-0.3 * spacing)
    return shapely.MultiPolygon([shapely.Polygon(part.exterior) for part in shapely.get_parts(rounded)]).simplify(
        spacing / 60
    )


def _cells(points: np.ndarray) -> np.ndarray:
    """One polygon per point, in order, together filling the outline."""
    outline = _outline(points)
    for _ in range(EVENING):
        centres = shapely.centroid(_voronoi(points, outline))
        points = points + EVENING_STEP * (np.column_stack([shapely.get_x(centres), shapely.get_y(centres)]) - points)
    return coverage.clean(_whole(_voronoi(points, outline)), gap_width=0.0)


def _voronoi(points: np.ndarray, outline: shapely.Geometry) -> np.ndarray:
    if len(points) == 1:
        return np.array([outline], dtype=object)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=outline.envelope, ordered=True)
    return shapely.intersection(shapely.get_parts(cells), outline)


def _whole(cells: np.ndarray) -> np.ndarray:
    """Cells in one piece: what the outline's gulfs cut off goes to the neighbour with the longest common border."""
    pieces, owner = shapely.get_parts(cells, return_index=True)
    areas = shapely.area(pieces)
    largest = [int(np.flatnonzero(owner == i)[np.argmax(areas[owner == i])]) for i in range(len(cells))]
    kept = pieces[largest]
    for loose in sorted(set(range(len(pieces))) - set(largest)):
        shared = shapely.length(shapely.intersection(kept, pieces[loose]))
        heir = int(np.argmax(shared)) if shared.max() > 0 else int(owner[loose])
        kept[heir] = shapely.union(kept[heir], pieces[loose])
    return kept
