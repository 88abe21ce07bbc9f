"""Who a unit is compared with: everybody, units of its kind, of its khu vực, or of the same third by poverty rate."""

from khuyenhoc.domain.area import areas_on
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.ranking import thirds
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import vi
from khuyenhoc.ui import data, filters

PEERS, EVERYBODY = "so-voi", "tat-ca"
_POVERTY = "multidim_poor_household_rate"
_THIRDS = {
    "ngheo-1": "1/3 số địa bàn nhiều hộ nghèo, cận nghèo nhất",
    "ngheo-2": "1/3 số địa bàn ở giữa về hộ nghèo, cận nghèo",
    "ngheo-3": "1/3 số địa bàn ít hộ nghèo, cận nghèo nhất",
}


def choose(level: Level, period: Period) -> str:
    """One of the groups that have at least two units at this level; everybody where there is nothing to choose."""
    groups = _groups(level, period)
    if not groups:
        return EVERYBODY
    words = {EVERYBODY: "Tất cả"} | {group: vi.capitalised(name) for group, (name, _) in groups.items()}
    return filters.select(PEERS, "So với", list(words), EVERYBODY, lambda each: words[each])


def name(group: str, level: Level, period: Period) -> str:
    """The group in words for a heading, '' for everybody."""
    return "" if group == EVERYBODY else _groups(level, period)[group][0]


def members(group: str, level: Level, period: Period) -> frozenset[str]:
    """The units of the group at that level."""
    if group == EVERYBODY:
        return frozenset(data.place(period.end).units.of_level(level))
    return _groups(level, period)[group][1]


def _groups(level: Level, period: Period) -> dict[str, tuple[str, frozenset[str]]]:
    """Code -> name and units, in the order offered."""

    def find() -> dict[str, tuple[str, frozenset[str]]]:
        everybody = set(data.place(period.end).units.of_level(level))
        found = _by_kind(level, period) | _by_zone(level, period) | _by_poverty(level, period)
        return {code: group for code, group in found.items() if 2 <= len(group[1]) < len(everybody)}

    return data.made("peer groups", (level, period.text), find)


def _by_kind(level: Level, period: Period) -> dict[str, tuple[str, frozenset[str]]]:
    """A town is no measure for a highland commune."""
    units = data.place(period.end).units
    kinds = {key: str(units.frame.at[key, "kind"]) for key in units.of_level(level)}
    names = sorted(set(kinds.values()), key=vi.sort_key)
    return {
        f"loai-{number}": (f"chỉ {kind.lower()}", frozenset(key for key, own in kinds.items() if own == kind))
        for number, kind in enumerate(names)
    }


def _by_zone(level: Level, period: Period) -> dict[str, tuple[str, frozenset[str]]]:
    """Khu vực I, II, III, where the province has entered them."""
    known, units = data.known(), data.place(period.end).units
    zones = known.area_types[known.area_types["kind"] == "khu vực"]
    areas = areas_on(known.area_members, units, period.end)
    inside = {key: areas.get(key, frozenset()) for key in units.of_level(level)}
    return {
        code: (f"chỉ {title.replace('Xã', 'xã', 1)}", frozenset(key for key, own in inside.items() if code in own))
        for code, title in zip(zones["code"], zones["name"], strict=True)
    }


def _by_poverty(level: Level, period: Period) -> dict[str, tuple[str, frozenset[str]]]:
    """Thirds by the share of poor and near-poor households, as last reported at this level."""
    rows = data.of_indicator(level, period.end, _POVERTY)
    if rows["value"].notna().sum() < len(_THIRDS) * 2:
        return {}
    third = thirds(rows["value"])
    return {
        code: (words, frozenset(rows.loc[third == number, "unit"]))
        for number, (code, words) in enumerate(_THIRDS.items(), start=1)
    }
