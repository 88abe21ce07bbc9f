"""The block “Xem trước thay đổi”: figures, verdicts and ranks as they are and as they would be. The only place that shows an impact."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st

from khuyenhoc import query
from khuyenhoc.domain import impact
from khuyenhoc.domain.observation import totals
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import REFORM, Level
from khuyenhoc.intake import pipeline
from khuyenhoc.intake.pipeline import Sides
from khuyenhoc.present import impact_words, status, vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import data, filters, impact_map, parts, rights, simulated_figures

_MOST_JUMPS, _MOST_MOVES, _MOST_VERDICTS, _MOST_NAMES, _MOST_SHOWN = 10, 10, 10, 4, 500
_SIDES = ("before", "after")
_SAID = ("status", "inherited", "sample")


@dataclass(frozen=True)
class Impact:
    """`changes`: domain.impact.changes; `jumps`: the furthest of them; `anew`: by newest period of a map, how everybody is
    judged and ranked before and after; `simulated`: what is said of simulated figures that go or come back."""

    changes: pd.DataFrame
    jumps: pd.DataFrame
    anew: dict[Period, pd.DataFrame]
    simulated: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return bool((self.changes["kind"] == impact.SAME).all())

    def of_everybody(self) -> "Impact":
        """Without figures by group: small numbers among them are not for everybody."""
        return replace(self, changes=totals(self.changes), jumps=totals(self.jumps))


def of_publishing(name: Hashable, rows: pd.DataFrame) -> Impact:
    """What publishing these rows now would change. `name` stands for them in the cache."""
    version = data.version()
    return data.made("impact", ("publish", name), lambda: _of(pipeline.if_published(data.store(), rows, version)))


def of_rolling_back(batch: int) -> Impact:
    version = data.version()
    return data.made("impact", ("roll back", batch), lambda: _of(pipeline.if_rolled_back(data.store(), batch, version)))


def when_published(batch: int, version: int) -> Impact:
    """What a batch changed when it was published, as `version`."""
    return data.made("impact", ("was", batch), lambda: _of(pipeline.when_published(data.store(), batch, version)))


def _of(sides: Sides) -> Impact:
    known = data.known()
    changes = impact.changes(sides.before, sides.after, sides.rows)
    anew = {}
    simulated: list[str] = []
    if (changes["kind"] != impact.SAME).any():
        for period in _seen_at(changes):
            where = data.place(period.end)
            anew[period] = query.impact(sides.before, sides.after, where, known, period.end)
            simulated += simulated_figures.said(sides, where.units)
    jumps = impact.jumps(changes, sides.after, known.catalogue.flows, _MOST_JUMPS)
    return Impact(changes, jumps, anew, tuple(simulated))


def _seen_at(changes: pd.DataFrame) -> list[Period]:
    """Of each map that the changes touch the newest period, theirs or shown: the one its pages would open on."""
    own = [Period.parse(text) for text in changes["period"].unique()]
    shown = data.periods()
    return [
        max((each for each in [*shown, *own] if (each.end >= REFORM) is era), key=lambda each: each.order)
        for era in (False, True)
        if any((each.end >= REFORM) is era for each in own)
    ]


def show(found: Impact) -> None:
    """How many figures change, the furthest jumps, whose verdict and rank become others; every change folded away.

    Who may not see small numbers gets no figure by group, of whatever upload: beside the new ones stand those of before.
    """
    if not rights.person().may_see_small:
        told, found = found, found.of_everybody()
        if len(told.changes) > len(found.changes):
            st.caption("Số theo dân tộc, hộ nghèo cũng thay đổi; chỉ người xem tại máy chủ thấy từng số.")
    st.write(impact_words.counts_sentence(impact.counts(found.changes)))
    if found.nothing:
        return
    for sentence in found.simulated:
        st.warning(parts.plain(sentence))
    _jumps(found.jumps)
    for period, anew in found.anew.items():
        _judged(anew, period)
    _every_change(found.changes)


def _jumps(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    catalogue = data.known().catalogue
    shown = pd.DataFrame(
        {
            **_named(row),
            "base": _dated(impact_words.figure(row, "base", rate), row),
            "after": impact_words.figure(row, "after", rate),
            "change": impact_words.difference(row, rate),
        }
        for row, rate in ((row, catalogue[row["indicator"]].is_rate) for row in rows.to_dict("records"))
    )
    columns = [
        Column("unit", "Địa bàn"), Column("indicator", "Chỉ tiêu"), Column("group", "Phân tổ"), Column("base", "Trước", "figure"),
        Column("after", "Sau", "figure"), Column("change", "Tăng, giảm", "figure"),
    ]  # fmt: skip
    parts.table(shown, _filled(columns, shown), "Những số thay đổi nhiều nhất")


def _named(row: dict) -> dict[str, str]:
    """Who and what a figure is about."""
    return {
        "unit": unit_label(row["unit"], Period.parse(row["period"]).end),
        "indicator": data.known().catalogue[row["indicator"]].short_name,
        "group": group_label(row),
        "period": row["period"],
    }


def unit_label(key: str, on: date) -> str:
    """With the district, for a unit of the province; the name alone elsewhere."""
    return filters.unit_label(key, on) if key in data.place(on).units else data.all_units()[key]


def group_label(row: dict) -> str:
    """Mông, Hộ nghèo; '' for everybody."""
    return ", ".join(data.known().group_name(row[by]) for by in ("ethnicity", "poverty") if row[by])


def _filled(columns: list[Column], rows: pd.DataFrame) -> list[Column]:
    """Without the column of groups where every figure is of everybody."""
    return [column for column in columns if column.key != "group" or (rows["group"] != "").any()]


def _dated(text: str, row: dict) -> str:
    return text if row["base_period"] == row["period"] else f"{text}, {vi.period(row['base_period'])}"


def _judged(anew: pd.DataFrame, period: Period) -> None:
    verdicts, ranks = anew[anew["verdict"]], anew[anew["moved"]]
    until = vi.period(period.text)
    st.write(impact_words.anew_sentence(_by_level(verdicts), _by_level(ranks), until))
    if len(verdicts):
        _verdicts(verdicts, until, period.end)
        impact_map.before_and_after(anew, period)
    if len(ranks):
        _moves(ranks, until, period.end)


def _by_level(rows: pd.DataFrame) -> dict[Level, int]:
    return {level: int((rows["level"] == level).sum()) for level in impact_words.LEVELS}


def _verdicts(rows: pd.DataFrame, until: str, on: date) -> None:
    """One line per level, indicator and change: the province first, then those of cards, of most units before of few; what
    is beyond a screen of them is folded away."""
    known = data.known().catalogue
    looks = {
        side: [
            impact_words.simulated(status.look(code, inherited).label, sample)
            for code, inherited, sample in zip(*(rows[f"{name}_{side}"] for name in _SAID), strict=True)
        ]
        for side in _SIDES
    }
    order = {each.code: place for place, each in enumerate(dict.fromkeys([*known.headline, *known]))}
    cards = {each.code for each in known.headline}
    groups = [each for _, each in rows.assign(**looks).groupby(["indicator", "level", *_SIDES], sort=False)]

    def matters(each: pd.DataFrame) -> tuple[bool, bool, int, int]:
        code, level = each[["indicator", "level"]].iloc[0]
        return level != Level.PROVINCE, code not in cards, -len(each), order[code]

    shown = [
        {
            "level": impact_words.LEVELS[Level(each["level"].iloc[0])],
            "indicator": known[each["indicator"].iloc[0]].short_name,
            "before": each["before"].iloc[0],
            "after": each["after"].iloc[0],
            "count": len(each),
            "names": vi.listing([unit_label(key, on) for key in each["unit"]], _MOST_NAMES, "địa bàn"),
        }
        for each in sorted(groups, key=matters)
    ]
    columns = [
        Column("indicator", "Chỉ tiêu"), Column("level", "Cấp"), Column("before", "Trước"), Column("after", "Sau"),
        Column("count", "Số địa bàn", "count"), Column("names", "Địa bàn", minor=True),
    ]  # fmt: skip
    parts.table(pd.DataFrame(shown[:_MOST_VERDICTS]), columns, f"Đánh giá thay đổi, số liệu đến {until}")
    if rest := shown[_MOST_VERDICTS:]:
        title = f"Còn {vi.number(len(rest))} dòng đánh giá thay đổi, đến {until}"
        with st.expander(title):
            parts.table(pd.DataFrame(rest), columns, title)


def _moves(rows: pd.DataFrame, until: str, on: date) -> None:
    """The biggest moves between ranks; who enters or leaves a ranking comes after them."""
    steps = (rows["rank_after"] - rows["rank_before"]).abs()
    first = rows.assign(steps=steps).sort_values("steps", ascending=False, kind="stable", na_position="last")
    shown = pd.DataFrame(
        {
            "unit": unit_label(row["unit"], on),
            "indicator": data.known().catalogue[row["indicator"]].short_name,
            "move": impact_words.move(row),
        }
        for row in first.head(_MOST_MOVES).to_dict("records")
    )
    columns = [Column("unit", "Địa bàn"), Column("indicator", "Chỉ tiêu"), Column("move", "Thứ hạng")]
    parts.table(shown, columns, f"Đổi thứ hạng nhiều nhất, số liệu đến {until}")


def _every_change(changes: pd.DataFrame) -> None:
    found = changes[changes["kind"] != impact.SAME]
    catalogue = data.known().catalogue
    with st.expander(f"Từng số thay đổi ({vi.number(len(found))})"):
        shown = pd.DataFrame(
            {
                **_named(row),
                "kind": vi.capitalised(impact_words.KINDS[row["kind"]]),
                **{side: impact_words.figure(row, side, catalogue[row["indicator"]].is_rate) for side in _SIDES},
            }
            for row in found.head(_MOST_SHOWN).to_dict("records")
        )
        columns = [
            Column("unit", "Địa bàn"), Column("indicator", "Chỉ tiêu"), Column("period", "Kỳ", "period"),
            Column("group", "Phân tổ"), Column("kind", "Thay đổi"), Column("before", "Trước", "figure"),
            Column("after", "Sau", "figure"),
        ]  # fmt: skip
        parts.table(shown, _filled(columns, shown), f"Từng số thay đổi ({vi.number(len(found))})")
        if len(found) > _MOST_SHOWN:
            st.caption(f"Bảng chỉ hiện {vi.number(_MOST_SHOWN)} số đầu.")
