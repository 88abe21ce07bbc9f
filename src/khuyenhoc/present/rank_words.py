"""The only place for sentences about ranks: where a unit stands, what it takes to rise, why it moved."""

from typing import Any

from khuyenhoc.domain import ranking
from khuyenhoc.domain.standing import Rung
from khuyenhoc.present import vi
from khuyenhoc.present.narrative import Row, about, known


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
    text = f"{name}: {word} {vi.fraction(int(row['rank']), rung.of)}{band}"
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
