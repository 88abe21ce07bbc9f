"""data/targets.csv: the figures of the decisions, their scopes, dates and marks, and the golden values of Bình Dương."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

import pytest

from tests.definitions import DATA, INDICATORS, ROWS, TARGETS, repeated

# id -> indicator, value, due: the targets of the decisions, each written out once more by hand.
DECISIONS = {
    "T01": ("learning_family_rate", "70", "2025-12-31"),
    "T01-2030": ("learning_family_rate", "80", "2030-12-31"),
    "T02": ("learning_clan_rate", "65", "2025-12-31"),
    "T03": ("learning_community_village_rate", "65", "2025-12-31"),
    "T04": ("learning_unit_rate", "80", "2025-12-31"),
    "T04-2030": ("learning_unit_rate", "90", "2030-12-31"),
    "T05": ("learning_citizen_rate_worker", "40", "2025-12-31"),
    "T06": ("learning_citizen_rate_commune_officer", "60", "2025-12-31"),
    "T07": ("association_members_briefed_rate", "100", "2025-12-31"),
    "T08": ("commune_association_leads_clc_rate", "100", "2025-12-31"),
    "T09": ("commune_officer_clc_it_trained_rate", "40", "2025-12-31"),
    "T10": ("learning_citizen_rate_adult", "40", "2025-12-31"),
    "T10-2030": ("learning_citizen_rate_adult", "60", "2030-12-31"),
    "T11": ("learning_citizen_rate_officer", "60", "2025-12-31"),
    "T12": ("learning_citizen_digital_rate", "70", "2025-12-31"),
    "T13": ("learning_citizen_digital_proficient_rate", "60", "2025-12-31"),
    "T14": ("province_literacy_l2", "70", "2025-12-31"),
    "T15": ("province_preschool_universal_rate", "70", "2025-12-31"),
    "T16": ("province_primary_l3_rate", "50", "2025-12-31"),
    "T17-L3-2030": ("province_lower_secondary_l3_rate", "40", "2030-12-31"),
    "T18": ("information_literacy_rate", "50", "2025-12-31"),
    "T19": ("life_skills_rate", "50", "2025-12-31"),
    "T20-DH": ("university_trained_rate", "12", "2025-12-31"),
    "T21-2030": ("digital_university_rate", "90", "2030-12-31"),
    "T22": ("digital_school_rate", "60", "2025-12-31"),
    "T23": ("clc_it_rate", "70", "2025-12-31"),
    "T24": ("learning_citizen_rate_citizen", "40", "2025-12-31"),
    "T25-2030": ("learning_district_rate", "50", "2030-12-31"),
    "T29": ("association_member_rate", "25", "2025-12-31"),
    "T30": ("learning_citizen_rate_labour_age", "50", "2025-12-31"),
    "Q281-FAMILY": ("learning_family_rate_2016_2020", "70", "2020-12-31"),
    "Q281-FAMILY-KK": ("learning_family_rate_2016_2020", "60", "2020-12-31"),
    "ND20-HUYEN-1": ("commune_literacy_l1", "90", "2030-12-31"),
    "ND20-HUYEN-2": ("commune_literacy_l2", "90", "2030-12-31"),
    "ND20-TINH-1": ("district_literacy_l1", "90", "2030-12-31"),
    "ND20-TINH-2": ("district_literacy_l2", "100", "2030-12-31"),
    "ND20-XADBKK-2": ("adult_literacy_l2_rate_15_35", "90", "2030-12-31"),
}
UNVERIFIED = {"T02-2030", "T03-2030", "T09-2030", "T25", "BD-2030-06"}
BINH_DUONG_2025 = {
    "learning_family_rate": "70",
    "learning_clan_rate": "none",
    "learning_community_village_rate": "65",
    "learning_unit_rate": "80",
    "learning_citizen_rate_worker": "40",
    "learning_citizen_rate_officer": "60",
    "clc_it_rate": "70",
    "commune_learning_community_good_rate": "90",
    "learning_district_rate": "25",
}


def is_rate(target: dict[str, str]) -> bool:
    return INDICATORS[target["indicator"]]["measure"] == "rate"


def whole_units(target_id: str, units: int) -> int:
    """⌈T·N⌉ in whole ten-thousandths, without floating point."""
    ten_thousandths = int(Decimal(TARGETS[target_id]["value"]) * 100)
    return -(-ten_thousandths * units // 10_000)


class TestTargets:
    def test_refer_to_indicators(self) -> None:
        assert [t["id"] for t in TARGETS.values() if t["indicator"] not in INDICATORS] == []

    def test_ids_are_plain(self) -> None:
        assert [i for i in TARGETS if not re.fullmatch(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*", i)] == []

    def test_dates_are_iso_and_in_order(self) -> None:
        for target in TARGETS.values():
            start, due = date.fromisoformat(target["start"]), date.fromisoformat(target["due"])
            assert start < due, f"{target['id']}: {start} is not before {due}"
            for column in ("basis_date", "baseline_date"):
                if target[column]:
                    assert date.fromisoformat(target[column]) < due, f"{target['id']}: {column}"
            assert bool(target["baseline_date"]) == bool(target["baseline_value"]), target["id"]

    def test_values_are_numbers_or_none(self) -> None:
        for target in TARGETS.values():
            if target["value"] == "none":
                continue
            try:
                value = Decimal(target["value"])
            except InvalidOperation:
                pytest.fail(f"{target['id']}: {target['value']!r} is neither a number nor “none”")
            if is_rate(target):
                assert 0 <= value <= 100, f"{target['id']}: {value} %"
                assert value * 100 == int(value * 100), f"{target['id']}: finer than ten-thousandths"
            else:
                assert value > 0, target["id"]
                assert value == int(value), f"{target['id']}: a count is whole"

    def test_milestones_lie_on_the_way(self) -> None:
        for target in TARGETS.values():
            stones = [stone.split("=") for stone in target["milestones"].split(";") if stone]
            days = [date.fromisoformat(day) for day, _ in stones]
            assert days == sorted(set(days)), target["id"]
            for day, (_, value) in zip(days, stones, strict=True):
                inside = date.fromisoformat(target["start"]) < day < date.fromisoformat(target["due"])
                assert inside, f"{target['id']}: milestone {day}"
                short = Decimal(value) < Decimal(target["value"])
                assert short == (target["comparator"] == ">="), f"{target['id']}: milestone {value}"

    def test_scopes_have_the_form_of_their_kind(self) -> None:
        areas = {row["code"] for row in ROWS["area_types"]}
        forms = {
            "country": r"VN",
            "province": r"\d{2}@(2020|2025)",
            "unit": r"(\d{2}|\d{3}|\d{5})@(2020|2025)",
            "level": r"(VN|\d{2}@(2020|2025))/(province|district|commune)",
            "area_type": "|".join(sorted(areas)),
        }
        wrong = [
            f"{t['id']}: {t['scope']!r}"
            for t in TARGETS.values()
            if not re.fullmatch(forms[t["scope_kind"]], t["scope"])
        ]
        assert wrong == []

    def test_a_target_stands_where_its_rate_has_meaning(self) -> None:
        """A target of one unit on a rate of such units can only be 100: reached or not."""
        for target in filter(is_rate, TARGETS.values()):
            indicator, kind = INDICATORS[target["indicator"]], target["scope_kind"]
            level = {"province": "province", "country": "country", "area_type": "commune"}.get(kind)
            level = target["scope"].split("/")[1] if kind == "level" else level
            if kind == "unit":
                level = {2: "province", 3: "district", 5: "commune"}[len(target["scope"].split("@")[0])]
            single = bool(indicator["unit_value"]) and target["value"] == "100"
            assert level in indicator["rate_levels"].split() or single, f"{target['id']}: {level}"

    def test_no_two_for_one_scope_and_due_date(self) -> None:
        keys = [(t["indicator"], t["scope_kind"], t["scope"], t["comparator"], t["due"]) for t in TARGETS.values()]
        assert repeated(keys) == []

    def test_comparator_agrees_with_the_indicator(self) -> None:
        wrong_way = {"higher": "<=", "lower": ">="}
        for target in TARGETS.values():
            better = INDICATORS[target["indicator"]]["better"]
            assert target["comparator"] != wrong_way.get(better), target["id"]

    @pytest.mark.parametrize("target_id", DECISIONS)
    def test_figures_of_the_decisions(self, target_id: str) -> None:
        target = TARGETS[target_id]
        assert (target["indicator"], target["value"], target["due"]) == DECISIONS[target_id]

    def test_every_numbered_national_target_is_there_or_explained(self) -> None:
        present = {match[0] for i in TARGETS if (match := re.match(r"T\d\d", i))}
        readme = (DATA / "README.md").read_text(encoding="utf-8")
        absent = {f"T{n:02d}" for n in range(1, 32)} - present
        assert absent == {"T26", "T27", "T28", "T31"}
        assert [number for number in sorted(absent) if f"({number})" not in readme] == []

    def test_unverified_ones_are_marked_and_say_why(self) -> None:
        marked = {i for i, t in TARGETS.items() if t["verified"] == "unverified"}
        assert marked == UNVERIFIED
        assert [i for i in sorted(marked) if not TARGETS[i]["note"].startswith("Chưa kiểm chứng")] == []

    def test_dates_of_the_decisions(self) -> None:
        dates = {(t["basis"], t["basis_date"]) for t in TARGETS.values()}
        known = {
            ("1373/QĐ-TTg", "2021-07-30"),
            ("387/QĐ-TTg", "2022-03-25"),
            ("677/QĐ-TTg", "2022-06-03"),
            ("281/QĐ-TTg", "2014-02-20"),
            ("20/2014/NĐ-CP", "2014-03-24"),
            ("09/CV-HKH", "2024-02-02"),
        }
        assert known <= dates
        assert repeated([basis for basis, _ in dates]) == [], "one document with two dates"

    def test_binh_duong_has_its_own_set(self) -> None:
        own = {
            t["indicator"]: t["value"]
            for t in TARGETS.values()
            if t["scope"] == "74@2020" and t["basis"] == "09/CV-HKH" and t["due"] == "2025-12-31"
        }
        assert own == BINH_DUONG_2025
        assert {t["binding"] for t in TARGETS.values() if t["basis"] == "09/CV-HKH"} == {"giao"}

    def test_binh_duong_needs_82_of_91_communes_and_3_of_9_districts(self) -> None:
        good = next(i for i, t in TARGETS.items() if t["indicator"] == "commune_learning_community_good_rate")
        district = next(
            i for i, t in TARGETS.items() if (t["indicator"], t["scope"]) == ("learning_district_rate", "74@2020")
        )
        assert (whole_units(good, 91), whole_units(district, 9)) == (82, 3)

    def test_difficult_communes_are_judged_by_narrower_ages(self) -> None:
        difficult = {t["indicator"]: t["value"] for t in TARGETS.values() if t["scope"] == "especially_difficult"}
        assert difficult == {
            "adult_literacy_l1_rate_15_25": "90",
            "adult_literacy_l2_rate_15_35": "90",
            "adult_literacy_l1_rate_15_35": "none",
            "adult_literacy_rate_15_60": "none",
        }
