"""Communes to learn from: where the gap of a group closed most, and how rates go with the make-up of the people."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import gap, group_cut, peers
from khuyenhoc.domain.inequality import rank_correlation
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import chart_equity, equity_words, inequality_words, tables, vi
from khuyenhoc.present.chart_equity import UnitPoint
from khuyenhoc.present.charts import Spec
from khuyenhoc.present.explanation import Step
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, equity_data, filters, parts, style
from khuyenhoc.ui.equity_data import Asked

POVERTY = "multidim_poor_household_rate"
_NAMED = 3


def closed(asked: Asked, group: str) -> None:
    """Where the gap of one group closed most in about two years: both periods, and the rule that chose them."""
    if not asked.judged or not group:
        return
    table, note = data.made("closed", (*asked.key, group), lambda: _closed(asked, group))
    with parts.block("Nơi thu hẹp khoảng cách nhanh nhất"):
        if table:
            parts.markup(table)
        st.caption(note)


def _closed(asked: Asked, group: str) -> tuple[str, str]:
    earlier = peers.two_years_before([Period.parse(text) for text in equity_data.periods(asked)], asked.period)
    if earlier is None:
        return "", "Chưa có số liệu phân tổ của khoảng hai năm trước (18 đến 30 tháng) để so sánh."
    communes = equity_data.communes(asked)
    now, before = (equity_data.gaps(asked, text) for text in (asked.period.text, earlier.text))
    inside = now["unit"].isin(communes)
    found = gap.closed(now[inside], before, group, asked.lower)
    who = equity_words.who(group, data.known().group_name(group), asked.noun)
    rule = equity_words.closed_rule(who, vi.period(earlier.text), vi.period(asked.period.text))
    if found.empty:
        return "", f"Chưa có xã nào hợp điều kiện. {rule}"
    rows = found.assign(
        name=[filters.unit_label(unit, asked.period.end) for unit in found["unit"]],
        href=[parts.unit_address(unit, asked.period.end, asked.period.text) for unit in found["unit"]],
    )
    then, today = vi.capitalised(vi.period(earlier.text)), vi.capitalised(vi.period(asked.period.text))
    columns = [
        Column("name", "Địa bàn", "link", href="href"),
        Column("value_before", f"Tỷ lệ của nhóm, {vi.period(earlier.text)}", "rate", minor=True),
        Column("value", f"Tỷ lệ của nhóm, {vi.period(asked.period.text)}", "rate", minor=True),
        Column("gap_before", f"Chênh lệch, {vi.period(earlier.text)}", "points", hint=f"điểm phần trăm; {then}"),
        Column("gap", f"Chênh lệch, {vi.period(asked.period.text)}", "points", hint=f"điểm phần trăm; {today}"),
        Column("narrowed", "Hẹp bớt (điểm phần trăm)", "points"),
    ]
    return tables.table_html(rows, columns, f"Khoảng cách của {who} đã hẹp lại", compact=True), rule


def context(asked: Asked, group: str) -> None:
    """Communes by the make-up of their people against their rate: of use even where nothing is broken down."""
    if not asked.judged or Level.COMMUNE not in asked.indicator.rate_levels:
        return
    key = (*asked.key, group)
    points, across = data.made("context points", key, lambda: _points(asked, group))
    if points.empty:
        return
    up = asked.indicator.short_name
    said, outstanding, steps = data.made("context words", key, lambda: _words(asked, points, across, up))
    with parts.block("Xã với xã: tỷ lệ và hoàn cảnh"):
        st.write(said)
        parts.chart(data.made("context chart", key, lambda: _chart(asked, points, outstanding, across, up)), "context")
        poor = not group or asked.cut is group_cut.Cut.POVERTY
        standard = equity_words.poverty_standard(data.known().poverty_classes, asked.period.end) if poor else ""
        st.caption(f"{inequality_words.ECOLOGICAL} {standard}".strip())
        parts.steps("Cách tính", steps)


def _points(asked: Asked, group: str) -> tuple[pd.DataFrame, str]:
    """Communes with `across` and `up`, and what `across` is in words: a people's share where one is chosen, else poverty."""
    rates = data.of_indicator(Level.COMMUNE, asked.period.end, asked.indicator.code)
    rates = rates[rates["unit"].isin(equity_data.communes(asked))].set_index("unit")
    if group and asked.cut is not group_cut.Cut.POVERTY:
        whole = group_cut.totals(equity_data.figures(asked.indicator, asked.period.end, asked.period.text))
        across = group_cut.shares(equity_data.groups(asked), whole, group)
        who = equity_words.who(group, data.known().group_name(group), asked.noun)
        words = f"tỷ trọng {who}"
    else:
        poor = data.of_indicator(Level.COMMUNE, asked.period.end, POVERTY).set_index("unit")
        across, words = poor["value"].dropna(), "tỷ lệ hộ nghèo, cận nghèo"
        rates = rates.assign(sample=rates["sample"] | poor["sample"].reindex(rates.index).eq(True))
    if asked.indicator.code == POVERTY or across.empty:
        return pd.DataFrame(), words
    found = rates[["value", "sample"]].rename(columns={"value": "up"}).assign(across=across)
    return found.dropna(subset=["up", "across"]), words


def _words(asked: Asked, points: pd.DataFrame, across: str, up: str) -> tuple[str, list[str], list[Step]]:
    """The sentence, the communes it names (those that do best where it is hardest), and what it stands on."""
    rho = rank_correlation(points["across"], points["up"])
    hardest = points.nlargest(max(1, len(points) // 3), "across").sort_values(
        "up", ascending=asked.lower, kind="stable"
    )
    best = list(hardest.index[:_NAMED]) if len(points) > 2 * _NAMED else []
    names = [filters.unit_label(unit, asked.period.end) for unit in best]
    sentence = inequality_words.correlation_sentence(rho, across, up, len(points))
    return f"{sentence} {inequality_words.standing_out(names)}".strip(), best, inequality_words.correlation_how(rho)


def _chart(asked: Asked, points: pd.DataFrame, outstanding: list[str], across: str, up: str) -> Spec:
    units = data.place(asked.period.end).units
    figures = {
        str(key): (float(share), float(rate))
        for key, share, rate in zip(points.index, points["across"], points["up"], strict=True)
    }
    named = chart_equity.apart({key: figures[key] for key in (asked.unit, *outstanding) if key in figures})
    drawn = [UnitPoint(units.name(key), *pair, key in named) for key, pair in figures.items()]
    return chart_equity.make_up(
        drawn, vi.capitalised(across), up, equity_data.target(asked), sample=bool(points["sample"].any()),
        presenting=style.presenting(),
    )  # fmt: skip
