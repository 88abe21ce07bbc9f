"""Xếp hạng: districts or communes by level or by gap closure; where mine stands, why, and what it takes to rise."""

from khuyenhoc.ui import filters, ladder, parts

choices = parts.choices([3, 2, 2])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        levels = filters.levels_on(period.end)
        level = filters.level(levels, ladder.opening_level(levels, period))
    with choices[2]:
        indicator = filters.indicator(ladder.indicators(level), "learning_family_rate")
    with parts.more_choices():
        by = ladder.order()
        kind = ladder.peers(level, period)
        filters.unit(period.end)
    parts.as_of(period)
    ladder.own_standing(indicator, level, period, kind)
    ladder.ladder(indicator, level, period, by, kind)
