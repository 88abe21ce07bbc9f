"""What start-up makes before somebody waits for it: what Tổng quan opens on, then what Dân tộc và hộ nghèo does, then the rest."""

from importlib import import_module

from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.domain.gap import Reference
from khuyenhoc.domain.group_cut import Cut
from khuyenhoc.domain.period import Period
from khuyenhoc.ui import breakdowns, busy, data, equity_data, filters, layers, rights
from khuyenhoc.ui.equity_data import Asked

_BY_GROUP = "learning_family_rate"  # what Dân tộc và hộ nghèo opens on
# Not ui.mapping: streamlit_folium registers its frame only while a page runs.
_MODULES = ("equity_unit", "history", "ladder", "lists", "sheet", "upload")


def first() -> None:
    """The figures Tổng quan shows, of the newest round and the one before it."""
    for period in data.periods()[:2]:
        where = data.place(period.end)
        for level in (where.units.level(where.province), filters.first_level(period.end)):
            busy.give_way()
            data.assessment(level, period.end)


def rest() -> None:
    for period in data.periods()[:1]:
        for person in (READER, OWNER):
            with rights.eyes_of(person):
                busy.give_way()
                breakdowns.figures(_BY_GROUP, period.end)
                busy.give_way()
                _groups(period)
        for name in _MODULES:
            busy.give_way()
            import_module(f"khuyenhoc.ui.{name}")
        for level in {filters.map_level(period.end), filters.first_level(period.end)}:
            busy.give_way()
            data.assessment(level, period.end)
            layers.layer(level, period.end)


def _groups(period: Period) -> None:
    """The groups of the province, and of all units below it."""
    indicator = data.known().catalogue[_BY_GROUP]
    asked = Asked(data.place(period.end).province, period, indicator, Cut.PEOPLES, Reference.OWN)
    equity_data.of_unit(asked)
    equity_data.gaps(asked)
