"""The first block of Dân tộc và hộ nghèo: the groups of one unit, who needs support, their way over time."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import gap, group_cut
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import chart_equity, equity_words, group_grid, narrative, tables, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.chart_equity import GroupCourse
from khuyenhoc.present.charts import Spec
from khuyenhoc.present.group_grid import Around
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import breakdowns, data, equity_aims, equity_data, parts, style
from khuyenhoc.ui.equity_data import Asked

_MOST_PERIODS = 6


def groups(asked: Asked) -> None:
    """Heading that asks for support, table, way over time; only the total where there is nothing by group to show."""
    rows = equity_data.of_unit(asked)
    if rows.empty:
        _nothing(asked)
        return
    if asked.judged:
        heading, note = data.made("need", asked.key, lambda: _need(asked))
        st.header(heading)
        if note:
            st.caption(note)
    columns, shown = _table(asked, rows)
    parts.save_table(shown, columns, f"{asked.cut}-{asked.indicator.code}-{asked.period.text}")
    if asked.judged:
        parts.chart(data.made("equiplot", asked.key, lambda: _equiplot(asked, rows)), "equiplot")
        st.caption(equity_words.equiplot_note(equity_data.periods(asked)[-_MOST_PERIODS:]))
        _side_by_side(asked, rows)


def brief(asked: Asked) -> None:
    """What is needed and the table, for other pages."""
    if asked.judged:
        heading, note = data.made("need", asked.key, lambda: _need(asked))
        st.write(f"**{heading}.** {note}")
    _table(asked, equity_data.of_unit(asked))


def _table(asked: Asked, rows: pd.DataFrame) -> tuple[list[Column], pd.DataFrame]:
    """The groups and what the table stands on. Returns what a file of it needs."""
    title = f"{asked.indicator.short_name}, {vi.period(asked.period.text)}"
    columns, aims = _columns(asked, rows), equity_data.aims(asked)
    moved = [equity_words.narrowed_text(*pair) for pair in zip(rows["narrowed"], rows["narrowed_hidden"], strict=True)]
    shown = rows.assign(narrowed=moved)
    if rows["group"].isin(aims.index).any():
        columns, shown = [*columns, *equity_aims.COLUMNS], equity_aims.beside(shown, aims)
    shown = pd.concat([shown.assign(total=False), _whole(asked, rows)], ignore_index=True)
    parts.markup(
        data.made(
            "groups table", asked.key, lambda: tables.table_html(shown, columns, title, total="total", compact=True)
        )
    )
    st.caption(data.made("groups basis", asked.key, lambda: _notes(asked)))
    equity_aims.how(asked, aims[aims.index.isin(rows["group"])])
    return columns, shown


def _whole(asked: Asked, rows: pd.DataFrame) -> pd.DataFrame:
    """The last row: everybody, and what all groups lack together; hidden where a part of that is."""
    told = equity_data.over_time(asked)[asked.period.text]
    numerator, denominator = told.whole
    row = {
        "name": "Toàn địa bàn", "numerator": numerator, "denominator": denominator, "total": True,
        "behind": rows["behind"].sum(skipna=False), "sample": bool(rows["sample"].any()), "hidden": False,
    }  # fmt: skip
    if denominator > 0:
        value = numerator / denominator
        row |= {"value": value} | ({} if told.reference is None else {"gap": value - told.reference})
    return pd.DataFrame([row])


def _nothing(asked: Asked) -> None:
    st.info(
        "Địa bàn này chưa có số liệu phân tổ của chỉ tiêu và kỳ đã chọn, hoặc có nhóm quá nhỏ nên chỉ hiện tổng số."
    )
    rows = data.of_unit(asked.unit, asked.period.end)
    for row in rows[rows["indicator"] == asked.indicator.code].to_dict("records"):
        if narrative.value_text(row):
            small = narrative.small_text(row)
            word = f" ({looks.SAMPLE_TITLE})" if row["sample"] else ""
            st.write(f"Toàn địa bàn: {f'{small}, ' if small else ''}{narrative.value_text(row)}{word}.")
    found = [vi.period(text) for text in breakdowns.periods(asked.indicator.code, asked.period.end)]
    if found:
        st.caption(f"Có số liệu phân tổ của chỉ tiêu này ở: {vi.listing(found, 6, 'kỳ')}.")


def _need(asked: Asked) -> tuple[str, str]:
    """The heading and what its numbers mean."""
    rows = equity_data.of_unit(asked)
    sample = bool(rows["sample"].any())
    where = data.place(asked.period.end)
    against = equity_words.compared_with(asked.reference, asked.name, where.units.name(where.province))
    if rows["gap"].isna().all():
        return equity_words.unknown_heading(against, sample)
    group = equity_data.first_behind(asked)
    if not group:
        return equity_words.level_heading(bool(rows["hidden"].any()), sample), ""
    row = rows[rows["group"] == group].iloc[0]
    compared = equity_data.over_time(asked)[asked.period.text].compared
    places, alone, at_least = _places_below(asked, group, compared)
    reference = compared[0] / compared[1]
    who = equity_words.who(group, row["name"], asked.noun)
    heading = equity_words.need_heading(int(row["behind"]), who, places, at_least, sample)
    return heading, equity_words.need_note(asked.noun, places, against, reference, alone)


def _places_below(asked: Asked, group: str, compared: tuple[float, float]) -> tuple[int, str, bool]:
    """How many communes of the unit have the group on the worse side of the reference, how many families they lack, each on
    its own, in words; True where some are hidden."""
    units = data.place(asked.period.end).units
    if units.level(asked.unit) is Level.COMMUNE:
        return 0, "", False
    found = equity_data.groups(asked)
    found = found[(found["group"] == group) & found["unit"].isin(units.of_level(Level.COMMUNE, asked.unit))]
    told = gap.against(found, *compared, asked.lower)
    worse = told["gap"] > 0 if asked.lower else told["gap"] < 0
    hidden = bool(found["hidden"].any())
    return int(worse.sum()), f"{'ít nhất ' if hidden else ''}{vi.number(told['behind'].sum())}", hidden


def _columns(asked: Asked, rows: pd.DataFrame) -> list[Column]:
    who = asked.noun
    hidden = looks.HIDDEN if rows["hidden"].any() else ""
    rated = asked.indicator.is_rate
    counted = [Column("name", "Nhóm"), Column("numerator", f"Số {who} đạt", "count", missing=hidden, wide=rated)]
    if not rated:
        return counted
    shared = [
        *counted,
        Column("denominator", f"Tổng số {who}", "count", missing=hidden, wide=True),
        Column("value", "Tỷ lệ", "rate", numerator="numerator", denominator="denominator", missing=hidden),
    ]
    if not asked.judged:
        return shared
    apart = Column("gap", "Chênh lệch với mức so sánh", "points", hint="điểm phần trăm", missing=hidden)
    narrowed = Column("narrowed", "Khoảng cách so với kỳ trước", "figure", hint="điểm phần trăm", minor=True)
    return [*shared, apart, narrowed, Column("behind", f"Cần hỗ trợ thêm ({who})", "count", missing=hidden)]


def _notes(asked: Asked) -> str:
    """Basis, what is not told apart, what is counted together."""
    share = None
    rows = equity_data.of_unit(asked)
    if asked.indicator.is_rate and not rows["denominator"].isna().any():
        rest = rows.loc[rows["group"] == group_cut.UNSPECIFIED, "denominator"].sum()
        share = float(rest / rows["denominator"].sum())
    said = [
        equity_words.basis(asked.indicator, asked.cut, data.known().poverty_classes, asked.period.end),
        equity_words.unspecified_text(share, asked.noun),
        equity_words.few_note(asked.noun) if asked.cut is Cut.PEOPLES else "",
        equity_words.hidden_note(asked.noun) if (rows["hidden"] | rows["narrowed_hidden"]).any() else "",
    ]
    return " ".join(text for text in said if text)


def _equiplot(asked: Asked, rows: pd.DataFrame) -> Spec:
    reference = equity_data.over_time(asked)[asked.period.text].reference
    title = f"Từng nhóm qua các kỳ: {asked.indicator.short_name}"
    sample = bool(rows["sample"].any())
    return chart_equity.equiplot(_courses(asked, rows), title, reference, sample=sample, presenting=style.presenting())


def _side_by_side(asked: Asked, rows: pd.DataFrame) -> None:
    """One small chart per group, where there is a way to see."""
    if len(equity_data.periods(asked)) > 1:
        drawn, legend = data.made("side by side", asked.key, lambda: _grid(asked, rows))
        with parts.block("Từng nhóm qua các kỳ"):
            parts.markup(drawn)
            st.caption(legend)


def _grid(asked: Asked, rows: pd.DataFrame) -> tuple[str, str]:
    where, courses = data.place(asked.period.end), _courses(asked, rows)
    way = equity_data.over_time(asked)
    whole = [(text, way[text].reference) for text, _ in courses[0].rates]
    name = equity_words.compared_with(asked.reference, asked.name, where.units.name(where.province))
    around = Around(GroupCourse(name, tuple(whole)), equity_data.target(asked))
    return group_grid.grid_html(courses, around, bool(rows["sample"].any())), group_grid.legend(courses, around)


def _courses(asked: Asked, rows: pd.DataFrame) -> list[GroupCourse]:
    """Every group at every period, the newest six."""
    way = list(equity_data.over_time(asked).items())[-_MOST_PERIODS:]
    by_period = {text: _rates(told.gaps) for text, told in way}
    return [
        GroupCourse(
            row["name"],
            tuple((text, by_period[text][0].get(row["group"])) for text in by_period),
            frozenset(text for text in by_period if row["group"] in by_period[text][1]),
        )
        for row in rows.to_dict("records")
    ]


def _rates(own: pd.DataFrame) -> tuple[dict[str, float], set[str]]:
    """Rates by group, and the groups whose rate is hidden."""
    known = own.dropna(subset="value")
    return dict(zip(known["group"], known["value"], strict=True)), set(own.loc[own["hidden"], "group"])
