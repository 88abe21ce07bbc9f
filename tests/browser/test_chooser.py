"""The list of units to choose from, as somebody types into it: without accents, by code, with the keyboard, on a phone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.on_page import PATIENCE, opened, settled

DONG_VAN = "Thị trấn Đồng Văn (Huyện Đồng Văn)"


def field(page: Page, label: str = "Địa bàn") -> Locator:
    return page.get_by_role("combobox", name=label, exact=True)


def offered(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def test_a_unit_is_found_without_accents_and_chosen_with_the_keyboard(page: Page) -> None:
    opened(page, "/dia-ban")
    place = field(page)
    place.click()
    assert len(offered(page)) == 1 + 11 + 193
    place.fill("DONG VAN")
    assert offered(page)[:2] == ["Huyện Đồng Văn", DONG_VAN], "names before those of the district"
    place.press("ArrowDown")
    expect(page.get_by_role("option", name=DONG_VAN)).to_have_class("at")
    place.press("Enter")
    page.wait_for_url(re.compile("dia-ban=00721"), timeout=PATIENCE)
    settled(page, "Địa bàn")
    expect(place).to_have_value(DONG_VAN)
    expect(page.get_by_text("Thị trấn Đồng Văn: thứ hạng")).to_be_visible()


def test_accents_narrow_the_search_and_a_code_finds_its_unit(page: Page) -> None:
    opened(page, "/dia-ban")
    place = field(page)
    place.fill("Hà Giang")
    assert all("Hà Giang" in each for each in offered(page)[:2])
    place.fill("00715")
    assert offered(page) == ["Xã Lũng Cú (Huyện Đồng Văn)"]


def test_nothing_found_is_said_in_vietnamese_and_leaves_the_choice(page: Page) -> None:
    opened(page, "/dia-ban?dia-ban=00721")
    place = field(page)
    place.fill("zzz")
    expect(page.get_by_text("Không tìm thấy. Thử gõ ít chữ hơn, hoặc gõ mã.")).to_be_visible()
    place.press("Enter")
    place.press("Escape")
    expect(place).to_have_value(DONG_VAN)
    native = page.get_by_role("combobox", name="Chỉ tiêu")
    native.click()
    native.fill("zzz")
    said = "span => getComputedStyle(span, '::after').content"
    empty = page.locator("[role=listbox][data-empty] span").first
    assert (empty.evaluate(said), empty.evaluate("span => getComputedStyle(span).fontSize")) == (
        '"Không tìm thấy"',
        "0px",
    )


def test_the_same_choice_counts_again_after_another_way_there(page: Page) -> None:
    opened(page, "/dia-ban")
    for _ in range(2):
        field(page).fill("lung cu")
        field(page).press("Enter")
        page.wait_for_url(re.compile("dia-ban=00715"), timeout=PATIENCE)
        settled(page, "Địa bàn")
        page.get_by_role("link", name="Huyện Đồng Văn").first.click()
        page.wait_for_url(re.compile("dia-ban=026"), timeout=PATIENCE)
        settled(page, "Địa bàn")
        expect(field(page)).to_have_value("Huyện Đồng Văn")


def test_several_units_are_added_and_taken_off(page: Page) -> None:
    opened(page, "/chi-tieu")
    page.get_by_text("Thêm lựa chọn").click()
    compared = field(page, "So sánh với")
    for typed in ("dong van", "bac me"):
        compared.fill(typed)
        compared.press("Enter")
        settled(page, "Chỉ tiêu")
    page.wait_for_url(re.compile("so-sanh=026%2C031"), timeout=PATIENCE)
    page.get_by_role("button", name="Bỏ Huyện Đồng Văn").click()
    page.wait_for_url(re.compile("so-sanh=031(&|$)"), timeout=PATIENCE)
    settled(page, "Chỉ tiêu")
    expect(page.get_by_role("button", name="Bỏ Huyện Đồng Văn")).to_have_count(0)
