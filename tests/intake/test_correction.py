"""One figure typed on screen is read like any file of one row."""

import pytest

from khuyenhoc.intake.check import check
from khuyenhoc.intake.correction import FILE_NAME, correction_csv
from khuyenhoc.intake.read import read_csv


def checked(context, numerator: str, denominator: str, reason: str = "Xã gửi nhầm"):
    content = correction_csv(
        "2024-05", "00712", "family_rate", {"numerator": numerator, "denominator": denominator}, reason
    )
    return check(read_csv(content, FILE_NAME), context)


def test_what_is_typed_becomes_one_observation(context):
    (row,) = checked(context, " 1.300 ", "1600").observations.to_dict("records")
    assert (row["unit"], row["period"], row["indicator"]) == ("00712@2020", "2024-05", "family_rate")
    assert (row["numerator"], row["denominator"]) == (1300, 1600)
    assert row["source"] == "Sửa một số: Xã gửi nhầm"


@pytest.mark.parametrize(
    ("numerator", "denominator", "code"),
    [("1,300", "1600", "number_ambiguous"), ("1700", "1600", "numerator_over_denominator"), ("", "", "no_rows")],
)
def test_what_is_wrong_with_it_is_said_as_of_a_file(context, numerator, denominator, code):
    assert [item.code for item in checked(context, numerator, denominator).problems if item.severity == "error"] == [
        code
    ]


@pytest.mark.parametrize("reason", ["=cmd|' /C calc'!A0", 'dấu; và "nháy"', "hai\ndòng"])
def test_any_reason_stays_in_its_cell(context, reason):
    (row,) = checked(context, "1", "2", reason).observations.to_dict("records")
    assert row["source"].split() == f"Sửa một số: {reason}".split()
