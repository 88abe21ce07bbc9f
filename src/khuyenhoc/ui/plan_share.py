"""Phân bổ chỉ tiêu: a target of the whole shared out by a stated rule, mended by hand, with the sum always in sight."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

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
    Column("times_text", "So với tốc độ vừa qua của chính nơi ấy", "figure", minor=True),
]
_PART = ["unit", "unit_name", "name", "href", "now", "numerator", "denominator", "target", "inherited", "sample"]


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
    needed = plan.needed(aim.row, wish.target)
    ground.left_out(aim, wish.level)
    rows = _parts(aim, wish.level)
    if needed is None or rows.empty:
        st.info("Địa bàn giao chưa có tổng số, hoặc chưa nơi nào bên dưới báo cáo, nên chưa phân bổ được.")
        return None
    proposal = _proposed(aim, wish, rows, needed)
    more = plan_edit.mended(rows, proposal.increments, MORE, (*aim.key, wish))
    return Shared(aim, wish, needed, proposal, plan.assignment(rows, more, ground.paces(aim, wish.level), aim.months))


def _parts(aim: Aim, level: Level) -> pd.DataFrame:
    """Who something can be given to, by unit and in whole numbers: only what an allocation reads."""

    def narrow() -> pd.DataFrame:
        found = ground.counted(aim, level)
        return found[_PART].round({"numerator": 0, "denominator": 0}).set_index("unit", drop=False)

    return data.made("plan receivers", (level, *aim.key), narrow)


def _proposed(aim: Aim, wish: Wish, rows: pd.DataFrame, needed: int) -> Allocation:
    best = ground.best(aim, wish.level) if wish.capped else None
    limits = allocation.room(rows, best.pace if best else None, aim.months)
    return allocation.allocate(needed, rows, wish.target, wish.rule, limits)


# What is asked


def wish(aim: Aim, more: DeltaGenerator) -> Wish:
    """The choices of the allocation; on the wall folded away with the others, in `more`."""
    with more if style.presenting() else st.expander("Cách phân bổ", expanded=True):
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
    own = round(aim.row["target"] * TEN_THOUSAND)
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
    placed = plan_words.placed_sentence(
        given, needed, noun, int((found.table["more"] > 0).sum()), ground.PLACES[found.wish.level]
    )
    if not needed:
        st.success("Mục tiêu này đã đạt. Ghi mục tiêu cao hơn ở ô Mục tiêu cần đạt để giao thêm.")
    elif given == needed:
        st.success(placed)
        placed = ""
    elif given == found.proposal.placed:
        placed = _reach(found)
    doubts = [text for text in (*_limits(found), placed if needed else "") if text]
    if doubts:
        st.warning(" ".join(doubts))
    if beyond(found):
        st.error(plan_words.beyond_sentence(beyond(found), noun))


def beyond(found: Shared) -> list[str]:
    """Who was given more by hand than are left."""
    return list(found.table.loc[found.table["goal"] > found.table["denominator"], "unit_name"])


def _limits(found: Shared) -> list[str]:
    """What the best pace ever observed says: of the whole wish, and of the single parts."""
    aim, level = found.aim, found.wish.level
    best = ground.best(aim, level)
    if best is None:
        return []
    text = plan_words.best_text(data.place(aim.period.end).units.name(best.unit), best.pace)
    strain = allocation.strain(found.needed, found.table, best.pace, aim.months)
    # What rounding to a whole family adds is no haste.
    hasty = found.table["more"] > found.table["denominator"] * best.pace * aim.months + 1
    return [
        plan_words.strain_sentence(strain, text, aim.due),
        plan_words.fast_sentence(list(found.table.loc[hasty, "unit_name"]), text),
    ]


def _reach(found: Shared) -> str:
    """What comes of it where not all could be placed."""
    aim = found.aim
    then = plan.outcome(pd.DataFrame([aim.row]), pd.Series({aim.whole: found.proposal.placed}))
    return plan_words.reach_sentence(found.proposal, then.to_dict("records")[0], aim.noun)


def table(found: Shared) -> None:
    """The whole first, then who is given most; who is given nothing is only counted."""
    aim = found.aim
    given = found.table[found.table["more"] > 0].sort_values("more", ascending=False, kind="stable")
    shown = pd.DataFrame([_whole_line(found), *_lines(given, found.wish.target / TEN_THOUSAND)])
    title = f"{aim.indicator.short_name}: giao đến {vi.day(aim.due)} (đơn vị tính: {aim.noun})"
    parts.table(shown, COLUMNS, title, total="total")
    if idle := len(found.table) - len(given):
        st.caption(plan_words.idle_sentence(idle, ground.PLACES[found.wish.level]))
    parts.save_table(shown, COLUMNS, f"giao-chi-tieu-{aim.indicator.code}-{aim.year}")


def _lines(given: pd.DataFrame, target: float) -> list[dict]:
    columns = ["name", "href", "now", "more", "goal", "goal_rate", "per_month", "times", "sample"]
    records = (dict(zip(columns, row, strict=True)) for row in given[columns].itertuples(index=False, name=None))
    return [_worded(record, target) for record in records]


def _whole_line(found: Shared) -> dict:
    """The whole as the row of totals."""
    row, more = found.aim.row, found.given
    goal = row["numerator"] + more
    line = {
        "name": row["unit_name"], "now": plan_words.whole_text(row), "more": more, "goal": goal,
        "goal_rate": goal / row["denominator"], "per_month": more / found.aim.months, "sample": row["sample"],
        "total": True,
    }  # fmt: skip
    return _worded(line, found.wish.target / TEN_THOUSAND)


def _worded(line: dict, target: float) -> dict:
    return line | {
        # Only a rate below the target must not be printed as the target.
        "aim": target if line["goal_rate"] < target else None,
        "per_month_text": plan_words.per_month_text(line["per_month"]),
        "times_text": plan_words.times_text(line.get("times"), line["more"]),
        "total": line.get("total", False),
    }
