"""The small lists of data/: ethnic groups with both code lists and all spellings, poverty classes, area types."""

from tests.definitions import ROWS, TARGETS, repeated


class TestEthnicGroups:
    GROUPS = ROWS["ethnic_groups"]

    def test_both_lists_hold_01_to_54(self) -> None:
        numbers = [f"{n:02d}" for n in range(1, 55)]
        assert sorted(g["code_1979"] for g in self.GROUPS if g["code_1979"]) == numbers
        assert sorted(g["code_2008"] for g in self.GROUPS if g["code_2008"]) == [*numbers, "55"]
        assert [g["code"] for g in self.GROUPS[54:]] == ["dtts", "other", "unspecified", "foreign"]

    def test_04_and_06_are_swapped_between_the_lists(self) -> None:
        by_2008 = {g["code_2008"]: g["name"] for g in self.GROUPS}
        by_1979 = {g["code_1979"]: g["name"] for g in self.GROUPS}
        assert (by_2008["04"], by_2008["06"]) == ("Mường", "Hoa")
        assert (by_1979["04"], by_1979["06"]) == ("Hoa", "Mường")
        assert [by_2008[f"0{n}"] for n in (1, 2, 3, 5, 7, 8, 9)] == [by_1979[f"0{n}"] for n in (1, 2, 3, 5, 7, 8, 9)]

    def test_no_spelling_names_two_groups(self) -> None:
        spellings = [
            spelling.casefold().replace("’", "'")
            for group in self.GROUPS
            for spelling in {s.casefold().replace("’", "'") for s in [group["name"], *group["aliases"].split(";")]}
            if spelling
        ]
        assert repeated(spellings) == []

    def test_aliases_are_clean(self) -> None:
        for group in self.GROUPS:
            aliases = group["aliases"].split(";") if group["aliases"] else []
            assert [a for a in aliases if not a or a != a.strip()] == [], group["code"]

    def test_names_never_displayed_are_aliases_only(self) -> None:
        hidden = {name for g in self.GROUPS for name in g["never_displayed"].split(";") if name}
        assert {"Mèo", "Mán"} <= hidden
        assert hidden.isdisjoint({g["name"] for g in self.GROUPS})
        for group in self.GROUPS:
            assert set(filter(None, group["never_displayed"].split(";"))) <= set(group["aliases"].split(";"))

    def test_everybody_but_kinh_is_a_minority(self) -> None:
        assert [g["code"] for g in self.GROUPS if g["minority"] == "0"] == ["kinh", "unspecified", "foreign"]

    def test_spellings_of_the_reports_are_known(self) -> None:
        group_of = {s: g["code"] for g in self.GROUPS for s in [g["name"], *g["aliases"].split(";")]}
        known = {
            "Mông": "mong",
            "H'Mông": "mong",
            "HMông": "mong",
            "Mèo": "mong",
            "Khơ-me": "khmer",
            "Cơ Lao": "co_lao",
        }
        known |= {"Hán": "hoa", "Pa Cô": "ta_oi", "Dân tộc khác": "other", "DTTS": "dtts"}
        assert {spelling: group_of.get(spelling) for spelling in known} == known

    def test_marks(self) -> None:
        for group in self.GROUPS:
            has_code = bool(group["code_2008"] or group["code_1979"])
            assert group["verified"] in (("primary", "unverified") if has_code else ("",)), group["code"]
        assert [g["code"] for g in self.GROUPS if g["verified"] == "primary"] == [g["code"] for g in self.GROUPS[:9]]


class TestSmallLists:
    def test_poverty_classes_in_order(self) -> None:
        classes = [(row["code"], row["order"]) for row in ROWS["poverty_classes"]]
        assert classes == [("poor", "1"), ("near_poor", "2"), ("not_poor", "3"), ("unspecified", "4")]

    def test_poverty_standard_names_its_years(self) -> None:
        assert all("2022–2025" in row["standard"] for row in ROWS["poverty_classes"][:3])

    def test_area_types(self) -> None:
        codes = [row["code"] for row in ROWS["area_types"]]
        assert set(codes) >= {"zone_1", "zone_2", "zone_3", "especially_difficult", "border", "new_rural", "urban"}
        assert repeated([row["name"] for row in ROWS["area_types"]]) == []

    def test_every_area_type_of_a_target_is_listed(self) -> None:
        used = {t["scope"] for t in TARGETS.values() if t["scope_kind"] == "area_type"}
        assert used == {"especially_difficult", "disadvantaged_2014"}
        assert used <= {row["code"] for row in ROWS["area_types"]}
