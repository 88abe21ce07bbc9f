"""The number cells of one row -> the figures of one observation. The only place that weighs them against each other."""

from dataclasses import dataclass, replace

from khuyenhoc.domain.indicator import Indicator
from khuyenhoc.domain.observation import NONE, UNKNOWN, VALUE, ZERO
from khuyenhoc.intake.match import Finding
from khuyenhoc.intake.spelling import fold
from khuyenhoc.intake.values import MISSING, Number, Trouble, parse_count, parse_rate
from khuyenhoc.present import vi

_APPROXIMATE = {
    "": "",
    "=": "=",
    ">=": ">=",
    "<=": "<=",
    "~": "~",
    "≥": ">=",
    "≤": "<=",
    "trên": ">=",
    "gần": "<=",
    "khoảng": "~",
}
_NOTHING = Number(None, state=MISSING)


@dataclass(frozen=True)
class Figures:
    """What a row reports; None where nothing. `stated_rate` is a share, `stated_decimals` those of its per cent (-1: none)."""

    numerator: float | None
    denominator: float | None
    stated_rate: float | None
    stated_decimals: int
    approximate: str
    state: str


class FigureReader:
    """Reads the cells of one row; what there is to say collects in `findings`."""

    def __init__(self, indicator: Indicator | None, cells: dict[str, str]):
        self.indicator = indicator
        self.cells = cells
        self.findings: list[Finding] = []

    def read(self) -> Figures | None:
        """None where a cell cannot be used; the reason is among the findings."""
        if self.indicator is None:
            self._look_only()
            return None
        figures = self._rate() if self.indicator.is_rate else self._count()
        declared = _APPROXIMATE.get(self.cells["approximate"].lstrip("'").casefold())
        if declared is None:
            self._say("approximate_unreadable", "approximate")
        if figures and declared and declared != figures.approximate:
            return replace(figures, approximate=declared)
        return figures

    def _say(self, code: str, column: str, **facts: str) -> None:
        self.findings.append(Finding(code, column, facts))

    def _look_only(self) -> None:
        """Without a known indicator only what is wrong under any of them is said."""
        for column in ("numerator", "denominator"):
            number = parse_count(self.cells[column])
            if isinstance(number, Trouble) and number.code in ("number_unreadable", "number_negative", "formula_error"):
                self._say(number.code, column, proposal=number.proposal)

    def _cell(self, column: str, *, rate: bool = False, unit: str = "") -> Number | None:
        text = self.cells[column]
        read = self._labelled(text) or (parse_rate(text) if rate else parse_count(text, unit))
        if isinstance(read, Trouble):
            self._say(read.code, column, proposal=read.proposal)
            return None
        if read.warning and read.warning != "rate_scale":
            self._say(read.warning, column, proposal=read.proposal)
        if read.value is not None and read.approximate != "=":
            counted = vi.percent(read.value, read.decimals) if read.percent else vi.trimmed(read.value)
            kept = vi.approximate(counted, "~" if column == "denominator" else read.approximate)
            self._say("figure_near", column, kept=kept, counted=counted)
        return read

    def _labelled(self, text: str) -> Number | None:
        """“Đạt mức độ 2” in a column that counts units: 1 of 1."""
        assert self.indicator is not None
        for value, label in self.indicator.unit_value.items():
            if text and fold(label) == fold(text):
                return Number(float(value), state=VALUE if float(value) else ZERO, over=1.0)
        return None

    def _count(self) -> Figures | None:
        """A count has one number, in the numerator or the value column."""
        assert self.indicator is not None
        number = self._cell("numerator", unit=self.indicator.unit)
        value = self._cell("value", unit=self.indicator.unit)
        below = self._cell("denominator")
        if number is None or value is None or below is None:
            return None
        if below.value is not None or number.over or value.over:
            self._say("denominator_of_count", "denominator")
        if None not in (number.value, value.value) and number.value != value.value:
            self._say("value_conflict", "value", numerator=self.cells["numerator"])
            return None
        chosen = number if number.state != MISSING else value
        return Figures(chosen.value, None, None, -1, chosen.approximate, chosen.state)

    def _rate(self) -> Figures | None:
        above, below, stated = self._cell("numerator"), self._cell("denominator"), self._cell("value", rate=True)
        if above is None or below is None or stated is None:
            return None
        for column, written in (("numerator", above), ("value", stated)):
            if written.over is None:
                continue
            top = Number(written.value, written.approximate, written.state)
            if not (_agree(above, top) and _agree(below, Number(written.over))):
                self._say("fraction_conflict", column)
                return None
            above, below = top, Number(written.over)
            stated = _NOTHING if column == "value" else stated
        if above.value is not None and below.value is not None and above.value > below.value:
            self._say("numerator_over_denominator", "numerator", **_printed(above, below))
            return None
        if above.state == MISSING and stated.state == MISSING:
            self._say("denominator_only", "denominator", **_printed(above, below))
            return None
        settled = self._scaled(stated, above, below)
        return None if settled is None else _combined(above, below, settled)

    def _scaled(self, stated: Number, above: Number, below: Number) -> Number | None:
        """0,666 without %: a share or a per cent, whichever fits n/N; an error where that does not tell."""
        if stated.warning != "rate_scale" or stated.value is None:
            return stated
        share = replace(stated, decimals=max(0, stated.decimals - 2), percent=True)
        percent = replace(stated, value=stated.value / 100, percent=True)
        fitting = [reading for reading in (share, percent) if _prints(reading, above, below)]
        if len(fitting) != 1:
            self._say("rate_scale_unclear", "value", proposal=stated.proposal)
            return None
        taken = vi.percent(fitting[0].value or 0, fitting[0].decimals)
        self._say("rate_scale", "value", taken=taken, **_printed(above, below))
        return fitting[0]


def _agree(one: Number, other: Number) -> bool:
    return one.over is not None or one.state == MISSING or one.value == other.value


def _prints(stated: Number, above: Number, below: Number) -> bool:
    """Whether n/N rounds to the stated rate at its last digit."""
    if stated.value is None or above.value is None or not below.value:
        return False
    return abs(above.value / below.value - stated.value) <= 0.5 * 10.0 ** -(stated.decimals + 2) + 1e-12


def _printed(above: Number, below: Number) -> dict[str, str]:
    named = {"numerator": above.value, "denominator": below.value}
    return {name: "–" if value is None else vi.number(value) for name, value in named.items()}


def _combined(above: Number, below: Number, stated: Number) -> Figures:
    states = {above.state, stated.state}
    about = "=" if below.approximate == "=" else "~"  # a rate of “gần 2.000” may be more or less than n/N
    words = {above.approximate, about, stated.approximate} - {"="}
    if above.value is not None:
        state = above.state
    elif stated.value is not None:
        state = stated.state
    else:
        state = UNKNOWN if UNKNOWN in states else NONE
    return Figures(
        numerator=above.value,
        denominator=below.value,
        stated_rate=stated.value,
        stated_decimals=-1 if stated.value is None else stated.decimals,
        approximate=words.pop() if len(words) == 1 else "~" if words else "=",
        state=state,
    )
