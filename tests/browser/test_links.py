"""A link is a view: opened by somebody else it shows the same choices, and only our own server is asked."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.browser.on_page import PAGES, choose, map_frame, opened, settled


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_from_its_address_in_silence(page: Page, address: str, foreign_requests: list[str]) -> None:
    """`console_errors` of the page fixture fails the test for anything the browser calls an error."""
    opened(page, address)
    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert foreign_requests == []


def test_a_copied_link_shows_the_same_view_to_another_visitor(page: Page, server: Server, chromium: Browser) -> None:
    opened(page, "/xep-hang")
    choose(page, "Kỳ số liệu", "Tháng 12/2023")
    page.get_by_role("radio", name="Xã", exact=True).click()
    choose(page, "Chỉ tiêu", "Dòng họ học tập")
    caption = page.locator(".bang caption").first
    expect(caption).to_contain_text("Dòng họ học tập: tháng 12/2023")
    expect(page.locator(".bang").first.locator("tbody tr")).to_have_count(193)
    other = chromium.new_context(base_url=server.url, locale="vi-VN")
    try:
        copy = opened(other.new_page(), page.url.removeprefix(server.url))
        expect(copy.locator(".bang caption").first).to_have_text(caption.inner_text())
        assert copy.locator(".bang tbody").first.inner_text() == page.locator(".bang tbody").first.inner_text()
        assert copy.url == page.url
    finally:
        other.close()


def test_a_link_to_a_map_carries_every_choice(page: Page) -> None:
    address = "/ban-do?ky=2022-12&chi-tieu=learning_unit_rate&cap=huyen&xem=ty-le"
    opened(page, address)
    frame = map_frame(page)
    assert frame.evaluate("window.khuyenhocMap.summary().shapes") == 11
    expect(page.get_by_role("radio", name="Tỷ lệ")).to_be_checked()
    expect(frame.locator(".leaflet-container")).to_have_attribute("aria-label", "Đơn vị học tập, tháng 12/2022")


def test_a_choice_goes_with_the_person_to_the_next_page(page: Page) -> None:
    opened(page, "/dia-ban?dia-ban=031&ky=2023-12")
    page.get_by_role("link", name="Dân tộc và hộ nghèo").click()
    settled(page, "Dân tộc và hộ nghèo")
    expect(page.get_by_role("combobox", name="Địa bàn")).to_have_value("Huyện Bắc Mê")
    assert "dia-ban=031" in page.url and "ky=2023-12" in page.url


def test_a_card_leads_to_its_own_indicator(page: Page) -> None:
    opened(page, "/")
    page.get_by_role("link", name="Đơn vị học tập", exact=True).click()
    settled(page, "Địa bàn")
    expect(page.get_by_role("combobox", name="Chỉ tiêu")).to_have_value("Đơn vị học tập")
