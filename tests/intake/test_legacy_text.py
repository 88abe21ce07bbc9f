"""TCVN3, VNI, Windows-1258 -> Unicode, by font and by evidence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.intake import legacy_text
from khuyenhoc.intake.legacy_text import Evidence, Reading, declared, draws_capitals, in_unicode, read_cell
from khuyenhoc.intake.syllables import is_syllable

SENTENCES = [  # Unicode, TCVN3, VNI
    ("Huyện Đồng Văn", "HuyÖn §ång V¨n", "Huyeän Ñoàng Vaên"),
    ("Tỉnh Hà Giang", "TØnh Hµ Giang", "Tænh Haø Giang"),
    ("Ủy ban nhân dân", None, "UÛy ban nhaân daân"),
    ("ủy ban nhân dân", "ñy ban nh©n d©n", "uûy ban nhaân daân"),
    ("đơn vị học tập", "®¬n vÞ häc tËp", "ñôn vò hoïc taäp"),
    ("cộng đồng khuyến học", "céng ®ång khuyÕn häc", "coäng ñoàng khuyeán hoïc"),
    ("những người được xóa mù chữ", "nh÷ng ng\u00adêi ®\u00adîc xãa mï ch÷", "nhöõng ngöôøi ñöôïc xoùa muø chöõ"),
    ("kỳ này tăng", "kú nµy t¨ng", "kyø naøy taêng"),
    ("ĐƠN VỊ", None, "ÑÔN VÒ"),
]
DRAWN = [
    (reading, old, new)
    for new, tcvn3, vni in SENTENCES
    for reading, old in ((Reading.TCVN3, tcvn3), (Reading.VNI, vni))
    if old
]
FONT = {Reading.TCVN3: ".VnTime", Reading.VNI: "VNI-Times"}


def read(text: str, font: str = "", *others: tuple[str, str]) -> tuple[str, Reading]:
    return read_cell([(text, font)], Evidence([[(text, font)], *([other] for other in others)]))


@pytest.mark.parametrize(("reading", "old", "new"), DRAWN)
def test_in_its_font(reading: Reading, old: str, new: str) -> None:
    assert read(old, FONT[reading]) == (new, reading)


@pytest.mark.parametrize(("reading", "old", "new"), DRAWN)
def test_without_a_font_the_letters_decide(reading: Reading, old: str, new: str) -> None:
    assert read(old) == (new, reading)
    assert read(old, "Times New Roman") == (new, reading)


@pytest.mark.parametrize("new", [new for new, *_ in SENTENCES] + ["Bé", "hoà", "5 m²", "·", "25°C", "100µm", "KPS", ""])
def test_what_is_unicode_stays(new: str) -> None:
    assert read(new) == (new, Reading.UNICODE)
    assert read(unicodedata.normalize("NFD", new)) == (new, Reading.UNICODE)


@pytest.mark.parametrize("new", ["Huyện Đồng Văn", "được xóa mù chữ"])
def test_unicode_pasted_into_an_old_font_stays(new: str) -> None:
    assert read(new, ".VnTime") == (new, Reading.UNICODE)


def test_a_short_text_follows_its_font() -> None:
    """“Bé” may be Unicode (bé) or TCVN3 (bộ): alone nobody can tell."""
    assert read("Bé", ".VnTime") == ("Bộ", Reading.TCVN3)
    assert read("Bé", "Arial") == ("Bé", Reading.UNICODE)
    assert read("Bé", "Arial", ("HuyÖn §ång V¨n", "Arial")) == ("Bộ", Reading.TCVN3)
    assert read("Bé", "Arial", ("HuyÖn §ång V¨n", ".VnTime")) == ("Bé", Reading.UNICODE)


def test_one_book_may_mix_all_of_them() -> None:
    cells = [
        ("HuyÖn §ång V¨n", ".VnTime"),
        ("Huyeän Meøo Vaïc", "VNI-Times"),
        ("Huyện Vị Xuyên", "Arial"),
        ("UBND tØnh", "Arial"),
    ]
    evidence = Evidence([cell] for cell in cells)
    assert [read_cell([cell], evidence)[0] for cell in cells] == [
        "Huyện Đồng Văn", "Huyện Mèo Vạc", "Huyện Vị Xuyên", "UBND tỉnh",
    ]  # fmt: skip


@pytest.mark.parametrize("font", [".VnTimeH", ".VnTimeh", ".VNTIMEH", ".VnArial NarrowH"])
def test_fonts_of_capitals_draw_capitals(font: str) -> None:
    assert draws_capitals(font)
    assert read("Danh môc dù ¸n", font)[0] == "DANH MỤC DỰ ÁN"


@pytest.mark.parametrize("font", [".VnTime", ".VnArial Narrow", "VNI-TimesH", "Times New Roman", "Garamond H"])
def test_other_fonts_do_not(font: str) -> None:
    assert not draws_capitals(font)


def test_every_run_of_a_cell_is_read_in_its_own_font() -> None:
    capital = [("È", ".VnTimeH"), ("n tinh hoµn", ".VnTime")]
    assert read_cell(capital, Evidence([capital])) == ("Ẩn tinh hoàn", Reading.TCVN3)
    mixed = [("HuyÖn ", ".VnTime"), ("Meøo Vaïc", "VNI-Times"), (" – Hà Giang", "Arial")]
    assert read_cell(mixed, Evidence([mixed]))[0] == "Huyện Mèo Vạc – Hà Giang"


@pytest.mark.parametrize(
    ("font", "reading"),
    [(".VnTime", Reading.TCVN3), (".vnarial", Reading.TCVN3), ("VNI-Times", Reading.VNI), ("vni helve", Reading.VNI),
     ("Vnitalic", None), ("Arial", None), ("", None)],
)  # fmt: skip
def test_what_fonts_say(font: str, reading: Reading | None) -> None:
    assert declared(font) is reading


def test_windows_1258_read_as_western_bytes() -> None:
    assert read("Huyêòn ÐôÌng Vãn") == ("Huyện Đồng Văn", Reading.WINDOWS_1258)


def test_old_text_read_under_the_vietnamese_code_page() -> None:
    """§ång in the bytes of TCVN3, shown by Windows-1258 where letters of the two code pages differ."""
    western = "nh÷ng ng\u00adêi ®\u00adîc xãa mï ch÷, chÌ, ®Õn"
    vietnamese = western.encode("cp1252").decode("cp1258")
    assert vietnamese != western
    assert read(vietnamese, ".VnTime")[0] == "những người được xóa mù chữ, chè, đến"


def test_vni_with_the_sign_of_the_dot_after_i() -> None:
    assert read("xaùc ñiïnh", "VNI-Times")[0] == "xác định"


def test_a_text_without_cells_is_read_between_its_delimiters() -> None:
    text, changed = in_unicode('kú;®Þa bµn\n5/2024;"HuyÖn §ång V¨n"\n')
    assert text == 'kỳ;địa bàn\n5/2024;"Huyện Đồng Văn"\n'
    assert changed == {"kú": "kỳ", "®Þa bµn": "địa bàn", "HuyÖn §ång V¨n": "Huyện Đồng Văn"}


@pytest.mark.parametrize("table", [legacy_text._TCVN3_SIGNS, legacy_text._TCVN3_LETTERS])
def test_the_table_of_tcvn3_names_every_letter_once(table: str) -> None:
    assert len(set(table)) == len(table) == 74


@given(st.text())
def test_reading_is_nfc_and_never_fails(text: str) -> None:
    words, _ = read(text, ".VnTimeH")
    assert unicodedata.is_normalized("NFC", words)


@given(st.text(alphabet="àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵabcĐ 123", max_size=30))
def test_tcvn3_there_and_back(text: str) -> None:
    signs = {letter: sign for sign, letter in zip(legacy_text._TCVN3_SIGNS, legacy_text._TCVN3_LETTERS, strict=True)}
    assert legacy_text.tcvn3("".join(signs.get(letter, letter) for letter in text)) == text


@pytest.mark.parametrize(
    "word",
    [
        "Huyện",
        "nghiêng",
        "khuyến",
        "quốc",
        "giếng",
        "gì",
        "quý",
        "Đắk",
        "uỷ",
        "ủy",
        "hoà",
        "hòa",
        "yếu",
        "thuở",
        "boong",
        "đứt",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["HuyÖn", "triưu", "mýaa", "Ñôn", "huyẹ̣n", "cát̀", "mứcc", "öa", "café", "tòan học", "ktế"]
)
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_a_stop_takes_only_the_acute_and_the_dot() -> None:
    assert [is_syllable(word) for word in ("học", "hóc", "hòc", "hỏc", "hõc")] == [True, True, False, False, False]


def test_abbreviations_speak_for_unicode() -> None:
    """“Xã” is a word in Unicode, and “Xó” one in TCVN3; GĐHT, CĐHT, ĐVHT are none in either, but written in Unicode."""
    titles = [[("Xã", "Calibri")], [("GĐHT", "Calibri")], [("CĐHT", "Calibri")], [("ĐVHT", "Calibri")]]
    assert read_cell(titles[0], Evidence(titles)) == ("Xã", Reading.UNICODE)
    assert in_unicode("TT;Xã;GĐHT;CĐHT\n1;Lũng;2;3") == ("TT;Xã;GĐHT;CĐHT\n1;Lũng;2;3", {})
