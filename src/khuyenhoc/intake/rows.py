"""One row of the file -> one observation, or what is wrong with it. Rows are not compared here: that is crosscheck.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from khuyenhoc.domain.indicator import Catalogue, Indicator
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.errors import Problem, Severity
from khuyenhoc.intake.columns import NAMES, Header
from khuyenhoc.intake.figures import FigureReader
from khuyenhoc.intake.match import EthnicityFinder, Finding, IndicatorFinder, PovertyFinder
from khuyenhoc.intake.meaning import HeadingReader
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.places import UnitFinder
from khuyenhoc.intake.spelling import fold
from khuyenhoc.intake.values import Trouble, is_blank
from khuyenhoc.intake.words import problem
from khuyenhoc.present import vi

_SAMPLE = {"": False, "0": False, "không": False, "1": True, "x": True, "có": True}


@dataclass(frozen=True)
class Context:
    """What a file is checked against. Groups and classes as text.

    `provinces`: keys of the provinces the product is used for, those before and those since 1/7/2025: names are looked for
    there. On a day that knows none of them they are looked for in the whole country. `reader`: of the headings of office
    forms, with all it has read; without it there are none. `spellings`: of names of units.
    """

    catalogue: Catalogue
    units_on: Callable[[date], Units]
    ethnic_groups: pd.DataFrame
    poverty_classes: pd.DataFrame
    today: date
    provinces: tuple[str, ...]
    reader: HeadingReader | None = None
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def places(self) -> UnitFinder:
        """Finds the units that a file names; its lists of names are made once for each day on which units changed."""
        return UnitFinder(self.units_on, *self.provinces, spellings=self.spellings)


@dataclass
class RowRead:
    """`record` is None where the row has an error or nothing was filled in (`blank`)."""

    record: dict[str, object] | None = None
    problems: list[Problem] = field(default_factory=list)
    blank: bool = False


class FigureRows:
    """Cells by the product's own column names -> one observation. Remembers every period, unit, indicator and group it has met:
    a file repeats them thousands of times."""

    def __init__(self, header: Header, context: Context):
        self.header = header
        self.context = context
        self.units = context.places.afresh()
        self._known: dict[tuple[str, str], object] = {}
        self._finders: dict[str, Callable[[str], str | Finding]] = {
            "indicator": IndicatorFinder(context.catalogue).find,
            "ethnicity": EthnicityFinder(context.ethnic_groups).find,
            "poverty": PovertyFinder(context.poverty_classes).find,
        }

    def read_cells(self, number: int, filled: dict[str, str], level: Level | None = None) -> RowRead:
        """`filled`: the cells that hold something; `level`: of the units meant, where a name is that of two."""
        cells = dict.fromkeys(NAMES, "") | filled
        if all(is_blank(cells[column]) for column in ("numerator", "denominator", "value")):
            return RowRead(blank=True)
        findings: list[Finding] = []
        period = self._period(cells["period"], findings)
        words = {column: self._word(column, cells[column], findings) for column in self._finders}
        unit = self._unit(cells, period, findings, level) if period else None
        code = words["indicator"]
        indicator = self.context.catalogue[code] if code else None
        if indicator:
            findings += _uncollected(indicator, words)
        reader = FigureReader(indicator, cells)
        figures = reader.read()
        sample = self.sample_of(cells["minh_hoa"])
        if sample is None:
            findings.append(Finding("sample_unreadable", "minh_hoa"))
        at = {"row": number, "indicator": code, "period": period.text if period else ""}
        problems = [
            self.header.problem(each.code, at, each.column, cells[each.column], **each.facts)
            for each in findings + reader.findings
        ]
        if figures is None or period is None or any(item.severity is Severity.ERROR for item in problems):
            return RowRead(problems=problems)
        record: dict[str, object] = {"row": number, "period": period.text, "unit": unit, **words, **vars(figures)}
        record |= {
            "sample": sample,
            "level": self.units.level(str(unit), period.end),
            "written_ethnicity": cells["ethnicity"],
        }
        record |= {column: cells[column] for column in ("source", "denominator_source", "document")}
        return RowRead(record, problems)

    def _period(self, text: str, findings: list[Finding]) -> Period | None:
        known = self.period_of(text)
        if isinstance(known, Period):
            return known
        findings.append(known)
        return None

    def period_of(self, text: str) -> Period | Finding:
        if ("period", text) not in self._known:
            self._known["period", text] = self._new_period(text)
        return self._known["period", text]  # type: ignore[return-value]

    def word_of(self, column: str, text: str) -> str | Finding:
        """The code behind the text of an indicator, an ethnic group, a poverty class."""
        if (column, text) not in self._known:
            self._known[column, text] = self._finders[column](text)
        return self._known[column, text]  # type: ignore[return-value]

    def sample_of(self, text: str) -> bool | None:
        return _SAMPLE.get(fold(text))

    def _new_period(self, text: str) -> Period | Finding:
        if not text:
            return Finding("period_missing", "period")
        read = parse_period(text)
        if isinstance(read, Trouble):
            return Finding(read.code, "period", {"proposal": read.proposal, "options": read.other})
        period = Period.parse(read)
        if period.start > self.context.today:
            facts = {"start": vi.day(period.start), "today": vi.day(self.context.today)}
            return Finding("period_future", "period", facts)
        return period

    def _word(self, column: str, text: str, findings: list[Finding]) -> str | None:
        """The code behind a word; None (and a finding) where there is none."""
        known = self.word_of(column, text)
        if isinstance(known, Finding):
            findings.append(known)
            return None
        return known

    def _unit(self, cells: dict[str, str], period: Period, findings: list[Finding], level: Level | None) -> str | None:
        found = self.units.find(cells["unit_code"], cells["unit_name"], cells["district"], period.end, level)
        if isinstance(found, Finding):
            findings.append(found)
            return None
        if outside := self.units.outside(found, period.end):
            findings.append(Finding("unit_outside", "unit_code" if cells["unit_code"] else "unit_name", outside))
        return found


class RowReader(FigureRows):
    """The rows of a tidy sheet, one figure each."""

    def read(self, number: int, values: list[str]) -> RowRead:
        if strays := [v for p, v in enumerate(values) if v and p not in self.header.width]:
            return RowRead(problems=[problem("cell_without_column", number, value=strays[0])])
        return self.read_cells(number, {c: values[p] for c, p in self.header.positions.items() if p < len(values)})


def _uncollected(indicator: Indicator, words: dict[str, str | None]) -> list[Finding]:
    """Breakdowns the indicator does not have."""
    facts = {"indicator": indicator.name}
    return [
        Finding(f"{column}_not_collected", column, facts)
        for column in ("ethnicity", "poverty")
        if words[column] and column not in indicator.breakdowns
    ]
