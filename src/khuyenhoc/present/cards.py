"""Headline cards and the small line inside them, as HTML and SVG. Readable from the back of a meeting room."""

from collections.abc import Sequence
from html import escape

from khuyenhoc.present import status, vi
from khuyenhoc.present.drawing import image_html, svg
from khuyenhoc.present.narrative import known
from khuyenhoc.present.tables import link_html, status_html

_WIDTH, _HEIGHT, _MARGIN = 160, 40, 5


def cards_html(cards: Sequence[str], label: str) -> str:
    """A grid: four to a row on a wide screen, one on a phone."""
    return f'<div class="the-luoi" role="list" aria-label="{escape(label)}">{"".join(cards)}</div>'


def card_html(
    title: str,
    value: str,
    target: str,
    look: status.StatusLook,
    shortfall: str = "",
    *,
    sample: bool = False,
    sparkline: str = "",
    note: str = "",
    href: str = "",
    how: Sequence[tuple[str, str]] = (),
) -> str:
    """`value`, `target`, `shortfall`, `note`: texts of narrative.py, escaped here. `sparkline`: SVG of sparkline_svg.

    `how`: the steps of “Cách tính”, folded away in the card.
    """
    heading = link_html(title, href) if href else escape(title)
    shown = escape(value or "chưa có số liệu")
    figure = f'<em class="minh-hoa" title="{status.SAMPLE_TITLE}">{shown}</em>' if sample else shown
    small = [note, *([status.SAMPLE_TITLE] if sample else [])]
    parts = [
        f'<div class="the-ten">{heading}</div>',
        f'<div class="the-so{"" if value else " the-trong"}">{figure}</div>',
        f'<div class="the-muc-tieu">Mục tiêu: {escape(target)}</div>' if target else "",
        f'<div class="the-danh-gia">{status_html(look)}</div>',
        f'<div class="the-thieu">{escape(shortfall)}</div>' if shortfall else "",
        f'<div class="the-tia">{image_html(sparkline)}</div>' if sparkline else "",
        f'<div class="the-ghi-chu">{escape(" · ".join(part for part in small if part))}</div>' if any(small) else "",
        _how(how) if how else "",
    ]
    return f'<div class="the the-{look.code}" role="listitem">{"".join(parts)}</div>'


def _how(steps: Sequence[tuple[str, str]]) -> str:
    said = "".join(f"<dt>{escape(title)}</dt><dd>{escape(text)}</dd>" for title, text in steps)
    return f'<details class="the-cach-tinh"><summary>Cách tính</summary><dl>{said}</dl></details>'


def sparkline_svg(
    values: Sequence[float | None],
    target: float | None = None,
    *,
    rate: bool = True,
    sample: bool = False,
    turn: int = 0,
) -> str:
    """The course of the figure over the reported periods, the target as a dashed line; '' below two figures.

    `turn`: how many of the values are of the units before 1/7/2025; the line is broken behind them.
    """
    reported: list[float] = [value for value in values if value is not None and known(value)]
    if len(reported) < 2:
        return ""
    target = None if not known(target) else target
    line = [*reported, *([target] if target is not None else [])]
    low, high = min(line), max(line)
    span = (high - low) or 1

    def y(value: float) -> float:
        return round(_HEIGHT - _MARGIN - (value - low) / span * (_HEIGHT - 2 * _MARGIN), 1)

    step = (_WIDTH - 2 * _MARGIN) / (len(values) - 1)
    found = [(at, value) for at, value in enumerate(values) if value is not None and known(value)]
    both = [[at for at, _ in found if at < turn], [at for at, _ in found if at >= turn]]
    lines = [[(round(_MARGIN + at * step, 1), y(value)) for at, value in found if at in ats] for ats in both if ats]
    marks = _marks(lines, None if target is None else y(target), sample)
    return svg(marks, _spoken(reported, target, rate, sample), _WIDTH, _HEIGHT)


def _marks(lines: list[list[tuple[float, float]]], target_y: float | None, sample: bool) -> str:
    goal = (
        f'<line x1="0" x2="{_WIDTH}" y1="{target_y}" y2="{target_y}" stroke="{status.TARGET_INK}" '
        'stroke-width="1.5" stroke-dasharray="4 3"/>'
        if target_y is not None
        else ""
    )
    paths = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}" fill="none" stroke="{status.ACCENT}" stroke-width="2.5"/>'
        for points in lines
    )
    # A part of one figure is no line: its point says it.
    x, y = lines[-1][-1]
    ends = [points[0] for points in lines[:-1] if len(points) == 1]
    alone = "".join(f'<circle cx="{cx}" cy="{cy}" r="2.5" fill="{status.ACCENT}"/>' for cx, cy in ends)
    middle = round((lines[0][-1][0] + lines[-1][0][0]) / 2, 1)
    gap = f'<line class="turn" x1="{middle}" x2="{middle}" y1="0" y2="{_HEIGHT}" stroke="{status.MUTED}" stroke-dasharray="1 3"/>'
    word = (
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT / 2}" transform="rotate(-12 {_WIDTH / 2} {_HEIGHT / 2})" '
        f'text-anchor="middle" dominant-baseline="middle" font-size="15" font-weight="700" font-family="sans-serif" '
        f'fill="{status.SAMPLE_INK}" opacity="0.35">{status.SAMPLE_WORD}</text>'
        if sample
        else ""
    )
    return (
        f"{goal}{gap if len(lines) > 1 else ''}{paths}{alone}"
        f'<circle cx="{x}" cy="{y}" r="4" fill="{status.ACCENT}"/>{word}'
    )


def _spoken(reported: list[float], target: float | None, rate: bool, sample: bool) -> str:
    def text(value: float) -> str:
        return vi.percent(value) if rate else vi.trimmed(value)

    aim = "" if target is None else f", mục tiêu {text(target)}"
    return f"Diễn biến {len(reported)} kỳ: từ {text(reported[0])} đến {text(reported[-1])}{aim}{' (minh họa)' if sample else ''}"
