"""How unequal the groups of a unit are, and why its rate differs from another one's: by its groups or by their sizes."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from khuyenhoc.domain import decomposition, group_cut, inequality
from khuyenhoc.domain.decomposition import MERGED, Decomposition
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.present import inequality_words as words
from khuyenhoc.present import tables, vi
from khuyenhoc.present.explanation import Step
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, equity_data, parts
from khuyenhoc.ui.equity_data import Asked

_SIDES = ("here", "there")
HIDDEN = "Có nhóm (ẩn) nên không tính được."


def measures(asked: Asked) -> None:
    """One sentence per measure; formula, figures and source behind “Cách tính”."""
    if not asked.judged:
        return
    said = data.made("measures", asked.key, lambda: _measures(asked))
    if said is None:
        return
    sentences, steps = said
    with parts.block("Các nhóm cách nhau bao xa"):
        st.write(" ".join(sentences))
        if steps:
            parts.steps("Cách tính", steps)


def _measures(asked: Asked) -> tuple[list[str], list[Step]] | None:
    """None below two groups."""
    rows = equity_data.of_unit(asked)
    rows = rows[rows["group"] != group_cut.UNSPECIFIED]
    if len(rows) < 2:
        return None
    if rows["hidden"].any():
        return [HIDDEN], []
    figures = Step("Số liệu", words.group_rates(list(rows["name"]), list(rows["numerator"]), list(rows["denominator"])))
    sentences, steps = _ordered(asked, rows) if asked.cut is Cut.POVERTY else _unordered(asked, rows)
    return sentences, [figures, *steps]


def _ordered(asked: Asked, rows: pd.DataFrame) -> tuple[list[str], list[Step]]:
    classes = data.known().poverty_classes
    order = dict(zip(classes["code"], classes["order"].astype(int), strict=True))
    placed = rows.sort_values("group", key=lambda codes: codes.map(order))
    found = inequality.ordered(placed["numerator"], placed["denominator"])
    if found is None:
        return [], []
    said = [words.slope_sentence(found.slope, asked.indicator.short_name)]
    poorest, reached = placed.iloc[0], placed["numerator"].sum()
    if reached > 0:
        parts = poorest["denominator"] / placed["denominator"].sum(), poorest["numerator"] / reached
        said.append(words.part_sentence(poorest["name"], *parts, asked.noun))
    return said, [words.slope_how(found.slope), words.concentration_how(found.concentration)]


def _unordered(asked: Asked, rows: pd.DataFrame) -> tuple[list[str], list[Step]]:
    found = inequality.unordered(rows["group"], rows["numerator"], rows["denominator"])
    if found is None:
        return [], []
    best, worst = (found.worst, found.best) if asked.lower else (found.best, found.worst)
    spread = words.spread_sentence(found.spread, *(data.known().group_name(code) for code in (best, worst)))
    return [spread, words.distance_sentence(found.distance)], words.distance_how(found.distance, found.variance)


def decomposed(asked: Asked, unit: str, period: str) -> None:
    """The difference to another unit, or to an earlier period of the same one (`period` not empty), split by Kitagawa."""
    if not asked.judged or not unit or equity_data.of_unit(asked).empty:
        return
    key = (*asked.key, unit, period)
    said, table, steps = data.made("decomposed", key, lambda: _decomposed(asked, unit, period))
    with parts.block("Do mức đạt hay do cơ cấu dân cư"):
        st.write(said)
        if table:
            parts.markup(table)
            st.caption(words.DECOMPOSITION_NOTE)
            parts.steps("Cách tính", steps)


def _decomposed(asked: Asked, unit: str, period: str) -> tuple[str, str, list[Step]]:
    """Sentence, table and the steps behind them; only a sentence where it cannot be made."""
    here, there = _groups(asked, asked.unit, ""), _groups(asked, unit, period)
    if here["hidden"].any() or there["hidden"].any():
        return HIDDEN, "", []
    split = decomposition.decompose(here, there)
    if split is None:
        return "Chưa có số liệu phân tổ của cả hai bên để đối chiếu.", "", []
    name = data.place(asked.period.end).units.name(unit)
    sides = (vi.period(asked.period.text), vi.period(period)) if period else (asked.name, name)
    sentence = words.decomposition_sentence(split, asked.name, sides[1], bool(period))
    names = {MERGED: "Các nhóm còn lại (gộp)"}
    names |= {code: data.known().group_name(code) for code in split.by_group.index if code != MERGED}
    sample = bool(here["sample"].any() or there["sample"].any())
    return sentence, _split_table(split, names, (here, there), sides, sample), words.decomposition_how(split, names)


def _groups(asked: Asked, unit: str, period: str) -> pd.DataFrame:
    return equity_data.told(asked, unit, period).single.set_index("group")


def _split_table(
    split: Decomposition,
    names: Mapping[str, str],
    both: tuple[pd.DataFrame, pd.DataFrame],
    sides: tuple[str, str],
    sample: bool,
) -> str:
    """What both sides are made of, largest group first: rates and shares, as anybody can check them. No group's part in the
    difference: it would read as if a people had lifted or lowered the place."""
    by_group = split.by_group.sort_values("share_here", ascending=False)
    rows = by_group.assign(name=by_group.index.map(names), total=False)
    rates = [frame["numerator"].sum() / frame["denominator"].sum() for frame in both]
    whole = {
        "name": "Cộng các nhóm",
        "rate_here": rates[0],
        "rate_there": rates[1],
        "share_here": 1.0,
        "share_there": 1.0,
    }
    shown = pd.concat([rows, pd.DataFrame([{**whole, "total": True}])], ignore_index=True).assign(sample=sample)
    columns = [
        Column("name", "Nhóm"),
        *(Column(f"rate_{at}", f"Tỷ lệ, {side}", "rate") for at, side in zip(_SIDES, sides, strict=True)),
        *(Column(f"share_{at}", f"Phần trong dân cư, {side}", "rate") for at, side in zip(_SIDES, sides, strict=True)),
    ]
    return tables.table_html(shown, columns, f"Từng nhóm: {sides[0]} và {sides[1]}", total="total", compact=True)
