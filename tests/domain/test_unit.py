"""A code names a unit only on a date: the trees before and since 1/7/2025, and the way around in them."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, UNIT_COLUMNS, Level, Units, in_official_order, unit_key
from khuyenhoc.geography import admin_units

OLD, NEW = {"valid_to": LAST_OLD_DAY}, {"valid_from": REFORM}

# key, level, parent, validity: code 00715 is a commune of Mèo Vạc before the reform and another, larger one since.
DRAWN = [
    ("VN", "country", None, {}),
    ("02@2020", "province", "VN", OLD),
    ("026@2020", "district", "02@2020", OLD),
    ("027@2020", "district", "02@2020", OLD),
    ("00715@2020", "commune", "026@2020", OLD),
    ("00718@2020", "commune", "026@2020", OLD),
    ("00721@2020", "commune", "027@2020", OLD),
    ("08@2025", "province", "VN", NEW),
    ("00715@2025", "commune", "08@2025", NEW),
]


@pytest.fixture
def frame() -> pd.DataFrame:
    rows = [
        {"key": key, "code": key.split("@")[0], "version": key[-4:], "level": level, "name": f"Tên {key}", "parent": parent, **validity}
        for key, level, parent, validity in DRAWN
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index("key").reindex(columns=UNIT_COLUMNS)


@pytest.fixture
def old(frame: pd.DataFrame) -> Units:
    return Units.valid_on(frame, date(2024, 5, 31))


@pytest.mark.parametrize(
    ("day", "found", "count"),
    [
        (date(1999, 1, 1), "00715@2020", 7),
        (LAST_OLD_DAY, "00715@2020", 7),
        (REFORM, "00715@2025", 3),
        (date(2030, 1, 1), "00715@2025", 3),
    ],
)
def test_one_code_is_two_units_in_time(frame, day, found, count):
    units = Units.valid_on(frame, day)
    assert (units.find("00715"), len(units)) == (found, count)
    assert ("026@2020" in units) is (day < REFORM)


def test_there_are_no_districts_since_the_reform(frame):
    since = Units.valid_on(frame, REFORM)
    assert since.of_level(Level.DISTRICT) == []
    assert since.path("00715@2025") == [COUNTRY, "08@2025", "00715@2025"]
    assert since.children("08@2025") == ["00715@2025"]


def test_path_children_and_ancestors(old):
    assert old.path("00718@2020") == [COUNTRY, "02@2020", "026@2020", "00718@2020"]
    assert old.children("026@2020") == ["00715@2020", "00718@2020"]
    assert old.children("00715@2020") == []
    assert old.parent("00715@2020") == "026@2020" and old.parent(COUNTRY) is None
    assert old.ancestor(Level.DISTRICT) == {
        "026@2020": "026@2020", "027@2020": "027@2020",
        "00715@2020": "026@2020", "00718@2020": "026@2020", "00721@2020": "027@2020",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("level", "under", "found"),
    [
        (Level.COMMUNE, None, ["00715@2020", "00718@2020", "00721@2020"]),
        (Level.COMMUNE, "02@2020", ["00715@2020", "00718@2020", "00721@2020"]),
        (Level.COMMUNE, "027@2020", ["00721@2020"]),
        (Level.COMMUNE, "00721@2020", ["00721@2020"]),
        (Level.DISTRICT, "02@2020", ["026@2020", "027@2020"]),
        (Level.DISTRICT, "027@2020", ["027@2020"]),
        (Level.PROVINCE, "027@2020", []),
        (Level.COUNTRY, None, [COUNTRY]),
    ],
)
def test_units_of_a_level_below_or_equal_to_a_unit(old, level, under, found):
    assert old.of_level(level, under) == found


def test_within_keeps_what_lies_above_and_below(old):
    inside = old.within("026@2020")
    assert list(inside.frame.index) == [COUNTRY, "02@2020", "026@2020", "00715@2020", "00718@2020"]
    assert inside.find("00721") is None and "027@2020" not in inside
    assert inside.path("00715@2020") == old.path("00715@2020")


def test_the_path_starts_where_the_tree_starts(old):
    orphaned = Units(old.frame.drop(index=[COUNTRY, "02@2020"]))
    assert orphaned.path("00715@2020") == ["026@2020", "00715@2020"]


def test_codes_keep_their_leading_zeros(old):
    assert old.find("02") == "02@2020"
    assert old.find("2") is None and old.find("715") is None
    assert unit_key("02", "2020") == "02@2020"


def test_depths_order_the_levels(old):
    assert [level.depth for level in Level] == [0, 1, 2, 3]
    assert old.depths["00715@2020"] == Level.COMMUNE.depth and old.depths[COUNTRY] == 0


def test_the_order_of_the_official_lists_is_kept_and_given_to_what_came_later() -> None:
    units = admin_units.units()
    assert list(in_official_order(units).index) == list(units.index)
    shuffled = units.sample(frac=1, random_state=7)
    assert list(in_official_order(shuffled).index) == list(units.index)
    later = units.loc[["00715@2020"]].rename(index={"00715@2020": "00714@2024-11-01"}).assign(code="00714")
    found = list(in_official_order(pd.concat([units, later])).index)
    assert found[found.index("00714@2024-11-01") + 1] == "00715@2020"
