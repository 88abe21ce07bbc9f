"""The scan of a signed sheet: known by its content, limited in size, kept beside its batch and given back as it came."""

import pytest

from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.errors import AppError
from khuyenhoc.intake import pipeline, scan
from khuyenhoc.intake.scan import scan_media
from khuyenhoc.store.batches import Upload
from tests.domain.draw import observations
from tests.store.places import load_places

PDF, PNG, JPG = b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n...", b"\xff\xd8\xff\xe0..."


@pytest.fixture
def batch(store) -> int:
    load_places(store)
    return store.stage(
        observations({"unit": "00688@2020", "period": "2024-05", "numerator": 1.0}), Upload("tệp.csv", b"x", "Mai")
    )


@pytest.mark.parametrize(("content", "media"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPG, "image/jpeg")])
def test_what_it_is_is_read_from_its_content(content, media):
    assert scan_media(content) == media


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 not a scan", "chỉ nhận ảnh JPG, PNG hoặc tệp PDF"),
        (b"", "chỉ nhận ảnh JPG, PNG hoặc tệp PDF"),
        (b"<svg onload='x'>", "chỉ nhận ảnh JPG, PNG hoặc tệp PDF"),
        (b"\0\0\0\x18ftypheic....", "đây là ảnh HEIC của điện thoại"),
        (PDF + b"0" * scan.MOST_BYTES, "tệp lớn hơn 10 MB"),
    ],
    ids=["archive", "empty", "svg", "heic", "large"],
)
def test_what_is_no_scan_is_refused_and_nothing_is_kept(store, batch, content, said):
    with pytest.raises(AppError, match=said):
        pipeline.attach_scan(store, batch, "phiếu.pdf", content, "Mai", OWNER)
    assert store.scans(batch).empty


def test_it_is_given_back_as_it_came_with_who_and_when(store, batch):
    first = pipeline.attach_scan(store, batch, "phiếu.pdf", PDF, " Bà Mai ", OWNER)
    second = pipeline.attach_scan(store, batch, "phiếu (2).jpg", JPG, "Ông Páo", OWNER)
    rows = store.scans(batch)
    assert rows[["id", "file_name", "media", "added_by"]].values.tolist() == [
        [second, "phiếu (2).jpg", "image/jpeg", "Ông Páo"],
        [first, "phiếu.pdf", "application/pdf", "Bà Mai"],
    ]
    assert (store.scan(first), store.scan(second)) == (PDF, JPG)
    assert store.scans(batch + 1).empty


def test_a_reader_a_nameless_person_and_an_unknown_batch_are_refused(store, batch):
    for who, by, number, code in (
        (READER, "Mai", batch, "not_allowed"),
        (OWNER, " ", batch, "name_required"),
        (OWNER, "Mai", 99, "batch_unknown"),
    ):
        with pytest.raises(AppError) as refused:
            pipeline.attach_scan(store, number, "phiếu.pdf", PDF, by, who)
        assert refused.value.code == code
    assert store.scans(batch).empty


def test_a_wrong_scan_is_withdrawn_by_name_and_its_bytes_stay(store, batch):
    wrong = pipeline.attach_scan(store, batch, "nhầm.pdf", PDF, "Bà Mai", OWNER)
    for by, who, code in (("", OWNER, "name_required"), ("Ông Páo", READER, "not_allowed")):
        with pytest.raises(AppError) as refused:
            pipeline.withdraw_scan(store, wrong, by, who)
        assert refused.value.code == code
    assert store.scans(batch)["withdrawn_at"].isna().all()
    pipeline.withdraw_scan(store, wrong, " Ông Páo ", OWNER)
    right = pipeline.attach_scan(store, batch, "đúng.jpg", JPG, "Bà Mai", OWNER)
    rows = store.scans(batch).set_index("id")
    assert (rows.at[wrong, "withdrawn_by"], bool(rows.at[wrong, "withdrawn_at"])) == ("Ông Páo", True)
    assert rows.at[right, "withdrawn_by"] is None and store.scan(wrong) == PDF
    for number in (wrong, right + 1):
        with pytest.raises(AppError, match=f"Bản chụp số {number} không có, hoặc đã gỡ"):
            pipeline.withdraw_scan(store, number, "Ông Páo", OWNER)
