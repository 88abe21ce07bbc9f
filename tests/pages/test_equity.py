"""Dân tộc và hộ nghèo: what each choice changes, that all blocks tell the same figures, and that nothing hidden comes through."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import READER
from khuyenhoc.ui import equity_tab, parts, rights
from tests.pages.conftest import open_page
from tests.pages.screen import Table, table, tables, words

pytestmark = pytest.mark.usefixtures("installation")

PAGE, PROVINCE, BAC_ME, MINH_NGOC = "dan_toc_ho_ngheo", "02", "031", "00994"
NO_GROUPS = "learning_community_village_rate"
HEAT, CROSSED, CLOSED, SPLIT = (
    "Tỷ lệ của từng nhóm ở từng",
    "Tỷ lệ theo dân tộc và diện nghèo",
    "Khoảng cách của",
    "Từng nhóm: ",
)
NEED, WHOLE = "Cần hỗ trợ thêm (gia đình)", "Toàn địa bàn"


def number(text: str) -> float:
    return float(text.replace("ít nhất ", "").replace(".", "").replace(",", ".").replace("−", "-").rstrip("%"))


def groups(app: AppTest) -> Table:
    """Without its last row, everybody."""
    found = table(app, "Gia đình học tập, ")
    assert found.names()[-1] == WHOLE
    return replace(found, rows=found.rows[:-1])


def headings(app: AppTest) -> list[str]:
    return [each.value for each in app.header]


def charts(app: AppTest) -> list[str]:
    """What the charts say, by their data."""
    return [each.proto.spec for each in app.get("vega_lite_chart")]


def test_the_heading_asks_for_the_families_of_the_first_row() -> None:
    app = open_page(PAGE)
    first = groups(app).rows[0]
    told = re.match(
        r"Cần hỗ trợ thêm ([\d.]+) gia đình dân tộc (\w+) ở (\d+) xã \(số liệu minh họa\)$", headings(app)[0]
    )
    assert told and (told[1], told[2]) == (first["Cần hỗ trợ thêm (gia đình)"], first["Nhóm"])
    behind = [number(row["Cần hỗ trợ thêm (gia đình)"]) for row in groups(app).rows]
    assert behind == sorted(behind, reverse=True)
    assert "Hạng" not in groups(app).columns
    assert "Dân tộc tính theo chủ hộ. Chưa phân tổ: 0% số gia đình." in words(app)


def test_the_grouping_changes_table_address_and_basis() -> None:
    app = open_page(PAGE)
    app.segmented_control(key="pick phan-to").set_value("kinh-thieu-so").run()
    assert app.query_params["phan-to"] == "kinh-thieu-so"
    assert groups(app).names() == ["Dân tộc thiểu số", "Kinh"]
    app.segmented_control(key="pick phan-to").set_value("ho-ngheo").run()
    assert groups(app).names() == ["Hộ nghèo", "Hộ cận nghèo", "Hộ không nghèo"]
    assert "gia đình thuộc diện hộ nghèo" in headings(app)[0]
    assert "chuẩn nghèo đa chiều 2022–2025 (áp dụng đến hết năm 2026), NĐ 07/2021/NĐ-CP" in words(app)


def test_another_reference_moves_the_gaps_and_is_named() -> None:
    app = open_page(PAGE, dia_ban=BAC_ME)
    own = {row["Nhóm"]: number(row["Chênh lệch với mức so sánh"]) for row in groups(app).rows}
    app.selectbox(key="pick so-muc").select("kinh").run()
    kinh = {row["Nhóm"]: number(row["Chênh lệch với mức so sánh"]) for row in groups(app).rows}
    assert app.query_params["so-muc"] == "kinh"
    assert kinh["Kinh"] == 0 and {round(own[name] - kinh[name] - own["Kinh"], 1) for name in own} <= {-0.1, 0.0, 0.1}
    assert "bằng mức của dân tộc Kinh ở Huyện Bắc Mê" in words(app)
    app.selectbox(key="pick so-muc").select("tinh").run()
    assert "bằng mức chung của Tỉnh Hà Giang" in words(app)


def test_a_reference_belongs_to_its_grouping_and_the_province_is_none_for_itself() -> None:
    assert open_page(PAGE).selectbox(key="pick so-muc").options == ["Mức chung của địa bàn", "Dân tộc Kinh"]
    poor = open_page(PAGE, dia_ban=BAC_ME, phan_to="ho-ngheo").selectbox(key="pick so-muc")
    assert poor.options == ["Mức chung của địa bàn", "Hộ không nghèo", "Mức chung của tỉnh"]


def test_the_places_below_stand_with_most_families_behind_first_and_lead_to_themselves() -> None:
    app = open_page(PAGE)
    districts = table(app, HEAT)
    lacking = [number(row["Cần hỗ trợ thêm (gia đình)"]) for row in districts.rows]
    *places, both, whole = lacking
    assert len(places) == 11 and places == sorted(places, reverse=True)
    assert sum(places) == both > whole == number(table(app, "Gia đình học tập, ").row(WHOLE)[NEED])
    assert districts.names()[-2:] == ["Cộng 11 huyện", "Tỉnh Hà Giang tính chung"]
    assert "cộng 11 huyện" in words(app) and "trong cùng một nhóm, nơi đạt cao bù cho nơi đạt thấp" in words(app)
    assert districts.columns[1] == NEED and set(districts.columns[2:]) == set(groups(app).names())
    app.segmented_control(key="pick cap").set_value("xa").run()
    assert len(table(app, HEAT).rows) == 193 + 2 and app.query_params["cap"] == "xa"
    (markup,) = [each.value for each in open_page(PAGE, phan_to="ho-ngheo").html if HEAT in each.value]
    href = re.search(r'href="([^"]*)">Huyện Bắc Mê', markup)
    assert href and href[1] == (
        "/dan-toc-ho-ngheo?dia_ban=031".replace("_", "-")
        + "&amp;ky=2024-05&amp;chi-tieu=learning_family_rate&amp;phan-to=ho-ngheo"
    )


def test_a_district_lists_its_communes_and_a_commune_nothing() -> None:
    district, commune = open_page(PAGE, dia_ban=BAC_ME), open_page(PAGE, dia_ban=MINH_NGOC)
    assert len(table(district, HEAT).rows) == 13 + 2
    assert "Nhóm nào, ở đâu" in headings(district) and "Nhóm nào, ở đâu" not in headings(commune)
    assert " xã" not in headings(commune)[0]


def test_both_cuts_crossed_show_the_poorer_lower() -> None:
    found = table(open_page(PAGE), CROSSED)
    assert found.columns == ["Dân tộc", NEED, "Hộ nghèo", "Hộ cận nghèo", "Hộ không nghèo"]
    assert all(number(row[NEED]) > 0 for row in found.rows)
    assert all(number(row["Hộ nghèo"]) < number(row["Hộ không nghèo"]) for row in found.rows)


def test_the_group_followed_changes_where_the_gap_closed_and_the_make_up() -> None:
    app = open_page(PAGE)
    first = table(app, CLOSED)
    assert first.caption.startswith("Khoảng cách của gia đình dân tộc Mông đã hẹp lại") and 1 <= len(first.rows) <= 5
    narrowed = [number(row["Hẹp bớt (điểm phần trăm)"]) for row in first.rows]
    assert narrowed == sorted(narrowed, reverse=True) and narrowed[-1] > 0
    app.selectbox(key="pick nhom").select("tay").run()
    assert app.query_params["nhom"] == "tay"
    assert "gia đình dân tộc Tày" in table(app, CLOSED).caption and table(app, CLOSED).rows != first.rows
    assert "Xã có tỷ trọng gia đình dân tộc Tày càng cao thì" in words(app)


def test_without_a_round_two_years_before_nobody_is_named() -> None:
    app = open_page(PAGE, ky="2022-06")
    assert "Chưa có số liệu phân tổ của khoảng hai năm trước (18 đến 30 tháng) để so sánh." in words(app)


def test_measures_fit_the_grouping() -> None:
    peoples, poor = words(open_page(PAGE)), words(open_page(PAGE, phan_to="ho-ngheo"))
    assert "nhóm cần hỗ trợ nhất (Mông)" in peoples and "Phương sai giữa các nhóm" in peoples and "SII" not in peoples
    assert "ở đầu khá cao hơn ở đầu nghèo" in poor and "Hộ nghèo chiếm" in poor and "Phương sai" not in poor
    assert "Preston, Haines, Pamuk 1981" in poor


def test_names_of_measures_stand_behind_cach_tinh_alone() -> None:
    for choices in ({}, {"phan_to": "ho-ngheo"}):
        app = open_page(PAGE, **choices)
        folded = [each.value for block in app.expander for each in block.markdown]
        shown = " ".join(
            each.value for each in (*app.markdown, *app.caption, *app.header, *app.html) if each.value not in folded
        )
        terms = ("SII", "RCI", "Spearman", "Robinson", "Wilson", "Kitagawa", "Evans", "độ lệch chuẩn", "hệ số")
        assert [term for term in terms if term in re.sub("<[^>]*>", " ", shown)] == []
        assert {"Spearman", "Robinson", "Kitagawa"} <= set(re.findall(r"\w+", " ".join(folded)))


def test_the_difference_to_another_unit_or_period_adds_up() -> None:
    app = open_page(PAGE, dia_ban=BAC_ME)
    assert "Huyện Bắc Mê thấp hơn Tỉnh Hà Giang" in words(app), "at first the province"
    app.selectbox(key="pick doi-chieu").select("ky-2022-06").run()
    assert app.query_params["doi-chieu"] == "ky-2022-06"
    assert "So với tháng 6/2022, Huyện Bắc Mê tăng" in words(app)
    sides = table(app, SPLIT)
    whole = sides.row("Cộng các nhóm")
    assert sides.columns[1:3] == ["Tỷ lệ, tháng 5/2024", "Tỷ lệ, tháng 6/2022"]
    assert {whole[name] for name in sides.columns[3:]} == {"100,0%"}
    parts = dict(re.findall(r"\*\*(Do [^*]*)\*\*: \\?([+−-]?[\d,]+) điểm =", words(app)))
    between = number(whole["Tỷ lệ, tháng 5/2024"]) - number(whole["Tỷ lệ, tháng 6/2022"])
    assert abs(sum(map(number, parts.values())) - between) < 0.11 and len(parts) == 2


def test_where_nothing_is_broken_down_the_context_remains() -> None:
    app = open_page(PAGE, chi_tieu=NO_GROUPS)
    assert "chưa có số liệu phân tổ" in app.info[0].value
    assert headings(app) == ["Xã với xã: tỷ lệ và hoàn cảnh"]
    assert "Xã có tỷ lệ hộ nghèo, cận nghèo càng cao thì Cộng đồng học tập (thôn) càng thấp" in words(app)
    assert "không nói được điều gì về từng gia đình" in words(app)


def small_charts(app: AppTest) -> dict[str, tuple[str, str]]:
    """The figure beside the name of each group, and what its small chart says."""
    (grid,) = [each.value for each in app.html if 'class="nhom-luoi"' in each.value]
    found = re.findall(r'<b>(.*?)</b><span class="nhom-so[^"]*">(.*?)</span>.*?alt="(.*?)"', grid, re.DOTALL)
    return {name: (figure, said) for name, figure, said in found}


def test_every_group_has_a_small_chart_of_its_own_in_the_order_of_the_table() -> None:
    app = open_page(PAGE)
    found = small_charts(app)
    assert {name: figure for name, (figure, _) in found.items()} == {
        row["Nhóm"]: row["Tỷ lệ"] for row in groups(app).rows
    }
    assert list(found) == groups(app).names()
    assert all(said.count("tháng ") == 6 and "mục tiêu 70%" in said for _, said in found.values())
    assert "Mỗi nhóm một hình, cùng thang từ 40% đến 80%. Đường xám: mức chung của Tỉnh Hà Giang." in words(app)


def test_with_one_period_there_is_no_way_to_draw() -> None:
    assert all('class="nhom-luoi"' not in each.value for each in open_page(PAGE, ky="2021-12").html)


def test_the_wall_keeps_the_figures_and_has_no_download() -> None:
    app = open_page(PAGE, trinh_chieu="1")
    assert len(groups(app).rows) == 7
    assert [each.label for each in app.get("download_button")] == []


SECONDARY = [
    "Từng nhóm qua các kỳ",
    "Dân tộc và hộ nghèo cùng một lúc",
    "Nơi thu hẹp khoảng cách nhanh nhất",
    "Các nhóm cách nhau bao xa",
    "Do mức đạt hay do cơ cấu dân cư",
    "Xã với xã: tỷ lệ và hoàn cảnh",
]


def test_a_phone_keeps_the_answer_and_folds_what_is_secondary(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = open_page(PAGE)
    assert [each for each in headings(wide) if each in SECONDARY] == SECONDARY
    monkeypatch.setattr(parts, "on_phone", lambda: True)
    phone = open_page(PAGE)
    assert [each for each in labels(phone) if each in SECONDARY] == SECONDARY
    assert len(headings(phone)) == 2 and headings(phone) == [headings(wide)[0], "Nhóm nào, ở đâu"]
    assert [each.rows for each in tables(phone)] == [each.rows for each in tables(wide)], "nothing is lost"


# --- what an outsider gets ---------------------------------------------------------------------------------------


@pytest.fixture
def outsider(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "person", lambda: READER)


@pytest.mark.usefixtures("outsider")
def test_a_hidden_group_is_hidden_in_table_chart_and_everything_made_of_it() -> None:
    app = open_page(PAGE, dia_ban=MINH_NGOC)
    row = groups(app).row("Dân tộc khác")
    assert {
        row["Số gia đình đạt"],
        row["Tỷ lệ"],
        row["Chênh lệch với mức so sánh"],
        row["Cần hỗ trợ thêm (gia đình)"],
    } == {"(ẩn)"}
    equiplot = json.loads(charts(app)[0])
    assert "Dân tộc khác: (ẩn)" in equiplot["description"]
    figure, said = small_charts(app)["Dân tộc khác"]
    assert figure == "(ẩn)" and "tháng 5/2024 (ẩn)" in said
    assert words(app).count("Có nhóm (ẩn) nên không tính được.") == 2
    assert "(ẩn): số nhỏ không công khai" in words(app)


def test_an_outsider_never_reads_a_figure_that_an_official_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    official = open_page(PAGE, dia_ban=BAC_ME, phan_to="ho-ngheo")
    monkeypatch.setattr(rights, "person", lambda: READER)
    outside = open_page(PAGE, dia_ban=BAC_ME, phan_to="ho-ngheo")
    for caption in ("Gia đình học tập, ", HEAT):
        everything = {row["Địa bàn" if caption == HEAT else "Nhóm"]: row for row in table(official, caption).rows}
        for row in table(outside, caption).rows:
            whole = everything[row[table(outside, caption).columns[0]]]
            assert all(
                text in ("(ẩn)", "", "–", "không có –") or text == whole[name] or "ít nhất" in text
                for name, text in row.items()
            )


@pytest.mark.usefixtures("outsider")
def test_no_small_number_of_a_group_reaches_an_outsider() -> None:
    """Nine Dao families in a commune are somebody's neighbours."""
    app, told = open_page(PAGE, dia_ban=BAC_ME), 0
    for place in [place for place in app.selectbox(key="pick dia-ban").options if "(Huyện Bắc Mê)" in place]:
        app.selectbox(key="pick dia-ban").select(place).run()
        shown = [row for each in tables(app) if "Tổng số gia đình" in each.columns for row in each.rows]
        for row in shown:
            known = {key: number(row[key]) for key in ("Số gia đình đạt", "Tổng số gia đình") if row[key] != "(ẩn)"}
            assert not any(1 <= figure <= 9 for figure in known.values())
            if len(known) == 2:
                assert not 1 <= known["Tổng số gia đình"] - known["Số gia đình đạt"] <= 9
        told += bool(shown)
    assert told, "some communes are shown"


@pytest.mark.parametrize(("page", "choices"), [("dia_ban", {"dia-ban": BAC_ME}), ("chi_tieu", {"dia-ban": BAC_ME})])
def test_other_pages_tell_the_same_of_the_groups(page: str, choices: dict[str, str]) -> None:
    whole = open_page(PAGE, **choices)
    app = open_page(page, **choices)
    assert equity_tab.TITLE in labels(app)
    assert all("Nhóm" not in each.columns for each in tables(app)), "read once it is opened"
    app.session_state[equity_tab.KEY] = True
    app.run()
    assert groups(app).rows == groups(whole).rows
    app.segmented_control(key="pick phan-to").set_value("ho-ngheo").run()
    assert {row["Nhóm"] for row in groups(app).rows} == {"Hộ nghèo", "Hộ cận nghèo", "Hộ không nghèo"}


def test_other_pages_are_silent_where_nothing_is_told_by_group() -> None:
    assert equity_tab.TITLE not in labels(open_page("chi_tieu", **{"chi-tieu": NO_GROUPS}))


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.expander]


def test_drawn_as_bars_the_map_of_a_group_stays_a_map() -> None:
    app = open_page("ban_do", xem="nhom", hinh="thanh")
    assert "so với mức chung của chính nơi đó" in words(app) and "Chưa có bản đồ" not in words(app)
    assert [each.label for each in app.selectbox if each.label == "Bản đồ thứ hai đặt cạnh"] == []
