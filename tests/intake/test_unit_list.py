"""Official lists of units: three layouts read, everything wrong told at once, what changed told apart."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.domain.succession import carried
from khuyenhoc.domain.unit import UNIT_COLUMNS, Units
from khuyenhoc.errors import Severity
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.unit_list import UnitList, compared_name, only, read_list
from khuyenhoc.intake.unit_update import Update, report, update
from tests.domain.draw import catalogue, observations

TITLES = ["Tỉnh Thành Phố", "Mã TP", "Quận Huyện", "Mã QH", "Phường Xã", "Mã PX", "Cấp", "Tên Tiếng Anh"]
TABLE = ["Tỉnh thành phố", "Tên Xã mới", "Mã Xã mới", "Tên Xã cũ", "Mã Xã cũ", "Ghi chú", "Quận/huyện", "Tỉnh cũ"]
NONE = pd.DataFrame(columns=["old_key", "new_key", "relation"])
DAY = date(2024, 11, 1)


def line(code: str, name: str, district: str = "336", province: str = "34") -> list[str]:
    return ["Tỉnh Thái Bình", province, f"Huyện {district}", district, name, code, "Xã", ""]


def listed(*rows: list[str]) -> tuple[UnitList, list]:
    given, problems = read_list(Sheet("ds.xlsx", [TITLES, *rows]))
    assert given is not None
    return given, problems


def table(*rows: tuple[str, str, str]) -> UnitList:
    cells = [["", "", new, "", old, said, "", ""] for old, new, said in rows]
    given, problems = read_list(Sheet("bang.xlsx", [["BẢNG CHUYỂN ĐỔI"], TABLE, *cells]))
    assert given is not None and problems == []
    return given


def ours(*communes: tuple[str, str]) -> pd.DataFrame:
    """What is known: one province, one district, these communes, from no known day until 30/6/2025."""
    rows = [("VN", "country", "Cả nước", None), ("34@2020", "province", "Tỉnh Thái Bình", "VN"),
            ("336@2020", "district", "Huyện 336", "34@2020")]  # fmt: skip
    rows += [(f"{code}@2020", "commune", name, "336@2020") for code, name in communes]
    frame = pd.DataFrame(rows, columns=["key", "level", "name", "parent"])
    codes = frame["key"].str.partition("@")[0]
    frame = frame.assign(code=codes, version="2020", kind="Xã", short_name=frame["name"], valid_to=date(2025, 6, 30))
    return frame.set_index("key").reindex(columns=UNIT_COLUMNS)


def told(made: Update) -> dict[str, object]:
    found = {name: getattr(made.change, name) for name in ("new", "ended", "renamed", "moved", "recoded")}
    return {name: each for name, each in found.items() if each}


def test_a_list_is_read_with_zeros_restored_and_districts_once():
    given, problems = listed(line("688", "Xã A"), line('="00691"', "Phường B"))
    assert problems == [] and given.provinces == ["34"] and given.units is not None
    assert given.units[["code", "level", "kind", "parent"]].to_numpy().tolist() == [
        ["336", "district", "Huyện", "34"], ["00688", "commune", "Xã", "336"], ["00691", "commune", "Phường", "336"],
    ]  # fmt: skip


def test_all_problems_at_once_with_row_and_column():
    rows = (
        line("688", "Xã A"),
        line("688", "Xã B"),
        line("12x", "Xã C"),
        line("00692", ""),
        line("00693", "Xã D", province=""),
    )
    found = [(each.code, each.row, each.column) for each in listed(*rows)[1]]
    assert sorted(found) == sorted(
        [("unit_list_twice", 3, "Mã PX"), ("unit_list_code", 4, "Mã PX"),
         ("unit_list_missing", 5, "Phường Xã"), ("unit_list_missing", 6, "Mã TP")]
    )  # fmt: skip


def test_a_file_of_something_else_is_refused_with_what_was_read():
    given, (problem,) = read_list(Sheet("a.csv", [["Kỳ", "Địa bàn"], ["2024", "x"]]))
    assert given is None and problem.facts["found"] == "“Kỳ”, “Địa bàn”"


def test_a_table_skips_what_it_leaves_blank_and_says_so():
    rows = [["", "", "1", "", "", "Nhập toàn bộ", "", ""], ["", "", "1", "", "2", "Nhập toàn bộ", "", ""],
            ["", "", "3", "", "2", "Nhập một phần", "", ""], ["", "", "3", "", "4", "Nhập", "", ""]]  # fmt: skip
    given, problems = read_list(Sheet("bang.xlsx", [TABLE, *rows]))
    assert given is not None and given.pairs is not None
    assert given.pairs.to_numpy().tolist() == [["00002", "00001", "partial"], ["00002", "00003", "partial"]]
    assert [(each.code, each.row, each.severity) for each in problems] == [
        ("unit_list_row_skipped", 2, Severity.WARNING), ("unit_list_relation", 5, Severity.ERROR),
        ("unit_list_both", 0, Severity.WARNING),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Xã Thuận Hoà", "Xã Thuận Hòa", True), ("Xã Phó Bảng", "Xã Phố Bảng", True), ("Xã Nậm Tỵ", "Xã Nậm Ty", True),
     ("Thị xã Bến Cát", "Thành phố Bến Cát", False), ("Xã Trực Hưng", "Xã Trực Hà", False)],
)  # fmt: skip
def test_spellings_of_one_name_are_no_change(one, other, same):
    assert (compared_name(one) == compared_name(other)) is same


def test_from_a_day_on_units_end_begin_and_are_renamed():
    given, _ = listed(line("00001", "Xã Một"), line("00002", "Xã Hai Mới"), line("00004", "Xã Bốn"))
    units = ours(("00001", "Xã Một"), ("00002", "Xã Hai"), ("00003", "Xã Ba"))
    made, problems = update(given, units, NONE, DAY)
    assert problems == [] and told(made) == {"new": ["00004"], "ended": ["00003"], "renamed": ["00002"]}
    assert (made.ends, made.begins) == (["00003@2020", "00002@2020"], [])
    assert made.added[["valid_from", "valid_to", "parent"]].to_dict("index") == {
        f"{code}@2024-11-01": {"valid_from": DAY, "valid_to": None, "parent": "336@2020"} for code in ("00004", "00002")
    }
    # Whether “Xã Hai Mới” is Xã Hai or took over Xã Ba, no list tells.
    assert made.pairs.empty and "hãy nhập thêm bảng chuyển đổi" in report(made)[-1]


def test_only_another_name_or_code_is_the_same_unit():
    given, _ = listed(line("00001", "Xã Nhất"), line("00005", "Xã Hai"))
    made, _ = update(given, ours(("00001", "Xã Một"), ("00002", "Xã Hai")), NONE, DAY)
    assert told(made) == {"renamed": ["00001"], "recoded": {"00002": "00005"}}
    assert made.pairs.to_numpy().tolist() == [
        ["00001@2020", "00001@2024-11-01", "whole"], ["00002@2020", "00005@2024-11-01", "whole"],
    ]  # fmt: skip


def test_a_list_of_the_past_adds_what_was_and_says_from_when_the_rest_is():
    given, _ = listed(line("00001", "Xã Một"), line("00002", "Xã Hai"), line("00003", "Xã Ba"))
    made, _ = update(given, ours(("00001", "Xã Một"), ("00002", "Xã Hai Ba")), NONE, DAY, past=True)
    assert told(made) == {"ended": ["00003"], "renamed": ["00002"]}
    assert (made.ends, made.begins) == ([], ["00002@2020"])
    assert {key: row["valid_to"] for key, row in made.added.to_dict("index").items()} == {
        "00003@2024-10-31": date(2024, 10, 31), "00002@2024-10-31": date(2024, 10, 31),
    }  # fmt: skip


def test_a_kind_in_capitals_is_no_part_of_the_short_name():
    given, _ = listed(line("00006", "XÃ TẢ LỦNG"), line("00007", "Thị Trấn Phó Bảng"), line("00008", "Sáu"))
    made, _ = update(given, ours(("00001", "Xã Một")), NONE, DAY)
    assert made.added["short_name"].tolist() == ["TẢ LỦNG", "Phó Bảng", "Sáu"]
    assert made.added["kind"].tolist() == ["Xã", "Thị trấn", ""]


def test_a_list_of_a_day_that_is_known_otherwise_names_the_day_as_people_write_it():
    known = ours(("00001", "Xã Một"))
    first, _ = listed(line("00001", "Xã Một"), line("00002", "Xã Hai"))
    known = pd.concat([known, update(first, known, NONE, DAY)[0].added])
    again, _ = listed(line("00001", "Xã Một"), line("00002", "Xã Ba"))
    (found,) = update(again, known, NONE, DAY)[1]
    assert (found.code, found.value, found.facts["day"]) == ("unit_list_again", "00002", "1/11/2024")


def test_an_unknown_province_is_refused_and_one_may_be_chosen():
    given, _ = listed(line("00001", "Xã Một"), line("00009", "Xã Chín", "999", "99"))
    units = ours(("00001", "Xã Một"))
    assert [each.value for each in update(given, units, NONE, DAY)[1]] == ["99"]
    made, problems = update(only(given, ["34"]), units, NONE, DAY)
    assert problems == [] and made.empty


def test_a_code_that_stays_on_another_extent_gets_a_version_and_its_figures_add_up():
    units = ours(("00001", "Xã Một"), ("00002", "Xã Hai"))
    before = table(
        ("00001", "00001", "Nhập toàn bộ"), ("00003", "00001", "Nhập toàn bộ"), ("00002", "00002", "Nhập toàn bộ")
    )
    assert [each.value for each in update(before, units, NONE, DAY, past=True)[1]] == ["00003"]
    past, _ = listed(line("00001", "Xã Một"), line("00002", "Xã Hai"), line("00003", "Xã Ba"))
    known = pd.concat([units, update(past, units, NONE, DAY, past=True)[0].added])
    made, problems = update(before, known, NONE, DAY, past=True)
    assert problems == [] and made.begins == ["00001@2020"] and list(made.added.index) == ["00001@2024-10-31"]
    pairs = made.pairs
    assert pairs.iloc[:2].to_numpy().tolist() == [
        ["00001@2024-10-31", "00001@2020", "whole"], ["00003@2024-10-31", "00001@2020", "whole"],
    ]  # fmt: skip
    rows = observations(
        {"unit": "00001@2024-10-31", "period": "2023", "numerator": 1, "denominator": 2},
        {"unit": "00003@2024-10-31", "period": "2023", "numerator": 3, "denominator": 4},
    )
    (found,) = carried(rows, pairs, catalogue()).to_dict("records")
    assert (found["unit"], found["numerator"], found["denominator"]) == ("00001@2020", 4, 6)


def test_the_tree_of_a_day_has_each_code_once():
    units = ours(("00001", "Xã Một"), ("00002", "Xã Hai"))
    given, _ = listed(line("00001", "Xã Một"), line("00002", "Xã Hai Mới"))
    made, _ = update(given, units, NONE, DAY)
    assert made.ends == ["00002@2020"]
    after = pd.concat(
        [units.assign(valid_to=units["valid_to"].mask(units.index.isin(made.ends), date(2024, 10, 31))), made.added]
    )
    for day, name in ((date(2024, 10, 31), "Xã Hai"), (DAY, "Xã Hai Mới")):
        valid = Units.valid_on(after, day)
        assert valid.frame["code"].is_unique and valid.name(str(valid.find("00002"))) == name
