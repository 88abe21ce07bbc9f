"""Charts of groups: order kept, no status colour, hidden figures told as hidden."""

import json

import altair as alt
import pytest

from khuyenhoc.present import status
from khuyenhoc.present.chart_equity import GroupCourse, UnitPoint, apart, equiplot, make_up
from tests.present.test_charts import colours, layers

GROUPS = [
    GroupCourse("Mông", (("2024-05", 0.52), ("2022-06", 0.41), ("2023-12", 0.50))),
    GroupCourse("Lô Lô", (("2022-06", 0.3), ("2024-05", None))),
    GroupCourse("Kinh", (("2024-05", 0.93),)),
    GroupCourse("Giáy", ()),
]
UNITS = [UnitPoint("Xã Lũng Cú", 0.6, 0.45), UnitPoint("Phường Trần Phú", 0.02, 0.9, marked=True)]
STATUS_COLOURS = {look.fill for look in status.LOOKS.values()}
ALL = {
    "equiplot": lambda **more: equiplot(GROUPS, "Gia đình học tập", 0.666, **more),
    "equiplot of nobody": lambda **more: equiplot([], "Gia đình học tập", **more),
    "make-up": lambda **more: make_up(UNITS, "Hộ nghèo", "Gia đình học tập", 0.7, **more),
    "make-up of nobody": lambda **more: make_up([], "Hộ nghèo", "Gia đình học tập", **more),
}


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
@pytest.mark.parametrize("presenting", [False, True])
def test_every_specification_obeys_the_schema_and_judges_nobody(make, presenting):
    spec = make(sample=True, presenting=presenting)
    alt.LayerChart.from_dict(spec)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert not colours(spec) & STATUS_COLOURS
    assert spec["usermeta"]["sample"] is True and "minh họa" in spec["description"]
    if presenting:
        assert min(each["mark"]["fontSize"] for each in layers(spec, "text")) >= 28


def dots(spec) -> list[list[dict]]:
    return [each.get("data", spec["data"])["values"] for each in layers(spec, "point")]


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_layer_draws_the_rows_of_the_sheet(make):
    """Vega drops a data set that no layer uses, and Streamlit then fails to fill it in."""
    assert [each for each in make()["layer"] if "data" not in each]


def test_the_last_period_is_the_full_dot_whatever_the_order_given():
    earlier, last = dots(equiplot(GROUPS, "t"))
    assert [(dot["name"], dot["text"]) for dot in last] == [("Mông", "52,0%"), ("Kinh", "93,0%")]
    assert [(dot["name"], dot["when"]) for dot in earlier] == [
        ("Mông", "tháng 6/2022"), ("Mông", "tháng 12/2023"), ("Lô Lô", "tháng 6/2022"),
    ]  # fmt: skip


def test_a_hidden_last_figure_is_said_to_be_hidden():
    spec = equiplot(GROUPS, "t")
    words = layers(spec, "text")[-1]["data"]["values"]
    assert [(word["place"], word["text"]) for word in words if word["text"] == status.HIDDEN] == [
        (1, "(ẩn)"),
        (3, "(ẩn)"),
    ]
    assert "Giáy: (ẩn)" in spec["description"]


def test_groups_keep_the_order_given():
    (axis,) = {each["encoding"]["y"]["axis"]["labelExpr"] for each in layers(equiplot(GROUPS, "t"), "point")}
    assert axis == '(["Mông", "Lô Lô", "Kinh", "Giáy"])[datum.value]'


def test_the_unit_looked_at_is_named_among_all():
    spec = make_up(UNITS, "Hộ nghèo", "Gia đình học tập")
    assert [row["name"] for row in layers(spec, "text")[0]["data"]["values"]] == ["Phường Trần Phú"]
    assert len(spec["data"]["values"]) == 2


def test_names_do_not_write_over_one_another() -> None:
    points = {"a": (0.6, 0.8), "right beside": (0.65, 0.81), "below": (0.61, 0.75), "far right": (0.76, 0.8)}
    assert apart(points) == {"a", "below", "far right"}
