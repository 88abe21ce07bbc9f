"""The shaded tables of Dân tộc và hộ nghèo: groups by place, and peoples by poverty class in one unit."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import gap, group_cut
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import equity_words, heat, vi
from khuyenhoc.present import status as looks
from khuyenhoc.ui import data, equity_data, filters, parts
from khuyenhoc.ui.equity_choices import CUTS
from khuyenhoc.ui.equity_data import Asked

PAGE = "dan-toc-ho-ngheo"
_CLASSES = (group_cut.POOR, group_cut.NEAR_POOR, group_cut.NOT_POOR)


def places(asked: Asked, level: Level | None) -> None:
    """The groups of every unit of a level below, who lacks most families first; `level` None: nothing lies below."""
    if level is None or not asked.judged:
        return
    table = data.made("heat", (*asked.key, level), lambda: _places(asked, level))
    if table:
        st.header("Nhóm nào, ở đâu")
        parts.markup(table)
        st.caption(data.made("heat notes", (*asked.key, level), lambda: _notes(asked, level)))


def _places(asked: Asked, level: Level) -> str:
    units = data.place(asked.period.end).units
    below = units.of_level(level, asked.unit)
    found = equity_data.shown_groups(asked, asked.period.text)
    found = gap.against_one(found[found["unit"].isin(below)], equity_data.compared(asked), asked.unit, asked.lower)
    if found.empty:
        return ""
    by_unit = found.groupby("unit")
    lacking = by_unit["behind"].sum().sort_values(ascending=False, kind="stable")
    some_hidden = by_unit["hidden"].any()
    words = [f"{'ít nhất ' if some_hidden[unit] else ''}{vi.number(lacking[unit])}" for unit in lacking.index]
    order = list(dict.fromkeys([*equity_data.of_unit(asked)["group"], *found["group"]]))
    apart = level is Level.COMMUNE and units.level(asked.unit) is Level.PROVINCE
    names = [
        (unit, filters.unit_label(unit, asked.period.end) if apart else units.name(unit), _address(asked, unit))
        for unit in lacking.index
    ]
    cells = found.rename(columns={"unit": "row", "group": "column"})
    title = f"Tỷ lệ của từng nhóm ở từng {'xã' if level is Level.COMMUNE else 'huyện'}, {vi.period(asked.period.text)}"
    return _table(asked, cells, names, order, title, "Địa bàn", (f"Cần hỗ trợ thêm ({asked.noun})", words))


def _notes(asked: Asked, level: Level) -> str:
    """What the last column counts, and who has no row."""
    units, found = data.place(asked.period.end).units, set(equity_data.groups(asked)["unit"])
    silent = [units.name(unit) for unit in units.of_level(level, asked.unit) if unit not in found]
    said = (
        f"Cột cuối: cộng số {asked.noun} còn thiếu của các nhóm để bằng mức so sánh của {asked.name}; nhiều nhất đứng đầu. "
        "Bấm tên địa bàn để xem riêng nơi đó."
    )
    return f"{said} {equity_words.not_shown_note(silent)}".strip()


def _address(asked: Asked, unit: str) -> str:
    """The same page about a unit below."""
    code = str(data.place(asked.period.end).units.frame.at[unit, "code"])
    grouping = next(word for word, (cut, _) in CUTS.items() if cut is asked.cut)
    return filters.address(PAGE, dia_ban=code, ky=asked.period.text, chi_tieu=asked.indicator.code, phan_to=grouping)


def crossed(asked: Asked) -> None:
    """Peoples by poverty class, for a unit that has it."""
    table = data.made("crossed", asked.key, lambda: _crossed(asked))
    if table:
        st.header("Dân tộc và hộ nghèo cùng một lúc")
        parts.markup(table)
        st.caption(equity_words.basis(asked.indicator, None, data.known().poverty_classes))


def _crossed(asked: Asked) -> str:
    found = equity_data.figures(asked.indicator, asked.period.end, asked.period.text)
    both = found[(found["unit"] == asked.unit) & (found["ethnicity"] != "") & found["poverty"].isin(_CLASSES)]
    if both.empty or not asked.judged:
        return ""
    cells = group_cut.crossed(both, equity_data.minorities()).rename(columns={"ethnicity": "row", "poverty": "column"})
    cells = cells.assign(value=cells["numerator"] / cells["denominator"])
    rows = [(code, data.known().group_name(code), "") for code in dict.fromkeys(cells["row"])]
    columns = [each for each in _CLASSES if each in set(cells["column"])]
    title = f"Tỷ lệ theo dân tộc và diện nghèo, {vi.period(asked.period.text)}"
    return _table(asked, cells, rows, columns, title, "Dân tộc", ("", ()))


def _table(
    asked: Asked,
    cells: pd.DataFrame,
    rows: list[tuple[str, str, str]],
    columns: list[str],
    title: str,
    first: str,
    figures: tuple[str, list[str] | tuple[()]],
) -> str:
    """`cells`: row, column, value, hidden, sample; `rows`: code, name, address; `columns`: codes of groups."""
    at = {code: place for place, (code, _, _) in enumerate(rows)}, {code: place for place, code in enumerate(columns)}
    where = list(zip(cells["row"].map(at[0]), cells["column"].map(at[1]), strict=True))
    return heat.heat_html(
        [(name, href) for _, name, href in rows],
        [data.known().group_name(code) for code in columns],
        dict(zip(where, cells["value"], strict=True)),
        looks.rate_classes(equity_data.target(asked), "<=" if asked.lower else ">="),
        title,
        hidden=frozenset(place for place, hidden in zip(where, cells["hidden"], strict=True) if hidden),
        sample=bool(cells["sample"].any()),
        first=first,
        figures=figures,
    )
