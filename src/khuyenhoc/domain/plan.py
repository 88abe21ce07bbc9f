"""Plans: how fast the parts have moved, how many more families a pace or a wish means by the due date, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.domain import ranking, rates, status
from khuyenhoc.domain.period import month_index

FAST = 0.75  # the pace that the fastest quarter of the parts has at least
_BEHIND = (status.SLOW, status.ACCELERATE, status.REGRESSING)
_UNJUDGED = (status.NO_TARGET, status.NOT_REPORTED, status.NOT_COMPUTABLE)


@dataclass(frozen=True)
class Best:
    """The best pace ever observed among the parts, as share of N per month, and who had it."""

    pace: float
    unit: str


def months_left(due: date, on: date) -> int:
    return max(0, month_index(due) - month_index(on))


def plannable(rows: pd.DataFrame) -> pd.Series:
    """True for the parts that something can be planned for: reported, with n and N."""
    return rows["numerator"].notna() & rows["denominator"].gt(0) & (rows["status"] != status.NOT_REPORTED)


def paces(rows: pd.DataFrame) -> pd.Series:
    """Points per month since the baseline, as shares, by unit: those that have met their target included.

    NaN where two figures are missing, lie less than six months apart, or do not compare.
    """
    latest, base = rows["period_end"], rows["baseline_date"]
    span = (latest.dt.year - base.dt.year) * 12 + latest.dt.month - base.dt.month
    comparable = (span >= status.SHORTEST_SPAN) & (rows["reason"] != "denominator_changed")
    pace = (rows["end_value"] - rows["baseline"]) / span.where(comparable)
    return pace.set_axis(pd.Index(rows["unit"]))


def best_pace(rows: pd.DataFrame) -> Best | None:
    """Among the parts large enough to rank by; None where nobody rose."""
    found = _rising(rows)
    return Best(float(found.max()), str(found.idxmax())) if len(found) else None


def fast_pace(rows: pd.DataFrame) -> float | None:
    """What the fastest quarter of the parts that rose has at least; None where nobody rose."""
    found = _rising(rows)
    return float(found.quantile(FAST)) if len(found) else None


def _rising(rows: pd.DataFrame) -> pd.Series:
    found = paces(rows[rows["denominator"] >= ranking.FEWEST])
    return found[found > 0]


def at_own_pace(rows: pd.DataFrame, months: int) -> pd.Series:
    """Families more by unit if everybody goes on as before; who fell or whose pace is unknown stays where it is."""
    return _more(rows, paces(rows).clip(lower=0).fillna(0) * months)


def at_fast_pace(rows: pd.DataFrame, fast: float, months: int) -> pd.Series:
    """The same with those behind their way to the target at the pace `fast`; nobody is slowed down."""
    pace = paces(rows).clip(lower=0).fillna(0)
    behind = rows["status"].isin(_BEHIND).to_numpy()
    return _more(rows, pace.mask(behind, pace.clip(lower=fast)) * months)


def by_points(rows: pd.DataFrame, points: float) -> pd.Series:
    """The same share of N more for everybody: 0.05 is five points."""
    return _more(rows, pd.Series(points, index=pd.Index(rows["unit"])))


def _more(rows: pd.DataFrame, shares: pd.Series) -> pd.Series:
    """Whole families, the nearest number, at most N − n."""
    size, reached = (rows[name].to_numpy("float64").round() for name in ("denominator", "numerator"))
    more = np.minimum(np.floor(size * shares.to_numpy() + 0.5), np.clip(size - reached, 0, None))
    return pd.Series(more.astype("int64"), index=pd.Index(rows["unit"]))


def lifted(more: pd.Series, above: Mapping[str, str]) -> pd.Series:
    """What the parts bring to the units above them: `above` names for a part the unit it counts for."""
    return more.groupby(more.index.map(above)).sum()


def outcome(rows: pd.DataFrame, more: pd.Series) -> pd.DataFrame:
    """Assessment rows of one rate, where higher is better, as they would be at the due date: numerator, value, shortfall,
    surplus (each with _low and _high), status = achieved or missed, and `more` = what was added.

    Of an inferred whole the rate is then about so much. Figures stay as reported where nothing is added, and so does the
    status of those that nobody can judge.
    """
    added = rows["unit"].map(more).fillna(0)
    moved = added > 0
    numerator = rows["numerator"] + added
    aim = (rows["target"] * rates.TEN_THOUSAND).round()
    changed: dict[str, pd.Series] = {"more": added, "numerator": numerator}
    changed["value"] = (numerator / rows["denominator"]).where(moved, rows["value"])
    changed["approximate"] = rows["approximate"].mask(moved & rows["inferred"], "~")
    # The larger the whole, the more is lacking and the less is over.
    for denominator, lack, over in (("", "", ""), ("_low", "_low", "_high"), ("_high", "_high", "_low")):
        gap = rates.needed(aim, rows[f"denominator{denominator}"]) - numerator
        changed[f"shortfall{lack}"] = gap.clip(lower=0).where(moved, rows[f"shortfall{lack}"])
        changed[f"surplus{over}"] = (-gap).clip(lower=0).where(moved, rows[f"surplus{over}"])
    meets = changed["shortfall"].eq(0) | (changed["shortfall"].isna() & (rows["value"] >= rows["target"]))
    unjudged = rows["status"].isin(_UNJUDGED)
    verdict = rows["status"].where(unjudged, np.where(meets, status.ACHIEVED, status.MISSED))
    return rows.assign(**changed, status=verdict, reason="")


def needed(row: Mapping, aim: int) -> int | None:
    """How many more the unit needs for `aim` (ten-thousandths): ⌈T·N⌉ − n; None without both figures.

    For its own target exactly what the assessment says is lacking.
    """
    if pd.isna(row["numerator"]) or pd.isna(row["denominator"]):
        return None
    if pd.notna(row["target"]) and round(row["target"] * rates.TEN_THOUSAND) == aim and pd.notna(row["shortfall"]):
        return int(row["shortfall"])
    return max(0, int(-(-(aim * row["denominator"]) // rates.TEN_THOUSAND) - row["numerator"]))


def assignment(rows: pd.DataFrame, more: pd.Series, own: pd.Series, months: int) -> pd.DataFrame:
    """The allocation as a table, one row per part: `more`, `goal` = n + more, `goal_rate`, `per_month`, and `times` = the
    pace it asks for over the part's `own` (by unit; NaN where that is unknown, infinity where it did not rise)."""
    size, reached = (rows[name].to_numpy("float64") for name in ("denominator", "numerator"))
    given = more.reindex(rows["unit"]).fillna(0).to_numpy("int64")
    had = own.reindex(rows["unit"]).to_numpy()
    asked = given / size / (months or np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.where(had > 0, asked / had, np.where((had <= 0) & (given > 0), np.inf, np.nan))
    goal = reached.round().astype("int64") + given
    return rows.assign(more=given, goal=goal, goal_rate=goal / size, per_month=given / (months or np.nan), times=times)


def share_asking(goal: int, denominator: int) -> int:
    """The rate in ten-thousandths that asks for `goal` of N: ⌈T·N⌉ = goal.

    Above ten thousand some numbers have no such rate: then the smallest that asks for no fewer.
    """
    below = goal * rates.TEN_THOUSAND // denominator
    return below if -(-below * denominator // rates.TEN_THOUSAND) >= goal else below + 1
