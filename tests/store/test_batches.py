"""What may happen to a batch and what may not, and how its figures are read beside others. On SQLite and on PostgreSQL."""

from hashlib import sha256

import pandas as pd
import pytest

from khuyenhoc.domain.observation import KEY
from khuyenhoc.errors import AppError, Problem, Severity
from khuyenhoc.store import batches
from khuyenhoc.store.batches import PUBLISHED, REHEARSAL, ROLLED_BACK, Upload
from khuyenhoc.store.store import Store
from tests.domain.draw import FAMILY, observations
from tests.store.places import load_places

WHO, UNIT = "Bà Lan", "00688@2020"
WARNING = Problem("stock_fall", Severity.WARNING)


@pytest.fixture
def store(store: Store) -> Store:
    load_places(store)
    return store


def rows(n: float, **more: object) -> pd.DataFrame:
    return observations({"unit": UNIT, "period": "2024-05", "numerator": n, "denominator": 10, "sample": False, **more})


def staged(store: Store, n: float, **upload: object) -> int:
    given: dict = {"file_name": "a.csv", "content": b"a,b", "by": WHO} | upload
    return store.stage(rows(n), Upload(**given))


def published(store: Store, n: float) -> int:
    batch = staged(store, n)
    store.publish(batch, store.version(), WHO)
    return batch


def refusal(act, *arguments: object) -> str:
    with pytest.raises(AppError) as refused:
        act(*arguments)
    return refused.value.code


def test_a_rehearsal_is_never_published(store):
    batch = staged(store, 1, kind=REHEARSAL)
    assert refusal(store.publish, batch, 0, WHO) == "rehearsal_not_published"
    assert store.version() == 0 and store.observations().empty


def test_with_warnings_a_word_is_asked_for_and_kept(store):
    batch = staged(store, 1, problems=[WARNING])
    assert refusal(store.publish, batch, 0, WHO, "  ") == "reason_required"
    store.publish(batch, 0, WHO, " Đã hỏi lại xã ")
    assert store.batches().iloc[0]["note"] == "Đã hỏi lại xã"
    corrected = staged(store, 2, problems=[WARNING], note="Xã gửi nhầm")
    store.publish(corrected, 1, WHO)
    assert store.batches().iloc[0]["note"] == "Xã gửi nhầm"


def test_what_waited_too_long_is_not_published_but_kept(store, monkeypatch):
    monkeypatch.setattr(batches, "now", lambda: "2026-01-01T08:00:00+00:00")
    old = staged(store, 1)
    monkeypatch.setattr(batches, "now", lambda: "2026-01-31T08:00:00+00:00")
    assert list(store.batches()["expired"]) == [False]
    monkeypatch.setattr(batches, "now", lambda: "2026-01-31T08:00:01+00:00")
    assert list(store.batches()["expired"]) == [True]
    assert refusal(store.publish, old, 0, WHO) == "batch_expired"
    assert list(store.staged_observations(old)["numerator"]) == [1]
    assert store.waiting().empty and store.keep(rows(1), Upload("a.csv", b"a,b", "")) > old


def test_what_was_rolled_back_is_published_again_as_a_new_batch(store):
    batch = published(store, 1)
    assert refusal(store.publish_again, batch, 1, WHO) == "batch_not_rolled_back"
    store.roll_back(batch, 1, WHO)
    assert refusal(store.publish_again, batch, 1, WHO) == "changed_since_seen"
    assert refusal(store.publish_again, batch, 2, " ") == "name_required"
    assert store.publish_again(batch, 2, "Ông Páo") == 3
    assert list(store.observations()["numerator"]) == [1]
    told = store.batches()
    assert list(told["state"]) == [PUBLISHED, ROLLED_BACK]
    assert (told["note"].iloc[0], told["published_by"].iloc[0]) == (f"Đưa lại lần cập nhật số {batch}", "Ông Páo")
    assert store.file(int(told["id"].iloc[0])) == ("a.csv", b"a,b")
    assert [len(store.observations(version)) for version in (1, 2, 3)] == [1, 0, 1], (
        "the old versions stay as they were"
    )


def test_figures_are_read_as_if_a_batch_had_never_been_published(store):
    first, second = published(store, 1), published(store, 2)
    assert list(store.observations(without=second)["numerator"]) == [1]
    assert list(store.observations(without=first)["numerator"]) == [2]


def test_the_history_of_a_figure_has_every_published_value_the_newest_first(store):
    first = published(store, 1)
    second = published(store, 2)
    staged(store, 9)
    store.roll_back(second, 2, WHO)
    key = dict.fromkeys(KEY, "") | {"indicator": FAMILY, "period": "2024-05", "unit": UNIT}
    found = store.figure_history(key)
    assert list(zip(found["batch"], found["numerator"], strict=True)) == [(second, 2), (first, 1)]
    assert store.figure_history(key | {"ethnicity": "mong"}).empty
    assert store.figure_history(key | {"period": "1999"}).empty


def test_purging_takes_the_bytes_wherever_the_same_file_is_and_nothing_else(store):
    first, other = published(store, 1), staged(store, 2, content=b"x,y")
    second = published(store, 2)
    before, version = store.observations(), store.version()
    assert refusal(store.purge, first, "") == "name_required"
    store.purge(first, "Quản trị")
    assert [store.file(batch)[1] for batch in (first, second, other)] == [b"", b"", b"x,y"]
    kept = store.batches().set_index("id")
    assert kept.loc[first, "content_hash"] == sha256(b"a,b").hexdigest()
    assert list(kept.loc[[first, second], "purged_by"]) == ["Quản trị"] * 2
    assert pd.isna(kept.loc[other, "purged_by"])
    pd.testing.assert_frame_equal(store.observations(), before)
    assert store.version() == version
    assert refusal(store.purge, second, "Quản trị") == "original_purged"
    store.roll_back(second, version, WHO)
    again = store.publish_again(second, store.version(), WHO)
    assert again and store.batches().iloc[0]["purged_by"] == "Quản trị"
