"""The blocks of Tổng quan."""

from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc.domain import status
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.observation import totals
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import REFORM, Level
from khuyenhoc.present import cards, narrative, tables, vi
from khuyenhoc.present import status as looks
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, parts

CONDITIONS = {
    "leadership_committee_established": "Ban Chỉ đạo được thành lập, kiện toàn",
    "leadership_plan_issued": "Kế hoạch năm",
    "leadership_budget_allocated": "Kinh phí",
}
DOCUMENTS = "docs_issued"


def headline_cards(period: Period) -> None:
    """One card for every headline target of the province."""
    province = data.place(period.end).province
    rows = {row["indicator"]: row for row in data.of_unit(province, period.end).to_dict("records")}
    shown = [_card(indicator, rows, province, period) for indicator in data.known().catalogue.headline]
    parts.markup(cards.cards_html(shown, "Các chỉ tiêu chính của toàn tỉnh"))


def _card(indicator: Indicator, rows: dict, province: str, period: Period) -> str:
    row = rows.get(indicator.code)
    if (row is None or not row["period"]) and indicator.numerator_indicator in rows:
        row = rows[indicator.numerator_indicator]
    if row is None:
        return cards.card_html(indicator.short_name, "", "", looks.look(status.NOT_REPORTED))
    code = str(row["indicator"])
    course = data.course(province, code, period.end)
    simulated = bool(course["sample"].any())
    rate = data.known().catalogue[code].is_rate
    small = narrative.small_text(row)
    value = narrative.value_text(row)
    said = [narrative.status_sentence(row), *narrative.notes({**row, "sample": False})]
    return cards.card_html(
        indicator.short_name,
        f"{small} ({value})" if small and value else value,
        narrative.target_text({**row, "is_rate": True} if row["status"] == status.NOT_COMPUTABLE else row, due=True),
        looks.look(row["status"], row["inherited"]),
        narrative.shortfall_sentence(row, parts.noun(indicator)),
        sample=row["sample"],
        sparkline=cards.sparkline_svg(list(course["value"]), row["target"] if rate else None, rate=rate, sample=simulated),
        note=" ".join(text for text in said if text),
        href=filters.address("dia-ban", ky=period.text),
    )


def place_table(period: Period) -> None:
    """Districts (communes since 7/2025) of one indicator, who lacks most first."""
    level = Level.COMMUNE if period.end >= REFORM else Level.DISTRICT
    options = [each for each in data.known().catalogue.headline if level in each.rate_levels]
    indicator = filters.indicator(options, options[0].code)
    rows = parts.with_names(data.of_indicator(level, period.end, indicator.code), period, level)
    rows = rows.sort_values(["shortfall", "surplus"], ascending=[False, True], kind="stable", na_position="last")
    shown = parts.place_rows(rows)
    parts.table(shown, parts.PLACE_COLUMNS, f"{indicator.short_name}: {vi.period(period.text)}, xếp theo số còn thiếu")
    _own_and_sum(rows, indicator, period)
    parts.save_table(shown, parts.PLACE_COLUMNS, f"{indicator.code}-{period.text}")


def _own_and_sum(rows: pd.DataFrame, indicator: Indicator, period: Period) -> None:
    """The province's shortfall and the sum of its children's are two figures, shown side by side."""
    mine = data.of_unit(data.place(period.end).province, period.end)
    mine = mine[mine["indicator"] == indicator.code].to_dict("records")
    lack, over = rows["shortfall"].sum(), rows["surplus"].sum()
    if not mine or not (lack or over):
        return
    own = narrative.shortfall_sentence(mine[0], parts.noun(indicator))
    word = " (số liệu minh họa)" if rows["sample"].any() else ""
    st.caption(
        f"Toàn tỉnh: {own or 'chưa tính được'}. Cộng các địa bàn chưa đạt{word}: còn thiếu {vi.number(lack)}; "
        f"các địa bàn đã đạt vượt {vi.number(over)}."
    )


def changes(period: Period) -> None:
    """What moved since the period before: changed verdicts, and the largest rises and falls."""
    earlier = [each for each in data.periods() if each.end < period.end]
    options = data.known().catalogue.headline
    level = Level.COMMUNE if period.end >= REFORM else Level.DISTRICT
    if not earlier:
        st.write("Chưa có kỳ trước để so sánh.")
        return
    indicator = next(each for each in options if each.code == st.query_params.get(filters.INDICATOR, options[0].code))
    now = data.of_indicator(level, period.end, indicator.code)
    then = data.of_indicator(level, earlier[0].end, indicator.code)
    if now.empty or then.empty:
        st.write("Chưa có kỳ trước để so sánh.")
        return
    before = dict(zip(then["unit"], then["status"], strict=True))
    judged = now[(now["status"] != now["unit"].map(before)) & now["value"].notna()]
    for row in judged.to_dict("records"):
        was = looks.look(before[row["unit"]]).label
        parts.markup(
            f"<p>{tables.cell_html(row, Column('unit_name', ''))}: {was} → "
            f"{tables.status_html(looks.look(row['status'], row['inherited']))}</p>"
        )
    moved = now.dropna(subset="change").sort_values("change", ascending=False, kind="stable")
    if moved.empty:
        st.write("Chưa có địa bàn nào báo cáo cả hai kỳ.")
        return
    first, last = moved.iloc[0], moved.iloc[-1]
    word = " (minh họa)" if moved["sample"].any() else ""
    st.write(
        f"So với {vi.period(earlier[0].text)}{word}: tăng nhiều nhất là {first['unit_name']} "
        f"({vi.signed_points(first['change'])}), ít nhất là {last['unit_name']} ({vi.signed_points(last['change'])})."
    )


def not_reported(period: Period) -> None:
    """Who sent nothing for this period, district by district."""
    where = data.place(period.end)
    rows = totals(data.totals(period.end))
    headline = {indicator.code for indicator in data.known().catalogue.headline}
    sent = set(rows.loc[(rows["period"] == period.text) & rows["indicator"].isin(headline), "unit"])
    communes = where.units.of_level(Level.COMMUNE)
    silent = [key for key in communes if key not in sent]
    if not silent:
        st.write(f"Tất cả {vi.number(len(communes))} xã, phường, thị trấn đã báo cáo kỳ {vi.period(period.text)}.")
        return
    st.write(f"{vi.fraction(len(silent), len(communes))} xã, phường, thị trấn chưa báo cáo kỳ {vi.period(period.text)}:")
    frame = pd.DataFrame({"unit": silent, "above": [where.units.parent(key) for key in silent]})
    grouped = [
        {
            "place": where.units.name(above),
            "count": len(group),
            "names": vi.listing([where.units.name(key) for key in group["unit"]], 12, "xã"),
        }
        for above, group in frame.groupby("above", sort=False)
    ]
    columns = [Column("place", "Địa bàn"), Column("count", "Số xã", "count"), Column("names", "Chưa báo cáo")]
    parts.table(pd.DataFrame(grouped), columns, "Đơn vị chưa báo cáo")


def conditions(period: Period) -> None:
    """Điều kiện thực hiện: a row per district, có/chưa with document number; documents issued beside."""
    on = period.end
    level = Level.COMMUNE if on >= REFORM else Level.DISTRICT
    rows = [_condition(unit, on) for unit in data.place(on).units.of_level(level)] if level is Level.DISTRICT else []
    columns = [
        Column("name", "Huyện, thành phố"),
        *(Column(code, words) for code, words in CONDITIONS.items()),
        Column(DOCUMENTS, "Văn bản đã ban hành", "count", hint="trong 5 năm thực hiện Kết luận 49-KL/TW"),
    ]
    if not rows:
        st.write("Từ 1/7/2025 không còn cấp huyện; điều kiện thực hiện theo xã được nhập ở trang Cập nhật số liệu.")
        return
    parts.table(pd.DataFrame(rows), columns, "Điều kiện thực hiện")


def _condition(unit: str, on: date) -> dict:
    rows = data.of_unit(unit, on).set_index("indicator")
    found: dict = {"name": data.place(on).units.name(unit), "sample": False}
    for code in CONDITIONS:
        known = code in rows.index and rows.at[code, "period"] != ""
        found[code] = _answer(rows.loc[code]) if known else "chưa báo cáo"
        found["sample"] |= bool(known and rows.at[code, "sample"])
    found[DOCUMENTS] = rows.at[DOCUMENTS, "value"] if DOCUMENTS in rows.index else None
    return found


def _answer(row: pd.Series) -> str:
    word = "Có" if row["numerator"] else "Chưa"
    return f"{word} – {row['document']}" if row["document"] else word
