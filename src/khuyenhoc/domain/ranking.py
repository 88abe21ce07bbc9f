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
    value = rows["value"].where(~rows["lower_is_better"], -rows["value"])
    # A figure too old to count as reported is shown in grey and ranks nobody.
    silent = value.isna() | (rows["status"] == status.NOT_REPORTED)
    few = rows["is_rate"] & (rows["denominator"] < FEWEST)
    standing = pd.Series(RANKED, index=rows.index).mask(few, TOO_FEW).mask(silent, NOT_REPORTED)
    rank = value.where(standing == RANKED).rank(method="min", ascending=False)
    order = standing.map({RANKED: 0, TOO_FEW: 1, NOT_REPORTED: 2})
    result = rows.assign(standing=standing, rank=rank, _order=order, _value=-value)
    return result.sort_values(["_order", "_value"], kind="stable").drop(columns=["_order", "_value"])


def thirds(values: pd.Series) -> pd.Series:
    """1 (highest), 2 or 3 (lowest) third of the units by a figure, as equal as their number allows; NaN without a figure.

    Equal values keep the order given, so every unit is in one third whatever ties there are.
    """
    place = values.rank(method="first", ascending=False)
    return ((place - 1) * 3 // max(1, int(values.notna().sum())) + 1).where(values.notna())
