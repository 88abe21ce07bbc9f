"""What each view of the map paints: classes, texts, legends."""

import pandas as pd
import pytest

from khuyenhoc.present import map_bar_rows, map_views, status


def rows(*values: float | None, **more: object) -> pd.DataFrame:
    """Assessed rows of units a, b, c …"""
    count = len(values)
    base = {
        "unit": list("abcdefghi")[:count], "value": values, "numerator": None, "denominator": None, "target": 0.7,
        "comparator": ">=", "is_rate": True, "status": "slow", "inherited": False, "approximate": "=", "shortfall": None,
        "change": None, "lower_is_better": False, "stated_decimals": 0, "stated_rate": None, "aim_is_rate": True,
        "reported": 1, "expected_reports": 1, "own": True, "indicator": "x",
    }  # fmt: skip
    return pd.DataFrame(base | more)


def test_not_reported_is_in_the_legend_even_where_every_unit_reported() -> None:
    paint = map_views.by_status(rows(0.5, 0.8, status=["slow", "achieved"]))
    assert [style.label for style in paint.palette] == ["✓ Đạt", "◆ Chậm tiến độ", "▨ Chưa báo cáo"]
    assert (dict(paint.classes), paint.palette[paint.silent].hatch) == ({"a": 1, "b": 0}, True)


def test_the_scale_of_rates_is_that_of_the_period_it_is_made_for() -> None:
    now, then = rows(0.5, 0.75, target=0.7), rows(0.5, 0.75, target=0.5)
    assert dict(map_views.by_rate(now, now).classes) == dict(map_views.by_rate(then, now).classes)
    assert dict(map_views.by_rate(then, then).classes) != dict(map_views.by_rate(then, now).classes)


def test_gaps_are_circles_counted_in_families() -> None:
    paint = map_views.by_gap(rows(0.5, 0.8, None, shortfall=[1200.0, 0.0, None]), "gia đình")
    assert paint.sizes == {"a": 1200.0, "b": 0.0} and paint.noun == "gia đình"
    assert paint.values["a"].startswith("còn thiếu 1.200 gia đình; 50")
    assert not paint.values["b"].startswith("còn thiếu")


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"approximate": "~"}, "còn thiếu khoảng 1.200 gia đình; khoảng 50"),
        (
            {"inferred": True, "shortfall_low": 1100.0, "shortfall_high": 1300.0},
            "còn thiếu khoảng 1.200 gia đình (1.100–1.300); 50",
        ),
        ({"comparator": "<="}, "còn cao hơn mục tiêu 1.200 gia đình; 50"),
    ],
    ids=["an estimate", "inferred", "lower is better"],
)
def test_a_gap_says_how_sure_it_is_and_on_which_side(more: dict[str, object], text: str) -> None:
    assert map_views.by_gap(rows(0.5, shortfall=[1200.0], **more), "gia đình").values["a"].startswith(text)


def test_circles_of_one_noun_side_by_side_mean_the_same() -> None:
    now, then = (
        map_views.by_gap(rows(0.5, 0.6, shortfall=gaps), "gia đình") for gaps in ([400.0, 100.0], [800.0, 500.0])
    )
    up = {"a": "x", "b": "x"}
    now, then = (map_views.gathered(each, up, "mỗi huyện") for each in (now, then))
    shown = map_views.on_one_scale([now, then])
    assert [each.rings for each in shown] == [[(1, "800 gia đình"), (0.25, "200 gia đình")]] * 2
    assert [each.above.largest for each in shown if each.above] == [1300, 1300]
    assert [each.sizes for each in shown] == [now.sizes, then.sizes]


@pytest.mark.parametrize(
    "other",
    [
        map_views.by_gap(rows(0.5, shortfall=[9000.0]), "người"),
        map_views.by_status(rows(0.5)),
    ],
    ids=["another noun", "no circles"],
)
def test_circles_of_something_else_beside_keep_their_own_scale(other: map_views.Painted) -> None:
    mine = map_views.by_gap(rows(0.5, shortfall=[400.0]), "gia đình")
    assert map_views.on_one_scale([mine, other]) == [mine, other]


@pytest.mark.parametrize(("lower", "classes"), [(False, [0, 1, 2, 3, 4, 5]), (True, [4, 3, 2, 1, 0, 5])])
def test_changes_have_fixed_steps_and_better_is_one_side(lower: bool, classes: list[int]) -> None:
    changes = [-0.08, -0.02, 0.0, 0.02, 0.08, None]
    paint = map_views.by_change(rows(*[0.5] * 6, change=changes, lower_is_better=lower))
    assert list(paint.classes.values()) == classes
    assert paint.palette[-1].label == "Chưa so được với kỳ trước" and paint.palette[-1].hatch
    assert paint.values["a"].startswith("giảm 8,0 điểm phần trăm so với kỳ trước; nay 50")


def test_two_indicators_in_thirds_of_those_that_reported_both() -> None:
    paint = map_views.by_two(rows(0.1, 0.5, 0.9, None), rows(0.9, 0.5, 0.1, 0.2), "Gia đình", "Hộ nghèo")
    assert dict(paint.classes) == {"a": 2, "b": 4, "c": 6}
    assert [paint.palette[n].label for n in (2, 4, 6)] == [
        "Gia đình thấp, Hộ nghèo cao", "Gia đình vừa, Hộ nghèo vừa", "Gia đình cao, Hộ nghèo thấp",
    ]  # fmt: skip
    assert (len(paint.palette), paint.matrix) == (10, True)


def test_bars_say_what_they_are_and_escape_names() -> None:
    shown = rows(0.5, None, status=["slow", "not_reported"])
    html = map_bar_rows.html(shown, map_views.by_status(shown), {"a": "Xã <A>", "b": "Xã B"}, "T")
    assert map_bar_rows.LABEL in html and "Xã &lt;A&gt;" in html
    assert html.index("Xã &lt;A&gt;") < html.index("Xã B") and status.look("slow").fill in html
