"""Which map is looked at: the units before 1/7/2025 or those since. Figures of both can be seen on the new one."""

from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from khuyenhoc.domain.unit import REFORM

ERA, OLD, NEW = "dia-gioi", "cu", "moi"


def chosen_new() -> bool:
    """True where this page was asked for the units since 1/7/2025 whatever the period."""
    return get_script_run_ctx(suppress_warning=True) is not None and st.query_params.get(ERA) == NEW


def is_new(on: date) -> bool:
    """True where figures of that day are shown on the units since 1/7/2025."""
    return on >= REFORM or chosen_new()
