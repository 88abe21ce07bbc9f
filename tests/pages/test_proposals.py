"""Step two: values ready to be accepted are staged when they are, and the file comes back with everything marked."""

import io

import pytest
import streamlit as st
from openpyxl import load_workbook

from khuyenhoc.store.store import Store
from tests.pages.conftest import go, open_page
from tests.pages.screen import cards, table, words
from tests.pages.test_upload import FAMILIES, PUBLISH, button, file, labels, publish, upload

UNCLEAR = FAMILIES | {"numerator": "150,000"}


def test_an_accepted_value_is_what_is_published(empty_store: Store) -> None:
    app = upload(open_page(), file(UNCLEAR))
    assert PUBLISH not in labels(app)
    button(app, "Nhận 1 giá trị chỉ có một cách hiểu").click().run()
    assert "Không có lỗi." in [each.value for each in app.success]
    assert "ô H2 “150,000” thành “150.000”" in words(app)
    publish(app)
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].value == "79,9%"
    batch = int(empty_store.batches()["id"].iloc[0])
    assert [each.code for each in empty_store.problems(batch)] == ["value_accepted"], (
        "the history keeps what was accepted"
    )


def test_one_of_several_names_is_chosen_and_the_choice_can_be_taken_back(empty_store: Store) -> None:
    two = FAMILIES | {"unit_code": "", "unit_name": "Tả Lủng", "numerator": "10", "denominator": "20"}
    app = upload(open_page(), file(two))
    (choice,) = [each for each in app.selectbox if each.label.startswith("Ô C2")]
    assert choice.options == [
        "– để nguyên –", "Xã Tả Lủng (Huyện Đồng Văn, mã 00742)", "Xã Tả Lủng (Huyện Mèo Vạc, mã 00796)",
    ]  # fmt: skip
    choice.set_value(choice.options[2])
    button(app, "Nhận các giá trị đã chọn").click().run()
    (row,) = table(app, "Số liệu đọc được").rows
    assert row["Địa bàn"] == "Xã Tả Lủng"
    assert PUBLISH in labels(app)
    button(app, "Bỏ mọi giá trị đã nhận").click().run()
    assert PUBLISH not in labels(app)


def test_nothing_chosen_is_said_and_a_letter_among_digits_can_be_accepted(empty_store: Store) -> None:
    app = upload(open_page(), file(FAMILIES | {"numerator": "15O.000"}))
    (choice,) = [each for each in app.selectbox if each.label.startswith("Ô H2")]
    assert choice.options == ["– để nguyên –", "150.000"]
    button(app, "Nhận các giá trị đã chọn").click().run()
    assert [each.value for each in app.warning if each.value.startswith("Bạn chưa chọn giá trị nào")]
    assert PUBLISH not in labels(app)
    (choice,) = [each for each in app.selectbox if each.label.startswith("Ô H2")]
    choice.set_value("150.000")
    button(app, "Nhận các giá trị đã chọn").click().run()
    assert not [each.value for each in app.warning if each.value.startswith("Bạn chưa chọn giá trị nào")]
    assert PUBLISH in labels(app)


def test_another_file_begins_without_what_was_accepted_for_the_one_before(empty_store: Store) -> None:
    app = upload(open_page(), file(UNCLEAR))
    button(app, "Nhận 1 giá trị chỉ có một cách hiểu").click().run()
    app.file_uploader[0].upload("khac.csv", file(UNCLEAR | {"source": "Báo cáo khác"}))
    app.run()
    assert app.error[0].value.startswith("Có 1 lỗi.")


def test_the_file_comes_back_marked_and_corrected(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr(
        st, "download_button", lambda label, content, name, *rest, **more: given.update({name: content})
    )
    app = upload(open_page(), file(UNCLEAR), "thang-5.csv")
    before = load_workbook(io.BytesIO(given["thang-5-da-danh-dau.xlsx"]()))["Bảng"]  # type: ignore[operator]
    assert (before["H2"].value, "hai số khác nhau" in before["H2"].comment.text) == ("150,000", True)
    button(app, "Nhận 1 giá trị chỉ có một cách hiểu").click().run()
    after = load_workbook(io.BytesIO(given["thang-5-da-danh-dau.xlsx"]()))["Bảng"]  # type: ignore[operator]
    assert after["H2"].value == 150_000
