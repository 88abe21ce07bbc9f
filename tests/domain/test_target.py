"""Which target applies to a unit, when, and whether a document assigns it to that very unit."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from khuyenhoc.domain.period import month_index
from khuyenhoc.domain.target import Scope, applicable, target_columns, targets_from_frame
from khuyenhoc.domain.unit import Level
from tests.domain.draw import CITIZENS, COMMUNE, DISTRICT, FAMILY, PROVINCE, catalogue, target, units

DAY = date(2024, 5, 31)
AREAS = {"a": frozenset({"border"}), "c": frozenset({"border", "zone_3"})}

COUNTRY_WIDE = target(7000, id="country")
PROVINCE_WIDE = target(6500, id="province", scope_kind=Scope.PROVINCE, scope="P", binding="giao")
COMMUNES = target(6000, id="level", scope_kind=Scope.LEVEL, scope="P/commune", binding="giao")
ALL_COMMUNES = target(6200, id="everywhere", scope_kind=Scope.LEVEL, scope="VN/commune")
BORDER = target(5000, id="area", scope_kind=Scope.AREA_TYPE, scope="border")
ONE = target(9000, id="unit", scope_kind=Scope.UNIT, scope="a", binding="giao")
ELSEWHERE = target(100, id="elsewhere", scope_kind=Scope.PROVINCE, scope="Q")


def reached(targets, level, on=DAY, indicator=FAMILY):
    """Unit -> id of the target that applies to it."""
    numbers = applicable(targets, units(), level, on, AREAS).get(indicator, np.array([], dtype=int))
    keys = units().of_level(level)
    return {key: targets[number].id for key, number in zip(keys, numbers, strict=False) if number >= 0}


@pytest.mark.parametrize(
    ("targets", "level", "found"),
    [
        ([COUNTRY_WIDE], COMMUNE, dict.fromkeys("abce", "country")),
        ([COUNTRY_WIDE, PROVINCE_WIDE], COMMUNE, dict.fromkeys("abce", "province")),
        ([COUNTRY_WIDE, PROVINCE_WIDE], PROVINCE, {"P": "province"}),
        ([PROVINCE_WIDE, COMMUNES], COMMUNE, dict.fromkeys("abce", "level")),
        ([PROVINCE_WIDE, COMMUNES], DISTRICT, {"D1": "province", "D2": "province"}),
        ([PROVINCE_WIDE, ALL_COMMUNES], COMMUNE, dict.fromkeys("abce", "everywhere")),
        ([ALL_COMMUNES], PROVINCE, {}),
        ([COMMUNES, BORDER], COMMUNE, {"a": "area", "b": "level", "c": "area", "e": "level"}),
        ([BORDER], COMMUNE, {"a": "area", "c": "area"}),
        ([BORDER, ONE, COUNTRY_WIDE], COMMUNE, {"a": "unit", "b": "country", "c": "area", "e": "country"}),
        ([ELSEWHERE], COMMUNE, {}),
        ([ELSEWHERE, COUNTRY_WIDE], DISTRICT, {"D1": "country", "D2": "country"}),
        ([], COMMUNE, {}),
    ],
)
def test_the_most_specific_wins_whatever_the_order_of_the_file(targets, level, found):
    assert reached(targets, level) == found
    assert reached(targets[::-1], level) == found


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2021, 1, 1), "2025"),
        (date(2025, 12, 31), "2025"),
        (date(2026, 1, 1), "2030"),
        (date(2030, 12, 31), "2030"),
        (date(2031, 1, 1), "2030"),
    ],
)
def test_the_next_due_date_is_asked_and_past_all_the_last_one(on, found):
    phases = [
        target(7000, id="2025"),
        target(8000, id="2030", due=date(2030, 12, 31)),
        target(5000, id="2020", due=date(2020, 12, 31)),
    ]
    assert reached(phases, COMMUNE, on) == dict.fromkeys("abce", found)


def test_an_own_target_that_has_passed_gives_way_to_the_next_common_one():
    own_2020 = target(5000, id="own", due=date(2020, 12, 31), scope_kind=Scope.UNIT, scope="a")
    assert reached([own_2020, COUNTRY_WIDE], COMMUNE)["a"] == "country"


def test_no_target_is_a_decision_of_its_own():
    nothing = target(None, id="none", scope_kind=Scope.PROVINCE, scope="P", binding="giao")
    assert reached([nothing, COUNTRY_WIDE], COMMUNE) == dict.fromkeys("abce", "none")
    assert reached([nothing, COUNTRY_WIDE, ONE], COMMUNE)["a"] == "unit"
    assert np.isnan(target_columns([nothing], COMMUNE).loc[0, "aim"])


def test_indicators_do_not_mix():
    found = applicable([COUNTRY_WIDE, target(20, indicator=CITIZENS, is_rate=False)], units(), COMMUNE, DAY)
    assert {code: list(numbers) for code, numbers in found.items()} == {FAMILY: [0] * 4, CITIZENS: [1] * 4}


@pytest.mark.parametrize(
    ("aim", "level", "inherited"),
    [
        (COUNTRY_WIDE, COMMUNE, True),
        (COUNTRY_WIDE, PROVINCE, True),
        (PROVINCE_WIDE, PROVINCE, False),
        (PROVINCE_WIDE, DISTRICT, True),
        (PROVINCE_WIDE, COMMUNE, True),
        (COMMUNES, COMMUNE, False),
        (ALL_COMMUNES, COMMUNE, True),
        (BORDER, COMMUNE, True),
        (target(5000, scope_kind=Scope.AREA_TYPE, scope="border", binding="giao"), COMMUNE, False),
        (ONE, COMMUNE, False),
        (target(5000, scope_kind=Scope.UNIT, scope="a", binding="chung"), COMMUNE, False),
    ],
)
def test_what_reaches_a_unit_only_by_inheritance(aim, level, inherited):
    assert list(target_columns([aim], level)["inherited"]) == [inherited, False]


def test_columns_end_with_a_row_that_says_nothing():
    aim = target(
        7000, milestones=((date(2023, 12, 31), 6000), (date(2024, 12, 31), 6500)), baseline=(date(2020, 12, 31), 4000)
    )
    columns = target_columns([aim, target(20, is_rate=False)], Level.PROVINCE)
    stones = ["stone_month_0", "stone_value_0", "stone_month_1", "stone_value_1"]
    december = month_index(date(2023, 12, 31))
    assert list(columns.loc[0, stones]) == [december, 6000, december + 12, 6500]
    assert list(columns.loc[0, ["given_month", "given_value"]]) == [december - 36, 4000]
    assert columns.loc[1, stones].isna().all() and columns.loc[1, "aim"] == 20 and not columns.loc[1, "aim_is_rate"]
    assert columns.loc[2, ["aim", "start", "due", "given_value", *stones]].isna().all()
    assert list(columns.loc[2, ["target_id", "basis", "comparator", "inherited"]]) == ["", "", "", False]
    assert len(target_columns([], Level.PROVINCE)) == 1


def test_a_line_of_the_file_becomes_a_target():
    text = {
        "id": "T", "indicator": FAMILY, "scope_kind": "level", "scope": "P/commune", "comparator": ">=", "value": "66.55",
        "start": "2021-01-01", "due": "2025-12-31", "milestones": "2024-12-31=60;2023-12-31=55", "baseline_value": "40",
        "baseline_date": "2020-12-31", "basis": "1/QĐ", "basis_date": "", "basis_title": "", "basis_clause": "",
        "binding": "giao", "verified": "secondary", "note": "",
    }  # fmt: skip
    without = text | {
        "indicator": CITIZENS,
        "value": "none",
        "milestones": "",
        "baseline_value": "",
        "basis_date": "2022-03-25",
    }
    rate, count = targets_from_frame(pd.DataFrame([text, without]), catalogue())
    assert (rate.value, rate.baseline, rate.is_rate) == (6655, (date(2020, 12, 31), 4000), True)
    assert rate.milestones == ((date(2023, 12, 31), 5500), (date(2024, 12, 31), 6000))
    assert (count.value, count.baseline, count.milestones, count.is_rate) == (None, None, (), False)
    assert (rate.basis_date, count.basis_date) == (None, date(2022, 3, 25))


@pytest.mark.parametrize(
    ("column", "word"), [("scope_kind", "village"), ("value", "70 %"), ("due", "31/12/2025"), ("indicator", "unheard")]
)
def test_an_unknown_word_is_refused(column, word):
    text = {
        "id": "T", "indicator": FAMILY, "scope_kind": "country", "scope": "VN", "comparator": ">=", "value": "70",
        "start": "2021-01-01", "due": "2025-12-31", "milestones": "", "baseline_value": "", "baseline_date": "", "basis": "",
        "basis_date": "", "basis_title": "", "basis_clause": "", "binding": "chung", "verified": "secondary", "note": "",
    }  # fmt: skip
    with pytest.raises((ValueError, KeyError)):
        targets_from_frame(pd.DataFrame([text | {column: word}]), catalogue())


def test_every_scope_has_its_rank():
    ranks = [Scope.COUNTRY, Scope.PROVINCE, Scope.LEVEL, Scope.AREA_TYPE, Scope.UNIT]
    assert [scope.rank for scope in ranks] == [0, 1, 2, 3, 4]
