"""A map as marks on paper, for pictures in documents and exports: the same shapes, classes and words as the interactive one.

The only place that lays a map out; map_svg.py and map_picture.py write the marks as SVG and PNG. Coordinates are positions on
the paper, not on the earth.
"""

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, pi, radians
from typing import Any

from khuyenhoc.domain.archipelago import shown_in
from khuyenhoc.geography.layer import Layer, Ring, borders, shapes
from khuyenhoc.present import letters, status
from khuyenhoc.present.map_views import Painted, Style
from khuyenhoc.present.maps import TONES, bounds_of, framed

Rings = list[Ring]
Outlines = Mapping[str, Sequence[Rings]]  # polygons by unit, in the order of the layer
LINE = 26
TYPE = 18
LARGEST_CIRCLE, LEAST_CIRCLE = 30.0, 7.0
COVERED = 0.25  # of the land, by all circles together: as in static/circles.js


@dataclass(frozen=True)
class Area:
    """`polygons`: per polygon its rings, outer first. `style`: by its number in the palette. `plain`: without its colour, which
    the circle on it shows."""

    polygons: Sequence[Rings]
    style: int
    name: str
    plain: bool = False


@dataclass(frozen=True)
class Lines:
    kind: str
    lines: Rings
    ink: str
    weight: float
    dashed: bool = False


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    style: int


@dataclass(frozen=True)
class Swatch:
    x: float
    y: float
    style: int


@dataclass(frozen=True)
class Words:
    """`y`: of the line the letters stand on. `middle`: centred on x."""

    x: float
    y: float
    text: str
    size: int = TYPE
    kind: str = ""
    italic: bool = False
    bold: bool = False
    middle: bool = False


Mark = Area | Lines | Dot | Swatch | Words


@dataclass(frozen=True)
class Drawing:
    """`height` of the whole, `ground` of the map above the legend. `sample`: the word across it, "" where figures are real."""

    title: str
    width: int
    height: int
    ground: int
    palette: Sequence[Style]
    marks: list[Mark] = field(default_factory=list)
    sample: str = ""


def drawing(
    layer: Layer, paint: Painted, *,
    title: str, notes: Sequence[str] = (), outline: Layer | None = None, sample: bool = False, width: int = 1000,
    marked: Collection[str] = (),
) -> Drawing:  # fmt: skip
    """The map with title, legend, label of its shapes (source, licence, date) and `notes` (source and date of the figures).

    `marked`: keys of the units with a thick edge.
    """
    paper = _Paper(layer, width)
    topology = layer.topology
    outlines = dict(zip(layer.keys, shapes(topology), strict=True))
    circles = _circles(outlines, outline, paint, paper) if paint.rings else None
    said = [*([circles.shown.title] if circles and circles.shown is paint.above else []), layer.label, *notes]
    below = [line for text in said for line in letters.lines(text, width, TYPE, "Italic")]
    legend = [*_legend(paint, circles, paper.bottom + LINE)]
    under = paper.bottom + LINE * (len(paint.palette) + 1) + (LINE + 30 if circles else 0)
    words = [Words(0, under + LINE * n, text, italic=True) for n, text in enumerate(below)]
    marks: list[Mark] = [Words(width / 2, 30, title, 24, "title", bold=True, middle=True)]
    marks += [*_areas(layer, outlines, paint, paper), *_lines(layer, topology, outline, paper)]
    marks += [
        *_marked(outlines, marked, paper),
        *(circles.dots if circles else []),
        *_islands(layer, paper),
        *legend,
        *words,
    ]
    height = under + LINE * len(below)
    return Drawing(title, width, height, paper.bottom, paint.palette, marks, status.SAMPLE_WORD if sample else "")


class _Paper:
    """Where degrees lie on a drawing `width` wide, north up, a kilometre east as long as a kilometre north, under the title."""

    def __init__(self, layer: Layer, width: int):
        self.west, south, self.east, self.north = bounds_of(layer)
        self.squeeze = cos(radians((south + self.north) / 2))
        self.scale = width / ((self.east - self.west) * self.squeeze)
        self.top = 44
        self.bottom = self.top + round((self.north - south) * self.scale)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.squeeze * self.scale, self.top + (self.north - lat) * self.scale

    def lines(self, lines: Sequence[Ring]) -> Rings:
        return [[self.at(lon, lat) for lon, lat in line] for line in lines]


def _areas(layer: Layer, outlines: Outlines, paint: Painted, paper: _Paper) -> Iterator[Area]:
    """As on the interactive map: plain under circles, but for the hatch of those without a figure."""
    circled = bool(paint.rings)
    for (key, polygons), name in zip(outlines.items(), layer.names, strict=True):
        style = paint.classes.get(key, paint.silent)
        plain = circled and not paint.palette[style].hatch
        yield Area([paper.lines(rings) for rings in polygons], style, name, plain)


def _lines(layer: Layer, topology: dict[str, Any], outline: Layer | None, paper: _Paper) -> Iterator[Lines]:
    fine = layer.level == "commune"
    yield Lines("borders", paper.lines(borders(topology, outer=False)), TONES["commune" if fine else "district"], 1)
    outer = outline.topology if outline else topology
    if outline:
        yield Lines("districts", paper.lines(borders(outer, outer=False)), TONES["district"], 1.8)
    if layer.kind == "imported":
        yield Lines("edge", paper.lines(borders(outer, outer=True)), TONES["edge"], 1.6)


def _marked(outlines: Outlines, keys: Collection[str], paper: _Paper) -> Iterator[Lines]:
    if keys:
        chosen = [polygons for key, polygons in outlines.items() if key in keys]
        edges = [ring for polygons in chosen for rings in polygons for ring in paper.lines(rings)]
        yield Lines("marked", edges, TONES["focus"], 3)


@dataclass(frozen=True)
class _Circles:
    """`shown`: the painting they are of. `radius` of the largest."""

    shown: Painted
    radius: float
    dots: list[Dot]


def _circles(outlines: Outlines, outline: Layer | None, paint: Painted, paper: _Paper) -> _Circles:
    """Those of the units, largest first; of the units above where there are so many that they would be too small to read."""
    land = sum(_area(paper.lines(rings)[0]) for polygons in outlines.values() for rings in polygons)
    radius = _largest(paint, land)
    if radius < LEAST_CIRCLE and outline and paint.above:
        above = dict(zip(outline.keys, shapes(outline.topology), strict=True))
        radius = _largest(paint.above, land)
        return _Circles(paint.above, radius, _dots(above, paint.above, radius, lambda key: paint.silent, paper))
    return _Circles(
        paint, radius, _dots(outlines, paint, radius, lambda key: paint.classes.get(key, paint.silent), paper)
    )


def _largest(paint: Painted, land: float) -> float:
    covered = pi * sum(max(size, 0) / paint.largest for size in (paint.sizes or {}).values())
    return min(LARGEST_CIRCLE, (COVERED * land / (covered or 1)) ** 0.5)


def _dots(outlines: Outlines, paint: Painted, radius: float, style: Callable[[str], int], paper: _Paper) -> list[Dot]:
    sizes = paint.sizes or {}
    found = []
    for key in sorted(outlines, key=lambda key: -sizes.get(key, 0)):
        if (size := sizes.get(key, 0)) > 0:
            x, y = paper.at(*_middle(max((rings[0] for rings in outlines[key]), key=_area)))
            found.append(Dot(x, y, radius * (size / paint.largest) ** 0.5, style(key)))
    return found


def _area(ring: Ring) -> float:
    pairs = itertools.pairwise(ring)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    """The middle of the widest stretch of a horizontal cut through the ring: inside, which a centroid need not be."""
    lats = [lat for _, lat in ring]
    best, place = -1.0, ring[0]
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        level = min(lats) + (max(lats) - min(lats)) * share
        pairs = list(itertools.pairwise(ring))
        cuts = sorted(
            a[0] + (level - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in pairs if (a[1] > level) != (b[1] > level)
        )
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            if right - left > best * 1.1:
                best, place = right - left, ((left + right) / 2, level)
    return place


def _islands(layer: Layer, paper: _Paper) -> Iterator[Mark]:
    """Both archipelagos by name in every drawing of the whole country."""
    for each in shown_in(layer.province, layer.keys):
        west, south, east, north = each.bounds
        (left, top), (right, bottom) = paper.at(west, north), paper.at(east, south)
        frame = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        lacks = framed(layer, each)
        yield Lines("islands", [frame], TONES["edge"], 2 if lacks else 1, dashed=not lacks)
        middle = min(max((left + right) / 2, 120), paper.at(paper.east, 0)[0] - 120)
        yield Words(middle, top - 8, each.label, TYPE, "islands", italic=True, middle=True)


def _legend(paint: Painted, circles: _Circles | None, top: int) -> Iterator[Mark]:
    for n, style in enumerate(paint.palette):
        yield Swatch(0, top + LINE * n - 15, n)
        yield Words(36, top + LINE * n, style.label)
    if circles is None:
        return
    y = top + LINE * len(paint.palette) + 14
    for n, (part, text) in enumerate(circles.shown.rings):
        yield Dot(34 + n * 260, y, circles.radius * part**0.5, paint.silent)
        yield Words(74 + n * 260, y + 6, text)
