"""Administrative units as trees valid on a date. A code alone names no unit: codes were re-used on 1/7/2025."""

from datetime import date
from enum import StrEnum
from functools import cache, cached_property

import pandas as pd

UNIT_COLUMNS = [
    "code",
    "version",
    "level",
    "name",
    "short_name",
    "kind",
    "parent",
    "valid_from",
    "valid_to",
    "lat",
    "lon",
]
REFORM = date(2025, 7, 1)
LAST_OLD_DAY = date(2025, 6, 30)
COUNTRY = "VN"


class Level(StrEnum):
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def depth(self) -> int:
        return list(Level).index(self)


def unit_key(code: str, version: str) -> str:
    return f"{code}@{version}"


def change_days(units: pd.DataFrame) -> list[date]:
    """The days on which another list of units came into force, the reform among them, oldest first."""
    starts = pd.to_datetime(units["valid_from"]).dropna().dt.date
    return sorted({REFORM, *starts})


def in_official_order(units: pd.DataFrame) -> pd.DataFrame:
    """Units of all versions as official lists have them: those before the reform, then those since; by level; by the codes of
    what is above, then by their own. What a later list brought stands among its neighbours, not after everybody."""
    code, above, level = (dict(zip(units.index, units[name], strict=True)) for name in ("code", "parent", "level"))
    since = dict(zip(units.index, pd.to_datetime(units["valid_from"]) >= pd.Timestamp(REFORM), strict=True))
    depth = {each: each.depth for each in Level}

    @cache
    def path(key: str) -> tuple[str, ...]:
        return (*(path(above[key]) if above[key] in code else ()), code[key])

    return units.loc[sorted(units.index, key=lambda key: (since[key], depth[level[key]], path(key)))]


class Units:
    """The units valid on one date, as a tree. `frame` is indexed by unit key, columns UNIT_COLUMNS, official order."""

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame

    @classmethod
    def valid_on(cls, frame: pd.DataFrame, day: date) -> "Units":
        """The units of `frame` (all versions) in force on `day`. An empty date is an open end."""
        starts = pd.to_datetime(frame["valid_from"])
        ends = pd.to_datetime(frame["valid_to"])
        stamp = pd.Timestamp(day)
        return cls(frame[(starts.isna() | (starts <= stamp)) & (ends.isna() | (ends >= stamp))])

    def within(self, *keys: str) -> "Units":
        """Those units, what lies above them and everything below them."""
        above = dict.fromkeys(step for key in keys for step in self.path(key)[:-1])
        below = (other for key in keys for other, found in self.ancestor(self.level(key)).items() if found == key)
        return Units(self.frame.loc[list(dict.fromkeys([*above, *below]))])

    def __contains__(self, key: object) -> bool:
        return key in self.frame.index

    def __len__(self) -> int:
        return len(self.frame)

    def name(self, key: str) -> str:
        return self._names[key]

    def level(self, key: str) -> Level:
        return self._levels[key]

    def parent(self, key: str) -> str | None:
        return self._parents.get(key)

    def path(self, key: str) -> list[str]:
        """From the province (or country) down to the unit itself."""
        above = self.parent(key)
        return [*(self.path(above) if above is not None and above in self else []), key]

    def children(self, key: str) -> list[str]:
        return list(self._children.get(key, []))

    def of_level(self, level: Level, under: str | None = None) -> list[str]:
        """Keys of one level, in official order; `under` keeps those below (or equal to) that unit."""
        chosen = [key for key, found in self._levels.items() if found is Level(level)]
        if under is None:
            return chosen
        ancestors = self.ancestor(self.level(under))
        return [key for key in chosen if ancestors.get(key) == under]

    def ancestor(self, level: Level) -> dict[str, str]:
        """Every unit at or below `level` -> its ancestor at that level."""
        return self._ancestors[level]

    @cached_property
    def depths(self) -> dict[str, int]:
        """How far below the country each unit lies."""
        return {key: level.depth for key, level in self._levels.items()}

    def find(self, code: str) -> str | None:
        """The key of the unit with this code among those valid here: see `code`."""
        return self._codes.get(code)

    def code(self, key: str) -> str:
        """What alone names a unit here: its code; its key where a unit before it has that code, as the new Tuyên Quang has
        that of the old one."""
        return self._own_codes[key]

    @cached_property
    def _names(self) -> dict[str, str]:
        return self._column("name")

    @cached_property
    def _levels(self) -> dict[str, Level]:
        return {key: Level(level) for key, level in self._column("level").items()}

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {key: parent for key, parent in self._column("parent").items() if isinstance(parent, str)}

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {code: key for key, code in self._own_codes.items()}

    @cached_property
    def _own_codes(self) -> dict[str, str]:
        column = self._column("code")
        first = {code: key for key, code in reversed(column.items())}
        return {key: code if first[code] == key else key for key, code in column.items()}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for key, parent in self._parents.items():
            children.setdefault(parent, []).append(key)
        return children

    @cached_property
    def _ancestors(self) -> dict[Level, dict[str, str]]:
        found: dict[Level, dict[str, str]] = {level: {} for level in Level}
        for key in self._levels:
            step: str | None = key
            while step is not None and step in self._levels:
                found[self._levels[step]][key] = step
                step = self._parents.get(step)
        return found

    def _column(self, name: str) -> dict[str, str]:
        return dict(zip(self.frame.index.tolist(), self.frame[name].tolist(), strict=True))
