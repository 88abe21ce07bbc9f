"""Lists of people: found before anything is kept, refused, and added up by commune in memory. The only place that knows what
makes a list of people."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from khuyenhoc.errors import AppError
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.spelling import wording
from khuyenhoc.intake.template import tidy_csv

FILE_NAME = "cong-theo-xa.csv"
_NAMES = ("họ và tên", "họ tên", "chủ hộ")
_ABOUT_ONE = {
    "ngày sinh": ("ngày sinh", "năm sinh", "ngày tháng năm sinh", "sinh ngày", "sinh năm"),
    "số căn cước": ("CCCD", "CMND", "CMT", "căn cước", "số định danh", "định danh cá nhân"),
    "số điện thoại": ("điện thoại", "SĐT", "ĐT", "di động", "Zalo"),
    "hộ gia đình": ("chủ hộ",),
}
_IDENTITY = re.compile(r"0[0-9]{2}[0-3][0-9]{8}")  # province, sex and century of birth, year, number
_PHONE = re.compile(r"(?:\+84|0)[35789][0-9]{8}")
_FIRST_SIGNS = "0+.'- "
_LEAST = 3  # of a list: the telephone of who filled in a form is none
_MOST_ABOVE = 30
_PLACES = ("xã", "phường", "thị trấn", "địa bàn", "đơn vị", "nơi ở", "địa chỉ")


@dataclass(frozen=True)
class People:
    """A list of people in a sheet. `why`: what shows it; `header`: index of the row of its titles, -1 where it has none."""

    sheet: Sheet
    header: int
    why: str

    @property
    def titles(self) -> list[str]:
        """Of every column; letters are numbered where the list has no titles."""
        width = max(len(row) for row in self.sheet.rows)
        written = self.sheet.rows[self.header] if self.header >= 0 else []
        return [(written[place] if place < len(written) else "") or f"Cột {place + 1}" for place in range(width)]

    @property
    def likely_place(self) -> int:
        """The column that seems to say the commune."""
        return next((place for place, title in enumerate(self.titles) if _says(title, _PLACES)), 0)


class PersonalData(AppError):
    """The refusal of a list of people, with the list: it lives as long as the question what to do with it."""

    def __init__(self, people: People):
        where = f"trang tính “{people.sheet.tab}” " if people.sheet.tab else ""
        row = people.sheet.first_row + max(people.header, 0)
        super().__init__("personal_data", name=people.sheet.name, sheet=where, why=people.why, row=row)
        self.people = people


def refuse_people(sheets: Iterable[Sheet]) -> None:
    """Raises PersonalData for the first sheet, hidden ones too, that lists people."""
    for sheet in sheets:
        found = people_in(sheet)
        if found is not None:
            raise PersonalData(found)


def people_in(sheet: Sheet) -> People | None:
    """A list of people: a column of names beside births, identity numbers or telephones, one row per household, or a column
    of identity or telephone numbers whatever it is called."""
    for index, cells in enumerate(sheet.rows[:_MOST_ABOVE]):
        titles = [cell for cell in cells if cell]
        if not any(_says(title, _NAMES) for title in titles):
            continue
        said = [what for what, phrases in _ABOUT_ONE.items() if any(_says(title, phrases) for title in titles)]
        if said and len(titles) > 1 and _rows_below(sheet, index) >= _LEAST:
            return People(sheet, index, f"họ và tên, {', '.join(said)}")
    # A million rows repeat few texts.
    numbers = {cell for cell in set(chain.from_iterable(sheet.rows)) if _may_be_number(cell)}
    if not numbers:
        return None
    likely = [(place, cell) for row in sheet.rows for place, cell in enumerate(row) if cell in numbers]
    for pattern, why in ((_IDENTITY, "số căn cước công dân"), (_PHONE, "số điện thoại")):
        counts = Counter(place for place, cell in likely if _is_number(pattern, cell))
        if counts and max(counts.values()) >= _LEAST:
            return People(sheet, _title_row(sheet), why)
    return None


def _says(title: str, phrases: Sequence[str]) -> bool:
    """Whether a heading has one of these phrases, whole words, tones counted."""
    return any(f" {wording(phrase)} " in f" {wording(title)} " for phrase in phrases)


def _may_be_number(cell: str) -> bool:
    """Both numbers have ten signs or more and begin with 0 or +84."""
    return 9 < len(cell) < 20 and cell[0] in _FIRST_SIGNS


def _is_number(pattern: re.Pattern[str], cell: str) -> bool:
    return pattern.fullmatch(re.sub(r"[\s.'-]", "", cell)) is not None


def _rows_below(sheet: Sheet, index: int) -> int:
    return sum(sum(map(bool, row)) > 1 for row in sheet.rows[index + 1 :])


def _title_row(sheet: Sheet) -> int:
    """The first row of several words; -1 where there is none."""
    rows = enumerate(sheet.rows[:_MOST_ABOVE])
    return next((i for i, row in rows if sum(any(map(str.isalpha, cell)) for cell in row) > 1), -1)


def added_up(people: People, place: int, district: int | None, only: int | None, asked: dict[str, str]) -> bytes:
    """How many people each commune has, as a tidy file: the list itself is not in it.

    `place`, `district`: columns that say where; `only`: the column that must say something for a row to count; `asked`: the
    `period` and `indicator` they are counted for.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for row in people.sheet.rows[people.header + 1 :]:
        name = _cell(row, place)
        if name and sum(map(bool, row)) > 1 and (only is None or _cell(row, only)):
            counts[name, _cell(row, district) if district is not None else ""] += 1
    source = "Cộng từ danh sách, danh sách không giữ"
    return tidy_csv(
        asked | {"unit_name": name, "district": above, "numerator": str(count), "source": source}
        for (name, above), count in counts.items()
    )


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""
