"""Simulated figures give way to uploaded ones; totals are about everybody."""

import pandas as pd
import pytest

from khuyenhoc.domain.observation import COLUMNS, hidden_sample_indicators, hide_sample, totals
from tests.domain.draw import FAMILY, POOR, observations, units

LEVELS = ["P", "D1", "D2", "a", "b", "c", "e"]


def simulated(*places: str, **more: object) -> list[dict]:
    return [{"unit": place, "period": "2024-05", "sample": True, "bundled": True, **more} for place in places]


def uploaded(*places: str, **more: object) -> list[dict]:
    return [{"unit": place, "period": "2024-05", "source": "báo cáo", **more} for place in places]


def shown(*rows: dict) -> list[list[str]]:
    """Units with a simulated row left, and units with a real one."""
    kept = hide_sample(observations(*rows), units())
    return [list(kept.loc[kept["sample"] == sample, "unit"]) for sample in (True, False)]


@pytest.mark.parametrize(
    ("real", "left"),
    [
        ("P", []),
        ("D1", ["P"]),
        ("a", ["P", "D1", "D2"]),
        ("e", ["P", "D1", "D2"]),
    ],
)
def test_real_figures_hide_simulated_ones_at_their_level_and_below(real, left):
    assert shown(*simulated(*LEVELS), *uploaded(real)) == [left, [real]]


def test_the_highest_level_counts():
    assert shown(*simulated(*LEVELS), *uploaded("a", "D2")) == [["P"], ["a", "D2"]]


def test_real_figures_that_come_with_the_sample_hide_nothing():
    assert shown(*simulated(*LEVELS), *uploaded("P", bundled=True)) == [LEVELS, ["P"]]


def test_one_indicator_says_nothing_of_another():
    rows = [*simulated("a", "b"), *simulated("a", "b", indicator=POOR), *uploaded("a", indicator=POOR)]
    kept = hide_sample(observations(*rows), units())
    assert list(zip(kept["indicator"], kept["unit"], kept["sample"], strict=True)) == [
        (FAMILY, "a", True), (FAMILY, "b", True), (POOR, "a", False),
    ]  # fmt: skip
    assert hidden_sample_indicators(observations(*rows), units()) == [POOR]


def test_other_periods_and_breakdowns_go_with_the_totals():
    earlier = simulated("a", period="2022-12")
    by_group = simulated("a", ethnicity="mong")
    assert shown(*earlier, *by_group, *uploaded("b")) == [[], ["b"]]


@pytest.mark.parametrize("rows", [simulated(*LEVELS), uploaded(*LEVELS), []])
def test_one_kind_alone_is_left_as_it_is(rows):
    given = observations(*rows)
    pd.testing.assert_frame_equal(hide_sample(given, units()), given)
    assert hidden_sample_indicators(given, units()) == []


def test_nothing_is_changed_in_the_rows_that_stay():
    given = observations(*simulated("P", numerator=3, denominator=4), *uploaded("a", numerator=1, denominator=2))
    pd.testing.assert_frame_equal(hide_sample(given, units()), given)
    assert list(given.columns) == COLUMNS


def test_totals_are_about_everybody():
    rows = [
        *uploaded("a"),
        *uploaded("a", ethnicity="mong"),
        *uploaded("b", poverty="poor"),
        *uploaded("b", ethnicity="tay", poverty="poor"),
    ]
    assert list(totals(observations(*rows))["unit"]) == ["a"]
