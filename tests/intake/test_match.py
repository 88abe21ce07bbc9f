"""Names and codes -> units, indicators, groups."""

from datetime import date

import pytest

from khuyenhoc import definitions
from khuyenhoc.intake.match import EthnicityFinder, Finding, IndicatorFinder, PovertyFinder, near
from khuyenhoc.intake.places import UnitFinder
from khuyenhoc.intake.spelling import compact, fold, plain
from khuyenhoc.intake.unit_names import clean_code, split_kind

OLD, NEW = date(2024, 5, 31), date(2025, 9, 30)


@pytest.fixture
def units(units_on) -> UnitFinder:
    return UnitFinder(units_on, "02@2020")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Thuận Hoà", "thuận  hòa", True),
        ("Thuỷ", "Thủy", True),
        ("Đồng Văn", "ĐỒNG VĂN", True),
        ("học", "học", True),
        ("Trực Hưng", "Trực Hùng", False),
        ("Ba Tơ", "Ba Tô", False),
        ("Tả Lủng", "Ta Lung", False),
        ("Nậm Tỵ", "Nậm Ty", False),
    ],
)
def test_equality_of_names(one, other, same):
    assert (fold(one) == fold(other)) == same
    assert (compact(one) == compact(other)) == same


def test_plain_is_for_headers():
    assert plain("Kỳ_báo-cáo (Đ)") == "ky bao cao d"


@pytest.mark.parametrize(
    ("name", "kind", "rest"),
    [
        ("TP.Hà Giang", "thành phố", "Hà Giang"),
        ("TP Hà Giang", "thành phố", "Hà Giang"),
        ("H. Đồng Văn", "huyện", "Đồng Văn"),
        ("TT. Phó Bảng", "thị trấn", "Phó Bảng"),
        ("TTNT Việt Lâm", "thị trấn", "Nông Trường Việt Lâm"),
        ("TT NT Việt Lâm", "thị trấn", "Nông Trường Việt Lâm"),
        ("P.Trần Phú", "phường", "Trần Phú"),
        ("P1", "phường", "1"),
        ("Phường 01", "phường", "1"),
        ("x Lũng Cú", "xã", "Lũng Cú"),
        ("Xín Mần", "", "Xín Mần"),
        ("Huyện", "", "Huyện"),
    ],
)
def test_kinds_and_their_abbreviations(name, kind, rest):
    assert split_kind(name) == (kind, fold(rest))


@pytest.mark.parametrize("text", ["00688", '="00688"', "'00688", "00688.0", "00688,0"])
def test_codes_as_spreadsheets_leave_them(text):
    assert clean_code(text) == "00688"


@pytest.mark.parametrize(
    ("code", "name", "district", "key"),
    [
        ("00688", "", "", "00688@2020"),
        ("688", "", "", "00688@2020"),
        ("24", "", "", "024@2020"),
        ("24", "Tỉnh Bắc Giang", "", "24@2020"),
        ("24", "TP Hà Giang", "", "024@2020"),
        ("24", "Huyện Đồng Văn", "", None),
        ("2", "Tỉnh Hà Giang", "", "02@2020"),
        ("VN", "", "", "VN"),
        ("", "cả nước", "", "VN"),
        ("", "Toàn tỉnh", "", "02@2020"),
        ("", "Tỉnh Hà Giang", "", "02@2020"),
        ("", "TP Hà Giang", "", "024@2020"),
        ("", "Đồng Văn", "", "026@2020"),
        ("", "Thuận Hòa", "", "00937@2020"),
        ("", "xã  THUẬN HOÀ", "vị xuyên", "00937@2020"),
        ("", "Vị Xuyên", "Vị Xuyên", "00913@2020"),
        ("", "Huyện Vị Xuyên", "", "030@2020"),
        ("", "Huyện Vị Xuyên", "Vị Xuyên", "030@2020"),
        ("", "Việt Lâm", "", "00952@2020"),
        ("", "TTNT Việt Lâm", "", "00916@2020"),
        ("", "Tả Lủng", "026", "00742@2020"),
        ("", "Tả Lủng", "Mèo Vạc", "00796@2020"),
        ("", "Trần Phú", "", "00691@2020"),
        ("7201", "P. Trần Phú", "TP Bắc Giang", "07201@2020"),
        ("07201", "P. Trần Phú", "", "07201@2020"),
        ("213", "", "", "213@2020"),
    ],
)
def test_units_before_the_reform(code, name, district, key, units):
    found = units.find(code, name, district, OLD)
    assert (None if isinstance(found, Finding) else found) == key


def test_the_same_code_is_another_unit_after_the_reform(units):
    assert units.find("00691", "Phường Hà Giang 2", "", NEW) == "00691@2025"
    found = units.find("00691", "Phường Trần Phú", "", NEW)
    assert isinstance(found, Finding)
    assert found.code == "unit_code_name_mismatch"
    assert found.facts["code_unit"] == "Phường Hà Giang 2 (Tỉnh Tuyên Quang, mã 00691)"


def test_a_district_that_no_longer_exists_is_not_asked_for(units):
    assert units.find("00715", "", "Huyện Đồng Văn", NEW) == "00715@2025"


def test_names_are_looked_for_in_the_province_of_the_day(units_on):
    """Phường Trần Phú is also one of Bắc Giang's; Lũng Cú belongs to Tuyên Quang since the reform."""
    finder = UnitFinder(units_on, "02@2020", "08@2025")
    assert finder.find("", "Trần Phú", "", OLD) == "00691@2020"
    assert finder.find("", "Toàn tỉnh", "", OLD) == "02@2020"
    assert finder.find("", "Toàn tỉnh", "", NEW) == "08@2025"
    assert finder.outside("00715@2025", NEW) is None
    both = UnitFinder(units_on, "02@2020", "24@2020").find("", "Toàn tỉnh", "", OLD)
    assert isinstance(both, Finding) and both.code == "unit_ambiguous"


def test_a_unit_of_another_province_is_named_with_it(units):
    assert units.outside("07201@2020", OLD) == {
        "unit": "Phường Trần Phú (Thành phố Bắc Giang, mã 07201), Tỉnh Bắc Giang,",
        "province": "Tỉnh Hà Giang",
    }
    assert units.outside("24@2020", OLD) is None


def test_near_names_come_from_the_district_given(units):
    found = units.find("", "Ta Lung", "Mèo Vạc", OLD)
    assert isinstance(found, Finding)
    assert found.facts["suggestions"] == "Xã Tả Lủng (Huyện Mèo Vạc, mã 00796)"


def test_a_code_that_may_be_two_units_is_not_guessed(units_on):
    found = UnitFinder(units_on, "VN").find("24", "", "", OLD)
    assert isinstance(found, Finding)
    assert found.code == "unit_ambiguous"
    assert found.facts["options"] == "Tỉnh Bắc Giang (mã 24); Thành phố Hà Giang (Tỉnh Hà Giang, mã 024)"
    assert UnitFinder(units_on, "VN").find("24", "TP Hà Giang", "", OLD) == "024@2020"


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("Thuân Hòa", "Xã Thuận Hoà (Huyện Vị Xuyên, mã 00937)"),
        ("Ta Lung", "Xã Tả Lủng (Huyện Đồng Văn, mã 00742); Xã Tả Lủng (Huyện Mèo Vạc, mã 00796)"),
        ("Xyz", ""),
    ],
)
def test_near_names_are_offered_never_taken(name, suggestions, units):
    found = units.find("", name, "", OLD)
    assert isinstance(found, Finding)
    assert (found.code, found.facts["suggestions"]) == ("unit_unknown", suggestions)


@pytest.mark.parametrize(
    ("written", "others", "first"),
    [
        ("Xà Phìn", ["Tả Phìn", "Sà Phìn"], "Sà Phìn"),
        ("Xảng Tủng", ["Tả Lủng", "Sảng Tủng", "Xá Tổng"], "Sảng Tủng"),
        ("Nũng Cú", ["Nùng Cu", "Lũng Cú"], "Nùng Cu"),
        ("Nũng Cú", ["Sũng Cú", "Lũng Cú"], "Lũng Cú"),
        ("Trung Trải", ["Trung Tải", "Chung Chải"], "Chung Chải"),
        ("Da Ray", ["Da Bay", "Gia Ray"], "Gia Ray"),
        ("Ra Rang", ["Ta Rang", "Đa Rang", "Da Giang"], "Da Giang"),
        ("Na", ["Nga", "La"], "La"),
    ],
)
def test_a_name_that_sounds_the_same_is_offered_first(written, others, first):
    assert near(written, others).split("; ")[0] == first
    assert near(written, others[::-1]).split("; ")[0] == first


def test_a_name_that_sounds_the_same_is_offered_first_among_the_real_communes(here):
    found = here.places.find("", "Xã Xảng Tủng", "Huyện Đồng Văn", OLD)
    assert isinstance(found, Finding)
    assert found.facts["suggestions"].split("; ")[0].startswith("Xã Sảng Tủng (Huyện Đồng Văn")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("family_rate", "family_rate"),
        ("FAMILY_RATE", "family_rate"),
        ("gia đình HỌC TẬP", "family_rate"),
        ("Tỷ lệ công dân đạt Công dân học tập", "citizen_rate"),
    ],
)
def test_indicators(text, code, catalogue):
    assert IndicatorFinder(catalogue).find(text) == code


def test_an_unknown_indicator_gets_near_ones(catalogue):
    found = IndicatorFinder(catalogue).find("Ty le gia dinh hoc tap")
    assert isinstance(found, Finding)
    assert found.facts["suggestions"].split("; ")[0] == "Tỷ lệ Gia đình học tập"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ""),
        ("Tổng số", ""),
        ("Mông", "mong"),
        ("H'Mông", "mong"),
        ("H’Mông", "mong"),
        ("dân tộc hmông", "mong"),
        ("người Mèo", "mong"),
        ("Khơ me", "khmer"),
        ("KINH", "kinh"),
        ("tay", "tay"),
        ("DTTS", "dtts"),
        ("dân tộc thiểu số", "dtts"),
        ("đồng bào dân tộc thiểu số", "dtts"),
        ("Các dân tộc khác", "other"),
        ("không rõ", "unspecified"),
    ],
)
def test_ethnic_groups(text, code, ethnic_groups):
    assert EthnicityFinder(ethnic_groups).find(text) == code


@pytest.mark.parametrize(
    ("text", "names"), [("04", ("Mường", "Hoa")), ("6", ("Hoa", "Mường")), ("54", ("không có", "không có"))]
)
def test_a_bare_number_is_no_ethnic_group(text, names, ethnic_groups):
    found = EthnicityFinder(ethnic_groups).find(text)
    assert isinstance(found, Finding)
    assert (found.code, found.facts["name_2008"], found.facts["name_1979"]) == ("ethnicity_bare_code", *names)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ""),
        ("nghèo", "poor"),
        ("Hộ cận nghèo", "near_poor"),
        ("not_poor", "not_poor"),
        ("Chưa phân tổ", "unspecified"),
    ],
)
def test_poverty_classes(text, code, poverty_classes):
    assert PovertyFinder(poverty_classes).find(text) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nghèo + cận nghèo", "poverty_combined"), ("hộ cận nghèo và hộ nghèo", "poverty_combined"),
        ("Nghèo/cận nghèo", "poverty_combined"), ("cận  nghèo", "near_poor"), ("không nghèo và cận nghèo", "poverty_unknown"),
        ("hộ nghèo (chuẩn 2016-2020)", "poverty_of_standard"), ("cận nghèo, chuẩn 2022–2025", "poverty_of_standard"),
        ("khá giả", "poverty_unknown"),
    ],
)  # fmt: skip
def test_a_class_is_one_class_without_years(text, expected):
    classes = definitions.current().poverty_classes
    found = PovertyFinder(classes).find(text)
    assert (found if isinstance(found, str) else found.code) == expected


def test_near_classes_are_offered_as_they_are_written():
    found = PovertyFinder(definitions.current().poverty_classes).find("hộ cận ngheo")
    assert found.facts["suggestions"].split("; ")[0] == "Hộ cận nghèo"
