"""What judging a whole level costs: every unit against every target, from rows in memory, nothing kept from a run before.

Run: python bench/assess.py. Exits non-zero over 150 ms for a province (193 communes, 40 indicators, 5 periods) or
1.5 s for the country (10,598 communes, 10 indicators, 5 periods). Processor time; the least of the runs is judged,
since what is above it belongs to the machine's other work.
"""

import statistics
import sys
import time
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc import definitions
from khuyenhoc.domain.assessment import Question, assess
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import COLUMNS
from khuyenhoc.domain.target import Target
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.geography import admin_units

DAY = date(2024, 5, 31)
PERIODS = ("2022-06", "2022-12", "2023-06", "2023-12", "2024-05")
RUNS = 15
SEED = 2024


@dataclass(frozen=True)
class Case:
    """What is asked of which rows, and within how many milliseconds."""

    name: str
    observations: pd.DataFrame
    units: Units
    level: Level
    budget: int


def generated(units: Units, indicators: list[str], periods: tuple[str, ...], rates: frozenset[str]) -> pd.DataFrame:
    """Totals of every commune: one in fifty did not report, one rate in thirty gives only its per cent."""
    chance = np.random.default_rng(SEED)
    places = pd.MultiIndex.from_product([indicators, periods, units.of_level(Level.COMMUNE)])
    frame = places.to_frame(index=False, name=["indicator", "period", "unit"])
    size = chance.integers(30, 3_000, len(frame)).astype("float64")
    number = np.floor(size * chance.uniform(0.2, 1.0, len(frame)))
    rate = frame["indicator"].isin(rates).to_numpy()
    stated_only = rate & (chance.random(len(frame)) < 1 / 30)
    frame = frame.assign(
        ethnicity="", poverty="", numerator=number, denominator=np.where(rate & ~stated_only, size, np.nan),
        stated_rate=np.where(stated_only, (number / size).round(3), np.nan), stated_decimals=np.where(stated_only, 1, -1),
        approximate="=", state="value", sample=False, bundled=False, batch=1, row=np.arange(len(frame)) + 2,
        source="Số liệu sinh ngẫu nhiên", denominator_source="", document="",
    )  # fmt: skip
    return frame.loc[chance.random(len(frame)) > 1 / 50, COLUMNS].reset_index(drop=True)


def cases(catalogue: Catalogue) -> list[Case]:
    country = Units.valid_on(admin_units.units(), DAY)
    province = country.within("02@2020")
    collected = [i.code for i in catalogue if Level.COMMUNE in i.collected_levels and i.sums]
    small = generated(province, collected[:40], PERIODS, catalogue.rates)
    large = generated(country, collected[:10], PERIODS, catalogue.rates)
    return [
        Case("a province's communes", small, province, Level.COMMUNE, 150),
        Case("its districts", small, province, Level.DISTRICT, 150),
        Case("the province itself", small, province, Level.PROVINCE, 150),
        Case("the country's communes", large, country, Level.COMMUNE, 1500),
    ]


def milliseconds(case: Case, catalogue: Catalogue, targets: list[Target]) -> list[float]:
    """One number per run. The tree of units is built anew each time: a page that was never asked knows nothing."""
    taken = []
    for _ in range(RUNS):
        units = Units(case.units.frame)
        start = time.process_time()
        answer = assess(case.observations, units, catalogue, targets, Question(case.level, DAY))
        taken.append((time.process_time() - start) * 1000)
        judged = answer["value"].notna().sum()
        if judged < len(units.of_level(case.level)):
            raise SystemExit(f"{case.name}: only {judged} figures were judged")
    return taken


def main() -> int:
    known = definitions.current()
    within = True
    print(f"{'':<26}{'rows':>9}{'first':>9}{'min':>9}{'median':>9}{'budget':>9}  ms")
    for case in cases(known.catalogue):
        taken = milliseconds(case, known.catalogue, list(known.targets))
        least = min(taken)
        within = within and least <= case.budget
        cells = "".join(f"{value:>9,.0f}" for value in (taken[0], least, statistics.median(taken), case.budget))
        print(f"{case.name:<26}{len(case.observations):>9,}{cells}  {'' if least <= case.budget else 'OVER'}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
