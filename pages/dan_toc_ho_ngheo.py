"""Dân tộc và hộ nghèo: which groups, where, how many families behind, whether the gap closes, why, and where to learn."""

from khuyenhoc.ui import equity_choices, equity_heat, equity_places, equity_unit, equity_why, filters, parts
from khuyenhoc.ui.equity_data import Asked

choices = parts.choices([2, 3, 3])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        unit = filters.unit(period.end)
    with choices[2]:
        cut = equity_choices.cut()
    with parts.more_choices():
        indicator = filters.indicator(equity_choices.indicators(period), "learning_family_rate")
        asked = Asked(unit, period, indicator, cut, equity_choices.reference(unit, period, cut))
        group = equity_choices.group(asked)
        beside = equity_choices.beside(asked)
        level = equity_choices.level(asked)
    parts.as_of(period)
    equity_unit.groups(asked)
    equity_heat.places(asked, level)
    equity_heat.crossed(asked)
    equity_places.closed(asked, group)
    equity_why.measures(asked)
    equity_why.decomposed(asked, *beside)
    equity_places.context(asked, group)
