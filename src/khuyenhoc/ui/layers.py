"""Which geometry a map is drawn on: imported before schematic before tiles, the newest first."""

from datetime import date

from khuyenhoc.domain.unit import COUNTRY, REFORM, Level
from khuyenhoc.geography.joined import BETWEEN, joined
from khuyenhoc.geography.layer import Layer, from_bytes, origins_document, origins_name
from khuyenhoc.query import Place
from khuyenhoc.store.store import LayerRow
from khuyenhoc.ui import data, eras, filters, succession_data

WAY, SHAPES, TILES, BARS = "hinh", "ban-do", "o", "thanh"
WAYS = {SHAPES: "Bản đồ", TILES: "Ô bằng nhau", BARS: "Thanh"}
_ORDER = ("imported", "schematic", "tiles")
_MOST_JOINED = 63  # provinces there ever were: a longer name names no layer


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
    """What is drawn over communes of the same kind of shapes: districts; over a country's, or where none are, provinces."""
    above = level_above(on)
    if shown.level == above or Level(shown.level) is Level.PROVINCE or shown.kind == "tiles":
        return None
    return _first(above, on, (shown.kind,))


def origins(shown: Layer) -> str:
    """The version of what each unit shown is made of, to be fetched beside its shapes; '' where nothing is known."""

    def find() -> str:
        document = origins_document(shown, succession_data.formed())
        return origins_name(document) if document else ""

    return data.on_every_map("origins", (shown.hash,), find)


def level_above(on: date) -> Level:
    """Above communes districts; above a country's, and of several provinces those that have no districts, provinces."""
    where = data.place(on)
    has_none = where.several and not where.units.of_level(Level.DISTRICT)
    return Level.PROVINCE if has_none or where.province == COUNTRY else Level.DISTRICT


def _first(level: Level, on: date, kinds: tuple[str, ...]) -> Layer | None:
    def find() -> Layer | None:
        where, rows = data.place(on), data.store().layer_index()
        rows = [row for row in rows if row.level == level and (row.valid_on >= REFORM) == eras.is_new(on)]
        names = (name for kind in kinds if (name := _name(where, [row for row in rows if row.kind == kind])))
        return layer_by_hash(name) if (name := next(names, "")) else None

    return data.for_everybody("layer", (level, eras.is_new(on), kinds), find)


def _name(where: Place, rows: list[LayerRow]) -> str:
    """The newest of these rows that shows the place; of several provinces together, one for each. '' where none does."""
    newest = {row.province: row.hash for row in reversed(rows)}
    own = newest.get(None if where.province == COUNTRY else where.province, "")
    parts = [newest.get(each.province, "") for each in where.provinces] if where.province != COUNTRY else []
    return own or (BETWEEN.join(parts) if all(parts) else "")


def layer_by_hash(name: str) -> Layer | None:
    """For the server's routes: geometry by its content's name, of several provinces the names of theirs."""

    def find() -> Layer | None:
        rows = [data.store().layer(part) for part in name.split(BETWEEN, _MOST_JOINED)]
        parts = [from_bytes(row.content) for row in rows if row is not None]
        if len(parts) < len(rows):
            return None
        return parts[0] if len(parts) == 1 else joined(parts)

    return data.on_every_map("layer by hash", (name,), find)
