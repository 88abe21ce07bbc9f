"""`khuyenhoc units import`: an official list of administrative units; a report first, kept only with --apply."""

import argparse
from datetime import timedelta
from pathlib import Path

from khuyenhoc.access.local import OWNER
from khuyenhoc.commands.uploads import bytes_of, written_by
from khuyenhoc.errors import Problem, Severity
from khuyenhoc.intake import unit_update, words
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.unit_list import only, read_list
from khuyenhoc.prepare import prepare
from khuyenhoc.present import vi
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Commands, day

Arguments = argparse.Namespace
_MOST_SAID = 50


def register(commands: Commands) -> None:
    group = commands.add("units", _units, "nhập danh mục đơn vị hành chính chính thức", by=True)
    group.add_argument("action", choices=["import"], metavar="import", help="nhập")
    group.add_argument("file", metavar="TỆP", help="danh mục của Cục Thống kê, hoặc bảng chuyển đổi xã cũ, xã mới")
    when = group.add_mutually_exclusive_group(required=True)
    when.add_argument("--valid-from", type=day, metavar="NGÀY", help="danh mục có hiệu lực từ ngày này")
    when.add_argument("--valid-to", type=day, metavar="NGÀY", help="danh mục cũ, có hiệu lực đến hết ngày này")
    words = "chỉ lấy tỉnh này trong danh mục; ghi nhiều lần để lấy nhiều tỉnh"
    group.add_argument("--province", action="append", default=[], metavar="MÃ", help=words)
    group.add_argument("--apply", action="store_true", help="ghi vào danh mục; không có thì chỉ báo trước")


def _units(store: Store, asked: Arguments) -> int:
    prepare(store)
    seen, path = store.version(), Path(asked.file)
    content = bytes_of(path)
    given, problems = read_list(open_file(content, path.name).sheets[0])
    if given is None:
        return _told(problems)
    given = only(given, asked.province)
    past = asked.valid_to is not None
    first = asked.valid_to + timedelta(days=1) if past else asked.valid_from
    made, more = unit_update.update(given, store.units(), store.succession(), first, past=past)
    problems += more
    if any(each.severity is Severity.ERROR for each in problems):
        return _told(problems)
    for each in problems[:_MOST_SAID]:
        print(words.sentence(each))
    for line in unit_update.report(made):
        print(line)
    if made.empty:
        print("Danh mục không khác gì danh mục đang dùng.")
    elif asked.apply:
        unit_update.apply(store, made, (path.name, content), seen, written_by(asked), OWNER)
        print(
            f"Đã ghi vào danh mục: {vi.number(len(made.added))} đơn vị thêm, {vi.number(len(made.pairs))} dòng chuyển đổi."
        )
    else:
        print("Chưa ghi gì. Thêm --apply để ghi vào danh mục.")
    return 0


def _told(problems: list[Problem]) -> int:
    """Everything wrong, one line each."""
    print(f"Có {vi.number(len(problems))} điều phải sửa. Chưa có gì được ghi.")
    for each in problems[:_MOST_SAID]:
        print(words.sentence(each))
    return 1
