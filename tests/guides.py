"""What the guides in docs/ say, taken apart; and what the product makes of the same examples, in the guides' own words."""

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from khuyenhoc import definitions
from khuyenhoc.domain.observation import NONE, UNKNOWN
from khuyenhoc.domain.period import Period
from khuyenhoc.geography import admin_units
from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.columns import NAMES
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.match import EthnicityFinder, Finding, PovertyFinder
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.places import UnitFinder
from khuyenhoc.intake.read import read_csv
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.values import MISSING, Number, Trouble, parse_count, parse_rate
from khuyenhoc.present import vi
from tests.conftest import ROOT

TODAY = date(2025, 11, 20)
END_OF_MAY = date(2024, 5, 31)
_STATES = {
    MISSING: "để trống: chưa báo cáo",
    NONE: "không phát sinh",
    UNKNOWN: "có phát sinh, không thu thập được",
}


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, flags=re.DOTALL | re.MULTILINE)
    assert found, f"no heading “{heading}”"
    return found[1]


def table(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its two head lines; `code` marks removed."""
    lines = [line for line in section(text, heading).splitlines() if line.startswith("|")]
    assert len(lines) > 2, f"no table under “{heading}”"
    return [[_cell(cell) for cell in line.strip("| ").split(" | ")] for line in lines[2:]]


def _cell(text: str) -> str:
    bare = text.strip()
    return bare[1:-1] if re.fullmatch(r"`[^`]*`", bare) else "" if bare == "(để trống)" else bare


def anchors(text: str) -> set[str]:
    """As GitHub makes them of headings."""
    heads = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


# --- what the product makes of it --------------------------------------------------------------------------------


def understood(read: Number | Trouble, shown: Callable[[Number], str]) -> str:
    """How the guide words a cell that was read."""
    if isinstance(read, Trouble):
        return f"Lỗi. Có phải là “{read.proposal}”?" if read.proposal else "Lỗi."
    if read.value is None:
        text = _STATES[read.state]
    elif read.over is not None:
        text = f"{vi.number(read.value)} trên tổng số {vi.number(read.over)}"
    elif read.warning == "rate_scale":
        return f"{read.proposal} nếu khớp với số đạt và tổng số cùng dòng; không thì lỗi"
    else:
        text = vi.approximate(shown(read), read.approximate)
    return f"{text} (cảnh báo)" if read.warning else text


def count_understood(text: str, unit: str = "") -> str:
    return understood(parse_count(text, unit), lambda number: vi.trimmed(number.value or 0))


def rate_understood(text: str) -> str:
    return understood(parse_rate(text), lambda number: vi.percent(number.value or 0, number.decimals))


def period_understood(text: str) -> tuple[str, str]:
    """The period as the screen names it, and its last day."""
    read = parse_period(text)
    if isinstance(read, Trouble):
        return understood(read, lambda number: ""), ""
    return vi.period(read), vi.day(Period.parse(read).end)


@cache
def context() -> Context:
    return context_for(admin_units.units(), definitions.current(), ("02@2020", "08@2025"), TODAY)


def place_understood(code: str, name: str, district: str) -> str:
    units = UnitFinder(context().units_on, *context().provinces)
    found = units.find(code, name, district, END_OF_MAY)
    return "Lỗi." if isinstance(found, Finding) else units.label(found, END_OF_MAY)


def group_understood(column: str, text: str) -> str:
    finders: dict[str, EthnicityFinder | PovertyFinder] = {
        "Dân tộc": EthnicityFinder(context().ethnic_groups),
        "Diện nghèo": PovertyFinder(context().poverty_classes),
    }
    found = finders[column].find(text)
    if isinstance(found, Finding):
        return "Lỗi."
    return definitions.current().group_name(found) if found else "số chung"


def checked(content: bytes) -> Checked:
    return check(read_csv(content, "tep.csv"), context())


# --- words on the screen -----------------------------------------------------------------------------------------


def bold(text: str) -> list[str]:
    outside = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"\*\*([^*]+)\*\*", outside)


@cache
def screen() -> str:
    """Every text of the product that a person may see: constants of the code (no docstrings), names of the definitions."""
    files = [ROOT / "menu.py", ROOT / "src/khuyenhoc/errors.py", *ROOT.glob("pages/*.py")]
    files += [
        path for part in ("ui", "present", "intake", "geography") for path in ROOT.glob(f"src/khuyenhoc/{part}/*.py")
    ]
    texts = [text for path in files for text in _constants(path)]
    known = definitions.current()
    texts += [name for each in known.catalogue for name in (each.name, each.short_name)]
    texts += [*known.ethnic_groups["name"], *known.poverty_classes["name"]]
    texts += [name for names in NAMES.values() for name in (*names, vi.capitalised(names[0]))]
    return "\n".join(texts)


def _constants(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    notes = {id(node.body[0].value) for node in bodies if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def is_on_screen(phrase: str) -> bool:
    """As a whole: between the ends of a text, or signs such as quotes and brackets; not as a part of a longer one."""
    return re.search(rf"(?:^|[^\w\s])[ \t]*{re.escape(phrase)}[ \t]*(?:$|[^\w\s])", screen(), re.MULTILINE) is not None
