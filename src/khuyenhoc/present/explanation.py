"""“Cách tính”: the formula of an assessed figure with this figure's own numbers. The only place that words formulas."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from khuyenhoc.domain import status as verdict
from khuyenhoc.present import narrative, status, vi
from khuyenhoc.present.narrative import Row, figure, is_rate, known


class Step(NamedTuple):
    """One line of the explanation."""

    title: str
    text: str


def explanation(row: Row, numerator_name: str, denominator_name: str = "", batch: Row | None = None) -> list[Step]:
    """The steps that apply to this row, in the order of reasoning; names as in the catalogue of indicators.

    `batch`: the upload the figure (of a sum: the newest of its figures) came with: id, file_name, published_by, published_at.
    """
    makers: list[tuple[str, Callable[[], str]]] = [
        ("Giá trị", lambda: _value(row, numerator_name, denominator_name)),
        ("Ước tính", lambda: row.get("estimate") or ""),
        ("Tổng số suy ra", lambda: _inferred(row)),
        ("Phạm vi", lambda: narrative.reported_sentence(row, "đơn vị")),
        ("Mục tiêu", lambda: target(row)),
        ("Còn thiếu", lambda: _shortfall(row)),
        ("Vượt", lambda: _surplus(row)),
        ("Kỳ gốc", lambda: _baseline(row)),
        ("Mức cần có theo kế hoạch", lambda: _expected(row)),
        ("Tiến độ", lambda: _ratio(row)),
        ("Tốc độ", lambda: _pace(row)),
        ("Đánh giá", lambda: _verdict(row)),
        ("Lưu ý", lambda: "; ".join(narrative.notes(row))),
        ("Nguồn", lambda: "; ".join(row.get("sources") or [])),
        ("Từ tệp", lambda: _origin(row, batch) if batch else ""),
    ]
    steps = [Step(title, make()) for title, make in makers]
    return [step for step in steps if step.text]


def as_text(steps: list[Step]) -> str:
    """For a plain-text export or a tooltip."""
    return "\n".join(f"{step.title}: {step.text}" for step in steps)


def _value(row: Row, numerator_name: str, denominator_name: str) -> str:
    text = narrative.value_text(row)
    if not text:
        return f"{numerator_name}: {vi.number(row['numerator'])}" if known(row.get("numerator")) else ""
    when = f" ({vi.period(row['period'])})" if known(row.get("period")) else ""
    if not is_rate(row):
        return f"{numerator_name} = {text}{when}"
    if not known(row.get("numerator")) or not known(row.get("denominator")) or row.get("inferred"):
        counted = f"{numerator_name} = {vi.number(row['numerator'])}; " if known(row.get("numerator")) else ""
        return f"{counted}tỷ lệ do đơn vị báo cáo = {text}{when}"
    shown = f"{vi.number(row['numerator'])} / {vi.number(row['denominator'])}"
    return f"{numerator_name} / {denominator_name} = {shown} = {text}{when}"


def _inferred(row: Row) -> str:
    if not row.get("inferred"):
        return ""
    rate = narrative.value_text(row)
    if not known(row.get("denominator_low")):
        return f"không có mẫu số nguyên nào cho tỷ lệ {rate}; lấy gần đúng {vi.number(row['numerator'])} / {rate}"
    bounds = f"từ {vi.number(row['denominator_low'])} đến {vi.number(row['denominator_high'])}"
    return (
        f"{vi.number(row['numerator'])} trên tỷ lệ {rate} chỉ có thể là của tổng số {bounds}; "
        f"lấy {vi.number(row['denominator'])}"
    )


def target(row: Row) -> str:
    """từ 70% đến 31/12/2025, theo 387/QĐ-TTg."""
    text = narrative.target_text(row, due=True)
    return f"{text}, theo {row['basis']}" if text and known(row.get("basis")) else text


def _line(row: Row) -> tuple[str, int]:
    """T·N in whole units, worded and as a number: ⌈70% × 187.794⌉, 131.456."""
    lower, n = row.get("comparator") == "<=", int(row["numerator"])
    gap = int(row["shortfall"] or 0) or -int(row["surplus"] or 0)
    rounded = ("⌊", "⌋") if lower else ("⌈", "⌉")
    product = f"{vi.percent_short(row['target'])} × {vi.number(row['denominator'])}"
    return product.join(rounded), n - gap if lower else n + gap


def _shortfall(row: Row) -> str:
    if not known(row.get("shortfall")) or row["shortfall"] <= 0:
        return ""
    return _difference(row, "shortfall", positive=row.get("comparator") != "<=")


def _surplus(row: Row) -> str:
    if not known(row.get("surplus")) or row["surplus"] <= 0:
        return ""
    return _difference(row, "surplus", positive=row.get("comparator") == "<=")


def _difference(row: Row, key: str, positive: bool) -> str:
    """`positive`: the line minus the figure; else the figure minus the line."""
    n = vi.number(row["numerator"] if is_rate(row) else row["value"])
    result = vi.number(row[key])
    low, high = f"{key}_low", f"{key}_high"
    if known(row.get(low)) and known(row.get(high)):
        result = vi.interval(int(row[key]), int(row[low]), int(row[high]))
    if not is_rate(row):
        aim = vi.number(row["target"])
        return f"{aim} − {n} = {result}" if positive else f"{n} − {aim} = {result}"
    worded, line = _line(row)
    first, second = (vi.number(line), n) if positive else (n, vi.number(line))
    written = f"{worded} − {n}" if positive else f"{n} − {worded}"
    return f"{written} = {first} − {second} = {result}"


def _baseline(row: Row) -> str:
    if not known(row.get("baseline")):
        return ""
    value = figure(row["baseline"], is_rate(row))
    if known(row.get("baseline_period")):
        return f"{value} ({vi.period(row['baseline_period'])})"
    if known(row.get("baseline_date")):
        return f"{value} (ngày {vi.day(pd.Timestamp(row['baseline_date']).date())})"
    return value


def _expected(row: Row) -> str:
    if not known(row.get("expected")):
        return ""
    read = ", tính đến cuối năm liền trước" if row.get("midyear") else ""
    return f"{figure(row['expected'], is_rate(row))} (đường thẳng từ kỳ gốc qua các mốc đến hạn{read})"


def _ratio(row: Row) -> str:
    """(66,6 − 60) / (67,5 − 60) = 0,88 and what that means."""
    if not known(row.get("ratio")) or not known(row.get("baseline")) or not known(row.get("expected")):
        return ""
    scale = 100 if is_rate(row) else 1
    # A sum of children is compared over those that reported in both periods: its figures then differ from the headline.
    now = row["end_value"] if known(row.get("end_value")) else row["value"]
    y, y0, line = (vi.trimmed(each * scale) for each in (now, row["baseline"], row["expected"]))
    cuts = f"dưới {vi.trimmed(verdict.SLOW_BELOW)} là chậm, từ {vi.trimmed(verdict.ON_TRACK_FROM)} là đúng tiến độ"
    return f"({y} − {y0}) / ({line} − {y0}) = {vi.number(row['ratio'], 2)} ({cuts})"


def _pace(row: Row) -> str:
    """Both paces per month; a figure that did not rise says so."""
    needed: Any = row.get("needed_per_month")
    actual: Any = row.get("actual_per_month")
    parts = []
    if known(needed):
        parts.append(f"cần {_per_month(row, needed)}")
    if known(actual):
        parts.append("thực tế chưa tăng" if actual <= 0 else f"thực tế {_per_month(row, actual)}")
    return ", ".join(parts)


def _per_month(row: Row, amount: float) -> str:
    shown = vi.points(amount, 2) if is_rate(row) else vi.trimmed(amount, 1)
    return f"{shown} mỗi tháng"


def _verdict(row: Row) -> str:
    label = status.look(row["status"], bool(row.get("inherited"))).label
    return " – ".join(part for part in (label, narrative.status_sentence(row)) if part)


def _origin(row: Row, batch: Row) -> str:
    """so-lieu.csv, dòng 12 (lần cập nhật số 3); Bà Lan đưa vào sử dụng lúc 10:05 ngày 21/11/2026."""
    line = f", dòng {vi.number(row['row'])}" if row.get("row") else ""
    upload = f"{batch['file_name']}{line} (lần cập nhật số {batch['id']})"
    if not row.get("own") and known(row.get("reported")) and row["reported"] > 1:
        upload = f"cộng từ {vi.number(row['reported'])} đơn vị báo cáo; mới nhất là {upload}"
    when = vi.moment(datetime.fromisoformat(batch["published_at"]).astimezone()) if batch.get("published_at") else ""
    return f"{upload}; {batch['published_by']} đưa vào sử dụng {when}" if when else upload
