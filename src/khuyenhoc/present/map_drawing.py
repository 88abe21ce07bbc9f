"""Maps as drawings (SVG) for documents and exports: the same shapes, classes and words as the interactive ones."""

from collections.abc import Collection, Sequence
from html import escape
from math import cos, radians

from khuyenhoc.geography.layer import Layer, Ring, borders, shapes
from khuyenhoc.present import status
from khuyenhoc.present.maps import TONES, Style


def svg_map(
    layer: Layer, classes: Sequence[int], palette: Sequence[Style], *,
    title: str, outline: Layer | None = None, sample: bool = False, width: int = 1000,
    marked: Collection[str] = (),
) -> str:  # fmt: skip
    """The same map as a drawing with legend and label; coordinates are positions on the paper, not on the earth.

    `marked`: keys of the units with a thick edge.
    """
    if len(layer.keys) != len(classes):
        raise ValueError(f"{len(layer.keys)} shapes, {len(classes)} classes")
    paper = _Paper(layer, width)
    line = 26
    total = paper.height + line * (len(palette) + 2)
    topology = layer.topology
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
    parts += _edges(paper, layer, outline, marked)
    if sample:
        parts.append(_diagonal(width, paper.height))
    parts += [_legend(palette, paper.height + line, line), _words(0, total, layer.label, "italic"), "</svg>"]
    return "\n".join(parts)


def _edges(paper: "_Paper", layer: Layer, outline: Layer | None, marked: Collection[str]) -> list[str]:
    """The lines over the units: districts, the outer edge of real boundaries, units that are marked."""
    outer = outline.topology if outline else layer.topology
    found = []
    if outline:
        found.append(_line("districts", paper.lines(borders(outer, outer=False)), TONES["district"], 1.8))
    if layer.kind == "imported":
        found.append(_line("edge", paper.lines(borders(outer, outer=True)), TONES["edge"], 1.6))
    if marked:
        edges = [shape for key, shape in zip(layer.keys, shapes(layer.topology), strict=True) if key in marked]
        found.append(_line("marked", "".join(paper.areas(polygons) for polygons in edges), TONES["focus"], 3))
    return found


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
