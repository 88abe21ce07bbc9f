import json

import altair as alt
import pytest

from khuyenhoc.domain.distribution import UnitRate
from khuyenhoc.present import status
from khuyenhoc.present.chart_distribution import MOST_DOTS, distribution, summary
from tests.present.test_charts import colours, layers

FEW = [
    UnitRate("Xã Lũng Cú", 0.64),
    UnitRate("Xã Má Lé", 0.69, chosen=True),
    UnitRate("Xã Tả Lủng", 0.70),
    UnitRate("Xã Sủng Là", 0.52),
    UnitRate("Xã Phố Là", None),
]
MANY = [UnitRate(f"Xã {number}", 0.40 + number / 500, chosen=number == 7) for number in range(187)]
WHOLE_COUNTRY = [UnitRate(f"Xã {number}", number / 3000, chosen=number == 1234) for number in range(3000)]
ALL = {"few": FEW, "many": MANY, "country": WHOLE_COUNTRY, "none": [], "silent": FEW[-1:]}


def drawn(units, target=0.7, comparator=">=", **more):
    return distribution(units, "Gia đình học tập", "xã", target, comparator, **more)


def dots(spec):
    return [layer for layer in layers(spec, "point") if layer["mark"].get("fill") == status.ACCENT_SOFT]


def words(spec):
    return [
        row["text"]
        for layer in layers(spec, "text")
        for row in layer.get("data", {}).get("values", [])
        if "text" in row
    ]


@pytest.mark.parametrize("units", ALL.values(), ids=ALL)
@pytest.mark.parametrize("presenting", [False, True])
def test_every_specification_obeys_the_schema(units, presenting):
    spec = drawn(units, sample=True, presenting=presenting)
    alt.LayerChart.from_dict(spec)  # raises where the schema is broken
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    known = {value for value in vars(status).values() if isinstance(value, str) and value.startswith("#")}
    assert colours(spec) <= known
    sizes = [layer["mark"]["fontSize"] for layer in layers(spec, "text")] + [spec["config"]["axis"]["labelFontSize"]]
    assert min(sizes) >= (28 if presenting else 13)


@pytest.mark.parametrize("units", ALL.values(), ids=ALL)
def test_simulated_figures_say_so_over_everything_else(units):
    assert drawn(units, sample=True)["layer"][-1]["data"]["values"] == [{"word": "MINH HỌA"}]
    assert "MINH HỌA" not in json.dumps(drawn(units), ensure_ascii=False)


def test_every_unit_that_reported_is_a_dot_within_its_class():
    spec = drawn(MANY)
    [layer] = dots(spec)
    rows = layer["data"]["values"]
    assert {row["name"] for row in rows} == {unit.name for unit in MANY if not unit.chosen}
    for row in rows:
        assert int(row["at"] * 20) == int(round(row["value"] * 20, 9))
    assert len({(row["at"], row["level"]) for row in rows}) == len(rows)  # none hides another


def test_who_is_better_stands_further_right():
    rows = dots(drawn(MANY))[0]["data"]["values"]
    ordered = sorted(rows, key=lambda row: row["value"])
    places = [row["at"] for row in ordered]
    assert places == sorted(places)


def test_the_chosen_unit_is_marked_and_named():
    spec = drawn(FEW)
    mark = next(layer for layer in layers(spec, "point") if layer["mark"].get("fill") == status.INK)
    assert [row["label"] for row in mark["data"]["values"]] == ["Xã Má Lé: 69,0%"]
    assert "Xã Má Lé: 69,0%" in words(spec)
    nobody = drawn([UnitRate(unit.name, unit.value) for unit in FEW])
    assert [layer for layer in layers(nobody, "point") if layer["mark"].get("fill") == status.INK] == []


def test_counts_stand_over_their_classes():
    texts = layers(drawn(FEW), "text")[-1]["data"]["values"]
    assert [(row["at"], row["text"]) for row in texts] == [
        (pytest.approx(0.525), "1"),
        (pytest.approx(0.625), "1"),
        (pytest.approx(0.675), "1"),
        (pytest.approx(0.725), "1"),
    ]


def test_more_units_than_dots_are_bars_that_lose_nobody():
    spec = drawn(WHOLE_COUNTRY)
    assert len(WHOLE_COUNTRY) > MOST_DOTS
    assert dots(spec) == []
    [bars] = layers(spec, "bar")
    assert sum(row["level"] for row in bars["data"]["values"]) == 3000
    assert bars["encoding"]["y2"] == {"datum": 0}
    line = next(layer for layer in layers(spec, "rule") if layer["mark"]["color"] == status.INK)
    assert line["data"]["values"][0]["at"] == 1234 / 3000


@pytest.mark.parametrize(
    ("target", "comparator", "text"),
    [(0.7, ">=", "mục tiêu 70%"), (0.02, "<=", "mục tiêu không quá 2%"), (None, ">=", None)],
)
def test_the_target_is_a_rule_with_its_words(target, comparator, text):
    spec = drawn(FEW, target, comparator)
    rules = [
        layer["data"]["values"][0]["value"]
        for layer in layers(spec, "rule")
        if layer["mark"]["color"] == status.TARGET_INK
    ]
    assert rules == ([] if target is None else [target])
    assert [word for word in words(spec) if word.startswith("mục tiêu")] == ([] if text is None else [text])


def test_the_axis_ends_at_100_per_cent_where_nobody_is_above():
    def ticks(units, target):
        axes = [
            layer["encoding"]["x"].get("axis") for layer in drawn(units, target)["layer"] if "x" in layer["encoding"]
        ]
        return next(axis for axis in axes if axis)["values"]

    assert ticks([UnitRate("Xã A", 0.97), UnitRate("Xã B", 1.0)], 1.0) == [0.95, 1.0]
    assert ticks([UnitRate("Xã A", 0.97), UnitRate("Xã B", 1.06)], 1.0) == [0.95, 1.0, 1.05, 1.1]


def test_the_description_counts_every_class():
    assert drawn(FEW)["description"] == (
        "Gia đình học tập: 50–55%: 1 xã; 55–60%: 0 xã; 60–65%: 1 xã; 65–70%: 1 xã; 70–75%: 1 xã; Xã Má Lé: 69,0%. "
        "1/4 xã đạt mục tiêu 70%; một nửa số xã từ 69,0% trở lên; 1 xã chưa báo cáo."
    )


@pytest.mark.parametrize(
    ("units", "target", "comparator", "text"),
    [
        (FEW, 0.66, ">=", "2/4 xã đạt mục tiêu 66%; một nửa số xã từ 69,0% trở lên; 1 xã chưa báo cáo."),
        (FEW, 0.64, "<=", "2/4 xã đạt mục tiêu không quá 64%; một nửa số xã từ 69,0% trở lên; 1 xã chưa báo cáo."),
        (FEW[:3], None, ">=", "Một nửa số xã từ 69,0% trở lên."),
        (FEW[-1:], 0.7, ">=", "1 xã chưa báo cáo."),
        ([], 0.7, ">=", ""),
    ],
)
def test_the_distribution_in_one_sentence(units, target, comparator, text):
    assert summary(units, "xã", target, comparator) == text


def test_nothing_reported_is_said():
    assert layers(drawn(FEW[-1:]), "text")[0]["encoding"]["text"] == {"value": "chưa có số liệu"}
