"""data/indicators.csv: every indicator of the field is there, and each means something."""

import re
from collections import Counter

import pytest

from tests.definitions import INDICATORS, ROWS, repeated

WORD_SETS = {
    "collected_levels": {"commune", "district", "province"},
    "rate_levels": {"commune", "district", "province", "country"},
    "breakdowns": {"ethnicity", "poverty"},
}
HEADLINE = [
    "learning_family_rate",
    "learning_clan_rate",
    "learning_community_village_rate",
    "learning_unit_rate",
    "learning_citizen_rate_citizen",
    "association_member_rate",
    "district_literacy_l2",
    "clc_it_rate",
]

# Every line of the domain catalogue (its 2a to 2f), variants written out, then what the product adds.
CATALOGUE = {
    "2a": "learning_family_rate learning_clan_rate learning_community_village_rate learning_unit_rate learning_citizen_count "
    "learning_citizen_rate_citizen learning_citizen_rate_adult learning_citizen_rate_worker learning_citizen_rate_officer "
    "learning_citizen_rate_labour_age learning_citizen_digital_rate learning_citizen_digital_proficient_rate "
    "commune_learning_community_good_rate learning_district_rate learning_province_flag learning_family_registered "
    "learning_clan_registered learning_community_village_registered learning_unit_registered learning_citizen_registered",
    "2b": "association_member_rate association_org_total association_count association_count_province "
    "association_count_district association_count_commune association_count_school chapter_count chapter_count_village "
    "chapter_count_agency chapter_count_school chapter_count_other committee_count committee_count_agency "
    "committee_count_clan committee_count_other commune_association_coverage",
    "2c": "commune_literacy_l1_only commune_literacy_l2 district_literacy_l1_only district_literacy_l2 "
    "adult_literacy_rate_15_60 literacy_class_count literacy_learner_count women_language_group_count "
    "women_language_group_member rural_labour_trained rural_labour_employed rural_labour_employed_rate disabled_trained "
    "disabled_employed disabled_employed_rate vocational_annual_avg lower_sec_to_vocational cadre_trained "
    "cadre_trained_public_employee cadre_trained_civil_servant cadre_trained_rate_province",
    "2d": "clc_count clc_it_rate clc_budget_support clc_sessions clc_learners village_culture_house_count "
    "language_it_centre_count life_skill_centre_count cec_vec_count school_national_db_rate school_eoffice_rate "
    "teacher_ict_rate",
    "2e": "fund_raised_total fund_spent_total fund_spend_rate fund_per_capita provincial_fund_2020 "
    "provincial_fund_support_pupils provincial_fund_support_amount scholarship_count rewarded_pupils rewarded_teachers "
    "supported_pupils_total talent_rewarded talent_rewarded_ngut talent_rewarded_ttnd talent_rewarded_ttut "
    "talent_rewarded_llvt talent_rewarded_science veterans_scholarship veterans_scholarship_amount savings_books bicycles "
    "awards_central awards_central_collective awards_central_individual awards_ppc awards_ppc_community awards_ppc_unit "
    "awards_ppc_collective awards_ppc_family awards_ppc_individual awards_association awards_association_collective "
    "awards_association_individual awards_association_pupil awards_association_family awards_association_clan "
    "awards_association_community awards_association_unit",
    "2f": "docs_issued docs_issued_party docs_issued_ppc docs_issued_association conference_count attendee_count "
    "propaganda_sessions propaganda_audience propaganda_sessions_women propaganda_audience_women "
    "propaganda_sessions_veterans propaganda_audience_veterans club_women club_youth population ethnic_group_count "
    "ethnic_share poor_household_rate near_poor_household_rate multidim_poor_household_rate admin_units_city "
    "admin_units_district admin_units_commune literacy_support_policy",
    "besides": "party_member_learning_citizen_rate cadre_family_learning_family_rate party_unit_learning_unit_rate "
    "political_education_integrated_rate leadership_committee_established leadership_plan_issued "
    "leadership_budget_allocated leadership_budget_amount commune_leadership_committee_established "
    "commune_leadership_plan_issued commune_leadership_budget_allocated commune_leadership_budget_amount "
    "association_count_enterprise chapter_count_enterprise committee_count_enterprise association_count_hospital "
    "chapter_count_hospital committee_count_hospital association_count_armed_forces chapter_count_armed_forces "
    "committee_count_armed_forces household_count",
}


class TestIndicators:
    def test_every_line_of_the_catalogue_is_there(self) -> None:
        wanted = {(part, code) for part, codes in CATALOGUE.items() for code in codes.split()}
        assert sorted((part, code) for part, code in wanted if code not in INDICATORS) == []

    def test_codes_are_plain_words(self) -> None:
        assert [code for code in INDICATORS if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)] == []

    @pytest.mark.parametrize("column", ["name", "short_name"])
    def test_names_do_not_repeat(self, column: str) -> None:
        assert repeated([row[column].casefold() for row in ROWS["indicators"]]) == []

    def test_short_names_fit_a_card(self) -> None:
        assert {c: r["short_name"] for c, r in INDICATORS.items() if len(r["short_name"]) > 42} == {}

    @pytest.mark.parametrize("column", WORD_SETS)
    def test_word_lists(self, column: str) -> None:
        for code, row in INDICATORS.items():
            words = row[column].split()
            assert set(words) <= WORD_SETS[column], f"{code}: {column} = {row[column]!r}"
            assert len(words) == len(set(words)), f"{code}: {column} repeats a word"

    def test_a_rate_has_a_denominator_and_levels_a_count_has_neither(self) -> None:
        only_rates = ["denominator_name", "denominator_basis", "rate_levels"]
        for code, row in INDICATORS.items():
            filled = [column for column in only_rates if row[column]]
            assert filled == (only_rates if row["measure"] == "rate" else []), f"{code}: {filled}"
            assert (row["unit"] == "%") == (row["measure"] == "rate"), f"{code}: unit {row['unit']!r}"

    def test_money_is_in_dong(self) -> None:
        money = {c: r["unit"] for c, r in INDICATORS.items() if r["counts"] == "money" and r["measure"] == "count"}
        assert {code: unit for code, unit in money.items() if unit.split("/")[0] != "đồng"} == {}

    def test_a_rate_is_collected_at_or_below_a_level_where_it_has_meaning(self) -> None:
        depth = ["country", "province", "district", "commune"]
        for code, row in INDICATORS.items():
            if row["measure"] == "rate":
                finest = max(depth.index(level) for level in row["collected_levels"].split())
                assert finest >= max(depth.index(level) for level in row["rate_levels"].split()), code

    def test_a_rate_of_units_says_what_one_unit_shows(self) -> None:
        of = {"commune": "tổng số xã", "district": "tổng số huyện", "province": "tổng số tỉnh"}
        for code, row in INDICATORS.items():
            for level, start in of.items():
                if row["denominator_name"].startswith(start):
                    assert re.fullmatch(r"1=[^;=]+;0=[^;=]+", row["unit_value"]), f"{code}: unit_value"
                    assert level not in row["rate_levels"].split(), f"{code}: a rate of units at one of those units"

    def test_a_unit_value_names_one_and_zero(self) -> None:
        shown = {code: row["unit_value"] for code, row in INDICATORS.items() if row["unit_value"]}
        assert {c: v for c, v in shown.items() if not re.fullmatch(r"1=[^;=]+;0=[^;=]+", v)} == {}

    def test_numerator_indicator_is_a_count_of_the_same_kind(self) -> None:
        for code, row in INDICATORS.items():
            if row["numerator_indicator"]:
                numerator = INDICATORS.get(row["numerator_indicator"])
                assert numerator, f"{code}: unknown numerator_indicator {row['numerator_indicator']!r}"
                assert (row["measure"], numerator["measure"]) == ("rate", "count"), code
                assert (row["counts"], row["flow"]) == (numerator["counts"], numerator["flow"]), code
        assert INDICATORS["learning_citizen_rate_citizen"]["numerator_indicator"] == "learning_citizen_count"

    def test_parts_are_measured_like_their_whole(self) -> None:
        for code, row in INDICATORS.items():
            if row["part_of"]:
                whole = INDICATORS.get(row["part_of"])
                assert whole, f"{code}: unknown part_of {row['part_of']!r}"
                same = ["measure", "denominator_name", "flow", "recognised", "rollup"]
                assert [row[column] for column in same] == [whole[column] for column in same], code
        sizes = Counter(row["part_of"] for row in INDICATORS.values() if row["part_of"])
        assert [whole for whole, parts in sizes.items() if parts < 2] == [], "a whole with a single part"

    def test_replaced_indicators_exist_and_never_run_in_a_circle(self) -> None:
        for start in INDICATORS:
            seen, code = [start], INDICATORS[start]["replaces"]
            while code:
                assert code in INDICATORS, f"{seen[-1]} replaces unknown {code!r}"
                assert code not in seen, f"circle: {[*seen, code]}"
                assert INDICATORS[code]["measure"] == INDICATORS[start]["measure"], f"{start} replaces {code}"
                seen.append(code)
                code = INDICATORS[code]["replaces"]
        assert repeated([row["replaces"] for row in INDICATORS.values() if row["replaces"]]) == []

    def test_changed_standards_are_linked(self) -> None:
        links = {code: row["replaces"] for code, row in INDICATORS.items() if row["replaces"]}
        assert links["poor_household_rate"] == "poor_household_rate_2016_2020"
        assert links["near_poor_household_rate"] == "near_poor_household_rate_2016_2020"
        assert links["commune_learning_community_good_rate"] == "commune_learning_community_good_rate_tt44"
        assert links["learning_family_rate"] == "learning_family_rate_2016_2020"
        assert links["learning_family_rate_2016_2020"] == "studious_family_rate"

    def test_headline_order(self) -> None:
        shown = {int(row["headline"]): code for code, row in INDICATORS.items() if row["headline"]}
        assert repeated([row["headline"] for row in INDICATORS.values() if row["headline"]]) == []
        assert [shown[place] for place in sorted(shown)] == HEADLINE
        assert sorted(shown) == list(range(1, len(HEADLINE) + 1))

    def test_learning_citizen_rates_differ_in_basis(self) -> None:
        bases = [r["denominator_basis"] for c, r in INDICATORS.items() if c.startswith("learning_citizen_rate_")]
        assert len(bases) == 6
        assert repeated(bases) == []

    def test_poverty_is_better_when_lower(self) -> None:
        poor = {code: row["better"] for code, row in INDICATORS.items() if "poor_household_rate" in code}
        assert len(poor) == 5
        assert set(poor.values()) == {"lower"}

    def test_titles_are_recognised_yearly(self) -> None:
        titles = [row for code, row in INDICATORS.items() if re.match(r"(studious|learning_(?!city))", code)]
        assert [row["code"] for row in titles if row["recognised"] != "yearly"] == []

    def test_breakdowns_only_where_people_or_households_are_behind_the_figure(self) -> None:
        split = {code: row["counts"] for code, row in INDICATORS.items() if row["breakdowns"]}
        assert {c: k for c, k in split.items() if k not in ("person", "household") and c != "scholarship_count"} == {}
        for code in ("learning_family_rate", "learning_citizen_count"):
            assert INDICATORS[code]["breakdowns"] == "ethnicity poverty", code

    def test_literacy_is_a_rate_of_units(self) -> None:
        for level, levels in (("commune", "commune district province"), ("district", "district province")):
            for code in (f"{level}_literacy_l1_only", f"{level}_literacy_l2"):
                assert INDICATORS[code]["measure"] == "rate", code
                assert INDICATORS[code]["collected_levels"] == levels, code

    def test_definitions_are_sentences(self) -> None:
        wrong = [c for c, r in INDICATORS.items() if not re.fullmatch(r"[A-ZĐÂÊÔƠƯÁỞÝ].{25,}[.”]", r["definition"])]
        assert wrong == []
