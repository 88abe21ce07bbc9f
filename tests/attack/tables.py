"""Tables like those that provinces send, drawn at random: a few large groups, many small ones, holes, all sizes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

MINORITIES = frozenset(f"g{number}" for number in range(1, 20))
CLASSES = ("near_poor", "not_poor", "poor")


@dataclass(frozen=True)
class Drawn:
    """`figures`: of every unit, with all sums but “dân tộc thiểu số”; `parents`: the unit above each."""

    figures: pd.DataFrame
    parents: dict[str, str | None]


def drawn(seed: int, units: int, groups: int) -> Drawn:
    """Up to that many communes and groups (g0 is the majority), by group alone or by group and poverty class; in two
    or three levels; with N or without."""
    chance = np.random.default_rng(seed)
    units, groups = int(chance.integers(2, units + 1)), int(chance.integers(2, groups + 1))
    parents = _tree(chance, units)
    crossed = chance.random() < 0.4
    classes = CLASSES if crossed else ("",)
    cells = pd.MultiIndex.from_product([_communes(parents), [f"g{number}" for number in range(groups)], classes])
    cells = cells.to_frame(index=False, name=["unit", "ethnicity", "poverty"])
    shape = (units, groups, len(classes))
    spread = chance.choice([0.6, 1.2, 2.0])
    size = chance.choice([8, 25, 80, 400]) * np.exp(
        chance.normal(0, 0.5, (units, 1, 1)) + chance.normal(0, spread, (1, groups, 1)) + chance.normal(0, 0.8, shape)
    )
    whole = np.floor(size).astype(int).ravel()
    level = chance.choice([0.05, 0.3, 0.7, 0.97])
    share = 1 / (1 + np.exp(-np.log(level / (1 - level)) - chance.normal(0, 0.7, len(cells))))
    cells = cells.assign(numerator=chance.binomial(whole, share), denominator=whole.astype(float))
    if chance.random() < 0.2:
        cells["denominator"] = np.nan
    told = (whole > 0) | (chance.random(len(cells)) < 0.1) | (cells["ethnicity"] == "g0")
    cells = cells[told].reset_index(drop=True)
    return Drawn(with_sums(cells, parents), parents)


def corrected(table: Drawn, seed: int) -> Drawn:
    """The next version: one commune or two sent a correction, of a few of their groups or of all of them."""
    chance = np.random.default_rng(seed)
    cells = table.figures[table.figures["unit"].isin(_communes(table.parents)) & (table.figures["ethnicity"] != "")]
    cells = cells[(cells["poverty"] != "") | (not table.figures["poverty"].any())].reset_index(drop=True)
    units = chance.choice(sorted(cells["unit"].unique()), size=int(chance.integers(1, 3)))
    touched = (cells["unit"].isin(units) & (chance.random(len(cells)) < chance.choice([0.2, 1.0]))).to_numpy()
    whole = cells["denominator"].fillna(cells["numerator"])
    size = np.maximum(
        0, whole + np.where(touched, np.round(chance.normal(0, 4, len(cells)) * np.sqrt(1 + whole) / 4), 0)
    )
    share = (cells["numerator"] / whole.where(whole > 0, 1)).clip(0, 1)
    numerator = np.where(touched, chance.binomial(size.astype(int), share), cells["numerator"])
    counted = cells["denominator"].isna().to_numpy()
    cells = cells.assign(
        numerator=np.where(counted & touched, size, numerator), denominator=np.where(counted, np.nan, size)
    )
    return Drawn(with_sums(cells, table.parents), table.parents)


def over_time(seed: int, units: int, groups: int) -> tuple[list[Drawn], list[str]]:
    """A table and three corrections of it; and the units whose crossed table is published: every other time all of them."""
    versions = [drawn(seed, units, groups)]
    for number in range(3):
        versions.append(corrected(versions[-1], seed * 10 + number))
    return versions, [unit for unit in versions[0].parents if seed % 2 or not unit.startswith("c")]


def _tree(chance: np.random.Generator, units: int) -> dict[str, str | None]:
    """The province, then perhaps districts, then communes."""
    parents: dict[str, str | None] = {"P": None}
    districts = [f"D{number}" for number in range(int(chance.integers(1, 4)))] if chance.random() < 0.5 else []
    parents |= dict.fromkeys(districts, "P")
    for number in range(units):
        parents[f"c{number}"] = str(chance.choice(districts)) if districts else "P"
    return parents


def _communes(parents: dict[str, str | None]) -> list[str]:
    return [unit for unit in parents if unit.startswith("c")]


def with_sums(cells: pd.DataFrame, parents: Mapping[str, str | None]) -> pd.DataFrame:
    """The cells and their sums over groups, over classes and over all, in every unit and in those above."""
    sums = [["ethnicity"], ["poverty"], ["ethnicity", "poverty"]] if cells["poverty"].any() else [["ethnicity"]]
    parts = [cells, *(cells.assign(**dict.fromkeys(names, "")) for names in sums)]
    level = pd.concat(parts)
    levels = [level]
    while len(level := level.assign(unit=level["unit"].map(parents)).dropna(subset="unit")):
        levels.append(level)
    rows = pd.concat(levels).groupby(["unit", "ethnicity", "poverty"], as_index=False, sort=False)
    return rows[["numerator", "denominator"]].sum(min_count=1)
