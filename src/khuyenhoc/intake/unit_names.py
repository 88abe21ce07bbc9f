"""How offices write the name and the code of a unit. The only place that knows kinds of units and their abbreviations."""

import re

import pandas as pd

from khuyenhoc.intake.spelling import fold, plain

KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
_SHORT_KINDS = {
    "tp": "thành phố", "tt": "thị trấn", "tx": "thị xã", "đk": "đặc khu", "p": "phường",
    "h": "huyện", "q": "quận", "t": "tỉnh", "x": "xã",
}  # fmt: skip
_KIND = re.compile(rf"(?P<long>{'|'.join(KINDS)})\s+(?P<rest>.+)")
_SHORT_KIND = re.compile(rf"(?P<short>{'|'.join(_SHORT_KINDS)})(?:\.\s*|\s+|(?=[0-9]))(?P<rest>.+)")
_KINDS = "|".join(plain(kind) for kind in (*KINDS, *_SHORT_KINDS))
# The kind that a text in `plain` letters begins with: “tp ha giang”, “huyen”, “q 1”, “p1”; “tphg”, as no syllable begins so.
PLAIN_KIND = rf"(?:(?:{_KINDS})(?= |[0-9]|$)|t[ptx](?=[a-z]))"
BARE_INITIALS = "[bcdghklmnpqrstvx]{2,4}"  # “hg”, “mv”: no word, as it has no vowel
LABEL = re.compile(r".+ \((?:.+, )?mã (?P<code>\w+)\)")  # Xã Tả Lủng (Huyện Đồng Văn, mã 00742)


def split_kind(name: str) -> tuple[str, str]:
    """“TP.Hà Giang” -> ("thành phố", folded rest); “TTNT Việt Lâm” is thị trấn Nông Trường Việt Lâm."""
    lower = re.sub(r"^(?:ttnt|tt\.? ?nt)(?:\.\s*|\s+)", "thị trấn nông trường ", " ".join(name.casefold().split()))
    if match := _KIND.fullmatch(lower):
        return match["long"], numbered(match["rest"])
    if match := _SHORT_KIND.fullmatch(lower):
        return _SHORT_KINDS[match["short"]], numbered(match["rest"])
    return "", numbered(lower)


def other_spellings(table: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """`table`: data/unit_spellings.csv. Every spelling, folded -> the others of the same name."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table.to_dict("records"):
        names = [numbered(text.strip()) for text in (row["name"], *row["spellings"].split(";"))]
        found |= {name: tuple(other for other in names if other != name) for name in names}
    return found


def numbered(name: str) -> str:
    """Phường 01 is Phường 1."""
    return re.sub(r"(?<!\w)0+(?=[0-9])", "", fold(name))


def initials(kind: str, name: str) -> re.Pattern[str] | None:
    """Of a unit's kind (as in KINDS) and name: matches `plain` texts without spaces that shorten the name to the first letters of
    some or all of its words, with or without its kind. Hà Giang is hg, hgiang, tphg. None for a name of one word."""
    words = plain(name).split()
    if len(words) < 2:
        return None
    shortened = "".join(word if word.isdigit() else f"{word[0]}(?:{word[1:]})?" for word in words)
    kinds = [plain(kind).replace(" ", ""), *(plain(short) for short, long in _SHORT_KINDS.items() if long == kind)]
    return re.compile(rf"(?:{'|'.join(kinds)})?(?!{''.join(words)}$){shortened}")


def clean_code(text: str) -> str:
    """A code as spreadsheets leave it: ="00688", '00688, 688.0; or that of a label of ours."""
    if match := LABEL.fullmatch(text):
        return match["code"].upper()
    return re.sub(r"[.,]0+$", "", re.sub(r'^=?["\']|["\']$', "", text)).upper()
