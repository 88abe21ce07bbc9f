"""Xếp hạng: districts or communes by level, gap closure or composite; where mine stands, why, and what it takes to rise."""

from khuyenhoc.ui import filters, ladder, merits, parts, peer_groups

choices = parts.choices([3, 2, 2])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        level = filters.ranked_level(period.end, ladder.opening_level(period))
    with choices[2]:
        indicator = filters.indicator(ladder.indicators(level), "learning_family_rate")
    with parts.more_choices():
        by = ladder.order()
        group = peer_groups.choose(level, period)
        filters.unit(period.end)
    parts.as_of(period)
    if by == ladder.BY_INDEX:
        merits.composite_table(level, period, group)
    else:
        ladder.own_standing(indicator, level, period, group)
        ladder.ladder(indicator, level, period, by, group)
        merits.award_list(indicator, level, period, group)
