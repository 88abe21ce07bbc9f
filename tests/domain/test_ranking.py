"""Ranks by n/N exactly, drawn as small tables (methods §5)."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc.domain.ranking import FEWEST, NOT_REPORTED, RANKED, TOO_FEW, ranked, thirds
from khuyenhoc.domain.status import STATUSES

STALE = "not_reported"


def drawn(*rows: tuple, lower: bool = False, is_rate: bool = True) -> pd.DataFrame:
    """Each (unit, n, N) or (unit, n, N, status); n None: no figure."""
    return pd.DataFrame(
        [
            {
                "unit": unit, "denominator": float(size), "is_rate": is_rate, "lower_is_better": lower,
                "value": float("nan") if n is None else n / size if is_rate else float(n),
                "status": (*status, "not_reported" if n is None else "slow")[0],
            }
            for unit, n, size, *status in rows
        ]
    )  # fmt: skip


def table(rows: pd.DataFrame) -> list[tuple]:
    found = ranked(rows)
    ranks = [None if pd.isna(rank) else int(rank) for rank in found["rank"]]
    return list(zip(found["unit"], ranks, found["standing"], strict=True))


def test_ties_share_a_rank_and_the_next_is_left_out():
    rows = drawn(("a", 30, 100), ("b", 60, 100), ("c", 30, 50), ("d", 90, 100))
    assert table(rows) == [("d", 1, RANKED), ("b", 2, RANKED), ("c", 2, RANKED), ("a", 4, RANKED)]


def test_equal_shares_of_different_wholes_tie_and_equal_prints_do_not():
    rows = drawn(("a", 666, 1000), ("b", 2, 3000), ("c", 20, 30), ("d", 200, 300), ("e", 6667, 10_000))
    assert [(unit, rank) for unit, rank, _ in table(rows)] == [("e", 1), ("c", 2), ("d", 2), ("a", 4), ("b", 5)]


@pytest.mark.parametrize(("size", "standing", "rank"), [(19, TOO_FEW, None), (20, RANKED, 1), (1, TOO_FEW, None)])
def test_too_few_units_to_rank(size, standing, rank):
    assert FEWEST == 20
    assert table(drawn(("a", size, size), ("b", 10, 100)))[-1 if rank is None else 0] == ("a", rank, standing)


def test_too_few_come_after_the_ranked_and_those_without_a_figure_last():
    rows = drawn(("a", None, 100), ("b", 9, 10), ("c", 10, 100), ("d", None, 5), ("e", 10, 10))
    assert table(rows) == [
        ("c", 1, RANKED), ("e", None, TOO_FEW), ("b", None, TOO_FEW), ("a", None, NOT_REPORTED), ("d", None, NOT_REPORTED),
    ]  # fmt: skip


def test_a_figure_too_old_to_count_ranks_nobody():
    rows = drawn(("a", 90, 100, STALE), ("b", 50, 100), ("c", 40, 100))
    assert table(rows) == [("b", 1, RANKED), ("c", 2, RANKED), ("a", None, NOT_REPORTED)]


def test_zero_is_a_figure():
    assert table(drawn(("a", 0, 100), ("b", None, 100)))[0] == ("a", 1, RANKED)


def test_where_lower_is_better_the_lowest_is_first():
    rows = drawn(("a", 30, 100), ("b", 10, 100), ("c", 10, 100), ("d", None, 100), lower=True)
    assert table(rows) == [("b", 1, RANKED), ("c", 1, RANKED), ("a", 3, RANKED), ("d", None, NOT_REPORTED)]


def test_a_count_is_ranked_however_small():
    assert table(drawn(("a", 3, 1), ("b", 5, 1), is_rate=False)) == [("b", 1, RANKED), ("a", 2, RANKED)]


def test_nobody_to_rank():
    assert table(drawn(("a", None, 100))) == [("a", None, NOT_REPORTED)]
    assert ranked(drawn(("a", 1, 100)).iloc[0:0]).empty


@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(0, 30)), st.integers(15, 40), st.sampled_from(STATUSES)),
        min_size=1,
        max_size=12,
    ),
    st.randoms(use_true_random=False),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_ranks_do_not_depend_on_the_order_of_the_rows(figures, chance, lower):
    rows = drawn(*((f"u{at}", n, size, status) for at, (n, size, status) in enumerate(figures)), lower=lower)
    order = list(range(len(rows)))
    chance.shuffle(order)
    mixed = ranked(rows.iloc[order]).set_index("unit")[["rank", "standing"]]
    pd.testing.assert_frame_equal(
        mixed.loc[rows["unit"]], ranked(rows).set_index("unit").loc[rows["unit"], ["rank", "standing"]]
    )


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(20, 40)), min_size=1, max_size=15))
@settings(max_examples=60, deadline=None)
def test_a_rank_is_one_more_than_the_number_of_better_units(figures):
    rows = drawn(*((f"u{at}", n, size) for at, (n, size) in enumerate(figures)))
    ranks = ranked(rows).set_index("unit")["rank"]
    for at, (n, size) in enumerate(figures):
        better = sum(other * size > n * total for other, total in figures)
        assert ranks[f"u{at}"] == better + 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([9, 8, 7, 6, 5, 4], [1, 1, 2, 2, 3, 3]),
        ([1, 5, 3], [3, 1, 2]),
        ([5, 5, 5, 5], [1, 1, 2, 3]),
        ([2, float("nan"), 1, 3], [2, None, 3, 1]),
        ([float("nan")], [None]),
        ([4], [1]),
    ],
)
def test_thirds_by_a_figure(values, expected):
    found = thirds(pd.Series(values, dtype="float64"))
    assert [None if pd.isna(third) else int(third) for third in found] == expected


@given(st.lists(st.floats(0, 1), min_size=3, max_size=60))
def test_thirds_are_as_equal_as_they_can_be(values):
    sizes = thirds(pd.Series(values)).value_counts()
    assert set(sizes.index) == {1, 2, 3}
    assert sizes.max() - sizes.min() <= 1
