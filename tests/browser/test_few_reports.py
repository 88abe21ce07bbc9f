"""An installation where three of 193 communes reported: what was not reported is hatched, nothing is called simulated."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.on_page import card, map_frame, opened

# The share of the commonest colour around the middle of a unit.
PLAINNESS = """(key) => {
  const point = window.khuyenhocMap.pointOf(key), canvas = document.querySelector('canvas');
  const box = canvas.getBoundingClientRect(), scale = canvas.width / box.width, seen = {};
  const holder = document.querySelector('.leaflet-container').getBoundingClientRect();
  const x = Math.round((holder.left + point.x - box.left) * scale), y = Math.round((holder.top + point.y - box.top) * scale);
  const data = canvas.getContext('2d').getImageData(x - 5, y - 5, 11, 11).data;
  for (let at = 0; at < data.length; at += 4) {
    const name = data.slice(at, at + 3).join(',');
    seen[name] = (seen[name] || 0) + 1;
  }
  return Math.max(...Object.values(seen)) / (data.length / 4);
}"""
REPORTED, SILENT = "00715@2020", "00982@2020"


@pytest.fixture(scope="session")
def server(few_reports: Server) -> Server:
    return few_reports


def test_what_was_not_reported_is_hatched(page: Page) -> None:
    frame = map_frame(opened(page, "/ban-do"))
    summary = frame.evaluate("window.khuyenhocMap.summary()")
    counts = {each: summary["classes"].count(each) for each in set(summary["classes"])}
    assert sorted(counts.values()) == [3, 190]
    assert frame.evaluate(PLAINNESS, REPORTED) > 0.85, "one plain colour"
    assert frame.evaluate(PLAINNESS, SILENT) < 0.7, "lines on a ground"
    silent = frame.locator(".kh-legend li", has_text="Chưa báo cáo")
    assert silent.locator('rect[fill^="url(#kh-hatch"]').count() == 1
    expect(frame.get_by_text("MINH HỌA", exact=True)).to_be_hidden()


def test_no_card_of_the_overview_is_called_simulated(page: Page) -> None:
    opened(page, "/")
    expect(card(page, "Gia đình học tập")).to_be_visible()
    assert page.locator(".minh-hoa").count() == 0
    expect(page.get_by_text("190/193 xã, phường, thị trấn chưa báo cáo")).to_be_visible()
