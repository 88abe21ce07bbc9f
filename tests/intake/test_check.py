"""Files drawn as tables -> what is wrong with them, and what is kept."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.errors import Severity
from khuyenhoc.intake.check import COLUMNS, check
from khuyenhoc.intake.columns import NAMES
from khuyenhoc.intake.read import Sheet, read_csv, read_text
from khuyenhoc.intake.spelling import plain
from khuyenhoc.intake.words import WORDS, sentence
from tests.intake import draw


def f(numerator=None, denominator=None, value=None):
    """The figures of a row that differ from draw.ROW."""
    drawn = {"numerator": numerator, "denominator": denominator, "value": value}
    return {column: text for column, text in drawn.items() if text is not None}


COUNT = {"indicator": "member_count", "denominator": ""}
NO_CODE = {"unit_code": ""}
POOR, NEAR, NOT = ({"poverty": word} for word in ("nghèo", "cận nghèo", "không nghèo"))
OLD_LINE, NEW_LINE = {"indicator": "poor_rate_2016_2020"}, {"indicator": "poor_rate"}
KINH, TÀY, DTTS, REST = ({"ethnicity": word} for word in ("Kinh", "Tày", "DTTS", "dân tộc khác"))
PARTS = [f("24.230"), {"indicator": "trained_public"} | f("22.429"), {"indicator": "trained_civil"} | f("1.891")]

ROWS = {  # what the case shows: its rows, and the problems (row, column, code)
    "nothing wrong": ([{}], []),
    # numbers
    "not a number": ([f("ba mươi")], [(2, "numerator", "number_unreadable")]),
    "a fraction made a date": ([f("10/12/2024")], [(2, "numerator", "number_was_date")]),
    "english thousands": ([COUNT | f("1,406")], [(2, "numerator", "number_ambiguous")]),
    "half a family": ([COUNT | f("1,4")], [(2, "numerator", "number_not_whole")]),
    "negative": ([f("-3")], [(2, "numerator", "number_negative")]),
    "too large": ([{"denominator": "9" * 17}], [(2, "denominator", "number_too_large")]),
    "per cent of members": ([COUNT | f("66,6%")], [(2, "numerator", "percent_in_count")]),
    "more than all": ([f("", "", "120%")], [(2, "value", "rate_over_100")]),
    "gần, khoảng": ([f("gần 30", "khoảng 100", "30%")], [(2, "numerator", "figure_near"), (2, "denominator", "figure_near")]),
    "formula error": ([f("#REF!")], [(2, "numerator", "formula_error")]),
    "empty formula": ([f(None, None, "#DIV/0!")], [(2, "value", "empty_formula")]),
    "decimal dot": ([f(None, None, "30.0")], [(2, "value", "dot_decimal")]),
    "share, clear": ([f(None, None, "0,3")], [(2, "value", "rate_scale")]),
    "share, contradicted": ([f(None, None, "0,9")], [(2, "value", "rate_scale_unclear")]),
    "share, alone": ([f("", "", "0,666")], [(2, "value", "rate_scale_unclear")]),
    "fraction agrees": ([f("", "", "30/100"), NO_CODE | {"unit_name": "Trần Phú", "numerator": "3/9", "denominator": "9"}], []),
    "fraction conflicts": ([f("31", None, "30/100")], [(2, "value", "fraction_conflict")]),
    "count in two columns": ([COUNT | f("30", None, "31")], [(2, "value", "value_conflict")]),
    "count in the value column": ([COUNT | f("", None, "31")], []),
    "denominator of a count": ([COUNT | f(None, "100")], [(2, "denominator", "denominator_of_count")]),
    "n over N": ([f("91", "74")], [(2, "numerator", "numerator_over_denominator")]),
    "N alone": ([f("")], [(2, "denominator", "denominator_only")]),
    "n alone": ([f(None, "")], [(2, "numerator", "numerator_only")]),
    "rate alone": ([f("", "", "66,6%")], [(2, "value", "rate_only")]),
    "rate and n": ([f("125.071", "", "66,6%")], [(2, "value", "denominator_inferred")]),
    "no whole N": ([f("1.406", "", "60, 04%")], [(2, "value", "no_whole_denominator")]),
    "typed rate right": ([f("821", "834", "98,44%")], []),
    "half a last digit": ([f("1", "8", "12,45"), {"unit_code": "00691", "numerator": "1", "denominator": "8", "value": "12"}],
     [(2, "value", "rate_contradicts")]),
    "approximate": ([{"approximate": ">="}], []),
    "approximate word": ([{"approximate": "chừng"}], [(2, "approximate", "approximate_unreadable")]),
    "sample": ([{"minh_hoa": "1"}], []),
    "sample word": ([{"minh_hoa": "có lẽ"}], [(2, "minh_hoa", "sample_unreadable")]),
    "several in one row": ([{"period": "?", "unit_code": "99999", "indicator": "?", "numerator": "?"}],
     [(2, "period", "period_unreadable"), (2, "indicator", "indicator_unknown"), (2, "numerator", "number_unreadable")]),
    # period
    "no period": ([{"period": ""}], [(2, "period", "period_missing")]),
    "school year": ([{"period": "năm học 2023-2024"}], [(2, "period", "period_unreadable")]),
    "a day as a number": ([{"period": "45413"}], [(2, "period", "period_serial")]),
    "future": ([{"period": "12/2025"}], [(2, "period", "period_future"), ]),
    "month not over": ([{"period": "11/2025", "unit_code": "00715"}, {"period": "11/2025", "unit_code": "00691"}],
     [(2, "period", "period_unfinished")]),
    # unit
    "no unit": ([NO_CODE], [(2, "unit_code", "unit_missing")]),
    "zeros lost": ([{"unit_code": "688"}, {"unit_code": "24"}, {"unit_code": "2"}, {"unit_code": "691.0"}], []),
    "a zero of five": ([{"unit_code": "0688"}], [(2, "unit_code", "unit_code_unknown")]),
    "code and name": ([{"unit_name": "P. Quang Trung", "district": "TP Hà Giang"}], []),
    "code against name": ([{"unit_name": "Phường Trần Phú"}], [(2, "unit_code", "unit_code_name_mismatch")]),
    "code against district": ([{"district": "Đồng Văn"}], [(2, "district", "unit_district_mismatch")]),
    "unknown name": ([NO_CODE | {"unit_name": "Xã Tả Lung", "district": "Đồng Văn"}], [(2, "unit_name", "unit_unknown")]),
    "two of a name": ([NO_CODE | {"unit_name": "Xã Tả Lủng"}], [(2, "unit_name", "unit_ambiguous")]),
    "two of a name, district": ([NO_CODE | {"unit_name": "Xã Tả Lủng", "district": "H. Mèo Vạc"}], []),
    "unknown district": ([NO_CODE | {"unit_name": "Tả Lủng", "district": "Mèo Vặc"}], [(2, "district", "district_unknown")]),
    "name since the reform": ([NO_CODE | {"unit_name": "Phường Hà Giang 2"}], [(2, "unit_name", "unit_not_valid")]),
    "code before the reform": ([{"period": "9/2025"}], [(2, "unit_code", "unit_not_valid")]),
    "year that ends after the reform": ([{"period": "2025"}], [(2, "unit_code", "unit_not_valid")]),
    "another province": ([{"unit_code": "07201"}], [(2, "unit_code", "unit_outside")]),
    "another province as a whole": ([NO_CODE | {"unit_name": "Tỉnh Bắc Giang", "unit_code": "24"}], []),
    # indicator and groups
    "no indicator": ([{"indicator": ""}], [(2, "indicator", "indicator_missing")]),
    "indicator by name": ([{"indicator": "tỷ lệ gia đình học tập"}, {"indicator": "Dòng họ học tập"}], []),
    "indicator of two": ([{"indicator": "Công dân học tập"}], [(2, "indicator", "indicator_ambiguous")]),
    "group by number": ([{"ethnicity": "4"}], [(2, "ethnicity", "ethnicity_bare_code")]),
    "unknown group": ([{"ethnicity": "Tầy"}], [(2, "ethnicity", "ethnicity_unknown")]),
    "a name no longer used": ([{}, {"ethnicity": "Mèo"}, {"ethnicity": "mèo", "unit_code": "00691"}, {"unit_code": "00691"}],
     [(3, "ethnicity", "ethnicity_old_name")]),
    "old standard, new period": ([OLD_LINE | {"period": "2022"}, OLD_LINE | {"period": "2022", "unit_code": "00691"}],
     [(2, "indicator", "standard_ended")]),
    "old standard, the year after and before": ([OLD_LINE | {"period": "2021"}, OLD_LINE | {"period": "2020"}], []),
    "new standard, old period": ([NEW_LINE | {"period": "2020"}], [(2, "indicator", "standard_not_begun")]),
    "new standard, its own period": ([NEW_LINE | {"period": "2021"}, NEW_LINE | {"period": "2023"}], []),
    "unknown class": ([{"poverty": "khá"}], [(2, "poverty", "poverty_unknown")]),
    "a class of another standard": ([{"poverty": "nghèo (chuẩn 2016-2020)"}], [(2, "poverty", "poverty_of_standard")]),
    "both classes, added": ([{"poverty": "nghèo + cận nghèo"}], [(2, "poverty", "poverty_combined")]),
    "both classes": ([{"poverty": "hộ nghèo đa chiều"}], [(2, "poverty", "poverty_combined")]),
    "no such breakdown": ([{"indicator": "clan_rate"} | KINH | POOR],
     [(2, "ethnicity", "ethnicity_not_collected"), (2, "poverty", "poverty_not_collected")]),
    "wrong level": ([COUNT | {"unit_code": "026"}, COUNT | {"unit_code": "027"}, COUNT], [(2, "indicator", "level_not_collected")]),
    # rows against one another
    "the same twice": ([{}, {"unit_name": "Quang Trung", "period": "5/2024"}], [(3, "", "duplicate_same")]),
    "twice, different": ([{}, f("31")], [(3, "", "duplicate_different")]),
    "twice, one without N": ([f(None, None, "30%"), f(None, "", "30%")],
     [(3, "", "duplicate_different"), (3, "value", "denominator_inferred")]),
    "a group under two names": ([{}, {"ethnicity": "Mông", "numerator": "3"}, {"ethnicity": "H'Mông", "numerator": "3"}],
     [(3, "numerator", "groups_incomplete"), (4, "ethnicity", "ethnicity_twice")]),
    "groups make the whole": ([{}, KINH | f("10", "40"), DTTS | f("20", "60"), TÀY | f("9", "9")], []),
    "groups beyond the whole": ([{}, KINH | f("10", "40"), DTTS | f("21", "60")], [(3, "numerator", "groups_over_total")]),
    "groups short of the whole": ([{}, POOR | f("5", "20"), NEAR | f("5", "20"), NOT | f("20", "59")],
     [(3, "denominator", "groups_under_total")]),
    "some groups": ([{}, KINH | f("10", "40"), TÀY | f("5", "20")], [(3, "numerator", "groups_incomplete")]),
    "groups that close": ([{}, KINH | f("10", "40"), REST | f("5", "60")], [(3, "numerator", "groups_under_total")]),
    "cells against both margins": ([{}, KINH, POOR, KINH | POOR | f("31")], [(3, "poverty", "")]),
    "groups alone": ([KINH, KINH | {"unit_code": "00691"}], [(2, "indicator", "breakdown_without_total")]),
    "parts": ([COUNT | {"indicator": "trained"} | PARTS[0], COUNT | PARTS[1], COUNT | PARTS[2]], [(2, "numerator", "parts_not_adding")]),
    "parts, one missing": ([COUNT | {"indicator": "trained"} | PARTS[0], COUNT | PARTS[1]], []),
    # filling in
    "nothing filled in": ([f("", "")], [(0, "", "no_rows")]),
    "some filled in": ([{}, {"unit_code": "?", "numerator": "x", "denominator": ""}], [(0, "", "rows_not_filled")]),
}  # fmt: skip
# Both cells and margins: the cell (31) exceeds the margin of its row and of its column.
ROWS["cells against both margins"] = (
    ROWS["cells against both margins"][0],
    [(5, "numerator", "groups_over_total"), (5, "numerator", "groups_over_total")],
)

FILES = {
    "no figures at all": ("kỳ;mã địa bàn\n2024;00688\n", [(1, "", "column_missing"), (1, "", "column_missing")]),
    "two columns of one meaning": ("kỳ;period;mã;chỉ tiêu;tử số\n", [(1, "period", "column_twice")]),
    "a column of our own": ("kỳ;mã;chỉ tiêu;tử số;ghi chú\n5/2024;688;member_count;5;a\n", [(1, "ghi chú", "column_unknown")]),
    "unquoted decimal commas": ("kỳ,mã,chỉ tiêu,tỷ lệ\n5/2024,688,clan_rate,66,6\n", [(2, "", "cell_without_column")]),
    "an old font": ("kú;m·;chØ tiªu;tö sè\n5/2024;688;member_count;5\n", [(0, "", "old_font")]),
    "titles above": ("Hội Khuyến học\nkỳ;mã;chỉ tiêu;tử số\n5/2024;688;member_count;?\n", [(3, "tử số", "number_unreadable")]),
    "only a header": ("kỳ;mã;chỉ tiêu;tử số\n", [(0, "", "no_rows")]),
    "blank rows count": ("\nKỲ BÁO CÁO;Mã_địa_bàn;Chỉ tiêu;Thực hiện\n;;;\n5/2024;688;member_count;?\n",
        [(4, "Thực hiện", "number_unreadable")]),
    "any order, toneless": ("Nguon;ty le (%);tong so;thuc hien;chi tieu;xa;huyen;ky\nHội;30;100;30;clan_rate;Việt Lâm;Vị Xuyên;5/2024\n",
        []),
}  # fmt: skip


ACCEPTED = {"value_accepted"}  # drawn in test_proposals.py
OF_WORKBOOKS = {"macros_ignored", "hidden_rows", "formulas_uncomputed"}  # drawn in test_open_file.py
OF_FORMS = {"form_recognised"}  # drawn in tests/reports/test_form.py; those of offices in test_office_form.py
AGAINST_THE_PAST = {  # drawn in test_doubts.py and test_plausibility.py
    "denominator_jump", "stock_fall", "tenfold", "percent_as_count", "outlier", "unchanged", "heaping",
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_drawn_rows(case, checked):
    rows, expected = ROWS[case]
    assert sorted(draw.problems(checked(draw.text(*rows)).problems)) == sorted(expected)


@pytest.mark.parametrize("case", FILES)
def test_drawn_files(case, checked):
    text, expected = FILES[case]
    assert draw.problems(checked(text).problems) == expected


def test_every_problem_is_drawn_and_has_its_sentence(checked):
    found = [item for rows, _ in ROWS.values() for item in checked(draw.text(*rows)).problems]
    found += [item for text, _ in FILES.values() for item in checked(text).problems]
    assert {item.code for item in found} == set(WORDS) - ACCEPTED - OF_WORKBOOKS - OF_FORMS - AGAINST_THE_PAST
    for item in found:
        text = sentence(item)
        assert "{" not in text
        assert text.endswith((".", "?"))
        assert str(item.row) in text or item.row == 0
        assert item.column in text
        assert item.value in text


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [{"unit_code": "0688"}],
            "Dòng 2, cột “unit_code”: đọc được “0688”; không có địa bàn nào mang mã này vào ngày 31/5/2024. "
            "Hãy kiểm tra lại mã, kể cả các số 0 ở đầu.",
        ),
        (
            [COUNT | f("1,406")],
            "Dòng 2, cột “numerator”: đọc được “1,406”; có thể hiểu là hai số khác nhau. Hãy viết dấu chấm ở hàng nghìn, "
            "dấu phẩy ở phần lẻ. Có phải là “1.406”?",
        ),
        (
            [f("330.909", "899.900", "35,36%")],
            "Dòng 2, cột “value”: tỷ lệ ghi là 35,36%, còn 330.909/899.900 = 36,77%. Phần mềm dùng tỷ lệ tính lại và giữ "
            "cả hai. Hãy hỏi lại đơn vị báo cáo hoặc sửa số.",
        ),
        (
            [f("1.406", "", "60, 04%")],
            "Dòng 2, cột “value”: không có mẫu số nguyên nào cho tỷ lệ 60,04% khi tử số là 1.406 "
            "(gần nhất: 2.341 cho 60,06%; 2.342 cho 60,03%). Hãy hỏi lại đơn vị báo cáo hoặc sửa số.",
        ),
        (
            [f("125.071", "", "66,6%")],
            "Dòng 2, cột “value”: không có mẫu số; suy ra khoảng 187.794 (từ 187.654 đến 187.935). "
            "Số suy ra không được cộng vào tổng.",
        ),
        (
            [f("gần 45")],
            "Dòng 2, cột “numerator”: đọc được “gần 45”; ghi là gần 45, tính là 45.",
        ),
        (
            [COUNT | {"indicator": "fund_vnd", "numerator": "trên 1,5 tỷ"}],
            "Dòng 2, cột “numerator”: đọc được “trên 1,5 tỷ”; ghi là trên 1.500.000.000, tính là 1.500.000.000.",
        ),
        (
            [f("30", None, "ước đạt 30%")],
            "Dòng 2, cột “value”: đọc được “ước đạt 30%”; ghi là khoảng 30%, tính là 30%.",
        ),
        (
            [{"ethnicity": "DTTS khác"}],
            "Dòng 2, cột “ethnicity”: đọc được “DTTS khác”; không có dân tộc nào tên như vậy. Hãy ghi tên theo Danh mục, hoặc "
            "“dân tộc thiểu số”, “dân tộc khác”. Có phải là “Dân tộc khác”?",
        ),
        (
            [{}, {"ethnicity": "Mèo"}],
            "Dòng 3, cột “ethnicity”: đọc được “Mèo”; tên cũ, không dùng nữa; đã hiểu là Mông. Lần sau hãy ghi Mông.",
        ),
        (
            [{"indicator": "poor_rate_2016_2020", "period": "2024"}],
            "Dòng 2, cột “indicator”: đọc được “poor_rate_2016_2020”; “Tỷ lệ hộ nghèo (chuẩn 2016–2020)” chỉ dùng đến hết năm 2020; "
            "kỳ này đã sang chuẩn mới. Nếu đúng là số theo chuẩn mới, hãy ghi chỉ tiêu “Tỷ lệ hộ nghèo (chuẩn 2022–2025)” (poor_rate).",
        ),
        (
            [COUNT | {"indicator": "trained"} | PARTS[0], COUNT | PARTS[1], COUNT | PARTS[2]],
            "Dòng 2, cột “numerator”: các phần 22.429 + 1.891 cộng được 24.320, khác số tổng 24.230. "
            "Hãy hỏi lại đơn vị báo cáo hoặc sửa số.",
        ),
        (
            [NO_CODE | {"unit_name": "Xã Tả Lủng"}],
            "Dòng 2, cột “unit_name”: đọc được “Xã Tả Lủng”; có 2 địa bàn hợp với cách ghi này: Xã Tả Lủng (Huyện Đồng Văn, "
            "mã 00742); Xã Tả Lủng (Huyện Mèo Vạc, mã 00796). Hãy ghi thêm huyện, loại địa bàn (xã, thị trấn …) hoặc mã đầy đủ.",
        ),
        (
            [{"period": "9/2025"}],
            "Dòng 2, cột “unit_code”: đọc được “00688”; Phường Quang Trung (Thành phố Hà Giang, mã 00688) chỉ có đến hết "
            "ngày 30/6/2025, không có vào ngày 30/9/2025 (cuối kỳ báo cáo). Hãy sửa kỳ hoặc dùng địa bàn của thời điểm đó.",
        ),
        (
            [{"ethnicity": "4"}],
            "Dòng 2, cột “ethnicity”: đọc được “4”; không ghi dân tộc bằng số vì hai danh mục đánh số khác nhau: theo QĐ 1019 "
            "(2008) số này là Mường, theo QĐ 121 (1979) là Hoa; 04 và 06 đổi chỗ cho nhau. Hãy ghi tên dân tộc.",
        ),
        (
            [{}, f("31", None, "31%")],
            "Dòng 3: cùng kỳ, địa bàn, chỉ tiêu, nhóm với dòng 2 nhưng số khác: 31/100, 31% và 30/100. Hãy giữ một dòng.",
        ),
    ],
)
def test_sentences(rows, expected, checked):
    assert sentence(checked(draw.text(*rows)).problems[0]) == expected


def test_one_row_becomes_one_observation(checked):
    row = {
        "period": "tháng 5/2024", "unit_code": "688", "numerator": "trên 1.385", "denominator": "1.847", "value": "75, 0%",
        "ethnicity": "H'Mông", "poverty": "Hộ nghèo", "source": "Hội KH", "minh_hoa": "1", "denominator_source": "Thống kê",
        "document": "05/BC-HKH",
    }  # fmt: skip
    observations = checked(draw.text(row)).observations
    assert list(observations.columns) == list(COLUMNS)
    assert observations.iloc[0].to_dict() == {
        "row": 2, "period": "2024-05", "unit": "00688@2020", "indicator": "family_rate", "ethnicity": "mong", "poverty": "poor",
        "numerator": 1385, "denominator": 1847, "stated_rate": 0.75, "stated_decimals": 1, "approximate": ">=",
        "state": "value", "sample": True, "source": "Hội KH", "denominator_source": "Thống kê", "document": "05/BC-HKH",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f("0"), (0, 100, "zero", "=")),
        (f("-"), (None, 100, "none", "=")),
        (f("…", ""), (None, None, "unknown", "=")),
        (f("", None, "gần 30%"), (None, 100, "value", "<=")),
        (f("trên 3", "gần 100"), (3, 100, "value", "~")),
        (f("3", "gần 100"), (3, 100, "value", "~")),  # BUG: “gần 3%”, which is more than 3%
        (f("3", "trên 100"), (3, 100, "value", "~")),
        (f("gần 3", "gần 100"), (3, 100, "value", "~")),
        (f("gần 3"), (3, 100, "value", "<=")),
        (f("trên 3"), (3, 100, "value", ">=")),
        ({"numerator": "trên 3", "approximate": "khoảng"}, (3, 100, "value", "~")),
        (f("", "", "1.385/1847"), (1385, 1847, "value", "=")),
        ({"indicator": "literacy_l2", "numerator": "Đạt mức độ 2", "denominator": ""}, (1, 1, "value", "=")),
        (
            {"indicator": "literacy_l2", "numerator": "", "denominator": "", "value": "chưa đạt mức độ 2"},
            (0, 1, "zero", "="),
        ),
        (COUNT | f("KPS"), (None, None, "none", "=")),
        (COUNT | f("", None, "khoảng 300 người"), (300, None, "value", "~")),
        (COUNT | {"indicator": "fund_vnd", "numerator": "trên 55 tỷ"}, (55e9, None, "value", ">=")),
        (COUNT | {"indicator": "fund_million", "numerator": "12.650,5"}, (12650.5, None, "value", "=")),
    ],
)
def test_figures_of_a_row(row, expected, checked):
    kept = checked(draw.text(row)).observations.iloc[0]
    figures = [None if pd.isna(kept[name]) else kept[name] for name in ("numerator", "denominator")]
    assert (*figures, kept["state"], kept["approximate"]) == expected


@pytest.mark.parametrize(
    ("value", "share", "decimals"), [("0,3", 0.3, 0), ("0,300", 0.3, 1), ("30", 0.3, 0), ("30,00%", 0.3, 2)]
)
def test_scale_and_digits_of_a_typed_rate(value, share, decimals, checked):
    kept = checked(draw.text({"value": value})).observations.iloc[0]
    assert (kept["stated_rate"], kept["stated_decimals"]) == (share, decimals)


def test_a_small_per_cent_without_its_sign_is_recognised_by_n_and_N(checked):
    kept = checked(draw.text(f("1", "200", "0,5"))).observations.iloc[0]
    assert (kept["stated_rate"], kept["stated_decimals"]) == (0.005, 1)


def test_rows_with_an_error_are_left_out_and_the_rest_kept(checked):
    result = checked(draw.text({}, {"unit_code": "00691", "numerator": "?"}, {"unit_code": "00712"}))
    assert list(result.observations["row"]) == [2, 4]
    assert (result.rows_read, result.has_errors) == (3, True)


def test_a_row_written_twice_is_kept_once(checked):
    result = checked(draw.text({}, {}))
    assert (len(result.observations), result.has_errors) == (1, False)


def test_an_empty_check_still_has_the_columns(checked):
    result = checked("kỳ;mã địa bàn\n")
    assert list(result.observations.columns) == list(COLUMNS)
    assert (len(result.observations), result.rows_read) == (0, 0)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_and_unicode_forms_give_the_same_observations(form, encoding, context):
    text = draw.text(NO_CODE | {"unit_name": "Xã Thuận Hòa", "district": "Huyện Vị Xuyên", "ethnicity": "Tày"})
    content = pd.Series([text]).str.normalize(form)[0].encode(encoding)
    result = check(read_csv(content, "a.csv"), context)
    assert list(result.observations["unit"]) == ["00937@2020"]
    assert list(result.observations["ethnicity"]) == ["tay"]


def test_names_of_columns_mean_one_thing_each():
    meanings = [(plain(name), column) for column, names in NAMES.items() for name in (column, *names)]
    assert len({name for name, _ in meanings}) == len(set(meanings))


def test_a_file_of_many_rows_reads_each_distinct_word_once(context, monkeypatch):
    looked_up = []
    units_on = context.units_on
    counting = replace(context, units_on=lambda day: looked_up.append(day) or units_on(day))
    rows = [
        {"unit_code": code, "period": period}
        for period in ("2024-05", "2023-12")
        for code in ("00688", "00691", "00712")
    ]
    assert len(check(read_text(draw.text(*rows)), counting).observations) == 6
    assert sorted(looked_up) == [date(2023, 12, 31), date(2024, 5, 31)]


def test_warnings_do_not_stop_publication(checked):
    result = checked(draw.text(f(None, None, "31%")))
    assert [item.severity for item in result.problems] == [Severity.WARNING]
    assert not result.has_errors


CELL = st.one_of(
    st.sampled_from(
        [
            "",
            "-",
            "…",
            "5/2024",
            "2024-H1",
            "688",
            "02",
            "Tả Lủng",
            "family_rate",
            "Kinh",
            "nghèo",
            "66,6%",
            "0,5",
            "3/4",
        ]
    ),
    st.text(max_size=6),
)


@given(cells=st.lists(st.lists(CELL, min_size=len(draw.COLUMNS), max_size=len(draw.COLUMNS)), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cells_break_the_check(cells, context):
    """Whatever stands in them, a row is kept, left out with an error, or skipped as not filled in."""
    result = check(Sheet("a.csv", [list(draw.COLUMNS), *cells]), context)
    wrong = {item.row for item in result.problems if item.severity is Severity.ERROR}
    kept = set(result.observations["row"])
    assert len(kept) <= result.rows_read <= len(cells)
    assert kept.isdisjoint(wrong)
    assert not {item.code for item in result.problems} - set(WORDS)
    assert all(sentence(item) for item in result.problems)
    assert result.has_errors == bool(wrong)


def test_a_problem_of_one_cell_names_its_address(checked):
    found = checked(draw.text({}, {"unit_code": "00691", "numerator": "1,406"}, {"unit_code": "99999"}))
    assert [(item.row, item.column, item.cell) for item in found.problems] == [
        (3, "numerator", "H3"),
        (4, "unit_code", "B4"),
    ]
