"""The verdict: which of the ten statuses, why, and by how many families (methods §3). Comparisons in integers."""

from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.domain import rates
from khuyenhoc.domain.observation import UNKNOWN

NO_TARGET = "no_target"
NOT_REPORTED = "not_reported"
NOT_COMPUTABLE = "not_computable"
ACHIEVED = "achieved"
MISSED = "missed"
INSUFFICIENT = "insufficient"
REGRESSING = "regressing"
SLOW = "slow"
ACCELERATE = "accelerate"
ON_TRACK = "on_track"
STATUSES = (
    NO_TARGET, NOT_REPORTED, NOT_COMPUTABLE, ACHIEVED, MISSED, INSUFFICIENT, REGRESSING, SLOW, ACCELERATE, ON_TRACK,
)  # fmt: skip

SLOW_BELOW, ON_TRACK_FROM = 0.60, 0.95
STALE_MONTHS = 18
SHORTEST_SPAN = 6
FELL_BY = 0.005
DENOMINATOR_JUMP, DENOMINATOR_DRIFT = 0.20, 0.05


def judge(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """Adds status, reason, shortfall, surplus (each with _low and _high where N was inferred), completion,
    denominator_changed, after_due. Needs the columns of `assessment` and `pace`."""
    frame = _distance(frame)
    frame = frame.assign(**_denominator_flags(frame))
    frame["reason"] = _reasons(frame)
    rules = _rules(frame, on)
    # The order of STATUSES is the order of the rules; the first that holds decides.
    frame["status"] = np.select([rules[name] for name in STATUSES], STATUSES, default=INSUFFICIENT)
    frame["reason"] = np.select(
        [frame["status"] == NOT_COMPUTABLE, frame["status"] == NOT_REPORTED, frame["status"] == INSUFFICIENT],
        [_why_not_computable(frame), np.where(frame["period"].notna(), "stale", ""), frame["reason"]],
        default="",
    )
    return _silence(frame, on)


def _distance(frame: pd.DataFrame) -> pd.DataFrame:
    """meets, shortfall, surplus, completion."""
    lower = frame["comparator"] == "<="
    shortfall, surplus = _gaps(frame, frame["denominator"], lower)
    stated_only = frame["is_rate"] & (frame["inferred"] | frame["numerator"].isna())
    stated = (frame["value"] * 1e8).round()
    aim = frame["aim"] * 1e4
    meets_stated = np.where(lower, stated <= aim, stated >= aim)
    count_of_rate = frame["aim_is_rate"].eq(True) & ~frame["is_rate"]
    meets = pd.Series(np.where(stated_only, meets_stated, shortfall <= 0), index=frame.index)
    # An inferred N is a whole number near n/y: by rounding alone it may ask one family more or fewer than y says.
    shortfall = shortfall.mask(stated_only & meets, 0)
    surplus = surplus.mask(stated_only & ~meets, 0)
    low, high = (_gaps(frame, frame[f"denominator_{end}"], lower) for end in ("low", "high"))
    computable = frame["value"].notna() & frame["aim"].notna() & ~count_of_rate & frame["denominator"].ne(0)
    return frame.assign(
        computable=computable,
        meets=(meets & computable).astype(bool),
        shortfall=shortfall.where(computable & frame["numerator"].notna()).clip(lower=0),
        surplus=surplus.where(computable & frame["numerator"].notna()).clip(lower=0),
        shortfall_low=low[0].where(computable).clip(lower=0),
        shortfall_high=high[0].where(computable).clip(lower=0),
        surplus_low=high[1].where(computable).clip(lower=0),
        surplus_high=low[1].where(computable).clip(lower=0),
        completion=(frame["value"] / frame["target"].where(frame["target"] > 0)).where(computable & ~lower),
    )


def _gaps(frame: pd.DataFrame, denominator: pd.Series, lower: pd.Series) -> tuple[pd.Series, pd.Series]:
    """(còn thiếu, vượt) before clipping: rates ⌈T·N⌉ − n, for <= n − ⌊T·N⌋; counts T − y, for <= y − T."""
    up = rates.needed(frame["aim"], denominator)
    down = rates.allowed(frame["aim"], denominator)
    line = up.where(~lower, down).where(frame["is_rate"], frame["aim"])
    gap = (line - frame["numerator"]) * np.where(lower, -1, 1)
    return gap, -gap


def _denominator_flags(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Against the baseline: > 20 % and ≥ 5 units breaks the comparison, 5–20 % and ≥ 3 units is only mentioned."""
    difference = (frame["d_end"] - frame["d_start"]).abs()
    share = difference / frame["d_start"].replace(0, np.nan)
    broken = (share > DENOMINATOR_JUMP) & (difference >= 5)
    return {
        "denominator_broken": broken,
        "denominator_changed": ~broken & (share > DENOMINATOR_DRIFT) & (difference >= 3),
    }


def _rules(frame: pd.DataFrame, on: date) -> dict[str, pd.Series]:
    past_due = frame["due"] < pd.Timestamp(on)
    months = frame["month"]
    # Without configured rounds: a period most others reported, or eighteen months.
    missed_round = frame["end"] < frame["round_end"]
    stale = ~past_due & (missed_round | ((on.year * 12 + on.month) - months > STALE_MONTHS))
    ratio = frame["ratio"]
    return {
        NO_TARGET: frame["aim"].isna(),
        NOT_REPORTED: frame["period"].isna() | stale,
        NOT_COMPUTABLE: ~frame["computable"],
        ACHIEVED: frame["meets"],
        MISSED: past_due & ~frame["meets"],
        INSUFFICIENT: frame["reason"] != "",
        REGRESSING: _fell(frame),
        SLOW: ratio < SLOW_BELOW,
        ACCELERATE: ratio < ON_TRACK_FROM,
        ON_TRACK: ratio >= ON_TRACK_FROM,
    }


def _reasons(frame: pd.DataFrame) -> np.ndarray:
    """Why progress cannot be judged; '' where it can."""
    return np.select(
        [
            frame["start_value"].isna() | (frame["span"] == 0),
            frame["start_month"] >= frame["due_month"],
            frame["span"] < SHORTEST_SPAN,
            frame["denominator_broken"],
            (frame["expected"] - frame["start_value"]).abs() < 1e-12,
        ],
        ["one_observation", "baseline_after_due", "short_span", "denominator_changed", "no_progress_expected"],
        default="",
    )


def _fell(frame: pd.DataFrame) -> pd.Series:
    """y0 met T and y does not; or y fell by more than 0,5 pp and so did the number itself."""
    sign = np.where(frame["comparator"] == "<=", -1.0, 1.0)
    met = (((frame["start_value"] - frame["target"]) * sign) >= -1e-12) & ~frame["meets"]
    change = (frame["end_value"] - frame["start_value"]) * sign
    enough = change.round(9) < -np.where(frame["is_rate"], FELL_BY, 0)
    fewer = ((frame["n_end"] - frame["n_start"]) * sign < 0) | frame["n_start"].isna() | frame["n_end"].isna()
    return met | (enough & fewer)


def _why_not_computable(frame: pd.DataFrame) -> np.ndarray:
    return np.select(
        [frame["state"] == UNKNOWN, frame["denominator"] == 0],
        ["unknown_value", "zero_denominator"],
        default="no_denominator",
    )


def _silence(frame: pd.DataFrame, on: date) -> pd.DataFrame:
    """Nothing about pace where there is no pace; after the due date what is known now."""
    paced = frame["status"].isin([REGRESSING, SLOW, ACCELERATE, ON_TRACK])
    known = frame["status"].isin([ACHIEVED, MISSED, INSUFFICIENT]) | paced
    later = (frame["due"] < pd.Timestamp(on)) & frame["end_now"].gt(frame["due"])
    lower = frame["comparator"] == "<="
    meets_now = np.where(lower, frame["value_now"] <= frame["target"], frame["value_now"] >= frame["target"])
    return frame.assign(
        expected=frame["expected"].where(paced),
        ratio=frame["ratio"].where(paced),
        actual_per_month=frame["actual_per_month"].where(paced),
        needed_per_month=frame["needed_per_month"].where(known & ~frame["meets"]),
        after_due=np.select(
            [later & meets_now & (frame["status"] == MISSED), later], ["reached_late", "now"], default=""
        ),
    )
