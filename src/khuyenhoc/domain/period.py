"""A reporting period: the text as declared, its first and last day. The only place that orders periods."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_HALF_END = {1: 6, 2: 12}


class PeriodError(ValueError):
    """The text is not a period this product knows."""


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def month_index(day: date) -> int:
    """Months since year 0, so that differences are months counted between month ends."""
    return day.year * 12 + day.month


@dataclass(frozen=True)
class Period:
    """`text` is kept at the grain declared: 2024-05 never becomes 2024-05-31."""

    text: str
    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """2025 · 2025-H1 · 2025-Q3 · 2025-03 · 2025-03-31 · 2019-05/2024-05 (a flow over years).

        Raises PeriodError for anything else, dates that do not exist included.
        """
        parts = text.split("/")
        if len(parts) == 2:
            first, last = cls.parse(parts[0]), cls.parse(parts[1])
            if first.start > last.end:
                raise PeriodError(text)
            return cls(text, first.start, last.end)
        try:
            start, end = _bounds(text)
        except ValueError as error:
            raise PeriodError(text) from error
        return cls(text, start, end)

    @property
    def order(self) -> tuple[date, timedelta]:
        """Later end first; at equal ends the longer period is the later one."""
        return self.end, self.end - self.start


def _bounds(text: str) -> tuple[date, date]:
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if match := re.fullmatch(r"(\d{4})-H([12])", text):
        year, half = int(match[1]), int(match[2])
        return date(year, half * 6 - 5, 1), month_end(year, _HALF_END[half])
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        year, quarter = int(match[1]), int(match[2])
        return date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), month_end(year, month)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return day, day
    raise PeriodError(text)
