"""Which geometry a map is drawn on: imported before schematic before tiles, the newest first."""

from datetime import date

from khuyenhoc.domain.unit import COUNTRY, REFORM, Level
from khuyenhoc.geography.layer import Layer, from_bytes
from khuyenhoc.store.store import LayerRow
from khuyenhoc.ui import data, eras, filters

WAY, SHAPES, TILES, BARS = "hinh", "ban-do", "o", "thanh"
WAYS = {SHAPES: "Bản đồ", TILES: "Ô bằng nhau", BARS: "Thanh"}
_ORDER = ("imported", "schematic", "tiles")


def way() -> str:
    """How the units are drawn: shapes, squares of one size, or bars."""
    return filters.select(WAY, "Cách vẽ", list(WAYS), SHAPES, lambda each: WAYS[each], few=True)


def drawn(level: Level, on: date, way: str) -> Layer | None:
    """The layer for that way of drawing; None for bars, which also stand in where nothing else can be drawn."""
    if way == BARS:
        return None
    return layer(level, on) if way == SHAPES else _first(level, on, ("tiles",))


def layer(level: Level, on: date) -> Layer | None:
    """The newest geometry of the place's units of a level on that date: imported before schematic before tiles."""
    return _first(level, on, _ORDER)


def outline(shown: Layer, on: date) -> Layer | None:
    """What is drawn over communes of the same kind of shapes: districts, over a country's communes provinces."""
    above = level_above(shown.province)
    if shown.level == above or Level(shown.level) is Level.PROVINCE or shown.kind == "tiles":
        return None
    return _first(above, on, (shown.kind,))


def level_above(province: str | None) -> Level:
    """Of a province's communes districts, of the country's (None) provinces."""
    return Level.PROVINCE if province is None else Level.DISTRICT


def _first(level: Level, on: date, kinds: tuple[str, ...]) -> Layer | None:
    def find() -> Layer | None:
        place, reformed = data.place(on).province, eras.is_new(on)
        province = None if place == COUNTRY else place
        rows = [
            row for row in data.store().layer_index() if _fits(row, level, province, reformed) and row.kind in kinds
        ]
        rows.sort(key=lambda row: kinds.index(row.kind))
        return layer_by_hash(rows[0].hash) if rows else None

    return data.for_everybody("layer", (level, eras.is_new(on), kinds), find)


def _fits(row: LayerRow, level: Level, province: str | None, reformed: bool) -> bool:
    return (row.level, row.province, row.valid_on >= REFORM) == (level, province, reformed)


def layer_by_hash(name: str) -> Layer | None:
    """For the server's routes: geometry by its content's name."""

    def find() -> Layer | None:
        row = data.store().layer(name)
        return from_bytes(row.content) if row is not None else None

    return data.on_every_map("layer by hash", (name,), find)
