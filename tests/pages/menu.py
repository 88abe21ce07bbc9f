"""The pages of the product as menu.py lists them: a page that appears there is tested with the others at once."""

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Entry:
    name: str
    title: str
    address: str


def _entries() -> list[Entry]:
    """Read, not imported: menu.py is the script that Streamlit runs."""
    tree = ast.parse((ROOT / "menu.py").read_text(encoding="utf-8"))
    (groups,) = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["PAGES"]
    ]
    listed = [entry for entries in ast.literal_eval(groups).values() for entry in entries]
    return [Entry(name, title, f"/{path}") for name, title, path, *_ in listed]


ENTRIES = _entries()
