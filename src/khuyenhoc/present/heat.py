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

    `first`: what the rows are; `figures`: title of a column beside them and its words, one per row; `totals`: how many of the last
    rows are sums, of which one without any rate has that one figure alone. Shades are those of the map's rates, light to
    dark, never a verdict. A hidden cell says so and has no shade.
    """
    note = f' <span class="chu-thich">(số in nghiêng: {status.SAMPLE_TITLE})</span>' if sample else ""
    title, words = figures
    titles = [*([title] if title else []), *columns]
    heads = "".join(f'<th scope="col" class="so">{escape(name)}</th>' for name in titles)
    needs = [f'<td class="so" data-ten="{escape(title)}">{escape(text)}</td>' for text in words] or [""] * len(rows)
    places, sums, rated = range(len(columns)), range(len(rows) - totals, len(rows)), {at for at, _ in (*rates, *hidden)}
    lines = []
    for at, (row, need) in enumerate(zip(rows, needs, strict=True)):
        cells = (
            _cell(rates.get((at, place)), (at, place) in hidden, columns[place], classes, sample) for place in places
        )
        empty = at in sums and at not in rated
        mark = ' class="tong"' if at in sums else ""
        lines.append(f"<tr{mark}>{_name(row)}{need}{'<td></td>' * len(columns) if empty else ''.join(cells)}</tr>")
    key = " ".join(f'<span class="nhiet-mau nhiet-{at}">{escape(each.label)}</span>' for at, each in enumerate(classes))
    return (
        f'<div class="bang-cuon" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="bang nhiet">'
        f'<caption><span class="bang-ten">{escape(caption)}{note}</span><span class="nhiet-chu">{key}</span></caption>'
        f'<thead><tr><th scope="col">{escape(first)}</th>{heads}</tr></thead><tbody>{"".join(lines)}</tbody></table></div>'
    )


def _name(row: tuple[str, str]) -> str:
    name, href = row
    return f'<th scope="row">{link_html(name, href) if href else escape(name)}</th>'


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
