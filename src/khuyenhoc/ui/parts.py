"""Blocks that several pages show: raw HTML made by present/, what the figures are, downloads."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import download, explanation, tables, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.charts import Spec
from khuyenhoc.present.explanation import Step
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, eras, filters, style, style_wall, succession_data

PLACE_COLUMNS = [Column("name", "Địa bàn", "link", href="href"), *tables.TARGET_COLUMNS[1:]]
SAMPLE_NOTE = "phần in nghiêng hoặc có chữ MINH HỌA do phần mềm sinh ra để dùng thử, không phải số liệu thật"
PACE_NOTE = (
    "Tiến độ được xét theo đường từ mức xuất phát của chính địa bàn đến mục tiêu, nên nơi có tỷ lệ thấp hơn vẫn có thể "
    "“Đúng tiến độ”; xem Cách tính ở trang Địa bàn."
)


def markup(text: str) -> None:
    """HTML made by present/, where every text from a file was escaped."""
    st.html(text)


def on_phone() -> bool:
    """True in the browser of a phone, which says so of itself."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def block(title: str) -> DeltaGenerator:
    """Where a block goes that others can do without: below its heading, on a phone folded away under it."""
    if on_phone():
        return st.expander(title)
    st.header(title)
    return st.container()


def table(frame_: pd.DataFrame, columns: Sequence[Column], caption: str, **more: Any) -> None:
    markup(tables.table_html(frame_, columns, caption, **more))


def chart(spec: Spec, key: str) -> None:
    st.vega_lite_chart(spec, key=key, width="stretch", theme=None)


def as_of(period: Period) -> None:
    """Số liệu đến tháng 5/2024, and what of it is simulated or gave way to uploaded figures."""
    on = period.end
    where = data.place(on)
    parts = [where.units.name(where.province), f"Số liệu đến {vi.period(period.text)}"]
    if data.has_sample(on):
        parts.append("số in nghiêng: minh họa" if style.presenting() else SAMPLE_NOTE)
    st.caption(" · ".join(parts))
    if eras.is_turned(on):
        st.caption(succession_data.turned(on))
    if missing := succession_data.silent(on):
        st.caption(missing)
    filters.turn_era(on)
    hidden = data.hidden_sample(on)
    if hidden:
        names = [data.known().catalogue[code].short_name for code in hidden]
        st.caption(f"Đã ẩn số liệu minh họa vì có số liệu thật: {vi.listing(names, 4, 'chỉ tiêu')}.")


def choices(widths: Sequence[float]) -> list[DeltaGenerator]:
    """Places for the choices of a page; on the wall of a meeting room they are folded away beside the title."""
    if style.presenting():
        with st.container(key=style_wall.CHOICES).popover("Lựa chọn"):
            return st.columns(list(widths))
    return st.columns(list(widths))


def more_choices() -> DeltaGenerator:
    """Where the fourth control and those behind it go."""
    if style.presenting():
        return st.container(key=style_wall.MORE_CHOICES).popover("Thêm lựa chọn")
    return st.expander("Thêm lựa chọn")


HOW = Column("how", "Cách tính")


def explanation_of(row: dict, estimate: str | None = None) -> list[Step]:
    """“Cách tính” of one assessed row: formula, sources, file, row, who published it and when. `estimate`: as asked before."""
    indicator = data.known().catalogue[row["indicator"]]
    sources = [text for text in (row["source"], row["denominator_source"]) if text]
    upload = _uploads().get(int(row["batch"]))
    if estimate is None:
        (estimate,) = succession_data.estimates_of([row["unit"]], [row["period_end"]])
    return explanation.explanation(
        row | {"sources": sources, "estimate": estimate}, indicator.numerator_name, indicator.denominator_name, upload
    )


def _uploads() -> dict[int, dict]:
    """Every upload by its number: file_name, published_by, published_at."""

    def find() -> dict[int, dict]:
        rows = data.store().batches()[["id", "file_name", "published_by", "published_at"]]
        return {int(row["id"]): row for row in rows.to_dict("records")}

    return data.made("uploads", (), find)


def how(row: dict) -> None:
    """“Cách tính” of one assessed figure, folded away beside it."""
    definition = Step("Định nghĩa", data.known().catalogue[row["indicator"]].definition)
    steps("Cách tính", [*explanation_of(row), definition])


def steps(title: str, said: Sequence[Step]) -> None:
    """An explanation, folded away under its title."""
    with st.expander(title):
        for step in said:
            st.markdown(f"**{step.title}**: {plain(step.text)}")


def plain(text: str) -> str:
    """Text from a file as text: no markup in it takes effect."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>()#+-!|~$:" else character for character in text)


def save_assessed(
    rows: pd.DataFrame, shown: pd.DataFrame, columns: Sequence[Column], name: str, notes: Sequence[str] = ()
) -> None:
    """A table of assessed figures as a file, with “Cách tính” of each. `shown` keeps the index of the assessment `rows`;
    `notes` stand below it."""

    found = rows.loc[shown.index]
    # Asked here: where the file is made no page runs, and nothing says on which units the figures are looked at.
    estimates = succession_data.estimates_of(found["unit"], found["period_end"])

    def content() -> bytes:
        steps = [explanation_of(*each) for each in zip(found.to_dict("records"), estimates, strict=True)]
        explained = shown.assign(how=[explanation.as_text(each) for each in steps])
        return download.csv_bytes(explained, [*columns, HOW], notes=notes)

    _save(content, name)


def save_table(frame_: pd.DataFrame, columns: Sequence[Column], name: str, notes: Sequence[str] = ()) -> None:
    """The table as a file that Excel opens with its numbers whole; `notes` stand below it."""
    _save(lambda: download.csv_bytes(frame_, columns, notes=notes), name)


def _save(content: Callable[[], bytes], name: str) -> None:
    if not style.presenting():
        st.download_button(
            "Tải bảng này (CSV)",
            content,
            f"{name}.csv",
            "text/csv",
            key=f"save {name}",
        )


def unit_address(key: str, on: date, period: str) -> str:
    """The sheet of a unit, at the same period."""
    return filters.unit_addresses(on, period)[key]


def verdict(row: dict) -> None:
    """The status as sign, word and colour."""
    markup(tables.status_html(looks.look(row["status"], row["inherited"])))


def fewer_note(shown: pd.DataFrame) -> None:
    """What the star beside a change means, where there is one."""
    if len(shown) and shown["change_text"].str.endswith(tables.FEWER_MARK).any():
        markup(f'<div class="the-ghi-chu phu">{tables.FEWER_NOTE}</div>')  # goes where its column goes


def places(
    level: Level, indicator: Indicator, period: Period, title: str, below: str = "", notes: Sequence[str] = ()
) -> None:
    """The units of a level (children of `below`, if given), who lacks most first: a table to read and to take away.
    `notes`: below the table in the file."""

    def rows() -> pd.DataFrame:
        found = data.of_indicator(level, period.end, indicator.code)
        if below:
            found = found[found["unit"].isin(data.place(period.end).units.children(below))]
        found = with_names(found, period)
        order = ["shortfall", "surplus"]
        return tables.target_frame(found.sort_values(order, ascending=[False, True], kind="stable", na_position="last"))

    key = (level, indicator.code, period.text, below)
    shown = data.made("places", key, rows)
    markup(data.made("places table", (*key, title), lambda: tables.table_html(shown, PLACE_COLUMNS, title)))
    st.caption(PACE_NOTE)
    fewer_note(shown)
    rows_behind = data.of_indicator(level, period.end, indicator.code)
    name = f"{indicator.code}-{period.text}{f'-{below[:3]}' if below else ''}"
    save_assessed(rows_behind, shown, PLACE_COLUMNS, name, notes)


def with_names(rows: pd.DataFrame, period: Period) -> pd.DataFrame:
    """`name` and `href` of every unit; a commune with its district."""
    names, links = filters.unit_names(period.end), filters.unit_addresses(period.end, period.text)
    return rows.assign(name=rows["unit"].map(names), href=rows["unit"].map(links))
