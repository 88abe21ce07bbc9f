"""A list of people on the page of uploads: refused, added up on the spot, and nothing of it in the database."""

import pytest

from khuyenhoc.access.local import WRITER
from khuyenhoc.errors import AppError
from khuyenhoc.intake import pipeline
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.pages.conftest import go, open_page
from tests.pages.screen import table
from tests.pages.test_upload import FAMILIES, PUBLISH, act, button, file, labels, publish, signs, upload

LIST = "TT;Họ và tên;Ngày sinh;Xã\n" + "\n".join(
    f"{n};{name};{n}/1/1980;{commune}"
    for n, (name, commune) in enumerate(
        [("Lý Thị Mỷ", "Lũng Cú"), ("Vàng Mí Páo", "Lũng Cú"), ("Sùng A Chứ", "Má Lé")], 1
    )
)


def test_a_list_is_refused_and_only_its_sums_are_kept(empty_store: Store) -> None:
    app = upload(open_page(), LIST.encode("utf-8-sig"), "danh sách.csv")
    assert "danh sách người (họ và tên, ngày sinh, từ dòng 1)" in app.error[0].value
    assert PUBLISH not in labels(app)
    assert empty_store.batches()["kind"].tolist().count("upload") == 0
    (indicator,) = [each for each in app.selectbox if each.label == "Đếm cho chỉ tiêu"]
    indicator.set_value(next(each for each in indicator.options if each == "Công dân học tập (số người)"))
    (period,) = [each for each in app.text_input if each.label == "Kỳ của danh sách"]
    app = period.set_value("tháng 5/2024").run()
    read = table(app, "Số liệu đọc được").rows
    assert [(row["Địa bàn"], row["Số đạt"]) for row in read] == [("Xã Lũng Cú", "2"), ("Xã Má Lé", "1")]
    publish(app)
    newest = int(empty_store.batches()["id"].max())
    name, content = empty_store.file(newest)
    assert name == "cong-theo-xa.csv"
    assert "Páo".encode() not in content


def test_an_administrator_purges_a_kept_file(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = publish(upload(open_page(), file(FAMILIES)))
    newest = int(empty_store.batches()["id"].max())
    app = act(app, newest, "Xóa tệp gốc")
    signs(app, "Họ tên người xóa", "Quản trị")
    app = button(app, "Xóa hẳn tệp gốc này").click().run()
    assert "Số liệu vẫn như cũ." in app.success[0].value
    assert empty_store.file(newest)[1] == b""
    assert len(empty_store.observations(None, ["learning_family_rate"])) == 1
    assert any("Tệp gốc đã xóa: Quản trị" in each.value for each in app.caption)
    monkeypatch.setattr(rights, "person", lambda: WRITER)
    with pytest.raises(AppError):
        pipeline.purge(empty_store, newest, "Ai đó", WRITER)
    assert "Xóa tệp gốc" not in act(go(app, "lich_su"), newest, "Gỡ lần cập nhật").segmented_control[0].options


def test_the_sums_of_a_list_sent_to_practise_are_never_put_to_use(empty_store: Store) -> None:
    app = upload(open_page(), LIST.encode("utf-8-sig"), "danh sách.csv")
    app.toggle[0].set_value(True).run()
    (indicator,) = [each for each in app.selectbox if each.label == "Đếm cho chỉ tiêu"]
    indicator.set_value("Công dân học tập (số người)")
    (period,) = [each for each in app.text_input if each.label == "Kỳ của danh sách"]
    app = period.set_value("tháng 5/2024").run()
    assert app.success[-1].value.startswith("Gửi thử xong")
    assert PUBLISH not in labels(app)
    assert empty_store.batches()["kind"].tolist().count("upload") == 0
