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
_KINDS = {Level.COMMUNE: "xã", Level.DISTRICT: "huyện", Level.PROVINCE: "tỉnh"}
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


def _below(asked: Asked, level: Level) -> pd.DataFrame:
    """domain.gap.COLUMNS of every unit of the level, against the reference of the unit they lie in."""

    def find() -> pd.DataFrame:
        found = equity_data.shown_groups(asked, asked.period.text)
        found = found[found["unit"].isin(data.place(asked.period.end).units.of_level(level, asked.unit))]
        return gap.against_one(found, equity_data.compared(asked), asked.unit, asked.lower)

    return data.made("groups below", (*asked.key, level), find)


def _places(asked: Asked, level: Level) -> str:
    """The units, then what they lack together and what the unit they lie in lacks: two figures, one below the other."""
    units, found, own = data.place(asked.period.end).units, _below(asked, level), equity_data.of_unit(asked)
    if found.empty:
        return ""
    by_unit = dict(list(found.groupby("unit")))
    lacking = found.groupby("unit")["behind"].sum().sort_values(ascending=False, kind="stable")
    words = [_lacking(by_unit[unit]) for unit in lacking.index]
    order = list(dict.fromkeys([*own["group"], *found["group"]]))
    apart = level is Level.COMMUNE and units.level(asked.unit).depth <= Level.PROVINCE.depth
    names = [
        (unit, filters.unit_label(unit, asked.period.end) if apart else units.name(unit), _address(asked, unit))
        for unit in lacking.index
    ]
    names += [("", f"Cộng {_counted(found, level)}", ""), (asked.unit, f"{asked.name} tính chung", "")]
    cells = pd.concat([found, own]).rename(columns={"unit": "row", "group": "column"})
    title = f"Tỷ lệ của từng nhóm ở từng {_KINDS[level]}, {vi.period(asked.period.text)}"
    figures = _needed(asked), [*words, _lacking(found), _lacking(own)]
    return _table(asked, cells, names, order, title, "Địa bàn", figures, totals=2)


def _needed(asked: Asked) -> str:
    return f"Cần hỗ trợ thêm ({asked.noun})"


def _counted(found: pd.DataFrame, level: Level) -> str:
    return vi.count(found["unit"].nunique(), _KINDS[level])


def _lacking(found: pd.DataFrame) -> str:
    """What these groups lack together, as far as it is shown."""
    hidden = bool(found["hidden"].any())
    if found["behind"].isna().all():
        return looks.HIDDEN if hidden else ""
    return f"{'ít nhất ' if hidden else ''}{vi.number(found['behind'].sum())}"


def _notes(asked: Asked, level: Level) -> str:
    """What the last column counts, why its sum is another figure than that of the whole, and who has no row."""
    units, told = data.place(asked.period.end).units, set(equity_data.groups(asked)["unit"])
    silent = [units.name(unit) for unit in units.of_level(level, asked.unit) if unit not in told]
    found = _below(asked, level)
    said = [
        f"Cột “{_needed(asked)}”: số {asked.noun} còn thiếu của các nhóm để bằng mức so sánh của {asked.name}; nhiều nhất đứng đầu.",
        equity_words.sums_note(
            _lacking(equity_data.of_unit(asked)), _lacking(found), asked.noun, _counted(found, level)
        ),
        "Bấm tên địa bàn để xem riêng nơi đó.",
        equity_words.not_shown_note(silent),
    ]
    return " ".join(text for text in said if text)


def _address(asked: Asked, unit: str) -> str:
    """The same page about a unit below."""
    code = data.place(asked.period.end).units.code(unit)
    grouping = next(word for word, (cut, _) in CUTS.items() if cut is asked.cut)
    return filters.address(PAGE, dia_ban=code, ky=asked.period.text, chi_tieu=asked.indicator.code, phan_to=grouping)


def crossed(asked: Asked) -> None:
    """Peoples by poverty class, for a unit that has it."""
    table = data.made("crossed", asked.key, lambda: _crossed(asked))
    if table:
        with parts.block("Dân tộc và hộ nghèo cùng một lúc"):
            parts.markup(table)
            standard = equity_words.basis(asked.indicator, None, data.known().poverty_classes, asked.period.end)
            st.caption(f"{equity_words.CROSSED} {standard}")


def _crossed(asked: Asked) -> str:
    found = equity_data.figures(asked.indicator, asked.period.end, asked.period.text)
    both = found[(found["unit"] == asked.unit) & (found["ethnicity"] != "") & found["poverty"].isin(_CLASSES)]
    if both.empty or not asked.judged:
        return ""
    cells = group_cut.crossed(both, equity_data.minorities()).rename(columns={"ethnicity": "row", "poverty": "column"})
    cells = gap.against(cells, *equity_data.told(asked, asked.unit).compared, asked.lower)
    lacking = {code: _lacking(part) for code, part in cells.groupby("row", sort=False)}
    rows = [(code, data.known().group_name(code), "") for code in dict.fromkeys(cells["row"])]
    columns = [each for each in _CLASSES if each in set(cells["column"])]
    title = f"Tỷ lệ theo dân tộc và diện nghèo, {vi.period(asked.period.text)}"
    return _table(asked, cells, rows, columns, title, "Dân tộc", (_needed(asked), [lacking[code] for code, *_ in rows]))


def _table(
    asked: Asked,
    cells: pd.DataFrame,
    rows: list[tuple[str, str, str]],
    columns: list[str],
    title: str,
    first: str,
    figures: tuple[str, list[str]],
    totals: int = 0,
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
        totals=totals,
    )
