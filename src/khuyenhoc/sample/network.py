"""The only place for the simulated figures that are not titles: branches, centres, literacy, money, leadership.

Every function returns, per indicator, one row per round and one column per commune (or district) in code order.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from khuyenhoc.sample.model import ROUNDS, of_rounds, score, stream
from khuyenhoc.sample.rounding import Ints, apportion_one, split_one

VILLAGE_CHAPTERS = 2_071
BRANCHES = {
    "chapter_count_agency": (223, 0.5, 0),
    "chapter_count_school": (650, 0.6, 1),
    "chapter_count_other": (13, 1.0, 0),
    "committee_count_agency": (316, 0.5, 0),
    "committee_count_clan": (507, 0.7, 0),
    "committee_count_other": (63, 1.0, 0),
}
"""Published total of 5/2024, power of the number of households it follows, least per commune."""
PARTS = {
    "chapter_count": ("chapter_count_village", "chapter_count_agency", "chapter_count_school", "chapter_count_other"),
    "committee_count": ("committee_count_agency", "committee_count_clan", "committee_count_other"),
}
CENTRES_WITH_IT = (50, 58, 70, 84, 101, 112)
COMMUNES_BELOW_LITERACY_2 = (41, 41, 33, 33, 24, 24)
RAISED_VND = (4_700_000_000, 3_100_000_000, 5_200_000_000, 3_400_000_000, 6_100_000_000, 3_600_000_000)
SCHOLARSHIPS = (1_900, 700, 2_100, 800, 2_300, 750)
SESSIONS = (7.5, 6.0, 8.0, 6.5, 8.5, 5.5)
VND_STEP = 10_000
DISTRICT_PERCENT = 90


@dataclass(frozen=True)
class LeadershipRound:
    """A yearly round at district level: when it is read, the period of its money and the year of its documents."""

    stock: str
    flow: str
    year: int


LEADERSHIP_ROUNDS = (
    LeadershipRound("2021-12", "2021", 2021),
    LeadershipRound("2022-12", "2022", 2022),
    LeadershipRound("2023-12", "2023", 2023),
    LeadershipRound("2024-05", "2024-01/2024-05", 2024),
)


def branches(frame: pd.DataFrame, villages: Ints) -> dict[str, Ints]:
    """Chapters and committees of the association by kind, and their totals; a village has at most one chapter."""
    households = frame["households"].to_numpy(float)
    found: dict[str, Ints] = {}
    for indicator, (total, power, least) in BRANCHES.items():
        noise = stream(indicator).uniform(0.6, 1.4, len(frame))
        found[indicator] = _grown(indicator, apportion_one(total, households**power * noise, least))
    found["chapter_count_village"] = np.minimum(
        villages,
        _grown("chapter_count_village", split_one(VILLAGE_CHAPTERS, villages[-1], -frame["hardship"].to_numpy(float))),
    )
    for whole, parts in PARTS.items():
        found[whole] = np.sum([found[part] for part in parts], axis=0)
    found["association_count_commune"] = np.ones((len(ROUNDS), len(frame)), dtype=np.int64)
    return found


def _grown(name: str, last: Ints) -> Ints:
    """Earlier rounds of a number that grows to `last`, by up to a fifth since 6/2022."""
    gain = stream(name + "/history").uniform(0.0, 0.2, len(last))
    return np.vstack([np.rint(last * (1 - gain * each.ahead)).astype(np.int64) for each in ROUNDS])


def centres_with_it(frame: pd.DataFrame) -> Ints:
    """1 where the community learning centre works with information technology; once begun it stays."""
    order = np.argsort(-score(frame, "clc_it_rate", pull=0.5, spread=0.6), kind="stable")
    rows = np.zeros((len(CENTRES_WITH_IT), len(frame)), dtype=np.int64)
    for row, number in zip(rows, CENTRES_WITH_IT, strict=True):
        row[order[:number]] = 1
    return rows


def literacy_level_2(frame: pd.DataFrame) -> Ints:
    """1 where the commune is at level 2; at the end literacy_l1_communes of each district, the weakest, are not."""
    standing = pd.Series(score(frame, "commune_literacy_l2", pull=0.5, spread=0.4), index=frame.index)
    place = standing.groupby(frame["district_code"]).rank(method="first")
    left_at_end = (place <= frame["literacy_l1_communes"]).to_numpy()
    order = np.lexsort((standing.to_numpy(), ~left_at_end))
    rows = np.ones((len(COMMUNES_BELOW_LITERACY_2), len(frame)), dtype=np.int64)
    for row, number in zip(rows, COMMUNES_BELOW_LITERACY_2, strict=True):
        row[order[:number]] = 0
    return rows


def districts_at_level_2(frame: pd.DataFrame, communes_at_level_2: Ints) -> Ints:
    """1 where at least 90% of the district's communes are at level 2 (Nghị định 20/2014), districts in code order."""
    grouped = pd.DataFrame(communes_at_level_2.T, index=frame.index).groupby(frame["district_code"])
    reached = 100 * grouped.sum() >= DISTRICT_PERCENT * grouped.count()
    return reached.sort_index().to_numpy().T.astype(np.int64)


def money(frame: pd.DataFrame) -> dict[str, Ints]:
    """Flows of the round's period: funds in whole tens of thousands of đồng, spent never above raised; scholarships."""
    means = (frame["population"] * np.exp(0.3 * frame["achievement"] - 0.25 * frame["hardship"])).to_numpy(float)
    draws = of_rounds("money", stream("money"))
    raised, spent, given = [], [], []
    for noise, total, scholarships in zip(draws, RAISED_VND, SCHOLARSHIPS, strict=True):
        weights = means * noise.uniform(0.7, 1.3, len(frame))
        raised.append(apportion_one(total // VND_STEP, weights) * VND_STEP)
        spent.append(np.floor(raised[-1] / VND_STEP * noise.uniform(0.55, 0.8, len(frame))).astype(np.int64) * VND_STEP)
        given.append(apportion_one(scholarships, weights))
    return {
        "fund_raised_total": np.vstack(raised),
        "fund_spent_total": np.vstack(spent),
        "scholarship_count": np.vstack(given),
    }


def centre_activity(frame: pd.DataFrame) -> dict[str, Ints]:
    """Sessions of the community learning centres and people who came, flows of the round's period."""
    draws = of_rounds("clc_sessions", stream("clc_sessions"))
    size = np.sqrt(frame["population"] / frame["population"].mean()).to_numpy(float)
    sessions = [1 + noise.poisson(mean * size) for noise, mean in zip(draws, SESSIONS, strict=True)]
    learners = [
        np.rint(held * noise.uniform(28, 46, len(frame))).astype(np.int64)
        for noise, held in zip(draws, sessions, strict=True)
    ]
    return {"clc_sessions": np.vstack(sessions).astype(np.int64), "clc_learners": np.vstack(learners)}


def leadership(districts: pd.DataFrame) -> pd.DataFrame:
    """Conditions per district and yearly round, -1 for no denominator; a document wherever a condition is met."""
    noise = stream("leadership")
    draws = of_rounds("leadership", noise, len(LEADERSHIP_ROUNDS))
    rows: list[tuple[str, str, str, int, int, str]] = []
    for code in sorted(districts.index):
        ready = noise.random(3)
        for each, own in zip(LEADERSHIP_ROUNDS, draws, strict=True):
            number, day, month = int(own.integers(20, 900)), int(own.integers(1, 29)), int(own.integers(1, 4))
            more = 0.1 * (each.year - 2022)
            dated = f"ngày {day:02d}/{month}/{each.year} (số văn bản minh họa)"
            has = [bool(one < limit + more) for one, limit in zip(ready, (0.7, 0.6, 0.45), strict=True)]
            amount = int(own.integers(8, 40)) * 10_000_000 * has[2]
            kinds = (
                ("leadership_committee_established", f"Quyết định số {number}/QĐ-UBND {dated}"),
                ("leadership_plan_issued", f"Kế hoạch số {number // 4 + 3}/KH-UBND {dated}"),
                ("leadership_budget_allocated", f"Quyết định số {number + 57}/QĐ-UBND {dated}"),
            )
            for (kind, text), yes in zip(kinds, has, strict=True):
                rows.append((code, kind, each.stock, int(yes), 1, text if yes else ""))
            rows.append((code, "leadership_budget_amount", each.flow, amount, -1, kinds[2][1] if amount else ""))
    return pd.DataFrame(rows, columns=["unit_code", "indicator", "period", "numerator", "denominator", "document"])
