"""Any file -> sheets like those of a CSV file, or a refusal in words."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from khuyenhoc.commands import uploads
from khuyenhoc.domain.unit import Level
from khuyenhoc.errors import AppError
from khuyenhoc.intake import open_file as module
from khuyenhoc.intake import sniff
from khuyenhoc.intake.book import Range, address
from khuyenhoc.intake.check import check
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.read import read_csv
from khuyenhoc.intake.read_xlsx import read_xlsx
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.template import template_csv
from khuyenhoc.intake.words import sentence
from tests.intake.books import first, saved, with_part, xlsx, zipped
from tests.intake.test_golden_files import FILES

HEADER = ["Kỳ", "Mã địa bàn", "Chỉ tiêu", "Tử số", "Mẫu số"]
ROW = ["tháng 5/2024", "00688", "family_rate", 30, 100]
TIDY = xlsx([HEADER, ROW])


def refused(content: bytes, name: str = "biểu.xlsx") -> str:
    with pytest.raises(AppError) as error:
        open_file(content, name)
    assert error.value.code == "unreadable_file"
    assert str(error.value).startswith(f"Không đọc được tệp {name}")
    return str(error.value)


def test_a_template_filled_in_excel_is_read_like_its_csv(context: Context, catalogue, units_on) -> None:
    units = units_on(date(2024, 5, 31))
    csv = template_csv(units, catalogue, ["family_rate"], Level.COMMUNE, "2024-05", "02@2020")
    sheet = read_csv(csv, "mẫu.csv")
    rows = [sheet.rows[0], *([*row[:7], 30.0, 100.0, "", "Báo cáo 05"] for row in sheet.rows[1:])]
    typed = [
        [int(text) if isinstance(text, str) and re.fullmatch("[0-9]+", text) else text for text in row] for row in rows
    ]
    opened = open_file(xlsx(typed), "mẫu.xlsx")
    checked = check(opened.sheets[0], context)
    assert checked.problems == []
    assert list(checked.observations["unit"]) == list(units.of_level(Level.COMMUNE, "02@2020"))
    assert set(checked.observations["numerator"]) == {30.0}


def test_a_tidy_sheet_is_the_same_as_its_csv() -> None:
    (sheet,) = open_file(TIDY, "a.xlsx").sheets
    csv = "Kỳ;Mã địa bàn;Chỉ tiêu;Tử số;Mẫu số\ntháng 5/2024;00688;family_rate;30;100\n"
    assert sheet.rows == read_csv(csv.encode(), "a.csv").rows


def test_titles_above_and_dates_for_periods(context: Context) -> None:
    book = Workbook()
    sheet = first(book)
    for row in (["HỘI KHUYẾN HỌC TỈNH"], [], HEADER, [date(2024, 5, 1), 688, "family_rate", 30.0, 100]):
        sheet.append(row)
    sheet["A4"].number_format = "mmm-yy"
    checked = check(open_file(saved(book), "a.xlsx").sheets[0], context)
    assert checked.problems == []
    assert checked.observations[["row", "period", "unit"]].to_numpy().tolist() == [[4, "2024-05", "00688@2020"]]


def test_every_written_tab_is_offered_and_the_form_is_likely() -> None:
    book = Workbook()
    first(book).title = "Bìa"
    first(book)["A1"] = "Biểu số liệu"
    book.create_sheet("Trống")
    hidden = book.create_sheet("Danh mục")
    hidden["A1"], hidden.sheet_state = "x", "hidden"
    form = book.create_sheet("Số liệu")
    for row in (HEADER, ROW):
        form.append(row)
    opened = open_file(saved(book), "a.xlsx")
    assert [sheet.tab for sheet in opened.sheets] == ["Bìa", "Số liệu"]
    assert opened.likely == 1


def test_an_office_form_is_likelier_than_its_cover() -> None:
    book = Workbook()
    first(book).title = "Bìa"
    first(book).append(["Biểu số liệu kèm theo Báo cáo số 625"])
    form = book.create_sheet("Đồng Văn")
    for row in (("TT", "Xã", "Số gia đình", "GĐHT"), (1, "Lũng Cú", 100, 50), (2, "Má Lé", 90, 60)):
        form.append(row)
    assert open_file(saved(book), "a.xlsx").likely == 1


def test_problems_name_the_tab_they_stand_in(context: Context) -> None:
    book = Workbook()
    for name in ("Đồng Văn", "Mèo Vạc"):
        sheet = book.create_sheet(name)
        for row in (HEADER, [*ROW[:3], "nhiều", 100]):
            sheet.append(row)
    opened = open_file(saved(book), "a.xlsx")
    (found,) = check(opened.sheets[1], context).problems
    assert (found.sheet, found.row) == ("Mèo Vạc", 2)
    assert sentence(found).startswith("Trang tính “Mèo Vạc”, dòng 2, cột “Tử số”: đọc được “nhiều”")


def test_old_fonts_in_a_workbook_are_read_run_by_run_and_said() -> None:
    book = Workbook()
    sheet = first(book)
    sheet["A1"] = "HuyÖn §ång V¨n"
    sheet["A1"].font = Font(name=".VnTime")
    sheet["A2"] = "Bé"
    sheet["A2"].font = Font(name=".VnTimeH")
    capital = TextBlock(InlineFont(rFont=".VnTimeH"), "È")
    sheet["A3"] = CellRichText(capital, TextBlock(InlineFont(rFont=".VnTime"), "n tinh hoµn"))
    sheet["A4"] = "Huyện Vị Xuyên"
    opened = open_file(saved(book), "a.xlsx")
    assert opened.sheets[0].rows == [["Huyện Đồng Văn"], ["BỘ"], ["Ẩn tinh hoàn"], ["Huyện Vị Xuyên"]]
    (note,) = opened.sheets[0].notes
    assert note.code == "old_font"
    assert "“HuyÖn §ång V¨n” thành “Huyện Đồng Văn”" in sentence(note)
    assert dict(opened.sheets[0].changed)["Bé"] == "BỘ"


def test_merged_and_hidden_cells_are_known() -> None:
    book = Workbook()
    sheet = first(book)
    for row in (["a", "b", "c"], ["d"], ["e"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    (tab,) = read_xlsx(saved(book)).tabs
    assert tab.merged == (Range(1, 1, 1, 2),)
    assert (tab.hidden_rows, tab.hidden_columns) == ({2}, {3})
    (note,) = open_file(saved(book), "a.xlsx").sheets[0].notes
    assert (note.code, note.facts) == ("hidden_rows", {"count": "1", "rows": "2"})


def test_a_formula_counts_by_its_stored_value_and_is_missed_without_one() -> None:
    content = xlsx([HEADER, [*ROW[:3], "=10+20", 100]])
    (missing,) = open_file(content, "a.xlsx").sheets[0].notes
    assert (missing.code, missing.facts["cell"]) == ("formulas_uncomputed", "D2")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    stored = with_part(
        content, "xl/worksheets/sheet1.xml", part.replace(b"<v></v>", b"<v>30</v>").replace(b"<v />", b"<v>30</v>")
    )
    sheet = open_file(stored, "a.xlsx").sheets[0]
    assert (sheet.rows[1][3], sheet.notes) == ("30", ())


def test_text_that_looks_like_a_command_or_markup_stays_text() -> None:
    book = Workbook()
    for row, text in enumerate(("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(1)"), 1):
        cell = first(book).cell(row, 1)
        cell.value = text
        cell.data_type = "s"
    assert open_file(saved(book), "a.xlsx").sheets[0].rows == [
        ["=cmd|' /C calc'!A0"],
        ["<script>alert(1)</script>"],
        ["@SUM(1)"],
    ]


def test_macros_are_left_alone_and_said() -> None:
    (note,) = open_file(with_part(TIDY, "xl/vbaProject.bin", b"\0"), "a.xlsm").sheets[0].notes
    assert note.code == "macros_ignored"


def test_errors_of_formulas_are_shown_as_excel_shows_them() -> None:
    content = xlsx([["#DIV/0!", 1]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    broken = re.sub(rb'<c r="A1"[^>]*>.*?</c>', b'<c r="A1" t="e"><v>#DIV/0!</v></c>', part)
    tab = read_xlsx(with_part(content, "xl/worksheets/sheet1.xml", broken)).tabs[0]
    assert (tab.cells[1, 1].value, tab.cells[1, 1].text) == (None, "#DIV/0!")


def test_a_zip_gives_the_sheets_of_every_file_in_it() -> None:
    csv = "Kỳ;Mã\n2024;688\n".encode()
    content = zipped({"Đồng Văn/biểu.xlsx": TIDY, "b.csv": csv, "__MACOSX/._b.csv": b"x", "ảnh.png": b"\x89PNG"})
    opened = open_file(content, "tỉnh.zip")
    assert [(sheet.name, sheet.tab) for sheet in opened.sheets] == [("tỉnh.zip", "b.csv"), ("tỉnh.zip", "biểu.xlsx")]
    assert opened.likely == 1


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.pdf", "a"])
def test_the_content_counts_not_the_name(name: str) -> None:
    assert open_file(TIDY, name).sheets[0].rows == open_file(TIDY, "a.xlsx").sheets[0].rows


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in streams)


def huge() -> bytes:
    """More than a million cells in 100 kB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(30):
                part.write(b'<c r="A1"><v>1</v></c>' * 47_662)
    return out.getvalue()


def strict(content: bytes) -> bytes:
    """As Excel saves it under “Strict Open XML”: the same parts under other names."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    main, more = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    )
    base = b"http://purl.oclc.org/ooxml/"
    return zipped({
        name: part.replace(main, base + b"spreadsheetml/main").replace(more, base + b"officeDocument/")
        for name, part in parts.items()
    })  # fmt: skip


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "không có chữ nào"),
    "only blanks": (lambda: b'"";""\n', "không có chữ nào"),
    "an empty workbook": (lambda: xlsx([]), "không có chữ hay số nào"),
    "signs nobody sees": (lambda: xlsx([["\u200b"]]), "không có chữ hay số nào"),
    "a strict workbook": (lambda: strict(TIDY), "Strict Open XML"),
    "truncated": (lambda: TIDY[: len(TIDY) // 2], "bị hỏng"),
    "a photo": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 100, "tệp ảnh"),
    "a photo of a telephone": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(range(256)) * 4_000, "tệp ảnh"),
    "a picture of a web page": (lambda: b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(range(256)) * 4_000, "tệp ảnh"),
    "a program": (lambda: b"MZ" + bytes(range(1, 256)) * 4_000, "không phải tệp bảng tính"),
    "one endless line": (lambda: "e\u0301".encode() * 8_000_000, "dòng quá dài"),
    "nothing but line ends": (lambda: b"\n" * 20_000_000, "hơn một triệu dòng"),
    "a PDF": (lambda: b"%PDF-1.7", "PDF"),
    "a web page": (lambda: b"<html><table>", "trang web"),
    "encrypted": (lambda: ole("EncryptionInfo", "EncryptedPackage"), "mật khẩu"),
    "an old Word file": (lambda: ole("WordDocument"), "Word"),
    "an old damaged workbook": (lambda: ole("Workbook"), "bị hỏng"),
    "another old file": (lambda: ole("Something"), "Office đời cũ"),
    "a Word file": (lambda: zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "Word"),
    "slides": (lambda: zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "PowerPoint"),
    "LibreOffice": (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
    "a binary workbook": (lambda: zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), ".xlsb"),
    "a zip without tables": (lambda: zipped({"a.png": b"x"}), "không có tệp bảng tính"),
    "a zip in a zip": (lambda: zipped({"a.zip": zipped({"b.csv": b"x"})}), "lại có tệp nén"),
    "a zip that says it is a workbook": (lambda: zipped({"a.xlsx": zipped({"b.csv": b"x"})}), "lại có tệp nén"),
    "a zip with a bad file": (lambda: zipped({"a.xlsx": b"PK\x03\x04"}), "› a.xlsx"),
    "too many files": (lambda: zipped({f"{i}.csv": b"x" for i in range(51)}), "quá nhiều tệp"),
    "a bomb": (lambda: zipped({"a.csv": b"0" * (sniff.MOST_UNPACKED + 1)}), "quá lớn"),
    "too many cells": (huge, "quá nhiều ô"),
    "a text file of 60.000 rows and 200 columns": (lambda: (b"12," * 199 + b"1\n") * 60_000, "quá nhiều ô"),
    "cells without a place": (
        lambda: with_sheet(("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 7_000),
        "quá nhiều ô",
    ),
    "cells of another make": (
        lambda: with_sheet(("<row>" + "<c\tt='n'><v>1</v></c>" * 100 + "</row>") * 7_000),
        "quá nhiều ô",
    ),
    "more rows than a sheet may have": (lambda: with_sheet("<row><c><v>1</v></c></row>" * 300_001), "quá nhiều ô"),
    "a markup that never ends": (lambda: with_sheet("<a>" * 1_500_000 + "</a>" * 1_500_000), "quá nhiều ô"),
    "a million merged ranges": (
        lambda: with_sheet(
            "</sheetData><mergeCells>" + '<mergeCell ref="A1:Z9"/>' * 1_000_000 + "</mergeCells><sheetData>"
        ),
        "quá nhiều ô",
    ),
    "a far cell in every row": (lambda: far_cells(), "quá nhiều ô"),
    "one endless text": (
        lambda: with_sheet('<row><c t="inlineStr"><is><t>' + "x" * 10**7 + "</t></is></c></row>"),
        "bị hỏng",
    ),
    "endless markup": (lambda: with_sheet("<a/>" * 3_300_000), "quá nhiều ô"),
    "endless text between markup": (lambda: with_sheet(" " * (sniff.MOST_MARKUP + 1)), "quá nhiều ô"),
    "entities": (lambda: with_part(TIDY, "xl/sharedStrings.xml", LAUGHS), "bị hỏng"),
    "entities after a long remark": (
        lambda: with_part(TIDY, "xl/sharedStrings.xml", b"<!--" + b" " * (1024**2 - 12) + b"-->" + LAUGHS),
        "bị hỏng",
    ),
    "an attribute that never ends": (
        lambda: with_sheet(f"<row><c r='{'A' * 20_000_000}1'><v>1</v></c></row>"),
        "bị hỏng",
    ),
    "many tables in a zip": (
        lambda: zipped({f"{number}.csv": b"1;2\n" * 200_000 for number in range(20)}),
        "quá nhiều ô",
    ),
    "no two texts of old fonts alike": (
        lambda: "".join(f"HuyÖn §ång V¨n {number};12\n" for number in range(150_001)).encode("cp1252"),
        "UniKey",
    ),
    "two million lines of old fonts": (
        lambda: "HuyÖn §ång V¨n;12\n".encode("cp1252") * 2_000_000,
        "hơn một triệu dòng",
    ),
    "a bomb under the name of a picture": (
        lambda: with_part(TIDY, "xl/media/a.png", b"<worksheet>" + b"<a/>" * 1_000_000),
        "quá nhiều ô",
    ),
}
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
)


def with_sheet(data: str) -> bytes:
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>'
    return with_part(TIDY, "xl/worksheets/sheet1.xml", sheet.encode())


def far_cells() -> bytes:
    column = get_column_letter(16_384)
    return with_sheet("".join(f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>' for row in range(1, 1001)))


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_table_is_refused_in_words_and_soon(case: str) -> None:
    make, words = REFUSED[case]
    content = make()
    start = time.process_time()
    assert words in refused(content)
    assert time.process_time() - start < 2


def test_limits_of_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    assert "tệp quá lớn" in refused(TIDY)


def test_a_file_is_refused_for_its_size_before_its_bytes_are_read(tmp_path: Path) -> None:
    large = tmp_path / "lớn.xlsx"
    with large.open("wb") as file:
        file.truncate(500 * 1024**2)
    tracemalloc.start()
    with pytest.raises(AppError) as told:
        uploads.bytes_of(large)
    assert tracemalloc.get_traced_memory()[1] < 1024**2
    tracemalloc.stop()
    assert "lớn.xlsx: tệp quá lớn" in str(told.value)


def test_a_million_merged_rows_cost_nothing() -> None:
    content = TIDY
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    merged = part.replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    tab = read_xlsx(with_part(content, "xl/worksheets/sheet1.xml", merged)).tabs[0]
    assert tab.merged == (Range(1, 1, 1_048_576, 16_384),)
    assert (tab.height, tab.width) == (2, 5)


def test_ranges_merged_over_one_another_are_kept_while_there_is_room() -> None:
    merged = "".join(f'<mergeCell ref="A1:{letters}2"/>' for letters in ("B", "B", "C"))
    row = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"
    content = with_sheet(f"{row}{row}{row}</sheetData><mergeCells>{merged}</mergeCells><sheetData>")
    (tab,) = read_xlsx(content).tabs
    assert tab.merged == (Range(1, 1, 2, 2), Range(1, 1, 2, 2))  # eight of nine places


def test_a_part_that_says_less_than_it_holds_is_not_unpacked_further() -> None:
    lying = bytearray(zipped({"a.csv": b"0" * 100 * 1024**2}))
    for start, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = lying.rfind(start) + at
        lying[place : place + 4] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    assert "bị hỏng" in refused(bytes(lying))
    assert tracemalloc.get_traced_memory()[1] < 10 * 1024**2
    tracemalloc.stop()


def test_hidden_columns_are_counted_once() -> None:
    columns = "".join(f'<col min="{first}" max="99999" hidden="1"/>' for first in range(2, 16_385))
    content = with_sheet(f"</sheetData><cols>{columns}</cols><sheetData><row><c><v>1</v></c></row>")
    start = time.process_time()
    (tab,) = read_xlsx(content).tabs
    assert tab.hidden_columns == set(range(2, 16_385))
    assert time.process_time() - start < 2


def test_what_else_a_sheet_holds_cannot_spoil_its_figures() -> None:
    odd = '<dataValidations count="1"><dataValidation type="no such type" sqref="?"/></dataValidations>'
    content = with_sheet(f"<row><c><v>7</v></c></row></sheetData>{odd}<sheetData>")
    assert open_file(content, "a.xlsx").sheets[0].rows == [["7"]]


@pytest.mark.parametrize(("place", "text"), [((1, 1), "A1"), ((5, 26), "Z5"), ((5, 28), "AB5"), ((2, 16_384), "XFD2")])
def test_addresses(place: tuple[int, int], text: str) -> None:
    assert address(place) == text


def reads_or_refuses(content: bytes) -> None:
    """Anything but an AppError fails the test."""
    try:
        code = "" if open_file(content, "a").sheets else "nothing"
    except AppError as error:
        code = error.code
    assert code in ("", "unreadable_file")


def parts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


STARTS = [
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x08\x10\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
]
SEEDS = [TIDY, zipped({"a.xlsx": TIDY, "b.csv": b"a;b\n1;2\n"}), *(path.read_bytes() for path in FILES[:3])]
EDITS = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4), st.integers(0, 6)), max_size=12)


def edited(content: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    data = bytearray(content)
    for place, put, taken in edits:
        at = place % (len(data) + 1)
        data[at : at + taken] = put
    return bytes(data)


@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_arbitrary_bytes_are_read_or_refused(start: bytes, rest: bytes) -> None:
    reads_or_refuses(start + rest)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(range(len(SEEDS))), EDITS)
def test_damaged_files_are_read_or_refused(seed: int, edits: list[tuple[int, bytes, int]]) -> None:
    reads_or_refuses(edited(SEEDS[seed], edits))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(parts(TIDY)), EDITS)
def test_workbooks_with_a_damaged_part_are_read_or_refused(name: str, edits: list[tuple[int, bytes, int]]) -> None:
    with zipfile.ZipFile(io.BytesIO(TIDY)) as archive:
        part = archive.read(name)
    reads_or_refuses(with_part(TIDY, name, edited(part, edits)))
