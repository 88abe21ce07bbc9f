"""Which further figures to hide: for every small figure the cheapest moves that leave it possible values enough."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import product

import numpy as np

from khuyenhoc.domain import suppression_moves as moves
from khuyenhoc.domain.suppression_moves import ALONE, BOTH, DOWN, INNER, UP, UPPER, Moves, Touched
from khuyenhoc.domain.suppression_options import Partners, options, partners
from khuyenhoc.domain.suppression_table import Flags, Ints, Table

AT_ONCE = 24  # figures decided before what they hid counts as hidden for the next ones
SOME, MANY = 16, 60  # partners tried
PILE = 150  # moves tried together
AMPLE = 100  # no span is wider: of one move no more room need be known, and small numbers are fast
N_TOO = 0.5  # what hiding N costs, beside 1 for hiding n


@dataclass(frozen=True)
class Aims:
    """Figures to protect: n or N − n (`figure` 0 | 1) of a row's class (`klass`, the last: their sum); `need`: the span
    wanted; `small`: N is small too, and must be able to move."""

    unit: Ints
    group: Ints
    figure: Ints
    klass: Ints
    need: Ints
    small: Flags

    def at(self, place: Ints | Flags | slice) -> "Aims":
        return Aims(*(each[place] for each in vars(self).values()))


@dataclass
class Search:
    """`hidden`: (n | N, units, groups, classes), grows in place; `weights`: what a figure is worth to a reader, without
    end where it was told before. `room`: `rows` as far as they matter, of the classes that there are: `column` of each."""

    table: Table
    hidden: Flags
    weights: Ints
    rows: Ints = field(init=False)
    room: Ints = field(init=False)
    costs: Ints = field(init=False)
    column: Ints = field(init=False)
    known: Partners = field(init=False)

    def __post_init__(self) -> None:
        self.rows = moves.rows_of(self.table)
        named = np.append(self.table.exists[..., : self.table.classes.parts].any(axis=(0, 1)), True)
        self.column = np.cumsum(named) - 1
        self.room = np.minimum(self.rows[..., named], AMPLE).astype("int8")
        self.known = partners(self.table, MANY, np.any(np.isinf(self.weights) & ~self.hidden[0], axis=2))

    def by_one(self, aims: Aims) -> Aims:
        """Hides what the cheapest single move of each aim needs. Returns the aims that have none."""
        left = np.ones(len(aims.unit), bool)
        self.costs = self._costs(slice(None))
        for place in self._alike(aims):
            left[place] = ~self._serve(aims.at(place))
        return aims.at(left)

    def by_several(self, aims: Aims) -> Aims:
        """Hides, aim by aim, what several moves together need. Returns the aims that no moves serve."""
        self.costs = self._costs(slice(None))
        return aims.at(
            np.array([not self._pile_up(aims.at(slice(one, one + 1))) for one in range(len(aims.unit))], bool)
        )

    def _alike(self, aims: Aims) -> Iterator[Ints]:
        """Places of aims that ask the same kind of question, the sums of most units first."""
        kind = self.table.units.column[aims.unit] * 1000 + np.where(aims.group < self.table.groups.parts, 0, aims.group)
        for each in np.unique(kind):
            places = np.flatnonzero(kind == each)
            yield from np.array_split(places, -(-len(places) // AT_ONCE))

    def _serve(self, aims: Aims) -> Flags:
        """Hides the cheapest single move of each aim. False where there is none."""
        tried = options(self.table, self.known, aims.unit, aims.group, SOME)
        fine = moves.possible(self.table, tried)
        price = np.full((2, 2, *fine.shape), np.inf)
        price[:, :, fine] = self._prices(tried.at(fine), aims.at(np.nonzero(fine)[0]))
        best = np.moveaxis(price, 2, 0).reshape(len(fine), -1)
        chosen = best.argmin(axis=1)
        way, layer, place = np.unravel_index(chosen, (2, 2, fine.shape[1]))
        cheapest = best[np.arange(len(best)), chosen]
        bought = np.flatnonzero(np.isfinite(cheapest) & (cheapest > 0))
        if len(bought):
            self._hide(moves.rows_touched(self.table, tried.at((bought, place[bought]))), layer[bought], way[bought])
        return np.isfinite(cheapest)

    def _prices(self, tried: Moves, aims: Aims) -> Ints:
        """What each move costs that serves the aim beside it, infinite for others: (BOTH | ALONE, INNER | UPPER, moves)."""
        touched = moves.rows_touched(self.table, tried)
        if not touched:
            return np.full((2, 2, len(aims.unit)), np.inf)
        enough = _spans(moves.reach(self.room, touched), aims.figure, self.column[aims.klass]) >= aims.need
        enough[BOTH, :, aims.small | self.table.counted] = False
        flat = self.costs.reshape(-1, 4)
        price = reduce(np.add, [flat.take(places, axis=0) for places, _ in touched])
        return np.where(enough, price.T.reshape(enough.shape), np.inf)

    def _costs(self, units: Ints | slice) -> Ints:
        """What hiding a row of these units costs: (units, groups, BOTH | ALONE, INNER | UPPER)."""
        n, both = (np.where(each[units], 0.0, self.weights[units]) for each in self.hidden)
        inner = slice(0, self.table.classes.parts)
        found = [part.sum(axis=-1) for left in (n, n + N_TOO * both) for part in (left[..., inner], left)]
        return np.stack(found, axis=-1).reshape(*n.shape[:2], 2, 2)

    def _hide(self, touched: Touched, layer: Ints, way: Ints) -> None:
        """The classes of the rows, at UPPER with their sum; N too where it moved."""
        shown = self.table.breakdown
        touching = [np.divmod(places, shown.shape[1]) for places, _ in touched]
        for units, groups in touching:
            for at_layer, at_way in product((INNER, UPPER), (BOTH, ALONE)):
                these = (layer == at_layer) & (way == at_way)
                if not these.any():
                    continue
                place = units[these], groups[these], slice(None if at_layer == UPPER else self.table.classes.parts)
                for figure in range(1 + at_way):
                    self.hidden[figure][place] |= shown[place]
        changed = np.unique(np.concatenate([units for units, _ in touching]))
        self.costs[changed] = self._costs(changed)

    def _pile_up(self, aim: Aims) -> bool:
        """Hides what the first way needs that reaches the span; False where none does."""
        tried = options(self.table, self.known, aim.unit, aim.group, MANY)
        tried = tried.at(moves.possible(self.table, tried))
        for way in (BOTH, ALONE)[int(self.table.counted or aim.small[0]) :]:
            found = self._pile(tried, aim, way) if len(tried.unit) else None
            if found is not None:
                for layer, touched in found:
                    self._hide(touched, np.array([layer]), np.array([way]))
                return True
        return False

    def _pile(self, tried: Moves, aim: Aims, way: int) -> list[tuple[int, Touched]] | None:
        """Moves with their layer, cheapest first, each on what the others left; None where they do not reach the span."""
        figure, klass, need = int(aim.figure[0]), int(aim.klass[0]), int(aim.need[0])
        touched = moves.rows_touched(self.table, tried)
        costs = self.costs[..., way, UPPER].ravel()
        price = reduce(np.add, [costs[places] for places, _ in touched])
        useful = moves.reach(self.rows, touched)[way, figure, ..., :-1].sum(axis=-1)
        piled: list[tuple[int, Touched]] = []
        for direction in (UP, DOWN):
            rows = self.rows.copy()
            order = np.lexsort((-useful[direction], price))
            for place in order[(useful[direction, order] > 0) & np.isfinite(price[order])][:PILE]:
                one = [(places[[place]], sign) for places, sign in touched]
                for layer, steps in _steps(moves.reach(rows, one)[way, figure, :, 0], direction, klass, need):
                    if steps.any():
                        piled.append((layer, one))
                        need -= abs(int(steps[klass]))
                        _apply(rows, one, steps, way, figure)
                if need <= 0:
                    return piled
        return None


def _spans(room: Ints, figure: Ints, klass: Ints) -> Ints:
    """How far each figure, all of them sums or none, goes with the move beside it, up and down: (BOTH | ALONE, INNER |
    UPPER, moves)."""
    each = np.arange(len(klass))
    own = room[:, figure, :, each]  # moves, way, direction, classes and their sum
    cells, whole = own[..., :-1], own[..., -1]
    if klass[0] == cells.shape[-1]:
        upper = np.minimum(cells.sum(axis=-1, dtype="int16"), whole).sum(axis=-1)
        return np.stack([np.zeros_like(upper.T), upper.T], axis=1)
    this = cells[each, :, :, klass]
    others = cells.copy()
    others[each, :, :, klass] = 0
    traded = np.minimum(this[..., None], others[:, :, ::-1]).sum(axis=2, dtype="int16").max(axis=-1)
    upper = np.minimum(this, whole).sum(axis=-1, dtype="int16")
    return np.stack([traded.T, upper.T], axis=1)


def _steps(room: Ints, direction: int, klass: int, need: int) -> list[tuple[int, Ints]]:
    """How the classes and their sum move so that `klass` (the last: the sum) moves by at most `need`, by layer."""
    parts = room.shape[1] - 1
    sign = 1 if direction == UP else -1
    inner, upper = np.zeros(parts + 1, "int64"), np.zeros(parts + 1, "int64")
    if klass == parts:
        left = min(need, int(room[direction, -1]))
        for one in range(parts):
            upper[one] = min(left, room[direction, one])
            left -= upper[one]
    else:
        left = min(need, int(room[direction, klass]))
        for one in sorted(set(range(parts)) - {klass}, key=lambda each: -room[1 - direction, each]):
            inner[one] = -min(left, room[1 - direction, one])
            left += inner[one]
        inner[klass] = -inner.sum()
        upper[klass] = min(left, room[direction, -1])
    upper[-1] = upper.sum()
    return [(INNER, sign * inner), (UPPER, sign * upper)]


def _apply(rows: Ints, touched: Touched, steps: Ints, way: int, figure: int) -> None:
    flat = rows.reshape(-1, *rows.shape[2:])
    for places, sign in touched:
        flat[places, figure] += (sign * steps).astype(rows.dtype)
        if way == BOTH:
            flat[places, 1 - figure] -= (sign * steps).astype(rows.dtype)
