"""What the textbook's greedy would hide and tell, on the tables and with the attacker of suppression.py: a yardstick.

The greedy: small figures are hidden; then, as long as some sum and its parts have exactly one figure hidden among them,
the smallest other one is hidden too (none of 0 while there are others; a unit's total never). It looks at single sums
only, neither at how far apart the possible values are nor at several sums together.

Run: python proof/greedy.py; or a part of it: tables | sample. Prints; there is nothing here to hold.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "proof")]  # the attacker is among the tests

from suppression import sample_tables  # noqa: E402

from khuyenhoc.domain.suppression import cells_of  # noqa: E402
from khuyenhoc.domain.suppression_table import EVERYBODY, UNNAMED, Axis, Flags, Table  # noqa: E402
from khuyenhoc.domain.suppression_table import MINORITIES as SOME  # noqa: E402
from khuyenhoc.domain.suppression_table import table as table_of  # noqa: E402
from khuyenhoc.domain.suppression_versions import Known  # noqa: E402
from tests.attack.audit import Audit, audited, searched  # noqa: E402
from tests.attack.tables import MINORITIES, drawn  # noqa: E402

TABLES, UNITS, GROUPS = 300, 6, 8
Figure = tuple[int, int, int]


def greedy(figures: pd.DataFrame, known: Known) -> pd.DataFrame:
    """A pattern as from the product's search."""
    table = table_of(figures, known.parents, known.minorities)
    hidden = _first(table, known)
    sums = list(_sums(table, known))
    found = True
    while found:
        found = False
        for members in sums:
            for layer in (0, 1):
                found |= _second(table, hidden, members, layer)
    return cells_of(table, hidden)


def _first(table: Table, known: Known) -> Flags:
    """Small figures, and the crossed tables that are not shown."""
    whole = table.n + table.rest
    n, rest, both = (
        table.breakdown & (each >= 1) & (each < known.rule.smallest) for each in (table.n, table.rest, whole)
    )
    hidden = np.stack([n | rest | both, both])
    closed = np.array([code not in known.rule.crossed for code in table.units.codes] + [False])
    crossed = table.breakdown.copy()
    crossed[:, table.groups.index[EVERYBODY]] = crossed[:, :, table.classes.index[EVERYBODY]] = False
    return hidden | (crossed & closed[:, None, None])


def _second(table: Table, hidden: Flags, members: list[Figure], layer: int) -> bool:
    """Hides one more where exactly one is; n with N. False where nothing is to do, or nothing left to hide."""
    if sum(bool(hidden[layer][each]) for each in members) != 1:
        return False
    others = [each for each in members if table.breakdown[each] and not hidden[layer][each]]
    if not others:
        return False
    number = table.n + layer * table.rest
    least = min(others, key=lambda each: (number[each] == 0, number[each]))
    hidden[: layer + 1, *least] = True
    return True


def _sums(table: Table, known: Known) -> Iterator[list[Figure]]:
    """Every published sum with its parts: over the units below, over the groups, over the classes."""
    below = {unit: [each for each in table.units.codes if known.parents[each] == unit] for unit in table.units.codes}
    peoples = [code for code in table.groups.codes if code not in (EVERYBODY, SOME)]
    single = [code for code in peoples if table.groups.chains[table.groups.index[code], 1] != table.groups.none]
    over_groups = {SOME: single, EVERYBODY: [SOME, *(code for code in peoples if code not in single)]}
    over_classes = {EVERYBODY: [code for code in table.classes.codes if code not in (EVERYBODY, UNNAMED)]}
    places = [range(len(axis.codes)) for axis in (table.units, table.groups, table.classes)]
    for axis, parts in enumerate((below, over_groups, over_classes)):
        own = (table.units, table.groups, table.classes)[axis]
        others = [places[each] for each in range(3) if each != axis]
        for whole, held in parts.items():
            for one in others[0]:
                for two in others[1]:
                    yield from _members(table, own, axis, [whole, *held], (one, two))


def _members(table: Table, own: Axis, axis: int, codes: list[str], at: tuple[int, int]) -> Iterator[list[Figure]]:
    figures = [(*at[:axis], own.index[code], *at[axis:]) for code in codes]
    there = [each for each in figures if table.published[each]]
    if len(there) > 1 and table.published[figures[0]]:
        yield there


def of_drawn_tables(pattern_of) -> Iterator[Audit]:
    """Those of `make test`."""
    for seed in range(TABLES):
        table = drawn(seed, UNITS, GROUPS)
        crossed = [unit for unit in table.parents if seed % 2 or not unit.startswith("c")]
        yield audited(table.figures, table.parents, MINORITIES, crossed, pattern_of)


def of_sample(pattern_of) -> Iterator[Audit]:
    for _, figures, parents, single, crossed in sample_tables():
        yield audited(figures, parents, single, crossed, pattern_of)


def told(title: str, audit: Audit) -> None:
    exactly = sum(most == least for *_, least, most in audit.leaks)
    print(
        f"{title:<28}{audit.figures:>9,} figures, small {audit.first / audit.figures:6.1%}, hidden "
        f"{audit.hidden / audit.figures:6.1%}; of {audit.numbers:,} small numbers told closer than they may "
        f"{len(audit.leaks):,}, exactly {exactly:,}",
        flush=True,
    )


def main(arguments: list[str]) -> int:
    parts = {"tables": of_drawn_tables, "sample": of_sample}
    for part in arguments or parts:
        for name, pattern_of in (("greedy", greedy), ("ours", searched)):
            found = Audit()
            for audit in parts[part](pattern_of):
                found.add(audit)
            told(f"{part}, {name}", found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
