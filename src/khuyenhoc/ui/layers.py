"""Which geometry a map is drawn on: imported before schematic, the newest first."""

from datetime import date

from khuyenhoc.domain.unit import COUNTRY, REFORM, Level
from khuyenhoc.geography.layer import Layer, from_bytes
from khuyenhoc.ui import data, eras


def layer(level: Level, on: date) -> Layer | None:
    """The newest geometry of the place's units of a level on that date: imported before schematic."""

    def find() -> Layer | None:
        place, reformed = data.place(on).province, eras.is_new(on)
        province = None if place == COUNTRY else place
        rows = [
            row
            for row in data.store().layer_index()
            if (row.level, row.province, row.valid_on >= REFORM) == (level, province, reformed)
        ]
        rows.sort(key=lambda row: row.kind != "imported")
        return layer_by_hash(rows[0].hash) if rows else None

    return data.made("layer", (level, eras.is_new(on)), find)


def layer_by_hash(name: str) -> Layer | None:
    """For the server's routes: geometry by its content's name."""

    def find() -> Layer | None:
        row = data.store().layer(name)
        return from_bytes(row.content) if row is not None else None

    return data.made("layer by hash", (name,), find)
