"""The blocks of Xếp hạng: by level or by gap closure, how finely ranks can be told, what it takes to rise, why one moved."""

from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc.domain import ranking, standing
from khuyenhoc.domain.indicator import Better, Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import charts, narrative, nouns, rank_words, tables, unit_words, vi
from khuyenhoc.present.charts import Spec, UnitBar
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, parts, peer_groups, style

BY_LEVEL, BY_CLOSURE, BY_INDEX = "muc-dat", "thu-hep", "tong-hop"
ORDERS = {
    BY_LEVEL: "Mức đạt",
    BY_CLOSURE: "Thu hẹp khoảng cách đến mục tiêu",
    BY_INDEX: "Chỉ số tổng hợp (tham khảo)",
}
ORDER = "xep-theo"
_HEADINGS = {
    standing.CLOSING: "Chưa đạt: phần khoảng cách đã rút ngắn từ kỳ trước",
    standing.MET: "Đã đạt, xếp theo số vượt",
    "": "Chưa so được: thiếu số liệu một trong hai kỳ, hoặc kỳ trước đã cách mục tiêu chưa đến 1 điểm phần trăm",
    standing.SLIPPED: "Tụt khỏi mục tiêu: kỳ trước đạt, kỳ này không",
}


def indicators(level: Level) -> list[Indicator]:
    return [
        each
        for each in data.known().catalogue
        if each.is_rate and level in each.rate_levels and each.better is not Better.NEUTRAL
    ]


def opening_level(period: Period) -> Level:
    """The level of the unit this person looks at, else the one right below the place followed."""
    units = data.place(period.end).units
    key = units.find(filters.chosen_before(filters.UNIT))
    if key and units.level(key) in filters.levels_on(period.end):
        return units.level(key)
    return filters.first_level(period.end)


def order() -> str:
    return filters.select(ORDER, "Xếp theo", list(ORDERS), BY_LEVEL, lambda each: ORDERS[each], few=True)


def ladder(indicator: Indicator, level: Level, period: Period, by: str, group: str) -> None:
    """The whole table, with those nobody can rank named below it."""
    rows = standings(indicator, level, period, group)
    if rows.empty:
        st.info("Chưa có số liệu của chỉ tiêu này ở cấp đã chọn.")
        return
    key = (level, indicator.code, period.text, group, by)
    simulated = bool(rows["sample"].any())
    shown = data.made("ladder rows", key, lambda: _shown(rows, indicator, by, level, period))
    columns = _columns(by, simulated)
    among = peer_groups.name(group, level, period)
    among = f" ({among})" if among else ""
    title = f"{indicator.short_name}: {vi.period(period.text)}, xếp theo {ORDERS[by].lower()}{among}"
    headed = "heading" if by == BY_CLOSURE else ""
    own = data.place(period.end).units.find(filters.chosen_before(filters.UNIT))
    marked = shown.assign(own=rows["unit"].reindex(shown.index) == own)
    parts.markup(
        data.made("ladder", (*key, own), lambda: tables.table_html(marked, columns, title, group=headed, own="own"))
    )
    parts.fewer_note(shown)
    parts.save_assessed(rows, shown, columns, f"xep-hang-{indicator.code}-{period.text}")
    _named(rows, period.end)
    if level is not Level.COMMUNE:
        large = style.presenting()
        parts.chart(data.made("ladder chart", (*key, large), lambda: _bars(rows, indicator, period, large)), "ladder")


def standings(indicator: Indicator, level: Level, period: Period, group: str) -> pd.DataFrame:
    """Ranks with interval, distances, closure and movement, best first."""
    return data.made(
        "standings", (indicator.code, level, period.text, group), lambda: _stand(indicator, level, period, group)
    )


def _stand(indicator: Indicator, level: Level, period: Period, group: str) -> pd.DataFrame:
    now = _of_group(data.of_indicator(level, period.end, indicator.code), level, period, group)
    if now.empty:
        return now
    earlier = data.period_before(period)
    before = data.of_indicator(level, earlier.end, indicator.code) if earlier else None
    return standing.standings(now, None if before is None else _of_group(before, level, period, group))


def _of_group(rows: pd.DataFrame, level: Level, period: Period, group: str) -> pd.DataFrame:
    """The same units in both periods: a unit does not change its peers between them."""
    return rows[rows["unit"].isin(peer_groups.members(group, level, period))]


def _shown(rows: pd.DataFrame, indicator: Indicator, by: str, level: Level, period: Period) -> pd.DataFrame:
    if by == BY_CLOSURE:
        order = {heading: number for number, heading in enumerate(_HEADINGS)}
        rows = rows.assign(_order=rows["closure_group"].map(order)).sort_values(
            ["_order", "closure", "surplus"], ascending=[True, False, False], kind="stable", na_position="last"
        )
    named = parts.with_names(rows, period)
    records = named.to_dict("records")
    texts = zip(narrative.percents_apart(list(rows["value"])), records, strict=True)
    return tables.target_frame(named).assign(
        value_text=[_value(text, row) for text, row in texts],
        rank=[rank_words.rank_text(row) for row in records],
        moved=[rank_words.movement_text(row) for row in records],
        figures=[_figures(row) for row in records],
        rise=[_rise(row, nouns.noun(indicator)) for row in records],
        closure=[rank_words.closure_text(row) for row in records],
        heading=[_HEADINGS[row["closure_group"]] for row in records],
        more=[_more(row) for row in records],
    )


def _columns(by: str, simulated: bool) -> list[Column]:
    place, target, value, previous, change, _completion, lack, verdict = parts.PLACE_COLUMNS
    rank = Column("rank", "Thứ hạng minh họa" if simulated else "Hạng", "figure")
    moved = Column("moved", "So với kỳ trước", "figure", hint="lên hoặc xuống mấy hạng", minor=True)
    if by == BY_CLOSURE:
        closure = Column("closure", "Thu hẹp khoảng cách", "figure", hint="phần khoảng cách đến mục tiêu đã rút ngắn")
        more = Column("more", "Tăng, giảm (số)", "figure", hint="số đạt thêm so với kỳ trước", minor=True)
        return [place, closure, value, previous, change, more, target, lack, verdict]
    figures = Column("figures", "Số đạt/tổng số", "figure", minor=True)
    rise = Column("rise", "Để lên một hạng", "figure", hint="số cần thêm để vượt đơn vị xếp ngay trên", minor=True)
    return [place, rank, moved, value, figures, change, target, lack, rise, verdict]


def _value(text: str, row: dict) -> str:
    return f"{vi.approximate(text, row['approximate'] or '=')}{narrative.title_mark(row)}" if text else ""


def _more(row: dict) -> str:
    return "" if pd.isna(row["change_count"]) else f"{narrative.about(row)}{vi.signed(row['change_count'])}"


def _figures(row: dict) -> str:
    known = not pd.isna(row["numerator"]) and not pd.isna(row["denominator"])
    return f"{narrative.about(row)}{vi.fraction(row['numerator'], row['denominator'])}" if known else ""


def _rise(row: dict, noun: str) -> str:
    more = row.get("to_rise")
    return f"thêm {narrative.about(row)}{vi.count(int(more), noun)}" if more is not None and not pd.isna(more) else ""


def _named(rows: pd.DataFrame, on: date) -> None:
    unranked = rows[rows["standing"] == ranking.NOT_REPORTED]
    unknown = unranked["unit"].isin(data.undetermined(on))
    if unknown.any():
        st.write(
            f"Không xác định được trên địa giới này nên không xếp hạng: {vi.listing(list(unranked.loc[unknown, 'unit_name']), 12, 'nơi')}."
        )
    silent = list(unranked.loc[~unknown, "unit_name"])
    if silent:
        st.write(f"Chưa báo cáo nên chưa xếp hạng: {vi.listing(silent)}.")
    if rows["rank_low"].notna().any():
        st.caption(
            "“Khoảng” là khoảng thứ hạng: các đơn vị nhỏ chỉ hơn kém nhau vài trường hợp thì chưa thể nói chắc ai trên ai "
            "(chắc 95%). Đồng hạng thì cùng một thứ hạng."
        )


def own_standing(indicator: Indicator, level: Level, period: Period, group: str) -> None:
    """Hạng mấy, vì sao, thiếu bao nhiêu, phải làm gì: for the unit this person looks at, in one block."""
    rows = standings(indicator, level, period, group)
    key = data.place(period.end).units.find(filters.chosen_before(filters.UNIT))
    mine = rows[rows["unit"] == key].to_dict("records") if len(rows) and key else []
    if not mine:
        return
    row = mine[0]
    noun, earlier = nouns.noun(indicator), data.period_before(period)
    said = [
        rank_words.standing_sentence(row, standing.rung(rows, row["unit"]), noun),
        rank_words.movement_sentence(row, vi.period(earlier.text)) if earlier else "",
        narrative.shortfall_sentence(row, noun),
        _each_month(row, noun),
        narrative.status_sentence(row),
    ]
    st.info(" ".join(text if text.endswith(".") else f"{text}." for text in said if text))
    parts.how(row)


def _each_month(row: dict, noun: str) -> str:
    """Mỗi tháng cần thêm khoảng 38 gia đình để kịp ngày 31/12/2025."""
    more = unit_words.monthly_need(row)
    return f"Mỗi tháng cần thêm khoảng {vi.count(more, noun)} để kịp ngày {vi.day(row['due'].date())}" if more else ""


def _bars(rows: pd.DataFrame, indicator: Indicator, period: Period, large: bool) -> Spec:
    targets = rows["target"].dropna().unique()
    bars = [
        UnitBar(row["unit_name"], None if pd.isna(row["value"]) else row["value"], row["status"], row["inherited"])
        for row in rows.to_dict("records")
    ]
    return charts.bars_by_unit(
        bars,
        f"{indicator.short_name}, {vi.period(period.text)}",
        float(targets[0]) if len(targets) == 1 else None,
        sample=bool(rows["sample"].any()),
        presenting=large,
    )
