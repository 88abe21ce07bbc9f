"""Shares of split units on Danh mục: entered, refused, shown everywhere as “khoảng”, taken back."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import READER
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.pages.conftest import go, open_page
from tests.pages.screen import table, words
from tests.pages.test_upload import button

FIRST, SECOND = "Phường Hà Giang 1", "Phường Hà Giang 2"


def start(action: str) -> AppTest:
    app = open_page("danh_muc", danh_muc="dia-ban")
    app.segmented_control(key="share action 0").set_value(action)
    return app.run()


def enter(app: AppTest, one: str, two: str, document: str = "Báo cáo 12/BC-UBND") -> AppTest:
    for label, text in {
        f"{FIRST} (%)": one,
        f"{SECOND} (%)": two,
        "Tính theo": "dân số",
        "Văn bản, nguồn": document,
    }.items():
        (field,) = [each for each in app.text_input if each.label == label]
        field.set_value(text)
    (day,) = [each for each in app.date_input if each.label == "Ngày văn bản"]
    day.set_value(date(2025, 8, 1))
    return button(app, "Xem trước").click().run()


def sign(app: AppTest) -> AppTest:
    app.text_input(key="share signer").set_value("Nguyễn Thị Mai")
    return button(app, "Ghi vào danh mục").click().run()


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in app.text)


def test_until_shares_are_entered_the_split_units_are_named_as_unknown(store: Store) -> None:
    rows = table(open_page("danh_muc", danh_muc="dia-ban"), "Đơn vị cũ bị chia").rows
    of_ha_giang = {row["Đơn vị cũ"]: (row["Chia vào"], row["Tỷ lệ"]) for row in rows}
    assert of_ha_giang["Phường Quang Trung"] == (f"{SECOND} và {FIRST}", "không xác định")
    assert {"Xã Việt Lâm", "Xã Yên Định"} <= set(of_ha_giang)


def test_shares_make_figures_said_to_be_about_and_taking_back_unmakes_them(store: Store) -> None:
    before = store.version()
    app = enter(start("Ghi tỷ lệ"), "62,5", "37,5")
    assert f"{SECOND} 37,5% · {FIRST} 62,5% (dân số, theo Báo cáo 12/BC-UBND ngày 1/8/2025)" in said(app)
    assert f"Có số ước cho các kỳ trước 1/7/2025: {SECOND} và {FIRST}." in said(app)
    app = sign(app)
    assert "Đã ghi" in words(app) and store.version() == before + 1
    (row,) = [row for row in table(app, "Đơn vị cũ bị chia").rows if row["Đơn vị cũ"] == "Phường Quang Trung"]
    assert (row["Tỷ lệ"], row["Ai ghi"]) == (f"{SECOND} 37,5% · {FIRST} 62,5%", "Nguyễn Thị Mai")

    shown = ranking()
    for name in (FIRST, SECOND):
        assert shown[name]["Thực hiện"].startswith("khoảng ") and shown[name]["Số đạt/tổng số"].startswith("khoảng ")
    assert not shown["Xã Bắc Mê"]["Thực hiện"].startswith("khoảng")
    assert len([row for row in shown.values() if row["Số đạt/tổng số"]]) == 69
    page = words(open_page("xep_hang", cap="xa", dia_gioi="moi", dia_ban="00691"))
    assert f"viết kèm chữ “khoảng”: {SECOND} và {FIRST}." in page
    assert (
        "ước theo tỷ lệ: 37,5% của Phường Quang Trung (dân số, theo Báo cáo 12/BC-UBND ngày 1/8/2025)"
        in page.replace("\\", "")
    )

    app = open_page("danh_muc", danh_muc="dia-ban")
    app.segmented_control(key="share action 0").set_value("Bỏ tỷ lệ đã ghi")
    app = app.run()
    (why,) = [each for each in app.text_input if each.label == "Lý do"]
    why.set_value("Ghi nhầm")
    app = sign(button(app, "Xem trước").click().run())
    assert table(app, "Lịch sử ghi tỷ lệ").rows[0]["Ghi"] == "bỏ tỷ lệ đã ghi"
    assert len([row for row in ranking().values() if row["Số đạt/tổng số"]]) == 67


def test_the_table_taken_away_says_which_figures_are_estimates(store: Store, given: dict[str, bytes]) -> None:
    sign(enter(start("Ghi tỷ lệ"), "62,5", "37,5"))
    given.clear()
    ranking()
    told = "".join(content.decode("utf-8-sig") for name, content in given.items() if name.endswith(".csv"))
    assert "ước theo tỷ lệ: 37,5% của Phường Quang Trung" in told


def ranking() -> dict[str, dict[str, str]]:
    app = open_page("xep_hang", cap="xa", dia_gioi="moi")
    return {row["Địa bàn"]: row for row in table(app, "Gia đình học tập").rows}


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_kept(store: Store) -> None:
    before = store.version()
    app = enter(start("Ghi tỷ lệ"), "60", "39", document="")
    wrong = [each.value for each in app.text if each.value.startswith("Phải sửa")]
    assert len(wrong) == 2 and "99%" in wrong[0] and "Văn bản, nguồn" in wrong[1]
    assert "Ghi vào danh mục" not in [each.label for each in app.button]
    assert store.version() == before


def test_who_may_only_read_sees_the_shares_and_no_form(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = open_page("danh_muc", danh_muc="dia-ban")
    assert table(app, "Đơn vị cũ bị chia").rows
    assert "Muốn ghi tỷ lệ, mở quyền ghi" in words(app)
    assert [each.label for each in app.segmented_control if each.label == "Việc cần làm"] == []


def test_text_of_a_document_is_shown_as_text(store: Store) -> None:
    app = sign(enter(start("Ghi tỷ lệ"), "50", "50", document="<b onclick=x>**12**"))
    app = go(app, "danh_muc")
    assert all("<b onclick" not in each.value for each in app.get("html"))
    assert "<b onclick=x>**12**" in "".join(row["Tính theo, nguồn"] for row in table(app, "Đơn vị cũ bị chia").rows)
