"""How browser tests find things on our pages: a page ready to read, its map, its texts by size."""

import re

from playwright.sync_api import Frame, Locator, Page, expect

from tests.pages.menu import ENTRIES

PATIENCE = 30_000  # milliseconds for a page on a slow machine, caches cold
PAGES = {entry.address: entry.title for entry in ENTRIES}
DRAWN = "() => window.khuyenhocMap && window.khuyenhocMap.summary().shapes > 0 && window.khuyenhocMap.summary().repaints > 0"

# Texts under a size, in CSS pixels as they appear: an SVG's letters grow and shrink with it.
SMALL_TEXTS = """([root, least]) => {
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
    if (!text || ['STYLE', 'SCRIPT', 'TITLE', 'NOSCRIPT'].includes(parent.tagName)) continue;
    const box = parent.getBoundingClientRect(), style = getComputedStyle(parent);
    if (!parent.getClientRects().length || style.visibility === 'hidden' || box.width <= 1) continue;
    const drawing = parent.closest('svg'), view = drawing && drawing.viewBox.baseVal;
    const scale = view && view.width ? drawing.getBoundingClientRect().width / view.width : 1;
    const size = parseFloat(style.fontSize) * scale;
    if (size < least - 0.01) found.push(text.slice(0, 40) + ': ' + size.toFixed(1) + ' px');
  }
  return found;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll('[data-testid="stMain"] :is(button, a, summary, [role="radio"], [role="combobox"])')]
  .filter(each => each.getClientRects().length && getComputedStyle(each).visibility !== 'hidden')
  .map(each => {
    const field = each.matches('[role="combobox"]') ? each.closest('[data-baseweb="select"]') || each : each;
    const box = field.getBoundingClientRect();
    return [each.innerText.slice(0, 30) || each.getAttribute('aria-label'), Math.round(box.width), Math.round(box.height)];
  }).filter(each => each[1] < 44 || each[2] < 44)"""

RESTED = """() => {
  const now = performance.now(), app = document.querySelector('[data-testid="stApp"]');
  if (window.restsSince === undefined || app.dataset.testScriptState !== 'notRunning') window.restsSince = now;
  return now - window.restsSince > 500;
}"""


def opened(page: Page, address: str) -> Page:
    """The page once its script has run to the end and its style is there."""
    page.goto(address)
    return settled(page, PAGES["/" + address.strip("/").partition("?")[0]])


def settled(page: Page, title: str) -> Page:
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=PATIENCE
    )
    # Between two runs the state says so too: what is clicked then belongs to a page that is drawn anew.
    page.wait_for_function(RESTED, timeout=PATIENCE)
    # The style sheet and the language come in a chunk that the front end loads late.
    expect(page.locator("html")).to_have_attribute("lang", "vi", timeout=PATIENCE)
    return page


def choose(page: Page, label: str, option: str) -> None:
    """Picks from a list by its words."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def map_frame(page: Page) -> Frame:
    """The map's frame once its shapes are drawn."""
    page.wait_for_selector('iframe[title="streamlit_folium.st_folium"]', timeout=PATIENCE)
    frame = page.frame(url=re.compile("streamlit_folium"))
    assert frame is not None
    frame.wait_for_function(DRAWN, timeout=PATIENCE)
    return frame


def card(page: Page, title: str) -> Locator:
    return page.locator(".the").filter(has=page.get_by_role("link", name=title, exact=True))
