"""Tile grids: one square each, none over another, near where the unit lies."""

import numpy as np
import pytest

from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, Level
from khuyenhoc.geography import admin_units
from khuyenhoc.geography.layer import from_bytes, shapes, to_bytes
from khuyenhoc.geography.tiles import tile_layer
from tests.geography.invented import DAY, PROVINCE, invented_units


def corners(layer) -> np.ndarray:
    """Per unit the lower left corner of its square and its size: lon, lat, width, height."""
    rings = np.array([polygons[0][0] for polygons in shapes(layer.topology)])
    low, high = rings.min(axis=1), rings.max(axis=1)
    return np.hstack([low, high - low])


@pytest.mark.parametrize(
    ("place", "level", "day", "count"),
    [("02@2020", Level.COMMUNE, LAST_OLD_DAY, 193), ("02@2020", Level.DISTRICT, LAST_OLD_DAY, 11), (COUNTRY, Level.PROVINCE, REFORM, 34)],
)  # fmt: skip
def test_squares_of_one_size_and_none_over_another(place: str, level: Level, day, count: int) -> None:
    layer = tile_layer(admin_units.units(), place, level, day)
    assert layer is not None and (len(layer.keys), layer.kind) == (count, "tiles")
    found = corners(layer)
    assert np.ptp(found[:, 2:], axis=0) == pytest.approx([0, 0], abs=3e-5)
    cells = {
        (round((x - found[0, 0]) / found[0, 2] * 0.88), round((y - found[0, 1]) / found[0, 3] * 0.88))
        for x, y, *_ in found
    }
    assert len(cells) == count
    assert from_bytes(to_bytes(layer)) == layer and layer.label.startswith("Sơ đồ ô")


def test_squares_lie_near_their_units() -> None:
    units = admin_units.units()
    layer = tile_layer(units, "02@2020", Level.COMMUNE, LAST_OLD_DAY)
    assert layer is not None
    found, rows = corners(layer), units.loc[list(layer.keys)]
    for axis, name in ((0, "lon"), (1, "lat")):
        assert np.corrcoef(found[:, axis], rows[name].to_numpy(float))[0, 1] > 0.9


def test_units_without_positions_stand_beside_their_own_and_too_many_make_no_grid() -> None:
    units = invented_units()
    units.loc["00001@2020", ["lat", "lon"]] = None
    layer = tile_layer(units, PROVINCE, Level.COMMUNE, DAY)
    assert layer is not None and len(layer.keys) == 12
    units.loc[units.index[3:10], ["lat", "lon"]] = None
    assert tile_layer(units, PROVINCE, Level.COMMUNE, DAY) is None
