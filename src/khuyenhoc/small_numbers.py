"""What a person may see of the figures by ethnicity and poverty (methods §6): the one way to them for pages and files."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from khuyenhoc import query, small_patterns
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain import suppression
from khuyenhoc.domain.group_figures import COLUMNS, members_added
from khuyenhoc.domain.indicator import Catalogue, Counts
from khuyenhoc.domain.suppression_table import table
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM
from khuyenhoc.query import Place
from khuyenhoc.small_tables import Asked, by_period, partial
from khuyenhoc.store.store import Store


def figures(
    store: Store, where: Place, known: Definitions, indicator: str, version: int, *, may_see_small: bool
) -> dict[str, pd.DataFrame]:
    """Per period the figures by group of every unit, and its totals: domain.group_figures.COLUMNS, “dân tộc thiểu số”
    always among them. What this person may not see is NaN and marked `hidden`."""
    if where.several and where.province != COUNTRY:
        return _of_several(store, where, known, indicator, version, may_see_small=may_see_small)
    asked = Asked(store, where.province, known.stamp, indicator, version, where, known)
    seen = _published(asked)
    if may_see_small or known.catalogue[indicator].counts not in (Counts.PERSON, Counts.HOUSEHOLD):
        return seen
    codes = _linked(known.catalogue, indicator)
    versions = store.versions_by_group(codes)
    return {period: _protected(asked, period, found, codes, versions) for period, found in seen.items()}


def _of_several(
    store: Store, where: Place, known: Definitions, indicator: str, version: int, *, may_see_small: bool
) -> dict[str, pd.DataFrame]:
    """What is seen of each province alone, and over all of them the sum of that, a hidden part hiding the sum: no more than
    whoever reads province after province works out himself."""
    each = [figures(store, one, known, indicator, version, may_see_small=may_see_small) for one in where.provinces]
    pairs = pd.DataFrame({"old_key": [one.province for one in where.provinces], "new_key": where.province})
    found = {}
    for period in dict.fromkeys(period for told in each for period in told):
        told = pd.concat([told[period] for told in each if period in told], ignore_index=True)
        found[period] = pd.concat([told, members_added(told, pairs)], ignore_index=True)
    return found


def keep(store: Store, version: int) -> None:
    """Finds and keeps what the data version just published hides in the province followed, so that nobody who opens a page
    waits for it. Does nothing where the version told no figures by group."""
    known = query.definitions_at(store, version)
    by_group = [indicator.code for indicator in known.catalogue if indicator.breakdowns]
    if store.versions_by_group(by_group)[-1:] != [version]:
        return
    telling = [code for code in by_group if store.versions_by_group(_linked(known.catalogue, code))[-1:] == [version]]
    units, succession, code = store.units(), store.succession(), query.province_code(store, version)
    for day in (LAST_OLD_DAY, REFORM):
        where = query.place(units, succession, code, day)
        for indicator in telling:
            figures(store, where, known, indicator, version, may_see_small=False)


def _protected(
    asked: Asked, period: str, found: pd.DataFrame, codes: tuple[str, ...], versions: list[int]
) -> pd.DataFrame:
    pattern = small_patterns.hidden(
        replace(asked, indicator=codes[0], version=versions[-1]), period, codes, tuple(versions)
    )
    return suppression.without(suppression.protected(found, pattern, asked.lowest), partial(asked, period))


def small_shown(found: pd.DataFrame, known: Definitions) -> bool:
    """True where figures that are not for everybody are among these."""
    rows = found[(found["ethnicity"] != "") | (found["poverty"] != "")]
    return bool(suppression.is_small(rows["numerator"], rows["denominator"], known.suppression.smallest).any())


@lru_cache(maxsize=64)
def _published(asked: Asked) -> dict[str, pd.DataFrame]:
    """Nothing hidden, all periods."""
    found, rules = {}, asked.rules
    for period, part in by_period(asked).items():
        kind = part.drop_duplicates("unit").set_index("unit")["sample"]
        shown = suppression.published(table(part, rules.parents, rules.minorities))
        found[period] = shown.assign(period=period, hidden=False, sample=shown["unit"].map(kind).astype(bool))[COLUMNS]
    return found


def _linked(catalogue: Catalogue, indicator: str) -> tuple[str, ...]:
    """The indicators by group that add up to this one or to which it adds up, numerators and rates; itself included."""
    told = [each for each in catalogue if each.breakdowns]
    pairs = {(each.code, other) for each in told for other in (each.numerator_indicator, each.part_of) if other}
    found, size = {indicator}, 0
    while len(found) > size:
        size = len(found)
        found |= {code for pair in pairs if found & {*pair} for code in pair}
    return tuple(sorted(found))
