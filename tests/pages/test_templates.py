"""Tải biểu mẫu: the form chosen on the page, filled in, uploaded and published."""

import io

from openpyxl import load_workbook

from khuyenhoc.store.store import Store
from tests.pages.conftest import go, open_page
from tests.pages.screen import cards
from tests.pages.test_upload import publish, upload


def test_a_form_of_the_page_goes_all_the_way(empty_store: Store, given: dict[str, bytes]) -> None:
    app = go(open_page(), "cap_nhat_so_lieu")
    app.text_input[0].set_value("tháng 5/2024").run()
    level = next(each for each in app.segmented_control if each.label == "Cấp")
    level.set_value("province").run()
    book = load_workbook(io.BytesIO(given["bieu-danh-hieu-2024-05-tinh.xlsx"]))
    sheet = book["Biểu"]
    columns = {cell.value: cell.column for cell in sheet[10]}
    sheet.cell(12, columns["learning_family_rate:denominator"]).value = 187794
    sheet.cell(12, columns["learning_family_rate:numerator"]).value = 150000
    out = io.BytesIO()
    book.save(out)
    publish(upload(app, out.getvalue(), "bieu.xlsx"))
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].value == "79,9%"


def test_since_july_2025_no_districts_are_offered(empty_store: Store, given: dict[str, bytes]) -> None:
    app = go(open_page(), "cap_nhat_so_lieu")
    app.text_input[0].set_value("tháng 9/2025").run()
    level = next(each for each in app.segmented_control if each.label == "Cấp")
    assert list(level.options) == ["Cấp xã", "Toàn tỉnh"]
    assert [each.label for each in app.selectbox if each.key == "form district"] == []
    rows = load_workbook(io.BytesIO(given["bieu-danh-hieu-2025-09-xa.xlsx"]))["Biểu"]["B"]
    assert len([cell for cell in rows if str(cell.value or "").isdigit()]) == 124
