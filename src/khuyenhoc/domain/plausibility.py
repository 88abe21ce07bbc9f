"""Figures that may be right but are doubtful (methods §8), against the unit's own past, its siblings and its target.

Flagged, never mended. Every relative rule has its absolute floor. Vectorised.
"""

import pandas as pd

from khuyenhoc.domain import rates
from khuyenhoc.domain.impact import overlaid, with_earlier
from khuyenhoc.domain.indicator import Better, Catalogue, Flow
from khuyenhoc.domain.observation import KEY, WITHDRAWN, totals

DENOMINATOR_JUMP, STOCK_FALL, FLOOR = 0.20, 0.10, 5
MANY, TOGETHER = 100, 3  # unchanged: from so many families, or so many indicators of a unit at once
TENFOLD, TENFOLD_FLOOR = 10, 50
PERCENT_MOST, PERCENT_FROM, PERCENT_NEAR = 100, 1_000, 0.05
OUTLYING, SIBLINGS, SIBLING_SIZE = 3.5, 8, 30
HEAP, HEAP_SHARE, HEAP_SIZE = 5, 0.20, 20
CODES = (
    "percent_as_count", "tenfold", "denominator_jump", "stock_fall", "outlier", "unchanged", "heaping",
)  # fmt: skip
_MAD_TO_SIGMA, _MEAN_TO_SIGMA = 0.6745, 1.2533


def doubtful(
    rows: pd.DataFrame, in_use: pd.DataFrame, catalogue: Catalogue, parents: dict[str, str], aims: pd.Series
) -> pd.DataFrame:
    """The rows that are doubtful, once per reason: their columns, `code` (one of CODES), earlier_period and figures (of
    the figure a row replaces, else of domain.impact.with_earlier), `median` and `siblings` of their rates.

    `rows`: new observations; `in_use`: figures before them; simulated ones say nothing. `aims`: the target of
    each row in ten-thousandths, NaN where there is none, met from it upwards; `parents`: unit -> the unit above.
    """
    asked = rows[~rows["sample"].astype(bool) & (rows["state"] != WITHDRAWN)]
    past = in_use[~in_use["sample"].astype(bool)]
    known = overlaid(past, asked)
    asked = _among_siblings(with_earlier(asked, known, catalogue.flows), known, catalogue.rates, parents)
    flags = {
        "unchanged": _unchanged(asked),
        "outlier": asked["outlying"].eq(True),
        "heaping": _heaped(asked, aims.reindex(asked.index)),
    }
    asked = _with_replaced(asked, past)
    flags |= _against_the_past(asked, catalogue)
    found = [asked[flags[code]].assign(code=code) for code in CODES]
    return pd.concat(found).drop(columns="outlying")


def _against_the_past(rows: pd.DataFrame, catalogue: Catalogue) -> dict[str, pd.Series]:
    n, before = rows["numerator"], rows["earlier_numerator"].astype("float64")
    total, total_before = rows["denominator"], rows["earlier_denominator"].astype("float64")
    stocks = {each.code for each in catalogue if each.flow is Flow.STOCK and each.better is not Better.LOWER}
    change = (n - before).abs()
    low, high = n.clip(upper=before), n.clip(lower=before)
    rate_before = before / total_before.where(total_before > 0)
    percent = (n <= PERCENT_MOST) & (total >= PERCENT_FROM) & ((n / 100 - rate_before).abs() <= PERCENT_NEAR)
    percent &= n / total < rate_before - PERCENT_NEAR
    tenfold = (high >= TENFOLD * low.clip(lower=1)) & (change >= TENFOLD_FLOOR) & ~percent
    falls = rows["indicator"].isin(stocks) & (before - n > STOCK_FALL * before) & (change >= FLOOR)
    jump = (total - total_before).abs()
    return {
        "percent_as_count": percent,
        "tenfold": tenfold,
        "denominator_jump": (jump > DENOMINATOR_JUMP * total_before) & (jump >= FLOOR),
        "stock_fall": falls & ~tenfold & ~percent,
    }


def _with_replaced(rows: pd.DataFrame, past: pd.DataFrame) -> pd.DataFrame:
    """The figure in use of the very same key is a nearer past than the period before."""
    figures = past.set_index(KEY)[["numerator", "denominator", "stated_rate"]].add_prefix("replaced_")
    found = rows[KEY].join(figures.assign(there=True), on=KEY)
    there = found["there"].eq(True)
    replaced = {
        f"earlier_{name}": rows[f"earlier_{name}"].where(~there, found[f"replaced_{name}"])
        for name in ("numerator", "denominator", "stated_rate")
    }
    return rows.assign(**replaced, earlier_period=rows["earlier_period"].where(~there, rows["period"]))


def _unchanged(rows: pd.DataFrame) -> pd.Series:
    """Of totals: from MANY on, or where TOGETHER indicators of a unit and period stay as they were."""
    n, total = rows["numerator"], rows["denominator"]
    same = (n == rows["earlier_numerator"]) & (n > 0) & ((total == rows["earlier_denominator"]) | total.isna())
    of_everybody = rows.index.isin(totals(rows).index)
    alike = same & of_everybody
    together = alike.groupby([rows["unit"], rows["period"]]).transform("sum") >= TOGETHER
    return alike & ((rows["numerator"] >= MANY) | together)


def _among_siblings(
    rows: pd.DataFrame, figures: pd.DataFrame, codes: frozenset[str], parents: dict[str, str]
) -> pd.DataFrame:
    """`rows` with `outlying` (robust z-score beyond OUTLYING), and the `median` and number of the rates of the units
    beside them under the same parent; NaN where they are fewer than SIBLINGS of SIBLING_SIZE."""
    family = ["indicator", "period", "parent"]
    known = totals(figures)
    known = known[known["indicator"].isin(codes) & (known["denominator"] >= SIBLING_SIZE) & known["numerator"].notna()]
    known = known.assign(
        parent=known["unit"].map(parents), rate=(known["numerator"] / known["denominator"]).astype("float64")
    )
    groups = known.groupby(family)["rate"]
    known = known.assign(median=groups.transform("median"), siblings=groups.transform("size"))
    known = known.assign(apart=(known["rate"] - known["median"]).abs())
    spread = known.groupby(family)["apart"]
    middle, mean = spread.transform("median"), spread.transform("mean")
    score = (_MAD_TO_SIGMA * known["apart"] / middle).where(middle > 0, known["apart"] / (_MEAN_TO_SIGMA * mean))
    known = known.assign(outlying=(score > OUTLYING) & (mean > 0))[known["siblings"] >= SIBLINGS]
    found = known.set_index(["indicator", "period", "unit"])[["outlying", "median", "siblings"]]
    joined = rows.join(found, on=["indicator", "period", "unit"])
    outside = ~rows.index.isin(totals(rows).index)
    return joined.assign(outlying=joined["outlying"].mask(outside))


def _heaped(rows: pd.DataFrame, aims: pd.Series) -> pd.Series:
    """Exactly the smallest number that meets the target, in HEAP units or more and a fifth of those that have one."""
    asked = aims.notna() & (rows["denominator"] >= HEAP_SIZE) & rows.index.isin(totals(rows).index)
    exact = asked & (rows["numerator"] == rates.needed(aims, rows["denominator"]))
    heap = [rows["indicator"], rows["period"]]
    count, of = exact.groupby(heap).transform("sum"), asked.groupby(heap).transform("sum")
    return exact & (count >= HEAP) & (count >= HEAP_SHARE * of)
