"""Who is on the list for commendations, drawn as small tables."""

import pandas as pd

from khuyenhoc.domain.award import MET, MOST_PROGRESS, candidates

NAN = float("nan")


def drawn(*rows: tuple) -> pd.DataFrame:
    """Each (unit, standing, rank, status, closure group, closure)."""
    return pd.DataFrame(rows, columns=["unit", "standing", "rank", "status", "closure_group", "closure"])


def listed(*rows: tuple) -> list[tuple]:
    found = candidates(drawn(*rows))
    return list(zip(found["unit"], found["merit"], strict=True))


def test_those_that_met_come_by_rank_then_the_best_third_of_those_that_closed_most():
    assert listed(
        ("b", "ranked", 2, "achieved", "met", NAN),
        ("a", "ranked", 1, "achieved", "met", NAN),
        ("c", "ranked", 3, "on_track", "closing", 0.2),
        ("d", "ranked", 4, "slow", "closing", 0.5),
        ("e", "ranked", 5, "slow", "closing", 0.1),
        ("f", "ranked", 6, "slow", "closing", 0.3),
    ) == [("a", MET), ("b", MET), ("d", MOST_PROGRESS), ("f", MOST_PROGRESS)]


def test_too_few_families_no_figure_a_step_back_and_a_wider_gap_are_not_on_it():
    assert (
        listed(
            ("few", "too_few", NAN, "achieved", "met", NAN),
            ("silent", "not_reported", NAN, "not_reported", "", NAN),
            ("back", "ranked", 1, "regressing", "closing", 0.4),
            ("slipped", "ranked", 2, "slow", "slipped", NAN),
            ("wider", "ranked", 3, "slow", "closing", -0.1),
        )
        == []
    )


def test_one_that_closed_its_gap_is_always_named():
    assert listed(("a", "ranked", 1, "slow", "closing", 0.01)) == [("a", MOST_PROGRESS)]
