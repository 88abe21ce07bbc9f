"""The interactive map: folium, with Leaflet served by us. Drawings for documents are map_drawing's.

The only place that uses folium. Shapes and names reach the browser once, as files named by their content; a change of what is
shown sends one digit and one short text per unit.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from khuyenhoc import packaged
from khuyenhoc.domain.archipelago import Archipelago, shown_in
from khuyenhoc.geography.layer import Layer
from khuyenhoc.present import status
from khuyenhoc.present.map_views import Painted, on_one_scale

ASSETS = "/assets"
TONES = {
    "commune": status.MAP_LINE, "district": status.INK, "edge": status.MUTED, "ink": status.INK, "paper": status.SURFACE,
    "land": status.LAND,
    "halo": status.PAPER, "hatch": status.HATCH_INK, "sample": status.SAMPLE_INK, "focus": status.FOCUS, "font": status.FONT,
}  # fmt: skip
NOTHING = "chưa có số liệu"
LARGEST = 35  # the digit of the largest circle
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class MapView:
    """What a page shows: `st_folium(view.map, feature_group_to_add=view.change, returned_objects=RETURNED, key=…)`."""

    map: folium.Map
    change: folium.FeatureGroup


RETURNED = ("last_active_drawing",)


class _LocalMap(folium.Map):
    """folium's map with Leaflet, our script and our style from this server and nothing from anywhere else."""

    default_js = [
        ("leaflet", f"{ASSETS}/leaflet/leaflet.js"),
        *(
            (name, f"{ASSETS}/{name}?v={packaged.version(name)}")
            for name in (packaged.SHAPES_SCRIPT, packaged.CIRCLES_SCRIPT, packaged.PANE_SCRIPT, packaged.MAP_SCRIPT)
        ),
    ]
    default_css = [
        ("leaflet_css", f"{ASSETS}/leaflet/leaflet.css"),
        ("khuyenhoc_css", f"{ASSETS}/{packaged.MAP_STYLE}?v={packaged.version(packaged.MAP_STYLE)}"),
    ]

    # folium's own without its style sheet, which map.css holds: it would be sent with every change.
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.script_options }});
        {% endmacro %}
        """
    )
    script_options = (
        '{"center":[16,106],"zoom":6,"zoomControl":false,"preferCanvas":true,"attributionControl":false,"zoomSnap":0.1,'
        '"zoomDelta":0.8,"scrollWheelZoom":false,"maxBoundsViscosity":1}'
    )
    _rendered = False

    def render(self, **kwargs: Any) -> str:
        """Once, and without tags for the links above: st_folium asks twice, drops the tags and takes the links themselves."""
        if not self._rendered:
            self._rendered = True
            super(JSCSSMixin, self).render(**kwargs)
        return ""


class _Change(folium.FeatureGroup):
    """The group that streamlit-folium puts on the map; it reads the script of its parts and needs no page rendered."""

    def render(self, **kwargs: Any) -> str:
        return ""


class _Paint(MacroElement):
    """The call that repaints the shapes already on the map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        khuyenhocMap.paint({{ this._parent._parent.get_name() }}, {{ this._parent.get_name() }}, {{ this.spec }});
        {% endmacro %}
        """
    )

    def __init__(self, spec: str):
        super().__init__()
        self._name = "Paint"
        self.spec = spec


def commune_map(
    layer: Layer, paints: Sequence[Painted], *,
    title: str, outline: Layer | None = None, selected: str | None = None, find: bool = False, sample: bool = False,
    large: bool = False, tiles: str = "", origins: str = "",
) -> MapView:  # fmt: skip
    """A map of any level; of two `paints` two maps side by side, in step.

    `outline`: the districts (of the country: the provinces) drawn over communes. `selected`: the key with a thick edge; `find`:
    and the map goes there. `large`: type for a meeting room. `tiles`: address of the pictures below the shapes.
    `origins`: the version of what each unit is made of, for the tooltip; "" for none.
    """
    spec = {
        "base": ASSETS,
        "geo": layer.hash,
        "outline": outline.hash if outline else None,
        "bounds": bounds_of(layer),
        "level": layer.level,
        "origins": f"/origins/{origins}/{layer.hash}.json" if origins else "",
        "edge": layer.kind == "imported",
        "islands": _islands(layer),
        "panes": [_pane(layer, paint, outline) for paint in on_one_scale(paints)],
        "one_scale": len({paint.noun for paint in paints}) == 1,
        "selected": layer.keys.index(selected) if selected in layer.keys else -1,
        "find": find,
        "sample": sample,
        "large": large,
        "title": title,
        "label": layer.label,
        "tiles": tiles,
        "tones": TONES,
    }
    change = _Change(control=False)
    change.add_child(_Paint(_script_json(spec)))
    return MapView(_empty_map(), change)


def _pane(layer: Layer, paint: Painted, outline: Layer | None) -> dict[str, Any]:
    """What one map is painted with: a digit and a short text per unit, in the order of `layer.keys`."""
    classes = by_unit(layer, paint.classes, paint.silent)
    values = by_unit(layer, paint.values, NOTHING)
    pane = {
        "title": paint.title,
        "classes": "".join([_DIGITS[number] for number in classes]),
        "values": "|".join([text.replace("|", "/") for text in values]),
        "styles": [{name: value for name, value in asdict(style).items() if value} for style in paint.palette],
        "matrix": paint.matrix,
    }
    if not paint.rings:
        return pane
    pane |= _circles(layer.keys, paint)
    if outline and paint.above and paint.above.rings:
        pane["above"] = _circles(outline.keys, paint.above) | {"fill": status.GROUP_FILL, "note": paint.above.title}
    return pane


def _circles(keys: Sequence[str], paint: Painted) -> dict[str, Any]:
    """A digit per unit for the radius of its circle, 0 for none, and those the legend explains."""
    sizes = paint.sizes or {}
    radii = {key: (size / paint.largest) ** 0.5 for key, size in sizes.items() if size > 0}
    digits = {key: max(1, round(LARGEST * radius)) for key, radius in radii.items()}
    rings = [[round(LARGEST * part**0.5), text] for part, text in paint.rings]
    return {"sizes": "".join([_DIGITS[digits.get(key, 0)] for key in keys]), "rings": rings}


def _islands(layer: Layer) -> list[dict[str, Any]]:
    """Every view of the whole country, and of the province one belongs to, names the archipelagos."""
    return [
        {"label": each.label, "bounds": each.bounds, "framed": framed(layer, each)}
        for each in shown_in(layer.province, layer.keys)
    ]


def framed(layer: Layer, archipelago: Archipelago) -> bool:
    """True where the layer has no shape in the archipelago's place: a grid of tiles has none anywhere."""
    return archipelago.name in layer.lacks or layer.kind == "tiles"


def bounds_of(layer: Layer) -> tuple[float, float, float, float]:
    """What a view fits: the layer and the archipelagos it names."""
    boxes = [layer.bounds, *(each.bounds for each in shown_in(layer.province, layer.keys))]
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def clicked_key(answer: Mapping[str, Any] | None) -> str | None:
    """The key of the unit clicked last, from what st_folium returned."""
    feature = (answer or {}).get("last_active_drawing")
    return feature["properties"]["key"] if feature else None


def by_unit(layer: Layer, shown: Mapping[str, Any], otherwise: Any) -> list[Any]:
    """Values by key put into the layer's order."""
    return [shown.get(key, otherwise) for key in layer.keys]


def _empty_map() -> folium.Map:
    """The same for every layer, so that the frame stays while levels change; the script fits the view."""
    return _LocalMap(tiles=None)


def _script_json(value: Any) -> str:
    """JSON that is safe inside a script, and inside a template should branca ever compile it as one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&'\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return re.sub(r"\{(?=[{%#])", r"\\u007b", text)
