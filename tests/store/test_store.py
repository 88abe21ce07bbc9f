"""The rules about current values, versions, publication and roll-back, on SQLite and on PostgreSQL."""

from datetime import date
from threading import Barrier, Thread

import pandas as pd
import pytest

from khuyenhoc.errors import AppError, Problem, Severity
from khuyenhoc.store.batches import PUBLISHED, ROLLED_BACK, Upload
from khuyenhoc.store.store import LayerRow, Store
from tests.domain.draw import FAMILY, observations
from tests.store.places import load_places

WHO = "Bà Lan"


@pytest.fixture
def store(store: Store) -> Store:
    """An empty store with three units."""
    load_places(store)
    return store


def rows(n: float, unit: str = "00688@2020", **more: object) -> pd.DataFrame:
    return observations({"unit": unit, "period": "2024-05", "numerator": n, "denominator": 10, "sample": False, **more})


def staged(store: Store, n: float, **more: object) -> int:
    return store.stage(rows(n, **more), Upload("a.csv", b"a,b", WHO))


def published(store: Store, n: float, **more: object) -> int:
    batch = staged(store, n, **more)
    store.publish(batch, store.version(), WHO)
    return batch


def current(store: Store, **how: object) -> list[float]:
    return sorted(store.observations(**how)["numerator"])


def test_nothing_is_shown_before_publication(store):
    batch = staged(store, 5)
    assert current(store) == []
    assert list(store.staged_observations(batch)["numerator"]) == [5]
    assert store.version() == 0


def test_the_newest_publication_of_a_key_is_current(store):
    first, second = staged(store, 1), staged(store, 2)
    store.publish(second, 0, WHO)
    store.publish(first, 1, WHO)
    assert current(store) == [1]


def test_rolling_back_brings_the_former_value_back(store):
    published(store, 1)
    second = published(store, 2)
    assert store.roll_back(second, 2, WHO) == 3
    assert current(store) == [1]
    assert dict(store.batches().set_index("id")["state"]) == {1: PUBLISHED, 2: ROLLED_BACK}


def test_rolling_back_an_older_batch_leaves_the_newer_value(store):
    first = published(store, 1)
    published(store, 2)
    store.roll_back(first, 2, WHO)
    assert current(store) == [2]


def test_a_version_can_be_read_as_of_then(store):
    published(store, 1)
    second = published(store, 2)
    store.roll_back(second, 2, WHO)
    assert [current(store, version=v) for v in (0, 1, 2, 3)] == [[], [1], [2], [1]]


def test_withdrawn_takes_a_figure_back_without_going_back_to_the_one_before(store):
    published(store, 1)
    published(store, float("nan"), state="withdrawn")
    assert current(store) == []
    assert current(store, version=1) == [1]


def test_publication_of_something_its_user_did_not_see_is_refused(store):
    mine, theirs = staged(store, 1), staged(store, 2)
    store.publish(theirs, 0, WHO)
    with pytest.raises(AppError) as refused:
        store.publish(mine, 0, WHO)
    assert refused.value.code == "changed_since_seen"
    assert current(store) == [2] and store.version() == 1


@pytest.mark.parametrize(
    ("problems", "by", "code"),
    [([Problem("number_unreadable", Severity.ERROR)], WHO, "batch_has_errors"), ([], "  ", "name_required")],
)
def test_publication_refused(store, problems, by, code):
    batch = store.stage(rows(1), Upload("a.csv", b"", WHO, problems=problems))
    with pytest.raises(AppError) as refused:
        store.publish(batch, 0, by)
    assert refused.value.code == code
    assert store.version() == 0


def test_states_are_kept(store):
    batch = published(store, 1)
    for act, code in ((store.publish, "batch_not_staged"), (store.roll_back, None)):
        if code is None:
            act(batch, 1, WHO)
            continue
        with pytest.raises(AppError) as refused:
            act(batch, 1, WHO)
        assert refused.value.code == code
    with pytest.raises(AppError) as refused:
        store.roll_back(batch, 2, WHO)
    assert refused.value.code == "batch_not_published"
    with pytest.raises(AppError) as refused:
        store.publish(99, 2, WHO)
    assert refused.value.code == "batch_unknown"


def test_of_many_at_once_exactly_one_publishes(store):
    batches = [staged(store, n) for n in range(6)]
    start, outcomes = Barrier(len(batches)), []

    def race(batch: int) -> None:
        start.wait()
        try:
            outcomes.append(store.publish(batch, 0, WHO))
        except AppError as error:
            outcomes.append(error.code)

    threads = [Thread(target=race, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["1"] + ["changed_since_seen"] * 5
    assert store.version() == 1 and len(current(store)) == 1


def test_versions_at_which_figures_by_group_came_or_went(store):
    published(store, 5)
    first = published(store, 1, ethnicity="mong")
    published(store, 2, poverty="poor", indicator="learning_citizen_count")
    published(store, 3, ethnicity="tay", poverty="poor")
    staged(store, 4, ethnicity="dao")
    store.roll_back(first, store.version(), WHO)
    assert store.versions_by_group([FAMILY]) == [2, 4, 5]
    assert store.versions_by_group([FAMILY, "learning_citizen_count"]) == [2, 3, 4, 5]
    assert store.versions_by_group(["learning_clan_rate"]) == []


def test_everything_comes_back_as_it_went_in(store):
    given = rows(
        7, ethnicity="mong", poverty="poor", stated_rate=0.666, stated_decimals=1, approximate=">=", sample=True,
        source="Báo cáo số 1", denominator_source="dân số 2023", row=14,
    )  # fmt: skip
    batch = store.stage(given, Upload("a.csv", b"x", WHO, kind="sample"))
    store.publish(batch, 0, WHO)
    back = store.observations().iloc[0].to_dict()
    expected = given.iloc[0].to_dict() | {"batch": batch, "bundled": True}
    assert {name: back[name] for name in back} == expected


def test_reading_is_narrowed_by_indicator_and_unit(store):
    published(store, 1)
    published(store, 2, indicator="other")
    published(store, 3, unit="02@2020")
    assert current(store, indicators=[FAMILY]) == [1, 3]
    assert current(store, units=["00688@2020"]) == [1, 2]
    assert current(store, indicators=["nothing"]) == []


def test_the_file_and_its_problems_are_kept(store):
    problem = Problem("number_unreadable", Severity.WARNING, 4, "numerator", "12x", {"hint": "12"})
    batch = store.stage(rows(1), Upload("tháng 5.csv", b"\xef\xbb\xbfa", WHO, problems=[problem]))
    assert store.problems(batch) == [problem]
    assert store.file(batch) == ("tháng 5.csv", b"\xef\xbb\xbfa")
    assert store.batches().iloc[0][["errors", "warnings", "rows"]].to_list() == [0, 1, 1]


def test_staging_is_all_or_nothing(store):
    bad = pd.concat([rows(1), rows(2)])
    with pytest.raises(Exception, match=r"(?i)unique"):
        store.stage(bad, Upload("a.csv", b"", WHO))
    assert store.batches().empty


def test_units_are_loaded_once(store):
    assert not store.load_units(store.units(), store.succession())
    assert list(store.units().index) == ["VN", "02@2020", "00688@2020"]
    assert store.units().loc["00688@2020", "valid_to"] == date(2025, 6, 30)
    assert list(store.succession()["relation"]) == ["whole"]


def test_the_newest_layer_comes_first(store):
    old, new = (LayerRow(h, "commune", "02@2020", date(2024, 5, 31), "imported", h.encode()) for h in ("a", "b"))
    store.save_layer(old)
    store.save_layer(new)
    assert [layer.hash for layer in store.layers()] == ["b", "a"]
    store.save_layer(old)
    assert store.layers() == [old, new]
