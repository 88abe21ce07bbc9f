"""Finds a Chromium for the browser tests or installs one, saying what it could not get. The only place for it.

Run as a program it may install (`make browser`); imported by the tests it only looks.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 300  # seconds an installer may take


def starts(path: str) -> bool:
    """Whether this browser runs at all: a downloaded one may lack libraries of the system."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def of_system() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and starts(path)), None)


def of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).is_file() and starts(path) else None


def found() -> str | None:
    """The path of a Chromium that runs on this machine, without installing anything."""
    return of_system() or of_playwright()


def tried(command: list[str]) -> str:
    """Runs an installer; answers '' when it says it succeeded, else one line of why not."""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except FileNotFoundError:
        return f"{command[0]} is not on this machine"
    except subprocess.TimeoutExpired:
        return f"no answer after {PATIENCE} seconds"
    if answer.returncode == 0:
        return ""
    lines = [line.strip() for line in (answer.stderr or answer.stdout).splitlines() if re.search(r"\w", line)]
    named = [line for line in lines if line.startswith(("Error", "E:", "ERROR"))]
    return (named or lines[-1:] or [f"exit code {answer.returncode}"])[0]


def as_root(command: list[str]) -> list[str] | None:
    """The command with the rights it needs, or None when nobody here may install packages."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return command
    return ["sudo", "-n", *command] if tried(["sudo", "-n", "true"]) == "" else None


def install_with_playwright() -> str:
    return tried([sys.executable, "-m", "playwright", "install", "chromium"])


def install_with_apt() -> str:
    command = as_root(["apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-core"])
    if command is None:
        return "neither root nor sudo without a password: packages of the system cannot be installed"
    return tried(command)


INSTALLERS: dict[str, Callable[[], str]] = {
    "Playwright's own Chromium": install_with_playwright,
    "the system's package manager": install_with_apt,
}


def found_or_installed(say: Callable[[str], None]) -> str | None:
    if path := found():
        return path
    say(f"No Chromium here under any of the names {', '.join(NAMES)}, nor Playwright's own.")
    for source, install in INSTALLERS.items():
        if why_not := install():
            say(f"Not from {source}: {why_not}")
        elif path := found():
            return path
        else:
            say(f"Not from {source}: it installed, but what it installed does not start.")
    return None


def main() -> int:
    path = found_or_installed(print)
    if path:
        print(f"Browser tests use {path}")
        return 0
    in_ci = os.environ.get("CI") == "true"
    print("No Chromium could be had: the browser tests " + ("fail (CI=true)." if in_ci else "are skipped."))
    return 1 if in_ci else 0


if __name__ == "__main__":
    sys.exit(main())
