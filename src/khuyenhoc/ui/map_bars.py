"""What stands in the map's place where no shapes can be drawn: every unit as a bar, in the colours of the map, and said so."""

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import map_bar_rows
from khuyenhoc.present.map_views import Painted
from khuyenhoc.ui import data, filters, parts


def show(indicator: Indicator, level: Level, period: Period, paint: Painted, title: str, view: str) -> None:
    """`paint`: of that view, mapping.VIEWS."""

    def drawn() -> str:
        rows = data.of_indicator(level, period.end, indicator.code)
        return map_bar_rows.html(rows, paint, filters.unit_names(period.end), title)

    parts.markup(data.made("map bars", (level, indicator.code, period.text, view), drawn))
