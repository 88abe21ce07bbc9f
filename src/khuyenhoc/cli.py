"""The same work from the command line: `khuyenhoc COMMAND`. Every command is one short function."""

import argparse
import getpass
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from khuyenhoc import config, definitions, query
from khuyenhoc.access.local import OWNER
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.errors import AppError
from khuyenhoc.geography.boundaries import import_boundaries
from khuyenhoc.intake import pipeline, words
from khuyenhoc.intake.check import check
from khuyenhoc.intake.read import read_csv
from khuyenhoc.prepare import context, layer_row, prepare, remove_sample
from khuyenhoc.store.store import Store

Arguments = argparse.Namespace


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it did what was asked, 1 when it says why not."""
    asked = _parser().parse_args(arguments)
    store = Store.open(config.database_url())
    try:
        return asked.run(store, asked)
    except AppError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        store.close()


def _prepare(store: Store, asked: Arguments) -> int:
    for line in prepare(store, config.province_code()):
        print(line)
    return 0


def _stage(store: Store, asked: Arguments) -> int:
    _prepare(store, asked)
    path = Path(asked.file)
    content = _bytes(path)
    checked = check(read_csv(content, path.name), context(store))
    for problem in checked.problems:
        print(words.sentence(problem))
    batch = pipeline.stage(store, checked, path.name, content, asked.by, OWNER)
    errors = int(store.batches().set_index("id").loc[batch, "errors"])
    verdict = f"{errors} lỗi, chưa đưa vào sử dụng được" if errors else "không có lỗi, chờ đưa vào sử dụng"
    print(f"Lần cập nhật số {batch}: {len(checked.observations)} dòng, {verdict}.")
    return 1 if errors else 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AppError("unreadable_file", name=str(path), reason=error.strerror or "không mở được tệp") from error


def _publish(store: Store, asked: Arguments) -> int:
    version = pipeline.publish(store, asked.batch, store.version(), asked.by, OWNER)
    print(f"Đã đưa lần cập nhật số {asked.batch} vào sử dụng (phiên bản số liệu {version}).")
    return 0


def _roll_back(store: Store, asked: Arguments) -> int:
    version = pipeline.roll_back(store, asked.batch, store.version(), asked.by, OWNER)
    print(f"Đã gỡ lần cập nhật số {asked.batch} (phiên bản số liệu {version}).")
    return 0


def _batches(store: Store, asked: Arguments) -> int:
    for row in store.batches().to_dict("records"):
        print(
            f"{row['id']:>5}  {row['state']:<12} {row['rows']:>7} dòng  {row['errors']} lỗi  "
            f"{row['published_at'] or row['created_at']}  {row['published_by'] or row['created_by']}  {row['file_name']}"
        )
    return 0


def _assess(store: Store, asked: Arguments) -> int:
    _prepare_quietly(store)
    known = definitions.current()
    if asked.indicator not in known.catalogue:
        raise AppError("unknown_indicator", code=asked.indicator)
    units = store.units()
    unit = Units.valid_on(units, asked.at).find(asked.unit)
    if unit is None:
        raise AppError("unknown_unit", code=asked.unit, day=f"{asked.at:%d/%m/%Y}")
    valid = Units.valid_on(units, asked.at)
    province = valid.ancestor(Level.PROVINCE).get(unit)
    where = query.Place(valid.within(province or unit), province or unit)
    level = Level(asked.level) if asked.level else valid.level(unit)
    rows = query.assessment(query.visible(store, where.units), where, known, Question(level, asked.at))
    inside = set(where.units.of_level(level, unit))
    rows = rows[(rows["indicator"] == asked.indicator) & rows["unit"].isin(inside)]
    codes = where.units.frame["code"]
    found = [query.as_json(row, codes[row["unit"]]) for row in rows.to_dict("records")]
    answer = found if asked.level else found[0] if found else None
    print(json.dumps(answer, ensure_ascii=False, indent=2) if asked.json else _lines(found))
    return 0 if found else 1


def _prepare_quietly(store: Store) -> None:
    if store.units().empty:
        prepare(store, config.province_code())


def _lines(rows: list[dict]) -> str:
    return "\n".join(f"{row['unit']}  {row['name']}: {row['value']}  {row['status']}" for row in rows)


def _sample(store: Store, asked: Arguments) -> int:
    remove_sample(store, asked.by)
    print("Đã gỡ toàn bộ số liệu kèm theo phần mềm.")
    return 0


def _boundaries(store: Store, asked: Arguments) -> int:
    _prepare(store, asked)
    path = Path(asked.file)
    layers, report = import_boundaries(path, asked.level, store.units(), asked.valid_on, asked.source, asked.licence)
    for sentence in report.sentences():
        print(sentence)
    if not layers:
        return 1
    for layer in layers:
        store.save_layer(layer_row(layer))
    kept = config.GEO / "imported"
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path, kept / f"{layers[0].hash}-{path.name}")
    print(f"Đã lưu {len(layers)} lớp ranh giới.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="khuyenhoc", description="Số liệu khuyến học, xây dựng xã hội học tập")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")

    def command(name: str, run, words: str, *, by: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        if by:
            added.add_argument("--by", default=getpass.getuser(), metavar="HỌ_TÊN", help="ai làm, ghi vào lịch sử")
        return added

    command("prepare", _prepare, "chuẩn bị cơ sở dữ liệu: danh mục địa bàn, số liệu kèm theo, sơ đồ")
    command("stage", _stage, "kiểm tra và giữ một tệp CSV, chưa đưa vào sử dụng", by=True).add_argument("file")
    command("publish", _publish, "đưa một lần cập nhật vào sử dụng", by=True).add_argument("batch", type=int)
    command("rollback", _roll_back, "gỡ một lần cập nhật đã đưa vào sử dụng", by=True).add_argument("batch", type=int)
    command("batches", _batches, "liệt kê các lần cập nhật")
    sample = command("sample", _sample, "gỡ số liệu kèm theo phần mềm", by=True)
    sample.add_argument("--remove", action="store_true", required=True, help="gỡ toàn bộ")
    assess = command("assess", _assess, "đánh giá một chỉ tiêu của một địa bàn")
    assess.add_argument("--indicator", required=True, help="mã chỉ tiêu")
    assess.add_argument("--unit", required=True, help="mã địa bàn: 02, 024, 00688")
    assess.add_argument("--at", type=date.fromisoformat, default=date.today(), metavar="NGÀY", help="ví dụ 2024-05-31")
    assess.add_argument("--level", choices=[level.value for level in Level], help="mọi địa bàn cấp này trong --unit")
    assess.add_argument("--json", action="store_true", help="in dạng JSON")
    _boundary_arguments(commands, command)
    return parser


def _boundary_arguments(commands, command) -> None:
    group = command("boundaries", _boundaries, "nhập tệp ranh giới thay cho sơ đồ")
    group.add_argument("action", choices=["import"], help="nhập")
    group.add_argument("file")
    group.add_argument("--level", choices=["commune", "district", "province"], default="commune", help="cấp của tệp")
    group.add_argument("--valid-on", type=date.fromisoformat, required=True, metavar="NGÀY", help="ranh giới đúng vào ngày")
    group.add_argument("--source", required=True, help="nguồn của tệp")
    group.add_argument("--licence", required=True, help="giấy phép sử dụng")


if __name__ == "__main__":
    sys.exit(main())
