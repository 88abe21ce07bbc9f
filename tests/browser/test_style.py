"""The style sheet on cards, a table and status signs, measured in a real Chromium; no server needed."""

from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from khuyenhoc.domain.status import STATUSES
from khuyenhoc.present import cards, status, tables
from khuyenhoc.ui import style
from tests.browser.conftest import DESKTOP, PHONE

TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
    if (text && parent.getClientRects().length)
      found.push([text, parseFloat(getComputedStyle(parent).fontSize)]);
  }
  return found;
}"""
COLUMNS = "() => getComputedStyle(document.querySelector('.the-luoi')).gridTemplateColumns.split(' ').length"


def content(presenting: bool) -> str:
    shown = [
        cards.card_html(
            "Cộng đồng học tập (thôn, tổ dân phố)", "71,6%", "từ 65% đến 31/12/2025", status.look(code),
            "Còn thiếu khoảng 6.385 gia đình (6.287–6.484)", sample=True, note="số giữa kỳ", href="/chi-tieu",
            sparkline=cards.sparkline_svg([0.5, 0.6, 0.7], 0.65, sample=True),
        )
        for code in STATUSES
    ]  # fmt: skip
    row = {"name": "Thị trấn Nông Trường Việt Lâm", "href": "/dia-ban?dia-ban=1", "is_rate": True, "value": 0.75,
           "previous": 0.7, "numerator": 3, "denominator": 4, "target": 0.7, "comparator": ">=", "shortfall": 0,
           "surplus": 0, "inherited": True, "sample": True}  # fmt: skip
    frame = pd.DataFrame([{**row, "status": code} for code in STATUSES])
    table = tables.table_html(tables.target_frame(frame), tables.TARGET_COLUMNS, "Gia đình học tập theo xã")
    body = f"<h1>Tổng quan</h1>{cards.cards_html(shown, 'Chỉ tiêu')}<h2>Bảng</h2>{table}"
    return (
        f'<!doctype html><meta name="viewport" content="width=device-width"><style>{style.css(presenting)}</style>'
        f'<div data-testid="stMain"><div data-testid="stMainBlockContainer">{body}</div></div>'
    )


@pytest.fixture
def look(chromium: Browser, viewport: dict[str, int]) -> Iterator[Page]:
    context = chromium.new_context(viewport=viewport)
    yield context.new_page()
    context.close()


def test_the_meeting_room_reads_everything(look: Page) -> None:
    look.set_content(content(presenting=True))
    texts = look.evaluate(TEXTS)
    assert {"71,6%", "Đạt", "Thực hiện", "từ 70%"} <= {text for text, _ in texts}
    assert "Kỳ trước" not in {text for text, _ in texts}, "the width is for what decides"
    assert [(text, size) for text, size in texts if size < 28] == []


def test_four_cards_to_a_row_on_a_wide_screen(look: Page) -> None:
    look.set_content(content(presenting=False))
    assert look.evaluate(COLUMNS) == 4


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_a_phone_never_scrolls_sideways_and_a_thumb_hits(look: Page) -> None:
    look.set_content(content(presenting=False))
    assert look.evaluate(COLUMNS) == 1
    assert look.evaluate("document.documentElement.scrollWidth") == 390
    sizes = look.evaluate(
        "[...document.links].map(a => [a.getBoundingClientRect().width, a.getBoundingClientRect().height])"
    )
    assert len(sizes) == 20
    assert [size for size in sizes if min(size) < 44] == []


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_on_a_phone_no_figure_is_cut_and_each_says_what_it_is(look: Page) -> None:
    look.set_content(content(presenting=False))
    shown = look.evaluate("""[...document.querySelectorAll('.bang tbody tr:first-child td')]
        .filter(cell => getComputedStyle(cell).display !== 'none')
        .map(cell => [getComputedStyle(cell, '::before').content, cell.getBoundingClientRect().right])""")
    assert [heading.strip('"') for heading, _ in shown] == [
        "Mục tiêu",
        "Thực hiện",
        "Đánh giá",
    ]  # an empty cell takes no line
    verdicts = look.evaluate("[...document.querySelectorAll('.bang .tt')].map(e => e.getBoundingClientRect().right)")
    assert len(verdicts) == len(STATUSES)
    assert [right for right in [*verdicts, *(right for _, right in shown)] if right > 390] == []


@pytest.mark.parametrize("viewport", [DESKTOP], ids=["desktop"])
def test_the_name_of_the_row_and_the_headings_stay_in_sight(look: Page) -> None:
    look.set_content(content(presenting=False))
    look.add_style_tag(content=".bang-cuon { width: 300px; height: 150px; max-height: 150px !important; }")
    look.evaluate("document.querySelector('.bang-cuon').scrollTo(250, 200)")
    box = look.evaluate("document.querySelector('.bang-cuon').getBoundingClientRect().toJSON()")
    name = look.evaluate("document.querySelector('.bang tbody tr:nth-child(5) th').getBoundingClientRect().left")
    head = look.evaluate("document.querySelector('.bang thead th').getBoundingClientRect().top")
    assert abs(name - box["left"]) <= 2
    assert abs(head - box["top"]) <= 2


def test_what_was_not_reported_is_hatched_and_a_common_target_outlined(look: Page) -> None:
    look.set_content(content(presenting=False))
    image = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundImage"
    assert look.evaluate(image, ".the .tt-not_reported").startswith("repeating-linear-gradient")
    ground = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"
    assert look.evaluate(ground, ".bang .tt-slow.tt-vien") == "rgb(255, 255, 255)"
    assert look.evaluate(ground, ".the .tt-slow") == "rgb(176, 94, 8)"
    assert look.evaluate("[...document.images].every(image => image.naturalWidth === 160)")
