"""Who makes more than half of what is missing."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.concentration import MOST, concentration

NAN = float("nan")


@pytest.mark.parametrize(
    ("missing", "units", "share"),
    [
        ({"a": 60, "b": 40}, ["a"], 0.6),
        ({"a": 50, "b": 50}, ["a", "b"], 1.0),
        ({"a": 10, "b": 62, "c": 28}, ["b"], 0.62),
        ({"a": 40, "b": 30, "c": 30, "d": 0, "e": NAN}, ["a", "b"], 0.7),
        (dict.fromkeys("abcdefghij", 10), ["a", "b", "c", "d", "e"], 0.5),
        (dict.fromkeys("abcdefghijklmnop", 1), ["a", "b", "c", "d", "e"], 5 / 16),
        ({"a": 1}, ["a"], 1.0),
    ],
    ids=["one", "half is not more", "largest first", "two", "at most five", "five are less than half", "alone"],
)
def test_the_fewest_units_that_make_more_than_half(missing, units, share):
    found = concentration(pd.Series(missing, dtype="float64"))
    assert [unit for unit, _ in found.units] == units
    assert found.share == pytest.approx(share)
    assert (found.total, found.short) == (
        sum(v for v in missing.values() if v > 0),
        sum(v > 0 for v in missing.values()),
    )


def test_a_part_of_one_names_as_many_as_allowed():
    found = concentration(pd.Series({"a": 90.0, "b": 5.0, "c": 4.0, "d": 1.0}), most=3, more_than=1)
    assert found.units == (("a", 90), ("b", 5), ("c", 4))
    assert found.share == 0.99


@pytest.mark.parametrize("missing", [{}, {"a": 0.0}, {"a": NAN, "b": 0.0}])
def test_where_nobody_lacks_anything_there_is_nobody_to_name(missing):
    assert concentration(pd.Series(missing, dtype="float64")) is None


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_one_unit_less_would_not_be_more_than_half(missing):
    found = concentration(pd.Series(missing, index=[str(n) for n in range(len(missing))], dtype="float64"))
    if found is None:
        assert sum(missing) == 0
        return
    lacks = [lack for _, lack in found.units]
    assert lacks == sorted(missing, reverse=True)[: len(lacks)]
    assert 2 * sum(lacks[:-1]) <= sum(missing)
    assert 2 * sum(lacks) > sum(missing) or len(lacks) == MOST
