"""“Cách tính” beside figures and in what is taken away; courses set side by side on Chỉ tiêu."""

import json

import pytest

from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import vi
from khuyenhoc.ui import data, parts
from tests.pages.conftest import open_page
from tests.pages.screen import markup, plain, words

pytestmark = pytest.mark.usefixtures("installation")
MAY = Period.parse("2024-05")


def test_every_card_of_the_overview_tells_how_its_figure_was_made() -> None:
    (grid,) = [each for each in markup(open_page()) if "the-luoi" in each]
    told = [plain(each.split("</details>")[0]) for each in grid.split("<summary>Cách tính</summary>")[1:]]
    assert len(told) == 8
    assert "Còn thiếu ⌈70% × 187.794⌉ − 125.071 = 131.456 − 125.071 = khoảng 6.385 (6.287–6.484)" in told[0]
    assert all(", dòng " in each or "cộng từ " in each for each in told), "each names its file and row"
    assert not [each for each in markup(open_page(trinh_chieu="1")) if "<summary>" in each]


def test_what_is_downloaded_carries_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[str] = []
    monkeypatch.setattr(parts, "_save", lambda content, name: saved.append(content().decode("utf-8-sig")))
    rows = data.of_indicator(Level.DISTRICT, MAY.end, "learning_family_rate")
    parts.save_assessed(rows, rows.assign(name=rows["unit_name"]).iloc[[7]], parts.PLACE_COLUMNS[:1], "thu")
    mine = rows.to_dict("records")[7]
    for step in parts.explanation_of(mine):
        assert f"{step.title}: {step.text}".replace('"', '""').replace(vi.MINUS, "-") in saved[0]
    assert saved[0].startswith("Địa bàn;Cách tính;Minh họa")


def test_units_set_side_by_side_are_drawn_and_stand_in_the_address() -> None:
    def lines(app) -> list[str]:
        (spec,) = [json.loads(each.proto.spec) for each in app.get("vega_lite_chart") if "70%" in each.proto.spec][:1]
        return spec["description"]

    app = open_page("chi_tieu")
    assert "Huyện Bắc Mê" not in lines(app)
    app.multiselect(key="pick so-sanh").select("031").run()
    assert app.query_params["so-sanh"] == "031"
    assert "Huyện Bắc Mê 53,2%" in lines(app)
    again = open_page("chi_tieu", so_sanh="031,024,khong-co")
    assert again.multiselect(key="pick so-sanh").value == ["031", "024"]
    assert "Thành phố Hà Giang 89,6%" in lines(again)


def test_the_page_of_an_indicator_says_the_sentence_of_a_report() -> None:
    assert (
        "Tính đến tháng 5/2024, toàn tỉnh có 125.071 gia đình được công nhận “Gia đình học tập”, chiếm 66,6% số gia đình; còn thiếu khoảng "
        "6.385 gia đình (3,4 điểm phần trăm) so với mục tiêu 70% đến năm 2025 (Quyết định số 387/QĐ-TTg)."
    ) in words(open_page("chi_tieu"))


def test_the_sheet_of_a_unit_and_what_is_taken_from_it_name_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[str] = []
    monkeypatch.setattr(parts, "_save", lambda content, name: saved.append(content().decode("utf-8-sig")))
    app = open_page("dia_ban", dia_ban="024", chi_tieu="learning_family_rate")
    (how,) = [each for each in app.expander if each.label == "Cách tính"]
    (origin,) = [each.value for each in how.markdown if each.value.startswith("**Từ tệp**")]
    assert "cộng từ 8 đơn vị báo cáo" in origin
    assert "lần cập nhật số 1" in origin
    taken = next(each for each in saved if each.startswith("Chỉ tiêu"))
    assert "Cách tính" in taken.splitlines()[0]
    assert "Từ tệp: " in taken
