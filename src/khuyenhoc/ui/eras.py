"""Which map is looked at: the units before 1/7/2025 or those since. Figures of both can be seen on either."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from khuyenhoc.domain.unit import REFORM
from khuyenhoc.reform import CLUSTERS, FORMER_DISTRICTS, with_inherited, with_province, with_returned

ERA, OLD, NEW = "dia-gioi", "cu", "moi"
LEVEL = "cap"


def chosen() -> str:
    """The map this page was asked for whatever the period: OLD, NEW, or '' for that of the period."""
    asked = _asked(ERA)
    return asked if asked in (OLD, NEW) else ""


def grouping() -> str:
    """How the communes are put together for a ranking: FORMER_DISTRICTS, CLUSTERS, '' by their own district."""
    asked = _asked(LEVEL)
    if asked == CLUSTERS or (asked == FORMER_DISTRICTS and chosen() != OLD):
        return asked
    return ""


def _asked(name: str) -> str:
    """What the address says; '' where no page runs."""
    return str(st.query_params.get(name, "")) if get_script_run_ctx(suppress_warning=True) is not None else ""


def is_new(on: date) -> bool:
    """True where figures of that day are shown on the units since 1/7/2025."""
    return chosen() == NEW if chosen() else on >= REFORM


def carry(on: date, *, several: bool) -> Callable[..., pd.DataFrame]:
    """How figures of the other time come onto the map looked at; `several`: provinces lie below the place followed."""
    if chosen() == OLD:
        return with_returned
    return with_province if is_new(on) and is_turned(on) and not several else with_inherited


def is_turned(on: date) -> bool:
    """True where figures of that day are shown on the units of the other time."""
    return is_new(on) != (on >= REFORM)
