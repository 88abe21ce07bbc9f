"""Open pages notice a publication made elsewhere, without a reload and without losing what a person is writing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, WebSocketRoute, expect

from tests.browser.conftest import Server, khuyenhoc, publish
from tests.browser.on_page import card, opened, settled

HEADER = "period,unit_code,indicator,numerator,denominator,source"
FAMILIES = "2024-05,02,learning_family_rate,150000,187794,Báo cáo thử"
SOON = 30_000  # milliseconds: a poll every two seconds, a rerun on a slow and busy machine
BUTTON = "Có số liệu mới – xem"
PASTED = (
    "period\tunit_code\tindicator\tnumerator\tdenominator\tsource\n2024-05\t02\tlearning_clan_rate\t1500\t2342\tdán thử"
)


@pytest.fixture
def published(server: Server) -> Iterator[list[int]]:
    """Numbers of what the test publishes: taken back afterwards, for the tests that share the server."""
    numbers: list[int] = []
    yield numbers
    for number in numbers:
        khuyenhoc(server.home, "rollback", str(number))


@pytest.fixture
def looks(page: Page) -> list[str]:
    """Every time the page asked for the data version."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/version"):
            asked.append(request.url)

    page.on("request", note)
    return asked


def test_an_open_page_shows_new_figures_by_itself(page: Page, server: Server, published: list[int]) -> None:
    opened(page, "/")
    expect(card(page, "Gia đình học tập")).to_contain_text("66,6%")
    page.evaluate("window.notReloaded = true")
    published.append(publish(server.home, HEADER, FAMILIES))
    expect(card(page, "Gia đình học tập")).to_contain_text("79,9%", timeout=SOON)
    khuyenhoc(server.home, "rollback", str(published.pop()))
    expect(card(page, "Gia đình học tập")).to_contain_text("66,6%", timeout=SOON)
    assert page.evaluate("window.notReloaded")


def test_an_open_upload_is_asked_first_and_loses_nothing(page: Page, server: Server, published: list[int]) -> None:
    opened(page, "/cap-nhat-so-lieu")
    pasted = page.get_by_role("textbox", name="Hoặc dán bảng từ Excel")
    pasted.fill(PASTED)
    pasted.blur()
    name = page.get_by_role("textbox", name="Họ tên người đưa vào sử dụng")
    expect(name).to_be_visible()
    name.fill("Nguyễn Thị Ma")
    published.append(publish(server.home, HEADER, FAMILIES))
    button = page.get_by_role("button", name=BUTTON)
    expect(button).to_be_visible(timeout=SOON)
    expect(pasted).to_have_value(PASTED)
    expect(name).to_have_value("Nguyễn Thị Ma")
    button.click()
    expect(button).to_be_hidden(timeout=SOON)
    expect(pasted).to_have_value(PASTED)
    expect(name).to_have_value("Nguyễn Thị Ma")


def test_words_being_typed_survive_a_publication(page: Page, server: Server, published: list[int]) -> None:
    opened(page, "/cap-nhat-so-lieu")
    pasted = page.get_by_role("textbox", name="Hoặc dán bảng từ Excel")
    pasted.fill(PASTED)
    published.append(publish(server.home, HEADER, FAMILIES))
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible(timeout=SOON)
    expect(pasted).to_have_value(PASTED)


def test_the_next_page_is_still_watched_and_asks_no_more_often(
    page: Page, server: Server, published: list[int], looks: list[str]
) -> None:
    opened(page, "/")
    for title in ("Bản đồ", "Cập nhật số liệu", "Danh mục", "Lịch sử cập nhật", "Tổng quan"):
        page.get_by_role("link", name=title, exact=True).first.click()
        settled(page, title)
    looks.clear()
    page.wait_for_timeout(8_200)
    assert 3 <= len(looks) <= 5, "one look every two seconds"
    published.append(publish(server.home, HEADER, FAMILIES))
    expect(card(page, "Gia đình học tập")).to_contain_text("79,9%", timeout=SOON)


def test_a_rerun_that_was_swallowed_is_asked_for_again(page: Page, server: Server, published: list[int]) -> None:
    """A network blip as the page asks: without a second try it would show old figures until the next publication."""
    sockets: list[WebSocketRoute] = []
    swallow = []

    def between(socket: WebSocketRoute) -> None:
        up = socket.connect_to_server()
        socket.on_message(lambda message: None if swallow else up.send(message))
        sockets.append(socket)

    page.route_web_socket(re.compile("_stcore/stream"), between)
    opened(page, "/")
    swallow.append(True)
    published.append(publish(server.home, HEADER, FAMILIES))
    page.wait_for_timeout(3_000)
    expect(card(page, "Gia đình học tập")).to_contain_text("66,6%")
    swallow.clear()
    expect(card(page, "Gia đình học tập")).to_contain_text("79,9%", timeout=2 * SOON)
    assert len(sockets) == 1


def test_a_page_nobody_sees_asks_nothing_and_looks_when_it_is_seen_again(page: Page, looks: list[str]) -> None:
    with page.expect_request("**/api/version"):
        opened(page, "/")
    page.evaluate("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })")
    page.wait_for_timeout(300)
    looks.clear()
    page.wait_for_timeout(4_500)
    assert looks == []
    page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    assert len(looks) == 1


def test_a_server_away_for_a_moment_is_not_an_error_of_the_page(
    page: Page, console_errors: list[str], looks: list[str]
) -> None:
    with page.expect_request("**/api/version"):
        opened(page, "/")
    page.route("**/api/version", lambda route: route.abort())
    looks.clear()
    page.wait_for_timeout(5_000)
    assert len(looks) >= 2, "it keeps looking"
    page.unroute("**/api/version")
    assert {text for text in console_errors if "ERR_FAILED" not in text} == set()
    console_errors.clear()
