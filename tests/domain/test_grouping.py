"""Communes by former district and by cluster: the tree with its groups where districts stand."""

from datetime import date

import pandas as pd

from khuyenhoc.domain.grouping import clusters, former_districts, is_grouped, regrouped
from khuyenhoc.domain.rollup import reporters, series
from khuyenhoc.domain.unit import Level
from tests.domain.draw import catalogue, observations, units
from tests.domain.test_predecessors import SUCCESSION, old, row

GROUPS = {"cum-1": ("Cụm 1", ["a", "c"]), "cum-2": ("Cụm 2", ["b"])}


def test_groups_stand_where_districts_stood_and_the_rest_below_the_province():
    tree = regrouped(units(), GROUPS)
    assert tree.of_level(Level.DISTRICT) == ["cum-1", "cum-2"]
    assert [tree.parent(key) for key in "abce"] == ["cum-1", "cum-2", "cum-1", "P"]
    assert (tree.name("cum-1"), tree.find("cum-2"), tree.parent("P")) == ("Cụm 1", "cum-2", "VN")
    assert is_grouped(tree) and not is_grouped(units())


def test_figures_add_up_over_groups_and_to_the_same_province():
    rows = observations(*(row(key, n, 10) for key, n in zip("abce", (1, 2, 3, 4), strict=True)))
    for tree in (units(), regrouped(units(), GROUPS)):
        found = series(reporters(rows, tree, Level.PROVINCE, catalogue()), tree, Level.PROVINCE, catalogue())
        assert found["numerator"].tolist() == [10]
    found = series(reporters(rows, tree, Level.DISTRICT, catalogue()), tree, Level.DISTRICT, catalogue())
    assert found.set_index("unit")["numerator"].to_dict() == {"cum-1": 4, "cum-2": 2}


def test_a_former_district_holds_the_new_units_wholly_inside_it():
    new = pd.DataFrame({"key": ["Q", "A", "BC", "D", "EF", "G1", "G2"]})
    frame = new.assign(level=["province"] + ["commune"] * 6, parent=["VN"] + ["Q"] * 6).set_index("key")
    tree = type(old())(frame.reindex(columns=old().frame.columns).assign(name="Xã"))
    found = former_districts(SUCCESSION, named(old()), tree)
    assert found == {
        "cu-D1": ("Huyện D1 (cũ)", ["A", "BC"]), "cu-D2": ("Huyện D2 (cũ)", ["D"]), "cu-D3": ("Huyện D3 (cũ)", ["G1", "G2"]),
    }  # fmt: skip


def named(tree):
    return type(tree)(tree.frame.assign(name=[f"Huyện {key}" for key in tree.frame.index]))


def test_clusters_hold_on_their_days_only():
    rows = [
        ("a", "Cụm Bắc", "2021-01-01", "2023-12-31"), ("a", "Cụm Nam", "2024-01-01", ""), ("b", "Cụm Nam", "2021-01-01", ""),
        ("z", "Cụm Nam", "2021-01-01", ""),
    ]  # fmt: skip
    members = pd.DataFrame(rows, columns=["unit", "cluster", "valid_from", "valid_to"])
    assert clusters(members, units(), date(2023, 12, 31)) == {"cum-1": ("Cụm Bắc", ["a"]), "cum-2": ("Cụm Nam", ["b"])}
    assert clusters(members, units(), date(2024, 1, 1)) == {"cum-2": ("Cụm Nam", ["a", "b"])}
    assert clusters(members, units(), date(2020, 1, 1)) == {}
