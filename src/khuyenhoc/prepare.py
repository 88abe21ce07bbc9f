"""What the first start makes: the units of the country, the sample, a schematic map. Run again, it adds what is missing."""

import io
from datetime import date

from khuyenhoc import config, definitions, query
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM
from khuyenhoc.errors import AppError, Severity
from khuyenhoc.geography import admin_units
from khuyenhoc.geography.layer import Layer, to_bytes
from khuyenhoc.geography.schematic import schematic_layers
from khuyenhoc.intake.check import check
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.read import read_csv
from khuyenhoc.intake.rows import Context
from khuyenhoc.sample import observations as sample_observations
from khuyenhoc.store.store import LayerRow, Store, Upload

SAMPLE_PROVINCE = "02"
SAMPLE_FILE = "so-lieu-kem-theo-ha-giang.csv"
PRODUCT = "Phần mềm"
_MAP_DAYS = (LAST_OLD_DAY, REFORM)


def prepare(store: Store, province: str) -> list[str]:
    """Adds what is missing; returns one Vietnamese line for each thing done."""
    done = []
    if store.load_units(admin_units.units(), admin_units.succession()):
        done.append("Đã nạp danh mục đơn vị hành chính cả nước trước và sau 1/7/2025.")
    if province == SAMPLE_PROVINCE and "sample" not in set(store.batches()["kind"]):
        rows = load_sample(store)
        done.append(f"Đã nạp số liệu kèm theo của tỉnh Hà Giang ({rows} dòng).")
    drawn = draw_schematics(store, province)
    if drawn:
        done.append(f"Đã vẽ {drawn} sơ đồ địa bàn.")
    return done


def load_sample(store: Store) -> int:
    """The sample goes the way of every file: read, checked, staged, published. Returns the number of rows."""
    units = store.units()
    rows = sample_observations(config.DATA / "sample", units)
    buffer = io.StringIO()
    rows.to_csv(buffer, index=False)
    content = buffer.getvalue().encode()
    checked = check(read_csv(content, SAMPLE_FILE), context(store))
    errors = [problem for problem in checked.problems if problem.severity is Severity.ERROR]
    if errors:
        raise ValueError(f"the sample has errors: {errors[:3]}")
    batch = store.stage(checked.observations, Upload(SAMPLE_FILE, b"", PRODUCT, kind="sample"))
    store.publish(batch, store.version(), PRODUCT)
    return len(checked.observations)


def remove_sample(store: Store, by: str) -> int:
    """Takes the sample back, published figures that came with it included. Raises AppError(no_sample)."""
    batches = store.batches()
    live = batches[(batches["kind"] == "sample") & (batches["state"] == "published")]
    if live.empty:
        raise AppError("no_sample")
    for batch in live["id"]:
        store.roll_back(int(batch), store.version(), by)
    return len(live)


def context(store: Store) -> Context:
    """What a file is checked against today."""
    units = store.units()
    provinces = query.provinces(units, store.succession(), config.province_code())
    return context_for(units, definitions.current(), provinces, date.today())


def draw_schematics(store: Store, province: str) -> int:
    """A schematic for every level and era of the province that has no layer yet."""
    units, succession = store.units(), store.succession()
    have = {(row.level, row.province, row.valid_on >= REFORM) for row in store.layers()}
    drawn = 0
    for day in _MAP_DAYS:
        where = query.place(units, succession, province, day)
        missing = [
            layer
            for layer in schematic_layers(units, where.province, day).values()
            if (layer.level, layer.province, day >= REFORM) not in have
        ]
        for layer in missing:
            store.save_layer(layer_row(layer))
        drawn += len(missing)
    return drawn


def layer_row(layer: Layer) -> LayerRow:
    return LayerRow(layer.hash, layer.level, layer.province, layer.valid_on, layer.kind, to_bytes(layer))
