"""Words about what an upload changes: how many figures, one figure before and after, verdicts and ranks that become others."""

from collections.abc import Mapping
from typing import Any

from khuyenhoc.domain import impact
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import status, vi
from khuyenhoc.present.narrative import Row, known

NOTHING = "Tệp này giống hệt số liệu đang dùng, không có gì thay đổi."
KINDS = {
    impact.NEW: "số mới", impact.CHANGED: "số đổi", impact.NOTED: "số giữ nguyên, đổi nguồn ghi kèm",
    impact.REMOVED: "số thôi dùng", impact.SAME: "số như cũ",
}  # fmt: skip
_PLACES = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}
_MOST_NAMED = 8
LEVELS = {Level.PROVINCE: "Toàn tỉnh", Level.DISTRICT: "Cấp huyện", Level.COMMUNE: "Cấp xã"}


def counts_sentence(counts: Mapping[str, int]) -> str:
    """120 số mới, 3 số đổi và 640 số như cũ."""
    return f"{vi.listing([f'{vi.number(count)} {KINDS[kind]}' for kind, count in counts.items() if count])}."


def figure(row: Row, side: str, rate: bool) -> str:
    """`plain_figure` of one side of a change: `before`, `after`, or the `base` it is compared with."""
    names = ("numerator", "denominator", "stated_rate", "sample")
    named = {name: row.get(f"base_{name}" if side == "base" else f"{name}_{side}") for name in names}
    return simulated(plain_figure(named, rate), named["sample"] is True)


def simulated(text: str, sample: bool) -> str:
    """A figure or a verdict that stands on simulated figures says so."""
    return f"{text} ({status.SAMPLE_WORD.lower()})" if text and sample else text


def plain_figure(row: Row, rate: bool) -> str:
    """650/973 (66,8%) · 66,6% · 1.406 · '' where there is none."""
    n: Any = row["numerator"]
    total: Any = row["denominator"]
    stated: Any = row["stated_rate"]
    if rate and known(n) and known(total) and total:
        return f"{vi.fraction(n, total)} ({vi.percent(n / total)})"
    return " – ".join([*([vi.trimmed(n)] if known(n) else []), *([vi.percent_short(stated)] if known(stated) else [])])


def difference(row: Row, rate: bool) -> str:
    """+445 · +3,4 điểm phần trăm, from the base to the figure after."""
    figures: list[Any] = [
        row["numerator_after"],
        row["base_numerator"],
        row["denominator_after"],
        row["base_denominator"],
    ]
    n, n0, total, total0 = figures
    change = vi.signed(n - n0)
    if not rate or not all(known(each) and each for each in (total, total0)):
        return change
    return f"{change} ({vi.signed_points(n / total - n0 / total0)} {vi.POINTS})"


def anew_sentence(verdicts: Mapping[Level, int], ranks: Mapping[Level, int], until: str) -> str:
    """Với số liệu đến tháng 5/2024: 12 đơn vị đổi đánh giá (toàn tỉnh 1, cấp huyện 3, cấp xã 8); 20 đơn vị đổi thứ hạng (…)."""
    said = [f"{_counted(verdicts)} đổi đánh giá" if sum(verdicts.values()) else "không đơn vị nào đổi đánh giá"]
    said.append(f"{_counted(ranks)} đổi thứ hạng" if sum(ranks.values()) else "không đơn vị nào đổi thứ hạng")
    return f"Với số liệu đến {until}: {'; '.join(said)}."


def simulated_sentence(units: Mapping[str, Mapping[Level, int]], *, back: bool = False) -> str:
    """Số minh họa của 10 huyện và 185 xã thôi hiện ở Gia đình học tập. `units`: by name of indicator; '' for none."""
    said = [
        f"{name} ({vi.listing([f'{vi.number(count)} {_PLACES[level]}' for level, count in levels.items() if count])})"
        for name, levels in units.items()
    ]
    if not said:
        return ""
    which = vi.listing(said, _MOST_NAMED, "chỉ tiêu")
    if back:
        return f"Số minh họa hiện lại: {which}."
    return (
        f"Số minh họa thôi hiện: {which}. Nơi nào chưa có số thật sẽ ghi “Chưa báo cáo”, vì số thật và số minh họa không bao giờ "
        "cộng hay xếp hạng chung. Gỡ lần cập nhật này thì số minh họa hiện lại."
    )


def _counted(by_level: Mapping[Level, int]) -> str:
    parts = [f"{LEVELS[level].lower()} {vi.number(count)}" for level, count in by_level.items() if count]
    return f"{vi.number(sum(by_level.values()))} lượt địa bàn ({', '.join(parts)})"


def move(row: Row) -> str:
    """từ hạng 3 xuống hạng 12 · vào hạng 4 · không còn xếp hạng."""
    before: Any = row["rank_before"]
    after: Any = row["rank_after"]
    if not known(before):
        return f"vào hạng {vi.number(after)}"
    if not known(after):
        return f"hạng {vi.number(before)}, không còn xếp hạng"
    return f"từ hạng {vi.number(before)} {'lên' if after < before else 'xuống'} hạng {vi.number(after)}"
