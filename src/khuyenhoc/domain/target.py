"""Targets as data with a legal basis, and which one applies to a unit: unit > area type > level > province > country."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.period import month_index
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
    """`value`: ten-thousandths for a rate, the number itself for a count, None for “không giao chỉ tiêu”.

    `in_force_from`, `in_force_to`: the days on which somebody is judged by it, both included; None for an open end.
    """

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
    in_force_from: date | None = None
    in_force_to: date | None = None

    def in_force(self, on: date) -> bool:
        return (self.in_force_from or date.min) <= on <= (self.in_force_to or date.max)


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
) -> dict[str, np.ndarray]:
    """Indicator -> which target applies to every unit of `level`, as its place in `targets`; -1 where none does.

    Only those in force on that day: a target changed later still judges the days before. Of several due dates the next
    one from `on` is taken, or the last one passed. `areas`: unit -> area types on that date.
    """
    keys = units.of_level(level)
    provinces = units.ancestor(Level.PROVINCE)
    ground = _Ground(level, np.array(keys, dtype=object), np.array([provinces.get(key) for key in keys]), areas or {})
    chosen: dict[str, np.ndarray] = {}
    weakest_first = sorted(
        (number for number, target in enumerate(targets) if target.in_force(on)),
        key=lambda n: (_phase_order(targets[n].due, on), targets[n].scope_kind.rank),
    )
    for number in weakest_first:
        reached = ground.reached(targets[number])
        if reached.any():
            chosen.setdefault(targets[number].indicator, np.full(len(keys), -1))[reached] = number
    return chosen


def _phase_order(due: date, on: date) -> tuple[int, int]:
    """Later tuples win: a due date still ahead before one that passed; of those ahead the nearest, of those passed the last."""
    days = (due - on).days
    return (1, -days) if days >= 0 else (0, days)


@dataclass(frozen=True)
class _Ground:
    """The units of one level, side by side: their keys, the provinces they lie in, their area types."""

    level: Level
    keys: np.ndarray
    provinces: np.ndarray
    areas: dict[str, frozenset[str]]

    def reached(self, target: Target) -> np.ndarray:
        """True for the units within the target's scope."""
        match target.scope_kind:
            case Scope.COUNTRY:
                return np.ones(len(self.keys), dtype=bool)
            case Scope.PROVINCE:
                return self.provinces == target.scope
            case Scope.LEVEL:
                place, _, wanted = target.scope.partition("/")
                inside = np.ones(len(self.keys), dtype=bool) if place == COUNTRY else self.provinces == place
                return inside & (wanted == self.level)
            case Scope.AREA_TYPE:
                return np.array([target.scope in self.areas.get(key, ()) for key in self.keys], dtype=bool)
            case Scope.UNIT:
                return self.keys == target.scope


def target_columns(targets: list[Target], level: Level) -> pd.DataFrame:
    """Targets as columns, one row each and a last one for “no target”, so that row -1 says nothing.

    `aim` is in ten-thousandths for a rate, the number itself for a count. `given_…` is the document's own baseline,
    `stone_month_n`, `stone_value_n` are the milestones in date order; months are month indices, values as in `aim`.
    """
    given: list[tuple[date | None, int | None]] = [target.baseline or (None, None) for target in targets]
    texts = {
        "comparator": [target.comparator for target in targets],
        "target_id": [target.id for target in targets],
        "basis": [target.basis for target in targets],
        "verified": [target.verified for target in targets],
    }
    answers = {
        "aim_is_rate": [target.is_rate for target in targets],
        "inherited": [_inherited(target, level) for target in targets],
    }
    days: dict[str, list[date | None]] = {
        "start": [target.start for target in targets],
        "due": [target.due for target in targets],
        "given_date": [day for day, _ in given],
    }
    numbers: dict[str, list[int | None]] = {
        "aim": [target.value for target in targets],
        "given_month": [month_index(day) if day else None for day, _ in given],
        "given_value": [value for _, value in given],
        **_stones(targets),
    }
    return pd.DataFrame(
        {name: pd.Series([*column, ""], dtype="str") for name, column in texts.items()}
        | {name: [*column, False] for name, column in answers.items()}
        | {name: pd.Series([*column, None], dtype="datetime64[s]") for name, column in days.items()}
        | {name: pd.Series([*column, None], dtype="float64") for name, column in numbers.items()}
    )


def _stones(targets: list[Target]) -> dict[str, list[int | None]]:
    """Two columns per milestone, as many as the target with most of them has; None where a target has fewer."""
    found: dict[str, list[int | None]] = {}
    for number in range(max((len(target.milestones) for target in targets), default=0)):
        own = [target.milestones[number] if number < len(target.milestones) else None for target in targets]
        found[f"stone_month_{number}"] = [month_index(stone[0]) if stone else None for stone in own]
        found[f"stone_value_{number}"] = [stone[1] if stone else None for stone in own]
    return found


def _inherited(target: Target, level: Level) -> bool:
    """True where no document assigns the target to this very unit: it is a common target (mục tiêu chung)."""
    if target.scope_kind is Scope.UNIT:
        return False
    if target.scope_kind is Scope.PROVINCE:
        return level is not Level.PROVINCE
    return not (target.binding == "giao" and target.scope_kind in (Scope.LEVEL, Scope.AREA_TYPE))
