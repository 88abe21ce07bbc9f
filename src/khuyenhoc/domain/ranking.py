"""Ranks of units by level (methods §5): n/N exactly, ties share a rank, unreported units unranked."""

import pandas as pd

from khuyenhoc.domain import status

FEWEST = 20  # below this many families, clans … a share says too little to rank by

RANKED, TOO_FEW, NOT_REPORTED = "ranked", "too_few", "not_reported"


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """The assessment rows of one indicator and level with `standing` (ranked | too_few | not_reported) and `rank`.

    Best first (1, 2, 2, 4), then the units with too few to rank, then those without a figure; equal values keep the
    official order. For an indicator where lower is better the lowest is first.
    """
    found = rows.assign(**standings(rows))
    order = found["standing"].map({RANKED: 0, TOO_FEW: 1, NOT_REPORTED: 2})
    result = found.assign(_order=order, _value=-_better(rows))
    return result.sort_values(["_order", "_value"], kind="stable").drop(columns=["_order", "_value"])


def standings(rows: pd.DataFrame, apart: str = "") -> dict[str, pd.Series]:
    """`standing` and `rank` of assessment rows of one level; with the column `apart`, among those alike in it."""
    value = _better(rows)
    # A figure too old to count as reported is shown in grey and ranks nobody.
    silent = value.isna() | (rows["status"] == status.NOT_REPORTED)
    few = rows["is_rate"] & (rows["denominator"] < FEWEST)
    standing = pd.Series(RANKED, index=rows.index).mask(few, TOO_FEW).mask(silent, NOT_REPORTED)
    ranked_value = value.where(standing == RANKED)
    fields = ranked_value.groupby(rows[apart]) if apart else ranked_value
    return {"standing": standing, "rank": fields.rank(method="min", ascending=False)}


def _better(rows: pd.DataFrame) -> pd.Series:
    """The value, the higher the better."""
    return rows["value"].where(~rows["lower_is_better"], -rows["value"])


def thirds(values: pd.Series) -> pd.Series:
    """1 (highest), 2 or 3 (lowest) third of the units by a figure, as equal as their number allows; NaN without a figure.

    Equal values keep the order given, so every unit is in one third whatever ties there are.
    """
    place = values.rank(method="first", ascending=False)
    return ((place - 1) * 3 // max(1, int(values.notna().sum())) + 1).where(values.notna())
