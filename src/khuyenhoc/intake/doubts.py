"""What is doubtful about the figures of a file, as problems: beside the unit's past, its siblings and its target (methods §8)."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.area import areas_on
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.plausibility import doubtful
from khuyenhoc.domain.target import applicable
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.errors import Problem
from khuyenhoc.intake.columns import Header
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.words import problem, rows_named
from khuyenhoc.present import vi

_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def doubts(
    rows: pd.DataFrame, in_use: pd.DataFrame, known: Definitions, context: Context, header: Header | None = None
) -> list[Problem]:
    """`rows`: what the file says; `in_use`: the figures before it is published. In the order of the rows.

    `header`: of the file, so that each doubt names its column; without it only the row is named.
    """
    days = {text: Period.parse(text).end for text in rows["period"].unique()}
    trees = {day: _province(context, day) for day in set(days.values())}
    parents = {key: up for units in trees.values() for key in units.frame.index if (up := units.parent(key))}
    found = doubtful(rows, in_use, known.catalogue, parents, _aims(rows, known, days, trees))
    each = found[~found["code"].isin(_TOGETHER)]
    said = [_said(row, header) for row in each.to_dict("records")]
    for (code, indicator), some in found[found["code"].isin(_TOGETHER)].groupby(["code", "indicator"], sort=False):
        name = known.catalogue[str(indicator)].short_name
        facts = {"indicator": name, "count": vi.number(len(some)), "rows": rows_named(some["row"])}
        said.append(problem(str(code), some["row"].iloc[0], **facts))
    return sorted(said, key=lambda item: item.row)


def _province(context: Context, day: date) -> Units:
    """The units of the provinces followed, on that day."""
    units = context.units_on(day)
    return units.within(*(key for key in context.provinces if key in units))


def _aims(rows: pd.DataFrame, known: Definitions, days: dict[str, date], trees: dict[date, Units]) -> pd.Series:
    """The target of every row that is met from it upwards, in ten-thousandths; NaN where there is none."""
    values = np.array(
        [t.value if t.is_rate and t.comparator == ">=" and t.value else np.nan for t in known.targets] + [np.nan]
    )
    aims: dict[tuple[str, str, str], float] = {}
    for text, day in days.items():
        units = trees[day]
        areas = areas_on(known.area_members, units, day)
        for level in _LEVELS:
            for code, numbers in applicable(list(known.targets), units, level, day, areas).items():
                pairs = zip(units.of_level(level), values[numbers], strict=True)
                aims |= {(code, text, key): value for key, value in pairs}
    keys = zip(rows["indicator"], rows["period"], rows["unit"], strict=True)
    return pd.Series([aims.get(key, np.nan) for key in keys], index=rows.index, dtype="float64")


def _past(row: dict, name: str) -> dict[str, str]:
    """A figure of the row beside the one before it."""
    now, before = row[name], row[f"earlier_{name}"]
    change = vi.trimmed(abs(now - before) / before * 100, 1) if before else ""
    same = row["earlier_period"] == row["period"]
    return {
        "after": vi.trimmed(now),
        "before": vi.trimmed(before),
        "period": "số đang dùng" if same else vi.period(row["earlier_period"]),
        "way": "tăng" if now > before else "giảm",
        "change": f"{change}%" if change else vi.trimmed(abs(now - before)),
    }


def _times(row: dict) -> dict[str, str]:
    low, high = sorted((row["numerator"], row["earlier_numerator"]))
    return {"times": vi.number(high / max(low, 1)), **_past(row, "numerator")}


def _beside_siblings(row: dict) -> dict[str, str]:
    rate = vi.rate(row["numerator"], row["denominator"])
    return {"rate": rate, "median": vi.percent(row["median"]), "count": vi.number(row["siblings"])}


_TOGETHER = ("unchanged", "heaping")  # said once per indicator
_FACTS: dict[str, Callable[[dict], dict[str, str]]] = {
    "percent_as_count": lambda row: _past(row, "numerator"),
    "tenfold": _times,
    "denominator_jump": lambda row: _past(row, "denominator"),
    "stock_fall": lambda row: _past(row, "numerator"),
    "outlier": _beside_siblings,
}


def _said(row: dict, header: Header | None) -> Problem:
    code, facts = row["code"], _FACTS[row["code"]](row)
    if header is None:
        return problem(code, row["row"], **facts)
    return header.problem(code, row, "denominator" if code == "denominator_jump" else "numerator", **facts)
