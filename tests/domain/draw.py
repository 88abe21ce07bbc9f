"""Small worlds for the rules: a province of two districts and four communes, one indicator, a few figures."""

from datetime import date

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import COLUMNS
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.unit import UNIT_COLUMNS, Level, Units

FAMILY = "learning_family_rate"
LITERACY = "commune_literacy_l2"
POOR = "poor_household_rate"
CITIZENS = "learning_citizen_count"
CITIZEN_RATE = "learning_citizen_rate_citizen"

_INDICATOR = {
    "name": "", "short_name": "", "unit": "%", "measure": "rate", "numerator_name": "", "denominator_name": "",
    "denominator_basis": "", "numerator_indicator": "", "part_of": "", "counts": "household", "better": "higher",
    "flow": "stock", "recognised": "yearly", "rollup": "sum", "collected_levels": "commune",
    "rate_levels": "commune district province", "unit_value": "", "frequency": "year", "group": "learning_model",
    "headline": "", "breakdowns": "", "replaces": "", "definition": "", "source": "",
}  # fmt: skip


def catalogue(**changes: dict) -> Catalogue:
    """The five indicators above; `changes`: code -> columns to set."""
    given: dict[str, dict] = {
        FAMILY: {"breakdowns": "ethnicity poverty"},
        LITERACY: {"recognised": "any", "counts": "institution", "rate_levels": "district province"},
        POOR: {"better": "lower", "recognised": "any"},
        CITIZENS: {"measure": "count", "counts": "person"},
        CITIZEN_RATE: {"counts": "person", "numerator_indicator": CITIZENS},
    }
    rows = [_INDICATOR | columns | changes.get(code, {}) | {"code": code} for code, columns in given.items()]
    return Catalogue.from_frame(pd.DataFrame(rows))


def units() -> Units:
    rows = [
        ("VN", "country", None), ("P", "province", "VN"), ("D1", "district", "P"), ("D2", "district", "P"),
        ("a", "commune", "D1"), ("b", "commune", "D1"), ("c", "commune", "D2"), ("e", "commune", "D2"),
    ]  # fmt: skip
    frame = pd.DataFrame(
        [{"key": k, "code": k, "version": "2020", "level": lv, "name": f"Xã {k}", "parent": up} for k, lv, up in rows]
    )
    return Units(frame.set_index("key").reindex(columns=UNIT_COLUMNS))


def observations(*rows: dict) -> pd.DataFrame:
    """Each row: unit, period and any of the other columns; a rate of FAMILY unless said otherwise."""
    base = {
        "indicator": FAMILY, "ethnicity": "", "poverty": "", "numerator": float("nan"), "denominator": float("nan"),
        "stated_rate": float("nan"), "stated_decimals": -1, "approximate": "=", "state": "value", "sample": False,
        "bundled": False, "batch": 1, "row": 2, "source": "", "denominator_source": "", "document": "",
    }  # fmt: skip
    return pd.DataFrame([base | row for row in rows], columns=COLUMNS)


def target(value: int | None = 7000, **changes: object) -> Target:
    """70 % for the whole country by 31/12/2025, unless said otherwise."""
    given: dict = {
        "id": "T", "indicator": FAMILY, "scope_kind": Scope.COUNTRY, "scope": "VN", "comparator": ">=",
        "value": value, "start": date(2021, 1, 1), "due": date(2025, 12, 31), "milestones": (), "baseline": None,
        "basis": "387/QĐ-TTg", "basis_date": None, "basis_title": "", "basis_clause": "", "binding": "chung",
        "verified": "secondary", "note": "", "is_rate": True,
    }  # fmt: skip
    return Target(**(given | changes))


def assigned(value: int | None = 7000, **changes: object) -> Target:
    return target(value, **({"scope_kind": Scope.PROVINCE, "scope": "P", "binding": "giao"} | changes))


PROVINCE, DISTRICT, COMMUNE = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE
