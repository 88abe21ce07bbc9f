"""Phân bổ chỉ tiêu: a target of the whole shared out by a stated rule, mended by hand, with the sum always in sight."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from khuyenhoc.domain import allocation, plan
from khuyenhoc.domain.allocation import Allocation, Rule
from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.unit import Level
from khuyenhoc.intake.values import Number, parse_rate
from khuyenhoc.present import plan_words, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, parts, plan_edit, style
from khuyenhoc.ui import plan as ground
from khuyenhoc.ui.plan import Aim

TARGET, RULE, CAP = "muc-can-dat", "quy-tac", "gioi-han"
_RULES = {"con-thieu": Rule.BY_GAP, "tang-deu": Rule.EQUAL_POINTS}
_CAPS = {"co": "Tốt nhất từng có", "khong": "Không giới hạn"}
MORE = "Giao thêm"
COLUMNS = [
    Column("name", "Địa bàn", "link", href="href"),
    Column("now", "Hiện nay", "figure"),
    Column("more", MORE, "change"),
    Column("goal", "Số phải đạt", "count"),
    Column("goal_rate", "Tỷ lệ phải đạt", "rate", target="aim"),
    Column("per_month_text", "Mỗi tháng", "figure", minor=True),
    Column("times_text", "So với tốc độ vừa qua", "figure", minor=True),
]


@dataclass(frozen=True)
class Wish:
    """What is asked of whom by which rule; `target` in ten-thousandths."""

    level: Level
    target: int
    rule: Rule
    capped: bool


@dataclass(frozen=True)
class Shared:
    """An allocation as it now stands, hand edits included: `table` as `plan.assignment` gives it."""

    aim: Aim
    wish: Wish
    needed: int
    proposal: Allocation
    table: pd.DataFrame

    @property
    def given(self) -> int:
        return int(self.table["more"].sum())


def shared(aim: Aim, wish: Wish) -> Shared | None:
    """The proposal by the rule with what was mended by hand; None, and said, where there is nothing to share out."""
    needed = plan.needed(ground.whole_row(aim), wish.target)
    everybody = ground.below(aim, wish.level)
    ground.left_out(aim, wish.level)
    rows = everybody[plan.plannable(everybody)].reset_index(drop=True)
    if needed is None or rows.empty:
        st.info("Địa bàn giao chưa có tổng số, hoặc chưa nơi nào bên dưới báo cáo, nên chưa phân bổ được.")
        return None
    proposal = data.made("plan proposal", (*aim.key, wish), lambda: _proposed(aim, wish, rows, needed))
    more = plan_edit.mended(rows, proposal.increments, MORE, (*aim.key, wish))
    return Shared(aim, wish, needed, proposal, plan.assignment(rows, more, aim.months))


def _proposed(aim: Aim, wish: Wish, rows: pd.DataFrame, needed: int) -> Allocation:
    best = plan.best_pace(ground.rows(aim, wish.level)) if wish.capped else None
    figures = plan.figures(rows)
    limits = allocation.room(figures, best.pace if best else None, aim.months)
    return allocation.allocate(needed, figures, wish.target, wish.rule, limits)


# What is asked


def wish(aim: Aim) -> Wish:
    """The choices of the allocation; on the wall those of the address."""
    if style.presenting():
        with st.popover("Cách phân bổ"):
            return _asked(aim)
    with st.expander("Cách phân bổ", expanded=True):
        return _asked(aim)


def _asked(aim: Aim) -> Wish:
    places = st.columns([2, 2, 3, 4])
    with places[0]:
        target = _target(aim)
    with places[1]:
        level = _level(aim)
    with places[2]:
        rule = filters.select(
            RULE, "Quy tắc", list(_RULES), "con-thieu", lambda each: plan_words.RULES[_RULES[each]], few=True
        )
    with places[3]:
        cap = filters.select(CAP, "Giới hạn tốc độ", list(_CAPS), "co", lambda each: _CAPS[each], few=True)
    found = Wish(level, target, _RULES[rule], cap == "co")
    st.caption(plan_words.RULE_NOTES[found.rule] + (f" {plan_words.CAP_NOTE}" if found.capped else ""))
    return found


def _target(aim: Aim) -> int:
    """The target that applies, or another one typed as Vietnamese offices write it."""
    own = round(ground.whole_row(aim)["target"] * TEN_THOUSAND)
    default = vi.trimmed(own / 100)
    widget = f"type {TARGET} {aim.key}"
    asked = st.query_params.get(TARGET, default)
    text = st.text_input("Mục tiêu cần đạt (%)", asked, key=widget).strip() or default
    if text != default:
        st.query_params[TARGET] = text
    elif TARGET in st.query_params:
        del st.query_params[TARGET]
    found = _ten_thousandths(text)
    if found is None:
        st.error(plan_words.target_unreadable(f"{default}%"))
    return own if found is None else found


def _ten_thousandths(text: str) -> int | None:
    """72,5 -> 7250; None for what is no share, or finer than a target can be."""
    read = parse_rate(f"{text.removesuffix('%')}%")
    if not isinstance(read, Number) or not read.value or read.approximate != "=" or read.decimals > 2 or read.over:
        return None
    return round(read.value * TEN_THOUSAND)


def _level(aim: Aim) -> Level:
    """Communes; or districts, as long as there are any and the whole is the province."""
    units = data.place(aim.period.end).units
    levels = [level for level in filters.levels_on(aim.period.end) if units.level(aim.whole).depth < level.depth]
    usable = [level for level in levels if level in aim.indicator.rate_levels]
    return filters.level(usable, Level.COMMUNE) if len(usable) > 1 else usable[0]


# What is said of it


def said(found: Shared) -> None:
    """Whether it adds up, whether it can be done, who is asked too much."""
    noun, given, needed = found.aim.noun, found.given, found.needed
    if not needed:
        st.success("Mục tiêu này đã đạt. Ghi mục tiêu cao hơn ở ô Mục tiêu cần đạt để giao thêm.")
    else:
        told = st.success if given == needed else st.warning
        told(plan_words.placed_sentence(given, needed, noun, len(found.table), ground.PLACES[found.wish.level]))
    for text in (plan_words.beyond_sentence(beyond(found), noun), *_limits(found)):
        if text:
            st.warning(text)


def beyond(found: Shared) -> list[str]:
    """Who was given more by hand than are left."""
    return list(found.table.loc[found.table["goal"] > found.table["denominator"], "unit_name"])


def _limits(found: Shared) -> list[str]:
    """What the best pace ever observed says: of the whole wish, and of the single parts."""
    aim, level = found.aim, found.wish.level
    everywhere = ground.rows(aim, level)
    best = plan.best_pace(everywhere)
    if best is None:
        return []
    text = plan_words.best_text(data.place(aim.period.end).units.name(best.unit), best.pace)
    strain = allocation.strain(found.needed, plan.figures(found.table), best.pace, aim.months)
    then = plan.outcome(pd.DataFrame([ground.whole_row(aim)]), pd.Series({aim.whole: found.proposal.placed}))
    # What rounding to a whole family adds is no haste.
    hasty = found.table["more"] > found.table["denominator"] * best.pace * aim.months + 1
    return [
        plan_words.strain_sentence(strain, text, aim.due),
        plan_words.reach_sentence(found.proposal, then.iloc[0].to_dict(), aim.noun),
        plan_words.fast_sentence(list(found.table.loc[hasty, "unit_name"]), text),
    ]


def table(found: Shared) -> None:
    """The whole first, then who is given most."""
    aim = found.aim
    named = parts.with_names(found.table, aim.period, found.wish.level).assign(total=False)
    rows = pd.concat([_sum(found), named.sort_values("more", ascending=False, kind="stable")])
    target = found.wish.target / TEN_THOUSAND
    shown = rows.assign(
        # Only a rate below the target must not be printed as the target.
        aim=np.where(rows["goal_rate"] < target, target, np.nan),
        now=[plan_words.whole_text(row) for row in rows.to_dict("records")],
        per_month_text=[plan_words.per_month_text(each) for each in rows["per_month"]],
        times_text=[
            plan_words.times_text(times, more) for times, more in zip(rows["times"], rows["more"], strict=True)
        ],
    )
    title = f"{aim.indicator.short_name}: giao đến {vi.day(aim.due)} (đơn vị tính: {aim.noun})"
    parts.table(shown, COLUMNS, title, total="total")
    parts.save_table(shown, COLUMNS, f"giao-chi-tieu-{aim.indicator.code}-{aim.year}")


def _sum(found: Shared) -> pd.DataFrame:
    """The whole as the row of totals."""
    row: dict[str, Any] = ground.whole_row(found.aim)
    added = pd.Series({found.aim.whole: found.given})
    whole = pd.DataFrame([row])
    if plan.plannable(whole).all():
        whole = plan.assignment(whole, added, found.aim.months)
    return whole.assign(name=row["unit_name"], href="", total=True)
