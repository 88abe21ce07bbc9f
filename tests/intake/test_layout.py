"""Tabs of office forms, drawn -> their tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.geography import admin_units
from khuyenhoc.intake.book import Cell, Tab
from khuyenhoc.intake.layout import Kind, Row, Table, tables
from tests.intake.books import tab

PHU_LUC = """
HỘI KHUYẾN HỌC TỈNH HÀ GIANG | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHỤ LỤC III. MÔ HÌNH HỌC TẬP
                       |                   |                   | Đơn vị tính: gia đình
TT | Đơn vị            | Gia đình học tập  |                   |
   |                   | Tổng số           | Công nhận         | Tỷ lệ (%)
(1)| (2)               | (3)               | (4)               | (5)
I. HUYỆN ĐỒNG VĂN
1  | Thị trấn Phó Bảng | 600               | 300               | 50
2  | Xã Tả Lủng        | 500               | -                 |
   | Cộng              | 1100              | 300               | 27.3
II | HUYỆN MÈO VẠC
1  | Xã Cộng Hòa       | 400               | 200               | 50

Tổng cộng |            | 1500              | 500               | 33.3
   |                   | Hà Giang, ngày 05 tháng 01 năm 2024
Nơi nhận: | | | TM. BAN THƯỜNG VỤ
- Như trên; | | | CHỦ TỊCH
"""
MERGED = [(4, 1, 5, 1), (4, 2, 5, 2), (4, 3, 4, 5), (7, 1, 7, 5), (14, 1, 14, 2)]


def one(drawn: Tab) -> Table:
    (table,) = tables(drawn)
    return table


def drawn(rows: tuple[Row, ...]) -> list[tuple[int, str, str, str, tuple[str, ...]]]:
    return [(row.number, row.kind.value, row.order, row.label, row.under) for row in rows]


def test_a_provincial_form_with_two_tiers_banners_totals_and_signatures() -> None:
    table = one(tab(PHU_LUC, *MERGED))
    assert table.titles[1] == "PHỤ LỤC III. MÔ HÌNH HỌC TẬP"
    assert table.unit == "gia đình"
    assert (table.header.top, table.header.bottom, table.header.last) == (4, 5, 6)
    assert [(each.index, each.path) for each in table.header.columns] == [
        (1, ("TT",)), (2, ("Đơn vị",)), (3, ("Gia đình học tập", "Tổng số")),
        (4, ("Gia đình học tập", "Công nhận")), (5, ("Gia đình học tập", "Tỷ lệ (%)")),
    ]  # fmt: skip
    assert (table.order_column, table.label_column) == (1, 2)
    assert [each.unit for each in table.figures()] == ["", "", "%"]
    assert drawn(table.rows) == [
        (7, "banner", "I", "HUYỆN ĐỒNG VĂN", ()),
        (8, "data", "1", "Thị trấn Phó Bảng", ("HUYỆN ĐỒNG VĂN",)),
        (9, "data", "2", "Xã Tả Lủng", ("HUYỆN ĐỒNG VĂN",)),
        (10, "total", "", "Cộng", ()),
        (11, "banner", "II", "HUYỆN MÈO VẠC", ()),
        (12, "data", "1", "Xã Cộng Hòa", ("HUYỆN MÈO VẠC",)),
        (14, "total", "", "Tổng cộng", ()),
    ]
    assert table.foot[0].startswith("Hà Giang, ngày 05")
    assert table.foot[-1] == "- Như trên; CHỦ TỊCH"


def test_groups_that_nobody_merged_are_carried_to_the_right() -> None:
    table = one(tab("""
TT | Huyện    | Dòng họ |           | Đơn vị  |
   |          | Đăng ký | Công nhận | Đăng ký | Công nhận
1  | Đồng Văn | 20      | 10        | 8       | 7
"""))  # fmt: skip
    assert [each.title for each in table.figures()] == [
        "Dòng họ – Đăng ký", "Dòng họ – Công nhận", "Đơn vị – Đăng ký", "Đơn vị – Công nhận",
    ]  # fmt: skip


def test_three_tiers() -> None:
    table = one(tab("""
Số TT | Xã   | Mô hình học tập |        |       |
      |      | Gia đình        |        | Dòng họ | Ghi chú
      |      | Tổng            | Đạt    | Đạt   |
A     | B    | 1               | 2      | 3     | 4
1     | Xã A | 100             | 50     | 3     |
""", (1, 1, 3, 1), (1, 2, 3, 2), (1, 3, 1, 6), (2, 3, 2, 4), (2, 6, 3, 6)))  # fmt: skip
    assert table.header.last == 4
    assert [each.path for each in table.figures()] == [
        ("Mô hình học tập", "Gia đình", "Tổng"), ("Mô hình học tập", "Gia đình", "Đạt"),
        ("Mô hình học tập", "Dòng họ", "Đạt"), ("Mô hình học tập", "Ghi chú"),
    ]  # fmt: skip
    assert drawn(table.rows) == [(5, "data", "1", "Xã A", ())]


def test_a_group_heading_a_row_above_the_ordinal_is_part_of_the_header_and_a_unit_is_not() -> None:
    above = one(tab("| | QUYẾT TOÁN\nSTT | NỘI DUNG | NĂM 2004\nA | Tổng thu | 15237170"))
    assert [each.path for each in above.figures()] == [("QUYẾT TOÁN", "NĂM 2004")]
    unit = one(tab("| | ĐVT: triệu đồng\nSTT | NỘI DUNG | NĂM 2004\nA | Tổng thu | 15237170"))
    assert unit.unit == "triệu đồng"
    assert [each.path for each in unit.figures()] == [("NĂM 2004",)]


def test_letters_romans_and_numbers_nest() -> None:
    rows = one(tab("""
STT | Nội dung              | Năm 2023
A   | Thu                   | 900
I   | Trong tỉnh            | 600
1   | Doanh nghiệp          | 400
    | Trong đó: nhà nước    | 100
2   | Cá nhân               | 200
II  | Ngoài tỉnh            | 300
B   | Chi                   | 800
    | Trong đó:
    | Học bổng              | 500
1   | Khen thưởng           | 300
    | Tổng số               | 1700
""")).rows  # fmt: skip
    assert [(row.label, row.kind.value, row.under) for row in rows] == [
        ("Thu", "subtotal", ()),
        ("Trong tỉnh", "subtotal", ("Thu",)),
        ("Doanh nghiệp", "data", ("Thu", "Trong tỉnh")),
        ("Trong đó: nhà nước", "data", ("Thu", "Trong tỉnh")),
        ("Cá nhân", "data", ("Thu", "Trong tỉnh")),
        ("Ngoài tỉnh", "subtotal", ("Thu",)),
        ("Chi", "subtotal", ()),
        ("Trong đó:", "banner", ("Chi",)),
        ("Học bổng", "data", ("Chi", "Trong đó:")),
        ("Khen thưởng", "data", ("Chi",)),
        ("Tổng số", "total", ()),
    ]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Tổng", Kind.TOTAL), ("TỔNG CỘNG", Kind.TOTAL), ("Cộng:", Kind.TOTAL), ("Cộng huyện Đồng Văn", Kind.TOTAL),
        ("Toàn tỉnh", Kind.TOTAL), ("Tổng số gia đình", Kind.TOTAL), ("Cả nước", Kind.TOTAL),
        ("Cộng Tp Hg", Kind.TOTAL), ("Cộng Thành Phố Hà Giang", Kind.TOTAL), ("CỘNG TP.HÀ GIANG", Kind.TOTAL),
        ("Cộng thị xã Quảng Yên", Kind.TOTAL), ("Tổng cộng TX. Quảng Yên", Kind.TOTAL), ("Cộng H.Đồng Văn", Kind.TOTAL),
        ("Tổng Quận 1", Kind.TOTAL), ("Cộng Q1", Kind.TOTAL), ("Tổng tỉnh Hà Giang", Kind.TOTAL), ("Cộng xã Lũng Cú", Kind.TOTAL),
        ("Tổng phường Trần Phú", Kind.TOTAL), ("Cộng TT Phó Bảng", Kind.TOTAL), ("Cộng thị trấn Phó Bảng", Kind.TOTAL),
        ("Cộng TPHG", Kind.TOTAL), ("Cộng HG", Kind.TOTAL), ("Cộng huyện", Kind.TOTAL), ("Cộng các xã", Kind.TOTAL),
        ("Cộng Hòa", Kind.DATA), ("Xã Cộng Hòa", Kind.DATA), ("Toàn Thắng", Kind.DATA), ("Tổng Cọt", Kind.DATA),
    ],
)  # fmt: skip
def test_totals_by_name_and_communes_with_such_names(label: str, kind: Kind) -> None:
    (row,) = one(tab(f"TT | Xã | Số hội viên | Dân số\n1 | {label} | 500 | 1000")).rows
    assert row.kind is kind


def test_no_unit_has_the_name_of_a_total() -> None:
    units = admin_units.units()
    names = sorted({*units["short_name"], *units["name"]} - {"Cả nước"})
    rows = one(tab("TT | Xã | Số hội viên\n" + "\n".join(f"1 | {name} | 500" for name in names))).rows
    assert len(rows) == len(names) > 5_000
    assert [row.label for row in rows if row.kind is not Kind.DATA] == []


def test_the_total_may_stand_first_and_blank_columns_are_none() -> None:
    table = one(tab("TT | Xã | | Hội viên | | Dân số\n | Toàn tỉnh | | 330909 | | 899900\n1 | Xã A | | 5 | | 9"))
    assert [each.index for each in table.figures()] == [4, 6]
    assert [row.kind for row in table.rows] == [Kind.TOTAL, Kind.DATA]


def test_without_an_ordinal_the_header_is_found_by_its_column_numbers_or_its_shape() -> None:
    numbered = one(tab("Biểu 01\nXã | Đạt | Tổng\nA | 1 | 2=1+3\nXã A | 5 | 9"))
    shaped = one(tab("Biểu 01\nXã | Đạt | Tổng\nXã A | 5 | 9"))
    assert (numbered.header.top, numbered.header.last) == (2, 3)
    assert (shaped.header.top, shaped.header.last) == (2, 2)
    assert drawn(numbered.rows) == [(4, "data", "", "Xã A", ())]
    assert drawn(shaped.rows) == [(3, "data", "", "Xã A", ())]


def test_tables_one_under_another_keep_their_own_titles() -> None:
    first, second = tables(tab("""
BIỂU 1
TT | Xã   | Đạt
1  | Xã A | 5
Nguồn: Hội Khuyến học tỉnh
BIỂU 2
TT | Trường   | Đạt
1  | Trường B | 7
Người lập biểu
"""))  # fmt: skip
    assert (first.titles, first.foot) == (("BIỂU 1",), ())
    assert second.titles == ("Nguồn: Hội Khuyến học tỉnh", "BIỂU 2")
    assert second.foot == ("Người lập biểu",)
    assert [row.label for row in second.rows] == ["Trường B"]


def test_words_among_figures_are_no_second_header() -> None:
    table = one(tab("""
TT | Tên     | Đơn vị tính | Năm 2001 | Năm 2002 | So sánh
1  | Lúa     | triệu tấn   | 8000     | 43.1     | 7
   | Lúa mùa | nghìn ha    | ghi      |          |
2  | Ngô     | triệu tấn   | 890      | 28       | 7
3  | Mía     | triệu tấn   | 20       | 21       | 7
"""))  # fmt: skip
    assert [row.number for row in table.rows] == [2, 3, 4, 5]


def test_hidden_rows_are_read_and_said() -> None:
    table = one(tab("TT | Xã | Đạt\n1 | Xã A | 5\n2 | Xã B | 6", hidden_rows=[3]))
    assert [(row.label, row.hidden) for row in table.rows] == [("Xã A", False), ("Xã B", True)]


def test_a_blank_form_keeps_its_rows() -> None:
    table = one(tab("TT | Xã | Đạt\n1 | Xã A\n2 | Xã B\n | Tổng"))
    assert [row.label for row in table.rows] == ["Xã A", "Xã B", "Tổng"]


@pytest.mark.parametrize("drawing", ["", "Kính gửi: Hội Khuyến học tỉnh", "a | b\nc | d", "1 | 2\n3 | 4"])
def test_what_is_no_table_gives_none(drawing: str) -> None:
    assert tables(tab(drawing)) == []


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(1, 6)),
    st.sampled_from(["TT", "Xã A", "I", "1", "2", "(1)", "Tổng", "5,5", "ĐVT: đồng", "Nơi nhận:", "x" * 70]),
)


@given(CELLS)
def test_every_written_row_is_in_exactly_one_part(texts: dict[tuple[int, int], str]) -> None:
    drawn_tab = Tab("x", {place: Cell(text, text) for place, text in texts.items()})
    found = tables(drawn_tab)
    parts = [row.number for table in found for row in table.rows]
    parts += [row for table in found for row in range(table.header.top, table.header.last + 1)]
    assert len(parts) == len(set(parts))
    if found:
        lines = sum(len(table.titles) + len(table.foot) for table in found)
        headers = {row for table in found for row in range(table.header.top, table.header.last + 1)}
        written = {row for row, _ in texts}
        assert len(written - headers) == lines + sum(len(table.rows) for table in found)
