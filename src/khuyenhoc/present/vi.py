"""Vietnamese numbers, amounts, dates and alphabetical order. The only place that turns a figure into text."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from khuyenhoc.domain.period import Period, month_index

Figure = int | float | Decimal | Fraction

MINUS = "−"
POINTS = "điểm phần trăm"
APPROXIMATE = {"=": "", ">=": "trên ", "<=": "gần ", "~": "khoảng "}
COMPARATOR = {">=": "từ", "<=": "không quá"}

_SIZES: tuple[tuple[int, str], ...] = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"))
_MOST_DECIMALS = 9
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_HALF = {1: "6 tháng đầu năm", 2: "6 tháng cuối năm"}
_GRAIN = ("năm", "tháng", "ngày")
_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng; ngang = 0


def number(value: Figure, decimals: int = 0) -> str:
    """125071 -> 125.071; half is rounded away from zero, on the figure as written (0,125 -> 0,13)."""
    quantum = _rounded(value, decimals)
    text = f"{abs(quantum):,f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if quantum < 0 else text


def trimmed(value: Figure, most: int = 2) -> str:
    """At most so many decimals, none that say nothing: 55 -> 55, 18.50 -> 18,5."""
    text = number(value, most)
    return text.rstrip("0").rstrip(",") if "," in text else text


def signed(value: Figure, decimals: int = 0) -> str:
    """+445, −3; zero has no sign."""
    text = number(value, decimals)
    return f"+{text}" if _rounded(value, decimals) > 0 else text


def document_count(value: int) -> str:
    """Counts in documents have two digits at least: 4 -> 04."""
    return f"0{value}" if 0 <= value < 10 else number(value)


def plain(value: Figure, decimals: int | None = None) -> str:
    """For spreadsheets: decimal comma, no thousands sign, ASCII minus, none before zero. Without `decimals` every digit is kept."""
    if decimals is not None:
        return f"{_rounded(value, decimals) + 0:f}".replace(".", ",")
    text = f"{_decimal(value) + 0:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def interval(value: int, low: int | None, high: int | None, noun: str = "") -> str:
    """khoảng 6.385 gia đình (6.287–6.484); a figure without an interval, or with an empty one, stands alone."""
    words = f"{number(value)} {noun}".strip()
    if low is None or high is None or low == high:
        return words
    return f"khoảng {words} ({number(low)}–{number(high)})"


def approximate(text: str, sign: str) -> str:
    """'trên', 'gần', 'khoảng' before the figure, as reported."""
    return APPROXIMATE[sign] + text


def count(value: int, noun: str) -> str:
    return f"{number(value)} {noun}".strip()


def fraction(numerator: int, denominator: int) -> str:
    return f"{number(numerator)}/{number(denominator)}"


# --- rates -------------------------------------------------------------------------------------------------------


def percent(share: Figure, decimals: int = 1) -> str:
    """0.666 -> 66,6%, always with so many decimals."""
    return f"{number(_decimal(share) * 100, decimals)}%"


def percent_short(share: Figure, most: int = 2) -> str:
    """For targets and sentences: 0.7 -> 70%, 0.8333 -> 83,33%."""
    return f"{trimmed(_decimal(share) * 100, most)}%"


def percent_unlike(share: Figure, target: Figure, decimals: int = 1) -> str:
    """A rate that is not the target is never printed as the target: 0.6996 beside 0.7 -> 69,96%.

    With the decimals the target itself has, two at most, so that a rate that meets it is never printed below it.
    """
    aim = trimmed(_decimal(target) * 100)
    decimals = max(decimals, len(aim.partition(",")[2]))
    # Shares of fewer than ten million differ from a target before the tenth decimal; what remains is floating point.
    for places in range(decimals, _MOST_DECIMALS + 1):
        if percent(share, places) != percent(target, places):
            return percent(share, places)
    return percent(share, decimals)


def rate(numerator: int, denominator: int, decimals: int = 1) -> str:
    """n/N, divided last and rounded once; N > 0."""
    return percent(Fraction(int(numerator), int(denominator)), decimals)


def points(difference: Figure, decimals: int = 1) -> str:
    """A difference of shares: 0.034 -> 3,4 điểm phần trăm."""
    return f"{number(_decimal(difference) * 100, decimals)} {POINTS}"


def signed_points(difference: Figure, decimals: int = 1) -> str:
    """The same for a table cell, the unit being in the heading: +3,4."""
    return signed(_decimal(difference) * 100, decimals)


def points_change(difference: Figure, decimals: int = 1) -> str:
    """tăng 3,4 điểm phần trăm · giảm 0,5 điểm phần trăm · không đổi."""
    rounded = _rounded(_decimal(difference) * 100, decimals)
    if rounded == 0:
        return "không đổi"
    return f"{'tăng' if rounded > 0 else 'giảm'} {points(abs(_decimal(difference)), decimals)}"


def money(amount: Figure) -> str:
    """đồng -> 18,5 tỷ đồng · 30 triệu đồng · 59.000 đồng."""
    for size, word in _SIZES:
        if abs(_decimal(amount)) >= size:
            return f"{trimmed(_decimal(amount) / size)} {word}"
    return f"{number(amount)} đồng"


def _decimal(value: Figure) -> Decimal:
    """The figure as a person would write it: 0.1 is one tenth. ValueError for NaN: absence is not a figure."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    figure = Decimal(str(value))
    if not figure.is_finite():
        raise ValueError(value)
    return figure


def _rounded(value: Figure, decimals: int) -> Decimal:
    return _decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


# --- time --------------------------------------------------------------------------------------------------------


def day(value: date) -> str:
    return f"{value.day}/{value.month}/{value.year}"


def month_day(value: date) -> str:
    return f"{value.day}/{value.month}"


def month(value: date) -> str:
    return f"tháng {value.month}/{value.year}"


def moment(value: datetime) -> str:
    """Local time is the caller's business."""
    return f"{value:%H:%M} ngày {day(value)}"


def document_day(value: date) -> str:
    """Nghị định 30/2020: days under 10 and months 1 and 2 have two digits."""
    shown = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {shown} năm {value.year}"


def period(text: str) -> str:
    """At the grain declared: năm 2024 · 6 tháng đầu năm 2024 · quý III/2024 · tháng 5/2024 · ngày 31/5/2024 · 5 năm."""
    Period.parse(text)  # raises PeriodError
    if "/" in text:
        return _span(*text.split("/"))
    if match := re.fullmatch(r"(\d{4})-H(\d)", text):
        return f"{_HALF[int(match[2])]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-Q(\d)", text):
        return f"quý {_ROMAN[int(match[2])]}/{match[1]}"
    return f"{_GRAIN[text.count('-')]} {period_short(text)}"


def period_short(text: str) -> str:
    """For axes and narrow columns: 2024 · 6T/2024 · quý III/2024 · 5/2024 · 31/5/2024 · 5/2019–5/2024."""
    if "/" in text:
        return "–".join(period_short(part) for part in text.split("/"))
    if match := re.fullmatch(r"(\d{4})-H(\d)", text):
        return f"{'6T đầu' if match[2] == '1' else '6T cuối'}/{match[1]}"
    if match := re.fullmatch(r"(\d{4})-Q(\d)", text):
        return f"quý {_ROMAN[int(match[2])]}/{match[1]}"
    return "/".join(str(int(part)) for part in reversed(text.split("-")))


def _span(first: str, last: str) -> str:
    """A flow over years; both ends named, so that nobody has to guess whether they count."""
    shown = period_short(f"{first}/{last}")
    if len(first) == len(last) == 4:
        return f"giai đoạn {shown}"
    months = month_index(Period.parse(last).end) - month_index(Period.parse(first).end)
    return f"{months // 12} năm ({shown})" if months and months % 12 == 0 else f"từ {period(first)} đến {period(last)}"


# --- words and order ---------------------------------------------------------------------------------------------


def listing(names: Sequence[str], most: int | None = None, noun: str = "") -> str:
    """A, B và C; beyond `most`: A, B và 3 xã khác."""
    if most is not None and len(names) > most:
        names = [*names[:most], f"{number(len(names) - most)} {noun} khác".replace("  ", " ")]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"


def capitalised(sentence: str) -> str:
    """First letter large, the rest as it is (str.capitalize would lower the names)."""
    return sentence[:1].upper() + sentence[1:]


def lowered(sentence: str) -> str:
    """As it stands inside another sentence: first letter small, the rest as it is."""
    return sentence[:1].lower() + sentence[1:]


def sort_key(text: str) -> tuple:
    """Order of Vietnamese dictionaries: syllable by syllable, letters a ă â … y, then ngang huyền hỏi ngã sắc nặng.

    Numbers stand before words and by size (Phường 2 before Phường 10); `hoà` and `hòa` stand together.
    """
    syllables = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", text).lower())
    return tuple(_syllable_key(syllable) for syllable in syllables), text


def _syllable_key(syllable: str) -> tuple:
    if syllable.isdigit():
        return 0, (int(syllable),), 0
    marks = unicodedata.normalize("NFD", syllable)
    tone = max((_TONES.get(mark, 0) for mark in marks), default=0)
    letters = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return 1, tuple(_ALPHABET.get(letter, 100 + ord(letter)) for letter in letters), tone
