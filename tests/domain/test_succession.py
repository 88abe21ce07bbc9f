"""Old figures on new units: merge then compute = compute then merge, totals kept, nothing prorated."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.share import Shares
from khuyenhoc.domain.succession import carried, estimated, exact, made_of, undetermined
from tests.domain.draw import FAMILY, LITERACY, catalogue, observations

SUCCESSION = pd.DataFrame(
    [
        ("a", "N1", "whole"), ("b", "N1", "whole"), ("c", "N2", "whole"), ("d", "N3", "partial"), ("d", "N4", "partial"),
        ("e", "N3", "whole"),
    ],
    columns=["old_key", "new_key", "relation"],
)  # fmt: skip


def row(unit: str, numerator=None, denominator=None, **more: object) -> dict:
    figures = {"numerator": float("nan") if numerator is None else float(numerator),
               "denominator": float("nan") if denominator is None else float(denominator)}  # fmt: skip
    return {"unit": unit, "period": "2024", **figures, **more}


def on_new(*rows: dict) -> dict[str, tuple]:
    found = carried(observations(*rows), SUCCESSION, catalogue())
    return {
        each["unit"]: tuple(None if pd.isna(each[name]) else each[name] for name in ("numerator", "denominator"))
        for each in found.to_dict("records")
    }


def test_new_units_of_whole_old_ones_are_exact_the_parts_of_a_split_one_undetermined():
    assert sorted(exact(SUCCESSION)["new_key"].unique()) == ["N1", "N2"]
    assert undetermined(SUCCESSION, {}) == {"N3", "N4"}


SPLIT = {"d": Shares("d", (("N3", 6000), ("N4", 4000)))}


def test_with_shares_the_parts_of_a_split_unit_get_figures_said_to_be_about():
    assert undetermined(SUCCESSION, SPLIT) == frozenset()
    rows = observations(row("d", 9, 11), row("e", 1, 2), row("a", 30, 40), row("b", 10, 60))
    found = estimated(rows, SUCCESSION, catalogue(), SPLIT).set_index("unit")
    assert found[["numerator", "denominator", "approximate"]].to_dict("index") == {
        "N3": {"numerator": 5 + 1, "denominator": 7 + 2, "approximate": "~"},
        "N4": {"numerator": 4, "denominator": 4, "approximate": "~"},
    }


@pytest.mark.parametrize(
    ("shares", "rows"),
    [
        ({}, (row("d", 9, 11), row("e", 1, 2))),
        ({"d": Shares("d", (("N3", 6000), ("N4", 3999)))}, (row("d", 9, 11), row("e", 1, 2))),  # 99,99 %
        (SPLIT, (row("e", 1, 2),)),  # the split unit did not report
        (SPLIT, (row("d", 9, 11, ethnicity="mong"), row("e", 1, 2, ethnicity="mong"))),  # shares of everybody
        (SPLIT, (row("d", state="unknown"), row("e", 1, 2))),
    ],
)
def test_without_all_it_takes_nothing_is_estimated(shares, rows):
    assert estimated(observations(*rows), SUCCESSION, catalogue(), shares).empty


def test_what_a_unit_is_has_no_parts():
    is_a = catalogue(**{FAMILY: {"unit_value": "1=Đạt;0=Chưa đạt"}})
    assert estimated(observations(row("d", 1, 1)), SUCCESSION, is_a, SPLIT).empty


def test_a_whole_unit_that_did_not_report_leaves_its_neighbour_a_figure():
    assert list(estimated(observations(row("d", 9, 11)), SUCCESSION, catalogue(), SPLIT)["unit"]) == ["N4"]


def test_sums_of_numerators_and_denominators_and_one_unit_as_it_was():
    assert on_new(row("a", 30, 40), row("b", 10, 60), row("c", 5, 7), row("d", 9, 9), row("e", 1, 2)) == {
        "N1": (40, 100), "N2": (5, 7),
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        (row("a", 30, 40),),  # b did not report
        (row("a", 30, 40), row("b", 10)),  # b has no denominator
        (row("a", 30, 40), row("b", state="unknown")),
        (row("a", 30, 40), row("b", 10, 60, state="withdrawn")),
        (row("a", 30, 40), row("b", stated_rate=0.5, stated_decimals=1)),
        (row("a", 30, 40), row("b", 10, 60, period="2023")),
        (row("a", 30, 40), row("b", 10, 60, ethnicity="mong")),
    ],
)
def test_a_sum_over_some_of_them_is_no_figure_of_the_new_unit(rows):
    assert on_new(*rows) == {}


def test_nothing_of_a_kind_is_a_report_of_nought():
    assert on_new(row("a", 30, 40), row("b", None, 10, state="none")) == {"N1": (30, 50)}


def test_what_may_not_be_added_is_carried_only_where_one_unit_became_one():
    none = catalogue(**{FAMILY: {"rollup": "none"}})
    rows = observations(row("a", 30, 40), row("b", 10, 60), row("c", 5, 7))
    assert list(carried(rows, SUCCESSION, none)["unit"]) == ["N2"]


def test_simulated_and_approximate_parts_mark_the_sum():
    rows = observations(row("a", 1, 2, sample=True, bundled=True, batch=3, approximate=">="), row("b", 1, 2, batch=7))
    (found,) = carried(rows, SUCCESSION, catalogue()).to_dict("records")
    assert (found["sample"], found["bundled"], found["batch"], found["approximate"]) == (True, False, 7, ">=")
    rows = observations(row("a", 1, 2, approximate="<="), row("b", 1, 2, approximate=">="))
    assert carried(rows, SUCCESSION, catalogue())["approximate"].tolist() == ["~"]


def test_each_indicator_period_and_group_by_itself():
    rows = observations(
        *(
            row(unit, 1, 2, indicator=code, poverty=poor)
            for unit in "ab"
            for code in (FAMILY, LITERACY)
            for poor in ("", "poor")
        )
    )
    found = carried(rows, SUCCESSION, catalogue())
    assert sorted(zip(found["indicator"], found["poverty"], found["numerator"], strict=True)) == sorted(
        (code, poor, 2.0) for code in (FAMILY, LITERACY) for poor in ("", "poor")
    )


FIGURES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=12)


@given(FIGURES, st.data())
def test_merging_first_or_computing_first_gives_the_same_and_totals_are_kept(figures, data):
    """Every old unit goes whole into one of up to four new ones: sums of sums are sums, in any grouping."""
    homes = data.draw(st.lists(st.sampled_from("WXYZ"), min_size=len(figures), max_size=len(figures)))
    succession = pd.DataFrame(
        {"old_key": [f"u{at}" for at in range(len(figures))], "new_key": homes, "relation": "whole"}
    )
    rows = observations(*(row(f"u{at}", n, n + more) for at, (n, more) in enumerate(figures)))
    found = carried(rows, succession, catalogue()).set_index("unit")
    assert found["numerator"].sum() == rows["numerator"].sum()
    assert found["denominator"].sum() == rows["denominator"].sum()
    for home in set(homes):
        mine = [figures[at] for at, each in enumerate(homes) if each == home]
        assert found.at[home, "numerator"] == sum(n for n, _ in mine)
    again = pd.DataFrame({"old_key": sorted(set(homes)), "new_key": "P", "relation": "whole"})
    merged_twice = carried(found.reset_index()[rows.columns], again, catalogue())
    at_once = carried(rows, succession.assign(new_key="P"), catalogue())
    assert (
        merged_twice[["numerator", "denominator"]].to_numpy().tolist()
        == at_once[["numerator", "denominator"]].to_numpy().tolist()
    )


@given(FIGURES)
def test_there_and_back_again(figures):
    """Units that only changed their code keep every figure both ways."""
    there = pd.DataFrame(
        {
            "old_key": [f"u{at}" for at in range(len(figures))],
            "new_key": [f"n{at}" for at in range(len(figures))],
            "relation": "whole",
        }
    )
    back = there.rename(columns={"old_key": "new_key", "new_key": "old_key"})
    rows = observations(*(row(f"u{at}", n, n + more) for at, (n, more) in enumerate(figures)))
    assert carried(carried(rows, there, catalogue()), back, catalogue()).equals(rows)


def test_made_of_tells_whole_units_from_parts_and_parts_from_units_that_went_to_several():
    pairs = [("a", "P", "whole"), ("b", "P", "whole"), ("b", "Q", "whole"), ("c", "Q", "partial"), ("d", "R", "whole")]
    succession = pd.DataFrame(pairs, columns=["old_key", "new_key", "relation"])
    assert made_of(succession) == {"P": (["a"], ["b"]), "Q": ([], ["b", "c"]), "R": (["d"], [])}
