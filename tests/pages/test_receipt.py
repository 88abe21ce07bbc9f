"""The sheet to sign: there after publishing and later in the history; its scan comes back from there."""

import hashlib
import re
from html import unescape

from khuyenhoc.access.local import READER
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.pages.conftest import go, open_page
from tests.pages.screen import words
from tests.pages.test_upload import FAMILIES, button, file, publish, upload

PDF = b"%PDF-1.7 signed"
BY_GROUP = FAMILIES | {"ethnicity": "Mông", "numerator": "7", "denominator": "9"}


def lines(page: bytes) -> list[list[str]]:
    """The cells of the figures."""
    body = page.decode().split("<thead>")[1]
    rows = re.findall(r"<tr>(<td>.*?)</tr>", body)
    return [[unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


def test_after_publishing_and_in_the_history_the_same_sheet_can_be_printed(empty_store: Store, given) -> None:
    app = publish(upload(open_page(), file(FAMILIES | {"period": "2023", "numerator": "120.000"})))
    content = file(FAMILIES)
    app = publish(upload(app, content, "thang-5.csv"), by="Nguyễn Thị Mai")
    number = int(empty_store.batches()["id"].iloc[0])
    now = given[f"phieu-xac-nhan-so-{number}.html"]
    assert lines(now) == [
        ["Tỉnh Hà Giang", "Gia đình học tập", "tháng 5/2024", "150.000/187.794 (79,9%)",
         "120.000/187.794 (63,9%), năm 2023", "+30.000 (+16,0 điểm phần trăm)"],
    ]  # fmt: skip
    text = now.decode()
    assert hashlib.sha256(content).hexdigest() in text
    assert "Nguyễn Thị Mai" in text and "thang-5.csv" in text
    given.clear()
    go(app, "lich_su")
    assert given[f"phieu-xac-nhan-so-{number}.html"] == now


def test_many_figures_become_sums_of_each_indicator(store: Store, given) -> None:
    batch = int(store.batches()["id"].iloc[-1])
    app = go(open_page(), "lich_su")
    app.selectbox(key="history batch").select(batch).run()
    page = given[f"phieu-xac-nhan-so-{batch}.html"]
    assert "MINH HỌA" in page.decode()
    assert 10 < len(lines(page)) < 1500
    assert "phiếu ghi số cộng của từng chỉ tiêu" in page.decode()


def test_figures_by_group_stand_on_it_only_for_who_may_see_them(empty_store: Store, given, monkeypatch) -> None:
    app = publish(upload(open_page(), file(FAMILIES, BY_GROUP)))
    (name,) = [each for each in given if each.startswith("phieu")]
    assert "Gia đình học tập (Mông)" in [line[1] for line in lines(given[name])]
    given.clear()
    monkeypatch.setattr(rights, "person", lambda: READER)
    go(app, "lich_su")
    assert [line[1] for line in lines(given[name])] == ["Gia đình học tập"]


def test_the_scan_is_attached_and_given_back(empty_store: Store, given) -> None:
    app = publish(upload(open_page(), file(FAMILIES)))
    app = go(app, "lich_su")
    batch = int(empty_store.batches()["id"].iloc[0])
    app.file_uploader(key=f"scan file {batch}").upload("phiếu đã ký.pdf", PDF)
    app.text_input(key=f"scan by {batch}").set_value("Bà Mai")
    button(app, "Đính kèm").click().run()
    assert given["phiếu đã ký.pdf"] == PDF
    app.file_uploader(key=f"scan file {batch}").upload("x.pdf", b"PK not a scan")
    button(app, "Đính kèm").click().run()
    assert "chỉ nhận ảnh JPG, PNG hoặc tệp PDF" in words(app)
    assert list(empty_store.scans(batch)["file_name"]) == ["phiếu đã ký.pdf"]


def test_a_wrong_scan_is_withdrawn_and_another_attached(empty_store: Store, given) -> None:
    app = go(publish(upload(open_page(), file(FAMILIES))), "lich_su")
    batch = int(empty_store.batches()["id"].iloc[0])
    app.file_uploader(key=f"scan file {batch}").upload("nhầm.pdf", PDF)
    app.text_input(key=f"scan by {batch}").set_value("Bà Mai")
    button(app, "Đính kèm").click().run()
    version = empty_store.version()
    app.text_input(key=f"wrong scan by {batch}").set_value("Ông Páo")
    button(app, "Gỡ bản chụp này").click().run()
    row = empty_store.scans(batch).iloc[0]
    assert (row["withdrawn_by"], empty_store.version()) == ("Ông Páo", version)
    assert "Bản chụp đã gỡ (1)" in [each.label for each in app.expander] and given["nhầm.pdf"] == PDF
    assert [each.label for each in app.button if each.label == "Gỡ bản chụp này"] == []
    app.file_uploader(key=f"scan file {batch}").upload("đúng.pdf", PDF)
    app.text_input(key=f"scan by {batch}").set_value("Bà Mai")
    button(app, "Đính kèm").click().run()
    assert list(empty_store.scans(batch)["file_name"]) == ["đúng.pdf", "nhầm.pdf"]
    assert app.selectbox(key=f"wrong scan {batch}").options[0].startswith("đúng.pdf (Bà Mai, ")
