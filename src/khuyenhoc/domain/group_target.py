"""Targets that a document sets for one people or one poverty class alone (methods §2), judged like those for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from khuyenhoc.domain.assessment import COLUMNS, Question, assess
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import COLUMNS as OBSERVATION
from khuyenhoc.domain.observation import VALUE, known_by, with_period_ends
from khuyenhoc.domain.target import Target, targets_from_frame
from khuyenhoc.domain.unit import Units

PAIR = ["unit", "indicator"]


@dataclass(frozen=True)
class GroupTarget:
    """`group`: a code of data/ethnic_groups.csv or data/poverty_classes.csv."""

    group: str
    target: Target


def group_targets_from_frame(frame: pd.DataFrame, catalogue: Catalogue) -> list[GroupTarget]:
    """`frame`: data/group_targets.csv read as text. Raises on an unknown word."""
    targets = targets_from_frame(frame, catalogue)
    return [GroupTarget(group, target) for group, target in zip(frame["group"], targets, strict=True)]


def judged(
    figures: pd.DataFrame,
    units: Units,
    catalogue: Catalogue,
    targets: Sequence[GroupTarget],
    question: Question,
    areas: dict[str, frozenset[str]] | None = None,
) -> pd.DataFrame:
    """Every group that has a target, per unit with figures of it: `group`, `hidden` and assessment.COLUMNS.

    `figures`: indicator, period, unit, group, numerator, denominator, hidden, sample of units of the level. A hidden figure
    is neither value nor baseline. Where the newest one is hidden the row is `hidden`: it has the target and no figure at all.
    """
    spoken_of = [each for each in targets if each.target.indicator in set(figures["indicator"])]
    groups = dict.fromkeys(each.group for each in spoken_of)
    found = [_of_group(figures, units, catalogue, spoken_of, question, areas, group) for group in groups]
    told = [rows for rows in found if len(rows)]
    return pd.concat(told, ignore_index=True) if told else pd.DataFrame(columns=["group", "hidden", *COLUMNS])


def _of_group(
    figures: pd.DataFrame,
    units: Units,
    catalogue: Catalogue,
    targets: Sequence[GroupTarget],
    question: Question,
    areas: dict[str, frozenset[str]] | None,
    group: str,
) -> pd.DataFrame:
    aims = [each.target for each in targets if each.group == group]
    own = figures[(figures["group"] == group) & figures["indicator"].isin({aim.indicator for aim in aims})]
    newest = with_period_ends(known_by(own, question.on)).sort_values("end").drop_duplicates(PAIR, keep="last")
    told, hidden = _pairs(own), _pairs(newest[newest["hidden"].astype(bool)])
    rows = assess(_observations(own[~told.isin(hidden)]), units, catalogue, aims, question, areas)
    here = _pairs(rows)
    # Nobody is expected to report a group one by one: “đã báo cáo k/m” is said of totals.
    rows = rows.assign(group=group, hidden=here.isin(hidden), reported=0, expected_reports=0)
    return rows[here.isin(told) & (rows["target_id"] != "")][["group", "hidden", *COLUMNS]]


def _pairs(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[PAIR])


def _observations(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of a group as what the unit reported of everybody in it; hidden and unknown ones left out."""
    known = figures[~figures["hidden"].astype(bool) & figures["numerator"].notna()]
    nothing = dict.fromkeys(("ethnicity", "poverty", "source", "denominator_source", "document"), "")
    return known.assign(
        **nothing,
        stated_rate=float("nan"),
        stated_decimals=-1,
        approximate="=",
        state=VALUE,
        bundled=False,
        batch=0,
        row=0,
    )[OBSERVATION].reset_index(drop=True)
