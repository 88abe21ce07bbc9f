"""The harness of browser tests: our server on a free port in a folder of its own; a Chromium reaching no other host."""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from tests.browser.find_chromium import found

ROOT = Path(__file__).resolve().parents[2]
IN_CI = os.environ.get("CI") == "true"
START_PATIENCE = 90  # seconds from an empty folder to a served page, on a slow machine
DATABASE = "khuyenhoc.db"
FEW_REPORTS = [
    f"{period},{code},learning_family_rate,{numerator},1000,Báo cáo thử"
    for period, numerator in (("2023-12", 550), ("2024-05", 750))
    for code in ("00712", "00715", "00718")
]
# On a deep link Streamlit's own front end looks for its server below the page's address first. Nothing else may fail.
PROBE = re.compile(r"/[a-z-]+/_stcore/(health|host-config)")
NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
DESKTOP = {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-quic",
]


@dataclass(frozen=True)
class Server:
    """A running product: where it answers, where it keeps its figures, what it printed."""

    url: str
    home: Path
    log: Path
    pid: int


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    """Ours, without the settings of a real installation."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "KHUYENHOC_PROVINCE"}}
    return kept | {"KHUYENHOC_HOME": str(home), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_served(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + START_PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"The server ended with code {process.returncode}:\n{log.read_text(errors='replace')[-4000:]}")
        if answers(f"{url}/_stcore/health") and answers(f"{url}/"):
            return
        time.sleep(0.1)
    pytest.fail(f"No page after {START_PATIENCE} seconds:\n{log.read_text(errors='replace')[-4000:]}")


def start(home: Path, log: Path) -> tuple[subprocess.Popen[bytes], str]:
    """`streamlit run app.py`, as a person would start it, on a free port of this machine only."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return process, f"http://127.0.0.1:{port}"


def khuyenhoc(home: Path, *arguments: str) -> str:
    """The command line, as a person would type it beside the running server."""
    command = [sys.executable, "-m", "khuyenhoc.cli", *arguments]
    answer = subprocess.run(
        command, cwd=ROOT, env=environment(home), capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def publish(home: Path, *lines: str) -> int:
    """Stages and publishes a file of these lines from the command line; the number of the upload."""
    file = home / f"so-lieu-{time.monotonic_ns()}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    said = khuyenhoc(home, "stage", str(file))
    number = re.search(r"số (\d+)", said)
    assert number is not None, said
    khuyenhoc(home, "publish", number[1])
    return int(number[1])


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if hasattr(os, "killpg"):  # what the server started and did not end itself
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def first_day(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[Server]:
    """A fresh installation, with its sample. `chromium_path` first: without a browser nothing needs to start."""
    yield from _running(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("log") / "server.log")


@pytest.fixture(scope="session")
def server(first_day: Server) -> Server:
    """The server the pages of a test come from; a module with another one overrides this."""
    return first_day


@pytest.fixture(scope="session")
def few_reports(first_day: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """No sample: three communes reported two periods, 190 never did."""
    home = tmp_path_factory.mktemp("few-home")
    with sqlite3.connect(first_day.home / DATABASE) as source, sqlite3.connect(home / DATABASE) as copy:
        source.backup(copy)
    khuyenhoc(home, "sample", "--remove")
    publish(home, "period,unit_code,indicator,numerator,denominator,source", *FEW_REPORTS)
    yield from _running(home, tmp_path_factory.mktemp("few-log") / "server.log")


def _running(home: Path, log: Path) -> Iterator[Server]:
    process, url = start(home, log)
    try:
        wait_until_served(process, url, log)
        yield Server(url, home, log, process.pid)
    finally:
        stop(process)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = found()
    if path is None:
        reason = "no Chromium on this machine: `make browser` tries to install one"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def viewport() -> dict[str, int]:
    """The size of the window; a test changes it by `@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])`."""
    return DESKTOP


@pytest.fixture
def foreign_requests() -> Iterator[list[str]]:
    """What the pages of this test asked of other hosts: refused, kept, and a failure when the test ends."""
    asked: list[str] = []
    yield asked
    assert asked == [], "the page asked other hosts for something"


@pytest.fixture
def console_errors() -> Iterator[list[str]]:
    """What the pages of this test reported as errors in the browser: a failure when the test ends."""
    said: list[str] = []
    yield said
    assert said == [], "the browser reported errors"


@pytest.fixture
def context(
    chromium: Browser,
    server: Server,
    viewport: dict[str, int],
    foreign_requests: list[str],
) -> Iterator[BrowserContext]:
    """A fresh visitor who can reach our server and no other host."""

    def only_ours(route: Route) -> None:
        if urlsplit(route.request.url).netloc == ours:
            route.continue_()
        else:
            foreign_requests.append(route.request.url)
            route.abort()

    def note_socket(url: str) -> None:
        if urlsplit(url).netloc != ours:
            foreign_requests.append(url)

    ours = urlsplit(server.url).netloc
    context = chromium.new_context(
        viewport=viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", base_url=server.url
    )
    context.route("**/*", only_ours)
    context.on("page", lambda page: page.on("websocket", lambda socket: note_socket(socket.url)))
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: Server, console_errors: list[str]) -> Page:
    """A page of our product; `page.goto("/ban-do")` is relative to our server."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not is_probe(message):
            console_errors.append(message.text)

    def is_probe(message: ConsoleMessage) -> bool:
        address = urlsplit(message.location["url"])
        return message.text == NOT_FOUND and address.netloc == ours and bool(PROBE.fullmatch(address.path))

    ours = urlsplit(server.url).netloc

    page = context.new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    return page
