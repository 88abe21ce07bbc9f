"""What a person reads on a page under AppTest: plain texts, cards and tables of the HTML that present/ writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from streamlit.testing.v1 import AppTest

CHOICES = (
    "selectbox", "multiselect", "button_group", "radio", "toggle", "checkbox", "slider", "text_input", "text_area",
    "number_input", "date_input", "file_uploader",
)  # fmt: skip
_WORDY = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")


@dataclass(frozen=True)
class Card:
    value: str
    target: str
    status: str
    shortfall: str
    simulated: bool


@dataclass(frozen=True)
class Table:
    caption: str
    columns: list[str]
    rows: list[dict[str, str]]

    def names(self) -> list[str]:
        return [row[self.columns[0]] for row in self.rows]

    def row(self, name: str) -> dict[str, str]:
        return next(row for row in self.rows if row[self.columns[0]] == name)


def plain(markup: str) -> str:
    """The words of a piece of HTML."""
    without = re.sub(r"<(style|script)>.*?</\1>", "", markup, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", without))).strip()


def markup(app: AppTest) -> list[str]:
    return [each.value for each in app.html if not each.value.startswith(("<style>", "<script>"))]


def words(app: AppTest) -> str:
    """Everything the page says, widgets left out."""
    said = [each.value for kind in _WORDY for each in app.get(kind)]
    return "\n".join([*said, *(plain(each) for each in markup(app))])


def tables(app: AppTest) -> list[Table]:
    return [_table(each) for text in markup(app) for each in re.findall(r"<table.*?</table>", text, re.DOTALL)]


def table(app: AppTest, caption: str) -> Table:
    """The one table whose caption begins so."""
    (found,) = [each for each in tables(app) if each.caption.startswith(caption)]
    return found


def _table(text: str) -> Table:
    (caption,) = re.findall(r"<caption>(.*?)</caption>", text, re.DOTALL)
    head, body = text.split("</thead>")
    columns = [plain(each) for each in re.findall(r"<th[^>]*>(.*?)</th>", head, re.DOTALL)]
    rows = [
        dict(
            zip(
                columns,
                [plain(each) for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)],
                strict=True,
            )
        )
        for line in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
        if "colspan" not in line
    ]
    return Table(plain(caption), columns, rows)


def cards(app: AppTest) -> dict[str, Card]:
    """Card by title."""
    (grid,) = [each for each in markup(app) if "the-luoi" in each]
    return dict(_card(each) for each in grid.split('role="listitem"')[1:])


def _card(text: str) -> tuple[str, Card]:
    parts = dict(re.findall(r'<div class="(the-[a-z-]+)[^"]*">(.*?)</div>', text, re.DOTALL))
    (status,) = re.findall(r'aria-hidden="true">[^<]*</span>([^<]*)</span>', parts["the-danh-gia"])
    return plain(parts["the-ten"]), Card(
        plain(parts["the-so"]), plain(parts.get("the-muc-tieu", "")), unescape(status),
        plain(parts.get("the-thieu", "")), "minh-hoa" in parts["the-so"],
    )  # fmt: skip


def choices_in_sight(app: AppTest) -> list[str]:
    """Labels of the choices outside any expander."""
    return [str(each.label) for each in _outside(app.main) if each.type in CHOICES]


def _outside(block) -> Iterator:
    for child in block.children.values():
        if not hasattr(child, "children"):
            yield child
        elif child.type != "expander":
            yield from _outside(child)
