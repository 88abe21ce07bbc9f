"""The blocks of Xếp hạng beside the ladder: the composite index with its weights, and the list for commendations."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain import award
from khuyenhoc.domain.composite import composite
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import download, merit_words, narrative, nouns, rank_words, tables, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, ladder, parts, peer_groups, style


def composite_table(level: Level, period: Period, group: str) -> None:
    """Every unit by the index, what it is made of beside it, and the weights it was made with."""
    rows = _composite(level, period, group)
    if rows.empty:
        st.info("Chưa có chỉ tiêu nào của chỉ số tổng hợp có số liệu và mục tiêu ở cấp đã chọn.")
        return
    st.caption(merit_words.COMPOSITE_NOTE)
    key = ("composite", level, period.text, group)
    shown = data.made("composite rows", key, lambda: _shown(rows, level, period))
    columns = _columns(bool(rows["sample"].any()), level, period)
    title = f"Chỉ số tổng hợp (tham khảo), {vi.period(period.text)}"
    parts.markup(data.made("composite table", key, lambda: tables.table_html(shown, columns, title)))
    parts.save_table(shown, columns, f"chi-so-tong-hop-{period.text}", merit_words.LIMITS)
    silent = list(rows.loc[rows["index"].isna(), "unit_name"])
    if silent:
        st.write(f"Chưa đủ số liệu nên chưa tính: {vi.listing(silent)}.")
    _weights(level, period)


def _composite(level: Level, period: Period, group: str) -> pd.DataFrame:
    def make() -> pd.DataFrame:
        rows = data.assessment(level, period.end)
        inside = rows["unit"].isin(peer_groups.members(group, level, period))
        return composite(rows[inside], data.known().weights)

    return data.made("composite", (level, period.text, group), make)


def _used(level: Level, period: Period) -> list[Indicator]:
    """The indicators of the index that anybody at this level reports and has a target for."""
    rows = data.assessment(level, period.end)
    told = set(rows.loc[rows["value"].notna() & rows["target"].gt(0), "indicator"])
    return [each for each in data.known().catalogue if each.code in data.known().weights and each.code in told]


def _shown(rows: pd.DataFrame, level: Level, period: Period) -> pd.DataFrame:
    """Index and rank, and beside them how far each indicator fulfils its target."""
    assessed = data.assessment(level, period.end)
    named = parts.with_names(rows[rows["index"].notna()], period)
    met = {
        each.code: {
            row["unit"]: narrative.completion_text(row)
            for row in assessed[assessed["indicator"] == each.code].to_dict("records")
        }
        for each in _used(level, period)
    }
    return named.assign(
        rank_text=[vi.number(rank) for rank in named["rank"]],
        index_text=[vi.number(index * 100, 1) for index in named["index"]],
        **{code: [of.get(unit, "") for unit in named["unit"]] for code, of in met.items()},
    )


def _columns(simulated: bool, level: Level, period: Period) -> list[Column]:
    rank = Column("rank_text", "Thứ hạng minh họa" if simulated else "Hạng", "figure")
    index = Column("index_text", "Chỉ số (0–100)", "figure")
    shares = _shares(level, period)
    completions = [
        Column(each.code, f"{each.short_name} (phần {vi.percent_short(share, 0)})", "figure", hint="mức hoàn thành", minor=True)
        for each, share in shares.items()
    ]  # fmt: skip
    return [parts.PLACE_COLUMNS[0], rank, index, *completions]


def _shares(level: Level, period: Period) -> dict[Indicator, float]:
    """What part of the index each indicator makes at this level."""

    def make() -> dict[Indicator, float]:
        used, weights = _used(level, period), data.known().weights
        total = sum(weights[each.code] for each in used)
        return {each: weights[each.code] / total for each in used}

    return data.made("shares of index", (level, period.text), make)


def _weights(level: Level, period: Period) -> None:
    shares, catalogue = _shares(level, period), data.known().catalogue
    weighed = [catalogue[code] for code in data.known().weights]
    rows = pd.DataFrame([{"name": each.name, "share": shares.get(each)} for each in weighed])
    columns = [
        Column("name", "Chỉ tiêu trong chỉ số"),
        Column("share", "Phần đóng góp", "percent", missing="không tính ở cấp này"),
    ]
    with st.expander("Chỉ số tổng hợp tính từ đâu"):
        parts.table(rows, columns, "Trọng số (tỉnh sửa trong data/weights.csv)")
        for line in (merit_words.COMPOSITE_FORMULA, *merit_words.LIMITS):
            st.write(line)


def award_list(indicator: Indicator, level: Level, period: Period, group: str) -> None:
    """Danh sách tham khảo để xét khen thưởng: to read, to download, with what it does not know."""
    rows = ladder.standings(indicator, level, period, group)
    if style.presenting() or rows.empty:
        return
    shown = data.made(
        "award", (indicator.code, level, period.text, group), lambda: _awarded(rows, indicator, level, period)
    )
    with st.expander(f"Danh sách tham khảo để xét khen thưởng ({vi.number(len(shown))})"):
        if shown.empty:
            st.write("Kỳ này chưa có địa bàn nào đạt mục tiêu hoặc thu hẹp khoảng cách so với kỳ trước.")
            return
        place, target, value, *_, verdict = parts.PLACE_COLUMNS
        why = Column("why", "Vì sao có trong danh sách")
        columns = [place, Column("rank", "Hạng (khoảng)", "figure"), value, target, verdict, why]
        parts.table(shown, columns, f"Tham khảo: {indicator.short_name}, {vi.period(period.text)}")
        for line in (merit_words.AWARD_RULE, *merit_words.LIMITS):
            st.caption(line)
        notes = [f"{indicator.name}, {vi.period(period.text)}", merit_words.AWARD_RULE, *merit_words.LIMITS]
        st.download_button(
            "Tải danh sách (CSV)",
            lambda: download.csv_bytes(shown, columns, notes=notes),
            f"tham-khao-khen-thuong-{indicator.code}-{period.text}.csv",
            "text/csv",
        )


def _awarded(rows: pd.DataFrame, indicator: Indicator, level: Level, period: Period) -> pd.DataFrame:
    named = parts.with_names(award.candidates(rows), period)
    noun, records = nouns.noun(indicator), named.to_dict("records")
    return tables.target_frame(named).assign(
        rank=[rank_words.rank_text(row) for row in records],
        why=[merit_words.merit_sentence(row, noun) for row in records],
    )
