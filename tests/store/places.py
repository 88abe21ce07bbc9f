"""A store with three units, for what is kept beside figures."""

from datetime import date

import pandas as pd

from khuyenhoc.domain.unit import UNIT_COLUMNS
from khuyenhoc.store.store import Store

KEYS = [("VN", "country", None), ("02@2020", "province", "VN"), ("00688@2020", "commune", "02@2020")]


def load_places(store: Store) -> None:
    units = pd.DataFrame(
        [
            {"key": key, "code": key[:5], "version": "2020", "level": level, "name": key, "short_name": key, "kind": "",
             "parent": parent, "valid_to": date(2025, 6, 30)}
            for key, level, parent in KEYS
        ]
    )  # fmt: skip
    pairs = pd.DataFrame([("02@2020", "00688@2020", "whole")], columns=["old_key", "new_key", "relation"])
    assert store.load_units(units.set_index("key").reindex(columns=UNIT_COLUMNS), pairs)
