"""Small multiples: one small chart for each group of people, all on one scale, so that their ways over time can be compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor

from khuyenhoc.domain.period import Period
from khuyenhoc.present import status, vi
from khuyenhoc.present.chart_equity import GroupCourse
from khuyenhoc.present.drawing import image_html, svg

_WIDTH, _HEIGHT = 320, 180
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 306, 14, 146
_TYPE, _SMALL = 18, 18  # as drawn; a quarter of a wall is 1.4 times as wide: 25 pixels
_APART = 46  # between two signs of hidden figures
Place = Callable[[str, float], tuple[float, float]]


@dataclass(frozen=True)
class Around:
    """What stands in every small chart: `whole`, the course they are compared with, and the target, None without one."""

    whole: GroupCourse
    target: float | None = None


def grid_html(groups: Sequence[GroupCourse], around: Around, sample: bool = False) -> str:
    """`groups` in the order given, all at the same periods, oldest first; at least two periods."""
    low, high = scale(groups, around)
    place = _place([text for text, _ in around.whole.rates], low, high)
    cells = "".join(_cell(group, around, (low, high), place, sample) for group in groups)
    return f'<div class="nhom-luoi" role="list">{cells}</div>'


def legend(groups: Sequence[GroupCourse], around: Around) -> str:
    """What the lines are, and the scale that all have."""
    low, high = scale(groups, around)
    target = f" Đường gạch đậm: mục tiêu {vi.percent_short(around.target)}." if around.target is not None else ""
    hidden = f" {status.HIDDEN}: số nhỏ không công khai." if any(group.hidden for group in groups) else ""
    ends = f"từ {vi.percent_short(low)} đến {vi.percent_short(high)}"
    return f"Mỗi nhóm một hình, cùng thang {ends}. Đường xám: {around.whole.name}.{target} Tăng, giảm: điểm phần trăm.{hidden}"


def scale(groups: Sequence[GroupCourse], around: Around) -> tuple[float, float]:
    """Whole tens of per cent around everything that is shown."""
    rates = [rate for each in (*groups, around.whole) for _, rate in each.rates if rate is not None]
    ends = [*rates, *([] if around.target is None else [around.target])] or [0.0, 1.0]
    low, high = floor(min(ends) * 10 + 1e-9) / 10, ceil(max(ends) * 10 - 1e-9) / 10
    return low, high if high > low else low + 0.1


def _place(texts: Sequence[str], low: float, high: float) -> Place:
    days = {text: Period.parse(text).end.toordinal() for text in texts}
    first = min(days.values())
    span = max(days.values()) - first or 1  # “năm 2024” and “tháng 12/2024” end on one day

    def at(text: str, rate: float) -> tuple[float, float]:
        across = _LEFT + (days[text] - first) / span * (_RIGHT - _LEFT)
        return round(across, 1), round(_BOTTOM - (rate - low) / (high - low) * (_BOTTOM - _TOP), 1)

    return at


def _cell(group: GroupCourse, around: Around, ends: tuple[float, float], place: Place, sample: bool) -> str:
    name, (last, now) = escape(group.name), group.rates[-1]
    figure = status.HIDDEN if last in group.hidden else "" if now is None else vi.percent(now)
    drawn = svg(_marks(group, around, ends, place, sample), _spoken(group, around), _WIDTH, _HEIGHT)
    slanted = " minh-hoa" if sample and now is not None else ""
    return (
        f'<figure class="nhom-o" role="listitem"><figcaption><span class="nhom-dau"><b>{name}</b>'
        f'<span class="nhom-so{slanted}">{figure}</span></span><span class="nhom-doi">{_change(group)}</span></figcaption>'
        f"{image_html(drawn)}</figure>"
    )


def _change(group: GroupCourse) -> str:
    """From the first figure that is shown to the last."""
    known = [(text, rate) for text, rate in group.rates if rate is not None]
    if len(known) < 2 or known[-1][0] != group.rates[-1][0]:
        return ""
    change = vi.points_change(known[-1][1] - known[0][1]).removesuffix(" phần trăm")
    return f"{change} từ {vi.period_short(known[0][0])}"


def _marks(group: GroupCourse, around: Around, ends: tuple[float, float], place: Place, sample: bool) -> str:
    texts = [text for text, _ in group.rates]
    marks = [_edge(end, place(texts[0], end)[1]) for end in ends]
    if sample:
        marks.append(_watermark())
    if around.target is not None:
        marks.append(
            _level(place(texts[0], around.target)[1], status.TARGET_INK, 'stroke-width="2.5" stroke-dasharray="8 5"')
        )
    marks.append(_way(around.whole, place, f'stroke="{status.EXPECTED_INK}" stroke-width="2" opacity="0.7"'))
    marks.append(_way(group, place, f'stroke="{status.GROUP_FILL}" stroke-width="3.5"'))
    shown = [(text, rate) for text, rate in group.rates if rate is not None]
    marks += [_dot(place(text, rate), text == texts[-1]) for text, rate in shown]
    marks += _hidden([place(text, ends[0])[0] for text in texts if text in group.hidden])
    marks += [_words(_LEFT, vi.period_short(texts[0]), "start"), _words(_RIGHT, vi.period_short(texts[-1]), "end")]
    return f'<g font-family="{escape(status.FONT)}" font-size="{_TYPE}" fill="{status.MUTED}">{"".join(marks)}</g>'


def _edge(rate: float, y: float) -> str:
    label = f'<text x="{_LEFT - 8}" y="{y + _TYPE / 3:.1f}" text-anchor="end">{vi.percent_short(rate)}</text>'
    return _level(y, status.LINE, 'stroke-width="1"') + label


def _level(y: float, ink: str, look: str) -> str:
    return f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y}" y2="{y}" stroke="{ink}" {look}/>'


def _way(course: GroupCourse, place: Place, look: str) -> str:
    """A line broken where a figure is hidden or unknown."""
    pieces: list[list[str]] = [[]]
    for text, rate in course.rates:
        if rate is None:
            pieces.append([])
        else:
            pieces[-1].append("{},{}".format(*place(text, rate)))
    lines = [" ".join(piece) for piece in pieces if len(piece) > 1]
    return "".join(f'<polyline points="{line}" fill="none" {look}/>' for line in lines)


def _dot(at: tuple[float, float], last: bool) -> str:
    fill, radius = (status.GROUP_FILL, 6.5) if last else (status.PAPER, 4)
    return (
        f'<circle cx="{at[0]}" cy="{at[1]}" r="{radius}" fill="{fill}" stroke="{status.GROUP_FILL}" stroke-width="2"/>'
    )


def _hidden(places: Sequence[float]) -> list[str]:
    """The sign of hidden figures above the base line, where there is room for another one."""
    found: list[float] = []
    for x in (min(max(x, _LEFT + _APART / 2), _RIGHT - _APART / 2) for x in places):
        if not found or x - found[-1] >= _APART:
            found.append(x)
    look = f'font-size="{_SMALL}" text-anchor="middle"'
    return [f'<text x="{x:.1f}" y="{_BOTTOM - 6}" {look}>{status.HIDDEN}</text>' for x in found]


def _words(x: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{_HEIGHT - 10}" text-anchor="{anchor}">{escape(text)}</text>'


def _watermark() -> str:
    x, y = (_LEFT + _RIGHT) / 2, (_TOP + _BOTTOM) / 2
    return (
        f'<text x="{x}" y="{y}" font-size="30" font-weight="bold" fill="{status.SAMPLE_INK}" opacity="0.22" '
        f'text-anchor="middle" transform="rotate(-20 {x} {y})">{status.SAMPLE_WORD}</text>'
    )


def _spoken(group: GroupCourse, around: Around) -> str:
    figures = [_figure(group, text, rate) for text, rate in group.rates]
    whole = around.whole.rates[-1][1]
    said = [
        f"{group.name}: {', '.join(each for each in figures if each)}",
        f"{around.whole.name} {vi.percent(whole)}" if whole is not None else "",
        f"mục tiêu {vi.percent_short(around.target)}" if around.target is not None else "",
    ]
    return "; ".join(each for each in said if each)


def _figure(group: GroupCourse, text: str, rate: float | None) -> str:
    if text in group.hidden:
        return f"{vi.period(text)} {status.HIDDEN}"
    return "" if rate is None else f"{vi.period(text)} {vi.percent(rate)}"
