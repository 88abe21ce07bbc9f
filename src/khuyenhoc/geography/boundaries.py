"""A boundary file a person brings -> checked, repaired, simplified layers. The only place that reads such files."""

from collections import Counter
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.geography import coverage
from khuyenhoc.geography.layer import About, Layer
from khuyenhoc.geography.matching import Match, match
from khuyenhoc.geography.report import Report

ENOUGH = 0.9
TOLERANCE_M = {"province": 250.0, "district": 120.0, "commune": 60.0}
COUNTRY_TOLERANCE_M = 250.0
ONE_PROVINCE = 0.95  # share of the recognised units that lie in one province, for the file to be that province's
LON, LAT = (100.0, 119.0), (5.0, 25.0)
ARCHIPELAGOS = ("Hoàng Sa", "Trường Sa")
LEVEL_NAMES = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
MOJIBAKE = ("Ã", "Æ°", "á»", "áº")


def import_boundaries(
    path: Path, level: str, units: pd.DataFrame, valid_on: date, source: str, licence: str,
    province: str | None = None, crs: str | None = None,
) -> tuple[tuple[Layer, ...], Report]:  # fmt: skip
    """The layers a file gives: its own level and, from communes, the districts they form. None if refused: see the report.

    `units`: the units frame, of which those valid on `valid_on` count. `crs`: what the person says the file is in, where the
    file does not say it. A file of one province is recognised as such when `province` is not given.
    """
    now = Units.valid_on(units, valid_on).frame
    expected = _expected(now, level, province)
    report = Report(expected=len(expected))
    if expected.empty:
        report.refusal = (
            f"Không có địa bàn {LEVEL_NAMES[level]} nào{_there(now, province)} vào ngày {valid_on:%d/%m/%Y}."
        )
        return (), report
    features = _read(path, report)
    if features is None or not _placed(features, crs, report):
        return (), report
    found = match(features.drop(columns=features.geometry.name), level, expected, now)
    if province is None:
        province, expected = _one_province(found, expected, now)
    _count(found, expected, report)
    if not _acceptable(report, expected, province):
        return (), report
    shapes = _shapes(features, found, expected, level, province, report)
    about = About(province, valid_on, "imported", source, licence)
    return tuple(_layers(shapes, level, now, about)), report


def _expected(now: pd.DataFrame, level: str, province: str | None) -> pd.DataFrame:
    chosen = now[now["level"] == level]
    if province is None:
        return chosen
    if level == "province":
        return chosen[chosen.index == province]
    districts = now.index[(now["level"] == "district") & (now["parent"] == province)]
    return chosen[chosen["parent"].isin([province, *districts])]


def _there(now: pd.DataFrame, province: str | None) -> str:
    if province is None:
        return ""
    return f" của {now['name'][province]}" if province in now.index else f" thuộc tỉnh mã {province}"


def _read(path: Path, report: Report) -> gpd.GeoDataFrame | None:
    try:
        features = gpd.read_file(path)
        if _garbled(features):
            features = gpd.read_file(path, encoding="UTF-8")
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FeatureError,
        UnicodeDecodeError,
    ) as error:
        report.refusal = f"Không đọc được tệp {path.name}: {error}"
        return None
    if not isinstance(features, gpd.GeoDataFrame) or features.geometry.notna().sum() == 0:
        report.refusal = f"Tệp {path.name} không có hình nào."
        return None
    return features.reset_index(drop=True)


def _garbled(features: pd.DataFrame) -> bool:
    words = " ".join(
        str(value)
        for column in features.select_dtypes(include=["object", "string"])
        for value in features[column].head(50)
    )
    return any(mark in words for mark in MOJIBAKE)


def _placed(features: gpd.GeoDataFrame, crs: str | None, report: Report) -> bool:
    """Brings the shapes to degrees inside Viet Nam, or says why it cannot. Changes `features` in place."""
    if features.crs is None and crs is not None:
        features.set_crs(crs, inplace=True)
    if features.crs is None:
        west, south, east, north = features.total_bounds
        if not _inside((west, east), LON) and _inside((west, east), LAT) and _inside((south, north), LON):
            features.geometry = shapely.transform(features.geometry.to_numpy(), lambda xy: xy[:, ::-1])
            report.notes.append("Tệp ghi vĩ độ trước kinh độ; đã đổi lại.")
        elif not (_inside((west, east), LON) and _inside((south, north), LAT)):
            report.refusal = (
                "Tệp không ghi hệ tọa độ và các số không phải là kinh độ, vĩ độ. Hãy cho biết hệ tọa độ, "
                "thường là VN-2000 theo kinh tuyến trục của tỉnh."
            )
            return False
        features.set_crs(coverage.DEGREES, inplace=True)
    features.to_crs(coverage.DEGREES, inplace=True)
    west, south, east, north = features.total_bounds
    if not (_inside((west, east), LON) and _inside((south, north), LAT)):
        report.refusal = (
            f"Hình trong tệp nằm ngoài Việt Nam (kinh độ {west:.1f} đến {east:.1f}, vĩ độ {south:.1f} đến {north:.1f})."
        )
        return False
    return True


def _inside(span: tuple[float, float], limits: tuple[float, float]) -> bool:
    return limits[0] <= span[0] and span[1] <= limits[1]


def _one_province(found: Match, expected: pd.DataFrame, now: pd.DataFrame) -> tuple[str | None, pd.DataFrame]:
    """The province nearly all recognised units lie in, and its units; (None, all) where there is no such province."""
    ancestors = Units(now).ancestor(Level.PROVINCE)
    homes = Counter(ancestors[key] for key in found.keys if key)
    if not homes:
        return None, expected
    home, count = homes.most_common(1)[0]
    if count < ONE_PROVINCE * homes.total() or (len(homes) == 1 and home in expected.index):
        return None, expected
    return home, expected[[ancestors[key] == home for key in expected.index]]


def _count(found: Match, expected: pd.DataFrame, report: Report) -> None:
    there = set(found.keys)
    report.expected = len(expected)
    report.matched = [key for key in expected.index if key in there]
    report.missing = [key for key in expected.index if key not in there]
    report.missing_names = [f"{expected['name'][key]} ({expected['code'][key]})" for key in report.missing]
    unclear = {name for name, _ in found.ambiguous}
    report.extra = [
        said or "(không tên)" for key, said in zip(found.keys, found.said, strict=True)
        if key not in expected.index and said not in unclear
    ]  # fmt: skip
    report.ambiguous = found.ambiguous
    report.renamed = [entry for entry in found.renamed if entry[0] in set(expected["code"])]


def _acceptable(report: Report, expected: pd.DataFrame, province: str | None) -> bool:
    if report.share < ENOUGH:
        report.refusal = (
            f"Chỉ khớp {len(report.matched)} trong {report.expected} địa bàn, cần ít nhất {round(ENOUGH * 100)}%. "
            "Hãy kiểm tra cấp, tỉnh và ngày hiệu lực của tệp. Chưa có gì được thay đổi."
        )
        return False
    if province is None:
        absent = [
            name for name in ARCHIPELAGOS
            if (named := expected.index[expected["short_name"] == name]).size and not set(named) & set(report.matched)
        ]  # fmt: skip
        if absent:
            report.refusal = f"Bản đồ cả nước phải có {' và '.join(absent)}; tệp này không có."
            return False
    return True


def _shapes(
    features: gpd.GeoDataFrame, found: Match, expected: pd.DataFrame, level: str, province: str | None, report: Report
) -> gpd.GeoDataFrame:
    """One repaired, simplified, rounded shape per matched unit, in official order."""
    frame = gpd.GeoDataFrame({"key": found.keys}, geometry=features.geometry.to_numpy(), crs=coverage.DEGREES)
    frame = frame[frame["key"].isin(expected.index) & frame.geometry.notna()].to_crs(coverage.METRIC)
    broken = set(frame.loc[~frame.geometry.is_valid, "key"])
    frame["geometry"] = coverage.valid(frame.geometry.to_numpy())
    merged = frame.dissolve(by="key")
    merged = merged.loc[[key for key in expected.index if key in merged.index]]
    raw = merged.geometry.to_numpy()
    broken |= set(merged.index[~shapely.is_empty(shapely.coverage_invalid_edges(raw, gap_width=coverage.GAP_M))])
    tolerance = COUNTRY_TOLERANCE_M if province is None else TOLERANCE_M[level]
    merged["geometry"] = coverage.to_degrees(coverage.simplify(coverage.clean(raw), tolerance))
    emptied = set(merged.index[merged.geometry.is_empty])
    if emptied:
        lost = [str(expected.at[key, "name"]) for key in merged.index if key in emptied]
        report.notes.append(f"Hình của {', '.join(lost)} nằm trọn trong hình khác nên không còn gì sau khi sửa.")
        report.matched = [key for key in report.matched if key not in emptied]
        report.missing += [key for key in merged.index if key in emptied]
        report.missing_names += lost
    report.repaired = [str(expected.at[key, "name"]) for key in expected.index if key in broken - emptied]
    return merged[~merged.geometry.is_empty]


def _layers(shapes: gpd.GeoDataFrame, level: str, now: pd.DataFrame, about: About) -> list[Layer]:
    chosen = now.loc[shapes.index]
    layers = [coverage.packed(shapes.geometry.to_numpy(), chosen, level, coverage.full_names(chosen, now), about)]
    parents = now.loc[list(dict.fromkeys(chosen["parent"]))]
    if level == "commune" and set(parents["level"]) == {"district"}:
        outer = coverage.dissolve(shapes.assign(district=list(chosen["parent"])), "district")
        districts = now.loc[outer.index]
        layers.append(coverage.packed(outer.geometry.to_numpy(), districts, "district", list(districts["name"]), about))
    return layers
