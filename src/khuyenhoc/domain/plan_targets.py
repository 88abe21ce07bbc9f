"""An allocation as a set of targets: one for each unit, given to it by a document, in place of what it was given before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from khuyenhoc.domain import plan
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange


@dataclass(frozen=True)
class Paper:
    """The document that gives the targets, and the day they count from."""

    number: str
    day: date | None
    title: str
    start: date


def lifted(table: pd.DataFrame, above: Mapping[str, str]) -> pd.DataFrame:
    """What the parts' goals make of the units above them: unit, goal, denominator. `above`: part -> the unit above it."""
    sums = table.groupby(table["unit"].map(above))[["goal", "denominator"]].sum()
    return sums.rename_axis("unit").reset_index()


def targets(table: pd.DataFrame, indicator: str, due: date, paper: Paper, note: str) -> list[Target]:
    """One target per row of `plan.assignment`: the rate that asks for exactly its goal."""
    rows = zip(table["unit"], table["goal"], table["denominator"], strict=True)
    return [
        Target(
            id="",
            indicator=indicator,
            scope_kind=Scope.UNIT,
            scope=unit,
            comparator=">=",
            value=plan.share_asking(int(goal), round(denominator)),
            start=paper.start,
            due=due,
            milestones=(),
            baseline=None,
            basis=paper.number,
            basis_date=paper.day,
            basis_title=paper.title,
            basis_clause="",
            binding="giao",
            verified="secondary",
            note=note,
        )
        for unit, goal, denominator in rows
    ]


def changes(new: Sequence[Target], known: Sequence[Target], effective: date) -> list[TargetChange]:
    """Each in force from `effective`; what the unit was given by then for the same indicator and due date gives way."""
    given = {_given(each): each.id for each in known if each.scope_kind is Scope.UNIT and each.in_force(effective)}
    return [TargetChange(effective, each, replaces=given.get(_given(each), "")) for each in new]


def _given(target: Target) -> tuple:
    return target.indicator, target.scope, target.due
