"""How unequal the groups of a unit are, and why its rate differs from another one's: by its groups or by their sizes."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import decomposition, group_cut, inequality
from khuyenhoc.domain.decomposition import MERGED, Decomposition
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.present import equity_words, tables, vi
from khuyenhoc.present.explanation import Step
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, equity_data, parts
from khuyenhoc.ui.equity_data import Asked

HIDDEN = "Có nhóm (ẩn) nên không tính được."


def measures(asked: Asked) -> None:
    """One sentence per measure; formula, figures and source behind “Cách tính”."""
    if not asked.judged:
        return
    said = data.made("measures", asked.key, lambda: _measures(asked))
    if said is None:
        return
    sentences, steps = said
    st.header("Các nhóm cách nhau bao xa")
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
    figures = equity_words.group_rates(list(rows["name"]), list(rows["numerator"]), list(rows["denominator"]))
    sentences, names = _ordered(asked, rows) if asked.cut is Cut.POVERTY else _unordered(asked, rows)
    return sentences, [Step("Số liệu", figures), *(Step(name, equity_words.MEASURES[name]) for name in names)]


def _ordered(asked: Asked, rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    classes = data.known().poverty_classes
    order = dict(zip(classes["code"], classes["order"].astype(int), strict=True))
    placed = rows.sort_values("group", key=lambda codes: codes.map(order))
    found = inequality.ordered(placed["numerator"], placed["denominator"])
    if found is None:
        return [], []
    slope = equity_words.slope_sentence(found.slope, asked.indicator.short_name)
    return [slope, equity_words.concentration_sentence(found.concentration)], ["SII", "RCI"]


def _unordered(asked: Asked, rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    found = inequality.unordered(rows["group"], rows["numerator"], rows["denominator"])
    if found is None:
        return [], []
    best, worst = (found.worst, found.best) if asked.lower else (found.best, found.worst)
    spread = equity_words.spread_sentence(found.spread, *(data.known().group_name(code) for code in (best, worst)))
    return [spread, equity_words.deviation_sentence(found.deviation, asked.noun)], ["Độ lệch giữa các nhóm"]


def decomposed(asked: Asked, unit: str, period: str) -> None:
    """The difference to another unit, or to an earlier period of the same one (`period` not empty), split by Kitagawa."""
    if not asked.judged or not unit or equity_data.of_unit(asked).empty:
        return
    st.header("Do mức đạt hay do cơ cấu dân cư")
    key = (*asked.key, unit, period)
    said, table, note = data.made("decomposed", key, lambda: _decomposed(asked, unit, period))
    st.write(said)
    if table:
        parts.markup(table)
        st.caption(note)
        parts.steps("Cách tính", [Step("Công thức", equity_words.DECOMPOSITION)])


def _decomposed(asked: Asked, unit: str, period: str) -> tuple[str, str, str]:
    """Sentence, table and the figures behind it; only a sentence where it cannot be made."""
    here, there = _groups(asked, asked.unit, ""), _groups(asked, unit, period)
    if here["hidden"].any() or there["hidden"].any():
        return HIDDEN, "", ""
    split = decomposition.decompose(here, there)
    if split is None:
        return "Chưa có số liệu phân tổ của cả hai bên để đối chiếu.", "", ""
    sample = bool(here["sample"].any() or there["sample"].any())
    name = data.place(asked.period.end).units.name(unit)
    other = vi.period(period) if period else name
    sentence = equity_words.decomposition_sentence(split, asked.name, other, bool(period))
    rates = [
        f"{who} {_rate(each)}"
        for who, each in ((vi.period(asked.period.text) if period else asked.name, here), (other, there))
    ]
    title = f"Chênh lệch với {other}, tách theo nhóm"
    note = f"Tính trên số liệu phân tổ: {', '.join(rates)}. Số âm kéo xuống, số dương kéo lên."
    return sentence, _split_table(split, title, sample), vi.capitalised(note)


def _rate(found: pd.DataFrame) -> str:
    return vi.rate(int(found["numerator"].sum()), int(found["denominator"].sum()))


def _groups(asked: Asked, unit: str, period: str) -> pd.DataFrame:
    return equity_data.told(asked, unit, period).single.set_index("group")


def _split_table(split: Decomposition, title: str, sample: bool) -> str:
    names = {MERGED: "Các nhóm còn lại (gộp)"}
    by_group = split.by_group.sort_values("rates", key=abs, ascending=False)
    rows = by_group.assign(
        name=[names.get(code) or data.known().group_name(code) for code in by_group.index], total=False
    )
    whole = pd.DataFrame([{"name": "Cộng", "rates": split.rates, "composition": split.composition, "total": True}])
    shown = pd.concat([rows, whole], ignore_index=True)
    shown = shown.assign(both=shown["rates"] + shown["composition"], sample=sample)
    columns = [
        Column("name", "Nhóm"),
        Column("rates", "Do mức đạt", "points", 2, hint="điểm phần trăm"),
        Column("composition", "Do cơ cấu", "points", 2, hint="điểm phần trăm"),
        Column("both", "Cộng", "points", 2, hint="điểm phần trăm"),
    ]
    return tables.table_html(shown, columns, title, total="total")
