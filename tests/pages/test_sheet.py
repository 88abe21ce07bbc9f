"""Địa bàn: the line that says it all, every indicator among the peers, whom to learn from, what is sent, what the place says."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import READER
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.pages.conftest import open_page
from tests.pages.screen import markup, plain, table, tables, words
from tests.pages.test_states import NEW_COMMUNE, commune
from tests.pages.test_upload import FAMILIES, button, file, labels, publish, upload

BAC_ME, LUNG_CU = "031", "00715"
FORM = "Ghi ý kiến của địa phương"
NOTE = "Đang rà soát <b>tổng số</b> sau khi tách thôn"


def summary(app: AppTest) -> str:
    (found,) = [plain(each) for each in markup(app) if 'class="tom-tat"' in each]
    return found


def popovers(app: AppTest) -> list[str]:
    return [each.proto.popover.label for each in app.get("popover")]


def images(app: AppTest, row: str) -> list[str]:
    """What the drawings of one row say."""
    (text,) = [each for each in markup(app) if "Chỉ tiêu có mục tiêu" in each]
    (line,) = [each for each in text.split("<tr") if f">{row}</a>" in each]
    return [unescape(each) for each in re.findall(r'<img[^>]* alt="([^"]*)"', line)]


# --- reading -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("installation")
def test_the_first_line_says_rank_need_and_where() -> None:
    app = open_page("dia_ban", dia_ban=BAC_ME)
    assert (
        "Huyện Bắc Mê: thứ hạng minh họa 8/11, thêm 73 gia đình để lên hạng 7; để đạt mục tiêu cần 99 gia đình mỗi tháng, "
        "tập trung ở 3 địa bàn: Thị trấn Yên Phú, Xã Minh Ngọc và Xã Yên Cường."
    ) in summary(app)
    below = table(app, "Gia đình học tập: tháng 5/2024")
    assert [name.partition(" (")[0] for name in below.names()[:3]] == [
        "Thị trấn Yên Phú",
        "Xã Minh Ngọc",
        "Xã Yên Cường",
    ]
    assert "3 địa bàn này chiếm 58% phần còn thiếu của 11 nơi chưa đạt (cộng lại 1.917 gia đình" in words(app)
    lacking = [
        int(row["Còn thiếu/Vượt"].split()[1].replace(".", "")) for row in below.rows if "thiếu" in row["Còn thiếu/Vượt"]
    ]
    assert (sum(lacking), len(lacking), round(sum(lacking[:3]) / sum(lacking), 2)) == (1917, 11, 0.58)


@pytest.mark.usefixtures("installation")
def test_the_rank_in_the_line_is_that_of_the_row_and_of_the_ranking() -> None:
    app = open_page("dia_ban", dia_ban=BAC_ME, chi_tieu="learning_clan_rate")
    rank = re.search(r"thứ hạng minh họa (\d+/11)", summary(app))[1]  # type: ignore[index]
    assert table(app, "Chỉ tiêu có mục tiêu").row("Dòng họ học tập")["Thứ hạng minh họa"] == rank
    ladder = table(open_page("xep_hang", cap="huyen", chi_tieu="learning_clan_rate"), "Dòng họ học tập")
    assert ladder.row("Huyện Bắc Mê")["Thứ hạng minh họa"].split()[0] == rank.partition("/")[0]


@pytest.mark.usefixtures("installation")
def test_every_row_shows_its_course_and_where_the_peers_lie() -> None:
    app = open_page("dia_ban", dia_ban=BAC_ME)
    trend, spine = images(app, "Gia đình học tập")
    assert re.fullmatch(r"Diễn biến \d kỳ: từ \d\d,\d% đến 53,2%, mục tiêu 70,0%", trend)
    rates = [
        float(row["Thực hiện"].removesuffix("%").replace(",", "."))
        for row in table(open_page("xep_hang", cap="huyen"), "Gia đình học tập").rows
    ]
    said = re.findall(r"\d+,\d", spine)
    assert (said[0], said[3], said[4]) == tuple(
        f"{each:.1f}".replace(".", ",") for each in (min(rates), max(rates), 53.2)
    )
    assert spine.endswith("mục tiêu 70%")


@pytest.mark.usefixtures("installation")
def test_a_province_has_no_rank_and_lies_among_its_districts() -> None:
    app = open_page("dia_ban", dia_ban="02")
    assert (
        "Tỉnh Hà Giang: 66,6%; để đạt mục tiêu cần khoảng 337 gia đình mỗi tháng, tập trung ở 3 huyện (minh họa):"
        in summary(app)
    )
    assert "Hạng mấy" not in summary(app) and "giống mình" not in words(app)
    columns = table(app, "Chỉ tiêu có mục tiêu").columns
    assert "So với các huyện" in columns and not {"Hạng", "Thứ hạng minh họa"} & set(columns)


@pytest.mark.usefixtures("installation")
def test_whom_to_learn_from_is_named_in_the_answer_and_shown_beside_the_unit() -> None:
    app = open_page("dia_ban", dia_ban=LUNG_CU)
    found = table(app, "Gia đình học tập: cùng xuất phát, nay đi trước")
    own, *others = found.rows
    assert own["Địa bàn"] == "Xã Lũng Cú (Huyện Đồng Văn)" and own["Hơn địa bàn này"] == ""
    leads = [float(row["Hơn địa bàn này"].replace(",", ".")) for row in others]
    assert 1 <= len(leads) <= 3 and leads == sorted(leads, reverse=True) and min(leads) >= 3
    for row in others:
        before, was = (float(each["Tháng 6/2022"].removesuffix("%").replace(",", ".")) for each in (row, own))
        assert abs(before - was) <= 2.1  # as printed
        assert row["Địa bàn"].startswith("Xã ") and row["Địa bàn"] in summary(app)


@pytest.mark.usefixtures("installation")
def test_without_a_round_two_years_before_the_page_says_so() -> None:
    app = open_page("dia_ban", dia_ban=LUNG_CU)
    periods = app.selectbox(key="pick ky")
    periods.select(periods.options[-1]).run()
    assert "Chưa có số liệu của khoảng hai năm trước (18 đến 30 tháng) để so sánh." in words(app)


@pytest.mark.usefixtures("installation")
def test_the_wall_of_a_meeting_room_has_no_form_and_fewer_columns() -> None:
    app = open_page("dia_ban", dia_ban=BAC_ME, trinh_chieu="1")
    assert table(app, "Chỉ tiêu có mục tiêu").columns == [
        "Chỉ tiêu", "Mục tiêu", "Thực hiện", "Còn thiếu/Vượt", "Thứ hạng minh họa", "So với các huyện", "Đánh giá",
    ]  # fmt: skip
    assert popovers(app) == ["Lựa chọn"]


# --- few figures -------------------------------------------------------------------------------------------------


def test_a_commune_without_any_figure_is_asked_for_its_report(empty_store: Store) -> None:
    assert publish(upload(open_page(), file(commune("00712", "500")))).success
    app = open_page("dia_ban", dia_ban=LUNG_CU)
    assert len(app.error) == 0
    said = summary(app)
    assert "Xã Lũng Cú: chưa báo cáo Gia đình học tập tháng 5/2024." in said
    assert "Gửi báo cáo Gia đình học tập tháng 5/2024." in said
    row = table(app, "Chỉ tiêu có mục tiêu").row("Gia đình học tập")
    assert (row["Thực hiện"], row["Đánh giá"]) == ("", "▨ Chưa báo cáo")


def test_one_real_figure_has_a_rank_that_is_not_called_simulated(empty_store: Store) -> None:
    rows = [commune(code, f"{600 + number}") for number, code in enumerate(("00712", LUNG_CU))]
    assert publish(upload(open_page(), file(*rows))).success
    app = open_page("dia_ban", dia_ban="00712")
    assert (
        "Thị trấn Phố Bảng: hạng 2/2 nơi được xếp hạng, thêm 2 gia đình để lên hạng 1; để đạt mục tiêu cần 6 gia đình mỗi tháng."
        in summary(app)
    )
    assert "minh họa" not in words(app).lower()


def test_a_unit_since_july_2025_has_no_district_and_nobody_to_compare_with(empty_store: Store) -> None:
    rows = [commune("00712", "500"), commune(NEW_COMMUNE, "700", period="2025-12")]
    assert publish(upload(open_page(), file(*rows))).success
    app = open_page("dia_ban", dia_ban=NEW_COMMUNE, ky="2025-12")
    assert "Phường Hà Giang 2: hạng 1/1 nơi được xếp hạng; vừa đạt mục tiêu." in summary(app)
    assert "Phường giống mình làm tốt hơn" in [each.value for each in app.header]
    assert "So với các xã" in table(app, "Chỉ tiêu có mục tiêu").columns


# --- sending -----------------------------------------------------------------------------------------------------


def opened(app: AppTest, key: str) -> AppTest:
    app.session_state[key] = True
    return app.run()


@pytest.mark.usefixtures("installation")
def test_card_and_text_are_made_when_somebody_opens_them_and_follow_the_indicator() -> None:
    app = open_page("dia_ban", dia_ban=BAC_ME)
    assert len(app.code) == len(app.get("image")) == 0
    opened(app, "share")
    (text,) = [each.value for each in app.code]
    assert text.splitlines()[0] == "HUYỆN BẮC MÊ (Tỉnh Hà Giang)"
    assert summary(app).partition("Huyện Bắc Mê: ")[2].partition(".")[0] in text
    assert "MINH HỌA – không phải số liệu thật" in text
    assert len(app.get("image")) == 1
    assert "Tải thẻ (PNG)" in [each.label for each in app.get("download_button")]
    app.selectbox(key="pick chi-tieu").select("learning_unit_rate").run()
    (text,) = [each.value for each in app.code]
    assert "Đơn vị học tập: 98,1%, mục tiêu từ 80%" in text and "vượt 9 đơn vị" in text


# --- ý kiến của địa phương ---------------------------------------------------------------------------------------


def written(app: AppTest, text: str, by: str, label: str = "Lưu ý kiến") -> AppTest:
    """The form opened, filled in and sent."""
    opened(app, f"remark {app.session_state['remark turn'] if 'remark turn' in app.session_state else 0}")  # noqa: SIM401
    app.text_area[0].set_value(text)
    app.text_input[0].set_value(by)
    button(app, label).click()
    return app.run()


def test_a_note_stands_under_the_verdict_in_the_text_to_copy_and_is_never_markup(store: Store) -> None:
    app = open_page("dia_ban", dia_ban=BAC_ME)
    version = store.version()
    written(app, NOTE, "Nguyễn Văn A, Chủ tịch Hội")
    assert store.version() == version + 1
    said = f"“{NOTE}” – Nguyễn Văn A, Chủ tịch Hội"
    assert f"Ý kiến của địa phương: {said}" in summary(app)
    rows = table(app, "Chỉ tiêu có mục tiêu")
    assert said in rows.row("Gia đình học tập")["Đánh giá"] and said not in rows.row("Dòng họ học tập")["Đánh giá"]
    assert not any("<b>tổng" in each for each in markup(app))
    assert said in opened(app, "share").code[0].value
    assert "Ý kiến" not in summary(open_page("dia_ban", dia_ban=BAC_ME, ky="2023-12")), "a note belongs to its period"
    assert said in summary(open_page("dia_ban", dia_ban=BAC_ME)), "everybody reads it"


def test_a_note_is_changed_and_withdrawn(store: Store) -> None:
    app = written(open_page("dia_ban", dia_ban=BAC_ME), NOTE, "Nguyễn Văn A")
    written(app, "Đã rà soát xong", "Nguyễn Văn A")
    assert "Đã rà soát xong" in summary(app) and "Đang rà soát" not in summary(app)
    written(app, "Đã rà soát xong", "Trần Thị B", "Rút ý kiến")
    assert "Ý kiến của địa phương" not in summary(app)
    assert store.remarks().empty


@pytest.mark.parametrize(
    ("text", "by", "told"),
    [
        ("  ", "Nguyễn Văn A", "Hãy viết ý kiến rồi bấm lại. Chưa có gì được ghi."),
        ("Đang rà soát", "  ", "Hãy ghi họ tên của bạn để lưu vào lịch sử."),
    ],
)
def test_a_note_without_words_or_signature_is_not_kept(store: Store, text: str, by: str, told: str) -> None:
    version = store.version()
    app = written(open_page("dia_ban", dia_ban=BAC_ME), text, by)
    assert [each.value for each in (*app.warning, *app.error)] == [told]
    assert store.version() == version
    assert tables(app), "the sheet stays below"


def test_a_publication_in_between_is_seen_before_the_note_is_kept(store: Store) -> None:
    app = opened(open_page("dia_ban", dia_ban=BAC_ME), "remark 0")
    assert publish(upload(open_page(), file(FAMILIES))).success
    version = store.version()
    app.text_area[0].set_value("Đang rà soát")
    app.text_input[0].set_value("Nguyễn Văn A")
    button(app, "Lưu ý kiến").click().run()
    assert "đã có người khác đưa số liệu vào sử dụng" in app.error[0].value
    assert store.version() == version
    button(app, "Lưu ý kiến").click().run()
    assert store.version() == version + 1


def test_a_reader_reads_notes_and_writes_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(written(open_page("dia_ban", dia_ban=BAC_ME), NOTE, "Nguyễn Văn A"), "remark 1")
    version = store.version()
    app.text_area[0].set_value("Lời của người lạ")
    button(app, "Lưu ý kiến").click()
    monkeypatch.setattr(rights, "person", lambda: READER)
    app.run()
    assert store.version() == version
    assert FORM not in popovers(app) and "Lưu ý kiến" not in labels(app)
    assert NOTE in summary(app)
