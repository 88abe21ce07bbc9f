import csv
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from khuyenhoc.domain.unit import UNIT_COLUMNS, Units
from khuyenhoc.geography import admin_units, names

ROOT = Path(__file__).parents[2]
# Names from the highlands mostly; each of the three lists spells them its own way. None in the five provinces of the sources.
SPELT_LIKE_NEITHER_LIST = {
    "00181", "00226", "20458", "23344", "23464", "23644", "23776", "23840", "24091", "24727", "24832", "24889", "26119",
}  # fmt: skip


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    return admin_units.units()


@pytest.fixture(scope="module")
def succession() -> pd.DataFrame:
    return admin_units.succession()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_of_both_versions(units: pd.DataFrame) -> None:
    assert units.groupby(["version", "level"]).size().to_dict() == {
        ("", "country"): 1,
        ("2020", "province"): 63,
        ("2020", "district"): 696,
        ("2020", "commune"): 10035,
        ("2025", "province"): 34,
        ("2025", "commune"): 3321,
    }
    assert list(units.columns) == UNIT_COLUMNS
    assert units.index.is_unique


def test_every_parent_exists_and_is_of_the_level_above(units: pd.DataFrame) -> None:
    levels = units["level"].to_dict()
    rows = zip(units["level"], units["version"], units["parent"], strict=True)
    pairs = {(level, version, levels[parent]) for level, version, parent in rows if parent}
    assert pairs == {
        ("province", "2020", "country"),
        ("district", "2020", "province"),
        ("commune", "2020", "district"),
        ("province", "2025", "country"),
        ("commune", "2025", "province"),
    }


def test_ha_giang(units: pd.DataFrame) -> None:
    before = Units.valid_on(units, date(2024, 5, 31))
    assert len(before.of_level("district", "02@2020")) == 11
    assert len(before.of_level("commune", "02@2020")) == 193
    lung_cu = units.loc["00715@2020"]
    assert (lung_cu["name"], lung_cu["short_name"], lung_cu["kind"], lung_cu["parent"]) == (
        "Xã Lũng Cú",
        "Lũng Cú",
        "Xã",
        "026@2020",
    )
    assert (lung_cu["valid_from"], lung_cu["valid_to"]) == (None, date(2025, 6, 30))


def test_the_reform_takes_effect_on_1_july_2025(units: pd.DataFrame) -> None:
    last, first = (Units.valid_on(units, day).frame for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert set(last["version"]) == {"", "2020"} and set(first["version"]) == {"", "2025"}
    assert "00721@2020" in last.index and "00721@2025" in first.index
    assert (last.at["00721@2020", "name"], first.at["00721@2025", "name"]) == ("Thị trấn Đồng Văn", "Xã Đồng Văn")


def test_islands_that_were_districts_without_communes(units: pd.DataFrame, succession: pd.DataFrame) -> None:
    communes = units[(units["level"] == "commune") & (units["version"] == "2020")]
    districts = units[units["level"] == "district"]
    bare = districts[~districts.index.isin(communes["parent"])]
    assert set(bare["short_name"]) == {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}
    heirs = succession[succession["old_key"].isin(bare.index)]
    assert set(heirs["relation"]) == {"whole"}
    assert set(units.loc[heirs["new_key"], "short_name"]) == set(bare["short_name"])


def test_old_codes_and_names_are_the_official_ones(units: pd.DataFrame, shared: Path) -> None:
    old = units[(units["version"] == "2020") & (units["level"] == "commune")]
    assert set(old["code"]) == {
        row["old_code"] for row in _rows(shared / "geo" / "old_to_new_2025.csv") if row["old_code"]
    }
    lists = [("gso_codes_2025-03-01.csv", "ward_code", "ward_name"), ("old_to_new_2025.csv", "old_code", "old_name")]
    official = [{row[code]: _spelling(row[name]) for row in _rows(shared / "geo" / file)} for file, code, name in lists]
    differing = {
        code
        for code, name in zip(old["code"], old["name"], strict=True)
        if _spelling(name) not in {spelt.get(code) for spelt in official}
    }
    assert differing == SPELT_LIKE_NEITHER_LIST


def _spelling(name: str) -> str:
    """Where the tone mark sits and which letters are capitals is no difference between two official lists."""
    return names.tone_free_of_place(name.casefold())


def test_new_codes_and_names_are_the_official_ones(units: pd.DataFrame, shared: Path) -> None:
    new = units[(units["version"] == "2025") & (units["level"] == "commune")]
    rows = _rows(shared / "geo" / "nso_codes_2025-07-01.csv")
    official = {row["ward_code"]: (row["ward_name"], f"{row['province_code']}@2025") for row in rows}
    ours = {code: (name, parent) for code, name, parent in zip(new["code"], new["name"], new["parent"], strict=True)}
    assert set(ours) == set(official)
    assert {code for code in ours if ours[code][1] != official[code][1]} == set()
    spelt = {code for code in ours if _spelling(ours[code][0]) != _spelling(official[code][0])}
    assert {code: official[code][0] for code in spelt} == {
        "24496": "Xa Ea Kly",  # sic
        "24829": "Phường B’Lao",
        "24934": "Xã D’Ran",
    }


def test_succession_agrees_with_the_official_table_but_for_a_known_few(succession: pd.DataFrame, shared: Path) -> None:
    official = {
        (row["old_code"], row["new_code"]): (row["relation"], row["old_province_code"])
        for row in _rows(shared / "geo" / "old_to_new_2025.csv")
        if row["old_code"]
    }
    ours = {
        (old[:5], new[:5]): relation
        for old, new, relation in succession.itertuples(index=False)
        if len(old) == len("00688@2020")
    }
    assert official.keys() - ours.keys() == {("00553", "00562"), ("09013", "09817")}
    assert len(ours.keys() - official.keys()) == 34
    common = official.keys() & ours.keys()
    other = {pair for pair in common if official[pair][0] != ours[pair]}
    assert len(common) == 10_563 and len(other) == 32
    assert {official[pair][1] for pair in other} & {"02", "74", "34", "36", "51"} == set()


def test_ha_giang_became_73_communes_with_three_divided(units: pd.DataFrame, succession: pd.DataFrame) -> None:
    communes = Units.valid_on(units, date(2024, 5, 31)).of_level("commune", "02@2020")
    heirs = succession[succession["old_key"].isin(communes)]
    assert heirs["new_key"].nunique() == 73
    divided = heirs[heirs["relation"] == "partial"].groupby("old_key")["new_key"].apply(set)
    found = {units.at[old, "name"]: {units.at[key, "name"] for key in new} for old, new in divided.items()}
    assert found == {
        "Phường Quang Trung": {"Phường Hà Giang 1", "Phường Hà Giang 2"},
        "Xã Việt Lâm": {"Xã Việt Lâm", "Xã Vị Xuyên"},
        "Xã Yên Định": {"Xã Ngọc Đường", "Xã Minh Ngọc"},
    }
    assert succession.set_index("old_key").at["02@2020", "new_key"] == "08@2025"


def test_the_package_is_never_imported() -> None:
    code = (
        "import sys; from khuyenhoc.geography import admin_units as a; a.units(); a.succession();"
        "print([m for m in sys.modules if m.split('.')[0] in ('vietnamadminunits', 'unidecode', 'geopy', 'requests')])"
    )
    environment = {**os.environ, "PYTHONPATH": "src"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
