"""How a population is cut into groups, as drawn tables; nobody is lost and nobody counted twice."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.group_cut import FEWEST, OTHER, UNSPECIFIED, Cut, crossed, few_together, groups, shares, totals

MINORITIES = {"tay", "mong", "giay", OTHER}
NAN = math.nan


def figures(*rows: tuple) -> pd.DataFrame:
    """ethnicity, poverty, n, N and, if need be, the unit and whether it is hidden."""
    full = [(*row, *("a", False)[len(row) - 4 :]) for row in rows]
    frame = pd.DataFrame(full, columns=["ethnicity", "poverty", "numerator", "denominator", "unit", "hidden"])
    return frame.assign(period="2024-05", sample=False)


def cut(kind: Cut, *rows: tuple) -> dict[str, tuple[float, float]]:
    found = groups(figures(*rows), kind, MINORITIES)
    return dict(zip(found["group"], zip(found["numerator"], found["denominator"], strict=True), strict=True))


def test_single_peoples_and_what_they_leave() -> None:
    found = cut(Cut.PEOPLES, ("", "", 50, 100), ("kinh", "", 20, 30), ("mong", "", 10, 40), ("mong", "poor", 1, 20))
    assert found == {"kinh": (20, 30), "mong": (10, 40), UNSPECIFIED: (20, 30)}


def test_what_is_left_joins_what_was_reported_so() -> None:
    found = cut(Cut.PEOPLES, ("", "", 50, 100), ("kinh", "", 20, 30), (UNSPECIFIED, "", 5, 10))
    assert found == {"kinh": (20, 30), UNSPECIFIED: (30, 70)}


@pytest.mark.parametrize(
    "whole", [("", "", 30, 30), ("", "", 10, 100), ("", "", 90, 35), ("", "", NAN, 100)],
    ids=["nothing left", "fewer than the group", "more achieved than left", "unknown"],
)  # fmt: skip
def test_nothing_is_left_where_the_figures_do_not_say_so(whole: tuple) -> None:
    assert cut(Cut.PEOPLES, whole, ("kinh", "", 20, 30)) == {"kinh": (20, 30)}


def test_hidden_groups_leave_nothing_to_be_worked_out() -> None:
    found = groups(
        figures(("", "", 50, 100), ("kinh", "", 20, 30), ("mong", "", NAN, 40, "a", True)), Cut.PEOPLES, MINORITIES
    )
    assert set(found["group"]) == {"kinh", "mong"}
    assert found.set_index("group")["hidden"].to_dict() == {"kinh": False, "mong": True}


def test_minorities_as_given_else_as_their_sum() -> None:
    single = [("", "", 50, 100), ("kinh", "", 30, 40), ("mong", "", 5, 20), ("tay", "", 15, 40)]
    assert cut(Cut.MINORITIES, *single) == {"kinh": (30, 40), "dtts": (20, 60)}
    assert cut(Cut.MINORITIES, *single, ("dtts", "", 19, 58)) == {
        "kinh": (30, 40),
        "dtts": (19, 58),
        UNSPECIFIED: (1, 2),
    }


def test_minorities_are_not_counted_beside_their_peoples() -> None:
    rows = [("", "", 50, 100), ("kinh", "", 30, 40), ("dtts", "", 20, 60)]
    assert cut(Cut.PEOPLES, *rows) == {"kinh": (30, 40), "dtts": (20, 60)}
    assert cut(Cut.PEOPLES, *rows, ("mong", "", 5, 20)) == {"kinh": (30, 40), "mong": (5, 20), UNSPECIFIED: (15, 40)}


def test_poverty_classes_alone() -> None:
    rows = [
        ("", "", 50, 100),
        ("", "poor", 10, 40),
        ("", "not_poor", 40, 60),
        ("mong", "poor", 1, 20),
        ("mong", "", 2, 30),
    ]
    assert cut(Cut.POVERTY, *rows) == {"poor": (10, 40), "not_poor": (40, 60)}


def test_each_unit_on_its_own() -> None:
    rows = figures(
        ("", "", 5, 10, "a", False),
        ("kinh", "", 5, 10, "a", False),
        ("", "", 7, 9, "b", False),
        ("kinh", "", 1, 2, "b", False),
    )
    found = groups(rows, Cut.PEOPLES, MINORITIES).set_index(["unit", "group"])["denominator"]
    assert found.to_dict() == {("a", "kinh"): 10, ("b", "kinh"): 2, ("b", UNSPECIFIED): 7}


def together(*rows: tuple) -> dict[str, tuple[float, float]]:
    found = few_together(groups(figures(*rows), Cut.PEOPLES, MINORITIES), MINORITIES)
    return dict(zip(found["group"], zip(found["numerator"], found["denominator"], strict=True), strict=True))


def test_peoples_of_few_families_are_counted_together_and_kinh_never() -> None:
    rows = [
        ("kinh", "", 3, 5),
        ("mong", "", 50, FEWEST),
        ("tay", "", 4, FEWEST - 1),
        ("giay", "", 2, 30),
        (OTHER, "", 1, 20),
    ]
    assert together(*rows) == {"kinh": (3, 5), "mong": (50, FEWEST), OTHER: (7, FEWEST + 49)}


def test_a_count_is_its_own_size() -> None:
    found = together(("mong", "", 150, NAN), ("tay", "", 40, NAN))
    assert {group: n for group, (n, _) in found.items()} == {"mong": 150, OTHER: 40}


def test_a_people_of_unknown_size_makes_the_others_unknown() -> None:
    n, whole = together(("mong", "", NAN, NAN, "a", True), ("tay", "", 4, 30))[OTHER]
    assert math.isnan(n) and math.isnan(whole)


@given(st.dictionaries(st.sampled_from(["kinh", "tay", "mong", "giay", OTHER]), st.integers(1, 300), min_size=1))
def test_nobody_is_lost(sizes: dict[str, int]) -> None:
    rows = [(group, "", size // 2, size) for group, size in sizes.items()]
    whole = sum(sizes.values())
    for kind in (Cut.PEOPLES, Cut.MINORITIES):
        found = cut(kind, ("", "", whole // 2, whole), *rows)
        assert sum(size for _, size in found.values()) == whole
    assert sum(size for _, size in together(("", "", whole // 2, whole), *rows).values()) == whole


def test_peoples_by_class_with_the_large_ones_first() -> None:
    rows = figures(
        ("tay", "poor", 10, 60), ("tay", "not_poor", 50, 60), ("mong", "poor", 80, 200), ("mong", "not_poor", 90, 100),
        ("giay", "poor", 1, 20), (OTHER, "poor", 2, 30), ("dtts", "poor", 93, 310),
    )  # fmt: skip
    found = crossed(rows, MINORITIES)
    assert list(dict.fromkeys(found["ethnicity"])) == ["mong", "tay", OTHER]
    assert found.set_index(["ethnicity", "poverty"]).loc[(OTHER, "poor"), ["numerator", "denominator"]].tolist() == [
        3,
        50,
    ]


def test_share_of_a_group_in_everybody() -> None:
    frame = figures(("", "", 50, 200), ("mong", "", 10, 50), ("", "", 1, 0, "b", False), ("mong", "", 0, 0, "b", False))
    found = groups(frame, Cut.PEOPLES, MINORITIES)
    assert shares(found, totals(frame), "mong").to_dict() == {"a": 0.25}
