"""What waits until somebody publishes it: drafts and staged files, kept once, gone on with, thrown away. SQLite and PostgreSQL."""

import pandas as pd
import pytest

from khuyenhoc.errors import AppError, Problem, Severity
from khuyenhoc.store import batches
from khuyenhoc.store.batches import DRAFT, REHEARSAL, STAGED, Upload
from khuyenhoc.store.store import Store
from tests.domain.draw import observations
from tests.store.places import load_places

UNIT = "00688@2020"
WARNING, ERROR = Problem("stock_fall", Severity.WARNING), Problem("not_a_number", Severity.ERROR, 2, value="nhiều")
FILE, OTHER = b"a,b", b"x,y"


@pytest.fixture
def store(store: Store) -> Store:
    load_places(store)
    return store


def rows(n: float) -> pd.DataFrame:
    return observations({"unit": UNIT, "period": "2024-05", "numerator": n, "denominator": 10, "sample": False})


def upload(said: str = "{}", name: str = "a.csv", content: bytes = FILE, **more: object) -> Upload:
    return Upload(name, content, "", said=said, **more)  # type: ignore[arg-type]


def draft(store: Store, said: str = "{}", before: int | None = None, **more: object) -> int:
    return store.keep(rows(0).iloc[:0], upload(said, problems=[ERROR], **more), before, usable=False)


def staged(store: Store, n: float = 1, said: str = "{}", before: int | None = None, **more: object) -> int:
    return store.keep(rows(n), upload(said, **more), before)


def waiting(store: Store) -> dict[int, str]:
    return dict(store.waiting().set_index("id")["state"])


def refusal(act, *arguments: object) -> str:
    with pytest.raises(AppError) as refused:
        act(*arguments)
    return refused.value.code


def test_a_draft_goes_on_under_its_number_until_it_is_staged_and_published(store):
    number = draft(store)
    assert (waiting(store), store.batches().empty) == ({number: DRAFT}, True), "the history knows nothing of drafts"
    assert store.waiting().iloc[0][["errors", "rows"]].tolist() == [1, 0]
    assert draft(store, "more", number, note="đã hỏi xã") == number
    kept = store.kept(number)
    assert (kept.name, kept.content, kept.said, kept.note) == ("a.csv", FILE, "more", "đã hỏi xã")
    assert refusal(store.publish, number, 0, "Bà Lan") == "batch_not_staged"
    assert staged(store, 3, "most", number) == number
    assert (waiting(store), list(store.staged_observations(number)["numerator"])) == ({number: STAGED}, [3])
    assert store.publish(number, 0, "Bà Lan") == 1
    assert waiting(store) == {} and store.kept(number) is None
    assert list(store.observations()["numerator"]) == [3]


def test_staged_rows_somebody_may_be_looking_at_give_way_to_a_new_number(store):
    first = staged(store, 1, "one")
    second = staged(store, 2, "two", first)
    assert second > first and waiting(store) == {second: STAGED}
    assert refusal(store.publish, first, 0, "Bà Lan") == "batch_not_staged"
    third = draft(store, "three", second)
    assert third > second and waiting(store) == {third: DRAFT}
    assert store.staged_observations(second).empty and store.file(second)[1] == b""


def test_the_same_file_waits_once_and_every_reading_of_it_for_itself(store):
    first = staged(store, 1, problems=[WARNING])
    assert staged(store, 1, problems=[WARNING]) == first
    others = [
        staged(store, 2, "another period", problems=[WARNING]), staged(store, 1, problems=[]),
        staged(store, 1, content=OTHER, problems=[WARNING]), staged(store, 1, name="b.csv", problems=[WARNING]),
        staged(store, 1, kind=REHEARSAL, problems=[WARNING]),
    ]  # fmt: skip
    assert len({first, *others}) == 6
    assert list(store.staged_observations(others[0])["numerator"]) == [2], "rows of its own, not those of the first"
    store.publish(first, 0, "Bà Lan", "đúng")
    assert staged(store, 1, problems=[WARNING]) > max(others)


def test_the_word_to_the_warnings_is_kept_without_staging_anew(store):
    number = staged(store, 1, problems=[WARNING])
    assert staged(store, 1, before=number, problems=[WARNING], note="Xã đã xác nhận") == number
    store.publish(number, 0, "Bà Lan", "Xã đã xác nhận")
    assert store.batches().iloc[0]["note"] == "Xã đã xác nhận", "said once"


def test_a_draft_of_the_same_file_is_found_again_by_its_name_and_bytes(store):
    number = draft(store)
    digest = upload().content_hash
    assert store.kept_as("a.csv", digest) == number
    assert store.kept_as("b.csv", digest) is None
    assert store.kept_as("a.csv", upload(content=OTHER).content_hash) is None
    assert draft(store, "later, without its address") == number
    tabs = draft(store, "one tab", number, name="a.csv › Đồng Văn")
    assert (tabs, store.kept(number).name) == (number, "a.csv")


def test_another_file_never_takes_the_place_of_one_that_waits(store):
    number = draft(store, "fixes")
    other = draft(store, before=number, name="b.csv", content=OTHER)
    assert waiting(store) == {number: DRAFT, other: DRAFT}
    assert store.kept(number).said == "fixes"


def test_the_mended_file_of_the_same_name_does_where_it_is_asked_for(store):
    number = draft(store)
    assert staged(store, 4, before=number, content=OTHER) == number
    assert store.file(number)[1] == OTHER and waiting(store) == {number: STAGED}


def test_thrown_away_nothing_of_it_is_kept_but_its_number(store):
    number, stays = draft(store, "fixes"), staged(store, 2, name="b.csv")
    store.throw_away(number)
    assert waiting(store) == {stays: STAGED} and store.kept(number) is None
    assert (store.file(number)[1], store.problems(number)) == (b"", [])
    assert refusal(store.throw_away, number) == "batch_not_waiting"
    store.throw_away(stays)
    assert store.staged_observations(stays).empty and store.batches().empty
    assert draft(store) > stays, "a number is never another file's"
    published = staged(store, 3, name="c.csv")
    store.publish(published, 0, "Bà Lan")
    assert refusal(store.throw_away, published) == "batch_not_waiting"


def test_after_thirty_days_a_draft_is_gone_with_its_bytes(store, monkeypatch):
    monkeypatch.setattr(batches, "now", lambda: "2026-01-01T08:00:00+00:00")
    number = draft(store, "fixes")
    monkeypatch.setattr(batches, "now", lambda: "2026-01-31T08:00:00+00:00")
    assert waiting(store) == {number: DRAFT}
    monkeypatch.setattr(batches, "now", lambda: "2026-01-31T08:00:01+00:00")
    assert waiting(store) == {} and store.kept(number) is None
    draft(store, name="b.csv", content=OTHER)
    assert store.file(number)[1] == b"", "the next file kept sweeps it away"


def test_a_rehearsal_waits_only_while_it_has_errors(store):
    number = draft(store, kind=REHEARSAL)
    assert waiting(store) == {number: DRAFT}
    assert staged(store, 1, before=number, kind=REHEARSAL) == number
    assert waiting(store) == {} and store.batches().iloc[0]["kind"] == REHEARSAL


def test_a_purged_original_is_not_gone_on_with(store):
    number = draft(store, "fixes")
    store.purge(number, "Quản trị")
    assert store.kept(number) is None
