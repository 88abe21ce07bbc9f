"""Installations other than the first day's: no figure at all, province figures only, a few communes, since 1/7/2025."""

import csv
from pathlib import Path

import pytest

from khuyenhoc.store.store import Store
from tests.pages.conftest import PAGES, ROOT, go, open_page
from tests.pages.screen import cards, choices_in_sight, table, tables, words
from tests.pages.test_upload import FAMILIES, file, publish, upload

PROVINCE_FIGURES = ROOT / "data" / "sample" / "province_figures.csv"
THE_FIVE = {
    "Gia đình học tập": ("66,6%", "Chưa đạt, chưa xét được tiến độ", "Còn thiếu khoảng 6.385 gia đình (6.287–6.484)"),
    "Dòng họ học tập": ("60,04%", "Chưa đạt, chưa xét được tiến độ", "Còn thiếu khoảng 117 dòng họ"),
    "Cộng đồng học tập (thôn)": ("71,6%", "Đạt", "Vượt khoảng 136 cộng đồng (135–137)"),
    "Đơn vị học tập": ("98,44%", "Đạt", "Vượt 153 đơn vị"),
    "Công dân học tập (trên công dân)": ("110.172 người", "Chưa tính được", ""),
}
NEW_COMMUNE = "00691"  # Phường Hà Giang 2 of Tuyên Quang; to 30/6/2025 the code of Phường Trần Phú
NO_SUCH_PERIOD = "Chưa có số liệu nào được đưa vào sử dụng."


def published_rows(path: Path = PROVINCE_FIGURES) -> list[dict[str, str]]:
    """The province rows of 5/2024, as the report printed them."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row["period"] == "2024-05"]
    return [{name: row[name] for name in row if name in FAMILIES or name == "value"} for row in rows]


@pytest.mark.parametrize("page", ["tong_quan", "ban_do", "xep_hang", "dia_ban", "dan_toc_ho_ngheo"])
def test_without_any_figure_a_page_says_where_to_bring_some(empty_store: Store, page: str) -> None:
    app = open_page(page)
    (guidance,) = app.info
    assert guidance.value.startswith(NO_SUCH_PERIOD)
    assert "Cập nhật số liệu" in guidance.value
    assert tables(app) == [] and len(app.selectbox) == 0


def test_without_any_figure_one_can_still_bring_some_and_look_things_up(empty_store: Store) -> None:
    app = open_page("cap_nhat_so_lieu")
    assert len(app.file_uploader) == 1
    assert [row["Trạng thái"] for row in table(go(app, "lich_su"), "Các lần cập nhật").rows] == ["đã gỡ"]
    assert len(table(go(app, "danh_muc"), "Mục tiêu").rows) > 20


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_figures_raises_nothing_whatever_the_link_asks(empty_store: Store, page: str) -> None:
    app = open_page(page, ky="2024-05", dia_ban="031", chi_tieu="learning_clan_rate", cap="huyen", xem="ty-le")
    assert len(app.error) == 0


def test_province_figures_alone_are_judged_and_no_card_is_empty(empty_store: Store) -> None:
    rows = published_rows()
    assert len(rows) > 30
    app = publish(upload(open_page(), file(*rows)), why="Số của báo cáo")
    assert app.success, words(app)
    found = cards(go(app, "tong_quan"))
    assert {name: (found[name].value, found[name].status, found[name].shortfall) for name in THE_FIVE} == THE_FIVE
    assert not any(card.simulated for card in found.values())
    assert {name for name, card in found.items() if not card.value or card.status == "Chưa báo cáo"} == set()
    assert "MINH HỌA" not in words(app)


@pytest.mark.parametrize("page", ["ban_do", "xep_hang", "dia_ban", "dan_toc_ho_ngheo"])
def test_province_figures_alone_leave_no_page_broken(empty_store: Store, page: str) -> None:
    app = publish(upload(open_page(), file(FAMILIES | {"numerator": "125.071", "denominator": "187.794"})))
    go(app, page)
    assert len(app.error) == 0
    assert len(choices_in_sight(app)) <= 3
    assert "Số liệu đến tháng 5/2024" in words(app)


def commune(code: str, numerator: str, denominator: str = "1.000", period: str = "2024-05") -> dict[str, str]:
    return FAMILIES | {
        "unit_code": code,
        "unit_name": "",
        "numerator": numerator,
        "denominator": denominator,
        "period": period,
    }


def test_communes_that_reported_are_ranked_and_the_others_named(empty_store: Store) -> None:
    reports = [commune(code, f"{100 + number}") for number, code in enumerate(("00712", "00715", "00718"))]
    app = publish(upload(open_page(), file(*reports)))
    app = go(app, "tong_quan")
    (silent,) = [each for each in tables(app) if "Số xã" in each.columns]
    assert sum(int(row["Số xã"]) for row in silent.rows) == 190
    app = open_page("xep_hang", cap="xa")
    rows = table(app, "Gia đình học tập").rows
    ranked = [row for row in rows if row["Thực hiện"]]
    assert [row["Thực hiện"] for row in ranked] == ["10,2%", "10,1%", "10,0%"]
    assert len([line for line in words(app).splitlines() if "Chưa báo cáo nên chưa xếp hạng" in line]) == 1
    assert len(rows) == 193
    assert {row["Đánh giá"] for row in rows if not row["Thực hiện"]} == {"▨ Chưa báo cáo"}


def test_since_july_2025_pages_show_the_new_units_and_no_district(empty_store: Store) -> None:
    app = publish(upload(open_page(), file(commune(NEW_COMMUNE, "700", period="2025-12"))))
    assert app.success, words(app)
    app = open_page()
    assert app.query_params["ky"] == "2025-12"
    assert "Tỉnh Tuyên Quang" in words(app)
    places = table(app, "Gia đình học tập")
    assert len(places.rows) == 124
    assert [row["Thực hiện"] for row in places.rows if row["Thực hiện"]] == ["70,0%"]
    assert not any("Huyện" in name for name in places.names())
    app = open_page("ban_do")
    assert app.segmented_control(key="pick cap").options == ["Cấp xã"]
    assert len(table(app, "Gia đình học tập").rows) == 124
    app = open_page("xep_hang")
    assert len(table(app, "Gia đình học tập").rows) == 124
    app = open_page("dia_ban", dia_ban=NEW_COMMUNE)
    assert "Tỉnh Tuyên Quang › " in words(app) and "Huyện" not in "".join(app.selectbox(key="pick dia-ban").options)
    assert table(app, "Chỉ tiêu có mục tiêu").row("Gia đình học tập")["Thực hiện"] == "70,0%"


def test_both_maps_live_side_by_side(empty_store: Store) -> None:
    rows = [commune("00712", "500"), commune(NEW_COMMUNE, "700", period="2025-12")]
    app = publish(upload(open_page(), file(*rows)))
    assert app.success, words(app)
    app = open_page()
    assert app.selectbox(key="pick ky").options == ["Tháng 12/2025", "Tháng 5/2024"]
    app.selectbox(key="pick ky").select("2024-05").run()
    assert "Tỉnh Hà Giang" in words(app)
    assert len(table(app, "Gia đình học tập").rows) == 11
