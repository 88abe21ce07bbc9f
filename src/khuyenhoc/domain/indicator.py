"""What an indicator is. The only place for its vocabulary; the definitions themselves stand in data/indicators.csv."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pandas as pd

from khuyenhoc.domain.unit import Level


class Measure(StrEnum):
    COUNT = "count"
    RATE = "rate"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Flow(StrEnum):
    STOCK = "stock"
    FLOW = "flow"


class Recognised(StrEnum):
    YEARLY = "yearly"
    ANY = "any"


class Counts(StrEnum):
    PERSON = "person"
    HOUSEHOLD = "household"
    INSTITUTION = "institution"
    MONEY = "money"
    EVENT = "event"


@dataclass(frozen=True)
class Indicator:
    code: str
    name: str
    short_name: str
    unit: str
    measure: Measure
    numerator_name: str
    denominator_name: str
    denominator_basis: str
    numerator_indicator: str
    part_of: str
    counts: Counts
    better: Better
    flow: Flow
    recognised: Recognised
    sums: bool
    collected_levels: frozenset[Level]
    rate_levels: frozenset[Level]
    unit_value: dict[str, str]
    frequency: str
    group: str
    headline: int | None
    breakdowns: frozenset[str]
    replaces: str
    definition: str
    source: str

    @property
    def is_rate(self) -> bool:
        return self.measure is Measure.RATE

    def __hash__(self) -> int:
        return hash(self.code)


class Catalogue:
    """All indicators, in the order of the file."""

    def __init__(self, indicators: list[Indicator]):
        self._by_code = {indicator.code: indicator for indicator in indicators}

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> "Catalogue":
        """`frame`: data/indicators.csv read as text, empty cells as ''. Raises ValueError for an unknown word."""
        return cls([_indicator(row) for row in frame.to_dict("records")])

    def __getitem__(self, code: str) -> Indicator:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    @cached_property
    def rates(self) -> frozenset[str]:
        """Codes of the indicators that are rates."""
        return frozenset(indicator.code for indicator in self if indicator.is_rate)

    @cached_property
    def flows(self) -> frozenset[str]:
        """Codes of the indicators that count what happened in their period, which only periods as long compare."""
        return frozenset(indicator.code for indicator in self if indicator.flow is Flow.FLOW)

    @property
    def headline(self) -> list[Indicator]:
        """The indicators shown as cards, in their order."""
        shown = [(i.headline, i) for i in self if i.headline is not None]
        return [indicator for _, indicator in sorted(shown, key=lambda pair: pair[0])]

    def parts(self, code: str) -> list[Indicator]:
        """The indicators that must add up to `code`."""
        return [indicator for indicator in self if indicator.part_of == code]

    def numerator_of(self, code: str) -> list[Indicator]:
        """The rates whose numerator is the count indicator `code`."""
        return [indicator for indicator in self if indicator.numerator_indicator == code]


def _levels(text: str) -> frozenset[Level]:
    return frozenset(Level(word) for word in text.split())


def _labels(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split(";") if pair)


def _indicator(row: dict) -> Indicator:
    return Indicator(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        unit=row["unit"],
        measure=Measure(row["measure"]),
        numerator_name=row["numerator_name"],
        denominator_name=row["denominator_name"],
        denominator_basis=row["denominator_basis"],
        numerator_indicator=row["numerator_indicator"],
        part_of=row["part_of"],
        counts=Counts(row["counts"]),
        better=Better(row["better"]),
        flow=Flow(row["flow"]),
        recognised=Recognised(row["recognised"]),
        sums=row["rollup"] == "sum",
        collected_levels=_levels(row["collected_levels"]),
        rate_levels=_levels(row["rate_levels"]),
        unit_value=_labels(row["unit_value"]),
        frequency=row["frequency"],
        group=row["group"],
        headline=int(row["headline"]) if row["headline"] else None,
        breakdowns=frozenset(row["breakdowns"].split()),
        replaces=row["replaces"],
        definition=row["definition"],
        source=row["source"],
    )
