import json
from datetime import date

import altair as alt
import pytest

from khuyenhoc.domain.forecast import Goal, forecast, monthly
from khuyenhoc.domain.period import month_index
from khuyenhoc.present import status
from khuyenhoc.present.chart_course import TrendLine, TrendPoint
from khuyenhoc.present.chart_forecast import forecast_chart
from tests.present.test_charts import colours, layers

DUE = date(2025, 12, 31)
AIM = Goal(0.70)
RISING = [("2020", 0.50), ("2021", 0.55), ("2022", 0.58), ("2023", 0.64), ("2024", 0.666)]
BROKEN = [("2020", 0.50), ("2021", 0.55), ("2022", 0.53), ("2023", 0.60), ("2024", 0.56)]
PACE = [("2021-12", 0.60), ("2024-12", 0.666)]
STONES = ((date(2023, 12, 31), 0.62),)


def drawn(figures, goal=AIM, **more):
    line = TrendLine(goal.target, DUE, STONES, ((date(2020, 12, 31), figures[0][1]), *STONES))
    found = forecast(monthly(figures), goal, month_index(DUE))
    return forecast_chart([TrendPoint(*pair) for pair in figures], "Gia đình học tập", line, found, goal, **more)


ALL = {
    "fan": RISING,
    "no change": BROKEN,
    "pace": PACE,
    "one figure": RISING[:1],
    "due passed": [*RISING, ("2025", 0.69)],
}


def bands(spec):
    return layers(spec, "area")


@pytest.mark.parametrize("figures", ALL.values(), ids=ALL)
@pytest.mark.parametrize("presenting", [False, True])
def test_every_specification_obeys_the_schema_and_its_colours_come_from_one_place(figures, presenting):
    spec = drawn(figures, sample=True, presenting=presenting)
    alt.LayerChart.from_dict(spec)  # raises where the schema is broken
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    known = {value for value in vars(status).values() if isinstance(value, str) and value.startswith("#")}
    assert colours(spec) <= known


@pytest.mark.parametrize("figures", ALL.values(), ids=ALL)
def test_type_in_the_meeting_room(figures):
    spec = drawn(figures, presenting=True, sample=True)
    legends = [band["encoding"]["opacity"]["legend"]["labelFontSize"] for band in bands(spec)]
    sizes = [layer["mark"]["fontSize"] for layer in layers(spec, "text")] + [spec["config"]["axis"]["labelFontSize"]]
    assert min([*sizes, *legends]) >= 28


@pytest.mark.parametrize("figures", ALL.values(), ids=ALL)
def test_simulated_figures_say_so_over_everything_else(figures):
    assert drawn(figures, sample=True)["layer"][-1]["data"]["values"] == [{"word": "MINH HỌA"}]
    assert "MINH HỌA" not in json.dumps(drawn(figures), ensure_ascii=False)


@pytest.mark.parametrize(("figures", "count"), [(RISING, 2), (BROKEN, 2), (PACE, 0), (RISING[:1], 0)])
def test_a_fan_only_where_there_are_figures_enough(figures, count):
    assert len(bands(drawn(figures))) == count


def test_the_fan_opens_from_the_last_figure_to_the_due_date_the_wider_band_below():
    wide, narrow = bands(drawn(RISING))
    assert [wide["data"]["values"][0]["band"], narrow["data"]["values"][0]["band"]] == [
        "khoảng dự báo 95%",
        "khoảng dự báo 80%",
    ]
    for band in (wide, narrow):
        rows = band["data"]["values"]
        assert (rows[0]["at"], rows[-1]["at"]) == ("2024-12-31T12:00:00", "2025-12-31T12:00:00")
        assert len(rows) == 13
    last_wide, last_narrow = wide["data"]["values"][-1], narrow["data"]["values"][-1]
    assert last_wide["value"] < last_narrow["value"] < last_narrow["high"] < last_wide["high"]


def dashed(spec):
    return [layer for layer in layers(spec, "line") if layer["mark"].get("strokeDash") == [8, 6]]


@pytest.mark.parametrize(
    ("figures", "end", "text"), [(PACE, 0.688, "68,8%"), (BROKEN, 0.56, "56,0%"), (RISING, 0.7118065, "71,2%")]
)
def test_the_line_is_dashed_and_ends_with_its_figure(figures, end, text):
    spec = drawn(figures)
    [line] = dashed(spec)
    rows = line["data"]["values"]
    assert (rows[0]["at"], rows[-1]["at"]) == ("2024-12-31T12:00:00", "2025-12-31T12:00:00")
    assert rows[-1]["value"] == pytest.approx(end, abs=1e-6)
    ring = next(layer for layer in layers(spec, "point") if layer["mark"].get("fill") == status.PAPER)
    assert ring["data"]["values"] == [
        {
            "at": "2025-12-31T12:00:00",
            "value": rows[-1]["value"],
            "when": "Dự báo đến 31/12/2025",
            "text": f"khoảng {text}",
            "short": text,
        }
    ]


def test_only_the_trend_is_drawn_through_the_past():
    def thin(spec):
        return [layer for layer in layers(spec, "line") if layer["mark"].get("opacity") == 0.7]

    [fit] = thin(drawn(RISING))
    assert fit["data"]["values"][0]["at"] == "2020-12-31T12:00:00"
    assert thin(drawn(BROKEN)) == thin(drawn(PACE)) == []


def test_without_a_forecast_it_is_the_course_with_its_target():
    spec = drawn(RISING[:1])
    assert dashed(spec) == []
    assert "Dự báo" not in json.dumps(spec, ensure_ascii=False)
    assert spec["description"] == "Gia đình học tập: năm 2020 50,0%; mục tiêu 70% đến 31/12/2025."


@pytest.mark.parametrize(("figures", "forecast_above"), [(RISING, True), (PACE, False)])
def test_target_and_forecast_are_written_away_from_each_other(figures, forecast_above):
    texts = layers(drawn(figures), "text")
    aim = next(layer for layer in texts if "data" in layer and "mục tiêu 70%" in str(layer["data"]))
    said = next(layer for layer in texts if "data" in layer and "khoảng" in str(layer["data"]))
    assert (said["mark"]["dy"] < 0, aim["mark"]["dy"] > 0) == (forecast_above, forecast_above)
    assert [row["text"] for row in aim["data"]["values"]] == ["62%", "mục tiêu 70%"]


def test_the_description_tells_the_forecast():
    said = drawn(RISING)["description"]
    assert "năm 2024 66,6%; mục tiêu 70% đến 31/12/2025. Theo xu hướng, đến 31/12/2025 đạt khoảng 71,2%" in said
    assert "Có thể đạt mục tiêu 70% đến 31/12/2025" in said


def test_counts_are_no_rates():
    goal = Goal(2000, rate=False)
    figures = [("2023", 1200.0), ("2024", 1350.0)]
    line = TrendLine(2000, DUE)
    found = forecast(monthly(figures), goal, month_index(DUE))
    spec = forecast_chart([TrendPoint(*pair) for pair in figures], "Lượt đọc", line, found, goal)
    assert "%" not in spec["description"]
    assert "khoảng 1.500" in spec["description"]
