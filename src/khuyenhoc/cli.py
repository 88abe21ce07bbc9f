"""The same work from the command line: `khuyenhoc COMMAND`. Every command is one short function."""

import argparse
import getpass
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from khuyenhoc import config, definitions, query
from khuyenhoc.access.local import OWNER
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level, Units
from khuyenhoc.errors import BATCH_STATES, AppError
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.geography.layer import Layer
from khuyenhoc.geography.report import Report
from khuyenhoc.intake import pipeline, words
from khuyenhoc.intake.check import check
from khuyenhoc.intake.read import read_csv
from khuyenhoc.prepare import context, layer_row, prepare, remove_sample
from khuyenhoc.present import vi
from khuyenhoc.present.status import SAMPLE_TITLE, look
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Parser, day

Arguments = argparse.Namespace
Command = Callable[[Store, Arguments], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked, 1 when it says why not, 2 when it was not understood."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a redirected Windows console would not know đ
    asked = _parser().parse_args(arguments)
    store = Store.open(config.database_url())
    try:
        status: int = asked.run(store, asked)
        sys.stdout.flush()
    except AppError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read (`| head`) has seen enough; Python's own flush at the end must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        store.close()
    return status


def _prepare(store: Store, asked: Arguments) -> int:
    for line in prepare(store, config.province_code()) or ["Đã có đủ, không phải chuẩn bị gì."]:
        print(line)
    return 0


def _stage(store: Store, asked: Arguments) -> int:
    prepare(store, config.province_code())
    path = Path(asked.file)
    content = _bytes(path)
    checked = check(read_csv(content, path.name), context(store))
    for problem in checked.problems:
        print(words.sentence(problem))
    batch = pipeline.stage(store, checked, path.name, content, _who(asked), OWNER)
    errors = sum(row["errors"] for row in store.batches().to_dict("records") if row["id"] == batch)
    verdict = f"{errors} lỗi, không đưa vào sử dụng được" if errors else "không có lỗi, chờ đưa vào sử dụng"
    print(f"Lần cập nhật số {batch}: {len(checked.observations)} dòng, {verdict}.")
    return 1 if errors else 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AppError("unreadable_file", name=str(path), reason=error.strerror or "không mở được tệp") from error


def _who(asked: Arguments) -> str:
    """The name for the history: as given, else that of the account. Raises AppError(name_required)."""
    try:
        return asked.by or getpass.getuser()
    except (KeyError, OSError, ImportError) as error:  # an account without a name
        raise AppError("name_required") from error


def _publish(store: Store, asked: Arguments) -> int:
    version = pipeline.publish(store, asked.batch, store.version(), _who(asked), OWNER)
    print(f"Đã đưa lần cập nhật số {asked.batch} vào sử dụng (phiên bản số liệu {version}).")
    return 0


def _roll_back(store: Store, asked: Arguments) -> int:
    version = pipeline.roll_back(store, asked.batch, store.version(), _who(asked), OWNER)
    print(f"Đã gỡ lần cập nhật số {asked.batch} (phiên bản số liệu {version}).")
    return 0


def _batches(store: Store, asked: Arguments) -> int:
    rows = store.batches().to_dict("records")
    for row in rows:
        when, who = (row[f"{_latest_act(row)}_{what}"] for what in ("at", "by"))
        state = BATCH_STATES[row["state"]]
        print(
            f"{row['id']:>5}  {state:<20} {row['rows']:>7} dòng  {row['errors']:>4} lỗi  {when}  {who}  {row['file_name']}"
        )
    if not rows:
        print("Chưa có lần cập nhật nào.")
    return 0


def _latest_act(row: dict[Any, Any]) -> str:
    return next(act for act in ("rolled_back", "published", "created") if row[f"{act}_at"])


def _assess(store: Store, asked: Arguments) -> int:
    known, units = definitions.current(), store.units()
    if units.empty:
        prepare(store, config.province_code())
        units = store.units()
    if asked.indicator not in known.catalogue:
        raise AppError("unknown_indicator", code=asked.indicator)
    at = asked.at or query.opening_day(store, units, asked.unit, known)
    valid = Units.valid_on(units, at)
    unit = valid.find(asked.unit)
    if unit is None:
        raise AppError("unknown_unit", code=asked.unit, day=f"{at:%d/%m/%Y}")
    where = query.around(valid, unit)
    level = Level(asked.level) if asked.level else valid.level(unit)
    rows = query.assessment_of(asked.indicator, store, where, known, Question(level, at))
    rows = rows[rows["unit"].isin(where.units.of_level(level, unit))]
    codes = where.units.frame["code"]
    found = [query.as_json(row, codes[row["unit"]]) for row in rows.to_dict("records")]
    if not found:
        raise AppError("nothing_to_assess", code=asked.indicator, place=valid.name(unit), day=f"{at:%d/%m/%Y}")
    if asked.json:
        print(json.dumps(found if asked.level else found[0], ensure_ascii=False, indent=2))
        return 0
    for each in found:
        print(_line(each, asked.indicator in known.catalogue.rates))
    return 0


def _line(found: dict[str, Any], is_rate: bool) -> str:
    """One unit as a sentence, for reading; programs read --json."""
    value, lacking = found["value"], found["shortfall"]
    said = "" if value is None else vi.percent_short(value) if is_rate else vi.number(value)
    label = look(found["status"], found["inherited"]).label
    parts = [said, label, f"còn thiếu {vi.number(lacking)}" if lacking else "", SAMPLE_TITLE if found["sample"] else ""]
    return f"{found['unit']}  {found['name']}: {', '.join(part for part in parts if part)}"


def _sample(store: Store, asked: Arguments) -> int:
    remove_sample(store, _who(asked))
    print("Đã gỡ toàn bộ số liệu kèm theo phần mềm.")
    return 0


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


def _parser() -> Parser:
    parser = Parser(prog="khuyenhoc", description="Số liệu khuyến học, xây dựng xã hội học tập")
    commands = parser.add_subparsers(required=True, metavar="LỆNH", title="các lệnh")

    def command(name: str, run: Command, words: str, *, by: bool = False) -> Parser:
        added: Parser = commands.add_parser(name, help=words, description=f"{words[:1].upper()}{words[1:]}.")
        added.set_defaults(run=run)
        if by:
            added.add_argument("--by", metavar="HỌ_TÊN", help="ai làm, ghi vào lịch sử; nếu không ghi là tên tài khoản")
        return added

    command("prepare", _prepare, "chuẩn bị cơ sở dữ liệu: danh mục địa bàn, số liệu kèm theo, sơ đồ")
    staging = command("stage", _stage, "kiểm tra và giữ một tệp CSV, chưa đưa vào sử dụng", by=True)
    staging.add_argument("file", metavar="TỆP", help="tệp CSV theo mẫu")
    for name, run, what in (
        ("publish", _publish, "đưa một lần cập nhật vào sử dụng"),
        ("rollback", _roll_back, "gỡ một lần cập nhật đã đưa vào sử dụng"),
    ):
        command(name, run, what, by=True).add_argument("batch", metavar="SỐ", type=int, help="số của lần cập nhật")
    command("batches", _batches, "liệt kê các lần cập nhật")
    sample = command("sample", _sample, "gỡ số liệu kèm theo phần mềm", by=True)
    sample.add_argument("--remove", action="store_true", required=True, help="gỡ toàn bộ")
    _assessment_arguments(command("assess", _assess, "đánh giá một chỉ tiêu của một địa bàn"))
    _boundary_arguments(command("boundaries", _boundaries, "nhập tệp ranh giới thay cho sơ đồ"))
    return parser


def _assessment_arguments(assess: Parser) -> None:
    assess.add_argument("--indicator", required=True, metavar="MÃ", help="mã chỉ tiêu, như trong Danh mục")
    assess.add_argument("--unit", required=True, metavar="MÃ", help="mã địa bàn: 02, 024, 00688")
    at = "đánh giá vào ngày này, ví dụ 2024-05-31; nếu không ghi là cuối kỳ mới nhất có số liệu"
    assess.add_argument("--at", type=day, metavar="NGÀY", help=at)
    levels = [level.value for level in Level]
    assess.add_argument(
        "--level", choices=levels, metavar="CẤP", help=f"mọi địa bàn cấp này trong --unit: {', '.join(levels)}"
    )
    assess.add_argument("--json", action="store_true", help="in dạng JSON: tỷ lệ từ 0 đến 1, ngày kiểu ISO")


def _boundary_arguments(group: Parser) -> None:
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


if __name__ == "__main__":
    sys.exit(main())
