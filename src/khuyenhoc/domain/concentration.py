"""Where most of what is missing lies: the fewest units that make more than half of it."""

from dataclasses import dataclass

import pandas as pd

MORE_THAN = 0.5
MOST = 5


@dataclass(frozen=True)
class Concentration:
    """`units`: who lacks most first, with what each lacks. `total`: of all `short` units that lack anything."""

    units: tuple[tuple[str, int], ...]
    total: int
    short: int

    @property
    def share(self) -> float:
        """What these units make of the sum over all units. A sum of children, not the shortfall of their parent."""
        return sum(missing for _, missing in self.units) / self.total


def concentration(shortfalls: pd.Series, most: int = MOST, more_than: float = MORE_THAN) -> Concentration | None:
    """`shortfalls` by unit, NaN where unknown. The fewest that make more than that part of the sum, at most so many (a
    part of 1: as many as allowed); None where nobody lacks anything."""
    lacking = shortfalls[shortfalls > 0].astype("int64").sort_values(ascending=False, kind="stable")
    if lacking.empty:
        return None
    total = int(lacking.sum())
    needed = int((lacking.cumsum() <= more_than * total).sum()) + 1
    first = lacking.head(min(needed, most))
    return Concentration(tuple((str(unit), int(missing)) for unit, missing in first.items()), total, len(lacking))
