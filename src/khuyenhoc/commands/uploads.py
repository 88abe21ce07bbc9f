"""Commands that write: prepare, stage, publish, roll back, list batches, remove the sample."""

import argparse
import getpass
from pathlib import Path
from typing import Any

from khuyenhoc import query, small_numbers
from khuyenhoc.access.local import OWNER
from khuyenhoc.errors import BATCH_STATES, AppError
from khuyenhoc.intake import pipeline, words
from khuyenhoc.intake.office_form import shape
from khuyenhoc.intake.open_file import open_file, refuse_large
from khuyenhoc.prepare import context, prepare, remove_sample
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Commands

Arguments = argparse.Namespace
_BY_COMMAND = "đưa vào sử dụng bằng dòng lệnh"


def register(commands: Commands) -> None:
    commands.add("prepare", _prepare, "chuẩn bị cơ sở dữ liệu: danh mục địa bàn, số liệu kèm theo, sơ đồ")
    staging = commands.add("stage", _stage, "kiểm tra và giữ một tệp số liệu, chưa đưa vào sử dụng", by=True)
    staging.add_argument("file", metavar="TỆP", help="tệp theo mẫu: Excel, CSV, hoặc tệp nén của chúng")
    for name, run, what in (
        ("publish", _publish, "đưa một lần cập nhật vào sử dụng"),
        ("rollback", _roll_back, "gỡ một lần cập nhật đã đưa vào sử dụng"),
    ):
        acting = commands.add(name, run, what, by=True)
        acting.add_argument("batch", metavar="SỐ", type=int, help="số của lần cập nhật")
        if run is _publish:
            acting.add_argument(
                "--why", metavar="LÝ_DO", default=_BY_COMMAND, help="vì sao vẫn đưa vào sử dụng, khi có cảnh báo"
            )
    commands.add("batches", _batches, "liệt kê các lần cập nhật")
    sample = commands.add("sample", _sample, "gỡ số liệu kèm theo phần mềm", by=True)
    sample.add_argument("--remove", action="store_true", required=True, help="gỡ toàn bộ")


def _prepare(store: Store, asked: Arguments) -> int:
    for line in prepare(store) or ["Đã có đủ, không phải chuẩn bị gì."]:
        print(line)
    return 0


def _stage(store: Store, asked: Arguments) -> int:
    prepare(store)
    path = Path(asked.file)
    content = bytes_of(path)
    opened = open_file(content, path.name)
    tabs = opened.alike or (opened.sheets[opened.likely],)
    answers = pipeline.remembered(store, shape(tabs[0]))
    known, about = query.definitions_at(store), context(store)
    checked = pipeline.read_tabs(store, tabs, store.version(), known, about, answers).checked
    if len(opened.sheets) > 1:
        print(f"Đọc trang tính: {', '.join(tab.tab for tab in tabs)}.")
    for problem in checked.problems:
        print(words.sentence(problem))
    batch = pipeline.stage(store, checked, path.name, content, written_by(asked), OWNER)
    errors = sum(row["errors"] for row in store.batches().to_dict("records") if row["id"] == batch)
    verdict = f"{errors} lỗi, không đưa vào sử dụng được" if errors else "không có lỗi, chờ đưa vào sử dụng"
    print(f"Lần cập nhật số {batch}: {len(checked.observations)} dòng, {verdict}.")
    return 1 if errors else 0


def bytes_of(path: Path) -> bytes:
    """Raises AppError("unreadable_file"), for a file too large before it is read."""
    try:
        refuse_large(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise AppError("unreadable_file", name=str(path), reason=error.strerror or "không mở được tệp") from error


def written_by(asked: Arguments) -> str:
    """The name for the history: as given, else that of the account. Raises AppError(name_required)."""
    try:
        return asked.by or getpass.getuser()
    except (KeyError, OSError, ImportError) as error:  # an account without a name
        raise AppError("name_required") from error


def _publish(store: Store, asked: Arguments) -> int:
    version = pipeline.publish(store, asked.batch, store.version(), written_by(asked), OWNER, asked.why)
    small_numbers.keep(store, version)
    print(f"Đã đưa lần cập nhật số {asked.batch} vào sử dụng (phiên bản số liệu {version}).")
    return 0


def _roll_back(store: Store, asked: Arguments) -> int:
    version = pipeline.roll_back(store, asked.batch, store.version(), written_by(asked), OWNER)
    small_numbers.keep(store, version)
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


def _sample(store: Store, asked: Arguments) -> int:
    remove_sample(store, written_by(asked))
    print("Đã gỡ toàn bộ số liệu kèm theo phần mềm.")
    return 0
