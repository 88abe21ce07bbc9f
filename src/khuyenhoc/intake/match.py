"""Names and codes of a file -> indicators, ethnic groups, poverty classes. Near names are offered, never taken."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.intake.spelling import compact, fold, plain, sounded

_NEAR = 0.7
_MOST_SUGGESTIONS = 3
_EVERYBODY = {"", "tổng số", "chung", "tất cả", "toàn bộ"}
_GROUP_WORDS = {
    "dtts": ("dtts", "dân tộc thiểu số", "đồng bào dân tộc thiểu số", "thiểu số", "đồng bào dtts", "người dtts"),
    "other": ("khác", "dân tộc khác", "các dân tộc khác"),
    "unspecified": ("chưa phân tổ", "không xác định", "không rõ"),
}
_SIGNS = {"other": ("khác", "còn lại"), "dtts": ("dtts", "thiểu số", "ít người")}
_POVERTY_WORDS = {
    "poor": ("nghèo", "hộ nghèo"),
    "near_poor": ("cận nghèo", "hộ cận nghèo"),
    "not_poor": ("không nghèo", "hộ không nghèo"),
    "unspecified": ("chưa phân tổ", "không xác định", "không rõ"),
}
_STANDARD = re.compile(r"(?:chuẩn|giai đoạn|tiêu chí)\D*?(\d{4}\s*[-–]\s*\d{4})", re.IGNORECASE)
_COMBINED = {fold(text) for text in ("nghèo đa chiều", "hộ nghèo đa chiều", "nghèo, cận nghèo", "nghèo và cận nghèo")}


@dataclass(frozen=True)
class Finding:
    """One thing to say about a cell: a code of words.py, the product's name of the column, and what is known."""

    code: str
    column: str
    facts: dict[str, str] = field(default_factory=dict)


def near(text: str, names: Iterable[str]) -> str:
    """Up to three names that look like `text` (tones and kinds of unit may differ), for the person to choose from: first those
    that sound the same (“Xà Phìn” for Sà Phìn)."""
    plains: dict[str, list[str]] = {}
    for name in names:
        plains.setdefault(plain(name), []).append(name)
    alike = [each for each, same in plains.items() if sounded(text) in map(sounded, same)]
    close = difflib.get_close_matches(plain(text), plains, _MOST_SUGGESTIONS, _NEAR)
    found = dict.fromkeys([each for each in close if each == plain(text)] + alike + close)
    return "; ".join([name for match in found for name in plains[match]][:_MOST_SUGGESTIONS])


class IndicatorFinder:
    """By code, then by name or short name."""

    def __init__(self, catalogue: Catalogue):
        self._catalogue = catalogue
        self._names: dict[str, list[str]] = {}
        for indicator in catalogue:
            for name in {fold(indicator.name), fold(indicator.short_name)}:
                self._names.setdefault(name, []).append(indicator.code)

    def find(self, text: str) -> str | Finding:
        if not text:
            return Finding("indicator_missing", "indicator")
        if text.lower() in self._catalogue:
            return text.lower()
        code = text.rpartition("(")[2].removesuffix(")")
        if code in self._catalogue and text == f"{self._catalogue[code].name} ({code})":
            return code
        codes = self._names.get(fold(text), [])
        if len(codes) == 1:
            return codes[0]
        if codes:
            options = "; ".join(f"{self._catalogue[code].name} ({code})" for code in codes)
            return Finding("indicator_ambiguous", "indicator", {"options": options})
        known = [name for i in self._catalogue for name in (i.name, i.code)]
        return Finding("indicator_unknown", "indicator", {"suggestions": near(text, known)})


class EthnicityFinder:
    """By name, alias or the product's own code; never by a number. `groups`: data/ethnic_groups.csv as text."""

    def __init__(self, groups: pd.DataFrame):
        self._groups = groups
        self._names = {compact(word): code for code, words in _GROUP_WORDS.items() for word in words}
        for row in groups.to_dict("records"):
            for name in (row["code"], row["name"], *row["aliases"].split(";")):
                self._names[compact(name)] = row["code"]
        self._names.pop("", None)

    def find(self, text: str) -> str | Finding:
        """The group's code; '' for everybody."""
        words = fold(text)
        if words in {fold(word) for word in _EVERYBODY}:
            return ""
        if re.fullmatch(r"[0-9]{1,2}", words):
            return Finding("ethnicity_bare_code", "ethnicity", self._numbered(words.zfill(2)))
        bare = re.sub(r"^(?:dân tộc|người|đồng bào)\s+", "", text.casefold())
        code = self._names.get(compact(text)) or self._names.get(compact(bare))
        if code:
            return code
        facts = {"suggestions": near(bare, self._groups["name"]), "proposal": self._meant(words)}
        return Finding("ethnicity_unknown", "ethnicity", facts)

    def _meant(self, words: str) -> str:
        """The collective group that words such as “DTTS khác”, “dân tộc ít người” seem to mean; '' for any other."""
        group = next((code for code, signs in _SIGNS.items() if any(fold(sign) in words for sign in signs)), "")
        return "".join(self._groups.loc[self._groups["code"] == group, "name"])

    def _numbered(self, number: str) -> dict[str, str]:
        facts = {}
        for year in ("2008", "1979"):
            named = self._groups.loc[self._groups[f"code_{year}"].str.zfill(2) == number, "name"]
            facts[f"name_{year}"] = named.iloc[0] if len(named) else "không có"
        return facts


class PovertyFinder:
    """By name or the product's own code. `classes`: data/poverty_classes.csv as text."""

    def __init__(self, classes: pd.DataFrame):
        self._names = {fold(word): code for code, words in _POVERTY_WORDS.items() for word in words}
        for row in classes.to_dict("records"):
            self._names |= {fold(row["code"]): row["code"], fold(row["name"]): row["code"]}
        self._shown = dict(zip(classes["code"], classes["name"], strict=True))

    def find(self, text: str) -> str | Finding:
        """The class's code; '' for everybody."""
        words = fold(text)
        if words in {fold(word) for word in _EVERYBODY}:
            return ""
        if words in _COMBINED or _both_classes(text):
            return Finding("poverty_combined", "poverty")
        return self._names.get(words) or self._unknown(text)

    def _unknown(self, text: str) -> Finding:
        """A class with the years of its standard is another thing from the class: only the reporter knows which is meant."""
        years = _STANDARD.search(text)
        code = self._names.get(fold(text[: years.start()].rstrip(" (,;-–"))) if years else None
        if years and code:
            return Finding("poverty_of_standard", "poverty", {"standard": years[1], "name": self._shown.get(code, "")})
        return Finding("poverty_unknown", "poverty", {"suggestions": near(text, self._shown.values())})


def _both_classes(text: str) -> bool:
    """“nghèo + cận nghèo”, “cận nghèo và hộ nghèo”: what is left beside “cận nghèo” is “nghèo” again."""
    words = plain(text).split()
    near_poor = sum(pair == ("can", "ngheo") for pair in pairwise(words))
    others = {"khong", "thoat", "moi"} & set(words)
    return near_poor > 0 and words.count("ngheo") > near_poor and not others
