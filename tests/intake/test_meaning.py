"""Words above a column, as real reports have them -> the indicator and place they mean."""

import pytest

from khuyenhoc import definitions
from khuyenhoc.intake.meaning import Guess, HeadingReader

FAMILY, CLAN, VILLAGE, MEMBER = (
    f"{code}_rate" for code in ("learning_family", "learning_clan", "learning_community_village", "association_member")
)
BASES = ("adult", "worker", "labour_age", "citizen")


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    known = definitions.current()
    return HeadingReader(known.headings, known.heading_roles, known.catalogue)


CLEAR = {
    "Gia đình học tập | Tổng số": f"{FAMILY}:denominator",
    "Gia đình học tập | Đăng ký": "learning_family_registered:numerator",
    "Gia đình học tập | Được công nhận": f"{FAMILY}:numerator",
    "Gia đình học tập | Đăng ký | Số lượng": "learning_family_registered:numerator",
    "Gia đình học tập | Tổng số hộ": f"{FAMILY}:denominator",
    "GĐHT": f"{FAMILY}:numerator",
    "Số hộ đạt GĐHT": f"{FAMILY}:numerator",
    "SỐ GIA ĐÌNH": f"{FAMILY}:denominator",
    "Tỷ lệ GĐHT so với tổng số hộ": f"{FAMILY}:value",
    "Mô hình học tập | Dòng họ | Đạt": f"{CLAN}:numerator",
    "Số CĐHT": f"{VILLAGE}:numerator",
    "CDHT | Công nhận": "learning_citizen_count:numerator",
    "Công dân học tập (người lớn) | Tổng số": "learning_citizen_rate_adult:denominator",
    "Hội viên Hội Khuyến học | Tổng số": f"{MEMBER}:numerator",
    "Hội viên | Dân số": f"{MEMBER}:denominator",
    "Hội viên | So với dân số (%)": f"{MEMBER}:value",
    "Tỷ lệ hội viên/dân số": f"{MEMBER}:value",
    "Chi hội | Thôn, bản, TDP": "chapter_count_village:numerator",
    "Chi hội | Tổng số": "chapter_count:numerator",
    "Ban khuyến học | Dòng họ": "committee_count_clan:numerator",
    "Hội Khuyến học cấp xã": "association_count_commune:numerator",
    "Quỹ khuyến học | Vận động trong năm (triệu đồng)": "fund_raised_total:numerator",
    "Suất học bổng": "scholarship_count:numerator",
}


@pytest.mark.parametrize("heading", CLEAR)
def test_clear_headings(reader: HeadingReader, heading: str) -> None:
    guess = reader.read(tuple(heading.split(" | ")))
    assert [str(each) for each in guess.options] == [CLEAR[heading]]
    assert guess.left == ""


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("GĐHT | % so với đăng ký", "registered_rate"), ("Gia đình học tập | Đăng ký | Tỷ lệ", "registered_rate"),
        ("Hội viên | Tăng trong kỳ", "change"), ("Tỷ lệ tăng so với kỳ trước", "change"), ("Hội viên | Đầu kỳ", "previous"),
        ("Gia đình học tập | Chỉ tiêu giao", "plan"), ("Ghi chú", "note"), ("Quỹ khuyến học | Số dư", "no_place"),
        ("Chi hội, ban khuyến học | Tổng số", "no_place"),
    ],
)  # fmt: skip
def test_known_columns_that_are_no_figure_of_ours(reader: HeadingReader, heading: str, why: str) -> None:
    assert reader.read(tuple(heading.split(" | "))) == Guess(left=why)


def test_what_is_unclear_keeps_its_choices(reader: HeadingReader) -> None:
    rate = reader.read(("Công dân học tập", "Tỷ lệ"))
    assert [each.indicator for each in rate.options] == [f"learning_citizen_rate_{base}" for base in BASES]
    both = reader.read(("Đơn vị học tập", "Đăng ký/công nhận"))
    assert [str(each) for each in both.options] == [
        "learning_unit_registered:numerator",
        "learning_unit_rate:numerator",
    ]
    to_date = reader.read(("Quỹ khuyến học", "Lũy kế"))
    assert (to_date.left, len(to_date.options)) == ("cumulative", 1)
    assert reader.read(("Gia đình học tập", "Tỷ lệ (%)")).registered == "learning_family_registered"
    assert reader.read(("Ngày họp",)) == Guess()


def test_a_column_that_names_nothing_is_about_what_the_title_names(reader: HeadingReader) -> None:
    guess = reader.read(("Công nhận",), ("KẾT QUẢ XÂY DỰNG GIA ĐÌNH HỌC TẬP",))
    assert [str(each) for each in guess.options] == [f"{FAMILY}:numerator"]
    two = ("KẾT QUẢ XÂY DỰNG GIA ĐÌNH HỌC TẬP", "VÀ DÒNG HỌ HỌC TẬP")
    assert reader.read(("Công nhận",), two) == Guess()
