"""Gaps to what groups are compared with, their movement, and where they closed most."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.gap import MOST, Reference, against, against_one, closed, gaps, references, with_movement
from khuyenhoc.domain.group_cut import FEWEST, OTHER, UNSPECIFIED, Cut, groups

NAN = math.nan
WHOLE = [("P", "", 120, 200), ("a", "", 50, 100)]
GROUPS = [("P", "kinh", 90, 100), ("P", "mong", 30, 100), ("a", "kinh", 40, 50), ("a", "mong", 10, 50)]


def figures(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit", "ethnicity", "numerator", "denominator"])
    return frame.assign(poverty="", period="2024-05", hidden=frame["numerator"].isna(), sample=False)


def behind(whole: tuple[int, int], group: tuple[int, int]) -> float:
    own = pd.DataFrame({"numerator": [float(group[0])], "denominator": [float(group[1])]})
    return float(against(own, *whole)["behind"].iloc[0])


@pytest.mark.parametrize(
    ("whole", "group", "families"),
    [
        # n/N of the reference, n/N of the group -> ⌈(y_ref − y)·N⌉
        ((55, 100), (0, 100), 55),
        ((29, 100), (0, 100), 29),
        ((58, 100), (0, 100), 58),
        ((57, 100), (0, 100), 57),
        ((7, 10), (69, 100), 1),
        ((7, 10), (70, 100), 0),
        ((7, 10), (71, 100), 0),
        ((1, 3), (33, 100), 1),
        ((2, 3), (66, 100), 1),
        ((1, 3), (333_333, 1_000_000), 1),
        ((1, 3), (333_334, 1_000_000), 0),
        ((333_333, 1_000_000), (0, 3), 1),
        ((999_999, 1_000_000), (999_998, 999_999), 1),
    ],
)
def test_families_behind_are_whole_and_exact(whole: tuple[int, int], group: tuple[int, int], families: int) -> None:
    assert behind(whole, group) == families


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.data())
def test_behind_agrees_with_whole_numbers(whole: int, size: int, data: st.DataObject) -> None:
    n, own = data.draw(st.integers(0, whole)), data.draw(st.integers(0, size))
    assert behind((n, whole), (own, size)) == max(0, -((own * whole - n * size) // whole))


@pytest.mark.parametrize(("whole", "group"), [((0, 0), (1, 4)), ((NAN, NAN), (1, 4)), ((1, 2), (0, 0))])
def test_without_a_reference_or_anybody_there_is_nothing_to_be_behind(whole: tuple, group: tuple) -> None:
    assert math.isnan(behind(whole, group))


def gap_of(reference: Reference, *rows: tuple, lower: bool = False) -> pd.DataFrame:
    frame = figures(*(rows or (*WHOLE, *GROUPS)))
    found = groups(frame, Cut.PEOPLES, {"mong", "tay", OTHER})
    return gaps(found, references(found, frame, reference, "P"), lower)


@pytest.mark.parametrize(
    ("reference", "gap", "behind"),
    [
        (Reference.OWN, -0.3, 15),
        (Reference.KINH, -0.6, 30),
        (Reference.PROVINCE, -0.4, 20),
        (Reference.NOT_POOR, NAN, NAN),
    ],
)
def test_a_group_against_each_reference(reference: Reference, gap: float, behind: float) -> None:
    found = gap_of(reference).set_index(["unit", "group"]).loc[("a", "mong")]
    assert found["gap"] == pytest.approx(gap, nan_ok=True)
    assert found["behind"] == pytest.approx(behind, nan_ok=True)


def test_a_low_figure_is_what_is_wanted_of_poverty() -> None:
    found = gap_of(Reference.OWN, lower=True).set_index(["unit", "group"])["behind"]
    assert found["a", "kinh"] == 15 and found["a", "mong"] == 0


def test_most_families_behind_first_then_the_larger_and_what_was_not_told_apart_last() -> None:
    rows = [
        ("a", "", 300, 1000),
        ("a", "kinh", 20, 30),
        ("a", "tay", 50, 90),
        ("a", "mong", 20, 200),
        ("a", OTHER, 10, 60),
    ]
    found = gap_of(Reference.OWN, *rows)
    assert list(found["group"]) == ["mong", OTHER, "tay", "kinh", UNSPECIFIED]


def test_poverty_classes_that_lack_as_many_keep_their_order() -> None:
    frame = figures(("a", "", 60, 100)).iloc[[0, 0, 0, 0]]
    frame = frame.assign(
        poverty=["", "not_poor", "near_poor", "poor"], numerator=[60, 35, 8, 17], denominator=[100, 50, 12, 38]
    )
    found = groups(frame, Cut.POVERTY, set())
    ordered = gaps(found, references(found, frame, Reference.OWN, "P"), lower=False)
    assert list(ordered["group"]) == ["poor", "near_poor", "not_poor"]


def test_a_hidden_figure_hides_all_that_is_made_of_it() -> None:
    found = gap_of(Reference.OWN, ("a", "", 50, 100), ("a", "mong", NAN, 40)).iloc[0]
    assert found["hidden"] and all(math.isnan(found[name]) for name in ("numerator", "value", "gap", "behind"))
    hidden = gap_of(Reference.KINH, ("a", "", 50, 100), ("a", "kinh", NAN, 40), ("a", "mong", 5, 40)).set_index("group")
    assert math.isnan(hidden.loc["mong", "gap"]), "a hidden reference"


def test_every_unit_against_the_level_of_one() -> None:
    frame = figures(*WHOLE, *GROUPS)
    found = groups(frame, Cut.PEOPLES, {"mong"})
    one = against_one(found, references(found, frame, Reference.OWN, "P"), "P", lower=False)
    assert one.set_index(["unit", "group"])["behind"].to_dict() == {
        ("P", "mong"): 30, ("P", "kinh"): 0, ("a", "mong"): 20, ("a", "kinh"): 0,
    }  # fmt: skip


def test_movement_is_how_much_nearer_a_group_came() -> None:
    now = gap_of(Reference.OWN)
    before = gap_of(Reference.OWN, ("a", "", 50, 100), ("a", "kinh", 45, 50), ("a", "mong", 5, 50))
    found = with_movement(now, before).set_index(["unit", "group"])["narrowed"]
    assert found["a", "mong"] == pytest.approx(0.1) and found["a", "kinh"] == pytest.approx(0.1)
    assert math.isnan(found["P", "mong"]), "not there before"


def test_a_movement_from_a_hidden_gap_is_hidden() -> None:
    before = gap_of(Reference.OWN, ("a", "", 50, 100), ("a", "kinh", 45, 50), ("a", "mong", NAN, 50))
    found = with_movement(gap_of(Reference.OWN), before).set_index(["unit", "group"])["narrowed_hidden"]
    assert found["a", "mong"] and not found["a", "kinh"] and not found["P", "mong"]


# --- where it closed most ----------------------------------------------------------------------------------------


def commune(unit: str, group_rate: float, gap: float, size: float = 200) -> dict:
    return {"unit": unit, "group": "mong", "value": group_rate, "gap": gap, "denominator": size, "sample": False}


def closing(now: dict, before: dict, lower: bool = False) -> list[str]:
    return list(closed(pd.DataFrame([now]), pd.DataFrame([before]), "mong", lower)["unit"])


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (commune("a", 0.6, -0.05), commune("a", 0.4, -0.2), True),
        (commune("a", 0.6, 0.01), commune("a", 0.4, -0.2), True),
        (commune("a", 0.4, -0.05), commune("a", 0.5, -0.2), False),
        (commune("a", 0.6, -0.25), commune("a", 0.4, -0.2), False),
        (commune("a", 0.6, 0.1), commune("a", 0.4, 0.2), False),
        (commune("a", 0.6, -0.05, FEWEST - 1), commune("a", 0.4, -0.2), False),
        (commune("a", 0.6, -0.05), commune("a", 0.4, -0.2, FEWEST - 1), False),
        (commune("a", 0.6, -0.05, FEWEST), commune("a", 0.4, -0.2, FEWEST), True),
        (commune("a", 0.6, -0.05), commune("b", 0.4, -0.2), False),
        (commune("a", NAN, NAN), commune("a", 0.4, -0.2), False),
    ],
    ids=["closed", "passed", "all fell", "widened", "never behind", "few now", "few then", "just enough", "not both", "hidden"],
)  # fmt: skip
def test_who_is_named_for_closing_a_gap(now: dict, before: dict, told: bool) -> None:
    assert closing(now, before) == (["a"] if told else [])


def test_where_less_is_better_the_gap_closes_from_above() -> None:
    assert closing(commune("a", 0.3, 0.05), commune("a", 0.5, 0.2), lower=True) == ["a"]
    assert closing(commune("a", 0.6, -0.05), commune("a", 0.4, -0.2), lower=True) == []


def test_the_five_that_closed_most_first() -> None:
    now = pd.DataFrame([commune(f"u{at}", 0.6, -0.01 * at) for at in range(1, 8)])
    before = pd.DataFrame([commune(f"u{at}", 0.4, -0.2) for at in range(1, 8)])
    found = closed(now, before, "mong", lower=False)
    assert list(found["unit"]) == [f"u{at}" for at in range(1, MOST + 1)]
    assert found["narrowed"].iloc[0] == pytest.approx(0.19)
