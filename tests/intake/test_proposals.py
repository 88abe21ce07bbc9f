"""Values ready to be accepted: what is offered for a cell, and the file as if they stood in it."""

import pytest

from khuyenhoc.intake.check import check
from khuyenhoc.intake.proposals import accepted, choices, only_ones, with_accepted
from khuyenhoc.intake.read import read_text
from tests.intake import draw


@pytest.fixture
def faults(context):
    """The rows drawn, read and checked: the sheet and its problems by address."""

    def read(*rows: dict[str, str]):
        sheet = read_text(draw.text(*rows))
        return sheet, {each.cell: each for each in check(sheet, context).problems}

    return read


@pytest.mark.parametrize(
    ("row", "cell", "offered"),
    [
        ({"numerator": "1,406", "denominator": "2.000"}, "H2", ["1.406"]),
        ({"numerator": "4O"}, "H2", ["40"]),
        ({"numerator": "30 (tăng 4)"}, "H2", ["30"]),
        ({"period": "May-24"}, "A2", ["tháng 5/2024"]),
        ({"unit_code": "", "unit_name": "Pho Bang"}, "C2", ["Thị trấn Phó Bảng (Huyện Đồng Văn, mã 00712)"]),
        ({"indicator": "Công dân học tập"}, "E2", [
            "Tỷ lệ công dân đạt Công dân học tập (citizen_rate)", "Tỷ lệ người lao động đạt Công dân học tập (worker_rate)",
        ]),
        ({"ethnicity": "dân tộc ít người"}, "F2", ["Dân tộc thiểu số"]),
        ({"numerator": "120"}, "H2", []),
        ({"numerator": "gần 45"}, "H2", []),
    ],
)  # fmt: skip
def test_what_is_offered_can_be_accepted_and_is_then_no_fault(faults, context, row, cell, offered):
    sheet, problems = faults(row)
    assert choices(problems[cell]) == offered
    for value in offered:
        again = check(with_accepted(sheet, [accepted(problems[cell], value)]), context)
        assert [each.code for each in again.problems if each.cell == cell] == ["value_accepted"]
        assert len(again.observations) == 1


def test_a_name_that_two_places_bear_is_told_apart_by_what_is_offered(faults, context):
    sheet, problems = faults({"unit_code": "", "unit_name": "Tả Lủng"})
    first, second = choices(problems["C2"])
    found = [
        check(with_accepted(sheet, [accepted(problems["C2"], each)]), context).observations["unit"].tolist()
        for each in (first, second)
    ]
    assert found == [["00742@2020"], ["00796@2020"]]


def test_all_at_once_takes_only_what_has_one_meaning(faults, context):
    sheet, _ = faults(
        {"numerator": "1,406", "denominator": "2.000"},
        {"unit_code": "", "unit_name": "Pho Bang"},
        {"period": "May-24", "unit_code": "00691"},
    )
    taken = only_ones(check(sheet, context).problems)
    assert [(each.cell, each.before, each.after) for each in taken] == [
        ("H2", "1,406", "1.406"),
        ("A4", "May-24", "tháng 5/2024"),
    ]
    again = check(with_accepted(sheet, taken), context)
    assert [each.cell for each in again.problems if each.severity == "error"] == ["C3"]
    assert sheet.rows[1][7] == "1,406", "the file itself is left alone"


def test_a_problem_of_the_whole_file_offers_nothing(context):
    (problem,) = check(read_text("a;b\n1;2\n"), context).problems[:1]
    assert choices(problem) == []
