"""The blocks of Danh mục: indicators, targets with their basis, units."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain.target import Scope, Target
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level
from khuyenhoc.present import equity_words, tables, target_words, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import (
    boundary_desk,
    data,
    filters,
    parts,
    prospect,
    province,
    share_desk,
    target_desk,
    target_forms,
    unit_desk,
)

WHICH = "danh-muc"


def which() -> str:
    return filters.select(WHICH, "Danh mục", list(LISTS), "muc-tieu", lambda each: LISTS[each][0], few=True)


def show(name: str) -> None:
    _, shown = LISTS[name]
    shown()


def _targets() -> None:
    """Those that reach this province first; never an unverified one as official. Then what people changed and may change."""
    columns = [
        Column("name", "Chỉ tiêu"), Column("scope", "Áp dụng cho"), Column("value", "Mục tiêu", "figure"),
        Column("due", "Hạn", "day"), Column("basis", "Văn bản"), Column("clause", "Điểm"), Column("binding", "Tính chất"),
        Column("verified", "Mức kiểm chứng"), Column("note", "Ghi chú"),
    ]  # fmt: skip
    mine = st.toggle("Chỉ mục tiêu áp dụng cho tỉnh đang xem", value=True)
    offered = [each for each in data.known().targets if not mine or _reaches_province(each)]
    # A target that replaced another, or is set for a group, stands beside those of its indicator.
    codes = [each.indicator for each in offered]
    offered.sort(key=lambda each: codes.index(each.indicator))
    rows = [(each.indicator, _target(each)) for each in offered] + _of_groups(mine)
    order = {code: place for place, code in enumerate(dict.fromkeys(code for code, _ in rows))}
    shown = pd.DataFrame([row for _, row in sorted(rows, key=lambda pair: order[pair[0]])])
    if shown["time"].any():
        columns.insert(4, Column("time", "Thời gian áp dụng"))
    parts.table(shown, columns, f"Mục tiêu ({vi.number(len(shown))})")
    parts.save_table(shown, columns, "muc-tieu")
    target_desk.changes()
    target_desk.desk(offered)


def _of_groups(mine: bool) -> list[tuple[str, dict]]:
    """Indicator and row of every target of one people or poverty class; they are changed in their file only."""
    known = data.known()
    said = [(each.target, equity_words.alone(each.group, known.group_name(each.group))) for each in known.group_targets]
    rows = [(target, _target(target), who) for target, who in said if not mine or _reaches_province(target)]
    return [(target.indicator, row | {"scope": f"{row['scope']}, riêng {who}"}) for target, row, who in rows]


def _reaches_province(target: Target) -> bool:
    place = target.scope.partition("/")[0]
    inside = (data.place(day).units for day in (REFORM, LAST_OLD_DAY))
    return target.scope_kind is Scope.AREA_TYPE or any(place in units for units in inside)


def _target(target: Target) -> dict:
    name, scope = target_forms.name_of(target)
    return {
        "name": name,
        "scope": scope,
        "value": target_words.value(target),
        "due": target.due,
        "time": target_words.time(target.in_force_from, target.in_force_to),
        "basis": f"{target_words.basis(target)} {target.basis_title}".strip(),
        "clause": target.basis_clause,
        "binding": {"giao": "giao", "chung": "mục tiêu chung"}[target.binding],
        "verified": prospect.VERIFIED[target.verified],
        "note": target.note,
    }


def _indicators() -> None:
    rows = [
        {
            "name": each.name, "code": each.code, "unit": each.unit, "basis": each.denominator_basis,
            "definition": each.definition, "source": each.source,
        }
        for each in data.known().catalogue
    ]  # fmt: skip
    columns = [
        Column("name", "Chỉ tiêu"), Column("unit", "Đơn vị tính"), Column("basis", "Mẫu số"),
        Column("definition", "Định nghĩa"), Column("source", "Nguồn"), Column("code", "Mã"),
    ]  # fmt: skip
    parts.table(pd.DataFrame(rows), columns, f"Chỉ tiêu ({vi.number(len(rows))})")
    parts.save_table(pd.DataFrame(rows), columns, "chi-tieu")


def _units() -> None:
    """Both maps of the province: to 30/6/2025 and from 1/7/2025."""
    eras = {"truoc": "Đến 30/6/2025", "sau": "Từ 1/7/2025"}
    era = filters.select("thoi-ky", "Thời kỳ", list(eras), "truoc", lambda each: eras[each], few=True)
    where = data.place(REFORM if era == "sau" else LAST_OLD_DAY)
    levels = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE] if where.several else [Level.DISTRICT, Level.COMMUNE]
    inside = [key for level in levels for key in where.units.of_level(level)]
    rows = where.units.frame.loc[inside]
    shown = pd.DataFrame(
        {
            "name": rows["name"], "code": rows["code"], "kind": rows["kind"],
            "above": [where.units.name(key) for key in rows["parent"]],
        }
    )  # fmt: skip
    columns = [Column("name", "Địa bàn"), Column("code", "Mã"), Column("kind", "Loại"), Column("above", "Thuộc")]
    parts.table(shown, columns, f"{where.units.name(where.province)}: {vi.number(len(shown))} địa bàn")
    parts.save_table(shown, columns, f"dia-ban-{era}")
    share_desk.split_units()
    unit_desk.imports()
    parts.markup(f"<p>{tables.link_html('Xem bản đồ', '/ban-do')}</p>")


LISTS = {
    "muc-tieu": ("Mục tiêu", _targets),
    "chi-tieu": ("Chỉ tiêu", _indicators),
    "dia-ban": ("Địa bàn", _units),
    "ranh-gioi": ("Ranh giới", boundary_desk.show),
    province.DESK: ("Tỉnh đang theo dõi", province.desk),
}
