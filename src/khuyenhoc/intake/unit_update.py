"""An official list of units against those we know: what would change, everything wrong at once, then all of it or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

import pandas as pd

from khuyenhoc.access.local import Person
from khuyenhoc.domain.succession import WHOLE
from khuyenhoc.domain.unit import UNIT_COLUMNS, Level, Units, unit_key
from khuyenhoc.domain.unit_change import LISTED, Change, compared, divided, merged, other_extent, successors_of
from khuyenhoc.errors import Problem
from khuyenhoc.intake.unit_list import UnitList, compared_name
from khuyenhoc.intake.words import problem
from khuyenhoc.present import vi
from khuyenhoc.store.store import Store
from khuyenhoc.store.unit_changes import UnitChange

_DAY = timedelta(days=1)
_PAIR = ["old_key", "new_key", "relation"]


@dataclass(frozen=True)
class Update:
    """`ends`, `begins`: keys of units whose last or first day becomes known; `added`: rows of UNIT_COLUMNS by key;
    `pairs`: what became of whom. `change`: the same in codes, `names`: of all codes spoken of."""

    change: Change
    ends: list[str]
    begins: list[str]
    added: pd.DataFrame
    pairs: pd.DataFrame
    first_day: date
    names: dict[str, str]

    @property
    def empty(self) -> bool:
        return not (self.ends or self.begins or len(self.added) or len(self.pairs))


def update(
    given: UnitList, units: pd.DataFrame, succession: pd.DataFrame, first_day: date, *, past: bool = False
) -> tuple[Update, list[Problem]]:
    """What the list would change. It holds from `first_day` on; `past`: until the day before, and what we know since.

    `units`, `succession`: all versions of all units. Compared are the provinces the list names.
    """
    if given.pairs is not None:
        return _table(given.pairs, units, succession, first_day, past=past)
    assert given.units is not None
    known = Units.valid_on(units, first_day if past else first_day - _DAY)
    problems = [
        problem("unit_list_parent", column="Mã TP", value=code, day=vi.day(first_day))
        for code in given.provinces
        if known.find(code) is None
    ]
    ours = _listed(known, given.provinces)
    earlier, later = (given.units, ours) if past else (ours, given.units)
    change = compared(earlier, later)
    day = first_day - _DAY if past else first_day
    holds = Units.valid_on(units, day)
    if compared(given.units, _listed(holds, given.provinces)).empty:
        change = Change()  # imported before
    version = day.isoformat()
    problems += [] if change.empty else _again(given.units["code"], units, day)
    going = [*change.ended, *change.other, *change.recoded]
    coming = [*change.new, *change.other, *change.recoded.values()]
    theirs, mine = (going, coming) if past else (coming, going)
    added = _added(given.units, theirs, known, version, first_day, past=past)
    here = [str(known.find(code)) for code in mine]
    old = {code: unit_key(code, version) if past else str(known.find(code)) for code in going}
    new = {code: str(known.find(code)) if past else unit_key(code, version) for code in coming}
    pairs = [(old[was], new[now], WHOLE) for was, now in successors_of(change).items()]
    names = dict(zip(given.units["code"], given.units["name"], strict=True)) | {
        code: known.name(str(known.find(code))) for code in mine
    }
    made = pd.DataFrame(pairs, columns=_PAIR)
    return Update(change, [] if past else here, here if past else [], added, made, first_day, names), problems


def _again(codes: Iterable[str], units: pd.DataFrame, day: date) -> list[Problem]:
    """The units that a list of the same day gave before, otherwise."""
    return [
        problem("unit_list_again", column="Mã PX", value=code, day=vi.day(day))
        for code in codes
        if unit_key(code, day.isoformat()) in units.index
    ]


def _listed(known: Units, provinces: list[str]) -> pd.DataFrame:
    """The districts (those with communes: a list names no other) and communes we know in these provinces, as it does."""
    above = known.ancestor(Level.PROVINCE)
    inside = {key for key, province in above.items() if known.frame.at[province, "code"] in provinces}
    rows = known.frame[known.frame.index.isin(inside) & known.frame["level"].isin([Level.DISTRICT, Level.COMMUNE])]
    rows = rows[(rows["level"] == Level.COMMUNE) | rows.index.isin(rows["parent"])]
    codes = dict(zip(known.frame.index, known.frame["code"], strict=True))
    return rows.assign(parent=rows["parent"].map(codes), folded=rows["name"].map(compared_name))[LISTED]


def _added(
    listed: pd.DataFrame, codes: list[str], known: Units, version: str, first_day: date, *, past: bool
) -> pd.DataFrame:
    rows = listed.set_index("code").loc[codes]
    parents = pd.Series([unit_key(up, version) if up in codes else known.find(up) for up in rows["parent"]], rows.index)
    # However the kind is written (XÃ TẢ LỦNG), it is as long as we write it.
    short = [name[len(kind) :].strip() for name, kind in zip(rows["name"], rows["kind"], strict=True)]
    found = rows.assign(
        code=rows.index, version=version, short_name=short, parent=parents, lat=float("nan"), lon=float("nan"),
        valid_from=None if past else first_day, valid_to=first_day - _DAY if past else None,
    )  # fmt: skip
    found.index = pd.Index([unit_key(code, version) for code in codes], name="key")
    return found[UNIT_COLUMNS]


def _table(
    pairs: pd.DataFrame, units: pd.DataFrame, succession: pd.DataFrame, first_day: date, *, past: bool
) -> tuple[Update, list[Problem]]:
    """The table of old and new communes: who went where on `first_day`. A unit whose code stayed while its extent did not
    gets a version of its own for the time before (`past`) or since."""
    before, since = Units.valid_on(units, first_day - _DAY), Units.valid_on(units, first_day)
    problems = list(_unknown(pairs, before, since, first_day))
    found = pairs.assign(old_key=pairs["old_code"].map(before.find), new_key=pairs["new_code"].map(since.find)).dropna()
    codes = [code for code in other_extent(found) if (key := before.find(code)) and key == since.find(code)]
    version = (first_day - _DAY if past else first_day).isoformat()
    known = before.frame.loc[[str(before.find(code)) for code in codes]]
    added = known.assign(
        version=version, valid_from=known["valid_from"] if past else first_day,
        valid_to=first_day - _DAY if past else known["valid_to"],
    )  # fmt: skip
    added.index = pd.Index([unit_key(code, version) for code in codes], name="key")
    side = "old" if past else "new"
    own = found[f"{side}_code"].isin(codes)
    keys = found[f"{side}_code"].map(lambda code: unit_key(code, version))
    found[f"{side}_key"] = found[f"{side}_key"].mask(own, keys)
    have = set(zip(succession["old_key"], succession["new_key"], strict=True))
    fresh = [pair not in have for pair in zip(found["old_key"], found["new_key"], strict=True)]
    here, made = list(known.index), found.loc[fresh, _PAIR].reset_index(drop=True)
    names = dict(units["name"]) | dict(added["name"])
    return Update(Change(), [] if past else here, here if past else [], added, made, first_day, names), problems


def _unknown(pairs: pd.DataFrame, before: Units, since: Units, first_day: date) -> Iterator[Problem]:
    for column, title, valid, day in (
        ("old_code", "Mã Xã cũ", before, first_day - _DAY),
        ("new_code", "Mã Xã mới", since, first_day),
    ):
        for code in sorted({code for code in pairs[column] if valid.find(code) is None}):
            yield problem("unit_list_unknown", column=title, value=code, day=vi.day(day))


def report(made: Update) -> list[str]:
    """One Vietnamese line for each kind of change."""
    change, names = made.change, made.names

    def line(words: str, codes: list[str]) -> str:
        shown = vi.listing([f"{names.get(code, '')} ({code})" for code in codes], 12, "đơn vị")
        return f"{words}: {vi.number(len(codes))}. {shown}." if codes else f"{words}: 0."

    recoded = {f"{old} → {new}": names.get(new, "") for old, new in change.recoded.items()}
    names = names | recoded
    said = [
        line("Đơn vị mới", change.new), line("Đơn vị kết thúc", change.ended), line("Đổi tên", change.renamed),
        line("Chuyển sang huyện, tỉnh khác", change.moved), line("Đổi mã", list(recoded)),
    ]  # fmt: skip
    said += [line("Nhập từ nhiều đơn vị", merged(made.pairs)), line("Bị chia", divided(made.pairs))]
    if (change.new or change.ended) and made.pairs.empty:
        said.append(
            "Danh mục không nói đơn vị nào nhập vào đâu: hãy nhập thêm bảng chuyển đổi, khi đó số liệu cũ mới cộng được."
        )
    return said


def apply(store: Store, made: Update, file: tuple[str, bytes], seen: int, by: str, person: Person) -> int:
    """Keeps all of it or nothing, with the name and hash of the `file`; returns the new data version.

    Raises AppError: not_allowed, changed_since_seen, name_required.
    """
    person.require_writing()
    name, content = file
    digest = sha256(content).hexdigest()
    change = UnitChange(made.added, made.pairs, made.ends, made.begins, made.first_day, name, digest)
    return store.change_units(change, seen, by)


def take_back(store: Store, number: int, seen: int, by: str, person: Person) -> int:
    """The units as they were before the newest import. Returns the new data version; raises AppError."""
    person.require_writing()
    return store.take_back_units(number, seen, by)
