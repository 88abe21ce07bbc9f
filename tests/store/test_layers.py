"""Boundary files brought, their layers on the maps, taken off and put back."""

from datetime import date

import pytest

from khuyenhoc.errors import AppError
from khuyenhoc.store.layers import Boundaries, LayerRow
from khuyenhoc.store.store import Store

DAY = date(2024, 5, 31)
DRAWN = LayerRow("a", "commune", "02@2020", DAY, "schematic", b"drawn")
REAL = LayerRow("b", "commune", "02@2020", DAY, "imported", b"real")
FILE = Boundaries("xa.zip", "commune", "02@2020", DAY, "Sở thử", "được dùng", True, "Khớp 193 trong 193 địa bàn.")


def hashes(store: Store) -> list[str]:
    return [row.hash for row in store.layers()]


def test_a_file_is_kept_with_its_layers_taken_off_and_put_back(store: Store) -> None:
    store.save_layer(DRAWN)
    number = store.save_boundaries(FILE, [REAL], store.version(), " Bà Thử ")
    assert hashes(store) == ["b", "a"] and store.layer("b") == REAL
    assert [(row.hash, row.content) for row in store.layer_index()] == [("b", b""), ("a", b"")]
    (row,) = store.boundary_files().to_dict("records")
    assert (row["id"], row["created_by"], row["layers"], row["report"], row["valid_on"]) == (
        number, "Bà Thử", 1, FILE.report, DAY,
    )  # fmt: skip
    seen = store.version()
    assert store.withdraw_boundaries(number, seen, "Ông Thử") == seen + 1
    assert hashes(store) == ["a"] and store.layer("b") is None
    assert store.boundary_files().loc[0, "withdrawn_by"] == "Ông Thử"
    store.withdraw_boundaries(number, store.version(), "Ông Thử", again=True)
    assert hashes(store) == ["b", "a"] and store.boundary_files().loc[0, "withdrawn_by"] is None


def test_the_same_layers_brought_again_belong_to_the_newest_file(store: Store) -> None:
    for _ in range(2):
        store.save_boundaries(FILE, [REAL], store.version(), "Bà Thử")
    assert list(store.boundary_files()["layers"]) == [1, 0] and hashes(store) == ["b"]


@pytest.mark.parametrize(("stale", "by", "code"), [(1, "Bà Thử", "changed_since_seen"), (0, " ", "name_required")])
def test_nothing_is_half_written(store: Store, stale: int, by: str, code: str) -> None:
    with pytest.raises(AppError) as refused:
        store.save_boundaries(FILE, [REAL], store.version() - stale, by)
    assert refused.value.code == code
    assert (hashes(store), len(store.boundary_files())) == ([], 0)


def test_an_unknown_file_is_not_withdrawn(store: Store) -> None:
    with pytest.raises(AppError, match="Không có tệp ranh giới số 7"):
        store.withdraw_boundaries(7, store.version(), "Bà Thử")
