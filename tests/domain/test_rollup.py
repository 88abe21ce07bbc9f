"""From communes to districts to the province: Σ numerators / Σ denominators over those that reported, and who they are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc.domain import rollup
from tests.domain.draw import CITIZENS, COMMUNE, DISTRICT, FAMILY, LITERACY, PROVINCE, catalogue, observations, units

NO_SUM = {LITERACY: {"rollup": "none"}}


def figure(unit: str, n: float | None = None, d: float | None = None, **more: object) -> dict:
    """A family rate of 2024-05 unless said otherwise."""
    known = {"numerator": n, "denominator": d}
    return {"unit": unit, "period": "2024-05", **{k: v for k, v in known.items() if v is not None}, **more}


def rolled(*rows: dict, level=DISTRICT, known=None) -> pd.DataFrame:
    known = known or catalogue()
    contributions = rollup.reporters(observations(*rows), units(), level, known)
    return rollup.series(contributions, units(), level, known)


def sums(*rows: dict, level=DISTRICT, **how) -> dict[str, tuple]:
    """unit -> (n, N, reported of expected, sign, state)."""
    frame = rolled(*rows, level=level, **how).astype(object)
    frame = frame.where(frame.notna(), None)
    columns = ["numerator", "denominator", "reported", "expected_reports", "approximate", "state"]
    return {row["unit"]: tuple(row[column] for column in columns) for row in frame.to_dict("records")}


def test_a_district_is_the_sum_of_its_communes():
    found = sums(figure("a", 30, 60), figure("b", 10, 40), figure("c", 5, 10))
    assert found == {"D1": (40, 100, 2, 2, "=", "value"), "D2": (5, 10, 1, 2, "=", "value")}


def test_its_own_figure_goes_before_the_sum():
    found = sums(figure("a", 30, 60), figure("b", 10, 40), figure("D1", 41, 101))
    assert found == {"D1": (41, 101, 1, 1, "=", "value")}


def test_a_province_takes_the_districts_own_figure_and_elsewhere_the_communes():
    rows = [figure("D1", 41, 101), figure("a", 30, 60), figure("b", 10, 40), figure("c", 5, 10), figure("e", 1, 10)]
    assert sums(*rows, level=PROVINCE)["P"][:4] == (47, 121, 4, 4)


def test_a_districts_own_count_speaks_for_its_communes():
    rows = [figure("D1", 12, indicator=CITIZENS), figure("D2", 5, indicator=CITIZENS)]
    assert sums(*rows, level=PROVINCE)["P"] == (17, None, 4, 4, "=", "value")
    assert sums(*rows[:1], figure("e", 1, indicator=CITIZENS), level=PROVINCE)["P"] == (13, None, 3, 4, ">=", "value")


def test_only_for_the_period_it_speaks_of():
    rows = [figure("D1", 41, 101), figure("a", 30, 60, period="2023"), figure("b", 10, 40, period="2023")]
    frame = rolled(*rows).set_index("period")
    assert list(frame.loc[["2023", "2024-05"], "numerator"]) == [40, 41]
    assert list(frame.loc[["2023", "2024-05"], "own"]) == [False, True]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # what every commune of D1 said of its citizens -> sum, reported, sign
        ([5, 7], (12, 2, "=")),
        ([5], (5, 1, ">=")),
        ([0, 0], (0, 2, "=")),
        ([5, "none"], (5, 2, "=")),
        (["none", "none"], (0, 2, "=")),
        ([5, "unknown"], (5, 1, ">=")),
        (["unknown", "unknown"], (None, 0, "=")),
    ],
)
def test_a_count_of_some_communes_is_at_least(rows, found):
    drawn = [
        figure(unit, indicator=CITIZENS, state=value)
        if isinstance(value, str)
        else figure(unit, value, indicator=CITIZENS)
        for unit, value in zip("ab", rows, strict=False)
    ]
    n, _, reported, expected, sign, state = sums(*drawn)["D1"]
    assert (n, reported, sign, expected) == (*found, 2)
    assert state == ("unknown" if n is None else "zero" if n == 0 else "value")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # a rate without its denominator never enters a sum beside one that has it
        ([figure("a", 30, 60), figure("b", 10)], (30, 60, 1, "=")),
        ([figure("a", 30, 60), figure("b", stated_rate=0.9, stated_decimals=1)], (30, 60, 1, "=")),
        ([figure("a", 30, 60), figure("b", None, 40, stated_rate=0.9, stated_decimals=1)], (30, 60, 1, "=")),
        ([figure("a", 30, 60), figure("b", state="unknown")], (30, 60, 1, "=")),
        ([figure("a", 30, 60), figure("b", state="none")], (30, 60, 2, "=")),
        ([figure("a", 30, 60), figure("b", None, 15, state="none")], (30, 75, 2, "=")),
        # none of them has one: the number alone
        ([figure("a", 30), figure("b", 10)], (40, None, 2, "=")),
        # only typed rates: nothing to add, and nothing is not zero
        (
            [figure("a", stated_rate=0.5, stated_decimals=0), figure("b", stated_rate=0.9, stated_decimals=0)],
            (None, None, 2, "="),
        ),
    ],
)
def test_a_rate_adds_what_has_both_numbers(rows, found):
    n, d, reported, _, sign, _ = sums(*rows)["D1"]
    assert (n, d, reported, sign) == found


def test_percentages_are_never_averaged():
    row = rolled(figure("a", 1, 10), figure("b", 900, 1000)).iloc[0]
    assert row["numerator"] / row["denominator"] == pytest.approx(901 / 1010)
    assert np.isnan(row["stated_rate"])


@pytest.mark.parametrize(
    ("signs", "sign"),
    [
        ("==", "="),
        (("=", ">="), ">="),
        ((">=", ">="), ">="),
        (("<=", "="), "<="),
        (("~", "="), "~"),
        ((">=", "<="), "~"),
        (("~", ">="), "~"),
    ],
)
def test_the_words_before_a_number_are_words_about_the_sum(signs, sign):
    rows = [figure(unit, 5, 10, approximate=word) for unit, word in zip("ab", signs, strict=True)]
    assert sums(*rows)["D1"][4] == sign


def test_a_count_of_some_that_is_nearly_so_much_is_only_about():
    assert sums(figure("a", 5, indicator=CITIZENS, approximate="<="))["D1"][4] == "~"


def test_what_does_not_sum_stays_where_it_was_said():
    rows = [figure("a", 1, 1, indicator=LITERACY), figure("D2", 1, 2, indicator=LITERACY)]
    assert sums(*rows, known=catalogue(**NO_SUM)) == {"D2": (1, 2, 1, 1, "=", "value")}
    assert set(sums(*rows, level=COMMUNE, known=catalogue(**NO_SUM))) == {"a"}
    assert set(sums(*rows)) == {"D1", "D2"}


def test_a_withdrawn_figure_leaves_the_sum():
    assert sums(figure("a", 30, 60), figure("b", 9, 9, state="withdrawn"))["D1"][:3] == (30, 60, 1)


def test_simulated_and_reported_figures_never_stand_in_one_series():
    rows = [figure("a", 30, 60, sample=True), figure("b", 10, 40), figure("b", 1, 40, period="2023", sample=True)]
    frame = rolled(*rows)
    assert list(frame["numerator"]) == [10] and not frame["sample"].any()
    # another district has only simulated ones, and says so
    assert list(rolled(*rows, figure("c", 1, 2, sample=True)).set_index("unit")["sample"]) == [False, True]


def test_a_level_without_reporters_has_no_series():
    assert rolled(figure("P", 5, 10), level=DISTRICT).empty
    assert rolled(level=PROVINCE).empty


def test_breakdowns_are_no_totals():
    assert sums(figure("a", 30, 60), figure("a", 5, 10, ethnicity="mong"), figure("b", 1, 1, poverty="poor"))["D1"][
        :3
    ] == (30, 60, 1)


def test_a_unit_that_is_not_in_the_tree_is_nobodys_part():
    assert sums(figure("a", 30, 60), figure("x", 1000, 1000), level=PROVINCE)["P"][:3] == (30, 60, 1)


FIGURES = st.dictionaries(
    st.tuples(st.sampled_from(["D1", "D2", "a", "b", "c", "e"]), st.sampled_from(["2022", "2023-06", "2023"])),
    st.tuples(st.integers(0, 500), st.integers(500, 900), st.sampled_from(["=", ">=", "~"])),
    min_size=1,
)


@given(FIGURES, st.sampled_from([FAMILY, CITIZENS]), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_districts_add_up_to_the_province_whoever_reported(figures, indicator, chance):
    """Any mixture of district and commune figures: Σ over districts = the province, and the order of rows says nothing."""
    rows = [
        figure(unit, n, d if indicator == FAMILY else None, period=period, indicator=indicator, approximate=sign)
        for (unit, period), (n, d, sign) in figures.items()
    ]
    districts = rolled(*rows).groupby("period")[["numerator", "denominator"]].sum()
    province = rolled(*rows, level=PROVINCE).set_index("period")
    pd.testing.assert_frame_equal(
        province[["numerator", "denominator"]].fillna(0).sort_index(), districts, check_names=False
    )
    chance.shuffle(rows)
    told = ["numerator", "denominator", "reported", "expected_reports", "approximate", "state"]
    again = rolled(*rows, level=PROVINCE).set_index("period")
    pd.testing.assert_frame_equal(again[told].sort_index(), province[told].sort_index())
