"""Ý kiến của địa phương: short, signed, the newest counts, every wording is kept for its data version."""

from datetime import date

import pytest

from khuyenhoc.domain.remark import MOST_LETTERS, Remark
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.errors import AppError
from tests.domain.draw import CITIZENS, FAMILY, target
from tests.store.places import load_places

UNIT = "00688@2020"
WHO = "Bà Lan, Chủ tịch Hội Khuyến học xã"


@pytest.fixture
def store(store):
    load_places(store)
    return store


def remark(text: str, **changes: str) -> Remark:
    return Remark(**({"unit": UNIT, "indicator": FAMILY, "period": "2024-05", "text": text, "by": WHO} | changes))


def shown(store, version=None) -> list[tuple[str, str, str, str]]:
    return list(store.remarks(version)[["unit", "indicator", "period", "text"]].itertuples(index=False, name=None))


def test_a_note_comes_back_signed(store):
    assert store.add_remark(remark(" Thiếu 3 thôn <vùng cao> \n"), 0) == 1
    (row,) = store.remarks().to_dict("records")
    at = row.pop("at")
    assert row == {"unit": UNIT, "indicator": FAMILY, "period": "2024-05", "text": "Thiếu 3 thôn <vùng cao>", "by": WHO}
    assert (at[:2], at[-6:]) == ("20", "+00:00")


def test_the_newest_wording_counts_and_the_older_is_known_at_its_version(store):
    store.add_remark(remark("một"), 0)
    store.add_remark(remark("hai"), 1)
    assert [[row[3] for row in shown(store, version)] for version in (0, 1, 2, None)] == [[], ["một"], ["hai"], ["hai"]]


def test_an_empty_text_withdraws_and_the_note_may_come_again(store):
    store.add_remark(remark("một"), 0)
    store.add_remark(remark("  "), 1)
    assert shown(store) == [] and len(shown(store, 1)) == 1
    store.add_remark(remark("ba"), 2)
    assert [row[3] for row in shown(store)] == ["ba"]


def test_each_unit_indicator_and_period_has_its_own(store):
    for number, changes in enumerate(({}, {"unit": "02@2020"}, {"indicator": CITIZENS}, {"period": "2023"})):
        store.add_remark(remark("đúng", **changes), number)
    assert len(set(shown(store))) == 4
    assert list(store.remarks().columns) == ["unit", "indicator", "period", "text", "by", "at"]


@pytest.mark.parametrize(
    ("note", "seen", "code"),
    [
        (remark("ữ" * (MOST_LETTERS + 1)), 0, "remark_too_long"),
        (remark("một", by=" "), 0, "name_required"),
        (remark("một"), 3, "changed_since_seen"),
    ],
)
def test_a_refusal_keeps_nothing(store, note, seen, code):
    with pytest.raises(AppError) as refused:
        store.add_remark(note, seen)
    assert refused.value.code == code
    assert shown(store) == [] and store.version() == 0
    assert "{" not in str(refused.value)


def test_as_long_as_may_be(store):
    store.add_remark(remark("ữ" * MOST_LETTERS), 0)
    assert len(shown(store)[0][3]) == 300


def test_a_remark_is_no_new_figure(store):
    before = store.figures_version(store.version())
    store.add_remark(remark("một"), 0)
    assert (store.version(), store.figures_version(1)) == (1, before)
    store.change_targets([TargetChange(date(2024, 1, 1), target(id=""))], 1, "Bà Lan")
    assert store.figures_version(2) == before + 1
