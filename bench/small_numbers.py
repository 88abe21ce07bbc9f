"""What hiding small numbers costs: one indicator and period of a province of 193 communes, 7 and 19 peoples, 3 poverty classes.

Run: python bench/small_numbers.py. Exits non-zero over 150 ms for the 7 peoples of the sample, 300 ms for 19. Processor
time; the least of the runs is judged. What it finds is kept until figures of the period change.
"""

import sys
import time

import numpy as np
import pandas as pd

from khuyenhoc.domain.suppression import CELL, NOTHING, Rule
from khuyenhoc.domain.suppression_versions import Known, widened

RUNS = 5
DISTRICTS, COMMUNES, CLASSES = 11, 193, ("near_poor", "not_poor", "poor")
SEED = 2024
CASES = {7: 150, 19: 300}


def drawn(peoples: int) -> tuple[pd.DataFrame, Known]:
    """Communes with two or three large peoples and many small ones, as in the mountains."""
    chance = np.random.default_rng(SEED)
    parents: dict[str, str | None] = {"P": None} | {f"D{each}": "P" for each in range(DISTRICTS)}
    parents |= {f"c{each}": f"D{each % DISTRICTS}" for each in range(COMMUNES)}
    communes, groups = [unit for unit in parents if unit.startswith("c")], [f"g{each}" for each in range(peoples)]
    cells = pd.MultiIndex.from_product([communes, groups, CLASSES], names=CELL).to_frame(index=False)
    shape = (COMMUNES, peoples, len(CLASSES))
    mix = chance.dirichlet(np.full(peoples, 0.35), COMMUNES)[:, :, None]
    size = np.floor(970 * mix * chance.dirichlet((3, 9, 5), shape[:2])).ravel()
    number = chance.binomial(size.astype(int), np.clip(chance.normal(0.65, 0.12, shape).ravel(), 0.05, 0.98))
    cells = cells.assign(numerator=number.astype(float), denominator=size)[size > 0]
    rule = Rule(10, 5, frozenset(unit for unit in parents if not unit.startswith("c")))
    return with_sums(cells, parents), Known(parents, set(groups[1:]), rule)


def with_sums(cells: pd.DataFrame, parents: dict[str, str | None]) -> pd.DataFrame:
    parts = [cells.assign(**dict.fromkeys(names, "")) for names in ([], ["ethnicity"], ["poverty"], CELL[1:])]
    level = pd.concat(parts)
    levels = [level]
    while len(level := level.assign(unit=level["unit"].map(parents)).dropna(subset="unit")):
        levels.append(level)
    return pd.concat(levels).groupby(CELL, as_index=False, sort=False)[["numerator", "denominator"]].sum()


def main() -> int:
    within = True
    for peoples, budget in CASES.items():
        figures, known = drawn(peoples)
        taken = []
        for _ in range(RUNS):
            start = time.process_time()
            hidden = widened(NOTHING, [], figures, known)
            taken.append((time.process_time() - start) * 1000)
        within = within and min(taken) <= budget
        print(
            f"{peoples:>3} peoples{len(figures):>9,} figures{len(hidden):>9,} hidden{min(taken):>9,.0f} ms "
            f"(budget {budget})  {'' if min(taken) <= budget else 'OVER'}"
        )
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
