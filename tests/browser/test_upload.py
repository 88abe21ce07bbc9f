"""What the browser does with a file before the server sees it."""

import pytest
from playwright.sync_api import Page

from khuyenhoc.ui.style import UPLOAD_REFUSED
from tests.browser.conftest import PHONE
from tests.browser.on_page import opened

MOST_MB = 20
ZONE = '[data-testid="stFileUploaderDropzone"]'


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_a_file_over_the_limit_is_refused_in_words(page: Page) -> None:
    opened(page, "/cap-nhat-so-lieu")
    words = f"() => getComputedStyle(document.querySelector('{ZONE}'), '::after').content"
    page.locator(ZONE).wait_for()
    assert page.evaluate(words) == "none"
    page.locator(f"{ZONE} input").set_input_files(
        {"name": "so-lieu.csv", "mimeType": "text/csv", "buffer": b"0" * (MOST_MB * 1024**2 + 1)}
    )
    page.locator('[aria-invalid="true"]').wait_for(timeout=2000)
    assert page.evaluate(words) == f'"{UPLOAD_REFUSED}"'
