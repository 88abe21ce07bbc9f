"""The only place for sentences about ranks: where a unit stands, what it takes to rise, why it moved."""

from collections.abc import Sequence
from typing import Any

from khuyenhoc.domain import ranking
from khuyenhoc.domain.standing import Rung
from khuyenhoc.present import vi
from khuyenhoc.present.narrative import Row, about, known

_MOST_NAMED = 3


def rank_text(row: Row) -> str:
    """4 (khoảng 3–6) · 4 · quá ít đơn vị để xếp hạng · ''."""
    if row.get("standing") == ranking.TOO_FEW:
        return "quá ít đơn vị để xếp hạng"
    if not known(row.get("rank")):
        return ""
    low: Any = row.get("rank_low")
    high: Any = row.get("rank_high")
    rank = vi.number(row["rank"])
    return f"{rank} (khoảng {vi.number(low)}–{vi.number(high)})" if known(low) and low != high else rank


def of_text(rank: float, ranked: int, partial: bool) -> str:
    """6/11; where some could not be ranked, of whom: 8/19 nơi được xếp hạng."""
    return f"{vi.fraction(int(rank), ranked)}{' nơi được xếp hạng' if partial else ''}"


def step_text(change: float, rate: bool) -> str:
    """tăng 3,4 điểm phần trăm · giảm 12 · không đổi."""
    if rate:
        return vi.points_change(change)
    amount = vi.number(abs(change))
    return "không đổi" if amount == "0" else f"{'tăng' if change > 0 else 'giảm'} {amount}"


def extremes_sentence(moves: Sequence[tuple[str, str]]) -> str:
    """tăng nhiều nhất là A (tăng 3,4 điểm phần trăm), giảm nhiều nhất là B và C (giảm 0,2 điểm phần trăm).

    `moves`: each unit with its step as printed, the largest rise first; steps that print alike share the place.
    """
    (_, first), (_, last) = moves[0], moves[-1]
    if first == last:
        return f"{'cả ' + vi.number(len(moves)) + ' nơi đều' if len(moves) > 1 else moves[0][0]} {first}"
    top = {"tăng": "tăng nhiều nhất là", "giảm": "giảm ít nhất là"}.get(
        _way(first), "không nơi nào tăng, giữ nguyên có"
    )
    end = {"tăng": "tăng ít nhất là", "giảm": "giảm nhiều nhất là"}.get(_way(last), "không nơi nào giảm, giữ nguyên có")
    return f"{top} {_who(moves, first)}; {end} {_who(moves, last)}"


def _way(step: str) -> str:
    return step.partition(" ")[0]


def _who(moves: Sequence[tuple[str, str]], step: str) -> str:
    names = [name for name, each in moves if each == step]
    return f"{vi.listing(names, _MOST_NAMED, 'nơi')}{f' ({step})' if _way(step) in ('tăng', 'giảm') else ''}"


def movement_text(row: Row) -> str:
    """▲ 2 · ▼ 1 · giữ nguyên · '' where one of the two ranks is unknown."""
    if not known(row.get("rank")) or not known(row.get("rank_before")):
        return ""
    steps = int(row["rank_before"] - row["rank"])
    return f"▲ {steps}" if steps > 0 else f"▼ {-steps}" if steps < 0 else "giữ nguyên"


def standing_sentence(row: Row, rung: Rung, noun: str) -> str:
    """Huyện Bắc Mê: hạng 6/11 (khoảng 5–7), thêm 214 gia đình để vượt Huyện Quang Bình."""
    name, word = row["unit_name"], "thứ hạng minh họa" if row["sample"] else "hạng"
    if row.get("standing") == ranking.NOT_REPORTED:
        return f"{name}: chưa báo cáo nên chưa xếp hạng."
    if not known(row.get("rank")):
        return f"{name}: {rank_text(row)}."
    low: Any = row.get("rank_low")
    band = f" (khoảng {vi.number(low)}–{vi.number(row['rank_high'])})" if known(low) and low != row["rank_high"] else ""
    text = f"{name}: {word} {of_text(row['rank'], rung.of, rung.partial)}{band}"
    if rung.above and known(row.get("to_rise")):
        text += f", thêm {about(row)}{vi.count(int(row['to_rise']), noun)} để vượt {rung.above}"
    if known(row.get("to_fall")):
        text += f"; đơn vị đứng sau cần thêm {about(row)}{vi.count(int(row['to_fall']), noun)} để vượt"
    return f"{text}."


def movement_sentence(row: Row, period: str) -> str:
    """Why a rank moved: the others' doing and the unit's own, one after the other."""
    before: Any = row.get("rank_before")
    unchanged: Any = row.get("rank_unchanged")
    rank: Any = row.get("rank")
    if not known(before) or not known(rank):
        return ""
    start = f"Kỳ trước ({period}) hạng {vi.number(before)}, nay hạng {vi.number(rank)}"
    if not known(unchanged):
        return f"{start}."
    others = f"nếu giữ nguyên mức kỳ trước thì nay hạng {vi.number(unchanged)} do các đơn vị khác thay đổi"
    if unchanged == before:
        others = "các đơn vị khác không làm thay đổi hạng"
    own = "kết quả của chính đơn vị không làm thay đổi thêm"
    if unchanged != rank:
        way = "lên" if rank < unchanged else "xuống"
        own = f"kết quả của chính đơn vị đưa {way} hạng {vi.number(rank)}"
    return f"{start}: {others}; {own}."


def closure_text(row: Row) -> str:
    """thu hẹp 35% khoảng cách · nới rộng 5% khoảng cách · ''."""
    share: Any = row.get("closure")
    if not known(share):
        return ""
    return f"{'thu hẹp' if share >= 0 else 'nới rộng'} {vi.percent(abs(share), 0)}"
