"""Other units' courses behind the one a chart is about: thin, named at their last figure, never in a status colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from khuyenhoc.present import status
from khuyenhoc.present.chart_course import TrendPoint, course_rows
from khuyenhoc.present.chart_parts import Rows, Size, layer

_DASHES = ([1, 0], [10, 4], [4, 4], [10, 4, 2, 4])


@dataclass(frozen=True)
class OtherCourse:
    """A unit's name and its figures (shares or counts)."""

    name: str
    points: tuple[TrendPoint, ...]


def other_layers(others: Sequence[OtherCourse], rate: bool, size: Size) -> list[alt.UnitSpec]:
    """One thin line a unit, told apart by its dashes and by its name at the end; names keep their distance."""
    drawn = []
    courses = [(other.name, course_rows(other.points, rate)) for other in others if other.points]
    x, y = alt.X("at:T"), alt.Y("value:Q")
    tips = [
        alt.Tooltip("name:N", title="Địa bàn"),
        alt.Tooltip("when:N", title="Kỳ"),
        alt.Tooltip("text:N", title="Số liệu"),
    ]
    for (name, rows), dash in zip(courses, _DASHES * len(courses), strict=False):
        named = [{**row, "name": name} for row in rows]
        line = [x, y, alt.Detail("era:N")]
        drawn += [
            layer(named, "line", line, color=status.MUTED, strokeWidth=size.line / 2, strokeDash=dash),
            layer(named, "point", [x, y, *tips], filled=True, color=status.MUTED, size=size.point / 2, opacity=1),
        ]
    names = _names(courses, size)
    place = {"align": "left", "dx": size.type * 0.5, "fontSize": size.type, "baseline": "middle"}
    words = [x, y, alt.Text("name:N")]
    halo = {"stroke": status.PAPER, "strokeWidth": size.type / 3, "strokeJoin": "round"}
    return (
        [*drawn, layer(names, "text", words, **place, **halo), layer(names, "text", words, **place, color=status.MUTED)]
        if names
        else []
    )


def _names(courses: Sequence[tuple[str, Rows]], size: Size) -> list[dict]:
    """Where the names stand: at the last figure, pushed up where two would touch."""
    everything = [row["value"] for _, rows in courses for row in rows]
    apart = (max(everything) - min(everything)) * 1.4 * size.type / size.height if everything else 0
    ends = sorted(((rows[-1], name) for name, rows in courses), key=lambda pair: pair[0]["value"])
    placed: list[dict] = []
    for row, name in ends:
        lowest = placed[-1]["value"] + apart if placed else row["value"]
        placed.append({"at": row["at"], "value": max(row["value"], lowest), "name": f"{name} {row['text']}"})
    return placed
