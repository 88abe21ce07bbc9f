"""What must hold for any figures: more families never harm, sums and parts agree, every verdict is one of the ten."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc.domain.assessment import COLUMNS, Question, assess
from khuyenhoc.domain.status import (
    ACCELERATE,
    ACHIEVED,
    INSUFFICIENT,
    MISSED,
    NOT_COMPUTABLE,
    ON_TRACK,
    REGRESSING,
    SLOW,
    STATUSES,
)
from khuyenhoc.domain.unit import Level
from tests.domain.draw import (
    CITIZEN_RATE,
    CITIZENS,
    COMMUNE,
    DISTRICT,
    FAMILY,
    POOR,
    PROVINCE,
    assigned,
    catalogue,
    observations,
    target,
    units,
)

DAY = date(2023, 12, 31)
BETTER = [REGRESSING, SLOW, ACCELERATE, ON_TRACK, ACHIEVED]
KEYS = ["unit", "indicator"]
FEW = settings(max_examples=25, deadline=None)


def rows_of(n: int, size: int, unit: str, period: str, indicator: str = FAMILY) -> dict:
    return {"unit": unit, "period": period, "numerator": n, "denominator": size, "indicator": indicator}


def judged(rows: list[dict], aims: list, level: Level = COMMUNE, on: date = DAY) -> pd.DataFrame:
    return assess(observations(*rows), units(), catalogue(), aims, Question(level, on))


@given(st.integers(1, 40), st.integers(0, 10_000), st.data(), st.sampled_from([DAY, date(2026, 1, 1)]))
@FEW
def test_one_more_family_never_makes_it_worse(size, aim, data, on):
    """Four communes alike but for n, n + 1, n + 2, n + 3 of one whole: status, còn thiếu and vượt follow n."""
    before, n = data.draw(st.integers(0, size)), data.draw(st.integers(0, size))
    steps = [min(n + more, size) for more in range(4)]
    rows = [rows_of(before, size, unit, "2021") for unit in "abce"]
    rows += [rows_of(step, size, unit, "2023") for unit, step in zip("abce", steps, strict=True)]
    found = judged(rows, [target(aim)], on=on)
    assert found["shortfall"].is_monotonic_decreasing and found["surplus"].is_monotonic_increasing
    assert ((found["shortfall"] == 0) == (found["status"] == ACHIEVED)).all()
    achieved = list(found["status"] == ACHIEVED)
    assert achieved == sorted(achieved)
    graded = [BETTER.index(status) for status in found["status"] if status in BETTER]
    assert graded == sorted(graded)
    assert set(found["status"]) <= ({ACHIEVED, MISSED} if on > DAY else {*BETTER, INSUFFICIENT})


@given(st.integers(1, 500), st.integers(0, 10_000), st.data())
@FEW
def test_fewer_poor_households_never_make_it_worse(size, aim, data):
    n = data.draw(st.integers(3, size + 3))
    rows = [rows_of(min(n - less, size), size, unit, "2023", POOR) for less, unit in enumerate("abce")]
    found = judged(rows, [target(aim, indicator=POOR, comparator="<=")])
    assert found["shortfall"].is_monotonic_decreasing and found["surplus"].is_monotonic_increasing
    for n_poor, met in zip(found["numerator"], found["status"] == ACHIEVED, strict=True):
        assert met == (n_poor * 10_000 <= aim * size)


FIGURES = st.dictionaries(
    st.sampled_from("abce"),
    st.integers(1, 3000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    min_size=1,
)


@given(FIGURES, st.integers(0, 10_000), st.sampled_from([PROVINCE, DISTRICT]))
@FEW
def test_what_the_communes_lack_is_what_the_parent_lacks_within_one_each(figures, aim, level):
    rows = [rows_of(n, d, unit, "2023") for unit, (n, d) in figures.items()]
    below, above = judged(rows, [target(aim)]), judged(rows, [target(aim)], level)
    parts = (
        (below["shortfall"] - below["surplus"])
        .groupby(below["unit"].map(units().ancestor(level)))
        .agg(["sum", "count"])
    )
    whole = (above["shortfall"] - above["surplus"]).set_axis(above["unit"]).dropna()
    for unit, own in whole.items():
        assert 0 <= parts.loc[unit, "sum"] - own <= parts.loc[unit, "count"]
    for n, d, lack in zip(below["numerator"], below["denominator"], below["shortfall"], strict=True):
        assert pd.isna(n) or lack == max(0, -(-aim * int(d) // 10_000) - n)


ANY_ROW = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["P", "D1", "D2", "a", "b", "c", "e"]),
        "period": st.sampled_from(["2019", "2021", "2022-06", "2022", "2023-H1", "2023-12-31", "2023", "2026"]),
        "indicator": st.sampled_from([FAMILY, POOR, CITIZENS, CITIZEN_RATE]),
        "numerator": st.sampled_from([float("nan"), 0, 1, 7, 19, 400, 2000]),
        "denominator": st.sampled_from([float("nan"), 0, 1, 20, 400, 1999]),
        "stated_rate": st.sampled_from([float("nan"), 0, 0.5, 0.666, 0.7, 1, 1.2]),
        "stated_decimals": st.integers(0, 2),
        "state": st.sampled_from(["value", "zero", "none", "unknown", "withdrawn"]),
        "approximate": st.sampled_from(["=", ">=", "<=", "~"]),
        "sample": st.booleans(),
    }
)
ANY_AIM = st.builds(
    target,
    st.one_of(st.none(), st.integers(0, 12_000)),
    indicator=st.sampled_from([FAMILY, POOR, CITIZENS, CITIZEN_RATE]),
    comparator=st.sampled_from([">=", "<="]),
    start=st.sampled_from([date(2018, 1, 1), date(2021, 1, 1)]),
    due=st.sampled_from([date(2020, 12, 31), date(2025, 12, 31)]),
    milestones=st.sampled_from([(), ((date(2022, 12, 31), 5000),)]),
    baseline=st.sampled_from([None, (date(2020, 12, 31), 3000), (date(2026, 12, 31), 3000)]),
)


@given(
    st.lists(ANY_ROW, max_size=25, unique_by=lambda row: (row["unit"], row["period"], row["indicator"])),
    st.lists(ANY_AIM, max_size=4),
    st.sampled_from([COMMUNE, DISTRICT, PROVINCE, Level.COUNTRY]),
    st.sampled_from([date(2020, 6, 30), DAY, date(2027, 1, 1)]),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_any_figures_get_one_of_the_ten_verdicts_whatever_their_order(rows, aims, level, on, chance):
    found = judged(rows, aims, level, on)
    assert list(found.columns) == COLUMNS
    assert set(found["status"]) <= set(STATUSES)
    assert not found.duplicated(KEYS).any()
    assert not (found[["shortfall", "surplus"]] < 0).any(axis=None)
    said = found["reason"] != ""
    assert said[found["status"].isin([INSUFFICIENT, NOT_COMPUTABLE])].all()
    assert not said[found["status"].isin([*BETTER, MISSED])].any()
    assert (found.loc[found["status"].isin([ACHIEVED, MISSED, *BETTER]), "value"].notna()).all()
    chance.shuffle(rows)
    pd.testing.assert_frame_equal(judged(rows, aims, level, on), found)


@given(st.integers(0, 10_000), st.integers(1, 10**6))
@FEW
def test_a_target_is_met_by_the_smallest_whole_number_that_reaches_it(aim, size):
    enough = -(-aim * size // 10_000)
    rows = [rows_of(n, size, unit, "2023") for unit, n in zip("abc", (enough, max(0, enough - 1), size), strict=True)]
    status = judged(rows, [assigned(aim)]).set_index("unit")["status"]
    assert status["a"] == status["c"] == ACHIEVED
    assert (status["b"] == ACHIEVED) is (enough == 0)
