"""What is made ahead waits for the people who are waiting, but not for ever."""

import contextlib
from threading import Thread

import pytest

from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.ui import busy, rights


def test_it_gives_way_until_the_last_page_is_done_even_if_that_fails() -> None:
    assert busy.give_way(0)
    with busy.page():
        with contextlib.suppress(ValueError), busy.page():
            assert not busy.give_way(0)
            raise ValueError
        assert not busy.give_way(0)
    assert busy.give_way(0)


def test_it_goes_on_as_soon_as_the_page_is_done() -> None:
    found: list[bool] = []
    with busy.page():
        waiting = Thread(target=lambda: found.append(busy.give_way(30)))
        waiting.start()
    waiting.join(10)
    assert found == [True]


def test_what_is_made_ahead_is_made_for_whom_it_is_meant_and_for_nobody_else_after_it() -> None:
    assert rights.person() == READER
    with rights.eyes_of(OWNER):
        assert rights.person() == OWNER
    assert rights.person() == READER


def test_the_eyes_of_the_warming_are_not_those_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page always asks who is there."""
    monkeypatch.setattr(rights, "get_script_run_ctx", lambda **_: object())
    monkeypatch.setattr(rights, "is_this_machine", lambda *_: False)
    with rights.eyes_of(OWNER):
        assert not rights.person().may_see_small
