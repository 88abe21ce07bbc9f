"""The blocks of Tổng quan."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from khuyenhoc.domain import status
from khuyenhoc.domain.course import turn
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.observation import totals
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import cards, narrative, nouns, rank_words, report_words, tables, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, eras, filters, parts, style

CONDITIONS = {
    "leadership_committee_established": "Ban Chỉ đạo được thành lập, kiện toàn",
    "leadership_plan_issued": "Kế hoạch năm",
    "leadership_budget_allocated": "Kinh phí",
}
DOCUMENTS = "docs_issued"


def headline_cards(period: Period) -> None:
    """One card for every headline target of the province."""
    parts.markup(data.made("cards", (period.text,), lambda: _cards(period)))


def _cards(period: Period) -> str:
    province = data.place(period.end).province
    rows = {row["indicator"]: row for row in data.of_unit(province, period.end).to_dict("records")}
    found = {indicator: _row(indicator, rows) for indicator in data.known().catalogue.headline}
    shown = [_card(indicator, row, province, period) for indicator, row in found.items() if row is not None]
    silent = [indicator.short_name for indicator, row in found.items() if row is None]
    said = f"<p>Chưa có số liệu của {escape(_whole(period))}: {escape(vi.listing(silent))}.</p>" if silent else ""
    return cards.cards_html(shown, f"Các chỉ tiêu chính của {_whole(period)}") + said


def _whole(period: Period) -> str:
    """toàn tỉnh · thành phố Hà Nội · cả nước: the place followed inside a sentence."""
    where = data.place(period.end)
    return report_words.place_words(where.units.name(where.province))


def _row(indicator: Indicator, rows: dict) -> dict | None:
    """The figure of a card: the rate's, else that of the count it waits for; None where nobody reported either."""
    asked = (rows.get(indicator.code), rows.get(indicator.numerator_indicator))
    return next((row for row in asked if row is not None and row["period"]), None)


def _card(indicator: Indicator, row: dict, province: str, period: Period) -> str:
    code = str(row["indicator"])
    course = data.course(province, code, period.end)
    simulated = bool(course["sample"].any())
    rate = data.known().catalogue[code].is_rate
    place_code = data.place(period.end).units.code(province)
    small = narrative.small_text(row)
    value = narrative.value_text(row)
    # From six metres only what decides is read; the small print stays on the desk.
    small_print = [] if style.presenting() else narrative.notes({**row, "sample": False})
    some = narrative.coverage(row)  # a sum over a few is not the province
    said = [some and f"mới có {some} nơi báo cáo", narrative.status_sentence(row, simulated).rstrip("."), *small_print]
    return cards.card_html(
        indicator.short_name,
        f"{small} ({value})" if small and value else value if rate else f"{value} {indicator_unit(code)}",
        narrative.target_text(row, due=True),
        looks.look(row["status"], row["inherited"]),
        narrative.shortfall_sentence(row, nouns.noun(indicator)),
        sample=row["sample"],
        sparkline=cards.sparkline_svg(
            list(course["value"]), row["target"] if rate else None, rate=rate, sample=simulated, turn=turn(course)
        ),
        note=" · ".join(text for text in said if text),
        href=filters.address("dia-ban", dia_ban=place_code, ky=period.text, chi_tieu=code),
        how=() if style.presenting() else parts.explanation_of(row),
    )


def indicator_unit(code: str) -> str:
    """What a count counts: 110.172 người."""
    return data.known().catalogue[code].unit


def place_table(period: Period) -> Indicator:
    """Districts (communes since 7/2025) of one indicator, who lacks most first. Returns the indicator chosen."""
    level = filters.first_level(period.end)
    options = [each for each in data.known().catalogue.headline if level in each.rate_levels]
    indicator = filters.indicator(options, options[0].code)
    title = f"{indicator.short_name}: {vi.period(period.text)}, xếp theo số còn thiếu"
    parts.places(level, indicator, period, title)
    said = data.made(
        "own and sum", (level, indicator.code, period.text), lambda: _own_and_sum(level, indicator, period)
    )
    if said:
        st.caption(said)
    return indicator


def _own_and_sum(level: Level, indicator: Indicator, period: Period) -> str:
    """The province's shortfall and the sum of its children's are two figures, shown side by side."""
    rows = data.of_indicator(level, period.end, indicator.code)
    mine = data.of_unit(data.place(period.end).province, period.end)
    own_rows = mine[mine["indicator"] == indicator.code].to_dict("records")
    lack, over = rows["shortfall"].sum(), rows["surplus"].sum()
    if not own_rows or not (lack or over):
        return ""
    own = narrative.shortfall_sentence(own_rows[0], nouns.noun(indicator))
    word = " (số liệu minh họa)" if rows["sample"].any() else ""
    return (
        f"{vi.capitalised(_whole(period))}: {own or 'chưa tính được'}. Cộng các địa bàn chưa đạt{word}: còn thiếu {vi.number(lack)}; "
        f"các địa bàn đã đạt vượt {vi.number(over)}."
    )


def changes(indicator: Indicator, period: Period) -> None:
    """What moved since the period before: changed verdicts, and the largest rises and falls."""
    parts.markup(data.made("changes", (indicator.code, period.text), lambda: _changes(indicator, period)))


def _changes(indicator: Indicator, period: Period) -> str:
    earlier = data.period_before(period)
    level = filters.first_level(period.end)
    now = data.of_indicator(level, period.end, indicator.code)
    then = data.of_indicator(level, earlier.end, indicator.code) if earlier else now.iloc[0:0]
    moved = now.dropna(subset="change").sort_values("change", ascending=False, kind="stable")
    if earlier is None or then.empty or moved.empty:
        return "<p>Chưa có địa bàn nào báo cáo cả kỳ này và kỳ trước.</p>"
    before = dict(zip(then["unit"], then["status"], strict=True))
    judged = now[(now["status"] != now["unit"].map(before)) & now["value"].notna()].to_dict("records")
    said = [_new_verdict(row, before.get(row["unit"], status.NOT_REPORTED)) for row in judged]
    word = " (minh họa)" if moved["sample"].any() else ""
    steps = [
        (row["unit_name"], rank_words.step_text(row["change"], row["is_rate"])) for row in moved.to_dict("records")
    ]
    said.append(f"<p>So với {vi.period(earlier.text)}{word}: {escape(rank_words.extremes_sentence(steps))}.</p>")
    return "".join(said)


def _new_verdict(row: dict, before: str) -> str:
    now = tables.status_html(looks.look(row["status"], row["inherited"]))
    return f"<p>{escape(row['unit_name'])}: {looks.look(before).label.lower()} → {now}</p>"


def not_reported(period: Period) -> None:
    """Who sent nothing for this period, district by district, of many provinces province by province."""
    if eras.is_turned(period.end):
        st.write(
            "Báo cáo do các đơn vị khi ấy gửi. Xem nơi chưa báo cáo: trở lại địa giới của kỳ này bằng nút phía trên."
        )
        return
    parts.markup(data.made("not reported", (period.text,), lambda: _not_reported(period)))


def _not_reported(period: Period) -> str:
    where = data.place(period.end)
    rows = totals(data.totals(period.end))
    headline = {indicator.code for indicator in data.known().catalogue.headline}
    sent = set(rows.loc[(rows["period"] == period.text) & rows["indicator"].isin(headline), "unit"])
    communes = where.units.of_level(Level.COMMUNE)
    silent = [key for key in communes if key not in sent]
    if not silent:
        every = f"Tất cả {vi.number(len(communes))} xã, phường, thị trấn"
        return f"<p>{every} đã báo cáo ít nhất một chỉ tiêu chính kỳ {vi.period(period.text)}.</p>"
    some = f"{vi.fraction(len(silent), len(communes))} xã, phường, thị trấn"
    title = f"{some} chưa báo cáo chỉ tiêu chính nào kỳ {vi.period(period.text)}"
    by_province = filters.first_level(period.end) is Level.PROVINCE
    provinces = where.units.ancestor(Level.PROVINCE) if by_province else {}
    above = [provinces.get(key) or where.units.parent(key) for key in silent]
    frame = pd.DataFrame({"unit": silent, "above": above})
    grouped = [
        {
            "place": where.units.name(str(above)),
            "count": len(group),
            "names": vi.listing([where.units.name(key) for key in group["unit"]], 12, "xã"),
        }
        for above, group in frame.groupby("above", sort=False)
    ]
    columns = [Column("place", "Địa bàn"), Column("count", "Số xã", "count"), Column("names", "Chưa báo cáo")]
    return tables.table_html(pd.DataFrame(grouped), columns, title)


def conditions(period: Period) -> None:
    """Điều kiện thực hiện: a row per district, có/chưa with document number; documents issued beside."""
    if filters.first_level(period.end) is Level.PROVINCE:
        st.write("Điều kiện thực hiện của từng nơi xem ở trang Địa bàn.")
        return
    if eras.is_new(period.end):
        st.write("Từ 1/7/2025 không còn cấp huyện; điều kiện thực hiện của từng xã xem ở trang Địa bàn.")
        return
    parts.markup(data.made("conditions", (period.text,), lambda: _conditions(period.end)))


def _conditions(on: date) -> str:
    rows = [_condition(unit, on) for unit in data.place(on).units.of_level(Level.DISTRICT)]
    columns = [
        Column("name", "Huyện, thành phố"),
        *(Column(code, words, "answer") for code, words in CONDITIONS.items()),
        Column(DOCUMENTS, "Văn bản đã ban hành", hint="trong 5 năm thực hiện Kết luận 49-KL/TW"),
    ]
    return tables.table_html(pd.DataFrame(rows), columns, "Điều kiện thực hiện")


def _condition(unit: str, on: date) -> dict:
    rows = {row["indicator"]: row for row in data.of_unit(unit, on).to_dict("records")}
    found: dict = {"name": data.place(on).units.name(unit), "sample": False}
    for code in CONDITIONS:
        row = rows.get(code)
        known = row is not None and row["period"] != ""
        found[code] = _answer(row) if row is not None and known else "chưa báo cáo"
        found["sample"] |= bool(row is not None and row["sample"])
    found[DOCUMENTS] = narrative.value_text(rows[DOCUMENTS]) if DOCUMENTS in rows else ""
    return found


def _answer(row: dict) -> str:
    word = "Có" if row["numerator"] else "Chưa"
    return f"{word} – {row['document']}" if row["document"] else word
