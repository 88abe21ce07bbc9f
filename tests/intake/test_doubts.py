"""What is doubtful about a file, in words, with the row of the file."""

import pandas as pd
import pytest

from khuyenhoc import definitions
from khuyenhoc.intake import words
from khuyenhoc.intake.columns import Header
from khuyenhoc.intake.doubts import doubts
from tests.domain.draw import FAMILY, observations
from tests.guides import context

NOW = {"unit": "00712@2020", "period": "2024-05", "row": 7}


def said(now: dict, before: dict) -> list[str]:
    rows, past = observations(NOW | now), observations(NOW | {"period": "2023"} | before)
    return [words.sentence(item) for item in doubts(rows, past, definitions.current(), context())]


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (
            {"numerator": 50, "denominator": 100}, {"numerator": 55, "denominator": 130},
            "Dòng 7: tổng số tăng 30% so với năm 2023: từ 100 thành 130. Hãy xem có đổi cách tính hoặc ghi nhầm không.",
        ),
        (
            {"numerator": 50, "denominator": 100, "period": "2024-05"}, {"numerator": 40, "denominator": 100},
            "Dòng 7: số đạt giảm 20% so với số đang dùng: từ 50 còn 40. Hãy hỏi lại đơn vị báo cáo hoặc sửa số.",
        ),
        (
            {"numerator": 1500, "denominator": 3000}, {"numerator": 15, "denominator": 3000},
            "Dòng 7: số này là 15, còn năm 2023 là 1.500: chênh khoảng 100 lần. Có thể nhầm dấu chấm hàng nghìn hoặc đơn vị tính.",
        ),
        (
            {"numerator": 150, "denominator": 300}, {"numerator": 150, "denominator": 300},
            "Dòng 7: 1 số của “Gia đình học tập” giống hệt kỳ trước: dòng 7. Hãy xem có chép lại số cũ không.",
        ),
    ],
)  # fmt: skip
def test_each_doubt_is_said_with_both_figures(before, now, sentence):
    assert said(now, before) == [sentence]


def test_a_doubt_names_the_column_of_the_file_where_it_is_known():
    header = Header(0, {"numerator": 7, "denominator": 8}, {"numerator": "Tử số", "denominator": "Mẫu số"}, frozenset())
    rows = observations(NOW | {"numerator": 40, "denominator": 130})
    past = observations(NOW | {"period": "2023", "numerator": 50, "denominator": 100})
    found = doubts(rows, past, definitions.current(), context(), header)
    assert [(item.code, item.column, item.cell) for item in found] == [
        ("denominator_jump", "Mẫu số", "I7"),
        ("stock_fall", "Tử số", "H7"),
    ]


def test_units_exactly_at_the_target_are_said_once_for_their_indicator():
    known = definitions.current()
    codes = ["00712", "00715", "00718", "00721", "00724", "00727"]
    rows = pd.concat(
        observations(NOW | {"unit": f"{code}@2020", "row": row, "numerator": n, "denominator": 100})
        for row, (code, n) in enumerate(zip(codes, (70, 70, 70, 70, 70, 31), strict=True), start=2)
    ).reset_index(drop=True)
    found = doubts(rows, observations({"unit": "02@2020", "period": "2023"}), known, context())
    assert [(item.code, item.row) for item in found if item.code == "heaping"] == [("heaping", 2)]
    assert rows["indicator"].unique().tolist() == [FAMILY]
    assert "5 địa bàn báo cáo “Gia đình học tập” vừa đúng mức mục tiêu" in words.sentence(found[0])
