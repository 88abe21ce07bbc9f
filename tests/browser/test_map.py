"""The commune map in a real browser: shapes once, repaints after, a click opens the unit."""

import re

import pytest
from playwright.sync_api import Frame, Page, Request, expect

from tests.browser.conftest import PHONE
from tests.browser.on_page import PATIENCE, choose, map_frame, opened, settled

LUNG_CU = "00715@2020"
REPAINTED = "(before) => window.khuyenhocMap.summary().repaints > before"


def summary(frame: Frame) -> dict:
    return frame.evaluate("window.khuyenhocMap.summary()")


def click_unit(page: Page, key: str) -> None:
    """Where a person would click: the middle of the unit's shape."""
    frame = map_frame(page)
    point = frame.evaluate("(key) => window.khuyenhocMap.pointOf(key)", key)
    box = frame.locator(".leaflet-container").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + point["x"], box["y"] + point["y"])


def shapes_asked(asked: list[str]) -> list[str]:
    return [url for url in asked if "/assets/geo/" in url or "/assets/names/" in url]


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Addresses of everything the page fetched."""
    kept: list[str] = []

    def note(request: Request) -> None:
        kept.append(request.url)

    page.on("request", note)
    return kept


def test_every_commune_is_drawn_from_our_own_server(page: Page, asked: list[str], foreign_requests: list[str]) -> None:
    frame = map_frame(opened(page, "/ban-do"))
    found = summary(frame)
    assert (found["shapes"], len(found["classes"])) == (193, 193)
    assert len(set(found["classes"])) >= 4, "several statuses have several colours"
    assert len(shapes_asked(asked)) == 4, "communes and districts: shapes and names"
    assert any("/assets/leaflet/leaflet.js" in url for url in asked)
    assert foreign_requests == []


def test_the_drawing_says_what_it_is(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do"))
    expect(frame.get_by_text("MINH HỌA", exact=True)).to_be_visible()
    expect(frame.get_by_text("sơ đồ, không phải ranh giới hành chính")).to_be_visible()
    expect(frame.locator(".kh-legend li").first).to_be_visible()
    expect(frame.locator(".kh-name span", has_text="Mèo Vạc")).to_be_visible()


def test_a_click_on_a_commune_opens_it(page: Page) -> None:
    opened(page, "/ban-do")
    click_unit(page, LUNG_CU)
    settled(page, "Địa bàn")
    expect(page).to_have_url(re.compile(r"/dia-ban\?.*dia-ban=00715"))
    expect(page.get_by_role("link", name="Xã Lũng Cú", exact=True)).to_be_visible()


def test_coming_back_to_the_map_after_a_click_stays_on_the_map(page: Page) -> None:
    """The click's value outlives the page: it must not throw the person out again."""
    opened(page, "/ban-do")
    click_unit(page, LUNG_CU)
    settled(page, "Địa bàn")
    page.get_by_role("link", name="Bản đồ").click()
    settled(page, "Bản đồ")
    map_frame(page)
    page.wait_for_timeout(1500)
    assert "/ban-do" in page.url
    click_unit(page, LUNG_CU)
    settled(page, "Địa bàn")


def test_a_change_of_period_repaints_without_fetching_shapes_again(page: Page, asked: list[str]) -> None:
    frame = map_frame(opened(page, "/ban-do"))
    before, fetched = summary(frame), len(shapes_asked(asked))
    choose(page, "Kỳ số liệu", "Tháng 6/2022")
    frame.wait_for_function(REPAINTED, arg=before["repaints"], timeout=PATIENCE)
    after = summary(frame)
    assert after["classes"] != before["classes"]
    assert after["requests"] == before["requests"] and len(shapes_asked(asked)) == fetched
    assert map_frame(page) == frame, "the frame was not built anew"


def test_rates_have_other_colours_than_statuses(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do"))
    legend, before = frame.locator(".kh-legend").inner_text(), summary(frame)
    page.get_by_role("radio", name="Tỷ lệ").click()
    frame.wait_for_function(REPAINTED, arg=before["repaints"], timeout=PATIENCE)
    assert frame.locator(".kh-legend").inner_text() != legend
    expect(frame.locator(".kh-legend")).to_contain_text("đạt mục tiêu")


def test_districts_replace_communes(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do?cap=huyen"))
    assert summary(frame)["shapes"] == 11
    expect(page.locator(".bang tbody tr").first).to_be_attached()
    assert page.locator(".bang tbody tr").count() == 11


def test_hovering_says_name_figure_and_status(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do"))
    point = frame.evaluate("(key) => window.khuyenhocMap.pointOf(key)", LUNG_CU)
    box = frame.locator(".leaflet-container").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + point["x"], box["y"] + point["y"])
    tip = frame.locator(".kh-tip")
    expect(tip).to_contain_text("Xã Lũng Cú")
    assert re.search(r"\d+(,\d+)?%", tip.inner_text())


def test_a_new_commune_names_the_old_ones_it_is_made_of(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do?dia-gioi=moi&tim=00721"))
    point = frame.evaluate("window.khuyenhocMap.pointOf('00721@2025')")
    box = frame.locator(".leaflet-container").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + point["x"], box["y"] + point["y"])
    expect(frame.locator(".kh-origin")).to_contain_text("Hình thành từ toàn bộ Thị trấn Đồng Văn, Xã Thài Phìn Tủng")


def test_gaps_are_circles_and_statuses_are_not(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do"))
    assert summary(frame)["circles"] == 0
    before = summary(frame)["repaints"]
    page.get_by_role("radio", name="Còn thiếu").click()
    frame.wait_for_function(REPAINTED, arg=before, timeout=PATIENCE)
    assert 50 < summary(frame)["circles"] < 193, "units that lack nothing have none"
    expect(frame.locator(".kh-dot")).to_have_count(2)
    width = "document.querySelector('.kh-dot').getBoundingClientRect().width"
    from_afar = frame.evaluate(width)
    frame.get_by_role("button", name="Phóng to").click()
    frame.wait_for_function(f"(before) => {width} > before * 1.2", arg=from_afar, timeout=PATIENCE)


def test_two_maps_stand_side_by_side_and_move_in_step(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do?xem=ty-le&dat-canh=ky:2022-06"))
    first, second = summary(frame)["views"]
    assert first == pytest.approx(second, abs=1e-6)
    expect(frame.locator(".kh-head").nth(0)).to_have_text("Gia đình học tập, tháng 5/2024")
    expect(frame.locator(".kh-head").nth(1)).to_have_text("Gia đình học tập, tháng 6/2022")
    frame.locator(".leaflet-control-zoom-in").first.click()
    frame.wait_for_function(
        "(zoom) => window.khuyenhocMap.summary().views[1][2] > zoom", arg=first[2], timeout=PATIENCE
    )
    moved, followed = summary(frame)["views"]
    assert moved == pytest.approx(followed, abs=1e-6) and moved[2] > first[2]


def test_gaps_side_by_side_share_one_scale_one_zoom_and_the_names(page: Page) -> None:
    """The larger gaps of an earlier period look larger, though its legend is shorter."""
    frame = map_frame(opened(page, "/ban-do?xem=con-thieu&dat-canh=ky:2021-12"))
    expect(frame.locator(".kh-foot")).to_have_count(2)
    legends = [frame.locator(".kh-legend").nth(n) for n in range(2)]
    assert len({tuple(re.findall(r"[\d.]+ gia đình", each.inner_text())) for each in legends}) == 1
    widths = [
        each.locator(".kh-dot").evaluate_all("dots => dots.map(dot => parseFloat(dot.style.width))") for each in legends
    ]
    assert widths[0] == pytest.approx(widths[1], abs=0.2) and widths[0][0] > widths[0][1] > 0
    assert legends[0].locator("li").count() > legends[1].locator("li").count(), "what made the maps differ"
    first, second = summary(frame)["views"]
    assert first == pytest.approx(second, abs=0.003), "the same place within a pixel, the same zoom"
    hidden = "names => names.filter(name => name.style.visibility === 'hidden').map(name => name.textContent)"
    named = [frame.locator(".leaflet-container").nth(n).locator(".kh-name span") for n in range(2)]
    assert named[0].evaluate_all(hidden) == named[1].evaluate_all(hidden)


def test_on_a_phone_two_maps_stand_one_below_the_other(page: Page) -> None:
    page.set_viewport_size(PHONE)
    frame = map_frame(opened(page, "/ban-do?xem=ty-le&dat-canh=ky:2022-06"))
    first, second = (frame.locator(".leaflet-container").nth(n).bounding_box() for n in range(2))
    assert first is not None and second is not None
    assert (first["x"], first["width"]) == (second["x"], second["width"]) and first["width"] > 300
    assert second["y"] == pytest.approx(first["y"] + first["height"]) and first["height"] > 250


def test_districts_and_communes_keep_the_place_somebody_zoomed_to(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do?tim=00715"))
    (before,) = summary(frame)["views"]
    page.get_by_text("Thêm lựa chọn").click()
    page.get_by_role("radio", name="Cấp huyện").click()
    frame.wait_for_function("() => window.khuyenhocMap.summary().shapes === 11", timeout=PATIENCE)
    (after,) = summary(frame)["views"]
    assert after == pytest.approx(before, abs=1e-3)


def test_squares_of_one_size_and_bars_say_what_they_are(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do?hinh=o"))
    assert summary(frame)["shapes"] == 193
    expect(frame.locator(".kh-label")).to_contain_text("Sơ đồ ô")
    opened(page, "/ban-do?hinh=thanh")
    expect(page.get_by_text("Thanh xếp theo mức đạt, không phải bản đồ")).to_be_visible()
