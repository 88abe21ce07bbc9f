"""What the first start makes: the units of the country, the sample, a schematic map. Run again, it adds what is missing."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from khuyenhoc import config, definitions, query
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, Level
from khuyenhoc.errors import AppError, Severity
from khuyenhoc.geography import admin_units
from khuyenhoc.geography.layer import Layer, to_bytes
from khuyenhoc.geography.schematic import schematic_layers
from khuyenhoc.geography.tiles import tile_layer
from khuyenhoc.intake.check import check
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.rows import Context
from khuyenhoc.sample.rows import observations as sample_observations
from khuyenhoc.store.batches import PUBLISHED, SAMPLE, Upload
from khuyenhoc.store.store import LayerRow, Store

SAMPLE_FILE = "so-lieu-kem-theo-ha-giang.csv"
PRODUCT = "Phần mềm"
_MAP_DAYS = (LAST_OLD_DAY, REFORM)


def prepare(store: Store, province: str = "") -> list[str]:
    """Adds what is missing for the province, by default the one followed; returns one Vietnamese line for each thing done."""
    province, done = province or query.province_code(store), []
    units = store.units()
    if units.empty and store.load_units(admin_units.units(), admin_units.succession()):
        units = store.units()
        done.append("Đã nạp danh mục đơn vị hành chính cả nước trước và sau 1/7/2025.")
    succession = store.succession()
    if province == config.SAMPLE_PROVINCE and SAMPLE not in set(store.batches()["kind"]):
        rows = _load_sample(store, units, succession)
        done.append(f"Đã nạp số liệu kèm theo của tỉnh Hà Giang ({rows} dòng).")
    if drawn := _draw_schematics(store, province, units, succession):
        done.append(f"Đã vẽ {drawn} sơ đồ địa bàn.")
    return done


def context(store: Store) -> Context:
    """What a file is checked against today."""
    return _context(store.units(), store.succession(), query.province_code(store))


def remove_sample(store: Store, by: str) -> int:
    """Takes the sample back, published figures that came with it included. Raises AppError(no_sample)."""
    batches = store.batches()
    live = batches[(batches["kind"] == SAMPLE) & (batches["state"] == PUBLISHED)]
    if live.empty:
        raise AppError("no_sample")
    for batch in live["id"]:
        store.roll_back(int(batch), store.version(), by)
    return len(live)


def layer_row(layer: Layer) -> LayerRow:
    return LayerRow(layer.hash, layer.level, layer.province, layer.valid_on, layer.kind, to_bytes(layer))


def _load_sample(store: Store, units: pd.DataFrame, succession: pd.DataFrame) -> int:
    """The sample goes the way of every file: checked, staged, published. Returns the number of rows."""
    rows = sample_observations(config.DATA / "sample", units)
    checked = check(_sheet(rows), _context(units, succession, config.SAMPLE_PROVINCE))
    errors = [problem for problem in checked.problems if problem.severity is Severity.ERROR]
    if errors:
        raise ValueError(f"the sample has errors: {errors[:3]}")
    batch = store.stage(checked.observations, Upload(SAMPLE_FILE, b"", PRODUCT, kind=SAMPLE))
    store.publish(batch, store.version(), PRODUCT)
    return len(checked.observations)


def _sheet(rows: pd.DataFrame) -> Sheet:
    """The cells as reading a file would give them; writing and reading 25 MB of CSV would take as long as all the rest."""
    cells = rows.astype(object).where(rows.notna(), "").map(str)
    return Sheet(SAMPLE_FILE, [list(rows.columns), *cells.to_numpy().tolist()])


def _context(units: pd.DataFrame, succession: pd.DataFrame, province: str) -> Context:
    provinces = query.provinces(units, succession, province)
    return context_for(units, definitions.current(), provinces, date.today())


def _draw_schematics(store: Store, province: str, units: pd.DataFrame, succession: pd.DataFrame) -> int:
    """A schematic and a grid of tiles for every level and era of the province that has none yet. Returns how many."""
    have = {(row.kind, row.level, row.province, row.valid_on >= REFORM) for row in store.layer_index()}
    drawn = 0
    for day in _MAP_DAYS:
        where = query.place(units, succession, province, day)
        for layer in _drawn(where, day, have):
            store.save_layer(layer_row(layer))
            drawn += 1
    return drawn


def _drawn(where: query.Place, day: date, have: set[tuple]) -> Iterator[Layer]:
    units, place = where.units.frame, None if where.province == COUNTRY else where.province
    # What a country's shapes are made of.
    fine = Level.DISTRICT if where.units.of_level(Level.DISTRICT) else Level.COMMUNE
    levels = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE] if place else [Level.PROVINCE, fine]
    wanted = [
        level
        for level in levels
        if where.units.of_level(level) and level.depth > where.units.level(where.province).depth
    ]
    lacking = [level for level in wanted if ("schematic", level, place, day >= REFORM) not in have]
    made = schematic_layers(units, where.province, day) if lacking else {}
    yield from (made[level] for level in lacking if level in made)
    for level in wanted:
        if ("tiles", level, place, day >= REFORM) not in have:
            grid = tile_layer(units, where.province, level, day)
            if grid is not None:
                yield grid
