"""Which further figures to hide: for every row with a small figure the cheapest moves that leave it possible values enough."""

from dataclasses import dataclass

import numpy as np

from khuyenhoc.domain import suppression_moves as moves
from khuyenhoc.domain.suppression_moves import ALONE, BOTH, DOWN, INNER, UP, UPPER, Moves, Touched
from khuyenhoc.domain.suppression_options import options, partners
from khuyenhoc.domain.suppression_table import Flags, Ints, Table

AT_ONCE = 12  # rows decided before what they hid counts as hidden for the next ones
FEW, SOME, ALL = 4, 20, 400  # partners tried
N_TOO = 0.5  # what hiding N costs, beside 1 for hiding n


@dataclass(frozen=True)
class Aims:
    """Rows to protect. `needs`: the span wanted of n and of N − n, (rows, 2, classes and their sum); `small`: of N too."""

    unit: Ints
    group: Ints
    needs: Ints
    small: Flags

    def at(self, place: Ints | Flags) -> "Aims":
        return Aims(self.unit[place], self.group[place], self.needs[place], self.small[place])


@dataclass
class Search:
    """`hidden`: (n | N, units, groups, classes), grows in place; `weights`: what a figure is worth to a reader."""

    table: Table
    hidden: Flags
    weights: Ints

    def __post_init__(self) -> None:
        self.rows = moves.rows_of(self.table)
        self.known = partners(self.table, SOME)

    def protect(self, aims: Aims) -> list[tuple[int, int]]:
        """Hides what the aims need: nothing more, where what is hidden serves; else the cheapest single move; else
        several. Returns the rows (unit, group) that nothing serves."""
        aims = self._by_single_moves(aims, FEW, free=True)
        aims = self._by_single_moves(aims, SOME, free=False)
        return [
            (unit, group)
            for unit, group, needs, small in zip(aims.unit, aims.group, aims.needs, aims.small, strict=True)
            for figure, klass in np.argwhere(needs)
            if not self._by_several(unit, group, (figure, klass), needs[figure, klass], bool(small))
        ]

    def _by_single_moves(self, aims: Aims, breadth: int, free: bool) -> Aims:
        """`free`: only moves that hide nothing more. Returns the aims left."""
        depth = (self.table.units.chains[aims.unit] != self.table.units.none).sum(axis=1)
        kind = depth * 2 + (aims.group >= self.table.groups.parts) * 1000 + aims.group * (aims.group >= self.table.groups.parts)
        left = np.ones(len(aims.unit), bool)
        for each in np.unique(kind):
            places = np.flatnonzero(kind == each)
            size = len(places) if free else AT_ONCE
            for start in range(0, len(places), max(size, 1)):
                chunk = places[start : start + size]
                left[chunk] = ~self._serve(aims.at(chunk), breadth, free)
        return aims.at(left)

    def _serve(self, aims: Aims, breadth: int, free: bool) -> Flags:
        """Hides the cheapest single move of each aim; False where there is none."""
        tried = options(self.table, self.known, aims.unit, aims.group, breadth)
        touched = moves.rows_touched(self.table, tried)
        fine = moves.possible(self.table, tried)
        spans = _spans(moves.reach(self.rows, touched))
        costs = self._costs()
        cost = sum(costs[:, :, units, groups] for units, groups, _ in touched)
        prices = np.full((2, 2, *fine.shape), np.inf)
        for way in (ALONE,) if self.table.counted else (BOTH, ALONE):
            for layer in (INNER, UPPER):
                enough = (spans[layer][way] >= np.moveaxis(aims.needs, 1, 0)[:, :, None, :]).all(axis=(0, 3)) & fine
                if way == BOTH:
                    enough &= ~aims.small[:, None]
                prices[way, layer] = np.where(enough, cost[layer, : 1 + way].sum(axis=0), np.inf)
        best = np.moveaxis(prices, 2, 0).reshape(len(fine), -1)
        chosen = best.argmin(axis=1)
        price = best[np.arange(len(fine)), chosen]
        served = price == 0 if free else np.isfinite(price)
        if not free:
            way, layer, place = np.unravel_index(chosen, (2, 2, fine.shape[1]))
            for aim in np.flatnonzero(served):
                one = [(units[aim, place[aim]], groups[aim, place[aim]]) for units, groups, _ in touched]
                for unit, group in one:
                    self.hide(unit, group, layer[aim], n_alone=way[aim] == ALONE)
        return served

    def _costs(self) -> Ints:
        """What hiding a row costs: (INNER | UPPER, n | N, units, groups)."""
        left = np.where(self.hidden, 0, self.weights) * np.array([1, N_TOO])[:, None, None, None]
        return np.stack([left[..., : self.table.classes.parts].sum(axis=-1), left.sum(axis=-1)])

    def hide(self, unit: int, group: int, layer: int, n_alone: bool) -> None:
        """A row's classes, and at UPPER their sum; N too where it moved."""
        end = None if layer == UPPER else self.table.classes.parts
        shown = self.table.breakdown[unit, group, :end]
        self.hidden[0, unit, group, :end] |= shown
        if n_alone and not self.table.counted:
            self.hidden[1, unit, group, :end] |= shown

    def _by_several(self, unit: int, group: int, figure_class: tuple[int, int], need: int, small: bool) -> bool:
        """Piles up moves of one class (or of the whole row), each on what the others left, until the span is reached."""
        one = np.array([unit]), np.array([group])
        tried = options(self.table, partners(self.table, ALL), *one, ALL)
        tried = tried.at(moves.possible(self.table, tried))
        for way in (ALONE,) if small or self.table.counted else (BOTH, ALONE):
            found = self._pile(tried, way, figure_class, need)
            if found is not None:
                for units, groups, _ in found:
                    for row in zip(units, groups, strict=True):
                        self.hide(*row, UPPER, n_alone=way == ALONE)
                return True
        return False

    def _pile(self, tried: Moves, way: int, figure_class: tuple[int, int], need: int) -> Touched | None:
        """The rows touched by the moves piled up, cheapest first; None where all of them do not reach the span."""
        figure, klass = figure_class
        if not len(tried.unit):
            return None
        cost = sum(self._costs()[UPPER, : 1 + way, units, groups].sum(axis=-1) for units, groups, _ in moves.rows_touched(self.table, tried))
        piled: Touched = []
        for direction in (UP, DOWN):
            rows = self.rows.copy()
            for place in np.argsort(cost, kind="stable"):
                if need <= 0:
                    return piled
                touched = moves.rows_touched(self.table, tried.at(np.array([place])))
                room = moves.reach(rows, touched)[way, figure, direction, 0]
                steps = _steps(room, klass, need)
                if steps.sum():
                    piled += touched
                    need -= int(steps.sum())
                    _apply(rows, touched, steps if direction == UP else -steps, way, figure)
        return piled if need <= 0 else None


def _spans(room: Ints) -> tuple[Ints, Ints]:
    """What INNER and UPPER moves give each class and the row's sum: (BOTH | ALONE, n | rest, rows, options, classes and sum)."""
    whole = moves.upper_span(room)[..., None]
    within = moves.inner_span(room)
    return np.concatenate([within, np.zeros_like(whole)], axis=-1), np.concatenate(
        [np.maximum(within, moves.class_span(room)), whole], axis=-1
    )


def _steps(room: Ints, klass: int, need: int) -> Ints:
    """How much each class moves so that the class (or, last, the row's sum) moves by at most `need`."""
    parts = room[:-1].astype("int64")
    wanted = parts if klass == len(parts) else np.where(np.arange(len(parts)) == klass, parts, 0)
    limit = min(need, int(room[-1]))
    return np.clip(limit - (wanted.cumsum() - wanted), 0, wanted)


def _apply(rows: Ints, touched: Touched, steps: Ints, way: int, figure: int) -> None:
    change = np.append(steps, steps.sum())
    for units, groups, sign in touched:
        rows[units, groups, figure] += (sign * change).astype(rows.dtype)
        if way == BOTH:
            rows[units, groups, 1 - figure] -= (sign * change).astype(rows.dtype)
