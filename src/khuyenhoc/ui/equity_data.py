"""What the page of peoples and poverty asks of the data: groups of every unit, their gaps, made once per choice."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from khuyenhoc import query
from khuyenhoc.domain import gap, group_cut
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.domain.indicator import Better, Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.suppression_table import MINORITIES
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import nouns
from khuyenhoc.ui import breakdowns, data, eras


@dataclass(frozen=True)
class Asked:
    """What the page looks at: the choices that every block shares."""

    unit: str
    period: Period
    indicator: Indicator
    cut: Cut
    reference: Reference

    @property
    def key(self) -> tuple[str, ...]:
        return (self.unit, self.period.text, self.indicator.code, self.cut, self.reference)

    @property
    def noun(self) -> str:
        return nouns.noun(self.indicator)

    @property
    def lower(self) -> bool:
        return self.indicator.better is Better.LOWER

    @property
    def judged(self) -> bool:
        """True where more (or less) of it is better, so that a group can be behind."""
        return self.indicator.is_rate and self.indicator.better is not Better.NEUTRAL

    @property
    def name(self) -> str:
        return data.place(self.period.end).units.name(self.unit)


def minorities() -> frozenset[str]:
    """Codes of the single minorities, “các dân tộc khác” among them."""
    frame = data.known().ethnic_groups
    return frozenset(frame.loc[(frame["minority"] == "1") & (frame["code"] != MINORITIES), "code"])


def figures(indicator: Indicator, on: date, period: str) -> pd.DataFrame:
    """domain.group_figures of every unit of the province in one period, as this person may see them."""
    return breakdowns.figures(indicator.code, on).get(period, breakdowns.NONE)


@dataclass(frozen=True)
class Told:
    """What one unit told of its groups in one period. `single`: domain.group_cut.groups, single peoples however few;
    `gaps`: domain.gap.gaps; `whole`: numerator and denominator of everybody, `compared`: those of what the groups are
    compared with, NaN where they are not known."""

    single: pd.DataFrame
    gaps: pd.DataFrame
    whole: tuple[float, float]
    compared: tuple[float, float]

    @property
    def reference(self) -> float | None:
        """The rate the groups are compared with; None where nobody was counted."""
        numerator, denominator = self.compared
        return numerator / denominator if denominator > 0 else None


def told(asked: Asked, unit: str, period: str = "") -> Told:
    """Of one unit alone: all units of six periods take half a second."""
    on = asked.period.end
    every = figures(asked.indicator, on, period or asked.period.text)
    needed = every[every["unit"].isin([unit, data.place(on).province])]
    single = group_cut.groups(needed, asked.cut, minorities())
    shown = _shown(asked, single)
    compared = gap.references(shown, needed, asked.reference, data.place(on).province)
    found = gap.gaps(shown[shown["unit"] == unit], compared, asked.lower)
    whole, one = (_pair(frame, unit) for frame in (group_cut.totals(needed), compared))
    return Told(single[single["unit"] == unit], found[found["denominator"] != 0], whole, one)


def _pair(frame: pd.DataFrame, unit: str) -> tuple[float, float]:
    numerator, denominator = frame[["numerator", "denominator"]].reindex([unit]).iloc[0]
    return float(numerator), float(denominator)


def over_time(asked: Asked) -> dict[str, Told]:
    """The periods up to the one looked at in which the unit has these groups, oldest first, and what it told in each."""

    def find() -> dict[str, Told]:
        newest_first = breakdowns.periods(asked.indicator.code, asked.period.end)
        up_to = [text for text in reversed(newest_first) if Period.parse(text).end <= asked.period.end]
        found = {text: told(asked, asked.unit, text) for text in up_to}
        return {text: each for text, each in found.items() if len(each.single)}

    return data.made("groups over time", asked.key, find)


def groups(asked: Asked, period: str = "") -> pd.DataFrame:
    """domain.group_cut.groups of every unit, single peoples however few; in another period where one is given."""
    period = period or asked.period.text
    return data.made(
        "groups of all", _of_all(asked, period),
        lambda: group_cut.groups(figures(asked.indicator, asked.period.end, period), asked.cut, minorities()),
    )  # fmt: skip


def shown_groups(asked: Asked, period: str) -> pd.DataFrame:
    """The groups of every unit as they are shown: peoples of few families counted together."""
    return data.made("shown groups of all", _of_all(asked, period), lambda: _shown(asked, groups(asked, period)))


def _shown(asked: Asked, single: pd.DataFrame) -> pd.DataFrame:
    return group_cut.few_together(single, minorities()) if asked.cut is Cut.PEOPLES else single


def _of_all(asked: Asked, period: str) -> tuple[Hashable, ...]:
    return (asked.indicator.code, eras.is_new(asked.period.end), period, asked.cut)


def gaps(asked: Asked, period: str = "") -> pd.DataFrame:
    """domain.gap.gaps of every unit; groups that nobody belongs to are left out."""
    period = period or asked.period.text

    def find() -> pd.DataFrame:
        found = gap.gaps(shown_groups(asked, period), compared(asked, period), asked.lower)
        return found[found["denominator"] != 0]

    return data.made("gaps", (*_of_all(asked, period), asked.reference), find)


def compared(asked: Asked, period: str = "") -> pd.DataFrame:
    """domain.gap.references of every unit."""
    period, on = period or asked.period.text, asked.period.end

    def find() -> pd.DataFrame:
        whole = figures(asked.indicator, on, period)
        return gap.references(shown_groups(asked, period), whole, asked.reference, data.place(on).province)

    return data.made("compared", (*_of_all(asked, period), asked.reference), find)


def of_unit(asked: Asked) -> pd.DataFrame:
    """The groups of the unit looked at, with names and the movement of the gap since the period before."""

    def find() -> pd.DataFrame:
        way = over_time(asked)
        own = way[asked.period.text].gaps if asked.period.text in way else gaps(asked).iloc[:0]
        earlier = previous(asked)
        if earlier:
            own = gap.with_movement(own, way[earlier].gaps)
        else:
            own = own.assign(narrowed=float("nan"), narrowed_hidden=False)
        return own.assign(name=[data.known().group_name(code) for code in own["group"]]).reset_index(drop=True)

    return data.made("groups of unit", asked.key, find)


def aims(asked: Asked) -> pd.DataFrame:
    """The groups of the unit against the targets set for them alone, index group: domain.group_target.judged. Empty where
    no document sets one."""

    def find() -> pd.DataFrame:
        where, known = data.place(asked.period.end), data.known()
        way = [
            each.single.assign(period=text, indicator=asked.indicator.code) for text, each in over_time(asked).items()
        ]
        rows = pd.concat(way, ignore_index=True)
        question = Question(where.units.level(asked.unit), asked.period.end)
        return query.groups_judged(rows, where, known, question).set_index("group")

    if all(each.target.indicator != asked.indicator.code for each in data.known().group_targets) or not periods(asked):
        return pd.DataFrame()
    return data.made("targets of groups", asked.key, find)


def periods(asked: Asked) -> list[str]:
    """The periods up to the one looked at in which the unit has these groups, oldest first."""

    return list(over_time(asked))


def previous(asked: Asked) -> str:
    """The period before, '' where there is none."""
    earlier = [text for text in periods(asked) if Period.parse(text).end < asked.period.end]
    return earlier[-1] if earlier else ""


def first_behind(asked: Asked) -> str:
    """The group with most families behind in the unit; '' where nobody is behind."""
    rows = of_unit(asked)
    behind = rows[(rows["behind"] > 0) & (rows["group"] != group_cut.UNSPECIFIED)]
    return str(behind["group"].iloc[0]) if len(behind) else ""


def target(asked: Asked) -> float | None:
    """What the indicator should reach in the unit, as the classes of the map have it."""
    rows = data.of_unit(asked.unit, asked.period.end)
    found = rows.loc[rows["indicator"] == asked.indicator.code, "target"].dropna()
    return float(found.iloc[0]) if len(found) else None


def communes(asked: Asked) -> list[str]:
    """The communes of the unit; of the whole province where it is a commune itself."""
    where = data.place(asked.period.end)
    above = where.province if where.units.level(asked.unit) is Level.COMMUNE else asked.unit
    return where.units.of_level(Level.COMMUNE, above)
