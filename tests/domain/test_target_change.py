"""Which target is in force when: drawn on a line of years, one letter per year; '.' where none is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.target import applicable
from khuyenhoc.domain.target_change import TargetChange, in_force, taken_back
from tests.domain.draw import COMMUNE, FAMILY, target, units

X = target(7000, id="X")
FIRST, LAST = 2020, 2029


def change(year: int, new: str, replaces: str = "") -> TargetChange:
    made = target(7000 + year, id=new) if new else None
    return TargetChange(date(year, 1, 1), made, replaces)


def drawn(changes, targets=(X,)) -> str:
    """The id in force on the first and on the last day of each year."""
    found = in_force(targets, changes)
    years = []
    for year in range(FIRST, LAST + 1):
        ids = {tuple(t.id for t in found if t.in_force(day)) for day in (date(year, 1, 1), date(year, 12, 31))}
        (each,) = ids
        years.append("".join(each) or ".")
    return " ".join(years)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ([], "X X X X X X X X X X"),
        ([change(2024, "a")], "X X X X Xa Xa Xa Xa Xa Xa"),
        ([change(2024, "a", "X")], "X X X X a a a a a a"),
        ([change(2024, "", "X")], "X X X X . . . . . ."),
        ([change(2024, "a", "X"), change(2026, "b", "a")], "X X X X a a b b b b"),
        ([change(2024, "a", "X"), change(2026, "", "a")], "X X X X a a . . . ."),
        ([change(2026, "a", "X"), change(2023, "b", "X")], "X X X b b b a a a a"),
        ([change(2024, "a", "X"), change(2024, "b", "a")], "X X X X b b b b b b"),
        ([change(2024, "", "X"), change(2022, "b", "X")], "X X b b . . . . . ."),
        ([change(2024, "a", "X"), change(2026, "b", "a"), change(2025, "c", "a")], "X X X X a c b b b b"),
        ([change(2024, "a", "unheard")], "X X X X Xa Xa Xa Xa Xa Xa"),
        ([change(2024, "", "unheard")], "X X X X X X X X X X"),
    ],
)  # fmt: skip
def test_who_is_in_force_when(changes, line):
    assert drawn(changes) == line


@pytest.mark.parametrize(
    ("changes", "number", "line"),
    [
        ([change(2024, "a")], 0, "X X X X X X X X X X"),
        ([change(2024, "a", "X")], 0, "X X X X X X X X X X"),
        ([change(2024, "", "X")], 0, "X X X X X X X X X X"),
        # what came after stays: only the time that the change still holds is given back
        ([change(2024, "a", "X"), change(2026, "b", "a")], 0, "X X X X X X b b b b"),
        ([change(2024, "a", "X"), change(2026, "b", "a")], 1, "X X X X a a a a a a"),
        ([change(2026, "a", "X"), change(2023, "", "X")], 1, "X X X X X X a a a a"),
    ],
)
def test_taking_back_restores_what_was_before(changes, number, line):
    back = taken_back((X,), changes, number, "ghi nhầm")
    assert drawn([*changes, back]) == line
    assert back.reason == "ghi nhầm"


@given(st.lists(st.tuples(st.integers(FIRST, LAST), st.booleans()), max_size=6))
def test_replacing_never_leaves_two_in_force_nor_touches_the_days_before(steps):
    changes: list[TargetChange] = []
    for number, (year, withdrawn) in enumerate(steps):
        day = date(year, 1, 1)
        now = [t for t in in_force((X,), changes) if t.in_force(day)]
        if not now:
            continue
        (old,) = now
        before = drawn(changes).split()[: year - FIRST]
        changes.append(change(year, "" if withdrawn else chr(97 + number), old.id))
        assert drawn(changes).split()[: year - FIRST] == before
    assert all(len(each) == 1 for each in drawn(changes).split())


@given(st.lists(st.tuples(st.integers(FIRST, LAST), st.booleans()), min_size=1, max_size=5), st.integers(FIRST, LAST))
def test_taking_back_the_last_change_gives_every_day_its_value_back(steps, year):
    changes: list[TargetChange] = []
    for number, (when, withdrawn) in enumerate([*steps, (year, False)]):
        now = [t for t in in_force((X,), changes) if t.in_force(date(when, 1, 1))]
        if now:
            changes.append(change(when, "" if withdrawn else chr(97 + number), now[0].id))
    values = [
        [[t.value for t in in_force((X,), done) if t.in_force(date(y, 6, 1))] for y in range(FIRST, LAST + 1)]
        for done in (changes[:-1], [*changes, taken_back((X,), changes, len(changes) - 1, "")])
    ]
    assert values[0] == values[1]


def test_an_assessment_before_the_change_asks_the_earlier_target():
    found = in_force((X,), [change(2024, "a", "X")])
    reached = {
        day: {found[n].id for n in applicable(found, units(), COMMUNE, day)[FAMILY]}
        for day in (date(2023, 12, 31), date(2024, 1, 1))
    }
    assert reached == {date(2023, 12, 31): {"X"}, date(2024, 1, 1): {"a"}}


def test_a_withdrawn_target_judges_nobody():
    found = in_force((X,), [change(2024, "", "X")])
    assert applicable(found, units(), COMMUNE, date(2024, 1, 1)) == {}


def test_a_target_given_back_ends_where_it_ended_and_keeps_no_other_time():
    copied = target(6000, id="", in_force_from=date(2021, 1, 1), in_force_to=date(2022, 12, 31))
    day = date(2024, 1, 1)
    times = [in_force((), [TargetChange(day, copied, until=until)])[0] for until in (None, date(2025, 12, 31))]
    assert [(each.in_force_from, each.in_force_to) for each in times] == [(day, None), (day, date(2025, 12, 31))]
