"""The first look: a fresh installation, opened in a browser that reaches no other host."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_first_page_opens_without_another_host(page: Page, foreign_requests: list[str]) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Tổng quan").first).to_be_visible(timeout=30_000)
    assert foreign_requests == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
