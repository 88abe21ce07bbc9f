"""What is refused of a change of targets, all at once, and that nothing half is kept."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from khuyenhoc import definitions, query
from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange, in_force, taken_back
from khuyenhoc.domain.unit import UNIT_COLUMNS
from khuyenhoc.errors import AppError, Severity
from khuyenhoc.geography import admin_units
from khuyenhoc.intake import target_edit
from khuyenhoc.intake.target_words import TARGET_WORDS
from khuyenhoc.intake.words import sentence
from tests.domain.draw import target

HA_GIANG, TUYEN_QUANG, OLD_COMMUNE, NEW_COMMUNE = "02@2020", "08@2025", "00688@2020", "00691@2025"
DAY = date(2024, 1, 1)
GIVEN = target(
    7500, id="", scope_kind=Scope.PROVINCE, scope=HA_GIANG, binding="giao", basis="12/QĐ-UBND", basis_date=date(2023, 12, 25)
)  # fmt: skip
OLD = replace(GIVEN, id="OLD", value=7000)
ENDED = replace(
    OLD, id="ENDED", scope_kind=Scope.UNIT, scope="024@2020",
    in_force_from=date(2023, 1, 1), in_force_to=date(2023, 12, 31),
)  # fmt: skip


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    return admin_units.units()


@pytest.fixture(scope="module")
def known() -> Definitions:
    return replace(definitions.current(), targets=(OLD, ENDED))


def unit(key: str, **changes: object) -> Target:
    return replace(GIVEN, scope_kind=Scope.UNIT, scope=key, **changes)


def added(new: Target, effective: date = DAY) -> TargetChange:
    return TargetChange(effective, new)


COMMUNE = unit(OLD_COMMUNE)
# What is changed: the codes of everything found. Each refusal stands here at least once.
CASES: dict[str, tuple[TargetChange, list[str]]] = {
    "a commune's own target": (added(COMMUNE), []),
    "a new one in place of the old": (TargetChange(DAY, GIVEN, "OLD"), []),
    "withdrawn, with the paper": (TargetChange(DAY, None, "OLD", "Quyết định 5/QĐ-UBND bãi bỏ"), []),
    "no target for a commune": (added(replace(COMMUNE, value=None)), []),
    "all communes of the province": (added(replace(GIVEN, scope_kind=Scope.LEVEL, scope=f"{HA_GIANG}/commune")), []),
    "border communes": (added(replace(GIVEN, scope_kind=Scope.AREA_TYPE, scope="border")), []),
    "the whole country": (added(replace(GIVEN, scope_kind=Scope.COUNTRY, scope="VN")), []),
    "all of it": (added(replace(COMMUNE, value=10_000)), []),
    "a count": (added(replace(COMMUNE, indicator="learning_citizen_count", is_rate=False, value=120_000)), []),
    "another due date stands beside it": (added(replace(GIVEN, due=date(2030, 12, 31))), []),
    "after the time of the other": (added(unit("024@2020")), []),
    "adopted in December for next year": (added(replace(COMMUNE, start=date(2024, 1, 1)), date(2023, 12, 1)), []),
    "a new commune within an old phase": (added(unit(NEW_COMMUNE), date(2025, 7, 1)), []),
    "a good milestone": (added(replace(COMMUNE, milestones=((date(2023, 12, 31), 6000),))), []),
    "nothing at all": (TargetChange(DAY, None), ["target_change_empty", "target_reason_missing"]),
    "unknown indicator": (added(replace(COMMUNE, indicator="no_such")), ["target_indicator_unknown"]),
    "unknown unit": (added(unit("99999@2020")), ["target_scope_unknown"]),
    "a code without its version": (added(unit("00688")), ["target_scope_unknown"]),
    "a commune as a province": (added(replace(COMMUNE, scope_kind=Scope.PROVINCE)), ["target_scope_unknown"]),
    "a level nobody knows": (
        added(replace(GIVEN, scope_kind=Scope.LEVEL, scope=f"{HA_GIANG}/village")), ["target_scope_unknown"]
    ),
    "an area type nobody knows": (
        added(replace(GIVEN, scope_kind=Scope.AREA_TYPE, scope="moon")), ["target_scope_unknown"]
    ),
    "an old commune in 2026": (
        added(unit(OLD_COMMUNE, start=date(2026, 1, 1), due=date(2030, 12, 31)), date(2026, 1, 1)), ["target_unit_not_valid"]
    ),
    "a new commune in 2024": (added(unit(NEW_COMMUNE)), ["target_unit_not_valid"]),
    "districts after their end": (
        added(replace(GIVEN, scope_kind=Scope.LEVEL, scope=f"{TUYEN_QUANG}/district"), date(2025, 7, 1)),
        ["target_level_gone"],
    ),
    "a rate of districts in a commune": (
        added(replace(COMMUNE, indicator="district_literacy_l2")), ["target_level_no_rate"]
    ),
    "more than everybody": (added(replace(COMMUNE, value=10_001)), ["target_rate_out_of_range"]),
    "less than nobody": (added(replace(COMMUNE, value=-1)), ["target_rate_out_of_range"]),
    "a negative count": (
        added(replace(COMMUNE, indicator="learning_citizen_count", is_rate=False, value=-5)), ["target_count_out_of_range"]
    ),
    "a sign nobody knows": (added(replace(COMMUNE, comparator="=")), ["target_comparator_unknown"]),
    "at most, where more is better": (added(replace(COMMUNE, comparator="<=")), ["target_comparator_contrary"]),
    "at least, where less is better": (
        added(replace(COMMUNE, indicator="poor_household_rate")), ["target_comparator_contrary"]
    ),
    "due before start": (
        added(replace(COMMUNE, start=date(2026, 1, 1)), date(2023, 1, 1)), ["target_unit_not_valid", "target_due_before_start"]
    ),
    "due on the day it starts": (added(replace(COMMUNE, due=COMMUNE.start), date(2021, 1, 1)), ["target_due_before_start"]),
    "in force only after it is due": (
        added(replace(COMMUNE, due=date(2023, 12, 31))), ["target_effective_after_due"]
    ),
    "a milestone before the start": (
        added(replace(COMMUNE, milestones=((date(2020, 12, 31), 6000),))), ["target_milestone_outside"]
    ),
    "a milestone on the due day": (
        added(replace(COMMUNE, milestones=((date(2025, 12, 31), 6000),))), ["target_milestone_outside"]
    ),
    "a milestone above the target": (
        added(replace(COMMUNE, milestones=((date(2023, 12, 31), 8000),))), ["target_milestone_beyond"]
    ),
    "two milestones on one day": (
        added(replace(COMMUNE, milestones=((date(2023, 12, 31), 6000), (date(2023, 12, 31), 6500)))), ["target_milestone_twice"]
    ),
    "a milestone of no target": (
        added(replace(COMMUNE, value=None, milestones=((date(2023, 12, 31), 6000),))), ["target_milestone_of_nothing"]
    ),
    "no paper": (
        added(replace(COMMUNE, basis=" ", basis_date=None)), ["target_basis_missing", "target_basis_date_missing"]
    ),
    "no target, no paper": (
        added(replace(COMMUNE, value=None, basis="", basis_date=None)),
        ["target_basis_missing", "target_basis_date_missing"],
    ),
    "withdrawn without a reason": (TargetChange(DAY, None, "OLD", " "), ["target_reason_missing"]),
    "assigned by nobody": (added(replace(COMMUNE, binding="")), ["target_binding_unknown"]),
    "checked by nobody": (added(replace(COMMUNE, verified="yes")), ["target_verified_unknown"]),
    "a long note": (added(replace(COMMUNE, note="a" * 501)), ["target_text_too_long"]),
    "a target that is not there": (TargetChange(DAY, GIVEN, "T99"), ["target_replaces_unknown", "target_overlap"]),
    "in place of another indicator": (
        TargetChange(DAY, replace(GIVEN, indicator="learning_clan_rate"), "OLD"), ["target_replaces_another"]
    ),
    "in place of another place": (TargetChange(DAY, COMMUNE, "OLD"), ["target_replaces_another"]),
    "after its time": (TargetChange(DAY, None, "ENDED", "bãi bỏ"), ["target_not_in_force"]),
    "before its time": (TargetChange(date(2022, 1, 1), None, "ENDED", "bãi bỏ"), ["target_not_in_force"]),
    "after the verdict": (TargetChange(date(2026, 1, 1), None, "OLD", "bãi bỏ"), ["target_verdict_stands"]),
    "a second one of the same": (added(GIVEN), ["target_overlap"]),
    "a second one for part of the time": (added(unit("024@2020"), date(2023, 6, 1)), ["target_overlap"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_drawn_changes(case, known, units):
    change, codes = CASES[case]
    assert [each.code for each in target_edit.problems([change], known, units)] == codes


TYPED = {"target_value_unreadable", "target_value_decimals", "target_milestone_unreadable", "target_day_missing"}


def test_every_refusal_is_drawn_and_says_what_to_do(known, units):
    found = [each for change, _ in CASES.values() for each in target_edit.problems([change], known, units)]
    assert {each.code for each in found} == set(TARGET_WORDS) - TYPED
    for each in found:
        said = sentence(each)
        assert "{" not in said and said.endswith(".") and "cột" not in said
        assert each.column in said


def test_only_a_sign_against_the_direction_is_a_warning(known, units):
    found = [each for change, _ in CASES.values() for each in target_edit.problems([change], known, units)]
    assert {e.code for e in found if e.severity is not Severity.ERROR} == {"target_comparator_contrary"}


def test_everything_wrong_is_said_at_once(known, units):
    bad = replace(COMMUNE, value=20_000, basis="", basis_date=None, due=date(2020, 1, 1), note="a" * 600)
    codes = [each.code for each in target_edit.problems([added(bad)], known, units)]
    assert codes == [
        "target_rate_out_of_range", "target_due_before_start", "target_effective_after_due", "target_basis_missing",
        "target_basis_date_missing", "target_text_too_long",
    ]  # fmt: skip


def test_of_several_changes_each_problem_names_its_own_and_sees_those_before(known, units):
    changes = [added(COMMUNE), added(unit("00691@2020", value=20_000)), added(COMMUNE)]
    found = target_edit.problems(changes, known, units)
    assert [(each.row, each.code) for each in found] == [(2, "target_rate_out_of_range"), (3, "target_overlap")]
    assert sentence(found[0]).startswith("Dòng 2, ô “Giá trị”: đọc được “200%”; ")


def test_no_change_is_nothing_to_keep(known, units):
    assert [each.code for each in target_edit.problems([], known, units)] == ["target_change_empty"]


@pytest.mark.parametrize("number", range(len(definitions.current().targets)))
def test_every_target_of_the_files_can_be_withdrawn_and_given_back(number, known, units):
    files = definitions.current().targets
    withdrawal = TargetChange(files[number].start, None, files[number].id, "Bãi bỏ")
    assert target_edit.problems([withdrawal], replace(known, targets=files), units) == []
    back = taken_back(files, [withdrawal], 0, "Ghi nhầm")
    without = replace(known, targets=tuple(in_force(files, [withdrawal])))
    assert target_edit.problems([back], without, units, restoring=True) == []


@pytest.fixture
def province(store, units):
    """A store that knows the units of the province."""
    rows = units[units["code"].isin(["VN", "02", "024", "00688", "00691"])]
    pairs = pd.DataFrame([("00688@2020", "00691@2025", "whole")], columns=["old_key", "new_key", "relation"])
    assert store.load_units(rows.reindex(columns=UNIT_COLUMNS), pairs)
    return store


def test_a_good_change_is_kept_and_known_at_once(province):
    assert target_edit.save(province, [added(COMMUNE)], 0, "Bà Lan", OWNER) == 1
    known = query.definitions_at(province)
    assert (known.targets[-1].id, known.targets[-1].value, known.targets[-1].in_force_from) == ("M1", 7500, DAY)
    assert query.definitions_at(province, 0).targets == definitions.current().targets


@pytest.mark.parametrize(
    ("changes", "seen", "by", "person", "code"),
    [
        ([added(COMMUNE)], 0, "Bà Lan", READER, "not_allowed"),
        ([added(COMMUNE)], 0, " ", OWNER, "name_required"),
        ([added(COMMUNE)], 5, "Bà Lan", OWNER, "changed_since_seen"),
        ([added(COMMUNE), added(unit("99999@2020"))], 0, "Bà Lan", OWNER, "target_refused"),
        ([], 0, "Bà Lan", OWNER, "target_refused"),
    ],
)
def test_a_refusal_keeps_nothing(province, changes, seen, by, person, code):
    with pytest.raises(AppError) as refused:
        target_edit.save(province, changes, seen, by, person)
    assert refused.value.code == code
    assert province.target_changes() == [] and province.version() == 0


def test_a_long_list_of_refusals_is_cut(province):
    bad = [added(unit(f"{number}@2020")) for number in range(9)]
    with pytest.raises(AppError) as refused:
        target_edit.save(province, bad, 0, "Bà Lan", OWNER)
    said = str(refused.value)
    assert said.startswith("Chưa ghi mục tiêu nào. Dòng 1, ô “Áp dụng cho”: đọc được “0@2020”; không có địa bàn này")
    assert said.count("@2020") == 5 and said.endswith(" Còn 4 điều nữa.")


def test_a_warning_is_no_refusal(province):
    contrary = replace(COMMUNE, comparator="<=")
    assert target_edit.save(province, [added(contrary)], 0, "Bà Lan", OWNER) == 1
