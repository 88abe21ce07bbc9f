"""One file from the page of uploads to every other page and back, and what must never be published."""

import csv
import io
from urllib.parse import parse_qs

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from streamlit.testing.v1 import AppTest

from khuyenhoc import definitions
from khuyenhoc.access.local import READER
from khuyenhoc.domain.unit import Level
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from khuyenhoc.ui.filters import LEVEL_WORDS
from tests.pages.conftest import go, open_page
from tests.pages.screen import cards, table, tables, words

COLUMNS = ("period", "unit_code", "unit_name", "district", "indicator", "ethnicity", "poverty", "numerator", "denominator",
           "value", "source")  # fmt: skip
FAMILIES = {"period": "2024-05", "unit_code": "02", "unit_name": "Tỉnh Hà Giang", "indicator": "learning_family_rate",
            "numerator": "150.000", "denominator": "187.794", "source": "Báo cáo thử số 01"}  # fmt: skip
PUBLISH = "Đưa vào sử dụng"


def file(*rows: dict[str, str]) -> bytes:
    """A tidy CSV as Excel in Vietnam saves it: BOM, semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def upload(app: AppTest, content: bytes, name: str = "so-lieu.csv") -> AppTest:
    go(app, "cap_nhat_so_lieu")
    app.file_uploader[0].upload(name, content)
    return app.run()


def publish(app: AppTest, by: str = "Nguyễn Thị Mai", why: str = "") -> AppTest:
    app.text_input(key="by").set_value(by)
    if why:
        app.text_input(key="why").set_value(why)
    button(app, PUBLISH).click()
    return app.run()


def button(app: AppTest, label: str):
    (found,) = [each for each in app.button if each.label == label]
    return found


def tabs_offered(app: AppTest) -> list:
    return [each for each in app.selectbox if each.label == "Trang tính"]


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def test_a_good_file_is_previewed_published_and_shown_everywhere(empty_store: Store) -> None:
    app = upload(open_page(), file(FAMILIES))
    version = empty_store.version()
    assert not app.error
    (row,) = table(app, "Số liệu đọc được").rows
    assert (row["Địa bàn"], row["Chỉ tiêu"]) == ("Tỉnh Hà Giang", "Gia đình học tập")
    assert (row["Số đạt"], row["Tổng số"]) == ("150.000", "187.794")
    assert empty_store.version() == version, "reading a file writes nothing"
    publish(app)
    assert "Đã đưa lần cập nhật số" in app.success[0].value
    assert empty_store.version() > version
    card = cards(go(app, "tong_quan"))["Gia đình học tập"]
    assert (card.value, card.status, card.simulated) == ("79,9%", "Đạt", False)
    history = table(go(app, "lich_su"), "Các lần cập nhật").rows[0]
    assert (history["Tệp"], history["Số dòng"], history["Ai"]) == ("so-lieu.csv", "1", "Nguyễn Thị Mai")
    assert history["Trạng thái"].startswith("đang sử dụng")


def test_after_publication_the_page_is_ready_for_the_next_file(empty_store: Store) -> None:
    """The same file still offered there would be published twice by a second click."""
    app = publish(upload(open_page(), file(FAMILIES)))
    assert PUBLISH not in labels(app)
    assert [each.value for each in app.success] == [app.success[0].value]
    assert tables(app) == []


def test_taking_it_back_restores_what_was_shown(empty_store: Store) -> None:
    app = publish(upload(open_page(), file(FAMILIES | {"numerator": "125.071"})))
    before = cards(go(app, "tong_quan"))
    app = publish(upload(open_page(), file(FAMILIES)))
    assert cards(go(app, "tong_quan")) != before
    newest = max(int(each) for each in empty_store.batches()["id"])
    app = act(app, newest, "Gỡ lần cập nhật")
    assert "1 số đổi." in words(app)
    (jump,) = table(app, "Những số thay đổi nhiều nhất").rows
    assert (jump["Trước"], jump["Sau"]) == ("150.000/187.794 (79,9%)", "125.071/187.794 (66,6%)")
    signs(app, "Họ tên người gỡ", "Trần Văn Bình")
    button(app, "Gỡ lần cập nhật này").click().run()
    assert f"Đã gỡ lần cập nhật số {newest}" in app.success[0].value
    row = table(app, "Các lần cập nhật").rows[0]
    assert row["Trạng thái"] == "đã gỡ"
    assert row["Ai gỡ, khi nào"].startswith("Trần Văn Bình, ")
    assert cards(go(app, "tong_quan")) == before


def signs(app: AppTest, label: str, name: str) -> None:
    (by,) = [each for each in app.text_input if each.label.startswith(label)]
    by.set_value(name)


def act(app: AppTest, batch: int, what: str) -> AppTest:
    """What to do with one upload, chosen on the page of the history."""
    go(app, "lich_su")
    app.selectbox(key="history batch").select(batch).run()
    return app.segmented_control[0].set_value(what).run()


def test_what_was_taken_back_is_given_again_as_a_new_upload(empty_store: Store) -> None:
    app = publish(upload(open_page(), file(FAMILIES)))
    batch = int(empty_store.batches()["id"].iloc[0])
    app = act(app, batch, "Gỡ lần cập nhật")
    signs(app, "Họ tên người gỡ", "Trần Văn Bình")
    button(app, "Gỡ lần cập nhật này").click().run()
    app = act(app, batch, "Đưa lại")
    assert "1 số mới." in words(app)
    signs(app, "Họ tên người đưa", "Lý Thị Mỷ")
    button(app, "Đưa lại lần cập nhật này").click().run()
    assert f"Đã đưa lại số liệu của lần cập nhật số {batch}" in app.success[0].value
    newest, old = table(app, "Các lần cập nhật").rows[:2]
    assert (newest["Trạng thái"], newest["Ai"]) == ("đang sử dụng", "Lý Thị Mỷ")
    assert newest["Lý do, ghi chú"] == f"Đưa lại lần cập nhật số {batch}"
    assert old["Trạng thái"] == "đã gỡ"
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].value == "79,9%"


def test_the_history_shows_what_an_upload_changed_and_gives_its_file_back(
    empty_store: Store, given: dict[str, bytes]
) -> None:
    app = publish(upload(open_page(), file(FAMILIES | {"numerator": "125.071"})))
    content = file(FAMILIES)
    app = publish(upload(app, content, "tháng 5.csv"))
    app = act(app, int(empty_store.batches()["id"].iloc[0]), "Xem đã thay đổi gì")
    assert given["tháng 5.csv"] == content
    (row,) = table(app, "Từng số thay đổi").rows
    assert (row["Thay đổi"], row["Trước"], row["Sau"]) == (
        "Số đổi", "125.071/187.794 (66,6%)", "150.000/187.794 (79,9%)",
    )  # fmt: skip
    edits = table(app, "Gia đình học tập, Tỉnh Hà Giang, tháng 5/2024").rows
    assert [(each["Số"], each["Tình trạng"]) for each in edits[:2]] == [
        ("150.000/187.794 (79,9%)", "đang dùng"),
        ("125.071/187.794 (66,6%)", "đã có số mới hơn"),
    ]
    assert edits[0]["Tệp, dòng"] == "tháng 5.csv, dòng 2"


def test_a_file_that_changes_nothing_says_so_and_offers_no_publication(empty_store: Store) -> None:
    app = publish(upload(open_page(), file(FAMILIES)))
    app = upload(app, file(FAMILIES))
    assert "Tệp này giống hệt số liệu đang dùng, không có gì thay đổi." in [each.value for each in app.info]
    assert PUBLISH not in labels(app)
    app.file_uploader[0].upload("so-lieu.csv", file(FAMILIES | {"source": "Báo cáo thử số 02"}))
    app.run()
    assert "1 số giữ nguyên, đổi nguồn ghi kèm." in words(app)
    assert PUBLISH in labels(app)


def test_before_publishing_the_page_says_which_verdicts_and_ranks_become_others(store: Store) -> None:
    rows = [
        FAMILIES | {"unit_code": code, "unit_name": "", "numerator": n, "denominator": "100"}
        for code, n in (("00712", "80"), ("00715", "20"))
    ]
    app = upload(open_page(), file(*rows))
    assert "2 số đổi." in words(app)
    verdicts = table(app, "Đánh giá thay đổi, số liệu đến tháng 5/2024").rows
    achieved = [row for row in verdicts if row["Sau"] == "Đạt"]
    assert [(row["Chỉ tiêu"], row["Cấp"], row["Địa bàn"]) for row in achieved] == [
        ("Gia đình học tập", "Cấp xã", "Thị trấn Phố Bảng (Huyện Đồng Văn)")
    ]
    assert "Viền đậm: 193 địa bàn đổi đánh giá." in [each.value for each in app.caption]
    assert len(app.get("image")) == 2, "the map before and after"
    silent = [row for row in verdicts if row["Cấp"] == "Cấp xã" and row["Sau"] == "Chưa báo cáo"]
    assert sum(int(row["Số địa bàn"]) for row in silent) > 150, "simulated figures give way to the real ones"


def test_a_table_pasted_from_a_spreadsheet_is_read_like_a_file(empty_store: Store) -> None:
    app = go(open_page(), "cap_nhat_so_lieu")
    lines = [COLUMNS, [FAMILIES.get(column, "") for column in COLUMNS]]
    app.text_area[0].set_value("\n".join("\t".join(line) for line in lines)).run()
    assert table(app, "Số liệu đọc được").rows[0]["Số đạt"] == "150.000"
    publish(app)
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].value == "79,9%"


def workbook(tabs: dict[str, dict[str, str]], font: str = "Arial") -> bytes:
    """An .xlsx file with one row of figures per tab."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, row in tabs.items():
        sheet = book.create_sheet(name)
        for line in (list(COLUMNS), [row.get(column) for column in COLUMNS]):
            sheet.append(line)
        for cell in sheet[2]:
            cell.font = Font(name=font)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_from_excel_is_published_like_a_csv_file(empty_store: Store) -> None:
    app = upload(open_page(), workbook({"Tỉnh": FAMILIES | {"unit_code": 2, "numerator": 150_000}}), "so-lieu.xlsx")
    (row,) = table(app, "Số liệu đọc được").rows
    assert (row["Địa bàn"], row["Số đạt"]) == ("Tỉnh Hà Giang", "150.000")
    assert tabs_offered(app) == [], "one tab leaves nothing to choose"
    publish(app)
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].value == "79,9%"
    assert table(go(app, "lich_su"), "Các lần cập nhật").rows[0]["Tệp"] == "so-lieu.xlsx"


def test_of_several_tabs_the_chosen_one_is_checked_and_published(empty_store: Store) -> None:
    tabs = {"Bìa": {}, "Lần một": FAMILIES, "Lần hai": FAMILIES | {"numerator": "nhiều"}}
    book = workbook(tabs)
    app = upload(open_page(), book, "nhieu-trang.xlsx")
    (choice,) = tabs_offered(app)
    assert choice.options == ["Bìa", "Lần một", "Lần hai"]
    choice.set_value(2).run()
    assert app.error[0].value.startswith("Có 1 lỗi.")
    assert any(
        "Trang tính “Lần hai”, dòng 2" in row["Cần làm gì"] for each in tables(app) for row in each.rows if "Mức" in row
    )
    tabs_offered(app)[0].set_value(1).run()
    assert not app.error
    publish(app)
    assert table(go(app, "lich_su"), "Các lần cập nhật").rows[0]["Tệp"] == "nhieu-trang.xlsx › Lần một"


def test_text_of_old_fonts_is_shown_before_and_after(empty_store: Store) -> None:
    row = FAMILIES | {"unit_name": "TØnh Hµ Giang"}
    app = upload(open_page(), workbook({"Tỉnh": row}, ".VnTime"), "phong-cu.xlsx")
    assert table(app, "Chữ đổi từ phông cũ").rows[0] == {"Trong tệp": "TØnh Hµ Giang", "Đọc là": "Tỉnh Hà Giang"}
    assert "Không có lỗi. Có 1 cảnh báo, xem kỹ trước khi đưa vào sử dụng." in [each.value for each in app.warning]
    assert PUBLISH in labels(app)


def test_a_file_that_is_no_table_says_why_and_offers_nothing(empty_store: Store) -> None:
    app = upload(open_page(), b"\xff\xd8\xff\xe0 a photo", "so-lieu.xlsx")
    assert app.error[0].value == "Không đọc được tệp so-lieu.xlsx: đây là tệp ảnh. Hãy xin tệp bảng tính gốc."
    assert PUBLISH not in labels(app)


def test_a_broken_file_shows_every_problem_and_no_way_to_publish(empty_store: Store) -> None:
    broken = [
        FAMILIES | {"numerator": "nhiều"},
        FAMILIES | {"unit_code": "99999", "unit_name": "Xã Không Có"},
        FAMILIES | {"indicator": "no_such_indicator"},
        FAMILIES | {"period": "tháng 13/2024"},
        FAMILIES | {"numerator": "200.000"},
        FAMILIES | {"indicator": "learning_clan_rate", "numerator": "10", "denominator": "20"},
    ]
    batches = len(empty_store.batches())
    app = upload(open_page(), file(*broken))
    assert len(app.error) == 1 and app.error[0].value.startswith("Có 5 lỗi. Chưa có gì được ghi.")
    (problems,) = [each for each in tables(app) if "Cần làm gì" in each.columns]
    errors = [row for row in problems.rows if row["Mức"] == "Lỗi"]
    assert [(row["Dòng"], row["Đọc được"]) for row in errors][:4] == [
        ("2", "nhiều"), ("3", "99999"), ("4", "no_such_indicator"), ("5", "tháng 13/2024"),
    ]  # fmt: skip
    assert errors[4]["Dòng"] == "6"
    assert all(len(row["Cần làm gì"]) > 20 for row in errors)
    assert PUBLISH not in labels(app)
    assert len(empty_store.batches()) == batches


def test_publishing_needs_a_name(empty_store: Store) -> None:
    app = upload(open_page(), file(FAMILIES))
    version = empty_store.version()
    publish(app, by="  ")
    assert [each.value for each in app.error] == ["Hãy ghi họ tên của bạn để lưu vào lịch sử."]
    assert empty_store.version() == version


def test_a_publication_in_between_is_not_passed_over_unseen(empty_store: Store) -> None:
    """Between reading and clicking somebody else published: nothing is written until this person saw that."""
    app = upload(open_page(), file(FAMILIES))
    before = empty_store.version()
    publish(upload(open_page(), file(FAMILIES | {"numerator": "160.000"})), by="Người khác")
    version = empty_store.version()
    assert version > before
    publish(app)
    assert empty_store.version() == version
    assert "đã có người khác đưa số liệu vào sử dụng" in app.error[0].value
    publish(app)
    assert empty_store.version() > version, "after the warning the same click works"


def test_a_reader_is_asked_for_the_code_and_cannot_write(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "person", lambda: READER)
    monkeypatch.setattr(rights, "redeem", lambda text: False)
    app = go(open_page(), "cap_nhat_so_lieu")
    assert len(app.file_uploader) == len(app.text_area) == 0
    assert labels(app) == ["Mở quyền ghi"]
    app.text_input[0].set_value("00000000")
    button(app, "Mở quyền ghi").click().run()
    assert app.error[0].value.startswith("Mã không đúng.")
    assert "Gỡ lần cập nhật này" not in labels(go(app, "lich_su"))
    assert table(app, "Các lần cập nhật").rows, "everybody may read the history"


def test_losing_the_right_before_the_click_publishes_nothing(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = upload(open_page(), file(FAMILIES))
    version = empty_store.version()
    app.text_input(key="by").set_value("Người lạ")
    button(app, PUBLISH).click()
    monkeypatch.setattr(rights, "person", lambda: READER)
    app.run()
    assert empty_store.version() == version
    assert not app.success


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_markup_in_a_file_is_text_on_every_page(empty_store: Store) -> None:
    app = upload(open_page(), file(FAMILIES | {"source": HOSTILE}), name=f"{HOSTILE[:20]}.csv")
    publish(app, by=f"{HOSTILE} Mai")
    for name in ("tong_quan", "dia_ban", "lich_su"):
        go(app, name)
        written = [
            each.value
            for each in app.html
            if not each.value.startswith(("<style>", "<script>document.documentElement"))
        ]
        assert not any("<script" in text or "<img src=x" in text for text in written)
    assert f"{HOSTILE} Mai" in words(app), "the history shows the words themselves"
    go(app, "dia_ban")
    shown = [each for each in app.markdown if "onerror" in each.value]
    assert shown, "the explanation names the source"
    assert all("<img" not in each.value.replace("\\<", "") for each in shown)
    assert all(not each.proto.allow_html for each in app.markdown)


def test_a_hostile_unit_name_is_quoted_as_text(empty_store: Store) -> None:
    app = upload(open_page(), file(FAMILIES | {"unit_code": "", "unit_name": HOSTILE}))
    assert PUBLISH not in labels(app)
    assert not any("<img src=x" in each.value for each in app.html)
    assert HOSTILE in words(app)


def test_a_real_commune_figure_hides_the_simulated_rows_of_that_indicator_only(store: Store) -> None:
    commune = {"unit_code": "00712", "unit_name": "Thị trấn Phó Bảng", "numerator": "300", "denominator": "600"}
    app = open_page("xep_hang", cap="xa")
    assert table(app, "Gia đình học tập").columns[1] == "Thứ hạng minh họa"
    app = publish(upload(app, file(FAMILIES | commune | {"unit_name": ""})))
    app = open_page("xep_hang", cap="xa")
    families = table(app, "Gia đình học tập")
    assert "Thứ hạng minh họa" not in families.columns
    reported = [row["Thực hiện"] for row in families.rows if row["Thực hiện"]]
    assert reported == ["50,0%"]
    assert "Đã ẩn số liệu minh họa vì có số liệu thật: Gia đình học tập" in words(app)
    clans = table(open_page("xep_hang", cap="xa", chi_tieu="learning_clan_rate"), "Dòng họ học tập")
    assert clans.columns[1] == "Thứ hạng minh họa"


@pytest.mark.parametrize(("level", "rows"), [("province", 4), ("district", 44), ("commune", 772)])
def test_the_form_to_fill_in_has_a_row_per_unit_and_indicator(
    empty_store: Store, given: dict[str, bytes], level: str, rows: int
) -> None:
    app = go(open_page(), "cap_nhat_so_lieu")
    app.text_input[0].set_value("2024-05").run()
    app.segmented_control[0].set_value(level).run()
    listed = ("learning_family_rate", "learning_clan_rate", "learning_community_village_rate", "learning_unit_rate")
    app.multiselect[0].set_value([definitions.current().catalogue[code] for code in listed]).run()
    content = given[f"bieu-mau-{LEVEL_WORDS[Level(level)]}-2024-05.csv"]
    lines = content.decode("utf-8-sig").splitlines()
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(lines) == 1 + rows
    assert {line.count(";") for line in lines} == {lines[0].count(";")}


def test_with_warnings_a_word_is_asked_for_and_kept_in_the_history(empty_store: Store) -> None:
    app = publish(upload(open_page(), file(FAMILIES)))
    app = upload(app, file(FAMILIES | {"numerator": "100.000"}))
    (row,) = table(app, "1 điều cần xem").rows
    assert "số đạt giảm 33,3% so với số đang dùng: từ 150.000 còn 100.000" in row["Cần làm gì"]
    publish(app)
    assert app.error[0].value == "Còn 1 cảnh báo. Hãy ghi vì sao vẫn đưa vào sử dụng."
    app.run()
    publish(app, why="Tỉnh rà soát lại")
    assert table(go(app, "lich_su"), "Các lần cập nhật").rows[0]["Lý do, ghi chú"] == "Tỉnh rà soát lại"


def test_a_rehearsal_shows_every_step_and_is_never_put_to_use(empty_store: Store) -> None:
    app = upload(open_page(), file(FAMILIES))
    version = empty_store.version()
    app.toggle[0].set_value(True).run()
    assert "1 số mới." in words(app)
    assert app.success[-1].value.startswith("Gửi thử xong")
    assert PUBLISH not in labels(app)
    assert "rehearsal" in list(empty_store.batches()["kind"])
    assert empty_store.version() == version
    assert "sử dụng" not in table(go(app, "lich_su"), "Các lần cập nhật").rows[0]["Trạng thái"]


def test_what_was_not_finished_waits_and_is_gone_on_with(empty_store: Store) -> None:
    waiting = upload(open_page(), file(FAMILIES)).query_params["lan"]
    app = go(open_page(), "cap_nhat_so_lieu")
    (row,) = table(app, "Chưa đưa vào sử dụng").rows
    assert (row["Tệp"], row["Số dòng"]) == ("so-lieu.csv", "1")
    button(app, "Làm tiếp").click().run()
    assert app.query_params["lan"] == waiting
    assert table(app, "Số liệu đọc được").rows[0]["Số đạt"] == "150.000"
    assert "1 số mới." in words(app)
    publish(app)
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].value == "79,9%"
    assert not [each for each in tables(go(app, "cap_nhat_so_lieu")) if each.caption == "Chưa đưa vào sử dụng"]


def test_a_reloaded_page_goes_on_with_what_was_waiting(empty_store: Store) -> None:
    number = upload(open_page(), file(FAMILIES)).query_params["lan"]
    app = open_page("cap_nhat_so_lieu", lan=number[0] if isinstance(number, list) else number)
    assert PUBLISH in labels(app)
    button(app, "Tải tệp khác lên").click().run()
    assert PUBLISH not in labels(app)
    assert table(app, "Chưa đưa vào sử dụng").rows


def test_one_figure_is_corrected_with_a_reason(empty_store: Store) -> None:
    app = publish(upload(open_page(), file(FAMILIES)))
    app = go(app, "cap_nhat_so_lieu")
    assert "Số đang dùng: 150.000/187.794 (79,9%)" in [each.value for each in app.text]
    typed = {each.label: each for each in app.text_input}
    typed["Số đạt"].set_value("151.000")
    button(app, "Kiểm tra số sửa").click().run()
    assert app.error[0].value == "Hãy ghi lý do sửa. Chưa có gì được ghi."
    typed = {each.label: each for each in app.text_input}
    assert typed["Tỷ lệ ghi trong báo cáo"].value == "", "an old rate would only contradict the new number"
    typed["Lý do sửa (ghi vào lịch sử)"].set_value("Cộng sót một huyện")
    typed["Số đạt"].set_value("190.000")
    button(app, "Kiểm tra số sửa").click().run()
    assert "“Sửa một số”" in app.error[0].value and "tệp" not in app.error[0].value
    assert table(app, "1 điều cần xem").rows[0]["Cột"] == "Số đạt"
    typed = {each.label: each for each in app.text_input}
    typed["Số đạt"].set_value("151.000")
    button(app, "Kiểm tra số sửa").click().run()
    (jump,) = table(app, "Những số thay đổi nhiều nhất").rows
    assert (jump["Trước"], jump["Sau"]) == ("150.000/187.794 (79,9%)", "151.000/187.794 (80,4%)")
    publish(app)
    row = table(go(app, "lich_su"), "Các lần cập nhật").rows[0]
    assert (row["Tệp"], row["Lý do, ghi chú"]) == ("sua-mot-so.csv", "Cộng sót một huyện")
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].value == "80,4%"


def test_what_was_published_is_a_link_away_with_its_period_and_its_names(store: Store) -> None:
    rows = [FAMILIES | {"period": "2024-08", "unit_code": code, "unit_name": ""} for code in ("00712", "00715")]
    app = publish(upload(open_page(), file(*(row | {"numerator": "300", "denominator": "600"} for row in rows))))
    said = "Đã thay đổi: Gia đình học tập, ở Thị trấn Phố Bảng (Huyện Đồng Văn) và Xã Lũng Cú (Huyện Đồng Văn)"
    assert said in words(app).replace("\\", "")
    links = {each.proto.label: parse_qs(each.proto.query_string) for each in app.get("page_link")}
    assert links["Xem ở Tổng quan"] == {"ky": ["2024-08"]}
    assert links["Xem ở Xếp hạng"] == {"ky": ["2024-08"], "cap": ["xa"], "chi-tieu": ["learning_family_rate"]}
    ranked = open_page(
        "xep_hang", **{name.replace("-", "_"): each for name, (each,) in links["Xem ở Xếp hạng"].items()}
    )
    assert "Số liệu đến tháng 8/2024" in words(ranked)
    assert [row["Thực hiện"] for row in table(ranked, "Gia đình học tập").rows if row["Thực hiện"]] == ["50,0%"] * 2


def test_before_and_after_it_is_said_whose_simulated_figures_are_hidden(store: Store) -> None:
    app = upload(
        open_page(), file(FAMILIES | {"unit_code": "00712", "unit_name": "", "numerator": "3", "denominator": "6"})
    )
    (told,) = [each.value for each in app.warning if each.value.startswith("Số minh họa thôi hiện")]
    assert "Gia đình học tập (192 xã)" in told.replace("\\", "") and "Gỡ lần cập nhật này" in told
    app = publish(app)
    app = act(app, int(store.batches()["id"].iloc[0]), "Gỡ lần cập nhật")
    (told,) = [each.value for each in app.warning if each.value.startswith("Số minh họa hiện lại")]
    assert "Gia đình học tập (193 xã)" in told.replace("\\", "")
