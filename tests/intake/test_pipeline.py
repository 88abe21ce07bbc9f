"""Stage, publish, roll back: who may, and what happens when somebody else was faster. SQLite and PostgreSQL."""

import pandas as pd
import pytest

from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.domain.unit import UNIT_COLUMNS
from khuyenhoc.errors import AppError
from khuyenhoc.intake import pipeline
from khuyenhoc.intake.check import Checked
from khuyenhoc.intake.words import problem
from tests.domain.draw import observations

UNIT = "00688@2020"
WHO = "Bà Lan"


@pytest.fixture(autouse=True)
def units(store):
    row = dict.fromkeys(("code", "version", "level", "name", "short_name", "kind"), "thử")
    frame = pd.DataFrame([row], index=pd.Index([UNIT], name="key")).reindex(columns=UNIT_COLUMNS)
    assert store.load_units(frame, pd.DataFrame([{"old_key": UNIT, "new_key": UNIT, "relation": "whole"}]))


def checked(n: float, *problems) -> Checked:
    rows = observations({"unit": UNIT, "period": "2024-05", "numerator": n, "denominator": 10, "sample": False})
    return Checked(rows, list(problems), 1)


def stage(store, n: float, *problems, by: str = WHO) -> int:
    return pipeline.stage(store, checked(n, *problems), "a.csv", b"a,b", by, OWNER)


def current(store) -> list[float]:
    return list(store.observations()["numerator"])


def test_from_a_checked_file_to_a_published_figure_and_back(store):
    batch = stage(store, 7, problem("numerator_only", 2, numerator="7"))
    assert current(store) == [] and store.file(batch) == ("a.csv", b"a,b")
    assert [item.code for item in store.problems(batch)] == ["numerator_only"]
    assert pipeline.publish(store, batch, 0, f"  {WHO} ", OWNER) == 1
    assert current(store) == [7]
    assert pipeline.roll_back(store, batch, 1, "Ông Páo", OWNER) == 2
    assert current(store) == []
    row = store.batches().iloc[0]
    assert (row["created_by"], row["published_by"], row["rolled_back_by"]) == (WHO, WHO, "Ông Páo")


ACTS = {
    "stage": lambda store, published, waiting: pipeline.stage(store, checked(3), "a.csv", b"", WHO, READER),
    "publish": lambda store, published, waiting: pipeline.publish(store, waiting, 1, WHO, READER),
    "roll back": lambda store, published, waiting: pipeline.roll_back(store, published, 1, WHO, READER),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_reader_changes_nothing(store, act):
    published, waiting = stage(store, 1), stage(store, 2)
    pipeline.publish(store, published, 0, WHO, OWNER)
    before = store.batches()
    with pytest.raises(AppError) as refused:
        ACTS[act](store, published, waiting)
    assert refused.value.code == "not_allowed"
    pd.testing.assert_frame_equal(store.batches(), before)
    assert store.version() == 1


@pytest.mark.parametrize("act", [pipeline.publish, pipeline.roll_back])
def test_who_decided_on_figures_that_have_changed_since_is_told(store, act):
    mine = stage(store, 1)
    if act is pipeline.roll_back:
        pipeline.publish(store, mine, 0, WHO, OWNER)
    seen = store.version()
    pipeline.publish(store, stage(store, 2), seen, "Ông Páo", OWNER)
    with pytest.raises(AppError, match="đã có người khác đưa số liệu vào sử dụng") as refused:
        act(store, mine, seen, WHO, OWNER)
    assert refused.value.code == "changed_since_seen" and current(store) == [2]
    act(store, mine, store.version(), WHO, OWNER)
    assert current(store) == ([1] if act is pipeline.publish else [2])


def test_a_file_with_errors_waits_for_ever(store):
    batch = stage(store, 1, problem("unit_missing", 3, "unit_code"))
    with pytest.raises(AppError) as refused:
        pipeline.publish(store, batch, 0, WHO, OWNER)
    assert refused.value.code == "batch_has_errors" and current(store) == []


@pytest.mark.parametrize("act", [pipeline.publish, pipeline.roll_back])
def test_history_needs_a_name(store, act):
    batch = stage(store, 1)
    if act is pipeline.roll_back:
        pipeline.publish(store, batch, 0, WHO, OWNER)
    version = store.version()
    with pytest.raises(AppError) as refused:
        act(store, batch, version, " \t ", OWNER)
    assert refused.value.code == "name_required" and store.version() == version
