"""A file that still has errors outlives its page: loaded again in another session it is as the person left it, to the last value
accepted, until it is published or thrown away."""

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import READER
from khuyenhoc.errors import AppError
from khuyenhoc.intake import pipeline
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.intake.books import first, saved, xlsx
from tests.pages.conftest import go, open_page
from tests.pages.screen import table, tables, words
from tests.pages.test_office_form import REPORT, families
from tests.pages.test_people import LIST
from tests.pages.test_tabs import book, tabs_read
from tests.pages.test_upload import COLUMNS, FAMILIES, PUBLISH, button, file, labels, publish, upload

VILLAGES = {"indicator": "learning_community_village_rate", "denominator": "2.071"}
TWO_WRONG = [FAMILIES | {"numerator": "15O.000"}, FAMILIES | VILLAGES | {"numerator": "1,406"}]
GOING_ON = "Đang làm tiếp tệp "
THROW_AWAY = "Bỏ hẳn"


def number(app: AppTest) -> str:
    asked = app.query_params["lan"]
    return asked[0] if isinstance(asked, list) else asked


def loaded_again(app: AppTest) -> AppTest:
    """What a reload makes: another session at the same address."""
    return open_page("cap_nhat_so_lieu", lan=number(app))


def accept(app: AppTest, cell: str, value: str) -> AppTest:
    (choice,) = [each for each in app.selectbox if each.label.startswith(f"Ô {cell}")]
    choice.set_value(value)
    return button(app, "Nhận các giá trị đã chọn").click().run()


def said(app: AppTest) -> list[str]:
    return [each.value.replace("\\", "") for each in app.info if not each.value.startswith("Chưa có số liệu nào")]


def waiting(app: AppTest) -> list[dict[str, str]]:
    return [row for each in tables(app) if each.caption == "Chưa đưa vào sử dụng" for row in each.rows]


def test_values_accepted_one_by_one_are_there_after_every_reload_until_they_are_published(empty_store: Store) -> None:
    app = upload(open_page(), file(*TWO_WRONG))
    assert app.error[0].value.startswith("Có 2 lỗi.")
    batch = number(app)
    app = accept(app, "H2", "150.000")
    app = loaded_again(app)
    assert said(app)[0].startswith(f"{GOING_ON}so-lieu.csv, giữ từ ")
    assert app.error[0].value.startswith("Có 1 lỗi.")
    assert "ô H2 “15O.000” thành “150.000”" in words(app)
    app = accept(loaded_again(app), "H3", "1.406")
    assert not app.error and number(app) == batch
    app = loaded_again(app)
    assert "Đã nhận 2 giá trị đề xuất" in words(app)
    assert table(app, "Số liệu đọc được").rows[0]["Số đạt"] == "150.000"
    app = publish(app)
    assert f"Đã đưa lần cập nhật số {batch} vào sử dụng" in app.success[0].value
    assert empty_store.observations(None, ["learning_family_rate"])["numerator"].tolist() == [150_000]
    assert waiting(go(open_page(), "cap_nhat_so_lieu")) == [] and empty_store.waiting().empty


def test_what_was_accepted_can_be_taken_back_after_a_reload(empty_store: Store) -> None:
    app = upload(open_page(), file(FAMILIES | {"numerator": "15O.000"}))
    app = loaded_again(accept(app, "H2", "150.000"))
    assert PUBLISH in labels(app)
    staged = number(app)
    app = button(app, "Bỏ mọi giá trị đã nhận").click().run()
    assert app.error[0].value.startswith("Có 1 lỗi.")
    assert number(app) != staged, "who looks at the staged rows must not publish others"
    assert loaded_again(app).error[0].value.startswith("Có 1 lỗi.")


def test_without_its_address_it_is_in_the_list_and_can_be_thrown_away(empty_store: Store) -> None:
    batch = int(number(upload(open_page(), file(*TWO_WRONG))))
    app = go(open_page(), "cap_nhat_so_lieu")
    (row,) = waiting(app)
    assert (row["Tệp"], row["Còn lỗi"], row["Loại"]) == ("so-lieu.csv", "2", "Tệp")
    app = button(app, "Làm tiếp").click().run()
    assert app.error[0].value.startswith("Có 2 lỗi.") and int(number(app)) == batch
    app = button(app, THROW_AWAY).click().run()
    assert "lan" not in app.query_params and waiting(app) == [] and not app.error
    assert empty_store.waiting().empty and empty_store.file(batch)[1] == b""
    gone = open_page("cap_nhat_so_lieu", lan=str(batch))
    assert said(gone)[0].startswith("Tệp trong đường dẫn này không còn chờ")


def test_the_file_still_in_its_field_is_gone_too_once_it_is_thrown_away(empty_store: Store) -> None:
    app = upload(open_page(), file(*TWO_WRONG))
    app = button(app, THROW_AWAY).click().run()
    assert not app.error and empty_store.waiting().empty


def test_the_same_file_dropped_once_more_goes_on_from_where_it_was_left(empty_store: Store) -> None:
    first_time = accept(upload(open_page(), file(*TWO_WRONG)), "H2", "150.000")
    app = upload(open_page(), file(*TWO_WRONG))
    assert "Tệp này đã tải lên trước đây và còn làm dở: đang làm tiếp từ chỗ ấy." in said(app)
    assert app.error[0].value.startswith("Có 1 lỗi.") and number(app) == number(first_time)


def test_a_file_mended_in_excel_takes_the_place_of_the_one_before(empty_store: Store) -> None:
    app = upload(open_page(), file(*TWO_WRONG))
    batch = number(app)
    app = upload(app, file(FAMILIES))
    assert number(app) == batch and len(empty_store.waiting()) == 1
    assert PUBLISH in labels(app)


def test_with_values_accepted_the_one_before_stays(empty_store: Store) -> None:
    app = accept(upload(open_page(), file(*TWO_WRONG)), "H2", "150.000")
    batch = number(app)
    app = upload(app, file(FAMILIES))
    assert number(app) != batch
    assert set(empty_store.waiting()["id"]) == {int(batch), int(number(app))}


def test_coming_back_from_another_page_is_no_loss_either(empty_store: Store) -> None:
    app = accept(upload(open_page(), file(*TWO_WRONG)), "H2", "150.000")
    app = go(app, "tong_quan")
    app.query_params.clear()
    app.switch_page("pages/cap_nhat_so_lieu.py")
    app.run()
    assert app.error[0].value.startswith("Có 1 lỗi.")
    assert said(app)[0].startswith(GOING_ON)


def test_the_unit_said_of_a_form_is_not_asked_for_again(empty_store: Store) -> None:
    wrong = [*REPORT[:2], (1, "Gia đình học tập", "hộ", 1000, "nhiều", 70), REPORT[3]]
    app = upload(open_page(), xlsx(wrong), "báo cáo.xlsx")
    (unit,) = [each for each in app.selectbox if each.label == "Địa bàn của biểu"]
    unit.set_value("Xã Lũng Cú (Huyện Đồng Văn, mã 00715)")
    app = button(app, "Dùng cách hiểu này").click().run()
    app = loaded_again(app)
    assert "không rõ số liệu là của địa bàn nào" not in words(app)
    (unit,) = [each for each in app.selectbox if each.label == "Địa bàn của biểu"]
    assert unit.value == "Xã Lũng Cú (Huyện Đồng Văn, mã 00715)"


def test_the_tabs_chosen_stay_chosen(empty_store: Store) -> None:
    content = saved(book(**{"Mèo Vạc": [("Tả Lủng", 600, 900)], "Yên Minh": [("Bạch Đíck", 900, 450)]}))
    app = upload(open_page(), content, "tỉnh.xlsx")
    (choice,) = [each for each in app.multiselect if each.label == "Các trang được đọc"]
    app = choice.set_value(["Đồng Văn", "Yên Minh"]).run()
    app = loaded_again(app)
    assert tabs_read(app) == ["Đồng Văn", "Yên Minh"]
    app = button(app, "Nhận 1 giá trị chỉ có một cách hiểu").click().run() if PUBLISH in labels(app) else app
    (proposal,) = [each for each in app.selectbox if each.label.startswith("Trang tính Yên Minh, ô")]
    proposal.set_value(proposal.options[1])
    app = loaded_again(button(app, "Nhận các giá trị đã chọn").click().run())
    publish(app)
    assert sorted(families(empty_store).values()) == [400, 450, 700]


def test_of_a_workbook_of_different_tabs_the_one_looked_at_comes_back(empty_store: Store) -> None:
    made = book(**{"Mèo Vạc": [], "Yên Minh": []})
    other = made.create_sheet("Lần hai")
    for line in (list(COLUMNS), [(FAMILIES | {"numerator": "nhiều"}).get(column) for column in COLUMNS]):
        other.append(line)
    app = upload(open_page(), saved(made), "nhieu-trang.xlsx")
    (choice,) = [each for each in app.selectbox if each.label == "Trang tính"]
    app = choice.set_value(made.sheetnames.index("Lần hai")).run()
    app = loaded_again(app)
    assert "Trang tính “Lần hai”, dòng 2" in words(app) and said(app)[0].startswith(f"{GOING_ON}nhieu-trang.xlsx")


def test_the_word_to_the_warnings_is_still_there(empty_store: Store) -> None:
    publish(upload(open_page(), file(FAMILIES)))
    app = upload(open_page(), file(FAMILIES | {"numerator": "100.000"}))
    app.text_input(key="why").set_value("Tỉnh rà soát lại").run()
    app = loaded_again(app)
    assert app.text_input(key="why").value == "Tỉnh rà soát lại"
    publish(app)
    row = table(go(app, "lich_su"), "Các lần cập nhật").rows[0]
    assert row["Lý do, ghi chú"] == "Tỉnh rà soát lại"


def test_a_pasted_table_stands_in_its_field_again(empty_store: Store) -> None:
    app = go(open_page(), "cap_nhat_so_lieu")
    lines = [COLUMNS, [(FAMILIES | {"numerator": "15O.000"}).get(column, "") for column in COLUMNS]]
    app.text_area[0].set_value("\n".join("\t".join(line) for line in lines)).run()
    app = loaded_again(accept(app, "H2", "150.000"))
    assert "15O.000" in app.text_area[0].value and not app.error
    publish(app)
    assert empty_store.observations(None, ["learning_family_rate"])["numerator"].tolist() == [150_000]
    assert app.text_area[0].value == ""


def test_a_rehearsal_is_gone_on_with_as_a_rehearsal(empty_store: Store) -> None:
    app = go(open_page(), "cap_nhat_so_lieu")
    app.toggle[0].set_value(True).run()
    app.file_uploader[0].upload("so-lieu.csv", file(*TWO_WRONG))
    app = loaded_again(accept(app.run(), "H2", "150.000"))
    assert said(app)[0].startswith("Đang làm tiếp tệp gửi thử so-lieu.csv")
    app = accept(app, "H3", "1.406")
    assert app.success[-1].value.startswith("Gửi thử xong") and PUBLISH not in labels(app)
    assert "lan" not in app.query_params and empty_store.waiting().empty


@pytest.mark.parametrize("hidden", [False, True])
def test_a_list_of_people_is_not_kept_as_a_draft(empty_store: Store, hidden: bool) -> None:
    made = book()
    people = made.create_sheet("Danh sách")
    for line in LIST.splitlines():
        people.append(line.split(";"))
    people.sheet_state = "hidden" if hidden else "visible"
    first(made)["A1"] = "Bìa"
    app = upload(open_page(), saved(made), "tỉnh.xlsx")
    assert "danh sách người" in app.error[0].value
    assert empty_store.waiting().empty and "lan" not in app.query_params


def test_the_sums_of_a_list_with_an_unknown_commune_are_not_kept(empty_store: Store) -> None:
    """Who chooses the column of names for that of communes would leave the names behind."""
    app = upload(open_page(), LIST.encode("utf-8-sig"), "danh sách.csv")
    choices = {each.label: each for each in app.selectbox}
    choices["Cột ghi xã"].set_value(1)
    choices["Đếm cho chỉ tiêu"].set_value("Công dân học tập (số người)")
    (period,) = [each for each in app.text_input if each.label == "Kỳ của danh sách"]
    app = period.set_value("tháng 5/2024").run()
    assert any(each.value.startswith("Có 3 lỗi.") for each in app.error)
    assert empty_store.waiting().empty


def test_only_who_may_write_sees_and_touches_drafts(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = int(number(upload(open_page(), file(*TWO_WRONG))))
    for act in (pipeline.kept, pipeline.throw_away):
        with pytest.raises(AppError, match="chỉ được xem"):
            act(empty_store, batch, READER)
    with pytest.raises(AppError, match="chỉ được xem"):
        pipeline.waiting(empty_store, READER)
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = open_page("cap_nhat_so_lieu", lan=str(batch))
    assert "so-lieu.csv" not in words(app)
    assert "so-lieu.csv" not in words(go(app, "lich_su"))
