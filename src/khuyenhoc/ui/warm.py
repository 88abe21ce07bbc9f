"""What start-up loads so that the first person does not wait: every page's modules, and the figures Tổng quan opens on."""

from khuyenhoc.domain.unit import REFORM, Level
from khuyenhoc.present import maps
from khuyenhoc.ui import breakdowns, data, equity_unit, history, ladder, layers, lists, overview, sheet, upload

# Not ui.mapping: streamlit_folium registers its frame only while a page runs.
_BY_GROUP = ("learning_family_rate",)  # what Dân tộc và hộ nghèo opens on, as outsiders see it
MODULES = (equity_unit, history, ladder, lists, maps, overview, sheet, upload)


def up() -> None:
    found = data.periods()
    if not found:
        return
    on = found[0].end
    data.assessment(Level.PROVINCE, on)
    for level in (Level.COMMUNE,) if on >= REFORM else (Level.COMMUNE, Level.DISTRICT):
        data.assessment(level, on)
        layers.layer(level, on)
    for code in _BY_GROUP:
        breakdowns.figures(code, on)
