"""Kitagawa's split of a difference, drawn by hand and by what must hold of it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.decomposition import MERGED, decompose


def frame(**groups: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(groups, index=["numerator", "denominator"], dtype="float64").T


def test_by_hand():
    """60 % against 44 %: group a 80 % against 60 %, b 40 % against 40 %; half of here is a, a fifth of there."""
    found = decompose(frame(a=(80, 100), b=(40, 100)), frame(a=(12, 20), b=(32, 80)))
    assert found.difference == pytest.approx(0.16)
    assert found.rates == pytest.approx(0.2 * 0.35)
    assert found.composition == pytest.approx(0.3 * 0.7 - 0.3 * 0.4)
    assert found.by_group.loc["a", "rates"] == pytest.approx(0.07) and found.by_group.loc["b", "rates"] == 0


def test_the_same_rates_leave_only_the_make_up_and_the_same_make_up_only_the_rates():
    assert decompose(frame(a=(8, 10), b=(4, 10)), frame(a=(24, 30), b=(4, 10))).rates == pytest.approx(0)
    assert decompose(frame(a=(8, 10), b=(4, 10)), frame(a=(5, 10), b=(4, 10))).composition == pytest.approx(0)


@pytest.mark.parametrize(
    ("here", "there", "groups"),
    [
        (frame(a=(5, 10), b=(2, 10), x=(1, 5)), frame(a=(5, 10), b=(2, 10), y=(3, 5)), {"a", "b", MERGED}),
        (frame(a=(5, 50), b=(2, 10), x=(1, 5)), frame(a=(5, 50), b=(2, 10)), {"a", MERGED}),
        (frame(a=(5, 50), b=(2, 10)), frame(a=(5, 50), b=(2, 10), y=(0, 5)), {"a", MERGED}),
        (frame(x=(1, 5)), frame(y=(3, 5)), {MERGED}),
        (frame(a=(5, 50), b=(0, 0)), frame(a=(5, 50), b=(2, 10)), {MERGED}),
    ],
)
def test_groups_absent_on_one_side_are_merged(here, there, groups):
    found = decompose(here, there)
    assert set(found.by_group.index) == groups
    rate = [side["numerator"].sum() / side["denominator"].sum() for side in (here, there)]
    assert found.difference == pytest.approx(rate[0] - rate[1])


@pytest.mark.parametrize(("here", "there"), [(frame(), frame(a=(1, 2))), (frame(a=(0, 0)), frame(a=(1, 2)))])
def test_without_anybody_nothing_is_said(here, there):
    assert decompose(here, there) is None


SIDE = st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(1, 900), st.floats(0, 1)), min_size=1)


def drawn(side) -> pd.DataFrame:
    return frame(**{group: (round(size * share), size) for group, (size, share) in side.items()})


@given(SIDE, SIDE)
def test_it_adds_up_exactly_and_turns_its_sign(one, two):
    here, there = drawn(one), drawn(two)
    found, turned = decompose(here, there), decompose(there, here)
    rate = [side["numerator"].sum() / side["denominator"].sum() for side in (here, there)]
    assert found.rates + found.composition == pytest.approx(rate[0] - rate[1], abs=1e-12)
    by_group = found.by_group
    assert by_group[["rates", "composition"]].sum().sum() == pytest.approx(found.difference, abs=1e-12)
    for side, whole in zip(("here", "there"), rate, strict=True):
        assert (by_group[f"rate_{side}"] * by_group[f"share_{side}"]).sum() == pytest.approx(whole, abs=1e-12)
    assert (turned.rates, turned.composition) == (
        pytest.approx(-found.rates, abs=1e-12), pytest.approx(-found.composition, abs=1e-12),
    )  # fmt: skip
