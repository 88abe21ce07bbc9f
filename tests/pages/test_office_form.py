"""A form made by hand in Excel, from the page of uploads to the maps and back; what a person says of its columns is remembered."""

import pytest

from khuyenhoc.access.local import READER
from khuyenhoc.errors import AppError
from khuyenhoc.intake import pipeline
from khuyenhoc.intake.office_form import Answers
from khuyenhoc.store.store import Store
from tests.intake.books import xlsx
from tests.intake.phu_luc import phu_luc_iii
from tests.pages.conftest import open_page
from tests.pages.screen import table, words
from tests.pages.test_upload import PUBLISH, act, button, labels, publish, signs, upload

FAMILY = "learning_family_rate"
ODD = [
    ("TT", "Đơn vị", "Công dân học tập", None), (None, None, "Công nhận", "Tỷ lệ (%)"),
    (1, "Xã Lũng Cú", 100, 50), (2, "Trường THPT Đồng Văn", 7, 70),
]  # fmt: skip


def families(store: Store) -> dict[str, float]:
    rows = store.observations(None, [FAMILY])
    return dict(zip(rows["unit"], rows["numerator"], strict=True))


def test_phu_luc_iii_goes_through_all_four_steps_and_back(empty_store: Store) -> None:
    app = upload(open_page(), phu_luc_iii(), "Phụ lục III.xlsx")
    assert not app.error
    columns = table(app, "Biểu ở dòng 5 đến 18").row("Mô hình học tập › Gia đình học tập › Công nhận (cột H)")
    assert (columns["Ô đầu tiên"], columns["Kỳ"]) == ("600", "tháng 5/2024")
    assert columns["Hiểu là"] == "Gia đình học tập: số gia đình được công nhận Gia đình học tập"
    read = [row for row in table(app, "Số liệu đọc được").rows if row["Địa bàn"] == "Thị trấn Phố Bảng"]
    assert [(row["Chỉ tiêu"], row["Số đạt"], row["Ô trong tệp"]) for row in read][:2] == [
        ("Hội viên trên dân số", "1.200", "C10, D10, E10"), ("Gia đình học tập", "600", "H10, F10, I10"),
    ]  # fmt: skip
    assert "20 số mới." in words(app)
    assert families(empty_store) == {}, "nothing is written before it is put to use"
    app = publish(app)
    assert "Đã đưa lần cập nhật số" in app.success[0].value
    expected = {"00712@2020": 600, "00715@2020": 700, "00742@2020": 400, "00769@2020": 1_000, "00796@2020": 300}
    assert families(empty_store) == expected
    newest = max(int(each) for each in empty_store.batches()["id"])
    app = act(app, newest, "Gỡ lần cập nhật")
    signs(app, "Họ tên người gỡ", "Trần Văn Bình")
    button(app, "Gỡ lần cập nhật này").click().run()
    assert families(empty_store) == {}


REPORT = [
    ("BÁO CÁO KẾT QUẢ NĂM 2024",),
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Tổng số", "Thực hiện", "Tỷ lệ (%)"),
    (1, "Gia đình học tập", "hộ", 1000, 700, 70),
    (2, "Chi hội khuyến học", "chi hội", None, 21, None),
]


def test_a_commune_s_own_report_asks_whose_it_is_and_goes_through_all_four_steps(empty_store: Store) -> None:
    app = upload(open_page(), xlsx(REPORT), "báo cáo.xlsx")
    assert "không rõ số liệu là của địa bàn nào" in words(app)
    assert table(app, "Biểu ở dòng 2 đến 4").row("Chi hội khuyến học › Thực hiện (ô E4)")["Số trong ô"] == "21"
    assert PUBLISH not in labels(app)
    (unit,) = [each for each in app.selectbox if each.label == "Địa bàn của biểu"]
    unit.set_value("Xã Lũng Cú (Huyện Đồng Văn, mã 00715)")
    app = button(app, "Dùng cách hiểu này").click().run()
    row = table(app, "Biểu ở dòng 2 đến 4").row("Gia đình học tập › Tổng số (ô D3)")
    assert (row["Số trong ô"], row["Kỳ"]) == ("1000", "năm 2024")
    read = table(app, "Số liệu đọc được").rows
    assert [(row["Địa bàn"], row["Chỉ tiêu"], row["Số đạt"], row["Ô trong tệp"]) for row in read] == [
        ("Xã Lũng Cú", "Gia đình học tập", "700", "E3, D3, F3"), ("Xã Lũng Cú", "Chi hội", "21", "E4"),
    ]  # fmt: skip
    app = publish(app)
    assert families(empty_store) == {"00715@2020": 700}
    newest = max(int(each) for each in empty_store.batches()["id"])
    app = act(app, newest, "Gỡ lần cập nhật")
    signs(app, "Họ tên người gỡ", "Trần Văn Bình")
    button(app, "Gỡ lần cập nhật này").click().run()
    assert families(empty_store) == {}


def test_a_slip_in_a_total_asks_for_a_word(empty_store: Store) -> None:
    app = upload(open_page(), phu_luc_iii(slip=True), "Phụ lục III.xlsx")
    assert "cộng được 3.000, chênh 90" in words(app)
    assert not publish(app).success
    assert families(empty_store) == {}
    app = publish(app, why="Tổng cũ, xã Tả Lủng bổ sung sau")
    assert families(empty_store)["00742@2020"] == 400


def test_what_is_unclear_is_asked_once_and_remembered(empty_store: Store) -> None:
    app = upload(open_page(), xlsx(ODD), "biểu lạ.xlsx")
    assert PUBLISH not in labels(app)
    (rate,) = [each for each in app.selectbox if each.label == "Công dân học tập › Tỷ lệ (%) (cột D)"]
    assert rate.options[0].startswith("Công dân học tập (trên người lớn)")
    rate.set_value("learning_citizen_rate_adult:value")
    (period,) = [each for each in app.text_input if each.label == "Kỳ của biểu"]
    period.set_value("tháng 5/2024")
    (rows,) = [each for each in app.multiselect if each.label == "Dòng không phải địa bàn (không đọc)"]
    rows.set_value(["Trường THPT Đồng Văn"])
    app = button(app, "Dùng cách hiểu này").click().run()
    assert "Đang dùng cách hiểu đã ghi nhớ cho biểu này." in [each.value for each in app.caption]
    read = table(app, "Số liệu đọc được").rows
    assert [(row["Chỉ tiêu"], row["Số đạt"]) for row in read] == [
        ("Công dân học tập (số người)", "100"), ("Công dân học tập (trên người lớn)", "100"),
    ]  # fmt: skip
    publish(app)
    app = upload(app, xlsx([("Số liệu tính đến tháng 6/2024",), *ODD]), "biểu tháng 6.xlsx")
    assert {row["Kỳ"] for row in table(app, "Số liệu đọc được").rows} == {"tháng 6/2024"}
    assert PUBLISH in labels(app)
    button(app, "Hiểu lại từ đầu").click().run()
    assert PUBLISH not in labels(app)


def test_the_same_file_of_another_period_is_another_upload(empty_store: Store) -> None:
    content = xlsx([("TT", "Xã", "Số gia đình", "GĐHT"), (1, "Lũng Cú", 100, 50)])
    app = upload(open_page(), content, "không kỳ.xlsx")
    for typed in ("tháng 5/2024", "tháng 6/2024"):
        (period,) = [each for each in app.text_input if each.label == "Kỳ của biểu"]
        period.set_value(typed)
        app = button(app, "Dùng cách hiểu này").click().run()
    app = publish(app)
    assert list(empty_store.observations(None, [FAMILY])["period"]) == ["2024-06"]


def test_a_header_nobody_finds_is_pointed_at(empty_store: Store) -> None:
    odd = [
        ("Biểu gì đó",),
        ("Đơn vị", "Kết quả A", "Kết quả B"),
        ("Lũng Cú", "50 hộ", "100 hộ"),
        ("Má Lé", "60 hộ", "90 hộ"),
    ]
    app = upload(open_page(), xlsx(odd), "chữ.xlsx")
    first, last = (
        next(each for each in app.number_input if each.label == label) for label in ("Tiêu đề cột từ dòng", "đến dòng")
    )
    first.set_value(2)
    last.set_value(2)
    app = button(app, "Đọc lại theo tiêu đề này").click().run()
    assert [row["Cột trong tệp"] for row in table(app, "Biểu ở dòng 2").rows] == [
        "Kết quả A (cột B)",
        "Kết quả B (cột C)",
    ]


def test_who_may_not_write_teaches_the_product_nothing(empty_store: Store) -> None:
    with pytest.raises(AppError) as refused:
        pipeline.remember(empty_store, "a" * 64, Answers(columns={"x": ""}), "", READER)
    assert refused.value.code == "not_allowed"
    assert pipeline.remembered(empty_store, "a" * 64) is None
