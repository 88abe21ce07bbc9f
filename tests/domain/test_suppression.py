"""Which figures by group are hidden: the small ones, what gives them away, never a total; and what was hidden stays hidden."""

import pandas as pd
import pytest

from khuyenhoc.domain.suppression import CELL, HIDDEN, NOTHING, Rule, is_small, protected, published, without
from khuyenhoc.domain.suppression_table import table
from khuyenhoc.domain.suppression_versions import Known, Version, widened

# Two communes of one province, three groups, n/N each.
PARENTS = {"P": None, "a": "P", "b": "P"}
SINGLE = {"tay", "mong", "dao"}
ALL = Rule(10, 5, frozenset(PARENTS))
LARGE = {"kinh": (60, 100), "tay": (55, 90), "mong": (40, 80)}


def drawn(**units: dict[str, tuple[int, int | None]]) -> pd.DataFrame:
    """Figures of the communes by ethnicity, and the sums above them."""
    rows = [(unit, group, *pair) for unit, groups in units.items() for group, pair in groups.items()]
    frame = pd.DataFrame(rows, columns=["unit", "ethnicity", "numerator", "denominator"]).astype(
        {"numerator": float, "denominator": float}
    )
    frame = pd.concat([frame, frame.assign(ethnicity="")])
    frame = pd.concat([frame, frame.assign(unit="P")]).assign(poverty="")
    return frame.groupby(CELL, as_index=False)[["numerator", "denominator"]].sum(min_count=1)


def hidden(*versions: pd.DataFrame, rule: Rule = ALL) -> set[tuple[str, str]]:
    """After all the versions, each of which showed its sums."""
    kept, earlier = NOTHING, list[Version]()
    for figures in versions:
        kept = widened(kept, earlier, figures, Known(PARENTS, SINGLE, rule))
        earlier.append(Version(figures, kept))
    return set(zip(kept["unit"], kept["ethnicity"], strict=True))


def seen(figures: pd.DataFrame, rule: Rule = ALL) -> pd.DataFrame:
    pattern = widened(NOTHING, [], figures, Known(PARENTS, SINGLE, rule))
    return protected(published(table(figures, PARENTS, SINGLE)), pattern, ["a", "b"])


def test_nothing_small_nothing_hidden():
    assert hidden(drawn(a=LARGE, b=LARGE)) == set()


@pytest.mark.parametrize(
    ("n", "whole", "is_hidden"),
    [
        (9, 80, True), (10, 80, False), (1, 80, True), (0, 80, False), (71, 80, True), (70, 80, False),
        (80, 80, False), (0, 9, True), (9, 9, True), (5, 10, True),
    ],
)  # fmt: skip
def test_n_the_rest_or_the_whole_from_1_to_9(n, whole, is_hidden):
    assert (("a", "mong") in hidden(drawn(a=LARGE | {"mong": (n, whole)}, b=LARGE))) is is_hidden


def test_a_group_nobody_belongs_to_is_no_secret():
    assert hidden(drawn(a=LARGE | {"mong": (0, 0)}, b=LARGE)) == set()


def test_one_small_figure_takes_three_more_with_it():
    found = hidden(drawn(a=LARGE | {"mong": (4, 80)}, b=LARGE))
    assert found == {("a", "mong"), ("a", "tay"), ("b", "mong"), ("b", "tay")}


def test_totals_are_always_shown():
    figures = seen(drawn(a={"kinh": (2, 3), "tay": (1, 4)}, b={"kinh": (1, 2), "tay": (1, 1)}))
    totals = figures[(figures["ethnicity"] == "")]
    assert totals[HIDDEN].tolist() == [False] * 3
    assert dict(zip(totals["unit"], totals["numerator"], strict=True)) == {"P": 5, "a": 3, "b": 2}


def test_the_whole_stays_visible_where_it_is_not_small():
    figures = seen(drawn(a=LARGE | {"mong": (4, 80)}, b=LARGE)).set_index(["unit", "ethnicity"])
    assert figures.loc[("a", "mong"), "denominator"] == 80
    assert figures["numerator"].isna().tolist() == figures[HIDDEN].tolist()


def test_a_small_whole_is_hidden_with_its_number():
    figures = seen(drawn(a=LARGE | {"mong": (4, 7)}, b=LARGE)).set_index(["unit", "ethnicity"])
    assert figures.loc[("a", "mong"), ["numerator", "denominator"]].isna().all()


def test_kinh_hides_the_minorities_together_with_it():
    """The total is public: Kinh would be what the minorities leave of it."""
    assert ("a", "dtts") in hidden(drawn(a=LARGE | {"kinh": (4, 80)}, b=LARGE))


def test_a_unit_whose_total_says_too_much_shows_nothing_by_group():
    small = {"kinh": (2, 60), "tay": (1, 50), "mong": (0, 70)}
    figures = seen(drawn(a=small, b=LARGE))
    assert list(figures.loc[figures["unit"] == "a", "ethnicity"]) == [""]


def test_without_wholes_only_the_number_counts():
    figures = {"kinh": (60, None), "tay": (55, None), "mong": (4, None)}
    found = hidden(drawn(a=figures, b=figures | {"mong": (40, None)}))
    assert {("a", "mong"), ("b", "mong")} <= found
    assert all(unit != "P" for unit, _ in found)


def test_what_was_hidden_once_stays_hidden():
    before, now = drawn(a=LARGE | {"mong": (4, 80)}, b=LARGE), drawn(a=LARGE, b=LARGE)
    assert hidden(now) == set()
    assert hidden(before, now) == hidden(before)


def test_a_pattern_only_grows():
    first = drawn(a=LARGE | {"mong": (4, 80)}, b=LARGE)
    second = drawn(a=LARGE, b=LARGE | {"kinh": (3, 100)})
    assert hidden(first) | hidden(second) <= hidden(first, second) | hidden(second)
    assert hidden(first) < hidden(first, second)


def test_nobody_subtracts_the_version_before():
    """All of the first version was shown, and b stays as it was: each sum of the second tells the figure of a."""
    found = hidden(drawn(a=LARGE, b=LARGE), drawn(a=LARGE | {"mong": (4, 80)}, b=LARGE))
    assert {("a", "mong"), ("P", "mong")} <= found
    partners = {group for unit, group in found if unit == "a"} - {"mong", "dtts"}
    assert partners and {("P", group) for group in partners} <= found
    assert all(unit != "b" for unit, _ in found)


def test_the_same_again_hides_nothing_more():
    figures = drawn(a=LARGE | {"mong": (4, 80)}, b=LARGE)
    assert hidden(figures, figures) == hidden(figures)


def test_thresholds_are_settings():
    figures = drawn(a=LARGE | {"mong": (4, 80)}, b=LARGE)
    assert hidden(figures, rule=Rule(4, 5, frozenset(PARENTS))) == set()
    assert len(hidden(figures, rule=Rule(41, 5, frozenset(PARENTS)))) > 4


def crossed() -> pd.DataFrame:
    cells = pd.concat(
        [drawn(a=LARGE, b=LARGE).assign(poverty=poverty) for poverty in ("poor", "near_poor", "not_poor")]
    )
    both = pd.concat([cells, cells.assign(poverty="")])
    return both.groupby(CELL, as_index=False)[["numerator", "denominator"]].sum()


def test_the_crossed_table_is_shown_where_the_province_allows_it():
    above = seen(crossed(), Rule(10, 5, frozenset({"P"})))
    both = above[(above["ethnicity"] != "") & (above["poverty"] != "")]
    assert set(both["unit"]) == {"P"} and not both[HIDDEN].any()
    assert set(seen(crossed())["unit"]) == {"P", "a", "b"} and not seen(crossed())[HIDDEN].any()


def test_without_leaves_only_the_totals():
    figures = without(seen(drawn(a=LARGE, b=LARGE)), ["P"])
    assert set(figures.loc[figures[HIDDEN], "unit"]) == {"P"}
    assert figures.loc[figures["unit"] == "P", "numerator"].count() == 1


def test_is_small():
    n, whole = pd.Series([9, 10, 0, 95, float("nan"), 4]), pd.Series([100, 100, 100, 100, float("nan"), float("nan")])
    assert is_small(n, whole, 10).tolist() == [True, False, False, True, False, True]
