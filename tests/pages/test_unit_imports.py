"""Danh mục, Địa bàn: the lists imported, and the newest taken back on the page; nothing of it for who may only read."""

from khuyenhoc.access.local import READER
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.pages.conftest import open_page
from tests.pages.screen import table, tables, words
from tests.pages.test_upload import button
from tests.store.test_unit_changes import DIGEST, NEW, change

TAKE_BACK = "Lấy lại như trước"


def page():
    return open_page("danh_muc", danh_muc="dia-ban")


def captions(app) -> list[str]:
    return [each.caption for each in tables(app)]


def test_a_list_imported_is_shown_and_taken_back(store: Store, monkeypatch) -> None:
    assert not any(each.startswith("Các lần nhập danh mục") for each in captions(page()))
    store.change_units(change(), store.version(), "Bà Lan")
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = page()
    (row,) = table(app, "Các lần nhập danh mục (1)").rows
    assert row["Tệp"] == "danh-muc.xlsx" and row["Ai nhập, khi nào"].startswith("Bà Lan, ")
    assert row["Mã băm SHA-256 (đầu)"] == DIGEST[:12] and row["Tình trạng"] == "đang dùng"
    assert [each for each in app.button if each.label == TAKE_BACK] == []


def test_the_newest_is_taken_back_by_name(store: Store) -> None:
    store.change_units(change(), store.version(), "Bà Lan")
    app = page()
    button(app, TAKE_BACK).click().run()
    assert NEW in store.units().index and app.error
    app.text_input(key="by unit imports").set_value("Ông Páo")
    button(app, TAKE_BACK).click().run()
    assert NEW not in store.units().index
    assert "Đã lấy lại danh mục như trước lần nhập số 1." in words(app)
    (row,) = table(app, "Các lần nhập danh mục (1)").rows
    assert row["Tình trạng"].startswith("đã lấy lại: Ông Páo, ")
