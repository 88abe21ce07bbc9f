"""Targets of one group alone: judged by the same rules as those for everybody, of what may be seen."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain import status
from khuyenhoc.domain.assessment import COLUMNS, Question, assess
from khuyenhoc.domain.group_target import GroupTarget, group_targets_from_frame, judged
from khuyenhoc.domain.target import Scope
from tests.domain.draw import COMMUNE, FAMILY, POOR, assigned, catalogue, observations, target, units

DAY = date(2024, 5, 31)
MONG = GroupTarget("mong", assigned(6000, id="G1"))


def figures(*rows: tuple) -> pd.DataFrame:
    """Period, unit, group, numerator, denominator of FAMILY; a numerator of None is hidden."""
    columns = ["period", "unit", "group", "numerator", "denominator"]
    frame = pd.DataFrame(rows, columns=columns).astype({"numerator": "float64", "denominator": "float64"})
    return frame.assign(indicator=FAMILY, hidden=frame["numerator"].isna(), sample=False)


WAY = (("2021", "a", "mong", 40, 200), ("2023", "a", "mong", 60, 200), ("2024-05", "a", "mong", 70, 210))


def answer(found: pd.DataFrame, *targets: GroupTarget, level=COMMUNE) -> pd.DataFrame:
    return judged(found, units(), catalogue(), targets, Question(level, DAY))


def test_a_group_is_judged_as_a_unit_of_its_own_would_be() -> None:
    found = answer(figures(*WAY), MONG)
    alone = observations(*({"period": p, "unit": u, "numerator": n, "denominator": whole} for p, u, _, n, whole in WAY))
    same = assess(alone, units(), catalogue(), [MONG.target], Question(COMMUNE, DAY))
    same = same[same["unit"] == "a"].reset_index(drop=True)
    facts = [column for column in COLUMNS if column not in ("batch", "row", "reported", "expected_reports")]
    pd.testing.assert_frame_equal(found[facts], same[facts], check_dtype=False)
    assert list(found["group"]) == ["mong"] and found.loc[0, "shortfall"] == 56  # 60 % of 210 is 126
    assert found.loc[0, "status"] == status.ACCELERATE


def test_only_the_group_it_is_set_for_and_only_where_it_has_figures() -> None:
    found = answer(figures(*WAY, ("2024-05", "a", "tay", 90, 100), ("2024-05", "b", "tay", 90, 100)), MONG)
    assert list(zip(found["unit"], found["group"], strict=True)) == [("a", "mong")]
    assert answer(figures(("2024-05", "a", "tay", 90, 100)), MONG).empty
    assert answer(figures(*WAY)).empty and list(answer(figures(*WAY)).columns) == ["group", "hidden", *COLUMNS]


def test_a_target_for_another_indicator_or_another_place_says_nothing() -> None:
    elsewhere = GroupTarget("mong", target(6000, scope_kind=Scope.UNIT, scope="b"))
    other = GroupTarget("mong", assigned(500, indicator=POOR, comparator="<="))
    assert answer(figures(*WAY), elsewhere, other).empty


def test_the_more_specific_target_of_the_group_wins() -> None:
    own = GroupTarget("mong", target(3000, id="G2", scope_kind=Scope.UNIT, scope="a", binding="giao"))
    found = answer(figures(*WAY), own, MONG)
    assert list(found["target_id"]) == ["G2"] and list(found["status"]) == [status.ACHIEVED]


def test_no_target_on_purpose_is_told() -> None:
    assert list(answer(figures(*WAY), GroupTarget("mong", assigned(None)))["status"]) == [status.NO_TARGET]


def test_of_a_group_whose_newest_figure_is_hidden_nothing_but_the_target_is_told() -> None:
    found = answer(figures(*WAY[:2], ("2024-05", "a", "mong", None, 210)), MONG).iloc[0]
    assert found["hidden"] and found["target"] == 0.6
    computed = [
        "value",
        "numerator",
        "denominator",
        "shortfall",
        "surplus",
        "baseline",
        "previous",
        "ratio",
        "completion",
    ]
    assert found[computed].isna().all() and found["status"] == status.NOT_REPORTED


@pytest.mark.parametrize("secret", [1, 9])
def test_a_hidden_earlier_figure_changes_nothing(secret: int) -> None:
    """The frame keeps its marks: whatever stands in a hidden row has no way into a verdict."""
    marked = figures(("2021", "a", "mong", secret, 200), *WAY[1:])
    marked.loc[0, "hidden"] = True
    found = answer(marked, MONG)
    without = answer(figures(*WAY[1:]), MONG)
    pd.testing.assert_frame_equal(found, without)
    assert not found["hidden"].any()


def test_what_comes_after_the_day_does_not_count() -> None:
    later = figures(*WAY, ("2024-12", "a", "mong", None, 210))
    pd.testing.assert_frame_equal(answer(later, MONG), answer(figures(*WAY), MONG))


def test_targets_from_a_file() -> None:
    row = {
        "id": "G1", "indicator": FAMILY, "group": "poor", "scope_kind": "province", "scope": "P", "comparator": ">=",
        "value": "62.5", "start": "2021-01-01", "due": "2025-12-31", "milestones": "", "baseline_value": "",
        "baseline_date": "", "basis": "1/KH", "basis_date": "", "basis_title": "", "basis_clause": "", "binding": "giao",
        "verified": "primary", "note": "",
    }  # fmt: skip
    (found,) = group_targets_from_frame(pd.DataFrame([row]), catalogue())
    assert (found.group, found.target.value, found.target.id) == ("poor", 6250, "G1")
