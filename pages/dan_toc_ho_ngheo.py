"""Dân tộc và hộ nghèo: which groups, where, how many families behind, whether the gap closes, why, and where to learn."""

from khuyenhoc.ui import breakdowns, equity_choices, equity_heat, equity_places, equity_unit, equity_why, filters, parts

choices = parts.choices([2, 3, 3])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        unit = filters.unit(period.end)
    with choices[2]:
        cut = equity_choices.cut()
    with parts.more_choices():
        more = equity_choices.choose(unit, period, cut)
    parts.as_of(period)
    breakdowns.whose_eyes(unit, more.asked.indicator.code, period.text, period.end)
    equity_unit.groups(more.asked)
    equity_heat.places(more.asked, more.level)
    equity_heat.crossed(more.asked)
    equity_places.closed(more.asked, more.group)
    equity_why.measures(more.asked)
    equity_why.decomposed(more.asked, more.beside, more.beside_period)
    equity_places.context(more.asked, more.group)
