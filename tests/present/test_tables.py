import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from khuyenhoc.present import drawing, status, tables
from khuyenhoc.present.tables import TARGET_COLUMNS, Column

FRAME = pd.DataFrame(
    [
        {"name": "Đồng Văn", "href": "/dia-ban?dia-ban=026", "n": 125071, "N": 187794, "share": 0.6996, "target": 0.7,
         "status": "slow", "inherited": True, "sample": True, "change": 0.034, "approx": ">="},
        {"name": "<b>Mèo</b> & Vạc", "href": None, "n": 3, "N": 4, "share": 0.75, "target": 0.7,
         "status": "not_reported", "inherited": True, "sample": False, "change": None, "approx": "="},
    ]
)  # fmt: skip
COLUMNS = [
    Column("name", "Địa bàn", "link", href="href"),
    Column("n", "Số đạt", "count", approximate="approx"),
    Column("share", "Tỷ lệ", "rate", numerator="n", denominator="N", target="target"),
    Column("change", "Tăng, giảm", "points", missing="chưa có kỳ trước"),
    Column("target", "Mục tiêu", "percent", firm=True),
    Column("status", "Đánh giá", "status", inherited="inherited"),
]


class Cells(HTMLParser):
    """The table as a browser would read it."""

    def __init__(self, markup):
        super().__init__()
        self.rows, self.tags, self.caption = [], [], ""
        self._open = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "td" in self._open or "th" in self._open:
            self.rows[-1][-1] += data
        elif "caption" in self._open:
            self.caption += data


@pytest.fixture
def read():
    return Cells(tables.table_html(FRAME, COLUMNS, "Gia đình học tập", sorted_by="share", descending=True))


def test_cells_are_written_as_people_read_them(read):
    assert read.rows == [
        ["Địa bàn", "Số đạt", "Tỷ lệ ↓", "Tăng, giảm", "Mục tiêu", "Đánh giá"],
        ["Đồng Văn", "trên 125.071", "69,96%", "+3,4", "70%", "◆Chậm tiến độ"],
        ["<b>Mèo</b> & Vạc", "3", "3/4 75,0%", "chưa có kỳ trước", "70%", "▨Chưa báo cáo"],
    ]


def test_it_is_a_table_to_a_screen_reader(read):
    heads = [attrs for tag, attrs in read.tags if tag == "th"]
    assert [head["scope"] for head in heads] == ["col"] * 6 + ["row"] * 2
    assert [head.get("aria-sort") for head in heads[:6]] == [None, None, "descending", None, None, None]
    assert read.caption == "Gia đình học tập (số in nghiêng: số liệu minh họa)"
    assert (
        "div",
        {"class": "bang-cuon", "tabindex": "0", "role": "region", "aria-label": "Gia đình học tập"},
    ) in read.tags


def test_simulated_figures_are_in_italics_names_and_targets_are_not(read):
    cells = [attrs.get("class", "") for tag, attrs in read.tags if tag == "td"]
    assert cells[:5] == ["so minh-hoa", "so minh-hoa", "so minh-hoa", "so", "minh-hoa"]
    assert not any("minh-hoa" in each for each in cells[5:])


def test_reported_figures_alone_need_no_note():
    markup = tables.table_html(FRAME.assign(sample=False), COLUMNS, "GĐHT")
    assert "minh" not in markup


def test_text_of_a_file_is_never_markup():
    columns = [Column("name", "<i>Tên</i>"), Column("n", "x", hint='"><script>')]
    frame = pd.DataFrame([{"name": '<img src=x onerror="alert(1)">', "n": "</table>"}])
    markup = tables.table_html(frame, columns, "<u>Bảng</u>", empty="<b>")
    assert not re.search(r"<(i|img|script|u|b)\b", markup)
    assert markup.count("</table>") == 1


@pytest.mark.parametrize(
    "href", ["https://a.vn", "//a.vn", "javascript:alert(1)", "\\\\a.vn", "/\\a.vn", "data:text/html,x", " /x"]
)
def test_links_stay_in_the_product(href):
    with pytest.raises(ValueError):
        tables.link_html("x", href)


@pytest.mark.parametrize("href", ["/dia-ban?dia-ban=026&ky=2024-05", "?xa=00688", "#cach-tinh", "ban-do"])
def test_addresses_within_are_links(href):
    assert Cells(tables.link_html("x", href)).tags == [("a", {"href": href})]


def test_a_hidden_verdict_has_no_colour():
    column = Column("status", "Đánh giá", "status", inherited="inherited")
    assert tables.cell_html({"status": "(ẩn)", "inherited": True}, column) == "(ẩn)"


def test_status_is_sign_word_and_colour():
    markup = tables.status_html(status.look("missed", inherited=True))
    assert 'class="tt tt-missed tt-vien"' in markup
    assert ">✕</span>Chưa đạt mục tiêu chung" in markup
    assert "mục tiêu chung (chưa giao riêng)" in markup
    assert "tt-vien" not in tables.status_html(status.look("missed"))


def test_an_empty_table_says_so():
    read = Cells(tables.table_html(FRAME.head(0), COLUMNS, "GĐHT", empty="Chưa có xã nào báo cáo."))
    assert read.rows[1:] == [["Chưa có xã nào báo cáo."]]
    assert ("td", {"colspan": "6"}) in read.tags


def test_a_drawing_is_an_image_with_its_words():
    frame = pd.DataFrame([{"name": "a", "line": drawing.svg("", "Từ 1 đến 2", 10, 10)}, {"name": "b", "line": ""}])
    markup = tables.table_html(frame, [Column("name", "Tên"), Column("line", "Diễn biến", "drawing")], "t")
    assert re.findall(r'<img[^>]* alt="([^"]*)"', markup) == ["Từ 1 đến 2"]
    assert '<td data-ten="Diễn biến"></td>' in markup, "nothing to draw leaves the cell empty"


def test_a_note_stands_below_the_content_as_text():
    column = Column("status", "Đánh giá", "status", note="said")
    (with_note, without) = (
        tables.cell_html({"status": "slow", "said": said}, column) for said in ("“<b>rà soát</b>” – A", "")
    )
    assert with_note.endswith('<small class="ghi-chu">“&lt;b&gt;rà soát&lt;/b&gt;” – A</small></span>')
    assert "ghi-chu" not in without


def test_totals_are_marked():
    markup = tables.table_html(FRAME.assign(whole=[False, True]), COLUMNS, "GĐHT", total="whole")
    assert re.findall(r"<tr(?: class=(\w+))?>", markup) == ["", "", "tong"]


ROW = {
    "unit_name": "Hà Giang", "name": "Gia đình học tập", "href": "/chi-tieu", "is_rate": True, "value": 0.666,
    "previous": 0.641, "numerator": 125071, "denominator": 187794, "stated_decimals": 1, "target": 0.7, "comparator": ">=",
    "inferred": True, "shortfall": 6385, "surplus": 0, "status": "accelerate", "inherited": False, "sample": False,
    "approximate": "=",
}  # fmt: skip


def test_the_table_of_targets_has_the_columns_of_the_method_in_their_order():
    assert [column.title for column in TARGET_COLUMNS] == [
        "Chỉ tiêu", "Mục tiêu", "Thực hiện", "Kỳ trước", "Tăng, giảm", "Mức hoàn thành", "Còn thiếu/Vượt", "Đánh giá",
    ]  # fmt: skip
    rows = pd.DataFrame(
        [
            ROW,
            {**ROW, "name": "Hội viên", "is_rate": False, "value": 1200, "previous": 1250, "target": 1100,
             "inferred": False, "shortfall": 0, "surplus": 100, "status": "achieved"},
            {**ROW, "name": "Xóa mù chữ", "value": None, "previous": None, "numerator": None, "denominator": None,
             "shortfall": None, "surplus": None, "status": "not_reported"},
            {**ROW, "name": "Đơn vị", "value": 0.75, "numerator": 3, "denominator": 4, "previous": 0.75, "surplus": 0,
             "inferred": False, "shortfall": 0, "status": "achieved"},
        ]
    )  # fmt: skip
    read = Cells(tables.table_html(tables.target_frame(rows), TARGET_COLUMNS, "Chỉ tiêu"))
    assert read.rows[1:] == [
        ["Gia đình học tập", "từ 70%", "66,6%", "64,1%", "+2,5", "95,1%", "thiếu khoảng 6.385", "►Cần đẩy nhanh"],
        ["Hội viên", "từ 1.100", "1.200", "1.250", "−50", "109,1%", "vượt 100", "✓Đạt"],
        ["Xóa mù chữ", "từ 70%", "", "", "", "", "", "▨Chưa báo cáo"],
        ["Đơn vị", "từ 70%", "3/4 (75,0%)", "75,0%", "0,0", "107,1%", "vừa đạt", "✓Đạt"],
    ]


def test_a_compact_table_stays_one_on_a_phone_without_its_wide_columns() -> None:
    columns = [Column("name", "Nhóm"), Column("n", "Số đạt", "count", wide=True), Column("value", "Tỷ lệ", "rate")]
    frame = pd.DataFrame([{"name": "Kinh", "n": 5, "value": 0.5, "sample": False}])
    found = tables.table_html(frame, columns, "t", compact=True)
    assert '<table class="bang gon">' in found and '<table class="bang">' in tables.table_html(frame, columns, "t")
    assert (
        '<th scope="col" class="so rong">Số đạt</th>' in found
        and '<td class="so rong" data-ten="Số đạt">5</td>' in found
    )
    assert 'class="so" data-ten="Tỷ lệ"' in found
