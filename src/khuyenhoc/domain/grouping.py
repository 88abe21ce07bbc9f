"""Communes put together otherwise than by their district: by the former district, or by the province's own clusters.

A grouping is the same tree with its groups where districts stand, so that every rule of roll-up and ranking holds for it.
Groups report nothing and answer for no target of a district.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from khuyenhoc.domain.area import valid_on
from khuyenhoc.domain.predecessors import ELSEWHERE, within_districts
from khuyenhoc.domain.unit import Level, Units

GROUP_KIND = "Nhóm"
FORMER, CLUSTER = "cu-", "cum-"  # codes of groups begin so: no unit's code does


def former_districts(succession: pd.DataFrame, old: Units, new: Units) -> dict[str, tuple[str, list[str]]]:
    """Code -> name and communes of `new` that lie wholly inside one district of `old`, in official order."""
    rows = within_districts(succession, old)
    rows = rows[rows["new_key"].isin(new.of_level(Level.COMMUNE))]
    inside = rows.groupby("new_key")["district"].agg(["nunique", "first"])
    home = inside.loc[(inside["nunique"] == 1) & (inside["first"] != ELSEWHERE), "first"]
    found = {key: sorted(home.index[home == key]) for key in old.of_level(Level.DISTRICT)}
    return {
        f"{FORMER}{key.partition('@')[0]}": (f"{old.name(key)} (cũ)", communes)
        for key, communes in found.items()
        if communes
    }


def clusters(members: pd.DataFrame, units: Units, day: date) -> dict[str, tuple[str, list[str]]]:
    """Code -> name and communes of the clusters in force on `day`, in the order of the file.

    `members`: unit, cluster (its name), valid_from, valid_to, see area.valid_on.
    """
    valid = valid_on(members, day)
    names = list(dict.fromkeys(members["cluster"]))
    communes = set(units.of_level(Level.COMMUNE))
    rows = valid[valid["unit"].isin(communes)].drop_duplicates("unit")
    return {
        f"{CLUSTER}{names.index(str(name)) + 1}": (str(name), list(each["unit"]))
        for name, each in rows.groupby("cluster", sort=False)
    }


def regrouped(units: Units, groups: Mapping[str, tuple[str, list[str]]]) -> Units:
    """The communes below their group, those of no group right below their province; districts are left out. A group lies in
    the province of its first commune."""
    home = {commune: code for code, (_, communes) in groups.items() for commune in communes}
    above = [key for key in units.frame.index if units.level(key) in (Level.COUNTRY, Level.PROVINCE)]
    communes, provinces = units.frame.loc[units.of_level(Level.COMMUNE)], units.ancestor(Level.PROVINCE)
    communes = communes.assign(parent=[home.get(key, provinces[key]) for key in communes.index])
    rows = [
        {"code": code, "version": "", "level": Level.DISTRICT.value, "name": name, "short_name": name,
         "kind": GROUP_KIND, "parent": provinces[inside[0]]}
        for code, (name, inside) in groups.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, index=pd.Index(list(groups), name="key"), columns=units.frame.columns)
    return Units(pd.concat([units.frame.loc[above], frame.astype(units.frame.dtypes, errors="ignore"), communes]))


def is_grouped(units: Units) -> bool:
    """True of a tree that `regrouped` made."""
    return bool(units.frame["kind"].eq(GROUP_KIND).any())
