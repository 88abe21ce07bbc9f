"""The questions all readers share: which province, which periods, which day, one indicator as among all, plain values."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from khuyenhoc import config, definitions, query
from khuyenhoc.commands import plain
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.target import Scope
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, Level, Units
from khuyenhoc.errors import AppError
from khuyenhoc.store.store import Store
from tests.commands import Commands, figure
from tests.domain import draw
from tests.domain.draw import observations

OLD, NEW = "02@2020", "08@2025"
FAMILY = "learning_family_rate"


@pytest.fixture
def store(home) -> Iterator[Store]:
    opened = Store.open(config.database_url())
    yield opened
    opened.close()


def units_on(store: Store, day: date) -> Units:
    return Units.valid_on(store.units(), day)


@pytest.mark.parametrize(
    ("code", "day", "province", "communes"),
    [
        ("02", LAST_OLD_DAY, OLD, 193),
        ("02", REFORM, NEW, 124),  # Hà Giang became part of Tuyên Quang
        ("08", LAST_OLD_DAY, NEW, 330),  # both old provinces, below what they became
        ("08@2020", LAST_OLD_DAY, "08@2020", 137),
        ("08@2020", REFORM, NEW, 124),
        ("02,08@2020", LAST_OLD_DAY, NEW, 330),
        ("02, 08", REFORM, NEW, 124),
        ("08", REFORM, NEW, 124),
        ("74", date(2026, 1, 1), "79@2025", 168),
        ("VN", LAST_OLD_DAY, "VN", 10035),
        ("VN", REFORM, "VN", 3321),
        ("08@2025", LAST_OLD_DAY, NEW, 330),
        ("15", LAST_OLD_DAY, "15@2025", 319),  # a code names the newest: Lào Cai took that of Yên Bái
        ("15@2020", LAST_OLD_DAY, "15@2020", 168),
        ("15@2020", REFORM, "15@2025", 99),
        ("48", LAST_OLD_DAY, "48@2025", 280),
        ("01", LAST_OLD_DAY, "01@2020", 526),  # Hà Nội alone became Hà Nội
        ("34@2020", REFORM, "33@2025", 104),
    ],
)
def test_a_province_and_its_successor(store, code, day, province, communes):
    where = query.place(store.units(), store.succession(), code, day)
    assert (where.province, len(where.units.of_level(Level.COMMUNE))) == (province, communes)
    assert where.several == (province == COUNTRY or len(where.provinces) > 1)
    assert where.several or where.units.of_level(Level.PROVINCE) == [province]


def test_both_old_provinces_stand_below_what_they_became(store):
    """The code 08 is the old and the new Tuyên Quang's: each unit is found by what alone names it."""
    where = query.place(store.units(), store.succession(), NEW, LAST_OLD_DAY)
    units = where.units
    assert units.children(NEW) == [OLD, "08@2020"] == [each.province for each in where.provinces]
    assert [units.name(key) for key in (NEW, OLD, "08@2020")] == [
        "Tỉnh Tuyên Quang", "Tỉnh Hà Giang cũ", "Tỉnh Tuyên Quang cũ",
    ]  # fmt: skip
    assert [len(each.units.of_level(Level.COMMUNE)) for each in where.provinces] == [193, 137]
    assert len(units.of_level(Level.DISTRICT)) == 11 + 7
    assert all(units.find(units.code(key)) == key for key in units.frame.index)
    assert (units.code(NEW), units.code("08@2020"), units.code("00715@2020")) == ("08", "08@2020", "00715")


@pytest.mark.parametrize(
    ("day", "name", "provinces"),
    [
        (LAST_OLD_DAY, "Các tỉnh Hà Giang, Bình Dương", [OLD, "74@2020"]),
        (REFORM, "Các tỉnh, thành phố Tuyên Quang, Hồ Chí Minh", [NEW, "79@2025"]),
    ],
)
def test_several_provinces_stand_below_a_heading_of_their_own(store, day, name, provinces):
    where = query.place(store.units(), store.succession(), "74, 02", day)
    assert (where.units.name(where.province), where.units.of_level(Level.PROVINCE)) == (name, provinces)
    assert where.province == query.place(store.units(), store.succession(), "02,74", day).province
    assert where.units.level(where.province) is Level.COUNTRY and where.province not in store.units().index


def test_of_five_provinces_the_number_is_told_and_none_is_swallowed(store):
    units, succession = store.units(), store.succession()
    where = query.place(units, succession, "01,02,04,08@2020,10", LAST_OLD_DAY)
    assert where.units.name(where.province) == "Vùng 5 tỉnh, thành phố"
    with pytest.raises(AppError, match="Không có địa bàn mã 99"):
        query.place(units, succession, "02,99", LAST_OLD_DAY)
    assert query.place(units, succession, "02,VN", REFORM).province == COUNTRY


def test_a_province_before_and_since_the_reform_and_none(store):
    units, succession = store.units(), store.succession()
    assert query.provinces(units, succession, "02") == (OLD, NEW)
    assert query.provinces(units, succession, "08") == (OLD, "08@2020", NEW)
    assert query.provinces(units, succession, "VN") == (COUNTRY,)
    with pytest.raises(AppError, match="Không có địa bàn mã 99 vào ngày 30/06/2025"):
        query.provinces(units, succession, "99")


@pytest.mark.parametrize(
    ("unit", "province", "count"), [("00688@2020", OLD, 206), ("024@2020", OLD, 206), (OLD, OLD, 206)]
)
def test_the_province_around_a_unit(store, unit, province, count):
    where = query.around(units_on(store, LAST_OLD_DAY), unit)
    assert (where.province, len(where.units)) == (province, count)


def test_around_the_country_is_the_country(store):
    valid = units_on(store, LAST_OLD_DAY)
    where = query.around(valid, "VN")
    assert (where.province, len(where.units)) == ("VN", len(valid))


def drawn(*periods: str, **more: object) -> pd.DataFrame:
    return observations(*({"period": period, "numerator": 1, "denominator": 2, **more} for period in periods))


@pytest.mark.parametrize(
    ("declared", "offered"),
    [
        ([], []),
        (["2023-06", "2024-05", "2022-12"], ["2024-05", "2023-06", "2022-12"]),
        (["2023-H2", "2023-12", "2023"], ["2023-12"]),  # one per end: the shortest
        (["2024-05", "2019-05/2024-05", "2024-05-31"], ["2024-05-31"]),
    ],
)
def test_periods_newest_first_one_per_end(declared, offered):
    assert [period.text for period in query.periods(drawn("2020-01", *declared).iloc[1:])] == offered


def test_periods_of_breakdowns_make_no_choice():
    rows = pd.concat([drawn("2023-06"), drawn("2024-05", ethnicity="mong")])
    assert [period.text for period in query.periods(rows)] == ["2023-06"]


def opening(store: Store, code: str) -> date:
    return query.opening_day(store, store.units(), code, definitions.current())


@pytest.mark.parametrize("code", ["02", "024", "00688"])
def test_a_page_opens_on_the_newest_round_of_its_province(store, code):
    assert opening(store, code) == date(2024, 5, 31)


def test_a_page_of_the_new_province_opens_there_once_it_has_figures(store, commands: Commands):
    with pytest.raises(AppError) as refused:
        opening(store, "08")
    assert refused.value.code == "no_figures"
    commands.publish(commands.file(figure("08", FAMILY, "2025-12", numerator=3, denominator=4)))
    assert (opening(store, "08"), opening(store, "02")) == (date(2025, 12, 31), date(2024, 5, 31))


def test_without_a_headline_figure_any_period_is_better_than_today(store, commands: Commands):
    row = figure("74", "population", "2023", unit_name="Tỉnh Bình Dương", numerator=2_800_000)
    commands.publish(commands.file(row))
    assert opening(store, "74") == date(2023, 12, 31)
    with pytest.raises(AppError) as refused:
        opening(store, "99")
    assert refused.value.code == "unknown_unit"


@pytest.mark.parametrize(
    ("level", "day"),
    [
        (Level.PROVINCE, date(2026, 6, 30)),
        (Level.DISTRICT, date(2022, 12, 31)),
        (Level.COMMUNE, date(2022, 12, 31)),
        (Level.COMMUNE, date(2024, 5, 31)),
    ],
)
def test_one_indicator_alone_is_judged_as_among_all(store, level, day):
    where = query.around(units_on(store, LAST_OLD_DAY), OLD)
    known, question = definitions.current(), Question(level, day)
    everything = query.assessment(query.visible(store, where.units, totals_only=True), where, known, question)
    for indicator in (FAMILY, "learning_citizen_count", "commune_literacy_l2", "population"):
        among = everything[everything["indicator"] == indicator].reset_index(drop=True)
        alone = query.assessment_of(indicator, store, where, known, question).reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, among, check_dtype=False)


def test_visible_leaves_the_figures_of_other_provinces_and_hidden_simulations_out(store, commands: Commands):
    units = query.around(units_on(store, LAST_OLD_DAY), OLD).units
    before = query.visible(store, units, indicators=(FAMILY,))
    assert set(before["indicator"]) == {FAMILY} and before["sample"].sum() > 1_000
    assert set(before["ethnicity"]) > {"", "kinh", "mong"}
    commands.publish(
        commands.file(
            figure("02", FAMILY, "2024-06", numerator=131_000, denominator=187_794),
            figure("74", FAMILY, "2024-06", unit_name="Tỉnh Bình Dương", numerator=1, denominator=2),
        )
    )
    after = query.visible(store, units, indicators=(FAMILY,))
    assert not after["sample"].any() and set(after["unit"]) == {OLD}
    assert query.visible(store, units, version=store.version() - 1, indicators=(FAMILY,)).equals(before)


def test_plain_values_have_no_floats_where_families_are_counted(store):
    where = query.around(units_on(store, LAST_OLD_DAY), OLD)
    rows = query.assessment_of(FAMILY, store, where, definitions.current(), Question(Level.COMMUNE, date(2023, 12, 31)))
    found = [plain.as_json(row, "x") for row in rows.to_dict("records")]
    whole = [
        key
        for key in found[0]
        for each in found
        if key in ("numerator", "denominator", "shortfall", "surplus", "reported")
    ]
    assert len(whole) == 5 * 193
    for each in found:
        assert {type(each[key]) for key in ("numerator", "denominator", "shortfall", "surplus", "reported")} <= {
            int,
            type(None),
        }
        assert each["value"] is None or 0 <= each["value"] <= 1
        assert {type(each[key]) for key in ("sample", "inferred", "inherited", "midyear")} == {bool}
        assert each["due"] == "2025-12-31" and each["date"] == "2023-12-31"


def test_a_target_for_an_area_type_reaches_the_communes_entered_as_such(store):
    """NĐ 20/2014: especially difficult communes have no target for 15–60 years, all others do."""
    known = definitions.current()
    where = query.place(store.units(), store.succession(), "02", LAST_OLD_DAY)
    members = pd.DataFrame([("00688@2020", "especially_difficult", "2021-06-04", "", "861/QĐ-TTg")])
    members.columns = known.area_members.columns
    rows = observations(
        *({"indicator": "adult_literacy_rate_15_60", "unit": unit, "period": "2023", "numerator": 80.0, "denominator": 100.0}
          for unit in ("00688@2020", "00691@2020"))
    )  # fmt: skip
    question = Question(Level.COMMUNE, date(2023, 12, 31))
    judged = query.assessment(rows, where, replace(known, area_members=members), question)
    found = judged[judged["indicator"] == "adult_literacy_rate_15_60"].set_index("unit")["status"]
    assert (found["00688@2020"], found["00691@2020"]) == ("no_target", "insufficient")


HIGHER = draw.target(7500, id="", basis_date=date(2024, 1, 1))
FROM_2024 = TargetChange(date(2024, 1, 1), HIGHER, "T01", "điều chỉnh")


def test_definitions_are_those_of_the_files_until_somebody_changes_a_target(store):
    files = definitions.current()
    before = store.version()
    assert query.definitions_at(store) is files
    after = store.change_targets([FROM_2024], before, "Bà Lan")
    changed = query.definitions_at(store)
    assert query.definitions_at(store, before) is files
    assert query.definitions_at(store, after) is changed, "read once for a version"
    assert [t.value for t in changed.targets if t.id in ("T01", "M1")] == [7000, 7500]
    assert len(changed.targets) == len(files.targets) + 1 and changed.catalogue is files.catalogue


def test_other_files_take_the_same_changes(store):
    store.change_targets([FROM_2024], store.version(), "Bà Lan")
    own = replace(definitions.current(), targets=(draw.target(6000, id="T01"),))
    found = query.definitions_at(store, known=own).targets
    assert [(t.value, t.in_force_from, t.in_force_to) for t in found] == [
        (6000, None, date(2023, 12, 31)), (7500, date(2024, 1, 1), None),
    ]  # fmt: skip


def test_the_command_line_judges_by_the_changed_target_from_its_day_on(store, commands: Commands):
    store.change_targets([FROM_2024], store.version(), "Bà Lan")
    found = {day: commands.assess(FAMILY, "02", "--at", day) for day in ("2023-12-31", "2024-05-31")}
    assert {day: row["target"] for day, row in found.items()} == {"2023-12-31": 0.7, "2024-05-31": 0.75}


@pytest.mark.parametrize(
    ("change", "day", "reached"),
    [
        (FROM_2024, date(2024, 5, 31), {Level.PROVINCE: 1, Level.DISTRICT: 11, Level.COMMUNE: 193}),
        (FROM_2024, date(2023, 12, 31), {}),
        (TargetChange(date(2024, 1, 1), replace(HIGHER, scope_kind=Scope.UNIT, scope="00688@2020")), date(2024, 5, 31),
         {Level.COMMUNE: 1}),
        (TargetChange(date(2024, 1, 1), replace(HIGHER, scope_kind=Scope.LEVEL, scope="02@2020/district")), date(2024, 5, 31),
         {Level.DISTRICT: 11}),
    ],
)  # fmt: skip
def test_the_effect_of_a_change_is_what_the_assessments_before_and_after_differ_in(store, change, day, reached):
    where = query.around(units_on(store, LAST_OLD_DAY), OLD)
    rows = query.visible(store, where.units, totals_only=True)
    known = definitions.current()
    found = query.effect(rows, where, known, [change], day)
    assert found.groupby("level")["unit"].nunique().to_dict() == reached
    store.change_targets([change], store.version(), "Bà Lan")
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        sides = [
            query.assessment(rows, where, each, Question(level, day)).query("indicator == @FAMILY").set_index("unit")
            for each in (known, query.definitions_at(store))
        ]
        told = found[found["level"] == level].set_index("unit")
        differ = [key for key in sides[0].index if sides[0].at[key, "status"] != sides[1].at[key, "status"]]
        assert [key for key, row in told.iterrows() if row["status_before"] != row["status_after"]] == differ
        assert list(told["target_after"]) == [sides[1].at[key, "target"] for key in told.index]


def test_a_target_nobody_had_reaches_units_that_reported_nothing(store):
    where = query.around(units_on(store, LAST_OLD_DAY), OLD)
    rows = query.visible(store, where.units, totals_only=True)
    bare = replace(definitions.current(), targets=())
    found = query.effect(rows[:0], where, bare, [TargetChange(date(2024, 1, 1), HIGHER)], date(2024, 5, 31))
    assert len(found) == 205
    assert set(zip(found["status_before"], found["status_after"], strict=True)) == {("no_target", "not_reported")}
    assert not found["inherited_before"].any() and found["inherited_after"].all()
