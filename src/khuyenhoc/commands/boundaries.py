"""`khuyenhoc boundaries import`: real boundaries instead of the schematic."""

import argparse
from pathlib import Path

from khuyenhoc.access.local import OWNER
from khuyenhoc.commands.uploads import written_by
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM
from khuyenhoc.geography import zones
from khuyenhoc.intake import boundaries, boundary_reading
from khuyenhoc.intake.boundaries import Claim, Reading
from khuyenhoc.prepare import prepare
from khuyenhoc.present import vi
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Commands, day

Arguments = argparse.Namespace
LEVELS = {"xa": "commune", "huyen": "district", "tinh": "province"}


def register(commands: Commands) -> None:
    group = commands.add("boundaries", _boundaries, "nhập tệp ranh giới thay cho sơ đồ", by=True)
    group.add_argument("action", choices=["import"], metavar="import", help="nhập")
    words = "GeoJSON, Shapefile nén zip, GeoPackage, KML, FlatGeobuf, TopoJSON, GML, MapInfo"
    group.add_argument("file", metavar="TỆP", help=words)
    levels = [*LEVELS, *LEVELS.values()]
    group.add_argument("--level", choices=levels, default="xa", metavar="CẤP", help=f"cấp của tệp: {', '.join(LEVELS)}")
    words = "ranh giới đúng vào ngày này; nếu không ghi, thử cả trước và sau 1/7/2025"
    group.add_argument("--valid-on", type=day, metavar="NGÀY", help=words)
    group.add_argument("--source", metavar="NGUỒN", help="nguồn của tệp, hiện dưới bản đồ")
    group.add_argument("--licence", metavar="GIẤY_PHÉP", help="giấy phép sử dụng, hiện dưới bản đồ")
    words = "giấy phép cho phép phát hành lại tọa độ: bản đồ được tải về dạng GeoJSON"
    group.add_argument("--shareable", action="store_true", help=words)
    words = "hệ tọa độ khi tệp thiếu .prj, ví dụ EPSG:9209 (VN-2000, kinh tuyến trục 105°30′)"
    group.add_argument("--crs", choices=zones.offered(), metavar="HỆ", help=words)
    group.add_argument("--dry-run", action="store_true", help="chỉ đọc và báo cáo, không lưu")


def _boundaries(store: Store, asked: Arguments) -> int:
    prepare(store)
    path = Path(asked.file)
    claim, reading = _read(store, path, asked)
    for sentence in reading.report.sentences():
        print(sentence)
    if not reading.layers:
        return 1
    if asked.dry_run:
        print("Chưa lưu gì (chỉ xem báo cáo).")
        return 0
    boundaries.keep(store, path, path.name, claim, reading, store.version(), written_by(asked), OWNER)
    print(f"Đã lưu {len(reading.layers)} lớp ranh giới, đúng vào ngày {vi.day(claim.valid_on)}.")
    return 0


def _read(store: Store, path: Path, asked: Arguments) -> tuple[Claim, Reading]:
    """Without a day the file is tried against the units before and since 1/7/2025, and the better match counts."""
    source = asked.source or f"tệp {path.name}"
    licence = asked.licence or "chưa ghi giấy phép"
    level, units = LEVELS.get(asked.level, asked.level), store.units()
    days = [asked.valid_on] if asked.valid_on else [LAST_OLD_DAY, REFORM]
    claims = [Claim(level, each, source, licence, asked.shareable, asked.crs) for each in days]
    tried = [(claim, boundary_reading.read(path, claim, units)) for claim in claims]
    return max(tried, key=lambda made: (len(made[1].layers) > 0, made[1].report.share))
