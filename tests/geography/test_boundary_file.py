"""Files as people have them: packed, without .prj or .cpg, names of the nineties, codes as numbers, several layers."""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
import topojson

from khuyenhoc.geography import boundary_file, zones
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.geography.boundary_file import Refused
from khuyenhoc.geography.layer import Layer
from khuyenhoc.geography.report import Report
from khuyenhoc.intake import legacy_text
from tests.geography.invented import DAY, FILE, invented_units
from tests.geography.shaped import polygons

KEYS = tuple(invented_units().index[3:])
TCVN3 = {ord(letter): chr(sign) for sign, letter in legacy_text._TCVN3.items()}
SHAPE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read(path: Path, **more) -> tuple[tuple[Layer, ...], Report]:
    return import_boundaries(path, "commune", invented_units(), DAY, "Sở thử", "giấy phép thử", **more)


def invented() -> gpd.GeoDataFrame:
    return gpd.read_file(FILE)


@pytest.fixture
def shapefile(tmp_path: Path) -> Callable[..., Path]:
    """A Shapefile packed in a folder of a .zip, without the parts named."""

    def packed(frame: gpd.GeoDataFrame, *without: str, **how) -> Path:
        frame.to_file(tmp_path / "xa.shp", **how)
        with zipfile.ZipFile(tmp_path / "xa.zip", "w") as pack:
            for part in SHAPE_PARTS:
                if part not in without:
                    pack.write(tmp_path / f"xa{part}", f"Ranh giới/xa{part}")
            pack.writestr("__MACOSX/._xa.shp", b"not a shapefile")
        return tmp_path / "xa.zip"

    return packed


def test_a_zipped_shapefile_in_a_folder(shapefile) -> None:
    (communes, _), report = read(shapefile(invented()))
    assert communes.keys == KEYS and report.notes == []


def test_a_shapefile_without_cpg_keeps_its_names(shapefile) -> None:
    path = shapefile(invented().drop(columns="ma_xa"), ".cpg", encoding="UTF-8")
    (communes, _), _ = read(path)
    assert communes.keys == KEYS


def test_names_in_tcvn3_are_turned_into_unicode_and_the_report_says_so(shapefile) -> None:
    frame = invented().drop(columns="ma_xa")
    for column in ("ten_xa", "huyen"):
        frame[column] = [unicodedata.normalize("NFC", str(text)).translate(TCVN3) for text in frame[column].fillna("")]
    assert not frame["ten_xa"].str.contains("Xã").any()
    (communes, _), report = read(shapefile(frame, ".cpg", encoding="ISO-8859-1"))
    assert communes.keys == KEYS
    assert len(report.notes) == 1 and "TCVN3 (ABC)" in report.notes[0] and "thành “" in report.notes[0]


def test_names_cut_off_by_the_format_are_completed_and_listed(tmp_path: Path) -> None:
    units = invented_units()
    units.loc["00001@2020", ["name", "short_name"]] = ["Xã Thử Nguyễn Trãi", "Thử Nguyễn Trãi"]
    frame = invented().drop(columns="ma_xa")
    frame.loc[0, "ten_xa"] = "Xã Thử Nguyễn Tr"
    frame.to_file(tmp_path / "cut.gpkg")
    layers, report = import_boundaries(tmp_path / "cut.gpkg", "commune", units, DAY, "s", "l")
    assert layers[0].keys == KEYS
    assert report.renamed == [("00001", "Xã Thử Nguyễn Tr", "Xã Thử Nguyễn Trãi")]


@pytest.mark.parametrize("codes", [[f"{n}.0" for n in range(1, 35, 3)], [f"{n:05d}" for n in range(1, 35, 3)]])
def test_codes_as_text_of_numbers(tmp_path: Path, codes: list[str]) -> None:
    frame = invented().iloc[:12].drop(columns=["ten_xa", "huyen"])
    frame["ma_xa"] = codes
    frame.to_file(tmp_path / "codes.gpkg")
    assert read(tmp_path / "codes.gpkg")[0][0].keys == KEYS


def test_kml_kmz_and_topojson(tmp_path: Path) -> None:
    invented().to_file(tmp_path / "a.kml", driver="KML")
    assert read(tmp_path / "a.kml")[0][0].keys == KEYS
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as pack:
        pack.write(tmp_path / "a.kml", "doc.kml")
    assert read(tmp_path / "a.kmz")[0][0].keys == KEYS
    sound = invented().iloc[[0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11]]
    (tmp_path / "a.topojson").write_text(topojson.Topology(sound, object_name="xa").to_json())
    assert len(read(tmp_path / "a.topojson")[0][0].keys) == 11


def test_of_several_layers_the_one_with_our_units_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "many.gpkg"
    lakes = gpd.GeoDataFrame({"ten": ["Hồ"]}, geometry=[shapely.box(105, 22, 105.1, 22.1)], crs="EPSG:4326")
    lakes.to_file(path, layer="ho")
    invented().to_file(path, layer="xa")
    gpd.GeoDataFrame({"ten": ["Điểm"]}, geometry=[shapely.Point(105, 22)], crs="EPSG:4326").to_file(path, layer="diem")
    assert [sheet.name for sheet in boundary_file.read(path)] == ["ho", "xa"]
    assert read(path)[0][0].keys == KEYS


def test_without_prj_the_zone_that_fits_is_proposed_and_the_others_offered(shapefile) -> None:
    path = shapefile(invented().to_crs("EPSG:9209"), ".prj")
    layers, report = read(path)
    assert layers == () and next(iter(report.systems)) == "EPSG:9209"
    assert re.search(r"VN-2000, kinh tuyến trục 105°30′, múi 3° \(EPSG:9209\), lệch khoảng \d km", report.refusal)
    assert set(report.systems) == set(zones.offered()) and len(report.systems) == 20
    layers, report = read(path, crs="EPSG:9209")
    box = [float(x) for x in shapely.total_bounds(polygons(layers[0]))]
    assert box == pytest.approx([105, 22, 105.4, 22.3], abs=1e-3) and report.notes == []


def test_a_wrong_zone_is_noticed(shapefile) -> None:
    _, report = read(shapefile(invented().to_crs("EPSG:9209"), ".prj"), crs="EPSG:9206")
    assert re.search(r"lệch khoảng 15\d km .* hệ tọa độ có thể sai", report.notes[0])


def test_northing_before_easting_is_turned(shapefile) -> None:
    frame = invented().to_crs("EPSG:9209")
    frame = frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1]))
    layers, report = read(shapefile(frame, ".prj"), crs="EPSG:9209")
    assert layers[0].keys == KEYS and "tọa độ bắc trước" in report.notes[0]


@pytest.mark.parametrize("name", ["../out.geojson", "/etc/out.geojson", "C:\\out.geojson"])
def test_a_pack_that_reaches_out_of_its_folder_is_not_unpacked(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as pack:
        pack.writestr(name, FILE.read_text(encoding="utf-8"))
    with pytest.raises(Refused, match=r"không có tệp ranh giới nào\. Nhận các loại: \.geojson"):
        boundary_file.read(tmp_path / "bad.zip")
    assert not (tmp_path.parent / "out.geojson").exists()


def test_a_pack_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary_file, "MOST_BYTES", 100)
    with zipfile.ZipFile(tmp_path / "big.zip", "w") as pack:
        pack.writestr("a.geojson", FILE.read_text(encoding="utf-8"))
    with pytest.raises(Refused, match="quá lớn khi giải nén"):
        boundary_file.read(tmp_path / "big.zip")


def test_a_broken_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 nothing more")
    layers, report = read(tmp_path / "broken.zip")
    assert layers == () and report.refusal.startswith("Không đọc được tệp broken.zip")


def test_progress_is_told_in_order() -> None:
    told: list[float] = []
    read(FILE, tell=lambda share, _: told.append(share))
    assert told == sorted(told) and 0 < told[0] < told[-1] < 1
