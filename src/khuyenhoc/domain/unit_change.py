"""From one official list of units to the next: what is new, ended, renamed, moved, re-coded; merged and divided."""

from dataclasses import dataclass, field

import pandas as pd

from khuyenhoc.domain.succession import WHOLE

PARTIAL = "partial"
LISTED = ["code", "level", "name", "kind", "parent", "folded"]


@dataclass(frozen=True)
class Change:
    """`new`, `ended`: codes; `renamed`, `moved`: codes that stay; `recoded`: old code -> new code of the same unit.

    A unit that is renamed or moved is another version of itself: the old one ends, the new one begins.
    """

    new: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    recoded: dict[str, str] = field(default_factory=dict)

    @property
    def other(self) -> list[str]:
        """Codes that stay, of units that are not what they were."""
        return [*self.renamed, *(code for code in self.moved if code not in self.renamed)]

    @property
    def empty(self) -> bool:
        return not (self.new or self.ended or self.other or self.recoded)


def compared(earlier: pd.DataFrame, later: pd.DataFrame) -> Change:
    """Two lists of the same places: frames of LISTED. `parent`: the code above; `folded`: the name as names are compared."""
    was, now = earlier.set_index("code"), later.set_index("code")
    called, was_called = dict(now["folded"]), dict(was["folded"])
    above, was_above = dict(now["parent"]), dict(was["parent"])
    both = [code for code in now.index if code in was.index]
    gone, come = [code for code in was.index if code not in now.index], [c for c in now.index if c not in was.index]
    recoded = _recoded(was.loc[gone], now.loc[come])
    return Change(
        new=[code for code in come if code not in recoded.values()],
        ended=[code for code in gone if code not in recoded],
        renamed=[code for code in both if called[code] != was_called[code]],
        moved=[code for code in both if above[code] != was_above[code]],
        recoded=recoded,
    )


def _recoded(gone: pd.DataFrame, come: pd.DataFrame) -> dict[str, str]:
    """Same level, place and name, the only ones so called, under another code."""
    old, new = (
        {key: codes[0] for key, codes in rows.groupby(["level", "parent", "folded"]).groups.items() if len(codes) == 1}
        for rows in (gone, come)
    )
    return {old[key]: new[key] for key in old if key in new}


def successors_of(change: Change) -> dict[str, str]:
    """Old code -> new code of the units that only changed their name, place or code. None where units ended or began: any
    of the others may have taken over an ended one, which only a table of old and new units tells."""
    return {} if change.new or change.ended else {code: code for code in change.other} | change.recoded


def other_extent(pairs: pd.DataFrame) -> list[str]:
    """The codes on both sides that do not mean the same: merged with others, or divided. `pairs`: old_code, new_code."""
    same = pairs["old_code"] == pairs["new_code"]
    several = pairs["new_code"].duplicated(keep=False) | pairs["old_code"].duplicated(keep=False)
    return sorted({*pairs.loc[several, "old_code"], *pairs.loc[several, "new_code"], *pairs.loc[~same, "new_code"]})


def merged(pairs: pd.DataFrame) -> list[str]:
    """New units made of several. `pairs`: old_key, new_key, relation (whole | partial)."""
    return sorted(pairs.loc[pairs["new_key"].duplicated(), "new_key"].unique())


def divided(pairs: pd.DataFrame) -> list[str]:
    """Old units in several new ones, or said to be taken over in part."""
    several = pairs["old_key"].duplicated(keep=False) | (pairs["relation"] != WHOLE)
    return sorted(pairs.loc[several, "old_key"].unique())
