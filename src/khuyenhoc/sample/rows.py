"""The sample of Hà Giang as rows of the upload form: the only place that joins its published and its simulated figures.

The published ones (minh_hoa = 0) stand in data/sample, each row with its source. Everything else (minh_hoa = 1) is
drawn by model.py and network.py from fixed seeds: the same rows on every machine and for every order of the
units. At 5/2024 the communes add up to the totals the province published; for ethnicity and poverty the cells add up
to both margins, and each margin to the commune. data/sample/README.md says all this to people.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from khuyenhoc.sample import model, network
from khuyenhoc.sample.rounding import Ints

COLUMNS = (
    "period", "unit_code", "unit_name", "district", "indicator", "ethnicity", "poverty", "numerator", "denominator",
    "value", "source", "minh_hoa", "approximate", "denominator_source", "document",
)  # fmt: skip
NUMBERS = ("numerator", "denominator", "minh_hoa")
PROVINCE = "02"
VERSION = "2020"
CENSUS_DAY = "2019-04-01"
NONE = -1
SOURCE = (
    "Số liệu minh họa do phần mềm sinh ra; không phải số liệu của xã hay huyện này. Riêng tổng toàn tỉnh tháng 5/2024 "
    "của các chỉ tiêu có công bố khớp Báo cáo sơ kết 05 năm thực hiện Kết luận số 49-KL/TW của Tỉnh ủy Hà Giang"
)
POVERTY_RATES = ("poor_household_rate", "near_poor_household_rate", "multidim_poor_household_rate")
_SHARED = "Chia {} của toàn tỉnh (suy từ {} trong báo cáo 5/2024) theo quy mô xã; số minh họa"
DENOMINATOR_SOURCES = {
    "learning_family_rate": (
        "Số hộ Tổng điều tra 2019 nhân hệ số 0,98436 (187.794/190.777) cho khớp 187.794 gia đình của báo cáo 5/2024; "
        "số minh họa"
    ),
    "association_member_rate": (
        "Dân số Tổng điều tra 2019 nhân hệ số 1,05291 (899.900/854.679) cho khớp 899.900 người của báo cáo 5/2024; "
        "số minh họa"
    ),
    "learning_clan_rate": _SHARED.format("2.342 dòng họ", "1.406 = 60,04%"),
    "learning_community_village_rate": _SHARED.format("2.073 thôn, tổ dân phố", "1.484 = 71,6%"),
    "learning_unit_rate": _SHARED.format("834 đơn vị", "821 = 98,44%"),
    **dict.fromkeys(
        POVERTY_RATES,
        "Số gia đình của xã như ở chỉ tiêu Gia đình học tập cùng kỳ, không phải tổng số hộ trong rà soát hộ nghèo; "
        "số minh họa",
    ),
}


def observations(folder: Path, units: pd.DataFrame) -> pd.DataFrame:
    """All rows of the sample, columns COLUMNS: numbers as int or None, absent text as "".

    `units` is the units frame (key, name, parent); ValueError when it lacks a unit of the sample.
    """
    census = pd.read_csv(folder / "census_2019_communes.csv", dtype={"unit_code": str, "district_code": str})
    districts = pd.read_csv(folder / "district_assumptions.csv", dtype={"district_code": str})
    districts = districts.set_index("district_code")
    communes = model.communes(census, districts.drop(columns=["district_name", "source"]))
    simulated = pd.concat(_simulated(communes, districts), ignore_index=True)
    simulated["source"] = SOURCE
    simulated["denominator_source"] = simulated["indicator"].map(DENOMINATOR_SOURCES)
    simulated["minh_hoa"] = 1
    rows = pd.concat([_published(folder, census), simulated], ignore_index=True)
    return _in_form(rows, units)


def _simulated(communes: pd.DataFrame, districts: pd.DataFrame) -> list[pd.DataFrame]:
    blocks: list[pd.DataFrame] = []
    histories = {each: model.history(communes, each) for each in model.MODELS}
    for each, (counts, bounds) in histories.items():
        blocks += _rounds(communes, each.indicator, counts, None if each is model.CITIZEN else bounds)
    for indicator, counts in network.branches(communes, model.limits(communes, "villages")).items():
        blocks += _rounds(communes, indicator, counts)
    for indicator, counts in {**network.money(communes), **network.centre_activity(communes)}.items():
        blocks += _rounds(communes, indicator, counts, flow=True)
    blocks += _yes_or_no(communes)
    blocks += _breakdowns(communes, histories[model.FAMILY], histories[model.CITIZEN][0])
    blocks.append(network.leadership(districts))
    return blocks


def _rounds(
    places: pd.DataFrame, indicator: str, counts: Ints, bounds: Ints | None = None, flow: bool = False
) -> list[pd.DataFrame]:
    """One block per round of `counts` (rounds, places)."""
    limits = [None] * len(counts) if bounds is None else bounds
    return [
        _round(places, each, indicator, numbers, limit, flow)
        for each, numbers, limit in zip(model.ROUNDS, counts, limits, strict=True)
    ]


def _round(
    places: pd.DataFrame, each: model.Round, indicator: str, counts: Ints, bounds: Ints | None, flow: bool = False
) -> pd.DataFrame:
    """One row per place; places that missed the round are left out."""
    told = ~np.isin(places.index.to_numpy(), each.missing)
    return pd.DataFrame(
        {
            "period": each.flow if flow else each.stock,
            "unit_code": places.index.to_numpy()[told],
            "indicator": indicator,
            "numerator": counts[told],
            "denominator": NONE if bounds is None else bounds[told],
        }
    )


def _yes_or_no(communes: pd.DataFrame) -> list[pd.DataFrame]:
    """Figures that count units: 0 or 1 of 1 per commune, and for literacy per district too."""
    literate = network.literacy_level_2(communes)
    one = np.ones_like(literate)
    found = {
        "commune_association_coverage": one,
        "commune_literacy_l2": literate,
        "commune_literacy_l1_only": 1 - literate,
        "clc_it_rate": network.centres_with_it(communes),
    }
    blocks = [block for indicator, counts in found.items() for block in _rounds(communes, indicator, counts, one)]
    blocks += _rounds(communes, "clc_count", one)
    districts = pd.DataFrame(index=sorted(set(communes["district_code"])))
    standing = network.districts_at_level_2(communes, literate)
    for indicator, counts in {"district_literacy_l2": standing, "district_literacy_l1_only": 1 - standing}.items():
        blocks += _rounds(districts, indicator, counts, np.ones_like(standing))
    return blocks


def _breakdowns(communes: pd.DataFrame, families: tuple[Ints, Ints], citizens: Ints) -> list[pd.DataFrame]:
    """Gia đình học tập (n of N) and Công dân học tập (n) by ethnicity, by poverty and by both, of every round; the
    poverty rates of the same families where a round closes a year."""
    mix = model.ethnic_mix(communes)
    blocks = []
    for turn, each in enumerate(model.ROUNDS):
        room = model.family_cells(communes, mix, families[1][turn], each)
        learning = model.broken_down(model.FAMILY.indicator, families[0][turn], room)
        people = model.broken_down(model.CITIZEN.indicator, citizens[turn], 4 * room)
        blocks.append(_broken_down(communes, each, model.FAMILY.indicator, room, learning, with_rate=True))
        blocks.append(_broken_down(communes, each, model.CITIZEN.indicator, room, people, with_rate=False))
        if each.stock in model.POVERTY_REVIEWS:
            blocks += _poverty(communes, each, room.sum(axis=1))
    return blocks


def _poverty(communes: pd.DataFrame, each: model.Round, families: Ints) -> list[pd.DataFrame]:
    """The poverty rates of the communes; `families`: (communes, poverty classes)."""
    poor, near_poor, _ = families.T
    found = zip(POVERTY_RATES, (poor, near_poor, poor + near_poor), strict=True)
    return [_round(communes, each, indicator, counts, families.sum(axis=1)) for indicator, counts in found]


def _broken_down(
    communes: pd.DataFrame, each: model.Round, indicator: str, room: Ints, counts: Ints, with_rate: bool
) -> pd.DataFrame:
    """Cells and margins of one round where the commune has families of that group; "" = all groups."""
    ethnicities, classes = np.array([*model.ETHNICITIES, ""]), np.array([*model.POVERTY, ""])
    room, counts = _with_margins(room), _with_margins(counts)
    told = ~np.isin(communes.index.to_numpy(), each.missing)
    shown = (room > 0) & told[:, None, None]
    shown[:, -1, -1] = False
    place, group, standing = np.nonzero(shown)
    return pd.DataFrame(
        {
            "period": each.stock,
            "unit_code": communes.index.to_numpy()[place],
            "indicator": indicator,
            "ethnicity": ethnicities[group],
            "poverty": classes[standing],
            "numerator": counts[shown],
            "denominator": room[shown] if with_rate else NONE,
        }
    )


def _with_margins(cells: Ints) -> Ints:
    """(communes, 7, 3) with sums in an eighth row and a fourth column."""
    by_group = np.concatenate([cells, cells.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([by_group, by_group.sum(axis=2, keepdims=True)], axis=2)


def _published(folder: Path, census: pd.DataFrame) -> pd.DataFrame:
    """The rows that were really published, numbers parsed, rates as printed."""
    files = (folder / "province_figures.csv", folder / "district_documents.csv")
    rows = pd.concat([pd.read_csv(file, dtype=str, keep_default_na=False) for file in files], ignore_index=True)
    for column in NUMBERS:
        rows[column] = rows[column].replace("", str(NONE)).astype(np.int64)
    counted = [
        pd.DataFrame(
            {
                "period": CENSUS_DAY,
                "unit_code": census["unit_code"],
                "indicator": indicator,
                "numerator": census[column],
                "denominator": NONE,
                "source": census["source"],
                "minh_hoa": 0,
            }
        )
        for indicator, column in (("population", "population"), ("household_count", "households"))
    ]
    return pd.concat([rows, *counted], ignore_index=True)


def _in_form(rows: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The upload columns in their order, names from the units, communes with their district's name."""
    codes = sorted(set(rows["unit_code"]))
    if absent := [code for code in codes if f"{code}@{VERSION}" not in units.index]:
        raise ValueError(f"the sample has units that are not in the list of units: {' '.join(absent)}")
    known = units.loc[[f"{code}@{VERSION}" for code in codes]]
    names = dict(zip(codes, known["name"], strict=True))
    parents = {code: str(key).partition("@")[0] for code, key in zip(codes, known["parent"], strict=True)}
    rows["unit_name"] = rows["unit_code"].map(names)
    districts = {code: names[parents[code]] for code in codes if parents[code] in names and parents[code] != PROVINCE}
    rows["district"] = rows["unit_code"].map(districts)
    rows["approximate"] = rows.get("approximate", pd.Series("=", index=rows.index)).fillna("=")
    for column in ("numerator", "denominator"):
        numbers = rows[column].to_numpy(np.int64)
        whole = numbers.astype(object)
        whole[numbers == NONE] = None
        rows[column] = pd.Series(whole, dtype=object)
    texts = [column for column in COLUMNS if column not in NUMBERS]
    rows[texts] = rows[texts].fillna("")
    return rows[list(COLUMNS)]
