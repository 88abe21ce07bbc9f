"""What is kept once for everybody: the same frame for an outsider and an official, and no group of people in it."""

from datetime import date
from pathlib import Path

import pytest

from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.domain.unit import REFORM, Level
from khuyenhoc.store.batches import Upload
from khuyenhoc.ui import breakdowns, data, eras, rights
from tests.domain.draw import observations

DAY = date(2024, 5, 31)
BAC_ME = "00991@2025"


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


@pytest.mark.parametrize(("on", "period"), [(REFORM, "2024-05"), (DAY, "2025-12")])
def test_a_period_told_on_both_maps_is_shown_from_the_units_of_its_time(as_whom, monkeypatch, on: date, period: str):
    """Nobody can upload the other ones; were they shown, a whole less its parts would be a hidden part."""
    as_whom(READER)
    monkeypatch.setattr(eras, "chosen", lambda: eras.NEW if on == REFORM else eras.OLD)
    whole, parts = BAC_ME, list(data.reference()[1].query("new_key == @BAC_ME")["old_key"])
    figures = {"numerator": 600, "denominator": 1000, "period": period, "sample": False}
    right, stray = (parts, [whole]) if on == REFORM else ([whole], parts)
    store = data.store()
    for units, factor in ((right, 1), (stray, 0.5)):
        told = [
            figures | {"unit": key, "ethnicity": group, "numerator": int(n * factor), "denominator": int(size * factor)}
            for key in units
            for group, n, size in (("", 600, 1000), ("kinh", 350, 600), ("mong", 250, 400))
        ]
        store.publish(store.stage(observations(*told), Upload("a.csv", b"", "Bà Lan")), store.version(), "Bà Lan")
    found = breakdowns.figures("learning_family_rate", on).get(period, breakdowns.NONE)
    shown = found[found["unit"].isin([whole] if on == REFORM else parts) & (found["ethnicity"] == "mong")]
    sums = shown.loc[shown["poverty"] == "", "denominator"].dropna().tolist()
    assert sums == ([400 * len(parts)] if on == REFORM else [])


def test_figures_by_group_are_each_persons_own(as_whom):
    as_whom(READER)
    outside = breakdowns.figures("learning_family_rate", DAY)
    as_whom(OWNER)
    inside = breakdowns.figures("learning_family_rate", DAY)
    period = next(iter(outside))
    assert outside[period]["hidden"].any() and not inside[period]["hidden"].any()
