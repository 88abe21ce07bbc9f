"""What a person may see of the figures by ethnicity and poverty (methods §6): the one way to them for pages and files."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from khuyenhoc import query
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain import suppression
from khuyenhoc.domain.group_figures import COLUMNS, group_figures
from khuyenhoc.domain.indicator import Catalogue, Counts
from khuyenhoc.domain.suppression import Rule
from khuyenhoc.domain.suppression_table import MINORITIES, Table, table
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


def figures(
    store: Store, where: Place, known: Definitions, indicator: str, version: int, *, may_see_small: bool
) -> dict[str, pd.DataFrame]:
    """Per period the figures by group of every unit, and its totals: domain.group_figures.COLUMNS, “dân tộc thiểu số”
    always among them. What this person may not see is NaN and marked `hidden`."""
    asked = Asked(store, where.province, known.stamp, indicator, version, where, known)
    seen = _published(asked)
    if may_see_small or known.catalogue[indicator].counts not in (Counts.PERSON, Counts.HOUSEHOLD):
        return seen
    codes = _linked(known.catalogue, indicator)
    versions = store.versions_by_group(codes)
    return {period: _protected(asked, period, found, codes, versions) for period, found in seen.items()}


def _protected(
    asked: Asked, period: str, found: pd.DataFrame, codes: tuple[str, ...], versions: list[int]
) -> pd.DataFrame:
    children = asked.where.units.children
    lowest = [unit for unit in asked.where.units.frame.index if not children(unit)]
    hidden = _hidden(replace(asked, indicator=codes[0], version=versions[-1]), period, codes, tuple(versions))
    shown = suppression.protected(found, hidden, lowest)
    told = set(_tables(asked)[period][1].query("ethnicity != '' or poverty != ''")["unit"]) & set(lowest)
    partial = [unit for unit in asked.where.units.frame.index if not _complete(unit, told, children)]
    return suppression.without(shown, partial)


def _complete(unit: str, told: Collection[str], children: Callable[[str], list[str]]) -> bool:
    """Every unit below told its groups. Of a sum that grows as they come in, each step would tell the newcomer's figures."""
    below = children(unit)
    return all(_complete(each, told, children) for each in below) if below else unit in told


@lru_cache(maxsize=512)
def _hidden(asked: Asked, period: str, codes: tuple[str, ...], versions: tuple[int, ...]) -> pd.DataFrame:
    """domain.suppression.widened from version to version: what was hidden once stays hidden."""
    earlier = versions[:-1]
    kept = _hidden(replace(asked, version=earlier[-1]), period, codes, earlier) if earlier else suppression.NOTHING
    for code in codes:
        made = _tables(replace(asked, indicator=code, version=versions[-1])).get(period)
        kept = suppression.widened(kept, made[0], _rule(asked)) if made else kept
    return kept


def small_shown(found: pd.DataFrame, known: Definitions) -> bool:
    """True where figures that are not for everybody are among these."""
    rows = found[(found["ethnicity"] != "") | (found["poverty"] != "")]
    return bool(suppression.is_small(rows["numerator"], rows["denominator"], known.suppression.smallest).any())


@lru_cache(maxsize=64)
def _published(asked: Asked) -> dict[str, pd.DataFrame]:
    """Nothing hidden, all periods."""
    found = {}
    for period, (made, part) in _tables(asked).items():
        kind = part.drop_duplicates("unit").set_index("unit")["sample"]
        shown = suppression.published(made)
        found[period] = shown.assign(period=period, hidden=False, sample=shown["unit"].map(kind).astype(bool))[COLUMNS]
    return found


@lru_cache(maxsize=64)
def _tables(asked: Asked) -> Mapping[str, tuple[Table, pd.DataFrame]]:
    """Per period what suppression works on, and the figures it was made of."""
    indicator = asked.known.catalogue[asked.indicator]
    units = asked.where.units
    rows = query.visible(asked.store, units, asked.version, (asked.indicator,))
    found = group_figures(rows, units, indicator.is_rate)
    parents = {unit: units.parent(unit) for unit in units.frame.index if units.level(unit) is not Level.COUNTRY}
    peoples = asked.known.ethnic_groups
    single = set(peoples.loc[peoples["minority"] == "1", "code"]) - {MINORITIES}
    return {str(period): (table(part, parents, single), part) for period, part in found.groupby("period", sort=False)}


def _rule(asked: Asked) -> Rule:
    settings, units = asked.known.suppression, asked.where.units
    crossed = [unit for unit in units.frame.index if units.level(unit) in settings.crossed]
    return Rule(settings.smallest, settings.span, frozenset(crossed))


def _linked(catalogue: Catalogue, indicator: str) -> tuple[str, ...]:
    """The indicators by group that add up to this one or to which it adds up, numerators and rates; itself included."""
    told = [each for each in catalogue if each.breakdowns]
    pairs = {(each.code, other) for each in told for other in (each.numerator_indicator, each.part_of) if other}
    found, size = {indicator}, 0
    while len(found) > size:
        size = len(found)
        found |= {code for pair in pairs if found & {*pair} for code in pair}
    return tuple(sorted(found))
