"""Figures by group as officials and as everybody else may see them, from what is stored: versions, partial sums, linked counts."""

from collections.abc import Iterator

import pandas as pd
import pytest

from khuyenhoc import config, definitions, query, small_numbers, small_patterns
from khuyenhoc.domain.unit import LAST_OLD_DAY, Level
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.store import Store
from tests.domain.draw import FAMILY, observations

PERIOD = "2024-12"
WHO = "Bà Lan"
DISTRICT = "028@2020"
LARGE = {"kinh": (60, 100), "tay": (55, 90), "mong": (40, 80)}


@pytest.fixture
def store(home) -> Iterator[Store]:
    """The prepared installation: 193 communes, the sample up to 5/2024."""
    opened = Store.open(config.database_url())
    yield opened
    opened.close()


def where(store: Store) -> query.Place:
    return query.place(store.units(), store.succession(), "02", LAST_OLD_DAY)


def communes(store: Store) -> list[str]:
    return where(store).units.of_level(Level.COMMUNE, DISTRICT)


def publish(store: Store, indicator: str = FAMILY, **units: dict[str, tuple[int, int | None]]) -> int:
    """n and N of groups by unit (its code), and their total."""
    rows = []
    for unit, groups in units.items():
        whole = [sum(pair[0] for pair in groups.values()), sum(pair[1] or 0 for pair in groups.values())]
        for group, (n, size) in (groups | {"": tuple(whole)}).items():
            known = {} if size is None or (group == "" and not whole[1]) else {"denominator": size}
            rows.append(
                {"indicator": indicator, "unit": f"{unit}@2020", "period": PERIOD, "ethnicity": group, "numerator": n,
                 "denominator": float("nan"), "sample": False, **known}
            )  # fmt: skip
    batch = store.stage(observations(*rows), Upload("a.csv", b"", WHO))
    return store.publish(batch, store.version(), WHO)


def seen(store: Store, indicator: str = FAMILY, version: int | None = None, official: bool = False) -> pd.DataFrame:
    """By unit and group, in the period of these tests."""
    found = small_numbers.figures(
        store, where(store), definitions.current(), indicator, version or store.version(), may_see_small=official
    )[PERIOD]
    return found[found["poverty"] == ""].set_index(["unit", "ethnicity"]).sort_index()


def whole_district(store: Store, **changed: dict[str, tuple[int, int]]) -> dict[str, dict]:
    return {f"{unit[:5]}": LARGE | changed.get(unit[:5], {}) for unit in communes(store)}


def test_officials_see_everything_and_others_what_gives_nothing_away(store):
    first, *_ = [unit[:5] for unit in communes(store)]
    publish(store, **whole_district(store) | {first: LARGE | {"mong": (4, 80)}})
    full, shown = seen(store, official=True), seen(store)
    assert full.loc[(f"{first}@2020", "mong"), "numerator"] == 4
    assert not full["hidden"].any()
    assert shown.loc[(f"{first}@2020", "mong"), "hidden"]
    assert shown.loc[shown["hidden"], "numerator"].isna().all()
    assert len(shown.loc[shown["hidden"]].loc[f"{first}@2020"]) >= 2
    kept = shown[~shown["hidden"]]
    assert kept["numerator"].tolist() == full.loc[kept.index, "numerator"].tolist()


def test_the_minorities_are_a_figure_of_their_own_at_every_level(store):
    publish(store, **whole_district(store))
    shown = seen(store)
    assert shown.loc[(DISTRICT, "dtts"), ["numerator", "denominator"]].tolist() == [18 * 95, 18 * 170]


def test_a_sum_is_shown_once_every_unit_below_told_its_groups(store):
    """Otherwise its step from one upload to the next is the newcomer's figure."""
    *told, last = whole_district(store).items()
    publish(store, **dict(told))
    before = seen(store)
    assert before.loc[DISTRICT].drop("")["hidden"].all()
    assert not before.loc[(DISTRICT, ""), "hidden"]
    publish(store, **dict([last]))
    after = seen(store)
    assert not after.loc[DISTRICT]["hidden"].any()
    assert after.loc["02@2020"].drop("")["hidden"].all()


def test_what_was_hidden_in_one_version_is_hidden_in_all(store):
    first, second, *_ = [unit[:5] for unit in communes(store)]
    small = publish(store, **whole_district(store) | {first: LARGE | {"mong": (4, 80)}})
    was = seen(store)
    hidden = set(was.index[was["hidden"]])
    corrected = publish(store, **{first: LARGE})
    for version in (small, corrected):
        found = seen(store, version=version)
        assert hidden <= set(found.index[found["hidden"]])
    other = publish(store, **{second: LARGE | {"tay": (3, 90)}})
    found = seen(store, version=small)
    assert (f"{second}@2020", "tay") in set(found.index[found["hidden"]])
    assert set(found.index[found["hidden"]]) >= hidden
    assert seen(store, version=other).loc[(f"{second}@2020", "tay"), "hidden"]


def test_a_count_and_the_rate_made_of_it_hide_the_same(store):
    first, *_ = [unit[:5] for unit in communes(store)]
    rate, count = "learning_citizen_rate_citizen", "learning_citizen_count"
    publish(store, rate, **whole_district(store) | {first: LARGE | {"mong": (77, 80)}})
    publish(
        store, count, **{unit: {g: (n, None) for g, (n, _) in (LARGE | {"mong": (77, 80)}).items()} for unit in [first]}
    )
    assert seen(store, count).loc[(f"{first}@2020", "mong"), "hidden"]


def test_institutions_have_no_small_numbers(store):
    publish(
        store, "scholarship_count", **{unit: {"kinh": (3, None), "mong": (50, None)} for unit in whole_district(store)}
    )
    assert not seen(store, "scholarship_count")["hidden"].any()


def test_small_figures_are_told_from_others(store):
    first, *_ = [unit[:5] for unit in communes(store)]
    publish(store, **whole_district(store) | {first: LARGE | {"mong": (4, 80)}})
    full = seen(store, official=True).reset_index()
    known = definitions.current()
    of_first = full["unit"] == f"{first}@2020"
    assert small_numbers.small_shown(full[of_first], known)
    assert not small_numbers.small_shown(full[full["unit"] == DISTRICT], known)


def test_the_step_of_a_sum_does_not_tell_the_unit_that_was_corrected(store):
    """The whole province told its groups, all large: every sum is shown. Then one commune is corrected."""
    every = {unit[:5]: LARGE for unit in where(store).units.of_level(Level.COMMUNE)}
    publish(store, **every)
    assert not seen(store)["hidden"].any()
    first = communes(store)[0][:5]
    publish(store, **{first: LARGE | {"mong": (4, 80)}})
    hidden = seen(store).query("hidden").index
    assert {(f"{first}@2020", "mong"), (DISTRICT, "mong"), ("02@2020", "mong")} <= set(hidden)
    others = {unit for unit, _ in hidden} - {f"{first}@2020", DISTRICT, "02@2020"}
    assert not others


def test_what_is_hidden_is_kept_when_a_version_is_published(store, monkeypatch):
    first, *_ = [unit[:5] for unit in communes(store)]
    version = publish(store, **whole_district(store) | {first: LARGE | {"mong": (4, 80)}})
    small_numbers.keep(store, version)
    expected = seen(store)
    small_patterns.hidden.cache_clear()
    monkeypatch.setattr(small_patterns, "widened", None)  # nothing is searched again
    pd.testing.assert_frame_equal(seen(store), expected)


def test_a_small_number_of_one_province_does_not_come_out_of_the_sum_of_several_less_the_others(store):
    """Of the people that one commune of Hà Giang has four families of, the old Tuyên Quang has many: the sum is hidden too."""
    both = query.place(store.units(), store.succession(), "08", LAST_OLD_DAY)
    ha_giang, tuyen_quang = both.provinces
    without = {group: pair for group, pair in LARGE.items() if group != "mong"}
    told = {key[:5]: without for key in ha_giang.units.of_level(Level.COMMUNE)}
    told |= {key[:5]: LARGE for key in tuyen_quang.units.of_level(Level.COMMUNE)}
    first = next(iter(told))
    publish(store, **told | {first: without | {"mong": (4, 80)}})

    def figures(place: query.Place, official: bool = False) -> pd.DataFrame:
        every = small_numbers.figures(
            store, place, definitions.current(), FAMILY, store.version(), may_see_small=official
        )
        return every[PERIOD].set_index(["unit", "ethnicity", "poverty"]).sort_index()

    shown, full = figures(both), figures(both, official=True)
    alone = pd.concat([figures(ha_giang), figures(tuyen_quang)]).sort_index()
    pd.testing.assert_frame_equal(shown.drop(both.province), alone)
    assert full.loc[(both.province, "mong", ""), "numerator"] == 4 + 40 * 137
    assert shown.loc[("02@2020", "mong", ""), "hidden"] and not shown.loc[("08@2020", "mong", ""), "hidden"]
    for (group, poverty), row in shown.loc[both.province].iterrows():
        at = [
            (place.province, group, poverty)
            for place in both.provinces
            if (place.province, group, poverty) in alone.index
        ]
        parts = alone.loc[at]
        assert row["hidden"] == parts["hidden"].any(), group
        assert pd.isna(row["numerator"]) if row["hidden"] else row["numerator"] == parts["numerator"].sum()
    assert shown.loc[(both.province, "mong", ""), "hidden"] and not shown.loc[(both.province, "kinh", ""), "hidden"]


def test_what_a_publication_hides_of_several_provinces_is_kept_for_each(store, monkeypatch):
    monkeypatch.setenv("KHUYENHOC_PROVINCE", "08")
    both = query.place(store.units(), store.succession(), "08", LAST_OLD_DAY)
    told = {key[:5]: LARGE for place in both.provinces for key in place.units.of_level(Level.COMMUNE)}
    version = publish(store, **told | {"00688": LARGE | {"mong": (4, 80)}})
    small_numbers.keep(store, version)
    searched = []
    monkeypatch.setattr(small_patterns, "_found", lambda *asked: searched.append(asked))
    small_patterns.hidden.cache_clear()
    small_numbers.figures(store, both, definitions.current(), FAMILY, version, may_see_small=False)
    assert searched == []
