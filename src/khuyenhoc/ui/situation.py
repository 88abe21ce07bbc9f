"""What is known of one unit on one indicator, gathered once for its sheet, its card and its message."""

from datetime import date

import pandas as pd

from khuyenhoc.domain import peers, standing
from khuyenhoc.domain.concentration import concentration
from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import nouns, unit_words
from khuyenhoc.present.unit_words import Below, Situation
from khuyenhoc.ui import data, filters, ladder, peer_groups

PUSHED = 3  # units below that the first line names


def situation(unit: str, indicator: Indicator, period: Period) -> Situation:
    """Not kept: what is made of it is."""
    level = data.place(period.end).units.level(unit)
    rows = data.of_unit(unit, period.end)
    row = rows[rows["indicator"] == indicator.code].to_dict("records")[0]
    ranked, next_rank, partial = 0, None, False
    if indicator in ranked_at(level):
        field = ladder.standings(indicator, level, period, peer_groups.EVERYBODY)
        row = field[field["unit"] == unit].to_dict("records")[0]
        rung = standing.rung(field, unit)
        ranked, next_rank, partial = rung.of, rung.rank_above, rung.partial
    found, before = alike(unit, indicator, period), data.period_before(period)
    return Situation(
        row,
        indicator.short_name,
        nouns.noun(indicator),
        period.text,
        indicator.unit,
        ranked,
        next_rank,
        lacking(unit, indicator, period, PUSHED),
        [filters.unit_label(key, period.end) for key in found["unit"]],
        before.text if before else "",
        movers(unit, indicator, period),
        partial,
    )


def ranked_at(level: Level) -> list[Indicator]:
    """What units of the level are ranked by: a province, or what lies above it, stands alone."""
    return [] if level.depth <= Level.PROVINCE.depth else ladder.indicators(level)


def alike(unit: str, indicator: Indicator, period: Period) -> pd.DataFrame:
    """`peers.ahead` against the period about two years before; nobody where there is none or where nobody is ranked."""

    def find() -> pd.DataFrame:
        units = data.place(period.end).units
        level = units.level(unit)
        earlier = peers.two_years_before(data.periods(), period)
        if earlier is None or indicator not in ranked_at(level) or unit not in data.place(earlier.end).units:
            return pd.DataFrame(columns=["unit", "before", "now", "lead"])
        now, before = (data.of_indicator(level, each.end, indicator.code) for each in (period, earlier))
        return peers.ahead(now, before, unit, dict(units.frame["kind"]))

    return data.made("alike", (unit, indicator.code, period.text), find)


def parts_of(unit: str, on: date) -> list[str]:
    """The units that make one up; of several provinces those of the first level, since of two provinces both lack most."""
    where = data.place(on)
    whole = where.several and unit == where.province
    return where.units.of_level(filters.first_level(on), unit) if whole else where.units.children(unit)


def movers(unit: str, indicator: Indicator, period: Period) -> list[tuple[str, int]]:
    """The two units below whose count changed most since the period before, the larger step first."""
    units = data.place(period.end).units
    children = parts_of(unit, period.end)
    if not children:
        return []
    rows = data.of_indicator(units.level(children[0]), period.end, indicator.code)
    steps = rows[rows["unit"].isin(children) & rows["change_count"].fillna(0).ne(0)]
    largest = steps.sort_values("change_count", key=abs, ascending=False, kind="stable").head(2)
    return [(row["unit_name"], int(row["change_count"])) for row in largest.to_dict("records")]


def lacking(unit: str, indicator: Indicator, period: Period, most: int, more_than: float = 1.0) -> Below | None:
    """The units below that lack most, at most so many, until they make that part of the sum; None where nobody lacks."""
    units = data.place(period.end).units
    children = parts_of(unit, period.end)
    if not children:
        return None
    rows = data.of_indicator(units.level(children[0]), period.end, indicator.code)
    rows = rows[rows["unit"].isin(children)].set_index("unit")
    found = concentration(rows["shortfall"], most, more_than)
    if found is None:
        return None
    names, kinds = (dict(units.frame[column]) for column in ("name", "kind"))
    return unit_words.named(found, names, kinds, bool(rows["sample"].any()))
