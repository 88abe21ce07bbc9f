"""Bytes of a text file, or pasted text -> a sheet of cells. The only place that knows encodings and delimiters of text files."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from sys import intern
from typing import Literal

from khuyenhoc.errors import AppError, Problem
from khuyenhoc.intake.book import Tab
from khuyenhoc.intake.legacy_text import in_unicode, is_suspect
from khuyenhoc.intake.not_text import refuse_other_than_text
from khuyenhoc.intake.refusal import Refused, refusal
from khuyenhoc.intake.syllables import likeness
from khuyenhoc.intake.words import problem
from khuyenhoc.present import vi

MOST_BYTES = 80 * 1024 * 1024
MOST_ROWS = 1_048_576  # as many as a sheet of Excel has
MOST_COLUMNS = 1_000
MOST_PLACES = 6_000_000  # cells of the grid, empty ones included
MOST_CELLS = 20_000_000  # of a long table: a million rows of the form take eight bytes a cell at least, empty ones too
_LONG_WIDTH = 24  # columns of a long table, one figure a row, at most
_MOST_WEIGHED = 50  # lines in which the delimiter is looked for
PASTED = "dán từ bảng tính"

_SAVE_AS = "Hãy mở bằng Excel, chọn Lưu thành (Save As), loại “Excel Workbook (.xlsx)”, rồi tải tệp mới lên"
_ENCODINGS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_WESTERN = "cp1252"  # as which the old encodings are read before their letters are understood
_DELIMITERS = ";\t,"  # at equal counts the first wins: a comma is also the decimal sign
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CONTROLS = "".join(chr(code) for code in range(1, 32) if chr(code) not in "\t\n\r")
_UNSEEN = re.compile(f"[{re.escape(_SPACES + _INVISIBLE + _CONTROLS)}]")  # sixteen times as fast as str.translate
_LINE = re.compile(r"[^\r\n]+(?:\r\n?|\n)?|\r\n?|\n")

Change = tuple[str, str]  # a text as it stood in the file, and in Unicode
Spot = tuple[int, str]  # of a column in the file: how many stand before it, and its title


@dataclass(frozen=True)
class Sheet:
    """Cells as text: NFC, trimmed, no invisible signs. rows[i] is row `first_row + i` as a spreadsheet numbers it.

    `name`: of the file; `tab`: of the sheet in a workbook. `notes`: what reading it had to say; `changed`: texts of old fonts.
    `grid`: the cells of a workbook, with what is merged and hidden.
    Rows made from a wide form (one unit a row, figures beside one another) say where they come from: `numbers`, the row of
    the file behind each of `rows`, `spots`, the column of the file behind each (indicator, column of ours), and `columns`,
    what the cells of every row are, in the product's own names.
    """

    name: str
    rows: list[list[str]]
    first_row: int = 1
    encoding: str = "utf-8"
    delimiter: str = ","
    tab: str = ""
    notes: tuple[Problem, ...] = ()
    changed: tuple[Change, ...] = ()
    grid: Tab | None = None
    numbers: tuple[int, ...] = ()
    spots: Mapping[tuple[str, str], Spot] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def number(self, index: int) -> int:
        """The row of the file behind rows[index]."""
        return self.numbers[index] if self.numbers else self.first_row + index

    def indices(self, number: int) -> list[int]:
        """The places among `rows` that come from this row of the file."""
        if self.numbers:
            return [index for index, row in enumerate(self.numbers) if row == number]
        index = number - self.first_row
        return [index] if 0 <= index < len(self.rows) else []


def read_csv(content: bytes, name: str) -> Sheet:
    """Raises AppError("unreadable_file") for what is not a delimited text of sensible size."""
    if len(content) > MOST_BYTES:
        raise _refusal(name, f"tệp lớn hơn {MOST_BYTES // 1024**2} MB. Hãy chia thành nhiều tệp nhỏ hơn.")
    try:
        refuse_other_than_text(content)
        text, encoding = _decoded(content, name)
        return _sheet(text, name, encoding)
    except Refused as refused:
        raise refusal(name, refused) from refused


def read_text(pasted: str) -> Sheet:
    """Cells copied from a spreadsheet (tabs), or the text of a CSV file."""
    if len(pasted) > MOST_BYTES:
        raise _refusal(PASTED, "đoạn dán quá dài. Hãy lưu thành tệp CSV rồi tải lên.")
    try:
        return _sheet(pasted, PASTED, "unicode")
    except Refused as refused:
        raise refusal(PASTED, refused) from refused


def _refusal(name: str, reason: str) -> AppError:
    return AppError("unreadable_file", name=name, reason=reason)


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    marks = (mark for mark in _ENCODINGS if content.startswith(mark))
    mark = next(marks, b"")
    encoding = _ENCODINGS.get(mark, "utf-8")
    try:
        return content.removeprefix(mark).decode(encoding), encoding
    except UnicodeDecodeError as error:
        western = content.decode(_WESTERN, "replace")
        if not mark and likeness(" ".join(in_unicode(western)[1].values())) > 0:
            return western, _WESTERN
        where = content[: error.start].count(b"\n") + 1
        reason = f"chữ ở dòng {where} không phải Unicode (UTF-8), cũng không phải chữ Việt theo bảng mã cũ. {_SAVE_AS}."
        raise _refusal(name, reason) from error


def _sheet(text: str, name: str, encoding: str) -> Sheet:
    """Raises Refused, AppError."""
    if "\0" in text:
        raise Refused("not_text")
    if text.lstrip()[:1] == "<":
        raise _refusal(name, f"đây là trang web (HTML, XML) chứ không phải CSV. {_SAVE_AS}.")
    # Before a cell is looked at; a delimiter between quotes counts too, of which no table holds millions.
    lines = text.count("\n") + 1
    cells = text.count(_delimiter(text)) + lines
    if cells > (MOST_CELLS if cells <= _LONG_WIDTH * lines else MOST_PLACES):
        raise Refused("too_many_cells")
    old = encoding == _WESTERN or is_suspect(text)
    understood, changed = (
        in_unicode(text) if old else (text, {})
    )  # first: a sign of TCVN3 is one that is never seen in Unicode
    clean = cleaned(understood)
    declared = re.match(r"sep=(.)\r?\n", clean)
    delimiter = declared[1] if declared else _delimiter(clean)
    rows = _rows(clean, delimiter, name)
    if declared:
        rows[0] = []  # Excel's own line about the delimiter keeps its number and says nothing
    if not any(map(any, rows)):
        raise _refusal(name, "tệp không có chữ nào. Hãy kiểm tra xem đã lưu bảng tính trước khi tải lên chưa.")
    return Sheet(name, rows, 1, encoding, delimiter, notes=about_old_fonts(changed), changed=tuple(changed.items()))


def cleaned(text: str) -> str:
    """NFC, ordinary spaces, without signs nobody sees."""
    return _UNSEEN.sub(lambda sign: " " if sign[0] in _SPACES else "", unicodedata.normalize("NFC", text))


def about_old_fonts(changed: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the person should look at: texts that were read from an old encoding."""
    if not changed:
        return ()
    before = max(changed, key=len)
    return (problem("old_font", count=vi.number(len(changed)), before=before.strip(), after=changed[before].strip()),)


def _delimiter(text: str) -> str:
    """The sign that stands in most of the first lines, there most often: a title above the table may have a comma."""
    written = (line for line in _lines(text) if line.strip(" \t;,\r\n"))
    bare = [re.sub(r'"[^"]*"', "", line) for line in islice(written, _MOST_WEIGHED)]
    first = {sign: next((line.count(sign) for line in bare if sign in line), 0) for sign in _DELIMITERS}
    if not any(first.values()):
        return ","
    return max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in bare), first[sign]))


def _rows(text: str, delimiter: str, name: str) -> list[list[str]]:
    try:
        return _limited(_records(text, delimiter, csv.QUOTE_MINIMAL), name)
    except csv.Error as error:
        if delimiter != "\t":
            reason = f"dấu ngoặc kép không khớp hoặc ô quá dài ({error}). Hãy xóa dấu ngoặc kép thừa rồi lưu lại."
            raise _refusal(name, reason) from error
    return _limited(_records(text, delimiter, csv.QUOTE_NONE), name)  # pasted cells carry bare quotes


def _records(text: str, delimiter: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=delimiter, strict=True, quoting=quoting)


def _lines(text: str) -> Iterator[str]:
    """With their ends, one at a time: StringIO would hold the whole text again, four bytes a letter."""
    return (match[0] for match in _LINE.finditer(text))


def _limited(records: Iterator[list[str]], name: str) -> list[list[str]]:
    """Equal cells are one object: a long table repeats few texts, which would fill the memory."""
    rows: list[list[str]] = []
    for record in records:
        if len(rows) == MOST_ROWS:
            raise _refusal(name, f"tệp có hơn {vi.number(MOST_ROWS)} dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
        if len(record) > MOST_COLUMNS:
            raise _refusal(name, f"có dòng dài hơn {vi.number(MOST_COLUMNS)} cột. Đây không phải bảng số liệu.")
        rows.append([*map(intern, map(str.strip, record))])
    return rows
