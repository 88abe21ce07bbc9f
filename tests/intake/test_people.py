"""Lists of people are refused wherever they stand; figures of communes are not; the sums hold nobody's name."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.people import PersonalData, added_up, people_in
from khuyenhoc.intake.read import read_text
from tests.intake.books import saved, xlsx, zipped
from tests.intake.phu_luc import phu_luc_iii

PEOPLE = ["Lý Thị Mỷ", "Vàng Mí Páo", "Sùng A Chứ"]


def rows(*titles: str, cells: list[list[str]]) -> str:
    return "\n".join("\t".join(line) for line in (["DANH SÁCH"], list(titles), *cells))


LISTS = {
    "births": rows("TT", "Họ và tên", "Ngày sinh", "Xã", cells=[["1", name, "1/1/1980", "Lũng Cú"] for name in PEOPLE]),
    "births by year": rows("Họ tên", "Năm sinh", cells=[[name, "1980"] for name in PEOPLE]),
    "households": rows("TT", "Họ và tên chủ hộ", "Thôn", cells=[["1", name, "Thôn A"] for name in PEOPLE]),
    "telephones": rows("Người báo cáo", "Xã", "Máy", cells=[[name, "Lũng Cú", "0912 345 678"] for name in PEOPLE]),
    "identity numbers": rows("Ai", "Số", cells=[[name, "002180001234"] for name in PEOPLE]),
    "untitled": "\n".join(f"{name}\t002180001234" for name in PEOPLE),
}


WHY = {
    "births": "họ và tên, ngày sinh", "births by year": "họ và tên, ngày sinh", "households": "họ và tên, hộ gia đình",
    "telephones": "số điện thoại", "identity numbers": "số căn cước công dân", "untitled": "số căn cước công dân",
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_lists_of_people(case: str) -> None:
    found = people_in(read_text(LISTS[case]))
    assert found and found.why == WHY[case]


@pytest.mark.parametrize(
    "text",
    [
        "TT\tXã\tSố gia đình\tGĐHT\n1\tLũng Cú\t100\t50\nNgười lập biểu: Bà Mỷ, ĐT 0912345678",
        "TT\tHuyện\tQuỹ (đồng)\n1\tĐồng Văn\t84.912.345.678\n2\tMèo Vạc\t84.912.345.679\n3\tYên Minh\t84.912.345.670",
        "TT\tXã\tSố hộ\tTên trưởng ban\n1\tLũng Cú\t9\tBà Mỷ\n2\tMá Lé\t8\tÔng Páo\n3\tPhố Bảng\t7\tÔng Chứ",
        "unit_code\tnumerator\n00715\t912345678901\n00712\t912345678902\n00721\t912345678903",
    ],
)
def test_figures_are_no_people(text: str) -> None:
    assert people_in(read_text(text)) is None


def test_a_list_is_refused_in_a_hidden_tab_and_inside_a_zip_with_its_place() -> None:
    book = load_workbook(BytesIO(phu_luc_iii()))
    hidden = book.create_sheet("Danh sách")
    hidden.sheet_state = "hidden"
    for line in (["Họ và tên", "Số CCCD"], *([name, "002180001234"] for name in PEOPLE)):
        hidden.append(line)
    for content in (saved(book), zipped({"pl3.xlsx": phu_luc_iii(), "b.xlsx": saved(book)})):
        with pytest.raises(PersonalData) as refused:
            open_file(content, "báo cáo.xlsx")
        assert "“Danh sách”" in str(refused.value) and "số căn cước" in str(refused.value)
        assert not any(name in str(refused.value) for name in PEOPLE)
    assert open_file(phu_luc_iii(), "pl3.xlsx").sheets[0].tab == ""
    assert open_file(xlsx([["a", "b"], [1, 2]]), "x.xlsx").likely == 0


def test_the_sums_by_commune_hold_no_name() -> None:
    text = rows(
        "Họ và tên", "Ngày sinh", "Xã", "Huyện", "Đạt",
        cells=[[PEOPLE[0], "1980", "Tả Lủng", "Đồng Văn", "x"], [PEOPLE[1], "1981", "Tả Lủng", "Mèo Vạc", "x"],
               [PEOPLE[2], "1982", "Tả Lủng", "Đồng Văn", ""]],
    )  # fmt: skip
    found = people_in(read_text(text))
    assert found is not None
    assert (found.titles[found.likely_place], found.why) == ("Xã", "họ và tên, ngày sinh")
    asked = {"period": "2024-05", "indicator": "learning_citizen_count"}
    everybody = added_up(found, 2, 3, None, asked).decode("utf-8-sig").splitlines()
    assert [line.split(";")[2:4] + line.split(";")[7:8] for line in everybody[1:]] == [
        ["Tả Lủng", "Đồng Văn", "2"], ["Tả Lủng", "Mèo Vạc", "1"],
    ]  # fmt: skip
    achieved = added_up(found, 2, 3, 4, asked).decode("utf-8-sig")
    assert [line.split(";")[7] for line in achieved.splitlines()[1:]] == ["1", "1"]
    assert not any(name in achieved for name in PEOPLE)


def test_what_looks_like_a_formula_in_a_list_is_text_in_its_sums() -> None:
    found = people_in(read_text("Họ và tên\tNgày sinh\tXã\n" + 'Lý A\t1/1/1980\t=HYPERLINK("x")\n' * 3))
    assert found is not None
    (row,) = added_up(found, 2, None, None, {"period": "2024", "indicator": "x"}).decode("utf-8-sig").splitlines()[1:]
    assert "'=HYPERLINK" in row
