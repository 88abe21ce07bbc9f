"""Targets as data with a legal basis, and which one applies to a unit: unit > area type > level > province > country."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.unit import COUNTRY, Level, Units


class Scope(StrEnum):
    COUNTRY = "country"
    PROVINCE = "province"
    LEVEL = "level"
    AREA_TYPE = "area_type"
    UNIT = "unit"

    @property
    def rank(self) -> int:
        """The more specific, the higher."""
        return list(Scope).index(self)


@dataclass(frozen=True)
class Target:
    """`value`: ten-thousandths for a rate, the number itself for a count, None for “không giao chỉ tiêu”."""

    id: str
    indicator: str
    scope_kind: Scope
    scope: str
    comparator: str
    value: int | None
    start: date
    due: date
    milestones: tuple[tuple[date, int], ...]
    baseline: tuple[date, int] | None
    basis: str
    basis_date: date | None
    basis_title: str
    basis_clause: str
    binding: str
    verified: str
    note: str
    is_rate: bool = True


def targets_from_frame(frame: pd.DataFrame, catalogue: Catalogue) -> list[Target]:
    """`frame`: data/targets.csv read as text. Rates are written in per cent there. Raises on an unknown word."""
    return [_target(row, catalogue[row["indicator"]].is_rate) for row in frame.to_dict("records")]


def _target(row: dict, is_rate: bool) -> Target:
    def whole(text: str) -> int:
        return round(float(text) * (100 if is_rate else 1))

    stones = (pair.split("=") for pair in row["milestones"].split(";") if pair)
    return Target(
        id=row["id"],
        indicator=row["indicator"],
        scope_kind=Scope(row["scope_kind"]),
        scope=row["scope"],
        comparator=row["comparator"],
        value=None if row["value"] == "none" else whole(row["value"]),
        start=date.fromisoformat(row["start"]),
        due=date.fromisoformat(row["due"]),
        milestones=tuple(sorted((date.fromisoformat(day), whole(value)) for day, value in stones)),
        baseline=(
            (date.fromisoformat(row["baseline_date"]), whole(row["baseline_value"])) if row["baseline_value"] else None
        ),
        basis=row["basis"],
        basis_date=date.fromisoformat(row["basis_date"]) if row["basis_date"] else None,
        basis_title=row["basis_title"],
        basis_clause=row["basis_clause"],
        binding=row["binding"],
        verified=row["verified"],
        note=row["note"],
        is_rate=is_rate,
    )


def applicable(
    targets: list[Target], units: Units, level: Level, on: date, areas: dict[str, frozenset[str]] | None = None
) -> pd.DataFrame:
    """The target of every unit of `level` for every indicator: columns unit, indicator, target (index into `targets`), inherited.

    Of several due dates the next one from `on` is taken, or the last one passed. `areas`: unit -> area types on that date.
    """
    keys = np.array(units.of_level(level), dtype=object)
    chosen: dict[str, np.ndarray] = {}
    weakest_first = sorted(
        range(len(targets)), key=lambda n: (_phase_order(targets[n].due, on), targets[n].scope_kind.rank)
    )
    for number in weakest_first:
        reached = _reached(targets[number], keys, level, units, areas or {})
        chosen.setdefault(targets[number].indicator, np.full(len(keys), -1))[reached] = number
    found = [
        pd.DataFrame({"unit": keys[numbers >= 0], "indicator": indicator, "target": numbers[numbers >= 0]})
        for indicator, numbers in chosen.items()
    ]
    frame = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["unit", "indicator", "target"])
    inherited = [_inherited(target, level) for target in targets]
    return frame.assign(inherited=[inherited[number] for number in frame["target"]])


def _phase_order(due: date, on: date) -> tuple[int, int]:
    """Later tuples win: a due date still ahead before one that passed; of those ahead the nearest, of those passed the last."""
    days = (due - on).days
    return (1, -days) if days >= 0 else (0, days)


def _reached(
    target: Target, keys: np.ndarray, level: Level, units: Units, areas: dict[str, frozenset[str]]
) -> np.ndarray:
    match target.scope_kind:
        case Scope.COUNTRY:
            return np.ones(len(keys), dtype=bool)
        case Scope.PROVINCE:
            return _within(keys, target.scope, units)
        case Scope.LEVEL:
            place, _, wanted = target.scope.partition("/")
            inside = np.ones(len(keys), dtype=bool) if place == COUNTRY else _within(keys, place, units)
            return inside & (wanted == level)
        case Scope.AREA_TYPE:
            return np.array([target.scope in areas.get(key, ()) for key in keys], dtype=bool)
        case Scope.UNIT:
            return keys == target.scope


def _within(keys: np.ndarray, province: str, units: Units) -> np.ndarray:
    if province not in units:
        return np.zeros(len(keys), dtype=bool)
    ancestors = units.ancestor(Level.PROVINCE)
    return np.array([ancestors.get(key) == province for key in keys], dtype=bool)


def _inherited(target: Target, level: Level) -> bool:
    """True where no document assigns the target to this very unit: it is a common target (mục tiêu chung)."""
    if target.scope_kind is Scope.UNIT:
        return False
    if target.scope_kind is Scope.PROVINCE:
        return level is not Level.PROVINCE
    return not (target.binding == "giao" and target.scope_kind in (Scope.LEVEL, Scope.AREA_TYPE))
