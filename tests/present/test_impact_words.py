"""The words about what an upload changes."""

import pytest

from khuyenhoc.domain.unit import Level
from khuyenhoc.present import impact_words

NAN = float("nan")


def row(n: float, total: float = NAN, stated: float = NAN, side: str = "after", **more: object) -> dict:
    names = {"numerator": n, "denominator": total, "stated_rate": stated}
    return {f"base_{name}" if side == "base" else f"{name}_{side}": value for name, value in names.items()} | more


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"new": 1200, "changed": 0, "noted": 0, "removed": 0, "same": 0}, "1.200 số mới."),
        ({"new": 2, "changed": 3, "noted": 1, "removed": 0, "same": 40},
         "2 số mới, 3 số đổi, 1 số giữ nguyên, đổi nguồn ghi kèm và 40 số như cũ."),
        ({"new": 0, "changed": 0, "noted": 0, "removed": 5, "same": 0}, "5 số thôi dùng."),
    ],
)  # fmt: skip
def test_kinds_are_counted_without_the_empty_ones(counts, sentence):
    assert impact_words.counts_sentence(counts) == sentence


@pytest.mark.parametrize(
    ("figures", "rate", "text"),
    [
        (row(650, 973), True, "650/973 (66,8%)"),
        (row(650, 0), True, "650"),
        (row(125071, stated=0.666), True, "125.071 – 66,6%"),
        (row(NAN, stated=0.666), True, "66,6%"),
        (row(1406), False, "1.406"),
        (row(NAN), False, ""),
        (row(650, 973, sample_after=True), True, "650/973 (66,8%) (minh họa)"),
        (row(NAN, sample_after=True), True, ""),
    ],
)
def test_a_figure_in_words(figures, rate, text):
    assert impact_words.figure(figures, "after", rate) == text


def test_the_base_is_worded_like_a_side():
    assert impact_words.figure(row(1, 2, side="base"), "base", True) == "1/2 (50,0%)"


@pytest.mark.parametrize(
    ("after", "base", "rate", "text"),
    [
        ((60, 100), (50, 100), True, "+10 (+10,0 điểm phần trăm)"),
        ((40, 100), (50, 100), True, "−10 (−10,0 điểm phần trăm)"),
        ((60, NAN), (50, 100), True, "+10"),
        ((60, NAN), (50, NAN), False, "+10"),
    ],
)
def test_the_difference(after, base, rate, text):
    assert impact_words.difference(row(*after) | row(*base, side="base"), rate) == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [(3, 12, "từ hạng 3 xuống hạng 12"), (12, 3, "từ hạng 12 lên hạng 3"), (NAN, 4, "vào hạng 4"), (4, NAN, "hạng 4, không còn xếp hạng")],
)  # fmt: skip
def test_a_move(before, after, text):
    assert impact_words.move({"rank_before": before, "rank_after": after}) == text


def test_how_many_units_are_judged_and_ranked_anew():
    none = dict.fromkeys(impact_words.LEVELS, 0)
    some = none | {Level.DISTRICT: 3, Level.COMMUNE: 8}
    assert impact_words.anew_sentence(none, none, "tháng 5/2024") == (
        "Với số liệu đến tháng 5/2024: không đơn vị nào đổi đánh giá; không đơn vị nào đổi thứ hạng."
    )
    assert impact_words.anew_sentence(some, none, "năm 2024") == (
        "Với số liệu đến năm 2024: 11 lượt địa bàn (cấp huyện 3, cấp xã 8) đổi đánh giá; không đơn vị nào đổi thứ hạng."
    )


def test_simulated_figures_that_go_are_counted_by_level_with_what_follows():
    said = impact_words.simulated_sentence(
        {"Gia đình học tập": {Level.DISTRICT: 10, Level.COMMUNE: 1_185}, "Dòng họ học tập": {Level.COMMUNE: 3}}
    )
    assert said.startswith(
        "Số minh họa thôi hiện: Gia đình học tập (10 huyện và 1.185 xã) và Dòng họ học tập (3 xã). Nơi nào chưa có số thật"
    )
    assert said.endswith("Gỡ lần cập nhật này thì số minh họa hiện lại.")
    assert impact_words.simulated_sentence({}) == ""


def test_simulated_figures_that_come_back_are_said_shortly():
    said = impact_words.simulated_sentence({"Gia đình học tập": {Level.DISTRICT: 0, Level.COMMUNE: 2}}, back=True)
    assert said == "Số minh họa hiện lại: Gia đình học tập (2 xã)."
