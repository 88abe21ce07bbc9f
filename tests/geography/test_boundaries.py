import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from khuyenhoc.domain.archipelago import ARCHIPELAGOS
from khuyenhoc.geography import admin_units, coverage
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.geography.layer import Layer, borders
from khuyenhoc.geography.report import Report
from tests.geography.invented import DAY, EAST, FILE, PROVINCE, WEST, invented_units
from tests.geography.shaped import polygons

Edit = Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]


def _import(path: Path, level: str = "commune", **more: Any) -> tuple[tuple[Layer, ...], Report]:
    return import_boundaries(path, level, invented_units(), DAY, "Sở thử", "giấy phép thử", **more)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Edit, str], Path]:
    def write(edit: Edit, name: str = "edited.geojson") -> Path:
        edit(gpd.read_file(FILE)).to_file(tmp_path / name)
        return tmp_path / name

    return write


@pytest.mark.parametrize(("extra", "said"), [(1, False), (2, True)])
def test_many_shapes_of_no_unit_look_like_older_boundaries(extra: int, said: bool) -> None:
    report = Report(expected=12, matched=["x"] * 12, extra=["Xã cũ"] * extra)
    assert any("địa giới trước một lần sắp xếp" in each for each in report.sentences()) is said


def test_codes_without_zeros_are_matched_and_districts_follow() -> None:
    (communes, districts), report = _import(FILE)
    assert communes.keys == tuple(invented_units().index[3:])
    assert districts.keys == (WEST, EAST)
    assert (communes.kind, communes.province, communes.valid_on) == ("imported", PROVINCE, DAY)
    assert report.extra == ["Hồ Thử"] and not report.missing and not report.ambiguous
    assert report.sentences()[0] == "Ranh giới cấp xã của Tỉnh Thử: khớp 12 trong 12 địa bàn."


def test_overlap_gap_and_spike_are_repaired() -> None:
    (communes, districts), report = _import(FILE)
    shapes = polygons(communes)
    assert shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).geom_type == "Polygon"
    assert shapely.union_all(shapes).symmetric_difference(shapely.box(105, 22, 105.4, 22.3)).area < 1e-4
    assert {"Xã Thử Một", "Xã Thử Hai", "Xã Thử Năm"} <= set(report.repaired)
    assert "Xã Thử Mười" not in report.repaired
    own = shapely.union_all(shapes[[key in set(_children(WEST)) for key in communes.keys]])
    assert polygons(districts)[0].symmetric_difference(own).area < 1e-9


def _children(district: str) -> list[str]:
    units = invented_units()
    return list(units.index[units["parent"] == district])


def test_names_within_their_district_when_there_are_no_codes(edited: Callable[..., Path]) -> None:
    (communes, _), report = _import(edited(lambda f: f.drop(columns="ma_xa")))
    assert communes.keys == tuple(invented_units().index[3:])
    assert report.extra == ["Hồ Thử"]


def test_same_name_twice_is_ambiguous_without_its_district(edited: Callable[..., Path]) -> None:
    units = invented_units()
    units.loc[["00001@2020", "00007@2020"], ["name", "short_name"]] = ["Xã Thử Đôi", "Thử Đôi"]

    def doubled(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        frame.loc[[0, 2], "ten_xa"] = "Xã Thử Đôi"
        return frame.drop(columns="ma_xa")

    path = edited(doubled)
    _, report = import_boundaries(path, "commune", units, DAY, "s", "l")
    assert len(report.matched) == 12 and report.ambiguous == []
    path = edited(lambda f: doubled(f).drop(columns="huyen"))
    layers, report = import_boundaries(path, "commune", units, DAY, "s", "l")
    assert layers == () and "Chỉ khớp 10 trong 12" in report.refusal
    assert report.ambiguous == [("Xã Thử Đôi", ["Xã Thử Đôi (00001)", "Xã Thử Đôi (00007)"])] * 2


def test_a_code_that_contradicts_the_name_is_not_believed(edited: Callable[..., Path]) -> None:
    def swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        frame.loc[[0, 1], "ma_xa"] = frame.loc[[1, 0], "ma_xa"].to_numpy()
        return frame

    layers, report = _import(edited(swapped))
    assert layers == () and len(report.matched) == 10
    assert report.ambiguous == [
        ("Xã Thử Một", ["Xã Thử Một (00001)", "Xã Thử Hai (00004)"]),
        ("Xã Thử Hai", ["Xã Thử Một (00001)", "Xã Thử Hai (00004)"]),
    ]


def test_another_spelling_under_the_right_code_is_reported_and_kept(edited: Callable[..., Path]) -> None:
    def respelled(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        frame.loc[3, "ten_xa"] = "Xã Thử Bến"
        return frame

    (communes, _), report = _import(edited(respelled))
    assert len(communes.keys) == 12
    assert report.renamed == [("00010", "Xã Thử Bến", "Xã Thử Bốn")]


def test_one_missing_is_named_and_accepted_two_are_refused(edited: Callable[..., Path]) -> None:
    (communes, _), report = _import(edited(lambda f: f.drop(index=[5])))
    assert len(communes.keys) == 11 and report.missing == ["00016@2020"]
    assert "Tệp không có ranh giới của 1 địa bàn: Xã Thử Sáu (00016)." in report.sentences()
    layers, report = _import(edited(lambda f: f.drop(index=[5, 6])))
    assert layers == ()
    assert report.refusal.startswith("Chỉ khớp 10 trong 12 địa bàn, cần ít nhất 90%.")


def test_two_features_of_one_unit_become_one_shape(edited: Callable[..., Path]) -> None:
    def halved(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        half = frame.iloc[[11]].copy()
        half["geometry"] = [shapely.box(105.3, 22.2, 105.35, 22.3)]
        frame.loc[11, "geometry"] = shapely.box(105.35, 22.2, 105.4, 22.3)
        return pd.concat([frame, half], ignore_index=True)

    (communes, _), report = _import(edited(halved))
    assert len(communes.keys) == 12 and not report.ambiguous
    assert polygons(communes)[11].area == pytest.approx(0.01, rel=1e-3)


@pytest.mark.parametrize("name", ["edited.gpkg", "edited.shp", "edited.fgb"])
def test_other_formats(edited: Callable[..., Path], name: str) -> None:
    (communes, _), _ = _import(edited(lambda f: f, name))
    assert communes.keys == tuple(invented_units().index[3:])


def test_projected_files_with_and_without_a_word_about_it(edited: Callable[..., Path], tmp_path: Path) -> None:
    expected = _import(FILE)[0][0]
    projected = edited(lambda f: f.to_crs("EPSG:9209"), "projected.gpkg")
    assert _boxes(_import(projected)[0][0]) == pytest.approx(_boxes(expected), abs=3e-5)
    bare = edited(lambda f: f.to_crs("EPSG:9209"), "bare.shp")
    bare.with_suffix(".prj").unlink()
    layers, report = _import(bare)
    assert layers == () and "VN-2000" in report.refusal
    assert _boxes(_import(bare, crs="EPSG:9209")[0][0]) == pytest.approx(_boxes(expected), abs=3e-5)


def test_no_coordinate_system_and_no_known_place_leaves_the_choice(edited: Callable[..., Path]) -> None:
    """Units of an official list come without positions."""
    bare = edited(lambda f: f.to_crs("EPSG:9209"), "unplaced.shp")
    bare.with_suffix(".prj").unlink()
    units = invented_units().assign(lat=float("nan"), lon=float("nan"))
    layers, report = import_boundaries(bare, "commune", units, DAY, "nguồn", "giấy phép")
    assert layers == () and report.refusal.endswith("Hãy chọn hệ tọa độ của tệp.")
    assert "EPSG:9209" in report.systems


def _boxes(layer: Layer) -> list[float]:
    return [float(value) for value in shapely.bounds(polygons(layer)).ravel()]


def test_no_coordinate_system_but_degrees(edited: Callable[..., Path]) -> None:
    path = edited(lambda f: f, "degrees.shp")
    path.with_suffix(".prj").unlink()
    assert len(_import(path)[0][0].keys) == 12

    def turned(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        frame.geometry = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1])
        return frame

    path = edited(turned, "turned.shp")
    path.with_suffix(".prj").unlink()
    (communes, _), report = _import(path)
    assert communes.bounds == pytest.approx((105, 22, 105.4, 22.3), abs=1e-3)
    assert "Tệp ghi vĩ độ trước kinh độ; đã đổi lại." in report.notes


def test_elsewhere_in_the_world(edited: Callable[..., Path]) -> None:
    def moved(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        frame.geometry = frame.geometry.translate(-80, 20)
        return frame

    layers, report = _import(edited(moved))
    assert layers == () and "ngoài Việt Nam" in report.refusal


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not a map", "Không đọc được tệp broken.geojson"),
        ('{"type":"FeatureCollection","features":[]}', "không có hình nào"),
    ],
)
def test_unreadable_files(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "broken.geojson"
    path.write_text(content)
    layers, report = _import(path)
    assert layers == () and said in report.refusal


def test_units_unknown_on_the_date() -> None:
    layers, report = import_boundaries(FILE, "commune", invented_units(), date(2025, 8, 1), "s", "l")
    assert layers == () and report.refusal == "Không có địa bàn cấp xã nào vào ngày 1/8/2025."
    layers, report = _import(FILE, province="98@2020")
    assert layers == () and "thuộc tỉnh mã 98@2020" in report.refusal


def test_a_country_without_its_archipelagos_says_so(tmp_path: Path) -> None:
    units = admin_units.units()
    districts = units[units["level"] == "district"]
    grid = [
        shapely.box(103 + i % 30 * 0.2, 9 + i // 30 * 0.4, 103.2 + i % 30 * 0.2, 9.4 + i // 30 * 0.4)
        for i in range(len(districts))
    ]
    frame = gpd.GeoDataFrame({"ma": list(districts["code"])}, geometry=grid, crs=coverage.DEGREES)
    path = tmp_path / "country.geojson"
    frame[~frame["ma"].isin(["498", "576"])].to_file(path)
    layers, report = import_boundaries(path, "district", units, DAY, "s", "l")
    assert report.notes[-1].startswith(
        "Ranh giới cả nước này không có Quần đảo Hoàng Sa (Đà Nẵng) và Quần đảo Trường Sa (Khánh Hòa)"
    )
    assert layers[0].lacks == ("Quần đảo Hoàng Sa", "Quần đảo Trường Sa")
    for archipelago in ARCHIPELAGOS:
        frame.loc[frame["ma"] == archipelago.units[0], "geometry"] = shapely.Point(archipelago.centre).buffer(0.2)
    frame.to_file(path)
    layers, report = import_boundaries(path, "district", units, DAY, "s", "l")
    assert layers[0].lacks == () and not any("quần đảo" in note for note in report.notes)
    assert (layers[0].level, layers[0].province, len(layers[0].keys)) == ("district", None, 696)


def test_a_file_of_the_country_gives_coarse_shapes_of_it_and_fine_ones_of_every_province(shared: Path) -> None:
    layers, report = import_boundaries(
        shared / "geo" / "vn_wards_2025_s250m.geojson", "commune", admin_units.units(), date(2025, 7, 1), "thử", "thử"
    )
    assert len(report.matched) == 3321 and not report.missing
    whole = {layer.level: layer for layer in layers if layer.province is None}
    assert {level: len(layer.keys) for level, layer in whole.items()} == {"commune": 3321, "province": 34}
    assert all(layer.lacks == () for layer in whole.values())
    fine = [layer for layer in layers if layer.province is not None]
    assert (len(fine), sum(len(layer.keys) for layer in fine)) == (34, 3321)
    assert len(whole["commune"].topojson_gz) <= 470 * 1024


def test_ha_giang(shared: Path) -> None:
    units = admin_units.units()
    (communes, districts), report = import_boundaries(
        shared / "geo" / "hagiang_communes.geojson", "commune", units, DAY, "thử", "thử"
    )
    assert (len(communes.keys), len(districts.keys), report.missing, report.extra, report.ambiguous) == (
        193,
        11,
        [],
        [],
        [],
    )
    assert {code for code, *_ in report.renamed} == {"00736", "00829", "01060"}
    shapes = polygons(communes)
    assert shapely.coverage_is_valid(shapes)
    assert len(communes.topojson_gz) < 30_000
    area = gpd.GeoSeries(shapes, crs=coverage.DEGREES).to_crs(coverage.METRIC).area.sum() / 1e6
    assert area == pytest.approx(7930, rel=0.01)
    north = max(zip(communes.names, shapely.bounds(shapes)[:, 3], strict=True), key=lambda pair: pair[1])[0]
    assert north == "Xã Lũng Cú, huyện Đồng Văn"
    assert sum(len(line) for line in borders(districts.topology, outer=False)) > 100


def test_old_boundaries_are_refused_after_the_reform(shared: Path) -> None:
    layers, report = import_boundaries(
        shared / "geo" / "hagiang_communes.geojson",
        "commune",
        admin_units.units(),
        date(2025, 8, 1),
        "thử",
        "thử",
        province="08@2025",
    )
    assert layers == () and "trong 124 địa bàn, cần ít nhất 90%" in report.refusal


@pytest.mark.parametrize(
    ("file", "province", "communes", "districts"),
    [
        ("binhduong_communes", "74@2020", 91, 9),
        ("quangngai_communes", "51@2020", 170, 12),
        ("thaibinh_communes", "34@2020", 242, 8),
    ],
)
def test_other_provinces(shared: Path, file: str, province: str, communes: int, districts: int) -> None:
    layers, _ = import_boundaries(shared / "geo" / f"{file}.geojson", "commune", admin_units.units(), DAY, "thử", "thử")
    assert [(layer.province, len(layer.keys)) for layer in layers] == [(province, communes), (province, districts)]
    assert all(shapely.coverage_is_valid(polygons(layer)) for layer in layers)


def test_units_that_were_merged_since_are_refused_with_numbers(shared: Path) -> None:
    """226 communes of early 2024 became 175 in 9/2024: what is left of the file would have holes."""
    path = shared / "geo" / "namdinh_communes.geojson"
    layers, report = import_boundaries(path, "commune", admin_units.units(), DAY, "thử", "thử")
    assert layers == ()
    assert re.match(
        r"Chỉ \d+ trong 226 hình của tệp là địa bàn cấp xã vào ngày 31/5/2024, cần ít nhất 90%\.", report.refusal
    )


@pytest.mark.parametrize(
    ("level", "day", "advice"),
    [
        ("commune", date(2024, 5, 31), "11 trong 11 hình khớp với địa bàn cấp huyện: hãy chọn lại cấp và ngày."),
        ("commune", date(2025, 8, 1), "11 trong 11 hình khớp với địa bàn cấp huyện trước 1/7/2025"),
    ],
)
def test_a_file_of_another_level_or_day_is_told_apart(shared: Path, level: str, day: date, advice: str) -> None:
    path = shared / "geo" / "hagiang_districts.geojson"
    layers, report = import_boundaries(path, level, admin_units.units(), day, "thử", "thử")
    assert layers == () and advice in report.refusal


def test_the_invented_file_names_no_real_place() -> None:
    names = {feature["properties"]["ten_xa"] for feature in json.loads(FILE.read_text(encoding="utf-8"))["features"]}
    assert names.isdisjoint(admin_units.units()["name"])
