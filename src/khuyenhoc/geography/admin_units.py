"""The country's units before and after 1/7/2025 and how the old became the new.

The only place that reads the data files of the package `vietnamadminunits`: they are found without importing it, because the
package can send addresses over the network and loads libraries this product does not use.
"""

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from khuyenhoc.domain.unit import COUNTRY, REFORM, UNIT_COLUMNS, unit_key

LAST_DAY_BEFORE = REFORM - timedelta(days=1)
OLD, NEW = "2020", "2025"

_VALIDITY: dict[str, tuple[date | None, date | None]] = {OLD: (None, LAST_DAY_BEFORE), NEW: (REFORM, None)}

_OLD_PROVINCES = """select distinct provinceCode, province, provinceShort, provinceLat, provinceLon
    from admin_units_legacy order by provinceCode"""
_OLD_DISTRICTS = """select distinct districtCode, district, districtShort, districtType, provinceCode, districtLat, districtLon
    from admin_units_legacy order by provinceCode, districtCode"""
_OLD_COMMUNES = """select wardCode, ward, wardShort, wardType, districtCode, wardLat, wardLon
    from admin_units_legacy where wardCode is not null order by provinceCode, districtCode, wardCode"""
_NEW_PROVINCES = """select distinct provinceCode, province, provinceShort, provinceLat, provinceLon
    from admin_units order by provinceCode"""
_NEW_COMMUNES = """select wardCode, ward, wardShort, wardType, provinceCode, wardLat, wardLon
    from admin_units order by provinceCode, wardCode"""
_OLD_KEYS = """select provinceKey, provinceCode, districtKey, districtCode, wardKey, wardCode from admin_units_legacy"""
_NEW_KEYS = """select provinceKey, provinceCode, wardKey, wardCode from admin_units"""


def units() -> pd.DataFrame:
    """Every unit of both versions, index = key, in the official order: country, provinces, districts, communes.

    Islands that were districts without communes are districts with no children. A place on a map (lat, lon) is rough: it
    serves to draw a schematic, never to be shown or exported.
    """
    with closing(_database()) as db:
        rows = [*_provinces(db, OLD), *_districts(db), *_communes(db, OLD), *_provinces(db, NEW), *_communes(db, NEW)]
    frame = pd.DataFrame([_country(rows), *rows], columns=UNIT_COLUMNS)
    for column in ("parent", "valid_from", "valid_to"):
        frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
    frame.index = pd.Index(
        [
            COUNTRY if code == COUNTRY else unit_key(code, version)
            for code, version in zip(frame["code"], frame["version"], strict=True)
        ],
        name="key",
    )
    return frame


def succession() -> pd.DataFrame:
    """old_key, new_key, relation: `whole` = all of the old unit is in the new one, `partial` = it was divided.

    Communes and provinces; of the districts only the five islands without communes, each of which became one special zone
    (its new unit is a commune). Other districts ended without a successor.
    """
    converter = json.loads((_folder() / "converter_2025.json").read_text(encoding="utf-8"))
    with closing(_database()) as db:
        old, new = _old_keys(db), _new_keys(db)
    rows = [
        (old[before], new[after], "whole")
        for after, befores in converter["DICT_PROVINCE"].items()
        for before in befores
    ]
    for province, merged in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        rows += [(old[b], new[f"{province}_{after}"], "whole") for after, befores in merged.items() for b in befores]
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        rows += [
            (old[b], new[f"{province}_{part['newWardKey']}"], "partial")
            for b, parts in divided.items()
            for part in parts
        ]
    return pd.DataFrame(sorted(rows), columns=["old_key", "new_key", "relation"])


@cache
def _folder() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("vietnamadminunits", name="vietnamadminunits")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _database() -> sqlite3.Connection:
    return sqlite3.connect(f"{(_folder() / 'dataset.db').as_uri()}?mode=ro&immutable=1", uri=True)


def _unit(
    code: str, version: str, level: str, name: str, short: str, kind: str, parent: str | None, lat: float, lon: float
) -> tuple[Any, ...]:
    valid_from, valid_to = _VALIDITY[version]
    return (code, version, level, name, short, kind, parent, valid_from, valid_to, lat, lon)


def _country(rows: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    provinces = [row for row in rows if row[2] == "province"]
    lat = sum(row[9] for row in provinces) / len(provinces)
    lon = sum(row[10] for row in provinces) / len(provinces)
    return (COUNTRY, "", "country", "Cả nước", "Cả nước", "Cả nước", None, None, None, lat, lon)


def _provinces(db: sqlite3.Connection, version: str) -> list[tuple[Any, ...]]:
    return [
        _unit(code, version, "province", name, short, name.removesuffix(short).strip(), COUNTRY, lat, lon)
        for code, name, short, lat, lon in db.execute(_OLD_PROVINCES if version == OLD else _NEW_PROVINCES)
    ]


def _districts(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return [
        _unit(code, OLD, "district", name, short, kind, unit_key(province, OLD), lat, lon)
        for code, name, short, kind, province, lat, lon in db.execute(_OLD_DISTRICTS)
    ]


def _communes(db: sqlite3.Connection, version: str) -> list[tuple[Any, ...]]:
    return [
        _unit(code, version, "commune", name, short, kind, unit_key(parent, version), lat, lon)
        for code, name, short, kind, parent, lat, lon in db.execute(_OLD_COMMUNES if version == OLD else _NEW_COMMUNES)
    ]


def _old_keys(db: sqlite3.Connection) -> dict[str, str]:
    """The package's own names (`tinhhagiang`, `tinhhagiang_huyendongvan_xalungcu`) to our keys."""
    found: dict[str, str] = {}
    for province, province_code, district, district_code, ward, ward_code in db.execute(_OLD_KEYS):
        found[province] = unit_key(province_code, OLD)
        found[f"{province}_{district}_{ward or ''}"] = unit_key(ward_code or district_code, OLD)
    return found


def _new_keys(db: sqlite3.Connection) -> dict[str, str]:
    found: dict[str, str] = {}
    for province, province_code, ward, ward_code in db.execute(_NEW_KEYS):
        found[province] = unit_key(province_code, NEW)
        found[f"{province}_{ward}"] = unit_key(ward_code, NEW)
    return found
