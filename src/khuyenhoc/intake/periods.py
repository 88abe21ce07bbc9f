"""Text of a period cell -> the period as the product writes it. The only place that reads periods as people write them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from khuyenhoc.domain.period import Period, PeriodError
from khuyenhoc.intake.values import Trouble
from khuyenhoc.present import vi

EARLIEST, LATEST = 1945, 2100

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_YEAR = r"(?P<year>[0-9]{4})"
_OF_YEAR = rf"\s*(?:/|-|năm)\s*{_YEAR}"
_SERIAL = re.compile(r"(?P<days>[1-9][0-9]{4})(?:[.,][0-9]+)?")
_SERIAL_START = date(1899, 12, 30)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_FORMS = (
    (re.compile(rf"(?:năm )?{_YEAR}"), "{year}"),
    (re.compile(rf"(?:6|sáu|06) ?(?:tháng|t) đầu(?: năm|/| năm/)? ?{_YEAR}"), "{year}-H1"),
    (re.compile(rf"(?:6|sáu|06) ?(?:tháng|t) cuối(?: năm|/| năm/)? ?{_YEAR}"), "{year}-H2"),
    (re.compile(rf"{_YEAR}-h(?P<half>[12])"), "{year}-H{half}"),
    (re.compile(rf"(?:quý|quí|q) ?(?P<quarter>[1-4]|i|ii|iii|iv){_OF_YEAR}"), "{year}-Q{quarter}"),
    (re.compile(rf"{_YEAR}-q(?P<quarter>[1-4])"), "{year}-Q{quarter}"),
    (re.compile(rf"(?:tháng |thg ?|t)?(?P<month>[0-9]{{1,2}}){_OF_YEAR}"), "{year}-{month:0>2}"),
    (re.compile(rf"{_YEAR}-(?P<month>[0-9]{{1,2}})"), "{year}-{month:0>2}"),
    (
        re.compile(rf"(?:ngày )?(?P<day>[0-9]{{1,2}})(?P<sign>[/.-])(?P<month>[0-9]{{1,2}})(?P=sign){_YEAR}"),
        "{year}-{month:0>2}-{day:0>2}",
    ),
    (
        re.compile(rf"(?:ngày )?(?P<day>[0-9]{{1,2}}) tháng (?P<month>[0-9]{{1,2}}) năm {_YEAR}"),
        "{year}-{month:0>2}-{day:0>2}",
    ),
    (re.compile(rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?:[ t]00:00(?::00)?)?"), "{year}-{month}-{day}"),
)
_SPANS = (
    re.compile(r"(?:[0-9]+ năm )?\((?P<first>[^()–]+)–(?P<last>[^()–]+)\)"),
    re.compile(r"từ (?P<first>.+?) (?:đến|tới) (?:hết )?(?P<last>.+)"),
    re.compile(r"giai đoạn (?P<first>[0-9/]+) ?[–-] ?(?P<last>[0-9/]+)"),
    re.compile(r"(?P<first>[0-9]{1,2}/[0-9]{4}) ?[–-] ?(?P<last>[0-9]{1,2}/[0-9]{4})"),
    re.compile(r"(?P<first>[0-9]{4}[^/]*)/(?P<last>[0-9]{4}[^/]*)"),
)
_IN_TITLE = re.compile(
    r"(?:6|sáu|06) ?tháng (?:đầu|cuối)(?: năm)? ?[0-9]{4}|qu[ýí] ?(?:[1-4]|i{1,3}|iv)\s*(?:/|-|năm)\s*[0-9]{4}|"
    r"ngày [0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4}|(?:ngày )?[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}|"
    r"tháng [0-9]{1,2}\s*(?:/|-|năm)\s*[0-9]{4}|(?<![0-9/])[0-9]{1,2}/[0-9]{4}|năm [0-9]{4}(?! ?[-–])"
)
_AS_OF = re.compile(r"(?:tính đến|số liệu|đến hết|đến ngày|đến tháng|thời điểm|kỳ báo cáo)[^0-9]*$")
_OF_A_DOCUMENT = re.compile(r"kèm theo|căn cứ|quyết định|công văn|chỉ thị|nghị quyết|\bsố ?:")
_SIGNED_AT = re.compile(r"[^,]+, ?ngày\b")
_AIMED_AT = re.compile(r"(?:mục tiêu|định hướng|tầm nhìn|giai đoạn|từ)[^0-9]*$")


def periods_in(lines: Iterable[str]) -> dict[str, str]:
    """The periods that the lines above a table speak of, each with its line; those of “tính đến …” only, if there are any.

    Dates of documents and signatures, aims (“mục tiêu đến năm 2025”) and programmes (“giai đoạn 2021-2030”) are none.
    """
    found: dict[str, str] = {}
    as_of: dict[str, str] = {}
    for line in lines:
        words = " ".join(line.casefold().split())
        if _OF_A_DOCUMENT.search(words) or _SIGNED_AT.match(words):
            continue
        for match in _IN_TITLE.finditer(words):
            before = words[: match.start()]
            period = parse_period(match[0])
            if isinstance(period, str) and not _AIMED_AT.search(before):
                (as_of if _AS_OF.search(before) else found).setdefault(period, line)
        span = re.search(r"từ .+", words)
        if span and isinstance(period := parse_period(span[0].rstrip(" )")), str):
            found[period] = line  # beside its last day: a person says which
    return as_of or found


def parse_period(text: str) -> str | Trouble:
    """“quý III/2024” -> 2024-Q3, “31/5/2024” -> 2024-05-31 (always day before month), “5/2019-5/2024” -> 2019-05/2024-05."""
    words = " ".join(text.casefold().split())
    found = _single(words) or _span(words)
    return found or _serial(words) or Trouble("period_unreadable", _proposal(words))


def _single(words: str) -> str:
    for pattern, form in _FORMS:
        if match := pattern.fullmatch(words):
            parts = match.groupdict()
            if "quarter" in parts:
                parts["quarter"] = _ROMAN.get(parts["quarter"], parts["quarter"])
            return _valid(form.format(**parts))
    return ""


def _span(words: str) -> str:
    for pattern in _SPANS:
        if match := pattern.fullmatch(words):
            first, last = _single(match["first"].strip()), _single(match["last"].strip())
            if first and last:
                return _valid(f"{first}/{last}")
    return ""


def _valid(text: str) -> str:
    try:
        period = Period.parse(text)
    except PeriodError:
        return ""
    return text if period.start.year >= EARLIEST and period.end.year <= LATEST else ""


def _serial(words: str) -> Trouble | None:
    """45413 is how a spreadsheet counts 1/5/2024, which it may have made of 5/2024: a person says which."""
    match = _SERIAL.fullmatch(words)
    day = _SERIAL_START + timedelta(int(match["days"])) if match else None
    if day is None or not EARLIEST <= day.year <= LATEST:
        return None
    month = vi.period(f"{day:%Y-%m}") if day.day == 1 else ""
    return Trouble("period_serial", vi.day(day), month)


def _proposal(words: str) -> str:
    """“May-24” is what a spreadsheet makes of 5/2024."""
    match = re.fullmatch(r"([a-z]{3})-([0-9]{2})", words) or re.fullmatch(r"thg ?([0-9]{1,2})-([0-9]{2})", words)
    if match is None:
        return ""
    month = _MONTHS.index(match[1]) + 1 if match[1] in _MONTHS else int(match[1]) if match[1].isdigit() else 0
    return vi.period(f"20{match[2]}-{month:02d}") if 1 <= month <= 12 else ""
