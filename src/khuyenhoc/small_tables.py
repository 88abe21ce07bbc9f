"""The figures by group that suppression works on, of one province, indicator and data version (methods §6). Nothing is hidden
here: pages and files ask small_numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pandas as pd

from khuyenhoc import query
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.group_figures import group_figures
from khuyenhoc.domain.suppression import Rule
from khuyenhoc.domain.suppression_table import MINORITIES
from khuyenhoc.domain.suppression_versions import Known
from khuyenhoc.domain.unit import Level
from khuyenhoc.query import Place
from khuyenhoc.store.store import Store


@dataclass(frozen=True)
class Asked:
    """One indicator in a province at a data version. Equal where the answer must be: a version never changes any more."""

    store: Store
    province: str
    stamp: str
    indicator: str
    version: int
    where: Place = field(compare=False)
    known: Definitions = field(compare=False)

    @cached_property
    def lowest(self) -> frozenset[str]:
        units = self.where.units
        return frozenset(unit for unit in units.frame.index if not units.children(unit))

    @property
    def rules(self) -> Known:
        settings, units = self.known.suppression, self.where.units
        crossed = [unit for unit in units.frame.index if units.level(unit) in settings.crossed]
        rule = Rule(settings.smallest, settings.span, frozenset(crossed))
        parents = {unit: units.parent(unit) for unit in units.frame.index if units.level(unit) is not Level.COUNTRY}
        peoples = self.known.ethnic_groups
        return Known(parents, frozenset(peoples.loc[peoples["minority"] == "1", "code"]) - {MINORITIES}, rule)


@lru_cache(maxsize=64)
def by_period(asked: Asked) -> Mapping[str, pd.DataFrame]:
    """domain.group_figures of each period."""
    indicator, units = asked.known.catalogue[asked.indicator], asked.where.units
    rows = query.visible(asked.store, units, asked.version, (asked.indicator,))
    found = group_figures(rows, units, indicator.is_rate)
    return {str(period): part for period, part in found.groupby("period", sort=False)}


def told(asked: Asked, period: str) -> pd.DataFrame | None:
    """The figures without the sums that are not shown; None where the period has no figures by group."""
    part = by_period(asked).get(period)
    return None if part is None else part[~part["unit"].isin(partial(asked, period))]


@lru_cache(maxsize=512)
def partial(asked: Asked, period: str) -> frozenset[str]:
    """Units of which not every unit below told its groups. Of a sum that grows as they come in, each step would tell the
    newcomer's figures."""
    part = by_period(asked).get(period)
    own = set() if part is None else set(part.query("ethnicity != '' or poverty != ''")["unit"])
    return frozenset(above for leaf in asked.lowest - own for above in asked.where.units.path(leaf))
