"""Numbers and periods as Vietnamese offices write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.observation import NONE, UNKNOWN, VALUE, ZERO
from khuyenhoc.domain.period import Period
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.values import LARGEST, MISSING, Number, Trouble, is_blank, parse_count, parse_rate
from khuyenhoc.present import vi


@pytest.mark.parametrize(
    ("text", "value", "approximate"),
    [
        ("125.071", 125071, "="),
        ("11866", 11866, "="),
        ("04", 4, "="),
        ("1.234.567", 1234567, "="),
        ("1 234 567", 1234567, "="),
        ("1. 406", 1406, "="),
        ("1.406,0", 1406, "="),
        ("1406.0", 1406, "="),
        ("1406,000", 1406, "="),
        ("trên 55 tỷ", 55_000_000_000, ">="),
        ("trên 55 tỉ đồng", 55_000_000_000, ">="),
        ("≥ 18", 18, ">="),
        ("gần 2000", 2000, "<="),
        ("<2000", 2000, "<="),
        ("Khoảng 300", 300, "~"),
        ("ước đạt 1.200", 1200, "~"),
        ("59 ngàn", 59_000, "="),
        ("1,5 triệu", 1_500_000, "="),
        ("33.562.100.800đ", 33_562_100_800, "="),
        ("300 hộ", 300, "="),
        ("300hộ", 300, "="),
    ],
)
def test_counts(text, value, approximate):
    assert parse_count(text, "hộ") == Number(value, approximate, VALUE)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", MISSING),
        ("x", MISSING),
        ("Chưa có số liệu", MISSING),
        ("-", NONE),
        ("–", NONE),
        ("KPS", NONE),
        ("…", UNKNOWN),
        ("...", UNKNOWN),
    ],
)
def test_cells_without_a_figure(text, state):
    assert parse_count(text) == parse_rate(text) == Number(None, state=state)
    assert is_blank(text) == (state == MISSING)


def test_zero_is_a_state_of_its_own():
    assert parse_count("0") == Number(0, state=ZERO)
    assert parse_rate("0,0%") == Number(0, state=ZERO, decimals=1, percent=True)


@pytest.mark.parametrize(
    ("text", "code", "proposal"),
    [
        ("1,406", "number_ambiguous", "1.406"),
        ("1,000", "number_ambiguous", "1.000"),
        ("khoảng 1,406 hộ", "number_ambiguous", "1.406"),
        ("1,234,567", "number_ambiguous", "1.234.567"),
        ("1,234.5", "number_ambiguous", "1.234,5"),
        ("1.5", "number_not_whole", "1.500"),
        ("1,4", "number_not_whole", "1.400"),
        ("1.234,5", "number_not_whole", ""),
        ("0.666", "number_not_whole", ""),
        ("1,2345 nghìn", "number_not_whole", ""),
        ("66,6%", "percent_in_count", ""),
        ("-5", "number_negative", ""),
        ("− 5", "number_negative", ""),
        ("(5)", "number_negative", ""),
        ("12 5", "number_unreadable", ""),
        ("1E+05", "number_unreadable", ""),
        ("12.34.5", "number_unreadable", ""),
        ("năm xã", "number_unreadable", ""),
        ("11866 (tăng 445 HV)", "number_unreadable", "11866"),
        ("44O", "number_unreadable", "440"),
        ("1.O5o", "number_unreadable", "1.050"),
        ("l2", "number_unreadable", "12"),
        ("3I5", "number_unreadable", "315"),
        ("gần 44O", "number_unreadable", "gần 440"),
        ("O", "number_unreadable", ""),
        ("5 l", "number_unreadable", ""),
        ("4x0", "number_unreadable", ""),
        ("５", "number_unreadable", ""),
        ("10.000.000.000.000.000", "number_too_large", ""),
        ("#REF!", "formula_error", ""),
    ],
)
def test_counts_that_are_refused(text, code, proposal):
    assert parse_count(text, "hộ") == Trouble(code, proposal)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12.650", "triệu đồng", 12650),
        ("12.650,5", "triệu đồng", 12650.5),
        ("trên 55 tỷ", "triệu đồng", 55000),
        ("12.650 triệu đồng", "đồng", 12_650_000_000),
        ("18,5 tỷ", "tỷ đồng", 18.5),
        ("59 ngàn đồng", "đồng", 59_000),
    ],
)
def test_amounts_are_told_in_the_unit_of_the_indicator(text, unit, value):
    number = parse_count(text, unit)
    assert isinstance(number, Number)
    assert number.value == value


def test_a_dot_before_tỷ_is_a_decimal_sign_and_said_so():
    assert parse_count("12.5 tỷ") == Number(12_500_000_000, warning="dot_decimal")


@pytest.mark.parametrize("read", [parse_count, parse_rate])
@pytest.mark.parametrize(("text", "value", "over"), [("1.385/1847", 1385, 1847), ("4 / 7", 4, 7), ("0/12", 0, 12)])
def test_fractions(read, text, value, over):
    assert read(text) == Number(value, state=VALUE if value else ZERO, over=over)


@pytest.mark.parametrize("text", ["4/0", "1,5/3", "1/2/3", "a/b"])
def test_what_looks_like_a_fraction_and_is_none(text):
    assert isinstance(parse_count(text), Trouble)


@pytest.mark.parametrize(
    ("text", "share", "decimals", "approximate"),
    [
        ("66,6%", 0.666, 1, "="),
        ("66,6 %", 0.666, 1, "="),
        ("66,6", 0.666, 1, "="),
        ("60, 04%", 0.6004, 2, "="),
        ("100", 1, 0, "="),
        ("0,5%", 0.005, 1, "="),
        ("trên 66%", 0.66, 0, ">="),
        ("66 phần trăm", 0.66, 0, "="),
        ("66,59999999999%", 0.6659999999999, 6, "="),
    ],
)
def test_rates(text, share, decimals, approximate):
    assert parse_rate(text) == Number(share, approximate, VALUE, decimals, True)


@pytest.mark.parametrize(
    ("text", "warning", "proposal"),
    [
        ("66.6", "dot_decimal", "66,6%"),
        ("66.6 %", "dot_decimal", "66,6%"),
        ("0,666", "rate_scale", "66,6%"),
        ("0.666", "rate_scale", "66,6%"),
        ("1", "rate_scale", "100%"),
        ("#DIV/0!", "empty_formula", ""),
    ],
)
def test_rates_to_look_at(text, warning, proposal):
    number = parse_rate(text)
    assert isinstance(number, Number)
    assert (number.warning, number.proposal) == (warning, proposal)


@pytest.mark.parametrize(
    ("text", "code", "proposal"),
    [
        ("66.667", "number_ambiguous", "66,667"),
        ("66.667%", "number_ambiguous", "66,667%"),
        ("105%", "rate_over_100", ""),
        ("1847", "rate_over_100", ""),
        ("-3%", "number_negative", ""),
        ("cao", "number_unreadable", ""),
        ("6O,5%", "number_unreadable", "60,5%"),
        ("5 triệu", "number_unreadable", ""),
    ],
)
def test_rates_that_are_refused(text, code, proposal):
    assert parse_rate(text) == Trouble(code, proposal)


@given(st.integers(0, LARGEST))
def test_a_printed_count_is_read_back(value):
    assert parse_count(vi.number(value)) == parse_count(str(value)) == Number(value, state=VALUE if value else ZERO)


@given(st.integers(0, 10**6), st.integers(0, 6))
def test_a_printed_rate_is_read_back(millionths, decimals):
    share = round(millionths / 10**6, decimals + 2)
    number = parse_rate(vi.percent(share, decimals))
    assert isinstance(number, Number)
    assert number.value == pytest.approx(share, abs=1e-15)
    assert number.decimals == decimals


@given(st.text(alphabet="0123456789.,%/- trêngầkhoảtỷ…#()", max_size=14))
def test_any_text_gives_a_finite_figure_or_a_reason(text):
    for read in (parse_count, parse_rate):
        result = read(text)
        if isinstance(result, Number) and result.value is not None:
            assert math.isfinite(result.value)
            assert result.value >= 0
        elif isinstance(result, Number):
            assert result.state in (MISSING, NONE, UNKNOWN)
        else:
            assert result.code


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024"),
        ("năm 2023", "2023"),
        ("2024-H1", "2024-H1"),
        ("2024-q3", "2024-Q3"),
        ("2024-05", "2024-05"),
        ("2024-05-31", "2024-05-31"),
        ("2024-05-31 00:00:00", "2024-05-31"),
        ("2019-05/2024-05", "2019-05/2024-05"),
        ("2021/2023", "2021/2023"),
        ("5/2024", "2024-05"),
        ("05/2024", "2024-05"),
        ("Tháng 5/2024", "2024-05"),
        ("tháng 5 năm 2024", "2024-05"),
        ("T5/2024", "2024-05"),
        ("quý III/2024", "2024-Q3"),
        ("Quý 3 năm 2024", "2024-Q3"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("06 tháng cuối năm 2024", "2024-H2"),
        ("31/5/2024", "2024-05-31"),
        ("1/2/2024", "2024-02-01"),
        ("ngày 31 tháng 5 năm 2024", "2024-05-31"),
        ("31.5.2024", "2024-05-31"),
        ("từ 5/2019 đến 5/2024", "2019-05/2024-05"),
        ("5/2019 - 5/2024", "2019-05/2024-05"),
        ("giai đoạn 2021-2025", "2021/2025"),
    ],
)
def test_periods(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text",
    ["", "5", "13/2024", "31/2/2024", "2024-13", "5/24", "5/31/2024", "năm học 2023-2024", "2021-2025", "0001", "3024", "2024/2021"],
)  # fmt: skip
def test_texts_that_are_no_period(text):
    assert parse_period(text) == Trouble("period_unreadable")


@pytest.mark.parametrize("text", ["May-24", "thg5-24", "Thg 5-24"])
def test_a_month_a_spreadsheet_turned_into_a_date_is_proposed_not_taken(text):
    assert parse_period(text) == Trouble("period_unreadable", "tháng 5/2024")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("45443", Trouble("period_serial", "31/5/2024")),
        ("45443.0", Trouble("period_serial", "31/5/2024")),
        ("45443,75", Trouble("period_serial", "31/5/2024")),
        ("45413", Trouble("period_serial", "1/5/2024", "tháng 5/2024")),
        ("16438", Trouble("period_serial", "1/1/1945", "tháng 1/1945")),
        ("16437", Trouble("period_unreadable")),
        ("73415", Trouble("period_serial", "31/12/2100")),
        ("73416", Trouble("period_unreadable")),
        ("04541", Trouble("period_unreadable")),
    ],
)
def test_a_day_that_a_spreadsheet_counts_is_proposed_not_taken(text, trouble):
    assert parse_period(text) == trouble


GRAINS = st.one_of(
    st.integers(1990, 2090).map(str),
    st.tuples(st.integers(1990, 2090), st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4"])).map(
        "{0[0]}-{0[1]}".format
    ),
    st.tuples(st.integers(1990, 2090), st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}"),
    st.dates(min_value=Period.parse("1990").start, max_value=Period.parse("2090").end).map(str),
)


@given(GRAINS, GRAINS)
def test_a_printed_period_is_read_back(one, other):
    first, last = sorted((one, other), key=lambda text: Period.parse(text).start)
    assert parse_period(one) == parse_period(vi.period(one)) == one
    if Period.parse(first).start <= Period.parse(last).end:
        assert parse_period(vi.period(f"{first}/{last}")) == f"{first}/{last}"
