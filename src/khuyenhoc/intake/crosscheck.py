"""Rows of one file against one another, and typed rates against their figures. The only place that compares rows."""

from collections.abc import Hashable, Iterator
from itertools import chain
from typing import Any

import pandas as pd

from khuyenhoc.domain import rates
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import KEY, VALUES
from khuyenhoc.domain.unit import Level
from khuyenhoc.errors import Problem
from khuyenhoc.intake.columns import Header
from khuyenhoc.intake.spelling import compact
from khuyenhoc.present import vi
from khuyenhoc.present.target_words import LEVELS

Row = dict[Hashable, Any]


def duplicates(frame: pd.DataFrame, header: Header) -> Iterator[Problem]:
    """Rows of the same key: the same figures twice are forgiven, different ones are not."""
    firsts: dict[tuple, Row] = {}
    for row in frame[frame.duplicated(KEY, keep=False)].to_dict("records"):
        first = firsts.setdefault(tuple(row[name] for name in KEY), row)
        if first is row:
            continue
        other = str(first["row"])
        if compact(row["written_ethnicity"]) != compact(first["written_ethnicity"]):
            names = {"name": row["written_ethnicity"], "other_name": first["written_ethnicity"]}
            yield header.problem("ethnicity_twice", row, "ethnicity", other=other, **names)
        else:
            yield repeated(row, first, header, other)


def repeated(row: Row, first: Row, header: Header, other: str) -> Problem:
    """Two rows of one key. `other`: where the first stands."""
    if all(_same(row[name], first[name]) for name in VALUES):
        return header.problem("duplicate_same", row, other=other)
    figures = {"these": _figures(row), "those": _figures(first)}
    return header.problem("duplicate_different", row, other=other, **figures)


def _same(one: object, other: object) -> bool:
    """Equal, or both absent (NaN)."""
    return one == other or (one != one and other != other)


def _figures(row: Row) -> str:
    """12/40, 30,0%, as far as they are there."""
    counts = "/".join(vi.trimmed(row[name]) for name in ("numerator", "denominator") if row[name] == row[name])
    rate = _stated(row) if row["stated_rate"] == row["stated_rate"] else ""
    return ", ".join(part for part in (counts, rate) if part) or "không có số"


def typed_rates(frame: pd.DataFrame, header: Header) -> Iterator[Problem]:
    """Methods §1: a typed rate beside n and N, beside n alone, and alone."""
    has_n, has_total, has_rate = (frame[name].notna() for name in ("numerator", "denominator", "stated_rate"))
    figures = (frame["numerator"], frame["denominator"], frame["stated_rate"], frame["stated_decimals"])
    for row in frame[rates.contradicts(*figures)].to_dict("records"):
        yield header.problem("rate_contradicts", row, "value", **_contradiction(row))
    exact = (frame["approximate"] == "=") & (frame["stated_rate"] > 0) & (frame["numerator"] > 0)
    alone = frame[has_n & ~has_total & has_rate & exact]
    implied = rates.inferred_denominators(alone["numerator"], alone["stated_rate"], alone["stated_decimals"])
    for row, total in zip(alone.to_dict("records"), implied.to_dict("records"), strict=True):
        yield _implied(row, total, header)
    for row in frame[~has_n & has_rate].to_dict("records"):
        yield header.problem("rate_only", row, "value", stated=_stated(row))


def _stated(row: Row) -> str:
    return vi.percent(row["stated_rate"], row["stated_decimals"])


def _contradiction(row: Row) -> dict[str, str]:
    numerator, denominator = int(row["numerator"]), int(row["denominator"])
    computed = vi.percent_unlike(numerator / denominator, row["stated_rate"], max(row["stated_decimals"], 2))
    figures = {"numerator": vi.number(numerator), "denominator": vi.number(denominator)}
    return {"stated": _stated(row), "computed": computed, **figures}


def _implied(row: Row, total: Row, header: Header) -> Problem:
    """The denominators that print the rate; where there are none, the two beside numerator/rate and what they print."""
    numerator = int(row["numerator"])
    facts = {"stated": _stated(row), "numerator": vi.number(numerator)}
    if total["low"] != total["low"]:  # NaN
        below = int(numerator / row["stated_rate"])
        beside = [n for n in (below, below + 1) if n >= numerator]
        prints = [f"{vi.number(n)} cho {vi.rate(numerator, n, row['stated_decimals'])}" for n in beside]
        return header.problem("no_whole_denominator", row, "value", nearest="; ".join(prints), **facts)
    one = total["low"] == total["high"]
    between = "" if one else f" (từ {vi.number(total['low'])} đến {vi.number(total['high'])})"
    return header.problem(
        "denominator_inferred", row, "value", middle=vi.number(total["middle"]), between=between, **facts
    )


def rates_without_total(frame: pd.DataFrame, header: Header, catalogue: Catalogue) -> list[Problem]:
    """Rate indicators reported as a number only."""
    is_rate = frame["indicator"].map({indicator.code: indicator.is_rate for indicator in catalogue}).astype(bool)
    bare = frame[is_rate & frame["numerator"].notna() & frame["denominator"].isna() & frame["stated_rate"].isna()]
    return [
        header.problem("numerator_only", row, "numerator", numerator=vi.number(row["numerator"]))
        for row in bare[["row", "indicator", "numerator"]].to_dict("records")
    ]


def levels(frame: pd.DataFrame, header: Header, catalogue: Catalogue) -> list[Problem]:
    """Once per indicator and level at which it is not collected."""
    found = []
    for _, rows in frame[["row", "indicator", "level"]].groupby(["indicator", "level"], sort=False):
        indicator, level = catalogue[rows["indicator"].iloc[0]], Level(rows["level"].iloc[0])
        if level not in indicator.collected_levels:
            facts = {"indicator": indicator.name, "level": LEVELS[level], "count": vi.number(len(rows))}
            first = {"row": rows["row"].iloc[0]}
            found.append(header.problem("level_not_collected", first, "indicator", indicator.code, **facts))
    return found


def parts(frame: pd.DataFrame, header: Header, catalogue: Catalogue) -> Iterator[Problem]:
    """Indicators that must add up to another one, where the file has it and all of its parts."""
    given = set(frame["indicator"].unique())
    members_of = {code: [part.code for part in catalogue.parts(code)] for code in sorted(given)}
    members_of = {code: members for code, members in members_of.items() if members and set(members) <= given}
    adding = frame["indicator"].isin({*members_of, *chain.from_iterable(members_of.values())})
    exact = frame[adding & (frame["approximate"] == "=") & frame["numerator"].notna()].drop_duplicates(KEY)
    place = ["period", "unit", "ethnicity", "poverty"]
    table = exact.pivot(index=place, columns="indicator", values="numerator")
    rows = exact.pivot(index=place, columns="indicator", values="row")
    for code, members in members_of.items():
        if not {code, *members} <= set(table.columns):
            continue
        added = table[members].sum(axis=1, skipna=False)
        wrong = added.notna() & table[code].notna() & (added != table[code])
        for total, row, given in zip(
            table[code][wrong], rows[code][wrong], table.loc[wrong, members].values, strict=True
        ):
            shown = " + ".join(vi.number(value) for value in given)
            facts = {"parts": shown, "sum": vi.number(given.sum()), "total": vi.number(total)}
            yield header.problem("parts_not_adding", {"row": row, "indicator": code}, "numerator", **facts)


def unfinished(
    frame: pd.DataFrame, header: Header, ends: dict[str, pd.Timestamp], today: pd.Timestamp
) -> Iterator[Problem]:
    """Once per period that has begun but not ended."""
    for text, rows in frame[["row", "period"]].groupby("period", sort=False):
        end = ends[str(text)]
        if end > today:
            first = {"row": rows["row"].iloc[0]}
            yield header.problem("period_unfinished", first, "period", str(text), end=vi.day(end.date()))
