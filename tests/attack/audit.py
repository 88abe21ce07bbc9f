"""One table through the product and then through the attacker: how much was hidden, and what could be worked out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from khuyenhoc.domain import suppression
from khuyenhoc.domain.suppression import CELL, HIDDEN, Rule
from khuyenhoc.domain.suppression_table import table
from khuyenhoc.domain.suppression_versions import Known, widened
from tests.attack.attacker import REST, Looked, N, holders, knowledge, spans

SPAN, SMALLEST = 5, 10


@dataclass
class Audit:
    """`figures`: what is shown by group where nothing is small; `first`: small ones; `hidden`: not shown, `first` too;
    `silent`: first ones of units that show nothing by group; `numbers`: how many the attacker looked for."""

    figures: int = 0
    first: int = 0
    hidden: int = 0
    silent: int = 0
    numbers: int = 0
    leaks: list[tuple] = field(default_factory=list)

    def add(self, other: "Audit") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def searched(figures: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The pattern of the product, for a table without earlier versions."""
    return widened(suppression.NOTHING, [], figures, known)


def audited(
    figures: pd.DataFrame,
    parents: Mapping[str, str | None],
    minorities: Collection[str],
    crossed: Collection[str],
    pattern_of: Callable[[pd.DataFrame, Known], pd.DataFrame] = searched,
) -> Audit:
    """`figures`: CELL, numerator, denominator of every unit, sums included. `pattern_of`: what hides."""
    truth = suppression.published(table(figures, parents, minorities))
    lowest = [unit for unit in parents if unit not in parents.values()]
    rule = Rule(SMALLEST, SPAN, frozenset(crossed))
    pattern = pattern_of(figures, Known(parents, minorities, rule))
    shown = suppression.protected(truth, pattern, lowest)
    cells = possible_cells(figures[figures["unit"].isin(lowest)], shown)
    known = knowledge(cells, shown, holders(parents, minorities))
    truth = truth.merge(shown[[*CELL, HIDDEN]], "left", CELL).assign(hidden=lambda frame: frame[HIDDEN].ne(False))
    by_group, by_class = truth["ethnicity"] != "", truth["poverty"] != ""
    wanted = (by_group | by_class) & (~(by_group & by_class) | truth["unit"].isin(crossed))
    counted = truth[wanted]
    speaking = set(truth.loc[(by_group | by_class) & ~truth["hidden"], "unit"])
    first = truth[(by_group | by_class) & small(truth)]
    found = Audit(
        len(counted),
        int(small(counted).sum()),
        int(counted["hidden"].sum()),
        int((~first["unit"].isin(speaking)).sum()),
    )
    totals = truth[~by_group & ~by_class].set_index("unit")
    real = cells.merge(figures, "left", CELL).fillna({"numerator": 0})
    rest = (real["denominator"] - real["numerator"]).fillna(0)
    blocks = real["unit"].map(parents).to_numpy()
    same = {unit: unit for unit in parents}
    looked = Looked(known, np.concatenate([real["numerator"], rest]), blocks)
    wanted = wanted_of(first, totals, speaking, same)
    found.numbers, found.leaks = len(wanted), told_closer(looked, wanted)
    return found


def possible_cells(rows: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """The cells that there may be. Without a crossed table any class of the groups that are named; without either, any."""
    groups = [code for code in rows["ethnicity"].unique() if code not in ("", "dtts")]
    classes = [code for code in rows["poverty"].unique() if code] or [""]
    finest = rows[rows["ethnicity"].isin(groups) & rows["poverty"].isin(classes)]
    crossed = shown[(shown["ethnicity"] != "") & ((shown["poverty"] != "") | (classes == [""]))]
    silent = [unit for unit in finest["unit"].unique() if unit not in set(crossed["unit"])]
    every = pd.MultiIndex.from_product([silent, groups, classes], names=CELL).to_frame(index=False)
    for other, names in (("poverty", ["unit", "ethnicity"]), ("ethnicity", ["unit", "poverty"])):
        named = shown.loc[(shown[other] == "") & (shown[names[1]] != ""), names].drop_duplicates()
        told = pd.MultiIndex.from_frame(every[names]).isin(pd.MultiIndex.from_frame(named))
        every = every[told | ~every["unit"].isin(named["unit"])]
    return pd.concat([finest[CELL][~finest["unit"].isin(silent)], every], ignore_index=True)


def small(frame: pd.DataFrame) -> pd.Series:
    """n, N − n or N from 1 to 9."""
    numbers = (frame["numerator"], frame["denominator"] - frame["numerator"], frame["denominator"])
    return pd.concat([each.between(1, SMALLEST - 1) for each in numbers], axis=1).any(axis=1)


Wanted = tuple[tuple[str, str, str], tuple[int, ...], float, float]


def wanted_of(
    first: pd.DataFrame, totals: pd.DataFrame, speaking: Collection[str], called: Mapping[str, str]
) -> list[Wanted]:
    """Every small number: figure, N | REST | both, how much it is, and how far apart its possible values are to be. A
    unit's total is public: where it shows nothing by group, no more can be worked out than the total says."""
    found = []
    for row in first.to_dict("records"):
        for sides in ((N,), (REST,), (N, REST)):
            value = _number(row, sides)
            if 1 <= value < SMALLEST:
                enough = SPAN if row["unit"] in speaking else min(SPAN, _number(totals.loc[row["unit"]], sides))
                found.append(((called[row["unit"]], row["ethnicity"], row["poverty"]), sides, value, enough))
    return found


def told_closer(looked: Looked, wanted: Sequence[Wanted]) -> list[tuple]:
    """Those that can be told closer than they may."""
    low, high = spans(looked, [each[:2] for each in wanted], np.array([each[3] for each in wanted]))
    return [
        (*figure, sides, value, least, most)
        for (figure, sides, value, enough), least, most in zip(wanted, low, high, strict=True)
        if most - least < enough
    ]


def _number(row: Mapping, sides: tuple[int, ...]) -> float:
    n, whole = row["numerator"], row["denominator"]
    return {(N,): n, (REST,): whole - n, (N, REST): whole}[sides]
