"""A sheet -> what is in it: a tidy table or an office form, checked by the same rules. The one door for pages and commands."""

from dataclasses import dataclass

from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.office_check import check_form
from khuyenhoc.intake.office_form import Answers, Form, forms
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


def understand(sheet: Sheet, context: Context, answers: Answers | None = None, period: str = "") -> Understood:
    """`answers`: what a person said of a form of this shape; `period`: of this one, canonical."""
    found = forms(sheet, context.reader, answers or Answers(), period) if context.reader else []
    if not found:
        return Understood((), check(sheet, context))
    return Understood(tuple(found), check_form(sheet, found, context))
