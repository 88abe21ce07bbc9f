"""The only place for sentences about a forecast: where it ends, how likely the target is, which line was chosen and why."""

from datetime import date

from khuyenhoc.domain.extrapolation import Method
from khuyenhoc.domain.forecast import (
    FEWEST,
    POSSIBLE_FROM,
    SHORTEST,
    UNLIKELY_TO,
    VERY_LIKELY_FROM,
    Forecast,
    Goal,
    Kind,
    Likelihood,
    Why,
)
from khuyenhoc.present import vi

METHODS = {
    Method.TREND: "xu hướng có trọng số",
    Method.STRAIGHT: "đường thẳng từ kỳ đầu đến kỳ cuối",
    Method.NO_CHANGE: "không đổi",
}
LIKELIHOODS = {
    Likelihood.VERY_LIKELY: "rất có thể",
    Likelihood.POSSIBLE: "có thể",
    Likelihood.UNCLEAR: "khó nói",
    Likelihood.UNLIKELY: "khó",
}
_VERDICTS = {
    Likelihood.VERY_LIKELY: "Rất có thể đạt {aim}",
    Likelihood.POSSIBLE: "Có thể đạt {aim}",
    Likelihood.UNCLEAR: "Khó nói có đạt {aim} hay không",
    Likelihood.UNLIKELY: "Khó đạt {aim}",
}
_SHOWN = {
    Method.TREND: "Theo xu hướng",
    Method.STRAIGHT: "Nếu giữ tốc độ từ kỳ đầu đến kỳ cuối",
    Method.NO_CHANGE: "Nếu giữ nguyên mức hiện nay",
}
_WHY = {
    Why.NO_FIGURE: "Chưa có số liệu nên chưa dự báo được.",
    Why.ONE_FIGURE: "Mới có một kỳ số liệu nên chưa dự báo được.",
    Why.DUE_PASSED: "Số liệu đã đến hạn của mục tiêu nên không còn dự báo.",
    Why.SHORT_SPAN: f"Các kỳ số liệu chưa trải đủ {SHORTEST} tháng nên chỉ kéo dài tốc độ hiện nay, không nói khả năng đạt.",
    Why.ENOUGH: "",
}


def passed_sentence(due: date, period: str, today: date) -> str:
    """Hạn 31/12/2025 đã qua. …: what is said to be left is counted from the figures, not from today; '' before the due date."""
    if due >= today:
        return ""
    return f"Hạn {vi.day(due)} đã qua; các số dưới đây tính từ kỳ số liệu đang xem ({vi.period(period)})."


def ending_sentence(found: Forecast, goal: Goal, due: date, noun: str = "") -> str:
    """Nếu giữ tốc độ hiện nay, đến 31/12/2025 đạt khoảng 68,8%, còn thiếu khoảng 1,2 điểm phần trăm so với mục tiêu 70%.

    With a known number of families (`noun`) in families as well. '' where there is no forecast.
    """
    if found.at_due is None or found.method is None:
        return ""
    opening = "Nếu giữ tốc độ hiện nay" if found.kind is Kind.PACE else _SHOWN[found.method]
    verb = "ở mức" if goal.comparator == "<=" else "đạt"
    text = f"{opening}, đến {vi.day(due)} {verb} khoảng {ending_text(found, goal)}"
    if goal.rate and found.count is not None and noun:
        text += f" ({vi.count(found.count, noun)})"
    distance = _distance(found, goal, noun)
    return f"{text}, {distance}." if distance else f"{text}."


def ending_text(found: Forecast, goal: Goal) -> str:
    """68,8%; never printed as the target where it is not the target. '' where there is no forecast."""
    if found.at_due is None:
        return ""
    if not goal.rate:
        return vi.number(round(found.at_due))
    return vi.percent_unlike(round(found.at_due, 9), goal.target)


def aim_text(goal: Goal) -> str:
    """mục tiêu 70% · mục tiêu không quá 2%."""
    value = vi.percent_short(goal.target) if goal.rate else vi.trimmed(goal.target)
    return f"mục tiêu {'không quá ' if goal.comparator == '<=' else ''}{value}"


def _distance(found: Forecast, goal: Goal, noun: str) -> str:
    """How far from the target the line ends; in families where they are known."""
    gap = round((goal.line - (found.at_due or 0.0)) * (-1 if goal.comparator == "<=" else 1), 9)
    if gap <= 0:
        return f"{'trên' if gap < 0 and goal.comparator == '>=' else 'đạt'} {aim_text(goal)}"
    short = "cao hơn" if goal.comparator == "<=" else "còn thiếu"
    if found.shortfall and (noun or not goal.rate):
        amount = f"khoảng {vi.count(found.shortfall, noun)}"
    else:
        amount = _points(gap) if goal.rate else f"khoảng {vi.trimmed(gap)}"
    return f"{short} {amount} so với {aim_text(goal)}"


def _points(gap: float) -> str:
    """A gap is never printed as none."""
    return f"khoảng {vi.points(gap)}" if gap >= 0.0005 else f"dưới {vi.points(0.001)}"


def likelihood_sentence(found: Forecast, goal: Goal, due: date) -> str:
    """Có thể đạt mục tiêu 70% đến 31/12/2025 (khả năng khoảng 76%); khoảng dự báo 80%: 68,8–73,5%, 95%: 66,6–75,8%."""
    if found.likelihood is None or found.probability is None:
        return ""
    verdict = _VERDICTS[found.likelihood].format(aim=f"{aim_text(goal)} đến {vi.day(due)}")
    return f"{verdict} ({chance_text(found.probability)}); khoảng dự báo {bands_text(found, goal.rate)}."


def chance_text(probability: float) -> str:
    """khả năng khoảng 76%; never certain: trên 99%, dưới 1%."""
    if probability > 0.99:
        return f"khả năng trên {vi.percent_short(0.99)}"
    if probability < 0.01:
        return f"khả năng dưới {vi.percent_short(0.01)}"
    text = vi.percent(probability, 0)
    for cut in (VERY_LIKELY_FROM, POSSIBLE_FROM, UNLIKELY_TO):
        if text == vi.percent(cut, 0):  # beside “khó nói” 59,7% must not read 60%
            text = vi.percent_unlike(round(probability, 6), cut, 0)
    return f"khả năng khoảng {text}"


def bands_text(found: Forecast, rate: bool) -> str:
    """80%: 68,8–73,5%, 95%: 66,6–75,8% (at the due date)."""
    said = []
    for band in found.bands:
        _, low, high = band.edges[-1]
        edges = [vi.percent(low).removesuffix("%"), vi.percent(high)] if rate else [vi.number(low), vi.number(high)]
        said.append(f"{vi.percent_short(band.level)}: {'–'.join(edges)}")
    return ", ".join(said)


def method_sentence(found: Forecast, rate: bool = True) -> str:
    """Which line is shown and how far off each would have been; '' where nothing was tried."""
    if not found.errors or found.method is None:
        return ""
    texts = _errors([error for _, error in found.errors], rate)
    others = [f"{METHODS[method]} {text}" for (method, _), text in zip(found.errors[1:], texts[1:], strict=True)]
    return (
        f"Thử lại trên {found.tested} kỳ gần nhất, mỗi kỳ đoán từ các kỳ trước nó: {METHODS[found.method]} lệch trung bình "
        f"{texts[0]}{' điểm phần trăm' if rate else ''}, {vi.listing(others)}; "
        f"đường vẽ ở đây là {METHODS[found.method]}, cách lệch ít nhất."
    )


def _errors(errors: list[float], rate: bool) -> list[str]:
    """With a second decimal where the best would read like another that is worse."""
    if not rate:
        return [vi.trimmed(error, 0 if errors[0] >= 10 else 2) for error in errors]
    alike = any(vi.number(error * 100, 1) == vi.number(errors[0] * 100, 1) for error in errors if error > errors[0])
    return [vi.number(error * 100, 2 if alike else 1) for error in errors]


def limits(found: Forecast) -> list[str]:
    """What the forecast does not know, one sentence each: too few figures, year-ends only, units that will change."""
    said = [_few(found)] if found.why is Why.FEW_FIGURES else [_WHY[found.why]]
    if found.year_ends:
        said.append("Chỉ dùng số liệu cuối năm, vì danh hiệu được công nhận vào cuối năm.")
    if found.break_month is not None:
        year, month = divmod(found.break_month - 1, 12)
        said.append(
            f"Từ tháng {month + 1}/{year} địa bàn hoặc cách tính thay đổi: đường kéo dài chỉ đúng với địa bàn, cách tính trước đó."
        )
    return [sentence for sentence in said if sentence]


def _few(found: Forecast) -> str:
    return (
        f"Mới có {vi.number(len(found.used))} kỳ số liệu nên chỉ kéo dài tốc độ hiện nay, không nói khả năng đạt "
        f"(cần từ {FEWEST} kỳ, trải ít nhất {SHORTEST} tháng)."
    )
