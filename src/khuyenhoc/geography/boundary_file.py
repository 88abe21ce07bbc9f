"""One boundary file as frames of features: any format, packed or not, in any encoding. The only place that opens such files.

What it cannot read is refused in a sentence (Refused); what it changed on the way is said in notes.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd
import pyogrio

from khuyenhoc.geography.report import FORMATS, PACKED
from khuyenhoc.intake.legacy_text import Evidence, Reading, read_cell

MOST_BYTES = 1_500_000_000  # unpacked: the wards of the country in full detail take 600 MB
MOST_FILES = 500
# UTF-8 read as Western letters: “Phường” as “PhÆ°á»ng”.
_MOJIBAKE = ("Ã", "Æ°", "á»", "áº", "Ä\u0091")
_UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    UnicodeDecodeError,
    zipfile.BadZipFile,
)


class Refused(Exception):
    """Why a file cannot be used, as a sentence for the person."""


@dataclass(frozen=True)
class Sheet:
    """One set of areas of a file: `features` with a fresh index, and what was done to read them."""

    name: str
    features: gpd.GeoDataFrame
    notes: tuple[str, ...]


def read(path: Path) -> list[Sheet]:
    """Every layer of areas in the file. Raises Refused."""
    try:
        with TemporaryDirectory() as folder:
            sheets = [sheet for file in _unpacked(path, Path(folder)) for sheet in _sheets(file)]
    except _UNREADABLE as error:
        raise Refused(f"Không đọc được tệp {path.name}: {error}") from error
    if not sheets:
        raise Refused(f"Tệp {path.name} không có hình nào.")
    return sheets


def _unpacked(path: Path, folder: Path) -> list[Path]:
    """The file itself, or the boundary files packed in it, unpacked into `folder`."""
    if path.suffix.lower().lstrip(".") not in PACKED:
        return [path]
    with zipfile.ZipFile(path) as pack:
        members = [each for each in pack.infolist() if not each.is_dir() and _harmless(each.filename)]
        if len(members) > MOST_FILES or sum(each.file_size for each in members) > MOST_BYTES:
            raise Refused(f"Tệp {path.name} quá lớn khi giải nén. Hãy chỉ nén tệp ranh giới cần nhập.")
        for member in members:
            pack.extract(member, folder)
    found = sorted(each for each in folder.rglob("*") if each.suffix.lower().lstrip(".") in FORMATS)
    if not found:
        wanted = ", ".join(f".{each}" for each in FORMATS)
        raise Refused(f"Trong tệp {path.name} không có tệp ranh giới nào. Nhận các loại: {wanted}.")
    return found


def _harmless(name: str) -> bool:
    """Inside the folder it is unpacked to, and none of the copies macOS adds."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not name.startswith(("/", "\\")) and ".." not in parts and "__MACOSX" not in parts and ":" not in name


def _sheets(path: Path) -> Iterator[Sheet]:
    for name, kind in pyogrio.list_layers(path):
        if kind is None or "Point" in kind or "Line" in kind:
            continue
        features = gpd.read_file(path, layer=name)
        if _any_cell(features, _MOJIBAKE):
            features = gpd.read_file(path, layer=name, encoding="UTF-8")
        if isinstance(features, gpd.GeoDataFrame) and features.geom_type.isin(["Polygon", "MultiPolygon"]).any():
            features = features.reset_index(drop=True)
            yield Sheet(str(name), features, tuple(_in_unicode(features)))


def _texts(features: pd.DataFrame) -> list[str]:
    """The columns of texts."""
    geometry = getattr(features, "geometry", None)
    own = "" if geometry is None else geometry.name
    return [str(name) for name in features.select_dtypes(include=["object", "string"]) if name != own]


def _any_cell(features: pd.DataFrame, marks: tuple[str, ...]) -> bool:
    words = " ".join(str(value) for column in _texts(features) for value in features[column].head(50))
    return any(mark in words for mark in marks)


def _in_unicode(features: gpd.GeoDataFrame) -> list[str]:
    """Turns names in TCVN3, VNI or Windows-1258 into Unicode, in place; says so with an example."""
    cells = {
        value for column in _texts(features) for value in features[column] if isinstance(value, str) and value.strip()
    }
    evidence = Evidence([(cell, "")] for cell in cells)
    changed: dict[str, tuple[str, Reading]] = {}
    for cell in cells:
        words, reading = read_cell([(cell, "")], evidence)
        if reading is not Reading.UNICODE and words != cell:
            changed[cell] = (words, reading)
    if not changed:
        return []
    for column in _texts(features):
        features[column] = [changed[cell][0] if cell in changed else cell for cell in features[column]]
    before, (after, reading) = min(changed.items())
    return [f"Chữ trong tệp viết bằng {reading}, đã đổi sang Unicode; ví dụ “{before}” thành “{after}”."]
