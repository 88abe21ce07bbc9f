"""The wall of a meeting room and a phone: sizes as the browser computes them, on every page."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.on_page import PAGES, SMALL_TARGETS, SMALL_TEXTS, map_frame, opened

LEAST_ON_THE_WALL = 28
WIDTHS = """() => ['html', '[data-testid="stMain"]'].map(each => document.querySelector(each)).map(
  each => each.scrollWidth - each.clientWidth)"""


@pytest.mark.parametrize("viewport", [DESKTOP], ids=["wall"])
@pytest.mark.parametrize("address", PAGES)
def test_everything_on_the_wall_can_be_read(page: Page, address: str) -> None:
    opened(page, f"{address}?trinh-chieu=1")
    page.wait_for_timeout(500)  # charts draw after the script ends
    assert page.locator('[data-testid="stSidebar"]:visible, [data-testid="stToolbar"]:visible').count() == 0
    assert page.evaluate(SMALL_TEXTS, ['[data-testid="stMain"]', LEAST_ON_THE_WALL]) == []


@pytest.mark.parametrize("viewport", [DESKTOP], ids=["wall"])
def test_the_map_on_the_wall_can_be_read(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do?trinh-chieu=1"))
    assert frame.evaluate(SMALL_TEXTS, ["body", LEAST_ON_THE_WALL]) == []


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
@pytest.mark.parametrize("address", PAGES)
def test_a_phone_scrolls_one_way_and_a_thumb_hits(page: Page, address: str) -> None:
    opened(page, address)
    assert page.evaluate(WIDTHS) == [0, 0]
    assert page.evaluate(SMALL_TARGETS) == []
