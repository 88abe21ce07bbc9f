"""Parts of a split unit: whole numbers, totals kept, no part of a numerator above its denominator."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.share import Shares, in_force, portions, split

NAN = float("nan")
# Whole ten-thousandths of two to five parts, each above nought, adding up to one.
SHARES = st.lists(st.integers(1, 9_996), min_size=1, max_size=4, unique=True).map(
    lambda cuts: [b - a for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), 10_000], strict=True)]
)
COUNTS = st.integers(0, 10**7)


@pytest.mark.parametrize(
    ("count", "shares", "parts"),
    [
        (10, [6000, 4000], [6, 4]),
        (9, [6000, 4000], [5, 4]),  # 5,4 and 3,6: the larger remainder is rounded up
        (1, [5000, 5000], [1, 0]),  # equal remainders: the earlier part
        (0, [6000, 4000], [0, 0]),
        (100, [3333, 3333, 3334], [33, 33, 34]),
    ],
)
def test_largest_remainders(count, shares, parts):
    assert portions(count, shares) == parts


@given(COUNTS, SHARES)
def test_parts_add_up_and_lie_within_one_of_their_share(count, shares):
    parts = portions(count, shares)
    assert sum(parts) == count
    assert all(abs(part - Fraction(count * share, 10_000)) < 1 for part, share in zip(parts, shares, strict=True))


@given(COUNTS, COUNTS, SHARES)
def test_no_part_reaches_more_than_there_are(numerator, more, shares):
    """Largest remainders alone would: a larger whole can give a smaller part (the Alabama paradox)."""
    ns, wholes = split(numerator, numerator + more, shares)
    assert (sum(ns), sum(wholes)) == (numerator, numerator + more)
    assert all(n <= whole for n, whole in zip(ns, wholes, strict=True))


def test_the_alabama_paradox_is_met_and_answered():
    shares = [4286, 4286, 1428]
    assert (portions(10, shares), portions(11, shares)) == ([4, 4, 2], [5, 5, 1])
    assert split(10, 11, shares) == ([5, 4, 1], [5, 5, 1])


def test_amounts_and_absence():
    assert split(2.5, NAN, [4000, 6000])[0] == [1.0, 1.5]
    assert all(part != part for part in split(3, NAN, [4000, 6000])[1])


def test_the_newest_entry_of_a_unit_counts_and_one_without_parts_takes_back():
    first, second = Shares("d", (("x", 5000), ("y", 5000))), Shares("d", (("x", 6000), ("y", 4000)))
    other, back = Shares("e", (("x", 1), ("z", 9999))), Shares("d", (), reason="nhầm")
    assert in_force([first, other, second]) == {"d": second, "e": other}
    assert in_force([first, other, back]) == {"e": other}
    assert in_force([first, back, second]) == {"d": second}
