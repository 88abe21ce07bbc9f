"""A spreadsheet's value and its number format -> the text a Vietnamese office sees. The only place that reads number formats.

Digits are never lost to a format: 1234,56 shown without decimals keeps them. Only per cents are printed as they are
formatted, since the printed digits of a rate say how exact it is.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_DIGITS = 10  # significant ones: a float's last digits are noise of arithmetic
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PADDED = re.compile(r"0{2,}")
Shown = float | bool | date | datetime | time | timedelta


def shown(value: Shown, number_format: str) -> str:
    """688 under 00000 -> 00688; 0,666 under 0.0% -> 66,6%; a date -> 31/5/2024, or tháng 5/2024 where no day is shown."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime | date):
        return _day(value, number_format)
    if isinstance(value, time | timedelta):
        return str(value)
    return _number(value, _LITERAL.sub("", number_format.split(";")[0]))


def _number(value: float, pattern: str) -> str:
    if "%" in pattern:
        decimals = len(pattern.partition(".")[2].partition("%")[0]) if "." in pattern else 0
        return _comma(f"{Decimal(repr(value)) * 100:.{decimals}f}") + "%"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value)).zfill(len(pattern) if _PADDED.fullmatch(pattern) else 0)
    text = f"{Decimal(f'{value:.{_DIGITS}g}'):f}"
    return _comma(text.rstrip("0").rstrip(".") if "." in text else text)


def _comma(text: str) -> str:
    whole, point, tail = text.partition(".")
    return f"{whole},{tail}" if point else whole


def _day(value: date, number_format: str) -> str:
    pattern = _LITERAL.sub("", number_format.split(";")[0]).casefold()
    if "y" in pattern and "d" not in pattern:
        return f"tháng {value.month}/{value.year}"
    if "d" in pattern and "y" not in pattern:
        return f"ngày {value.day}/{value.month}"  # 10/12 that the spreadsheet took for a day: a person should look
    return f"{value.day}/{value.month}/{value.year}"
