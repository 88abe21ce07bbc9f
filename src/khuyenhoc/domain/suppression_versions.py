"""Small numbers over the versions of a period (methods §6): what was told once is known for good.

Whoever kept the earlier versions subtracts: of a district corrected in one commune, the step of the district's figure is
the step of the commune's. So all versions are one table here. A unit that a version left alone is the same unit in both;
one that it touched is another; a sum has a place of its own for every version that changed it. What an earlier version
showed can move no more. Which figures of a touched unit changed, nobody is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from khuyenhoc.domain.suppression import CELL, Past, Rule, cells_of, joined, masks, suppressed
from khuyenhoc.domain.suppression_table import Axis, Flags, Table, axis_over, filled

_MARK = "\n"  # between a unit and the number of its content


@dataclass(frozen=True)
class Version:
    """What one data version told of an indicator and period. `figures`: of every unit, CELL, numerator, denominator,
    nothing hidden, and sums only where they were shown; `hidden`: its pattern."""

    figures: pd.DataFrame
    hidden: pd.DataFrame


@dataclass(frozen=True)
class Known:
    """`parents`: of every unit, those above first; `minorities`: codes of single ones."""

    parents: Mapping[str, str | None]
    minorities: Collection[str]
    rule: Rule


def widened(kept: pd.DataFrame, earlier: Sequence[Version], figures: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The pattern `kept` so far and what the newest version, `figures` as in Version, needs hidden beside it.

    `earlier`, oldest first: every version that showed sums, and the last one.
    """
    standing = _standing([*(version.figures for version in earlier), figures], known.parents)
    units = axis_over(standing, known.parents)
    table = filled(_together([*(version.figures for version in earlier), figures], standing), units, known.minorities)
    crossed = frozenset(name for name in units.codes if _unit(name) in known.rule.crossed)
    past = _past(table, kept, [version.hidden for version in earlier], standing)
    hidden = suppressed(table, replace(known.rule, crossed=crossed), past)
    found = cells_of(table, hidden & _among(units, standing[-1])[None, :, None, None])
    return joined(kept, found.assign(unit=found["unit"].map(_unit)))


def _past(
    table: Table, kept: pd.DataFrame, patterns: Sequence[pd.DataFrame], standing: Sequence[dict[str, str]]
) -> Past:
    """What was shown of a name in any version is told; a name that no earlier version had is new."""
    *before, now = standing
    told = np.zeros((2, *table.n.shape), bool)
    old = np.zeros(len(table.n), bool)
    for names, hidden in zip(before, patterns, strict=True):
        there = _among(table.units, names)
        told |= (table.breakdown & there[:, None, None]) & ~masks(table, _renamed(hidden, names))
        old |= there
    silent = np.stack([table.breakdown] * 2) & old[:, None, None] & ~told
    return Past(silent | (masks(table, _renamed(kept, now)) & ~told), told, ~old & _among(table.units, now))


def _among(units: Axis, names: Mapping[str, str]) -> Flags:
    found = np.zeros(units.none + 1, bool)
    found[[units.index[name] for name in names.values()]] = True
    return found


def _renamed(cells: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return cells[cells["unit"].isin(names)].assign(unit=lambda frame: frame["unit"].map(names))


def _together(frames: Sequence[pd.DataFrame], standing: Sequence[dict[str, str]]) -> pd.DataFrame:
    """The figures of every name, once."""
    renamed = [_renamed(frame, names) for frame, names in zip(frames, standing, strict=True)]
    return pd.concat(renamed, ignore_index=True).drop_duplicates(CELL)


def _standing(frames: Sequence[pd.DataFrame], parents: Mapping[str, str | None]) -> list[dict[str, str]]:
    """Per version the name of every unit: the same as long as its figures and those below it are the same."""
    numbers: dict[str, dict[tuple, int]] = {}
    found = []
    for frame in frames:
        columns = [frame[name].tolist() for name in [*CELL[1:], "numerator"]]
        own: dict[str, list[tuple]] = {}
        for unit, *row in zip(
            frame["unit"].tolist(), *columns, frame["denominator"].fillna(-1.0).tolist(), strict=True
        ):
            own.setdefault(unit, []).append(tuple(row))
        below: dict[str, list[str]] = {}
        names: dict[str, str] = {}
        for unit in (unit for unit in reversed([*parents]) if unit in own):
            content = tuple(sorted(own[unit])), tuple(sorted(below.get(unit, [])))
            known = numbers.setdefault(unit, {})
            names[unit] = f"{unit}{_MARK}{known.setdefault(content, len(known))}"
            below.setdefault(parents[unit] or "", []).append(names[unit])
        found.append(dict(reversed(names.items())))
    return found


def _unit(name: str) -> str:
    return name.split(_MARK)[0]
