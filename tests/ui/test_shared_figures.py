"""What is kept once for everybody: the same frame for an outsider and an official, and no group of people in it."""

from datetime import date
from pathlib import Path

import pytest

from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.domain.unit import Level
from khuyenhoc.ui import breakdowns, data, rights

DAY = date(2024, 5, 31)


@pytest.fixture
def as_whom(home: Path, monkeypatch: pytest.MonkeyPatch):
    return lambda person: monkeypatch.setattr(rights, "person", lambda: person)


def test_totals_are_made_once_and_hold_no_group(as_whom):
    read = [data.totals, lambda on: data.assessment(Level.COMMUNE, on), lambda on: data.of_unit("02@2020", on)]
    as_whom(READER)
    outside = [each(DAY) for each in read]
    as_whom(OWNER)
    assert [each(DAY) is seen for each, seen in zip(read, outside, strict=True)] == [True] * 3
    assert len(outside[0]) and (outside[0][["ethnicity", "poverty"]] == "").all(axis=None)


def test_figures_by_group_are_each_persons_own(as_whom):
    as_whom(READER)
    outside = breakdowns.figures("learning_family_rate", DAY)
    as_whom(OWNER)
    inside = breakdowns.figures("learning_family_rate", DAY)
    period = next(iter(outside))
    assert outside[period]["hidden"].any() and not inside[period]["hidden"].any()
