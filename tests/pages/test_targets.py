"""Targets changed on Danh mục: what is asked, what is refused, what a kept change shows on the other pages at once."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from khuyenhoc.access.local import READER
from khuyenhoc.store.store import Store
from khuyenhoc.ui import rights
from tests.pages.conftest import go, open_page
from tests.pages.screen import cards, table, tables, words
from tests.pages.test_upload import HOSTILE, button, labels

ADD, CHANGE, WITHDRAW, BACK = "Thêm mục tiêu", "Đổi mục tiêu từ một ngày", "Bãi bỏ mục tiêu", "Lấy lại như trước"
SAVE, LOOK, HISTORY = "Ghi thay đổi mục tiêu", "Xem trước", "Lịch sử thay đổi mục tiêu"
FAMILIES, CLANS = "learning_family_rate", "learning_clan_rate"
PAPER = {"paper": "12/QĐ-UBND", "Ngày văn bản": date(2024, 2, 1)}


def start(action: str) -> AppTest:
    app = open_page("danh_muc")
    app.segmented_control(key="target action 0").set_value(action)
    return app.run()


def fill(app: AppTest, **fields: object) -> AppTest:
    """Fields by the beginning of their key; then looks at what would change."""
    for name, value in fields.items():
        (found,) = [
            each
            for kind in ("text_input", "text_area", "date_input", "selectbox", "checkbox")
            for each in app.get(kind)
            if str(each.key).startswith(f"{name} ")
        ]
        found.set_value(value)
    return press(app, LOOK)


def press(app: AppTest, label: str) -> AppTest:
    return button(app, label).click().run()


def pick(app: AppTest, label: str, option: str) -> AppTest:
    """The option of a list whose words begin so."""
    (box,) = [each for each in app.selectbox if each.label == label]
    (number,) = [number for number, each in enumerate(box.options) if each.startswith(option)]
    return box.select_index(number).run()


def sign(app: AppTest, by: str = "Nguyễn Thị Mai") -> AppTest:
    (name,) = [each for each in app.text_input if each.label.startswith("Họ tên người ghi")]
    name.set_value(by)
    return press(app, SAVE)


def refusals(app: AppTest) -> list[str]:
    return [each.value.removeprefix("Phải sửa: ") for each in app.text if each.value.startswith("Phải sửa: ")]


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in app.text)


def changed(value: str = "75,5", **more: object) -> AppTest:
    """The common target of families, another from 1/2/2024: as far as the look at it."""
    app = pick(start(CHANGE), "Mục tiêu", "Gia đình học tập · Cả nước · từ 70%")
    return fill(app, value=value, **PAPER, **more)


def aims(app: AppTest, caption: str = "Gia đình học tập") -> set[str]:
    return {row["Mục tiêu"] for row in table(app, caption).rows}


def test_a_change_is_looked_at_signed_and_shown_on_every_page_at_once(store: Store) -> None:
    before = store.version()
    app = changed()
    assert refusals(app) == []
    assert (
        "Từ 1/2/2024 mục tiêu Gia đình học tập của cả nước là “từ 75,5%, hạn 31/12/2025” "
        "thay cho “từ 70%, hạn 31/12/2025”, theo 12/QĐ-UBND ngày 1/2/2024." in said(app)
    )
    assert "Với số liệu đến tháng 5/2024: 205 đơn vị đổi mục tiêu, " in said(app)
    assert store.version() == before, "looking writes nothing"
    sign(app)
    assert [each.value[:6] for each in app.success] == ["Đã ghi"]
    assert store.version() == before + 1
    assert SAVE not in labels(app)
    assert cards(go(app, "tong_quan"))["Gia đình học tập"].target == "Mục tiêu: từ 75,5% đến 31/12/2025"
    assert aims(app) == {"từ 75,5%"}
    assert aims(go(app, "xep_hang")) == {"từ 75,5%"}
    go(app, "chi_tieu")
    assert "75,5%" in words(app) and "12/QĐ-UBND" in words(app)


def test_figures_on_earlier_dates_keep_the_earlier_target(store: Store) -> None:
    earlier = open_page(ky="2023-12")
    cards_then, rows_then = cards(earlier), table(earlier, "Gia đình học tập").rows
    sign(changed())
    app = open_page(ky="2023-12")
    assert cards(app) == cards_then
    assert table(app, "Gia đình học tập").rows == rows_then
    assert aims(app) == {"từ 70%"} and aims(open_page(ky="2024-05")) == {"từ 75,5%"}


def test_the_preview_counts_the_units_that_get_another_verdict(store: Store) -> None:
    app = changed()
    rows = table(app, "Đổi đánh giá: tháng 5/2024").rows
    counted = sum(int(row["Số đơn vị"]) for row in rows)
    assert f"{counted} đơn vị đổi đánh giá" in said(app)
    before = verdicts()
    sign(app)
    then = verdicts()
    assert then.keys() == before.keys()
    assert sum(before[place] != then[place] for place in then) == counted


def verdicts() -> dict[tuple[str, str], str]:
    """(level, place) -> the verdict the ladder shows."""
    return {
        (level, row["Địa bàn"]): row["Đánh giá"]
        for level in ("xa", "huyen")
        for row in table(open_page("xep_hang", cap=level), "Gia đình học tập").rows
    }


def test_the_list_shows_the_time_each_target_is_in_force_and_the_history_who_and_why(empty_store: Store) -> None:
    app = open_page("danh_muc")
    assert "Thời gian áp dụng" not in table(app, "Mục tiêu").columns
    assert "Chưa ai thay đổi mục tiêu nào trên màn hình." in words(app)
    app = sign(changed(title="Về việc điều chỉnh"))
    rows = {
        (row["Mục tiêu"], row["Thời gian áp dụng"])
        for row in table(app, "Mục tiêu").rows
        if row["Chỉ tiêu"] == "Gia đình học tập" and row["Hạn"] == "31/12/2025"
    }
    assert rows == {("từ 70%", "đến hết 31/1/2024"), ("từ 75,5%", "từ 1/2/2024")}
    (row,) = table(app, HISTORY).rows
    assert row.pop("Khi nào").count(":") == 1
    assert row == {
        "Ai": "Nguyễn Thị Mai", "Chỉ tiêu": "Gia đình học tập", "Áp dụng cho": "Cả nước", "Từ ngày": "1/2/2024",
        "Trước đó": "từ 70%, hạn 31/12/2025", "Đổi thành": "từ 75,5%, hạn 31/12/2025",
        "Văn bản, lý do": "12/QĐ-UBND ngày 1/2/2024. Về việc điều chỉnh",
    }  # fmt: skip


def test_taking_it_back_is_a_further_change_that_restores_every_figure(store: Store) -> None:
    before = cards(open_page()), table(open_page(), "Gia đình học tập").rows
    sign(changed())
    app = start(BACK)
    (when,) = [each for each in app.text_input if each.label == "Lý do"]
    when.set_value("Ghi nhầm")
    press(app, LOOK)
    assert "là “từ 70%, hạn 31/12/2025” thay cho “từ 75,5%, hạn 31/12/2025”, " in said(app)
    sign(app, "Trần Văn Bình")
    assert (cards(open_page()), table(open_page(), "Gia đình học tập").rows) == before
    rows = table(app, HISTORY).rows
    assert [(row["Ai"], row["Trước đó"][:7], row["Đổi thành"][:7]) for row in rows] == [
        ("Trần Văn Bình", "từ 75,5", "từ 70%,"), ("Nguyễn Thị Mai", "từ 70%,", "từ 75,5"),
    ]  # fmt: skip
    assert rows[0]["Văn bản, lý do"].endswith("Ghi nhầm")


def test_taking_back_needs_a_reason_and_works_once(empty_store: Store) -> None:
    assert "Chưa có thay đổi nào để lấy lại." in words(start(BACK))
    sign(changed())
    app = press(start(BACK), LOOK)
    assert refusals(app) == ["Ô “Lý do”: chưa ghi lý do và văn bản bãi bỏ. Hãy ghi số, ngày văn bản."]
    for expected in ([], ["Ô “Mục tiêu”: mục tiêu muốn thay không còn áp dụng. Hãy tải lại trang và chọn lại."]):
        app = start(BACK)
        oldest = app.selectbox[-1]
        oldest.select_index(len(oldest.options) - 1)
        (why,) = [each for each in app.text_input if each.label == "Lý do"]
        why.set_value("Ghi nhầm")
        press(app, LOOK)
        assert [each for each in refusals(app) if "muốn thay" in each] == expected
        if not expected:
            sign(app)


def test_a_target_of_one_district_is_its_own_and_leaves_the_others(store: Store) -> None:
    app = start(ADD)
    app.segmented_control(key="target era").set_value("truoc").run()
    pick(app, "Áp dụng cho", "Một địa bàn")
    pick(app, "Địa bàn", "Huyện Mèo Vạc")
    fill(app, value="60", **PAPER)
    assert "Với số liệu đến tháng 5/2024: 1 đơn vị đổi mục tiêu, 1 đơn vị đổi đánh giá (1 huyện)." in said(app)
    sign(app)
    rows = {row["Địa bàn"]: row["Mục tiêu"] for row in table(open_page(), "Gia đình học tập").rows}
    assert [name for name, aim in rows.items() if aim == "từ 60%"] == ["Huyện Mèo Vạc"]
    assert set(rows.values()) == {"từ 60%", "từ 70%"}


def test_no_target_for_the_province_hides_the_common_one(store: Store) -> None:
    app = start(ADD)
    app.segmented_control(key="target era").set_value("truoc").run()
    fill(app, none=True, **PAPER)
    assert "mục tiêu Gia đình học tập của tỉnh Hà Giang là “Không giao chỉ tiêu" in said(app)
    sign(app)
    assert cards(open_page())["Gia đình học tập"].status == "Không giao chỉ tiêu"


def test_a_withdrawn_target_judges_nobody_from_its_day_on(store: Store) -> None:
    app = pick(start(WITHDRAW), "Mục tiêu", "Dòng họ học tập · Cả nước · từ 65%")
    fill(app, **{"Áp dụng từ ngày": date(2024, 2, 1), "withdraw": "Quyết định 5/QĐ-TTg bãi bỏ"})
    assert "Từ 1/2/2024 bãi bỏ mục tiêu Dòng họ học tập của cả nước: “từ 65%, hạn 31/12/2025”." in said(app)
    sign(app)
    assert aims(open_page(chi_tieu=CLANS), "Dòng họ học tập") == {"từ 75%"}, "the next phase is asked now"
    assert aims(open_page(chi_tieu=CLANS, ky="2023-12"), "Dòng họ học tập") == {"từ 65%"}


REFUSED: dict[str, tuple[dict[str, object], list[str]]] = {
    "no number": ({"value": "nhiều"}, ["Ô “Giá trị”: đọc được “nhiều”; không đọc được thành một số."]),
    "nothing typed": ({"value": ""}, ["Ô “Giá trị”: không đọc được thành một số."]),
    "over 100": ({"value": "120"}, ["Ô “Giá trị”: đọc được “120”; mục tiêu của một tỷ lệ phải từ 0% đến 100%."]),
    "below 0": ({"value": "-5"}, ["Ô “Giá trị”: đọc được “-5”; mục tiêu của một tỷ lệ phải từ 0% đến 100%."]),
    "three decimals": ({"value": "70,555"}, ["Ô “Giá trị”: đọc được “70,555”; mục tiêu có nhiều nhất hai chữ số"]),
    "due before start": (
        {"Hạn": date(2020, 12, 31), "Áp dụng từ ngày": date(2019, 1, 1)},
        ["Ô “Hạn”: đọc được “31/12/2020”; hạn phải sau ngày bắt đầu 1/1/2021."],
    ),
    "no due date": ({"Hạn": None}, ["Ô “Hạn”: chưa chọn ngày."]),
    "no start": ({"Tính từ ngày": None}, ["Ô “Tính từ ngày”: chưa chọn ngày."]),
    "after it is due": (
        {"Áp dụng từ ngày": date(2026, 1, 1)},
        ["Ô “Áp dụng từ ngày”: đọc được “1/1/2026”; mục tiêu này đã hết hạn ngày 31/12/2025;",
         "Ô “Áp dụng từ ngày”: đọc được “1/1/2026”; ngày áp dụng sau hạn 31/12/2025 của mục tiêu."],
    ),
    "no paper": (
        {"paper": " ", "Ngày văn bản": None},
        ["Ô “Số văn bản”: chưa ghi số văn bản", "Ô “Ngày văn bản”: chưa ghi ngày ban hành"],
    ),
    "a milestone that is none": (
        {"stones": "2023 60\n2024: nhiều"},
        ["Ô “Các mốc”: đọc được “2023 60”; không đọc được mốc này.", "Ô “Các mốc”: đọc được “2024: nhiều”; không đọc được"],
    ),
    "a milestone above the target": (
        {"stones": "2024: 80"}, ["Ô “Các mốc”: đọc được “31/12/2024”; mốc 80% vượt quá mục tiêu (từ 75,5%)."]
    ),
    "a milestone past the due day": (
        {"stones": "31/12/2027: 70"}, ["Ô “Các mốc”: đọc được “31/12/2027”; mốc phải nằm giữa ngày bắt đầu 1/1/2021 và hạn 31/12/2025."]
    ),
    "a long title": ({"title": "a" * 501}, ["Ô “Trích yếu”: dài 501 chữ, nhiều nhất 500 chữ."]),
    "all of it at once": (
        {"value": "x", "paper": "", "note": "a" * 501},
        ["Ô “Giá trị”: đọc được “x”;", "Ô “Số văn bản”: chưa ghi", "Ô “Ghi chú”: dài 501 chữ"],
    ),
}  # fmt: skip


def test_each_refusal_says_where_what_and_why_and_offers_no_way_to_keep_it(empty_store: Store) -> None:
    version = empty_store.version()
    app = pick(start(CHANGE), "Mục tiêu", "Gia đình học tập · Cả nước · từ 70%")
    good: dict[str, object] = {
        "value": "75,5", "Tính từ ngày": date(2021, 1, 1), "Hạn": date(2025, 12, 31), "Áp dụng từ ngày": None,
        "stones": "", "title": "", "note": "", **PAPER,
    }  # fmt: skip
    for case, (fields, sentences) in REFUSED.items():
        fill(app, **good | fields)
        found = refusals(app)
        assert [each[: len(start)] for each, start in zip(found, sentences, strict=True)] == sentences, case
        assert app.error[0].value == f"Có {len(sentences)} điều phải sửa. Chưa có gì được ghi.", case
        assert SAVE not in labels(app), case
    assert empty_store.version() == version
    fill(app, **good)
    assert refusals(app) == [] and SAVE in labels(app), "mended, it may be kept"


def test_a_second_target_of_the_same_is_refused(empty_store: Store) -> None:
    app = start(ADD)
    app.segmented_control(key="target era").set_value("truoc").run()
    pick(app, "Áp dụng cho", "Cả nước")
    fill(app, value="75", Hạn=date(2025, 12, 31), **PAPER)
    assert [each.split(";")[0][:56] for each in refusals(app)] == [
        "Ô “Áp dụng cho”: đã có mục tiêu “Gia đình học tập” cùng "
    ]


def test_an_old_unit_for_a_new_phase_is_refused(empty_store: Store) -> None:
    app = start(ADD)
    app.segmented_control(key="target era").set_value("truoc").run()
    pick(app, "Áp dụng cho", "Một địa bàn")
    days = {"Tính từ ngày": date(2026, 1, 1), "Hạn": date(2030, 12, 31)}
    fill(app, value="75", **PAPER, **days)
    (refusal,) = refusals(app)
    assert refusal.endswith(
        "chỉ có đến hết ngày 30/6/2025, không có vào ngày 1/1/2026 (ngày mục tiêu bắt đầu tính). "
        "Hãy chọn địa bàn của thời điểm đó."
    )


def test_a_sign_against_the_direction_is_a_warning(empty_store: Store) -> None:
    app = fill(start(CHANGE), sign="<=", value="75", **PAPER)
    assert "Cần xem lại: Ô “So sánh”: “Gia đình học tập” càng cao càng tốt" in said(app)
    assert refusals(app) == [] and SAVE in labels(app)


def test_a_target_in_force_only_later_changes_no_verdict_yet(store: Store) -> None:
    app = changed(**{"Áp dụng từ ngày": date(2025, 1, 1)})
    assert "Với số liệu đến tháng 5/2024, chưa địa bàn nào của tỉnh đổi mục tiêu hay đổi đánh giá." in said(app)


def test_without_figures_targets_can_still_be_changed(empty_store: Store) -> None:
    app = changed()
    assert "Chưa có số liệu nào nên chưa có đánh giá nào thay đổi." in said(app)
    sign(app)
    assert len(empty_store.target_changes()) == 1


def test_keeping_needs_a_name(empty_store: Store) -> None:
    version = empty_store.version()
    app = sign(changed(), " ")
    assert [each.value for each in app.error] == ["Hãy ghi họ tên của bạn để lưu vào lịch sử."]
    assert empty_store.version() == version and SAVE in labels(app)


def test_what_somebody_else_kept_in_between_is_not_passed_over_unseen(empty_store: Store) -> None:
    mine = changed()
    sign(changed("80"), "Người khác")
    version = empty_store.version()
    sign(mine)
    assert "đã có người khác đưa số liệu vào sử dụng hoặc đổi mục tiêu" in words(mine) or refusals(mine)
    assert empty_store.version() == version
    assert [kept.by for kept in empty_store.target_changes()] == ["Người khác"]


def test_a_publication_in_between_is_shown_before_the_same_click_works(store: Store) -> None:
    app = changed()
    batch = store.batches()["id"].iloc[0]
    store.roll_back(int(batch), store.version(), "Người khác")
    version = store.version()
    sign(app)
    assert "đã có người khác đưa số liệu vào sử dụng hoặc đổi mục tiêu" in app.error[0].value
    assert store.version() == version
    sign(app)
    assert store.version() == version + 1


def test_a_reader_sees_the_history_and_no_form(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sign(changed())
    monkeypatch.setattr(rights, "person", lambda: READER)
    app = open_page("danh_muc")
    assert len(table(app, HISTORY).rows) == 1
    assert "Máy này chỉ được xem" in words(app)
    assert [each.label for each in app.get("button_group")] == ["Danh mục"]


def test_losing_the_right_before_the_click_keeps_nothing(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = changed()
    version = empty_store.version()
    (name,) = [each for each in app.text_input if each.label.startswith("Họ tên người ghi")]
    name.set_value("Người lạ")
    button(app, SAVE).click()
    monkeypatch.setattr(rights, "person", lambda: READER)
    app.run()
    assert empty_store.version() == version and not app.success


def test_on_the_wall_there_is_no_form(empty_store: Store) -> None:
    app = open_page("danh_muc", trinh_chieu="1")
    assert "Sửa mục tiêu" not in words(app)
    assert len(table(app, "Mục tiêu").rows) > 20


def test_markup_typed_into_a_target_is_text(store: Store) -> None:
    app = changed(title=HOSTILE, note=HOSTILE)
    sign(app, f"{HOSTILE} Mai")
    for page in ("danh_muc", "tong_quan", "dia_ban"):
        go(app, page)
        written = [each.value for each in app.html if not each.value.startswith(("<style>", "<script>document"))]
        assert not any("<script" in text or "<img src=x" in text for text in written), page
    go(app, "danh_muc")
    assert f"{HOSTILE} Mai" in words(app)
    assert all(not each.proto.allow_html for each in app.markdown)


def test_every_table_stays_when_the_action_is_chosen(empty_store: Store) -> None:
    captions = [each.caption for each in tables(open_page("danh_muc"))]
    for action in (ADD, CHANGE, WITHDRAW, BACK):
        assert [each.caption for each in tables(start(action))] == captions
