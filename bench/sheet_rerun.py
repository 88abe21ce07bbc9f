"""What one change on Địa bàn costs the server: another indicator, another unit. A real server process, as overview_rerun.py.

Run: python bench/sheet_rerun.py. Exits non-zero over 50 ms of processor time per change made before.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from overview_rerun import BUDGET_MS, CHANGES, ROUNDS, Visitor, measured, server, stream

CHANGED = ("Chỉ tiêu", "Địa bàn")


class Reader(Visitor):
    """Opens the sheet of the first unit."""

    page = "dia-ban"


def changed(pid: int, visitor: Visitor, label: str) -> tuple[list[float], list[float], int]:
    """Every choice that is measured has been made once; the other choice stays where it was then."""
    for number in range(ROUNDS * CHANGES):
        visitor.choose(label, number)
        visitor.rerun()
    time.sleep(2)
    found = measured(pid, visitor, label)
    visitor.choose(label, 0)
    visitor.rerun()
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as (pid, port, _), stream(port) as socket_:
        visitor = Reader(socket_)
        first, _ = visitor.rerun()
        results = {label: changed(pid, visitor, label) for label in CHANGED}
    print(f"first sheet {first:.0f} ms")
    print(f"{'a change of':<14}{'processor ms, median':>22}{'worst round':>14}{'wait ms, median':>18}{'bytes':>12}")
    over = False
    for label, (processor, waits, largest) in results.items():
        middle = statistics.median(processor)
        print(f"{label:<14}{middle:>22.1f}{max(processor):>14.1f}{statistics.median(waits):>18.1f}{largest:>12,}")
        over |= middle > BUDGET_MS
    print(f"OUTSIDE THE BUDGET: {BUDGET_MS} ms per change" if over else "within the budget")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
