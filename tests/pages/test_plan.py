"""Giao chỉ tiêu: what a rule, a target, a hand edit or a pace changes on the page; what is saved and shown elsewhere."""

import io
from datetime import date

import pandas as pd
import pytest
import streamlit as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import READER
from khuyenhoc.domain.target import Scope
from khuyenhoc.present import vi
from khuyenhoc.query import definitions_at
from khuyenhoc.reports import excel
from khuyenhoc.store.store import Store
from khuyenhoc.ui import plan_save, rights
from tests.pages.conftest import go, open_page
from tests.pages.screen import table, tables, words
from tests.pages.test_states import NEW_COMMUNE, commune
from tests.pages.test_upload import FAMILIES, button, file, labels, publish, upload

GIVEN = "Gia đình học tập: giao đến 31/12/2025"
RESULT = "Gia đình học tập: kết quả đến 31/12/2025"
SAVE = "Lưu chỉ tiêu giao"


def share(**choices: str) -> AppTest:
    return open_page("giao_chi_tieu", **choices)


def outlook(**choices: str) -> AppTest:
    return share(viec="phuong-an", **choices)


def number(text: str) -> int:
    return int(text.lstrip("+").replace(".", ""))


def given(app: AppTest) -> list[int]:
    return [number(row["Giao thêm"]) for row in table(app, GIVEN).rows]


def typed(app: AppTest, label: str, text: str) -> AppTest:
    (box,) = [each for each in app.text_input if each.label == label]
    return box.set_value(text).run()


def edited(monkeypatch: pytest.MonkeyPatch, **changes: int) -> None:
    """What somebody types into the cells: AppTest has no hand for them."""

    def editor(frame: pd.DataFrame, **_: object) -> pd.DataFrame:
        column = frame.columns[-1]
        new = [
            changes.get(name.replace(" ", "_"), old) for name, old in zip(frame.iloc[:, 0], frame[column], strict=True)
        ]
        return frame.assign(**{column: new})

    monkeypatch.setattr(st, "data_editor", editor)


# Phân bổ


def test_it_opens_on_a_proposal_that_adds_up_exactly(installation) -> None:
    app = share()
    total, *parts = given(app)
    assert total == sum(parts) == 6385
    assert "Giao thêm đúng 6.385 gia đình cho 115 xã." in words(app)
    assert "còn thiếu khoảng 6.385 gia đình (6.287–6.484)" in words(app).lower()
    whole = table(app, GIVEN).rows[0]
    assert (whole["Số phải đạt"], whole["Tỷ lệ phải đạt"]) == ("131.456", "70,0%")
    assert "78 xã không giao thêm" in words(app), "who has met the target is counted, not dropped"


def test_another_rule_gives_other_shares_of_the_same_sum(installation) -> None:
    app = share()
    by_gap = given(app)
    app.segmented_control(key="pick quy-tac").set_value("tang-deu").run()
    evenly = given(app)
    assert app.query_params["quy-tac"] == "tang-deu"
    assert len(by_gap) == 116 and len(evenly) == 194
    assert evenly[0] == sum(evenly[1:]) == by_gap[0]


def test_districts_instead_of_communes(installation) -> None:
    app = share()
    app.segmented_control(key="pick cap").set_value("huyen").run()
    assert "cho 6 huyện" in words(app)
    assert {"Huyện Mèo Vạc", "Huyện Đồng Văn"} <= set(table(app, GIVEN).names())
    assert sum(given(app)[1:]) == 6385


def test_a_district_shares_out_its_own_target(installation) -> None:
    app = share(dia_ban="031", gioi_han="khong")
    assert "Huyện Bắc Mê: 5.926/11.146" in words(app)
    rows = table(app, GIVEN).rows
    assert rows[0]["Giao thêm"] == "+1.877"
    assert all(row["Địa bàn"].endswith("(Huyện Bắc Mê)") for row in rows[1:])
    assert sum(given(app)[1:]) == 1877


@pytest.mark.parametrize(("text", "needed"), [("72,5", 11080), ("72,5%", 11080), ("66", 0)])
def test_another_target_typed_the_vietnamese_way(installation, text: str, needed: int) -> None:
    app = typed(share(), "Mục tiêu cần đạt (%)", text)
    assert app.query_params["muc-can-dat"] == text
    if needed:
        assert given(app)[0] == sum(given(app)[1:]) == needed
    else:
        assert "Mục tiêu này đã đạt" in words(app)
        assert SAVE not in labels(app)


@pytest.mark.parametrize("text", ["bảy mươi", "101", "0", "-3", "72,555", "trên 70", "1/2", "<b>x</b>"])
def test_a_target_that_cannot_be_read_is_refused_and_the_official_one_stays(installation, text: str) -> None:
    app = typed(share(), "Mục tiêu cần đạt (%)", text)
    (error,) = app.error
    assert error.value.startswith("Không đọc được mục tiêu đã ghi.") and "Đang dùng 70%" in error.value
    assert "<b>" not in error.value
    assert given(app)[0] == 6385


def test_a_wish_beyond_the_best_pace_is_said_so_with_what_would_be_reached(installation) -> None:
    app = typed(share(), "Mục tiêu cần đạt (%)", "95")
    said = words(app)
    assert "Khó làm được: để kịp ngày 31/12/2025 cần tốc độ gấp " in said
    assert "Chỉ giao được " in said
    reached = given(app)[0]
    assert f"còn {53334 - reached:,}".replace(",", ".") in said, "the rest of ⌈95 % of 187.794⌉ − 125.071"
    app.segmented_control(key="pick gioi-han").set_value("khong").run()
    assert given(app)[0] == 53334
    assert "Phải nhanh hơn tốc độ tốt nhất từng có" in words(app)


def test_hand_edits_keep_the_sum_in_sight(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(monkeypatch, Xã_Má_Lé=127)
    app = share()
    assert "Đã giao 6.373/6.385 gia đình: còn 12 gia đình chưa phân bổ." in words(app)
    assert table(app, GIVEN).row("Xã Má Lé (Huyện Đồng Văn)")["Giao thêm"] == "+127"
    assert "Bỏ 1 chỗ đã sửa" in labels(app)
    edited(monkeypatch, Xã_Má_Lé=144)
    assert "vượt 5 gia đình" in words(app.run())


def test_more_than_are_left_is_named_and_not_saved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(monkeypatch, Xã_Má_Lé=626)
    app, version = share(), store.version()
    assert "Giao quá số gia đình còn lại chưa đạt: Xã Má Lé." in words(app)
    save(app)
    assert "Chưa lưu gì. Giao quá số còn lại chưa đạt: Xã Má Lé. Hãy giảm số giao thêm." in words(app)
    assert store.version() == version


def test_who_did_not_report_is_named(empty_store: Store) -> None:
    reports = [commune(code, "500") for code in ("00712", "00715")]
    whole = FAMILIES | {"numerator": "120.000", "denominator": "187.794"}
    app = publish(upload(open_page(), file(whole, *reports)))
    app = go(app, "giao_chi_tieu")
    assert "Chưa báo cáo nên không giao được: " in words(app) and "và 183 nơi khác" in words(app)
    assert "Chỉ giao được 400 gia đình, đạt 120.400/187.794 (64,1%); còn 11.056 gia đình" in words(app)


def test_without_figures_of_communes_it_says_what_is_missing(empty_store: Store) -> None:
    app = publish(upload(open_page(), file(FAMILIES)))
    app = go(app, "giao_chi_tieu")
    (told,) = app.info
    assert told.value.startswith("Chưa có số liệu từng xã")
    assert tables(app) == []


def test_since_july_2025_the_province_gives_to_communes(empty_store: Store) -> None:
    reports = [commune(code, "500", period="2025-12") for code in (NEW_COMMUNE, "00700")]
    app = publish(upload(open_page(), file(*reports)))
    assert app.success, words(app)
    app = go(app, "giao_chi_tieu")
    assert "Cấp huyện" not in str([each.options for each in app.segmented_control])
    assert "Tỉnh Tuyên Quang: 1.000/2.000 (50,0%). Mục tiêu từ 80% đến 31/12/2030" in words(app)
    rows = table(app, "Gia đình học tập: giao đến 31/12/2030").rows
    assert [row["Giao thêm"] for row in rows] == ["+600", "+300", "+300"]
    app.segmented_control(key="pick viec").set_value("phuong-an").run()
    assert len(table(app, "Gia đình học tập: từng xã đến 31/12/2030").rows) == 2


# What becomes of it


def save(app: AppTest, number: str = "12/QĐ-UBND", by: str = "Nguyễn Thị Mai", day: date | None = date(2024, 6, 15)):
    boxes = {each.label: each for each in app.text_input}
    boxes["Số văn bản giao"].set_value(number)
    boxes["Họ tên người lưu (ghi vào lịch sử)"].set_value(by)
    days = {each.label: each for each in app.date_input}
    if day is not None:
        days["Ngày văn bản"].set_value(day)
    return button(app, SAVE).click().run()


def own_targets(store: Store) -> list:
    return [each for each in definitions_at(store).targets if each.scope_kind is Scope.UNIT and each.id.startswith("M")]


def test_a_saved_set_gives_every_commune_its_target_and_shows_elsewhere(store: Store) -> None:
    app, version = share(), store.version()
    asked = {row["Địa bàn"]: row for row in table(app, GIVEN).rows}
    save(app)
    assert [each.value for each in app.error] == []
    assert "Đã lưu chỉ tiêu giao cho 193 xã." in words(app)
    assert store.version() == version + 1
    found = own_targets(store)
    communes = [each for each in found if len(each.scope) == len("00718@2020")]
    assert (len(communes), len(found)) == (193, 193 + 11), "a district is given the sum of its communes"
    assert {(each.basis, each.binding, each.due) for each in found} == {("12/QĐ-UBND", "giao", date(2025, 12, 31))}
    sheet = open_page("dia_ban", dia_ban="00718")
    row = table(sheet, "Chỉ tiêu có mục tiêu").row("Gia đình học tập")
    assert row["Mục tiêu"] == "từ 44%"
    assert row["Còn thiếu/Vượt"] == f"thiếu {number(asked['Xã Má Lé (Huyện Đồng Văn)']['Giao thêm'])}"
    above = table(open_page("dia_ban", dia_ban="026"), "Chỉ tiêu có mục tiêu").row("Gia đình học tập")
    inside = sum(number(each["Giao thêm"]) for name, each in asked.items() if name.endswith("(Huyện Đồng Văn)"))
    assert above["Còn thiếu/Vượt"] == f"thiếu {vi.number(inside)}"


def test_saving_again_replaces_the_set(store: Store) -> None:
    app = save(share())
    second = share(quy_tac="tang-deu")
    assert "193 xã đang có chỉ tiêu giao riêng; lưu sẽ thay" in words(second)
    again = save(second, number="20/QĐ-UBND")
    assert [each.value for each in (*app.error, *again.error)] == []
    found = own_targets(store)
    assert len(found) == 193 + 11
    assert {each.basis for each in found} == {"20/QĐ-UBND"}


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"number": ""}, "chưa ghi số văn bản"),
        ({"day": None}, "chưa ghi ngày ban hành"),
        ({"by": " "}, "Hãy ghi họ tên"),
    ],
)
def test_what_is_missing_is_said_once_and_nothing_is_kept(store: Store, given_: dict, says: str) -> None:
    version = store.version()
    app = save(share(), **given_)
    (error,) = app.error
    assert error.value.count(says) == 1
    assert store.version() == version
    assert GIVEN in words(app), "the table stays"


def test_figures_that_changed_meanwhile_stop_the_saving(store: Store) -> None:
    app = share()
    store.save_layer(store.layers()[0])
    save(app)
    (error,) = app.error
    assert error.value.startswith("Trong lúc bạn xem")
    assert own_targets(store) == []


def test_who_may_not_write_sees_no_form(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = share()
    assert SAVE not in labels(app)
    assert given(app)[0] == 6385


def test_the_annex_holds_what_the_page_shows(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []
    monkeypatch.setattr(plan_save, "take_away", lambda found: kept.append(found))
    app = share()
    made = excel.annex_xlsx(plan_save.annex_of(kept[0]))
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(made)).active.iter_rows()]
    (whole,) = [row for row in rows if row[1] == "Tỉnh Hà Giang"]
    assert whole[2:5] == [187794, 125071, pytest.approx(0.666, abs=1e-4)]
    assert (whole[5], whole[6]) == (given(app)[0], 131456)
    communes = [row for row in rows if str(row[0]).isdigit()]
    assert len(communes) == 193 and sum(row[5] for row in communes) == 6385
    assert [row[0] for row in rows if row[0] and str(row[0]).strip("IVX") == ""] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI",
    ]  # fmt: skip
    assert any("MINH HỌA" in str(row[0]) for row in rows)


def test_on_the_wall_there_is_nothing_to_type(installation) -> None:
    app = share(trinh_chieu="1")
    assert given(app)[0] == 6385
    assert SAVE not in labels(app) and "Tải phụ lục (Excel)" not in str(app.get("download_button"))


# Phương án


def test_a_plan_shows_province_and_districts_now_and_then(installation) -> None:
    app = outlook()
    rows = table(app, RESULT).rows
    assert [row["Địa bàn"] for row in rows[:2]] == ["Tỉnh Hà Giang", "Thành phố Hà Giang"]
    assert len(rows) == 12
    assert rows[0]["Hiện nay"] == "66,6%" and rows[0]["Đến 31/12/2025"].startswith("khoảng 7")
    assert number(rows[0]["Thêm"]) == sum(number(row["Thêm"]) for row in rows[1:])
    assert "Số xã đạt mục tiêu: 78/193 hiện nay" in words(app)


def test_slow_communes_at_the_pace_of_the_fastest_reach_more_than_going_on_as_before(installation) -> None:
    fast = outlook()
    app = outlook(phuong_an="giu-toc-do")
    assert app.segmented_control(key="pick phuong-an").value == "giu-toc-do"
    before, after = (number(table(each, RESULT).rows[0]["Thêm"]) for each in (app, fast))
    assert before < after


def test_the_slider_moves_everybody_at_once(installation) -> None:
    app = outlook(phuong_an="cong-diem", diem="0")
    assert table(app, RESULT).rows[0]["Còn thiếu/Vượt"] == "thiếu khoảng 6.385"
    app.slider[0].set_value(5).run()
    assert app.query_params["diem"] == "5"
    row = table(app, RESULT).rows[0]
    assert row["Còn thiếu/Vượt"].startswith("vượt khoảng ")
    assert row["Đánh giá đến hạn"] == "✓ Đạt"


def test_families_of_one_commune_move_its_district_and_the_province(
    installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(monkeypatch, Xã_Má_Lé=365)
    app = outlook(phuong_an="cong-diem", diem="0")
    rows = table(app, RESULT)
    assert rows.row("Tỉnh Hà Giang")["Thêm"] == rows.row("Huyện Đồng Văn")["Thêm"] == "+365"
    assert rows.row("Huyện Mèo Vạc")["Thêm"] == "0"
    assert "Số xã đạt mục tiêu: 78/193 hiện nay, 79/193 đến hạn." in words(app)


def test_a_plan_of_one_district_moves_only_its_communes(installation) -> None:
    rows = table(outlook(dia_ban="031"), RESULT)
    assert rows.names() == ["Tỉnh Hà Giang", "Huyện Bắc Mê"]
    assert len({row["Thêm"] for row in rows.rows}) == 1


def test_the_communes_come_when_they_are_unfolded(installation) -> None:
    app = outlook()
    assert len(tables(app)) == 1
    app.session_state["plan communes"] = True
    assert len(table(app.run(), "Gia đình học tập: từng xã").rows) == 193
