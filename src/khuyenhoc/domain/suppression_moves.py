"""Moves: other figures that would have led to the same published ones. What is hidden may have moved.

A move takes k from the row of one group (its cells by class) and adds it to another's, in one unit, where the sums
above change with it, or back again in a second unit, where they do not. The row moves as a whole, in any mixture of
its classes (UPPER), or k moves between two of its classes and every sum over classes stays (INNER). BOTH: n and N − n
move against each other and every N stays. ALONE: n or N − n moves, and N with it.
"""

from dataclasses import dataclass

import numpy as np

from khuyenhoc.domain.suppression_table import Flags, Ints, Table

INNER, UPPER = 0, 1
BOTH, ALONE = 0, 1
UP, DOWN = 0, 1

Touched = list[tuple[Ints, int]]


@dataclass(frozen=True)
class Moves:
    """Many moves at once, arrays of one shape. `back`: the second unit, or “none”."""

    unit: Ints
    back: Ints
    gains: Ints
    loses: Ints

    def at(self, place: tuple | Flags) -> "Moves":
        return Moves(self.unit[place], self.back[place], self.gains[place], self.loses[place])


def rows_of(table: Table) -> Ints:
    """What bounds a move: n and N − n by row, (units, groups, 2, classes and their sum). What nobody reported is 0
    beside reported classes of the row, and bounds nothing elsewhere."""
    columns = [*range(table.classes.parts), table.classes.none - 1]
    figures = np.stack([table.n[:, :, columns], table.rest[:, :, columns]], axis=2).astype("int32")
    nothing = ~table.exists[:, :, None, columns] & table.reported[:, :, None, None]
    nothing[..., -1] = False
    return np.where(nothing, 0, figures)


def rows_touched(table: Table, moves: Moves) -> Touched:
    """Every row whose cells move, as place (of units × groups, counted through) and sign; a row of “none”, which bounds
    nothing and shows nothing, where a move has no such row."""
    groups = _steps(table.groups.chains, table.groups.none, moves.gains, moves.loses)
    units = _steps(table.units.chains, table.units.none, moves.unit, moves.back)
    starts = [(each * (table.groups.none + 1), sign) for each, sign in units]
    return [(start + codes, one * other) for start, one in starts for codes, other in groups]


def _steps(chains: Ints, none: int, plus: Ints, minus: Ints) -> list[tuple[Ints, int]]:
    """What one axis touches: a code and the sums it is in, less those that the other is in too."""
    up, down = chains[plus], chains[minus]
    same = up == down
    found = []
    for rank in range(chains.shape[1]):
        for chain, sign in ((up, 1), (down, -1)):
            places = np.where(same[..., rank], none, chain[..., rank])
            if (places != none).any():
                found.append((places, sign))
    return found


def possible(table: Table, moves: Moves) -> Flags:
    """Where the rows that the figures leave and enter are reported, and are two."""
    none = table.units.none
    fine = (moves.unit != none) & (moves.unit != moves.back) & (moves.gains != moves.loses)
    for group in (moves.gains, moves.loses):
        fine &= table.reported[moves.unit, group] & (table.reported[moves.back, group] | (moves.back == none))
    return fine


def reach(rows: Ints, touched: Touched) -> Ints:
    """How far each class can go before a cell it takes from is empty: (BOTH | ALONE, n | rest, UP | DOWN, …, classes)."""
    least: dict[int, Ints] = {}
    flat = rows.reshape(-1, *rows.shape[2:])  # taking by one number is twice as fast as by two
    for places, sign in touched:
        here = flat.take(places, axis=0)
        least[sign] = np.minimum(least[sign], here, out=here) if sign in least else here
    (n_plus, rest_plus), (n_minus, rest_minus) = (np.moveaxis(least[sign], -2, 0) for sign in (1, -1))
    up, down = np.minimum(rest_plus, n_minus), np.minimum(n_plus, rest_minus)
    return np.array([[[up, down], [down, up]], [[n_minus, n_plus], [rest_minus, rest_plus]]])
