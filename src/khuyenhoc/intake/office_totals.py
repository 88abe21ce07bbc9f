"""The sums that people typed into an office form against those of its rows. The only place that compares them."""

from collections.abc import Iterator, Sequence

from khuyenhoc.errors import Problem
from khuyenhoc.intake.layout import Kind, Row
from khuyenhoc.intake.office_columns import FormColumn
from khuyenhoc.intake.office_form import Form
from khuyenhoc.intake.office_places import is_among
from khuyenhoc.intake.values import Number, parse_count
from khuyenhoc.present import vi


def typed_totals(form: Form) -> Iterator[Problem]:
    """One problem for every total whose column adds up to another number, as far as all of them are exact."""
    rows = form.table.rows if form.about is None else ()
    for place, row in enumerate(rows):
        if row.kind not in (Kind.TOTAL, Kind.SUBTOTAL):
            continue
        sets = [members for members in _members(rows, place) if members]
        for column in form.used:
            if column.use and column.use.place != "value" and sets:
                yield from _compared(form, column, row, sets)


def _members(rows: Sequence[Row], place: int) -> list[list[Row]]:
    """The rows that a total may be the sum of, the likeliest first."""
    row, single = rows[place], _single(rows)
    if row.kind is Kind.SUBTOTAL:
        return [[each for each in single if row.label in each.under and each.number > row.number]]
    start = max((each.number for each in rows[:place] if each.kind is not Kind.DATA), default=0)
    group = [each for each in single if start < each.number < row.number]
    subtotals = [each for each in rows if each.kind is Kind.SUBTOTAL]
    whole = [single, subtotals, [each for each in single if each.number < row.number]]
    closes = (
        start and any(each.kind is Kind.BANNER and each.number == start for each in rows) and len(group) < len(single)
    )
    return [group, *whole] if closes else [*whole, group]


def _single(rows: Sequence[Row]) -> list[Row]:
    """Rows of their own: not among another's, nor above rows numbered 1.1, 1.2."""
    data = [row for row in rows if row.kind is Kind.DATA and not is_among(row)]
    above = {row.order.rpartition(".")[0] for row in data if "." in row.order}
    return [row for row in data if row.order not in above]


def _compared(form: Form, column: FormColumn, row: Row, sets: list[list[Row]]) -> Iterator[Problem]:
    typed = _figure(form, row, column)
    if typed is None or typed.value is None:
        return
    sums: list[tuple[float, int]] = []
    for members in sets:
        figures = [_figure(form, member, column) for member in members]
        known = [figure.value for figure in figures if figure and figure.value is not None]
        if any(figure and figure.approximate != "=" for figure in figures):
            return
        if known:
            sums.append((sum(known), len(known)))
    if not sums or typed.approximate != "=" or any(added == typed.value for added, _ in sums):
        return
    added, count = sums[0]
    facts = {
        "label": row.label,
        "sum": vi.trimmed(added),
        "count": vi.number(count),
        "by": vi.trimmed(abs(typed.value - added)),
    }
    yield column.problem("total_differs", row.number, form.text(row.number, column.index), **facts)


def _figure(form: Form, row: Row, column: FormColumn) -> Number | None:
    """What a cell counts; None for what is no number. Amounts in the unit of the form, as they stand."""
    read = parse_count(form.text(row.number, column.index), "triệu đồng")
    return read if isinstance(read, Number) and read.over is None else None
