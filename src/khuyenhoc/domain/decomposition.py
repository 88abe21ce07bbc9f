"""Why two rates differ: because groups achieve differently, or because the population is made up differently (methods §6)."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Decomposition:
    """All in shares; `rates` + `composition` = `difference`, exactly. `by_group`: index group, columns rates, composition, and
    what they are made of: rate_here, rate_there, share_here, share_there."""

    difference: float
    rates: float
    composition: float
    by_group: pd.DataFrame


def decompose(here: pd.DataFrame, there: pd.DataFrame) -> Decomposition | None:
    """`here` − `there`, split by group (Kitagawa 1955): Δ = Σ Δy·mean share + Σ Δshare·mean y.

    Both: index group, columns numerator, denominator, groups that make up the whole (“chưa phân tổ” is one of them).
    A group nobody belongs to in one of the two has no rate there: such groups are merged into one first (`MERGED`), with
    the smallest of the shared groups where one side would have nobody in it. None where either is empty.
    """
    both = [frame.loc[frame["denominator"] > 0, ["numerator", "denominator"]] for frame in (here, there)]
    if any(frame.empty for frame in both):
        return None
    shared = _kept(*both)
    first, second = (_merged(frame, shared) for frame in both)
    rate = [frame["numerator"] / frame["denominator"] for frame in (first, second)]
    share = [frame["denominator"] / frame["denominator"].sum() for frame in (first, second)]
    by_group = pd.DataFrame(
        {
            "rates": (rate[0] - rate[1]) * (share[0] + share[1]) / 2,
            "composition": (share[0] - share[1]) * (rate[0] + rate[1]) / 2,
            "rate_here": rate[0],
            "rate_there": rate[1],
            "share_here": share[0],
            "share_there": share[1],
        }
    )
    total = by_group.sum()
    return Decomposition(
        float(total["rates"] + total["composition"]), float(total["rates"]), float(total["composition"]), by_group
    )


MERGED = "merged"


def _kept(here: pd.DataFrame, there: pd.DataFrame) -> pd.Index:
    """The groups both have, in the order of `here`, without the smallest where the rest of one side needs company."""
    shared = here.index[here.index.isin(there.index)]
    lonely = (len(here) > len(shared)) != (len(there) > len(shared))
    if not lonely:
        return shared
    first, second = (frame["denominator"][shared] / frame["denominator"].sum() for frame in (here, there))
    return shared.drop([(first + second).idxmin()])


def _merged(frame: pd.DataFrame, kept: pd.Index) -> pd.DataFrame:
    """The groups kept, and all others as one."""
    rest = frame.drop(kept).sum()
    return pd.concat([frame.loc[kept], rest.to_frame(MERGED).T]) if rest["denominator"] > 0 else frame.loc[kept]
