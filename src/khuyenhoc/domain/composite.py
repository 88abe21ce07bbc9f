"""Chỉ số tổng hợp (tham khảo): several indicators of a unit as one number (methods §5). It is not the emulation score."""

import numpy as np
import pandas as pd

from khuyenhoc.domain import status

_SILENT = (status.NOT_REPORTED, status.NOT_COMPUTABLE)


def composite(rows: pd.DataFrame, weights: dict[str, float]) -> pd.DataFrame:
    """Weighted mean of min(1, y/T) per unit (`<=`: min(1, T/y), 1 at y = 0), best first.

    `rows`: assessments of the units of one level. What nobody there reports, and what has no target at a unit, is left
    out of it and the weights re-scaled: `weight_used` is the share of all weights behind the index. A unit that has not
    reported an indicator the others reported gets no index, or silence would pay: `lacking` names the indicators.
    Columns: unit, unit_name, index, weight_used, lacking, sample, rank (NaN without an index).
    """
    kept = rows[rows["indicator"].isin(weights) & rows["is_rate"] & rows["target"].gt(0)]
    said = kept["value"].notna() & ~kept["status"].isin(_SILENT)
    kept = kept.assign(said=said)[kept["indicator"].isin(set(kept.loc[said, "indicator"]))]
    weight = kept["indicator"].map(weights).astype("float64")
    parts = kept.assign(weight=weight, part=_met(kept) * weight, lack=kept["indicator"].where(~kept["said"]))
    units = parts.groupby("unit", sort=False)
    found = units.agg(
        unit_name=("unit_name", "first"), weight=("weight", "sum"), part=("part", "sum"), sample=("sample", "any")
    )
    lacking = pd.Series({unit: tuple(codes.dropna()) for unit, codes in units["lack"]}, dtype=object)
    index = (found["part"] / found["weight"]).where(lacking.map(len) == 0)
    found = found.assign(index=index, weight_used=found["weight"] / sum(weights.values()), lacking=lacking)
    found["rank"] = found["index"].round(12).rank(method="min", ascending=False)
    ordered = found.reset_index().sort_values("rank", kind="stable", na_position="last")
    return ordered[["unit", "unit_name", "index", "weight_used", "lacking", "sample", "rank"]].reset_index(drop=True)


def _met(rows: pd.DataFrame) -> pd.Series:
    """How far each figure fulfils its target, 0–1."""
    value, target = rows["value"].where(rows["said"]), rows["target"]
    lower = rows["comparator"] == "<="
    share = np.where(lower, target / value.where(value > 0), value / target)
    return pd.Series(np.where(lower & value.eq(0), 1.0, share), index=rows.index).clip(upper=1.0)
