"""The only place for what a unit's sheet says of one indicator in one line, and the facts that line is made of."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khuyenhoc.domain import ranking
from khuyenhoc.domain import status as verdict
from khuyenhoc.domain.concentration import MORE_THAN, Concentration
from khuyenhoc.present import narrative, rank_words, status, vi
from khuyenhoc.present.narrative import Row, known

SAMPLE_RANK = "thứ hạng minh họa"


@dataclass(frozen=True)
class Below:
    """Who lacks most among the units below, by name, out of all that lack; `noun`: xã, huyện, địa bàn."""

    units: tuple[tuple[str, int], ...]
    share: float
    total: int
    short: int
    noun: str
    sample: bool = False


@dataclass(frozen=True)
class Situation:
    """One unit on one indicator.

    `row`: its assessment, with the columns of the ranking where it has a rank among `ranked` units; `next_rank`: the
    rank after passing the one above; `partial`: others could not be ranked. `unit`: what a count counts. `better`: peers
    to learn from. `earlier`: the period before, as declared. `movers`: units below whose count changed most since then,
    with by how many.
    """

    row: Row
    indicator: str
    noun: str
    period: str
    unit: str = ""
    ranked: int = 0
    next_rank: int | None = None
    below: Below | None = None
    better: Sequence[str] = ()
    earlier: str = ""
    movers: Sequence[tuple[str, int]] = ()
    partial: bool = False


def named(found: Concentration, names: dict[str, str], kinds: dict[str, str], sample: bool) -> Below:
    """Keys as names. One kind of unit is called by it, several together “địa bàn”."""
    of = {kinds[unit] for unit, _ in found.units}
    noun = of.pop().lower() if len(of) == 1 else "địa bàn"
    units = tuple((names[unit], missing) for unit, missing in found.units)
    return Below(units, found.share, found.total, found.short, noun, sample)


def value_text(told: Situation) -> str:
    """53,2% · 3/4 (75,0%) · 3.905 người · '' where unknown."""
    text, small = narrative.value_text(told.row), narrative.small_text(told.row)
    if not text or narrative.is_rate(told.row):
        return f"{small} ({text})" if small and text else text
    return f"{text} {told.unit}".strip()


def headline(told: Situation) -> str:
    """Huyện Bắc Mê: hạng 6/11, thêm 214 gia đình để lên hạng 5; để đạt mục tiêu cần 38 gia đình mỗi tháng, tập trung ở
    3 xã: Xã Yên Phú, …"""
    name = told.row["unit_name"]
    if told.row["status"] == verdict.NOT_REPORTED:
        return f"{name}: {_silence(told)}."
    said = [_rank(told) or value_text(told), _need(told)]
    return f"{name}: {'; '.join(text for text in said if text)}."


def monthly_need(row: Row) -> int | None:
    """How many more families (fewer, where lower is better) each month until the due date; None where that is past,
    met or unknown."""
    needed = families(row, "needed_per_month")
    return math.ceil(round(needed, 6)) if needed else None


def shares_sentence(below: Below, noun: str) -> str:
    """5 xã này chiếm 62% phần còn thiếu của 11 nơi chưa đạt (cộng lại 1.917 gia đình): A, B, C, D và E."""
    names = vi.listing([name for name, _ in below.units])
    several = len(below.units) > 1
    who = f"{vi.count(len(below.units), below.noun)} này" if several else f"Riêng {names}"
    word = f", {status.SAMPLE_TITLE}" if below.sample else ""
    return (
        f"{who} chiếm {vi.percent_unlike(below.share, MORE_THAN, 0)} phần còn thiếu của {vi.count(below.short, 'nơi chưa đạt')} "
        f"(cộng lại {vi.count(below.total, noun)}{word}){f': {names}' if several else ''}."
    )


def remark_text(remark: Row) -> str:
    """“Xã mới nhận bàn giao, đang rà soát” – Nguyễn Văn A, Chủ tịch Hội Khuyến học xã, 5/6/2024."""
    return f"“{remark['text']}” – {remark['by']}, {vi.day(date.fromisoformat(str(remark['at'])[:10]))}"


# --- parts of the first line -------------------------------------------------------------------------------------


def _silence(told: Situation) -> str:
    last = value_text(told)
    known_last = f" (số gần nhất: {last}, {vi.period(told.row['period'])})" if last else ""
    return f"chưa báo cáo {told.indicator} {vi.period(told.period)}{known_last}"


def _rank(told: Situation) -> str:
    if told.row.get("standing") == ranking.TOO_FEW:
        return f"{value_text(told)}, {rank_words.rank_text(told.row)}"
    if not told.ranked or not known(told.row.get("rank")):
        return ""
    return f"{place_text(told)}{_rise(told)}"


def place_text(told: Situation) -> str:
    """hạng 6/11 · hạng 8/19 nơi được xếp hạng."""
    word = SAMPLE_RANK if told.row["sample"] else "hạng"
    return f"{word} {rank_words.of_text(told.row['rank'], told.ranked, told.partial)}"


def _rise(told: Situation) -> str:
    more: Any = told.row.get("to_rise")
    if told.next_rank is None or not known(more):
        return ""
    return f", thêm {narrative.about(told.row)}{vi.count(int(more), told.noun)} để lên hạng {vi.number(told.next_rank)}"


def _need(told: Situation) -> str:
    row = told.row
    monthly = monthly_need(row)
    if monthly:
        about = narrative.about(row)
        less = "giảm " if row.get("comparator") == "<=" else ""
        return f"để đạt mục tiêu cần {less}{about}{vi.count(monthly, told.noun)} mỗi tháng{_push(told)}"
    gap = narrative.shortfall_sentence(row, told.noun)
    if row["status"] == verdict.MISSED:
        return f"hết hạn {vi.day(row['due'].date())} mà chưa đạt, {vi.lowered(gap)}{_push(told)}"
    if row["status"] == verdict.ACHIEVED:
        return f"đã đạt mục tiêu, {vi.lowered(gap)}" if gap.startswith(("Vượt", "Tốt")) else "vừa đạt mục tiêu"
    if row["status"] == verdict.NO_TARGET:
        return "không giao chỉ tiêu"
    return f"{vi.lowered(gap)}{_push(told)}" if gap else vi.lowered(narrative.status_sentence(row).rstrip("."))


def _push(told: Situation) -> str:
    if told.below is None:
        return ""
    word = " (minh họa)" if told.below.sample and not told.row["sample"] else ""
    names = vi.listing([name for name, _ in told.below.units])
    return f", tập trung ở {vi.count(len(told.below.units), told.below.noun)}{word}: {names}"


def families(row: Row, column: str) -> float | None:
    """A pace as so many a month; of a rate that needs the denominator."""
    pace: Any = row.get(column)
    if not known(pace):
        return None
    if not narrative.is_rate(row):
        return float(pace)
    total: Any = row.get("denominator")
    return float(pace * total) if known(total) else None
