"""A packed file of several workbooks: one upload through all four steps, each workbook given back marked, and taken back."""

import io

from openpyxl import load_workbook

from khuyenhoc.store.store import Store
from tests.intake.books import saved, zipped
from tests.pages.conftest import open_page
from tests.pages.screen import table, words
from tests.pages.test_drafts import loaded_again
from tests.pages.test_office_form import families
from tests.pages.test_tabs import TABS, book
from tests.pages.test_upload import PUBLISH, act, button, labels, publish, signs, upload

WRONG = {"Mèo Vạc": [("Tả Lủng", 600, "3OO")], "Yên Minh": [("Bạch Đíck", 900, 450)]}


def packed(**more: list[tuple[str, object, object]]) -> bytes:
    """One workbook per district, each with one tab of its own name."""
    files = {}
    for name in TABS:
        made = book(**more)
        for tab in made.sheetnames:
            if tab != name:
                del made[tab]
        files[f"{name}.xlsx"] = saved(made)
    return zipped(files)


def comments(content: bytes) -> dict[str, str]:
    """Address -> comment of the one tab of a workbook with figures."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def test_from_a_zip_to_published_figures_and_back(empty_store: Store) -> None:
    app = upload(open_page(), packed(), "tỉnh.zip")
    assert not app.error
    read = [(row["Trang tính"], row["Địa bàn"], row["Số đạt"]) for row in table(app, "Số liệu đọc được").rows]
    assert read[:2] == [("Mèo Vạc.xlsx", "Xã Tả Lủng", "300"), ("Mèo Vạc.xlsx", "Xã Thượng Phùng", "350")]
    app = publish(app)
    assert sorted(families(empty_store).values()) == [300, 350, 400, 450, 700]
    row = empty_store.batches().iloc[0]
    assert (row["file_name"], row["rows"]) == ("tỉnh.zip", 5)
    app = act(app, int(row["id"]), "Gỡ lần cập nhật")
    signs(app, "Họ tên người gỡ", "Trần Văn Bình")
    button(app, "Gỡ lần cập nhật này").click().run()
    assert families(empty_store) == {}


def test_each_workbook_of_it_comes_back_marked_with_what_is_wrong_in_it(
    empty_store: Store, given: dict[str, bytes]
) -> None:
    app = upload(open_page(), packed(**WRONG), "tỉnh.zip")
    assert app.error[0].value.startswith("Có 2 lỗi.")
    (choice,) = [each for each in app.selectbox if each.label == "Tệp trong tệp nén"]
    assert choice.options == ["Mèo Vạc.xlsx (1 ô cần xem)", "Yên Minh.xlsx (1 ô cần xem)", "Đồng Văn.xlsx"]
    marked = {name: content for name, content in given.items() if "danh-dau" in name}
    assert list(marked) == ["Mèo Vạc-da-danh-dau.xlsx"]
    assert list(comments(marked["Mèo Vạc-da-danh-dau.xlsx"])) == ["D3"]
    choice.set_value("Yên Minh.xlsx").run()
    assert list(comments(given["Yên Minh-da-danh-dau.xlsx"])) == ["B3"]


def test_values_accepted_in_two_workbooks_outlive_a_reload_and_are_published(empty_store: Store) -> None:
    app = upload(open_page(), packed(**WRONG), "tỉnh.zip")
    (name,) = [each for each in app.selectbox if each.label.startswith("Trang tính Yên Minh.xlsx, ô B3")]
    name.set_value(next(each for each in name.options if "Bạch Đích" in each))
    (number,) = [each for each in app.selectbox if each.label.startswith("Trang tính Mèo Vạc.xlsx, ô D3")]
    number.set_value("300")
    app = loaded_again(button(app, "Nhận các giá trị đã chọn").click().run())
    assert "ô D3 “3OO” thành “300”" in words(app) and PUBLISH in labels(app)
    publish(app)
    assert sorted(families(empty_store).values()) == [300, 400, 450, 700]


def test_workbooks_called_alike_in_two_folders_are_told_apart(empty_store: Store, given: dict[str, bytes]) -> None:
    one, other = (book(**WRONG, Mới=[(place, 500, "2OO")]) for place in ("Lũng Cú", "Má Lé"))
    for made in (one, other):
        for tab in [name for name in made.sheetnames if name != "Mới"]:
            del made[tab]
    app = upload(open_page(), zipped({"A/biểu.xlsx": saved(one), "B/biểu.xlsx": saved(other)}), "hai.zip")
    (choice,) = [each for each in app.selectbox if each.label == "Tệp trong tệp nén"]
    assert choice.options == ["A/biểu.xlsx (1 ô cần xem)", "B/biểu.xlsx (1 ô cần xem)"]
    choice.set_value("B/biểu.xlsx").run()
    given = load_workbook(io.BytesIO(given["biểu-da-danh-dau.xlsx"])).worksheets[0]
    assert given["B3"].value == "Má Lé" and given["D3"].comment is not None
    (only,) = [each for each in app.selectbox if each.label.startswith("Trang tính A/biểu.xlsx, ô D3")]
    only.set_value("200")
    app = button(app, "Nhận các giá trị đã chọn").click().run()
    assert app.error[0].value.startswith("Có 1 lỗi."), "what is accepted in one is not in the other"
