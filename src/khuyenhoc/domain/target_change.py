"""Changes of targets: which target is in force when, and how a change is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khuyenhoc.domain.target import Target

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TargetChange:
    """From `effective` on, `new` is in force; the target with id `replaces` is until the day before.

    new=None withdraws it, replaces="" adds. `new.id` is given by the store, its time in force by the changes.
    `reason`: why, with the document where there is no new target to carry it. `until`: the last day of one that comes
    back after it was withdrawn; None for an open end.
    """

    effective: date
    new: Target | None
    replaces: str = ""
    reason: str = ""
    until: date | None = None


def in_force(targets: Sequence[Target], changes: Sequence[TargetChange]) -> list[Target]:
    """The targets after all changes, in the order they were made; those never in force any more are left out.

    The new target takes over what was left of the time of the one it replaces, so that a change dated before an earlier
    one ends where that one begins.
    """
    found = list(targets)
    for change in changes:
        place = place_of(change.replaces, found)
        until = change.until
        if place is not None:
            until = found[place].in_force_to
            found[place] = replace(found[place], in_force_to=min(until or date.max, change.effective - _DAY))
        if change.new:
            found.append(replace(change.new, in_force_from=change.effective, in_force_to=until))
    return [target for target in found if _ever(target)]


def place_of(target_id: str, targets: Sequence[Target]) -> int | None:
    """Where the target with that id stands; None for no id, and for one that is not there."""
    return next((n for n, target in enumerate(targets) if target_id and target.id == target_id), None)


def _ever(target: Target) -> bool:
    return (target.in_force_from or date.min) <= (target.in_force_to or date.max)


def taken_back(targets: Sequence[Target], changes: Sequence[TargetChange], number: int, reason: str) -> TargetChange:
    """The change that restores what was in force before `changes[number]`, for the time that one still holds.

    `targets`: those of the files; `changes`: all made so far.
    """
    change = changes[number]
    former = replaced(targets, changes[: number + 1])[number]
    if change.new is None and former is not None:
        return TargetChange(change.effective, former, reason=reason, until=former.in_force_to)
    return TargetChange(change.effective, former, change.new.id if change.new else "", reason)


def replaced(targets: Sequence[Target], changes: Sequence[TargetChange]) -> list[Target | None]:
    """For each change the target it put an end to, as it stood then; None for an addition."""
    ended = []
    now = list(targets)
    for change in changes:
        place = place_of(change.replaces, now)
        ended.append(None if place is None else now[place])
        now = in_force(now, [change])
    return ended
