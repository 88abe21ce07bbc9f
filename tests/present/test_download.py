import csv
import io
from datetime import date

import pandas as pd
import pytest

from khuyenhoc.present import download
from khuyenhoc.present.tables import Column

COLUMNS = [
    Column("name", "Địa bàn", "link", href="href"),
    Column("n", "Số đạt", "count"),
    Column("share", "Tỷ lệ", "rate"),
    Column("change", "Tăng, giảm", "points"),
    Column("status", "Đánh giá", "status", inherited="inherited"),
    Column("period", "Kỳ", "period"),
    Column("day", "Ngày", "day"),
]
FRAME = pd.DataFrame(
    [
        {"name": "Đồng Văn", "n": 125071, "share": 0.66599, "change": -0.034, "status": "missed", "inherited": True,
         "period": "2024-05", "day": date(2024, 5, 31), "sample": True},
        {"name": '=HYPERLINK("http://x")', "n": None, "share": None, "change": None, "status": "not_reported",
         "inherited": False, "period": None, "day": None, "sample": False},
    ]
)  # fmt: skip


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_excel_set_up_in_vietnam_reads_it():
    content = download.csv_bytes(FRAME, COLUMNS)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert rows(content) == [
        ["Địa bàn", "Số đạt", "Tỷ lệ (%)", "Tăng, giảm (%)", "Đánh giá", "Kỳ", "Ngày", "Minh họa"],
        ["Đồng Văn", "125071", "66,599", "-3,4", "Chưa đạt mục tiêu chung", "tháng 5/2024", "2024-05-31", "có"],
        ['\'=HYPERLINK("http://x")', "", "", "", "Chưa báo cáo", "", "", ""],
    ]


def test_a_hidden_verdict_is_hidden_in_the_file():
    hidden = FRAME.assign(status=["(ẩn)", ""])
    assert [row[4] for row in rows(download.csv_bytes(hidden, COLUMNS))] == ["Đánh giá", "(ẩn)", ""]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1"])
def test_a_formula_is_only_text(text):
    assert download.safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["10/12", "4-7", "1/2/2024", " 3/4 "])
def test_what_excel_would_take_for_a_date_is_only_text(text):
    assert download.safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Đồng Văn", "+2,0", "-3,4", "66,6%", "3/17 (55,0%)", "1.406", "tháng 5/2024", ""])
def test_figures_and_names_stay_as_they_are(text):
    assert download.safe_text(text) == text


def test_separators_and_lines_inside_a_cell_survive():
    frame = pd.DataFrame([{"name": 'a;b\n"c"'}])
    assert rows(download.csv_bytes(frame, COLUMNS[:1]))[1] == ['a;b\n"c"', ""]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("tháng 5.xlsx › Lần một", "tháng 5.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('<img src=x onerror="alert(1)">.csv', "_img src=x onerror=_alert(1)__.csv"),
        ("C:\\so lieu\r\n.csv", "C__so lieu__.csv"),
        (" … ", "…"),
        ("..", "tep"),
    ],
)
def test_a_kept_file_is_given_back_under_a_name_without_paths(title, name):
    assert download.file_name(title) == name


def test_an_unknown_figure_is_written_as_the_table_has_it() -> None:
    columns = [Column("name", "Nhóm"), Column("n", "Số đạt", "count", missing="(ẩn)"), Column("more", "Thêm", "count")]
    text = download.csv_bytes(
        pd.DataFrame({"name": ["Mông"], "n": [float("nan")], "more": [float("nan")]}), columns
    ).decode("utf-8-sig")
    assert text.splitlines()[1] == "Mông;(ẩn);;"
