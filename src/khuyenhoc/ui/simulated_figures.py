"""What an upload does to the simulated figures that are shown: whose go, whose come back, in words."""

import pandas as pd

from khuyenhoc.domain import impact
from khuyenhoc.domain.unit import Units
from khuyenhoc.intake.pipeline import Sides
from khuyenhoc.present import impact_words
from khuyenhoc.ui import data


def said(sides: Sides, units: Units) -> list[str]:
    """A sentence for those that go and one for those that come back, where there are any."""
    gone = impact.simulated_gone(sides.before, sides.after, units)
    back = impact.simulated_back(sides.before, sides.after, units)
    sentences = [
        impact_words.simulated_sentence(_counted(gone, units)),
        impact_words.simulated_sentence(_counted(back, units), back=True),
    ]
    return [each for each in sentences if each]


def _counted(found: pd.DataFrame, units: Units) -> dict:
    """By name of indicator how many units of each level, in the order of the catalogue."""
    levels = found["unit"].map(units.level)
    return {
        each.short_name: {
            level: int((levels[found["indicator"] == each.code] == level).sum()) for level in impact_words.LEVELS
        }
        for each in data.known().catalogue
        if each.code in set(found["indicator"])
    }
