"""Changes of targets, checked and kept: everything wrong with them at once, then all of them or none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from khuyenhoc import query
from khuyenhoc.access.local import Person
from khuyenhoc.definitions import Definitions
from khuyenhoc.domain.indicator import Better, Indicator
from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange, in_force, place_of
from khuyenhoc.domain.unit import COUNTRY, REFORM, Level
from khuyenhoc.errors import AppError, Problem, Severity
from khuyenhoc.intake import words
from khuyenhoc.intake.words import problem
from khuyenhoc.present import target_words, vi
from khuyenhoc.store.store import Store

VALUE, START, DUE, EFFECTIVE, MILESTONES = "Giá trị", "Tính từ ngày", "Hạn", "Áp dụng từ ngày", "Các mốc"
BASIS, BASIS_DATE, BASIS_TITLE, CLAUSE = "Số văn bản", "Ngày văn bản", "Trích yếu", "Điểm, khoản"
NOTE, REASON, SCOPE, INDICATOR, REPLACED = "Ghi chú", "Lý do", "Áp dụng cho", "Chỉ tiêu", "Mục tiêu"
COMPARATOR, BINDING, CHECKED = "So sánh", "Tính chất", "Mức kiểm chứng"
_MOST_LETTERS = {BASIS: 100, BASIS_TITLE: 500, CLAUSE: 300, NOTE: 500, REASON: 500}
_MOST_SAID = 5
_NEW = "*"
_CONTRARY = {Better.HIGHER: "<=", Better.LOWER: ">="}
_BETTER = {Better.HIGHER: "cao", Better.LOWER: "thấp"}
_KINDS = {Scope.AREA_TYPE: "loại địa bàn", Scope.LEVEL: "cấp", Scope.PROVINCE: "tỉnh"}


def save(
    store: Store, changes: Sequence[TargetChange], seen: int, by: str, person: Person, *, restoring: bool = False
) -> int:
    """Keeps all changes or none. `seen`: the data version their author looked at. Returns the new version.

    Raises AppError: not_allowed, target_refused (with what is wrong), changed_since_seen, name_required.
    """
    person.require_writing()
    found = problems(changes, query.definitions_at(store, seen), store.units(), restoring=restoring)
    said = [words.sentence(each) for each in found if each.severity is Severity.ERROR]
    if said:
        more = f" Còn {vi.number(len(said) - _MOST_SAID)} điều nữa." if len(said) > _MOST_SAID else ""
        raise AppError("target_refused", problems=" ".join(said[:_MOST_SAID]) + more)
    return store.change_targets(changes, seen, by)


def problems(
    changes: Sequence[TargetChange], known: Definitions, units: pd.DataFrame, *, restoring: bool = False
) -> list[Problem]:
    """Everything wrong with the changes, each judged after those before it. `units`: all versions of all units.

    `restoring`: what comes back was in force before, as it stood in data/ then. `row` counts the changes where there
    are several.
    """
    if not changes:
        return [problem("target_change_empty")]
    found = []
    targets = list(known.targets)
    for number, change in enumerate(changes, 1):
        told = [*_replaced(change, targets)]
        if change.new:
            told += [] if restoring else [*_target(change.new, change.effective, known, units), *_paper(change.new)]
            told += _beside(change, targets, known)
        if (restoring or not change.new) and not change.reason.strip():
            told.append(problem("target_reason_missing", column=REASON))
        told += _long(change)
        found += [replace(each, row=number if len(changes) > 1 else 0) for each in told]
        targets = in_force(targets, [change])
    return found


def _replaced(change: TargetChange, targets: Sequence[Target]) -> Iterator[Problem]:
    """What the target that gives way says to it."""
    if not change.replaces:
        if not change.new:
            yield problem("target_change_empty")
        return
    place = place_of(change.replaces, targets)
    if place is None:
        yield problem("target_replaces_unknown", column=REPLACED)
        return
    old, day = targets[place], vi.day(change.effective)
    if not old.in_force(change.effective):
        time = target_words.time(old.in_force_from, old.in_force_to)
        yield problem("target_not_in_force", column=EFFECTIVE, value=day, time=f"mục tiêu áp dụng {time}")
    elif change.effective > old.due:
        yield problem("target_verdict_stands", column=EFFECTIVE, value=day, due=vi.day(old.due))
    if change.new and _place(change.new) != _place(old):
        yield problem("target_replaces_another", column=SCOPE)


def _place(target: Target) -> tuple[str, Scope, str]:
    return target.indicator, target.scope_kind, target.scope


def _target(new: Target, effective: date, known: Definitions, units: pd.DataFrame) -> Iterator[Problem]:
    """The target by itself."""
    if new.indicator not in known.catalogue:
        yield problem("target_indicator_unknown", column=INDICATOR, value=new.indicator)
        return
    indicator = known.catalogue[new.indicator]
    yield from _scope(new, max(new.start, effective), indicator, known, units)
    yield from _value(new, indicator)
    yield from _days(new, effective)
    yield from _milestones(new)
    if new.binding not in ("giao", "chung"):
        yield problem("target_binding_unknown", column=BINDING, value=new.binding)
    if new.verified not in ("primary", "secondary", "unverified"):
        yield problem("target_verified_unknown", column=CHECKED, value=new.verified)


def _scope(
    new: Target, first: date, indicator: Indicator, known: Definitions, units: pd.DataFrame
) -> Iterator[Problem]:
    """`first`: the day from which it judges."""
    place, _, level = new.scope.partition("/")
    is_unit = new.scope_kind is not Scope.AREA_TYPE
    fits = {
        Scope.COUNTRY: new.scope == COUNTRY,
        Scope.PROVINCE: place in units.index and units.at[place, "level"] == Level.PROVINCE and not level,
        Scope.LEVEL: place in units.index and level in tuple(Level),
        Scope.AREA_TYPE: new.scope in set(known.area_types["code"]),
        Scope.UNIT: place in units.index and not level,
    }
    if not fits[new.scope_kind]:
        kind = _KINDS.get(new.scope_kind, "địa bàn")
        yield problem("target_scope_unknown", column=SCOPE, value=new.scope, kind=kind)
        return
    unit: dict[Any, Any] = units.loc[place].to_dict() if is_unit else {"level": Level.COMMUNE}
    # Without the paper's day nobody knows yet from when it judges.
    if new.basis_date and (validity := _validity(unit, first)):
        yield problem(
            "target_unit_not_valid", column=SCOPE, unit=unit["name"], validity=validity, day=vi.day(first)
        )  # fmt: skip
    if level == Level.DISTRICT and first >= REFORM:
        yield problem("target_level_gone", column=SCOPE)
    reached = Level(level or unit["level"])
    if indicator.is_rate and reached is not Level.COUNTRY and reached not in indicator.rate_levels:
        yield problem(
            "target_level_no_rate", column=SCOPE, indicator=indicator.short_name, level=target_words.LEVELS[reached],
            levels=vi.listing([target_words.LEVELS[each] for each in Level if each in indicator.rate_levels]),
        )  # fmt: skip


def _validity(unit: dict[Any, Any], day: date) -> str:
    """When the unit exists, if it does not on that day; '' where it does."""
    if unit.get("valid_from") and day < unit["valid_from"]:
        return f"chỉ có từ ngày {vi.day(unit['valid_from'])}"
    if unit.get("valid_to") and day > unit["valid_to"]:
        return f"chỉ có đến hết ngày {vi.day(unit['valid_to'])}"
    return ""


def _value(new: Target, indicator: Indicator) -> Iterator[Problem]:
    if new.comparator not in vi.COMPARATOR:
        yield problem("target_comparator_unknown", column=COMPARATOR, value=new.comparator)
    elif new.comparator == _CONTRARY.get(indicator.better):
        yield problem(
            "target_comparator_contrary", column=COMPARATOR, indicator=indicator.short_name,
            better=_BETTER[indicator.better], comparator=vi.COMPARATOR[new.comparator],
        )  # fmt: skip
    if new.value is None:
        return
    if new.is_rate and not 0 <= new.value <= TEN_THOUSAND:
        yield problem("target_rate_out_of_range", column=VALUE, value=target_words.figure(new.value, new.is_rate))
    elif new.value < 0:
        yield problem("target_count_out_of_range", column=VALUE, value=vi.number(new.value))


def _days(new: Target, effective: date) -> Iterator[Problem]:
    if new.due <= new.start:
        yield problem("target_due_before_start", column=DUE, value=vi.day(new.due), start=vi.day(new.start))
    if effective > new.due:
        yield problem("target_effective_after_due", column=EFFECTIVE, value=vi.day(effective), due=vi.day(new.due))


def _milestones(new: Target) -> Iterator[Problem]:
    if new.value is None:
        if new.milestones:
            yield problem("target_milestone_of_nothing", column=MILESTONES)
        return
    days = [day for day, _ in new.milestones]
    if len(set(days)) < len(days):
        yield problem("target_milestone_twice", column=MILESTONES)
    for day, value in new.milestones:
        if not new.start < day < new.due:
            yield problem(
                "target_milestone_outside", column=MILESTONES, value=vi.day(day),
                start=vi.day(new.start), due=vi.day(new.due),
            )  # fmt: skip
        if (value > new.value) if new.comparator == ">=" else (value < new.value):
            yield problem(
                "target_milestone_beyond", column=MILESTONES, value=vi.day(day),
                stone=target_words.figure(value, new.is_rate), target=target_words.value(new),
            )  # fmt: skip


def _paper(new: Target) -> Iterator[Problem]:
    if not new.basis.strip():
        yield problem("target_basis_missing", column=BASIS)
    if new.basis_date is None:
        yield problem("target_basis_date_missing", column=BASIS_DATE)


def _beside(change: TargetChange, targets: Sequence[Target], known: Definitions) -> Iterator[Problem]:
    """Another target of the same indicator, scope and due date in force at one time: which one counts?"""
    if change.new is None or change.new.indicator not in known.catalogue:
        return
    marked = replace(change, new=replace(change.new, id=_NEW))
    alike = [each for each in in_force(targets, [marked]) if _aim(each) == _aim(change.new)]
    new = next((each for each in alike if each.id == _NEW), None)
    for other in alike:
        if new and other.id != _NEW and _meet(other, new):
            yield problem(
                "target_overlap", column=SCOPE, indicator=known.catalogue[new.indicator].short_name, due=vi.day(new.due),
                aim=target_words.value(other), basis=target_words.basis(other) or "chưa ghi văn bản",
                time=target_words.time(other.in_force_from, other.in_force_to) or "từ đầu",
            )  # fmt: skip


def _aim(target: Target) -> tuple:
    return *_place(target), target.due


def _meet(one: Target, other: Target) -> bool:
    last = min(one.in_force_to or date.max, other.in_force_to or date.max)
    return max(one.in_force_from or date.min, other.in_force_from or date.min) <= last


def _long(change: TargetChange) -> Iterator[Problem]:
    texts = {REASON: change.reason}
    if new := change.new:
        texts |= {BASIS: new.basis, BASIS_TITLE: new.basis_title, CLAUSE: new.basis_clause, NOTE: new.note}
    for column, text in texts.items():
        if len(text) > _MOST_LETTERS[column]:
            yield problem(
                "target_text_too_long", column=column,
                letters=vi.number(len(text)), most=vi.number(_MOST_LETTERS[column]),
            )  # fmt: skip
