"""What is flagged as doubtful and what is not: each rule at its threshold and at its floor."""

import pandas as pd
import pytest

from khuyenhoc.domain import plausibility
from tests.domain.draw import CITIZENS, FAMILY, POOR, catalogue, observations

NAN = float("nan")
PARENTS = {f"u{n}": "D" for n in range(40)} | {"a": "D"}


def reasons(now: list[dict], before: list[dict], aims: float = NAN) -> dict[str, list[str]]:
    """Unit -> why its rows are doubtful."""
    rows = observations(*({"unit": "a", "period": "2024", **row} for row in now))
    past = observations(*({"unit": "a", "period": "2023", **row} for row in before))
    found = plausibility.doubtful(rows, past, catalogue(), PARENTS, pd.Series(aims, index=rows.index, dtype="float64"))
    return found.groupby("unit")["code"].agg(list).to_dict()


def pair(n: float, total: float = NAN, **more: object) -> dict:
    return {"numerator": float(n), "denominator": float(total), **more}


AGAINST_THE_PAST = [
    # before, now, why
    (pair(50, 100), pair(55, 121), ["denominator_jump"]),
    (pair(50, 100), pair(55, 120), []),
    (pair(5, 20), pair(6, 25), ["denominator_jump"]),
    (pair(5, 20), pair(6, 24), []),  # exactly a fifth
    (pair(2, 10), pair(3, 14), []),  # 40 %, but four families
    (pair(50, 100), pair(44, 100), ["stock_fall"]),
    (pair(50, 100), pair(45, 100), []),  # exactly a tenth
    (pair(20, 100), pair(16, 100), []),  # a fifth, but four families
    (pair(50, 100, indicator=POOR), pair(20, 100, indicator=POOR), []),  # fewer poor households is no fall
    (pair(150, 300), pair(150, 300), ["unchanged"]),
    (pair(99, 300), pair(99, 300), []),
    (pair(150, 300), pair(150, 301), []),
    (pair(406, indicator=CITIZENS), pair(406000, indicator=CITIZENS), ["tenfold"]),
    (pair(406000, indicator=CITIZENS), pair(406, indicator=CITIZENS), ["tenfold"]),
    (pair(10, indicator=CITIZENS), pair(99, indicator=CITIZENS), []),
    (pair(4, indicator=CITIZENS), pair(53, indicator=CITIZENS), []),  # 49 more
    (pair(0, indicator=CITIZENS), pair(60, indicator=CITIZENS), ["tenfold"]),
    (pair(650, 1000), pair(67, 1000), ["percent_as_count"]),
    (pair(650, 1000), pair(97, 1000), ["stock_fall"]),
    (pair(NAN, stated_rate=0.6), pair(50, 100), []),
]


@pytest.mark.parametrize(("before", "now", "why"), AGAINST_THE_PAST)
def test_against_the_units_own_past(before, now, why):
    assert reasons([now], [before]).get("a", []) == why


def test_without_a_past_nothing_is_said():
    assert reasons([pair(50, 100)], []) == {}


def test_the_figure_that_is_replaced_is_a_nearer_past_than_the_period_before():
    past = [pair(50, 100), pair(90, 100, period="2024")]
    assert reasons([pair(50, 100)], past) == {"a": ["stock_fall"]}
    assert reasons([pair(150, 300)], [pair(150, 300, period="2024")]) == {}, "the same again is no new period"


def test_a_simulated_past_and_a_simulated_figure_say_nothing():
    assert reasons([pair(10, 100)], [pair(90, 100, sample=True)]) == {}
    assert reasons([pair(10, 100, sample=True)], [pair(90, 100)]) == {}


@pytest.mark.parametrize(
    ("indicators", "why"), [((FAMILY, CITIZENS), []), ((FAMILY, CITIZENS, POOR), ["unchanged"] * 3)]
)
def test_small_figures_unchanged_together_are_doubtful(indicators, why):
    rows = [pair(5, 10, indicator=code) for code in indicators]
    assert reasons(rows, rows).get("a", []) == why


def test_an_outlier_among_its_siblings_is_found():
    field = [pair(50 + n, 100, unit=f"u{n}") for n in range(8)]
    assert reasons([*field, pair(95, 100)], []) == {"a": ["outlier"]}
    assert reasons([*field, pair(60, 100)], []) == {}
    assert reasons([*field[:6], pair(95, 100)], []) == {}, "seven are too few"
    assert reasons([*field, pair(28, 29)], []) == {}, "one of 29 families says little"


def test_among_equal_siblings_the_mean_deviation_decides():
    field = [pair(50, 100, unit=f"u{n}") for n in range(20)]
    assert reasons([*field, pair(51, 100)], []) == {"a": ["outlier"]}
    assert reasons(field, []) == {}, "no deviation at all, no outlier"


@pytest.mark.parametrize(("exact", "others", "found"), [(5, 20, 5), (5, 21, 0), (4, 0, 0)])
def test_heaping_exactly_at_the_target(exact, others, found):
    """70 % of 101 asks for 71."""
    rows = [pair(71, 101, unit=f"u{n}") for n in range(exact)]
    rows += [pair(60 + n % 9, 101, unit=f"u{exact + n}") for n in range(others)]
    assert sum("heaping" in why for why in reasons(rows, [], aims=7000).values()) == found
