"""The figures by group that suppression works on, of one province, indicator and data version (methods §6). Nothing is hidden
here: pages and files ask small_numbers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pandas as pd

from khuyenhoc import query
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.group_figures import group_figures
from khuyenhoc.domain.suppression import Rule
from khuyenhoc.domain.suppression_table import MINORITIES, Table, table
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
def tables(asked: Asked) -> Mapping[str, tuple[Table, pd.DataFrame]]:
    """Per period the table, and the figures it was made of: domain.group_figures."""
    indicator, units, rules = asked.known.catalogue[asked.indicator], asked.where.units, asked.rules
    rows = query.visible(asked.store, units, asked.version, (asked.indicator,))
    found = group_figures(rows, units, indicator.is_rate)
    return {
        str(period): (table(part, rules.parents, rules.minorities), part)
        for period, part in found.groupby("period", sort=False)
    }


def told(asked: Asked, period: str) -> pd.DataFrame | None:
    """The figures without the sums that are not shown; None where the period has no figures by group."""
    made = tables(asked).get(period)
    return made[1][~made[1]["unit"].isin(partial(asked, period))] if made else None


def partial(asked: Asked, period: str) -> list[str]:
    """Units of which not every unit below told its groups. Of a sum that grows as they come in, each step would tell the
    newcomer's figures."""
    made = tables(asked).get(period)
    own = set(made[1].query("ethnicity != '' or poverty != ''")["unit"]) & asked.lowest if made else set()
    return [unit for unit in asked.where.units.frame.index if not _complete(asked, unit, own)]


def _complete(asked: Asked, unit: str, own: Collection[str]) -> bool:
    below = asked.where.units.children(unit)
    return all(_complete(asked, each, own) for each in below) if below else unit in own
