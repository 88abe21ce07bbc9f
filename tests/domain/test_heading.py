"""Several provinces below one heading: sums of what they reported, targets of each for its own, nothing counted twice."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc.domain import rollup
from khuyenhoc.domain.assessment import Question, assess
from khuyenhoc.domain.heading import headed, heir, roots
from khuyenhoc.domain.succession import carried
from khuyenhoc.domain.target import Scope
from khuyenhoc.domain.unit import UNIT_COLUMNS, Level, Units
from tests.domain.draw import FAMILY, catalogue, observations, target

BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)
SUCCESSION = pd.DataFrame(
    [
        ("A@1", "B@2", "whole"), ("B@1", "B@2", "whole"), ("C@1", "C@2", "whole"),
        ("a1@1", "x@2", "whole"), ("a2@1", "x@2", "whole"), ("a3@1", "y@2", "whole"),
        ("b1@1", "y@2", "whole"), ("b2@1", "z@2", "whole"),
    ],
    columns=["old_key", "new_key", "relation"],
)  # fmt: skip
COMMUNES = ["a1@1", "a2@1", "a3@1", "b1@1", "b2@1"]


def unit(key: str, level: Level, parent: str | None) -> dict:
    code, _, version = key.partition("@")
    dates = {"1": (None, "2025-06-30"), "2": ("2025-07-01", None), "": (None, None)}[version]
    name = f"Tỉnh {code}" if level is Level.PROVINCE else code
    return {"key": key, "code": code, "version": version, "level": level.value, "name": name, "short_name": code,
            "kind": "Tỉnh" if level is Level.PROVINCE else "Xã", "parent": parent, "valid_from": dates[0],
            "valid_to": dates[1]}  # fmt: skip


def every_unit() -> pd.DataFrame:
    """Old A and B became new B, old C is C still; a commune of each went into y."""
    rows = [unit("VN", Level.COUNTRY, None)]
    rows += [unit(f"{name}@1", Level.PROVINCE, "VN") for name in "ABC"]
    rows += [unit(f"d{name}@1", Level.DISTRICT, f"{name}@1") for name in "AB"]
    rows += [unit(key, Level.COMMUNE, f"d{key[0].upper()}@1") for key in COMMUNES]
    rows += [unit(f"{name}@2", Level.PROVINCE, "VN") for name in "BC"]
    rows += [unit(f"{name}@2", Level.COMMUNE, "B@2") for name in "xyz"]
    return pd.DataFrame(rows).set_index("key").reindex(columns=UNIT_COLUMNS)


def both() -> Units:
    valid = Units.valid_on(every_unit(), BEFORE)
    tree, key = headed(every_unit(), SUCCESSION, valid, ["A@1", "B@1"])
    assert key == "B@2"
    return tree


@pytest.mark.parametrize(
    ("code", "before", "since"),
    [
        ("A", ["A@1"], ["B@2"]),
        ("B", ["A@1", "B@1"], ["B@2"]),  # the code of two: the newest
        ("B@1", ["B@1"], ["B@2"]),
        ("C", ["C@1"], ["C@2"]),
        ("VN", ["VN"], ["VN"]),
        ("Z", [], []),
    ],
)
def test_what_a_code_stands_for_before_and_since(code, before, since):
    for day, expected in ((BEFORE, before), (SINCE, since)):
        assert roots(every_unit(), SUCCESSION, code, Units.valid_on(every_unit(), day)) == expected


def test_who_became_one():
    assert heir(every_unit(), SUCCESSION, ["A@1", "B@1"]) == "B@2"
    assert heir(every_unit(), SUCCESSION, ["A@1"]) is None  # a part of it
    assert heir(every_unit(), SUCCESSION, ["A@1", "C@1"]) is None


def test_an_old_provinces_own_figure_is_never_that_of_the_new_one_of_its_name():
    rows = observations(
        {"unit": "B@1", "period": "2024", "numerator": 30, "denominator": 60},
        {"unit": "a1@1", "period": "2024", "numerator": 5, "denominator": 10},
    )
    tree = both()
    found = rollup.series(rollup.reporters(rows, tree, Level.COUNTRY, catalogue()), tree, Level.COUNTRY, catalogue())
    (row,) = found.to_dict("records")
    assert (row["unit"], row["numerator"], row["denominator"], row["own"]) == ("B@2", 35, 70, False)
    assert (row["reported"], row["expected_reports"]) == (3, 5)  # B's own figure speaks for both of its communes


def test_targets_of_each_old_province_reach_its_own_units_alone():
    tree = both()
    rows = observations(*({"unit": key, "period": "2024", "numerator": 5, "denominator": 10} for key in COMMUNES))
    aims = [
        target(id="T", indicator=FAMILY, value=7000),
        target(id="A", indicator=FAMILY, scope_kind=Scope.PROVINCE, scope="A@1", value=5000),
        target(id="B", indicator=FAMILY, scope_kind=Scope.LEVEL, scope="B@1/commune", value=9000),
    ]

    everywhere = catalogue(**{FAMILY: {"rate_levels": "commune district province country"}})

    def ids(level: Level) -> list[str]:
        return list(assess(rows, tree, everywhere, aims, Question(level, date(2024, 12, 31)))["target_id"])

    assert ids(Level.COMMUNE) == ["A", "A", "A", "B", "B"]
    assert ids(Level.PROVINCE) == ["A", "T"]
    assert ids(Level.COUNTRY) == ["T"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=5, max_size=5))
def test_merged_then_summed_is_summed_then_merged(figures):
    """The same province whether its old provinces are added up, or its new communes made of theirs."""
    rows = observations(
        *(
            {"unit": key, "period": "2024", "numerator": min(pair), "denominator": max(pair)}
            for key, pair in zip(COMMUNES, figures, strict=True)
        )
    )
    new = Units.valid_on(every_unit(), SINCE).within("B@2")

    def sums(found: pd.DataFrame, tree: Units, level: Level) -> pd.DataFrame:
        made = rollup.series(rollup.reporters(found, tree, level, catalogue()), tree, level, catalogue())
        return made.set_index("unit")[["numerator", "denominator"]]

    whole = sums(rows, both(), Level.COUNTRY)
    merged = sums(carried(rows, SUCCESSION, catalogue()), new, Level.PROVINCE)
    provinces = sums(rows, both(), Level.PROVINCE)
    assert list(whole.index) == list(merged.index) == ["B@2"]
    np.testing.assert_array_equal(whole.to_numpy(), merged.to_numpy())
    np.testing.assert_array_equal(whole.loc["B@2"].to_numpy(), provinces.sum().to_numpy())


def test_a_region_of_any_provinces_has_a_heading_of_its_own():
    valid = Units.valid_on(every_unit(), BEFORE)
    tree, key = headed(every_unit(), SUCCESSION, valid, ["A@1", "C@1"])
    assert (tree.name(key), tree.level(key), tree.children(key)) == ("Các tỉnh A, C", Level.COUNTRY, ["A@1", "C@1"])
    assert key not in every_unit().index and len(key) <= 20  # the store keeps maps by it
    other = every_unit().assign(kind=lambda frame: frame["kind"].mask(frame.index == "C@1", "Thành phố"))
    named, _ = headed(other, SUCCESSION, Units.valid_on(other, BEFORE), ["A@1", "C@1"])
    assert named.name(key) == "Các tỉnh, thành phố A, C"
