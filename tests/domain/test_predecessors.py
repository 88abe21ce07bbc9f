"""Figures since the reform on the old units: only where a new unit is one of them, or several whole ones are."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.predecessors import crossing, reasons, returned
from khuyenhoc.domain.succession import carried
from khuyenhoc.domain.unit import UNIT_COLUMNS, Units
from tests.domain.draw import catalogue, observations

# Districts D1 (a, b, c), D2 (d, e), D3 (f, g): b and c became one, e and f (of two districts) another, g was divided.
PARENTS = {"D1": "P", "D2": "P", "D3": "P", "a": "D1", "b": "D1", "c": "D1", "d": "D2", "e": "D2", "f": "D3", "g": "D3"}
SUCCESSION = pd.DataFrame(
    [("a", "A", "whole"), ("b", "BC", "whole"), ("c", "BC", "whole"), ("d", "D", "whole"), ("e", "EF", "whole"),
     ("f", "EF", "whole"), ("g", "G1", "partial"), ("g", "G2", "partial"), ("P", "Q", "whole"), ("O", "Q", "whole")],
    columns=["old_key", "new_key", "relation"],
)  # fmt: skip


def old() -> Units:
    rows = [("P", "province", None)]
    rows += [(key, "district" if up == "P" else "commune", up) for key, up in PARENTS.items()]
    frame = pd.DataFrame([{"key": key, "code": key, "level": level, "parent": up} for key, level, up in rows])
    return Units(frame.set_index("key").reindex(columns=UNIT_COLUMNS))


def row(unit: str, numerator: int, denominator: int) -> dict:
    return {"unit": unit, "period": "2026", "numerator": numerator, "denominator": denominator}


def back(*rows: dict) -> dict[str, tuple]:
    found = returned(observations(*rows), SUCCESSION, old(), catalogue())
    return {each["unit"]: (each["numerator"], each["denominator"]) for each in found.to_dict("records")}


def test_one_to_one_and_whole_districts_and_nothing_else():
    rows = [row("A", 1, 2), row("BC", 30, 40), row("D", 5, 6), row("EF", 7, 9), row("G1", 1, 1), row("G2", 2, 3)]
    assert back(*rows, row("Q", 99, 99)) == {"a": (1, 2), "d": (5, 6), "D1": (31, 42)}


def test_a_district_is_known_only_when_all_of_its_new_units_reported():
    assert back(row("A", 1, 2)) == {"a": (1, 2)}


def test_who_is_unknown_says_why():
    assert reasons(SUCCESSION, old()) == {
        "D2": "crossed", "D3": "crossed", "b": "merged", "c": "merged", "e": "merged", "f": "merged", "g": "divided",
    }  # fmt: skip
    assert crossing(SUCCESSION, old()) == {"D2": ["EF"], "D3": ["EF"]}


def test_a_unit_of_another_province_crosses_too():
    abroad = pd.concat([SUCCESSION, pd.DataFrame([("z", "A", "whole")], columns=SUCCESSION.columns)])
    assert returned(observations(row("A", 1, 2), row("BC", 3, 4)), abroad, old(), catalogue()).empty
    assert reasons(abroad, old())["D1"] == "crossed"


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=4, max_size=4))
def test_there_and_back_again_and_through_the_district_alike(figures):
    """What was carried to the new units comes back as it was; a district has the sum of its communes either way."""
    rows = observations(*(row(key, n, n + more) for key, (n, more) in zip("abcd", figures, strict=True)))
    new = carried(rows, SUCCESSION, catalogue())
    found = returned(new, SUCCESSION, old(), catalogue()).set_index("unit")
    for key in "ad":
        n, more = figures["abcd".index(key)]
        assert tuple(found.loc[key, ["numerator", "denominator"]]) == (n, n + more)
    assert found.at["D1", "numerator"] == sum(n for n, _ in figures[:3])


@pytest.mark.parametrize("reported", [(), ("A",)])
def test_nothing_reported_gives_nothing(reported):
    assert set(back(*(row(key, 1, 2) for key in reported))) == {key.lower() for key in reported}
