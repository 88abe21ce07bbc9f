"""The least that any safe pattern hides: of small tables, found exactly, beside what ours and the textbook's greedy hide.

A figure is hidden with its N (that costs nothing here, and ours shows more). Cuts: while the attacker tells a small number
of the cheapest pattern left, the shown figures that tell it are made as few as tell it still, and one of them must be
hidden from then on. Fractions are allowed to the attacker first (as in Fischetti and Salazar-González, Operations Research
49, 2001), whole numbers judge the pattern at the end.

Run: python proof/optimum.py [FIRST LAST]. Prints; there is nothing here to hold.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "proof")]  # the attacker is among the tests

from greedy import greedy  # noqa: E402

from khuyenhoc.domain import suppression  # noqa: E402
from khuyenhoc.domain.suppression import CELL, HIDDEN_N  # noqa: E402
from khuyenhoc.domain.suppression_table import table as table_of  # noqa: E402
from khuyenhoc.domain.suppression_versions import Known  # noqa: E402
from tests.attack.attacker import holders  # noqa: E402
from tests.attack.audit import Audit, audited, searched, small  # noqa: E402
from tests.attack.tables import MINORITIES, drawn  # noqa: E402

TABLES, UNITS, GROUPS = 100, 4, 5
PATIENCE = 60  # seconds for one table
CLEAR = 1e-6


@dataclass(frozen=True)
class Wanted:
    """A number to protect: the cells that make it up (of x = n of every cell, then N − n), and the span it needs."""

    cells: np.ndarray
    need: float


@dataclass(frozen=True)
class Question:
    """`figures`: all that are published, units' totals last; `free`: how many may be hidden. `cost`: what counts as hidden
    beside the small ones. `fixed`: hidden in any case. `sums`: figures × cells; `values`: (n | N − n, figures). `gates`: per
    cell, the figures that must all be hidden for the attacker to think it possible, figures × cells."""

    figures: pd.DataFrame
    free: int
    cost: np.ndarray
    fixed: np.ndarray
    sums: csr_matrix
    values: np.ndarray
    gates: np.ndarray
    wanted: list[Wanted]

    def told(self, hidden: np.ndarray, wanted: Wanted) -> np.ndarray | None:
        """The shown figures that tell a number closer than it may; None where it is safe."""
        shown = ~np.append(hidden, np.zeros(len(self.figures) - self.free, bool))
        shut = (self.gates & ~hidden[:, None]).any(axis=0)
        span, why = 0.0, np.zeros(self.free, bool)
        for side in range(2):
            goal = np.zeros(self.sums.shape[1])
            goal[wanted.cells[wanted.cells // len(goal) == side] % len(goal)] = 1
            for sign in (1, -1) if goal.any() else ():
                found = linprog(
                    -sign * goal, A_eq=self.sums[shown], b_eq=self.values[side][shown],
                    bounds=np.stack([0 * goal, np.where(shut, 0, np.inf)], 1), method="highs",
                )  # fmt: skip
                if found.status == 3:
                    return None
                span -= found.fun
                speaks = np.zeros(len(shown), bool)
                speaks[shown] = np.abs(found.eqlin.marginals) > CLEAR
                closing = shut & (np.abs(found.upper.marginals) > CLEAR)
                why |= speaks[: self.free] | (self.gates[:, closing] & ~hidden[:, None]).any(axis=1)
        return why if span < wanted.need - CLEAR else None

    def cut(self, hidden: np.ndarray, wanted: Wanted) -> np.ndarray | None:
        """As few of them as tell it still: one of these is to be hidden."""
        why = self.told(hidden, wanted)
        if why is None:
            return None
        for one in np.flatnonzero(why):
            fewer = why.copy()
            fewer[one] = False
            if self.told(~fewer, wanted) is not None:
                why = fewer
        return why


def least(question: Question, deadline: float) -> np.ndarray:
    """The cheapest pattern that tells nothing to an attacker who allows for fractions; after the deadline one that does, and
    is no dearer. No safe pattern hides less."""
    cuts: list[np.ndarray] = []
    while True:
        hidden = _cheapest(question, cuts)
        found = [question.cut(hidden, each) for each in question.wanted]
        cuts += [cut for cut in found if cut is not None]
        if all(cut is None for cut in found) or time.monotonic() > deadline:
            return hidden


def _cheapest(question: Question, cuts: list[np.ndarray]) -> np.ndarray:
    bounds = Bounds(question.fixed.astype(float), 1)
    rules = [LinearConstraint(np.array(cuts, float), 1, np.inf)] if cuts else []
    # A little on every figure: of equally good ones the pattern that hides least in the closed tables too.
    found = milp(question.cost + 1e-4, constraints=rules, integrality=np.ones(question.free), bounds=bounds)
    return found.x > 0.5


def question(figures: pd.DataFrame, known: Known) -> Question:
    truth = suppression.published(table_of(figures, known.parents, known.minorities))
    by_group, by_class = truth["ethnicity"] != "", truth["poverty"] != ""
    truth = truth.loc[(~(by_group | by_class)).sort_values(kind="stable").index].reset_index(drop=True)
    by_group, by_class = truth["ethnicity"] != "", truth["poverty"] != ""
    told = (by_group | by_class).to_numpy()
    closed = (by_group & by_class & ~truth["unit"].isin(known.rule.crossed)).to_numpy()
    lowest = [unit for unit in known.parents if unit not in known.parents.values()]
    groups = [code for code in figures["ethnicity"].unique() if code not in ("", "dtts")]
    classes = [code for code in figures["poverty"].unique() if code] or [""]
    cells = pd.MultiIndex.from_product([lowest, groups, classes], names=CELL).to_frame(index=False)
    index = {figure: number for number, figure in enumerate(truth[CELL].itertuples(index=False, name=None))}
    held_by = holders(known.parents, known.minorities)
    sums = np.zeros((len(truth), len(cells)))
    for number, cell in enumerate(cells.itertuples(index=False, name=None)):
        for figure in held_by(cell):
            if figure in index:
                sums[index[figure], number] = 1
    values = np.stack([truth["numerator"], (truth["denominator"] - truth["numerator"]).fillna(0)])
    first = told & small(truth).to_numpy()
    wanted, silent = _wanted(truth, told, first, values, sums, known.rule)
    fixed = first | closed | truth["unit"].isin(silent).to_numpy()
    free = int(told.sum())
    gates = _gates(truth[:free], cells, closed[:free], index)
    cost = np.where(first | closed, 0.0, 1.0)[:free]
    return Question(truth, free, cost, fixed[:free], csr_matrix(sums), values, gates, wanted)


def _wanted(truth, told, first, values, sums, rule) -> tuple[list[Wanted], set[str]]:
    """Small numbers; and the units whose total says too much of one already."""
    totals = {truth.at[row, "unit"]: values[:, row] for row in np.flatnonzero(~told)}
    wanted, silent = [], set()
    for row in np.flatnonzero(first):
        unit = truth.at[row, "unit"]
        for sides in ((0,), (1,), (0, 1)):
            value, total = (sum(each[side] for side in sides) for each in (values[:, row], totals[unit]))
            if 1 <= value < rule.smallest and not (
                truth.at[row, "denominator"] != truth.at[row, "denominator"] and 1 in sides
            ):
                silent |= {unit} if total < rule.span else set()
                within = np.flatnonzero(sums[row])
                wanted.append(
                    Wanted(np.concatenate([side * sums.shape[1] + within for side in sides]), min(rule.span, total))
                )
    return wanted, silent


def _gates(figures: pd.DataFrame, cells: pd.DataFrame, closed: np.ndarray, index: dict) -> np.ndarray:
    gates = np.zeros((len(figures), len(cells)), bool)
    for number, (unit, group, klass) in enumerate(cells.itertuples(index=False, name=None)):
        own = (figures["unit"] == unit).to_numpy()
        both = own & ((figures["ethnicity"] != "") & (figures["poverty"] != "")).to_numpy()
        named = klass == "" or ((unit, group, "") in index and (unit, "", klass) in index)
        if klass and named and closed[both].all():
            continue
        if (unit, group, klass) not in index or (klass and closed[both].all()):
            gates[:, number] = both if klass and named else own
    return gates


def optimal(figures: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The pattern that no safe one is cheaper than."""
    asked = question(figures, known)
    hidden = least(asked, time.monotonic() + PATIENCE)
    return asked.figures.loc[: asked.free - 1, CELL][hidden].assign(**{HIDDEN_N: True})


def main(arguments: list[str]) -> int:
    first, last = (int(text) for text in arguments) if arguments else (0, TABLES)
    names = {"greedy": greedy, "ours": searched, "optimum": optimal}
    together = {name: Audit() for name in names}
    exact = 0
    for seed in range(first, last):
        table = drawn(seed, UNITS, GROUPS)
        crossed = [unit for unit in table.parents if seed % 2 or not unit.startswith("c")]
        line = f"table {seed:<5}"
        for name, pattern_of in names.items():
            audit = audited(table.figures, table.parents, MINORITIES, crossed, pattern_of)
            together[name].add(audit)
            line += f"{name} {audit.hidden:>4}, leaks {len(audit.leaks):<4}"
        exact += not audit.leaks
        print(line + f"of {audit.figures}, small {audit.first}", flush=True)
    figures = together["ours"].figures
    print(
        f"tables {first}–{last - 1}: {figures:,} figures, small {together['ours'].first / figures:.1%}, optimum exact in {exact}"
    )
    for name, audit in together.items():
        print(f"{name:<10} hidden {audit.hidden / figures:.1%}, numbers told {len(audit.leaks):,} of {audit.numbers:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
