"""A form written by the command line, filled in, staged and published: the figures are those that were typed."""

import pytest
from openpyxl import load_workbook

from tests.commands import Commands


def test_a_form_is_written_filled_in_staged_and_published(home, tmp_path, commands: Commands):
    path = tmp_path / "bieu.xlsx"
    answer = commands.run(
        "template", "danh-hieu", "--period", "tháng 6/2024", "--level", "commune", "--under", "026", "--out", str(path)
    )
    assert (answer.status, answer.out.strip()) == (0, f"Đã viết {path}: Danh hiệu học tập, xóa mù chữ, 19 địa bàn.")
    book = load_workbook(path)
    sheet = book["Biểu"]
    columns = {cell.value: cell.column for cell in sheet[10]}
    row = next(cell.row for cell in sheet["B"] if cell.value == "00715")
    before = sheet.cell(row, columns["learning_family_rate:numerator"] + 2)
    assert (isinstance(before.value, int), before.font.italic) == (True, True), "the sample's figure of May"
    sheet.cell(row, columns["learning_family_rate:denominator"]).value = 1000
    sheet.cell(row, columns["learning_family_rate:numerator"]).value = 801
    book.save(path)
    batch = commands.publish(path)
    assert f"{batch:>5}" in commands.run("batches").out
    found = commands.assess("learning_family_rate", "00715", "--at", "2024-06-30")
    assert (found["numerator"], found["denominator"], found["sample"]) == (801, 1000, False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["khac", "--period", "2024"], "Không có biểu mã khac. Có các biểu: danh-hieu, mo-hinh, to-chuc, quy."),
        (["quy", "--period", "tháng 15"], "“tháng 15” không phải là kỳ báo cáo."),
        (["quy", "--period", "2026", "--level", "district"], "không có gì để điền ở cấp district, ngày 31/12/2026"),
        (["quy", "--period", "2024", "--under", "999"], "không có gì để điền ở cấp commune, ngày 31/12/2024"),
        (["quy", "--period", "2024", "--out", "/không/có/x.xlsx"], "Không ghi được tệp /không/có/x.xlsx"),
    ],
)
def test_what_cannot_be_written_is_said(home, commands: Commands, arguments, said):
    answer = commands.run("template", *arguments)
    assert answer.status == 1
    assert said in answer.err
