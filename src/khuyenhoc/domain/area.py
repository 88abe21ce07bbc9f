"""Which area types (khu vực, biên giới, nông thôn mới …) a unit belonged to on a date: methods §2."""

from datetime import date

import pandas as pd

from khuyenhoc.domain.unit import Units

# These follow from what the unit is; all others somebody enters with dates in data/area_members.csv.
BY_KIND = {"Phường": "urban", "Thị trấn": "urban", "Xã": "rural", "Đặc khu": "special_zone"}


def valid_on(members: pd.DataFrame, day: date) -> pd.DataFrame:
    """The memberships in force on `day`: valid_from, valid_to as ISO texts, '' for an open end; both days belong to them."""
    stamp = day.isoformat()
    return members[(members["valid_from"] <= stamp) & ((members["valid_to"] == "") | (members["valid_to"] >= stamp))]


def areas_on(members: pd.DataFrame, units: Units, day: date) -> dict[str, frozenset[str]]:
    """Unit key -> its area types on `day`; units of none are left out.

    `members`: unit, area_type, valid_from, valid_to, see valid_on.
    """
    valid = valid_on(members, day)
    entered = valid[valid["unit"].isin(units.frame.index)]
    kinds = zip(units.frame.index.tolist(), units.frame["kind"].tolist(), strict=True)
    found = {key: {BY_KIND[kind]} for key, kind in kinds if kind in BY_KIND}
    for unit, area_type in zip(entered["unit"], entered["area_type"], strict=True):
        found.setdefault(unit, set()).add(area_type)
    return {unit: frozenset(types) for unit, types in found.items()}
