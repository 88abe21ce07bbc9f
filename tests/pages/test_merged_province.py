"""New Tuyên Quang, which was Hà Giang and Tuyên Quang: every page for a period before 7/2025 and one since, on both maps."""

import pytest

from khuyenhoc.domain.unit import LAST_OLD_DAY, REFORM, Level
from khuyenhoc.prepare import prepare
from khuyenhoc.store.batches import Upload
from khuyenhoc.store.store import Store
from khuyenhoc.ui import data
from tests.domain.draw import observations
from tests.pages.conftest import PAGES, go, open_page
from tests.pages.screen import cards, table, words
from tests.pages.test_targets import ADD, PAPER, fill, pick, sign, start
from tests.pages.test_upload import file, labels, publish, upload

TUYEN_QUANG = "08@2020"


@pytest.fixture
def followed(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Figures of every old commune in 12/2024, of every new one in 12/2025."""
    monkeypatch.setenv("KHUYENHOC_PROVINCE", "08")
    prepare(empty_store)
    rows = [
        {"unit": key, "period": period, "numerator": n, "denominator": 100, "batch": 1}
        for day, period, n in ((LAST_OLD_DAY, "2024-12", 50), (REFORM, "2025-12", 70))
        for key in data.place(day).units.of_level(Level.COMMUNE)
    ]
    batch = empty_store.stage(observations(*rows), Upload("a.csv", b"", "Bà Lan"))
    empty_store.publish(batch, empty_store.version(), "Bà Lan")
    return empty_store


@pytest.mark.parametrize(("period", "era"), [("2024-12", ""), ("2024-12", "moi"), ("2025-12", ""), ("2025-12", "cu")])
def test_every_page_of_either_time_on_either_map(followed: Store, period: str, era: str) -> None:
    app = open_page(ky=period, **({"dia_gioi": era} if era else {}))
    for page in PAGES:
        go(app, page)
        assert [each.value for each in app.error] == [], page
    assert "Tỉnh Tuyên Quang · Số liệu đến" in words(go(app, "tong_quan"))


def test_both_old_provinces_are_added_up_and_stand_side_by_side(followed: Store) -> None:
    app = open_page(ky="2024-12")
    assert cards(app)["Gia đình học tập"].value == "50,0%"
    places = table(app, "Gia đình học tập").names()
    assert len(places) == 18
    assert {"Huyện Đồng Văn (Tỉnh Hà Giang cũ)", "Huyện Na Hang (Tỉnh Tuyên Quang cũ)"} <= set(places)
    app = go(app, "xep_hang")
    (level,) = [each for each in app.button_group if each.label == "Cấp xếp hạng"]
    assert list(level.options) == ["Huyện", "Xã", "Tỉnh"]
    app = open_page("xep_hang", ky="2024-12", cap="tinh")
    rows = table(app, "Gia đình học tập").rows
    assert {row["Địa bàn"]: row["Số đạt/tổng số"] for row in rows} == {
        "Tỉnh Hà Giang cũ": "9.650/19.300",
        "Tỉnh Tuyên Quang cũ": "6.850/13.700",
    }
    app = open_page("xep_hang", ky="2024-12", cap="xa")
    assert len(table(app, "Gia đình học tập").rows) == 330


def test_the_code_of_two_provinces_names_the_whole_and_the_key_the_old_one(followed: Store) -> None:
    whole = open_page("dia_ban", ky="2024-12", dia_ban="08")
    assert "Tỉnh Tuyên Quang: 50,0%" in words(whole)
    below = table(whole, "Gia đình học tập: tháng 12/2024")
    assert set(below.names()) == {"Tỉnh Hà Giang cũ", "Tỉnh Tuyên Quang cũ"}
    old = open_page("dia_ban", ky="2024-12", dia_ban=TUYEN_QUANG)
    assert "Tỉnh Tuyên Quang › Tỉnh Tuyên Quang cũ" in words(old) and "Tỉnh Tuyên Quang cũ: 50,0%" in words(old)


def test_files_of_either_old_province_are_taken(followed: Store) -> None:
    given = [
        {"period": "2024-12", "unit_name": name, "district": above, "indicator": "learning_family_rate",
         "numerator": "90", "denominator": "100"}
        for name, above in (("Xã Lũng Cú", "Huyện Đồng Văn"), ("Xã Hồng Thái", "Huyện Na Hang"))
    ]  # fmt: skip
    app = publish(upload(open_page(), file(*given)), why="Số kiểm tra lại")
    assert app.success, words(app)
    rows = followed.observations(indicators=["learning_family_rate"], totals_only=True)
    rows = rows[(rows["period"] == "2024-12") & (rows["numerator"] == 90)]
    assert {data.reference()[0].at[key, "parent"] for key in rows["unit"]} == {"026@2020", "072@2020"}


def test_several_provinces_are_followed_at_once(followed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENHOC_PROVINCE", "02,74")
    prepare(followed)
    app = open_page(ky="2024-12")
    for page in PAGES:
        go(app, page)
        assert [each.value for each in app.error] == [], page
    assert "Các tỉnh Hà Giang, Bình Dương · Số liệu đến tháng 12/2024" in words(go(app, "tong_quan"))
    assert len(table(app, "Gia đình học tập").rows) == 11 + 9


def test_on_the_new_units_the_province_is_the_sum_of_both_old_ones_split_communes_included(followed: Store) -> None:
    """114 of the 124 new communes are known, the province is known whole: what was divided stayed inside it."""
    app = open_page("dia_ban", ky="2024-12", dia_gioi="moi", dia_ban="08")
    assert "Tỉnh Tuyên Quang: 50,0%" in words(app) and "nơi báo cáo" not in words(app)
    app = go(app, "giao_chi_tieu")
    assert "Tỉnh Tuyên Quang: 16.500/33.000 (50,0%)" in words(app)


def test_figures_since_on_the_old_units_have_the_provinces_own(followed: Store) -> None:
    """Few old communes are known since the reform; the province is, from all of its new communes."""
    app = open_page("dia_ban", ky="2025-12", dia_gioi="cu", dia_ban="08")
    assert "Tỉnh Tuyên Quang: 70,0%" in words(app) and "/330 nơi" not in words(app)
    assert table(app, "Chỉ tiêu có mục tiêu").row("Gia đình học tập")["Thực hiện"] == "70,0%"


def test_an_old_province_without_figures_is_named_and_the_new_one_is_not_made_of_the_other(followed: Store) -> None:
    ha_giang = data.place(LAST_OLD_DAY).provinces[0].units
    told = (
        {"unit": key, "period": "2023-12", "numerator": 5, "denominator": 50}
        for key in ha_giang.of_level(Level.COMMUNE)
    )
    followed.publish(followed.stage(observations(*told), Upload("b.csv", b"", "Bà Lan")), followed.version(), "Bà Lan")
    missing = "Chưa có số liệu kỳ này của Tỉnh Tuyên Quang cũ; số chung của toàn tỉnh chưa gồm nơi đó."
    app = open_page("dia_ban", ky="2023-12", dia_ban="08")
    assert missing in words(app) and missing not in words(open_page("dia_ban", ky="2024-12", dia_ban="08"))
    app = open_page("dia_ban", ky="2023-12", dia_gioi="moi", dia_ban="08")
    assert missing in words(app) and "67/124 nơi" in words(app)


def test_the_whole_is_no_reporter_and_its_code_never_that_of_the_old_province(followed: Store) -> None:
    """A correction of the whole would land on the old Tuyên Quang, whose code it bears."""
    app = open_page("cap_nhat_so_lieu", ky="2024-12", dia_ban="08")
    assert "Số của Tỉnh Tuyên Quang là cộng của các tỉnh" in words(app)
    assert "Kiểm tra số sửa" not in labels(app)
    app = open_page("cap_nhat_so_lieu", ky="2024-12", dia_ban=TUYEN_QUANG)
    assert "Kiểm tra số sửa" in labels(app)


def test_a_target_is_set_for_one_of_the_old_provinces(followed: Store) -> None:
    app = start(ADD)
    app.segmented_control(key="target era").set_value("truoc").run()
    pick(app, "Áp dụng cho", "Mọi huyện")
    pick(app, "Tỉnh giao mục tiêu", "Tỉnh Tuyên Quang cũ")
    fill(app, value="45", **PAPER)
    sign(app)
    rows = table(open_page(ky="2024-12"), "Gia đình học tập").rows
    theirs = {row["Địa bàn"] for row in rows if row["Mục tiêu"] == "từ 45%"}
    assert len(theirs) == 7 and all(name.endswith("(Tỉnh Tuyên Quang cũ)") for name in theirs)
    assert {row["Mục tiêu"] for row in rows} == {"từ 45%", "từ 70%"}
