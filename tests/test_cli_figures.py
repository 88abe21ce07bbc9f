"""`khuyenhoc rank` and `khuyenhoc forecast`: what programs get as JSON and people as sentences, with the pages' figures."""

import pytest

from tests.commands import Commands, figure

FAMILY = "learning_family_rate"


def ranks(commands: Commands, *more: str) -> list[dict]:
    answer = commands.run("rank", "--indicator", FAMILY, *more, "--json")
    assert answer.status == 0, answer
    return answer.json


def test_districts_of_a_province_best_first_with_what_it_takes_to_rise(home, commands: Commands):
    found = ranks(commands, "--unit", "02")
    assert [each["rank"] for each in found] == list(range(1, 12))
    assert [each["value"] for each in found] == sorted((each["value"] for each in found), reverse=True)
    above, mine = found[6], found[7]
    assert (mine["unit"], mine["rank_low"], mine["rank_high"]) == ("031", 7, 9)
    more = mine["to_rise"]
    assert (mine["numerator"] + more) * above["denominator"] > above["numerator"] * mine["denominator"]
    assert (mine["numerator"] + more - 1) * above["denominator"] <= above["numerator"] * mine["denominator"]
    assert list(mine)[:2] == ["standing", "rank"] and mine["sample"] is True


def test_one_district_and_its_communes_keep_their_rank_in_the_province(home, commands: Commands):
    province = {each["unit"]: each["rank"] for each in ranks(commands, "--unit", "02", "--level", "commune")}
    inside = ranks(commands, "--unit", "031", "--level", "commune")
    assert len(province) == 193 and len(inside) == 13
    assert all(province[each["unit"]] == each["rank"] for each in inside)
    (own,) = ranks(commands, "--unit", "031")
    assert (own["rank"], own["rank_before"]) == (8, 9)


def test_for_reading_it_is_the_sentence_of_the_page(home, commands: Commands):
    answer = commands.run("rank", "--indicator", FAMILY, "--unit", "031")
    assert answer.lines == [
        "Huyện Bắc Mê: thứ hạng minh họa 8/11 (khoảng 7–9), thêm 73 gia đình để vượt Huyện Xín Mần; đơn vị đứng sau cần thêm "
        "1 gia đình để vượt."
    ]


def test_a_straight_line_where_the_figures_are_few(home, commands: Commands):
    """50 % at the end of 2022 and 60 % at the end of 2024 is 5 points a year: 65 % at the end of 2025, 100 short of 1,400."""
    path = commands.file(
        figure("08", FAMILY, "2022", numerator=1000, denominator=2000),
        figure("08", FAMILY, "2024", numerator=1200, denominator=2000),
    )
    commands.publish(path)
    answer = commands.run("forecast", "--indicator", FAMILY, "--unit", "08", "--at", "2024-12-31", "--json")
    found = answer.json
    assert {key: found[key] for key in ("kind", "method", "at_due", "shortfall", "probability", "bands_at_due", "due", "sample")} == {
        "kind": "pace", "method": "straight", "at_due": pytest.approx(0.65), "shortfall": 100, "probability": None,
        "bands_at_due": {}, "due": "2025-12-31", "sample": False,
    }  # fmt: skip
    assert [each["period"] for each in found["figures"]] == ["2022", "2024"]
    said = commands.run("forecast", "--indicator", FAMILY, "--unit", "08", "--at", "2024-12-31").out
    assert said == (
        "Tỉnh Tuyên Quang: Nếu giữ tốc độ hiện nay, đến 31/12/2025 đạt khoảng 65,0% (1.300 gia đình), còn thiếu khoảng 100 gia đình so "
        "với mục tiêu 70%.\n"
    )


def test_another_phase_has_another_target_and_due_date(home, commands: Commands):
    answer = commands.run("forecast", "--indicator", FAMILY, "--unit", "02", "--phase", "2030", "--json")
    assert (answer.json["target"], answer.json["due"]) == (0.8, "2030-12-31")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("rank", "--indicator", "khong_co", "--unit", "02"), "Không có chỉ tiêu mã khong_co."),
        (
            ("forecast", "--indicator", FAMILY, "--unit", "02", "--phase", "2040"),
            "Chỉ tiêu learning_family_rate chưa có số liệu và không có mục tiêu nào ở Tỉnh Hà Giang, ngày 31/05/2024.",
        ),
    ],
)
def test_what_cannot_be_answered_is_said(home, commands: Commands, arguments, sentence):
    answer = commands.run(*arguments)
    assert (answer.status, answer.out, answer.err) == (1, "", f"{sentence}\n")
