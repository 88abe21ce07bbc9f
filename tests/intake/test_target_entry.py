"""What somebody types into the form of a target, and the change it becomes."""

from datetime import date

import pytest

from khuyenhoc import definitions
from khuyenhoc.domain.target import Scope
from khuyenhoc.intake.target_entry import Entry, milestones_text, read
from tests.domain.draw import target

RATE, COUNT = (
    definitions.current().catalogue[code] for code in ("learning_family_rate", "learning_citizen_count")
)  # fmt: skip


def typed(**changes: object) -> Entry:
    given: dict = {
        "indicator": RATE, "scope_kind": Scope.PROVINCE, "scope": "02@2020", "no_target": False, "comparator": ">=",
        "value": "70,5", "milestones": "", "start": date(2021, 1, 1), "due": date(2025, 12, 31), "effective": None,
        "basis": " 12/QĐ-UBND ", "basis_date": date(2024, 2, 1), "basis_title": "", "basis_clause": "", "binding": "giao",
        "verified": "primary", "note": "",
    }  # fmt: skip
    return Entry(**(given | changes))


@pytest.mark.parametrize(
    ("indicator", "text", "value"),
    [
        (RATE, "70", 7000), (RATE, "70,5", 7050), (RATE, "70,55%", 7055), (RATE, " 70 % ", 7000), (RATE, "0,5", 50),
        (RATE, "1", 100), (RATE, "100", 10_000), (RATE, "0", 0), (RATE, "66.5", 6650), (COUNT, "1.200", 1200),
        (COUNT, "125071", 125_071), (COUNT, "0", 0),
    ],
)  # fmt: skip
def test_values_as_they_are_typed(indicator, text, value):
    change, problems = read(typed(indicator=indicator, value=text))
    assert (change.new.value, change.new.is_rate, problems) == (value, indicator.is_rate, [])


@pytest.mark.parametrize(
    ("indicator", "text", "code"),
    [
        (RATE, "", "target_value_unreadable"), (RATE, "bảy mươi", "target_value_unreadable"),
        (RATE, "7/10", "target_value_unreadable"), (RATE, "trên 70", "target_value_unreadable"),
        (RATE, "…", "target_value_unreadable"), (RATE, "-", "target_value_unreadable"),
        (RATE, "70,555", "target_value_decimals"), (RATE, "101", "target_rate_out_of_range"),
        (RATE, "-3", "target_rate_out_of_range"), (COUNT, "12,5", "target_count_out_of_range"),
        (COUNT, "-3", "target_count_out_of_range"), (COUNT, "70%", "target_value_unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_named_and_left_out(indicator, text, code):
    change, problems = read(typed(indicator=indicator, value=text))
    assert [(each.code, each.column, each.value) for each in problems] == [(code, "Giá trị", text)]
    assert change.new.value is None


@pytest.mark.parametrize(
    ("text", "stones"),
    [
        ("", ()),
        ("2024: 65", ((date(2024, 12, 31), 6500),)),
        (" 30/6/2023 : 60,5% \n\n31/12/2022:55", ((date(2022, 12, 31), 5500), (date(2023, 6, 30), 6050))),
        ("tháng 6/2023: 60", ((date(2023, 6, 30), 6000),)),
    ],
)
def test_milestones_one_per_line(text, stones):
    change, problems = read(typed(milestones=text))
    assert (change.new.milestones, problems) == (stones, [])
    again, _ = read(typed(milestones=milestones_text(change.new)))
    assert again.new.milestones == stones


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("65", "target_milestone_unreadable"), ("năm ngoái: 65", "target_milestone_unreadable"),
        ("2024: nhiều", "target_value_unreadable"), ("2024: 650", "target_rate_out_of_range"),
    ],
)  # fmt: skip
def test_a_milestone_that_cannot_be_read_is_quoted_and_the_others_kept(line, code):
    change, problems = read(typed(milestones=f"2023: 60\n{line}"))
    assert [(each.code, each.column, each.value) for each in problems] == [(code, "Các mốc", line)]
    assert change.new.milestones == ((date(2023, 12, 31), 6000),)


def test_no_target_reads_neither_value_nor_milestones():
    change, problems = read(typed(no_target=True, value="x", milestones="y"))
    assert (change.new.value, change.new.milestones, problems) == (None, (), [])


@pytest.mark.parametrize(
    ("days", "effective"),
    [
        ({"effective": date(2024, 5, 1)}, date(2024, 5, 1)),
        ({}, date(2024, 2, 1)),
        ({"basis_date": None}, date(2021, 1, 1)),
    ],
)
def test_without_a_day_of_its_own_it_counts_from_the_papers(days, effective):
    change, _ = read(typed(**days))
    assert change.effective == effective


@pytest.mark.parametrize(
    ("days", "columns"),
    [
        ({"start": None}, ["Tính từ ngày"]),
        ({"due": None}, ["Hạn"]),
        ({"start": None, "due": None}, ["Tính từ ngày", "Hạn"]),
    ],
)
def test_a_missing_day_is_asked_for(days, columns):
    change, problems = read(typed(**days))
    assert change is None
    assert [(each.code, each.column) for each in problems] == [("target_day_missing", column) for column in columns]


def test_what_replaces_keeps_the_baseline_the_document_gave():
    old = target(7000, id="T01", baseline=(date(2020, 12, 31), 4000))
    change, _ = read(typed(), old)
    assert (change.replaces, change.new.baseline, change.new.id, change.new.basis) == (
        "T01", (date(2020, 12, 31), 4000), "", "12/QĐ-UBND",
    )  # fmt: skip
