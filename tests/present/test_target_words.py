"""How a target and a change of it are said."""

from datetime import date

import pytest

from khuyenhoc.domain.target import Scope
from khuyenhoc.domain.target_change import TargetChange
from khuyenhoc.domain.unit import Level
from khuyenhoc.present import target_words
from tests.domain.draw import CITIZENS, target

PAPER = {"basis": "12/QĐ-UBND", "basis_date": date(2024, 2, 1)}
OLD, NEW, DAY = target(7000), target(7550, **PAPER), date(2024, 3, 1)
COUNT = target(120_000, indicator=CITIZENS, is_rate=False, comparator="<=")


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (OLD, "từ 70%"), (NEW, "từ 75,5%"), (target(3333), "từ 33,33%"), (COUNT, "không quá 120.000"),
        (target(None), "Không giao chỉ tiêu"), (target(0, comparator="<="), "không quá 0%"),
    ],
)  # fmt: skip
def test_values(aim, words):
    assert target_words.value(aim) == words


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({}, "Cả nước"),
        ({"scope_kind": Scope.PROVINCE, "scope": "P"}, "Tỉnh P"),
        ({"scope_kind": Scope.LEVEL, "scope": "P/commune"}, "Tỉnh P (cấp xã)"),
        ({"scope_kind": Scope.AREA_TYPE, "scope": "border"}, "Xã biên giới"),
        ({"scope_kind": Scope.UNIT, "scope": "P"}, "Tỉnh P"),
    ],
)
def test_scopes(scope, words):
    assert target_words.scope(target(**scope), {"VN": "Cả nước", "P": "Tỉnh P"}, {"border": "Xã biên giới"}) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""), (DAY, None, "từ 1/3/2024"), (None, DAY, "đến hết 1/3/2024"),
        (date(2023, 1, 1), DAY, "từ 1/1/2023 đến hết 1/3/2024"),
    ],
)  # fmt: skip
def test_times(first, last, words):
    assert target_words.time(first, last) == words


@pytest.mark.parametrize(
    ("change", "old", "words"),
    [
        (TargetChange(DAY, NEW), None,
         "Từ 1/3/2024 mục tiêu Gia đình học tập của tỉnh P là “từ 75,5%, hạn 31/12/2025”, theo 12/QĐ-UBND ngày 1/2/2024."),
        (TargetChange(DAY, NEW, "T"), OLD,
         "Từ 1/3/2024 mục tiêu Gia đình học tập của tỉnh P là “từ 75,5%, hạn 31/12/2025” thay cho “từ 70%, hạn 31/12/2025”, "
         "theo 12/QĐ-UBND ngày 1/2/2024."),
        (TargetChange(DAY, None, "T", "Quyết định 5."), OLD,
         "Từ 1/3/2024 bãi bỏ mục tiêu Gia đình học tập của tỉnh P: “từ 70%, hạn 31/12/2025”. Lý do: Quyết định 5."),
        (TargetChange(DAY, target(7000, basis=""), "M1", "Ghi nhầm"), NEW,
         "Từ 1/3/2024 mục tiêu Gia đình học tập của tỉnh P là “từ 70%, hạn 31/12/2025” thay cho “từ 75,5%, hạn 31/12/2025”, "
         "lý do: Ghi nhầm."),
    ],
)  # fmt: skip
def test_a_change_is_one_sentence(change, old, words):
    assert target_words.sentence(change, old, "Gia đình học tập", "Tỉnh P") == words


@pytest.mark.parametrize(
    ("counts", "aimed", "words"),
    [
        ((1, 3, 8), 205, "Với số liệu đến tháng 5/2024: 205 đơn vị đổi mục tiêu, 12 đơn vị đổi đánh giá (1 tỉnh, 3 huyện và 8 xã)."),
        ((0, 0, 0), 205, "Với số liệu đến tháng 5/2024: 205 đơn vị đổi mục tiêu, chưa đơn vị nào đổi đánh giá."),
        ((0, 0, 0), 0, "Với số liệu đến tháng 5/2024, chưa địa bàn nào của tỉnh đổi mục tiêu hay đổi đánh giá."),
    ],
)  # fmt: skip
def test_the_effect_is_counted_by_level(counts, aimed, words):
    by_level = dict(zip((Level.PROVINCE, Level.DISTRICT, Level.COMMUNE), counts, strict=True))
    assert target_words.effect(by_level, aimed, "tháng 5/2024") == words


def test_a_line_to_choose_by_names_all_that_tells_two_targets_apart():
    kept = target(7550, in_force_from=DAY, **PAPER)
    assert target_words.label(kept, "Gia đình học tập", "Tỉnh P") == (
        "Gia đình học tập · Tỉnh P · từ 75,5%, hạn 31/12/2025 · áp dụng từ 1/3/2024 · 12/QĐ-UBND ngày 1/2/2024"
    )
    assert target_words.now(TargetChange(DAY, None, "T", "x")) == "bãi bỏ"
