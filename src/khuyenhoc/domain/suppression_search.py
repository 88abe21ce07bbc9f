"""Which further figures to hide: for every small figure the cheapest moves that leave it possible values enough."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from khuyenhoc.domain import suppression_moves as moves
from khuyenhoc.domain.suppression_moves import ALONE, BOTH, DOWN, UP, Moves, Touched
from khuyenhoc.domain.suppression_options import Partners, options, partners
from khuyenhoc.domain.suppression_table import NEVER, Flags, Ints, Table
from khuyenhoc.domain.suppression_ways import Ways, alone, mixed

AT_ONCE, FEW = (
    24,
    400,
)  # figures decided before what they hid counts as hidden for the next ones; fewer of fewer than FEW
SOME, MANY = 14, 60  # partners tried
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
    """`hidden`: (n | N, units, groups, classes), grows in place; `weights`: what a figure is worth to a reader, NEVER where
    it was told before. `room`: `rows` as far as they matter, of the classes that there are: `column` of each. `costs`: of
    hiding, (units, groups, BOTH | ALONE, columns); `whole`: of a row at once, and of its classes alone, N too."""

    table: Table
    hidden: Flags
    weights: Ints
    rows: Ints = field(init=False)
    room: Ints = field(init=False)
    costs: Ints = field(init=False)
    whole: Ints = field(init=False)
    column: Ints = field(init=False)
    ways: Ways = field(init=False)
    known: Partners = field(init=False)

    def __post_init__(self) -> None:
        self.rows = moves.rows_of(self.table)
        self.ways = Ways(self.table)
        named = np.append(self.ways.named, True)
        self.column = np.cumsum(named) - 1
        self.room = np.minimum(self.rows[..., named], AMPLE).astype("int8")
        self.costs = np.zeros((*self.rows.shape[:2], 2, len(self.ways.columns)), "float32")
        self.whole = np.zeros((*self.rows.shape[:2], 3), "float32")
        self.known = partners(self.table, MANY, np.any((self.weights >= NEVER) & ~self.hidden[0], axis=2))

    def by_one(self, aims: Aims) -> Aims:
        """Hides what the cheapest single move of each aim needs. Returns the aims that have none."""
        left = np.ones(len(aims.unit), bool)
        self._count_costs(slice(None))
        for place in self._alike(aims):
            left[place] = ~self._serve(aims.at(place))
        return aims.at(left)

    def by_several(self, aims: Aims) -> Aims:
        """Hides, aim by aim, what several moves together need. Returns the aims that no moves serve."""
        self._count_costs(slice(None))
        return aims.at(
            np.array([not self._pile_up(aims.at(slice(one, one + 1))) for one in range(len(aims.unit))], bool)
        )

    def _alike(self, aims: Aims) -> Iterator[Ints]:
        """Places of aims that ask the same kind of question, the sums of most units first."""
        kind = self.table.units.column[aims.unit] * 1000 + np.where(aims.group < self.table.groups.parts, 0, aims.group)
        at_once = -(-AT_ONCE * min(len(kind), FEW) // FEW)
        for each in np.unique(kind):
            places = np.flatnonzero(kind == each)
            yield from np.array_split(places, -(-len(places) // at_once))

    def _serve(self, aims: Aims) -> Flags:
        """Hides the cheapest single move of each aim. False where there is none."""
        price, move, way, choice = self._cheapest(aims)
        bought = (price < NEVER) & (price > 0)
        if bought.any():
            moved = self.ways.moved[self.column[aims.klass], choice][bought]
            self._hide(moves.rows_touched(self.table, move.at(bought)), moved, way[bought])
        return price < NEVER

    def _cheapest(self, aims: Aims) -> tuple[Ints, Moves, Ints, Ints]:
        """For each aim the price (NEVER where there is none), the move, its way and its choice."""
        tried = options(self.table, self.known, aims.unit, aims.group, SOME)
        fine = moves.possible(self.table, tried)
        found = self._prices(tried.at(fine), aims.at(np.nonzero(fine)[0]))
        price = np.full((*fine.shape, *found.shape[1:]), NEVER, "float32")
        price[fine] = found
        best = price.reshape(len(fine), -1)
        chosen = best.argmin(axis=1)
        place, way, choice = np.unravel_index(chosen, price.shape[1:])
        each = np.arange(len(fine))
        return best[each, chosen], tried.at((each, place)), way, choice

    def _prices(self, tried: Moves, aims: Aims) -> Ints:
        """What each move costs that serves the aim beside it, NEVER for others: (moves, BOTH | ALONE, choices)."""
        choices = self.ways.moved.shape[1]
        price = np.full((len(aims.unit), 2, choices), NEVER, "float32")
        touched = moves.rows_touched(self.table, tried)
        if not touched:
            return price
        room = np.moveaxis(moves.reach(self.room, touched), 3, 0)[np.arange(len(price)), :, aims.figure]
        whole = _over(self.whole.reshape(-1, 3), [places for places, _ in touched])
        klasses = self.column[aims.klass]
        mixing = klasses == choices - 1
        apart = ~mixing | (whole[:, 2] > 0)  # where the classes cost nothing, any mixture costs what one does
        for klass in np.unique(klasses[apart]):
            here = np.flatnonzero(apart & (klasses == klass))
            cost = _over(self.costs.reshape(-1, *self.costs.shape[2:]), [places[here] for places, _ in touched])
            enough = alone(room[here], int(klass)) >= aims.need[here, None, None]
            price[here, :, :-1] = np.where(enough, cost @ self.ways.moved[klass, :-1].T.astype("float32"), NEVER)
        if mixing.any():
            enough = mixed(room) >= aims.need[:, None]
            price[..., -1] = np.where(enough & mixing[:, None], whole[:, :2], NEVER)
        price[aims.small | self.table.counted, BOTH] = NEVER
        return price

    def _count_costs(self, units: Ints | slice) -> None:
        """What hiding a figure of these units costs."""
        n, both = (np.where(each[units], 0.0, self.weights[units])[..., self.ways.columns] for each in self.hidden)
        costs = np.stack([n, n + N_TOO * both], axis=-2)
        classes = costs[..., ALONE, : self.room.shape[-1] - 1]
        self.costs[units] = costs
        self.whole[units] = np.concatenate([costs.sum(axis=-1), classes.sum(axis=-1, keepdims=True)], axis=-1)

    def _hide(self, touched: Touched, moved: Flags, way: Ints) -> None:
        """The columns of the rows that moved, (moves, columns); N too where it did."""
        shown = self.table.breakdown.reshape(-1, self.table.breakdown.shape[2])
        places = np.concatenate([places for places, _ in touched])
        for figure in (0, 1):
            these = np.tile(way >= figure, len(touched))
            rows, first = np.unique(places[these], return_inverse=True)
            columns = np.zeros((len(rows), moved.shape[1]), bool)
            np.logical_or.at(columns, first, np.tile(moved, (len(touched), 1))[these])
            units, groups = np.divmod(rows, self.table.breakdown.shape[1])
            at = units[:, None], groups[:, None], self.ways.columns
            self.hidden[figure][at] |= columns & shown[rows[:, None], self.ways.columns]
        changed = np.unique(places // self.table.breakdown.shape[1])
        self._count_costs(changed)

    def _pile_up(self, aim: Aims) -> bool:
        """Hides what the first way needs that reaches the span; False where none does."""
        tried = options(self.table, self.known, aim.unit, aim.group, MANY)
        tried = tried.at(moves.possible(self.table, tried))
        for way in (BOTH, ALONE)[int(self.table.counted or aim.small[0]) :]:
            found = self._pile(tried, aim, way) if len(tried.unit) else None
            if found is not None:
                for moved, touched in found:
                    self._hide(touched, moved[None], np.array([way]))
                return True
        return False

    def _pile(self, tried: Moves, aim: Aims, way: int) -> list[tuple[Flags, Touched]] | None:
        """Moves with the columns they change, cheapest first, each on what the others left; None where they do not reach
        the span."""
        figure, klass, need = int(aim.figure[0]), int(aim.klass[0]), int(aim.need[0])
        touched = moves.rows_touched(self.table, tried)
        costs = self.whole[..., way].ravel()
        price = reduce(np.add, [costs[places] for places, _ in touched])
        useful = moves.reach(self.rows, touched)[way, figure, ..., :-1].sum(axis=-1)
        piled: list[tuple[Flags, Touched]] = []
        for direction in (UP, DOWN):
            rows = self.rows.copy()
            order = np.lexsort((-useful[direction], price))
            for place in order[(useful[direction, order] > 0) & (price[order] < NEVER)][:PILE]:
                one = [(places[[place]], sign) for places, sign in touched]
                for steps in _steps(moves.reach(rows, one)[way, figure, :, 0], direction, klass, need):
                    if steps.any():
                        piled.append((self.ways.changed(steps[:-1]), one))
                        need -= abs(int(steps[klass]))
                        _apply(rows, one, steps, way, figure)
                if need <= 0:
                    return piled
        return None


def _over(costs: Ints, places: list[Ints]) -> Ints:
    """The costs of the rows that each move touches, together."""
    return reduce(np.add, (costs.take(each, axis=0) for each in places))


def _steps(room: Ints, direction: int, klass: int, need: int) -> list[Ints]:
    """How the classes and their sum move so that `klass` (the last: the sum) moves by at most `need`: among the classes, and
    with their sum."""
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
    return [sign * inner, sign * upper]


def _apply(rows: Ints, touched: Touched, steps: Ints, way: int, figure: int) -> None:
    flat = rows.reshape(-1, *rows.shape[2:])
    for places, sign in touched:
        flat[places, figure] += (sign * steps).astype(rows.dtype)
        if way == BOTH:
            flat[places, 1 - figure] -= (sign * steps).astype(rows.dtype)
