"""Code, name and district of a row -> the unit valid at the end of its period. The only place that matches units of a file."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

import pandas as pd

from khuyenhoc.domain.unit import REFORM, Level, Units
from khuyenhoc.intake.match import Finding
from khuyenhoc.intake.unit_index import UnitIndex
from khuyenhoc.present import vi


class UnitFinder:
    """`units_on` answers the units in force on a day; `provinces`: those the product is used for, under each of their keys;
    `spellings`: of unit_names.other_spellings."""

    def __init__(
        self,
        units_on: Callable[[date], Units],
        *provinces: str,
        spellings: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ):
        self._units_on = units_on
        self._spellings = spellings
        self._provinces = provinces
        self._indexes: dict[date, UnitIndex] = {}
        self._found: dict[tuple[str, str, str, date, Level | None], str | Finding] = {}

    def afresh(self) -> "UnitFinder":
        """With the lists of names made before, and nothing remembered of any file."""
        other = UnitFinder(self._units_on, *self._provinces, spellings=self._spellings)
        other._indexes = self._indexes
        return other

    def find(self, code: str, name: str, district: str, day: date, level: Level | None = None) -> str | Finding:
        """The key of the unit. Code before name; what is written beside it must agree. `level`: of two with one name, that one."""
        question = (code, name, district, day, level)
        if question not in self._found:
            self._found[question] = self._search(*question)
        return self._found[question]

    def is_district(self, text: str, day: date) -> bool:
        """Whether there is a district of this name or code on that day."""
        index = self._index(day)
        return any(index.units.level(key) is Level.DISTRICT for key in index.districts(text))

    def outside(self, key: str, day: date) -> dict[str, str] | None:
        """What to say of a unit below province level that lies in another province, else None."""
        index = self._index(day)
        if key in index.scope or not index.provinces or index.units.level(key) in (Level.COUNTRY, Level.PROVINCE):
            return None
        home = index.units.ancestor(Level.PROVINCE)[key]
        return {
            "unit": f"{index.label(key)}, {index.units.name(home)},",
            "province": vi.listing([index.units.name(each) for each in index.provinces]),
        }

    def level(self, key: str, day: date) -> Level:
        return self._index(day).units.level(key)

    def label(self, key: str, day: date) -> str:
        return self._index(day).label(key)

    def labels(self, day: date) -> list[str]:
        """Every unit of the provinces on that day, in the order of the official list."""
        index = self._index(day)
        lower = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
        keys = [key for key in index.units.frame.index if key in index.scope and index.units.level(key) in lower]
        return [index.label(key) for key in keys]

    def _index(self, day: date) -> UnitIndex:
        if day not in self._indexes:
            units = self._units_on(day)
            same = (
                i for i in self._indexes.values() if i.units is units or i.units.frame.index.equals(units.frame.index)
            )
            self._indexes[day] = next(same, None) or UnitIndex(units, self._provinces, self._spellings)
        return self._indexes[day]

    def _search(self, code: str, name: str, district: str, day: date, level: Level | None) -> str | Finding:
        if not code and not name:
            return Finding("unit_missing", "unit_code")
        index = self._index(day)
        districts = index.districts(district) if district else []
        found = (
            self._by_code(index, code, name, day)
            if code
            else self._by_name(index, name, (district, districts), day, level)
        )
        if not district or not index.has_districts or (isinstance(found, str) and found not in index.scope):
            return found  # since 1/7/2025 there are none; of another province they are not known here
        if not districts:
            return Finding("district_unknown", "district", _asked(day, index.suggestions(district, [])))
        if isinstance(found, str) and not index.is_below(found, districts, itself=True):
            return Finding("unit_district_mismatch", "district", {"unit": index.label(found), "district": district})
        return found

    def _by_code(self, index: UnitIndex, code: str, name: str, day: date) -> str | Finding:
        keys = index.coded(code)
        if not keys:
            by_name = index.named(name) if name else []
            facts = {"by_name": f" Tên ghi ở cùng dòng là {index.label(by_name[0])}." if by_name else ""}
            known = self._elsewhen("unit_code", day, code=code)
            return known or Finding("unit_code_unknown", "unit_code", _asked(day) | facts)
        agreeing = [key for key in keys if index.goes_by(key, name)] if name else index.preferred(keys)
        if len(agreeing) > 1:
            return _ambiguous(index, agreeing, "unit_code")
        if agreeing:
            return agreeing[0]
        same = "; ".join(index.label(key) for key in index.named(name))
        code_unit = index.label(index.preferred(keys)[0])
        facts = {"code_unit": code_unit, "name": name, "name_unit": f" ({same})" if same else ""}
        return Finding("unit_code_name_mismatch", "unit_code", facts)

    def _by_name(
        self, index: UnitIndex, name: str, within: tuple[str, list[str]], day: date, level: Level | None
    ) -> str | Finding:
        """`within`: the district as written, and the units that may be meant by it."""
        district, districts = within
        everywhere = index.named(name)
        keys = everywhere
        if districts:
            below = [key for key in keys if index.is_below(key, districts, itself=False)]
            keys = below or [key for key in keys if key in districts]
        if level and len(keys) > 1:
            keys = [key for key in keys if index.units.level(key) is level] or keys
        if len(keys) == 1:
            return keys[0]
        if keys:
            return _ambiguous(index, keys, "unit_name")
        if everywhere:
            labels = "; ".join(index.label(key) for key in everywhere)
            return Finding("unit_district_mismatch", "district", {"unit": labels, "district": district})
        where = {"within": f" ở “{district}”" if districts else ""}
        known = self._elsewhen("unit_name", day, name=name)
        return known or Finding("unit_unknown", "unit_name", _asked(day, index.suggestions(name, districts)) | where)

    def _elsewhen(self, column: str, day: date, code: str = "", name: str = "") -> Finding | None:
        """The same code or name before or since the reform of 1/7/2025."""
        after = day < REFORM
        index = self._index(REFORM if after else REFORM - timedelta(days=1))
        keys = index.preferred(index.coded(code)) if code else index.named(name)
        if len(keys) != 1:
            return None
        edge = pd.Timestamp(index.units.frame.at[keys[0], "valid_from" if after else "valid_to"])  # type: ignore[arg-type]
        validity = f"chỉ có từ ngày {vi.day(edge)}" if after else f"chỉ có đến hết ngày {vi.day(edge)}"
        return Finding(
            "unit_not_valid", column, {"unit": index.label(keys[0]), "validity": validity, "day": vi.day(day)}
        )


def _asked(day: date, suggestions: str = "") -> dict[str, str]:
    return {"day": vi.day(day), "suggestions": suggestions}


def _ambiguous(index: UnitIndex, keys: list[str], column: str) -> Finding:
    options = "; ".join(index.label(key) for key in keys)
    return Finding("unit_ambiguous", column, {"count": str(len(keys)), "options": options})
