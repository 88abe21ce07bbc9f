"""What a choice changes on the page and in its address, on the sample that comes with the product."""

import re

import pytest

from tests.pages.conftest import go, open_page
from tests.pages.menu import ENTRIES, Entry
from tests.pages.screen import cards, choices_in_sight, markup, table, words

pytestmark = pytest.mark.usefixtures("installation")

NEWEST, BEFORE = "2024-05", "2023-12"


@pytest.mark.parametrize("page", ENTRIES, ids=lambda entry: entry.name)
def test_a_page_asks_at_most_three_things_before_more_choices(page: Entry) -> None:
    app = open_page(page.name)
    assert [each.value for each in app.title] == [page.title]
    assert len(choices_in_sight(app)) <= 3, choices_in_sight(app)


def test_the_overview_shows_the_published_figures_of_the_province() -> None:
    found = cards(open_page())
    family, unit = found["Gia đình học tập"], found["Đơn vị học tập"]
    assert (family.value, family.status.startswith("Chưa đạt"), family.simulated) == ("66,6%", True, False)
    assert family.shortfall == "Còn thiếu khoảng 6.385 gia đình (6.287–6.484)"
    assert (unit.value, unit.status, unit.shortfall) == ("98,44%", "Đạt", "Vượt 153 đơn vị")


def test_another_period_changes_the_cards_the_table_and_the_address() -> None:
    app = open_page()
    assert app.query_params["ky"] == NEWEST
    newest, rows = cards(app), table(app, "Gia đình học tập: tháng 5/2024").rows
    app.selectbox(key="pick ky").select(BEFORE).run()
    assert app.query_params["ky"] == BEFORE
    older = cards(app)
    assert newest["Gia đình học tập"].value == "66,6%" != older["Gia đình học tập"].value
    assert "66,6%" not in words(app), "the published figure belongs to 5/2024"
    assert table(app, "Gia đình học tập: tháng 12/2023").rows != rows
    assert "Số liệu đến tháng 12/2023" in words(app)


def test_another_indicator_changes_the_table_of_places_and_stays_on_the_next_page() -> None:
    app = open_page()
    families = table(app, "Gia đình học tập: tháng 5/2024")
    app.selectbox(key="pick chi-tieu").select("learning_clan_rate").run()
    clans = table(app, "Dòng họ học tập: tháng 5/2024")
    assert app.query_params["chi-tieu"] == "learning_clan_rate"
    assert len(families.rows) == len(clans.rows) == 11
    assert {row["Mục tiêu"] for row in families.rows} == {"từ 70%"}
    assert {row["Mục tiêu"] for row in clans.rows} == {"từ 65%"}
    assert table(go(app, "xep_hang"), "Dòng họ học tập").columns[0] == "Địa bàn"


def test_places_that_lack_most_come_first() -> None:
    gaps = [row["Còn thiếu/Vượt"] for row in table(open_page(), "Gia đình học tập").rows]
    lacking = [int(gap.removeprefix("thiếu ").replace(".", "")) for gap in gaps if gap.startswith("thiếu")]
    assert lacking == sorted(lacking, reverse=True)
    assert gaps[: len(lacking)] == [gap for gap in gaps if gap.startswith("thiếu")]
    assert 0 < len(lacking) < 11


def test_a_link_to_a_unit_opens_its_sheet() -> None:
    app = open_page("dia_ban", dia_ban="031")
    assert "Tỉnh Hà Giang › Huyện Bắc Mê" in words(app)
    assert app.selectbox(key="pick dia-ban").value == "031"
    of_page = table(app, "Chỉ tiêu có mục tiêu").row("Gia đình học tập")
    of_ladder = table(open_page("xep_hang", cap="huyen"), "Gia đình học tập").row("Huyện Bắc Mê")
    assert of_page["Còn thiếu/Vượt"] == of_ladder["Còn thiếu/Vượt"] == "thiếu 1.877"
    assert (of_page["Thực hiện"], of_page["Đánh giá"]) == ("53,2%", of_ladder["Đánh giá"])
    below = table(app, "Gia đình học tập: tháng 5/2024")
    assert len(below.rows) == 13
    assert all(name.endswith("(Huyện Bắc Mê)") for name in below.names())


def test_choosing_a_commune_changes_sheet_and_address() -> None:
    app = open_page("dia_ban", dia_ban="031")
    headings = [each.value for each in app.header]
    assert headings == ["Huyện giống mình làm tốt hơn", "Diễn biến", "Các địa bàn trực thuộc"]
    app.selectbox(key="pick dia-ban").select("Thị trấn Yên Phú (Huyện Bắc Mê)").run()
    assert app.query_params["dia-ban"] == app.selectbox(key="pick dia-ban").value != "031"
    assert "Tỉnh Hà Giang › Huyện Bắc Mê › Thị trấn Yên Phú" in words(app)
    headings = [each.value for each in app.header]
    assert headings == ["Thị trấn giống mình làm tốt hơn", "Diễn biến"], "a commune has nothing below it"


@pytest.mark.parametrize(
    "unknown", [{"dia_ban": "999"}, {"ky": "2031"}, {"chi_tieu": "no_such"}, {"cap": "thon"}, {"xem": "<b>"}]
)
@pytest.mark.parametrize("page", ["ban_do", "dia_ban", "xep_hang"])
def test_an_unknown_choice_in_a_link_opens_the_default(page: str, unknown: dict[str, str]) -> None:
    plain = open_page(page)
    assert words(open_page(page, **unknown)) == words(plain)


def test_the_sentence_and_the_units_below_follow_the_indicator_of_the_sheet() -> None:
    app = open_page("dia_ban", dia_ban="02")
    assert "Khoảng 6.385 gia đình (6.287–6.484) để đạt từ 70%" in words(app)
    app.selectbox(key="pick chi-tieu").select("learning_unit_rate").run()
    assert "đã đạt mục tiêu, vượt 153 đơn vị" in words(app) and "6.385 gia đình" not in words(app)
    assert len(table(app, "Đơn vị học tập: tháng 5/2024").rows) == 11


def test_ranking_of_communes_names_the_district_and_of_districts_draws_bars() -> None:
    app = open_page("xep_hang")
    districts = table(app, "Gia đình học tập")
    assert len(districts.rows) == 11
    assert len(app.get("vega_lite_chart")) == 1
    app.segmented_control(key="pick cap").set_value("xa").run()
    communes = table(app, "Gia đình học tập")
    assert app.query_params["cap"] == "xa"
    assert len(communes.rows) == 193
    assert len(app.get("vega_lite_chart")) == 0
    assert "Xã Lũng Cú (Huyện Đồng Văn)" in communes.names()
    assert communes.columns[1] == "Thứ hạng minh họa"


def test_ranks_go_down_with_the_rate() -> None:
    rows = table(open_page("xep_hang", cap="huyen"), "Gia đình học tập").rows
    rates = [float(row["Thực hiện"].removesuffix("%").replace(",", ".")) for row in rows]
    assert rates == sorted(rates, reverse=True)
    assert [row["Thứ hạng minh họa"].split()[0] for row in rows] == [str(rank) for rank in range(1, 12)]


def test_grouping_by_poverty_replaces_ethnic_groups() -> None:
    app = open_page("dan_toc_ho_ngheo", dia_ban="031")
    by_group = table(app, "Gia đình học tập")
    assert {"Tày", "Mông", "Dao"} <= set(by_group.names())
    app.segmented_control(key="pick phan-to").set_value("ho-ngheo").run()
    by_poverty = table(app, "Gia đình học tập")
    assert app.query_params["phan-to"] == "ho-ngheo"
    assert by_poverty.names()[-1] == "Toàn địa bàn"
    assert set(by_poverty.names()[:-1]) == {"Hộ nghèo", "Hộ cận nghèo", "Hộ không nghèo"}
    sums = [[int(row["Số gia đình đạt"].replace(".", "")) for row in each.rows] for each in (by_group, by_poverty)]
    assert all(sum(parts) == whole for *parts, whole in sums)
    assert len({whole for *_, whole in sums}) == 1, "both groupings share one total"


def test_conditions_name_a_document_or_say_there_is_none() -> None:
    rows = table(open_page(), "Điều kiện thực hiện").rows
    assert len(rows) == 11
    answers = [row[column] for row in rows for column in list(row)[1:4]]
    assert all(answer == "Chưa" or answer.startswith("Có – ") or answer == "chưa báo cáo" for answer in answers)
    assert any(answer == "Chưa" for answer in answers) and any(answer.startswith("Có – ") for answer in answers)


def test_the_catalogue_turns_from_targets_to_indicators_to_units() -> None:
    app = open_page("danh_muc")
    assert table(app, "Mục tiêu").row("Gia đình học tập")["Mục tiêu"] == "từ 70%"
    app.segmented_control(key="pick danh-muc").set_value("chi-tieu").run()
    assert table(app, "Chỉ tiêu").rows[0]["Mã"] == "learning_family_rate"
    app.segmented_control(key="pick danh-muc").set_value("dia-ban").run()
    assert table(app, "Tỉnh Hà Giang").caption == "Tỉnh Hà Giang: 204 địa bàn"
    app.segmented_control(key="pick thoi-ky").set_value("sau").run()
    assert table(app, "Tỉnh Tuyên Quang").caption == "Tỉnh Tuyên Quang: 124 địa bàn"


def test_targets_of_other_provinces_come_only_on_demand() -> None:
    app = open_page("danh_muc")
    mine = table(app, "Mục tiêu")
    app.toggle[0].set_value(False).run()
    every = table(app, "Mục tiêu")
    assert len(every.rows) > len(mine.rows)
    assert "Tỉnh Bình Dương" in {row["Áp dụng cho"] for row in every.rows} - {row["Áp dụng cho"] for row in mine.rows}


def test_the_map_view_and_level_change_legend_and_twin() -> None:
    app = open_page("ban_do")
    assert len(table(app, "Gia đình học tập").rows) == 193
    app.segmented_control(key="pick cap").set_value("huyen").run()
    assert len(table(app, "Gia đình học tập").rows) == 11
    assert app.query_params["cap"] == "huyen"
    app.segmented_control(key="pick xem").set_value("ty-le").run()
    assert app.query_params["xem"] == "ty-le"


def test_a_link_puts_the_page_on_the_wall_and_another_takes_it_off() -> None:
    app = open_page("xep_hang", chi_tieu="learning_clan_rate")
    (onto,) = [text for text in markup(app) if "Trình chiếu trang này" in text]
    assert "trinh-chieu=1" in onto and "chi-tieu=learning_clan_rate" in onto
    wall = open_page("xep_hang", chi_tieu="learning_clan_rate", trinh_chieu="1")
    (ways,) = [text for text in markup(wall) if "Thoát trình chiếu" in text]
    *others, out = re.findall(r'href="([^"]*)"', ways)
    assert "trinh-chieu" not in out and "chi-tieu=learning_clan_rate" in out
    assert len(others) == 7 and all("trinh-chieu=1" in each for each in others)
    assert "Trình chiếu trang này" not in words(wall)
