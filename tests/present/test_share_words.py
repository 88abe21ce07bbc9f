"""What leaves by Zalo: the words of the card and the text to copy."""

import unicodedata

import pytest

from khuyenhoc.present import share_words
from khuyenhoc.present.unit_words import Below
from tests.present.test_unit_words import BELOW, NOTHING, alone, told


def test_the_text_to_copy_has_line_figure_places_note_date_and_link():
    text = share_words.message(
        told(BELOW), "Tỉnh Hà Giang", "“Đang rà soát” – Nguyễn Văn A", "http://may:8501/dia-ban?ky=2024-05"
    )
    assert text.splitlines() == [
        "HUYỆN BẮC MÊ (Tỉnh Hà Giang)",
        "Gia đình học tập: 53,2%, mục tiêu từ 70% đến 31/12/2025. Đánh giá: Chậm tiến độ.",
        "Huyện Bắc Mê: hạng 8/11, thêm 73 gia đình để lên hạng 7; để đạt mục tiêu cần 99 gia đình mỗi tháng, tập trung ở 2 xã: "
        "Xã Minh Ngọc và Xã Yên Cường.",
        "Còn thiếu 1.877 gia đình.",
        "Tập trung ở 2 xã: Xã Minh Ngọc (thiếu 348) và Xã Yên Cường (thiếu 257).",
        "Ý kiến của địa phương: “Đang rà soát” – Nguyễn Văn A",
        "Số liệu đến tháng 5/2024.",
        "http://may:8501/dia-ban?ky=2024-05",
    ]  # fmt: skip


def test_simulated_figures_are_called_so_in_text_and_card():
    assert share_words.message(told(sample=True), "").splitlines()[-1] == (
        "Số liệu đến tháng 5/2024. MINH HỌA – không phải số liệu thật."
    )
    card = share_words.card(told(sample=True), "")
    assert (card.sample, card.facts[0]) == (True, ("Thứ hạng minh họa", "8/11"))


def test_a_real_figure_over_simulated_children_says_so_on_the_card():
    below = Below(BELOW.units, 0.3, 1917, 11, "xã", sample=True)
    card = share_words.card(told(below), "")
    assert (card.sample, card.pushes_title) == (False, "Tập trung ở 2 xã (minh họa)")


def test_the_card_of_a_province_has_no_rank_and_no_place_above():
    for estimated in ({"inferred": True}, {"approximate": "~"}):
        card = share_words.card(alone(**estimated), "")
        assert card.facts == [("Mỗi tháng cần thêm", "khoảng 99 gia đình")]
    assert share_words.message(alone(), "").startswith("TỈNH HÀ GIANG\n")


@pytest.mark.parametrize(
    ("changes", "value", "gap", "share"),
    [
        ({}, "53,2%", "Còn thiếu 1.877 gia đình", 0.532),
        ({"status": "achieved", "surplus": 9.0, **NOTHING}, "53,2%", "Vượt 9 gia đình", 0.532),
        ({"status": "not_reported", "value": None, **NOTHING}, "chưa có số liệu", "Chưa báo cáo tháng 5/2024", None),
        ({"status": "no_target", "target": None, **NOTHING}, "53,2%", "", 0.532),
    ],
    ids=["lacks", "met", "silent", "no target"],
)
def test_the_card_tells_what_is_missing_or_why_nothing_is_told(changes, value, gap, share):
    card = share_words.card(told(inherited=False, **changes), "Tỉnh Hà Giang")
    assert (card.value, card.gap, card.share) == (value, gap, share)


def test_letters_leave_composed():
    apart = unicodedata.normalize("NFD", "Huyện Bắc Mê")
    card = share_words.card(told(unit_name=apart), apart)
    text = share_words.message(told(unit_name=apart), apart)
    assert card.place == card.above == "Huyện Bắc Mê"
    assert text == unicodedata.normalize("NFC", text) and "HUYỆN BẮC MÊ (Huyện Bắc Mê)" in text
