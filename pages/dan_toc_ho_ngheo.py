"""Dân tộc và hộ nghèo: one indicator of one unit by group, and the way down to the communes."""

from khuyenhoc.ui import filters, parts, people

choices = parts.choices([2, 3, 2])
with choices[0]:
    period = filters.period()
if period is not None:
    with choices[1]:
        unit = filters.unit(period.end)
    with choices[2]:
        by = people.grouping()
    with parts.more_choices():
        indicator = filters.indicator(people.indicators(), "learning_family_rate")
    parts.as_of(period)
    people.groups(unit, indicator, period, by)
    people.way_down(unit, period)
