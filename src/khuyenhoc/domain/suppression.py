"""Small numbers (methods §6): which figures of groups are hidden from people without the right to see them.

First hidden: n, N − n or N from 1 to 9 in rows with an ethnicity or poverty class. Further ones, so that nobody can
work the first ones out: whatever is published leaves each of them at least `span` apart possible values, shown by a
move (suppression_moves) that changes nothing published. Where the unit's own total leaves no such span, or no moves
are found, everything broken down of the unit is hidden.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from khuyenhoc.domain.suppression_search import Aims, Search
from khuyenhoc.domain.suppression_table import EVERYBODY, Flags, Ints, Table

HIDDEN, HIDDEN_N = "hidden", "denominator_hidden"
CELL = ["unit", "ethnicity", "poverty"]


@dataclass(frozen=True)
class Rule:
    """`smallest`: from here on a number is not small. `span`: how far apart the possible values of a small one are at
    least. `crossed`: the units whose table of ethnicity by poverty may be shown."""

    smallest: int
    span: int
    crossed: frozenset[str]


@dataclass(frozen=True)
class Past:
    """What earlier versions say of the units of a table. `hidden`, `told`: (n | N, units, groups, classes), hidden before;
    published, and so known for good. `new`: (units,) those that no earlier version had, or not with these figures."""

    hidden: Flags
    told: Flags
    new: Flags

    def asks(self, table: Table) -> Flags:
        """(units,) where more can be worked out than before: what is new, and what is part of something new."""
        return self.new[table.units.chains].any(axis=1)


# A pattern, what is hidden of one indicator and period: CELL, and whether N is hidden too (HIDDEN_N).
NOTHING = pd.DataFrame(columns=[*CELL, HIDDEN_N]).astype({HIDDEN_N: bool})


def joined(kept: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """The pattern that hides what either hides."""
    if kept.empty or more.empty:
        return more if kept.empty else kept
    return pd.concat([kept, more]).groupby(CELL, as_index=False, sort=False).agg({HIDDEN_N: "any"})


def masks(table: Table, cells: pd.DataFrame) -> Flags:
    """(n | N, units, groups, classes) where the cells of a pattern are among what the table publishes."""
    hidden = np.zeros((2, *table.n.shape), bool)
    axes = zip(CELL, (table.units, table.groups, table.classes), strict=True)
    at = np.stack([cells[name].map(axis.index).fillna(axis.none).to_numpy("int64") for name, axis in axes])
    hidden[0, *at] = True
    hidden[1, *at[:, cells[HIDDEN_N].to_numpy(bool)]] = True
    return hidden & table.breakdown


def cells_of(table: Table, hidden: Flags) -> pd.DataFrame:
    """The pattern of such flags."""
    return _named(table, np.argwhere(hidden[0])).assign(**{HIDDEN_N: hidden[1][hidden[0]]})


def _named(table: Table, at: Ints) -> pd.DataFrame:
    names = zip(CELL, (table.units, table.groups, table.classes), at.T, strict=True)
    return pd.DataFrame({name: np.array(axis.codes, dtype=object)[places] for name, axis, places in names})


def suppressed(table: Table, rule: Rule, past: Past) -> Flags:
    """(n | N, units, groups, classes): what is hidden, what was before included. Where N is, n is."""
    numbers = (table.n, table.rest, table.n + table.rest)
    small = [table.breakdown & ~past.told[0] & (each >= 1) & (each < rule.smallest) for each in numbers]
    hidden = past.hidden | np.stack([small[0] | small[1] | small[2], small[2]])
    closed = _not_shown(table, rule)
    hidden |= closed | _too_few(table, rule, small)
    hidden &= ~past.told
    weights = np.where(past.told.any(axis=0), np.inf, _weights(table))
    small = [each & past.asks(table)[:, None, None] for each in small]
    by_class = Search(table.turned(), hidden.swapaxes(2, 3), weights.swapaxes(1, 2))
    by_group = Search(table, hidden, weights)
    for search, flags in ((by_class, [each.swapaxes(1, 2) for each in small]), (by_group, small)):
        left = search.by_several(search.by_one(_aims(search.table, flags, rule, sums=True)))
        _close(hidden, table, left, past)
    left = by_group.by_one(_aims(table, [each & ~closed for each in small], rule, sums=False))
    _close(hidden, table, by_group.by_several(_by_class(by_class, left)), past)
    return hidden


def _by_class(search: Search, aims: Aims) -> Aims:
    """Cells that move between classes rather than between groups. Returns those that do not, sums of groups among them."""
    parts = aims.group < search.table.classes.parts
    cells, sums = aims.at(parts), aims.at(~parts)
    turned = search.by_one(Aims(cells.unit, cells.klass, cells.figure, cells.group, cells.need, cells.small))
    left = Aims(turned.unit, turned.klass, turned.figure, turned.group, turned.need, turned.small)
    return Aims(*(np.concatenate(pair) for pair in zip(vars(left).values(), vars(sums).values(), strict=True)))


def _close(hidden: Flags, table: Table, aims: Aims, past: Past) -> None:
    """No moves serve these: nothing is shown by group of their units, of the units below, nor of their groups above.

    Then people may be of any group within the unit: no more is known than its total says.
    """
    for unit in np.unique(aims.unit):
        below = (table.units.chains == unit).any(axis=1)
        hidden[:, below] |= table.breakdown[below]
        above = [each for each in table.units.chains[unit] if each != table.units.none]
        hidden[:, above] |= table.breakdown[above] & table.exists[unit]
    hidden &= ~past.told


def _not_shown(table: Table, rule: Rule) -> Flags:
    """The crossed tables of the units that show none."""
    closed = np.array([code not in rule.crossed for code in table.units.codes] + [False])
    crossed = table.breakdown.copy()
    crossed[:, table.groups.index[EVERYBODY]] = crossed[:, :, table.classes.index[EVERYBODY]] = False
    return crossed & closed[:, None, None]


def _room(table: Table, rule: Rule) -> Ints:
    """The span that a unit's own total leaves n and N − n at most: (units, 2)."""
    whole = table.groups.index[EVERYBODY], table.classes.index[EVERYBODY]
    return np.minimum(np.stack([table.n[:, *whole], table.rest[:, *whole]], axis=1), rule.span)


def _too_few(table: Table, rule: Rule, small: list[Flags]) -> Flags:
    """Everything of a unit whose total says too much of a small figure already."""
    short = _room(table, rule) < rule.span
    closed = (small[0].any(axis=(1, 2)) & short[:, 0]) | (small[1].any(axis=(1, 2)) & short[:, 1])
    return table.breakdown & closed[:, None, None]


def _aims(table: Table, small: Sequence[Flags], rule: Rule, sums: bool) -> Aims:
    """The small figures among the sums over the classes (`sums`), or among the cells."""
    whole, everybody = table.classes.index[EVERYBODY], table.groups.index[EVERYBODY]
    columns = [*range(table.classes.parts), whole]
    wanted = np.zeros(len(columns), bool)
    wanted[-1 if sums else slice(0, -1)] = True
    numbers = np.stack(small)[..., columns] & wanted
    numbers[:, :, everybody] = False
    figure, unit, group, klass = np.nonzero(numbers[:2])
    return Aims(unit, group, figure, klass, _room(table, rule)[unit, figure], numbers[2, unit, group, klass])


def _weights(table: Table) -> Ints:
    """What a figure is worth: as many cells as it sums up, and more the more people it speaks of. 0 where none is shown."""
    units = np.array([(table.units.chains == unit).any(axis=1).sum() for unit in range(table.units.none + 1)])
    groups, classes = (
        np.array([(axis.chains[: axis.parts] == code).any(axis=1).sum() for code in range(axis.none + 1)])
        for axis in (table.groups, table.classes)
    )
    people = table.n if table.counted else table.n + table.rest
    worth = units[:, None, None] * groups[:, None] * classes * np.log2(2.0 + people)
    return np.where(table.breakdown, worth, 0.0)


def published(table: Table) -> pd.DataFrame:
    """Every figure, sums included: CELL, numerator, denominator (NaN where only n is counted)."""
    n, rest = table.n[table.published], table.rest[table.published]
    frame = _named(table, np.argwhere(table.published)).assign(numerator=n.astype("float64"))
    return frame.assign(denominator=np.nan if table.counted else (n + rest).astype("float64"))


def protected(figures: pd.DataFrame, hidden: pd.DataFrame, lowest: Collection[str]) -> pd.DataFrame:
    """`figures` as from `published`, `hidden` a pattern: what is hidden is NaN; HIDDEN says where.

    Where a unit of the `lowest` shows nothing by group, or no crossed table, not even which groups there are is said.
    """
    marked = figures[CELL].merge(hidden.assign(**{HIDDEN: True}), "left", CELL)
    gone, gone_n = (marked[name].eq(True).to_numpy() for name in (HIDDEN, HIDDEN_N))
    kept = figures.assign(numerator=figures["numerator"].mask(gone), denominator=figures["denominator"].mask(gone_n))
    by_group, by_class = (figures["ethnicity"] != "").to_numpy(), (figures["poverty"] != "").to_numpy()
    silent = np.zeros(len(figures), bool)
    for kind in (by_group | by_class, by_group & by_class):
        silent |= kind & _all_of_unit(figures, gone | ~kind)
    return kept.assign(**{HIDDEN: gone})[~(silent & figures["unit"].isin(lowest).to_numpy())]


def without(figures: pd.DataFrame, units: Collection[str]) -> pd.DataFrame:
    """`figures` as from `protected`, nothing shown by group of these units."""
    gone = figures["unit"].isin(units) & ((figures["ethnicity"] != "") | (figures["poverty"] != ""))
    numbers = {name: figures[name].mask(gone) for name in ("numerator", "denominator")}
    return figures.assign(**numbers, **{HIDDEN: figures[HIDDEN] | gone})


def is_small(n: pd.Series, whole: pd.Series, smallest: int) -> pd.Series:
    """Where n, N − n or N is a small number."""
    return pd.concat([each.between(1, smallest - 1) for each in (n, whole - n, whole)], axis=1).any(axis=1)


def _all_of_unit(figures: pd.DataFrame, flags: Flags) -> Flags:
    return pd.Series(flags, figures.index).groupby(figures["unit"]).transform("all").to_numpy()
