"""How a place in a boundary file is recognised: its code with zeros restored, else its name, ever more loosely.

The only place of this package that folds names. Names of units are not keys: official lists spell hundreds of them differently.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

KINDS = (
    "thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã",
    "tp.", "tp", "tt.", "tt", "tx.", "tx", "p.", "q.", "h.",
)  # fmt: skip
CODE_DIGITS = {"province": 2, "district": 3, "commune": 5}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def text(value: object) -> str:
    """A cell of a boundary file as text: whole numbers without a decimal part, spaces folded, NFC. Empty for nothing."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", " ".join(str(value).split()))


def code(value: object, level: str) -> str:
    """“688”, 688.0, “688.0” and "00688" -> "00688"; text that is no code of this level -> ""."""
    digits = re.sub(r"\.0+$", "", text(value))
    if not digits.isascii() or not digits.isdigit() or len(digits) > CODE_DIGITS[level]:
        return ""
    return digits.zfill(CODE_DIGITS[level])


def kind_and_rest(name: str) -> tuple[str, str]:
    """“Xã Lũng Cú” -> ("xã", "lũng cú"); without a known kind the first part is empty."""
    lower = text(name).casefold()
    for kind in KINDS:
        rest = lower.removeprefix(kind)
        if rest != lower and rest.strip() and (rest[0] == " " or kind.endswith(".")):
            return kind, rest.strip()
    return "", lower


def tone_free_of_place(name: str) -> str:
    """Each syllable with its tone mark last, so that “hoà” and “hòa” agree while “hoa” differs."""
    syllables = []
    for syllable in unicodedata.normalize("NFD", name).split():
        tones = "".join(mark for mark in syllable if mark in _TONES)
        syllables.append("".join(mark for mark in syllable if mark not in _TONES) + tones)
    return unicodedata.normalize("NFC", " ".join(syllables))


def accent_free(name: str) -> str:
    """Letters and digits only: no marks, đ as d, y as i, no spaces, hyphens or quotes."""
    plain = unicodedata.normalize("NFD", name).replace("đ", "d").replace("y", "i")
    return "".join(letter for letter in plain if letter.isalnum())


FOLDS = (text, tone_free_of_place, accent_free)
STEPS = range(2 * len(FOLDS))
LEAST_CUT = 5  # letters that must be left of a name cut short to recognise it by


class NameIndex:
    """Finds the units a name may mean, within a district if one is given."""

    def __init__(self, names: Mapping[str, str], parents: Mapping[str, str | None]):
        self.parents = parents
        self.tables: list[dict[str, set[str]]] = []
        for fold in FOLDS:
            with_kind: dict[str, set[str]] = {}
            without: dict[str, set[str]] = {}
            for key, name in names.items():
                kind, rest = kind_and_rest(name)
                with_kind.setdefault(f"{kind}|{fold(rest)}", set()).add(key)
                without.setdefault(f"|{fold(rest)}", set()).add(key)
            self.tables += [with_kind, without]

    def candidates(self, step: int, name: str, within: Iterable[str] | None = None) -> set[str]:
        """What the name means at one step: folds from strict to loose, each with the kind (xã, phường) first, then without."""
        kind, rest = kind_and_rest(name)
        if not rest:
            return set()
        folded = FOLDS[step // 2](rest)
        found = self.tables[step].get(f"{kind}|{folded}" if step % 2 == 0 else f"|{folded}", set())
        if within is None:
            return set(found)
        allowed = set(within)
        return {key for key in found if self.parents.get(key) in allowed}

    def cut_short(self, name: str, within: Iterable[str] | None = None) -> set[str]:
        """What a name may mean that the file's format cut off: “Xã Nguyễn Trã”. Nothing where too little of it is left."""
        kind, rest = kind_and_rest(name)
        beginning = accent_free(rest)
        if len(beginning) < LEAST_CUT:
            return set()
        allowed = None if within is None else set(within)
        return {
            key
            for folded, keys in self.tables[2 * FOLDS.index(accent_free)].items()
            if folded.startswith(f"{kind}|{beginning}")
            for key in keys
            if allowed is None or self.parents.get(key) in allowed
        }
