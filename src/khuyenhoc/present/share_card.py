"""The card of one unit for Zalo as a picture: words of share_words.py laid out on 1080×1350 points, made to be read on a phone."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from khuyenhoc.present import letters, status, vi
from khuyenhoc.present.share_words import NOT_REAL, ShareCard

WIDTH, HEIGHT = 1080, 1350
MARGIN = 64
_INNER = WIDTH - 2 * MARGIN
_FOOTER = 72
_MOST_AIR = 36  # between blocks of a card with few words
_SHORT = 7  # letters of a figure that fits on one line: 100,0%, 125.071
_LINE = 1.28  # from one line to the next, in sizes of type: room for two marks over a capital


@dataclass(frozen=True)
class Words:
    """One line of text; `left`, `top` of its first letter's line."""

    left: float
    top: float
    text: str
    size: int
    ink: str
    bold: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What it covers: left, top, right, bottom."""
        return self.left, self.top, self.left + _width(self.text, self.size, self.bold), self.top + self.size * _LINE


@dataclass(frozen=True)
class Area:
    """A filled rectangle; `edge` outlines it."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    edge: str = ""
    radius: int = 0


Piece = Words | Area
Block = tuple[list[Piece], float]  # pieces, and where the next block begins


def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return letters.font(size, _face(bold))


def _width(text: str, size: int, bold: bool) -> float:
    return letters.width(text, size, _face(bold))


def _face(bold: bool) -> str:
    return "Bold" if bold else "Regular"


def png(card: ShareCard) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), status.PAPER)
    draw = ImageDraw.Draw(image)
    for piece in layout(card):
        if isinstance(piece, Words):
            draw.text((piece.left, piece.top), piece.text, piece.ink, _font(piece.size, piece.bold))
        else:
            corners = (piece.left, piece.top, piece.right, piece.bottom)
            draw.rounded_rectangle(corners, piece.radius, piece.fill, piece.edge or None, 4 if piece.edge else 0)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def layout(card: ShareCard) -> list[Piece]:
    """Everything drawn, lower layers first. No text leaves the picture or covers another, whatever the words."""
    _, low = _stacked(card, 0)
    air = (HEIGHT - _FOOTER - low) / (len(_BLOCKS) + 1)
    pieces, _ = _stacked(card, min(_MOST_AIR, max(0, air)))
    return [*pieces, *_footer()]


def _stacked(card: ShareCard, air: float) -> Block:
    """The blocks one below the other, with so much air below the heading and between the others."""
    pieces, top = _heading(card, 0)
    for block in _BLOCKS:
        added, top = block(card, top + air)
        pieces += added
    return pieces, top


def _fitted(text: str, width: float, size: int, most: int, *, bold: bool = False) -> tuple[list[str], int]:
    """At most so many lines no wider than `width`: smaller type first, down to two thirds, then the rest cut with “…”."""
    for smaller in range(size, size * 2 // 3 - 1, -2):
        lines = letters.lines(text, width, smaller, _face(bold))
        if len(lines) <= most and all(_width(line, smaller, bold) <= width for line in lines):
            return lines, smaller
    kept = [_cut(line, width, smaller, bold) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{lines[most - 1]} {lines[most]}", width, smaller, bold)
    return kept, smaller


def _cut(line: str, width: float, size: int, bold: bool) -> str:
    if _width(line, size, bold) <= width:
        return line
    while line and _width(f"{line}…", size, bold) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _text(
    text: str, left: float, top: float, width: float, size: int, ink: str, most: int = 1, *, bold: bool = False
) -> Block:
    lines, used = _fitted(text, width, size, most, bold=bold)
    step = used * _LINE
    return [Words(left, top + n * step, line, used, ink, bold) for n, line in enumerate(lines)], top + len(lines) * step


def _heading(card: ShareCard, top: float) -> Block:
    """Inside what and when, who, on which indicator; and across the whole width where it is simulated."""
    said = " · ".join(text for text in (card.above, card.dated) if text)
    small, y = _text(said, MARGIN, top + 30, _INNER, 34, status.PAPER)
    place, y = _text(card.place, MARGIN, y + 2, _INNER, 72, status.PAPER, 2, bold=True)
    indicator, y = _text(card.indicator, MARGIN, y + 2, _INNER, 42, status.PAPER)
    band = Area(0, top, WIDTH, y + 24, status.ACCENT)
    pieces: list[Piece] = [band, *small, *place, *indicator]
    if not card.sample:
        return pieces, band.bottom
    strip = Area(0, band.bottom, WIDTH, band.bottom + 62, status.SAMPLE_INK)
    words, _ = _text(NOT_REAL, MARGIN, strip.top + 8, _INNER, 36, status.PAPER, bold=True)
    return [*pieces, strip, *words], strip.bottom


def _figure(card: ShareCard, top: float) -> Block:
    """The value large, verdict and target beside it."""
    half = _INNER / 2 - 16
    short = len(card.value) <= _SHORT
    value, low = _text(
        card.value, MARGIN, top + 24, half, 132 if short else 96, status.INK, 1 if short else 2, bold=True
    )
    left = MARGIN + half + 32
    lines, size = _fitted(card.look.label, half - 48, 38, 2, bold=True)
    chip_bottom = top + 54 + len(lines) * size * _LINE + 8
    look = card.look
    fill, ink = (status.PAPER, status.INK) if look.outlined else (look.fill, look.ink)
    chip = Area(left, top + 40, left + half, chip_bottom, fill, look.fill if look.outlined else status.LINE, 12)
    label = [Words(left + 24, top + 51 + n * size * _LINE, line, size, ink, True) for n, line in enumerate(lines)]
    target, y = _text(card.target, left, chip_bottom + 8, half, 34, status.MUTED, 2)
    return [*value, chip, *label, *target], max(low, y)


def _bar(card: ShareCard, top: float) -> Block:
    """From nought to 100 %: how far, and where the target stands."""
    if card.share is None:
        return [], top + 10
    y, right = top + 22, MARGIN + _INNER
    pieces: list[Piece] = [Area(MARGIN, y, right, y + 26, status.LINE, "", 6)]
    reached = MARGIN + _INNER * min(1.0, max(0.0, card.share))
    if reached > MARGIN + 12:
        pieces.append(Area(MARGIN, y, reached, y + 26, status.ACCENT, "", 6))
    if card.aim is None:
        return pieces, y + 26
    at = MARGIN + _INNER * min(1.0, max(0.0, card.aim))
    text = f"mục tiêu {vi.percent_short(card.aim)}"
    left = min(max(MARGIN, at - _width(text, 30, False) / 2), right - _width(text, 30, False))
    mark = Area(at - 3, y - 12, at + 3, y + 40, status.TARGET_INK)
    return [*pieces, mark, Words(left, y + 42, text, 30, status.TARGET_INK)], y + 42 + 30 * _LINE


def _gap(card: ShareCard, top: float) -> Block:
    if not card.gap:
        return [], top
    pieces, y = _text(card.gap, MARGIN, top + 14, _INNER, 50, status.INK, 2, bold=True)
    return list(pieces), y


def _facts(card: ShareCard, top: float) -> Block:
    """One or two figures in boxes side by side."""
    if not card.facts:
        return [], top
    pieces: list[Piece] = []
    width, y = (_INNER - 24) / 2, top + 16
    for number, (label, figure) in enumerate(card.facts):
        left = MARGIN + number * (width + 24)
        pieces.append(Area(left, y, left + width, y + 128, status.SURFACE, "", 12))
        pieces += _text(label, left + 24, y + 12, width - 48, 32, status.MUTED)[0]
        pieces += _text(figure, left + 24, y + 54, width - 48, 52, status.INK, bold=True)[0]
    return pieces, y + 128


def _pushes(card: ShareCard, top: float) -> Block:
    if not card.pushes:
        return [], top
    title, y = _text(card.pushes_title, MARGIN, top + 16, _INNER, 34, status.MUTED, bold=True)
    pieces: list[Piece] = list(title)
    for name, lack in card.pushes:
        room = _width(lack, 40, False)
        pieces += _text(name, MARGIN, y + 4, _INNER - room - 32, 42, status.INK, bold=True)[0]
        pieces.append(Words(MARGIN + _INNER - room, y + 4, lack, 40, status.INK))
        y += 55
    return pieces, y


def _footer() -> list[Piece]:
    top = HEIGHT - _FOOTER
    words = "Theo dõi khuyến học, khuyến tài, xây dựng xã hội học tập"
    return [Area(0, top, WIDTH, HEIGHT, status.SURFACE), *_text(words, MARGIN, top + 16, _INNER, 30, status.MUTED)[0]]


_BLOCKS = (_figure, _bar, _gap, _facts, _pushes)
