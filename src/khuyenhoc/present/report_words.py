"""One assessed figure as the sentence of a report: who has how many, what share that is, how far from which target."""

import re
from typing import Any

import pandas as pd

from khuyenhoc.domain import status as verdict
from khuyenhoc.domain.indicator import Counts, Indicator
from khuyenhoc.present import narrative, nouns, status, vi
from khuyenhoc.present.narrative import Row, is_rate, known

_TITLES = re.compile(r"\b(Gia đình|Dòng họ|Cộng đồng|Đơn vị|Công dân|Huyện|Tỉnh) (học tập|hiếu học)\b(?! cấp)")
_DOCUMENTS = (
    (r"QĐ-", "Quyết định số"), (r"/NĐ-", "Nghị định số"), (r"KH-", "Kế hoạch số"), (r"CV-", "Công văn số"),
    (r"NQ", "Nghị quyết số"), (r"CT-|CT/", "Chỉ thị số"), (r"TT-|/TT", "Thông tư số"), (r"HD-", "Hướng dẫn số"),
)  # fmt: skip


def report_sentence(row: Row, indicator: Indicator) -> str:
    """Tính đến tháng 5/2024, toàn tỉnh có 125.071 gia đình được công nhận “Gia đình học tập”, chiếm 66,6% số gia đình; còn thiếu
    khoảng 6.385 gia đình (3,4 điểm phần trăm) so với mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg).
    '' without a figure, and for money.
    """
    told = known(row.get("period")) and narrative.value_text(row)
    if not told or indicator.counts is Counts.MONEY:
        return ""
    when = f"Tính đến {vi.period(row['period'])}, {place_words(str(row['unit_name']))}"
    parts = [f"{when} {_figure(row, indicator)}", _distance(row, nouns.noun(indicator))]
    text = "; ".join(part for part in parts if part)
    return f"{text} ({status.SAMPLE_TITLE})." if row.get("sample") else f"{text}."


def place_words(name: str) -> str:
    """toàn tỉnh · thành phố Hà Giang · huyện Bắc Mê: a name inside a sentence."""
    kind, _, rest = name.partition(" ")
    if kind == "Tỉnh":
        return "toàn tỉnh"
    for long in ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu"):
        if name.startswith(long):
            return f"{long[:1].lower()}{name[1:]}"
    return f"{kind.lower()} {rest}"


def document_words(basis: str) -> str:
    """387/QĐ-TTg → Quyết định số 387/QĐ-TTg; a text of another form stays as it is."""
    kind = next((words for pattern, words in _DOCUMENTS if re.search(pattern, basis)), "")
    return f"{kind} {basis}" if kind and basis[:1].isdigit() else basis


def _figure(row: Row, indicator: Indicator) -> str:
    what = _TITLES.sub(lambda found: f"“{found[0]}”", indicator.numerator_name)
    value = narrative.value_text(row)
    numerator: Any = row.get("numerator")
    if not is_rate(row):
        return f"có {value} {_counted(what)}"
    if not known(numerator):
        return f"có tỷ lệ {_counted(what)} là {value}"
    counted = f"có {narrative.numerator_text(row)} {_counted(what)}"
    share = narrative.small_text(row)
    whole = re.sub(r"^tổng | trên địa bàn$", "", indicator.denominator_name)
    return (
        f"{counted}, trên {vi.number(row['denominator'])} ({value})" if share else f"{counted}, chiếm {value} {whole}"
    )


def _counted(name: str) -> str:
    return name.removeprefix("số ")


def _distance(row: Row, noun: str) -> str:
    """còn thiếu khoảng 6.385 gia đình (3,4 điểm phần trăm) so với mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg)."""
    target = _target(row)
    if not target:
        return ""
    if row["status"] == verdict.NOT_COMPUTABLE:
        return f"chưa tính được so với {target}"
    points = f" ({vi.points(abs(row['value'] - row['target']))})" if is_rate(row) else ""
    for key in ("shortfall", "surplus"):
        if known(row.get(key)) and row[key] > 0:
            words = _WORDS[key, row.get("comparator") == "<="]
            return f"{words} {narrative.about(row)}{vi.count(int(row[key]), noun)}{points} so với {target}"
    return f"vừa đạt {target}" if row["status"] == verdict.ACHIEVED else f"chưa đạt {target}"


_WORDS = {
    ("shortfall", False): "còn thiếu",
    ("surplus", False): "vượt",
    ("shortfall", True): "còn cao hơn",
    ("surplus", True): "thấp hơn",
}


def _target(row: Row) -> str:
    """mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg); a due date within a year keeps its day."""
    if not known(row.get("target")):
        return ""
    due = pd.Timestamp(row["due"]).date()
    until = f"năm {due.year}" if (due.month, due.day) == (12, 31) else f"ngày {vi.day(due)}"
    value = narrative.figure(row["target"], bool(row["aim_is_rate"]))
    basis = f" ({document_words(str(row['basis']))})" if known(row.get("basis")) else ""
    most = "không quá " if row.get("comparator") == "<=" else ""
    return f"mục tiêu {most}{value} đến {until}{basis}"
