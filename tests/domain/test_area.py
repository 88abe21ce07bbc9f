"""Area types of units on a date: those entered with dates, and those that follow from the kind of unit."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.area import areas_on
from khuyenhoc.domain.unit import Units
from tests.domain.draw import units

MEMBERS = pd.DataFrame(
    [
        ("a", "zone_3", "2021-06-04", "2024-12-31"),
        ("a", "new_rural", "2025-01-01", ""),
        ("c", "zone_1", "2021-06-04", ""),
        ("elsewhere", "zone_2", "2021-06-04", ""),
    ],
    columns=["unit", "area_type", "valid_from", "valid_to"],
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 6, 3), {"rural"}),
        (date(2021, 6, 4), {"rural", "zone_3"}),
        (date(2024, 12, 31), {"rural", "zone_3"}),
        (date(2025, 1, 1), {"rural", "new_rural"}),
    ],
)
def test_a_membership_counts_on_both_of_its_days(day, expected):
    assert areas_on(MEMBERS, _with_kinds(), day)["a"] == expected


def test_the_kind_of_unit_says_town_or_country_and_others_places_are_left_out():
    found = areas_on(MEMBERS, _with_kinds(), date(2022, 1, 1))
    assert found == {"a": {"rural", "zone_3"}, "c": {"urban", "zone_1"}}


def _with_kinds() -> Units:
    frame = units().frame
    kinds = {"a": "Xã", "c": "Thị trấn"}
    return Units(frame.assign(kind=[kinds.get(key, "Huyện") for key in frame.index]))
