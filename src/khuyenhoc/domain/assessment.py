"""Status, còn thiếu and pace of every unit of a level against its targets, on one date (methods §3). Vectorised."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from khuyenhoc.domain import comparison, pace, rates, rollup, status
from khuyenhoc.domain.indicator import Better, Catalogue, Recognised
from khuyenhoc.domain.observation import UNKNOWN
from khuyenhoc.domain.target import Target, applicable
from khuyenhoc.domain.unit import Level, Units

PAIR = ["unit", "indicator"]
COLUMNS = [
    "unit", "unit_name", "indicator", "date", "period", "period_end", "value", "numerator", "denominator",
    "denominator_low", "denominator_high", "inferred", "stated_rate", "stated_decimals", "typed_differs", "approximate",
    "state", "target", "comparator", "start", "due", "basis", "target_id", "verified", "inherited",
    "baseline", "baseline_period", "baseline_date", "end_value", "common", "expected", "ratio", "status", "reason",
    "shortfall", "shortfall_low", "shortfall_high", "surplus", "surplus_low", "surplus_high", "completion", "needed_per_month", "actual_per_month",
    "previous", "previous_period", "change", "change_count", "change_common", "denominator_changed", "midyear",
    "after_due", "value_now", "period_now", "reported", "expected_reports", "own", "sample", "bundled", "batch", "row",
    "source", "denominator_source", "document", "is_rate", "aim_is_rate", "lower_is_better",
]  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked: all units of a level, on one date. `phase`: only targets due in that year; None = the next due."""

    level: Level
    on: date
    phase: int | None = None


def assess(
    observations: pd.DataFrame,
    units: Units,
    catalogue: Catalogue,
    targets: list[Target],
    question: Question,
    areas: dict[str, frozenset[str]] | None = None,
) -> pd.DataFrame:
    """One row per unit of the level and indicator that is reported there or below, or has a target there: COLUMNS.

    Rates and their targets are shares 0–1, counts are numbers; dates are Timestamps, NaT where there is none; texts
    are '' and numbers NaN where there is nothing to say. Words of `status` and `reason`: `domain.status`.
    """
    contributions = rollup.reporters(observations, units, question.level, catalogue)
    series = rollup.series(contributions, units, question.level, catalogue)
    chosen = [t for t in targets if question.phase in (None, t.due.year)]
    frame = _pairs(series, units, catalogue, chosen, question, areas)
    frame = _latest(frame, series, question.on)
    frame = _values(frame)
    figures = comparison.usable(series, catalogue.rates)
    frame = pace.with_baseline(frame, figures, contributions)
    frame = pace.with_previous(frame, figures, contributions)
    frame = pace.with_progress(frame, question.on)
    frame = status.judge(frame, question.on)
    return _tidy(frame, units, question)


def _pairs(
    series: pd.DataFrame,
    units: Units,
    catalogue: Catalogue,
    targets: list[Target],
    question: Question,
    areas: dict[str, frozenset[str]] | None,
) -> pd.DataFrame:
    """Every unit × indicator to speak about, with what the indicator is and which target applies."""
    aims = applicable(targets, units, question.level, question.on, areas)
    aims = _numerators_too(aims, catalogue)
    aims = aims[aims["indicator"].isin([i.code for i in catalogue if question.level in i.rate_levels or not i.is_rate])]
    spoken_of = {*series["indicator"].unique(), *aims["indicator"].unique()}
    codes = [i.code for i in catalogue if i.code in spoken_of]
    frame = pd.MultiIndex.from_product([units.of_level(question.level), codes], names=PAIR).to_frame(index=False)
    frame = frame.merge(_facts(catalogue), on="indicator").merge(aims, on=PAIR, how="left")
    return frame.merge(_target_columns(targets), left_on="target", right_index=True, how="left").drop(columns="target")


def _numerators_too(aims: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """A count without a target of its own answers to the target of the rate it is the numerator of: not computable yet."""
    own = set(aims["indicator"])
    copies = [
        aims[aims["indicator"] == rate.code].assign(indicator=indicator.code)
        for indicator in catalogue
        if indicator.code not in own
        for rate in catalogue.numerator_of(indicator.code)[:1]
    ]
    return pd.concat([aims, *copies], ignore_index=True)


def _facts(catalogue: Catalogue) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator": [i.code for i in catalogue],
            "is_rate": [i.is_rate for i in catalogue],
            "yearly": [i.recognised is Recognised.YEARLY for i in catalogue],
            "lower_is_better": [i.better is Better.LOWER for i in catalogue],
        }
    )


def _target_columns(targets: list[Target]) -> pd.DataFrame:
    """Targets as columns, by their place in the list. `aim` is in ten-thousandths for a rate, the number for a count."""
    return pd.DataFrame(
        {
            "aim": pd.Series([t.value for t in targets], dtype="float64"),
            "aim_is_rate": [t.is_rate for t in targets],
            "comparator": [t.comparator for t in targets],
            "start": pd.to_datetime([t.start for t in targets]),
            "due": pd.to_datetime([t.due for t in targets]),
            "target_id": [t.id for t in targets],
            "basis": [t.basis for t in targets],
            "verified": [t.verified for t in targets],
            "milestones": [t.milestones for t in targets],
            "own_baseline": [t.baseline for t in targets],
        }
    )


def _latest(frame: pd.DataFrame, series: pd.DataFrame, on: date) -> pd.DataFrame:
    """The newest figure up to min(on, due), and what is known now (`now_…`) where the due date has passed."""
    kept = series.drop(columns=["ethnicity", "poverty"]).sort_values(["end", "length"], kind="stable")
    upto = frame["due"].fillna(pd.Timestamp(on)).clip(upper=pd.Timestamp(on))
    candidates = frame[PAIR].assign(upto=upto).merge(kept, on=PAIR)
    final = candidates[candidates["end"] <= candidates["upto"]].drop_duplicates(PAIR, keep="last").drop(columns="upto")
    now = candidates[candidates["end"] <= pd.Timestamp(on)].drop_duplicates(PAIR, keep="last")
    now = now[[*PAIR, "period", "end", "numerator", "denominator", "stated_rate"]]
    return frame.merge(final, on=PAIR, how="left").merge(now, on=PAIR, how="left", suffixes=("", "_now"))


def _values(frame: pd.DataFrame) -> pd.DataFrame:
    """`value`, and for a rate without a denominator the interval of whole denominators its typed rate allows."""
    inferred = frame["is_rate"] & frame["denominator"].isna() & frame["stated_rate"].notna() & frame["numerator"].notna()
    bounds = rates.inferred_denominators(
        frame["numerator"].where(inferred), frame["stated_rate"].where(inferred), frame["stated_decimals"]
    )
    denominator = frame["denominator"].where(~inferred, bounds["middle"])
    computed = (frame["numerator"] / denominator.where(denominator > 0)).where(frame["is_rate"], frame["numerator"])
    value = computed.where(~inferred, frame["stated_rate"]).where(computed.notna(), frame["stated_rate"])
    now = (frame["numerator_now"] / frame["denominator_now"]).fillna(frame["stated_rate_now"])
    return frame.assign(
        inferred=inferred,
        denominator=denominator,
        denominator_low=bounds["low"],
        denominator_high=bounds["high"],
        value=value.where(frame["state"] != UNKNOWN),
        value_now=now.where(frame["is_rate"], frame["numerator_now"]),
        target=(frame["aim"] / rates.TEN_THOUSAND).where(frame["aim_is_rate"].fillna(False).astype(bool), frame["aim"]),
        typed_differs=rates.contradicts(
            frame["numerator"], frame["denominator"], frame["stated_rate"], frame["stated_decimals"].fillna(0)
        ),
    )


def _tidy(frame: pd.DataFrame, units: Units, question: Question) -> pd.DataFrame:
    """COLUMNS, with names beside keys and no NaN among texts and yes/no columns."""
    texts = [
        "period", "source", "denominator_source", "document", "basis", "verified", "comparator", "target_id",
        "approximate", "state", "baseline_period", "previous_period", "period_now",
    ]  # fmt: skip
    named = frame.rename(columns={"end": "period_end", "start_value": "baseline"})
    answers = ["sample", "bundled", "inherited", "own", "aim_is_rate"]
    return named.assign(
        unit_name=named["unit"].map(units.name),
        date=pd.Timestamp(question.on),
        **{column: named[column].fillna("") for column in texts},
        **{column: named[column].eq(True) for column in answers},
        **{column: named[column].fillna(0).astype("int64") for column in ("reported", "batch", "row")},
    )[COLUMNS]
