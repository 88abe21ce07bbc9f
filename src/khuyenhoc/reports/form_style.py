"""How a form to fill in looks: its shared styles, widths and paper, font and colours as every Excel file of ours has them."""

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc.domain.form import Field, Role
from khuyenhoc.domain.indicator import Counts
from khuyenhoc.present import status

FONT = "Times New Roman"
HEAD, NUMBER, ENTRY, WORDS, NAME = "kh head", "kh number", "kh entry", "kh words", "kh name"
COMPUTED, BEFORE, SIMULATED, SUM, SUM_NAME, SMALL = (
    "kh computed", "kh before", "kh simulated", "kh sum", "kh sum name", "kh small",
)  # fmt: skip
COUNT, CHANGE, SHARE = "#,##0", "+#,##0;-#,##0;0", "0.0%"
FORMATS = {Role.RATE: SHARE, Role.CHANGE: CHANGE}
LEADING_WIDTHS, SOURCE_WIDTH = (5, 8, 27), 28
_WIDTHS = {Role.TOTAL: 10, Role.FIGURE: 10, Role.RATE: 8, Role.BEFORE: 10, Role.CHANGE: 9, Role.CHOICE: 17}
_MONEY_WIDTH = 16
_PAGE_WIDTH, _SCALE = 175, 70  # letters across A4 lying, at that size in per cent
CM = 1 / 2.54  # in inches, as spreadsheets count margins
A4 = "9"


def bare(text: str) -> str:
    """A colour as openpyxl takes it."""
    return text.removeprefix("#")


def styles() -> list[NamedStyle]:
    """Shared by thousands of cells: a style of its own for each would take seconds."""
    grey = bare(status.MUTED)
    return [
        _style(HEAD, "center", bold=True), _style(NUMBER, "center", shaded=False), _style(NAME, "left", shaded=False),
        _style(ENTRY, "right", shaded=False, locked=False), _style(WORDS, "left", shaded=False, locked=False),
        _style(COMPUTED, "right"), _style(BEFORE, "right", color=grey), _style(SIMULATED, "right", color=grey, italic=True),
        _style(SUM, "right", bold=True), _style(SUM_NAME, "left", bold=True), _style(SMALL, "center", size=9, color=grey),
    ]  # fmt: skip


def _style(name: str, horizontal: str, *, shaded: bool = True, locked: bool = True, **font: object) -> NamedStyle:
    thin = Side(style="thin", color=bare(status.MUTED))
    found = NamedStyle(name, Font(name=FONT, **({"size": 12, "color": bare(status.INK)} | font)))
    found.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    found.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    found.protection = Protection(locked=locked)
    if shaded:
        found.fill = PatternFill("solid", start_color=bare(status.SURFACE))
    return found


def width(each: Field) -> int:
    """In letters, as a spreadsheet counts widths."""
    money = each.indicator.counts is Counts.MONEY and each.role is not Role.RATE
    return _MONEY_WIDTH if money else _WIDTHS[each.role]


def pages(fields: list[Field]) -> list[int]:
    """The last column (of the sheet) of each page across: headings stay whole, the leading columns repeat on every page."""
    room = _PAGE_WIDTH - sum(LEADING_WIDTHS)
    ends, used = [], 0
    groups = [each.heading for each in fields]
    for number, each in enumerate(fields):
        begins = number == 0 or groups[number - 1] != each.heading
        needed = sum(width(other) for other in fields[number:] if other.heading == each.heading)
        if (begins and used and used + needed > room) or used + width(each) > room:
            ends.append(len(LEADING_WIDTHS) + number)
            used = 0
        used += width(each)
    return [*ends, len(LEADING_WIDTHS) + len(fields) + 1]


def lay_out(sheet: Worksheet, ends: list[int], head: tuple[int, int], last_row: int) -> None:
    """A4 lying, heads and the names of places on every page, page numbers. `head`: first and last row of the heads."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.scale = A4, "landscape", _SCALE
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, 1.5 * CM)
    for side in ("top", "bottom"):
        setattr(sheet.page_margins, side, 2 * CM)
    for end in ends[:-1]:
        sheet.col_breaks.append(Break(id=end))
    last = sheet.cell(last_row, ends[-1]).coordinate
    sheet.print_area = f"A1:{last}"
    sheet.print_title_rows = f"{head[0]}:{head[1]}"
    sheet.print_title_cols = "A:C"
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.freeze_panes = f"D{head[1] + 1}"
    sheet.sheet_view.zoomScale = 90


def protect(sheet: Worksheet) -> None:
    """Without a password: against slips, not against people. Widths may be changed, rows filtered."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
