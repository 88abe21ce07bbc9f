"""Phiếu xác nhận số liệu: everything on it is text, and it needs no other file."""

import re

from khuyenhoc.reports.receipt import Receipt, ReceiptLine, receipt_html

HOSTILE = "<script>alert(1)</script>"
LINE = ReceiptLine("Xã Lũng Cú", "Gia đình học tập", "tháng 5/2024", "801/1.000 (80,1%)", "", "")


def page(**changes) -> str:
    given = {
        "number": 7,
        "province": "Tỉnh Hà Giang",
        "facts": [("Tệp", "a.csv")],
        "digest": "ab" * 32,
        "lines": [LINE],
    }
    return receipt_html(Receipt(**(given | changes)))


def test_it_says_what_was_published_and_leaves_room_to_sign():
    text = page()
    for said in ("PHIẾU XÁC NHẬN SỐ LIỆU", "Lần cập nhật số 7", "801/1.000 (80,1%)", "ab" * 32, "THỦ TRƯỞNG ĐƠN VỊ",
                 "Ký tên, đóng dấu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH HÀ GIANG"):  # fmt: skip
        assert said in text
    assert "size: A4" in text


def test_text_from_files_and_people_stays_text():
    text = page(
        facts=[("Tệp", HOSTILE)],
        lines=[ReceiptLine(*[HOSTILE] * 6)],
        left_out=HOSTILE,
        province=HOSTILE,
        digest=HOSTILE,
    )
    assert "<script" not in text.casefold()
    assert text.count("&lt;script&gt;") == 9


def test_it_asks_no_other_host_and_no_other_file():
    assert re.findall(r"https?://|src=|@import|url\(", page()) == []


def test_simulated_figures_are_said_so():
    assert ("MINH HỌA" in page(sample=True), "MINH HỌA" in page()) == (True, False)
