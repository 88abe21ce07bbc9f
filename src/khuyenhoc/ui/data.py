"""What pages may read, and the only caches of the product. Every key: data version, definitions' stamp, scope of rights, choices."""

import gc
from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from threading import Event
from time import monotonic
from typing import TypeVar

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from khuyenhoc import config, query, reform
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain import course as domain_course
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.observation import hidden_sample_indicators, hide_sample
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level, Units, change_days
from khuyenhoc.query import Place
from khuyenhoc.store.store import Store
from khuyenhoc.ui import eras, rights, style

Made = TypeVar("Made")
EVERYBODY = "everybody"  # the scope of what is the same whoever asks
_BETWEEN = 10.0  # seconds: settling takes a third of one
_SEEN, _SEEN_BEFORE, _KNOWN = "data version seen", "data version seen before", "definitions seen"


def store() -> Store:
    return _store(config.database_url())


@lru_cache(maxsize=4)
def _store(url: str) -> Store:
    return Store.open(url)


def known() -> Definitions:
    """The definitions of the files with what people changed on screen, as this run of a page found them."""
    seen: Definitions | None = st.session_state.get(_KNOWN) if _in_run() else None
    return query.definitions_at(store(), version()) if seen is None else seen


def look() -> int:
    """Fixes the data version and definitions that one run of a page looks at, first and last line alike."""
    now = store().version()
    st.session_state[_SEEN_BEFORE], st.session_state[_SEEN] = st.session_state.get(_SEEN, now), now
    st.session_state[_KNOWN] = query.definitions_at(store(), now)
    return now


def seen_before() -> int:
    """The data version this person looked at when they clicked: that of the run before this one."""
    return int(st.session_state[_SEEN_BEFORE])


def version() -> int:
    """The data version of this run; that of now where no page runs."""
    seen = st.session_state.get(_SEEN) if _in_run() else None
    return store().version() if seen is None else int(seen)


def _in_run() -> bool:
    return get_script_run_ctx(suppress_warning=True) is not None


def made(name: str, choices: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """Whatever `make` gives (a frame, HTML, a chart), made once for its choices and the figures of now. Read only."""
    views = (style.presenting(), eras.chosen(), eras.grouping())
    return _kept(rights.person().scope, name, (*choices, *views), make)


def for_everybody(name: str, choices: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """As `made`, once for everybody: units and totals, which hold no group of people and do not depend on who asks."""
    return on_every_map(name, (*choices, eras.chosen(), eras.grouping()), make)


def on_every_map(name: str, choices: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """As `for_everybody`, of what does not depend on the map chosen either: units of the country, geometry."""
    return _kept(EVERYBODY, name, choices, make)


def _kept(scope: str, name: str, choices: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    stamp = f"{config.database_url()}|{known().stamp}|{province_code()}"
    return _made(_figures(config.database_url(), version()), stamp, scope, name, choices, make)


@lru_cache(maxsize=64)
def _figures(url: str, version: int) -> int:
    """A remark steps the data version and changes no figure: what was made of the figures stays."""
    return _store(url).figures_version(version)


@st.cache_resource(max_entries=2500, show_spinner=False)
def _made(version: int, stamp: str, scope: str, name: str, choices: tuple, _make: Callable[[], Made]) -> Made:
    _unsettled.set()
    return _make()


_unsettled, _settled_at = Event(), [-_BETWEEN]


def settle() -> None:
    """After a run that made something new: out of the garbage collector's way with it, which runs after every run of a
    page and took half of the processor. Unfrozen first, so that what sessions left behind is not kept for ever."""
    if _unsettled.is_set() and monotonic() - _settled_at[0] > _BETWEEN:
        _unsettled.clear()
        _settled_at[0] = monotonic()
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def province_code() -> str:
    """The code or key of the province followed: see query.province_code."""
    return _province_code(config.database_url(), version(), config.province_code())


@lru_cache(maxsize=64)
def _province_code(url: str, version: int, fixed: str) -> str:
    return query.province_code(_store(url), version)


def reference() -> tuple[pd.DataFrame, pd.DataFrame]:
    """All units of the country, old and new, and what became of the old ones."""
    return on_every_map("reference", (), lambda: (store().units(), store().succession()))


def place(on: date) -> Place:
    """The province and its units on that date, its communes in the groups this page was asked for."""
    day = on_every_map("newest units", (), lambda: change_days(reference()[0])[-1]) if eras.is_new(on) else LAST_OLD_DAY
    code, groups = province_code(), eras.grouping()
    return for_everybody(
        "place", (day, on if groups else None), lambda: reform.place(*reference(), known(), code, day, on, groups)
    )


def all_units() -> dict[str, str]:
    """Names of all units of the country, old and new, by key."""
    return on_every_map("all units", (), lambda: dict(reference()[0]["name"]))


def _published(on: date) -> pd.DataFrame:
    """The published totals of the province's units, all periods, simulated ones beside real ones."""
    keys = list(place(on).units.frame.index)
    return for_everybody(
        "published", (eras.is_new(on),), lambda: store().observations(version(), (), keys, totals_only=True)
    )


def totals(on: date) -> pd.DataFrame:
    """The visible totals of the province's units, all periods, with what is known of them on the other map."""

    def find() -> pd.DataFrame:
        own = hide_sample(_published(on), place(on).units)
        carry = eras.carry(on, several=place(on).several)
        return carry(own, store(), *reference(), place(on).units, known().catalogue, version(), _of_other_time)

    return for_everybody("totals", (eras.is_new(on), eras.is_turned(on)), find)


def _of_other_time(units: Units) -> pd.DataFrame:
    """The visible totals of these units; of a whole country they have been read before."""
    for day in (LAST_OLD_DAY, REFORM):
        if units.frame.index.isin(place(day).units.frame.index).all():
            rows = _published(day)
            return hide_sample(rows[rows["unit"].isin(units.frame.index)], units)
    return query.visible(store(), units, version(), totals_only=True)


def periods() -> list[Period]:
    """Periods with published totals of headline indicators, newest first, on the old and the new map."""

    def find() -> list[Period]:
        rows = pd.concat([totals(LAST_OLD_DAY), totals(REFORM)])
        rounds = rows[rows["indicator"].isin(query.headlines(known().catalogue))]
        return query.periods(rounds if len(rounds) else rows) if len(rows) else []

    return for_everybody("periods", (), find)


def period_before(period: Period) -> Period | None:
    """The round before this one; None for the first."""
    return next((each for each in periods() if each.end < period.end), None)


def assessment(level: Level, on: date) -> pd.DataFrame:
    """Every unit of the level against its targets on that date: domain.assessment.COLUMNS."""

    def judge() -> pd.DataFrame:
        found = query.assessment(totals(on), place(on), known(), Question(Level(level), on))
        return reform.marked(found, known().catalogue, undetermined(on), on, new=eras.is_new(on))

    return for_everybody("assessment", (level, on), judge)


def undetermined(on: date) -> frozenset[str]:
    """The units shown whose figures of that day nobody can know: they did not fail to report."""
    if not eras.is_turned(on):
        return frozenset()
    new, shown = eras.is_new(on), place(on).units
    return for_everybody(
        "undetermined", (new,), lambda: reform.unknown(store(), *reference(), shown, version(), new=new)
    )


def of_indicator(level: Level, on: date, indicator: str) -> pd.DataFrame:
    """The assessment of one indicator, one row per unit in official order."""

    def choose() -> pd.DataFrame:
        rows = assessment(level, on)
        return rows[rows["indicator"] == indicator].reset_index(drop=True)

    return for_everybody("of indicator", (level, on, indicator), choose)


def of_unit(unit: str, on: date) -> pd.DataFrame:
    """The assessment of one unit, one row per indicator in the order of the catalogue."""

    def choose() -> pd.DataFrame:
        rows = assessment(place(on).units.level(unit), on)
        order = {indicator.code: number for number, indicator in enumerate(known().catalogue)}
        chosen = rows[rows["unit"] == unit]
        return chosen.sort_values("indicator", key=lambda codes: codes.map(order), kind="stable").reset_index(drop=True)

    return for_everybody("of unit", (unit, on), choose)


def course(unit: str, indicator: str, on: date) -> pd.DataFrame:
    """One unit's figures of one indicator, oldest first: domain.course."""
    units, catalogue = place(on).units, known().catalogue
    return for_everybody(
        "course", (unit, indicator, on),
        lambda: domain_course.course(totals(on), unit, catalogue[indicator], units, catalogue, on),
    )  # fmt: skip


def has_sample(on: date) -> bool:
    """True where anything simulated is shown."""
    return for_everybody("has sample", (eras.is_new(on),), lambda: bool(totals(on)["sample"].any()))


def hidden_sample(on: date) -> list[str]:
    """The indicators whose simulated figures gave way to uploaded ones."""
    return for_everybody(
        "hidden sample", (eras.is_new(on),), lambda: hidden_sample_indicators(_published(on), place(on).units)
    )
