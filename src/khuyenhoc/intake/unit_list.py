"""The official lists of units as files: the GSO list, the NSO list of 2025, the NSO table of old and new communes."""

import re
from dataclasses import dataclass

import pandas as pd

from khuyenhoc.domain.succession import WHOLE
from khuyenhoc.domain.unit import Level
from khuyenhoc.domain.unit_change import LISTED, PARTIAL
from khuyenhoc.errors import Problem
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.spelling import fold, plain
from khuyenhoc.intake.unit_names import KINDS, clean_code
from khuyenhoc.intake.words import problem
from khuyenhoc.present import vi

_TITLES = {
    "province_code": ("Mã TP", "Mã tỉnh", "Mã tỉnh/thành phố", "province_code", "new_province_code"),
    "district": ("Quận Huyện", "Quận/Huyện", "district_name", "old_district"),
    "district_code": ("Mã QH", "district_code", "old_district_code"),
    "commune": ("Phường Xã", "Phường/Xã", "ward_name", "Tên xã", "Tên"),
    "commune_code": ("Mã PX", "ward_code", "Mã xã", "Mã"),
    "new_code": ("Mã Xã mới", "new_code"), "old_code": ("Mã Xã cũ", "old_code"),
    "relation": ("Ghi chú", "relation_raw", "relation"),
}  # fmt: skip
_MALFORMED = "?"  # in the place of a code that is none, of which nothing more is to be said
_KNOWN = {fold(title): name for name, titles in _TITLES.items() for title in titles}
_LIST = ("province_code", "commune_code", "commune")
_TABLE = ("old_code", "new_code", "relation")
_WIDTHS = {"province_code": 2, "district_code": 3, "commune_code": 5, "old_code": 5, "new_code": 5}
_NAMES = {"province_code": "Mã TP", "commune_code": "Mã PX", "commune": "Phường Xã"}
_RELATIONS = {"toan bo": WHOLE, "whole": WHOLE, "mot phan": PARTIAL, "partial": PARTIAL}


@dataclass(frozen=True)
class UnitList:
    """`units`: LISTED of districts and communes (`parent` a code); `provinces`: codes named; or `pairs`: old_code,
    new_code, relation. One of the two is there."""

    provinces: list[str]
    units: pd.DataFrame | None = None
    pairs: pd.DataFrame | None = None


def read_list(sheet: Sheet) -> tuple[UnitList | None, list[Problem]]:
    """All problems at once; None where the layout is none of the three."""
    header, at = _header(sheet)
    if header is None:
        found = ", ".join(f"“{title}”" for title in next((row for row in sheet.rows if any(row)), []) if title)
        return None, [problem("unit_list_layout", found=found)]
    cells, problems = _cells(sheet, header, at)
    if set(_TABLE) <= header.keys():
        pairs, more = _pairs(cells)
        return UnitList([], pairs=pairs), [*problems, *more]
    units, more = _units(cells, "district_code" in header)
    return UnitList(sorted(set(cells["province_code"]) - {"", _MALFORMED}), units), [*problems, *more]


def compared_name(name: str) -> str:
    """A name as lists are compared: hoà and hòa, Phó Bảng and Phố Bảng, Nậm Tỵ and Nậm Ty are spellings of one name."""
    return plain(name).replace("y", "i")


def only(given: UnitList, provinces: list[str]) -> UnitList:
    """The part of a list that speaks of these provinces; all of it where none is named."""
    if not provinces or given.units is None:
        return given
    districts = given.units.loc[given.units["parent"].isin(provinces), "code"]
    rows = given.units[given.units["parent"].isin([*provinces, *districts])]
    return UnitList([code for code in given.provinces if code in provinces], rows)


def _header(sheet: Sheet) -> tuple[dict[str, int] | None, int]:
    """The columns we know by place, of the first row that has those of a list or a table."""
    for number, row in enumerate(sheet.rows[:20]):
        found: dict[str, int] = {}
        for place, title in enumerate(row):
            if (name := _KNOWN.get(fold(title))) and name not in found:
                found[name] = place
        if set(_LIST) <= found.keys() or set(_TABLE) <= found.keys():
            return found, number
    return None, 0


def _cells(sheet: Sheet, header: dict[str, int], at: int) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows that say anything, codes at their full width; index: the row as a spreadsheet numbers it."""
    rows, numbers, problems = [], [], []
    for number, row in enumerate(sheet.rows[at + 1 :], start=sheet.first_row + at + 1):
        if not any(row):
            continue
        found = {name: row[place].strip() if place < len(row) else "" for name, place in header.items()}
        for name in _WIDTHS.keys() & found.keys():
            code = clean_code(found[name])
            if (code and not re.fullmatch(r"[0-9]+", code)) or len(code) > _WIDTHS[name]:
                problems.append(problem("unit_list_code", number, sheet.rows[at][header[name]], found[name]))
                found[name] = _MALFORMED
            else:
                found[name] = code.zfill(_WIDTHS[name]) if code else ""
        rows.append(found)
        numbers.append(number)
    return pd.DataFrame(rows, index=numbers, columns=list(header), dtype=str), problems


def _units(cells: pd.DataFrame, with_districts: bool) -> tuple[pd.DataFrame, list[Problem]]:
    problems: list[Problem] = []
    rows: dict[str, dict[str, str]] = {}
    for number, cell in zip(map(int, cells.index), cells.to_dict("records"), strict=True):
        code, name, above = cell["commune_code"], cell["commune"], cell["province_code"]
        # An island district without communes names none.
        needed = ("province_code", "commune_code", "commune") if code or name else ("province_code",)
        problems += [problem("unit_list_missing", number, _NAMES[column]) for column in needed if not cell[column]]
        if _MALFORMED in cell.values():
            continue
        if with_districts and cell["district_code"]:
            rows.setdefault(
                cell["district_code"], _row(cell["district_code"], Level.DISTRICT, cell.get("district", ""), above)
            )
            above = cell["district_code"]
        if code in rows:
            problems.append(problem("unit_list_twice", number, _NAMES["commune_code"], code))
        elif code and name:
            rows[code] = _row(code, Level.COMMUNE, name, above)
    return pd.DataFrame(list(rows.values()), columns=LISTED), problems


def _row(code: str, level: Level, name: str, parent: str) -> dict[str, str]:
    kind = next((kind for kind in KINDS if fold(name).startswith(f"{fold(kind)} ")), "")
    return {
        "code": code,
        "level": level.value,
        "name": name,
        "kind": vi.capitalised(kind),
        "parent": parent,
        "folded": compared_name(name),
    }


def _pairs(cells: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    problems, rows = [], []
    for number, cell in zip(map(int, cells.index), cells.to_dict("records"), strict=True):
        if _MALFORMED in cell.values():
            continue
        relation = next((is_ for words, is_ in _RELATIONS.items() if words in plain(cell["relation"])), "")
        if not cell["old_code"] or not cell["new_code"]:
            # The official table itself has such rows: islands that were districts without communes.
            name = "Mã Xã cũ" if not cell["old_code"] else "Mã Xã mới"
            problems.append(problem("unit_list_row_skipped", number, name))
        elif not relation:
            problems.append(problem("unit_list_relation", number, "Ghi chú", cell["relation"]))
        else:
            rows.append((cell["old_code"], cell["new_code"], relation))
    found = pd.DataFrame(rows, columns=["old_code", "new_code", "relation"]).drop_duplicates(["old_code", "new_code"])
    both = found["old_code"].duplicated(keep=False) & (found["relation"] == WHOLE)
    for code in found.loc[both, "old_code"].unique():
        problems.append(problem("unit_list_both", column="Mã Xã cũ", value=code))
    return found.assign(relation=found["relation"].mask(both, PARTIAL)), problems
