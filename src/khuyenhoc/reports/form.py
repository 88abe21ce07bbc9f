"""What stands on a form to fill in: its lines in official order with their districts, what each unit reported last."""

from dataclasses import dataclass, field

import pandas as pd

from khuyenhoc.domain.form import Field, Form, Role
from khuyenhoc.domain.impact import with_earlier
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.observation import COLUMNS
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.present import status, vi
from khuyenhoc.present.impact_words import LEVELS
from khuyenhoc.reports.annex import roman

Before = dict[tuple[str, str], tuple[float, bool]]  # (unit key, indicator) -> the number, and whether it is simulated


@dataclass(frozen=True)
class Line:
    """A unit to fill in, or (`key` empty) the district over those that follow."""

    number: str
    name: str
    key: str = ""
    code: str = ""


@dataclass(frozen=True)
class BlankForm:
    """`period`: as declared (2024-05); `province`, `place`: key and name of the province; `area`: the district, if one."""

    form: Form
    level: Level
    period: str
    province: str
    place: str
    fields: list[Field]
    lines: list[Line]
    before: Before = field(default_factory=dict)
    area: str = ""

    @property
    def heads(self) -> tuple[str, str]:
        where = ", ".join(part for part in (self.area, self.place) if part)
        return (
            f"Biểu số liệu: {self.form.name}".upper(),
            f"({LEVELS[self.level]}, {where}. Kỳ báo cáo: {vi.period(self.period)})",
        )

    @property
    def warning(self) -> str:
        simulated = any(sample for _, sample in self.before.values())
        return (
            f"Số kỳ trước in nghiêng là {status.SAMPLE_TITLE.upper()}, không phải số đã báo cáo." if simulated else ""
        )

    @property
    def file_name(self) -> str:
        parts = ("bieu", self.form.code, self.area and self.lines[0].code, self.period.replace("/", "_"))
        return f"{'-'.join(part for part in parts if part)}-{_WORDS[self.level]}.xlsx"


_WORDS = {Level.COMMUNE: "xa", Level.DISTRICT: "huyen", Level.PROVINCE: "tinh"}


def blank_form(
    form: Form, level: Level, period: str, units: Units, catalogue: Catalogue, province: str, figures: pd.DataFrame,
    under: str | None = None,
) -> BlankForm:  # fmt: skip
    """The form for the units of `level` in the province, or below the district `under`. `figures`: the totals in use."""
    fields = form.fields(catalogue, level)
    keys = units.of_level(level, under or province)
    indicators = list(dict.fromkeys(each.indicator for each in fields))
    return BlankForm(
        form, level, period, province, units.name(province), fields, _lines(keys, units, level),
        _before(keys, [each.code for each in indicators], period, figures, catalogue),
        units.name(under) if under else "",
    )  # fmt: skip


def _lines(keys: list[str], units: Units, level: Level) -> list[Line]:
    above = units.ancestor(Level.DISTRICT) if level is Level.COMMUNE else {}
    codes = units.frame["code"]
    found: list[Line] = []
    districts: list[str] = []
    number = 0
    for key in keys:
        district = above.get(key, "")
        if district and district not in districts:
            districts.append(district)
            found.append(Line(roman(len(districts)), units.name(district)))
            number = 0
        number += 1
        found.append(Line(str(number), units.name(key), key, str(codes[key])))
    return found


def _before(keys: list[str], indicators: list[str], period: str, figures: pd.DataFrame, catalogue: Catalogue) -> Before:
    """What each unit reported last before the period; sums over a time only of one as long."""
    asked = pd.DataFrame([(code, key) for key in keys for code in indicators], columns=["indicator", "unit"])
    asked = asked.assign(period=period, ethnicity="", poverty="")
    known = figures[figures["indicator"].isin(indicators) & figures["unit"].isin(keys)][COLUMNS]
    found = with_earlier(asked, known, catalogue.flows)
    found = found[found["earlier_numerator"].notna()]
    values = zip(found["earlier_numerator"], found["earlier_sample"], strict=True)
    return {
        (unit, code): (float(number), bool(sample))
        for unit, code, (number, sample) in zip(found["unit"], found["indicator"], values, strict=True)
    }


ROLE_WORDS = {
    Role.RATE: "Tỷ lệ", Role.BEFORE: "Kỳ trước", Role.CHANGE: "Tăng, giảm", Role.CHOICE: "Chọn một",
}  # fmt: skip


def role_words(each: Field) -> str:
    """What stands over one column: the numbers in the words of the catalogue."""
    if each.role is Role.TOTAL:
        return "Tổng số"
    if each.role is Role.FIGURE:
        return "Số đạt" if each.indicator.is_rate else f"Số lượng ({each.indicator.unit})"
    return ROLE_WORDS[each.role]
