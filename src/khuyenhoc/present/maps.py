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
from khuyenhoc.geography.layer import Layer
from khuyenhoc.present import status

ASSETS = "/assets"
TONES = {
    "commune": status.LINE, "district": status.INK, "edge": status.MUTED, "ink": status.INK, "paper": status.SURFACE,
    "halo": status.PAPER, "hatch": status.HATCH_INK, "sample": status.SAMPLE_INK, "focus": status.FOCUS, "font": status.FONT,
}  # fmt: skip
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Style:
    """How one class looks: its colour, the words in the legend, and whether it is hatched on that colour."""

    fill: str
    label: str
    hatch: bool = False


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
            for name in (packaged.SHAPES_SCRIPT, packaged.MAP_SCRIPT)
        ),
    ]
    default_css = [
        ("leaflet_css", f"{ASSETS}/leaflet/leaflet.css"),
        ("khuyenhoc_css", f"{ASSETS}/{packaged.MAP_STYLE}?v={packaged.version(packaged.MAP_STYLE)}"),
    ]

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
    layer: Layer, classes: Sequence[int], values: Sequence[str], palette: Sequence[Style], *,
    title: str, outline: Layer | None = None, selected: str | None = None, sample: bool = False, large: bool = False,
) -> MapView:  # fmt: skip
    """A map of any level. `classes` (positions in `palette`) and `values` (texts of the tooltip) stand in the order of `layer.keys`.

    `outline`: the districts drawn over communes. `selected`: the key with a thick edge. `large`: type for a meeting room.
    """
    if not len(layer.keys) == len(classes) == len(values):
        raise ValueError(f"{len(layer.keys)} shapes, {len(classes)} classes, {len(values)} values")
    spec = {
        "base": ASSETS,
        "geo": layer.hash,
        "outline": outline.hash if outline else None,
        "bounds": layer.bounds,
        "level": layer.level,
        "edge": layer.kind == "imported",
        "classes": "".join(_DIGITS[number] for number in classes),
        "values": list(values),
        "styles": [asdict(style) for style in palette],
        "selected": layer.keys.index(selected) if selected in layer.keys else -1,
        "sample": sample,
        "large": large,
        "title": title,
        "label": layer.label,
        "tones": TONES,
    }
    change = _Change(control=False)
    change.add_child(_Paint(_script_json(spec)))
    return MapView(_empty_map(), change)


def clicked_key(answer: Mapping[str, Any] | None) -> str | None:
    """The key of the unit clicked last, from what st_folium returned."""
    feature = (answer or {}).get("last_active_drawing")
    return feature["properties"]["key"] if feature else None


def by_unit(layer: Layer, shown: Mapping[str, Any], otherwise: Any) -> list[Any]:
    """Values by key put into the layer's order."""
    return [shown.get(key, otherwise) for key in layer.keys]


def _empty_map() -> folium.Map:
    """The same for every layer, so that the frame stays while levels change; the script fits the view."""
    return _LocalMap(
        location=[16.0, 106.0], zoom_start=6, tiles=None, control_scale=False, zoom_control=False, prefer_canvas=True,
        attribution_control=False, zoom_snap=0.1, zoom_delta=0.8, scroll_wheel_zoom=False, max_bounds_viscosity=1.0,
    )  # fmt: skip


def _script_json(value: Any) -> str:
    """JSON that is safe inside a script, and inside a template should branca ever compile it as one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&'\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return re.sub(r"\{(?=[{%#])", r"\\u007b", text)
