"""Reading column by column finds what reading row by row finds: the same figures, the same problems, in the same order."""

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.intake import check as module
from khuyenhoc.intake.check import check
from khuyenhoc.intake.columns import read_header
from khuyenhoc.intake.plain_rows import plain_rows
from khuyenhoc.intake.read import read_text
from khuyenhoc.intake.rows import RowReader
from tests.intake import draw

CELLS = {
    "period": ["2024-05", "2023", "May-24", "2099", ""],
    "unit_code": ["00688", "688", "026", "00742", "99999", "07201", ""],
    "unit_name": ["", "Phường Quang Trung", "Tả Lủng", "Xã Không Có"],
    "district": ["", "Huyện Đồng Văn", "Huyện Mèo Vạc"],
    "indicator": ["family_rate", "Gia đình học tập", "member_count", "literacy_l2", "fund_million", "không có", ""],
    "ethnicity": ["", "Mông", "Mèo", "06"],
    "poverty": ["", "hộ nghèo", "nghèo đa chiều"],
    "numerator": ["30", "0", "04", "1.406", "1,406", "", "-", "…", "trên 20", "30/100", "120", "99999999999999999"],
    "denominator": ["100", "", "0", "50", "1.000"],
    "value": ["", "", "30%", "x"],
    "minh_hoa": ["", "1", "có", "y"],
    "approximate": ["", "", "~"],
    "source": ["", "Báo cáo 05"],
}  # fmt: skip
ROWS = st.lists(
    st.fixed_dictionaries({}, optional={name: st.sampled_from(texts) for name, texts in CELLS.items()}), max_size=8
)


def nothing_plain(rows, numbers, reader):
    """In the place of plain_rows: every row is read by itself."""
    frame, _ = plain_rows([], np.array([], dtype="int64"), reader)
    return frame, np.zeros(len(rows), dtype=bool)


@given(rows=ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_both_ways_find_the_same(rows, context):
    sheet = read_text(draw.text(*rows))
    by_columns = check(sheet, context)
    kept, module.plain_rows = module.plain_rows, nothing_plain
    try:
        by_rows = check(sheet, context)
    finally:
        module.plain_rows = kept
    assert by_columns.problems == by_rows.problems
    assert by_columns.rows_read == by_rows.rows_read
    pd.testing.assert_frame_equal(by_columns.observations, by_rows.observations)


def test_ordinary_rows_are_read_by_columns_and_the_others_are_left(context):
    sheet = read_text(
        draw.text({}, {"numerator": "khoảng 30"}, {"unit_code": "00691", "denominator": ""}, {"numerator": "101"})
    )
    header, _ = read_header(sheet)
    frame, done = plain_rows(sheet.rows[1:], np.arange(2, 6), RowReader(header, context))
    assert done.tolist() == [True, False, True, False]
    assert frame["row"].tolist() == [2, 4]
    assert frame["unit"].tolist() == ["00688@2020", "00691@2020"]


def test_a_cell_without_a_column_is_left_to_the_reading_of_rows(context):
    sheet = read_text(draw.text({}).rstrip("\n") + ";thừa\n")
    assert [each.code for each in check(sheet, context).problems] == ["cell_without_column"]
