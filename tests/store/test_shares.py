"""Shares of split units: kept with who and when, known by the data version that made them, never altered."""

from datetime import date

import pytest

from khuyenhoc.domain.share import Shares
from khuyenhoc.errors import AppError
from tests.store.places import load_places

GIVEN = Shares(
    "00688@2020", (("02@2020", 6250), ("00688@2020", 3750)), "dân số", "Báo cáo “12”/BC-UBND", date(2025, 8, 1)
)


def test_everything_comes_back_as_it_went_in_and_a_version_as_of_then(store):
    load_places(store)
    assert store.enter_shares(GIVEN, 0, " Bà Lan ") == 1
    back = Shares("00688@2020", (), reason="nhầm")
    assert store.enter_shares(back, 1, "Ông Páo") == 2
    first, second = store.shares()
    assert (first.shares, first.version, first.by, first.at[-6:]) == (GIVEN, 1, "Bà Lan", "+00:00")
    assert (second.shares, second.version, second.by) == (back, 2, "Ông Páo")
    assert [len(store.shares(version)) for version in (0, 1, 2)] == [0, 1, 2]


@pytest.mark.parametrize(("seen", "by", "code"), [(7, "Bà Lan", "changed_since_seen"), (0, " ", "name_required")])
def test_a_refusal_keeps_nothing(store, seen, by, code):
    load_places(store)
    with pytest.raises(AppError) as refused:
        store.enter_shares(GIVEN, seen, by)
    assert refused.value.code == code
    assert store.shares() == [] and store.version() == 0
