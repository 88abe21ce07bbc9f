import json
from datetime import date

import altair as alt
import pytest

from khuyenhoc.domain.status import STATUSES
from khuyenhoc.present import charts, status
from khuyenhoc.present.charts import GroupBar, TrendLine, TrendPoint, UnitBar

POINTS = [TrendPoint("2023-12", 0.641), TrendPoint("2022-06", 0.55), TrendPoint("2024-05", 0.666)]
GOAL = TrendLine(0.7, date(2025, 12, 31), [(date(2023, 12, 31), 0.62)], [(date(2022, 6, 30), 0.55)])
UNITS = [
    UnitBar("Đồng Văn", 0.6996, "slow"),
    UnitBar("Tả Lủng", 0.72, "achieved"),
    UnitBar("Tả Lủng", None, "not_reported"),
    UnitBar("Má Lé", 0.6, "missed", inherited=True),
    UnitBar("Lũng Cú", 0.75, "on_track", numerator=3, denominator=4),
]
GROUPS = [GroupBar("Mông", 0.52, "5.200/10.000"), GroupBar("Lô Lô", None), GroupBar("Tày", float("nan"), "chưa có")]

ALL = {
    "trend": lambda **more: charts.trend(POINTS, "Gia đình học tập", GOAL, **more),
    "trend without goal": lambda **more: charts.trend(POINTS[:1], "Hội viên", rate=False, **more),
    "units": lambda **more: charts.bars_by_unit(UNITS, "Gia đình học tập", 0.7, **more),
    "counts": lambda **more: charts.bars_by_unit([UnitBar("A", 1200, "achieved")], "Hội viên", rate=False, **more),
    "no units": lambda **more: charts.bars_by_unit([], "Gia đình học tập", **more),
    "groups": lambda **more: charts.group_bars(GROUPS, "Gia đình học tập", 0.666, **more),
}
SPARK = charts.sparkline(POINTS, "Gia đình học tập", 0.7, sample=True)


def layers(spec, mark):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def colours(value):
    """Every #rrggbb anywhere in a specification."""
    if isinstance(value, dict):
        return {colour for each in value.values() for colour in colours(each)}
    if isinstance(value, list):
        return {colour for each in value for colour in colours(each)}
    return {value} if isinstance(value, str) and value.startswith("#") else set()


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
@pytest.mark.parametrize("presenting", [False, True])
def test_every_specification_obeys_the_schema_and_is_json(make, presenting):
    spec = make(sample=True, presenting=presenting)
    alt.LayerChart.from_dict(spec)  # raises where the schema is broken
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert spec["width"] == "container"
    assert set(spec["padding"]) == {"left", "right", "top", "bottom"}  # a number breaks Streamlit's own code


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_pointer_over_a_mark_shows_our_words_or_nothing(make):
    spec = make(sample=True, presenting=False)
    marks = [each for kind in ("bar", "line", "point", "rule", "text", "area") for each in layers(spec, kind)]
    assert marks
    for each in marks:
        assert "tooltip" in each["encoding"] or each["mark"]["tooltip"] is None


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_simulated_figures_say_so_on_the_marks_and_nothing_else_does(make):
    def drawn(spec):
        return [layer for layer in layers(spec, "text") if "data" in layer and "word" in str(layer["data"])]

    simulated = make(sample=True)
    assert drawn(simulated)[0]["mark"]["angle"] == 340
    assert simulated["layer"][-1] == drawn(simulated)[-1]  # above everything
    assert "số liệu minh họa" in simulated["description"]
    assert drawn(make(sample=False)) == []
    assert "minh họa" not in make(sample=False)["description"].lower()


def test_a_tall_chart_repeats_the_words():
    spec = charts.bars_by_unit([UnitBar(f"Xã {n}", 0.5, "slow") for n in range(193)], "GĐHT", sample=True)
    words = [layer for layer in layers(spec, "text") if "data" in layer]
    assert len(words) == round(193 * 26 / 320)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_type_in_the_meeting_room(make):
    spec = make(presenting=True, sample=True)
    sizes = [layer["mark"]["fontSize"] for layer in layers(spec, "text")] + [spec["config"]["axis"]["labelFontSize"]]
    assert min(sizes) >= 28


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_numbers_are_vietnamese_and_colours_come_from_one_place(make):
    spec = make(sample=True)
    number = spec["config"]["locale"]["number"]
    assert (number["decimal"], number["thousands"], number["grouping"]) == (",", ".", [3])
    known = {value for value in vars(status).values() if isinstance(value, str) and value.startswith("#")}
    assert colours(spec) <= known | {look.fill for look in status.LOOKS.values()}


def test_a_trend_is_ordered_by_time_and_named_at_the_grain_declared():
    spec = charts.trend([*POINTS, TrendPoint("2024-H1", 0.67)], "GĐHT", GOAL)
    rows = spec["data"]["values"]
    assert [row["short"] for row in rows] == ["6/2022", "12/2023", "5/2024", "6T đầu/2024"]
    assert [row["last"] for row in rows] == [False, False, False, True]
    axis = layers(spec, "point")[-1]["encoding"]["x"]["axis"]
    assert '"2024-06-30": "6T đầu/2024"' in axis["labelExpr"]
    assert '"2025-12-31": "12/2025"' in axis["labelExpr"]
    assert len(axis["values"]) == 5


def test_a_trend_is_broken_at_the_reform_only_where_it_reaches_over_it():
    over = charts.trend([*POINTS, TrendPoint("2025-09", 0.68)], "GĐHT")
    assert [row["era"] for row in over["data"]["values"]] == [False, False, False, True]
    assert layers(over, "line")[0]["encoding"]["detail"]["field"] == "era"
    assert "1/7/2025" in json.dumps(over, ensure_ascii=False)
    assert "1/7/2025" not in json.dumps(charts.trend(POINTS, "GĐHT"), ensure_ascii=False)


def test_a_trend_shows_target_milestones_and_expected_line():
    spec = charts.trend(POINTS, "GĐHT", GOAL)
    stones = next(layer for layer in layers(spec, "point") if layer["mark"].get("shape") == "diamond")
    assert [row["text"] for row in stones["data"]["values"]] == ["62%", "mục tiêu 70%"]
    dotted = next(layer for layer in layers(spec, "line") if "data" in layer)
    assert [row["value"] for row in dotted["data"]["values"]] == [0.55, 0.7]
    assert "mục tiêu 70% đến 31/12/2025" in spec["description"]


def test_units_keep_their_order_their_verdict_and_their_names():
    rows = charts.bars_by_unit(UNITS, "GĐHT", 0.7)["data"]["values"]
    assert [row["place"] for row in rows] == [0, 1, 2, 3, 4]  # two communes of one name are two bars
    assert [row["text"] for row in rows] == [
        "◆ 69,96%",
        "✓ 72,0%",
        "▨ chưa báo cáo",
        "✕ 60,0%",
        "▲ 3/4 (75,0%)",
    ]
    assert rows[0]["fill"] == status.LOOKS["slow"].fill
    outlined = rows[3]
    assert (outlined["fill"], outlined["edge"]) == (status.PAPER, status.LOOKS["missed"].fill)
    assert rows[2]["weight"] == 0


@pytest.mark.parametrize("code", STATUSES)
def test_every_status_is_drawn_with_its_sign(code):
    row = charts.bars_by_unit([UnitBar("Xã", 0.5, code)], "GĐHT")["data"]["values"][0]
    assert row["text"].startswith(status.LOOKS[code].sign)
    assert row["fill"] == status.LOOKS[code].fill


def test_groups_have_one_colour_and_hidden_ones_no_figure():
    spec = charts.group_bars(GROUPS, "GĐHT", 0.666)
    rows = spec["data"]["values"]
    assert [row["text"] for row in rows] == ["52,0% (5.200/10.000)", "(ẩn)", "chưa có"]
    assert [row["short"] for row in rows] == ["52,0%", "(ẩn)", "chưa có"]
    assert {row["fill"] for row in rows} == {status.GROUP_FILL}
    assert "toàn địa bàn 66,6%" in spec["description"]


def test_the_description_says_what_the_picture_shows():
    spec = charts.bars_by_unit(UNITS[:3], "Gia đình học tập", 0.7)
    assert spec["description"] == (
        "Gia đình học tập: mục tiêu 70%; Đồng Văn: ◆ 69,96%, Chậm tiến độ; Tả Lủng: ✓ 72,0%, Đạt; "
        "Tả Lủng: ▨ chưa báo cáo, Chưa báo cáo."
    )


def test_sparkline_has_no_axes_but_the_words():
    line = layers(SPARK, "line")[0]
    assert line["encoding"]["x"]["axis"] is None
    assert line["encoding"]["y"]["axis"] is None
    assert "tháng 5/2024 66,6%" in SPARK["description"]
    assert SPARK["layer"][-1]["data"]["values"] == [{"word": "MINH HỌA"}]
