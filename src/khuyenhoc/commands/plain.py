"""An assessed figure as plain values, for programs that read --json."""

from typing import Any

import pandas as pd

# The order and names `khuyenhoc assess --json` promises; more follow behind them.
PROMISED = (
    "unit", "name", "indicator", "date", "value", "numerator", "denominator", "target", "comparator", "due",
    "baseline", "baseline_date", "expected", "ratio", "status", "shortfall", "surplus", "sample", "sources",
)  # fmt: skip
_JSON_NUMBERS = (
    "value", "numerator", "denominator", "target", "baseline", "expected", "ratio", "shortfall", "surplus",
    "shortfall_low", "shortfall_high", "surplus_low", "surplus_high", "denominator_low", "denominator_high",
    "completion", "needed_per_month", "actual_per_month", "previous", "change", "value_now",
)  # fmt: skip
_JSON_DATES = ("date", "due", "baseline_date", "period_end", "start")
_JSON_TEXTS = ("comparator", "status", "reason", "period", "basis", "verified", "after_due", "approximate")
_JSON_FLAGS = ("sample", "inferred", "inherited", "midyear", "denominator_changed", "typed_differs")
_WHOLE = (
    "numerator", "shortfall", "surplus", "shortfall_low", "shortfall_high", "surplus_low", "surplus_high",
    "denominator_low", "denominator_high",
)  # fmt: skip


def as_json(row: dict[Any, Any], code: str) -> dict[str, Any]:
    """One assessed figure as plain values: shares 0–1, ISO dates, None where there is nothing to say."""
    known = {name: (None if pd.isna(value) else value) for name, value in row.items()}
    plain: dict[str, Any] = {"unit": code, "name": known["unit_name"], "indicator": known["indicator"]}
    plain |= {name: _iso(known[name]) for name in _JSON_DATES}
    plain |= {name: _number(name, known[name]) for name in _JSON_NUMBERS}
    plain |= {name: known[name] or None for name in _JSON_TEXTS}
    plain |= {name: bool(known[name]) for name in _JSON_FLAGS}
    plain["reported"], plain["expected_reports"] = known["reported"], _number("reported", known["expected_reports"])
    plain["sources"] = [text for text in (known["source"], known["denominator_source"]) if text]
    return {name: plain[name] for name in (*PROMISED, *(name for name in plain if name not in PROMISED))}


def _iso(moment: pd.Timestamp | None) -> str | None:
    return None if moment is None else moment.date().isoformat()


def _number(name: str, value: float | None) -> float | int | None:
    if value is None:
        return None
    whole = name in _WHOLE or (name in ("value", "denominator", "reported") and float(value).is_integer())
    return int(value) if whole else round(float(value), 9)
