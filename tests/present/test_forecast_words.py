from datetime import date

import pytest

from khuyenhoc.domain.forecast import Goal, forecast
from khuyenhoc.domain.period import month_index
from khuyenhoc.present import forecast_words

DUE = date(2025, 12, 31)
AIM = Goal(0.70)
POOR = Goal(0.02, "<=")


def years(*values, first=2020):
    return [((first + number) * 12 + 12, value) for number, value in enumerate(values)]


def foretold(points, goal=AIM, **more):
    return forecast(points, goal, month_index(DUE), **more)


PACE = [(2021 * 12 + 12, 0.60), (2024 * 12 + 12, 0.666)]
RISING = years(0.50, 0.55, 0.58, 0.64, 0.666)
FAST = years(0.50, 0.58, 0.66, 0.73, 0.82)
BROKEN = years(0.50, 0.55, 0.53, 0.60, 0.56)
FALLING = years(0.12, 0.10, 0.085, 0.061, 0.04)


@pytest.mark.parametrize(
    ("points", "goal", "noun", "sentence"),
    [
        (PACE, AIM, "",
         "Nếu giữ tốc độ hiện nay, đến 31/12/2025 đạt khoảng 68,8%, còn thiếu khoảng 1,2 điểm phần trăm so với mục tiêu 70%."),
        (PACE, Goal(0.70, denominator=187_794), "gia đình",
         "Nếu giữ tốc độ hiện nay, đến 31/12/2025 đạt khoảng 68,8% (129.202 gia đình), "
         "còn thiếu khoảng 2.254 gia đình so với mục tiêu 70%."),
        (BROKEN, AIM, "",
         "Nếu giữ nguyên mức hiện nay, đến 31/12/2025 đạt khoảng 56,0%, còn thiếu khoảng 14,0 điểm phần trăm so với mục tiêu 70%."),
        (RISING, AIM, "", "Theo xu hướng, đến 31/12/2025 đạt khoảng 71,2%, trên mục tiêu 70%."),
        (FALLING, POOR, "",
         "Nếu giữ tốc độ từ kỳ đầu đến kỳ cuối, đến 31/12/2025 ở mức khoảng 2,0%, đạt mục tiêu không quá 2%."),
        ([(2023 * 12 + 12, 0.12), (2024 * 12 + 12, 0.10)], POOR, "",
         "Nếu giữ tốc độ hiện nay, đến 31/12/2025 ở mức khoảng 8,0%, "
         "cao hơn khoảng 6,0 điểm phần trăm so với mục tiêu không quá 2%."),
        ([(2023 * 12 + 12, 1200), (2024 * 12 + 12, 1350)], Goal(2000, rate=False), "lượt",
         "Nếu giữ tốc độ hiện nay, đến 31/12/2025 đạt khoảng 1.500, còn thiếu khoảng 500 lượt so với mục tiêu 2.000."),
        ([(2023 * 12 + 12, 0.60), (2024 * 12 + 12, 0.65)], AIM, "",
         "Nếu giữ tốc độ hiện nay, đến 31/12/2025 đạt khoảng 70,0%, đạt mục tiêu 70%."),
        ([(2023 * 12 + 12, 0.60), (2024 * 12 + 12, 0.6499)], AIM, "",
         "Nếu giữ tốc độ hiện nay, đến 31/12/2025 đạt khoảng 69,98%, "
         "còn thiếu dưới 0,1 điểm phần trăm so với mục tiêu 70%."),
        (RISING[:1], AIM, "", ""),
    ],
)  # fmt: skip
def test_where_the_line_ends(points, goal, noun, sentence):
    assert forecast_words.ending_sentence(foretold(points, goal), goal, DUE, noun) == sentence


@pytest.mark.parametrize(
    ("points", "goal", "sentence"),
    [
        (FAST, AIM, "Rất có thể đạt mục tiêu 70% đến 31/12/2025 (khả năng trên 99%); "),
        (RISING, AIM, "Có thể đạt mục tiêu 70% đến 31/12/2025 (khả năng khoảng 76%); "),
        (FALLING, POOR, "Khó nói có đạt mục tiêu không quá 2% đến 31/12/2025 hay không (khả năng khoảng 50%); "),
        (BROKEN, AIM, "Khó đạt mục tiêu 70% đến 31/12/2025 (khả năng khoảng 2%); "),
    ],
)
def test_how_likely_the_target_is(points, goal, sentence):
    said = forecast_words.likelihood_sentence(foretold(points, goal), goal, DUE)
    assert said.startswith(sentence)
    assert "khoảng dự báo 80%: " in said and ", 95%: " in said


def test_the_bands_are_named_at_the_due_date():
    assert forecast_words.bands_text(foretold(RISING), True) == "80%: 68,8–73,5%, 95%: 66,6–75,8%"


def test_a_straight_line_alone_says_nothing_of_certainty():
    assert forecast_words.likelihood_sentence(foretold(PACE), AIM, DUE) == ""
    assert forecast_words.method_sentence(foretold(PACE)) == ""


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.764, "khoảng 76%"),
        (0.597, "khoảng 59,7%"),  # khó nói
        (0.60, "khoảng 60%"),  # có thể
        (0.8996, "khoảng 89,96%"),
        (0.4001, "khoảng 40,01%"),
        (1.0, "trên 99%"),
        (0.0, "dưới 1%"),
    ],
)
def test_a_chance_is_never_certain_and_never_read_as_the_next_word(probability, text):
    assert forecast_words.chance_text(probability) == f"khả năng {text}"


def test_the_method_is_named_with_the_errors_of_all_three():
    assert forecast_words.method_sentence(foretold(RISING)) == (
        "Thử lại trên 2 kỳ gần nhất, mỗi kỳ đoán từ các kỳ trước nó: xu hướng có trọng số lệch trung bình 1,7 điểm phần trăm, "
        "đường thẳng từ kỳ đầu đến kỳ cuối 2,0 và không đổi 4,3; đường vẽ ở đây là xu hướng có trọng số, cách lệch ít nhất."
    )


def test_errors_that_would_read_alike_get_another_decimal():
    said = forecast_words.method_sentence(foretold(BROKEN))
    assert "không đổi lệch trung bình 5,50 điểm phần trăm, xu hướng có trọng số 5,52 " in said


def test_errors_of_counts_are_in_whole_numbers():
    goal = Goal(2000, rate=False)
    said = forecast_words.method_sentence(foretold(years(1200, 1350, 1500, 1610, 1800), goal), rate=False)
    assert "lệch trung bình 43, " in said and "điểm phần trăm" not in said


@pytest.mark.parametrize(
    ("points", "more", "sentences"),
    [
        ([], {}, ["Chưa có số liệu nên chưa dự báo được."]),
        (RISING[:1], {}, ["Mới có một kỳ số liệu nên chưa dự báo được."]),
        (years(0.6, 0.7, first=2024), {}, ["Số liệu đã đến hạn của mục tiêu nên không còn dự báo."]),
        (PACE, {}, ["Mới có 2 kỳ số liệu nên chỉ kéo dài tốc độ hiện nay, không nói khả năng đạt "
                    "(cần từ 5 kỳ, trải ít nhất 24 tháng)."]),
        ([(2024 * 12 + month, 0.5) for month in range(1, 7)], {},
         ["Các kỳ số liệu chưa trải đủ 24 tháng nên chỉ kéo dài tốc độ hiện nay, không nói khả năng đạt."]),
        (RISING, {"yearly": True}, ["Chỉ dùng số liệu cuối năm, vì danh hiệu được công nhận vào cuối năm."]),
        (RISING, {"breaks": [2025 * 12 + 7]},
         ["Từ tháng 7/2025 địa bàn hoặc cách tính thay đổi: đường kéo dài chỉ đúng với địa bàn, cách tính trước đó."]),
        (RISING, {}, []),
    ],
)  # fmt: skip
def test_what_the_forecast_does_not_know(points, more, sentences):
    assert forecast_words.limits(foretold(points, **more)) == sentences


def test_a_due_date_gone_by_is_said_from_the_day_after():
    due = date(2025, 12, 31)
    assert forecast_words.passed_sentence(due, "2024-05", due) == ""
    assert forecast_words.passed_sentence(due, "2024-05", date(2026, 1, 1)) == (
        "Hạn 31/12/2025 đã qua; các số dưới đây tính từ kỳ số liệu đang xem (tháng 5/2024)."
    )
