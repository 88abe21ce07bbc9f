"""What is fuzzed: bytes -> one call of the reading code, which may refuse with an AppError and may do nothing else wrong."""

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache

from khuyenhoc import definitions
from khuyenhoc.domain import form as marks
from khuyenhoc.errors import AppError
from khuyenhoc.geography import admin_units
from khuyenhoc.intake.book import Book, Cell, Range, Tab
from khuyenhoc.intake.check import check
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.form import filled_form, form_sheet
from khuyenhoc.intake.legacy_text import Evidence, read_cell
from khuyenhoc.intake.office_form import Answers, shape
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.periods import parse_period, periods_in
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.understand import understand
from khuyenhoc.intake.values import parse_count, parse_rate
from khuyenhoc.intake.words import sentence

# Words of real forms, so that a mutation of one byte makes another table and not only another letter.
WORDS = (
    "", "TT", "STT", "Đơn vị", "Xã", "Huyện", "Chỉ tiêu", "Nội dung", "ĐVT", "Mã", "Kỳ", "Tổng số", "Đăng ký",
    "Công nhận", "Tỷ lệ (%)", "Tử số", "Mẫu số", "Gia đình học tập", "GĐHT", "Dòng họ học tập", "Hội viên", "Dân số",
    "Kế hoạch", "Năm 2023", "Năm 2024", "tháng 5/2024", "(1)", "(2)", "(3)", "A", "B", "1", "2", "3", "I", "II",
    "I. HUYỆN ĐỒNG VĂN", "II. HUYỆN MÈO VẠC", "Lũng Cú", "Xã Tả Lủng", "Tả Lủng", "TP HG", "Đồng Văn", "Mèo Vạc",
    "Toàn tỉnh", "Cộng", "Tổng cộng", "Trong đó:", "- Công nhận", "Nơi nhận:", "Tính đến tháng 5/2024",
    "ĐVT: triệu đồng", "125.071", "66,6%", "60, 04%", "1.385/1847", "04", "trên 55 tỷ", "gần 2000",
    "11866 (tăng 445 HV)", "59 ngàn đồng", "1,406", "#DIV/0!", "-", "…", "x", "45413", "10/12/2026", "0", "100",
    "1000", "700", "70", "hộ", "%", "family_rate", "learning_family_rate", "00715", "715", "2024", "HuyÖn §ång V¨n",
    "Huyeän Ñoàng Vaên", "Báo cáo năm 2024", "UBND XÃ LŨNG CÚ", "=cmd|' /C calc'!A0", "<script>", "dân tộc thiểu số",
    "hộ nghèo", marks.COLUMNS_MARK, marks.CODE_MARK, marks.SOURCE_MARK, "learning_family_rate:numerator",
)  # fmt: skip
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")
_FREE = 0xFF  # in the place of a word: a text of its own follows


@cache
def context() -> Context:
    return context_for(admin_units.units(), definitions.current(), ("02@2020", "08@2025"), date(2026, 3, 1))


class Data:
    """Bytes read one after the other; zeros once they are used up."""

    def __init__(self, content: bytes):
        self._content, self._at = content, 0

    def byte(self) -> int:
        self._at += 1
        return self._content[self._at - 1] if self._at <= len(self._content) else 0

    def rest(self) -> bool:
        return self._at < len(self._content)

    def text(self) -> str:
        number = self.byte()
        if number != _FREE:
            return WORDS[number % len(WORDS)]
        length = self.byte() % 40
        self._at += length
        return self._content[self._at - length : self._at].decode("utf-8", "replace")


def grid(data: Data) -> Tab:
    """A small tab: its width, merged ranges and hidden rows, then the cells from the left, row by row."""
    width = 1 + data.byte() % 9
    merged = []
    for _ in range(data.byte() % 6):
        top, left, down, right = (data.byte() for _ in range(4))
        merged.append(Range(1 + top % 20, 1 + left % 10, 1 + top % 20 + down % 4, 1 + left % 10 + right % 6))
    hidden = frozenset(1 + data.byte() % 20 for _ in range(data.byte() % 3))
    cells: dict[tuple[int, int], Cell] = {}
    place = 0
    while data.rest() and place < width * 40:
        if text := " ".join(data.text().replace("\0", " ").split()):
            number = text.replace(",", "").isascii() and text.isdigit() and len(text) < 10
            cells[1 + place // width, 1 + place % width] = Cell(float(text) if number else text, text)
        place += 1
    return Tab("Biểu", cells, tuple(merged), hidden)


def as_sheet(tab: Tab) -> Sheet:
    rows = [[tab.text(row, column) for column in range(1, tab.width + 1)] for row in range(1, tab.height + 1)]
    return Sheet("biểu.xlsx", rows, grid=tab)


def _said(sheet: Sheet, answers: Answers | None = None) -> None:
    for item in understand(sheet, context(), answers).checked.problems:
        sentence(item)


def file(content: bytes) -> None:
    """A file of any kind, as it comes: csv, xlsx, xls, zip."""
    opened = open_file(content, "tệp")
    for sheet in opened.sheets[:3]:
        _said(sheet)


def part(content: bytes) -> None:
    """A workbook whose sheet is damaged: the first byte says which part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(out, "w") as new:
        damaged = PARTS[content[0] % len(PARTS) if content else 0]
        for name in dict.fromkeys([*old.namelist(), damaged]):
            new.writestr(name, content[1:] if name == damaged else old.read(name))
    file(out.getvalue())


@cache
def workbook() -> bytes:
    from tests.intake.phu_luc import phu_luc_iii

    return phu_luc_iii()


def table(content: bytes) -> None:
    """A table of words of real forms, with merged ranges and hidden rows: laid out, understood, and with a header pointed at."""
    data = Data(content)
    top, tiers = data.byte(), data.byte()
    tab = grid(data)
    if tab.cells:
        sheet = as_sheet(tab)
        shape(sheet)
        _said(sheet)
        _said(sheet, Answers((1 + top % 10, 1 + top % 10 + tiers % 4)))


def form(content: bytes) -> None:
    """A filled form of ours in which anything may stand anywhere."""
    tab = grid(Data(content))
    facts = {"version": marks.VERSION, "period": "2024-05", "name": "Biểu"}
    about = {
        (row, column): Cell(text, text)
        for row, pair in enumerate(facts.items(), 1)
        for column, text in enumerate(pair, 1)
    }
    book = Book((Tab(marks.SHEET, about, hidden=True), tab))
    if found := filled_form(book):
        check(form_sheet(found, "biểu.xlsx", "", ()), context())


def words(content: bytes) -> None:
    """One text as a number, a rate, a period, a line of titles, a unit, and as letters of an old font."""
    text = content.decode("utf-8", "replace")
    for unit in ("", "hộ", "triệu đồng"):
        parse_count(text, unit)
    parse_rate(text)
    parse_period(text)
    periods_in([text])
    read_cell([(text, "")], Evidence([[(text, "")]]))
    for day in (date(2024, 5, 31), date(2025, 12, 31)):
        context().places.find("", text, "", day)
        context().places.find(text, "", "Đồng Văn", day)


TARGETS: dict[str, Callable[[bytes], None]] = {"file": file, "part": part, "table": table, "form": form, "words": words}


def run(name: str, content: bytes) -> None:
    """One input through one target. A refusal is an answer; anything else that is raised is a finding."""
    try:
        TARGETS[name](content)
    except AppError as error:
        str(error)  # its sentence must have all of its facts


def forbid_writing() -> None:
    """From now on nothing in this process may open a file for writing, start a program or speak to another machine."""

    def refuse(event: str, arguments: tuple) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if writes or event in ("subprocess.Popen", "os.system", "socket.connect"):
            raise PermissionError(f"{event} {arguments}")

    sys.addaudithook(refuse)
