"""Which province is followed: kept with who and when, in one step with the sample that goes or comes back."""

import pytest

from khuyenhoc.errors import AppError
from khuyenhoc.store.store import Store


def states(store: Store) -> list[tuple[str, str]]:
    rows = store.batches().to_dict("records")
    return [(row["state"], row["published_by"]) for row in rows if row["kind"] == "sample"]


def test_a_choice_takes_the_sample_back_and_the_sample_can_come_back(installation: Store):
    before, rows = installation.version(), len(installation.observations())
    chosen = installation.choose_province("34@2020", before, " Bà Lan ")
    assert chosen == before + 1 == installation.version()
    assert installation.observations().empty
    assert states(installation) == [("rolled_back", "Phần mềm")]
    assert len(installation.observations(before)) == rows
    back = installation.choose_province("", chosen, "Ông Hùng")
    assert len(installation.observations()) == rows
    assert states(installation) == [("published", "Ông Hùng"), ("rolled_back", "Phần mềm")]
    kept = installation.provinces_chosen()
    assert [(each.value, each.by, each.version) for each in kept] == [
        ("34@2020", "Bà Lan", chosen), ("", "Ông Hùng", back),
    ]  # fmt: skip
    assert [each.value for each in installation.provinces_chosen(chosen)] == ["34@2020"]
    assert installation.provinces_chosen(before) == []


def test_the_sample_in_use_does_not_come_twice(installation: Store):
    installation.choose_province("", installation.version(), "Bà Lan")
    assert states(installation) == [("published", "Phần mềm")]


@pytest.mark.parametrize(("ahead", "by", "code"), [(1, "Bà Lan", "changed_since_seen"), (0, "  ", "name_required")])
def test_a_refused_choice_leaves_everything_as_it_was(installation: Store, ahead: int, by: str, code: str):
    before = installation.version()
    with pytest.raises(AppError) as refused:
        installation.choose_province("34@2020", before + ahead, by)
    assert refused.value.code == code
    assert (installation.version(), installation.provinces_chosen()) == (before, [])
    assert states(installation) == [("published", "Phần mềm")]
