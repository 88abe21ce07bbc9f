"""How words of a file are compared: case, spaces, Unicode form and the place of the tone mark do not count, tones do.

The only place of intake that folds text. `plain` drops the tones: it is for headers and suggestions, never for equality of names.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SOUNDED = {"x": "s", "tr": "ch", "d": "z", "gi": "z", "r": "z", "n": "l"}
_ONSET = re.compile(r"\b(?:x|tr|d|r|gi(?=[^\W\d_])|n(?![gh]))")  # đ is another sound, ng and nh are others
_SYLLABLE = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """“Thuận  Hoà” and “thuận hòa” -> the same text; “Hưng” and “Hùng” stay apart."""
    lowered = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return _SYLLABLE.sub(_tone_last, lowered)


def _tone_last(match: re.Match) -> str:
    marks = unicodedata.normalize("NFD", match[0])
    tones = "".join(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tones


def compact(text: str) -> str:
    """`fold` without spaces, hyphens and quotes: “H'Mông”, “H Mông” and “hmông” agree."""
    return "".join(letter for letter in fold(text) if letter.isalnum() or letter in _TONES)


@lru_cache(maxsize=65536)
def wording(text: str) -> str:
    """The words of a heading, tones kept (“bản” is no “ban”), signs dropped but %: “Tỷ lệ (%)” -> “tỷ lệ phần trăm”, folded."""
    return " ".join(re.findall(rf"[\w{_TONES}]+", fold(text.replace("%", " phần trăm "))))


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower-case ASCII words: “Kỳ báo cáo”, “ky_bao_cao” -> “ky bao cao”."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))


@lru_cache(maxsize=65536)
def sounded(text: str) -> str:
    """`plain`, the same for words that many people say alike: s and x, ch and tr, d, gi and r, l and n at the beginning."""
    lowered = unicodedata.normalize("NFC", text.casefold())
    return plain(_ONSET.sub(lambda match: _SOUNDED[match[0]], lowered))
