"""Status, còn thiếu and pace of every unit of a level against its targets, on one date (methods §3). Vectorised."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from khuyenhoc.domain import comparison, pace, rates, rollup, status
from khuyenhoc.domain.indicator import Better, Catalogue, Recognised
from khuyenhoc.domain.observation import UNKNOWN, known_by
from khuyenhoc.domain.rounds import latest_round
from khuyenhoc.domain.target import Target, applicable, target_columns
from khuyenhoc.domain.timeline import Pairs, Timeline
from khuyenhoc.domain.unit import Level, Units

_FIGURE = [
    "period", "end", "month", "numerator", "denominator", "stated_rate", "stated_decimals", "approximate", "state",
    "reported", "expected_reports", "own", "sample", "bundled", "batch", "row", "source", "denominator_source",
    "document",
]  # fmt: skip
COLUMNS = [
    "unit", "unit_name", "indicator", "date", "period", "period_end", "value", "numerator", "denominator",
    "denominator_low", "denominator_high", "inferred", "stated_rate", "stated_decimals", "typed_differs", "approximate",
    "state", "target", "comparator", "start", "due", "basis", "target_id", "verified", "inherited",
    "baseline", "baseline_period", "baseline_date", "end_value", "common", "expected", "ratio", "status", "reason",
    "shortfall", "shortfall_low", "shortfall_high", "surplus", "surplus_low", "surplus_high", "completion",
    "needed_per_month", "actual_per_month",
    "previous", "previous_period", "previous_approximate", "change", "change_count", "change_common", "denominator_changed", "midyear",
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
    series, contributions = _figures(known_by(observations, question.on), units, catalogue, question.level)
    chosen = [t for t in targets if question.phase in (None, t.due.year)]
    aims = _aims(chosen, units, catalogue, question, areas)
    spoken_of = {*series["indicator"].unique(), *aims}
    pairs = Pairs(
        pd.Index(units.of_level(question.level)), pd.Index([i.code for i in catalogue if i.code in spoken_of])
    )
    contributions["pair"] = pairs.numbers_of(contributions)
    timeline = Timeline.of(series, pairs)
    usable = timeline.only(comparison.usable(series, catalogue.rates))

    frame = _asked(pairs, units, catalogue).join(_aims_of(pairs, aims, chosen, question.level))
    frame = _latest(frame, timeline, question.on)
    rounds = latest_round(series, question.on).to_dict()
    ends = pd.DataFrame({"round_end": pd.to_datetime([rounds.get(code, pd.NaT) for code in pairs.indicators])})
    frame = frame.join(pairs.per_indicator(ends))
    frame = _values(frame)
    frame = pace.with_baseline(frame, usable, contributions, catalogue.rates)
    frame = pace.with_previous(frame, usable, contributions, catalogue.rates)
    frame = pace.with_progress(frame, question.on)
    frame = status.judge(frame, question.on)
    return _tidy(frame, question)


def _figures(
    observations: pd.DataFrame, units: Units, catalogue: Catalogue, level: Level
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The series of every unit of the level, and the single reports they come from."""
    contributions = rollup.reporters(observations, units, level, catalogue)
    return rollup.series(contributions, units, level, catalogue), contributions


def _aims(
    targets: list[Target],
    units: Units,
    catalogue: Catalogue,
    question: Question,
    areas: dict[str, frozenset[str]] | None,
) -> dict[str, np.ndarray]:
    """`target.applicable`, for the indicators that can be judged at this level. A count without a target of its own
    answers to the target of the rate it is the numerator of: not computable yet."""
    aims = applicable(targets, units, question.level, question.on, areas)
    rates_of = {i.code: catalogue.numerator_of(i.code)[:1] for i in catalogue if i.code not in aims}
    borrowed = {code: aims[rate.code] for code, rates in rates_of.items() for rate in rates if rate.code in aims}
    judged = {i.code for i in catalogue if question.level in i.rate_levels or not i.is_rate}
    return {code: numbers for code, numbers in (aims | borrowed).items() if code in judged}


def _asked(pairs: Pairs, units: Units, catalogue: Catalogue) -> pd.DataFrame:
    """One row per pair: unit, its name, and what the indicator is."""
    indicators = [catalogue[code] for code in pairs.indicators]
    facts = pd.DataFrame(
        {
            "indicator": pairs.indicators,
            "is_rate": [i.is_rate for i in indicators],
            "yearly": [i.recognised is Recognised.YEARLY for i in indicators],
            "lower_is_better": [i.better is Better.LOWER for i in indicators],
        }
    )
    names = pd.Index([units.name(key) for key in pairs.units])
    return pairs.per_indicator(facts).assign(unit=pairs.per_unit(pairs.units), unit_name=pairs.per_unit(names))


def _aims_of(pairs: Pairs, aims: dict[str, np.ndarray], targets: list[Target], level: Level) -> pd.DataFrame:
    """The target of every pair as columns."""
    nobody = np.full(len(pairs.units), -1)
    numbers = np.stack([aims.get(code, nobody) for code in pairs.indicators], axis=1) if len(pairs) else nobody[:0]
    return target_columns(targets, level).take(numbers.ravel()).reset_index(drop=True)


def _latest(frame: pd.DataFrame, timeline: Timeline, on: date) -> pd.DataFrame:
    """The newest figure up to min(on, due), and what is known now (`…_now`) where the due date has passed."""
    today = np.datetime64(on)
    due = frame["due"].to_numpy()[timeline.pair]
    known = timeline.end <= today
    final = timeline.figures(timeline.last(known & ~(timeline.end > due)), _FIGURE)
    now = timeline.figures(timeline.last(known), ["period", "end", "numerator", "denominator", "stated_rate"])
    return pd.concat([frame, final, now.add_suffix("_now")], axis=1)


def _values(frame: pd.DataFrame) -> pd.DataFrame:
    """`value`, and for a rate without a denominator the interval of whole denominators its typed rate allows."""
    inferred = (
        frame["is_rate"] & frame["denominator"].isna() & frame["stated_rate"].notna() & frame["numerator"].notna()
    )
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
        target=pace.in_shares(frame["aim"], frame),
        typed_differs=rates.contradicts(
            frame["numerator"], frame["denominator"], frame["stated_rate"], frame["stated_decimals"].fillna(0)
        ),
    )


def _tidy(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """COLUMNS, with no NaN among texts and yes/no columns."""
    texts = [
        "period", "source", "denominator_source", "document", "approximate", "state", "baseline_period",
        "previous_period", "previous_approximate", "period_now",
    ]  # fmt: skip
    named = frame.rename(columns={"end": "period_end", "start_value": "baseline"})
    answers = ["sample", "bundled", "own"]
    return named.assign(
        date=pd.Timestamp(question.on),
        **{column: named[column].fillna("") for column in texts},
        **{column: named[column].eq(True) for column in answers},
        **{column: named[column].fillna(0).astype("int64") for column in ("reported", "batch", "row")},
    )[COLUMNS]
