"""The questions that pages, the command line and reports ask: the store's figures judged by the rules. One answer for all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from khuyenhoc import config
from khuyenhoc import definitions as files
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain import group_target, heading
from khuyenhoc.domain.area import areas_on
from khuyenhoc.domain.assessment import Question, assess
from khuyenhoc.domain.grouping import is_grouped
from khuyenhoc.domain.impact import judged_twice, with_ranks
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import hide_sample, totals, with_period_ends
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.status import NO_TARGET
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange, in_force
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, Level, Units
from khuyenhoc.errors import AppError
from khuyenhoc.store.store import Store

_JUDGED = ("status", "inherited", "target", "comparator", "due", "basis")


def definitions_at(store: Store, version: int | None = None, known: Definitions | None = None) -> Definitions:
    """What the files (`known`) say now, with the targets that people changed up to a data version laid over."""
    return _laid_over(store, store.version() if version is None else version, known or files.current())


@lru_cache(maxsize=8)
def _laid_over(store: Store, version: int, known: Definitions) -> Definitions:
    """A version never changes any more, so it is read once."""
    changes = [stored.change for stored in store.target_changes(version)]
    return replace(known, targets=tuple(in_force(known.targets, changes))) if changes else known


@dataclass(frozen=True)
class Place:
    """A province and everything below it on one date; or the country, or several provinces under one heading. `province`:
    the key of what everything lies in."""

    units: Units
    province: str

    @property
    def several(self) -> bool:
        """True where provinces lie below it."""
        return self.units.level(self.province) is Level.COUNTRY

    @property
    def provinces(self) -> list["Place"]:
        """The provinces it is made of, each alone."""
        return [Place(self.units.within(key), key) for key in self.units.of_level(Level.PROVINCE, self.province)]


def province_code(store: Store, version: int | None = None) -> str:
    """What is followed at a data version (now, if None): the code or key of a province, or several with commas, of
    KHUYENHOC_PROVINCE, else as chosen on screen, else that of the sample."""
    if fixed := config.province_code():
        return fixed
    chosen = store.provinces_chosen(version)
    return (chosen[-1].value if chosen else "") or config.SAMPLE_PROVINCE


def place(units: pd.DataFrame, succession: pd.DataFrame, code: str, day: date) -> Place:
    """The province with this code or key on `day`, or the provinces with these (“02,74”): see domain.heading. Before a
    reform all that they were made of, after it what they became. Raises AppError(unknown_unit)."""
    valid = Units.valid_on(units, day)
    found: dict[str, None] = {}
    for each in code.split(","):
        keys = heading.roots(units, succession, each.strip(), valid)
        if not keys:
            raise AppError("unknown_unit", code=each.strip(), day=f"{day:%d/%m/%Y}")
        found |= dict.fromkeys(keys)
    whole = COUNTRY if COUNTRY in found else next(iter(found))
    inside = [key for key in valid.of_level(Level.PROVINCE) if key in found]
    if len(inside) > 1 and whole != COUNTRY:
        return Place(*heading.headed(units, succession, valid, inside))
    return Place(valid.within(whole), whole)


def provinces(units: pd.DataFrame, succession: pd.DataFrame, code: str) -> tuple[str, ...]:
    """The keys of the provinces followed, those before and those since the reform; of a whole country its own."""
    eras = (place(units, succession, code, day) for day in (LAST_OLD_DAY, REFORM))
    inside = (where.provinces if where.province != COUNTRY else [where] for where in eras)
    return tuple(dict.fromkeys(each.province for some in inside for each in some))


def visible(
    store: Store,
    units: Units,
    version: int | None = None,
    indicators: tuple[str, ...] = (),
    *,
    totals_only: bool = False,
) -> pd.DataFrame:
    """What may be shown of the figures of these units: simulated rows only where no real ones came."""
    rows = store.observations(version, indicators, list(units.frame.index), totals_only=totals_only)
    return hide_sample(rows, units)


def periods(observations: pd.DataFrame) -> list[Period]:
    """The periods with published totals, newest first, one per end."""
    rows = with_period_ends(totals(observations)).drop_duplicates("period").sort_values(["end", "length"])
    texts = rows.drop_duplicates("end", keep="first")["period"]
    return [Period.parse(text) for text in reversed(list(texts))]


def headlines(catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators whose periods make the rounds that pages offer: a census year or a sum over five years makes none."""
    shown = {indicator.code for indicator in catalogue.headline}
    return tuple(sorted(shown | {indicator.numerator_indicator for indicator in catalogue.headline} - {""}))


def opening_day(store: Store, units: pd.DataFrame, code: str, definitions: Definitions) -> date:
    """The end of the newest round with published figures in the province of the unit with this code: what a page opens on.

    Never today. Without any headline figure every period counts. Raises AppError: unknown_unit, no_figures.
    """
    eras = [
        (valid, unit) for day in (REFORM, LAST_OLD_DAY) if (unit := (valid := Units.valid_on(units, day)).find(code))
    ]
    if not eras:
        raise AppError("unknown_unit", code=code, day=f"{LAST_OLD_DAY:%d/%m/%Y}, {REFORM:%d/%m/%Y}")
    for indicators in (headlines(definitions.catalogue), ()):
        for valid, unit in eras:
            where = around(valid, unit)
            if found := periods(visible(store, where.units, indicators=indicators, totals_only=True)):
                return found[0].end
    raise AppError("no_figures")


def around(valid: Units, unit: str) -> Place:
    """The province a unit lies in, with everything below it; the whole country around the country itself."""
    province = valid.ancestor(Level.PROVINCE).get(unit, unit)
    return Place(valid.within(province), province)


def assessment(observations: pd.DataFrame, where: Place, definitions: Definitions, question: Question) -> pd.DataFrame:
    """Every unit of the level against its targets: see domain.assessment.COLUMNS."""
    areas = areas_on(definitions.area_members, where.units, question.on)
    aims = [target for target in definitions.targets if _reaches(target, where.units, question)]
    return assess(observations, where.units, definitions.catalogue, aims, question, areas)


def groups_judged(figures: pd.DataFrame, where: Place, definitions: Definitions, question: Question) -> pd.DataFrame:
    """The groups against the targets set for them alone: see domain.group_target.judged."""
    areas = areas_on(definitions.area_members, where.units, question.on)
    aims = [each for each in definitions.group_targets if _reaches(each.target, where.units, question)]
    return group_target.judged(figures, where.units, definitions.catalogue, aims, question, areas)


def _reaches(target: Target, units: Units, question: Question) -> bool:
    """Targets of districts ended with the level on 30/6/2025; a group of communes never had one."""
    ended = question.level is Level.DISTRICT and (question.on >= REFORM or is_grouped(units))
    return not (ended and target.scope_kind in (Scope.LEVEL, Scope.UNIT))


def assessment_of(
    indicator: str, store: Store, where: Place, definitions: Definitions, question: Question
) -> pd.DataFrame:
    """The rows of `assessment` about one indicator, without reading and judging the others."""
    rates = {rate.code for rate in definitions.catalogue.numerator_of(indicator)}
    aims = tuple(target for target in definitions.targets if target.indicator in {indicator, *rates})
    rows = visible(store, where.units, indicators=(indicator,), totals_only=True)
    found = assessment(rows, where, replace(definitions, targets=aims), question)
    return found[found["indicator"] == indicator]


def effect(
    observations: pd.DataFrame, where: Place, definitions: Definitions, changes: Sequence[TargetChange], on: date
) -> pd.DataFrame:
    """Whose target or verdict is another once the changes are made: level, unit, unit_name, indicator, and for each of
    the columns of _JUDGED what it is now (…_before) and will be (…_after); province first, then as the units stand."""
    targets = list(definitions.targets)
    then = in_force(targets, changes)
    touched = {target.indicator for target in {*targets} ^ {*then}}
    rows = observations[observations["indicator"].isin(touched)]

    def judged(aims: list[Target], level: Level) -> pd.DataFrame:
        of_these = replace(definitions, targets=tuple(aim for aim in aims if aim.indicator in touched))
        found = assessment(rows, where, of_these, Question(level, on))
        return found[found["indicator"].isin(touched)][["unit", "unit_name", "indicator", *_JUDGED]]

    levels = []
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        both = judged(targets, level).merge(
            judged(then, level), "outer", ["unit", "unit_name", "indicator"], suffixes=("_before", "_after")
        )
        order = {key: place for place, key in enumerate(where.units.of_level(level))}
        levels.append(both.sort_values("unit", key=lambda keys, order=order: keys.map(order)).assign(level=level))  # type: ignore[misc]
    found = pd.concat(levels, ignore_index=True)
    for side in ("before", "after"):
        # Not reported and without a target on one side: the assessment has no row there.
        found[f"status_{side}"] = found[f"status_{side}"].fillna(NO_TARGET)
        found[f"inherited_{side}"] = found[f"inherited_{side}"].eq(True)
    before, after = ([f"{name}_{side}" for name in _JUDGED] for side in ("before", "after"))
    other = pd.concat([~_same(found[one], found[two]) for one, two in zip(before, after, strict=True)], axis=1)
    return found[other.any(axis=1)].reset_index(drop=True)


def _same(one: pd.Series, other: pd.Series) -> pd.Series:
    return (one == other) | (one.isna() & other.isna())


def impact(before: pd.DataFrame, after: pd.DataFrame, where: Place, definitions: Definitions, on: date) -> pd.DataFrame:
    """Every unit with the figures `before` and with those `after`, and who is judged anew: domain.impact.judged_twice.

    Both: the rows in use of the same indicators, simulated ones included.
    """
    touched = {*before["indicator"], *after["indicator"]}
    rates = {rate.code for code in touched for rate in definitions.catalogue.numerator_of(code)}
    aims = tuple(target for target in definitions.targets if target.indicator in touched | rates)

    def judged(rows: pd.DataFrame) -> pd.DataFrame:
        shown = hide_sample(rows[rows["unit"].isin(where.units.frame.index)], where.units)
        found = [
            with_ranks(assessment(shown, where, replace(definitions, targets=aims), Question(level, on)), level)
            for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
            if where.units.of_level(level)
        ]
        every = pd.concat(found, ignore_index=True)
        return every[every["indicator"].isin(touched)]

    return judged_twice(judged(totals(before)), judged(totals(after)))
