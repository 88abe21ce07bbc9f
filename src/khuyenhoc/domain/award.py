"""Who is worth looking at when commendations are discussed: by the figures of one indicator, nothing else (methods §5)."""

import pandas as pd

from khuyenhoc.domain import ranking, standing, status

MET, MOST_PROGRESS = "met", "most_progress"
BEST_SHARE = 3  # one in three of those that closed their gap


def candidates(rows: pd.DataFrame) -> pd.DataFrame:
    """The units of a list “tham khảo để xét khen thưởng” with `merit`: met the target, or closed most of the gap to it.

    `rows`: `ranking.ranked` with `standing.gap_closure` beside it. A unit with too few families to be ranked, without a
    figure, or below where it stood at its baseline is not on the list. Those that met come first, by rank; of the
    others the best third by gap closure, at least one, and only those whose gap became smaller.
    """
    able = rows[(rows["standing"] == ranking.RANKED) & (rows["status"] != status.REGRESSING)]
    met = able[able["status"] == status.ACHIEVED].sort_values("rank", kind="stable").assign(merit=MET)
    closing = able[(able["closure_group"] == standing.CLOSING) & able["closure"].gt(0)]
    most = -(-len(closing) // BEST_SHARE)
    best = closing.sort_values("closure", ascending=False, kind="stable").head(most).assign(merit=MOST_PROGRESS)
    return pd.concat([met, best])
