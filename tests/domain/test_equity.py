"""Groups of one unit against its own total, in whole families (methods §6, first form)."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc.domain.equity import COLUMNS, ETHNICITY, POVERTY, breakdown, too_small, total
from tests.domain.draw import catalogue, observations, units


def figure(unit: str, n: float, d: float, ethnicity: str = "", poverty: str = "", **more: object) -> dict:
    return {
        "unit": unit, "period": "2024-05", "numerator": n, "denominator": d, "ethnicity": ethnicity, "poverty": poverty, **more
    }  # fmt: skip


def groups(*rows: dict, unit: str = "a", by: str = ETHNICITY) -> pd.DataFrame:
    return breakdown(observations(*rows), units(), catalogue(), unit, by)


def behind(*rows: dict, **how: str) -> dict[str, float]:
    found = groups(*rows, **how)
    return dict(zip(found["group"], found["behind"], strict=True))


def test_gap_and_families_behind_the_units_own_total():
    found = groups(figure("a", 70, 100), figure("a", 30, 60, "mong"), figure("a", 40, 40, "kinh")).set_index("group")
    assert list(found["value"]) == [0.5, 1.0]
    assert found["gap"].round(9).to_dict() == {"mong": -0.2, "kinh": 0.3}
    assert found["behind"].to_dict() == {"mong": 12, "kinh": 0}


@pytest.mark.parametrize(
    ("whole", "group", "families"),
    [
        # n/N of the unit, n/N of the group -> ⌈(y_ref − y)·N⌉
        ((55, 100), (0, 100), 55),
        ((29, 100), (0, 100), 29),
        ((58, 100), (0, 100), 58),
        ((57, 100), (0, 100), 57),
        ((7, 10), (69, 100), 1),
        ((7, 10), (70, 100), 0),
        ((7, 10), (71, 100), 0),
        ((1, 3), (33, 100), 1),
        ((2, 3), (66, 100), 1),
        ((1, 3), (333_333, 1_000_000), 1),
        ((1, 3), (333_334, 1_000_000), 0),
        ((333_333, 1_000_000), (0, 3), 1),
        ((999_999, 1_000_000), (999_998, 999_999), 1),
    ],
)
def test_families_behind_are_whole_and_exact(whole, group, families):
    assert behind(figure("a", *whole), figure("a", *group, "mong")) == {"mong": families}


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.data())
@settings(max_examples=60, deadline=None)
def test_behind_agrees_with_whole_numbers(whole, size, data):
    n, own = data.draw(st.integers(0, whole)), data.draw(st.integers(0, size))
    exact = max(0, -((own * whole - n * size) // whole))
    assert behind(figure("a", n, whole), figure("a", own, size, "mong")) == {"mong": exact}


def test_ordered_by_families_behind_then_by_size():
    rows = [
        figure("a", 50, 100), figure("a", 5, 10, "tay"), figure("a", 6, 40, "mong"), figure("a", 30, 30, "kinh"),
        figure("a", 9, 20, "dao"),
    ]  # fmt: skip
    assert list(groups(*rows)["group"]) == ["mong", "dao", "kinh", "tay"]


def test_sums_over_the_communes_below():
    rows = [
        figure("a", 30, 50), figure("b", 40, 50), figure("a", 5, 20, "mong"), figure("b", 10, 20, "mong"),
        figure("b", 15, 15, "kinh"), figure("c", 0, 90, "mong"),
    ]  # fmt: skip
    found = groups(*rows, unit="D1").set_index("group")
    assert found[["numerator", "denominator", "behind"]].to_dict("index") == {
        "mong": {"numerator": 15, "denominator": 40, "behind": 13}, "kinh": {"numerator": 15, "denominator": 15, "behind": 0},
    }  # fmt: skip


def test_each_cut_is_its_own_and_crossed_cells_are_in_none():
    rows = [
        figure("a", 50, 100), figure("a", 10, 40, "mong"), figure("a", 20, 30, "", "poor"), figure("a", 1, 15, "mong", "poor"),
    ]  # fmt: skip
    assert list(groups(*rows, by=ETHNICITY)["group"]) == ["mong"]
    assert list(groups(*rows, by=POVERTY)["group"]) == ["poor"]


def test_no_groups_no_rows():
    assert groups(figure("a", 50, 100)).empty and list(groups().columns) == COLUMNS
    assert groups(figure("b", 5, 10, "mong")).empty


def test_without_a_total_there_is_nothing_to_be_behind():
    found = groups(figure("a", 10, 40, "mong")).iloc[0]
    assert found["value"] == 0.25 and math.isnan(found["gap"]) and math.isnan(found["behind"])
    assert math.isnan(groups(figure("a", 0, 0), figure("a", 1, 4, "mong")).iloc[0]["gap"])


def test_an_empty_group_has_no_rate():
    found = groups(figure("a", 50, 100), figure("a", 0, 0, "mong")).iloc[0]
    assert found["denominator"] == 0 and math.isnan(found["value"]) and math.isnan(found["behind"])


def test_simulated_groups_are_held_against_the_simulated_total():
    rows = [
        figure("D1", 90, 100, sample=False, bundled=True), figure("a", 50, 100, sample=True), figure("b", 50, 100, sample=True),
        figure("a", 20, 50, "mong", sample=True),
    ]  # fmt: skip
    found = groups(*rows, unit="D1").iloc[0]
    assert (found["gap"], found["behind"], found["sample"]) == (pytest.approx(-0.1), 5, True)


def test_reported_groups_are_held_against_the_reported_total_and_simulated_ones_stay_out():
    rows = [
        figure("a", 90, 100), figure("a", 20, 50, "mong"), figure("a", 50, 100, sample=True),
        figure("a", 9, 10, "tay", sample=True),
    ]  # fmt: skip
    found = groups(*rows)
    assert (list(found["group"]), list(found["behind"]), found["sample"].any()) == (["mong"], [25], False)


def test_the_total_itself():
    rows = observations(figure("a", 30, 50), figure("b", 40, 50), figure("a", 5, 20, "mong"))
    assert total(rows, units(), catalogue(), "D1").to_dict("records") == [
        {"numerator": 70, "denominator": 100, "sample": False}
    ]
    assert total(rows, units(), catalogue(), "D2").empty


@pytest.mark.parametrize(
    ("sizes", "small"),
    [([10, 500], False), ([9, 500], True), ([1, 500], True), ([0, 500], True), ([], False)],
)
def test_too_small_to_show(sizes, small):
    rows = [figure("a", size, size, f"g{at}") for at, size in enumerate(sizes)]
    assert too_small(groups(figure("a", 50, 1000), *rows)) is small


def test_a_group_counted_without_its_whole_is_small_by_its_number():
    assert too_small(groups(figure("a", 9, float("nan"), "mong")))
    assert not too_small(groups(figure("a", 10, float("nan"), "mong")))
