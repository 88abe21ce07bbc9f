"""What pages read of how old units became new ones: shares entered, what is estimated by them, what stays undetermined."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from khuyenhoc import query, reform
from khuyenhoc.domain import grouping, predecessors
from khuyenhoc.domain.observation import with_period_ends
from khuyenhoc.domain.share import Shares, in_force
from khuyenhoc.domain.succession import divided, estimable, made_of, successors, undetermined
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, Level, Units
from khuyenhoc.present import succession_words
from khuyenhoc.store.shares import StoredShares, shares_in_force
from khuyenhoc.ui import data, eras

_SEVERAL = 2


def entered() -> list[StoredShares]:
    """Every entry of shares, oldest first."""
    return data.on_every_map("shares entered", (), lambda: data.store().shares(data.version()))


def shares() -> dict[str, Shares]:
    """Those that count now, by old unit."""
    return dict(shares_in_force(entered()))


def of_province() -> pd.DataFrame:
    """old_key, new_key, relation of the communes now in the province."""
    _, succession = data.reference()
    communes = data.place(REFORM).units.of_level(Level.COMMUNE)
    return succession[succession["new_key"].isin(communes)]


def split_units() -> list[str]:
    """The old units divided among communes now in the province, official order."""
    return data.made("split units", (), lambda: divided(of_province()))


def effect(entry: Shares) -> tuple[list[str], list[str]]:
    """The new units that gain estimated figures by an entry of shares, and those that lose them; by key, official order."""
    _, succession = data.reference()
    kept = [each.shares for each in entered()]
    now, then = (undetermined(succession, in_force(each)) for each in (kept, [*kept, entry]))
    return sorted(now - then), sorted(then - now)


def formed() -> dict[str, str]:
    """Which old units each new one is made of, whole or in part, in words by key."""

    def find() -> dict[str, str]:
        names = data.all_units()
        return {
            new: succession_words.formed([names[old] for old in whole], [names[old] for old in part])
            for new, (whole, part) in made_of(data.reference()[1]).items()
        }

    return data.on_every_map("formed of", (), find)


def estimates() -> dict[str, str]:
    """How the figures before the reform of each new unit were estimated, by its key; exact ones are left out."""

    def find() -> dict[str, str]:
        known, names = shares(), data.all_units()
        pairs = estimable(data.reference()[1], known)
        return {
            str(new): succession_words.estimate(
                str(new), [known[old] for old in rows["old_key"] if old in known], names
            )
            for new, rows in pairs.groupby("new_key")
        }

    return data.made("estimates", (), find)


def estimates_of(units: Iterable[str], ends: Iterable[pd.Timestamp]) -> list[str]:
    """The words of `estimates` where the figure of each of these units and ends of periods is one, else ''; asked once for all."""
    known = estimates() if eras.is_new(LAST_OLD_DAY) else {}
    reform_day = pd.Timestamp(REFORM)
    return [known.get(unit, "") if end < reform_day else "" for unit, end in zip(units, ends, strict=True)]


def reasons() -> dict[str, str]:
    """Why old units of the province have no figure since the reform, in words by key."""

    def find() -> dict[str, str]:
        names, (_, succession), units = data.all_units(), data.reference(), data.place(LAST_OLD_DAY).units
        crossing = predecessors.crossing(succession, units)
        found = predecessors.reasons(succession, units)
        return {
            key: succession_words.why_undetermined(
                why, names[key], [names[new] for new in crossing.get(key) or successors(succession, key)]
            )
            for key, why in found.items()
        }

    return data.made("reasons", (eras.OLD,), find) if eras.chosen() == eras.OLD else {}


def turned(on: date) -> str:
    """How figures of one time came to stand on the units of the other, and where they could not."""
    return carried_over(on) if eras.is_new(on) else _returned(on)


def _returned(on: date) -> str:
    def said() -> str:
        units, why, names = data.place(on).units, reasons(), data.all_units()
        crossed = predecessors.crossing(data.reference()[1], units)
        districts, communes = (units.of_level(level) for level in (Level.DISTRICT, Level.COMMUNE))
        known = [sum(key not in why for key in keys) for keys in (districts, communes)]
        return succession_words.returned(
            (known[0], len(districts)), (known[1], len(communes)),
            {units.name(key): [names[new] for new in crossed[key]] for key in districts if key in crossed},
        )  # fmt: skip

    return data.made("returned", (), said)


def carried_over(on: date) -> str:
    """How old figures came to stand on the new units shown, which are estimates, and where they could not."""

    def words() -> str:
        units = data.place(on).units
        communes = units.of_level(Level.COMMUNE)
        unknown = undetermined(data.reference()[1], shares())
        return succession_words.carried_over(
            [units.name(key) for key in communes if key in estimates()],
            [units.name(key) for key in communes if key in unknown],
        )

    return data.made("carried over", (), words)


def silent(on: date) -> str:
    """Of several provinces that are added up, whose headline figures of that day are missing."""

    def said() -> str:
        where = data.place(on)
        tree, keys, was = _added_up(on)
        if len(keys) < _SEVERAL:
            return ""
        told = with_period_ends(_told(on, tree.within(*keys)))
        above = tree.ancestor(Level.PROVINCE)
        heard = {above.get(unit) for unit in told.loc[told["end"] == pd.Timestamp(on), "unit"]}
        names = [f"{tree.name(key)}{was}" for key in keys if key not in heard]
        return succession_words.silent(names, where.units.name(where.province))

    return data.made("silent provinces", (on,), said)


def _added_up(on: date) -> tuple[Units, list[str], str]:
    """The provinces that the figures shown are sums of, in their tree, and what their names lack: of the country none are
    named here, and none where figures since the reform stand on the units before."""
    where, (units, succession) = data.place(on), data.reference()
    keys = where.units.of_level(Level.PROVINCE)
    if not eras.is_turned(on):
        return where.units, [] if where.province == COUNTRY else keys, ""
    old = Units.valid_on(units, LAST_OLD_DAY)
    made_of = succession.loc[succession["new_key"].isin(keys), "old_key"]
    carried = eras.is_new(on) and where.province != COUNTRY
    return old, [key for key in old.of_level(Level.PROVINCE) if carried and key in set(made_of)], " cũ"


def _told(on: date, units: Units) -> pd.DataFrame:
    """The headline totals of these units."""
    codes = query.headlines(data.known().catalogue)
    if eras.is_turned(on):
        return query.visible(data.store(), units, data.version(), codes, totals_only=True)
    rows = data.totals(on)
    return rows[rows["indicator"].isin(codes)]


def has_clusters(on: date) -> bool:
    """True where the province has put its communes of that map into two clusters or more: data/clusters.csv."""
    units, at = data.place(on).units, reform.day_of_clusters(on, new=eras.is_new(on))
    return data.made("has clusters", (at,), lambda: len(grouping.clusters(data.known().clusters, units, at)) > 1)
