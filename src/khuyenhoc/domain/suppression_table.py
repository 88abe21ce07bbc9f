"""The figures of one indicator and period by unit, ethnicity and poverty, with every sum that is published of them.

The shape that suppression works on: three axes, and for each cell n and N − n. Parts of the sums that nobody reports
one by one (groups without poverty classes and the reverse, “dân tộc thiểu số” without single groups) are cells of
their own here, marked UNNAMED; they are never shown.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

MINORITIES = "dtts"
EVERYBODY = ""
UNNAMED, UNNAMED_MINORITIES = "?", "?dtts"
PLENTY = 1 << 30

Ints = np.ndarray
Flags = np.ndarray


@dataclass(frozen=True)
class Axis:
    """`codes`, the parts first (`parts` of them), then sums. `chains`: per code itself and the sums that hold it, one
    column per rank, those that hold more first; `len(codes)` stands for “none”."""

    codes: list[str]
    parts: int
    chains: Ints

    @cached_property
    def index(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.codes)}

    @cached_property
    def column(self) -> Ints:
        """The column of `chains` in which each code itself stands."""
        return (self.chains == np.arange(len(self.chains))[:, None]).argmax(axis=1)

    @property
    def none(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class Table:
    """n and rest = N − n over (units, ethnicity, poverty), each axis with one more place for “none”.

    `exists`: there is such a figure; `leaf`: nothing reported below it; where neither, n and rest are PLENTY, so that
    they bound nothing. `published`: exists and has a name. `counted`: there is no N.
    """

    units: Axis
    groups: Axis
    classes: Axis
    n: Ints
    rest: Ints
    exists: Flags
    leaf: Flags
    counted: bool

    def turned(self) -> "Table":
        """With classes in the place of groups."""
        n, rest, exists, leaf = (np.swapaxes(each, 1, 2) for each in (self.n, self.rest, self.exists, self.leaf))
        return Table(self.units, self.classes, self.groups, n, rest, exists, leaf, self.counted)

    @cached_property
    def published(self) -> Flags:
        named = self.exists.copy()
        for axis, names in ((1, self.groups), (2, self.classes)):
            for code in (UNNAMED, UNNAMED_MINORITIES):
                if code in names.index:
                    np.moveaxis(named, axis, 0)[names.index[code]] = False
        return named

    @cached_property
    def reported(self) -> Flags:
        """Rows (units, groups) with a cell that nothing stands below."""
        return np.any(self.leaf, axis=2)

    @cached_property
    def breakdown(self) -> Flags:
        """What is published of groups: all but the units' totals."""
        shown = self.published.copy()
        shown[:, self.groups.index[EVERYBODY], self.classes.index[EVERYBODY]] = False
        return shown


def table(figures: pd.DataFrame, parents: Mapping[str, str | None], minorities: Collection[str]) -> Table:
    """`figures`: domain.group_figures of one indicator and period, nothing hidden: unit, ethnicity, poverty, numerator,
    denominator of every unit, sums included. `parents`: of every unit, those above first. `minorities`: single ones."""
    paths = _paths(parents)
    wanted = {above for unit in figures["unit"].unique() for above in paths[unit]}
    return filled(figures, axis_over([{unit: unit for unit in paths if unit in wanted}], parents), minorities)


def filled(figures: pd.DataFrame, units: Axis, minorities: Collection[str]) -> Table:
    """As `table`, of units on an axis already made."""
    counted = bool(figures["denominator"].isna().all())
    groups, classes = _groups(figures, minorities), _classes(figures)
    shape = (units.none + 1, groups.none + 1, classes.none + 1)
    names = (("unit", units), ("ethnicity", groups), ("poverty", classes))
    at = tuple(figures[name].map(axis.index).to_numpy("int64") for name, axis in names)
    n, rest, exists = np.zeros(shape, "int64"), np.zeros(shape, "int64"), np.zeros(shape, bool)
    n[at] = figures["numerator"]
    rest[at] = 0 if counted else (figures["denominator"] - figures["numerator"]).clip(lower=0)
    exists[at] = True
    _add_minorities(n, rest, exists, groups)
    leaf = exists & ~_below(exists, units)
    _name_the_unnamed(n, rest, leaf, exists, groups, classes)
    leaf[:, groups.parts :] = leaf[:, :, classes.parts :] = False
    n[~exists] = rest[~exists] = PLENTY
    if counted:
        rest[:] = PLENTY
    return Table(units, groups, classes, n, rest, exists, leaf, counted)


def axis_over(standing: Sequence[Mapping[str, str]], parents: Mapping[str, str | None]) -> Axis:
    """The units of several versions. `standing`: per version the name of each unit that has figures; one name is one and
    the same content, in however many versions. A name is held by the names above it in every version that it stands in;
    those above stand first; each name has a column of its depth to itself, shared with other units' names only."""
    paths = _paths(parents)
    column: dict[str, tuple[int, int]] = {}
    known: Counter[str] = Counter()
    for unit, name in (pair for names in standing for pair in names.items()):
        if name not in column:
            column[name] = len(paths[unit]), known[unit]
            known[unit] += 1
    columns = {place: number for number, place in enumerate(sorted(set(column.values())))}
    codes = sorted(column, key=column.__getitem__)
    index = {code: number for number, code in enumerate(codes)}
    chains = np.full((len(codes) + 1, max(len(columns), 1)), len(codes))
    for names in standing:
        for unit, name in names.items():
            for above in (names[each] for each in paths[unit] if each in names):
                chains[index[name], columns[column[above]]] = index[above]
    return Axis(codes, len(codes), chains)


def _paths(parents: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Every unit with those above it, the highest first."""
    paths: dict[str, list[str]] = {}
    for unit, parent in parents.items():
        paths[unit] = [*paths.get(parent or "", []), unit]
    return paths


def _groups(figures: pd.DataFrame, minorities: Collection[str]) -> Axis:
    named = [code for code in sorted(figures["ethnicity"].unique()) if code not in (EVERYBODY, MINORITIES)]
    codes = [*named, UNNAMED, UNNAMED_MINORITIES, MINORITIES, EVERYBODY]
    none, some, everybody = len(codes), len(codes) - 2, len(codes) - 1
    chains = np.full((none + 1, 3), none)
    for number, code in enumerate(codes[:-2]):
        chains[number] = number, some if code in {*minorities, UNNAMED_MINORITIES} else none, everybody
    chains[some] = none, some, everybody
    chains[everybody] = none, none, everybody
    return Axis(codes, len(codes) - 2, chains)


def _classes(figures: pd.DataFrame) -> Axis:
    codes = [*sorted(set(figures["poverty"].unique()) - {EVERYBODY}), UNNAMED, EVERYBODY]
    none = len(codes)
    chains = np.full((none + 1, 2), none)
    for number in range(none - 1):
        chains[number] = number, none - 1
    chains[none - 1] = none, none - 1
    return Axis(codes, none - 1, chains)


def _add_minorities(n: Ints, rest: Ints, exists: Flags, groups: Axis) -> None:
    """“Dân tộc thiểu số” of a unit that gave none, where its groups make up everybody."""
    some, everybody = groups.index[MINORITIES], groups.index[EVERYBODY]
    within = [number for number in range(groups.parts) if groups.chains[number, 1] == some]
    whole = n[:, : groups.parts].sum(axis=1) == n[:, everybody]
    whole &= rest[:, : groups.parts].sum(axis=1) == rest[:, everybody]
    made = ~exists[:, some] & exists[:, within].any(axis=1) & exists[:, everybody] & whole
    for figures in (n, rest):
        figures[:, some] = np.where(made, figures[:, within].sum(axis=1), figures[:, some])
    exists[:, some] |= made


def _below(exists: Flags, units: Axis) -> Flags:
    """Where a unit below has the figure too."""
    below = np.zeros_like(exists)
    for unit in range(units.none):
        for above in set(units.chains[unit]) - {unit, units.none}:
            below[above] |= exists[unit]
    return below


def _name_the_unnamed(n: Ints, rest: Ints, own: Flags, exists: Flags, groups: Axis, classes: Axis) -> None:
    """Cells for what a unit gave as a sum only. `own`: reported by the unit itself, by nobody below."""
    any_group, any_class = groups.index[EVERYBODY], classes.index[EVERYBODY]
    some, no_group, no_minority = groups.index[MINORITIES], groups.index[UNNAMED], groups.index[UNNAMED_MINORITIES]
    no_class = classes.index[UNNAMED]
    within = [number for number in range(no_group) if groups.chains[number, 1] == some]

    def copy(group: int, klass: int, source: tuple[int, int], alone: Flags) -> None:
        where = own[:, *source] & alone
        for figures in (n, rest):
            figures[:, group, klass] = np.where(where, figures[:, *source], figures[:, group, klass])
        own[:, group, klass] |= where
        exists[:, group, klass] |= where

    for klass in (*range(no_class), any_class):
        copy(no_minority, klass, (some, klass), ~np.any(exists[:, within, klass], axis=1))
        if klass != any_class:
            copy(no_group, klass, (any_group, klass), ~np.any(exists[:, :no_group, klass], axis=1))
    for group in range(groups.parts):
        copy(group, no_class, (group, any_class), ~np.any(exists[:, group, :no_class], axis=1))
