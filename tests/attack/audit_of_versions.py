"""The versions of one table through the product and then through an attacker who kept all of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from khuyenhoc.domain import suppression
from khuyenhoc.domain.suppression import CELL, HIDDEN, Rule
from khuyenhoc.domain.suppression_table import table
from khuyenhoc.domain.suppression_versions import Known, Version, widened
from tests.attack.attacker import Looked, holders, knowledge
from tests.attack.audit import SMALLEST, SPAN, Audit, Wanted, possible_cells, small, told_closer, wanted_of


@dataclass
class Kept:
    """What the attacker collects: the cells there are, what was shown, which figures hold each cell, what to look for;
    and under which names: a commune keeps its name while its content is the same, everything above gets a new one."""

    parents: Mapping[str, str | None]
    minorities: Collection[str]
    cells: list[pd.DataFrame] = field(default_factory=list)
    shown: list[pd.DataFrame] = field(default_factory=list)
    holds: dict[tuple, set[tuple]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    contents: dict[str, list] = field(default_factory=dict)

    @property
    def lowest(self) -> list[str]:
        return [unit for unit in self.parents if unit not in self.parents.values()]

    def look(self, figures: pd.DataFrame, seen: pd.DataFrame) -> None:
        called = self._names(figures)
        held_by = holders(self.parents, self.minorities)
        own = possible_cells(figures[figures["unit"].isin(self.lowest)], seen)
        for unit, *rest in own[CELL].itertuples(index=False, name=None):
            holding = {(called[each], *others) for each, *others in held_by((unit, *rest))}
            self.holds.setdefault((called[unit], *rest), set()).update(holding)
        self.cells.append(own.merge(figures, "left", CELL).assign(unit=lambda frame: frame["unit"].map(called)))
        self.shown.append(seen.assign(unit=seen["unit"].map(called)))

    def want(self, figures: pd.DataFrame, first: pd.DataFrame, seen: pd.DataFrame, totals: pd.DataFrame) -> None:
        by_group = ((seen["ethnicity"] != "") | (seen["poverty"] != "")) & ~seen[HIDDEN]
        self.wanted += wanted_of(first, totals, set(seen.loc[by_group, "unit"]), self._names(figures))

    def leaks(self) -> list[tuple]:
        every = pd.concat(self.cells).drop_duplicates(CELL).reset_index(drop=True).fillna({"numerator": 0})
        known = knowledge(every[CELL], pd.concat(self.shown).drop_duplicates(CELL), self.holds.__getitem__)
        rest = (every["denominator"] - every["numerator"]).fillna(0)
        looked = Looked(known, np.concatenate([every["numerator"], rest]), np.full(len(every), ""))
        return told_closer(looked, self.wanted)

    def _names(self, figures: pd.DataFrame) -> dict[str, str]:
        def number(unit: str, content: list) -> int:
            before = self.contents.setdefault(unit, [])
            if content not in before:
                before.append(content)
            return before.index(content)

        def content(part: pd.DataFrame) -> list:
            return part.sort_values(CELL).fillna(-1).to_numpy().tolist()

        numbers = {unit: number(unit, content(part)) for unit, part in figures.groupby("unit") if unit in self.lowest}
        whole = number("", sorted(numbers.items()))
        return {unit: f"{unit}/{numbers.get(unit, whole)}" for unit in self.parents}


def audited_over(
    versions: Sequence[pd.DataFrame],
    parents: Mapping[str, str | None],
    minorities: Collection[str],
    crossed: Collection[str],
) -> Audit:
    """As audit.audited, for somebody who kept every version and was told which units each of them touched: every small
    number of any version is looked for with what all of them showed together. What is counted is the last version."""
    known = Known(parents, minorities, Rule(SMALLEST, SPAN, frozenset(crossed)))
    pattern, earlier = suppression.NOTHING, list[Version]()
    kept, found = Kept(parents, minorities), Audit()
    for figures in versions:
        pattern = widened(pattern, earlier, figures, known)
        earlier.append(Version(figures, pattern))
        truth = suppression.published(table(figures, parents, minorities))
        seen = suppression.protected(truth, pattern, kept.lowest)
        kept.look(figures, seen)
        by_group = ((truth["ethnicity"] != "") | (truth["poverty"] != "")).to_numpy()
        hidden = truth.merge(seen[[*CELL, HIDDEN]], "left", CELL)[HIDDEN].ne(False).to_numpy()
        is_small = by_group & small(truth).to_numpy()
        kept.want(figures, truth[is_small & hidden], seen, truth[~by_group].set_index("unit"))
        open_ = (
            by_group & ((truth["ethnicity"] == "") | (truth["poverty"] == "") | truth["unit"].isin(crossed)).to_numpy()
        )
        found = Audit(int(open_.sum()), int((open_ & is_small).sum()), int((open_ & hidden).sum()))
    found.leaks = kept.leaks()
    return found
