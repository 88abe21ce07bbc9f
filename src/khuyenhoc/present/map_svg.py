"""A drawn map as SVG: sharp at any size, for documents and slides."""

from collections.abc import Sequence
from html import escape

from khuyenhoc.present import status
from khuyenhoc.present.map_drawing import Area, Dot, Drawing, Lines, Mark, Rings, Swatch, Words
from khuyenhoc.present.map_views import Style
from khuyenhoc.present.maps import TONES


def svg(drawing: Drawing) -> str:
    width, total = drawing.width, drawing.height
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8} {total + 8}" width="{width}" role="img" '
            f"font-family='{status.FONT}' fill=\"{status.INK}\"><title>{escape(drawing.title)}</title>",
            _hatches(drawing.palette),
            f'<rect class="paper" x="-4" y="-4" width="{width + 8}" height="{drawing.ground + 8}" fill="{TONES["paper"]}"/>',
            *(_mark(mark, drawing.palette) for mark in drawing.marks),
            _diagonal(drawing) if drawing.sample else "",
            "</svg>",
        ]
    )


def _mark(mark: Mark, palette: Sequence[Style]) -> str:
    match mark:
        case Area():
            path = "".join(_path(rings, "Z") for rings in mark.polygons)
            return (
                f'<path class="unit" d="{path}" fill="{TONES["land"] if mark.plain else _paint(palette, mark.style)}" fill-rule="evenodd">'
                f"<title>{escape(mark.name)}</title></path>"
            )
        case Lines():
            dashes = ' stroke-dasharray="6 5"' if mark.dashed else ""
            return (
                f'<path class="{mark.kind}" d="{_path(mark.lines)}" fill="none" stroke="{mark.ink}" '
                f'stroke-width="{mark.weight}" stroke-linejoin="round"{dashes}/>'
            )
        case Dot():
            return (
                f'<circle class="dot" cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:.1f}" '
                f'fill="{_paint(palette, mark.style)}" fill-opacity="0.85" stroke="{status.INK}"/>'
            )
        case Swatch():
            return (
                f'<rect class="swatch" x="{mark.x:.0f}" y="{mark.y:.0f}" width="26" height="18" '
                f'fill="{_paint(palette, mark.style)}" stroke="{status.MUTED}"/>'
            )
        case Words():
            return _words(mark)


def _words(mark: Words) -> str:
    more = f' class="{mark.kind}"' if mark.kind else ""
    more += ' font-style="italic"' if mark.italic else ""
    more += ' font-weight="bold"' if mark.bold else ""
    more += ' text-anchor="middle"' if mark.middle else ""
    return f'<text x="{mark.x:.0f}" y="{mark.y:.0f}" font-size="{mark.size}"{more}>{escape(mark.text)}</text>'


def _path(lines: Rings, close: str = "") -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + close for line in lines)


def _diagonal(drawing: Drawing) -> str:
    x, y = drawing.width // 2, drawing.ground // 2
    return (
        f'<text class="sample" x="{x}" y="{y}" font-size="{min(drawing.width, drawing.ground) // 6}" font-weight="bold" '
        f'fill="{status.SAMPLE_INK}" opacity="0.3" text-anchor="middle" transform="rotate(-28 {x} {y})">{drawing.sample}</text>'
    )


def _paint(palette: Sequence[Style], number: int) -> str:
    return f"url(#hatch{number})" if palette[number].hatch else palette[number].fill


def _hatches(palette: Sequence[Style]) -> str:
    return "<defs>" + "".join(
        f'<pattern id="hatch{n}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="{escape(style.fill)}"/><rect width="1.8" height="7" fill="{status.HATCH_INK}"/></pattern>'
        for n, style in enumerate(palette) if style.hatch
    ) + "</defs>"  # fmt: skip
