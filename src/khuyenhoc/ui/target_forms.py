"""Sửa mục tiêu: add, change from a day, withdraw; what that would do is shown before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from khuyenhoc.domain.indicator import Better, Indicator
from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.domain.unit import COUNTRY, LAST_OLD_DAY, REFORM, Level
from khuyenhoc.errors import Problem
from khuyenhoc.intake import target_edit as fields
from khuyenhoc.intake import target_entry
from khuyenhoc.intake.target_entry import Entry
from khuyenhoc.present import target_words, vi
from khuyenhoc.query import Place
from khuyenhoc.ui import chooser, data, filters, prospect

PREVIEW = "Xem trước"
BINDING = {"giao": "giao cho địa bàn", "chung": "mục tiêu chung"}
_ERAS = {"sau": "Từ 1/7/2025", "truoc": "Đến 30/6/2025"}
_WHERE = {
    "tinh": "Toàn tỉnh", "huyen": "Mọi huyện", "xa": "Mọi xã", "loai": "Một loại địa bàn", "mot": "Một địa bàn",
    "ca-nuoc": "Cả nước",
}  # fmt: skip
_LEVELS = {"huyen": Level.DISTRICT, "xa": Level.COMMUNE}
_FIRST_DAY, _LAST_DAY = date(2010, 1, 1), date(2060, 12, 31)


@dataclass(frozen=True)
class Draft:
    """Changes to look at before they are kept. `unread`: what of the form could not be read."""

    action: str
    changes: tuple[TargetChange, ...]
    unread: tuple[Problem, ...] = ()
    restoring: bool = False


def add(action: str, targets: Sequence[Target]) -> Draft | None:
    """Thêm mục tiêu; None until the form is sent."""
    catalogue = {each.code: each for each in data.known().catalogue}
    left, right = st.columns([2, 3])
    with left:
        code = st.selectbox(fields.INDICATOR, list(catalogue), format_func=lambda each: catalogue[each].short_name)
    with right:
        scope, day = _scope()
    entry = _form(f"them {code} {day}", catalogue[code], scope, None, _phase(targets, code, day))
    return _draft(action, entry, None) if entry else None


def _phase(targets: Sequence[Target], indicator: str, day: date) -> Target | None:
    """The common target whose days a new one most likely shares: the next due from that day, else the last."""
    common = [each for each in targets if each.indicator == indicator and each.scope_kind is Scope.COUNTRY]
    by_due = sorted(common, key=lambda each: each.due)
    return next((each for each in by_due if each.due >= day), by_due[-1] if by_due else None)


def change(action: str, targets: Sequence[Target]) -> Draft | None:
    """Đổi mục tiêu từ một ngày."""
    old = _which(targets)
    if old is None:
        return None
    if old.scope_kind is Scope.COUNTRY:
        st.caption("Mục tiêu này của cả nước. Muốn giao mức khác cho riêng tỉnh, huyện hay xã thì dùng Thêm mục tiêu.")
    indicator = data.known().catalogue[old.indicator]
    entry = _form(f"doi {old.id}", indicator, (old.scope_kind, old.scope), old, old)
    return _draft(action, entry, old) if entry else None


def withdraw(action: str, targets: Sequence[Target]) -> Draft | None:
    """Bãi bỏ mục tiêu."""
    old = _which(targets)
    if old is None:
        return None
    with st.form("withdraw"):
        effective = _day(fields.EFFECTIVE, None, f"bai-bo {old.id}")
        reason = st.text_input(
            fields.REASON, placeholder="Quyết định số …, ngày …, về việc bãi bỏ …", key="withdraw why"
        )
        sent = st.form_submit_button(PREVIEW)
    if not sent:
        return None
    if effective is None:
        return Draft(action, (), (fields.problem("target_day_missing", column=fields.EFFECTIVE),))
    return Draft(action, (TargetChange(effective, None, old.id, reason),))


def name_of(target: Target) -> tuple[str, str]:
    """The indicator and the place it speaks of, as people call them."""
    known = data.known()
    area_types = dict(zip(known.area_types["code"], known.area_types["name"], strict=True))
    names = {code: known.catalogue[code].short_name for code in (target.indicator,) if code in known.catalogue}
    return names.get(target.indicator, target.indicator), target_words.scope(target, data.all_units(), area_types)


def _draft(action: str, entry: Entry, old: Target | None) -> Draft:
    made, unread = target_entry.read(entry, old)
    return Draft(action, (made,) if made else (), tuple(unread))


def _which(targets: Sequence[Target]) -> Target | None:
    """One of the targets that may still be changed."""
    if not targets:
        st.write("Không có mục tiêu nào để sửa.")
        return None
    # Those that ended last: they may still be changed for days of their own time.
    by_id = {each.id: each for each in sorted(targets, key=lambda each: each.in_force_to is not None)}
    return by_id[
        st.selectbox(
            fields.REPLACED,
            list(by_id),
            format_func=lambda each: target_words.label(by_id[each], *name_of(by_id[each])),
        )
    ]


def _scope() -> tuple[tuple[Scope, str], date]:
    """Whom the target is for, on the map of before or since 1/7/2025; and the day to look from."""
    newest = next(iter(data.periods()), None)
    default = "truoc" if newest is not None and newest.end < REFORM else "sau"
    era = st.segmented_control(
        "Thời kỳ", list(_ERAS), format_func=lambda each: _ERAS[each], default=default, required=True, key="target era"
    )
    day = REFORM if era == "sau" else LAST_OLD_DAY
    offered = [each for each in _WHERE if each != "huyen" or day < REFORM]
    kind = st.selectbox(fields.SCOPE, offered, format_func=lambda each: _WHERE[each])
    return _place(kind, day), max(day, date.today()) if era == "sau" else day


def _place(kind: str, day: date) -> tuple[Scope, str]:
    where = data.place(day)
    if kind == "ca-nuoc":
        return Scope.COUNTRY, COUNTRY
    if kind in _LEVELS:
        place = COUNTRY if where.province == COUNTRY else _province(where, day)
        return Scope.LEVEL, f"{place}/{_LEVELS[kind]}"
    if kind == "loai":
        names = dict(zip(data.known().area_types["code"], data.known().area_types["name"], strict=True))
        return Scope.AREA_TYPE, st.selectbox("Loại địa bàn", list(names), format_func=lambda each: names[each])
    if kind == "mot":
        inside = [*where.units.of_level(Level.DISTRICT), *where.units.of_level(Level.COMMUNE)]
        names = {each: filters.unit_label(each, day) for each in inside}
        return Scope.UNIT, chooser.one("Địa bàn", names, inside[0], key=f"target unit {day}") or ""
    return Scope.PROVINCE, _province(where, day)


def _province(where: Place, day: date) -> str:
    """The province followed; of several the one chosen: no document speaks for all of them."""
    if not where.several:
        return where.province
    names = {key: where.units.name(key) for key in where.units.of_level(Level.PROVINCE)}
    return chooser.one("Tỉnh giao mục tiêu", names, next(iter(names)), key=f"target province {day}") or ""


def _form(
    key: str, indicator: Indicator, scope: tuple[Scope, str], old: Target | None, like: Target | None
) -> Entry | None:
    """The fields, filled in as in `old`, days and sign at least as in `like`; None until sent."""
    signs = list(vi.COMPARATOR)
    sign = like.comparator if like else signs[indicator.better is Better.LOWER]
    with st.form(f"form {key}"):
        one, two, three = st.columns(3)
        comparator = one.selectbox(
            fields.COMPARATOR, signs, signs.index(sign), format_func=lambda each: vi.COMPARATOR[each], key=f"sign {key}"
        )
        value = two.text_input(
            f"{fields.VALUE} ({indicator.unit})", _value_text(old), placeholder="70,5" if indicator.is_rate else "1.200",
            key=f"value {key}",
        )  # fmt: skip
        no_target = three.checkbox(target_words.NO_TARGET, bool(old and old.value is None), key=f"none {key}")
        one, two, three = st.columns(3)
        with one:
            start = _day(fields.START, like.start if like else None, key)
        with two:
            due = _day(fields.DUE, like.due if like else None, key)
        with three:
            effective = _day(fields.EFFECTIVE, None, key, "Để trống là từ ngày của văn bản.")
        paper = _paper(key, old)
        milestones = st.text_area(
            fields.MILESTONES, target_entry.milestones_text(old) if old else "", height=68, key=f"stones {key}",
            placeholder="Mỗi dòng một mốc, ví dụ 31/12/2027: 75. Không có thì để trống.",
        )  # fmt: skip
        note = st.text_input(fields.NOTE, key=f"note {key}")
        sent = st.form_submit_button(PREVIEW)
    if not sent:
        return None
    return Entry(
        indicator=indicator, scope_kind=scope[0], scope=scope[1], no_target=no_target, comparator=comparator,
        value=value, milestones=milestones, start=start, due=due, effective=effective, note=note, **paper,
    )  # fmt: skip


def _paper(key: str, old: Target | None) -> dict:
    """The document the target stands on: always that of the change, so never filled in from the former target."""
    one, two, three = st.columns(3)
    number = one.text_input(fields.BASIS, placeholder="123/QĐ-UBND", key=f"paper {key}")
    with two:
        day = _day(fields.BASIS_DATE, None, key)
    clause = three.text_input(fields.CLAUSE, key=f"clause {key}")
    title = st.text_input(fields.BASIS_TITLE, placeholder="Về việc giao chỉ tiêu …", key=f"title {key}")
    one, two = st.columns(2)
    binding = one.selectbox(
        fields.BINDING, list(BINDING), list(BINDING).index(old.binding) if old else 0,
        format_func=lambda each: BINDING[each], key=f"binding {key}",
    )  # fmt: skip
    verified = two.selectbox(
        fields.CHECKED, list(prospect.VERIFIED), list(prospect.VERIFIED).index("secondary"),
        format_func=lambda each: vi.capitalised(prospect.VERIFIED[each]), key=f"checked {key}",
    )  # fmt: skip
    return {
        "basis": number, "basis_date": day, "basis_clause": clause, "basis_title": title, "binding": binding,
        "verified": verified,
    }  # fmt: skip


def _day(label: str, value: date | None, key: str, hint: str | None = None) -> date | None:
    return st.date_input(
        label, value, min_value=_FIRST_DAY, max_value=_LAST_DAY, format="DD/MM/YYYY", key=f"{label} {key}", help=hint
    )


def _value_text(old: Target | None) -> str:
    if old is None or old.value is None:
        return ""
    return target_words.figure(old.value, old.is_rate).rstrip("%")
