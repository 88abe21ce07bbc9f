"""What part of a split unit went to each of its successors, as somebody found it in a document (methods §7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from khuyenhoc.domain.rates import TEN_THOUSAND


@dataclass(frozen=True)
class Shares:
    """All parts of one old unit: (new unit's key, whole ten-thousandths). `parts` empty: what was known is taken back.

    `measured`: of what it is a share (dân số, số hộ …); `document` and `day`: where that stands; `reason`: why it is
    taken back.
    """

    old: str
    parts: tuple[tuple[str, int], ...]
    measured: str = ""
    document: str = ""
    day: date | None = None
    reason: str = ""

    @property
    def complete(self) -> bool:
        return sum(share for _, share in self.parts) == TEN_THOUSAND


def portions(count: int, shares: Sequence[int], most: Sequence[int] | None = None) -> list[int]:
    """`count` in whole parts by `shares` (whole numbers) that add up to it: the method of largest remainders.

    `most`: the largest each part may be (a numerator under its denominator); together they must hold `count`. Equal
    remainders go to the earlier part.
    """
    whole = sum(shares)
    quotas = [Fraction(count * share, whole) for share in shares]
    found = [int(quota) for quota in quotas]
    while (left := count - sum(found)) > 0:
        open_ = [at for at in range(len(found)) if most is None or found[at] < most[at]]
        nearest = sorted(open_, key=lambda at: found[at] - quotas[at])[:left]
        for at in nearest:
            found[at] += 1
    return found


def split(numerator: float, denominator: float, shares: Sequence[int]) -> tuple[list[float], list[float]]:
    """One figure in parts, NaN where it had none. Whole numbers stay whole and keep their totals, and no part of a
    numerator within its denominator exceeds the part of the denominator; others (amounts) are multiplied."""
    totals = _parts(denominator, shares, None)
    within = _whole(numerator) and _whole(denominator) and numerator <= denominator
    return _parts(numerator, shares, [int(each) for each in totals] if within else None), totals


def _parts(value: float, shares: Sequence[int], most: Sequence[int] | None) -> list[float]:
    if _whole(value):
        return [float(each) for each in portions(int(value), shares, most)]
    return [value * share / sum(shares) for share in shares]


def _whole(value: float) -> bool:
    return value == value and value >= 0 and float(value).is_integer()


def in_force(entered: Sequence[Shares]) -> Mapping[str, Shares]:
    """By old unit, those that count after all entries, oldest first: the newest, unless it takes back."""
    newest = {each.old: each for each in entered}
    return {old: each for old, each in newest.items() if each.parts}
