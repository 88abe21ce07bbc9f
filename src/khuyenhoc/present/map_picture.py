"""A drawn map as a picture (PNG), for Word, PowerPoint and Zalo: the same marks as the SVG."""

import itertools
from io import BytesIO

from PIL import Image, ImageDraw

from khuyenhoc.present import letters, status
from khuyenhoc.present.map_drawing import Area, Dot, Drawing, Lines, Swatch, Words
from khuyenhoc.present.maps import TONES

SCALE = 2  # points of the picture per unit of the drawing
MARGIN = 16
_HATCH = 14

Point = tuple[float, float]


def png(drawing: Drawing) -> bytes:
    """At SCALE points per unit: 2000 wide for a drawing of 1000."""
    size = ((drawing.width + 2 * MARGIN) * SCALE, (drawing.height + 2 * MARGIN) * SCALE)
    image = Image.new("RGB", size, status.PAPER)
    brush = _Brush(image, drawing)
    brush.pen.rectangle([(0, 0), (size[0], (drawing.ground + MARGIN) * SCALE)], fill=TONES["paper"])
    for mark in sorted(drawing.marks, key=_depth):
        brush.draw(mark)
    if drawing.sample:
        _across(image, drawing)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _depth(mark: object) -> tuple[bool, float]:
    """Areas before everything else, large ones first: a town inside a commune is a hole that is painted over."""
    if not isinstance(mark, Area):
        return True, 0.0
    points = [point for rings in mark.polygons for point in rings[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return False, -(max(xs) - min(xs)) * (max(ys) - min(ys))


class _Brush:
    def __init__(self, image: Image.Image, drawing: Drawing):
        self.image, self.palette, self.pen = image, drawing.palette, ImageDraw.Draw(image)
        self.hatch = _hatched(image.size)

    def draw(self, mark: object) -> None:
        match mark:
            case Area():
                for rings in mark.polygons:
                    corners = [self._at(*point) for point in rings[0]]
                    if mark.plain:
                        self.pen.polygon(corners, fill=TONES["land"])
                    else:
                        self._polygon(corners, mark.style)
            case Lines():
                for line in mark.lines:
                    self._line([self._at(*point) for point in line], mark)
            case Dot():
                (x, y), r = self._at(mark.x, mark.y), mark.radius * SCALE
                self.pen.ellipse((x - r, y - r, x + r, y + r), self.palette[mark.style].fill, status.INK, SCALE)
            case Swatch():
                (left, top), (right, bottom) = self._at(mark.x, mark.y), self._at(mark.x + 26, mark.y + 18)
                corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
                self._polygon(corners, mark.style)
                self.pen.polygon(corners, outline=status.MUTED)
            case Words():
                self._words(mark)

    def _at(self, x: float, y: float) -> Point:
        return (x + MARGIN) * SCALE, (y + MARGIN) * SCALE

    def _polygon(self, corners: list[Point], style: int) -> None:
        look = self.palette[style]
        self.pen.polygon(corners, fill=look.fill)
        if look.hatch:
            left, top = int(min(x for x, _ in corners)), int(min(y for _, y in corners))
            right, bottom = int(max(x for x, _ in corners)) + 1, int(max(y for _, y in corners)) + 1
            mask = Image.new("L", (right - left, bottom - top))
            ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in corners], fill=255)
            stripes = self.hatch.crop((left, top, right, bottom))
            mask.paste(0, mask=stripes.point([255] + [0] * 255))
            self.image.paste(status.HATCH_INK, (left, top, right, bottom), mask)

    def _line(self, points: list[Point], mark: Lines) -> None:
        width = max(1, round(mark.weight * SCALE))
        if not mark.dashed:
            self.pen.line(points, fill=mark.ink, width=width, joint="curve")
            return
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            dashes = max(int(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 / (11 * SCALE)), 1)
            for n in range(dashes):
                a, b = n / dashes, (n + 0.55) / dashes
                ends = [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in (a, b)]
                self.pen.line(ends, fill=mark.ink, width=width)

    def _words(self, mark: Words) -> None:
        anchor = "ms" if mark.middle else "ls"
        face = "Bold" if mark.bold else "Italic" if mark.italic else "Regular"
        self.pen.text(
            self._at(mark.x, mark.y), _writable(mark.text), status.INK, letters.font(mark.size * SCALE, face), anchor
        )


def _writable(text: str) -> str:
    """Without the sign of a status, which Roboto has no letter for: the swatch before the words says it."""
    signs = {look.sign for look in status.LOOKS.values()}
    return text[2:] if text[:1] in signs and text[1:2] == " " else text


def _hatched(size: tuple[int, int]) -> Image.Image:
    """Slanted stripes, to be laid over where nothing was reported."""
    stripes = Image.new("L", size)
    pen = ImageDraw.Draw(stripes)
    for x in range(-size[1], size[0], _HATCH):
        pen.line([(x, size[1]), (x + size[1], 0)], fill=255, width=3)
    return stripes


def _across(image: Image.Image, drawing: Drawing) -> None:
    font = letters.font(min(drawing.width, drawing.ground) // 6 * SCALE, "Bold")
    word = Image.new("L", image.size)
    place = (image.width / 2, drawing.ground * SCALE / 2)
    ImageDraw.Draw(word).text(place, drawing.sample, 77, font, "mm")
    turned = word.rotate(28, center=place)
    image.paste(status.SAMPLE_INK, (0, 0, *image.size), turned)
