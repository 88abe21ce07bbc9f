"""Text of one cell -> a number, as Vietnamese offices write them. The only place that reads numbers."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from khuyenhoc.domain.observation import NONE, UNKNOWN, VALUE, ZERO

MISSING = "missing"
LARGEST = 10**15  # beyond it a float no longer holds every whole number
REMEMBERED = 65_536  # cells: a file repeats them thousands of times
MOST_DECIMALS = 6  # a spreadsheet prints 66,5999999999: the rest of its digits says nothing

_BLANK = {"", "x", "chưa có số liệu", "không có số liệu", "chưa có", "chưa báo cáo", "chưa thống kê", "n/a"}
_NO_EVENT = {"-", "–", "—", "−", "kps", "không phát sinh", "không có hiện tượng phát sinh"}
_NOT_COLLECTED = {"…", "...", "không thu thập được"}
_EMPTY_FORMULAS = {"#div/0!", "#n/a"}
_APPROXIMATE = {
    ">=": "trên|hơn|ít nhất|không dưới|tối thiểu|≥|>=|>",
    "<=": "gần|dưới|chưa đến|chưa tới|không quá|tối đa|≤|<=|<",
    "~": "khoảng|xấp xỉ|ước đạt|ước tính|ước|~|≈",
}
_PREFIXES = {sign: re.compile(rf"(?:{words})\s*(?=[0-9])") for sign, words in _APPROXIMATE.items()}
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_MONEY_UNITS = {"nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
_CURRENCY = {"đồng", "đ", "vnđ", "vnd"}
_FIGURE = r"[0-9](?:[0-9., ]*[0-9])?"
_BODY = re.compile(
    rf"(?P<figure>{_FIGURE})\s*(?P<percent>%|phần trăm)?(?:\s*(?P<scale>{'|'.join(_SCALES)})(?!\w))?\s*(?P<noun>.*)"
)
_DOTS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}")
_NEGATIVE = re.compile(rf"[-−–]\s*{_FIGURE}.*|\({_FIGURE}\)")
_LETTERS = str.maketrans("oil", "011")  # typed for digits that look like them
_SWAPPED = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Number:
    """What a cell says. Counts: the number; rates: the share, `decimals` being those of the printed per cent.

    `over`: the denominator of a figure written as a fraction (`value` is then its numerator, in rate cells too).
    `warning` and `proposal`: readable, but the person should look.
    """

    value: float | None
    approximate: str = "="
    state: str = VALUE
    decimals: int = 0
    percent: bool = False
    over: float | None = None
    warning: str = ""
    proposal: str = ""

    @property
    def exact(self) -> bool:
        """A figure and nothing but a figure: no “khoảng”, no fraction."""
        return self.value is not None and self.over is None and self.approximate == "="


@dataclass(frozen=True)
class Trouble:
    """Why a cell cannot be read: a code of words.py, and what it may have been meant to be; `other`: as likely."""

    code: str
    proposal: str = ""
    other: str = ""


@dataclass(frozen=True)
class _Figure:
    value: Decimal
    decimals: int
    style: str  # whole | comma | dot
    approximate: str
    percent: bool
    scale: int


@lru_cache(maxsize=REMEMBERED)
def parse_count(text: str, unit: str = "") -> Number | Trouble:
    """A whole number, or an amount in `unit` (“triệu đồng”), which may have decimals. `unit` may also follow the figure."""
    if sign := _sign(text):
        return sign
    if fraction := _fraction(text):
        return fraction
    figure = _figure(text, unit)
    if isinstance(figure, Trouble):
        return figure
    if figure.percent:
        return Trouble("percent_in_count")
    base = _MONEY_UNITS.get(unit, 1)
    scaled = figure.scale > 1 or base > 1
    if not scaled and figure.style == "comma" and _COMMAS.fullmatch(_tight(text)):
        return Trouble("number_ambiguous", _tight(text).translate(_SWAPPED))
    value = figure.value * figure.scale / (base if figure.scale > 1 else 1)
    if base == 1 and value != value.to_integral_value():
        return Trouble("number_not_whole", _padded(figure) if figure.scale == 1 else "")
    if value > LARGEST:
        return Trouble("number_too_large")
    warning = "dot_decimal" if figure.style == "dot" and value != int(figure.value) else ""
    return Number(float(value), figure.approximate, VALUE if value else ZERO, 0, warning=warning)


@lru_cache(maxsize=REMEMBERED)
def parse_rate(text: str) -> Number | Trouble:
    """A percentage as printed -> its share. Without %, a figure in (0, 1] keeps its digits and the warning “rate_scale”."""
    if sign := _sign(text):
        return sign
    if fraction := _fraction(text):
        return fraction
    figure = _figure(text, "")
    if isinstance(figure, Trouble):
        return figure
    if figure.scale > 1:
        return Trouble("number_unreadable")
    if figure.style == "whole" and "." in text and figure.value > 100:
        return Trouble("number_ambiguous", _tight(text).replace(".", ","))
    if not figure.percent and 0 < figure.value <= 1:
        proposal = f"{_digits(figure.value * 100)}%"
        return Number(
            float(figure.value), figure.approximate, VALUE, figure.decimals, warning="rate_scale", proposal=proposal
        )
    if figure.value > 100:
        return Trouble("rate_over_100")
    decimals = min(figure.decimals, MOST_DECIMALS)
    number = Number(float(figure.value / 100), figure.approximate, VALUE if figure.value else ZERO, decimals, True)
    if figure.style == "dot":
        return replace(number, warning="dot_decimal", proposal=f"{_tight(text).replace('.', ',').rstrip('%')}%")
    return number


def typed_rate(text: str) -> Number | Trouble:
    """A rate typed into a field of per cents, with or without the sign."""
    return parse_rate(f"{text.strip().rstrip('%').strip()}%")


def is_blank(text: str) -> bool:
    """Nothing reported: empty, “x”, “chưa có số liệu”. A dash or an ellipsis says something."""
    return _words(text) in _BLANK


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _tight(text: str) -> str:
    return re.sub(r"[^0-9.,%]", "", text)


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _padded(figure: _Figure) -> str:
    """1,4 in a column of counts was 1.400 before a spreadsheet took its dot for a decimal sign."""
    if figure.decimals > 3 or not 1 <= figure.value < 1000:
        return ""
    whole, _, tail = f"{figure.value:f}".partition(".")
    return f"{whole}.{tail.ljust(3, '0')}"


def _sign(text: str) -> Number | None:
    """Cells that hold no figure."""
    words = _words(text)
    if words in _BLANK:
        return Number(None, state=MISSING)
    if words in _NO_EVENT:
        return Number(None, state=NONE)
    if words in _NOT_COLLECTED:
        return Number(None, state=UNKNOWN)
    if words in _EMPTY_FORMULAS:
        return Number(None, state=MISSING, warning="empty_formula")
    return None


def _fraction(text: str) -> Number | None:
    parts = text.split("/")
    if len(parts) != 2 or not all(re.fullmatch(rf"\s*{_FIGURE}\s*", part) for part in parts):
        return None
    figures = [_figure(part, "") for part in parts]
    values = [int(f.value) for f in figures if isinstance(f, _Figure) and f.style == "whole" and f.value <= LARGEST]
    if len(values) < 2 or values[1] == 0:
        return None
    return Number(float(values[0]), state=VALUE if values[0] else ZERO, over=float(values[1]))


def _figure(text: str, unit: str) -> _Figure | Trouble:
    words = _words(text)
    if words.startswith("#"):
        return Trouble("formula_error")
    approximate, body = _without_prefix(words)
    if _NEGATIVE.fullmatch(body):
        return Trouble("number_negative")
    if day := _DAY.fullmatch(body):
        return Trouble("number_was_date", f"{int(day[1])}/{int(day[2])}")
    match = _BODY.fullmatch(body)
    if match is None:
        return Trouble("number_unreadable", _without_remark(body) or _without_letters(words, body))
    if match["noun"] and match["noun"] not in _CURRENCY | {_words(unit)}:
        return Trouble("number_unreadable", _without_remark(body) or _without_letters(words, body))
    read = _read_digits(match["figure"])
    if isinstance(read, Trouble):
        return read
    value, decimals, style = read
    return _Figure(value, decimals, style, approximate, bool(match["percent"]), _SCALES.get(match["scale"] or "", 1))


def _without_prefix(words: str) -> tuple[str, str]:
    if words[:1].isdigit():
        return "=", words
    for approximate, prefix in _PREFIXES.items():
        if match := prefix.match(words):
            return approximate, words[match.end() :]
    return "=", words


def _without_remark(body: str) -> str:
    """“11866 (tăng 445 HV)” -> 11866, as a proposal only."""
    match = re.fullmatch(rf"({_FIGURE})\s*\(.*\)", body)
    return match[1] if match else ""


def _without_letters(words: str, body: str) -> str:
    """“44O” -> 440, “l2” -> 12, as a proposal only, with the “gần” before it."""
    figure = body.translate(_LETTERS)
    mixed = re.fullmatch(r"[0-9oil.,]+%?", body) and re.search("[0-9]", body)
    read = _read_digits(figure.removesuffix("%")) if mixed and figure != body else None
    return "" if read is None or isinstance(read, Trouble) else f"{words.removesuffix(body)}{figure}"


def _read_digits(text: str) -> tuple[Decimal, int, str] | Trouble:
    """Value, digits after the decimal sign, and how it was written."""
    figure = re.sub(r"\s*([.,])\s*", r"\1", text) if " " in text else text
    if " " in figure and re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?", figure):
        figure = figure.replace(" ", "")
    if figure.isdigit():
        return Decimal(figure), 0, "whole"
    if _DOTS.fullmatch(figure):
        whole, _, tail = figure.replace(".", "").partition(",")
        return Decimal(f"{whole}.{tail or 0}"), len(tail), "comma" if tail else "whole"
    if match := re.fullmatch(r"([0-9]+)([.,])([0-9]+)", figure):
        return Decimal(f"{match[1]}.{match[3]}"), len(match[3]), "comma" if match[2] == "," else "dot"
    if _COMMAS.fullmatch(figure):
        return Trouble("number_ambiguous", figure.translate(_SWAPPED))
    return Trouble("number_unreadable")
