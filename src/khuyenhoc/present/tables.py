"""Frames as HTML tables for screen and print: the only place that writes table markup. Shown with st.html."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from khuyenhoc.domain import status as verdict
from khuyenhoc.present import narrative, status, vi
from khuyenhoc.present.drawing import image_html
from khuyenhoc.present.narrative import known

Row = Mapping[Any, Any]

RELATIVE_URL = re.compile(r"(?![/\\]{2})[/?.#\w][^:\s]*")


@dataclass(frozen=True)
class Column:
    """One column. `kind`: a key of CELLS. Further fields name the columns of the frame a cell also needs.

    `numerator`, `denominator`: a rate below 20 shows 3/4 first; `target`: a rate is never printed as it unless equal;
    `inherited`: the status is outlined; `approximate`: trên, gần, khoảng; `href`: relative address, query included.
    `missing` stands where the figure is unknown (never “-” or “…”: those are reported values). `firm`: not simulated
    even in a simulated row, as a target is. `minor`: left out on a phone and in the room, where the width is for what decides;
    `wide`: left out on a phone alone. `note`: words in small type below the content.
    """

    key: str
    title: str
    kind: str = "text"
    decimals: int = 1
    numerator: str = ""
    denominator: str = ""
    target: str = ""
    inherited: str = ""
    approximate: str = ""
    href: str = ""
    hint: str = ""
    missing: str = ""
    firm: bool = False
    minor: bool = False
    wide: bool = False
    note: str = ""


def table_html(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    *,
    sample: str = "sample",
    total: str = "",
    group: str = "",
    own: str = "",
    sorted_by: str = "",
    descending: bool = False,
    empty: str = "Không có dòng nào.",
    compact: bool = False,
) -> str:
    """The first column names the row. `sample` and `total` name boolean columns: simulated rows, rows of totals.

    `group` names a column whose text stands as a heading above the rows that share it, one after the other; `own` a
    boolean column: the row this person looks for. `compact`: few columns, that stay columns on a phone.
    """
    rows = frame.to_dict("records")
    simulated = any(bool(row.get(sample)) for row in rows)
    note = f' <span class="chu-thich">(số in nghiêng: {status.SAMPLE_TITLE})</span>' if simulated else ""
    order = "descending" if descending else "ascending"
    heads = "".join(_head(column, order if column.key == sorted_by else "") for column in columns)
    marks = ["tong" if row.get(total) else "cua-toi" if row.get(own) else "" for row in rows]
    lines = [_line(row, columns, bool(row.get(sample)), mark) for row, mark in zip(rows, marks, strict=True)]
    body = "".join(_grouped(rows, lines, group, len(columns)) if group else lines)
    if not rows:
        body = f'<tr><td colspan="{len(columns)}">{escape(empty)}</td></tr>'
    return (
        f'<div class="bang-cuon" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="bang{" gon" * compact}">'
        f'<caption><span class="bang-ten">{escape(caption)}{note}</span></caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def status_html(look: status.StatusLook) -> str:
    """Sign, word and colour together: none of them carries the meaning alone."""
    outline, title = (" tt-vien", f' title="{status.INHERITED_NOTE}"') if look.outlined else ("", "")
    return (
        f'<span class="tt tt-{look.code}{outline}"{title}><span class="tt-dau" aria-hidden="true">{look.sign}</span>'
        f"{escape(look.label)}</span>"
    )


def link_html(text: str, href: str) -> str:
    """Within the product only. Raises ValueError for an address with a host or a scheme."""
    if not RELATIVE_URL.fullmatch(href):
        raise ValueError(href)
    return f'<a href="{escape(href)}">{escape(text)}</a>'


def _head(column: Column, order: str) -> str:
    sort = f' aria-sort="{order}"' if order else ""
    hint = f' title="{escape(column.hint)}"' if column.hint else ""
    arrow = {"ascending": ' <span aria-hidden="true">↑</span>', "descending": ' <span aria-hidden="true">↓</span>'}
    return f'<th scope="col"{_marks(column)}{sort}{hint}>{escape(column.title)}{arrow.get(order, "")}</th>'


def _line(row: Row, columns: Sequence[Column], simulated: bool, mark: str) -> str:
    cells = "".join(_cell(row, column, simulated) for column in columns[1:])
    return f'<tr{f" class={mark}" if mark else ""}><th scope="row">{cell_html(row, columns[0])}</th>{cells}</tr>'


def _grouped(rows: Sequence[Row], lines: Sequence[str], group: str, width: int) -> Iterator[str]:
    """The lines with the heading of their group before the first of it."""
    above: object = None
    for row, line in zip(rows, lines, strict=True):
        if row[group] != above:
            above = row[group]
            yield f'<tr class="nhom"><th scope="rowgroup" colspan="{width}">{escape(str(above))}</th></tr>'
        yield line


def _cell(row: Row, column: Column, simulated: bool) -> str:
    marked = simulated and not column.firm and column.kind not in _NAMES and known(row.get(column.key))
    title = f' title="{status.SAMPLE_TITLE}"' if marked else ""
    return f'<td{_marks(column, marked)}{title} data-ten="{escape(column.title)}">{cell_html(row, column)}</td>'


def _marks(column: Column, simulated: bool = False) -> str:
    names = {"so": column.kind not in _WORDS, "minh-hoa": simulated, "phu": column.minor, "rong": column.wide}
    classes = " ".join([*(name for name, holds in names.items() if holds), *_PROSE.get(column.kind, ())])
    return f' class="{classes}"' if classes else ""


def cell_html(row: Row, column: Column) -> str:
    """The content of one cell, escaped."""
    value = row.get(column.key)
    if not known(value):
        return escape(column.missing)
    text = CELLS[column.kind](value, column, row)
    if column.approximate and known(row.get(column.approximate)):
        text = vi.approximate(text, row[column.approximate])
    note = row.get(column.note)
    return (
        f'<span>{text}<small class="ghi-chu">{escape(note)}</small></span>' if isinstance(note, str) and note else text
    )


def _rate(share: Any, column: Column, row: Row) -> str:
    target: Any = row.get(column.target) if column.target else None
    text = vi.percent_unlike(share, target, column.decimals) if known(target) else vi.percent(share, column.decimals)
    n: Any = row.get(column.numerator)
    total: Any = row.get(column.denominator)
    if known(n) and known(total) and total < narrative.SMALL:
        return f"{vi.fraction(n, total)} <small>{text}</small>"
    return text


def _link(value: Any, column: Column, row: Row) -> str:
    href = row.get(column.href)
    return link_html(str(value), str(href)) if known(href) else escape(str(value))


def _status(code: Any, column: Column, row: Row) -> str:
    return escape(code) if code == status.HIDDEN else status_html(status.look(code, bool(row.get(column.inherited))))


_PROSE = {"sentence": ("loi",)}  # reads from the left, on a phone too
_WORDS = frozenset({"text", "sentence", "answer", "link", "status", "day", "period", "drawing"})
_NAMES = frozenset({"text", "link"})  # what a row is about is never simulated
CELLS: dict[str, Callable[[Any, Column, Row], str]] = {
    "text": lambda value, column, row: escape(str(value)),
    "sentence": lambda value, column, row: escape(str(value)),
    "answer": lambda value, column, row: escape(str(value)),  # có, chưa, which document
    "figure": lambda value, column, row: escape(str(value)),  # a figure somebody already worded
    "link": _link,
    "count": lambda value, column, row: vi.number(value),
    "change": lambda value, column, row: vi.signed(value),
    "rate": _rate,
    "percent": lambda value, column, row: vi.percent_short(value),
    "points": lambda value, column, row: vi.signed_points(value, column.decimals),
    "money": lambda value, column, row: vi.money(value),
    "status": _status,
    "period": lambda value, column, row: vi.period(str(value)),
    "day": lambda value, column, row: vi.day(pd.Timestamp(value).date()),
    "drawing": lambda value, column, row: image_html(value),
}

FEWER_MARK = "*"
FEWER_NOTE = "Dấu * ở cột Tăng, giảm: chỉ so sánh những đơn vị báo cáo cả hai kỳ."

TARGET_COLUMNS = (
    Column("name", "Chỉ tiêu", "link", href="href"),
    Column("target_text", "Mục tiêu", "figure", firm=True),
    Column("value_text", "Thực hiện", "figure"),
    Column("previous_text", "Kỳ trước", "figure", minor=True),
    Column("change_text", "Tăng, giảm", "figure", hint="so với kỳ trước; tỷ lệ tính bằng điểm phần trăm", minor=True),
    Column("completion_text", "Mức hoàn thành", "figure", minor=True),
    Column("gap_text", "Còn thiếu/Vượt", "figure"),
    Column("status", "Đánh giá", "status", inherited="inherited"),
)


def target_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Assessment rows -> the texts of TARGET_COLUMNS. Read where present: name, href, previous (like value)."""
    return pd.DataFrame([_target_texts(row) for row in rows.to_dict("records")], index=rows.index)


def _target_texts(row: Row) -> dict[str, Any]:
    small, value = narrative.small_text(row), narrative.value_text(row)
    return {
        "name": row["name"] if known(row.get("name")) else row["unit_name"],
        "href": row.get("href"),
        "target_text": narrative.target_text(row),
        "value_text": _dated(f"{small} ({value})" if small and value else value, row),
        "previous_text": narrative.value_text(row, "previous"),
        "change_text": _change_text(row),
        "completion_text": narrative.completion_text(row),
        "gap_text": narrative.gap_text(row),
        "status": row["status"],
        "inherited": row.get("inherited"),
        "sample": bool(row.get("sample")),
    }


def _dated(text: str, row: Row) -> str:
    """The last known figure of a unit that did not report with its period; a partial sum with how many reported."""
    if not text:
        return ""
    if some := narrative.coverage(row):
        text = f"{text} ({some} nơi báo cáo)"
    late = row["status"] == verdict.NOT_REPORTED and known(row.get("period"))
    return text + narrative.title_mark(row) + (f" ({vi.period_short(str(row['period']))})" if late else "")


def _change_text(row: Row) -> str:
    """As assessed: a parent's change compares only those that reported both periods."""
    if not known(row.get("value")) or not known(row.get("previous")):
        return ""
    difference = row["change"] if known(row.get("change")) else row["value"] - row["previous"]
    text = vi.signed_points(difference) if narrative.is_rate(row) else vi.signed(difference)
    about = "khoảng " if "~" in (row.get("approximate"), row.get("previous_approximate")) else ""
    return f"{about}{text}{FEWER_MARK if _fewer(row) else ''}"


def _fewer(row: Row) -> bool:
    """True where not all who reported now reported the period before."""
    both: Any = row.get("change_common")
    return known(both) and both < row["reported"]
