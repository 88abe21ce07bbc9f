"""Code, name and district of a row -> the unit valid at the end of its period. The only place that matches units of a file."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from khuyenhoc.domain.unit import REFORM, Level, Units
from khuyenhoc.intake.match import Finding, near
from khuyenhoc.intake.spelling import fold
from khuyenhoc.intake.unit_names import LABEL, clean_code, numbered, split_kind
from khuyenhoc.present import vi

_WHOLE_COUNTRY = {fold(text) for text in ("cả nước", "toàn quốc", "việt nam")}
_WHOLE_PROVINCE = fold("toàn tỉnh")
_WIDTHS = (2, 3, 5)
_MOST_COMPARED = 3_000


class _Index:
    """The units of one date, by name. `scope`: the province and what lies in and above it; everything where none is known."""

    def __init__(self, units: Units, provinces: tuple[str, ...]):
        self.units = units
        keys: list[str] = list(units.frame.index)
        self.kinds: dict[str, str] = dict(zip(keys, units.frame["kind"].str.casefold(), strict=True))
        known = [key for key in provinces if key in units and units.level(key) is Level.PROVINCE]
        self.province = known[0] if known else ""
        if self.province:
            inside = units.ancestor(Level.PROVINCE)
            keys = [key for key in keys if inside.get(key, self.province) == self.province]
        self.scope = set(keys)
        self.names: dict[str, str] = dict(units.frame["short_name"])
        self.codes: dict[str, str] = dict(units.frame["code"])
        self.shorts = {key: numbered(self.names[key]) for key in keys}
        self.keys: dict[str, list[str]] = {}
        for key, short in self.shorts.items():
            self.keys.setdefault(short, []).append(key)

    def named(self, text: str) -> list[str]:
        """Keys in scope that go by this name; a kind that is written must be theirs."""
        words = fold(text)
        if words in _WHOLE_COUNTRY:
            return [key for key in self.scope if self.units.level(key) is Level.COUNTRY]
        if words == _WHOLE_PROVINCE:
            return [self.province] if self.province else []
        if match := LABEL.fullmatch(text):
            return [key for key in self.coded(match["code"]) if fold(self.label(key)) == words]
        kind, rest = split_kind(text)
        found = [key for key in self.keys.get(rest, []) if not kind or self.kinds[key] == kind]
        return found or self.keys.get(numbered(text), [])

    def goes_by(self, key: str, name: str) -> bool:
        if key in self.scope:
            return key in self.named(name)
        kind, rest = split_kind(name)
        return rest == numbered(self.names[key]) and kind in ("", self.kinds[key])

    def coded(self, text: str) -> list[str]:
        """Keys with this code; zeros lost at the front are restored where the text has none.

        The code as it stands goes before one with zeros put in front, unless that one lies in the province shown.
        """
        code = clean_code(text)
        spellings = [code]
        if code.isascii() and code.isdigit() and not code.startswith("0"):
            spellings += [code.zfill(width) for width in _WIDTHS if width > len(code)]
        found = [key for key in map(self.units.find, spellings) if key]
        exact = self.units.find(code)
        restored_here = any(key in self.scope for key in found if key != exact)
        return [exact] if exact and not restored_here else found

    def preferred(self, keys: list[str]) -> list[str]:
        """Those in scope, if there are any."""
        return [key for key in keys if key in self.scope] or keys

    def districts(self, text: str) -> list[str]:
        upper = (Level.DISTRICT, Level.PROVINCE)
        found = self.named(text) or self.preferred(self.coded(text))
        return [key for key in found if self.units.level(key) in upper]

    @cached_property
    def has_districts(self) -> bool:
        return any(self.units.level(key) is Level.DISTRICT for key in self.scope)

    def label(self, key: str) -> str:
        """Xã Tả Lủng (Huyện Đồng Văn, mã 00742)."""
        above = self.units.parent(key)
        within = above is not None and above in self.units and self.units.level(key) is not Level.PROVINCE
        place = f"{self.units.name(str(above))}, " if within else ""
        return f"{self.units.name(key)} ({place}mã {self.codes[key]})"

    def suggestions(self, name: str, districts: list[str]) -> str:
        """Near names, below the districts if there are any."""
        rest = split_kind(name)[1]
        pool = [key for key in self.scope if not districts or _below(self, key, districts, itself=True)]
        if len(pool) > _MOST_COMPARED:
            pool = [key for key in pool if self.shorts[key][:1] == rest[:1]]
        labels: dict[str, list[str]] = {}
        for key in sorted(pool):
            labels.setdefault(self.names[key], []).append(self.label(key))
        found = near(rest, labels)
        return "; ".join([label for short in found.split("; ") if short for label in labels[short]][:3])


class UnitFinder:
    """`units_on` answers the units in force on a day; `provinces`: the province the product is used for, under each of its keys."""

    def __init__(self, units_on: Callable[[date], Units], *provinces: str):
        self._units_on = units_on
        self._provinces = provinces
        self._indexes: dict[date, _Index] = {}
        self._found: dict[tuple[str, str, str, date, Level | None], str | Finding] = {}

    def afresh(self) -> "UnitFinder":
        """With the lists of names made before, and nothing remembered of any file."""
        other = UnitFinder(self._units_on, *self._provinces)
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
        if key in index.scope or not index.province or index.units.level(key) in (Level.COUNTRY, Level.PROVINCE):
            return None
        home = index.units.ancestor(Level.PROVINCE)[key]
        return {"unit": f"{index.label(key)}, {index.units.name(home)},", "province": index.units.name(index.province)}

    def level(self, key: str, day: date) -> Level:
        return self._index(day).units.level(key)

    def label(self, key: str, day: date) -> str:
        return self._index(day).label(key)

    def labels(self, day: date) -> list[str]:
        """Every unit of the province on that day, in the order of the official list."""
        index = self._index(day)
        lower = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
        keys = [key for key in index.units.frame.index if key in index.scope and index.units.level(key) in lower]
        return [index.label(key) for key in keys]

    def _index(self, day: date) -> _Index:
        if day not in self._indexes:
            units = self._units_on(day)
            same = (
                i for i in self._indexes.values() if i.units is units or i.units.frame.index.equals(units.frame.index)
            )
            self._indexes[day] = next(same, None) or _Index(units, self._provinces)
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
        if isinstance(found, str) and not _below(index, found, districts, itself=True):
            return Finding("unit_district_mismatch", "district", {"unit": index.label(found), "district": district})
        return found

    def _by_code(self, index: _Index, code: str, name: str, day: date) -> str | Finding:
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
        self, index: _Index, name: str, within: tuple[str, list[str]], day: date, level: Level | None
    ) -> str | Finding:
        """`within`: the district as written, and the units that may be meant by it."""
        district, districts = within
        everywhere = index.named(name)
        keys = everywhere
        if districts:
            below = [key for key in keys if _below(index, key, districts, itself=False)]
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


def _below(index: _Index, key: str, districts: list[str], *, itself: bool) -> bool:
    path = index.units.path(key)
    return any(above in districts for above in (path if itself else path[:-1]))


def _ambiguous(index: _Index, keys: list[str], column: str) -> Finding:
    options = "; ".join(index.label(key) for key in keys)
    return Finding("unit_ambiguous", column, {"count": str(len(keys)), "options": options})
