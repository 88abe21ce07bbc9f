"""What both halves of Giao chỉ tiêu share: what is planned, for whom, by when, from which figures."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from khuyenhoc import query
from khuyenhoc.domain import plan, status
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.indicator import Better, Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import narrative, nouns, plan_words, vi
from khuyenhoc.ui import data, filters, parts, prospect, target_data

SHARE, OUTLOOK = "phan-bo", "phuong-an"
VIEWS = {SHARE: "Phân bổ chỉ tiêu", OUTLOOK: "Thử phương án"}
VIEW = "viec"
PLACES = {Level.COMMUNE: "xã", Level.DISTRICT: "huyện"}
_A_MONTH = timedelta(days=31)
_READ = [
    "unit", "unit_name", "numerator", "denominator", "denominator_low", "denominator_high", "inferred", "approximate",
    "value", "stated_decimals", "is_rate", "target", "comparator", "due", "inherited", "status", "reason", "shortfall",
    "shortfall_low", "shortfall_high", "surplus", "surplus_low", "surplus_high", "baseline", "baseline_date",
    "end_value", "period_end", "own", "reported", "expected_reports", "sample",
]  # fmt: skip


@dataclass(frozen=True)
class Aim:
    """One indicator of one whole (a province, a district) against its target due in `year`; `row`: its assessment."""

    indicator: Indicator
    period: Period
    whole: str
    year: int
    due: date
    row: dict

    @property
    def months(self) -> int:
        return plan.months_left(self.due, self.period.end)

    @property
    def noun(self) -> str:
        return nouns.noun(self.indicator)

    @property
    def key(self) -> tuple:
        return self.indicator.code, self.period.text, self.whole, self.year


def indicator(period: Period) -> Indicator | None:
    """One of the rates that communes reported in whole numbers; None where there are none."""
    found = data.made("plan indicators", (period.text,), lambda: _plannable(period))
    if not found:
        st.info(
            "Chưa có số liệu từng xã (số đạt và tổng số) của chỉ tiêu nào có mục tiêu, nên chưa phân bổ được. "
            "Vào trang Cập nhật số liệu để tải số liệu cấp xã lên."
        )
        return None
    return filters.indicator(found, "learning_family_rate")


def _plannable(period: Period) -> list[Indicator]:
    rows = data.assessment(Level.COMMUNE, period.end)
    counted = set(rows.loc[plan.plannable(rows) & rows["is_rate"], "indicator"])
    aimed = {target.indicator for target in data.known().targets if target.value is not None}
    return [
        each
        for each in data.known().catalogue
        if each.code in counted & aimed and each.sums and each.better is Better.HIGHER
        and Level.COMMUNE in each.rate_levels
    ]  # fmt: skip


def view() -> str:
    return filters.select(VIEW, "Việc", list(VIEWS), SHARE, lambda each: VIEWS[each], few=True)


def whole(period: Period) -> str:
    """The province, or one of its districts as long as there are any; of a commune the one it lies in."""
    where = data.place(period.end)
    inside = list(
        dict.fromkeys([where.province, *where.units.of_level(Level.PROVINCE), *where.units.of_level(Level.DISTRICT)])
    )
    if len(inside) == 1:
        return where.province
    codes = {where.units.code(key): key for key in inside}
    words = {code: where.units.name(key) for code, key in codes.items()}
    first = next(iter(codes))
    return codes[filters.select(filters.UNIT, "Địa bàn giao", list(codes), first, lambda each: words[each], units=True)]


def aim(indicator: Indicator, period: Period, whole: str) -> Aim | None:
    """The target that is planned for; None, and said, where none reaches the whole or its due date has passed."""
    # Nothing can be planned for a due date on the day of the figures themselves.
    year = prospect.phase(whole, indicator, period, (period.end + _A_MONTH).year)
    row = data.made(
        "plan row",
        (whole, indicator.code, period.text, year),
        lambda: target_data.of_phase(whole, indicator.code, period.end, year).to_dict("records"),
    )
    if year is None or not row or pd.isna(row[0]["target"]):
        st.info("Chỉ tiêu này chưa có mục tiêu nào áp dụng cho địa bàn đã chọn. Xem các mục tiêu ở trang Danh mục.")
        return None
    aim = Aim(indicator, period, whole, year, row[0]["due"].date(), row[0])
    if not aim.months:
        st.info(
            f"Mục tiêu này đã đến hạn ngày {vi.day(aim.due)}. Chọn giai đoạn sau ở Thêm lựa chọn, hoặc chọn kỳ số liệu trước hạn."
        )
        return None
    return aim


def rows(aim: Aim, level: Level) -> pd.DataFrame:
    """Every unit of the level in the province against its target of that year, in official order: what plans read of an
    assessment, with `name` and `href`, and in words what it has `now` and its rate `now_text`."""

    def judge() -> pd.DataFrame:
        totals = data.totals(aim.period.end)
        question = Question(level, aim.period.end, aim.year)
        mine = totals[totals["indicator"] == aim.indicator.code]
        found = query.assessment(mine, data.place(aim.period.end), data.known(), question)
        found = found[found["indicator"] == aim.indicator.code].reset_index(drop=True)
        records = found.to_dict("records")
        return parts.with_names(found[_READ], aim.period).assign(
            now=[plan_words.whole_text(row) for row in records],
            now_text=[narrative.value_text(row) for row in records],
            now_status=found["status"],
        )

    return data.made("plan rows", (level, *aim.key), judge)


def below(aim: Aim, level: Level) -> pd.DataFrame:
    """The same, only the parts of the whole."""

    def choose() -> pd.DataFrame:
        found = rows(aim, level)
        inside = data.place(aim.period.end).units.of_level(level, aim.whole)
        return found[found["unit"].isin(inside)].reset_index(drop=True)

    return data.made("plan parts", (level, *aim.key), choose)


def counted(aim: Aim, level: Level) -> pd.DataFrame:
    """Of those the ones that something can be planned for."""

    def choose() -> pd.DataFrame:
        found = below(aim, level)
        return found[plan.plannable(found)].reset_index(drop=True)

    return data.made("plan counted", (level, *aim.key), choose)


def paces(aim: Aim, level: Level) -> pd.Series:
    """How fast each of them has moved, by unit."""
    return data.made("plan paces", (level, *aim.key), lambda: plan.paces(counted(aim, level)))


def best(aim: Aim, level: Level) -> plan.Best | None:
    """The best pace anybody of that level in the province ever had."""
    return data.made("plan best", (level, *aim.key), lambda: plan.best_pace(rows(aim, level)))


def where_it_stands(aim: Aim) -> None:
    """The whole today, what is lacking, what that is each month."""
    parts.verdict(aim.row)
    st.info(plan_words.standing_sentence(aim.row, aim.noun, aim.months))
    prospect.due_passed(aim.due, aim.period)


def left_out(aim: Aim, level: Level) -> None:
    """Names the parts that nothing can be planned for."""
    if said := left_out_words(aim, level):
        st.warning(said)


def left_out_words(aim: Aim, level: Level) -> str:
    def say() -> str:
        found = below(aim, level)
        silent = found["status"] == status.NOT_REPORTED
        uncounted = ~silent & ~plan.plannable(found)
        return plan_words.left_out_sentence(*(list(found.loc[each, "unit_name"]) for each in (silent, uncounted)))

    return data.made("plan left out", (level, *aim.key), say)
