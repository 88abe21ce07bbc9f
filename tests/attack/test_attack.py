"""Nothing small can be worked out of what is published; and the attacker who says so is worth something."""

import numpy as np
import pandas as pd
import pytest

from khuyenhoc.domain import suppression
from khuyenhoc.domain.suppression_versions import Known, widened
from tests.attack import audit_of_versions
from tests.attack.attacker import REST, Looked, N, holders, knowledge, spans
from tests.attack.audit import Audit, audited
from tests.attack.audit_of_versions import audited_over
from tests.attack.tables import MINORITIES, drawn, over_time

PARENTS = {"P": None, "c0": "P", "c1": "P"}
TABLES, VERSIONS = range(300), range(15)


def worked_out(*rows: tuple, number: tuple[int, ...] = (N,)) -> tuple[float, float]:
    """The possible values of c0's g1. Rows: unit, group, n, N, and what of them is hidden: "", "n", "nN"."""
    table = pd.DataFrame(rows, columns=["unit", "ethnicity", "numerator", "denominator", "hidden"]).assign(poverty="")
    shown = table.assign(
        numerator=table["numerator"].mask(table["hidden"] != ""), denominator=table["denominator"].mask(table["hidden"] == "nN")
    )  # fmt: skip
    cells = table[(table["unit"] != "P") & ~table["ethnicity"].isin(["", "dtts"])]
    truth = np.concatenate([cells["numerator"], cells["denominator"] - cells["numerator"]])
    known = knowledge(cells, shown, holders(PARENTS, MINORITIES))
    low, high = spans(Looked(known, truth, np.full(len(cells), "P")), [(("c0", "g1", ""), number)], np.array([99]))
    return low[0], high[0]


def test_one_hidden_figure_of_a_row_is_known():
    rows = [("c0", "", 50, 100, ""), ("c0", "g0", 46, 90, ""), ("c0", "g1", 4, 10, "nN")]
    assert [worked_out(*rows, number=sides) for sides in ((N,), (REST,), (N, REST))] == [(4, 4), (6, 6), (10, 10)]


def test_two_hidden_figures_of_a_row_share_what_is_left():
    rows = [("c0", "", 50, 100, ""), ("c0", "g0", 41, 80, ""), ("c0", "g1", 4, 10, "nN"), ("c0", "g2", 5, 10, "nN")]
    assert [worked_out(*rows, number=sides) for sides in ((N,), (N, REST))] == [(0, 9), (0, 20)]


def test_the_sum_of_all_places_gives_the_hidden_one_away():
    assert worked_out(
        ("c0", "", 50, 100, ""), ("c0", "g0", 46, 90, "nN"), ("c0", "g1", 4, 10, "nN"),
        ("c1", "", 30, 60, ""), ("c1", "g0", 20, 40, ""), ("c1", "g1", 10, 20, ""),
        ("P", "", 80, 160, ""), ("P", "g0", 66, 130, ""), ("P", "g1", 14, 30, ""), ("P", "dtts", 14, 30, ""),
    ) == (4, 4)  # fmt: skip


def test_a_known_whole_bounds_what_is_hidden_of_it():
    assert worked_out(("c0", "", 50, 100, ""), ("c0", "g0", 46, 94, "n"), ("c0", "g1", 4, 6, "n")) == (0, 6)


@pytest.fixture(scope="module")
def audit() -> Audit:
    """300 tables of up to 6 communes and 8 groups; every other one publishes the crossed tables of communes too."""
    found = Audit()
    for seed in TABLES:
        table = drawn(seed, 6, 8)
        crossed = [unit for unit in table.parents if seed % 2 or not unit.startswith("c")]
        found.add(audited(table.figures, table.parents, MINORITIES, crossed))
    return found


def test_nothing_small_can_be_worked_out(audit: Audit):
    assert audit.first > 5_000
    assert audit.leaks == []


def test_whoever_kept_every_version_works_out_nothing_more():
    """Tables and three corrections of each, told apart by the units that sent them."""
    found = Audit()
    for seed in VERSIONS:
        table, crossed = over_time(seed, 5, 6)
        found.add(audited_over([each.figures for each in table], table[0].parents, MINORITIES, crossed))
    assert found.first > 250
    assert found.leaks == []


def test_each_version_for_itself_would_not_do(monkeypatch: pytest.MonkeyPatch):
    """The attacker finds what the difference of two versions tells, where what is hidden only adds up."""

    def each_for_itself(kept: pd.DataFrame, _: object, figures: pd.DataFrame, known: Known) -> pd.DataFrame:
        return suppression.joined(kept, widened(suppression.NOTHING, [], figures, known))

    monkeypatch.setattr(audit_of_versions, "widened", each_for_itself)
    found = Audit()
    for seed in (3, 5, 14):
        table, crossed = over_time(seed, 6, 8)
        found.add(audited_over([each.figures for each in table], table[0].parents, MINORITIES, crossed))
    assert len(found.leaks) > 10


def test_as_little_is_hidden_as_the_last_time_somebody_looked(audit: Audit):
    assert audit.hidden / audit.figures < 0.58
