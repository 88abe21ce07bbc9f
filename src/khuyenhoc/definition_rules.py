"""What each cell of the files in data/ may say, and how that is told to the person who edits them."""

import re
from collections.abc import Callable
from datetime import date

import pandas as pd

from khuyenhoc.domain.indicator import Better, Counts, Flow, Measure, Recognised
from khuyenhoc.domain.target import Scope
from khuyenhoc.domain.unit import Level

DAY = "ngày kiểu 2025-12-31"
_NUMBER = "số, phần lẻ sau dấu chấm"
_VERIFIED = ("primary", "secondary", "unverified")

_PLACES = ("numerator", "denominator", "value")
HEADING_ROLES = (
    "note", "plan", "previous", "change", "rate", "registered", "recognised", "total", "cumulative", "in_period", "amount", "filler",
)  # fmt: skip

Rule = tuple[Callable[[str], bool], str]


def indicators(known: pd.DataFrame) -> dict[str, Rule]:
    code = _known(known["code"], "mã có trong cột code, hoặc để trống", optional=True)
    levels = _several_of(tuple(Level))
    return {
        "measure": one_of(tuple(Measure)),
        "counts": one_of(tuple(Counts)),
        "better": one_of(tuple(Better)),
        "flow": one_of(tuple(Flow)),
        "recognised": one_of(tuple(Recognised)),
        "rollup": one_of(("sum", "none")),
        "collected_levels": levels,
        "rate_levels": levels,
        "breakdowns": _several_of(("ethnicity", "poverty")),
        "headline": (lambda text: not text or is_whole(text), "số thứ tự, hoặc để trống"),
        "unit_value": (_is_labels, "các cặp số=chữ cách nhau dấu chấm phẩy, ví dụ 1=Đạt;0=Chưa đạt, hoặc để trống"),
        "numerator_indicator": code,
        "part_of": code,
        "replaces": code,
    }


def targets(known: pd.DataFrame) -> dict[str, Rule]:
    optional_day: Rule = (lambda text: not text or _is_day(text), f"{DAY}, hoặc để trống")
    return {
        "indicator": _known(known["code"], "mã chỉ tiêu có trong indicators.csv"),
        "scope_kind": one_of(tuple(Scope)),
        "comparator": one_of((">=", "<=")),
        "value": (lambda text: text == "none" or _is_number(text), f"{_NUMBER}, hoặc none"),
        "start": (_is_day, DAY),
        "due": (_is_day, DAY),
        "milestones": (_is_milestones, "các mốc ngày=số cách nhau dấu chấm phẩy, ví dụ 2025-12-31=70, hoặc để trống"),
        "baseline_value": (lambda text: not text or _is_number(text), f"{_NUMBER}, hoặc để trống"),
        "baseline_date": optional_day,
        "basis_date": optional_day,
        "binding": one_of(("giao", "chung")),
        "verified": one_of(_VERIFIED),
    }


def groups(breakdowns: list[str], ethnic_groups: pd.DataFrame, poverty_classes: pd.DataFrame) -> Rule:
    """Who can be given a target of their own, by what an indicator is broken down by; what is left over cannot."""
    lists = {"ethnicity": ethnic_groups["code"], "poverty": poverty_classes["code"]}
    codes = {code for name in breakdowns for code in lists[name]} - {"other", "unspecified", "foreign"}
    words = "mã một dân tộc, dtts hoặc một diện nghèo, theo các phân tổ của chỉ tiêu (breakdowns trong indicators.csv)"
    return lambda text: text in codes, words


def area_members(area_types: pd.DataFrame) -> dict[str, Rule]:
    return _membership() | {"area_type": _known(area_types["code"], "mã có trong area_types.csv")}


def clusters() -> dict[str, Rule]:
    return _membership() | {"cluster": (bool, "tên cụm, không để trống")}


def _membership() -> dict[str, Rule]:
    """Which unit, from which day to which."""
    return {
        "unit": (lambda text: "@" in text, "mã địa bàn kèm phiên bản danh mục, ví dụ 00688@2020"),
        "valid_from": (_is_day, DAY),
        "valid_to": (lambda text: not text or _is_day(text), f"{DAY}, hoặc để trống"),
    }


def overlap(members: pd.DataFrame) -> tuple[int, int] | None:
    """Two rows (index), the later one first, by which a unit is a member twice on one day; None where there are none.

    `members`: unit, valid_from, valid_to as ISO texts, '' for an open end; both days belong to the membership.
    """
    last: dict[str, int] = {}  # by unit its newest row so far
    for row, unit, start in members.sort_values("valid_from", kind="stable")[["unit", "valid_from"]].itertuples():
        before = last.setdefault(unit, row)
        if before != row and start <= (members.at[before, "valid_to"] or start):
            return max(row, before), min(row, before)
        last[unit] = row
    return None


def weights(known: pd.DataFrame) -> dict[str, Rule]:
    rates = known.loc[known["measure"] == Measure.RATE, "code"]
    return {
        "indicator": _known(rates, "mã chỉ tiêu tỷ lệ có trong indicators.csv"),
        "weight": (lambda text: _is_number(text) and float(text) > 0, f"{_NUMBER}, lớn hơn 0"),
    }


def forms(known: pd.DataFrame) -> dict[str, Rule]:
    return {
        "form": (lambda text: bool(re.fullmatch(r"[a-z0-9-]+", text)), "chữ thường không dấu, số và dấu gạch nối"),
        "name": (bool, "tên biểu, không để trống"),
        "heading": (bool, "tên nhóm cột, không để trống"),
        "indicator": _known(known["code"], "mã chỉ tiêu có trong indicators.csv"),
    }


def suppression() -> dict[str, Rule]:
    """By the name of the setting."""
    return {
        "smallest": (lambda text: is_whole(text) and int(text) >= 2, "số nguyên từ 2"),
        "span": (lambda text: is_whole(text) and 1 <= int(text) <= 50, "số nguyên từ 1 đến 50"),
        "crossed": _several_of((Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)),
    }


def headings(known: pd.DataFrame) -> dict[str, Rule]:
    codes = set(known["code"])

    def are_meanings(text: str) -> bool:
        pairs = [meaning.partition(":") for meaning in text.split(";") if meaning]
        return all(code in codes and place in _PLACES for code, _, place in pairs)

    rule: Rule = are_meanings, f"mã chỉ tiêu:{'|'.join(_PLACES)}, cách nhau dấu chấm phẩy, hoặc để trống"
    names: Rule = bool, "các cách gọi, cách nhau dấu chấm phẩy"
    return {"names": names} | dict.fromkeys(("alone", "total", "recognised", "registered", "rate"), rule)


def heading_roles() -> dict[str, Rule]:
    return {"role": one_of(HEADING_ROLES), "words": (bool, "các cách gọi, cách nhau dấu chấm phẩy")}


def unit_spellings() -> dict[str, Rule]:
    return {"spellings": (bool, "các cách viết khác, cách nhau dấu chấm phẩy")}


def one_of(allowed: tuple[str, ...]) -> Rule:
    return lambda text: text in allowed, ", ".join(word or "để trống" for word in allowed)


def _several_of(allowed: tuple[str, ...]) -> Rule:
    return lambda text: set(text.split()) <= set(allowed), f"{', '.join(allowed)}, cách nhau dấu cách"


def _known(codes: pd.Series, words: str, *, optional: bool = False) -> Rule:
    known = {*codes, ""} if optional else set(codes)
    return lambda text: text in known, words


def is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_number(text: str) -> bool:
    whole, _, tail = text.partition(".")
    return is_whole(whole) and (is_whole(tail) or text == whole)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_labels(text: str) -> bool:
    pairs = [pair.partition("=") for pair in text.split(";") if pair]
    return all(is_whole(value) and sign and label for value, sign, label in pairs)


def _is_milestones(text: str) -> bool:
    pairs = [pair.partition("=") for pair in text.split(";") if pair]
    return all(_is_day(day) and _is_number(value) for day, _, value in pairs)
