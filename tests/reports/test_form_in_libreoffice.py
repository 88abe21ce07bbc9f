"""What LibreOffice makes of our forms and of an office's workbook when somebody saves them there. Skipped where it is not installed."""

import io
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from khuyenhoc.domain.unit import Level
from khuyenhoc.intake.check import check
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.intake.understand import understand
from khuyenhoc.reports.form_sheet import form_xlsx
from tests.guides import context
from tests.intake.phu_luc import phu_luc_iii
from tests.reports.test_form import FORMS, blank, marks, row_of

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")


def saved_as(kind: str, folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile, out = f"-env:UserInstallation=file://{folder / 'profile'}", folder / "out"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *(str(folder / name) for name in files)], check=True, capture_output=True, timeout=120)
    return {name: (out / Path(name).with_suffix(f".{kind}").name).read_bytes() for name in files}


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def filled(code: str) -> bytes:
    """Seven in every empty figure of Lũng Cú."""
    book = load_workbook(io.BytesIO(form_xlsx(blank(code, Level.COMMUNE, under="026@2020"))))
    sheet = book.worksheets[0]
    row = row_of(sheet, "00715")
    for mark, column in marks(sheet)[1].items():
        if ":" in mark and not mark.startswith("khuyenhoc:") and sheet.cell(row, column).value is None:
            sheet.cell(row, column).value = 7
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kept(sheet: Worksheet) -> dict[str, object]:
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return {
        "locked": sheet.protection.sheet, "open cells": {cell.coordinate for cell in cells if not cell.protection.locked},
        "formulas": {cell.coordinate for cell in cells if cell.data_type == "f"},
        "checks": sum(len(each.sqref.ranges) > 0 for each in sheet.data_validations.dataValidation),
        "red borders": sum(len(each.rules) for each in sheet.conditional_formatting),
        "merged": {str(each) for each in sheet.merged_cells.ranges},
    }  # fmt: skip


def test_forms_saved_in_libreoffice_are_read_without_any_mapping(tmp_path: Path) -> None:
    ours = {f"{code}.xlsx": filled(code) for code in FORMS}
    for name, theirs in saved_as("xlsx", tmp_path, ours).items():
        read = [check(open_file(content, name).sheets[0], context()) for content in (ours[name], theirs)]
        assert read[1].usable and len(read[1].observations) > 3
        pd.testing.assert_frame_equal(read[0].observations, read[1].observations)
        assert (
            {item.code for item in read[1].problems} == {item.code for item in read[0].problems} >= {"form_recognised"}
        )
        assert kept(sheet_of(theirs)) == kept(sheet_of(ours[name]))


def test_an_office_workbook_saved_as_xls_says_the_same(tmp_path: Path) -> None:
    ours = phu_luc_iii()
    theirs = saved_as("xls", tmp_path, {"pl3.xlsx": ours})["pl3.xlsx"]
    read = [
        understand(open_file(content, "pl3").sheets[0], context()).checked.observations for content in (ours, theirs)
    ]
    assert len(read[0]) == 20
    pd.testing.assert_frame_equal(read[0], read[1])
