"""Shares of a split unit, read from what somebody typed, checked and kept: everything wrong at once, all parts or none."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from khuyenhoc.access.local import Person
from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.share import Shares
from khuyenhoc.domain.succession import successors
from khuyenhoc.errors import AppError, Problem
from khuyenhoc.intake import words
from khuyenhoc.intake.values import Number, typed_rate
from khuyenhoc.intake.words import problem
from khuyenhoc.present import vi
from khuyenhoc.store.shares import shares_in_force
from khuyenhoc.store.store import Store

OLD, MEASURED, DOCUMENT, DAY, REASON = "Đơn vị cũ", "Tính theo", "Văn bản, nguồn", "Ngày văn bản", "Lý do"
_MOST_LETTERS = 300


def read(old: str, typed: Mapping[str, str], names: Mapping[str, str], **paper: object) -> tuple[Shares, list[Problem]]:
    """What was typed as shares, and what could not be read. `typed`: new unit's key -> text in per cent; `paper`: the
    further fields of Shares."""
    parts, found = [], []
    for key, text in typed.items():
        share = _share(text)
        if share is None:
            found.append(problem("share_unreadable", column=names[key], value=text.strip()))
        else:
            parts.append((key, share))
    return Shares(old, tuple(parts), **paper), found  # type: ignore[arg-type]


def _share(text: str) -> int | None:
    """62,5 or 62,5% in ten-thousandths; None where it is no such number."""
    figure = typed_rate(text)
    if not isinstance(figure, Number) or not figure.exact:
        return None
    exact = Decimal(str(figure.value)) * TEN_THOUSAND
    return int(exact) if exact == exact.to_integral_value() else None


def problems(
    shares: Shares,
    succession: pd.DataFrame,
    entered: Collection[str],
    names: Mapping[str, str],
    today: date,
    unread: Sequence[Problem] = (),
) -> list[Problem]:
    """Everything wrong with an entry. `entered`: the old units that have shares now; `names`: of all units by key;
    `unread`: what of it could not be read, whose sum nobody can judge."""
    if unread:
        return [*unread, *_paper(shares, today), *_long(shares)]
    if not shares.parts:
        found = [] if shares.old in entered else [problem("share_nothing_to_take_back", column=OLD)]
        found += [] if shares.reason.strip() else [problem("share_reason_missing", column=REASON)]
        return [*found, *_long(shares)]
    return [*_divided(shares, successors(succession, shares.old), names), *_paper(shares, today), *_long(shares)]


def _divided(shares: Shares, heirs: Collection[str], names: Mapping[str, str]) -> Iterator[Problem]:
    if len(heirs) < 2:
        yield problem("share_not_split", column=OLD, value=names.get(shares.old, shares.old))
        return
    keys = [key for key, _ in shares.parts]
    if sorted(keys) != sorted(heirs):
        parts = vi.listing([names[key] for key in heirs])
        yield problem("share_parts", column=OLD, old=names[shares.old], parts=parts)
    for key, share in shares.parts:
        if not 0 < share < TEN_THOUSAND:
            yield problem("share_out_of_range", column=names.get(key, key), value=_percent(share))
    if not shares.complete:
        yield problem("share_sum", sum=_percent(sum(share for _, share in shares.parts)))


def _paper(shares: Shares, today: date) -> Iterator[Problem]:
    for column, text in ((MEASURED, shares.measured), (DOCUMENT, shares.document)):
        if not text.strip():
            yield problem("share_missing", column=column)
    if shares.day is None:
        yield problem("share_missing", column=DAY)
    elif shares.day > today:
        yield problem("share_day_future", column=DAY, value=vi.day(shares.day))


def _long(shares: Shares) -> Iterator[Problem]:
    for column, text in ((MEASURED, shares.measured), (DOCUMENT, shares.document), (REASON, shares.reason)):
        if len(text) > _MOST_LETTERS:
            most, letters = vi.number(_MOST_LETTERS), vi.number(len(text))
            yield problem("share_too_long", column=column, most=most, letters=letters)


def _percent(share: int) -> str:
    return vi.percent_short(Decimal(share) / TEN_THOUSAND)


def save(store: Store, shares: Shares, seen: int, by: str, person: Person, today: date) -> int:
    """Keeps all parts or none. `seen`: the data version their author looked at. Returns the new version.

    Raises AppError: not_allowed, shares_refused (with what is wrong), changed_since_seen, name_required.
    """
    person.require_writing()
    entered = shares_in_force(store.shares(seen))
    names = dict(store.units()["name"])
    if found := problems(shares, store.succession(), entered, names, today):
        raise AppError("shares_refused", problems=" ".join(words.sentence(each) for each in found))
    return store.enter_shares(shares, seen, by)
