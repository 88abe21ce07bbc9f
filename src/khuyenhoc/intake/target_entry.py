"""A target as somebody types it -> a change of targets, or what cannot be read."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.errors import Problem
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.target_edit import DUE, MILESTONES, START, VALUE
from khuyenhoc.intake.values import Number, Trouble, parse_count, typed_rate
from khuyenhoc.intake.words import problem
from khuyenhoc.present import target_words, vi


@dataclass(frozen=True)
class Entry:
    """The fields of the form. `no_target`: “không giao chỉ tiêu”; without `effective` it counts from the paper's date on."""

    indicator: Indicator
    scope_kind: Scope
    scope: str
    no_target: bool
    comparator: str
    value: str
    milestones: str
    start: date | None
    due: date | None
    effective: date | None
    basis: str
    basis_date: date | None
    basis_title: str
    basis_clause: str
    binding: str
    verified: str
    note: str


def read(entry: Entry, old: Target | None = None) -> tuple[TargetChange | None, list[Problem]]:
    """The change, with a figure that cannot be read left out of it, and the problems of reading.

    None where a day is missing. `old`: the target it replaces, whose own baseline it keeps.
    """
    found = [problem("target_day_missing", column=DUE)] if entry.due is None else []
    if entry.start is None or entry.due is None:
        return None, [*([problem("target_day_missing", column=START)] if entry.start is None else []), *found]
    value: int | None = None
    stones: list[tuple[date, int]] = []
    if not entry.no_target:
        value, found = _figure(entry.value, entry.indicator, VALUE)
        stones, unread = _milestones(entry.milestones, entry.indicator)
        found += unread
    new = Target(
        id="", indicator=entry.indicator.code, scope_kind=entry.scope_kind, scope=entry.scope,
        comparator=entry.comparator, value=value, start=entry.start, due=entry.due,
        milestones=tuple(sorted(stones)) if value is not None else (), baseline=old.baseline if old else None,
        basis=entry.basis.strip(), basis_date=entry.basis_date, basis_title=entry.basis_title.strip(),
        basis_clause=entry.basis_clause.strip(), binding=entry.binding, verified=entry.verified,
        note=entry.note.strip(), is_rate=entry.indicator.is_rate,
    )  # fmt: skip
    effective = entry.effective or entry.basis_date or entry.start
    return TargetChange(effective, new, old.id if old else ""), found


def milestones_text(target: Target) -> str:
    """As it may be typed again: 31/12/2024: 65."""
    shown = ((day, target_words.figure(value, target.is_rate).rstrip("%")) for day, value in target.milestones)
    return "\n".join(f"{vi.day(day)}: {figure}" for day, figure in shown)


def _milestones(text: str, indicator: Indicator) -> tuple[list[tuple[date, int]], list[Problem]]:
    stones, found = [], []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        day, _, figure = line.partition(":")
        period = parse_period(day)
        if isinstance(period, Trouble):
            found.append(problem("target_milestone_unreadable", column=MILESTONES, value=line))
            continue
        value, unread = _figure(figure, indicator, MILESTONES)
        found += [replace(each, value=line) for each in unread]
        stones += [(Period.parse(period).end, value)] if value is not None else []
    return stones, found


def _figure(text: str, indicator: Indicator, column: str) -> tuple[int | None, list[Problem]]:
    """A rate in ten-thousandths: it is typed in per cent, with or without the sign."""
    is_rate = indicator.is_rate
    read = typed_rate(text) if is_rate else parse_count(text, indicator.unit)
    if isinstance(read, Number) and read.exact:
        exact = Decimal(str(read.value)) * (TEN_THOUSAND if is_rate else 1)
        if exact != exact.to_integral_value():
            return None, [problem("target_value_decimals", column=column, value=text)]
        return int(exact), []
    if isinstance(read, Trouble) and read.code in ("rate_over_100", "number_negative", "number_not_whole"):
        code = "target_rate_out_of_range" if is_rate else "target_count_out_of_range"
        return None, [problem(code, column=column, value=text)]
    return None, [problem("target_value_unreadable", column=column, value=text)]
