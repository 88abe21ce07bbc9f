"""What one change on Dân tộc và hộ nghèo costs the server, with all its blocks: another unit, another period. As sheet_rerun.py.
For an official and for somebody else on the network, who sees “(ẩn)”; and how soon either sees the page opened for the first time.
And the shaded table of 20 peoples in 193 communes from their figures to its HTML, never made before.

Run: python bench/equity_rerun.py. Exits non-zero over 80 ms of processor time per change made before, 300 ms of it per table.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from overview_rerun import Visitor, server, stream
from sheet_rerun import changed

from khuyenhoc.domain import gap, group_cut
from khuyenhoc.present import heat, status

BUDGET_MS, TABLE_BUDGET_MS = 80, 300
COMMUNES, PEOPLES = 193, 20
CLASSES = status.rate_classes(0.7)
CHANGED = ("Địa bàn", "Kỳ số liệu")
WHO = {"official": {}, "outsider": {"X-Forwarded-For": "10.0.0.7"}}  # who comes through a proxy is not at the machine


class Reader(Visitor):
    """Opens the page for the province."""

    page = "dan-toc-ho-ngheo"


def figures() -> pd.DataFrame:
    """Every people in every commune, and the communes' totals, drawn once."""
    rows = [
        (f"u{unit}", f"g{group}" if group else "", 130 + unit % 7 * 10 + group, 200 + group * 3)
        for unit in range(COMMUNES)
        for group in range(PEOPLES + 1)
    ]
    frame = pd.DataFrame(rows, columns=["unit", "ethnicity", "numerator", "denominator"])
    return frame.assign(period="2024-05", poverty="", hidden=False, sample=False)


def table_seconds(found: pd.DataFrame) -> float:
    """Processor time from the figures to the table, as ui/equity_heat.py makes it: the same on a machine at rest and a busy one."""
    start = time.process_time()
    single = {f"g{group}" for group in range(1, PEOPLES + 1)}
    groups = group_cut.few_together(group_cut.groups(found, group_cut.Cut.PEOPLES, single), single)
    shown = gap.against_one(groups, gap.references(groups, found, gap.Reference.OWN, "u0"), "u0", lower=False)
    units, names = list(shown["unit"].unique()), list(shown["group"].unique())
    at = [{name: place for place, name in enumerate(each)} for each in (units, names)]
    where = zip(shown["unit"].map(at[0]), shown["group"].map(at[1]), strict=True)
    rates = dict(zip(where, shown["value"], strict=True))
    heat.heat_html([(unit, f"/dan-toc-ho-ngheo?dia-ban={unit}") for unit in units], names, rates, CLASSES, "t")
    return time.process_time() - start


def main() -> int:
    drawn = figures()
    table = statistics.median(table_seconds(drawn) for _ in range(10)) * 1000
    results, opened = {}, {}
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as (pid, port, _):
        for who, headers in WHO.items():
            with stream(port, headers) as socket_:
                visitor = Reader(socket_)
                opened[who] = visitor.rerun()[0], visitor.rerun()[0]
                results |= {f"{who}, {label}": changed(pid, visitor, label) for label in CHANGED}
    print(f"a table of {COMMUNES} × {PEOPLES}: {table:.0f} ms of processor time")
    for who, (first, again) in opened.items():
        print(f"{who}: first page {first:.0f} ms, the same again {again:.0f} ms")
    print(f"{'a change of':<26}{'processor ms, median':>22}{'worst round':>14}{'wait ms, median':>18}{'bytes':>12}")
    over = table > TABLE_BUDGET_MS
    for label, (processor, waits, largest) in results.items():
        middle = statistics.median(processor)
        print(f"{label:<26}{middle:>22.1f}{max(processor):>14.1f}{statistics.median(waits):>18.1f}{largest:>12,}")
        over |= middle > BUDGET_MS
    print(
        f"OUTSIDE THE BUDGET: {BUDGET_MS} ms per change, {TABLE_BUDGET_MS} ms per table"
        if over
        else "within the budget"
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
