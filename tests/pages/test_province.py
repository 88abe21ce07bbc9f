"""Any province: the line above the sample, the choice on Danh mục, every page without figures and with the first one."""

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc import query
from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.errors import AppError
from khuyenhoc.intake import province
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.pages.conftest import PAGES, go, open_page
from tests.pages.screen import table, tables, words
from tests.pages.test_upload import FAMILIES, button, file, publish, upload

LINE = "Đây là số liệu minh họa. Chọn tỉnh của bạn"
NONE_YET = "Chưa có số liệu nào được đưa vào sử dụng. Đang theo dõi: "
PLACES = {
    "34@2020": ("34", "2024-05", "Tỉnh Thái Bình (đến 30/6/2025), Tỉnh Hưng Yên (từ 1/7/2025)", "Tỉnh Thái Bình"),
    "36@2020": ("36", "2024-05", "Tỉnh Nam Định (đến 30/6/2025), Tỉnh Ninh Bình (từ 1/7/2025)", "Tỉnh Nam Định"),
    "51@2025": ("51", "2024-05", "Tỉnh Quảng Ngãi", "Tỉnh Quảng Ngãi"),
    "74@2020": ("74", "2024-05", "Tỉnh Bình Dương (đến 30/6/2025), Thành phố Hồ Chí Minh (từ 1/7/2025)", "Tỉnh Bình Dương"),
    "08@2025": ("08", "2025-12", "Tỉnh Tuyên Quang", "Tỉnh Tuyên Quang"),
}  # fmt: skip
LOOKS_THINGS_UP = {"cap_nhat_so_lieu", "lich_su", "danh_muc"}


def desk(app: AppTest) -> AppTest:
    app.query_params["danh-muc"] = "tinh"
    return go(app, "danh_muc")


def choose(app: AppTest, name: str, by: str = "Bà Lan") -> AppTest:
    (box,) = [each for each in app.selectbox if each.label == "Tỉnh, thành phố"]
    box.select(next(each for each in box.options if each.startswith(name)))
    (signer,) = [each for each in app.text_input if each.label.startswith("Họ tên người chọn")]
    signer.set_value(by)
    return button(app, "Theo dõi tỉnh này").click().run()


def test_the_sample_says_what_it_is_to_who_may_write(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert LINE in words(open_page())
    assert LINE in words(open_page("ban_do"))
    assert LINE not in words(open_page(trinh_chieu="1"))
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = open_page()
    assert LINE not in words(app)
    assert "Máy này chỉ được xem." in words(desk(app)) and not app.button
    monkeypatch.setattr(rights, "person", lambda: OWNER)
    monkeypatch.setenv("KHUYENHOC_PROVINCE", "02")
    app = open_page()
    assert LINE not in words(app)
    assert "KHUYENHOC_PROVINCE" in words(desk(app)) and not app.button


def test_a_province_is_chosen_prepared_and_left_for_the_sample_again(store: Store) -> None:
    app = choose(desk(open_page()), "Tỉnh Thái Bình")
    assert [each.value for each in app.error] == []
    assert "Đã chọn: Tỉnh Thái Bình (đến 30/6/2025; nay thuộc Tỉnh Hưng Yên)" in app.success[0].value
    assert [row["Ai"] for row in table(app, "Lịch sử chọn tỉnh").rows] == ["Bà Lan"]
    assert query.province_code(store) == "34@2020"
    assert {row.province for row in store.layer_index()} == {"02@2020", "08@2025", "34@2020", "33@2025"}
    go(app, "tong_quan")
    assert LINE not in words(app) and app.info[0].value.startswith(NONE_YET + PLACES["34@2020"][2])
    app = choose(desk(app), "Số liệu minh họa")
    assert "số liệu minh họa" in words(app)
    assert LINE in words(go(app, "tong_quan")) and "Tỉnh Hà Giang · Số liệu đến" in words(app)


def test_nothing_is_chosen_without_a_name_or_a_province(store: Store) -> None:
    app = button(desk(open_page()), "Theo dõi tỉnh này").click().run()
    assert [each.value for each in app.error] == ["Hãy chọn tỉnh, thành phố. Chưa có gì được ghi."]
    app = choose(app, "Tỉnh Thái Bình", by=" ")
    assert [each.value for each in app.error] == ["Hãy ghi họ tên của bạn để lưu vào lịch sử."]
    assert store.provinces_chosen() == []


def test_rights_are_checked_where_the_choice_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AppError, match="chỉ được xem"):
        province.choose(store, "34@2020", store.version(), "Bà Lan", READER)
    with pytest.raises(AppError, match="Không có tỉnh mã 031@2020"):
        province.choose(store, "031@2020", store.version(), "Bà Lan", OWNER)
    monkeypatch.setenv("KHUYENHOC_PROVINCE", "74")
    with pytest.raises(AppError, match="KHUYENHOC_PROVINCE"):
        province.choose(store, "34@2020", store.version(), "Bà Lan", OWNER)
    assert store.provinces_chosen() == [] and query.province_code(store) == "74"


@pytest.mark.parametrize("key", PLACES)
def test_every_page_of_a_province_without_figures_and_with_its_first(store: Store, key: str) -> None:
    code, period, followed, name = PLACES[key]
    province.choose(store, key, store.version(), "Bà Lan", OWNER)
    app = open_page()
    for page in PAGES:
        go(app, page)
        assert [each.value for each in app.error] == [], page
        if page not in LOOKS_THINGS_UP:
            assert [each.value.startswith(NONE_YET + followed) for each in app.info] == [True], page
            assert tables(app) == [], page
            assert "Tải biểu mẫu, đưa số liệu lên · Chọn tỉnh khác" in words(app), page
    first = FAMILIES | {"unit_code": code, "unit_name": name, "period": period}
    app = publish(upload(app, file(first)))
    assert app.success, words(app)
    for page in PAGES:
        go(app, page)
        assert [each.value for each in app.error] == [], page
    assert "79,9%" in words(go(app, "tong_quan")) and "MINH HỌA" not in words(app)


def test_of_the_whole_country_a_province_can_be_chosen_too(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENHOC_PROVINCE", "VN")
    app = open_page("dia_ban", dia_ban="02", ky="2024-05")
    (box,) = [each for each in app.selectbox if each.key == "pick dia-ban"]
    assert app.query_params["dia-ban"] == "02" == box.value
    assert "Tỉnh Hà Giang" in box.options and "Huyện Bắc Quang" in words(app)
