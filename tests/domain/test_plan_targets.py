"""An allocation as targets: what every unit is asked, and what gives way to it."""

from datetime import date

import pandas as pd

from khuyenhoc.domain import plan_targets
from khuyenhoc.domain.plan_targets import Paper
from khuyenhoc.domain.target import Scope
from khuyenhoc.domain.target_change import in_force
from tests.domain.draw import FAMILY, target

PAPER = Paper("12/QĐ-UBND", date(2024, 6, 15), "Giao chỉ tiêu", date(2024, 5, 31))
DUE = date(2025, 12, 31)


def given(*rows: tuple[str, int, float]) -> list:
    table = pd.DataFrame(rows, columns=["unit", "goal", "denominator"])
    return plan_targets.targets(table, FAMILY, DUE, PAPER, "ghi chú")


def test_every_unit_gets_a_target_of_its_own_by_that_document():
    (found,) = given(("a", 700, 1001.0))
    assert (found.scope_kind, found.scope, found.binding) == (Scope.UNIT, "a", "giao")
    assert (found.indicator, found.start, found.due) == (FAMILY, PAPER.start, DUE)
    assert (found.basis, found.basis_date, found.basis_title) == ("12/QĐ-UBND", date(2024, 6, 15), "Giao chỉ tiêu")
    assert found.value == 6993
    assert -(-found.value * 1001 // 10_000) == 700
    assert type(found.value) is int, "kept as JSON"


def test_an_earlier_target_of_the_unit_for_the_same_due_date_gives_way_and_no_other():
    own = target(6000, id="M1", scope_kind=Scope.UNIT, scope="a", due=DUE)
    others = [
        target(id="country"),
        target(6000, id="later", scope_kind=Scope.UNIT, scope="a", due=date(2030, 12, 31)),
        target(6000, id="neighbour", scope_kind=Scope.UNIT, scope="b", due=DUE),
        target(6000, id="gone", scope_kind=Scope.UNIT, scope="a", due=DUE, in_force_to=date(2023, 12, 31)),
    ]
    changes = plan_targets.changes(given(("a", 700, 1000.0), ("c", 500, 1000.0)), [own, *others], PAPER.start)
    assert [change.replaces for change in changes] == ["M1", ""]
    assert {change.effective for change in changes} == {PAPER.start}
    after = [each for each in in_force([own, *others], changes) if each.in_force(date(2024, 6, 30))]
    assert sorted((each.scope, each.value) for each in after if each.scope_kind is Scope.UNIT and each.due == DUE) == [
        ("a", 7000), ("b", 6000), ("c", 5000),
    ]  # fmt: skip
