"""Where a course ends at the due date: which line, how sure, how well the line would have done before (methods §4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor, inf, isfinite

from khuyenhoc.domain import student
from khuyenhoc.domain.extrapolation import Extrapolation, Method, Point, fitted
from khuyenhoc.domain.period import Period, month_index
from khuyenhoc.domain.rates import TEN_THOUSAND

FEWEST = 5  # figures for a fan and a probability
SHORTEST = 24  # months they must span
LEVELS = (0.80, 0.95)
MOST_TESTED = 3
VERY_LIKELY_FROM, POSSIBLE_FROM, UNLIKELY_TO = 0.90, 0.60, 0.40
_NOTHING = 1e-9  # below every difference of shares and counts that means something


class Kind(StrEnum):
    NONE = "none"  # nothing to carry on
    PACE = "pace"  # a dashed straight line, nothing said about its certainty
    FAN = "fan"  # line, bands, probability, errors


class Why(StrEnum):
    """Why no more than this can be said."""

    NO_FIGURE = "no_figure"
    ONE_FIGURE = "one_figure"
    DUE_PASSED = "due_passed"
    FEW_FIGURES = "few_figures"
    SHORT_SPAN = "short_span"
    ENOUGH = ""


class Likelihood(StrEnum):
    VERY_LIKELY = "very_likely"  # ≥ 90 %
    POSSIBLE = "possible"  # 60–90 %
    UNCLEAR = "unclear"  # 40–60 %
    UNLIKELY = "unlikely"  # ≤ 40 %


@dataclass(frozen=True)
class Goal:
    """A share (rate) or a number. `denominator`: how many families there will be at the due date, where that is known:
    then the target is a whole number of them."""

    target: float
    comparator: str = ">="
    rate: bool = True
    denominator: int | None = None

    @property
    def whole(self) -> int | None:
        """How many families the target asks for (or allows): ⌈T·N⌉, for <= ⌊T·N⌋, in integers."""
        if self.denominator is None or not self.rate:
            return None
        asked = round(self.target * TEN_THOUSAND) * self.denominator
        return asked // TEN_THOUSAND if self.comparator == "<=" else -(-asked // TEN_THOUSAND)

    @property
    def line(self) -> float:
        """The figure at which the target is met."""
        return self.target if self.whole is None or not self.denominator else self.whole / self.denominator


@dataclass(frozen=True)
class Band:
    """A prediction interval over the months from the last figure to the due date: (month, low, high)."""

    level: float
    edges: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True)
class Forecast:
    """`used`: the figures the line rests on. `line`: month by month, from the first of them (no change: the last) to the
    due date. `errors`: mean absolute error of each method in the last `tested` figures, best first. With a denominator
    `count` and `shortfall` are whole families at the due date. `year_ends`: only 31/12 figures were used. `break_month`:
    units or standard change in this month, before the due date: the line holds for the old ones."""

    kind: Kind
    why: Why
    due_month: int
    used: tuple[Point, ...] = ()
    method: Method | None = None
    line: tuple[Point, ...] = ()
    at_due: float | None = None
    bands: tuple[Band, ...] = ()
    probability: float | None = None
    likelihood: Likelihood | None = None
    errors: tuple[tuple[Method, float], ...] = ()
    tested: int = 0
    year_ends: bool = False
    break_month: int | None = None
    count: int | None = None
    shortfall: int | None = None


def monthly(figures: Iterable[tuple[str, float | None]]) -> list[Point]:
    """(period, value) -> one point per month in time order: of periods that end in one month the last (Period.order).

    Missing values (None, NaN) are left out: missing is never zero. Raises PeriodError for a text that is no period.
    """
    known = [(Period.parse(text), value) for text, value in figures if value is not None and value == value]
    ordered = sorted(known, key=lambda pair: pair[0].order)
    return sorted({month_index(period.end): float(value) for period, value in ordered}.items())


def forecast(
    points: Sequence[Point], goal: Goal, due_month: int, *, yearly: bool = False, breaks: Sequence[int] = ()
) -> Forecast:
    """Of one unit's figures, any order, one per month (`monthly`); ValueError where two share a month or one is no number.

    `yearly`: a title granted in December; its year-end figures alone are used once there are five. `breaks`: the first
    month of each new standard or unit version; no line crosses one, the figures since the last of them are used.
    """
    ordered = sorted(points)
    if len({month for month, _ in ordered}) < len(ordered) or not all(isfinite(value) for _, value in ordered):
        raise ValueError(points)
    used, year_ends = _usable(ordered, yearly, breaks)
    kind, why = _reach(ordered, used, due_month)
    ahead = [month for month in breaks if ordered and ordered[-1][0] < month <= due_month]
    base = Forecast(kind, why, due_month, tuple(used), year_ends=year_ends, break_month=min(ahead, default=None))
    if kind is Kind.NONE:
        return base
    errors, tested = backtest(used) if kind is Kind.FAN else ((), 0)
    method = errors[0][0] if errors else Method.STRAIGHT
    return _carried_on(replace(base, method=method, errors=errors, tested=tested), fitted(method, used), goal)


def backtest(points: Sequence[Point]) -> tuple[tuple[tuple[Method, float], ...], int]:
    """Mean absolute error of each method over the last k = min(3, m − 3) figures, each foretold from those before it.

    Best first; equals in the order of Method. ((), 0) below four figures.
    """
    tested = min(MOST_TESTED, len(points) - 3)
    if tested < 1:
        return (), 0
    errors = []
    for method in Method:
        misses = []
        for number in range(len(points) - tested, len(points)):
            month, value = points[number]
            misses.append(abs(fitted(method, points[:number]).value(month) - value))
        errors.append((method, round(sum(misses) / tested, 9)))
    return tuple(sorted(errors, key=lambda pair: pair[1])), tested


def likelihood(probability: float) -> Likelihood:
    """rất có thể ≥ 90 % · có thể 60–90 % · khó nói 40–60 % · khó ≤ 40 %."""
    if probability >= VERY_LIKELY_FROM:
        return Likelihood.VERY_LIKELY
    if probability >= POSSIBLE_FROM:
        return Likelihood.POSSIBLE
    return Likelihood.UNCLEAR if probability > UNLIKELY_TO else Likelihood.UNLIKELY


def _usable(ordered: list[Point], yearly: bool, breaks: Sequence[int]) -> tuple[list[Point], bool]:
    """The figures since the last break; of a yearly title those of year-ends, once there are five."""
    since = max((month for month in breaks if ordered and month <= ordered[-1][0]), default=0)
    kept = [point for point in ordered if point[0] >= since]
    year_ends = [point for point in kept if point[0] % 12 == 0]
    if yearly and len(year_ends) >= FEWEST:
        return year_ends, True
    return kept, False


def _reach(ordered: list[Point], used: list[Point], due_month: int) -> tuple[Kind, Why]:
    if not ordered:
        return Kind.NONE, Why.NO_FIGURE
    if ordered[-1][0] >= due_month:
        return Kind.NONE, Why.DUE_PASSED
    if len(used) < 2:
        return Kind.NONE, Why.ONE_FIGURE
    if len(used) < FEWEST:
        return Kind.PACE, Why.FEW_FIGURES
    return (Kind.FAN, Why.ENOUGH) if used[-1][0] - used[0][0] >= SHORTEST else (Kind.PACE, Why.SHORT_SPAN)


def _carried_on(base: Forecast, course: Extrapolation, goal: Goal) -> Forecast:
    """The line to the due date; of a fan also bands and probability, both by the shown method's own uncertainty."""
    most = 1.0 if goal.rate else inf
    last = base.used[-1][0]
    start = last if base.method is Method.NO_CHANGE else base.used[0][0]
    line = tuple((month, _clipped(course.value(month), most)) for month in range(start, base.due_month + 1))
    at_due = line[-1][1]
    found = replace(base, line=line, at_due=at_due, count=_count(at_due, goal), shortfall=_shortfall(at_due, goal))
    if base.kind is not Kind.FAN:
        return found
    probability = _probability(course, goal, base.due_month, most)
    bands = tuple(_band(course, level, range(last, base.due_month + 1), most) for level in LEVELS)
    return replace(found, bands=bands, probability=probability, likelihood=likelihood(probability))


def _clipped(value: float, most: float) -> float:
    return min(most, max(0.0, value))


def _band(course: Extrapolation, level: float, months: Iterable[int], most: float) -> Band:
    reach = student.quantile(0.5 + level / 2, course.freedom)
    edges = []
    for month in months:
        middle, half = course.value(month), reach * course.deviation(month)
        edges.append((month, _clipped(middle - half, most), _clipped(middle + half, most)))
    return Band(level, tuple(edges))


def _probability(course: Extrapolation, goal: Goal, month: int, most: float) -> float:
    """That the figure of that month meets the target: of Student's t around the line, ends of the scale included."""
    lower = goal.comparator == "<="
    if (goal.line >= most) if lower else (goal.line <= 0):
        return 1.0
    margin = (goal.line - course.value(month)) if lower else (course.value(month) - goal.line)
    deviation = course.deviation(month)
    if deviation < _NOTHING:  # figures exactly on their line
        return float(margin >= -_NOTHING)
    return student.cdf(margin / deviation, course.freedom)


def _count(at_due: float, goal: Goal) -> int | None:
    if not goal.rate:
        return _half_up(at_due)
    return None if goal.denominator is None else _half_up(at_due * goal.denominator)


def _shortfall(at_due: float, goal: Goal) -> int | None:
    """How many still lack (for <= are too many) at the due date; 0 where the target is met."""
    count, lower = _count(at_due, goal), goal.comparator == "<="
    if count is None:
        return None
    wanted = goal.whole if goal.rate else (floor(goal.target) if lower else ceil(goal.target))
    return None if wanted is None else max(0, count - wanted if lower else wanted - count)


def _half_up(value: float) -> int:
    return floor(value + 0.5)
