"""Units in classes of a rate: 5 percentage points each, cut at the target. The only place that sorts units into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH = 500  # of a class, in ten-thousandths


@dataclass(frozen=True)
class UnitRate:
    """`value` None where the unit did not report. `chosen`: the one to mark."""

    name: str
    value: float | None
    chosen: bool = False

    @property
    def reported(self) -> bool:
        return self.value is not None and self.value == self.value

    @property
    def share(self) -> float:
        """Of a unit that reported."""
        if self.value is None:
            raise ValueError(self.name)
        return self.value


@dataclass(frozen=True)
class RateBin:
    """Shares in [low, high), where lower is better (low, high]; the ends of the scale belong to the classes at them."""

    low: float
    high: float
    units: tuple[UnitRate, ...]
    meets: bool

    @property
    def count(self) -> int:
        return len(self.units)

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def classed(units: Sequence[UnitRate], target: float | None = None, comparator: str = ">=") -> list[RateBin]:
    """Those who reported, lowest first, in classes of 5 points around all of them and the target, cut once more at the
    target: no class mixes units that meet it with units that do not."""
    reported = sorted((each for each in units if each.reported), key=lambda each: each.share)
    if not reported:
        return []
    lower = comparator == "<="
    edges = _edges([each.share for each in reported], target, lower)
    found = []
    for low, high in pairwise(edges):
        inside = [each for each in reported if _inside(each.share, low, high, lower, edges)]
        meets = target is not None and (high <= target if lower else low >= target)
        found.append(RateBin(low, high, tuple(inside), meets))
    return found


def _edges(values: Sequence[float], target: float | None, lower: bool) -> list[float]:
    parts = [round(value * 10_000, 6) for value in (*values, *([] if target is None else [target]))]
    start, end = int(min(parts) // WIDTH) * WIDTH, -int(-max(parts) // WIDTH) * WIDTH
    cut = set() if target is None else {round(target * 10_000)}
    # Units exactly at the target need a class on its good side, at 100 % and at 0 % too.
    if end == start or (not lower and end in cut):
        end += WIDTH
    if lower and start in cut:
        start -= WIDTH
    return [edge / 10_000 for edge in sorted({*range(start, end + 1, WIDTH), *cut})]


def _inside(value: float, low: float, high: float, lower: bool, edges: Sequence[float]) -> bool:
    if lower:
        return low < value <= high or value == low == edges[0]
    return low <= value < high or value == high == edges[-1]
