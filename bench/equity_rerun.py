"""What one change on Dân tộc và hộ nghèo costs the server, with all its blocks: another unit, another period. As sheet_rerun.py.

Run: python bench/equity_rerun.py. Exits non-zero over 80 ms of processor time per change made before.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from overview_rerun import Visitor, server, stream
from sheet_rerun import changed

BUDGET_MS = 80
CHANGED = ("Địa bàn", "Kỳ số liệu")


class Reader(Visitor):
    """Opens the page for the province."""

    page = "dan-toc-ho-ngheo"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as (pid, port, _), stream(port) as socket_:
        visitor = Reader(socket_)
        first, _ = visitor.rerun()
        again, _ = visitor.rerun()
        results = {label: changed(pid, visitor, label) for label in CHANGED}
    print(f"first page {first:.0f} ms, the same again {again:.0f} ms")
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
