"""The sentences about ranks and steps."""

import pytest

from khuyenhoc.present import rank_words


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        (
            [("A", "tăng 3,4 điểm phần trăm"), ("B", "không đổi"), ("C", "giảm 0,2 điểm phần trăm")],
            "tăng nhiều nhất là A (tăng 3,4 điểm phần trăm); giảm nhiều nhất là C (giảm 0,2 điểm phần trăm)",
        ),
        (
            [("A", "tăng 5"), ("B", "tăng 5"), ("C", "tăng 1")],
            "tăng nhiều nhất là A và B (tăng 5); tăng ít nhất là C (tăng 1)",
        ),
        ([("A", "tăng 5"), ("B", "không đổi")], "tăng nhiều nhất là A (tăng 5); không nơi nào giảm, giữ nguyên có B"),
        ([("A", "không đổi"), ("B", "giảm 5")], "không nơi nào tăng, giữ nguyên có A; giảm nhiều nhất là B (giảm 5)"),
        ([("A", "giảm 1"), ("B", "giảm 5")], "giảm ít nhất là A (giảm 1); giảm nhiều nhất là B (giảm 5)"),
        ([("A", "không đổi"), ("B", "không đổi")], "cả 2 nơi đều không đổi"),
        ([("A", "tăng 5")], "A tăng 5"),
        (
            [*((name, "tăng 5") for name in "ABCDE"), ("F", "tăng 1")],
            "tăng nhiều nhất là A, B, C và 2 nơi khác (tăng 5); tăng ít nhất là F (tăng 1)",
        ),
    ],
)
def test_who_moved_most_names_all_who_share_the_place(moves, sentence):
    assert rank_words.extremes_sentence(moves) == sentence


@pytest.mark.parametrize(
    ("change", "rate", "text"),
    [
        (0.034, True, "tăng 3,4 điểm phần trăm"),
        (127.0, False, "tăng 127"),
        (-3.0, False, "giảm 3"),
        (0.0, False, "không đổi"),
    ],
)
def test_a_step_says_which_way(change, rate, text):
    assert rank_words.step_text(change, rate) == text


def test_a_rank_among_some_says_so():
    assert rank_words.of_text(6.0, 11, False) == "6/11"
    assert rank_words.of_text(8.0, 19, True) == "8/19 nơi được xếp hạng"
