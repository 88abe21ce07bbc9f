"""What an upload changes: figures before and after, and whose verdict and rank become others."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import impact
from khuyenhoc.domain.impact import CHANGED, NEW, NOTED, REMOVED, SAME
from khuyenhoc.domain.observation import COLUMNS, KEY
from khuyenhoc.domain.unit import Level
from tests.domain.draw import CITIZENS, FAMILY, observations, units

MAY = {"unit": "a", "period": "2024-05", "numerator": 5.0, "denominator": 10.0}


def told(before: pd.DataFrame, incoming: pd.DataFrame) -> list[str]:
    """What kind of change each incoming row is."""
    return list(impact.changes(before, impact.overlaid(before, incoming), incoming)["kind"])


@pytest.mark.parametrize(
    ("incoming", "kind"),
    [
        ({}, SAME),
        ({"unit": "b"}, NEW),
        ({"period": "2024"}, NEW),
        ({"ethnicity": "mong"}, NEW),
        ({"numerator": 6.0}, CHANGED),
        ({"denominator": float("nan")}, CHANGED),
        ({"approximate": ">="}, CHANGED),
        ({"stated_rate": 0.5, "stated_decimals": 0}, CHANGED),
        ({"source": "Báo cáo 02"}, NOTED),
        ({"sample": True}, NOTED),
        ({"row": 9, "batch": 7}, SAME),
        ({"state": "withdrawn"}, REMOVED),
        ({"unit": "b", "state": "withdrawn"}, SAME),
    ],
)
def test_what_kind_of_change_a_row_is(incoming, kind):
    assert told(observations(MAY), observations(MAY | incoming)) == [kind]


def anew(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Those of whom verdict or rank is another."""
    found = impact.judged_twice(before, after)
    return found[found["verdict"] | found["moved"]].reset_index(drop=True)


def test_a_figure_that_comes_with_the_product_is_confirmed_by_an_upload():
    assert told(observations(MAY | {"bundled": True}), observations(MAY)) == [NOTED]


def test_changes_hold_both_figures_and_the_row_of_the_file():
    before, incoming = observations(MAY), observations(MAY | {"numerator": 6.0, "row": 14})
    (row,) = impact.changes(before, impact.overlaid(before, incoming), incoming).to_dict("records")
    assert (row["numerator_before"], row["numerator_after"], row["row"]) == (5, 6, 14)


rows_drawn = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from("abce"),
            "period": st.sampled_from(["2023", "2024-05"]),
            "ethnicity": st.sampled_from(["", "mong"]),
            "numerator": st.integers(0, 9).map(float),
            "state": st.sampled_from(["value", "withdrawn"]),
        }
    ),
    max_size=12,
).map(lambda rows: observations(*rows).drop_duplicates(KEY))


@given(rows_drawn, rows_drawn)
def test_what_is_published_is_in_use_and_publishing_it_again_changes_nothing(current, incoming):
    current = current[current["state"] != "withdrawn"]
    after = impact.overlaid(current, incoming)
    assert list(after.columns) == COLUMNS and not after.duplicated(KEY).any()
    given_, kept = incoming[incoming["state"] != "withdrawn"], after[~impact.touched(after, incoming)]
    assert sorted(after[impact.touched(after, incoming)]["numerator"]) == sorted(given_["numerator"])
    assert sorted(kept["numerator"]) == sorted(current[~impact.touched(current, incoming)]["numerator"])
    counts = impact.counts(impact.changes(current, after, incoming))
    assert sum(counts.values()) == len(incoming)
    assert set(told(after, incoming)) <= {SAME}


EARLIER = [
    ("2023", "2022", 3.0),
    ("2022", None, None),
    ("2024-05", "2023", 5.0),
]


@pytest.mark.parametrize(("period", "earlier", "numerator"), EARLIER)
def test_the_last_figure_before_is_found_for_its_own_unit_indicator_and_group(period, earlier, numerator):
    known = observations(
        *({"unit": "a", "period": year, "numerator": n} for year, n in (("2022", 3.0), ("2023", 5.0))),
        {"unit": "b", "period": "2021", "numerator": 1.0},
        {"unit": "a", "period": "2021", "numerator": 1.0, "ethnicity": "mong"},
        {"unit": "a", "period": "2021", "numerator": 1.0, "indicator": CITIZENS},
    )
    (row,) = impact.with_earlier(observations(MAY | {"period": period}), known, frozenset()).to_dict("records")
    expected = (earlier, numerator) if earlier else (pytest.approx(float("nan"), nan_ok=True),) * 2
    assert (row["earlier_period"], row["earlier_numerator"]) == expected


def test_a_flow_is_compared_with_a_period_of_its_own_length_only():
    known = observations({**MAY, "period": "2023", "numerator": 90.0}, {**MAY, "period": "2023-Q4", "numerator": 7.0})
    rows = observations(MAY | {"period": "2024-Q1"}, MAY | {"period": "2024"})
    flow = impact.with_earlier(rows, known, frozenset(known["indicator"]))
    assert list(flow["earlier_numerator"]) == [7, 90]
    assert list(impact.with_earlier(rows, known, frozenset())["earlier_numerator"]) == [90, 90], (
        "at equal ends the longer"
    )


def test_the_furthest_jumps_come_first_each_against_its_own_base():
    before = observations(MAY, MAY | {"unit": "b", "period": "2023"}, MAY | {"unit": "c"})
    incoming = observations(
        MAY | {"numerator": 6.0},
        MAY | {"unit": "b", "numerator": 50.0},
        MAY | {"unit": "c"},
        MAY | {"unit": "e", "numerator": 900.0},
    )
    after = impact.overlaid(before, incoming)
    found = impact.jumps(impact.changes(before, after, incoming), after, frozenset(), 10)
    assert list(found["unit"]) == ["b", "a"], "the same figure is no jump, one without a past has no base"
    assert list(found["base_period"]) == ["2023", "2024-05"]
    assert list(found["times"].round(2)) == [9, 0.2]


def judged(*rows: dict) -> pd.DataFrame:
    base = {
        "unit_name": "", "indicator": "x", "status": "slow", "inherited": False, "value": 0.5, "is_rate": True, "sample": False,
        "denominator": 100.0, "lower_is_better": False,
    }  # fmt: skip
    return impact.with_ranks(pd.DataFrame([base | row for row in rows]), Level.COMMUNE)


def test_units_with_another_verdict_or_rank_are_told_and_no_others():
    before = judged({"unit": "a", "value": 0.9}, {"unit": "b", "value": 0.8}, {"unit": "c", "value": 0.1})
    after = judged(
        {"unit": "a", "value": 0.7}, {"unit": "b", "value": 0.8}, {"unit": "c", "value": 0.1, "status": "on_track"}
    )
    found = anew(before, after).set_index("unit")
    assert found[["verdict", "moved"]].to_dict("index") == {
        "a": {"verdict": False, "moved": True},
        "b": {"verdict": False, "moved": True},
        "c": {"verdict": True, "moved": False},
    }
    assert (found.at["a", "rank_before"], found.at["a", "rank_after"]) == (1, 2)
    assert anew(after, after).empty


def test_a_unit_that_one_side_does_not_know_had_no_target():
    found = anew(judged({"unit": "a"}), judged({"unit": "a"}, {"unit": "b", "value": 0.1}))
    (row,) = found[found["verdict"]].to_dict("records")
    assert (row["unit"], row["status_before"], row["status_after"]) == ("b", "no_target", "slow")


def test_a_unit_alone_has_no_rank():
    assert judged({"unit": "a"})["rank"].isna().all()


def test_no_rank_moves_between_simulated_and_reported_figures():
    before = judged({"unit": "a", "value": 0.1, "sample": True}, {"unit": "b", "value": 0.9, "sample": True})
    after = judged({"unit": "a", "value": 0.95, "status": "achieved"}, {"unit": "b", "value": 0.9})
    found = anew(before, after)
    assert list(found["unit"]) == ["a"] and not found["moved"].any()
    assert (found["sample_before"].iloc[0], found["sample_after"].iloc[0]) == (True, False)


def test_a_reported_figure_is_no_jump_from_a_simulated_one():
    before = observations(MAY | {"sample": True}, MAY | {"unit": "b", "sample": True})
    incoming = observations(MAY | {"numerator": 9.0}, MAY | {"unit": "b", "numerator": 9.0, "sample": True})
    after = impact.overlaid(before, incoming)
    assert list(impact.jumps(impact.changes(before, after, incoming), after, frozenset(), 10)["unit"]) == ["b"]


def test_a_count_is_not_ranked():
    assert judged({"unit": "a", "is_rate": False})["rank"].isna().all()


def simulated(*places: str, **more: object) -> list[dict]:
    return [MAY | {"unit": place, "sample": True, "bundled": True} | more for place in places]


@pytest.mark.parametrize(
    ("reports", "gone"),
    [
        (["a"], ["b", "c"]),
        (["a", "b", "c"], []),
        (["D1"], ["D2", "a", "b", "c"]),
        (["P"], ["D1", "D2", "a", "b", "c"]),
    ],
)
def test_whose_simulated_figures_leave_an_empty_place(reports: list[str], gone: list[str]):
    before = observations(*simulated("P", "D1", "D2", "a", "b", "c"), *simulated("a", indicator=CITIZENS))
    after = impact.overlaid(before, observations(*(MAY | {"unit": unit} for unit in reports)))
    found = impact.simulated_gone(before, after, units())
    assert sorted(found["unit"]) == gone and set(found["indicator"]) <= {FAMILY}
    assert impact.simulated_back(before, after, units()).empty


def test_taken_back_the_simulated_figures_come_back_also_where_there_was_a_report():
    before = observations(*simulated("a", "b"))
    after = impact.overlaid(before, observations(MAY))
    assert sorted(impact.simulated_back(after, before, units())["unit"]) == ["a", "b"]
    assert impact.simulated_gone(after, before, units()).empty
