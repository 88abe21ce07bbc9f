"""Real office spreadsheets through the office-form reader: every error and warning, and every cell or column that is read, by place.

None of them is a form of this field: what counts is that nothing is taken for a figure of ours that is none, and that what looks
like one is asked about. They stand outside the product (their licence does not let them in): without them the test is skipped.
"""

import pytest

from khuyenhoc.errors import Severity
from khuyenhoc.intake.book import letters
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.understand import understand
from tests.intake.test_golden_files import FOLDER

Place = tuple[str, int, str, str]  # sheet, row, letters of the column, code or meaning
GOLDEN: dict[str, list[Place]] = {
    "tcvn3_2005-34448_Data_08-2005_Website.xls": [
        ("FDI 08-2005", 0, "", "old_font"), ("FDI 08-2005", 1, "", "column_unknown"),
        ("FDI 08-2005", 1, "", "column_missing"), ("08T-2005", 0, "", "old_font"), ("08T-2005", 1, "", "column_unknown"),
        ("08T-2005", 1, "", "column_missing"),
    ],
    "tcvn3_2005-FDILangson.xls": [
        ("", 0, "", "old_font"), ("", 1, "", "column_unknown"), ("", 1, "", "column_missing"),
    ],
    "tcvn3_2005-KH2003-bieu.xls": [
        ("TH", 0, "", "old_font"), ("TH", 0, "", "form_unit_unsure"), ("TH", 22, "D", "column_unsure"),
        ("TH", 22, "E", "column_unsure"), ("TH", 30, "E", "column_unsure"), ("GDP", 0, "", "old_font"),
        ("GDP", 0, "", "form_unit_unsure"), ("GDP", 18, "C", "column_unsure"), ("GDP", 18, "D", "column_unsure"),
        ("NN", 0, "", "old_font"), ("NN", 1, "", "column_unknown"), ("NN", 1, "", "column_missing"),
        ("CN", 0, "", "old_font"), ("CN", 1, "", "column_unknown"), ("CN", 1, "", "column_missing"),
        ("XNK", 0, "", "old_font"), ("XNK", 0, "", "form_unit_unsure"), ("XNK", 19, "C", "column_unsure"),
        ("XNK", 19, "D", "column_unsure"), ("VTBD", 0, "", "old_font"), ("VTBD", 0, "", "form_unit_unsure"),
        ("VTBD", 16, "C", "column_unsure"), ("VTBD", 16, "D", "column_unsure"), ("KHGD", 0, "", "old_font"),
        ("KHGD", 0, "", "form_unit_unsure"), ("KHGD", 16, "C", "column_unsure"), ("KHGD", 16, "D", "column_unsure"),
        ("VHYT", 0, "", "old_font"), ("VHYT", 1, "", "column_unknown"), ("VHYT", 1, "", "column_missing"),
        ("DT", 0, "", "old_font"), ("DT", 1, "", "column_unknown"), ("DT", 1, "", "column_missing"),
    ],
    "tcvn3_2006-Bang-bieu.xls": [
        ("Danh muc benh tat hh", 0, "", "old_font"), ("Danh muc benh tat hh", 1, "", "column_unknown"),
        ("Danh muc benh tat hh", 1, "", "column_missing"), ("Mau so 2a", 0, "", "old_font"),
        ("Mau so 2a", 1, "", "column_unknown"), ("Mau so 2a", 1, "", "column_missing"), ("Mau so 2b", 0, "", "old_font"),
        ("Mau so 2b", 1, "", "column_unknown"), ("Mau so 2b", 1, "", "column_missing"), ("Mau so 3", 0, "", "old_font"),
        ("Mau so 3", 1, "", "column_unknown"), ("Mau so 3", 1, "", "column_missing"),
    ],
    "tcvn3_2009-Channuoi_2007.xls": [
        ("Ga_07", 0, "", "old_font"), ("Ga_07", 0, "", "no_rows"), ("Ga_07", 4, "A", "column_unread"),
        ("Heo_07", 0, "", "old_font"), ("Heo_07", 0, "", "no_rows"), ("Heo_07", 3, "A", "column_unread"),
        ("TrauBo_07", 0, "", "old_font"), ("TrauBo_07", 0, "", "no_rows"), ("TrauBo_07", 3, "A", "column_unread"),
        ("BieuDo_07", 0, "", "old_font"), ("BieuDo_07", 1, "", "column_unknown"), ("BieuDo_07", 1, "", "column_missing"),
        ("GTSLCN_07", 0, "", "old_font"), ("GTSLCN_07", 1, "", "column_unknown"), ("GTSLCN_07", 1, "", "column_missing"),
        ("GSHuyen_07", 0, "", "old_font"), ("GSHuyen_07", 2, "C", "column_unsure"), ("DoanhNCN_07", 0, "", "old_font"),
        ("DoanhNCN_07", 1, "", "column_unknown"), ("DoanhNCN_07", 1, "", "column_missing"), ("HoCN_07", 0, "", "old_font"),
        ("HoCN_07", 1, "", "column_unknown"), ("HoCN_07", 1, "", "column_missing"),
    ],
    "vni_2006-Mau21_CKTC_NSH.xls": [
        ("", 0, "", "old_font"), ("", 1, "", "column_unknown"), ("", 1, "", "column_missing"),
    ],
    "vni_2009-20081202.257.xls": [
        ("", 0, "", "old_font"), ("", 1, "", "column_unknown"), ("", 1, "", "column_missing"),
    ],
}  # fmt: skip
READ: dict[str, list[Place]] = {
    "tcvn3_2005-KH2003-bieu.xls": [
        ("TH", 30, "D", "poor_household_rate:value"),
    ],
    "tcvn3_2009-Channuoi_2007.xls": [
        ("Ga_07", 4, "F", "household_count:numerator"), ("Heo_07", 3, "F", "household_count:numerator"),
        ("TrauBo_07", 3, "F", "household_count:numerator"),
    ],
}  # fmt: skip


@pytest.mark.skipif(not FOLDER.exists(), reason="the spreadsheets in shared/ are not here")
@pytest.mark.parametrize("name", GOLDEN)
def test_real_files_through_the_form_reader(here: Context, name: str) -> None:
    said: dict[Place, None] = {}
    used: list[Place] = []
    for sheet in open_file((FOLDER / name).read_bytes(), name).sheets:
        read = understand(sheet, here)
        assert read.checked.observations.empty
        for item in read.checked.problems:
            if item.severity is not Severity.INFO:
                said[sheet.tab, item.row, item.cell.rstrip("0123456789"), item.code] = None
        for form in read.forms:
            for column in form.used:
                used.append((sheet.tab, column.row or form.table.header.bottom, letters(column.index), str(column.use)))
    assert list(said) == GOLDEN[name]
    assert used == READ.get(name, [])
