"""Which moves are worth trying for a row: partners with much to give, nearby first."""

from dataclasses import dataclass

import numpy as np

from khuyenhoc.domain.suppression_moves import Moves
from khuyenhoc.domain.suppression_table import EVERYBODY, Axis, Flags, Ints, Table

FARTHER = 3  # partners beyond the unit above


@dataclass(frozen=True)
class Partners:
    """`units`: per unit and group, the reporting units at or below it that have most of the group; `groups`: per unit,
    its reported groups, largest first; `above`: the unit above. “none” where there are no more."""

    units: Ints
    groups: Ints
    above: Ints


def partners(table: Table, breadth: int, told: Flags) -> Partners:
    """`breadth`: how many units are kept per unit and group. `told`: rows (units, groups) that others know already."""
    size, present = _sizes(table)
    size = np.where(told & present, -0.5, size)
    none = table.units.none
    reporting = table.reported.any(axis=1)
    units = np.full((none + 1, table.groups.none + 1, breadth), none)
    for unit in range(none):
        within = np.flatnonzero(reporting & (table.units.chains == unit).any(axis=1))
        order = np.argsort(-size[within], axis=0, kind="stable")[:breadth]
        there = np.take_along_axis(present[within], order, axis=0)
        units[unit, :, : len(order)] = np.where(there, within[order], none).T
    parts = slice(0, table.groups.parts)
    ranked = np.argsort(-size[:, parts], axis=1, kind="stable")
    groups = np.where(np.take_along_axis(present[:, parts], ranked, axis=1), ranked, table.groups.none)
    return Partners(units, groups, _above(table.units))


def _sizes(table: Table) -> tuple[Ints, Flags]:
    """How much a row has to move, n and N − n both counted; rows that are not there last."""
    whole = table.classes.index[EVERYBODY]
    n, rest = table.n[:, :, whole], table.rest[:, :, whole]
    present = np.any(table.exists, axis=2)
    alone = ~table.exists[:, :, whole] & present
    n, rest = (np.where(alone, _sum_of_classes(table, each), each[:, :, whole]) for each in (table.n, table.rest))
    size = 4.0 * (n if table.counted else np.minimum(n, rest)) + 0.1 * (n + rest)
    return np.where(present, size, -1.0), present


def _sum_of_classes(table: Table, figures: Ints) -> Ints:
    return np.where(table.exists, figures, 0)[:, :, : table.classes.parts].sum(axis=2)


def _above(units: Axis) -> Ints:
    """The newest unit that holds each one directly: the last before it."""
    before = (np.arange(units.chains.shape[1]) < units.column[:, None]) & (units.chains != units.none)
    last = units.chains.shape[1] - 1 - before[:, ::-1].argmax(axis=1)
    return np.where(before.any(axis=1), units.chains[np.arange(units.none + 1), last], units.none)


def options(table: Table, known: Partners, unit: Ints, group: Ints, breadth: int) -> Moves:
    """For each row (unit, group) the moves in which it gains: arrays (rows, options). `breadth` partners nearby.

    `group`: all of them parts, or all of them sums.
    """
    first, back = _unit_sides(table, known, unit, group, breadth)
    pairs = _group_pairs(table, known, unit, group, breadth)
    gains, loses = (np.stack(each, axis=1) for each in zip(*pairs, strict=True))
    across, along = gains.shape[1], first.shape[1]
    return Moves(
        np.repeat(first, across, axis=1), np.repeat(back, across, axis=1), np.tile(gains, (1, along)), np.tile(loses, (1, along))
    )  # fmt: skip


def _unit_sides(table: Table, known: Partners, unit: Ints, group: Ints, breadth: int) -> tuple[Ints, Ints]:
    """Where it gains, and where it goes back: (rows, sides)."""
    none, above = table.units.none, known.above[unit]
    near, far = known.units[above, group, :breadth], known.units[known.above[above], group, : min(breadth, FARTHER)]
    partner = np.concatenate([near, far], axis=1)
    own = table.units.chains[partner, table.units.column[unit][:, None]] == unit[:, None]
    outside = np.where(own, none, partner)[:, None]
    inside = np.broadcast_to(known.units[unit, group, : breadth // 3, None], (len(unit), breadth // 3, 1))
    back = np.where(outside == none, inside, outside)
    alone = np.full_like(inside, none)
    first = np.broadcast_to(inside, (*inside.shape[:2], 1 + back.shape[2])).reshape(len(unit), -1)
    second = np.concatenate([alone, back], axis=2).reshape(len(unit), -1)
    some = ((first != none) & (first != second)).any(axis=0)
    some[0] |= not some.any()
    return first[:, some], second[:, some]


def _group_pairs(table: Table, known: Partners, unit: Ints, group: Ints, breadth: int) -> list[tuple[Ints, Ints]]:
    ranked = known.groups[unit][:, : breadth // 2].T
    if (group < table.groups.parts).all():
        return [(group, np.where(other == table.groups.none, group, other)) for other in ranked]
    held = (table.groups.chains == group[0]).any(axis=1)
    gains, loses = (_ranked(known.groups[unit], wanted, table.groups.none, breadth // 3) for wanted in (held, ~held))
    return [(one, np.where(other == table.groups.none, one, other)) for one in gains for other in loses]


def _ranked(groups: Ints, wanted: Flags, none: int, few: int) -> Ints:
    """The first few of each unit's groups that are wanted, (few, units)."""
    chosen = np.where(wanted[groups] & (groups != none), groups, none)
    order = np.argsort(chosen == none, axis=1, kind="stable")[:, :few]
    return np.take_along_axis(chosen, order, axis=1).T
