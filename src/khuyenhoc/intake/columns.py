"""The header row: which column holds what. The only place that knows the names columns go by."""

from dataclasses import dataclass
from typing import Protocol

from khuyenhoc.errors import Problem
from khuyenhoc.intake.read import Sheet
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
_MOST_ABOVE = 30  # rows in which the header is looked for
_ONE_OF = (("period",), ("unit_code", "unit_name"), ("indicator",), ("numerator", "value"))


class Titles(Protocol):
    """What the columns are called in the file; in an office form those of each indicator differ."""

    def title(self, column: str, indicator: str = "") -> str: ...


@dataclass(frozen=True)
class Header:
    """`index`: of the header in the sheet's rows; `positions` and `titles`: by the product's own column name."""

    index: int
    positions: dict[str, int]
    titles: dict[str, str]
    width: frozenset[int]  # cells that have a title, known or not

    def title(self, column: str, indicator: str = "") -> str:
        return self.titles.get(column, column)


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
    row = sheet.first_row + index
    header = Header(index, {}, {}, frozenset(i for i, title in enumerate(sheet.rows[index]) if title))
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
    for cells in sheet.rows[:_MOST_ABOVE]:
        found = {_meaning(title) for title in cells}
        if "indicator" in found and found & {"unit_code", "unit_name"} and found & {"numerator", "value"}:
            return True
    return False
