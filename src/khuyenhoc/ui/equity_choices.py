"""The choices of Dân tộc và hộ nghèo: how people are grouped, what they are compared with, which group and unit to set beside."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from khuyenhoc.domain import peers
from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.domain.indicator import Better, Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import vi
from khuyenhoc.ui import data, equity_data, filters
from khuyenhoc.ui.equity_data import Asked

REFERENCE, GROUP, BESIDE = "so-muc", "nhom", "doi-chieu"
CUTS = {
    "dan-toc": (Cut.PEOPLES, "Dân tộc"),
    "kinh-thieu-so": (Cut.MINORITIES, "Kinh, thiểu số"),
    "ho-ngheo": (Cut.POVERTY, "Hộ nghèo"),
}
_REFERENCES = {
    "muc-chung": (Reference.OWN, "Mức chung của địa bàn"),
    "kinh": (Reference.KINH, "Dân tộc Kinh"),
    "khong-ngheo": (Reference.NOT_POOR, "Hộ không nghèo"),
    "tinh": (Reference.PROVINCE, "Mức chung của tỉnh"),
}
_PERIOD = "ky-"


@dataclass(frozen=True)
class Choices:
    """`group`: followed from commune to commune; `beside`, `beside_period`: another unit, or the same one at an earlier
    period; `level`: of the places listed below, None below a commune."""

    asked: Asked
    group: str
    beside: str
    beside_period: str
    level: Level | None


def choose(unit: str, period: Period, cut: Cut) -> Choices:
    """Everything but period, unit and grouping, two by two."""
    left, right = st.columns(2)
    with left:
        indicator = filters.indicator(indicators(period), "learning_family_rate")
    with right:
        asked = Asked(unit, period, indicator, cut, reference(unit, period, cut))
    with left:
        followed = group(asked)
    with right:
        other, earlier = beside(asked)
    with left:
        return Choices(asked, followed, other, earlier, level(asked))


def cut() -> Cut:
    return CUTS[way_to_group(list(CUTS))][0]


def way_to_group(offered: Sequence[str]) -> str:
    """The word in the address of one of the ways `offered`, at first the first of them."""
    return filters.select(filters.GROUPING, "Phân tổ", offered, offered[0], lambda each: CUTS[each][1], few=True)


def offered(unit: str, indicator: Indicator, period: Period) -> list[str]:
    """The ways to group people for which the unit, or a unit below it, shows any group."""

    def find() -> list[str]:
        asked = {word: Asked(unit, period, indicator, one, Reference.OWN) for word, (one, _) in CUTS.items()}
        return [word for word, each in asked.items() if len(equity_data.of_unit(each))]

    return data.made("ways to group", (unit, indicator.code, period.text), find) if indicator.breakdowns else []


def indicators(period: Period) -> list[Indicator]:
    """What has, or may have, figures by group; and the rates of communes, which groups can at least be held against."""

    def held_against(each: Indicator) -> bool:
        return each.is_rate and each.better is not Better.NEUTRAL and Level.COMMUNE in each.rate_levels

    def find() -> list[Indicator]:
        reported = set(data.totals(period.end)["indicator"].unique())
        of_groups = (each for each in data.known().catalogue if each.breakdowns or held_against(each))
        return [each for each in of_groups if each.code in reported]

    return data.made("indicators of groups", (period.text,), find)


def reference(unit: str, period: Period, cut: Cut) -> Reference:
    offered = ["muc-chung", "khong-ngheo" if cut is Cut.POVERTY else "kinh"]
    offered += ["tinh"] if unit != data.place(period.end).province else []
    word = filters.select(REFERENCE, "So với", offered, "muc-chung", lambda each: _REFERENCES[each][1])
    return _REFERENCES[word][0]


def group(asked: Asked) -> str:
    """The group whose gap is followed from commune to commune; at first the one with most families behind."""

    def find() -> tuple[dict[str, str], str]:
        rows = equity_data.of_unit(asked)
        return dict(zip(rows["group"], rows["name"], strict=True)), equity_data.first_behind(asked)

    names, default = data.made("groups to follow", asked.key, find)
    if not names:
        return ""
    return filters.select(GROUP, "Nhóm theo dõi ở các xã", list(names), default or next(iter(names)), names.__getitem__)


def beside(asked: Asked) -> tuple[str, str]:
    """Another unit (its key and '') or an earlier period (the same unit and the period) to hold the unit against."""
    earlier = equity_data.periods(asked)[:-1]
    others = {code: key for code, key in filters.unit_codes(asked.period.end).items() if key != asked.unit}
    labels = {f"{_PERIOD}{text}": f"Chính địa bàn này, {vi.period(text)}" for text in reversed(earlier)}
    options = [*labels, *others]
    if not options:
        return "", ""
    default = _opposite(asked, list(others.items()), earlier) or options[0]
    words = filters.unit_labels(asked.period.end) | labels
    chosen = filters.select(BESIDE, "Đối chiếu với", options, default, lambda each: words[each], units=True)
    if chosen.startswith(_PERIOD):
        return asked.unit, chosen.removeprefix(_PERIOD)
    return others[chosen], ""


def _opposite(asked: Asked, others: list[tuple[str, str]], earlier: list[str]) -> str:
    """The province; for the province itself its own past of about two years ago. '' where there is neither."""
    province = data.place(asked.period.end).province
    if asked.unit != province:
        return next(code for code, key in others if key == province)
    past = peers.two_years_before([Period.parse(text) for text in earlier], asked.period)
    return f"{_PERIOD}{past.text}" if past else ""


def level(asked: Asked) -> Level | None:
    """Which units below the table of places lists; None for a commune."""
    units = data.place(asked.period.end).units
    own = units.level(asked.unit)
    if own is Level.COMMUNE:
        return None
    offered = [each for each in filters.levels_on(asked.period.end) if each.depth > own.depth]
    if len(offered) == 1:
        return offered[0]
    return filters.level(offered, Level.DISTRICT)
