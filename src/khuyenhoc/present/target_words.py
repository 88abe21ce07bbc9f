"""Words about targets and their changes: value, scope, the time they are in force."""

from collections.abc import Mapping
from datetime import date

from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import status, vi

NO_TARGET = "Không giao chỉ tiêu"
LEVELS = {
    Level.COUNTRY: "toàn quốc",
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
}


def figure(value: int, is_rate: bool) -> str:
    """7050 -> 70,5%; a count as it is."""
    return vi.percent_short(value / TEN_THOUSAND) if is_rate else vi.number(value)


def value(target: Target) -> str:
    """từ 70% · không quá 5% · Không giao chỉ tiêu."""
    if target.value is None:
        return NO_TARGET
    return f"{vi.COMPARATOR[target.comparator]} {figure(target.value, target.is_rate)}"


def scope(target: Target, places: Mapping[str, str], area_types: Mapping[str, str]) -> str:
    """Tỉnh Hà Giang · Tỉnh Hà Giang (cấp xã) · Xã biên giới. `places`: unit key -> name; `area_types`: code -> name."""
    if target.scope_kind is Scope.AREA_TYPE:
        return area_types[target.scope]
    place, _, level = target.scope.partition("/")
    return f"{places[place]} ({LEVELS[Level(level)]})" if level else places[place]


def time(first: date | None, last: date | None) -> str:
    """từ 1/1/2024 · đến hết 31/12/2023 · từ 1/1/2024 đến hết 30/6/2025; '' without an end on either side."""
    parts = [f"từ {vi.day(first)}" if first else "", f"đến hết {vi.day(last)}" if last else ""]
    return " ".join(part for part in parts if part)


def basis(target: Target) -> str:
    """387/QĐ-TTg ngày 25/3/2022."""
    return " ".join([target.basis, *([f"ngày {vi.day(target.basis_date)}"] if target.basis_date else [])])


def hidden(target: str) -> str:
    """A group's target whose figure may not be seen."""
    return f"Mục tiêu: {target}. Kết quả {status.HIDDEN}: số nhỏ không công khai."


def due(target: Target) -> str:
    """từ 70%, hạn 31/12/2025."""
    return f"{value(target)}, hạn {vi.day(target.due)}"


def now(change: TargetChange) -> str:
    """What a change leaves: từ 75%, hạn 31/12/2025 · bãi bỏ."""
    return due(change.new) if change.new else "bãi bỏ"


def label(target: Target, indicator: str, where: str) -> str:
    """One line to choose by."""
    time_ = time(target.in_force_from, target.in_force_to)
    parts = [indicator, where, due(target), f"áp dụng {time_}" if time_ else "", basis(target)]
    return " · ".join(part for part in parts if part)


def sentence(change: TargetChange, old: Target | None, indicator: str, where: str) -> str:
    """Từ 1/1/2024 mục tiêu Gia đình học tập của tỉnh Hà Giang là từ 75% … thay cho từ 70% …, theo 12/QĐ-UBND …."""
    day = f"Từ {vi.day(change.effective)}"
    where = vi.lowered(where)
    before = f"“{due(old)}”" if old else ""
    if change.new is None:
        return f"{day} bãi bỏ mục tiêu {indicator} của {where}: {before}. Lý do: {change.reason.rstrip('.')}."
    paper = f"theo {basis(change.new)}" if change.new.basis else f"lý do: {change.reason.rstrip('.')}"
    instead = f" thay cho {before}" if old else ""
    return f"{day} mục tiêu {indicator} của {where} là “{due(change.new)}”{instead}, {paper}."


def effect(judged_anew: Mapping[Level, int], aimed_anew: int, period: str) -> str:
    """What the figures there are make of it: 12 đơn vị đổi đánh giá (tỉnh; 3 huyện; 8 xã)."""
    if not aimed_anew:
        return f"Với số liệu đến {period}, chưa địa bàn nào của tỉnh đổi mục tiêu hay đổi đánh giá."
    counted = vi.listing([f"{vi.number(count)} {_NOUNS[level]}" for level, count in judged_anew.items() if count])
    verdicts = f"{vi.number(sum(judged_anew.values()))} đơn vị đổi đánh giá ({counted})" if counted else ""
    return (
        f"Với số liệu đến {period}: {vi.number(aimed_anew)} đơn vị đổi mục tiêu, "
        f"{verdicts or 'chưa đơn vị nào đổi đánh giá'}."
    )


_NOUNS = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}
