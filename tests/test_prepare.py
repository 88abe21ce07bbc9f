"""What the first start makes, that a second one adds nothing, and what stays when the sample goes."""

from datetime import date

import pytest

from khuyenhoc import config, query
from khuyenhoc import prepare as preparing
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level
from khuyenhoc.errors import AppError
from khuyenhoc.geography.layer import from_bytes
from khuyenhoc.intake.check import check
from khuyenhoc.intake.read import read_csv
from khuyenhoc.store.store import Store

OLD, NEW = "02@2020", "08@2025"


def layers(store: Store) -> list[tuple[str, str | None, date, str]]:
    return sorted((row.level, row.province, row.valid_on, row.kind) for row in store.layers())


def test_the_first_start_makes_units_sample_and_schematics(installation: Store):
    units = installation.units()
    valid = {day: query.place(units, installation.succession(), "02", day) for day in (LAST_OLD_DAY, REFORM)}
    assert [len(valid[LAST_OLD_DAY].units.of_level(level)) for level in Level] == [1, 1, 11, 193]
    assert [len(valid[REFORM].units.of_level(level)) for level in Level] == [1, 1, 0, 124]
    batch = installation.batches().iloc[0]
    assert (batch["kind"], batch["state"], batch["errors"], batch["published_by"]) == (
        "sample",
        "published",
        0,
        "Phần mềm",
    )
    rows = installation.observations()
    assert len(rows) == batch["rows"] and rows["bundled"].all()
    assert layers(installation) == [
        ("commune", OLD, LAST_OLD_DAY, "schematic"),
        ("commune", OLD, LAST_OLD_DAY, "tiles"),
        ("commune", NEW, REFORM, "schematic"),
        ("commune", NEW, REFORM, "tiles"),
        ("district", OLD, LAST_OLD_DAY, "schematic"),
        ("district", OLD, LAST_OLD_DAY, "tiles"),
    ]
    drawn = {(row.level, row.province): len(from_bytes(row.content).keys) for row in installation.layers()}
    assert drawn == {("commune", OLD): 193, ("district", OLD): 11, ("commune", NEW): 124}


def test_the_sample_arrives_as_if_its_file_had_been_uploaded(home):
    """Its cells are handed over without the detour through 25 MB of CSV: reading that file must give the same rows."""
    store = Store.open(config.database_url())
    rows = preparing.sample_observations(config.DATA / "sample", store.units())
    few = rows.groupby(["indicator", "minh_hoa"], sort=False).head(40)
    read = check(read_csv(few.to_csv(index=False).encode(), "a.csv"), preparing.context(store)).observations
    handed = check(preparing._sheet(few), preparing.context(store)).observations
    store.close()
    assert len(read) == len(few) and read.equals(handed)


def test_a_second_start_adds_nothing(installation: Store):
    version, before = installation.version(), layers(installation)
    assert preparing.prepare(installation, "02") == []
    assert (installation.version(), layers(installation), len(installation.batches())) == (version, before, 1)


def test_a_missing_schematic_is_drawn_again_and_nothing_else(home, store: Store):
    """Another province than that of the sample: units and schematics only."""
    assert preparing.prepare(store, "74") == [
        "Đã nạp danh mục đơn vị hành chính cả nước trước và sau 1/7/2025.",
        "Đã vẽ 6 sơ đồ địa bàn.",
    ]
    assert store.batches().empty
    assert {row.province for row in store.layers()} == {"74@2020", "79@2025"}
    assert preparing.prepare(store, "74") == []
    assert preparing.prepare(store, "36") == ["Đã vẽ 6 sơ đồ địa bàn."]


def test_removing_the_sample_takes_its_figures_and_nothing_else(installation: Store):
    units, before = installation.units(), layers(installation)
    assert preparing.remove_sample(installation, "Bà Lan") == 1
    assert installation.observations().empty
    assert installation.units().equals(units) and layers(installation) == before
    assert preparing.prepare(installation, "02") == []
    with pytest.raises(AppError, match="Không còn số liệu minh họa nào để gỡ"):
        preparing.remove_sample(installation, "Bà Lan")
