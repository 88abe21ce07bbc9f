"""Forms to fill in as Excel files: what is to be typed is open, all else locked, counted and checked by the file itself.

A hidden sheet and a hidden row say which form it is and what stands where (domain/form.py), so that it is read again as it is.
"""

import io
from functools import cached_property

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc.domain import form as marks
from khuyenhoc.domain.form import Field, Role
from khuyenhoc.present import status
from khuyenhoc.reports import form_style as look
from khuyenhoc.reports.excel import text_cell
from khuyenhoc.reports.form import BlankForm, Line, role_words
from khuyenhoc.reports.form_rules import add_rules

_HOW = (
    "Chỉ điền ô trắng. Chưa có số liệu: để trống. Không phát sinh: ghi dấu -. Có phát sinh nhưng không thu thập được: ghi …. "
    "Viền đỏ: thấp hơn kỳ trước, hãy xem lại."
)
_HEADING, _INDICATOR, _ROLE, _NUMBERS, _MARKS, _TOTAL = range(6, 12)
_FIRST = 4  # the first column to fill in, behind the ordinal, the code and the name
_LEADING = ("TT", "Mã", "Địa bàn")
_SOURCE = "Nguồn số liệu, ghi chú"
_SIGNATURES = ("Người lập biểu", "Thủ trưởng đơn vị")


def form_xlsx(blank: BlankForm) -> bytes:
    """One visible sheet, protected without a password, and the hidden one."""
    book = Workbook()
    for style in look.styles():
        book.add_named_style(style)
    sheet = book.active
    sheet.title = "Biểu"
    _Writer(sheet, book.create_sheet(marks.SHEET), blank).write()
    book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Writer:
    """`columns`: of every field; `last`: the row of the last unit."""

    def __init__(self, sheet: Worksheet, hidden: Worksheet, blank: BlankForm):
        self.sheet, self.hidden, self.blank = sheet, hidden, blank
        self.columns = dict(enumerate(blank.fields, _FIRST))
        self.source = _FIRST + len(blank.fields)
        self.last = _TOTAL + len(blank.lines)
        self.pages = look.pages(blank.fields)

    @cached_property
    def _places(self) -> dict[tuple[str, Role], str]:
        """The letter of the column of an indicator's role."""
        return {(each.indicator.code, each.role): letter(column) for column, each in self.columns.items()}

    def _of(self, each: Field, role: Role) -> str:
        return self._places[each.indicator.code, role]

    def write(self) -> None:
        self._identity()
        self._title()
        self._heads()
        for row, line in enumerate(self.blank.lines, _TOTAL + 1):
            self._line(row, line)
        self._sums()
        for column, each in self.columns.items():
            self.sheet.column_dimensions[letter(column)].width = look.width(each)
        add_rules(self.sheet, self.columns, _TOTAL + 1, self.last)
        for place, width in zip("ABC", look.LEADING_WIDTHS, strict=True):
            self.sheet.column_dimensions[place].width = width
        self.sheet.column_dimensions[letter(self.source)].width = look.SOURCE_WIDTH
        self._foot()
        look.lay_out(self.sheet, self.pages, (_HEADING, _MARKS), self.last + 7)
        look.protect(self.sheet)

    def _identity(self) -> None:
        """The hidden sheet: facts in columns A and B, behind them the words to choose from."""
        blank = self.blank
        facts = {
            "khuyenhoc": "bieu-mau", "version": marks.VERSION, "form": blank.form.code, "name": blank.form.name,
            "province": blank.province, "level": str(blank.level), "period": blank.period,
        }  # fmt: skip
        for row, (name, value) in enumerate(facts.items(), 1):
            text_cell(self.hidden, row, 1, name)
            text_cell(self.hidden, row, 2, value)
        for column, each in self.columns.items():
            for row, label in enumerate(each.indicator.unit_value.values() if each.role is Role.CHOICE else (), 1):
                text_cell(self.hidden, row, column, label)
        self.hidden.sheet_state = "veryHidden"

    def _title(self) -> None:
        title, about = self.blank.heads
        warned = {"bold": True, "color": look.bare(status.SAMPLE_INK)}
        lines: tuple[tuple[str, int, dict], ...] = (
            ("Đơn vị báo cáo: …………………………………………", 12, {}), (title, 14, {"bold": True}),
            (about, 13, {"italic": True}), (_HOW, 12, {}), (self.blank.warning, 12, warned),
        )  # fmt: skip
        for row, (text, size, font) in enumerate(lines, 1):
            self.sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=self.pages[0])
            cell = text_cell(self.sheet, row, 1, text)
            cell.font = Font(name=look.FONT, size=size, **font)
            side = "left" if row in (1, 4) else "center"
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
            self.sheet.row_dimensions[row].height = 34 if row == 4 else 20
        self.sheet.cell(1, 1).protection = Protection(locked=False)
        self.sheet.row_dimensions[5].hidden = not self.blank.warning

    def _heads(self) -> None:
        """Three lines of titles, equal ones beside one another as one cell; their numbers; the hidden marks."""
        fields = self.blank.fields
        tiers: dict[int, list[tuple[str, str]]] = {  # what makes two of them one, and what is written
            _HEADING: [(each.heading, each.heading) for each in fields],
            _INDICATOR: [(each.indicator.code, each.indicator.short_name) for each in fields],
            _ROLE: [(each.mark + each.role, role_words(each)) for each in fields],
        }
        for row, cells in tiers.items():
            for column, (_, text) in enumerate(cells, _FIRST):
                text_cell(self.sheet, row, column, text, look.HEAD)
            self._merge(row, [key for key, _ in cells])
        for column, title in [*enumerate(_LEADING, 1), (self.source, _SOURCE)]:
            for row in tiers:
                text_cell(self.sheet, row, column, title if row == _HEADING else "", look.HEAD)
            self.sheet.merge_cells(start_row=_HEADING, start_column=column, end_row=_ROLE, end_column=column)
        for column in range(1, self.source + 1):
            sign = "ABC"[column - 1] if column < _FIRST else str(column - _FIRST + 1)
            text_cell(self.sheet, _NUMBERS, column, f"({sign})", look.SMALL)
        named = {1: marks.COLUMNS_MARK, 2: marks.CODE_MARK, self.source: marks.SOURCE_MARK}
        named |= {column: each.mark for column, each in self.columns.items() if each.role.filled_in}
        for column, mark in named.items():
            text_cell(self.sheet, _MARKS, column, mark)
        self.sheet.row_dimensions[_MARKS].hidden = True
        for row, height in ((_HEADING, 22), (_INDICATOR, 50), (_ROLE, 34)):
            self.sheet.row_dimensions[row].height = height

    def _merge(self, row: int, keys: list[str]) -> None:
        start = 0
        for end in range(1, len(keys) + 1):
            if end == len(keys) or keys[end] != keys[start]:
                if end - start > 1:
                    span = {"start_column": _FIRST + start, "end_column": _FIRST + end - 1}
                    self.sheet.merge_cells(start_row=row, end_row=row, **span)
                start = end

    def _line(self, row: int, line: Line) -> None:
        number, name = (look.NUMBER, look.NAME) if line.key else (look.HEAD, look.SUM_NAME)
        for column, text, style in ((1, line.number, number), (2, line.code, number), (3, line.name, name)):
            text_cell(self.sheet, row, column, text, style)
        if line.key:
            for column, each in self.columns.items():
                self._cell(row, column, each, self.blank.before.get((line.key, each.indicator.code)))
            self.sheet.cell(row, self.source).style = look.WORDS

    def _cell(self, row: int, column: int, each: Field, before: tuple[float, bool] | None) -> None:
        cell = self.sheet.cell(row, column)
        if each.role.filled_in:
            cell.style = look.WORDS if each.role is Role.CHOICE else look.ENTRY
        elif each.role is Role.BEFORE:
            number, simulated = before or (None, False)
            cell.style = look.SIMULATED if simulated else look.BEFORE
            cell.value = self._as_before(each, number)
        else:
            cell.style, cell.value = look.COMPUTED, self._formula(each, row)
        if each.role is not Role.CHOICE:
            cell.number_format = look.FORMATS.get(each.role, look.COUNT)

    def _as_before(self, each: Field, number: float | None) -> str | float | None:
        """In words where words are chosen."""
        if number is not None and (each.indicator.code, Role.CHOICE) in self._places:
            return each.indicator.unit_value.get(str(int(number)))
        return int(number) if number is not None and number.is_integer() else number

    def _formula(self, each: Field, row: int) -> str:
        figure = f"{self._of(each, Role.FIGURE)}{row}"
        if each.role is Role.RATE:
            total = f"{self._of(each, Role.TOTAL)}{row}"
            return f'=IF(AND(ISNUMBER({total}),ISNUMBER({figure})),IF({total}>0,{figure}/{total},""),"")'
        before = f"{self._of(each, Role.BEFORE)}{row}"
        return f'=IF(AND(ISNUMBER({figure}),ISNUMBER({before})),{figure}-{before},"")'

    def _sums(self) -> None:
        """The whole, and each district over its communes: SUBTOTAL leaves other sums out."""
        text_cell(self.sheet, _TOTAL, 1, "", look.HEAD)
        text_cell(self.sheet, _TOTAL, 2, "", look.HEAD)
        text_cell(self.sheet, _TOTAL, 3, "Cộng", look.SUM_NAME)
        groups = [row for row, line in enumerate(self.blank.lines, _TOTAL + 1) if not line.key]
        for row, end in zip(
            [_TOTAL, *groups], [self.last, *(each - 1 for each in groups[1:]), self.last], strict=False
        ):
            for column, each in self.columns.items():
                cell = self.sheet.cell(row, column)
                cell.style, cell.value = look.SUM, self._sum(each, row, end)
                cell.number_format = look.FORMATS.get(each.role, look.COUNT)
            self.sheet.cell(row, self.source).style = look.SUM

    def _sum(self, each: Field, row: int, end: int) -> str:
        """Of the rows below; units that chose the first of the words are counted."""

        def below(role: Role) -> str:
            return f"{self._of(each, role)}{row + 1}:{self._of(each, role)}{end}"

        if each.role is Role.RATE:
            figure, total = self._of(each, Role.FIGURE), self._of(each, Role.TOTAL)
            complete = f"COUNT({below(Role.FIGURE)})=COUNT({below(Role.TOTAL)})"
            return f'=IF(AND({complete},{total}{row}>0),{figure}{row}/{total}{row},"")'
        if (each.indicator.code, Role.CHOICE) in self._places:
            words = f"'{marks.SHEET}'!${self._of(each, Role.CHOICE)}$1"
            return f"=COUNTIF({below(each.role)},{words})"
        return f"=SUBTOTAL(9,{below(each.role)})"

    def _foot(self) -> None:
        """Who made it and who signs it, on the first page."""
        row, last = self.last + 2, self.pages[0]
        for (first, end), name in zip(((1, 4), (max(5, last - 5), last)), _SIGNATURES, strict=True):
            for below, (text, font) in enumerate(
                ((name.upper(), {"bold": True}), ("(Ký, ghi rõ họ tên)", {"italic": True}))
            ):
                self.sheet.merge_cells(start_row=row + below, start_column=first, end_row=row + below, end_column=end)
                cell = text_cell(self.sheet, row + below, first, text)
                cell.font = Font(name=look.FONT, size=12, **font)
                cell.alignment = Alignment(horizontal="center")
