"""What a rank means, drawn as small tables (methods §5)."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import ranking, standing


def rows(*drawn: tuple, lower: bool = False, target: float = 0.7) -> pd.DataFrame:
    """Each (unit, n, N) or (unit, n, N, previous share)."""
    frame = pd.DataFrame(
        [
            {
                "unit": unit, "numerator": float(n), "denominator": float(d), "value": n / d if d else float("nan"),
                "previous": rest[0] if rest else float("nan"), "is_rate": True, "lower_is_better": lower,
                "comparator": "<=" if lower else ">=", "target": target, "indicator": "i", "status": "slow",
            }
            for unit, n, d, *rest in drawn
        ]
    )  # fmt: skip
    lack = (frame["target"] * frame["denominator"] - frame["numerator"]) * (-1 if lower else 1)
    return frame.assign(
        change=frame["value"] - frame["previous"], shortfall=lack.clip(lower=0), surplus=(-lack).clip(lower=0)
    )


def test_wilson_interval_of_the_textbook():
    low, high = standing.wilson(pd.Series([8.0]), pd.Series([10.0]))
    assert (round(low[0], 4), round(high[0], 4)) == (0.4902, 0.9433)


def test_small_units_share_a_band_of_ranks():
    ranked = ranking.ranked(rows(("a", 900, 1000), ("b", 15, 20), ("c", 14, 20), ("d", 100, 1000)))
    found = standing.rank_interval(ranked)
    assert dict(zip(ranked["unit"], zip(found["rank_low"], found["rank_high"], strict=True), strict=True)) == {
        "a": (1, 2), "b": (1, 3), "c": (2, 3), "d": (4, 4),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("n", "d", "above", "more"),
    [
        (50, 100, (60, 100), 11),
        (50, 100, (1, 2), 1),
        (1, 3, (2, 3), 2),
        (99, 100, (100, 100), None),
        (0, 10, (0, 10), 1),
    ],
)
def test_how_many_more_to_pass_the_one_above(n, d, above, more):
    assert standing.to_pass(n, d, above) == more


@given(
    st.integers(0, 500), st.integers(1, 500), st.integers(0, 500), st.integers(1, 500)
)  # fmt: skip
def test_one_fewer_is_not_enough(n, d, n_above, d_above):
    n, n_above = min(n, d), min(n_above, d_above)
    more = standing.to_pass(n, d, (n_above, d_above))
    if more is None:
        assert d * d_above <= n_above * d  # not even everybody would do
    else:
        assert (n + more) * d_above > n_above * d
        assert more == 0 or (n + more - 1) * d_above <= n_above * d


def test_distances_to_the_neighbours():
    ranked = ranking.ranked(rows(("a", 80, 100), ("b", 70, 100), ("c", 70, 100), ("d", 10, 100)))
    found = standing.distances(ranked).set_axis(ranked["unit"])
    assert found["to_rise"].fillna(-1).to_dict() == {"a": -1, "b": 11, "c": 11, "d": 61}
    assert found["to_fall"].fillna(-1).to_dict() == {"a": 11, "b": 61, "c": 61, "d": -1}


def test_gap_closure_and_its_groups():
    drawn = rows(
        ("half", 60, 100, 0.5),
        ("met", 80, 100, 0.6),
        ("slipped", 60, 100, 0.75),
        ("near", 69.8, 100, 0.695),
        ("new", 50, 100),
    )
    found = standing.gap_closure(drawn).set_axis(drawn["unit"])
    assert found["closure_group"].to_dict() == {
        "half": "closing",
        "met": "met",
        "slipped": "slipped",
        "near": "",
        "new": "",
    }
    assert found.at["half", "closure"] == pytest.approx(0.5)


def test_why_a_rank_moved():
    before = ranking.ranked(rows(("a", 60, 100), ("b", 50, 100), ("c", 40, 100)))
    now = ranking.ranked(rows(("a", 60, 100), ("b", 55, 100), ("c", 70, 100)))
    found = standing.movement(now, before).assign(rank=now["rank"]).set_axis(now["unit"])
    assert found.loc["a"].to_dict() == {"rank_before": 1, "rank_unchanged": 2, "rank": 2}
    assert found.loc["c"].to_dict() == {"rank_before": 3, "rank_unchanged": 3, "rank": 1}
    assert found.loc["b"].to_dict() == {"rank_before": 2, "rank_unchanged": 3, "rank": 3}


def test_a_rung_is_counted_among_the_ranked_and_names_the_one_above():
    found = standing.standings(rows(("a", 90, 100), ("b", 80, 100), ("c", 80, 100), ("d", 70, 100), ("e", 1, 3)))
    found = found.assign(unit_name=found["unit"].str.upper())
    assert standing.rung(found, "a") == standing.Rung(4, True, "", None)
    assert standing.rung(found, "c") == standing.Rung(4, True, "A", 1)
    assert standing.rung(found, "d") == standing.Rung(4, True, "C", 2)
