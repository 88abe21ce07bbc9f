"""The awkward cases an upload must survive, as listed for the field, that no other test draws: with the real units of Hà Giang."""

from datetime import date

import pytest

from khuyenhoc import definitions
from khuyenhoc.geography import admin_units
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.match import Finding
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.proposals import accepted, choices, only_ones, with_accepted
from khuyenhoc.intake.read import Sheet, read_text
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.understand import understand
from khuyenhoc.intake.unit_names import LABEL
from tests.intake.books import tab, xlsx
from tests.intake.test_office_form import FAMILY, figures, golden, sheet

OLD, NEW = date(2024, 5, 31), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("code", "name", "day", "unit"),
    [
        ("", "Sà Phìn", OLD, "00736@2020"), ("", "Xã Xà Phìn", OLD, "00736@2020"), ("", "Nậm Tỵ", OLD, "01087@2020"),
        ("", "TT. Phó Bảng", OLD, "00712@2020"), ("", "Xã Phó Bảng", NEW, "00745@2025"), ("00736", "Xà Phìn", OLD, "00736@2020"),
        ("24", "", OLD, "024@2020"), ("688", "", OLD, "00688@2020"), ("01096", "", OLD, "01096@2020"),
        ("01096", "", NEW, "01096@2025"), ("", "Quản Bạ", NEW, "00874@2025"), ("", "Pà Vầy Sủ", OLD, "01120@2020"),
        ("", "Pà Vầy Sủ", NEW, "01096@2025"), ("", "TP.Hà Giang", OLD, "024@2020"), ("", "TTNT Việt Lâm", OLD, "00916@2020"),
    ],
)  # fmt: skip
def test_names_and_codes_before_and_since_the_reform(here: Context, code: str, name: str, day: date, unit: str) -> None:
    assert here.places.find(code, name, "", day) == unit


@pytest.mark.parametrize(
    ("code", "name", "day", "finding"),
    [
        ("00898", "Quản Bạ", NEW, "unit_not_valid"), ("01096", "Cốc Pài", NEW, "unit_code_name_mismatch"),
        ("", "Quản Bạ", OLD, "unit_ambiguous"), ("", "Tả Lủng", OLD, "unit_ambiguous"), ("", "TP HG", OLD, "unit_unknown"),
    ],
)  # fmt: skip
def test_what_may_be_another_unit_is_never_taken(here: Context, code: str, name: str, day: date, finding: str) -> None:
    found = here.places.find(code, name, "", day)
    assert isinstance(found, Finding) and found.code == finding


@pytest.mark.parametrize(
    ("name", "district", "offered"),
    [
        ("TP HG", "", ["024"]), ("TPHG", "", ["024"]), ("T.P H.G", "", ["024"]), ("tp h. giang", "", ["024"]), ("HG", "", ["024", "02"]),
        ("H. ĐV", "", ["026"]), ("HĐV", "", ["026"]), ("H. DV", "", ["026"]), ("ĐV", "", ["00721", "01045", "026"]),
        ("M. Vạc", "", ["00769", "027"]), ("HSP", "", ["032"]), ("HSPhì", "", ["032"]), ("X. LC", "Đồng Văn", ["00715"]),
        ("LP", "Đồng Văn", ["00763"]), ("TL", "", ["00742", "00796", "01159"]), ("TL", "Mèo Vạc", ["00796"]),
        ("Dong Van", "", ["00721", "026", "00895"]), ("HX", "", []),
    ],
)  # fmt: skip
def test_units_written_by_their_initials_are_offered_never_taken(
    here: Context, name: str, district: str, offered: list[str]
) -> None:
    found = here.places.find("", name, district, OLD)
    assert isinstance(found, Finding) and found.code == "unit_unknown"
    assert [LABEL.fullmatch(each)["code"] for each in found.facts["suggestions"].split("; ") if each] == offered


def test_a_district_without_communes_and_the_island_that_followed_it() -> None:
    there = context_for(admin_units.units(), definitions.current(), ("51@2020", "51@2025"), date(2026, 3, 1))
    assert there.places.find("", "Huyện Lý Sơn", "", OLD) == "536@2020"
    assert there.places.find("", "Đặc khu Lý Sơn", "", NEW) == "21548@2025"
    assert there.places.find("", "Ba Tô", "", OLD) == "21523@2020"
    assert there.places.find("", "Thị trấn Ba Tơ", "", OLD) == "21484@2020"


def test_a_form_of_the_new_communes_needs_no_district(here: Context) -> None:
    drawing = "Tính đến 31/12/2025\nTT | Xã, phường | Số gia đình | GĐHT\n1 | Phường Hà Giang 2 | 100 | 50\n2 | Quản Bạ | 100 | 60"
    read = understand(sheet(tab(drawing)), here)
    assert (golden(read), figures(read)) == ([], [("00691@2025", FAMILY), ("00874@2025", FAMILY)])


def test_a_fraction_that_became_a_date_is_offered_back(here: Context) -> None:
    rows = [("Số liệu tính đến tháng 5/2024",), ("TT", "Xã", "GĐHT", "DHHT"), (1, "Lũng Cú", 5, date(2026, 12, 10)),
            (2, "Má Lé", 7, date(2026, 7, 4))]  # fmt: skip
    (form,) = open_file(xlsx(rows), "biểu.xlsx").sheets
    read = understand(form, here)
    assert golden(read) == [(3, "D", "number_was_date"), (4, "D", "number_was_date")]
    taken = only_ones(read.checked.problems)
    assert [(each.cell, each.after) for each in taken] == [("D3", "10/12"), ("D4", "4/7")]
    mended = understand(with_accepted(form, taken), here).checked.observations
    clans = mended[mended["indicator"] == "learning_clan_rate"]
    assert clans[["numerator", "denominator"]].to_numpy().tolist() == [[10, 12], [4, 7]]


def _periods(here: Context, sheet: Sheet) -> list[tuple[str, list[str]]]:
    """Of each error its cell and what is offered for it."""
    found = understand(sheet, here).checked
    assert found.observations.empty
    return [(item.cell, choices(item)) for item in found.problems if item.code == "period_serial"]


def test_a_day_kept_as_a_number_is_asked_about_in_csv_and_in_excel(here: Context) -> None:
    rows = [
        ("Kỳ", "Mã địa bàn", "Chỉ tiêu", "Tử số", "Mẫu số"),
        (45413, "00715", FAMILY, 30, 100),
        (45443, "00718", FAMILY, 30, 100),
    ]
    offered = [("A2", ["1/5/2024", "tháng 5/2024"]), ("A3", ["31/5/2024"])]
    (book,) = open_file(xlsx(rows), "biểu.xlsx").sheets
    csv = read_text("\n".join(";".join(map(str, row)) for row in rows))
    assert _periods(here, book) == _periods(here, csv) == offered
    problems = understand(csv, here).checked.problems
    assert [(each.cell, each.after) for each in only_ones(problems)] == [
        ("A3", "31/5/2024")
    ]  # of two a person says which
    taken = [*only_ones(problems), accepted(problems[0], "tháng 5/2024")]
    mended = understand(with_accepted(csv, taken), here).checked
    assert mended.usable and list(mended.observations["period"]) == ["2024-05", "2024-05-31"]
