"""Forms to fill in: what is written can be read back."""

from datetime import date

import pytest

from khuyenhoc.domain.unit import Level
from khuyenhoc.intake.check import check
from khuyenhoc.intake.read import read_csv
from khuyenhoc.intake.template import safe_cell, template_csv
from tests.intake.draw import problems

HEADER = "kỳ;mã địa bàn;tên địa bàn;huyện;chỉ tiêu;dân tộc;hộ nghèo;tử số;mẫu số;giá trị;nguồn"


def test_the_form_of_one_province(units_on, catalogue):
    units = units_on(date(2024, 5, 31))
    content = template_csv(units, catalogue, ["family_rate", "worker_rate"], Level.DISTRICT, "2024-05", "02@2020")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[:3] == [
        HEADER,
        "tháng 5/2024;024;Thành phố Hà Giang;;Tỷ lệ Gia đình học tập;;;;;;",
        "tháng 5/2024;024;Thành phố Hà Giang;;Tỷ lệ người lao động đạt Công dân học tập;;;;;;",
    ]
    assert len(lines) == 1 + 4 * 2 + 1


def test_communes_come_with_their_district(units_on, catalogue):
    content = template_csv(
        units_on(date(2024, 5, 31)), catalogue, ["member_count"], Level.COMMUNE, "2024-Q1", "026@2020"
    )
    assert content.decode("utf-8-sig").split("\r\n")[1:] == [
        "quý I/2024;00712;Thị trấn Phó Bảng;Huyện Đồng Văn;Số hội viên;;;;;;",
        "quý I/2024;00742;Xã Tả Lủng;Huyện Đồng Văn;Số hội viên;;;;;;",
        "",
    ]


@pytest.mark.parametrize("spoilt", [False, True], ids=["as written", "after a spreadsheet dropped the zeros"])
@pytest.mark.parametrize("level", [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE])
@pytest.mark.parametrize("period", ["2023", "2024-H1", "2024-Q3", "2024-05", "2024-05-31", "2019-05/2024-05"])
def test_a_form_filled_in_is_read_back(period, level, spoilt, units_on, catalogue, context):
    units = units_on(date(2024, 5, 31))
    indicators = [indicator.code for indicator in catalogue if level in indicator.collected_levels]
    text = template_csv(units, catalogue, indicators, level, period, "02@2020").decode()
    if spoilt:
        lines = [line.split(";") for line in text.split("\r\n")]
        text = "\r\n".join(";".join([*cells[:1], *(c.lstrip("0") for c in cells[1:2]), *cells[2:]]) for cells in lines)
    empty = check(read_csv(text.encode(), "mẫu.csv"), context)
    assert problems(empty.problems) == [(0, "", "no_rows")]
    filled = check(read_csv(text.replace(";;;;;;", ";;;;;-;").encode(), "mẫu.csv"), context)
    # A figure of an ended standard in a later period is doubted, rightly; nothing else is.
    assert {each.code for each in filled.problems} <= {"standard_ended"}
    keys = units.of_level(level, "02@2020")
    assert list(filled.observations["unit"]) == [key for key in keys for _ in indicators]
    assert set(filled.observations["indicator"]) == set(indicators)
    assert set(filled.observations["period"]) == {period}


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_formulas_are_made_harmless(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "00688", "Xã Lũng Cú", "5-2024"])
def test_other_text_stays_as_it_is(text):
    assert safe_cell(text) == text
