"""From a boundary file to the maps: read in a process of its own (boundary_reading), reported, kept, withdrawn, put back.

The folder it is worked on in is named by what is asked, so that the same file described the same way is read once, whoever
asks again. Loads no library that reads shapes: the server never does.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from khuyenhoc import config
from khuyenhoc.access.local import Person
from khuyenhoc.errors import AppError
from khuyenhoc.geography.layer import Layer, from_bytes, to_bytes
from khuyenhoc.geography.report import Report
from khuyenhoc.store.layers import Boundaries, LayerRow
from khuyenhoc.store.store import Store

ASK, PROGRESS, REPORT = "ask.json", "progress.json", "report.json"


@dataclass(frozen=True)
class Claim:
    """What a person says of a boundary file. `crs`: only where the file does not name its coordinate system."""

    level: str
    valid_on: date
    source: str
    licence: str
    shareable: bool = False
    crs: str | None = None


@dataclass(frozen=True)
class Reading:
    """What a file gave: no layers where the report refuses it."""

    layers: tuple[Layer, ...]
    report: Report


# Reading

_running: dict[Path, subprocess.Popen[bytes]] = {}
_one_at_a_time = Lock()


def folder_of(file_name: str, content: bytes, claim: Claim) -> Path:
    """Where this file, described this way, is worked on."""
    asked = json.dumps([file_name, asdict(claim)], default=str)
    name = hashlib.sha256(asked.encode() + hashlib.sha256(content).digest()).hexdigest()[:20]
    return config.home() / "boundaries" / name


def start(file_name: str, content: bytes, claim: Claim, person: Person) -> tuple[Path, subprocess.Popen[bytes] | None]:
    """Begins to read a file, unless that was done before (no process) or is being done: then it is that process, whoever asks.
    Raises AppError: not_allowed, boundaries_undescribed."""
    person.require_writing()
    if not claim.source.strip() or not claim.licence.strip():
        raise AppError("boundaries_undescribed")
    folder = folder_of(file_name, content, claim)
    with _one_at_a_time:
        for ended in [each for each, process in _running.items() if process.poll() is not None]:
            del _running[ended]
        if folder in _running:
            return folder, _running[folder]
        if (folder / REPORT).exists():
            return folder, None
        _running[folder] = _process(folder, file_name, content, claim)
        return folder, _running[folder]


def _process(folder: Path, file_name: str, content: bytes, claim: Claim) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    suffix = Path(file_name).suffix.lower()
    (folder / f"file{suffix}").write_bytes(content)
    asked = asdict(claim) | {"file": f"file{suffix}"}
    (folder / ASK).write_text(json.dumps(asked, default=str), encoding="utf-8")
    command = [sys.executable, "-m", "khuyenhoc.intake.boundary_reading", str(folder)]
    return subprocess.Popen(command)  # noqa: S603 - our own module


def progress(folder: Path) -> tuple[float, str]:
    """How far it is (0–1) and what it is at."""
    try:
        share, words = json.loads((folder / PROGRESS).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):  # not begun, or just being written
        return 0.0, "Đang bắt đầu"
    return float(share), str(words)


def finished(folder: Path) -> Reading | None:
    """What came of it, None while it is not finished."""
    if not (folder / REPORT).exists():
        return None
    report = Report(**json.loads((folder / REPORT).read_text(encoding="utf-8")))
    files = sorted(folder.glob("*.layer"))
    return Reading(tuple(from_bytes(file.read_bytes()) for file in files), report)


# Keeping


def keep(
    store: Store, file: Path, file_name: str, claim: Claim, reading: Reading, seen: int, by: str, person: Person
) -> int:
    """The layers are shown from now on; the file itself is kept as it came. Returns its number.

    Raises AppError: not_allowed, boundaries_refused, boundaries_undescribed, changed_since_seen, name_required.
    """
    person.require_writing()
    if not reading.layers:
        raise AppError("boundaries_refused", reason=reading.report.refusal)
    first = reading.layers[0]
    described = Boundaries(
        file_name, claim.level, first.province, claim.valid_on, claim.source.strip(), claim.licence.strip(),
        claim.shareable, "\n".join(reading.report.sentences()),
    )  # fmt: skip
    rows = [
        LayerRow(each.hash, each.level, each.province, each.valid_on, each.kind, to_bytes(each))
        for each in reading.layers
    ]
    number = store.save_boundaries(described, rows, seen, by)
    kept = config.imported_boundaries()
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, kept / f"{number}-{first.hash}-{Path(file_name).name}")
    return number


def withdraw(store: Store, number: int, seen: int, by: str, person: Person) -> int:
    """Gỡ: the maps are again what they were without this file. Returns the new data version; raises AppError."""
    person.require_writing()
    return store.withdraw_boundaries(number, seen, by)


def put_back(store: Store, number: int, seen: int, by: str, person: Person) -> int:
    """Đưa lại. Returns the new data version; raises AppError."""
    person.require_writing()
    return store.withdraw_boundaries(number, seen, by, again=True)


def original(folder: Path) -> Path:
    """The file being worked on in a folder."""
    asked = json.loads((folder / ASK).read_text(encoding="utf-8"))
    return folder / str(asked["file"])
