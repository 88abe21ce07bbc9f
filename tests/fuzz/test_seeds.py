"""The targets of fuzzing hold for their seeds, whole, cut short and with one byte changed: without atheris, always the same."""

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS, run


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_read_or_refused(target: str) -> None:
    contents = list(seeds(target))
    assert contents
    for number, content in enumerate(contents):
        half = len(content) // 2
        for variant in (content, content[:half], content[:half] + bytes([number]) + content[half + 1 :]):
            run(target, variant)


def test_a_target_lets_a_finding_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "words", lambda content: content[99])
    with pytest.raises(IndexError):
        run("words", b"a")
