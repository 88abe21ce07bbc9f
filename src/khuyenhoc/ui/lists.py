"""The blocks of Danh mục: indicators, targets with their basis, units."""

import pandas as pd
import streamlit as st

from khuyenhoc.domain.rates import TEN_THOUSAND
from khuyenhoc.domain.target import Target
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level
from khuyenhoc.present import tables, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, parts, prospect

LISTS = {"muc-tieu": "Mục tiêu", "chi-tieu": "Chỉ tiêu", "dia-ban": "Địa bàn"}
WHICH = "danh-muc"


def which() -> str:
    return filters.select(WHICH, "Danh mục", list(LISTS), "muc-tieu", lambda each: LISTS[each], few=True)


def show(name: str) -> None:
    {"muc-tieu": _targets, "chi-tieu": _indicators, "dia-ban": _units}[name]()


def _targets() -> None:
    """Those that reach this province first; never an unverified one as official."""
    known = data.known()
    units, _ = data.reference()
    rows = [_target(target, units) for target in known.targets]
    columns = [
        Column("name", "Chỉ tiêu"), Column("scope", "Áp dụng cho"), Column("value", "Mục tiêu", "figure"),
        Column("due", "Đến", "day"), Column("basis", "Văn bản"), Column("clause", "Điểm"),
        Column("binding", "Tính chất"), Column("verified", "Mức kiểm chứng"), Column("note", "Ghi chú"),
    ]  # fmt: skip
    mine = st.toggle("Chỉ mục tiêu áp dụng cho tỉnh đang xem", value=True)
    frame = pd.DataFrame(rows)
    shown = frame[frame["mine"]] if mine else frame
    parts.table(shown, columns, f"Mục tiêu ({vi.number(len(shown))})")
    parts.save_table(shown, columns, "muc-tieu")


def _target(target: Target, units: pd.DataFrame) -> dict:
    known = data.known()
    place = target.scope.split("/")[0]
    if target.scope_kind == "area_type":
        found = known.area_types.loc[known.area_types["code"] == target.scope, "name"]
        where = str(found.iloc[0])
    else:
        where = str(units.at[place, "name"])
    level = target.scope.partition("/")[2]
    sign = vi.COMPARATOR[target.comparator]
    value = "Không giao chỉ tiêu" if target.value is None else f"{sign} {_number(target)}"
    return {
        "name": known.catalogue[target.indicator].short_name,
        "scope": f"{where} ({filters.LEVEL_NAMES[filters.LEVEL_WORDS[Level(level)]].lower()})" if level else where,
        "value": value,
        "due": target.due,
        "basis": f"{target.basis} {target.basis_title}".strip(),
        "clause": target.basis_clause,
        "binding": {"giao": "giao", "chung": "mục tiêu chung"}[target.binding],
        "verified": prospect.VERIFIED[target.verified],
        "note": target.note,
        "mine": place in ("VN", data.place(REFORM).province, data.place(LAST_OLD_DAY).province),
    }


def _number(target: Target) -> str:
    assert target.value is not None
    return vi.percent_short(target.value / TEN_THOUSAND) if target.is_rate else vi.trimmed(target.value)


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
    inside = [*where.units.of_level(Level.DISTRICT), *where.units.of_level(Level.COMMUNE)]
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
    parts.markup(f"<p>{tables.link_html('Xem bản đồ', '/ban-do')}</p>")
