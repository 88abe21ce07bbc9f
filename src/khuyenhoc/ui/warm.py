"""What start-up loads so that nobody waits: first what Tổng quan opens on, then, when its first page is out, the rest."""

from importlib import import_module
from time import sleep

from khuyenhoc.ui import breakdowns, data, filters, layers

_BY_GROUP = ("learning_family_rate",)  # what Dân tộc và hộ nghèo opens on, as outsiders see it
# Not ui.mapping: streamlit_folium registers its frame only while a page runs.
_MODULES = ("equity_unit", "history", "ladder", "lists", "sheet", "upload")
_FIRST_PAGE = 5  # seconds: two threads at once take longer than one after the other


def first() -> None:
    """The figures Tổng quan shows, of the newest round and the one before it."""
    for period in data.periods()[:2]:
        where = data.place(period.end)
        data.assessment(where.units.level(where.province), period.end)
        data.assessment(filters.first_level(period.end), period.end)


def rest() -> None:
    sleep(_FIRST_PAGE)
    for name in _MODULES:
        import_module(f"khuyenhoc.ui.{name}")
    for period in data.periods()[:1]:
        for level in {filters.map_level(period.end), filters.first_level(period.end)}:
            data.assessment(level, period.end)
            layers.layer(level, period.end)
        for code in _BY_GROUP:
            breakdowns.figures(code, period.end)
