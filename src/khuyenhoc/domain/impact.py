"""What an upload changes: figures, verdicts and ranks before and after. The only place that lays rows over those in use."""

import numpy as np
import pandas as pd

from khuyenhoc.domain.observation import COLUMNS, KEY, ORIGIN, VALUES, WITHDRAWN, hide_sample, totals, with_period_ends
from khuyenhoc.domain.ranking import standings
from khuyenhoc.domain.status import NO_TARGET
from khuyenhoc.domain.unit import Level, Units

NEW, CHANGED, NOTED, SAME, REMOVED = "new", "changed", "noted", "same", "removed"
KINDS = (NEW, CHANGED, NOTED, REMOVED, SAME)  # noted: the figure stays, its source or the like is another
JUDGED = ["status", "inherited", "value", "rank", "sample"]
_TOLD = ["sample", "bundled", "source", "denominator_source", "document"]
_PLACE = ["indicator", "unit"]
_SERIES = ["indicator", "unit", "ethnicity", "poverty"]
_FIGURES = ["period", "numerator", "denominator", "stated_rate", "sample"]


def touched(rows: pd.DataFrame, keys: pd.DataFrame) -> pd.Series:
    """True for the rows whose key is among those of `keys`."""
    return pd.Series(pd.MultiIndex.from_frame(rows[KEY]).isin(pd.MultiIndex.from_frame(keys[KEY])), index=rows.index)


def overlaid(current: pd.DataFrame, incoming: pd.DataFrame) -> pd.DataFrame:
    """What is in use once `incoming` is published over `current`; a withdrawn row takes the figure away. Both: COLUMNS."""
    added = incoming[incoming["state"] != WITHDRAWN]
    return pd.concat([current[~touched(current, incoming)], added], ignore_index=True)[COLUMNS]


def changes(before: pd.DataFrame, after: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per key of `rows`, in their order: KEY, `row`, kind (KINDS), and the other columns as …_before and …_after."""
    found = rows[[*KEY, "row"]]
    for side, figures in (("before", before), ("after", after)):
        found = found.join(figures.set_index(KEY)[VALUES + ORIGIN].add_suffix(f"_{side}"), on=KEY)
    was, will_be = found["state_before"].notna(), found["state_after"].notna()
    kinds = [~was & will_be, was & ~will_be, was & _differ(found, VALUES), was & _differ(found, _TOLD)]
    return found.assign(kind=np.select(kinds, [NEW, REMOVED, CHANGED, NOTED], SAME))


def _differ(found: pd.DataFrame, columns: list[str]) -> pd.Series:
    """True where one of the columns differs between the sides; absent on both is the same."""
    sides = [(found[f"{name}_before"], found[f"{name}_after"]) for name in columns]
    return pd.concat([(one != other) & ~(one.isna() & other.isna()) for one, other in sides], axis=1).any(axis=1)


def simulated_gone(before: pd.DataFrame, after: pd.DataFrame, units: Units) -> pd.DataFrame:
    """indicator, unit: those of `units` whose simulated figures of everybody are shown before and not after, and which report
    nothing themselves: their place stays empty."""
    reported = after.loc[~after["sample"], _PLACE]
    return _without(_simulated(before, units), pd.concat([_simulated(after, units), reported]))


def simulated_back(before: pd.DataFrame, after: pd.DataFrame, units: Units) -> pd.DataFrame:
    """The same of those whose simulated figures are shown after and not before."""
    return _without(_simulated(after, units), _simulated(before, units))


def _simulated(rows: pd.DataFrame, units: Units) -> pd.DataFrame:
    shown = hide_sample(totals(rows[rows["unit"].isin(units.frame.index)]), units)
    return shown.loc[shown["sample"], _PLACE].drop_duplicates()


def _without(places: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    found = places.merge(others.drop_duplicates(), "left", _PLACE, indicator=True)
    return found.loc[found["_merge"] == "left_only", _PLACE].reset_index(drop=True)


def counts(found: pd.DataFrame) -> dict[str, int]:
    """How many of each kind, in the order of KINDS."""
    return {kind: int((found["kind"] == kind).sum()) for kind in KINDS}


def with_earlier(rows: pd.DataFrame, figures: pd.DataFrame, flows: frozenset[str]) -> pd.DataFrame:
    """`rows` with the figure of the same unit, indicator and group in the last period before: earlier_period, …numerator,
    …denominator, …stated_rate, …sample; NaN where there is none. A flow is compared only with a period of the same length."""
    asked = with_period_ends(rows.reset_index(drop=True)).assign(place=np.arange(len(rows)))
    known = with_period_ends(figures)[[*_SERIES, *_FIGURES[1:], "end", "length", "period"]]
    pairs = asked[[*_SERIES, "end", "length", "place"]].merge(
        known.rename(columns={name: f"earlier_{name}" for name in (*_FIGURES, "end", "length")}), on=_SERIES
    )
    unlike = pairs["indicator"].isin(flows) & ((pairs["earlier_length"] - pairs["length"]).abs() > _SAME_LENGTH_DAYS)
    past = pairs[(pairs["earlier_end"] < pairs["end"]) & ~unlike].sort_values(["earlier_end", "earlier_length"])
    last = past.drop_duplicates("place", keep="last").set_index("place")
    wanted = [f"earlier_{name}" for name in _FIGURES]
    return rows.assign(**{name: last[name].reindex(asked["place"]).set_axis(rows.index) for name in wanted})


_SAME_LENGTH_DAYS = 3  # months and quarters are not all equally long


def with_base(found: pd.DataFrame, after: pd.DataFrame, flows: frozenset[str]) -> pd.DataFrame:
    """`changes` with what each is compared with, as base_period, base_numerator, base_denominator, base_stated_rate,
    base_sample: what it replaces if that was another, else the unit's last earlier figure."""
    against = with_earlier(found, after, flows)
    changed = found["kind"] == CHANGED
    base = {
        f"base_{name}": against[f"earlier_{name}"].where(
            ~changed, found["period"] if name == "period" else found[f"{name}_before"]
        )
        for name in _FIGURES
    }
    return found.assign(**base)


def jumps(found: pd.DataFrame, after: pd.DataFrame, flows: frozenset[str], most: int) -> pd.DataFrame:
    """The changes that move a numerator furthest: a new figure against the unit's last earlier one, a changed one against
    what it replaces. Adds base_period, base_numerator, base_denominator, base_stated_rate and times (|change| / base).

    A reported figure and a simulated one are never compared.
    """
    against = with_base(found[found["kind"].isin([NEW, CHANGED])], after, flows)
    against = against[against["base_sample"].eq(True) == against["sample_after"].eq(True)]
    change = (against["numerator_after"] - against["base_numerator"]).abs()
    times = (change / against["base_numerator"].abs().clip(lower=1)).astype("float64")
    against = against.assign(times=times)[times > 0]
    return against.sort_values("times", ascending=False, kind="stable").head(most)


def with_ranks(rows: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Assessment rows of one level with `rank` among its units; NaN for counts, for those unranked and for a unit alone."""
    many = rows["unit"].nunique() > 1
    return rows.assign(
        level=level, rank=standings(rows, "indicator")["rank"].where(rows["is_rate"].astype(bool) & many)
    )


def judged_twice(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Every unit on both sides: level, unit, unit_name, indicator, JUDGED as …_before and …_after; `verdict` and `moved`
    say whether verdict or rank is another; no rank moves between simulated and reported figures.

    Both: `with_ranks`, all levels under one another, as of one day.
    """
    key = ["level", "unit", "unit_name", "indicator"]
    found = before[[*key, *JUDGED]].merge(after[[*key, *JUDGED]], "outer", key, suffixes=("_before", "_after"))
    for side in ("before", "after"):
        # Neither reported nor with a target on one side: the assessment has no row there.
        found[f"status_{side}"] = found[f"status_{side}"].astype(object).fillna(NO_TARGET)
        for name in ("inherited", "sample"):
            found[f"{name}_{side}"] = found[f"{name}_{side}"].eq(True)
    alike = found["sample_before"] == found["sample_after"]
    return found.assign(verdict=_differ(found, ["status", "inherited"]), moved=_differ(found, ["rank"]) & alike)
