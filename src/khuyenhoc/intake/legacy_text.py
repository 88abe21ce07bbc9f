"""Text written for the fonts of the nineties -> Unicode. The only place that knows TCVN3, VNI and Windows-1258.

Such text holds ordinary Latin letters that only its font draws as Vietnamese. The font says which encoding it is; where it
does not, or what it says makes no Vietnamese, the letters decide: the reading with more Vietnamese syllables is taken.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from khuyenhoc.intake.refusal import Refused
from khuyenhoc.intake.syllables import likeness

MOST_DIFFERENT = 150_000  # texts of one file, each of which is weighed
Piece = tuple[str, str]  # text, name of its font ('' where none is known)


class Reading(StrEnum):
    UNICODE = "Unicode"
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"
    WINDOWS_1258 = "Windows-1258"


_TCVN3_SIGNS = (
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§"  # \u00ad: ư, unseen elsewhere
)
_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
_TCVN3 = str.maketrans(dict(zip(_TCVN3_SIGNS, _TCVN3_LETTERS, strict=True)))

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
# A letter of VNI is a base and one sign after it for everything above and below it.
_VNI_MARKS = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_MARKS |= {"â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK}
_VNI_MARKS |= {"ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT}
_VNI_MARKS |= {"ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE}
_VNI_MARKS |= {"ë": _BREVE + _DOT}
_VNI_LETTERS = {"ô": "o" + _HORN, "ö": "u" + _HORN, "ñ": "đ", "æ": "i" + _HOOK, "ó": "i" + _TILDE, "ò": "i" + _DOT}
_VNI_LETTERS |= {"î": "y" + _DOT}
_VNI_PAIR = re.compile(
    f"([aeouyôö])([{''.join(_VNI_MARKS)}])|(i)([ùøûõï])|[{''.join(_VNI_LETTERS)}]",
    re.IGNORECASE,  # “iï” is how some typed ị
)

# What Vietnamese in Unicode never holds, and text in the old encodings hardly ever does without.
_SUSPECT = re.compile(r"[\u00a1-\u00bf\u00d7\u00f7\u00ffÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþ]")
_ONLY_UNICODE = re.compile("[ĨĩŨũẠ-ỹ]")
# Bullets, degrees and the like beside no letter: signs in any encoding, evidence of none.
_BARE_SIGN = re.compile(r"(?<![A-Za-zÀ-ÖØ-öø-ỹ])[\u00a1-\u00bf\u00d7\u00f7\u00ad]+(?![A-Za-zÀ-ÖØ-öø-ỹ])")
_CHUNK = re.compile(r'[^;,\t\r\n"]+')

# Old files read under the Vietnamese code page show these letters where the fonts expect Western ones.
_WESTERN_OF_1258 = str.maketrans(
    {
        bytes([code]).decode("cp1258"): bytes([code]).decode("cp1252")
        for code in range(0xC0, 0x100)
        if bytes([code]).decode("cp1258") != bytes([code]).decode("cp1252")
    }
)
_1258_OF_WESTERN = str.maketrans({western: chr(letter) for letter, western in _WESTERN_OF_1258.items()})


def tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def _vni_letter(match: re.Match) -> str:
    base, mark = match[1] or match[3] or match[0], (match[2] or match[4] or "").lower()
    letter = _VNI_LETTERS.get(base.lower(), base.lower()) + _VNI_MARKS.get(mark, "")
    return letter.upper() if base.isupper() else letter


def windows_1258(text: str) -> str:
    """Bytes of Windows-1258 that were read as Western ones."""
    return unicodedata.normalize("NFC", text.translate(_1258_OF_WESTERN))


@lru_cache(maxsize=65536)
def readings(text: str) -> dict[Reading, str]:
    """Everything a text may say. Plain ASCII, and letters that only Unicode has, say one thing only."""
    found = {Reading.UNICODE: unicodedata.normalize("NFC", text)}
    if text.isascii() or _ONLY_UNICODE.search(text):
        return found
    western = text.translate(_WESTERN_OF_1258)
    for reading, convert in ((Reading.TCVN3, tcvn3), (Reading.VNI, vni), (Reading.WINDOWS_1258, windows_1258)):
        candidates = [convert(text)] if western == text else [convert(text), convert(western)]
        best = unicodedata.normalize("NFC", max(candidates, key=likeness))
        if best != found[Reading.UNICODE]:
            found[reading] = best
    return found


@lru_cache(maxsize=65536)
def scores(text: str) -> dict[Reading, int]:
    """How much Vietnamese each reading of a text makes."""
    return {reading: likeness(words) for reading, words in readings(_BARE_SIGN.sub(" ", text)).items()}


def _weight(text: str) -> dict[Reading, int]:
    """Its scores as evidence: letters that only Unicode has speak for it, be it an abbreviation (GĐHT) and no word at all."""
    found = scores(text)
    return {Reading.UNICODE: max(1, found[Reading.UNICODE])} if len(found) == 1 else found


def declared(font: str) -> Reading | None:
    """What the name of a font says about its letters: .VnTime, VNI-Times."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return Reading.TCVN3
    return Reading.VNI if re.match(r"vni\b", name) else None


def draws_capitals(font: str) -> bool:
    """.VnTimeH, .VnTimeh, .VnArial NarrowH: small letters look like capitals."""
    return declared(font) is Reading.TCVN3 and font.strip().casefold().endswith("h")


def _groups(cell: Iterable[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """The pieces of a cell by the encoding of their fonts, neighbours together; a font that says none stands for itself.

    A capital drawn in .VnTimeH is often a piece of its own: alone it says nothing.
    """
    for key, members in groupby(cell, key=lambda piece: declared(piece[1]) or piece[1]):
        yield key, list(members)


def _whole(members: Iterable[Piece]) -> str:
    return "".join(text for text, _ in members)


class Evidence:
    """How the fonts of a book are used, from all its cells: settles what one short text leaves open."""

    def __init__(self, cells: Iterable[Sequence[Piece]]):
        self._totals: dict[str, Counter[Reading]] = {}
        seen = {(key, _whole(members)) for cell in cells for key, members in _groups(cell)}
        for key, text in seen:
            if not text.isascii():
                self._totals.setdefault(key, Counter()).update(_weight(text))

    def usual(self, key: str) -> Reading:
        """The reading of most texts in these fonts; at equal evidence what their names say, else Unicode."""
        totals = self._totals.get(key, Counter())
        return max(Reading, key=lambda reading: (totals[reading], reading == key, reading is Reading.UNICODE))

    def reading(self, text: str, key: str) -> Reading:
        """How this text was written: the usual way of its fonts, unless another makes more Vietnamese of it."""
        usual, found = self.usual(key), scores(text)
        best = max(found, key=lambda reading: found[reading])
        return best if found[best] > max(found.get(usual, found[Reading.UNICODE]), 0) else usual


def read_cell(cell: Sequence[Piece], evidence: Evidence) -> tuple[str, Reading]:
    """The pieces of one cell, each in its font, as one text in Unicode (NFC) as drawn; how they were read."""
    words, found = "", Reading.UNICODE
    for key, members in _groups(cell):
        whole = _whole(members)
        reading = evidence.reading(whole, key)
        if any(draws_capitals(font) for _, font in members):
            drawn = [(readings(text).get(reading, text), font) for text, font in members]
            words += "".join(text.upper() if draws_capitals(font) else text for text, font in drawn)
        else:
            words += readings(whole).get(reading, whole)
        if found is Reading.UNICODE and reading in readings(whole):
            found = reading
    return unicodedata.normalize("NFC", words), found


def is_suspect(text: str) -> bool:
    """Whether a long text is worth looking through for old encodings."""
    return _SUSPECT.search(text) is not None


def in_unicode(text: str) -> tuple[str, dict[str, str]]:
    """A text without fonts, cell by cell in Unicode; and every cell that changed, as it was and as it is read. Raises Refused."""
    cells = {cell for cell in _CHUNK.findall(text) if not cell.isascii()}
    if len(cells) > MOST_DIFFERENT:
        raise Refused("too_many_old_texts")
    evidence = Evidence([(cell, "")] for cell in cells)
    read = {cell: read_cell([(cell, "")], evidence) for cell in cells}
    changed = {cell: words for cell, (words, reading) in sorted(read.items()) if reading is not Reading.UNICODE}
    return _CHUNK.sub(lambda match: changed.get(match[0], match[0]), text), changed
