"""Bytes -> cells."""

import unicodedata

import pytest

from khuyenhoc.errors import AppError
from khuyenhoc.intake import read
from khuyenhoc.intake.read import Sheet, read_csv, read_text

TEXT = "kỳ;tên\r\n5/2024;Xã Thuận Hoà\r\n"
ROWS = [["kỳ", "tên"], ["5/2024", "Xã Thuận Hoà"]]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
)
def test_encodings(content, encoding):
    assert read_csv(content, "a.csv") == Sheet("a.csv", ROWS, 1, encoding, ";")


@pytest.mark.parametrize(
    "content",
    [
        b"a;b\nHuy\xd6n \xa7\xe5ng V\xa8n;1\n",  # TCVN3
        "a;b\nHuyeän Ñoàng Vaên;1\n".encode("cp1252"),  # VNI
        b"a;b\nHuy\xea\xf2n \xd0\xf4\xccng V\xe3n;1\n",  # Windows-1258
        "a;b\nHuyÖn §ång V¨n;1\n".encode(),  # TCVN3 saved as if it were Unicode
    ],
)
def test_old_encodings_are_read_and_said(content):
    sheet = read_csv(content, "a.csv")
    assert sheet.rows == [["a", "b"], ["Huyện Đồng Văn", "1"]]
    assert [note.code for note in sheet.notes] == ["old_font"]
    assert [after for _, after in sheet.changed] == ["Huyện Đồng Văn"]


@pytest.mark.parametrize(
    ("text", "delimiter", "rows"),
    [
        ("a,b\n1,2\n", ",", [["a", "b"], ["1", "2"]]),
        ("a;b\n66,6;1,5\n", ";", [["a", "b"], ["66,6", "1,5"]]),
        ("a\tb\n66,6\t2", "\t", [["a", "b"], ["66,6", "2"]]),
        ('"xã, phường";b\n1;2', ";", [["xã, phường", "b"], ["1", "2"]]),
        ('a,b\n"66,6","Mô hình ""A"""\n', ",", [["a", "b"], ["66,6", 'Mô hình "A"']]),
        ('a;b\n"hai\ndòng";2\n3;4', ";", [["a", "b"], ["hai\ndòng", "2"], ["3", "4"]]),
        ('a\tb\n"Mô hình" tốt\t2', "\t", [["a", "b"], ['"Mô hình" tốt', "2"]]),
        ("sep=;\r\na;b\r\n1;2\r\n", ";", [[], ["a", "b"], ["1", "2"]]),
        ("a\rb\r", ",", [["a"], ["b"]]),
    ],
)
def test_delimiters_and_quotes(text, delimiter, rows):
    sheet = read_text(text)
    assert (sheet.delimiter, sheet.rows) == (delimiter, rows)


def test_blank_rows_keep_the_numbering():
    assert read_text("\n\na;b\n;\n1;2\n").rows == [[], [], ["a", "b"], ["", ""], ["1", "2"]]


def test_invisible_signs_are_taken_away():
    assert read_text("\ufeffa;b\n\u00a0Xã\u200b\u00a0Lũng Cú \x0b;1\u202f234").rows[1] == ["Xã Lũng Cú", "1 234"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không có chữ nào"),
        (b" \r\n\r\n", "không có chữ nào"),
        (b'"";""\n', "không có chữ nào"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "ảnh"),
        (b"a;b\n1;\x00\n", "không phải tệp bảng tính"),
        ("a;b\n1;2".encode("utf-16-le"), "không phải tệp bảng tính"),
        (b"a;b\nfran\xe7ais;1\n", "dòng 2"),
        (b"\xff\xfe\x00", "không phải Unicode"),
        (b"<html><table>", "trang web"),
        (b'a;b\n"1;2\n', "ngoặc kép"),
        (b"a;b\n" + b"1;" * 2000, "cột"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content, words):
    with pytest.raises(AppError) as refused:
        read_csv(content, "tệp.csv")
    assert refused.value.code == "unreadable_file"
    assert "tệp.csv" in str(refused.value)
    assert words in str(refused.value)


def test_lines_end_in_every_way_and_quoted_ones_go_on():
    assert read_text('a;b\r\n1;"2\r\n3"\r4;5\n\n6').rows == [["a", "b"], ["1", "2\r\n3"], ["4", "5"], [], ["6"]]


def test_equal_cells_are_one_object():
    rows = read_text("kỳ báo cáo;x\n kỳ báo cáo;y\n").rows
    assert rows[0][0] is rows[1][0]


def test_limits_of_size(monkeypatch):
    monkeypatch.setattr(read, "MOST_ROWS", 3)
    assert len(read_text("a\n1\n2\n").rows) == 3
    with pytest.raises(AppError, match="hơn 3 dòng"):
        read_text("a\n1\n2\n3\n")
    monkeypatch.setattr(read, "MOST_CELLS", 2)
    with pytest.raises(AppError, match="quá nhiều ô"):
        read_text("a;b\n;\n")
    monkeypatch.setattr(read, "MOST_BYTES", 3)
    for refuse in (lambda: read_csv(b"a;b\n", "a.csv"), lambda: read_text("a;b\n")):
        with pytest.raises(AppError) as refused:
            refuse()
        assert refused.value.code == "unreadable_file"
