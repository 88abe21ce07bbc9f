"""What stands in the annex “Phụ lục giao chỉ tiêu”: titles, lines in official order with their districts, notes."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.present import narrative, status, vi
from khuyenhoc.present.narrative import Row


@dataclass(frozen=True)
class Line:
    """One unit. `number`: I, II for a district over its communes, 1, 2 … for who gets the target, '' for the whole."""

    number: str
    name: str
    total: int
    reached: int
    more: int
    goal: int
    sum: bool = False


@dataclass(frozen=True)
class Annex:
    """`heads`: title lines, the first is “PHỤ LỤC”. `noun`: the unit of measurement. `sample`: simulated figures in it."""

    heads: tuple[str, ...]
    noun: str
    now: str
    due: date
    months: int
    lines: list[Line]
    notes: list[str] = field(default_factory=list)
    sample: bool = False

    @property
    def warning(self) -> str:
        return f"{status.SAMPLE_WORD}: {status.SAMPLE_TITLE}, không dùng để ban hành" if self.sample else ""


def heads(indicator: str, whole: Row, due: date, period: str, rule: str) -> tuple[str, ...]:
    """The title block; the number and day of the decision are filled in by whoever issues it."""
    basis = f", theo {whole['basis']}" if narrative.known(whole.get("basis")) else ""
    return (
        "PHỤ LỤC",
        f"Giao chỉ tiêu {indicator} đến {vi.document_day(due)}".upper(),
        "(Kèm theo Quyết định số ……/QĐ-…… ngày …… tháng …… năm ……)",
        f"Mục tiêu áp dụng: {narrative.target_text(whole, due=True)}{basis}. "
        f"Số liệu đến {vi.period(period)}. Cách phân bổ: {rule.lower()}.",
    )


def lines(table: pd.DataFrame, units: Units, whole: Row, level: Level) -> list[Line]:
    """The whole first, then its parts in official order; communes below their district where there are districts.

    `table`: `plan.assignment` of the parts; `whole`: the row of the unit above them all, its own figures.
    """
    more = int(table["more"].sum())
    reached = round(whole["numerator"])
    found = [Line("", whole["unit_name"], round(whole["denominator"]), reached, more, reached + more, sum=True)]
    above = units.ancestor(Level.DISTRICT)
    districts = table["unit"].map(above)
    if level is Level.DISTRICT or districts.nunique() < 2:
        return found + _numbered(table)
    for number, (district, rows) in enumerate(table.groupby(districts, sort=False), 1):
        sums = rows[["denominator", "numerator", "more", "goal"]].sum().round().astype("int64")
        total, reached, more, goal = sums.tolist()
        found.append(Line(roman(number), units.name(str(district)), total, reached, more, goal, sum=True))
        found += _numbered(rows)
    return found


def _numbered(rows: pd.DataFrame) -> list[Line]:
    columns = ["unit_name", "denominator", "numerator", "more", "goal"]
    return [
        Line(str(number), name, round(total), round(reached), int(more), int(goal))
        for number, (name, total, reached, more, goal) in enumerate(rows[columns].itertuples(index=False), 1)
    ]


def notes(whole: Row, left_out: str) -> list[str]:
    """What the reader must know of the figures."""
    inferred = ""
    if whole.get("inferred"):
        bounds = [int(whole[end]) for end in ("denominator_low", "denominator_high") if narrative.known(whole[end])]
        about = vi.interval(round(whole["denominator"]), *(bounds or (None, None)))
        inferred = f"Tổng số của {whole['unit_name']} suy ra từ tỷ lệ báo cáo: {about}."
    return [text for text in (inferred, left_out) if text]


def file_name(indicator: str, year: int, sample: bool) -> str:
    return f"{'MINH-HOA-' if sample else ''}phu-luc-giao-chi-tieu-{indicator.replace('_', '-')}-{year}.xlsx"


def roman(number: int) -> str:
    """Numbers of districts: 4 -> IV, 11 -> XI."""
    text = ""
    for size, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += sign * (number // size)
        number %= size
    return text
