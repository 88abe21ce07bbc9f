"""The only place for sentences about plans: where the whole stands, whether all is placed, what cannot be done, what comes of it."""

import math
from collections.abc import Sequence
from datetime import date

from khuyenhoc.domain import status as verdict
from khuyenhoc.domain.allocation import Allocation, Rule
from khuyenhoc.present import narrative, vi
from khuyenhoc.present.narrative import Row, known

RULES = {Rule.BY_GAP: "Theo phần còn thiếu", Rule.EQUAL_POINTS: "Tăng đều số điểm"}
RULE_NOTES = {
    Rule.BY_GAP: "Nơi còn thiếu nhiều được giao nhiều, theo tỷ lệ với phần còn thiếu đến mục tiêu; nơi đã đạt không bị giao thêm.",
    Rule.EQUAL_POINTS: "Mọi nơi tăng cùng số điểm phần trăm, cả nơi đã đạt; phần mà nơi hết chỗ tăng không nhận thì chia cho nơi khác.",
}
CAP_NOTE = "Không nơi nào bị giao nhanh hơn tốc độ tốt nhất mà một nơi cùng cấp từng có."
KEEP_NOTE = "Mỗi xã đi tiếp với tốc độ vừa qua của mình; xã đang giảm hoặc chưa rõ tốc độ thì tính là giữ nguyên."
_MOST_NAMED = 8
_LARGE = 100


def whole_text(row: Row) -> str:
    """125.071/khoảng 187.794 (66,6%) where only the whole is inferred; khoảng 243/868 where both are estimates."""
    if not known(row.get("numerator")) or not known(row.get("denominator")):
        return narrative.value_text(row)
    whole = f"{'khoảng ' if row.get('inferred') else ''}{vi.number(row['denominator'])}"
    return f"{narrative.numerator_text(row)}/{whole} ({narrative.value_text(row)})"


def standing_sentence(row: Row, noun: str, months: int) -> str:
    """Tỉnh Hà Giang: 125.071/khoảng 187.794 (66,6%). Mục tiêu từ 70% đến 31/12/2025. Còn thiếu khoảng 6.385 gia đình …"""
    said = [f"{row['unit_name']}: {whole_text(row)}", f"Mục tiêu {narrative.target_text(row, due=True)}"]
    lack = narrative.shortfall_sentence(row, noun)
    if known(row.get("shortfall")) and row["shortfall"] > 0 and months:
        lack += f", còn {months} tháng, mỗi tháng khoảng {per_month_text(row['shortfall'] / months)} {noun}"
    return " ".join(f"{text}." for text in [*said, lack] if text)


def placed_sentence(given: int, needed: int, noun: str, parts: int, where: str) -> str:
    """Whether what is given adds up to what is needed: the sum stays in sight while it is edited by hand."""
    if given == needed:
        return f"Giao thêm đúng {vi.count(needed, noun)} cho {vi.number(parts)} {where}."
    if given < needed:
        return (
            f"Đã giao {vi.number(given)}/{vi.count(needed, noun)}: còn {vi.count(needed - given, noun)} chưa phân bổ."
        )
    return f"Đã giao {vi.count(given, noun)}, cần {vi.number(needed)}: vượt {vi.count(given - needed, noun)}."


def uneven_sentence(given: int, needed: int, noun: str) -> str:
    """What saving means while the parts do not add up to the whole's target."""
    if given < needed:
        return f"Còn {vi.count(needed - given, noun)} chưa phân bổ: mọi nơi hoàn thành thì toàn địa bàn vẫn chưa đạt mục tiêu."
    return f"Tổng giao nhiều hơn mức cần {vi.count(given - needed, noun)}."


def strain_sentence(strain: float | None, best: str, due: date) -> str:
    """Cần tốc độ gấp 3,2 lần tốc độ tốt nhất từng có (…): '' where the wish can be met or nothing is known."""
    if strain is None or strain <= 1:
        return ""
    if math.isinf(strain):
        return "Không làm được với bất cứ tốc độ nào: các nơi đã báo cáo không còn đủ chỗ tăng."
    # Rounded up: 1.04 times is more than the best pace, never 1,0 times it.
    times = vi.trimmed(math.ceil(round(strain * 10, 6)) / 10, 1)
    return f"Khó làm được: để kịp ngày {vi.day(due)} cần tốc độ gấp {times} lần tốc độ tốt nhất từng có ({best})."


def best_text(name: str, pace: float) -> str:
    """Xã Má Lé, 0,91 điểm phần trăm mỗi tháng."""
    return f"{name}, {vi.points(pace, 2)} mỗi tháng"


def reach_sentence(found: Allocation, row: Row, noun: str) -> str:
    """What is reached where the parts cannot take all of it; `row`: the whole as it would be then."""
    return (
        f"Chỉ giao được {vi.count(found.placed, noun)}, đạt {whole_text(row)}; "
        f"còn {vi.count(found.missing, noun)} không nơi nào nhận được."
    )


def fast_sentence(names: Sequence[str], best: str) -> str:
    """Who is asked to go faster than anybody has; '' where nobody is."""
    if not names:
        return ""
    return f"Phải nhanh hơn tốc độ tốt nhất từng có ({best}): {vi.listing(names, _MOST_NAMED, 'nơi')}."


def left_out_sentence(silent: Sequence[str], uncounted: Sequence[str]) -> str:
    """Who takes no part and why: never dropped without a word."""
    said = [
        f"Chưa báo cáo nên không giao được: {vi.listing(silent, _MOST_NAMED, 'nơi')}." if silent else "",
        f"Chưa có tổng số nên không giao được: {vi.listing(uncounted, _MOST_NAMED, 'nơi')}." if uncounted else "",
    ]
    return " ".join(text for text in said if text)


def idle_sentence(count: int, places: str) -> str:
    """Who is left out of the table."""
    return f"{vi.number(count)} {places} không giao thêm, chỉ giữ mức hiện nay: không có trong bảng này, có đủ trong phụ lục."


def beyond_sentence(names: Sequence[str], noun: str) -> str:
    """Who was given more than there are left to recognise."""
    if not names:
        return ""
    return f"Giao quá số {noun} còn lại chưa đạt: {vi.listing(names, _MOST_NAMED, 'nơi')}. Hãy giảm số giao thêm."


def times_text(times: float | None, more: float) -> str:
    """gấp 1,6 lần · bằng 0,8 lần · chưa tăng; '' where nothing is asked or the pace is unknown."""
    if not more or times is None or not known(times):
        return ""
    if math.isinf(times):
        return "vừa qua chưa tăng"
    if times < 0.1:
        return "dưới 0,1 lần"
    return f"{'gấp' if times > 1 else 'bằng'} {vi.number(times, 1 if times < 10 else 0)} lần"


def per_month_text(families: float) -> str:
    """5,5 · 337: large numbers as whole families, rounded up so that they suffice; '' for nothing or past the due date."""
    if not known(families) or not families:
        return ""
    return vi.number(math.ceil(round(families, 6))) if families >= _LARGE else vi.trimmed(families, 1)


def outcome_sentence(row: Row, noun: str) -> str:
    """Đến 31/12/2025, Tỉnh Hà Giang: 131.456/khoảng 187.794 (khoảng 70,0%). Vượt …"""
    lack = narrative.shortfall_sentence(row, noun)
    said = f"Đến {vi.day(row['due'].date())}, {row['unit_name']}: {whole_text(row)}"
    return f"{said}. {lack}." if lack else f"{said}."


def count_sentence(now: Sequence[str], then: Sequence[str], places: str) -> str:
    """Số xã đạt mục tiêu: 78/193 hiện nay, 95/193 đến hạn."""
    before, after = (vi.fraction(list(each).count(verdict.ACHIEVED), len(each)) for each in (now, then))
    return f"Số {places} đạt mục tiêu: {before} hiện nay, {after} đến hạn."


def pace_words(fast: float | None) -> str:
    """What “the fastest quarter” means in figures; '' where nobody rose."""
    if fast is None:
        return "Chưa nơi nào tăng nên chưa có tốc độ để theo."
    return (
        f"Các xã chưa kịp tiến độ đi theo nhóm tăng nhanh nhất (một phần tư số xã, từ {vi.points(fast, 2)} mỗi tháng); "
        "các xã khác giữ tốc độ của mình, không xã nào chậm lại."
    )


def target_unreadable(instead: str) -> str:
    return (
        "Không đọc được mục tiêu đã ghi. Hãy ghi số phần trăm trên 0 và không quá 100, nhiều nhất hai chữ số lẻ, "
        f"ví dụ 70 hoặc 72,5. Đang dùng {instead}."
    )
