"""Maps: the interactive one (folium, Leaflet served by us) and the drawn one (SVG, for documents and exports).

The only place that uses folium. Shapes and names reach the browser once, as files named by their content; a change of what is
shown sends one digit and one short text per unit.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from math import cos, radians
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from khuyenhoc import packaged
from khuyenhoc.geography.layer import Layer, Ring, borders, shapes
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


def svg_map(
    layer: Layer, classes: Sequence[int], palette: Sequence[Style], *,
    title: str, outline: Layer | None = None, sample: bool = False, width: int = 1000,
) -> str:  # fmt: skip
    """The same map as a drawing with legend and label; coordinates are positions on the paper, not on the earth."""
    if len(layer.keys) != len(classes):
        raise ValueError(f"{len(layer.keys)} shapes, {len(classes)} classes")
    paper = _Paper(layer, width)
    line = 26
    total = paper.height + line * (len(palette) + 2)
    topology = layer.topology
    outer = outline.topology if outline else topology
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8} {total + 8}" width="{width}" role="img" '
        f"font-family='{status.FONT}' fill=\"{status.INK}\"><title>{escape(title)}</title>",
        _hatches(palette),
        f'<rect class="paper" x="-4" y="-4" width="{width + 8}" height="{paper.height + 8}" fill="{TONES["paper"]}"/>',
        *(
            f'<path class="unit" d="{paper.areas(polygons)}" fill="{_paint(palette, number)}" fill-rule="evenodd">'
            f"<title>{escape(name)}</title></path>"
            for polygons, number, name in zip(shapes(topology), classes, layer.names, strict=True)
        ),
        _line(
            "borders",
            paper.lines(borders(topology, outer=False)),
            TONES["commune" if layer.level == "commune" else "district"],
            1,
        ),
    ]
    if outline:
        parts.append(_line("districts", paper.lines(borders(outer, outer=False)), TONES["district"], 1.8))
    if layer.kind == "imported":
        parts.append(_line("edge", paper.lines(borders(outer, outer=True)), TONES["edge"], 1.6))
    if sample:
        parts.append(_diagonal(width, paper.height))
    parts += [_legend(palette, paper.height + line, line), _words(0, total, layer.label, "italic"), "</svg>"]
    return "\n".join(parts)


class _Paper:
    """Where degrees lie on a drawing `width` wide, north up, a kilometre east as long as a kilometre north."""

    def __init__(self, layer: Layer, width: int):
        self.west, south, east, self.north = layer.bounds
        self.squeeze = cos(radians((south + self.north) / 2))
        self.scale = width / ((east - self.west) * self.squeeze)
        self.height = round((self.north - south) * self.scale)

    def lines(self, lines: Sequence[Ring], close: str = "") -> str:
        return "".join("M" + "L".join(self._point(lon, lat) for lon, lat in line) + close for line in lines)

    def areas(self, polygons: Sequence[Sequence[Ring]]) -> str:
        return self.lines([ring for rings in polygons for ring in rings], "Z")

    def _point(self, lon: float, lat: float) -> str:
        return f"{(lon - self.west) * self.squeeze * self.scale:.1f} {(self.north - lat) * self.scale:.1f}"


def _line(name: str, path: str, stroke: str, weight: float) -> str:
    return f'<path class="{name}" d="{path}" fill="none" stroke="{stroke}" stroke-width="{weight}" stroke-linejoin="round"/>'


def _words(x: float, y: float, text: str, style: str = "normal") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="18" font-style="{style}">{escape(text)}</text>'


def _diagonal(width: int, height: int) -> str:
    x, y, size = width // 2, height // 2, min(width, height) // 6
    return (
        f'<text class="sample" x="{x}" y="{y}" font-size="{size}" font-weight="bold" fill="{status.SAMPLE_INK}" opacity="0.3" '
        f'text-anchor="middle" transform="rotate(-28 {x} {y})">{status.SAMPLE_WORD}</text>'
    )


def _legend(palette: Sequence[Style], top: int, line: int) -> str:
    return "\n".join(
        f'<rect class="swatch" x="0" y="{top + line * n - 15}" width="26" height="18" fill="{_paint(palette, n)}" stroke="{status.MUTED}"/>'
        + _words(36, top + line * n, style.label)
        for n, style in enumerate(palette)
    )


def _paint(palette: Sequence[Style], number: int) -> str:
    return f"url(#hatch{number})" if palette[number].hatch else palette[number].fill


def _hatches(palette: Sequence[Style]) -> str:
    return "<defs>" + "".join(
        f'<pattern id="hatch{n}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="{escape(style.fill)}"/><rect width="1.8" height="7" fill="{status.HATCH_INK}"/></pattern>'
        for n, style in enumerate(palette) if style.hatch
    ) + "</defs>"  # fmt: skip
