"""The province an installation is for, chosen on screen: what can be chosen, and the choice checked and kept."""

import pandas as pd

from khuyenhoc import config
from khuyenhoc.access.local import Person
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, Level, Units
from khuyenhoc.errors import AppError
from khuyenhoc.store.store import Store

SAMPLE = ""  # not a province: the sample that comes with the product


def names(units: pd.DataFrame, succession: pd.DataFrame) -> dict[str, str]:
    """Every province that can be followed, by key: those since 1/7/2025, those before whose name ended, the country."""
    now, before = (Units.valid_on(units, day) for day in (REFORM, LAST_OLD_DAY))
    short = dict(units["short_name"])
    heirs = dict(zip(succession["old_key"], succession["new_key"], strict=True))
    since = {key: now.name(key) for key in now.of_level(Level.PROVINCE)}
    ended = {
        key: f"{before.name(key)} (đến 30/6/2025; nay thuộc {since[heirs[key]]})"
        for key in before.of_level(Level.PROVINCE)
        if heirs.get(key) in since and short[key] != short[heirs[key]]
    }
    return {**since, **ended, COUNTRY: now.name(COUNTRY)}


def choose(store: Store, key: str, seen: int, by: str, person: Person) -> int:
    """Follows this province, or the sample again. `seen`: the data version that its author looked at. Returns the new one.

    Raises AppError: not_allowed, province_fixed, province_unknown, changed_since_seen, name_required.
    """
    person.require_writing()
    if config.province_code():
        raise AppError("province_fixed")
    if key != SAMPLE and key not in names(store.units(), store.succession()):
        raise AppError("province_unknown", key=key)
    return store.choose_province(key, seen, by)
