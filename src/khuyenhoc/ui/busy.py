"""Whether a page runs for somebody: what start-up makes ahead gives way to it, since two threads at once take longer than
one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_LONGEST = 5.0  # seconds: what is made ahead is needed too
_changed, _running = Condition(), [0]


@contextmanager
def page() -> Iterator[None]:
    """Around one run of a page."""
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def give_way(longest: float = _LONGEST) -> bool:
    """Waits until no page runs, at most `longest` seconds. True where none does."""
    with _changed:
        return _changed.wait_for(lambda: _running[0] == 0, longest)


def _count(by: int) -> None:
    with _changed:
        _running[0] += by
        _changed.notify_all()
