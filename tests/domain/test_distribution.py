"""Units in classes of a rate: 5 points each, cut at the target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.distribution import UnitRate, classed


def units(*values):
    return [UnitRate(f"Xã {number}", value) for number, value in enumerate(values)]


def drawn(values, target=None, comparator=">="):
    return [(group.low, group.high, group.count, group.meets) for group in classed(units(*values), target, comparator)]


@pytest.mark.parametrize(
    ("values", "target", "comparator", "expected"),
    [
        ([], 0.7, ">=", []),
        ([None, float("nan")], 0.7, ">=", []),
        ([0.62, 0.64, 0.66], None, ">=", [(0.6, 0.65, 2, False), (0.65, 0.7, 1, False)]),
        # the target itself meets, whichever way is better
        ([0.65, 0.69, 0.70], 0.7, ">=", [(0.65, 0.7, 2, False), (0.7, 0.75, 1, True)]),
        ([0.70, 0.71], 0.7, "<=", [(0.65, 0.7, 1, True), (0.7, 0.75, 1, False)]),
        # cut at the target
        ([0.66, 0.675, 0.68, 0.69], 0.68, ">=", [(0.65, 0.68, 2, False), (0.68, 0.7, 2, True)]),
        ([0.01, 0.02, 0.03, 0.0], 0.02, "<=", [(0.0, 0.02, 3, True), (0.02, 0.05, 1, False)]),
        # the ends of the scale
        ([0.97, 1.0], None, ">=", [(0.95, 1.0, 2, False)]),
        ([0.97, 1.0], 1.0, ">=", [(0.95, 1.0, 1, False), (1.0, 1.05, 1, True)]),
        ([0.0, 0.03], 0.0, "<=", [(-0.05, 0.0, 1, True), (0.0, 0.05, 1, False)]),
        # up to a target nobody reached, and past 100 %
        ([0.61], 0.7, ">=", [(0.6, 0.65, 1, False), (0.65, 0.7, 0, False), (0.7, 0.75, 0, True)]),
        ([0.98, 1.02], 0.95, ">=", [(0.95, 1.0, 1, True), (1.0, 1.05, 1, True)]),
        ([0.55], None, ">=", [(0.55, 0.6, 1, False)]),  # 0,55·10000 is not 5500,000000000001 here
    ],
)  # fmt: skip
def test_classes(values, target, comparator, expected):
    assert drawn(values, target, comparator) == expected


@given(
    st.lists(st.one_of(st.none(), st.fractions(0, 1, max_denominator=400).map(float)), max_size=40),
    st.one_of(st.none(), st.integers(0, 10_000).map(lambda n: n / 10_000)),
    st.sampled_from([">=", "<="]),
)
def test_every_unit_that_reported_stands_in_one_class_on_its_side_of_the_target(values, target, comparator):
    groups = classed(units(*values), target, comparator)
    placed = [unit for group in groups for unit in group.units]
    assert [unit.share for unit in placed] == sorted(value for value in values if value is not None)
    for group in groups:
        for unit in group.units:
            assert group.low <= unit.share <= group.high
            reached = target is not None and (unit.share <= target if comparator == "<=" else unit.share >= target)
            assert group.meets == reached


def test_a_unit_without_a_figure_has_no_share():
    with pytest.raises(ValueError, match="Xã 0"):
        units(None)[0].share  # noqa: B018
