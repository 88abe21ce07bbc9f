"""A sheet -> what is in it: a tidy table or an office form, checked by the same rules. The one door for pages and commands."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import REFORM, Level
from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.office_check import check_form
from khuyenhoc.intake.office_form import Answers, Form, forms
from khuyenhoc.intake.office_places import unit_said
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.rows import Context
from khuyenhoc.intake.spelling import plain

_SAID = {
    Level.DISTRICT: re.compile(r"\b(?:dia ban|cac|tung|theo) (?:huyen|quan)\b"),
    Level.COMMUNE: re.compile(r"\b(?:dia ban|cac|tung|theo) (?:xa|phuong)\b"),
}


@dataclass(frozen=True)
class Understood:
    """`forms`: the tables of an office form; none where the sheet is tidy, or no table was found in it."""

    forms: tuple[Form, ...]
    checked: Checked

    @property
    def unsure(self) -> bool:
        """Whether a person must say something before the figures can be used."""
        return any(form.unsure for form in self.forms)


def understand(
    sheet: Sheet, context: Context, answers: Answers | None = None, period: str = "", unit: str = ""
) -> Understood:
    """`answers`: what a person said of a form of this shape; `period`, `unit`: of this one, canonical, and as places label it."""
    if context.reader is None:
        return Understood((), check(sheet, context))
    found = forms(sheet, context.reader, answers or Answers(), period, lambda text: _is_unit(text, context))
    if not found:
        return Understood((), check(sheet, context))
    beside = _beside_one_another([each for each in found if each.across], context)
    single = iter(beside)
    found = [
        next(single) if each.across else each if each.about is None else _about(each, sheet, context, unit)
        for each in found
    ]
    return Understood(tuple(found), check_form(sheet, found, context))


def _is_unit(text: str, context: Context) -> bool:
    """Whether a heading is the name of a unit, be it of two, before or since the reform."""
    found = [context.places.find("", text, "", day) for day in (REFORM - timedelta(days=1), context.today)]
    return any(isinstance(each, str) or each.code in ("unit_ambiguous", "unit_not_valid") for each in found)


def _beside_one_another(forms_of_units: Sequence[Form], context: Context) -> list[Form]:
    """Each as that of its unit; a name that two units have is that of the level of the others, or of the level that the titles say."""
    finder = context.places.afresh()
    named = [(form, form.across, _day(form, context)) for form in forms_of_units if form.across]
    keys = [(finder.find("", unit.name, unit.district, day), day) for _, unit, day in named]
    levels = Counter(finder.level(key, day) for key, day in keys if isinstance(key, str))
    levels.pop(Level.PROVINCE, None)
    said = plain(" ".join(line for form in forms_of_units for line in form.table.titles))
    level = next((level for level, words in _SAID.items() if words.search(said)), None)
    level = levels.most_common(1)[0][0] if levels else level
    found = [(form, unit, day, finder.find("", unit.name, unit.district, day, level)) for form, unit, day in named]
    return [
        form.reports_on(finder.label(key, day) if isinstance(key, str) else unit.name, "")
        for form, unit, day, key in found
    ]


def _day(form: Form, context: Context) -> date:
    """The last day of what it speaks of; today while nobody says it."""
    said = {form.period, *(column.period for column in form.used)} - {""}
    return max((Period.parse(text).end for text in said), default=context.today)


def _about(form: Form, sheet: Sheet, context: Context, unit: str) -> Form:
    """Rows of indicators as those of the unit that a person, the form or its file names."""
    label, line = (unit, "") if unit else unit_said(form, sheet.name, context.places.afresh(), _day(form, context))
    return form.reports_on(label, line) if label else form
