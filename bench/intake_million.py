"""A long tidy CSV read, checked, staged and published, beside what people would write: pd.read_csv and executemany into one
table without an index, on the same file in the same run. Each way in a process of its own, so that its memory is its own.

Run: python bench/intake_million.py [ROWS]. Exits non-zero over 3 times the time or 1 GiB. Without ROWS: a million, or as many
as the product accepts in one file, which it then says.
"""

import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

TIMES, MEMORY_MB = 3.0, 1024
WANTED = 1_000_000
FIRST_DAY = date(2022, 1, 1)
HEAD = ("period", "unit_code", "indicator", "numerator", "denominator", "source")

from khuyenhoc import config  # noqa: E402 - beside the budgets above
from khuyenhoc.access.local import OWNER  # noqa: E402
from khuyenhoc.domain.unit import LAST_OLD_DAY, Level, Units  # noqa: E402
from khuyenhoc.intake import pipeline  # noqa: E402
from khuyenhoc.intake.check import check  # noqa: E402
from khuyenhoc.intake.open_file import open_file  # noqa: E402
from khuyenhoc.intake.read import MOST_ROWS  # noqa: E402
from khuyenhoc.prepare import context, prepare  # noqa: E402
from khuyenhoc.store.batches import Upload  # noqa: E402
from khuyenhoc.store.store import Store  # noqa: E402


def written(path: Path, rows: int, store: Store) -> None:
    """The communes of the province, rates of the catalogue, a day each: each key once."""
    units = Units.valid_on(store.units(), LAST_OLD_DAY)
    codes = [
        str(units.frame.at[key, "code"]) for key in units.of_level(Level.COMMUNE, units.find(config.SAMPLE_PROVINCE))
    ]
    known = context(store).catalogue
    rates = [
        each.code
        for each in known
        if each.is_rate and not each.unit_value and not each.replaces and Level.COMMUNE in each.collected_levels
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for number in range(rows):
            day, rest = divmod(number, len(codes) * len(rates))
            when = FIRST_DAY + timedelta(days=day)
            rate, code = divmod(rest, len(codes))
            n = 100 + number % 700
            writer.writerow((when.isoformat(), codes[code], rates[rate], n, n + 300, f"Báo cáo {day + 1}"))


def ours(path: Path, url: str) -> dict[str, float]:
    store = Store.open(url)
    about, steps, last = context(store), {}, time.perf_counter()

    def done(name: str) -> None:
        nonlocal last
        steps[name], last = time.perf_counter() - last, time.perf_counter()

    content = path.read_bytes()
    opened = open_file(content, path.name)
    done("read")
    checked = check(opened.sheets[0], about)
    assert not checked.has_errors, checked.problems[:3]
    done("check")
    batch = pipeline.hold(store, checked, Upload(path.name, content, "Đo", problems=checked.problems), OWNER)
    done("stage")
    pipeline.publish(store, batch, store.version(), "Đo", OWNER, "đo thời gian")
    done("publish")
    store.close()
    return steps


def plain(path: Path, database: str) -> dict[str, float]:
    start = time.perf_counter()
    frame = pd.read_csv(path, dtype={"unit_code": str})
    with sqlite3.connect(database) as connection:
        connection.execute(
            "CREATE TABLE figure (period TEXT, unit_code TEXT, indicator TEXT, numerator REAL, denominator REAL, source TEXT)"
        )
        connection.executemany("INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?)", frame.itertuples(index=False, name=None))
    return {"read_csv + executemany": time.perf_counter() - start}


def child(way: str, path: str, target: str) -> None:
    steps = ours(Path(path), target) if way == "ours" else plain(Path(path), target)
    print(repr((steps, most_memory())))


def most_memory() -> float:
    """MiB of this process: ru_maxrss would begin with what its parent held when it started this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def measured(way: str, path: Path, target: str) -> tuple[dict[str, float], float]:
    command = [sys.executable, __file__, "--child", way, str(path), target]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    steps, memory = eval(shown.splitlines()[-1], {"__builtins__": {}})  # noqa: S307 - what child() printed
    for name, seconds in steps.items():
        print(f"{way:<6}{name:<24}{seconds:7.2f} s")
    return steps, memory


def main() -> int:
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else WANTED
    rows = min(asked, MOST_ROWS - 1)
    if rows < asked:
        print(f"one file may have {MOST_ROWS} rows at most: measured with {rows}, not {asked}")
    with tempfile.TemporaryDirectory(prefix="bench-million-") as folder:
        os.environ["KHUYENHOC_HOME"] = folder
        url = f"sqlite:///{Path(folder) / 'khuyenhoc.db'}"
        store = Store.open(url)
        prepare(store, config.SAMPLE_PROVINCE)
        path = Path(folder) / "so-lieu.csv"
        written(path, rows, store)
        store.close()
        theirs, _ = measured("plain", path, str(Path(folder) / "plain.db"))
        mine, memory = measured("ours", path, url)
    times = sum(mine.values()) / sum(theirs.values())
    print(f"{rows} rows: {times:.1f} times (budget {TIMES}), {memory:.0f} MiB (budget {MEMORY_MB})")
    return 0 if times <= TIMES and memory <= MEMORY_MB and rows == asked else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:5])
        sys.exit(0)
    sys.exit(main())
