"""Figures of groups at every unit, drawn by hand and beside the roll-up of one group in one unit."""

import math

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc.domain import rollup
from khuyenhoc.domain.group_figures import added, group_figures
from khuyenhoc.domain.observation import NONE, UNKNOWN
from tests.domain.draw import catalogue, observations, units

MAY, DECEMBER = "2024-05", "2023-12"


def row(unit: str, n: float, d: float, ethnicity: str = "", poverty: str = "", **more: object) -> dict:
    return {
        "unit": unit, "period": MAY, "numerator": n, "denominator": d, "ethnicity": ethnicity, "poverty": poverty, **more
    }  # fmt: skip


def figures(*rows: dict, is_rate: bool = True) -> dict[tuple, tuple[float, float]]:
    found = group_figures(observations(*rows), units(), is_rate)
    keys = found[["period", "unit", "ethnicity", "poverty"]].itertuples(index=False, name=None)
    return dict(zip(keys, zip(found["numerator"], found["denominator"], strict=True), strict=True))


def test_a_unit_without_its_own_figure_has_the_sum_of_those_below() -> None:
    found = figures(row("a", 3, 10, "mong"), row("b", 4, 20, "mong"), row("c", 5, 30, "mong"))
    assert found[MAY, "D1", "mong", ""] == (7, 30)
    assert found[MAY, "D2", "mong", ""] == (5, 30)
    assert found[MAY, "P", "mong", ""] == (12, 60)


def test_its_own_figure_counts_and_goes_into_the_sum_above() -> None:
    found = figures(row("a", 3, 10, "mong"), row("D1", 9, 50, "mong"), row("c", 5, 30, "mong"))
    assert found[MAY, "D1", "mong", ""] == (9, 50)
    assert found[MAY, "P", "mong", ""] == (14, 80)


def test_periods_groups_and_classes_stay_apart() -> None:
    found = figures(
        row("a", 3, 10, "mong"), row("a", 1, 10, "mong", period=DECEMBER), row("a", 2, 5, "mong", "poor"), row("a", 6, 9, "", "poor")
    )  # fmt: skip
    assert found[MAY, "P", "mong", ""] == (3, 10) and found[DECEMBER, "P", "mong", ""] == (1, 10)
    assert found[MAY, "P", "mong", "poor"] == (2, 5) and found[MAY, "P", "", "poor"] == (6, 9)


def test_a_rate_without_one_of_its_numbers_enters_no_sum_and_nothing_of_a_known_whole_does() -> None:
    nan = math.nan
    rows = [
        row("a", 3, nan, "mong"), row("b", nan, 20, "mong", state=UNKNOWN), row("c", nan, 30, "mong", state=NONE),
        row("e", 5, 10, "mong"),
    ]  # fmt: skip
    found = figures(*rows)
    assert found[MAY, "D2", "mong", ""] == (5, 40)
    assert (MAY, "D1", "mong", "") not in found


def test_a_count_needs_no_whole() -> None:
    n, whole = figures(row("a", 3, math.nan, "mong"), row("b", 4, math.nan, "mong"), is_rate=False)[
        MAY, "D1", "mong", ""
    ]
    assert n == 7 and math.isnan(whole)


def test_reported_groups_put_simulated_ones_aside_and_the_total_is_of_their_kind() -> None:
    rows = [
        row("P", 90, 100, bundled=True), row("a", 5, 10, sample=True), row("a", 2, 5, "mong", sample=True),
        row("c", 6, 10), row("c", 1, 5, "mong"), row("c", 3, 9, "mong", sample=True),
    ]  # fmt: skip
    found = group_figures(observations(*rows), units(), True).set_index(["unit", "ethnicity"])
    assert found.loc[("c", "mong"), ["numerator", "sample"]].tolist() == [1, False]
    assert found.loc[("a", "mong"), ["numerator", "sample"]].tolist() == [2, True]
    assert found.loc[("a", ""), "sample"] and not found.loc[("c", ""), "sample"]
    assert found.loc[("P", ""), "numerator"] == 90, "reported groups below: the reported total above them"


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    rows = [("a", 1.0, 4.0, False), ("a", math.nan, 5.0, True), ("b", 2.0, 6.0, False)]
    frame = pd.DataFrame(rows, columns=["unit", "numerator", "denominator", "hidden"]).assign(sample=False)
    found = added(frame, ["unit"]).set_index("unit")
    assert math.isnan(found.loc["a", "numerator"]) and found.loc["a", "denominator"] == 9
    assert found["hidden"].to_dict() == {"a": True, "b": False}


@st.composite
def reports(draw: st.DrawFn) -> list[dict]:
    """Some communes and districts, some with a total, some groups, all reported."""
    rows = []
    for unit in draw(st.lists(st.sampled_from(["a", "b", "c", "e", "D1", "P"]), min_size=1, unique=True)):
        for group in draw(st.lists(st.sampled_from(["", "mong", "tay", "kinh"]), min_size=1, unique=True)):
            whole = draw(st.integers(1, 500))
            rows.append(row(unit, draw(st.integers(0, whole)), whole, group))
    return rows


@given(reports(), st.sampled_from(["P", "D1", "D2", "a", "e"]))
@settings(max_examples=40, deadline=None)
def test_the_same_as_the_roll_up_of_every_single_group(rows: list[dict], unit: str) -> None:
    found = group_figures(observations(*rows), units(), True)
    own = found[(found["unit"] == unit) & (found["ethnicity"] != "")].set_index("ethnicity")
    assert own[["numerator", "denominator"]].to_dict("index") == alone(rows, unit)


def alone(rows: list[dict], unit: str) -> dict[str, dict[str, float]]:
    """Each group as if it were everybody, by the roll-up of totals."""
    level, found = units().level(unit), {}
    for group in {row["ethnicity"] for row in rows} - {""}:
        part = observations(*(row | {"ethnicity": ""} for row in rows if row["ethnicity"] == group))
        summed = rollup.series(rollup.reporters(part, units(), level, catalogue()), units(), level, catalogue())
        figures = summed.loc[summed["unit"] == unit, ["numerator", "denominator"]].to_dict("records")
        found |= {group: figures[0]} if figures else {}
    return found


def test_nothing_by_group_is_no_row() -> None:
    assert group_figures(observations(row("a", 3, 10)), units(), True).empty
