"""What stands in the map's place where no shapes can be drawn: every unit as a bar, in the colours of the map, and said so."""

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import map_bar_rows, vi
from khuyenhoc.present.map_views import Painted
from khuyenhoc.ui import data, filters, parts


def show(indicator: Indicator, level: Level, period: Period, paint: Painted) -> None:
    rows = data.of_indicator(level, period.end, indicator.code)
    names = {key: filters.unit_label(key, period.end) for key in rows["unit"]}
    title = f"{indicator.short_name}, {vi.period(period.text)}"
    parts.markup(map_bar_rows.html(rows, paint, names, title))
