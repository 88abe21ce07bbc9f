"""A table of groups by units, each cell shaded by its rate: to see at once which people lag where. The only place for it."""

from collections.abc import Mapping, Sequence
from html import escape

from khuyenhoc.present import status, vi
from khuyenhoc.present.tables import link_html

UNKNOWN = "–"


def heat_html(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[str],
    rates: Mapping[tuple[int, int], float | None],
    classes: Sequence[status.RateClass],
    caption: str,
    *,
    hidden: frozenset[tuple[int, int]] = frozenset(),
    sample: bool = False,
    first: str = "Địa bàn",
    figures: tuple[str, Sequence[str]] = ("", ()),
    totals: int = 0,
) -> str:
    """`rows`: name and relative address of each unit; `rates`: (row, column) -> share, absent where nobody lives there.

    `first`: what the rows are; `figures`: title of a last column and its words, one per row; `totals`: how many of the last
    rows are sums, of which one without any rate has that last figure alone. Shades are those of the map's rates, light to
    dark, never a verdict. A hidden cell says so and has no shade.
    """
    note = f' <span class="chu-thich">(số in nghiêng: {status.SAMPLE_TITLE})</span>' if sample else ""
    heads = "".join(f'<th scope="col" class="so">{escape(name)}</th>' for name in columns)
    title, words = figures
    heads += f'<th scope="col" class="so">{escape(title)}</th>' if title else ""
    ends = [f'<td class="so" data-ten="{escape(title)}">{escape(text)}</td>' for text in words] or [""] * len(rows)
    rated = {at for at, _ in (*rates, *hidden)} | set(range(len(rows) - totals))
    lines = [
        _line(at, row, columns, rates, classes, hidden, sample) if at in rated else _alone(row, len(columns))
        for at, row in enumerate(rows)
    ]
    marks = ["", ' class="tong"']
    body = "".join(
        f"<tr{marks[at >= len(rows) - totals]}>{line}{end}</tr>"
        for at, (line, end) in enumerate(zip(lines, ends, strict=True))
    )
    key = " ".join(f'<span class="nhiet-mau nhiet-{at}">{escape(each.label)}</span>' for at, each in enumerate(classes))
    return (
        f'<div class="bang-cuon" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="bang nhiet">'
        f'<caption><span class="bang-ten">{escape(caption)}{note}</span><span class="nhiet-chu">{key}</span></caption>'
        f'<thead><tr><th scope="col">{escape(first)}</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _alone(row: tuple[str, str], columns: int) -> str:
    """A row of sums with nothing in its cells."""
    return f'<th scope="row">{escape(row[0])}</th>{"<td></td>" * columns}'


def _line(
    at: int,
    row: tuple[str, str],
    columns: Sequence[str],
    rates: Mapping[tuple[int, int], float | None],
    classes: Sequence[status.RateClass],
    hidden: frozenset[tuple[int, int]],
    sample: bool,
) -> str:
    name, href = row
    cells = "".join(
        _cell(rates.get((at, place)), (at, place) in hidden, title, classes, sample)
        for place, title in enumerate(columns)
    )
    return f'<th scope="row">{link_html(name, href) if href else escape(name)}</th>{cells}'


def _cell(rate: float | None, hidden: bool, title: str, classes: Sequence[status.RateClass], sample: bool) -> str:
    label = f' data-ten="{escape(title)}"'
    if hidden:
        return f'<td class="so"{label}>{status.HIDDEN}</td>'
    if rate is None or rate != rate:
        return f'<td class="so"{label}><span class="an">không có</span><span aria-hidden="true">{UNKNOWN}</span></td>'
    marks = " minh-hoa" if sample else ""
    return f'<td class="so nhiet-{status.class_of(rate, classes)}{marks}"{label}>{vi.percent(rate, 0)}</td>'


def heat_css(classes: Sequence[status.RateClass]) -> str:
    """The shades, as rules for the style sheet: stronger than those of a row of sums or below the pointer, whose light ground
    would swallow light figures."""
    return "\n".join(
        f".nhiet-{at}, .bang.nhiet tr > .nhiet-{at} {{ background: {each.fill}; color: {each.ink}; }}"
        for at, each in enumerate(classes)
    )
