"""The assumptions behind the simulated figures of Hà Giang: the only place for their rounds, totals and random numbers.

Nothing here is an estimate of a real commune. A level on the logit scale is drawn for every commune from its
district's assumption (data/sample/district_assumptions.csv), the hardship of its roads and noise; one constant per
figure then makes the province's published total of 5/2024 come out exactly. Earlier rounds step back from there by
each commune's own gain. No ethnic group has a level of its own: differences between groups come from where they live
and how many of their families are poor.
"""

import zlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from khuyenhoc.sample.rounding import Floats, Ints, apportion, apportion_one, sigmoid, split, split_one

SEED = 49
FAMILIES = 187_794
POPULATION = 899_900
CLANS = 2_342
VILLAGES = 2_073
UNITS = 834
ADULT_SHARE = 0.62
POVERTY = ("poor", "near_poor", "not_poor")
ETHNIC_SHARES = {"kinh": 12.9, "tay": 26.2, "mong": 33.0, "dao": 14.9, "nung": 8.0, "giay": 1.6, "other": 3.4}
ETHNICITIES = tuple(ETHNIC_SHARES)
SMALLEST_SHARE = 0.01
POVERTY_EFFECT = np.array([-0.75, -0.35, 0.0])
KINH_POVERTY_EFFECT = -1.2


@dataclass(frozen=True)
class Round:
    """A reporting round. `ahead` = what is still to come of a commune's gain, as a share of that since 6/2022."""

    stock: str
    flow: str
    ahead: float
    poor: float
    near_poor: float
    missing: tuple[str, ...] = ()


ROUNDS = (
    Round("2021-12", "2021-H2", 1.05, 0.428, 0.141),
    Round("2022-06", "2022-H1", 1.0, 0.428, 0.141),
    Round(
        "2022-12", "2022-H2", 0.62, 0.3708, 0.1287,
        missing=("00772", "00799", "00865", "00937", "01012", "01057", "01120"),
    ),
    Round("2023-06", "2023-H1", 0.58, 0.3708, 0.1287),
    Round("2023-12", "2023-H2", 0.05, 0.3112, 0.1149, missing=("00751", "00811", "00943", "01009", "01099", "01231")),
    Round("2024-05", "2024-01/2024-05", 0.0, 0.3112, 0.1149),
)  # fmt: skip
POVERTY_REVIEWS = ("2022-12", "2023-12")
"""Rounds at the end of a year whose poverty rates of the whole province are published or follow from published ones."""


@dataclass(frozen=True)
class Model:
    """A count out of `limit` (a column of the communes): its published total and how communes spread about it."""

    indicator: str
    total: int
    limit: str
    pull: float = 1.0
    spread: float = 0.5
    gain: float = 0.45
    falling: float = 0.05


FAMILY = Model("learning_family_rate", 125_071, "families", pull=0.95, spread=0.5)
CLAN = Model("learning_clan_rate", 1_406, "clans", gain=0.4)
VILLAGE = Model("learning_community_village_rate", 1_484, "villages", gain=0.5)
UNIT = Model("learning_unit_rate", 821, "institutions", pull=0.8, spread=0.8, gain=0.6, falling=0.0)
CITIZEN = Model("learning_citizen_count", 110_172, "adults", spread=0.35, gain=0.8, falling=0.02)
MEMBER = Model("association_member_rate", 330_909, "population", pull=0.4, spread=0.3, gain=0.2)
MODELS = (FAMILY, CLAN, VILLAGE, UNIT, CITIZEN, MEMBER)

RECOUNTED = {
    ("families", "00904"): (1.27, 3),
    ("families", "01201"): (0.91, 4),
    ("villages", "01189"): (1.40, 3),
    ("villages", "00847"): (1.08, 4),
}
"""(limit, commune): how many times today's denominator it had, and in how many first rounds."""


def stream(name: str) -> np.random.Generator:
    """Random numbers of their own for each figure, so that a new one changes none of the others."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


def of_rounds(name: str, noise: np.random.Generator, rounds: int = len(ROUNDS)) -> list[np.random.Generator]:
    """Where each round takes its random numbers from: `noise`, one after another. 12/2021 was added when the others had
    been shown: numbers of its own leave theirs what they were."""
    return [stream(f"{name}/{ROUNDS[0].stock}"), *[noise] * (rounds - 1)]


def communes(census: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """One row per commune by code: denominators scaled to the report's totals and its district's assumptions.

    Its place in the district: crowding (people per household), urban, remote; hardship is the district's plus remote.

    `census`: unit_code, name, district_code, population, households; `districts`: index district_code.
    """
    frame = census.sort_values("unit_code").set_index("unit_code").join(districts, on="district_code")
    households = frame["households"].to_numpy(float)
    people = frame["population"].to_numpy(float)
    noise = stream("communes")
    crowding = pd.Series(people / households, index=frame.index)
    frame["crowding"] = (crowding - crowding.groupby(frame["district_code"]).transform("mean")) / crowding.std()
    frame["urban"] = frame["name"].str.startswith(("Phường", "Thị trấn"))
    frame["remote"] = 0.4 * frame["crowding"] - 0.7 * frame["urban"] + noise.normal(0, 0.4, len(frame))
    frame["hardship"] += frame["remote"]
    frame["families"] = apportion_one(FAMILIES, households)
    frame["population"] = apportion_one(POPULATION, people)
    frame["adults"] = np.rint(ADULT_SHARE * frame["population"]).astype(np.int64)
    frame["clans"] = apportion_one(CLANS, households * noise.uniform(0.7, 1.3, len(frame)), least=4)
    frame["villages"] = _villages(frame)
    frame["institutions"] = apportion_one(UNITS, households**0.8, least=2)
    return frame


def _villages(frame: pd.DataFrame) -> Ints:
    """The published number of villages where a district has one; the rest shared out over the other communes."""
    weights = frame["households"].to_numpy(float) ** 0.6
    published = frame.groupby("district_code")["villages"].first().dropna().astype(int)
    known = frame["district_code"].isin(published.index).to_numpy()
    counts = np.zeros(len(frame), dtype=np.int64)
    for code, total in published.items():
        here = (frame["district_code"] == code).to_numpy()
        counts[here] = apportion_one(int(total), weights[here], least=4)
    counts[~known] = apportion_one(VILLAGES - int(published.sum()), weights[~known], least=4)
    return counts


def score(frame: pd.DataFrame, name: str, pull: float, spread: float) -> Floats:
    """How far each commune stands from the middle, before the province's total is imposed."""
    noise = stream(name).normal(0, spread, len(frame))
    middle = pull * frame["achievement"] - 0.12 * frame["hardship"] - 0.15 * frame["remote"]
    return middle.to_numpy(float) + noise


def limits(frame: pd.DataFrame, column: str) -> Ints:
    """Denominators, one row per round: the commune's own, and other ones before it was counted again."""
    rows = np.tile(frame[column].to_numpy(np.int64), (len(ROUNDS), 1))
    for (limit, code), (factor, rounds) in RECOUNTED.items():
        if limit == column:
            place = frame.index.get_loc(code)
            rows[:rounds, place] = np.rint(rows[-1, place] * factor)
    return rows


def history(frame: pd.DataFrame, model: Model) -> tuple[Ints, Ints]:
    """(numerators, denominators), one row per round; the last round sums to the published total."""
    bounds = limits(frame, model.limit)
    last = split_one(model.total, bounds[-1], score(frame, model.indicator, model.pull, model.spread))
    level = np.log((last + 0.5) / (bounds[-1] - last + 0.5))
    name = model.indicator + "/history"
    noise = stream(name)
    gain = np.abs(noise.normal(model.gain, 0.6 * model.gain, len(frame)))
    gain = np.where(noise.random(len(frame)) < model.falling, -0.5 * gain - 0.1, gain)
    counts = [
        np.rint(bound * sigmoid(level - gain * each.ahead + own.normal(0, 0.02, len(frame)))).astype(np.int64)
        for each, bound, own in zip(ROUNDS[:-1], bounds[:-1], of_rounds(name, noise)[:-1], strict=True)
    ]
    return np.vstack([*counts, last]), bounds


def ethnic_mix(frame: pd.DataFrame) -> Floats:
    """Share of families by group (columns: ETHNICITIES), communes raked so that the province has ETHNIC_SHARES."""
    noise = stream("ethnicity")
    tilt = np.outer(frame["crowding"], [-0.5, -0.3, 0.5, 0.1, -0.1, -0.2, 0.0])
    town = np.outer(frame["urban"], [1.3, 0.2, -0.6, -0.3, 0.0, 0.0, 0.0])
    mix = frame[list(ETHNICITIES)].to_numpy(float) * np.exp(tilt + town + noise.normal(0, 0.55, (len(frame), 7)))
    mix = np.where(mix < SMALLEST_SHARE * mix.sum(axis=1, keepdims=True), 0.0, mix)
    wanted = np.array(list(ETHNIC_SHARES.values())) / 100 * FAMILIES
    families = frame["families"].to_numpy(float)[:, None]
    for _ in range(40):
        mix *= families / mix.sum(axis=1, keepdims=True)
        mix *= wanted / mix.sum(axis=0)
    return mix / mix.sum(axis=1, keepdims=True)


def family_cells(frame: pd.DataFrame, mix: Floats, families: Ints, each: Round) -> Ints:
    """Families of one round by commune, ethnicity and poverty class, (communes, 7, 3)."""
    groups = apportion(families, mix)
    noise = stream("poverty").normal(0, 0.2, groups.shape)
    kinh = np.array([KINH_POVERTY_EFFECT if group == "kinh" else 0.0 for group in ETHNICITIES])
    place = 0.4 * frame["remote"].to_numpy(float)[:, None] + kinh
    everyone = int(families.sum())

    def drawn(column: str, share: float, room: Ints) -> Ints:
        base = frame[column].to_numpy(float)[:, None] / 100
        scores = np.log(base / (1 - base)) + place + noise
        return split_one(round(share * everyone), room.ravel(), scores.ravel()).reshape(room.shape)

    poor = drawn("poor", each.poor, groups)
    near = drawn("near_poor", each.near_poor, groups - poor)
    return np.stack([poor, near, groups - poor - near], axis=2)


def broken_down(name: str, totals: Ints, room: Ints) -> Ints:
    """`totals` of the communes shared out over their cells (communes, 7, 3), at most `room`, less among the poor."""
    noise = stream(name + "/cells").normal(0, 0.15, room.shape)
    flat = (len(totals), -1)
    return split(totals, room.reshape(flat), (POVERTY_EFFECT + noise).reshape(flat)).reshape(room.shape)
