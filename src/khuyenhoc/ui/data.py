"""What pages may read, and the only caches of the product. Every key: data version, definitions' stamp, scope of rights, choices."""

from datetime import date
from functools import lru_cache

import pandas as pd
import streamlit as st

from khuyenhoc import config, definitions, query
from khuyenhoc.access.local import Person
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain import equity, rollup
from khuyenhoc.domain.assessment import Question
from khuyenhoc.domain.observation import hidden_sample_indicators, with_period_ends
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level
from khuyenhoc.geography.layer import Layer, from_bytes
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.rows import Context
from khuyenhoc.query import Place
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights


def store() -> Store:
    return _store(config.database_url())


@lru_cache(maxsize=4)
def _store(url: str) -> Store:
    return Store.open(url)


def known() -> Definitions:
    return definitions.current()


def key() -> tuple[int, str, str]:
    """What every cache is keyed by: data version, definitions' stamp with the database it belongs to, scope of rights."""
    return store().version(), f"{config.database_url()}|{known().stamp}|{config.province_code()}", rights.person().scope


def place(on: date) -> Place:
    """The province and its units on that date."""
    version, stamp, scope = key()
    return _place(version, stamp, scope, on >= REFORM)


@st.cache_resource(max_entries=4, show_spinner=False)
def _place(version: int, stamp: str, scope: str, reformed: bool) -> Place:
    units, succession = _reference(version, stamp, scope)
    return query.place(units, succession, config.province_code(), REFORM if reformed else LAST_OLD_DAY)


@st.cache_resource(max_entries=2, show_spinner=False)
def _reference(version: int, stamp: str, scope: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All units of the country, old and new, and what became of the old ones."""
    return store().units(), store().succession()


def totals(on: date) -> pd.DataFrame:
    """The visible totals of the province's units, all periods."""
    version, stamp, scope = key()
    return _totals(version, stamp, scope, on >= REFORM)


@st.cache_resource(max_entries=4, show_spinner=False)
def _totals(version: int, stamp: str, scope: str, reformed: bool) -> pd.DataFrame:
    return query.visible(store(), _place(version, stamp, scope, reformed).units, version, totals_only=True)


def periods() -> list[Period]:
    """Periods with published totals, newest first, on the old and the new map."""
    version, stamp, scope = key()
    return _periods(version, stamp, scope)


@st.cache_resource(max_entries=4, show_spinner=False)
def _periods(version: int, stamp: str, scope: str) -> list[Period]:
    rows = pd.concat([_totals(version, stamp, scope, reformed) for reformed in (False, True)])
    return query.periods(rows[_collected(rows)]) if len(rows) else []


def _collected(rows: pd.DataFrame) -> pd.Series:
    """Headline indicators make the rounds; a census year or a five-year sum does not."""
    headline = {indicator.code for indicator in known().catalogue.headline}
    headline |= {indicator.numerator_indicator for indicator in known().catalogue.headline}
    return rows["indicator"].isin(headline)


def assessment(level: Level, on: date) -> pd.DataFrame:
    """Every unit of the level against its targets on that date: domain.assessment.COLUMNS. Read only."""
    version, stamp, scope = key()
    return _assessment(version, stamp, scope, level, on)


@st.cache_resource(max_entries=48, show_spinner=False)
def _assessment(version: int, stamp: str, scope: str, level: str, on: date) -> pd.DataFrame:
    where = _place(version, stamp, scope, on >= REFORM)
    rows = _totals(version, stamp, scope, on >= REFORM)
    return query.assessment(rows, where, known(), Question(Level(level), on))


def of_indicator(level: Level, on: date, indicator: str) -> pd.DataFrame:
    """The assessment of one indicator, one row per unit in official order."""
    version, stamp, scope = key()
    return _of_indicator(version, stamp, scope, level, on, indicator)


@st.cache_resource(max_entries=256, show_spinner=False)
def _of_indicator(version: int, stamp: str, scope: str, level: str, on: date, indicator: str) -> pd.DataFrame:
    rows = _assessment(version, stamp, scope, level, on)
    return rows[rows["indicator"] == indicator].reset_index(drop=True)


def of_unit(unit: str, on: date) -> pd.DataFrame:
    """The assessment of one unit, one row per indicator in the order of the catalogue."""
    version, stamp, scope = key()
    return _of_unit(version, stamp, scope, unit, on)


@st.cache_resource(max_entries=256, show_spinner=False)
def _of_unit(version: int, stamp: str, scope: str, unit: str, on: date) -> pd.DataFrame:
    where = _place(version, stamp, scope, on >= REFORM)
    rows = _assessment(version, stamp, scope, where.units.level(unit), on)
    order = {indicator.code: number for number, indicator in enumerate(known().catalogue)}
    chosen = rows[rows["unit"] == unit]
    return chosen.sort_values("indicator", key=lambda codes: codes.map(order), kind="stable").reset_index(drop=True)


def course(unit: str, indicator: str, on: date) -> pd.DataFrame:
    """One unit's figures of one indicator, oldest first: period, value, sample. A sum of simulated children where the
    unit's own reported figures make no course: then every row is simulated."""
    version, stamp, scope = key()
    return _course(version, stamp, scope, unit, indicator, on)


@st.cache_resource(max_entries=512, show_spinner=False)
def _course(version: int, stamp: str, scope: str, unit: str, indicator: str, on: date) -> pd.DataFrame:
    where = _place(version, stamp, scope, on >= REFORM)
    rows = _totals(version, stamp, scope, on >= REFORM)
    rows = rows[rows["indicator"] == indicator]
    catalogue, level = known().catalogue, where.units.level(unit)
    found = pd.DataFrame()
    for chosen in (rows, rows[rows["unit"] != unit]):
        contributions = rollup.reporters(chosen, where.units, level, catalogue)
        series = rollup.series(contributions, where.units, level, catalogue)
        series = series[(series["unit"] == unit) & (series["end"] <= pd.Timestamp(on))]
        found = series.sort_values(["end", "length"])
        if len(found) > 1:
            break
    value = (found["numerator"] / found["denominator"]).fillna(found["stated_rate"])
    value = value if catalogue[indicator].is_rate else found["numerator"]
    return found[["period", "sample"]].assign(value=value).dropna(subset="value").reset_index(drop=True)


def groups(unit: str, indicator: str, period: str, on: date, by: str) -> pd.DataFrame:
    """One indicator by ethnicity or poverty in one unit: domain.equity.breakdown; the total alone where a group is small."""
    version, stamp, scope = key()
    return _groups(version, stamp, scope, unit, indicator, period, on >= REFORM, by)


@st.cache_resource(max_entries=128, show_spinner=False)
def _groups(
    version: int, stamp: str, scope: str, unit: str, indicator: str, period: str, reformed: bool, by: str
) -> pd.DataFrame:
    where = _place(version, stamp, scope, reformed)
    rows = _breakdown_rows(version, stamp, scope, indicator, reformed)
    rows = rows[rows["period"] == period]
    found = equity.breakdown(rows, where.units, known().catalogue, unit, by)
    return found.iloc[0:0] if equity.too_small(found) else found


@st.cache_resource(max_entries=8, show_spinner=False)
def _breakdown_rows(version: int, stamp: str, scope: str, indicator: str, reformed: bool) -> pd.DataFrame:
    return query.visible(store(), _place(version, stamp, scope, reformed).units, version, (indicator,))


def breakdown_periods(indicator: str, on: date) -> list[str]:
    """Periods of one indicator that have any breakdown, newest first."""
    version, stamp, scope = key()
    rows = _breakdown_rows(version, stamp, scope, indicator, on >= REFORM)
    rows = rows[(rows["ethnicity"] != "") | (rows["poverty"] != "")]
    ordered = with_period_ends(rows.drop_duplicates("period")).sort_values(["end", "length"], ascending=False)
    return list(ordered["period"])


def has_sample(on: date) -> bool:
    """True where anything simulated is shown."""
    return bool(totals(on)["sample"].any())


def hidden_sample(on: date) -> list[str]:
    """The indicators whose simulated figures gave way to uploaded ones."""
    version, stamp, scope = key()
    return _hidden_sample(version, stamp, scope, on >= REFORM)


@st.cache_resource(max_entries=4, show_spinner=False)
def _hidden_sample(version: int, stamp: str, scope: str, reformed: bool) -> list[str]:
    units = _place(version, stamp, scope, reformed).units
    rows = store().observations(version, (), list(units.frame.index), totals_only=True)
    return hidden_sample_indicators(rows, units)


def layer(level: Level, on: date) -> Layer | None:
    """The newest geometry of the province's units of a level on that date: imported before schematic."""
    version, stamp, scope = key()
    return _layer(version, stamp, scope, level, on >= REFORM)


@st.cache_resource(max_entries=16, show_spinner=False)
def _layer(version: int, stamp: str, scope: str, level: str, reformed: bool) -> Layer | None:
    province = _place(version, stamp, scope, reformed).province
    rows = [
        row
        for row in store().layers()
        if row.level == level and row.province == province and (row.valid_on >= REFORM) == reformed
    ]
    rows.sort(key=lambda row: row.kind != "imported")
    return from_bytes(rows[0].content) if rows else None


def layer_by_hash(name: str) -> Layer | None:
    """For the server's routes: geometry by its content's name. It never changes, so the version is not asked."""
    return _layer_by_hash(config.database_url(), "all", name)


@st.cache_resource(max_entries=32, show_spinner=False)
def _layer_by_hash(url: str, scope: str, name: str) -> Layer | None:
    found = [row for row in _store(url).layers() if row.hash == name]
    return from_bytes(found[0].content) if found else None


def batches(person: Person) -> pd.DataFrame:
    """Every upload, newest first. Not cached: it is short, and shows what has just happened."""
    return store().batches()


def all_units() -> dict[str, str]:
    """Names of all units of the country, old and new, by key."""
    version, stamp, scope = key()
    return _all_units(version, stamp, scope)


@st.cache_resource(max_entries=2, show_spinner=False)
def _all_units(version: int, stamp: str, scope: str) -> dict[str, str]:
    return dict(_reference(version, stamp, scope)[0]["name"])


def intake_context() -> Context:
    """What an uploaded file is checked against."""
    version, stamp, scope = key()
    return _intake_context(version, stamp, scope, date.today())


@st.cache_resource(max_entries=2, show_spinner=False)
def _intake_context(version: int, stamp: str, scope: str, today: date) -> Context:
    units, succession = _reference(version, stamp, scope)
    provinces = query.provinces(units, succession, config.province_code())
    return context_for(units, known(), provinces, today)


def unprepared() -> bool:
    """True before the first start has made units, sample and schematic of the province."""
    kept = store()
    return kept.units().empty or not kept.layers()
