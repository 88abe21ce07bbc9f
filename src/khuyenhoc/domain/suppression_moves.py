"""Moves: other figures that would have led to the same published ones. What is hidden may have moved.

A move takes from a row (unit, group) of cells and adds to another, so that everything published stays: k from group b
to group a in one unit (and the sums above it change), or back again in a second unit (then they do not). The row's
figure moves by k in any mixture of its classes (UPPER); or k moves between two classes only and every sum over the
classes stays (INNER). BOTH: n moves and every N stays. ALONE: n, or N − n, moves alone, and N with it.
"""

from dataclasses import dataclass

import numpy as np

from khuyenhoc.domain.suppression_table import PLENTY, Flags, Ints, Table

BOTH, ALONE = 0, 1
N, REST = 0, 1


@dataclass(frozen=True)
class Moves:
    """Many moves at once, arrays of one shape. `back`: the second unit, “none” where the sums above change instead."""

    unit: Ints
    back: Ints
    gains: Ints
    loses: Ints

    def chosen(self, at: tuple) -> "Moves":
        return Moves(self.unit[at], self.back[at], self.gains[at], self.loses[at])


def rows_touched(table: Table, moves: Moves) -> list[tuple[Ints, Ints, int]]:
    """Every row (unit, group) whose cells move, with the sign; “none” in both where a move has no such row."""
    found = []
    groups = _steps(table.groups.chains, table.groups.none, moves.gains, moves.loses)
    for units, one in _steps(table.units.chains, table.units.none, moves.unit, moves.back):
        for codes, other in groups:
            nowhere = (units == table.units.none) | (codes == table.groups.none)
            where = np.where(nowhere, table.units.none, units), np.where(nowhere, table.groups.none, codes)
            found.append((*where, one * other))
    return found


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


def possible(table: Table, reported: Flags, moves: Moves) -> Flags:
    """Where the rows that the figures come from and go to are reported, and are two."""
    none = table.units.none
    fine = (moves.unit != none) & (moves.unit != moves.back) & (moves.gains != moves.loses)
    for group in (moves.gains, moves.loses):
        fine &= reported[moves.unit, group] & (reported[moves.back, group] | (moves.back == none))
    return fine


def room(rows: Ints, touched: list[tuple[Ints, Ints, int]]) -> Ints:
    """How far each class may go: (way BOTH | ALONE, figure N | REST, up | down, …, classes); the least it takes from.

    `rows`: n and rest by row, (units, groups, 2, classes and their sum).
    """
    shape = touched[0][0].shape
    least = {sign: np.full((*shape, *rows.shape[2:]), PLENTY, dtype=rows.dtype) for sign in (1, -1)}
    for units, groups, sign in touched:
        np.minimum(least[sign], rows[units, groups], out=least[sign])
    (n_plus, rest_plus), (n_minus, rest_minus) = (np.moveaxis(least[sign], -2, 0) for sign in (1, -1))
    up, down = np.minimum(rest_plus, n_minus), np.minimum(n_plus, rest_minus)
    alone = [[n_minus, n_plus], [rest_minus, rest_plus]]
    return np.stack([np.stack([np.stack([up, down]), np.stack([down, up])]), np.stack([np.stack(each) for each in alone])])


def upper(reach: Ints) -> Ints:
    """How much the row's sum over its classes can move, (…, up | down kept); the last “class” is that sum itself."""
    return np.minimum(np.minimum(reach[..., :-1], PLENTY >> 5).sum(axis=-1), reach[..., -1]).sum(axis=2)


def inner(reach: Ints) -> Ints:
    """How much each class of the row can move against the best other one: up and down together; (…, classes)."""
    up, down = reach[:, :, 0, ..., :-1], reach[:, :, 1, ..., :-1]
    found = np.zeros_like(up)
    for one in range(up.shape[-1]):
        for other in range(up.shape[-1]):
            if one != other:
                span = np.minimum(up[..., one], down[..., other]) + np.minimum(down[..., one], up[..., other])
                found[..., one] = np.maximum(found[..., one], span)
    return found


def single(reach: Ints) -> Ints:
    """How much each class of the row can move on its own, the row's sum with it."""
    both = np.minimum(reach[..., :-1], reach[..., -1:])
    return both[:, :, 0] + both[:, :, 1]
