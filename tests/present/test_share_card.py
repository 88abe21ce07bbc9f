"""The card is measured, not looked at: whatever the words, nothing leaves the picture, covers another text or is lost."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from khuyenhoc.geography import admin_units
from khuyenhoc.present import share_card, status
from khuyenhoc.present.share_card import HEIGHT, MARGIN, WIDTH, Area, Words
from khuyenhoc.present.share_words import NOT_REAL, ShareCard

NAMES = sorted(set(admin_units.units()["name"]), key=len)[-40:]
CARD = ShareCard(
    "Huyện Bắc Mê", "Tỉnh Hà Giang", "Gia đình học tập", "53,2%", "mục tiêu từ 70% đến 31/12/2025", status.look("on_track"),
    "Còn thiếu 1.877 gia đình", "số liệu đến tháng 5/2024", (("Hạng", "8/11"), ("Mỗi tháng cần thêm", "99 gia đình")),
    "Tập trung ở 3 địa bàn", (("Thị trấn Yên Phú", "thiếu 503"), ("Xã Minh Ngọc", "thiếu 348")), 0.532, 0.7,
)  # fmt: skip
FULLEST = replace(
    CARD, place="Thị trấn Nông trường Việt Lâm và Phường Văn Miếu - Quốc Tử Giám", above="Thành phố Phan Rang - Tháp Chàm",
    indicator="Công dân học tập trên người lao động trong gia đình, dòng họ học tập", value="khoảng 125.071 người",
    look=status.look("insufficient", inherited=True), gap="Còn thiếu khoảng 1.206.385 gia đình (1.206.287–1.206.484)",
    facts=(("Thứ hạng minh họa", "1.234/10.598"), ("Mỗi tháng cần thêm", "khoảng 120.337 gia đình")),
    pushes=[("Phường Văn Miếu - Quốc Tử Giám", "thiếu 1.206.385")] * 3, sample=True,
)  # fmt: skip


def texts(card: ShareCard) -> list[Words]:
    return [piece for piece in share_card.layout(card) if isinstance(piece, Words)]


def said(card: ShareCard) -> str:
    return " ".join(words.text for words in texts(card))


def assert_laid_out(card: ShareCard) -> None:
    found = texts(card)
    for words in found:
        left, top, right, bottom = words.box
        assert left >= MARGIN and right <= WIDTH - MARGIN + 0.5, words
        assert top >= 0 and bottom <= HEIGHT, words
    for one, other in combinations(found, 2):
        apart = one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
        assert apart or one.box[3] <= other.box[1] + 0.5 or other.box[3] <= one.box[1] + 0.5, (one, other)


@pytest.mark.parametrize("card", [CARD, FULLEST], ids=["usual", "fullest"])
def test_every_text_keeps_within_the_margins_and_off_the_others(card):
    assert_laid_out(card)


name = st.sampled_from(NAMES)


@settings(max_examples=30)  # each measures every line of a card
@given(
    name, name, st.lists(st.tuples(name, st.integers(1, 10**7)), max_size=3),
    st.sampled_from(sorted(status.LOOKS)), st.booleans(), st.booleans(), st.none() | st.floats(0, 1.3), st.none() | st.floats(0, 1.1),
)  # fmt: skip
def test_the_longest_names_of_the_country_fit(place, above, pushes, code, inherited, sample, share, aim):
    drawn = replace(
        FULLEST, place=place, above=above, pushes=[(who, f"thiếu {lack}") for who, lack in pushes],
        pushes_title="Tập trung ở 3 địa bàn (minh họa)" if pushes else "", look=status.look(code, inherited),
        sample=sample, share=share, aim=aim,
    )  # fmt: skip
    assert_laid_out(drawn)
    assert place in said(drawn), "a name is made smaller or wrapped, never cut"


@pytest.mark.parametrize("card", [CARD, FULLEST], ids=["usual", "fullest"])
def test_no_figure_is_cut(card):
    everything = said(card)
    for figure in (card.value, card.gap, card.target, card.look.label, *(figure for _, figure in card.facts)):
        assert figure in everything
    assert all(lack in everything for _, lack in card.pushes)


def test_simulated_figures_are_called_so_in_a_strip_of_their_own():
    assert NOT_REAL in said(replace(CARD, sample=True))
    assert status.SAMPLE_WORD not in said(CARD)
    strips = [piece for piece in share_card.layout(replace(CARD, sample=True)) if isinstance(piece, Area)]
    assert [strip.right - strip.left for strip in strips if strip.fill == status.SAMPLE_INK] == [WIDTH]


def bar(card: ShareCard) -> list[float]:
    """How far the bar and the tick of the target reach, as shares."""
    areas = [piece for piece in share_card.layout(card) if isinstance(piece, Area)]
    full = [area.right for area in areas if area.fill == status.ACCENT and area.top > 0]  # the heading begins at 0
    tick = [(area.left + area.right) / 2 for area in areas if area.fill == status.TARGET_INK]
    return [round((at - MARGIN) / (WIDTH - 2 * MARGIN), 3) for at in full + tick]


@pytest.mark.parametrize(
    ("share", "aim", "reached"),
    [(0.532, 0.7, [0.532, 0.7]), (1.2, 0.8, [1.0, 0.8]), (0.0, 0.7, [0.7]), (0.5, None, [0.5]), (None, None, [])],
)
def test_the_bar_reaches_as_far_as_the_rate(share, aim, reached):
    assert bar(replace(CARD, share=share, aim=aim)) == reached


def test_an_inherited_target_is_outlined():
    own, inherited = (replace(CARD, look=status.look("slow", inherited=each)) for each in (False, True))

    def fills(card: ShareCard) -> set[str]:
        return {piece.fill for piece in share_card.layout(card) if isinstance(piece, Area)}

    assert status.look("slow").fill in fills(own)
    assert status.look("slow").fill not in fills(inherited)


@pytest.mark.parametrize("card", [CARD, FULLEST], ids=["usual", "fullest"])
def test_the_picture_is_the_size_zalo_shows_whole_and_small_enough_to_send(card):
    content = share_card.png(card)
    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.size) == ("PNG", (1080, 1350))
    assert len(content) <= 300_000


@pytest.mark.parametrize("letter", "ếữợậẫỷỗặẢỄỬỆđĐ–“”·…")
@pytest.mark.parametrize("bold", [False, True])
def test_the_letters_of_vietnamese_are_in_the_type(letter, bold):
    """A missing letter is drawn as the box of .notdef."""
    font = share_card._font(40, bold)
    assert bytes(font.getmask(letter)) != bytes(font.getmask("\U0010ffff"))
