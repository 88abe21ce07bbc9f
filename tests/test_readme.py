"""The README and the operators' guide tell the truth: what they name exists, and what exists they name."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "van-hanh.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
GUIDES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md")])
PARTS = ("src/", "pages/", "data/", "geo/", "tests/", "bench/", "proof/", "docs/", ".ci/", ".streamlit/")
HOUSE = re.compile(r"## The house\n+```\n(.*?)```", flags=re.DOTALL)
FILE_AT_ROOT = re.compile(r"[\w.-]+\.(?:py|txt|toml|md)|Makefile")


def code_of(text: str) -> list[str]:
    """Every line in a code block and every `inline` code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    outside = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()] + re.findall(r"`([^`\n]+)`", outside)


def targets_named(text: str) -> set[str]:
    return {name for line in code_of(text) for name in re.findall(r"\bmake ([a-z]+)", line)}


def targets_there() -> set[str]:
    return set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))


def subcommands_named(text: str) -> set[str]:
    return {name for line in code_of(text) for name in re.findall(r"^khuyenhoc ([a-z]+)", line)}


def paths_named(text: str) -> set[str]:
    words = {word.rstrip(",.;:") for line in code_of(text) for word in line.split()}
    return {word for word in words if word.startswith(PARTS) or FILE_AT_ROOT.fullmatch(word)}


def tree_named(text: str) -> set[str]:
    """The paths of the drawn tree under "The house": an indented folder lies in the one above it."""
    drawn = HOUSE.search(text)
    assert drawn, "the README draws no house"
    paths, parent = set(), ""
    for line in drawn[1].splitlines():
        name = line.split()[0]
        parent = parent if line.startswith(" ") else name
        paths.add(parent + name if line.startswith(" ") else name)
    return paths


def pages_of_menu() -> list[tuple[str, str]]:
    """(group, title) of PAGES in menu.py, in the menu's order."""
    tree = ast.parse((ROOT / "menu.py").read_text(encoding="utf-8"))
    values = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    ]
    return [(group, entry[1]) for group, entries in ast.literal_eval(values[0]).items() for entry in entries]


def pages_of_readme() -> list[tuple[str, str]]:
    table = re.search(r"## Các trang\n+(.*?)\n\n", README, flags=re.DOTALL)
    assert table, "the README lists no pages"
    cells = [[cell.strip() for cell in line.split("|")] for line in table[1].splitlines()[2:]]
    return [(row[1], row[2]) for row in cells]


def variables_of_config() -> set[str]:
    return set(
        re.findall(
            r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", (ROOT / "src/khuyenhoc/config.py").read_text(encoding="utf-8")
        )
    )


def links_of(guide: Path) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", guide.read_text(encoding="utf-8")) if "://" not in link]


@pytest.mark.parametrize("text", [README, OPERATIONS], ids=["README", "van-hanh"])
def test_every_make_target_named_exists(text: str) -> None:
    assert {"run"} <= targets_named(text) <= targets_there()


def test_make_help_lists_every_target() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert targets_there() == set(re.findall(r"^  make ([a-z]+)", shown, flags=re.MULTILINE))


def test_every_command_named_is_in_the_help_of_the_command_line_and_back() -> None:
    command = [sys.executable, "-m", "khuyenhoc.cli", "--help"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert subcommands_named(README) == set(re.findall(r"^    ([a-z]+)\s", shown, flags=re.MULTILINE))


@pytest.mark.parametrize("text", [README, OPERATIONS], ids=["README", "van-hanh"])
def test_every_file_named_exists(text: str) -> None:
    made_on_the_way = {"geo/imported/", "data/"}
    text = re.sub(HOUSE, "", text)  # drawn as a tree, tested as one
    assert sorted(path for path in paths_named(text) - made_on_the_way if not (ROOT / path).exists()) == []


def test_the_house_is_drawn_as_it_stands() -> None:
    assert sorted(path for path in tree_named(README) if not (ROOT / path).exists()) == []
    packages = {f"src/khuyenhoc/{path.parent.name}/" for path in ROOT.glob("src/khuyenhoc/*/*.py")}
    with_code = {package for package in packages if len(list((ROOT / package).glob("*.py"))) > 1}
    modules = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("src/khuyenhoc/[a-z]*.py")}
    assert with_code | modules <= tree_named(README)


def test_every_page_of_the_menu_is_in_the_readme_in_its_order() -> None:
    assert pages_of_readme() == pages_of_menu()


def test_every_environment_variable_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, flags=re.MULTILINE))
    assert documented == variables_of_config()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(guide: Path) -> None:
    assert [link for link in links_of(guide) if not (guide.parent / link).exists()] == []


def test_the_readme_links_every_guide() -> None:
    assert {(ROOT / link).resolve() for link in links_of(ROOT / "README.md")} >= set(ROOT.glob("docs/*.md"))


def test_requirements_are_pinned_and_each_product_library_says_why() -> None:
    chosen, brought = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("# brought along")
    lines = [line for line in (chosen + brought).splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "-e ."
    assert [line for line in lines[:-1] if "==" not in line] == []
    assert [line for line in chosen.splitlines() if "==" in line and "  # " not in line] == []


def test_the_installed_libraries_are_the_pinned_ones() -> None:
    frozen = subprocess.run([sys.executable, "-m", "pip", "freeze"], capture_output=True, text=True, check=True).stdout
    installed = dict(line.lower().split("==") for line in frozen.splitlines() if "==" in line)
    pinned = {}
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if "==" in line and "sys_platform" not in line:
                library, version = line.split("#")[0].strip().split("==")
                pinned[re.sub(r"\[.*\]", "", library).lower()] = version
    assert {name: installed.get(name) for name in pinned} == pinned


def test_the_changelog_knows_the_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert version, "pyproject.toml names no version"
    assert f"## [{version[1]}]" in CHANGELOG or "## [Chưa phát hành]" in CHANGELOG


@pytest.mark.parametrize("text", ["`make nothing`", "```sh\nmake nothing\n```"])
def test_a_planted_target_is_noticed(text: str) -> None:
    assert targets_named(text) - targets_there() == {"nothing"}


def test_a_planted_file_and_command_are_noticed() -> None:
    assert paths_named("Xem `docs/khong-co.md`, chạy `python bench/x.py`") == {"docs/khong-co.md", "bench/x.py"}
    assert subcommands_named("`khuyenhoc teleport TỆP`") == {"teleport"}
