"""Figures by group across 1/7/2025: whole units only, and never more than the pages of the units that reported say."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from khuyenhoc import config, definitions, query, reform, small_numbers
from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level
from khuyenhoc.query import Place
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.store import Store
from tests.domain.draw import FAMILY, LITERACY, catalogue, observations

PERIOD, CELL = "2024-05", ["ethnicity", "poverty"]


@pytest.fixture
def store(home) -> Iterator[Store]:
    opened = Store.open(config.database_url())
    yield opened
    opened.close()


def place(store: Store, day, code: str = "02") -> Place:
    return query.place(store.units(), store.succession(), code, day)


def across(store: Store, day, period: str = PERIOD, official: bool = False, code: str = "02") -> pd.DataFrame:
    found = reform.groups(
        store, store.units(), store.succession(), place(store, day, code), definitions.current(), FAMILY, store.version(),
        may_see_small=official, new=day == REFORM,
    )  # fmt: skip
    return found[period]


def own(store: Store, official: bool = False) -> pd.DataFrame:
    where, known = place(store, LAST_OLD_DAY), definitions.current()
    return small_numbers.figures(store, where, known, FAMILY, store.version(), may_see_small=official)[PERIOD]


def test_groups_of_whole_units_add_up_and_split_units_have_none(store):
    old, new = own(store, official=True), across(store, REFORM, official=True)
    units, succession = store.units(), store.succession()
    communes = place(store, REFORM).units.of_level(Level.COMMUNE)
    assert len(set(new["unit"]) & set(communes)) == 67
    (key,) = units.index[(units["name"] == "Xã Bắc Mê") & (units["version"] == "2025")]
    parts = set(succession.loc[succession["new_key"] == key, "old_key"])
    expected = old[old["unit"].isin(parts)].groupby(CELL)[["numerator", "denominator"]].sum()
    shown = new[new["unit"] == key].set_index(CELL)[["numerator", "denominator"]].sort_index()
    pd.testing.assert_frame_equal(shown, expected.sort_index(), check_like=True)


def test_a_sum_is_hidden_where_a_part_of_it_is_and_otherwise_the_sum_of_what_is_shown(store):
    """Whoever reads both maps adds up the old one and has the new one: it says nothing more."""
    old, new = own(store), across(store, REFORM)
    members = reform.exact(store.succession())
    cells = old.merge(members, left_on="unit", right_on="old_key").groupby(["new_key", *CELL])
    sums = cells[["numerator", "denominator"]].sum()
    unknown = cells["numerator"].agg(lambda each: each.isna().any())
    shown = new[new["unit"].isin(members["new_key"])].set_index(["unit", *CELL])
    assert shown["hidden"].any() and not shown["hidden"].all()
    for at, row in shown.iterrows():
        assert pd.isna(row["numerator"]) == unknown[at]
        assert pd.isna(row["numerator"]) or row["numerator"] == sums.loc[at, "numerator"]


@pytest.mark.parametrize(
    ("on", "title"),
    [("2024-12-31", "inherited"), ("2027-05-31", "inherited"), ("2027-06-30", "expired")],
)
def test_yearly_titles_of_old_units_are_taken_over_for_36_months(on, title):
    rows = pd.DataFrame(
        {
            "indicator": [FAMILY, FAMILY, LITERACY, FAMILY], "unit": list("abcd"), "status": "on_track", "reason": "",
            "period_end": pd.to_datetime(["2024-05-31", "2026-05-31", "2024-05-31", "2024-05-31"]),
            **{name: [1.0, 1.0, 1.0, float("nan")] for name in reform._FIGURES},
        }
    )  # fmt: skip
    day = date.fromisoformat(on)
    assert list(reform.marked(rows, catalogue(), (), day, new=True)["title"]) == [title, "", "", ""]
    assert list(reform.marked(rows, catalogue(), (), day, new=False)["title"]) == [""] * 4


def test_groups_since_the_reform_on_the_old_units_that_are_the_same(store):
    units, succession = store.units(), store.succession()
    quan_ba = units.index[units["parent"] == "029@2020"]
    new = sorted(set(succession.loc[succession["old_key"].isin(quan_ba), "new_key"]))
    rows = [
        {"unit": key, "period": "2025-12", "ethnicity": group, "numerator": n, "denominator": whole, "sample": False}
        for key in new
        for group, n, whole in (("", 100, 220), ("kinh", 60, 120), ("mong", 40, 100))
    ]
    batch = store.stage(observations(*rows), Upload("a.csv", b"", "Bà Lan"))
    store.publish(batch, store.version(), "Bà Lan")
    found = across(store, LAST_OLD_DAY, "2025-12").set_index(["unit", "ethnicity"])
    assert found.loc[("029@2020", "mong"), "denominator"] == 100 * len(new)
    assert {key for key, _ in found.index if key.startswith("029")} == {"029@2020"}
    small = [
        each | ({"numerator": 5} if each["unit"] == new[0] and each["ethnicity"] == "mong" else {}) for each in rows
    ]
    store.publish(store.stage(observations(*small), Upload("b.csv", b"", "Bà Lan")), store.version(), "Bà Lan")
    assert across(store, LAST_OLD_DAY, "2025-12", official=True)["unit"].eq("029@2020").any()
    # Two groups and their total: the small one of the commune cannot be kept but by hiding both, so no sum is left.
    with pytest.raises(KeyError):
        across(store, LAST_OLD_DAY, "2025-12")


def test_the_new_province_says_the_same_of_groups_on_both_maps(store):
    """Since the reform by itself, also above the old provinces; before it as the sum of what they show, on either map."""
    units, known, version = place(store, REFORM).units, definitions.current(), store.version()
    rows = [
        {"unit": key, "period": "2025-12", "ethnicity": group, "numerator": n, "denominator": whole, "sample": False}
        for key in units.of_level(Level.COMMUNE)
        for group, n, whole in (("", 100, 220), ("kinh", 60, 120), ("mong", 40, 100))
    ]
    version = store.publish(store.stage(observations(*rows), Upload("a.csv", b"", "Bà Lan")), version, "Bà Lan")
    own_figures = small_numbers.figures(
        store, place(store, REFORM), known, FAMILY, version, may_see_small=False
    )["2025-12"]  # fmt: skip
    found = across(store, LAST_OLD_DAY, "2025-12", code="08")
    for frame in (own_figures, found):
        whole = frame[frame["unit"] == "08@2025"].set_index("ethnicity")
        assert whole["numerator"].to_dict() == {"": 12_400, "kinh": 7_440, "mong": 4_960, "dtts": 4_960}
    for official in (True, False):
        before = small_numbers.figures(
            store, place(store, LAST_OLD_DAY, "08"), known, FAMILY, version, may_see_small=official
        )[PERIOD]  # fmt: skip
        assert "08@2025" not in set(before["unit"])  # Tuyên Quang told nothing
        assert set(before["unit"]) <= set(place(store, LAST_OLD_DAY).units.frame.index)


def test_a_province_counts_as_told_once_everybody_below_it_told(store):
    """The sum of the old provinces is that of the new one, communes that were divided included; never with one missing."""
    old, new = place(store, LAST_OLD_DAY, "08"), place(store, REFORM, "08")
    succession, known = store.succession(), definitions.current()
    communes = old.units.of_level(Level.COMMUNE)
    last = communes[-1]

    def province(*keys: str) -> pd.DataFrame:
        told = observations(
            *({"unit": key, "period": "2024-12", "numerator": 5, "denominator": 9, "batch": 1} for key in keys)
        )
        found = reform.with_province(
            told.iloc[:0], store, store.units(), succession, new.units, known.catalogue, None,
            lambda units: told[told["unit"].isin(units.frame.index)],
        )  # fmt: skip
        return found[found["unit"] == "08@2025"]

    (row,) = province(*communes).to_dict("records")
    assert (row["numerator"], row["denominator"]) == (5 * 330, 9 * 330)
    assert province(*(key for key in communes if key != last)).empty
    (row,) = province("02@2020", *(key for key in communes if key not in old.provinces[0].units)).to_dict("records")
    assert (row["numerator"], row["denominator"]) == (5 + 5 * 137, 9 + 9 * 137)
