"""The units of one date by their names and codes, as offices write them: what places.py looks in."""

import re
from collections.abc import Mapping
from functools import cached_property

from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.intake.match import near
from khuyenhoc.intake.spelling import fold, plain, sounded
from khuyenhoc.intake.unit_names import LABEL, clean_code, initials, numbered, split_kind

_WHOLE_COUNTRY = {fold(text) for text in ("cả nước", "toàn quốc", "việt nam")}
_WHOLE_PROVINCE = fold("toàn tỉnh")
_WIDTHS = (2, 3, 5)
_MOST_COMPARED = 3_000


class UnitIndex:
    """The units of one date, by name. `scope`: the provinces followed and what lies in and above them; everything where none is known."""

    def __init__(self, units: Units, provinces: tuple[str, ...], spellings: Mapping[str, tuple[str, ...]]):
        self.units = units
        self._spellings = spellings
        keys: list[str] = list(units.frame.index)
        self.kinds: dict[str, str] = dict(zip(keys, units.frame["kind"].str.casefold(), strict=True))
        known = [key for key in provinces if key in units and units.level(key) is Level.PROVINCE]
        self.provinces = list(dict.fromkeys(known))
        if known:
            inside = units.ancestor(Level.PROVINCE)
            keys = [key for key in keys if inside.get(key, known[0]) in known]
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
            return self.provinces
        if match := LABEL.fullmatch(text):
            return [key for key in self.coded(match["code"]) if fold(self.label(key)) == words]
        kind, rest = split_kind(text)
        for names in ((rest,), self._spellings.get(rest, ())):
            keys = [key for name in names for key in self.keys.get(name, [])]
            if found := [key for key in keys if not kind or self.kinds[key] == kind]:
                return found
        return self.keys.get(numbered(text), [])

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
        """Names of which these may be the initials, all of them, else near names; below the districts if there are any."""
        rest = split_kind(name)[1]
        pool = [key for key in self.scope if not districts or self.is_below(key, districts, itself=True)]
        if meant := self._by_initials(name, pool):
            return "; ".join(self.label(key) for key in meant)
        if len(pool) > _MOST_COMPARED:
            pool = [key for key in pool if sounded(self.shorts[key])[:1] == sounded(rest)[:1]]
        labels: dict[str, list[str]] = {}
        for key in sorted(pool):
            labels.setdefault(self.names[key], []).append(self.label(key))
        found = near(rest, labels)
        return "; ".join([label for short in found.split("; ") if short for label in labels[short]][:3])

    def _by_initials(self, name: str, pool: list[str]) -> list[str]:
        """“TP HG” for Thành phố Hà Giang: those that have đ where it is written first; in the whole country none."""
        if len(pool) > _MOST_COMPARED:
            return []
        bare, bars = plain(name).replace(" ", ""), fold(name).count("đ")
        found = [key for key in sorted(pool) if (pattern := self._initials[key]) and pattern.fullmatch(bare)]
        return sorted(found, key=lambda key: fold(self.names[key]).count("đ") != bars)

    @cached_property
    def _initials(self) -> dict[str, re.Pattern[str] | None]:
        return {key: initials(self.kinds[key], self.names[key]) for key in self.scope}

    def is_below(self, key: str, districts: list[str], *, itself: bool) -> bool:
        path = self.units.path(key)
        return any(above in districts for above in (path if itself else path[:-1]))
