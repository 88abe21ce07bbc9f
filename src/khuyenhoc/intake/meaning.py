"""What a column of an office form may mean, from the words above it. The only reader of data/headings.csv and heading_roles.csv."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue, Flow
from khuyenhoc.intake.spelling import wording

NOT_OURS = {
    "plan": "số kế hoạch, chỉ tiêu giao",
    "previous": "số của kỳ khác",
    "change": "số tăng, giảm",
    "registered_rate": "tỷ lệ tính trên số đăng ký",
    "cumulative": "số lũy kế",
    "no_place": "phần mềm không thu thập số này",
}
_COLUMNS = {"": "alone", "amount": "alone", "in_period": "alone"}  # of headings.csv, by role
_MONEY = re.compile(r"\([^()]*đồng[^()]*\)", re.IGNORECASE)  # (triệu đồng) says nothing of what is counted
_FILLER = "filler"
_ALONE = ("rate", "registered", "recognised", "total")  # say what is counted without saying of whom
_BEFORE_ALL = ("note", "plan", "previous", "change")


class Meaning(NamedTuple):
    """A column's place in an indicator: numerator, denominator or value (the printed rate)."""

    indicator: str
    place: str

    @classmethod
    def parse(cls, text: str) -> "Meaning":
        code, _, place = text.partition(":")
        return cls(code, place)

    def __str__(self) -> str:
        return f"{self.indicator}:{self.place}"


@dataclass(frozen=True)
class Guess:
    """`options`: one where the words are clear, several where they are not; `left`: why a known column is not read (a role),
    '' where nothing is known of it. `registered`: beside a rate of which the words do not say whether it is of all or of those
    registered, the indicator that counts these. `more`: the words say more than is known (“GĐHT tiêu biểu”)."""

    options: tuple[Meaning, ...] = ()
    left: str = ""
    registered: str = ""
    more: bool = False

    @property
    def clear(self) -> bool:
        """One meaning, of which nothing is to be asked."""
        return len(self.options) == 1 and not self.registered and not self.more


class HeadingReader:
    """`headings`, `roles`: the files of data/ as text. Remembers what it has read: forms repeat their words."""

    def __init__(self, headings: pd.DataFrame, roles: pd.DataFrame, catalogue: Catalogue):
        self._subjects = [(row, _phrases(row["names"])) for row in headings.to_dict("records")]
        said = [(row["role"], phrase[0]) for row in roles.to_dict("records") for phrase in _phrases(row["words"])]
        self._roles = [(role, phrase) for role, phrase in said if role != _FILLER]
        self._fillers = [phrase for _, phrase in said]
        self._catalogue = catalogue
        self.read = lru_cache(maxsize=4096)(self._read)

    def _read(self, path: tuple[str, ...], titles: tuple[str, ...] = (), left: tuple[str, ...] = ()) -> Guess:
        """`path`: the words above a column, the widest first. Where they say what it counts but not of whom (“Tỷ lệ”), that is
        said by the columns on its `left` (their words, the nearest first) or the `titles` above the table."""
        tiers = [wording(_MONEY.sub("", tier)) for tier in path]
        role, cumulative = self._role(tiers)
        if role in _BEFORE_ALL:
            return Guess(left=role)
        rows = self._about_tiers(tiers, role)
        if not rows and role in _ALONE and not self._more(tiers, []):
            rows = self._about_others(left, titles)
        if not rows:
            return Guess()
        if role == "registered_rate":
            return Guess(left=role)
        options = self._options(rows, role)
        if not options:
            return Guess(left="no_place")
        flows = [self._catalogue[meaning.indicator].flow is Flow.FLOW for meaning in options]
        if cumulative and all(flows):
            return Guess(options, left="cumulative")
        more = self._more(tiers, rows)
        asked = role == "rate" and not self._says_basis(tiers)
        return Guess(options, registered=Meaning.parse(rows[0]["registered"]).indicator if asked else "", more=more)

    def _options(self, rows: list[dict], role: str) -> tuple[Meaning, ...]:
        """What a column about these subjects means in that role, each once; only what the catalogue has."""
        columns = [_COLUMNS.get(each, each) for each in role.split("+")]
        texts = [text for row in rows for column in columns for text in row[column].split(";") if text]
        found = dict.fromkeys(map(Meaning.parse, texts))
        return tuple(meaning for meaning in found if meaning.indicator in self._catalogue)

    def _about_tiers(self, tiers: Sequence[str], role: str) -> list[dict]:
        """The subjects of a column. What it counts goes before what it is counted among (“Số hộ đạt GĐHT”), unless its own
        heading names that alone (“Hội viên” above “Dân số”)."""
        named, inner = self._about(" ".join(tiers)), self._about(tiers[-1])
        among = [row for row in inner if _is_base(row)]
        if role not in ("", "amount", "total") or not among or len(among) < len(inner) or among == named:
            return named
        indicators = {meaning.indicator for row in named for meaning in _all_meanings(row)}
        kept = [text for text in among[0]["alone"].split(";") if Meaning.parse(text).indicator in indicators]
        return [among[0] | {"alone": ";".join(kept), "total": ";".join(kept)}] if kept else named

    def _about(self, words: str) -> list[dict]:
        """The subjects these words name: the one with most words; several where that does not tell them apart."""
        weighed: list[tuple[int, dict]] = []
        for row, phrases in self._subjects:
            length = max(
                (sum(map(len, parts)) for parts in phrases if all(_has(words, each) for each in parts)), default=0
            )
            if length:
                weighed.append((length, row))
        if any(not _is_base(row) for _, row in weighed):
            weighed = [(length, row) for length, row in weighed if not _is_base(row)]
        most = max((length for length, _ in weighed), default=0)
        return [row for length, row in weighed if length == most]

    def _about_others(self, left: Iterable[str], titles: Iterable[str]) -> list[dict]:
        """The subject of the nearest column that has one, else the one that the titles name; none where they name several."""
        near = next((rows for words in left if (rows := self._about(wording(words)))), [])
        if near:
            return near
        named = {row["subject"]: row for line in titles for row in self._about(wording(line))}
        return list(named.values()) if len(named) == 1 else []

    def _role(self, tiers: Sequence[str]) -> tuple[str, bool]:
        """What the words count, and whether they say that it is cumulative. The narrowest heading that says anything decides."""
        said = [self._roles_in(tier) for tier in tiers]
        cumulative = any("cumulative" in roles for roles in said)
        for depth in range(len(said) - 1, -1, -1):
            roles = said[depth] - {"cumulative", "in_period", "amount"}
            if not roles:
                continue
            first = next((role for role in _BEFORE_ALL if role in roles), "")
            if first:
                return first, cumulative
            if "rate" in roles:
                above = next((outer & {"registered", "recognised"} for outer in reversed(said[:depth]) if outer), set())
                of_registered = "registered" in roles or above == {"registered"}
                return "registered_rate" if of_registered else "rate", cumulative
            named = [role for role in ("registered", "recognised") if role in roles]
            return "+".join(named) or "total", cumulative
        return ("amount" if any(said) else ""), cumulative

    def _roles_in(self, tier: str) -> set[str]:
        """The roles named in a heading; a phrase inside a longer one does not count."""
        found = [(role, phrase) for role, phrase in self._roles if _has(tier, phrase)]
        return {
            role for role, phrase in found if not any(phrase != other and _has(other, phrase) for _, other in found)
        }

    def _more(self, tiers: Sequence[str], rows: list[dict]) -> bool:
        """Whether a heading says more than the subject, the roles and words without weight, from the tier that names it down."""
        mine = {
            part
            for row, phrases in self._subjects
            if row in rows or _is_base(row)
            for parts in phrases
            for part in parts
        }
        known = sorted({*mine, *self._fillers}, key=len, reverse=True)
        named = next((place for place, tier in enumerate(tiers) if any(_has(tier, part) for part in mine)), 0)
        return any(_without(tier, known) for tier in tiers[named:])

    def _says_basis(self, tiers: Sequence[str]) -> bool:
        """“Tỷ lệ so với tổng số hộ” says what it is a rate of."""
        return "total" in self._roles_in(tiers[-1])


def _phrases(text: str) -> list[tuple[str, ...]]:
    """“hội viên;chi hội + thôn” -> each phrase as the word groups it must have."""
    return [tuple(wording(part) for part in phrase.split("+")) for phrase in text.split(";") if phrase.strip()]


def _has(words: str, phrase: str) -> bool:
    return f" {phrase} " in f" {words} "


def _without(words: str, phrases: list[str]) -> str:
    """What is left of a text without these phrases and without numbers."""
    rest = f" {words} "
    for phrase in phrases:
        while f" {phrase} " in rest:
            rest = rest.replace(f" {phrase} ", "  ")
    return " ".join(word for word in rest.split() if not word.isdigit())


def _is_base(row: dict) -> bool:
    """Families, households, people: what others are counted among."""
    return row["alone"].partition(";")[0].endswith(":denominator")


def _all_meanings(row: dict) -> list[Meaning]:
    texts = ";".join(row[column] for column in ("alone", "total", "recognised", "registered", "rate"))
    return [Meaning.parse(text) for text in texts.split(";") if text]
