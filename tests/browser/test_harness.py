"""The harness itself: a request to another host is refused and noticed, an error in the browser is noticed."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import find_chromium
from tests.browser.conftest import Server


def browser_named(folder: Path, name: str, code: int) -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\nexit {code}\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return program


def test_a_request_to_another_host_is_refused_and_kept(
    page: Page, server: Server, foreign_requests: list[str], console_errors: list[str]
) -> None:
    page.route(f"{server.url}/planted", lambda route: route.fulfill(content_type="text/html", body="<p>planted</p>"))
    page.goto("/planted")
    outcome = page.evaluate("fetch('https://example.org/a.js').then(() => 'reached', () => 'refused')")
    assert outcome == "refused"
    assert foreign_requests == ["https://example.org/a.js"]
    assert any("ERR_FAILED" in text for text in console_errors)
    foreign_requests.clear()
    console_errors.clear()


def test_a_socket_to_another_host_is_kept(
    page: Page, server: Server, foreign_requests: list[str], console_errors: list[str]
) -> None:
    page.route(f"{server.url}/planted", lambda route: route.fulfill(content_type="text/html", body="<p>planted</p>"))
    page.goto("/planted")
    page.evaluate("new Promise(done => { const s = new WebSocket('ws://127.0.0.2:9/'); s.onerror = () => done(1); })")
    assert foreign_requests == ["ws://127.0.0.2:9/"]
    foreign_requests.clear()
    console_errors.clear()


def test_an_error_in_the_browser_is_kept(page: Page, server: Server, console_errors: list[str]) -> None:
    planted = "<p>planted</p><script>undefinedName.x</script>"
    page.route(f"{server.url}/planted", lambda route: route.fulfill(content_type="text/html", body=planted))
    page.goto("/planted")
    expect(page.get_by_text("planted")).to_be_visible()
    assert console_errors == ["undefinedName is not defined"]
    console_errors.clear()


@pytest.mark.skipif(sys.platform == "win32", reason="plants a shell script as the browser")
def test_the_first_browser_of_the_system_that_starts_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    browser_named(tmp_path, "chromium", code=127)
    assert find_chromium.of_system() is None
    works = browser_named(tmp_path, "google-chrome", code=0)
    assert find_chromium.of_system() == str(works)


def test_what_could_not_be_got_is_said_source_by_source(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(find_chromium, "found", lambda: None)
    monkeypatch.setattr(find_chromium, "INSTALLERS", {"the first": lambda: "no network", "the second": lambda: ""})
    assert find_chromium.found_or_installed(said.append) is None
    assert said[1:] == [
        "Not from the first: no network",
        "Not from the second: it installed, but what it installed does not start.",
    ]


def test_the_second_source_is_not_asked_when_the_first_gave_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([None, "/opt/chromium"])
    asked: list[str] = []
    monkeypatch.setattr(find_chromium, "found", lambda: next(answers))
    monkeypatch.setattr(find_chromium, "INSTALLERS", {"one": lambda: "", "two": lambda: asked.append("two") or "no"})
    assert find_chromium.found_or_installed(asked.append) == "/opt/chromium"
    assert "two" not in asked


@pytest.mark.parametrize(("ci", "code", "words"), [("true", 1, "fail (CI=true)"), ("", 0, "are skipped")])
def test_no_browser_is_a_failure_only_in_ci(
    ci: str, code: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(find_chromium, "found_or_installed", lambda say: None)
    assert find_chromium.main() == code
    assert words in capsys.readouterr().out


def test_an_installer_that_is_missing_or_fails_says_why() -> None:
    assert find_chromium.tried(["no-such-installer"]) == "no-such-installer is not on this machine"
    assert find_chromium.tried([sys.executable, "-c", "import sys; sys.exit('no space left')"]) == "no space left"
    assert find_chromium.tried([sys.executable, "-c", "pass"]) == ""
    wordy = "import sys; sys.exit('Fetching\\nError: no such host\\n  code: 1\\n}')"
    assert find_chromium.tried([sys.executable, "-c", wordy]) == "Error: no such host"


def test_an_installer_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    assert find_chromium.tried(["apt-get"]) == "no answer after 300 seconds"
