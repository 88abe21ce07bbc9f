"""A unit among its peers: how their rates are spread, and who was level with it two years ago and is ahead now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from khuyenhoc.domain import ranking
from khuyenhoc.domain.period import Period, month_index

FEWEST = 4  # units: fewer have no middle half
LEVEL_WITHIN = 0.02  # share: closer than this two units stood level
AHEAD_BY = 0.03  # share: less than this is no lead to learn from
MOST = 3
MONTHS_BACK = 24
FARTHEST_BACK, NEAREST_BACK = 30, 18


@dataclass(frozen=True)
class Spread:
    """The lowest and highest rate of the peers, and the quarters between which half of them lie. Shares."""

    low: float
    lower: float
    upper: float
    high: float


def spread(values: pd.Series) -> Spread | None:
    """Of the rates that are known; None where they are too few to have a middle half."""
    reported = values.dropna()
    if len(reported) < FEWEST:
        return None
    low, lower, upper, high = (float(edge) for edge in np.quantile(reported, [0, 0.25, 0.75, 1]))
    return Spread(low, lower, upper, high)


def two_years_before(periods: Sequence[Period], period: Period) -> Period | None:
    """The one nearest to 24 months earlier, among those 18 to 30 months earlier; of two as near, the later."""
    back = {each: month_index(period.end) - month_index(each.end) for each in periods}
    near = [each for each, months in back.items() if NEAREST_BACK <= months <= FARTHEST_BACK]
    return min(near, key=lambda each: (abs(back[each] - MONTHS_BACK), back[each]), default=None)


def ahead(now: pd.DataFrame, before: pd.DataFrame, unit: str, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Who to learn from: units of the same kind, level with `unit` (±2 points) at `before` and ahead (≥ 3 points) now.

    `now`, `before`: assessment rows of one indicator and level. Both dates need a figure of that very date, of enough
    families to be ranked. Columns unit, before, now, lead (shares; lead ≥ 0 also where lower is better), largest lead
    first, at most three.
    """
    pairs = pd.DataFrame({"before": _figures(before), "now": _figures(now)}).dropna().rename_axis("unit")
    own = pairs.reindex([unit]).iloc[0]  # NaN where this unit itself has no such figures: then nobody is ahead of it
    sign = -1 if bool(now["lower_is_better"].any()) else 1
    lead = ((pairs["now"] - own["now"]) * sign).round(9)
    level = (pairs["before"] - own["before"]).abs().round(9) <= LEVEL_WITHIN
    alike = pairs.index.map(kinds) == kinds[unit]
    found = pairs.assign(lead=lead)[alike & level & (lead >= AHEAD_BY)]
    return found.sort_values("lead", ascending=False, kind="stable").head(MOST).reset_index()


def _figures(rows: pd.DataFrame) -> pd.Series:
    """Rates by unit: reported for the very date asked, and fit to be ranked."""
    known = ranking.ranked(rows)
    usable = (known["standing"] == ranking.RANKED) & (known["period_end"] == known["date"])
    return known[usable].set_index("unit")["value"]
