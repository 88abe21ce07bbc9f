"""Figures of one time on the units of the other, before and since 1/7/2025 (methods §7): the one way to them for pages."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc import query, small_numbers
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain import grouping, status
from khuyenhoc.domain.group_figures import members_added
from khuyenhoc.domain.indicator import Catalogue, Recognised
from khuyenhoc.domain.observation import KEY
from khuyenhoc.domain.period import Period, month_index
from khuyenhoc.domain.predecessors import backwards, reasons, returned
from khuyenhoc.domain.rollup import completed
from khuyenhoc.domain.succession import EXPIRED, INHERITED, UNDETERMINED, carried, estimated, exact, undetermined
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level, Units
from khuyenhoc.query import Place, visible
from khuyenhoc.store.shares import shares_in_force
from khuyenhoc.store.store import Store

Read = Callable[[Units], pd.DataFrame]
FORMER_DISTRICTS, CLUSTERS = "huyen-cu", "cum"  # how communes may be put together
TITLE_MONTHS = 36
_FIGURES = (
    "value", "numerator", "denominator", "previous", "change", "change_count", "ratio", "shortfall", "surplus", "completion",
    "needed_per_month", "actual_per_month",
)  # fmt: skip


def with_inherited(
    own: pd.DataFrame,
    store: Store,
    units: pd.DataFrame,
    succession: pd.DataFrame,
    new: Units,
    catalogue: Catalogue,
    version: int | None = None,
    read: Read | None = None,
) -> pd.DataFrame:
    """The visible totals of new units with what the old units they are made of reported; their own figures first.

    `units`, `succession`: all of the country. `read`: gives the visible totals of units, for who has read them before.
    See domain.succession.carried; parts of split units where their shares were entered: domain.succession.estimated.
    """
    shown = succession["new_key"].isin(new.frame.index) & ~succession["old_key"].isin(new.frame.index)
    pairs = succession[shown]
    if pairs.empty:
        return own
    shares = shares_in_force(store.shares(version))
    found: list[pd.DataFrame] = []
    for source in _sources(units, pairs):
        old = _told(store, units, succession, source, catalogue, version, read)
        found += [carried(old, pairs, catalogue), estimated(old, pairs, catalogue, shares)]
    some = [each for each in found if len(each)]
    return pd.concat([own, *some], ignore_index=True).drop_duplicates(KEY, keep="first") if some else own


def _told(
    store: Store, units: pd.DataFrame, succession: pd.DataFrame, source: Units, catalogue: Catalogue, version: int | None,
    read: Read | None,
) -> pd.DataFrame:  # fmt: skip
    """The totals of units of an earlier time, with what those before them reported."""
    own = read(source) if read else visible(store, source, version, totals_only=True)
    return with_inherited(own, store, units, succession, source, catalogue, version, read)


def with_province(
    own: pd.DataFrame,
    store: Store,
    units: pd.DataFrame,
    succession: pd.DataFrame,
    new: Units,
    catalogue: Catalogue,
    version: int | None = None,
    read: Read | None = None,
) -> pd.DataFrame:
    """As with_inherited, and for a new province the sum of its old ones, where each sent its figure or has it from all
    of its units: communes that were divided stayed inside. For periods before the reform looked at by themselves: beside
    later ones the new communes that are known at both times say more of the change."""
    pairs = succession[succession["new_key"].isin(new.of_level(Level.PROVINCE))]
    found = [with_inherited(own, store, units, succession, new, catalogue, version, read)]
    for source in _sources(units, pairs):
        old = _told(store, units, succession, source, catalogue, version, read)
        found.append(carried(completed(old, source, Level.PROVINCE, catalogue), pairs, catalogue))
    return pd.concat([each for each in found if len(each)] or found[:1], ignore_index=True).drop_duplicates(KEY)


def _sources(units: pd.DataFrame, pairs: pd.DataFrame) -> list[Units]:
    """Where the old units of these pairs stand: whole provinces as they were on the last day before the reform, and units
    that an official list ended on another day."""
    valid = Units.valid_on(units, LAST_OLD_DAY)
    former = units.index[units.index.isin(pairs["old_key"]) & ~units.index.isin(valid.frame.index)]
    last = pairs.loc[~pairs["old_key"].isin(former), "old_key"]
    return [*([_provinces_of(valid, last)] if len(last) else []), *([Units(units.loc[former])] if len(former) else [])]


def with_returned(
    own: pd.DataFrame,
    store: Store,
    units: pd.DataFrame,
    succession: pd.DataFrame,
    old: Units,
    catalogue: Catalogue,
    version: int | None = None,
    read: Read | None = None,
) -> pd.DataFrame:
    """The visible totals of old units with what is known of them since the reform: see domain.predecessors.returned. Old
    provinces that became one stand under it, and it has its own figure."""
    pairs = succession[succession["old_key"].isin(old.frame.index)]
    since = _provinces_of(Units.valid_on(units, REFORM), pairs["new_key"])
    told = read(since) if read else visible(store, since, version, totals_only=True)
    whole = completed(told, since, Level.PROVINCE, catalogue)
    itself = whole[whole["unit"].isin(old.frame.index)]  # the heading over old provinces that became this one
    known = pd.concat([returned(told, succession_of(succession, pairs), old, catalogue), itself], ignore_index=True)
    return pd.concat([own, known], ignore_index=True).drop_duplicates(KEY, keep="first") if len(known) else own


def succession_of(succession: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """All that the new units of these pairs are made of, from other provinces too."""
    return succession[succession["new_key"].isin(pairs["new_key"])]


def _provinces_of(valid: Units, keys: pd.Series) -> Units:
    """Whole provinces, those that any of the keys lies in."""
    above = valid.ancestor(Level.PROVINCE)
    provinces = {above[key] for key in keys if key in above}
    inside = [key for key, province in above.items() if province in provinces]
    return Units(valid.frame.loc[valid.frame.index.isin(inside)])


def place(
    units: pd.DataFrame, succession: pd.DataFrame, known: Definitions, code: str, day: date, on: date, groups: str = ""
) -> Place:
    """The province of `day`; its communes in the clusters in force `on` that day, or, since the reform, in their former
    districts, where `groups` says so."""
    where = query.place(units, succession, code, day)
    found: Mapping[str, tuple[str, list[str]]] = {}
    if groups == CLUSTERS:
        found = grouping.clusters(known.clusters, where.units, day_of_clusters(on, new=day >= REFORM))
    elif groups == FORMER_DISTRICTS and day >= REFORM:
        inside = succession.loc[succession["new_key"].isin(where.units.frame.index), "old_key"]
        old = _provinces_of(Units.valid_on(units, LAST_OLD_DAY), inside)
        found = grouping.former_districts(succession, old, where.units)
    return Place(grouping.regrouped(where.units, found), where.province) if found else where


def day_of_clusters(on: date, *, new: bool) -> date:
    """The day whose clusters count: `on`, or the nearest day on which the units looked at existed."""
    return max(on, REFORM) if new else min(on, LAST_OLD_DAY)


def unknown(
    store: Store, units: pd.DataFrame, succession: pd.DataFrame, shown: Units, version: int, *, new: bool
) -> frozenset[str]:
    """The units shown that have no figure of the other time, because nobody can know it. `new`: shown are those since."""
    if not new:
        return frozenset(reasons(succession, shown))
    shares = shares_in_force(store.shares(version))
    return undetermined(succession, shares) & frozenset(shown.frame.index)


def marked(
    assessed: pd.DataFrame, catalogue: Catalogue, unknown: Collection[str], on: date, *, new: bool
) -> pd.DataFrame:
    """An assessment with what has to be said of it across the reform: see without_blame; `title` = INHERITED for yearly
    titles of old units that new ones took over (methods §7), EXPIRED once they are older than 36 months, else ''."""
    yearly = [each.code for each in catalogue if each.recognised is Recognised.YEARLY]
    ends = assessed["period_end"]
    taken_over = assessed["indicator"].isin(yearly) & (ends < pd.Timestamp(REFORM)) & assessed["value"].notna() & new
    age = month_index(on) - (ends.dt.year * 12 + ends.dt.month)
    title = np.select([taken_over & (age > TITLE_MONTHS), taken_over], [EXPIRED, INHERITED], default="")
    return without_blame(assessed.assign(title=title), unknown)


def without_blame(assessed: pd.DataFrame, unknown: Collection[str]) -> pd.DataFrame:
    """An assessment in which units whose figures nobody can know did not fail to report, nor stand on what they had before."""
    mine = assessed["unit"].isin(unknown) & (assessed["status"] != status.NO_TARGET)
    return assessed.assign(
        **{name: assessed[name].mask(mine) for name in _FIGURES},
        status=assessed["status"].mask(mine, status.NOT_COMPUTABLE),
        reason=assessed["reason"].mask(mine, UNDETERMINED),
    )


def is_of_new(period: str) -> bool:
    """Whether the units since 1/7/2025 report this period."""
    return Period.parse(period).end >= REFORM


def groups(
    store: Store, units: pd.DataFrame, succession: pd.DataFrame, where: Place, known: Definitions, indicator: str,
    version: int, *, may_see_small: bool, new: bool,
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Per period of the other time the figures by group of these units: domain.group_figures.COLUMNS, whole units only.

    Added up from what this person may see of the units that reported, a hidden part hiding the sum: nothing is shown here
    that could not be worked out from the pages of those units, so that both maps together tell no more than one.
    """
    inside = succession["new_key" if new else "old_key"].isin(where.units.frame.index)
    day = LAST_OLD_DAY if new else REFORM
    mine = succession[inside]
    source = _provinces_of(Units.valid_on(units, day), mine["old_key" if new else "new_key"])
    pairs = [exact(mine)] if new else backwards(succession_of(succession, mine), where.units)
    if where.province in source:  # the heading over old provinces that became this one
        pairs.append(pd.DataFrame({"old_key": [where.province], "new_key": [where.province]}))
    found: dict[str, list[pd.DataFrame]] = {}
    for province in source.of_level(Level.PROVINCE):
        place = Place(source.within(province), province)
        told = small_numbers.figures(store, place, known, indicator, version, may_see_small=may_see_small)
        for period, frame in told.items():
            if is_of_new(period) != new:
                found.setdefault(period, []).append(frame)
    return {
        period: made
        for period, frames in found.items()
        if len(made := pd.concat([members_added(pd.concat(frames), each) for each in pairs], ignore_index=True))
    }
