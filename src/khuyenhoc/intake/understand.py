"""A sheet -> what is in it: a tidy table or an office form, checked by the same rules. The one door for pages and commands."""

from dataclasses import dataclass

from khuyenhoc.domain.period import Period
from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.office_check import check_form
from khuyenhoc.intake.office_form import Answers, Form, forms
from khuyenhoc.intake.office_places import unit_said
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.rows import Context


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
    found = forms(sheet, context.reader, answers or Answers(), period) if context.reader else []
    if not found:
        return Understood((), check(sheet, context))
    found = [each if each.about is None else _about(each, sheet, context, unit) for each in found]
    return Understood(tuple(found), check_form(sheet, found, context))


def _about(form: Form, sheet: Sheet, context: Context, unit: str) -> Form:
    """Rows of indicators as those of the unit that a person, the form or its file names."""
    said = {form.period, *(column.period for column in form.used)} - {""}
    day = max((Period.parse(text).end for text in said), default=context.today)
    label, line = (unit, "") if unit else unit_said(form, sheet.name, context.places.afresh(), day)
    return form.reports_on(label, line) if label else form
