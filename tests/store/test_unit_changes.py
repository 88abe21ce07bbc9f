"""Official lists of units: who brought which file is kept; the newest is taken back to the letter unless something stands on it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from khuyenhoc.domain.remark import Remark
from khuyenhoc.domain.unit import UNIT_COLUMNS
from khuyenhoc.errors import AppError
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.store import Store
from khuyenhoc.store.unit_changes import UnitChange
from tests.domain.draw import observations
from tests.store.places import load_places

NEW = "00688@2024-11-01"
DIGEST = "ab" * 32


def change(key: str = NEW, old: str = "00688@2020", first: date = date(2024, 11, 1)) -> UnitChange:
    """The commune ends, another takes its place."""
    row = {"code": "00688", "version": key.partition("@")[2], "level": "commune", "name": "Phường mới", "short_name": "mới",
           "kind": "Phường", "parent": "02@2020", "valid_from": first}  # fmt: skip
    added = pd.DataFrame([row], index=pd.Index([key], name="key")).reindex(columns=UNIT_COLUMNS)
    pairs = pd.DataFrame([(old, key, "whole")], columns=["old_key", "new_key", "relation"])
    return UnitChange(added, pairs, [old], ["02@2020"], first, "danh-muc.xlsx", DIGEST)


@pytest.fixture
def imported(store: Store) -> Store:
    load_places(store)
    store.change_units(change(), store.version(), " Bà Lan ")
    return store


def refused(store: Store, number: int, by: str = "Ông Páo", seen: int | None = None) -> str:
    """The code of the refusal, once sure that nothing changed."""
    before = (store.version(), store.units(), store.succession(), store.unit_imports())
    with pytest.raises(AppError) as error:
        store.take_back_units(number, store.version() if seen is None else seen, by)
    assert store.version() == before[0]
    for now, then in zip((store.units(), store.succession(), store.unit_imports()), before[1:], strict=True):
        assert_frame_equal(now, then)
    assert error.value.code != "unit_import_used" or "Chưa có gì thay đổi" in str(error.value)
    return error.value.code


def test_who_brought_which_file_and_what_it_changed_is_kept(imported: Store):
    (row,) = imported.unit_imports().to_dict("records")
    told = ("imported_by", "file_name", "content_hash", "added", "pairs", "days", "withdrawn_by")
    assert [row[name] for name in told] == ["Bà Lan", "danh-muc.xlsx", DIGEST, 1, 1, 2, None]
    assert imported.units().loc["00688@2020", "valid_to"] == date(2024, 10, 31)


def test_taken_back_everything_is_as_it_was_and_the_record_stays(store: Store):
    load_places(store)
    units, succession = store.units(), store.succession()
    store.change_units(change(), store.version(), "Bà Lan")
    assert NEW in store.units().index
    version = store.take_back_units(1, store.version(), " Ông Páo ")
    assert version == store.version()
    assert_frame_equal(store.units(), units)
    assert_frame_equal(store.succession(), succession)
    (row,) = store.unit_imports().to_dict("records")
    assert (row["imported_by"], row["withdrawn_by"]) == ("Bà Lan", "Ông Páo")
    store.change_units(change(), store.version(), "Bà Lan")
    assert NEW in store.units().index


def test_the_newest_first_then_the_one_before_it(imported: Store):
    later = "00688@2025-01-01"
    imported.change_units(change(later, NEW, date(2025, 1, 1)), imported.version(), "Bà Lan")
    assert refused(imported, 1) == "unit_import_not_newest"
    imported.take_back_units(2, imported.version(), "Ông Páo")
    assert refused(imported, 2) == "unit_import_not_newest"
    imported.take_back_units(1, imported.version(), "Ông Páo")
    assert list(imported.units().index) == ["VN", "02@2020", "00688@2020"]
    assert refused(imported, 1) == "unit_import_not_newest"


def test_not_without_a_name_nor_of_what_was_not_seen(imported: Store):
    assert refused(imported, 1, by=" ") == "name_required"
    assert refused(imported, 1, seen=imported.version() - 1) == "changed_since_seen"


@pytest.mark.parametrize("state", ["staged", "published", "rolled back"])
def test_not_where_figures_stand_on_its_units(imported: Store, state: str):
    rows = observations({"unit": NEW, "period": "2024-12", "numerator": 1.0})
    batch = imported.stage(rows, Upload("a.csv", b"x", "Mai"))
    if state != "staged":
        imported.publish(batch, imported.version(), "Mai")
    if state == "rolled back":
        imported.roll_back(batch, imported.version(), "Mai")
    assert refused(imported, 1) == "unit_import_used"
    with pytest.raises(AppError, match=f"số liệu của lần cập nhật số {batch} trên đơn vị"):
        imported.take_back_units(1, imported.version(), "Ông Páo")


def test_not_where_a_remark_stands_on_its_units(imported: Store):
    imported.add_remark(Remark(NEW, "learning_family_rate", "2024-12", "Đúng", "Bà Lan"), imported.version())
    with pytest.raises(AppError, match="ý kiến của địa phương"):
        imported.take_back_units(1, imported.version(), "Ông Páo")
    assert refused(imported, 1) == "unit_import_used"


def test_what_a_list_brought_stands_among_its_neighbours(store: Store):
    load_places(store)
    first = change("00100@2024-11-01")
    store.change_units(replace(first, added=first.added.assign(code="00100")), store.version(), "Bà Lan")
    assert list(store.units().index) == ["VN", "02@2020", "00100@2024-11-01", "00688@2020"]
