"""Real office spreadsheets in the fonts of the nineties against their text in Unicode, cell by cell.

They stand outside the product (their licence does not let them in): without them the test is skipped.
"""

import csv
import unicodedata
from itertools import zip_longest
from pathlib import Path

import pytest

from khuyenhoc.intake.book import Cell, Tab
from khuyenhoc.intake.read_xls import read_xls

FOLDER = Path(__file__).parents[3] / "shared" / "spreadsheets"
FILES = sorted(FOLDER.glob("*.xls"))
# The reference itself reads these eight cells in .VnTime as if they were VNI; no Vietnamese word is spelt so.
WRONG_IN_REFERENCE = {
    "mýa": "Mía",
    "triưu tên": "Triệu tấn",
    "triưu lýt": "Triệu lít",
    "so víi tỉng xŭt khèu": "So với tổng xuất khẩu",
    "so víi xŭt khèu": "So với xuất khẩu",
}


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def figure(text: str) -> str:
    """A number to ten significant digits; other text as it is."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return folded(text)


def same(cell: Cell | None, expected: str) -> bool:
    if cell is None:
        return not expected.strip()
    if isinstance(cell.value, str):
        return folded(cell.text) == folded(expected)
    return cell.value is None or figure(str(cell.value)) == figure(expected)


def rows(tab: Tab) -> list[dict[int, Cell]]:
    """The written rows: column → cell."""
    found: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(tab.cells.items()):
        found.setdefault(row, {})[column] = cell
    return [found[row] for row in sorted(found) if any(cell.value is not None for cell in found[row].values())]


@pytest.mark.skipif(not FILES, reason="the spreadsheets in shared/ are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_equals_its_text_in_unicode(path: Path) -> None:
    ours = [row for tab in read_xls(path.read_bytes()).tabs for row in rows(tab)]
    with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
        theirs = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if any(map(str.strip, row))]
    assert len(ours) == len(theirs)
    pairs = [
        (row.get(column), expected)
        for row, line in zip(ours, theirs, strict=True)
        for column, expected in zip_longest(range(1, max(len(line), *row) + 1), line, fillvalue="")
    ]
    written = [(cell, expected) for cell, expected in pairs if cell is not None or expected.strip()]
    unlike = [(cell.text if cell else "", expected) for cell, expected in written if not same(cell, expected)]
    print(f"{path.name}: {1 - len(unlike) / len(written):.2%} of {len(written)} cells")
    assert [(text, expected) for text, expected in unlike if WRONG_IN_REFERENCE.get(folded(expected)) != text] == []
