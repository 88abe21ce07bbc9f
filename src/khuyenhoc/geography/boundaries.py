"""A boundary file a person brings -> layers of the map, or why not, in numbers: matched, placed on the earth, judged, shaped."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from khuyenhoc.domain.archipelago import ARCHIPELAGOS
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level, Units
from khuyenhoc.geography import boundary_file, coverage, shaping, zones
from khuyenhoc.geography.boundary_file import Refused, Sheet
from khuyenhoc.geography.layer import About, Layer
from khuyenhoc.geography.matching import Match, match
from khuyenhoc.geography.report import Report
from khuyenhoc.present import vi

ENOUGH = 0.9
ONE_PROVINCE = 0.95  # share of the recognised units that lie in one province, for the file to be that province's
FAR_KM = 20.0  # farther than this from the known places, the coordinate system is in doubt: neighbouring zones are 26 km apart
LON, LAT = (100.0, 119.0), (5.0, 25.0)
LEVEL_NAMES = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}


def import_boundaries(
    path: Path, level: str, units: pd.DataFrame, valid_on: date, source: str, licence: str,
    province: str | None = None, crs: str | None = None, shareable: bool = False, tell: shaping.Tell = lambda *_: None,
) -> tuple[tuple[Layer, ...], Report]:  # fmt: skip
    """The layers a file gives (see shaping) and what happened to it; no layers if refused: see the report.

    `units`: the units frame, of which those valid on `valid_on` count. `crs`: what the person says the file is in, where the
    file does not say it. A file of one province is recognised as such when `province` is not given. `tell`: told how far it is
    (0–1) and what it is at.
    """
    now = Units.valid_on(units, valid_on)
    expected = _expected(now, level, province)
    report = Report(expected=len(expected))
    try:
        if expected.empty:
            raise Refused(
                f"Không có địa bàn {LEVEL_NAMES[level]} nào{_there(now, province)} vào ngày {vi.day(valid_on)}."
            )
        tell(0.02, "Đang đọc tệp")
        sheets = boundary_file.read(path)
        tell(0.1, "Đang khớp hình với danh mục địa bàn")
        sheet, found = _best(sheets, level, expected, now)
        report.notes += sheet.notes
        if province is None:
            province, expected = _one_province(found, expected, now)
        _count(found, expected, now, province, level, report)
        _judge(report, sheet, found, units, valid_on, level)
        tell(0.2, "Đang đặt hình lên bản đồ")
        features = _placed(sheet.features, found, crs, expected, report)
    except Refused as refusal:
        report.refusal = str(refusal)
        return (), report
    about = About(province, valid_on, "imported", source, licence, shareable)
    made = shaping.layers(features, now, level, about, report, tell)
    _say_what_lacks(made[0], report)
    return tuple(made), report


def _expected(now: Units, level: str, province: str | None) -> pd.DataFrame:
    inside = now.of_level(Level(level)) if province is None else _inside_province(now, level, province)
    return now.frame.loc[inside]


def _inside_province(now: Units, level: str, province: str) -> list[str]:
    return now.of_level(Level(level), province) if province in now else []


def _there(now: Units, province: str | None) -> str:
    if province is None:
        return ""
    return f" của {now.name(province)}" if province in now else f" thuộc tỉnh mã {province}"


def _best(sheets: Iterable[Sheet], level: str, expected: pd.DataFrame, now: Units) -> tuple[Sheet, Match]:
    """Of the layers of the file the one in which most units are recognised."""
    tried = [(sheet, _matched(sheet.features, level, expected, now)) for sheet in sheets]
    return max(tried, key=lambda each: len(set(each[1].keys) - {""}))


def _matched(features: gpd.GeoDataFrame, level: str, expected: pd.DataFrame, now: Units) -> Match:
    return match(pd.DataFrame(features.drop(columns=features.geometry.name)), level, expected, now.frame)


def _one_province(found: Match, expected: pd.DataFrame, now: Units) -> tuple[str | None, pd.DataFrame]:
    """The province nearly all recognised units lie in, and its units; (None, all) where there is no such province."""
    ancestors = now.ancestor(Level.PROVINCE)
    homes = Counter(ancestors[key] for key in found.keys if key)
    if not homes:
        return None, expected
    home, count = homes.most_common(1)[0]
    if count < ONE_PROVINCE * homes.total() or (len(homes) == 1 and home in expected.index):
        return None, expected
    return home, expected[[ancestors[key] == home for key in expected.index]]


def _count(found: Match, expected: pd.DataFrame, now: Units, province: str | None, level: str, report: Report) -> None:
    there, wanted = set(found.keys), set(expected.index)
    report.place = f"Ranh giới {LEVEL_NAMES[level]} của {'cả nước' if province is None else now.name(province)}"
    report.expected, report.features = len(expected), len(found.keys)
    report.matched = [key for key in expected.index if key in there]
    report.missing = [key for key in expected.index if key not in there]
    report.missing_names = [f"{expected['name'][key]} ({expected['code'][key]})" for key in report.missing]
    unclear = {name for name, _ in found.ambiguous}
    report.extra = [
        said or "(không tên)" for key, said in zip(found.keys, found.said, strict=True)
        if key not in wanted and said not in unclear
    ]  # fmt: skip
    report.ambiguous = found.ambiguous
    report.renamed = [entry for entry in found.renamed if entry[0] in set(expected["code"])]


def _judge(report: Report, sheet: Sheet, found: Match, units: pd.DataFrame, valid_on: date, level: str) -> None:
    """Raises Refused where too little of the file is a unit of this level and day, or too little of the place is in the file."""
    known = sum(1 for key in found.keys if key) + len(report.ambiguous)
    least = round(ENOUGH * 100)
    if known < ENOUGH * report.features:
        said = f"Chỉ {_of(known, report.features)} hình của tệp là địa bàn {LEVEL_NAMES[level]} vào ngày {vi.day(valid_on)}"
    elif report.share < ENOUGH:
        said = f"Chỉ khớp {_of(len(report.matched), report.expected)} địa bàn"
    else:
        return
    raise Refused(f"{said}, cần ít nhất {least}%. {_rather(sheet, units, valid_on, level)}Chưa có gì được thay đổi.")


def _of(count: int, whole: int) -> str:
    return f"{vi.number(count)} trong {vi.number(whole)}"


def _rather(sheet: Sheet, units: pd.DataFrame, valid_on: date, level: str) -> str:
    """Another level or the units of the other side of 1/7/2025, where the file is of those."""
    for day in (valid_on, LAST_OLD_DAY if valid_on >= REFORM else REFORM):
        now = Units.valid_on(units, day)
        for other in ("commune", "district", "province"):
            if (other, day) == (level, valid_on) or not now.of_level(Level(other)):
                continue
            found = _matched(sheet.features, other, _expected(now, other, None), now)
            known = sum(1 for key in found.keys if key)
            if known >= ENOUGH * len(found.keys):
                when = "" if day == valid_on else " trước 1/7/2025" if day < REFORM else " từ 1/7/2025"
                return f"{_of(known, len(found.keys))} hình khớp với địa bàn {LEVEL_NAMES[other]}{when}: hãy chọn lại cấp và ngày. "
    return "Hãy kiểm tra cấp, tỉnh và ngày hiệu lực của tệp. "


def _placed(
    features: gpd.GeoDataFrame, found: Match, crs: str | None, expected: pd.DataFrame, report: Report
) -> gpd.GeoDataFrame:
    """The matched shapes in degrees, columns key and geometry. Raises Refused where they cannot be brought to Viet Nam."""
    frame = gpd.GeoDataFrame({"key": found.keys}, geometry=features.geometry.to_numpy(), crs=features.crs)
    frame = frame[frame["key"].isin(expected.index) & frame.geometry.notna()]
    if frame.crs is None:
        frame = _in_a_system(frame, crs, expected, report)
    frame = frame.to_crs(coverage.DEGREES)
    west, south, east, north = frame.total_bounds
    if not (_inside((west, east), LON) and _inside((south, north), LAT)):
        raise Refused(
            f"Hình trong tệp nằm ngoài Việt Nam (kinh độ {vi.number(west, 1)} đến {vi.number(east, 1)}, "
            f"vĩ độ {vi.number(south, 1)} đến {vi.number(north, 1)})."
        )
    far = zones.distance_km(_middles(frame), expected.loc[frame["key"]])
    if far > FAR_KM:
        report.notes.append(
            f"Hình lệch khoảng {vi.number(far)} km so với vị trí đã biết của các địa bàn: hệ tọa độ có thể sai, hãy xem kỹ bản đồ."
        )
    return frame


def _in_a_system(frame: gpd.GeoDataFrame, crs: str | None, expected: pd.DataFrame, report: Report) -> gpd.GeoDataFrame:
    """Shapes whose file names no coordinate system, in the one that was said, or in degrees where the numbers are degrees."""
    west, south, east, north = frame.total_bounds
    if _inside((west, east), LON) and _inside((south, north), LAT):
        return frame.set_crs(coverage.DEGREES)
    if _inside((west, east), LAT) and _inside((south, north), LON):
        report.notes.append("Tệp ghi vĩ độ trước kinh độ; đã đổi lại.")
        return _turned(frame).set_crs(coverage.DEGREES)
    if zones.looks_metric((south, west, north, east)) and not zones.looks_metric((west, south, east, north)):
        report.notes.append("Tệp ghi tọa độ bắc trước tọa độ đông; đã đổi lại.")
        frame = _turned(frame)
    far = zones.by_fit(_middles(frame), expected.loc[frame["key"]])
    report.systems = {each: zones.label(each) for each in far}
    if crs is None:
        raise Refused(
            "Tệp không ghi hệ tọa độ (thiếu tệp .prj) và các số không phải là kinh độ, vĩ độ. Hãy chọn hệ tọa độ của tệp."
            + _nearest(far, report.systems)
        )
    return frame.set_crs(crs)


def _nearest(far: Mapping[str, float], systems: Mapping[str, str]) -> str:
    """Which system fits best; '' where no place of these units is known."""
    crs, distance = next(iter(far.items()))
    if distance != distance:
        return ""
    return f" Khớp nhất với vị trí các địa bàn: {systems[crs]}, lệch khoảng {vi.number(distance)} km."


def _turned(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1]))


def _middles(frame: gpd.GeoDataFrame) -> np.ndarray:
    """Middle of the box of each shape: needs no valid shape."""
    boxes = shapely.bounds(frame.geometry.to_numpy())
    return np.column_stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2])


def _inside(span: tuple[float, float], limits: tuple[float, float]) -> bool:
    return limits[0] <= span[0] and span[1] <= limits[1]


def _say_what_lacks(first: Layer, report: Report) -> None:
    """A layer of the whole country without an archipelago is shown with a labelled frame for it, and says so."""
    lacking = [each.label for each in ARCHIPELAGOS if each.name in first.lacks]
    if lacking:
        report.notes.append(
            f"Ranh giới cả nước này không có {' và '.join(lacking)}; mọi bản đồ cả nước vẫn hiện khung có tên quần đảo."
        )
