"""A tile grid: every unit one square of the same size, near where it lies. For use where areas would mislead or points are few.

Plain arithmetic on the units' positions: says who lies where, never how far or how large.
"""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from khuyenhoc.domain.archipelago import ARCHIPELAGOS
from khuyenhoc.domain.unit import COUNTRY, Level, Units
from khuyenhoc.geography import coverage
from khuyenhoc.geography.layer import Layer, sealed

SOURCE = "vị trí gần đúng của các địa bàn trong gói dữ liệu vietnamadminunits"
LICENCE = "chỉ để vẽ sơ đồ"
ROOM = 1.25  # cells of the grid per unit: too few would push units far away, too many would tear them apart
GAP = 0.06  # of a cell, left free on each side
KNOWN = 0.5  # share of units that need a known position; the others are put beside those they belong to
ROUNDS = 6
STEP = 1e-5


def tile_layer(units: pd.DataFrame, place: str, level: Level, valid_on: date) -> Layer | None:
    """One square per unit of the level in the province (or COUNTRY); None where too few positions are known."""
    now = Units.valid_on(units, valid_on)
    keys = now.of_level(level, None if place == COUNTRY else place)
    rows = now.frame.loc[keys]
    if not keys or rows["lat"].notna().mean() < KNOWN:
        return None
    points = _positions(rows)
    squeeze = float(np.cos(np.radians(points[:, 1].mean())))
    flat = points * [squeeze, 1.0]
    side = _side(flat)
    corners = _spread(flat, side) * side + flat.min(axis=0)
    squares = [_square(x / squeeze, y, side / squeeze, side) for x, y in corners]
    edges = np.array(squares).reshape(-1, 2)
    (west, south), (east, north) = edges.min(axis=0).tolist(), edges.max(axis=0).tolist()
    return sealed(
        _topology(squares, (west, south)),
        level=level.value, province=None if place == COUNTRY else place, valid_on=valid_on, kind="tiles", source=SOURCE,
        licence=LICENCE, keys=tuple(keys), names=tuple(coverage.full_names(rows, now.frame)), short_names=tuple(rows["short_name"]),
        bounds=(west, south, east, north),
    )  # fmt: skip


def _positions(rows: pd.DataFrame) -> np.ndarray:
    """lon, lat; a unit without any lies in the middle of those of the same parent, archipelagos where they are."""
    middle = rows.groupby("parent")[["lon", "lat"]].transform("mean")
    known = rows[["lon", "lat"]].fillna(middle).fillna(rows[["lon", "lat"]].mean()).copy()
    for each in ARCHIPELAGOS:
        known.loc[rows["code"].isin(each.units), ["lon", "lat"]] = each.near
    return known.to_numpy(float)


def _side(flat: np.ndarray) -> float:
    """The side of a cell: the area where units lie, not the box around it, shared out with a little room."""
    count = len(flat)
    if count == 1:
        return 0.2
    blocks = max(int(np.sqrt(count) * 1.2), 2)
    span = np.maximum(np.ptp(flat, axis=0), 1e-3)
    block = span.max() / blocks
    taken = len({tuple(each) for each in ((flat - flat.min(axis=0)) / block).astype(int)})
    return float(np.sqrt(taken * block**2 / (count * ROOM)))


def _spread(flat: np.ndarray, side: float) -> np.ndarray:
    """A cell (column, row) of its own for each position: the nearest free one from the thickest place outward, then swapped
    with others as long as both together come nearer to where they belong."""
    wanted = (flat - flat.min(axis=0)) / side
    size = wanted.max(axis=0).astype(int) + 8
    cells = np.stack(np.meshgrid(np.arange(-4, size[0]), np.arange(-4, size[1])), axis=-1).reshape(-1, 2).astype(float)
    free = np.ones(len(cells), dtype=bool)
    found = np.empty(len(flat), dtype=int)
    order = np.argsort(np.hypot(*(wanted - np.median(wanted, axis=0)).T), kind="stable")
    for unit in order:
        distance = ((cells - wanted[unit]) ** 2).sum(axis=1)
        distance[~free] = np.inf
        found[unit] = int(distance.argmin())
        free[found[unit]] = False
    return _swapped(wanted, cells[found])


def _swapped(wanted: np.ndarray, given: np.ndarray) -> np.ndarray:
    for _ in range(ROUNDS):
        moved = False
        for unit in range(len(wanted)):
            own = ((given[unit] - wanted[unit]) ** 2).sum()
            theirs = ((given - wanted) ** 2).sum(axis=1)
            crossed = ((given - wanted[unit]) ** 2).sum(axis=1) + ((given[unit] - wanted) ** 2).sum(axis=1)
            other = int((own + theirs - crossed).argmax())
            if own + theirs[other] - crossed[other] > 1e-6:
                given[[unit, other]] = given[[other, unit]]
                moved = True
        if not moved:
            break
    return given


def _square(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    left, right, low, high = x + GAP * width, x + (1 - GAP) * width, y + GAP * height, y + (1 - GAP) * height
    return [(left, low), (right, low), (right, high), (left, high), (left, low)]


def _topology(squares: list[list[tuple[float, float]]], origin: tuple[float, float]) -> dict[str, Any]:
    whole = np.rint((np.array(squares) - origin) / STEP).astype(int)
    arcs = [[ring[0].tolist(), *np.diff(ring, axis=0).tolist()] for ring in whole]
    return {
        "type": "Topology",
        "transform": {"scale": [STEP, STEP], "translate": list(origin)},
        "objects": {
            "units": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Polygon", "arcs": [[number]]} for number in range(len(arcs))],
            }
        },
        "arcs": arcs,
    }
