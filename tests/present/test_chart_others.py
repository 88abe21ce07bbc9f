"""Courses of other units behind the one a chart is about."""

import json
from itertools import pairwise

import altair as alt

from khuyenhoc.present import status
from khuyenhoc.present.chart_course import TrendPoint
from khuyenhoc.present.chart_others import OtherCourse, other_layers
from khuyenhoc.present.chart_parts import ROOM, SCREEN
from tests.present.test_chart_forecast import RISING, drawn
from tests.present.test_charts import colours, layers


def course(name: str, *values: float) -> OtherCourse:
    return OtherCourse(name, tuple(TrendPoint(f"{2020 + at}", value) for at, value in enumerate(values)))


def names(others, size=SCREEN) -> list[dict]:
    """The words at the ends of the lines, lowest first."""
    return other_layers(others, True, size)[-1].to_dict()["data"]["values"]


def test_each_line_ends_with_its_name_and_figure():
    assert [each["name"] for each in names([course("Huyện B", 0.5, 0.6), course("Huyện A", 0.3, 0.4)])] == [
        "Huyện A 40,0%", "Huyện B 60,0%",
    ]  # fmt: skip


def test_names_that_would_touch_are_pushed_apart():
    others = [course("A", 0.2, 0.500), course("B", 0.3, 0.501), course("C", 0.4, 0.502), course("D", 0.1, 0.9)]
    for size in (SCREEN, ROOM):
        at = [each["value"] for each in names(others, size)]
        least = (0.9 - 0.1) * size.type / size.height
        assert all(above - below >= least for below, above in pairwise(at))


def test_lines_are_told_apart_by_dashes_in_no_status_colour():
    drawn_lines = [each.to_dict()["mark"] for each in other_layers([course(n, 0.1, 0.2) for n in "abcd"], True, SCREEN)]
    lines = [mark for mark in drawn_lines if mark["type"] == "line"]
    assert len({tuple(mark["strokeDash"]) for mark in lines}) == 4
    assert {mark["color"] for mark in lines} == {status.MUTED}


def test_a_unit_without_figures_draws_nothing():
    assert other_layers([OtherCourse("Xã trống", ())], True, SCREEN) == []
    assert other_layers([], True, SCREEN) == []


def test_the_chart_holds_them_behind_its_own_course_and_tells_them():
    spec = drawn(RISING, others=[course("Huyện Bắc Mê", 0.4, 0.45)], sample=True)
    alt.LayerChart.from_dict(spec)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert "Huyện Bắc Mê 45,0%" in spec["description"]
    known = {value for value in vars(status).values() if isinstance(value, str) and value.startswith("#")}
    assert colours(spec) <= known
    strong = [each["mark"]["color"] for each in layers(spec, "line")]
    assert strong.index(status.MUTED) < strong.index(status.ACCENT), "drawn before, so below"
