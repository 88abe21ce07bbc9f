"""What a form checks by itself while it is filled in: what may be typed, and what turns red."""

from collections.abc import Mapping

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, Side
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc.domain import form as marks
from khuyenhoc.domain.form import Field, Role
from khuyenhoc.domain.indicator import Flow
from khuyenhoc.domain.status import REGRESSING
from khuyenhoc.present import status
from khuyenhoc.reports.form_style import bare

_SIGNS = "Không phát sinh: ghi dấu -. Không thu thập được: ghi …"


def add_rules(sheet: Worksheet, columns: Mapping[int, Field], first: int, last: int) -> None:
    """Over the rows `first` to `last` of every column that is filled in."""
    places = {(each.indicator.code, each.role): letter(column) for column, each in columns.items()}
    for column, each in columns.items():
        place = letter(column)
        cells = f"{place}{first}:{place}{last}"
        if each.role is Role.CHOICE:
            words = f"'{marks.SHEET}'!${place}$1:${place}${len(each.indicator.unit_value)}"
            _allow(sheet, cells, DataValidation("list", formula1=words), "Chọn một trong các chữ có sẵn.")
        elif each.role.filled_in:
            total = places.get((each.indicator.code, Role.TOTAL), "") if each.role is Role.FIGURE else ""
            said = "Ghi số nguyên không âm" + (", không lớn hơn tổng số." if total else ".")
            rule = DataValidation("custom", formula1=_whole(f"{place}{first}", f"{total}{first}" if total else ""))
            _allow(sheet, cells, rule, f"{said} {_SIGNS}")
        if each.role is Role.FIGURE and each.indicator.flow is Flow.STOCK:
            cell, before = f"{place}{first}", f"{places[each.indicator.code, Role.BEFORE]}{first}"
            _redden(sheet, cells, f"AND(ISNUMBER({cell}),ISNUMBER({before}),{cell}<{before})")
        if each.role is Role.FIGURE and (parts := _parts(each, places)):
            _redden(sheet, cells, _not_adding(f"{place}{first}", [f"{part}{first}" for part in parts]))


def _whole(cell: str, total: str) -> str:
    """A whole number, not above the total beside it; words such as “-” or “khoảng 300” are weighed when the file is read."""
    within = f",IF(ISNUMBER({total}),{cell}<={total},TRUE)" if total else ""
    return f"OR(ISTEXT({cell}),AND({cell}>=0,{cell}=INT({cell}){within}))"


def _parts(each: Field, places: Mapping[tuple[str, Role], str]) -> list[str]:
    """The columns of numbers that must add up to this one."""
    return [places[part, Role.FIGURE] for part in each.parts if (part, Role.FIGURE) in places]


def _not_adding(cell: str, parts: list[str]) -> str:
    filled = "".join(f",ISNUMBER({part})" for part in parts)
    return f"AND(ISNUMBER({cell}){filled},{cell}<>{'+'.join(parts)})"


def _allow(sheet: Worksheet, cells: str, rule: DataValidation, words: str) -> None:
    rule.allow_blank, rule.showErrorMessage = True, True
    rule.errorTitle, rule.error = "Số chưa dùng được", words
    rule.add(cells)
    sheet.add_data_validation(rule)


def _redden(sheet: Worksheet, cells: str, formula: str) -> None:
    red = Side(style="thin", color=bare(status.LOOKS[REGRESSING].fill))
    font = Font(color=bare(status.LOOKS[REGRESSING].fill), bold=True)
    border = Border(left=red, right=red, top=red, bottom=red)
    sheet.conditional_formatting.add(cells, FormulaRule([formula], border=border, font=font))
