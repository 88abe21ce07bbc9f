"""Somebody who works out what was hidden: all that is published as equations over the cells nobody sees, solved exactly.

Knows the parts of the product's output and nothing of how it was made. Unknown: n and N − n of every cell (unit,
ethnic group, poverty class) that is reported, whole numbers from 0. Known: every figure that is not hidden, of every
unit, group, class and sum of them; which rows there are. A rate or a gap that is shown follows from n and N shown.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

CELL = ["unit", "ethnicity", "poverty"]
N, REST = 0, 1
FAR = 1e6  # nothing is larger, unless something published is


@dataclass(frozen=True)
class Knowledge:
    """equations · x = values over x = (n of every cell, then N − n of every cell); `sums`: the cells of every figure."""

    equations: csr_matrix
    values: np.ndarray
    sums: dict[tuple[str, str, str], np.ndarray]
    cells: int

    def inside(self, places: np.ndarray, truth: np.ndarray) -> "Knowledge":
        """The same about some of x, where the others are as they really are."""
        others = np.setdiff1d(np.arange(2 * self.cells), places)
        left = self.values - self.equations[:, others] @ truth[others]
        part = self.equations[:, places]
        said = np.diff(part.indptr) > 0
        return Knowledge(part[said], left[said], {}, self.cells)


def holders(parents: Mapping[str, str | None], minorities: Collection[str]) -> Callable[[tuple], Iterator[tuple]]:
    """Of a cell: every figure that holds it."""

    def above(unit: str) -> list[str]:
        parent = parents.get(unit)
        return [unit, *(above(parent) if parent else [])]

    def groups(code: str) -> list[str]:
        return [code, "", *(["dtts"] if code in minorities else [])]

    return lambda cell: product(above(cell[0]), groups(cell[1]), {cell[2], ""})


def knowledge(cells: pd.DataFrame, shown: pd.DataFrame, held_by: Callable[[tuple], Iterator[tuple]]) -> Knowledge:
    """`cells`: the reported cells (CELL), `shown`: CELL, numerator, denominator; NaN where hidden, absent where unknown."""
    size = len(cells)
    members: dict[tuple, list[int]] = {}
    for number, cell in enumerate(cells[CELL].itertuples(index=False, name=None)):
        for figure in held_by(cell):
            members.setdefault(figure, []).append(number)
    sums = {figure: np.array(numbers) for figure, numbers in members.items()}
    rows, values = [], []
    for *figure, n, whole in shown[[*CELL, "numerator", "denominator"]].itertuples(index=False, name=None):
        within = sums.get(tuple(figure))
        if within is None:
            continue
        for value, columns in ((n, within), (whole, np.concatenate([within, size + within]))):
            if value == value:
                rows.append(columns)
                values.append(value)
    lengths = np.array([len(row) for row in rows])
    places = np.repeat(np.arange(len(rows)), lengths), np.concatenate(rows)
    matrix = csr_matrix((np.ones(lengths.sum()), places), shape=(len(rows), 2 * size))
    return Knowledge(matrix, np.array(values, dtype=float), sums, size)


@dataclass(frozen=True)
class Looked:
    """What is known, the table as it really is, and the unit above each cell: where to look first for another table."""

    known: Knowledge
    truth: np.ndarray
    blocks: np.ndarray


def spans(
    looked: Looked, wanted: list[tuple[tuple[str, str, str], tuple[int, ...]]], enough: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that each number wanted can be (figure, N | REST | both), as far as it takes to find two
    possible values `enough` apart. Every table found on the way answers for all numbers at once; those that differ from
    the real one below one unit only are looked for first, since they are found soonest, and those that are far off in many
    numbers at once before those far off in one."""
    goals = _goals(looked.known, wanted)
    reached = Reached(goals, goals @ looked.truth, goals @ looked.truth, enough)
    places = [np.flatnonzero(np.tile(looked.blocks == block, 2)) for block in dict.fromkeys(looked.blocks)]
    for inside in [*(places if len(places) > 1 else []), np.arange(2 * looked.known.cells)]:
        part = looked.known.inside(inside, looked.truth)
        for goal in _next_goals(goals[:, inside], reached):
            for sign in (-1, 1):
                found = looked.truth.copy()
                found[inside] = _extreme(part, goal, sign)
                reached.add(found)
    return reached.low, reached.high


@dataclass
class Reached:
    """How far apart the values of each goal are in the tables found so far."""

    goals: csr_matrix
    low: np.ndarray
    high: np.ndarray
    enough: np.ndarray

    def add(self, found: np.ndarray) -> None:
        values = self.goals @ found
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)

    @property
    def close(self) -> np.ndarray:
        return self.high - self.low < self.enough


def _next_goals(within: csr_matrix, reached: Reached) -> Iterator[np.ndarray]:
    """What to make large and small next: many of the numbers still looked for at once, some up and some down, as long as
    that answers for a tenth of them; then those left, each for itself."""
    chance, before = np.random.default_rng(0), np.inf
    here = np.diff(within.indptr) > 0
    while 1 < (left := here & reached.close).sum() < 0.9 * before:
        before = left.sum()
        yield (chance.choice([-1.0, 1.0], len(left)) * left) @ within
    for number in np.flatnonzero(here):
        if reached.close[number]:
            yield within[[number]].toarray()[0]


def _goals(known: Knowledge, wanted: list) -> csr_matrix:
    columns = [
        np.concatenate([side * known.cells + known.sums.get(figure, np.array([], int)) for side in sides])
        for figure, sides in wanted
    ]
    lengths = np.array([len(each) for each in columns], int)
    places = np.repeat(np.arange(len(columns)), lengths), np.concatenate(columns) if columns else []
    return csr_matrix((np.ones(lengths.sum()), places), shape=(len(columns), 2 * known.cells))


def _extreme(known: Knowledge, goal: np.ndarray, sign: int) -> np.ndarray:
    """A table of whole numbers that is as far as can be, or far enough. Where the fractional answer happens to be whole it
    is the answer; else the search for one."""
    far = max(FAR, 2 * known.values.max(initial=0))
    bounds = np.full(len(goal), far)
    found = linprog(
        sign * goal, A_eq=known.equations, b_eq=known.values, bounds=np.stack([0 * bounds, bounds], 1), method="highs"
    )
    if found.status != 0:
        raise ValueError(f"what is published contradicts itself: {found.message}")
    if np.abs(found.x - np.round(found.x)).max() > 1e-6:
        same = LinearConstraint(known.equations, known.values, known.values)
        found = milp(sign * goal, constraints=same, integrality=np.ones(len(goal)), bounds=Bounds(0, far))
    return np.round(found.x)
