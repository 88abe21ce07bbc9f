"""The header row: which column holds what. The only place that knows the names columns go by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from khuyenhoc.errors import Problem
from khuyenhoc.intake.book import address
from khuyenhoc.intake.read import Sheet, Spot
from khuyenhoc.intake.spelling import plain
from khuyenhoc.intake.words import problem

NAMES: dict[str, tuple[str, ...]] = {
    "period": ("kỳ", "kỳ báo cáo", "kỳ số liệu", "thời gian", "thời điểm"),
    "unit_code": ("mã địa bàn", "mã đơn vị", "mã xã", "mã huyện", "mã đvhc", "mã đơn vị hành chính", "mã"),
    "unit_name": ("tên địa bàn", "tên", "địa bàn", "tên đơn vị", "đơn vị", "tên xã", "xã", "xã, phường, thị trấn"),
    "district": ("huyện", "tên huyện", "thuộc huyện", "huyện, thành phố", "quận, huyện"),
    "indicator": ("chỉ tiêu", "mã chỉ tiêu", "tên chỉ tiêu"),
    "ethnicity": ("dân tộc", "tên dân tộc"),
    "poverty": ("hộ nghèo", "diện nghèo", "tình trạng nghèo", "nhóm hộ nghèo", "phân loại hộ"),
    "numerator": ("tử số", "thực hiện", "số thực hiện", "số đạt", "số lượng"),
    "denominator": ("mẫu số", "tổng số"),
    "value": ("giá trị", "tỷ lệ", "tỉ lệ", "tỷ lệ phần trăm"),
    "source": ("nguồn", "nguồn số liệu"),
    "minh_hoa": ("minh họa", "số liệu minh họa"),
    "approximate": ("xấp xỉ", "ước lượng", "mức chính xác"),
    "denominator_source": ("nguồn mẫu số",),
    "document": ("văn bản", "số văn bản", "số, ký hiệu văn bản"),
}
_MEANINGS = {plain(name): column for column, names in NAMES.items() for name in (column, *names)}
_MEASURES = {plain(text) for text in (
    "hộ", "gia đình", "người", "dòng họ", "thôn", "thôn, bản", "đơn vị", "hội", "chi hội", "ban", "tổ chức", "hội viên", "em",
    "học sinh", "suất", "lớp", "buổi", "lượt", "lượt người", "trung tâm", "xã", "huyện", "cộng đồng", "đồng", "nghìn đồng",
    "triệu đồng", "tỷ đồng", "triệu", "tr.đ", "học viên", "cơ sở", "chiếc", "sổ",
)}  # fmt: skip
_MOST_ABOVE = 30  # rows in which the header is looked for
_ONE_OF = (("period",), ("unit_code", "unit_name"), ("indicator",), ("numerator", "value"))


@dataclass(frozen=True)
class Header:
    """`index`: of the header in the sheet's rows; `positions` and `titles`: by the product's own column name. `own_rows`: of the
    `spots` whose figure stands in a row of the file that is theirs alone."""

    index: int
    positions: dict[str, int]
    titles: dict[str, str]
    width: frozenset[int]  # cells that have a title, known or not
    spots: Mapping[tuple[str, str], Spot] = field(default_factory=dict)
    own_rows: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def title(self, column: str) -> str:
        return self.titles.get(column, column)

    def problem(self, code: str, row: Mapping[Any, Any], column: str = "", value: str = "", **facts: str) -> Problem:
        """A problem of one cell, with its title and address in the file. `row`: at least `row`, the number in the file; in a
        wide form its `indicator` says which column it is."""
        found = self._key(column, row)
        number = self.own_rows.get(found, 0) or int(row["row"])
        position, title = self.spots.get(found, (self.positions.get(column), self.title(column) if column else ""))
        at = "" if position is None or not number else address((number, position + 1))
        return problem(code, number, title, value, at=at, **facts)

    def cells(self, row: Mapping[Any, Any]) -> list[str]:
        """The addresses of the figures of one observation in a wide form; none in a tidy one."""
        keys = [self._key(column, row) for column in ("numerator", "denominator", "value")]
        return [
            address((self.own_rows.get(key, 0) or int(row["row"]), self.spots[key][0] + 1))
            for key in keys
            if key in self.spots
        ]

    def _key(self, column: str, row: Mapping[Any, Any]) -> tuple[str, str]:
        """Of its spot: that of the indicator, period and unit (units side by side), of the indicator in this period (a form with
        columns of two years), in any, or of the column."""
        indicator, period, unit = (str(row.get(name) or "") for name in ("indicator", "period", "unit"))
        keys = (f"{indicator} {period} {unit}", f"{indicator} {period}", indicator)
        return next(((key, column) for key in keys if (key, column) in self.spots), ("", column))


def _meaning(title: str) -> str | None:
    return _MEANINGS.get(plain(title.replace("%", " phần trăm ")) or "")


def _is_header(cells: list[str]) -> bool:
    found = {_meaning(title) for title in cells}
    return all(found.intersection(choices) for choices in _ONE_OF)


def read_header(sheet: Sheet) -> tuple[Header | None, list[Problem]]:
    """The first row that has the columns a table cannot do without, titles above it being passed over; else the first
    written row. None where such a column is missing or stands there twice."""
    written = [i for i, cells in enumerate(sheet.rows[:_MOST_ABOVE]) if any(cells)]
    first = next(i for i, cells in enumerate(sheet.rows) if any(cells))
    index = next((i for i in written if _is_header(sheet.rows[i])), first)
    row = sheet.number(index)
    header = Header(index, {}, {}, frozenset(i for i, title in enumerate(sheet.rows[index]) if title), sheet.spots)
    problems: list[Problem] = []
    for position, title in enumerate(sheet.rows[index]):
        column = _meaning(title)
        if title and column is None:
            problems.append(problem("column_unknown", row, title))
        elif column in header.positions:
            problems.append(problem("column_twice", row, title, first=header.titles[column], second=title))
        elif column is not None:
            header.positions[column] = position
            header.titles[column] = title
    found = ", ".join(f"“{title}”" for title in sheet.rows[index] if title)
    for choices in _ONE_OF:
        if not any(column in header.positions for column in choices):
            needed = " hoặc ".join(f"“{column}” ({NAMES[column][0]})" for column in choices)
            problems.append(problem("column_missing", row, needed=needed, found=found))
    stop = any(item.code in ("column_missing", "column_twice") for item in problems)
    return (None if stop else header), problems


def is_tidy(sheet: Sheet) -> bool:
    """Whether it has one row per figure, though a column may be missing: the indicator stands in a column of its own."""
    header, _ = read_header(sheet)
    if header is not None:
        return True
    for index, cells in enumerate(sheet.rows[:_MOST_ABOVE]):
        found = {meaning: place for place, title in enumerate(cells) if (meaning := _meaning(title))}
        places = "unit_code" in found or (
            "unit_name" in found and not _holds_measures(sheet, index, found["unit_name"])
        )
        if "indicator" in found and places and found.keys() & {"numerator", "value"}:
            return True
    return False


def _holds_measures(sheet: Sheet, header: int, place: int) -> bool:
    """“Đơn vị” beside indicators may be the unit of measure: hộ, người, %."""
    below = [row[place] for row in sheet.rows[header + 1 : header + 1 + _MOST_ABOVE] if place < len(row) and row[place]]
    return bool(below) and sum(plain(text) in _MEASURES or text == "%" for text in below) * 2 > len(below)
