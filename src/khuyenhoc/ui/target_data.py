"""What pages read about targets: a unit against that of a phase, changes of targets and their effect."""

from datetime import date

import pandas as pd

from khuyenhoc import definitions, query
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.target import Target
from khuyenhoc.domain.target_change import TargetChange, replaced
from khuyenhoc.store.targets import StoredTargetChange
from khuyenhoc.ui import data


def of_phase(unit: str, indicator: str, on: date, year: int | None) -> pd.DataFrame:
    """One unit's row of one indicator against the target due in that year: none or one."""

    def judge() -> pd.DataFrame:
        rows = data.totals(on)
        question = Question(data.place(on).units.level(unit), on, year)
        found = query.assessment(rows[rows["indicator"] == indicator], data.place(on), data.known(), question)
        return found[(found["unit"] == unit) & (found["indicator"] == indicator)]

    return data.made("of phase", (unit, indicator, on, year), judge)


def target_of(unit: str, indicator: str, on: date, year: int) -> bool:
    """True where a target due in that year reaches the unit."""
    rows = of_phase(unit, indicator, on, year)
    return len(rows) > 0 and bool(rows["target"].notna().iloc[0])


def history() -> list[tuple[StoredTargetChange, Target | None]]:
    """Every change of a target, oldest first, with the target it put an end to."""

    def read() -> list[tuple[StoredTargetChange, Target | None]]:
        kept = data.store().target_changes(data.version())
        return list(zip(kept, replaced(definitions.current().targets, [each.change for each in kept]), strict=True))

    return data.made("target history", (), read)


def effect(changes: tuple[TargetChange, ...], on: date) -> pd.DataFrame:
    """Whose target or verdict the changes would make another: query.effect."""
    return data.made(
        "effect", (changes, on), lambda: query.effect(data.totals(on), data.place(on), data.known(), changes, on)
    )
