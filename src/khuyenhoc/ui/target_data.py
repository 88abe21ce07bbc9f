"""What Danh mục reads about changes of targets."""

from datetime import date

import pandas as pd

from khuyenhoc import definitions, query
from khuyenhoc.domain.target import Target
from khuyenhoc.domain.target_change import TargetChange, replaced
from khuyenhoc.store.targets import StoredTargetChange
from khuyenhoc.ui import data


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
