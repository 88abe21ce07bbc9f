"""Bars in the place of a map: one row per unit, highest first, coloured as the map would be."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from khuyenhoc.present import status
from khuyenhoc.present.map_views import Painted

LABEL = "Thanh xếp theo mức đạt, không phải bản đồ"


def html(rows: pd.DataFrame, paint: Painted, names: Mapping[str, str], title: str) -> str:
    """A list with its legend and what it is. Widths are shares of the largest value."""
    known = rows.assign(shown=rows["value"].fillna(-1)).sort_values("shown", ascending=False, kind="stable")
    largest = max(float(known["shown"].max()), 1e-9) if len(known) else 1.0
    lines = [
        _bar(names[unit], paint, unit, max(float(value), 0.0) / largest)
        for unit, value in zip(known["unit"], known["shown"], strict=True)
    ]
    legend = "".join(
        f'<span class="thanh-chu-giai">{_box(style.fill)}{escape(style.label)}</span>' for style in paint.palette
    )
    return (
        f'<figure class="thanh" aria-label="{escape(title)}"><figcaption>{escape(title)}</figcaption>'
        f'<div class="chu-thich">{legend}</div><ul>{"".join(lines)}</ul><p class="chu-thich"><i>{LABEL}</i></p></figure>'
    )


def _bar(name: str, paint: Painted, unit: str, share: float) -> str:
    style = paint.palette[paint.classes.get(unit, paint.silent)]
    text = paint.values.get(unit, "")
    look = f"display:inline-block;height:1em;width:{60 * share:.1f}%;background:{style.fill};border:1px solid {status.MUTED}"
    bar = f'<span style="{look}"></span>'
    return f"<li><b>{escape(name)}</b> {bar} {escape(text)}</li>"


def _box(fill: str) -> str:
    return f'<span style="display:inline-block;width:1.2em;height:.9em;background:{fill};border:1px solid {status.MUTED}"></span> '
