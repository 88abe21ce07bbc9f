from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.period import PeriodError
from khuyenhoc.present import vi


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (125071, 0, "125.071"),
        (0, 0, "0"),
        (999, 0, "999"),
        (1234.5, 1, "1.234,5"),
        (0.125, 2, "0,13"),  # half away from zero, on the figure as written
        (2.675, 2, "2,68"),  # where binary floating point would say 2,67
        (-3, 0, "−3"),
        (-0.04, 1, "0,0"),  # no "minus nothing"
        (Fraction(1, 3), 4, "0,3333"),
        (Decimal("1406"), 0, "1.406"),
    ],
)
def test_number(value, decimals, text):
    assert vi.number(value, decimals) == text


def test_an_absent_figure_is_never_printed():
    with pytest.raises(ValueError, match="nan"):
        vi.number(float("nan"))


@pytest.mark.parametrize(
    ("value", "text"), [(55, "55"), (18.5, "18,5"), (18.55, "18,55"), (100, "100"), (1200, "1.200")]
)
def test_trimmed(value, text):
    assert vi.trimmed(value) == text


@pytest.mark.parametrize(("value", "text"), [(445, "+445"), (-1200, "−1.200"), (0, "0"), (0.04, "0,0")])
def test_signed(value, text):
    assert vi.signed(value, 1 if isinstance(value, float) else 0) == text


@pytest.mark.parametrize(("value", "text"), [(4, "04"), (0, "00"), (10, "10"), (1406, "1.406")])
def test_document_count(value, text):
    assert vi.document_count(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (125071, None, "125071"),
        (0.666, None, "0,666"),
        (125071.0, None, "125071"),
        (1200, None, "1200"),
        (-3.5, None, "-3,5"),
        (66.65, 1, "66,7"),
        (70, 1, "70,0"),
        (-0.04, 1, "0,0"),
        (-0.0, None, "0"),
    ],
)
def test_plain_is_for_spreadsheets(value, decimals, text):
    assert vi.plain(value, decimals) == text


def test_interval():
    assert vi.interval(6385, 6287, 6484) == "khoảng 6.385 (6.287–6.484)"
    assert vi.interval(6385, 6287, 6484, "gia đình") == "khoảng 6.385 gia đình (6.287–6.484)"
    assert vi.interval(136, None, None, "cộng đồng") == "136 cộng đồng"
    assert vi.interval(136, 136, 136) == "136"


@pytest.mark.parametrize(
    ("sign", "text"),
    [("=", "55 tỷ đồng"), (">=", "trên 55 tỷ đồng"), ("<=", "gần 55 tỷ đồng"), ("~", "khoảng 55 tỷ đồng")],
)
def test_approximate_words_are_never_dropped(sign, text):
    assert vi.approximate(vi.money(55_000_000_000), sign) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (0.666, 1, "66,6%"),
        (0.6004, 2, "60,04%"),
        (0.7, 1, "70,0%"),
        (0.66650, 1, "66,7%"),
        (1, 0, "100%"),
        (0, 1, "0,0%"),
    ],
)
def test_percent(share, decimals, text):
    assert vi.percent(share, decimals) == text


@pytest.mark.parametrize(("share", "text"), [(0.7, "70%"), (0.07, "7%"), (0.8333, "83,33%"), (0.665, "66,5%")])
def test_percent_short(share, text):
    assert vi.percent_short(share) == text


@pytest.mark.parametrize(
    ("share", "target", "text"),
    [
        (0.6996, 0.7, "69,96%"),
        (0.6664, 0.6664, "66,64%"),  # 66,6% would look like a miss
        (0.69996, 0.7, "69,996%"),
        (0.69, 0.7, "69,0%"),
        (0.7, 0.7, "70,0%"),
        (0.7004, 0.7, "70,04%"),
        (0.6999999, 0.7, "69,99999%"),
        (0.55 + 0.03 * 5, 0.7, "70,0%"),  # 0.7000000000000001 is the target
    ],
)
def test_a_rate_that_is_not_the_target_is_not_printed_as_it(share, target, text):
    assert vi.percent_unlike(share, target) == text


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(1, 9999))
def test_no_missed_target_is_printed_as_met(pair, ten_thousandths):
    numerator, denominator = pair
    share, target = Fraction(numerator, denominator), Fraction(ten_thousandths, 10000)
    printed = vi.percent_unlike(share, target).rstrip("%").replace(".", "").replace(",", ".")
    if share < target:
        assert Fraction(printed) < target * 100
    if share >= target:
        assert Fraction(printed) >= target * 100


@pytest.mark.parametrize(
    ("n", "total", "decimals", "text"),
    [(125071, 187794, 1, "66,6%"), (821, 834, 2, "98,44%"), (1, 3, 0, "33%"), (1, 8, 1, "12,5%"), (1, 16, 1, "6,3%")],
)
def test_rate(n, total, decimals, text):
    assert vi.rate(n, total, decimals) == text


def test_points():
    assert vi.points(0.034) == "3,4 điểm phần trăm"
    assert vi.signed_points(0.034) == "+3,4"
    assert vi.signed_points(-0.0049) == "−0,5"
    assert vi.points_change(0.034) == "tăng 3,4 điểm phần trăm"
    assert vi.points_change(-0.005) == "giảm 0,5 điểm phần trăm"
    assert vi.points_change(0.0001) == "không đổi"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (55_000_000_000, "55 tỷ đồng"),
        (18_500_000_000, "18,5 tỷ đồng"),
        (30_000_000, "30 triệu đồng"),
        (999_999_999, "1.000 triệu đồng"),
        (59_000, "59.000 đồng"),
        (0, "0 đồng"),
    ],
)
def test_money(amount, text):
    assert vi.money(amount) == text


@pytest.mark.parametrize(
    ("period", "text", "short"),
    [
        ("2024", "năm 2024", "2024"),
        ("2024-H1", "6 tháng đầu năm 2024", "6T đầu/2024"),
        ("2024-H2", "6 tháng cuối năm 2024", "6T cuối/2024"),
        ("2024-Q3", "quý III/2024", "quý III/2024"),
        ("2024-Q4", "quý IV/2024", "quý IV/2024"),
        ("2024-05", "tháng 5/2024", "5/2024"),
        ("2024-05-31", "ngày 31/5/2024", "31/5/2024"),
        ("2019-05/2024-05", "5 năm (5/2019–5/2024)", "5/2019–5/2024"),
        ("2021/2025", "giai đoạn 2021–2025", "2021–2025"),
        ("2023-01/2023-09", "từ tháng 1/2023 đến tháng 9/2023", "1/2023–9/2023"),
    ],
)
def test_period_keeps_the_grain_declared(period, text, short):
    assert vi.period(period) == text
    assert vi.period_short(period) == short


def test_what_is_no_period_is_refused():
    with pytest.raises(PeriodError):
        vi.period("5/2024")


def test_days():
    assert vi.day(date(2024, 5, 31)) == "31/5/2024"
    assert vi.month_day(date(2024, 3, 27)) == "27/3"
    assert vi.month(date(2024, 5, 31)) == "tháng 5/2024"
    assert vi.moment(datetime(2024, 5, 31, 8, 5)) == "08:05 ngày 31/5/2024"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 1, 5), "ngày 05 tháng 01 năm 2024"),
        (date(2024, 2, 15), "ngày 15 tháng 02 năm 2024"),
        (date(2024, 3, 27), "ngày 27 tháng 3 năm 2024"),
        (date(2024, 12, 9), "ngày 09 tháng 12 năm 2024"),
    ],
)
def test_document_day(day, text):
    assert vi.document_day(day) == text


def test_listing():
    assert vi.listing([]) == ""
    assert vi.listing(["Đồng Văn"]) == "Đồng Văn"
    assert vi.listing(["Đồng Văn", "Mèo Vạc", "Quản Bạ"]) == "Đồng Văn, Mèo Vạc và Quản Bạ"
    assert vi.listing(["A", "B", "C", "D"], most=2, noun="xã") == "A, B và 2 xã khác"


def test_capitalised_keeps_names():
    assert vi.capitalised("đạt tại TP Hà Giang") == "Đạt tại TP Hà Giang"


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Bắc Mê", "Bắc Quang", "Đồng Văn", "Hà Giang", "Hoàng Su Phì", "Mèo Vạc"],
        ["Du Già", "Dương Thượng", "Đông Hà", "Đông Minh"],
        ["Mà Z", "Má Lé"],  # the syllable with its tone decides before the next syllable is looked at
        ["Phường 2", "Phường 10", "Phường An Bình"],
        ["Lũng Cú", "Lũng Cú/Đồng Văn", "Lũng Hồ"],
        ["Cán Tỷ", "Cao Bồ"],
    ],
)
def test_sort_key_is_the_dictionary_order(ordered):
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=vi.sort_key) == ordered


def test_sort_key_does_not_see_case_place_of_tone_or_unicode_form():
    first, second = vi.sort_key("Thuận Hoà")[0], vi.sort_key("THUẬN HÒA")[0]
    assert first == second == vi.sort_key("Thuận Hòa")[0]
    assert vi.sort_key("Ma Lé")[0] != vi.sort_key("Má Lé")[0]
