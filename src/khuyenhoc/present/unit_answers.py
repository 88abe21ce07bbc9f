"""The only place for the four answers of a unit's sheet: hạng mấy, vì sao, thiếu bao nhiêu, phải làm gì."""

import math
from collections.abc import Sequence
from typing import Any

from khuyenhoc.domain import status as verdict
from khuyenhoc.present import narrative, rank_words, unit_words, vi
from khuyenhoc.present.narrative import Row, known
from khuyenhoc.present.unit_words import Situation

_ASKED = {"no_denominator": "Gửi kèm tổng số để tính được tỷ lệ"}


def answers(told: Situation) -> list[tuple[str, str]]:
    """Question and answer, those without an answer left out."""
    asked = [
        ("Hạng mấy", _standing(told)),
        ("Vì sao", _why(told)),
        ("Còn thiếu", _missing(told)),
        ("Phải làm gì", _deed(told)),
    ]
    return [(question, answer) for question, answer in asked if answer]


def _standing(told: Situation) -> str:
    row = told.row
    if not told.ranked or not known(row.get("rank")):
        return ""
    low: Any = row.get("rank_low")
    high: Any = row.get("rank_high")
    said = [vi.capitalised(unit_words.place_text(told))]
    if known(low) and low != high:
        said[0] += f"; các nơi hơn kém nhau ít nên chỉ nói chắc được là từ hạng {vi.number(low)} đến {vi.number(high)}"
    if known(row.get("to_fall")):
        said.append(f"Nơi đứng sau cần thêm {vi.count(int(row['to_fall']), told.noun)} thì vượt")
    return _sentences(said)


def _why(told: Situation) -> str:
    return _sentences([
        _change(told.row),
        _movers(told),
        rank_words.movement_sentence(told.row, vi.period(told.earlier)) if told.earlier else "",
        narrative.status_sentence(told.row),
    ])  # fmt: skip


def _change(row: Row) -> str:
    """Tăng 0,7 điểm phần trăm so với tháng 12/2023 (chỉ so những nơi báo cáo cả hai kỳ)."""
    change: Any = row.get("change")
    if not known(change) or not known(row.get("previous_period")):
        return ""
    step = rank_words.step_text(change, narrative.is_rate(row))
    both: Any = row.get("change_common")
    fewer = " (chỉ so những nơi báo cáo cả hai kỳ)" if known(both) and both < row["reported"] else ""
    return f"{vi.capitalised(step)} so với {vi.period(row['previous_period'])}{fewer}"


def _movers(told: Situation) -> str:
    """Thay đổi nhiều nhất ở Xã Thượng Tân (+35) và Thị trấn Yên Phú (+32)."""
    named = [f"{name} ({vi.signed(more)})" for name, more in told.movers]
    return f"Thay đổi nhiều nhất ở {vi.listing(named)}" if named else ""


def _missing(told: Situation) -> str:
    row = told.row
    if not known(row.get("shortfall")) or not row["shortfall"]:
        return ""
    gap, target = narrative.shortfall_sentence(row, told.noun), narrative.target_text(row, due=True)
    if row.get("comparator") == "<=":
        return _sentences([f"{gap} ({target})", _pace(told)])
    return _sentences([f"{vi.capitalised(gap.removeprefix('Còn thiếu '))} để đạt {target}", _pace(told)])


def _pace(told: Situation) -> str:
    """Mỗi tháng cần 100 gia đình, vừa qua mỗi tháng được khoảng 69: phải nhanh gấp 1,4 lần.

    Titles granted in December make the pace of a figure within the year look slow: then the need alone.
    """
    monthly, actual = unit_words.monthly_need(told.row), unit_words.families(told.row, "actual_per_month")
    if not monthly:
        return ""
    lower = told.row.get("comparator") == "<="
    need = f"Mỗi tháng cần {'giảm ' if lower else ''}{narrative.about(told.row)}{vi.count(monthly, told.noun)}"
    if actual is None or told.row.get("midyear"):
        return need
    if round(actual) <= 0:
        return f"{need}; vừa qua chưa {'giảm' if lower else 'tăng'}"
    times = told.row["needed_per_month"] / told.row["actual_per_month"]
    pace = f"phải nhanh gấp {vi.number(times, 1)} lần" if times >= 1.05 else "giữ tốc độ ấy là kịp"
    return f"{need}, vừa qua mỗi tháng được khoảng {vi.number(round(actual))}: {pace}"


def _deed(told: Situation) -> str:
    if told.row["status"] == verdict.NOT_REPORTED:
        return f"Gửi báo cáo {told.indicator} {vi.period(told.period)}."
    said = [_ASKED.get(told.row.get("reason") or "", "")]
    if told.below is not None:
        lacks = [f"{name} (thiếu {vi.number(missing)}{_share(told, missing)})" for name, missing in told.below.units]
        said.append(f"Tập trung ở {vi.listing(lacks)}")
    else:
        said.append(_within(told))
    if told.better:
        said.append(f"Học cách làm của {vi.listing(told.better)}")
    return _sentences(said)


def _within(told: Situation) -> str:
    """Vận động 72 trong 380 gia đình chưa đạt: what a unit with nobody below can still reach."""
    row = told.row
    whole = [row.get(name) for name in ("shortfall", "numerator", "denominator")]
    if row.get("comparator") == "<=" or not all(known(each) for each in whole) or not row["shortfall"]:
        return ""
    left = vi.count(round(row["denominator"] - row["numerator"]), told.noun)
    return f"Vận động {narrative.about(row)}{vi.number(row['shortfall'])} trong {narrative.about(row)}{left} chưa đạt"


def _share(told: Situation, missing: int) -> str:
    """, mỗi tháng 19: what a unit below lacks over the months that are left for the unit itself."""
    needed = unit_words.families(told.row, "needed_per_month")
    if not needed or not known(told.row.get("shortfall")):
        return ""
    months = max(1, round(told.row["shortfall"] / needed))
    return f", mỗi tháng {vi.number(math.ceil(missing / months))}"


def _sentences(said: Sequence[str]) -> str:
    return " ".join(f"{text.rstrip('.')}." for text in said if text)
