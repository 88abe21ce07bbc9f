"""`khuyenhoc boundaries import`: real boundaries instead of the schematic."""

import argparse
import shutil
from pathlib import Path

from khuyenhoc import config
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.geography.layer import Layer
from khuyenhoc.geography.report import Report
from khuyenhoc.prepare import layer_row, prepare
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Commands, day

Arguments = argparse.Namespace


def register(commands: Commands) -> None:
    group = commands.add("boundaries", _boundaries, "nhập tệp ranh giới thay cho sơ đồ")
    group.add_argument("action", choices=["import"], metavar="import", help="nhập")
    group.add_argument(
        "file", metavar="TỆP", help="GeoJSON tốt nhất; GeoPackage, Shapefile (zip), KML, TopoJSON cũng được"
    )
    levels = ["commune", "district", "province"]
    group.add_argument(
        "--level", choices=levels, default="commune", metavar="CẤP", help=f"cấp của tệp: {', '.join(levels)}"
    )
    words = "ranh giới đúng vào ngày này; nếu không ghi, thử cả trước và sau 1/7/2025"
    group.add_argument("--valid-on", type=day, metavar="NGÀY", help=words)
    group.add_argument("--source", metavar="NGUỒN", help="nguồn của tệp, hiện dưới bản đồ")
    group.add_argument("--licence", metavar="GIẤY_PHÉP", help="giấy phép sử dụng, hiện dưới bản đồ")


def _boundaries(store: Store, asked: Arguments) -> int:
    prepare(store, config.province_code())
    path = Path(asked.file)
    layers, report = _imported(store, path, asked)
    for sentence in report.sentences():
        print(sentence)
    if not layers:
        return 1
    for layer in layers:
        store.save_layer(layer_row(layer))
    kept = config.imported_boundaries()
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path, kept / f"{layers[0].hash}-{path.name}")
    print(f"Đã lưu {len(layers)} lớp ranh giới, đúng vào ngày {layers[0].valid_on:%d/%m/%Y}.")
    return 0


def _imported(store: Store, path: Path, asked: Arguments) -> tuple[tuple[Layer, ...], Report]:
    """Without a day the file is tried against the units before and since 1/7/2025, and the better match counts."""
    source = asked.source or f"tệp {path.name}"
    licence = asked.licence or "chưa ghi giấy phép"
    units = store.units()
    days = [asked.valid_on] if asked.valid_on else [LAST_OLD_DAY, REFORM]
    tried = [import_boundaries(path, asked.level, units, day, source, licence) for day in days]
    return max(tried, key=lambda made: (len(made[0]), made[1].share))
