"""The only place for sentences about one assessed figure: còn thiếu, vượt, why a status, notes, “Cách tính”.

`row` is one row of the assessment (a mapping); absent figures are None or NaN, shares 0–1.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from khuyenhoc.domain import status as verdict
from khuyenhoc.domain.succession import EXPIRED, INHERITED, UNDETERMINED
from khuyenhoc.present import status, vi

Row = Mapping[Any, Any]

_MOST_DECIMALS = 9
SMALL = 20  # below this many, the count is said first and the rate after it

REASONS = {
    "one_observation": "Mới có một kỳ số liệu nên chưa xét được tiến độ.",
    "short_span": "Hai kỳ số liệu cách nhau chưa đủ 6 tháng nên chưa xét được tiến độ.",
    "baseline_after_due": "Số liệu gốc có sau hạn của mục tiêu nên không xét được tiến độ.",
    "no_progress_expected": "Đến kỳ này kế hoạch chưa yêu cầu tăng so với kỳ gốc.",
    "denominator_changed": "Tổng số (mẫu số) thay đổi trên 20% so với kỳ gốc, hai kỳ không so sánh được.",
    "no_denominator": "Có số đạt nhưng chưa có tổng số để tính tỷ lệ.",
    "unknown_value": "Đơn vị báo cáo có phát sinh nhưng không thu thập được số liệu.",
    "zero_denominator": "Tổng số bằng 0 nên không có tỷ lệ.",
    UNDETERMINED: "Không xác định được trên địa giới này: đơn vị nhận một phần, hoặc nhập chung với đơn vị khác.",
    "stale": "Số liệu mới nhất đã quá cũ so với ngày xem.",
}
NOTES = {
    "midyear": "số giữa kỳ (danh hiệu được công nhận vào cuối năm)",
    "denominator_changed": "mẫu số thay đổi",
    "inherited": status.INHERITED_NOTE,
    "inferred": "tổng số suy ra từ tỷ lệ báo cáo",
    "unverified": "mục tiêu chưa kiểm chứng, không phải số chính thức",
    "sample": status.SAMPLE_TITLE,
}
TITLES = {
    INHERITED: "kế thừa từ đơn vị trước 1/7/2025 (danh hiệu có giá trị 36 tháng)",
    EXPIRED: "danh hiệu của đơn vị trước 1/7/2025, đã quá 36 tháng",
}


def known(value: object) -> bool:
    """False for None, NaN, NaT and the empty text."""
    return value is not None and value != "" and not bool(pd.isna(value))  # type: ignore[call-overload]


def is_rate(row: Row) -> bool:
    """Said by the row, else seen from its figures."""
    if known(row.get("is_rate")):
        return bool(row["is_rate"])
    return any(known(row.get(key)) for key in ("denominator", "stated_rate"))


def value_text(row: Row, key: str = "value") -> str:
    """66,6% · 125.071 · trên 55; a rate that misses its target is never printed as the target. '' where unknown."""
    value: Any = row.get(key)
    target: Any = row.get("target")
    if not known(value):
        return ""
    if not is_rate(row):
        text = vi.trimmed(value, 2)
    elif known(target):
        text = vi.percent_unlike(value, target, _decimals(row))
    else:
        text = vi.percent(value, _decimals(row))
    if key != "value":
        return vi.approximate(text, row.get(f"{key}_approximate") or "=")
    return f"ít nhất {text}" if _partial_count(row) else vi.approximate(text, row.get("approximate") or "=")


def _partial_count(row: Row) -> bool:
    """A count summed over fewer units than report it: there are at least so many."""
    return not is_rate(row) and coverage(row) != ""


def small_text(row: Row) -> str:
    """3/4 where a rate stands on fewer than 20, '' elsewhere: there the rate alone would mislead."""
    denominator: Any = row.get("denominator")
    if not is_rate(row) or not known(denominator) or not known(row.get("numerator")) or denominator >= SMALL:
        return ""
    return f"{about(row)}{vi.fraction(row['numerator'], denominator)}"


def about(row: Row) -> str:
    """“khoảng ” before whatever is computed from a figure that is itself inferred, estimated or said so."""
    return "khoảng " if row.get("inferred") or row.get("approximate") == "~" else ""


def numerator_text(row: Row) -> str:
    """125.071, reported where only its whole was inferred from a rate; khoảng 243 where it is an estimate itself."""
    return f"{'' if row.get('inferred') else about(row)}{vi.number(row['numerator'])}"


def percents_apart(shares: Sequence[float | None], decimals: int = 1) -> list[str]:
    """Rates of a ranking: unequal ones that would print alike get one more decimal each time; None and NaN are ''."""
    known = {float(share) for share in shares if share is not None and share == share}
    texts = {share: vi.percent(share, decimals) for share in known}
    for places in range(decimals + 1, _MOST_DECIMALS):
        counts = Counter(texts.values())
        alike = [share for share in known if counts[texts[share]] > 1]
        if not alike:
            break
        texts |= {share: vi.percent(share, places) for share in alike}
    return ["" if share is None or share != share else texts[float(share)] for share in shares]


def figure(value: float, rate: bool) -> str:
    return vi.percent_short(value) if rate else vi.trimmed(value, 2)


def target_text(row: Row, due: bool = False) -> str:
    """từ 70% · không quá 2%; with `due`: từ 70% đến 31/12/2025. '' where no target is set."""
    if not known(row.get("target")):
        return ""
    # A count may answer to the target of the rate it is the numerator of.
    share = bool(row["aim_is_rate"]) if known(row.get("aim_is_rate")) else is_rate(row)
    text = f"{vi.COMPARATOR[row.get('comparator') or '>=']} {figure(row['target'], share)}"
    return f"{text} đến {vi.day(_day(row['due']))}" if due and known(row.get("due")) else text


def completion_text(row: Row) -> str:
    """y/T in per cent; for lower-is-better only whether it is met, or by how much it is still higher."""
    value: Any = row.get("value")
    target: Any = row.get("target")
    if not known(value) or not known(target) or row["status"] == verdict.NOT_COMPUTABLE:
        return ""
    if row.get("comparator") != "<=":
        return vi.percent_unlike(value / target, 1) if target else ""
    if value <= target:
        return "đạt"
    over = vi.points(value - target) if is_rate(row) else vi.trimmed(value - target)
    return f"còn cao hơn {over}"


def shortfall_sentence(row: Row, noun: str) -> str:
    """Còn thiếu khoảng 6.385 gia đình (6.287–6.484) · Vượt 136 cộng đồng · Vừa đạt mục tiêu · ''; of a sum over some of the
    units also over how many: Còn thiếu 72 gia đình ở 1/193 nơi đã báo cáo."""
    some = coverage(row)
    where = f" ở {some} nơi đã báo cáo" if some else ""
    if known(row.get("shortfall")) and row["shortfall"] > 0:
        over = "Còn cao hơn mục tiêu" if row.get("comparator") == "<=" else "Còn thiếu"
        return f"{over} {_amount(row, 'shortfall', noun)}{where}"
    if known(row.get("surplus")) and row["surplus"] > 0:
        better = "Tốt hơn mục tiêu" if row.get("comparator") == "<=" else "Vượt"
        return f"{better} {_amount(row, 'surplus', noun)}{where}"
    return "Vừa đạt mục tiêu" if row.get("status") == verdict.ACHIEVED else ""


def coverage(row: Row) -> str:
    """19/193 of a sum over some of the units that should report; '' of any other figure."""
    if not known(row.get("own")) or row["own"] or not known(row.get("expected_reports")):
        return ""
    reported, expected = int(row["reported"]), int(row["expected_reports"])
    return vi.fraction(reported, expected) if reported < expected else ""


def gap_text(row: Row) -> str:
    """The same for a table cell: thiếu 6.385 · vượt 136."""
    for key, word in (("shortfall", "thiếu"), ("surplus", "vượt")):
        if known(row.get(key)) and row[key] > 0:
            return f"{word} {about(row)}{vi.number(row[key])}"
    return "vừa đạt" if row.get("status") == verdict.ACHIEVED else ""


def _amount(row: Row, key: str, noun: str) -> str:
    low, high = f"{key}_low", f"{key}_high"
    if known(row.get(low)) and known(row.get(high)):
        return vi.interval(int(row[key]), int(row[low]), int(row[high]), noun)
    return f"{about(row)}{vi.count(row[key], noun)}"


def reported_sentence(row: Row, noun: str) -> str:
    """đã báo cáo 187/193 xã; '' where nobody was expected or the unit sent its own figure."""
    expected: Any = row.get("expected_reports")
    if not known(expected) or not expected:
        return ""
    return f"đã báo cáo {vi.fraction(int(row.get('reported') or 0), int(expected))} {noun}"


def status_sentence(row: Row, simulated_course: bool = False) -> str:
    """Why the figure has this status where the label does not say it; '' elsewhere.

    `simulated_course`: a line of simulated figures is drawn beside it, which would seem to contradict “one period”.
    """
    if simulated_course and row.get("reason") == "one_observation":
        return "Mới có một kỳ số liệu thật nên chưa xét được tiến độ; đường vẽ là số minh họa."
    return REASONS.get(row.get("reason") or "", "")


def notes(row: Row) -> list[str]:
    """Small print beside a figure, in a fixed order."""
    said = [NOTES[key] for key in ("midyear", "denominator_changed", "inherited", "inferred") if row.get(key)]
    if known(row.get("target")) and known(row.get("verified")) and not _verified(row["verified"]):
        said.append(NOTES["unverified"])
    said += [TITLES[row["title"]]] if row.get("title") else []
    if row.get("after_due"):
        said.append(after_due_text(row))
    if row.get("sample"):
        said.append(NOTES["sample"])
    return said


def title_mark(row: Row) -> str:
    """Behind a title that a unit has from those it took over; '' elsewhere."""
    return {INHERITED: " (kế thừa)", EXPIRED: " (quá 36 tháng)"}.get(row.get("title") or "", "")


def after_due_text(row: Row) -> str:
    """đạt sau hạn (tháng 6/2026) · hiện nay 69%."""
    if row.get("after_due") == "reached_late":
        return f"đạt sau hạn ({vi.period(row['period_now'])})" if known(row.get("period_now")) else "đạt sau hạn"
    return f"hiện nay {figure(row['value_now'], is_rate(row))}" if known(row.get("value_now")) else ""


def _decimals(row: Row) -> int:
    """One decimal, two where the source has two."""
    stated: Any = row.get("stated_decimals")
    return max(1, int(stated)) if known(stated) else 1


def _verified(mark: object) -> bool:
    """`unverified` in data/targets.csv: nobody has seen the document that says so."""
    return mark != "unverified" if isinstance(mark, str) else bool(mark)


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()
