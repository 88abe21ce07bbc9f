"""Changes of targets: all or none, known by the data version that made them, never altered."""

from dataclasses import replace
from datetime import date

import pytest

from khuyenhoc.domain.target import Scope
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.errors import AppError
from tests.domain.draw import target

WHO = "Bà Lan"
DAY = date(2024, 1, 1)
FULL = target(
    7550, id="", scope_kind=Scope.LEVEL, scope="02@2020/commune", milestones=((date(2023, 12, 31), 6000),),
    baseline=(date(2020, 12, 31), 4000), basis="12/QĐ-UBND", basis_date=date(2023, 12, 25), basis_title="Về “giao” chỉ tiêu",
    basis_clause="khoản 2", binding="giao", note="<b>",
)  # fmt: skip


def test_everything_comes_back_as_it_went_in(store):
    given = TargetChange(DAY, FULL, "T01", "điều chỉnh", date(2025, 6, 30))
    assert store.change_targets([given], 0, f" {WHO} ") == 1
    (kept,) = store.target_changes()
    assert kept.change == replace(given, new=replace(FULL, id="M1"))
    assert (kept.version, kept.by, kept.at[:2], kept.at[-6:]) == (1, WHO, "20", "+00:00")


def test_a_withdrawal_and_no_target_are_told_apart(store):
    nothing = target(None, id="")
    store.change_targets([TargetChange(DAY, None, "T01", "bãi bỏ"), TargetChange(DAY, nothing)], 0, WHO)
    withdrawn, none = (kept.change for kept in store.target_changes())
    assert withdrawn == TargetChange(DAY, None, "T01", "bãi bỏ")
    assert none.new == replace(nothing, id="M2")


def test_a_version_can_be_read_as_of_then(store):
    store.change_targets([TargetChange(DAY, FULL)], 0, WHO)
    store.change_targets([TargetChange(DAY, None, "M1", "nhầm")], 1, WHO)
    assert [len(store.target_changes(version)) for version in (0, 1, 2, None)] == [0, 1, 2, 2]
    assert [kept.version for kept in store.target_changes()] == [1, 2]


def test_ids_are_given_once_whoever_asks(store):
    store.change_targets([TargetChange(DAY, FULL), TargetChange(DAY, FULL)], 0, WHO)
    store.change_targets([TargetChange(DAY, FULL)], 1, WHO)
    assert [kept.change.new.id for kept in store.target_changes()] == ["M1", "M2", "M3"]


@pytest.mark.parametrize(("seen", "by", "code"), [(7, WHO, "changed_since_seen"), (0, " ", "name_required")])
def test_a_refusal_keeps_nothing(store, seen, by, code):
    with pytest.raises(AppError) as refused:
        store.change_targets([TargetChange(DAY, FULL)], seen, by)
    assert refused.value.code == code
    assert store.target_changes() == [] and store.version() == 0


def test_one_bad_change_among_many_keeps_none(store):
    unreadable = TargetChange(DAY, replace(FULL, note=object()))
    with pytest.raises(AttributeError):
        store.change_targets([TargetChange(DAY, FULL), unreadable], 0, WHO)
    assert store.target_changes() == [] and store.version() == 0
