from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from khuyenhoc.domain.unit import Units
from khuyenhoc.geography import admin_units, coverage
from khuyenhoc.geography.layer import Layer, borders
from khuyenhoc.geography.schematic import schematic_layers
from tests.geography.invented import DAY, EAST, PROVINCE, WEST, invented_units
from tests.geography.shaped import polygons

HA_GIANG = "02@2020"


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    return admin_units.units()


@pytest.fixture(scope="module")
def ha_giang(units: pd.DataFrame) -> dict[str, Layer]:
    return schematic_layers(units, HA_GIANG, DAY)


def _kilometres(shapes: object) -> gpd.GeoSeries:
    return gpd.GeoSeries(shapes, crs=coverage.DEGREES).to_crs(coverage.METRIC)


def test_every_unit_once_in_official_order(units: pd.DataFrame, ha_giang: dict[str, Layer]) -> None:
    now = Units.valid_on(units, DAY)
    assert list(ha_giang["commune"].keys) == now.of_level("commune", HA_GIANG)
    assert list(ha_giang["district"].keys) == now.of_level("district", HA_GIANG)
    assert ha_giang["commune"].names[ha_giang["commune"].keys.index("00715@2020")] == "Xã Lũng Cú, huyện Đồng Văn"


def test_cells_fill_the_outline_without_holes_overlaps_or_slivers(ha_giang: dict[str, Layer]) -> None:
    cells = polygons(ha_giang["commune"])
    assert shapely.is_valid(cells).all()
    assert shapely.coverage_is_valid(cells)
    assert [len(cell.geoms) for cell in cells] == [1] * 193
    whole = shapely.union_all(cells)
    assert whole.geom_type == "Polygon" and len(whole.interiors) == 0
    metric = _kilometres(cells)
    areas = metric.area / 1e6
    assert areas.min() > 3
    roundness = 4 * np.pi * metric.area / metric.length**2
    assert roundness.min() > 0.35
    assert 6_000 < areas.sum() < 12_000  # the province has 7,930 km2; the outline is generous


def test_districts_are_their_communes(units: pd.DataFrame, ha_giang: dict[str, Layer]) -> None:
    parents = units["parent"].to_dict()
    cells = dict(zip(ha_giang["commune"].keys, polygons(ha_giang["commune"]), strict=True))
    for key, shape in zip(ha_giang["district"].keys, polygons(ha_giang["district"]), strict=True):
        own = shapely.union_all([cell for commune, cell in cells.items() if parents[commune] == key])
        assert shape.symmetric_difference(own).area < 1e-9


def test_each_commune_lies_near_its_own_cell(units: pd.DataFrame, ha_giang: dict[str, Layer]) -> None:
    layer = ha_giang["commune"]
    places = units.loc[list(layer.keys)]
    points = _kilometres(gpd.points_from_xy(places["lon"], places["lat"]).to_numpy())
    away = _kilometres(polygons(layer)).distance(points, align=False) / 1000
    assert away.max() < 3
    assert (away == 0).mean() > 0.85


def test_the_drawing_does_not_give_the_places_away(units: pd.DataFrame, ha_giang: dict[str, Layer]) -> None:
    layer = ha_giang["commune"]
    places = units.loc[list(layer.keys)]
    points = _kilometres(gpd.points_from_xy(places["lon"], places["lat"]).to_numpy())
    corners = _kilometres(shapely.points(shapely.get_coordinates(polygons(layer))))
    middles = _kilometres(polygons(layer)).centroid
    assert min(corners.distance(point).min() for point in points) > 50
    assert (middles.distance(points, align=False) > 50).mean() > 0.98


def test_deterministic_and_indifferent_to_row_order(units: pd.DataFrame, ha_giang: dict[str, Layer]) -> None:
    again = schematic_layers(units, HA_GIANG, DAY)
    assert {level: layer.hash for level, layer in again.items()} == {
        level: layer.hash for level, layer in ha_giang.items()
    }


def test_kind_label_and_outer_edge(ha_giang: dict[str, Layer]) -> None:
    layer = ha_giang["commune"]
    assert (layer.kind, layer.label, layer.valid_on) == ("schematic", "Sơ đồ, không phải ranh giới hành chính", DAY)
    assert borders(layer.topology, outer=False) and borders(layer.topology, outer=True)
    assert len(layer.topojson_gz) < 20_000


def test_after_the_reform_there_are_no_districts(units: pd.DataFrame) -> None:
    layers = schematic_layers(units, "08@2025", date(2025, 8, 1))
    assert {level: len(layer.keys) for level, layer in layers.items()} == {"commune": 124}
    assert schematic_layers(units, "08@2025", DAY) == {}


def test_islands_without_communes_are_districts_of_the_drawing(units: pd.DataFrame) -> None:
    layers = schematic_layers(units, "51@2020", DAY)
    names = dict(zip(layers["district"].short_names, polygons(layers["district"]), strict=True))
    assert len(layers["commune"].keys) == 170 and len(names) == 13
    assert names["Lý Sơn"].disjoint(shapely.union_all([shape for name, shape in names.items() if name != "Lý Sơn"]))


@pytest.mark.parametrize("apart", [0.0, 1e-7, 1e-4])
def test_places_at_the_same_point_get_cells_of_their_own(apart: float) -> None:
    units = invented_units()
    units.loc["00004@2020", ["lat", "lon"]] = units.loc["00001@2020", ["lat", "lon"]].to_numpy() + apart
    units.loc["00007@2020", ["lat", "lon"]] = units.loc["00001@2020", ["lat", "lon"]].to_numpy()
    cells = polygons(schematic_layers(units, PROVINCE, DAY)["commune"])
    areas = _kilometres(cells).area / 1e6
    assert len(cells) == 12 and areas.min() > 1
    assert shapely.coverage_is_valid(cells)


def test_one_commune_and_missing_places() -> None:
    units = invented_units()
    units.loc[units.index[4:], ["lat", "lon"]] = np.nan
    layers = schematic_layers(units, PROVINCE, DAY)
    assert layers["commune"].keys == ("00001@2020",)
    assert layers["district"].keys == (WEST,)
    units[["lat", "lon"]] = np.nan
    assert schematic_layers(units, PROVINCE, DAY) == {}


def test_both_invented_districts() -> None:
    assert schematic_layers(invented_units(), PROVINCE, DAY)["district"].keys == (WEST, EAST)
