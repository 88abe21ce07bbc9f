"""A workbook with one sheet per district is one upload: read, previewed, published and rolled back as a whole."""

import io

from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest

from khuyenhoc.intake.marked import LIST, marked_file
from khuyenhoc.intake.open_file import open_file
from khuyenhoc.store.store import Store
from tests.intake.books import first, saved, zipped
from tests.pages.conftest import open_page
from tests.pages.screen import table, words
from tests.pages.test_office_form import families
from tests.pages.test_upload import PUBLISH, act, button, labels, publish, upload

TABS = {
    "Đồng Văn": [("Lũng Cú", 1_000, 700), ("Tả Lủng", 800, 400)],
    "Mèo Vạc": [("Tả Lủng", 600, 300), ("Thượng Phùng", 500, 350)],
    "Yên Minh": [("Bạch Đích", 900, 450)],
}
DONG_VAN, MEO_VAC = "00742@2020", "00796@2020"  # the communes called Tả Lủng
ALL = "Các trang được đọc"


def book(**more: list[tuple[str, object, object]]) -> Workbook:
    made = Workbook()
    first(made).title = "Bìa"
    first(made).append(["Biểu kèm theo báo cáo của Hội Khuyến học tỉnh"])
    for name, rows in (TABS | more).items():
        sheet = made.create_sheet(name)
        sheet.append(["Số liệu tính đến tháng 5/2024"])
        sheet.append(["TT", "Xã", "Tổng số gia đình", "Gia đình học tập"])
        for number, row in enumerate(rows, 1):
            sheet.append([number, *row])
    return made


def tabs_read(app: AppTest) -> list[str]:
    (choice,) = [each for each in app.multiselect if each.label == ALL]
    return list(choice.value)


def test_three_tabs_go_through_all_steps_and_back(empty_store: Store) -> None:
    app = upload(open_page(), saved(book()), "tỉnh.xlsx")
    assert not app.error
    assert tabs_read(app) == list(TABS)
    assert "Không đọc: Bìa." in words(app)
    read = [(row["Trang tính"], row["Dòng"], row["Địa bàn"], row["Số đạt"], row["Ô trong tệp"])
            for row in table(app, "Số liệu đọc được").rows]  # fmt: skip
    assert read == [
        ("Đồng Văn", "3", "Xã Lũng Cú", "700", "D3, C3"), ("Đồng Văn", "4", "Xã Tả Lủng", "400", "D4, C4"),
        ("Mèo Vạc", "3", "Xã Tả Lủng", "300", "D3, C3"), ("Mèo Vạc", "4", "Xã Thượng Phùng", "350", "D4, C4"),
        ("Yên Minh", "3", "Xã Bạch Đích", "450", "D3, C3"),
    ]  # fmt: skip
    assert "5 số mới." in words(app)
    assert families(empty_store) == {}
    app = publish(app)
    found = families(empty_store)
    assert (len(found), found[DONG_VAN], found[MEO_VAC]) == (5, 400, 300)
    rows = empty_store.observations(None, ["learning_family_rate"]).set_index("unit")
    assert rows.loc[MEO_VAC, ["row", "source"]].tolist() == [3, "trang tính “Mèo Vạc”"]
    batch = max(empty_store.batches().to_dict("records"), key=lambda each: each["id"])
    assert (batch["file_name"], batch["rows"]) == ("tỉnh.xlsx", 5)
    app = act(app, int(batch["id"]), "Gỡ lần cập nhật")
    (by,) = [each for each in app.text_input if each.label == "Họ tên người gỡ (ghi vào lịch sử)"]
    by.set_value("Trần Văn Bình")
    app = button(app, "Gỡ lần cập nhật này").click().run()
    assert [each.value for each in app.error] == []
    assert families(empty_store) == {}


def test_a_tab_can_be_left_out(empty_store: Store) -> None:
    app = upload(open_page(), saved(book(**{"Yên Minh": [("Bạch Đích", "chín trăm gì đó", 450)]})), "tỉnh.xlsx")
    assert "Trang tính “Yên Minh”, dòng 3" in words(app)
    assert PUBLISH not in labels(app)
    (choice,) = [each for each in app.multiselect if each.label == ALL]
    app = choice.set_value(["Đồng Văn", "Mèo Vạc"]).run()
    app = publish(app)
    assert sorted(families(empty_store).values()) == [300, 350, 400, 700]
    assert "tỉnh.xlsx › Đồng Văn và Mèo Vạc" in empty_store.batches()["file_name"].tolist()


def test_no_tab_left_is_asked_for(empty_store: Store) -> None:
    app = upload(open_page(), saved(book()), "tỉnh.xlsx")
    (choice,) = [each for each in app.multiselect if each.label == ALL]
    app = choice.set_value([]).run()
    assert "Hãy chọn ít nhất một trang tính." in [each.value for each in app.info]
    assert PUBLISH not in labels(app)


def test_one_commune_in_two_tabs(empty_store: Store) -> None:
    app = upload(open_page(), saved(book(**{"Đồng Văn (2)": [("Lũng Cú", 1_000, 690)]})), "tỉnh.xlsx")
    said = "với dòng 3 của trang tính “Đồng Văn” nhưng số khác: 690/1.000 và 700/1.000"
    assert said in words(app)
    assert PUBLISH not in labels(app)


def test_every_tab_is_marked_where_it_is_wrong(empty_store: Store) -> None:
    content = saved(book(**{"Mèo Vạc": [("Tả Lủng", 600, 900)], "Yên Minh": [("Bạch Đíck", 900, 450)]}))
    app = upload(open_page(), content, "tỉnh.xlsx")
    assert "Trang tính “Mèo Vạc”, dòng 3" in words(app)
    read = app.session_state["incoming"]
    problems = [each for each in read.understood.checked.problems if each.cell]
    assert {each.sheet for each in problems} == {"Mèo Vạc", "Yên Minh"}
    back = load_workbook(io.BytesIO(marked_file(content, read.tabs[0].tab, problems, []).content))
    marked = {
        (sheet.title, cell.coordinate) for sheet in back for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert marked == {(each.sheet, each.cell) for each in problems}
    links = {row[1].hyperlink.location for row in back[LIST].iter_rows(min_row=2)}
    assert links == {f"'{each.sheet}'!{each.cell}" for each in problems}


def test_files_of_a_zip_are_one_upload_too() -> None:
    def one(name: str) -> bytes:
        made = book()
        for tab in made.sheetnames:
            if tab != name:
                del made[tab]
        return saved(made)

    opened = open_file(zipped({f"{name}.xlsx": one(name) for name in TABS}), "tỉnh.zip")
    assert [sheet.tab for sheet in opened.alike] == ["Mèo Vạc.xlsx", "Yên Minh.xlsx", "Đồng Văn.xlsx"]
