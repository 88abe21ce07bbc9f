"""A table saved from a page opens in Excel as set up in Vietnam."""

import csv
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.on_page import opened


def test_the_table_of_the_overview_is_saved_as_excel_reads_it(page: Page, tmp_path: Path) -> None:
    opened(page, "/")
    with page.expect_download(timeout=90_000) as started:  # the first page of a server just started
        page.get_by_role("button", name="Tải bảng này (CSV)").first.click()
    assert started.value.suggested_filename == "learning_family_rate-2024-05.csv"
    kept = tmp_path / "bang.csv"
    started.value.save_as(kept)
    content = kept.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][0] == "Địa bàn" and rows[0][-1] == "Minh họa"
    assert len(rows) == 12 and {len(row) for row in rows} == {len(rows[0])}
    shown = [text.strip() for text in page.locator(".bang").first.locator("tbody th").all_inner_texts()]
    assert [row[0] for row in rows[1:]] == shown
    assert {row[-1] for row in rows[1:]} == {"có"}, "every simulated row says so"
