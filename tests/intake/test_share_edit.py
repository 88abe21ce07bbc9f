"""Shares as people type them: what is read, and everything wrong with them at once."""

from datetime import date

import pandas as pd
import pytest

from khuyenhoc.access.local import OWNER, READER
from khuyenhoc.domain.share import Shares
from khuyenhoc.errors import AppError
from khuyenhoc.intake import share_edit, words
from tests.store.places import load_places

SUCCESSION = pd.DataFrame(
    [("d", "N3", "partial"), ("d", "N4", "partial"), ("e", "N3", "whole")], columns=["old_key", "new_key", "relation"]
)
NAMES = {"d": "Phường D", "e": "Xã E", "N3": "Xã Ba", "N4": "Xã Bốn", "N5": "Xã Năm"}
TODAY = date(2026, 1, 15)
PAPER = {"measured": "dân số", "document": "Báo cáo 12/BC-UBND", "day": date(2025, 8, 1)}


def codes(shares: Shares, unread=(), entered=()) -> list[str]:
    return [each.code for each in share_edit.problems(shares, SUCCESSION, entered, NAMES, TODAY, unread)]


def typed(**texts: str) -> tuple[Shares, list[str]]:
    shares, unread = share_edit.read("d", texts, NAMES, **PAPER)
    return shares, codes(shares, unread)


@pytest.mark.parametrize("text", ["62,5", "62.5", " 62,50 % ", "62,5%"])
def test_a_share_is_read_as_people_write_it(text):
    shares, wrong = typed(N3=text, N4="37,5")
    assert (shares.parts, wrong) == ((("N3", 6250), ("N4", 3750)), [])


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("60", "39", ["share_sum"]),
        ("60,123", "39,877", ["share_unreadable", "share_unreadable"]),
        ("", "100", ["share_unreadable"]),
        ("sáu mươi", "khoảng 40", ["share_unreadable", "share_unreadable"]),
        ("100", "0", ["share_out_of_range", "share_out_of_range"]),
        ("-10", "110", ["share_unreadable", "share_unreadable"]),
    ],
)
def test_all_that_is_wrong_is_told(first, second, wrong):
    assert typed(N3=first, N4=second)[1] == wrong


def test_the_paper_is_asked_for_together_with_the_numbers():
    shares, unread = share_edit.read("d", {"N3": "x", "N4": "40"}, NAMES)
    assert codes(shares, unread) == ["share_unreadable", *["share_missing"] * 3]
    late = share_edit.read("d", {"N3": "60", "N4": "40"}, NAMES, **PAPER | {"day": date(2026, 1, 16)})[0]
    assert codes(late) == ["share_day_future"]
    long = share_edit.read("d", {"N3": "60", "N4": "40"}, NAMES, **PAPER | {"document": "x" * 301})[0]
    assert codes(long) == ["share_too_long"]


def test_exactly_the_parts_of_a_unit_that_was_split():
    assert codes(Shares("d", (("N3", 6000), ("N5", 4000)), **PAPER)) == ["share_parts"]
    assert codes(Shares("e", (("N3", 10_000),), **PAPER)) == ["share_not_split"]


def test_taking_back_asks_for_what_there_is_and_why():
    assert codes(Shares("d", ())) == ["share_nothing_to_take_back", "share_reason_missing"]
    assert codes(Shares("d", (), reason="nhầm"), entered={"d"}) == []


def test_the_sentence_says_the_sum_and_which_field():
    shares, unread = share_edit.read("d", {"N3": "60", "N4": "39,5"}, NAMES, **PAPER)
    (wrong,) = share_edit.problems(shares, SUCCESSION, (), NAMES, TODAY, unread)
    assert words.sentence(wrong) == "Các phần cộng lại được 99,5%, phải bằng 100%. Hãy kiểm tra lại từng phần."
    (wrong,) = share_edit.read("d", {"N3": "sáu"}, NAMES)[1]
    assert words.sentence(wrong).startswith("Ô “Xã Ba”: đọc được “sáu”; không đọc được thành tỷ lệ.")


def test_nobody_without_the_right_and_nothing_wrong_is_kept(store):
    load_places(store)
    shares = Shares("00688@2020", (("02@2020", 10_000),), **PAPER)
    for person, code in ((READER, "not_allowed"), (OWNER, "shares_refused")):
        with pytest.raises(AppError) as refused:
            share_edit.save(store, shares, 0, "Bà Lan", person, TODAY)
        assert refused.value.code == code
    assert store.shares() == []
