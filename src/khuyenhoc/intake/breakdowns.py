"""Groups (ethnicity, poverty) against the figure for everybody. The only place that knows which groups make up a whole."""

from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import KEY
from khuyenhoc.errors import Problem
from khuyenhoc.intake.columns import Header
from khuyenhoc.intake.spelling import compact
from khuyenhoc.present import vi

Row = dict[Hashable, Any]

_PLACE = ["indicator", "period", "unit"]
_BY = {"ethnicity": "dân tộc", "poverty": "hộ nghèo"}
_WHAT = {"numerator": "ở tử số", "denominator": "ở mẫu số"}
_POVERTY_WHOLE = {"poor", "near_poor", "not_poor"}
_MINORITIES, _MAJORITY, _REST = "dtts", "kinh", "other"
_APART = {_MINORITIES, _MAJORITY, "unspecified", "foreign"}  # none holds another


def against_totals(frame: pd.DataFrame, header: Header) -> Iterator[Problem]:
    """Sums of groups against the row for everybody of the same period, unit, indicator and other breakdown."""
    beside = _beside_groups(frame)
    exact = beside[beside["approximate"] == "="].drop_duplicates(KEY)
    families: dict[tuple, dict[str, Row]] = {}
    for row in exact[["row", *KEY, *_WHAT]].to_dict("records"):
        for by, other in (("ethnicity", "poverty"), ("poverty", "ethnicity")):
            family = by, row[other], row["period"], row["unit"], row["indicator"]
            families.setdefault(family, {})[row[by]] = row
    for (by, *_), groups in families.items():
        whole = groups.pop("", None)
        if whole and groups:
            yield from _sums(whole, groups, by, header)


def _beside_groups(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the rows of which the file has the figure for everybody only: most of a long table."""
    by_group = (frame["ethnicity"] != "") | (frame["poverty"] != "")
    if by_group.all() or not by_group.any():
        return frame[by_group]
    groups = pd.MultiIndex.from_frame(frame.loc[by_group, _PLACE].drop_duplicates())
    return frame[pd.MultiIndex.from_frame(frame[_PLACE]).isin(groups)]


def _sums(whole: Row, groups: dict[str, Row], by: str, header: Header) -> Iterator[Problem]:
    """One problem per column; none where a figure is absent. Groups that leave room are named once, at the numerator."""
    for column, what in _WHAT.items():
        total, figures = whole[column], {group: row[column] for group, row in groups.items()}
        if any(figure != figure for figure in (total, *figures.values())):  # NaN
            continue
        added, closed = _added(figures, by)
        open_denominator = added < total and not closed and column == "denominator"
        if added == total or open_denominator:
            continue
        facts = {"by": _BY[by], "what": what, "sum": vi.number(added), "total": vi.number(total)}
        code = "groups_over_total" if added > total else "groups_under_total" if closed else "groups_incomplete"
        facts |= {"other": str(whole["row"]), "count": vi.number(total - added)}
        yield header.problem(code, min(groups.values(), key=lambda row: row["row"]), column, **facts)


def _added(figures: dict[str, float], by: str) -> tuple[float, bool]:
    """The sum of groups that do not overlap, and whether they should make up everybody.

    “Dân tộc thiểu số” holds every single minority: where it is given, it is counted in their place.
    """
    if by == "poverty":
        return sum(figures.values()), figures.keys() >= _POVERTY_WHOLE
    if _MINORITIES in figures:
        kept = [figure for group, figure in figures.items() if group in _APART]
        return sum(kept), _MAJORITY in figures
    return sum(figures.values()), _REST in figures


def old_names(frame: pd.DataFrame, header: Header, groups: pd.DataFrame) -> Iterator[Problem]:
    """Once per name that is understood but no longer used of a people. `groups`: data/ethnic_groups.csv."""
    left = {
        compact(old): row["name"]
        for row in groups.to_dict("records")
        for old in filter(None, row["never_displayed"].split(";"))
    }
    written = {text: left.get(compact(text), "") for text in frame["written_ethnicity"].unique()}
    spelt = frame[frame["written_ethnicity"].isin([text for text, name in written.items() if name])]
    for _, rows in spelt.groupby(spelt["written_ethnicity"].map(compact), sort=False):
        first = rows.iloc[0].to_dict()
        text = first["written_ethnicity"]
        yield header.problem("ethnicity_old_name", first, "ethnicity", text, name=written[text])


def without_total(frame: pd.DataFrame, header: Header, catalogue: Catalogue) -> Iterator[Problem]:
    """Once per indicator and period: units with groups but without the figure for everybody."""
    everybody = (frame["ethnicity"] == "") & (frame["poverty"] == "")
    groups = frame[~everybody]
    if groups.empty:
        return
    totals = pd.MultiIndex.from_frame(frame.loc[everybody, _PLACE])
    orphans = groups[~pd.MultiIndex.from_frame(groups[_PLACE]).isin(totals)]
    for (code, _), rows in orphans.groupby(["indicator", "period"], sort=False):
        facts = {"count": vi.number(rows["unit"].nunique()), "indicator": catalogue[str(code)].name}
        first = {"row": rows["row"].iloc[0]}
        yield header.problem("breakdown_without_total", first, "indicator", str(code), **facts)
