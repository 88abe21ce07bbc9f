"""Which figures by group were hidden at every data version (methods §6): found once, when the version is first asked for,
and kept in the store, since what others saw then decides what may be shown later."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from khuyenhoc.domain import suppression
from khuyenhoc.domain.suppression import CELL, HIDDEN_N
from khuyenhoc.domain.suppression_versions import Version, widened
from khuyenhoc.small_tables import Asked, told
from khuyenhoc.store.small_patterns import Pattern, PatternOf

_SEARCH = 1  # stepped when the search changes so much that what it hid before is to be found anew


@lru_cache(maxsize=512)
def hidden(asked: Asked, period: str, codes: tuple[str, ...], versions: tuple[int, ...]) -> pd.DataFrame:
    """The pattern of a period after all `versions`, in which the linked indicators `codes` share what is hidden."""
    of = PatternOf(asked.province, " ".join(codes), period, _rule_words(asked))
    stored = asked.store.small_patterns(of)
    kept, seen = suppression.NOTHING, dict[int, tuple[bool, pd.DataFrame]]()
    for version in versions:
        if version not in stored:
            stored[version] = _found(asked, period, codes, version, kept, seen)
            asked.store.keep_small_pattern(of, version, stored[version])
        kept = suppression.joined(kept, stored[version].cells)
        seen[version] = stored[version].sums, kept
    return kept


def _found(asked: Asked, period: str, codes: tuple[str, ...], version: int, kept: pd.DataFrame, seen: dict) -> Pattern:
    """What a version hides beside what was `kept` hidden; `seen`: the patterns before it and whether sums were shown."""
    last = max(seen, default=0)
    before = [(number, pattern) for number, (sums, pattern) in seen.items() if sums or number == last]
    now, sums, rules = kept, False, asked.rules
    for code in codes:
        figures = told(replace(asked, indicator=code, version=version), period)
        if figures is not None:
            sums |= not set(figures["unit"]) <= asked.lowest
            earlier = [(told(replace(asked, indicator=code, version=number), period), each) for number, each in before]
            shown = [Version(frame, each) for frame, each in earlier if frame is not None]
            now = widened(now, shown, figures, rules)
    more = now.merge(kept.assign(_old=True), "left", [*CELL, HIDDEN_N])
    return Pattern(sums, more.loc[more["_old"].isna(), [*CELL, HIDDEN_N]])


def _rule_words(asked: Asked) -> str:
    """The settings that the pattern was found with."""
    settings = asked.known.suppression
    return f"{_SEARCH} {settings.smallest} {settings.span} {' '.join(sorted(settings.crossed))}"
