"""The sums that people typed into an office form against those of its rows. The only place that compares them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from khuyenhoc.errors import Problem
from khuyenhoc.intake.book import address
from khuyenhoc.intake.headings import Column
from khuyenhoc.intake.layout import Kind, Row
from khuyenhoc.intake.office_columns import FormColumn
from khuyenhoc.intake.office_form import Form
from khuyenhoc.intake.office_places import is_among
from khuyenhoc.intake.spelling import plain, wording
from khuyenhoc.intake.unit_names import BARE_INITIALS, PLAIN_KIND
from khuyenhoc.intake.values import Number, Trouble, parse_count
from khuyenhoc.intake.words import problem, rows_named
from khuyenhoc.present import vi

_DISTRICT = re.compile(r"(?:huyen|quan|thi xa|thanh pho)\b")
_SUM = re.compile(r"(?:tong(?: so| cong)?|cong)")
_SUM_OF_ONE = re.compile(rf"{_SUM.pattern} (?:(?!t\b|tinh\b){PLAIN_KIND}|{BARE_INITIALS}$)")  # a district or a commune
_COMMUNE = re.compile(r"(?:xa|phuong|thi tran)\b")


def typed_totals(form: Form) -> Iterator[Problem]:
    """One problem for every exact total whose column adds up to another number. What is written “gần”, “khoảng” adds as it is
    kept, and the problem names its rows; a column with a cell that cannot be read is compared once it can be. Rows that a
    person said are no units are in no sum."""
    rows = _units(form) if form.about is None else []
    districts = _districts(rows)
    for place, row in enumerate(rows):
        if row.kind in (Kind.TOTAL, Kind.SUBTOTAL):
            sets = [members for members in _members(rows, place, districts) if members]
        else:
            sets = [districts[row.number]] if row.number in districts else []
        for column in form.used:
            if column.use and column.use.place != "value" and sets:
                yield from _compared(form, column, row, sets)


def _members(rows: Sequence[Row], place: int, districts: dict[int, list[Row]]) -> list[list[Row]]:
    """The rows that a total may be the sum of, the likeliest first."""
    row, single = rows[place], [each for each in _counted(rows) if each.number not in districts]
    if row.kind is Kind.SUBTOTAL:
        return [[each for each in single if row.label in each.under and each.number > row.number]]
    start = max((each.number for each in rows[:place] if each.kind is not Kind.DATA), default=0)
    group = [each for each in single if start < each.number < row.number]
    subtotals = [each for each in rows if each.kind is Kind.SUBTOTAL or each.number in districts]
    whole = [single, subtotals, [each for each in single if each.number < row.number]]
    if _SUM_OF_ONE.match(plain(row.label)):
        end = min((each.number for each in rows[place + 1 :] if each.kind is not Kind.DATA), default=inf)
        return [group, *whole, [each for each in single if row.number < each.number < end]]
    closes = (
        start and any(each.kind is Kind.BANNER and each.number == start for each in rows) and len(group) < len(single)
    )
    return [group, *whole] if closes else [*whole, group]


def _units(form: Form) -> list[Row]:
    """All rows but those that a person said are no units; of a group that is none, only its name, which parts the rows."""
    left = [row for row in form.table.rows if form.is_left(row)]
    names = {row.number: replace(row, kind=Kind.BANNER) for row in left if row.kind is Kind.SUBTOTAL}
    return [names.get(row.number, row) for row in form.table.rows if row not in left or row.kind is not Kind.DATA]


def _counted(rows: Sequence[Row]) -> list[Row]:
    """Rows of figures that are not part of the row above them."""
    return [row for row in rows if row.kind is Kind.DATA and not is_among(row)]


def _districts(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Rows of figures with rows of their own, by number: 1 above 1.1, 1.2; a district above communes that are called so, or
    without a number above those that have one."""
    found: dict[int, list[Row]] = {}
    latest: dict[str, int] = {}
    for row in _counted(rows):
        above = row.order.rpartition(".")[0]
        if above in latest:
            found.setdefault(latest[above], []).append(row)
        if row.order:
            latest[row.order] = row.number
    numbered, head = set(found), None
    for row in rows:
        label = plain(row.label)
        if row.kind is not Kind.DATA or _DISTRICT.match(label):
            head = row if row.kind is Kind.DATA and row.number not in numbered else None
        elif head and not is_among(row) and (_COMMUNE.match(label) or (row.order and not head.order)):
            found.setdefault(head.number, []).append(row)
    return found


def _compared(form: Form, column: FormColumn, row: Row, sets: list[list[Row]]) -> Iterator[Problem]:
    typed = _figure(form, row, column)
    if typed is None or typed.value is None or typed.approximate != "=":
        return
    sums: list[tuple[float, dict[int, Number]]] = []
    for members in sets:
        if any(isinstance(_cell(form, member, column), Trouble) for member in members):
            return
        figures = {member.number: figure for member in members if (figure := _figure(form, member, column))}
        known = {number: figure for number, figure in figures.items() if figure.value is not None}
        if known:
            sums.append((sum(figure.value or 0 for figure in known.values()), known))
    if not sums or any(added == typed.value for added, _ in sums):
        return
    added, known = sums[0]
    loose = [number for number, figure in known.items() if figure.approximate != "="]
    facts = {
        "label": row.label,
        "sum": vi.trimmed(added),
        "count": vi.number(len(known)),
        "by": vi.trimmed(abs(typed.value - added)),
    } | ({"rows": rows_named(loose)} if loose else {})
    code = "total_differs_loosely" if loose else "total_differs"
    yield column.problem(code, row.number, form.text(row.number, column.index), **facts)


def _cell(form: Form, row: Row, column: FormColumn) -> Number | Trouble:
    """Amounts in the unit of the form, as they stand."""
    return parse_count(form.text(row.number, column.index), "triệu đồng")


def _figure(form: Form, row: Row, column: FormColumn) -> Number | None:
    """What a cell counts; None for what is no number."""
    read = _cell(form, row, column)
    return read if isinstance(read, Number) and read.over is None else None


def typed_sums_across(tables: Sequence[Form]) -> Iterator[Problem]:
    """Where units stand side by side: a column “Cộng” against the exact figures of all units in its row."""
    for header in dict.fromkeys(form.table.header for form in tables if form.across):
        forms = [form for form in tables if form.across and form.table.header == header and not _is_whole(form)]
        for sum_column in forms[0].beside if forms else ():
            if _SUM.fullmatch(plain(sum_column.path[0])):
                yield from _compared_across(forms, sum_column)


def _compared_across(forms: Sequence[Form], sum_column: Column) -> Iterator[Problem]:
    rows: dict[tuple[int, tuple[str, ...]], list[tuple[Form, FormColumn]]] = {}
    for form in forms:
        for column in form.used:
            if column.row and column.use and column.use.place != "value" and column.path[1:] == sum_column.path[1:]:
                rows.setdefault((column.row, column.path), []).append((form, column))
    for (row, path), cells in rows.items():
        typed = parse_count(forms[0].text(row, sum_column.index), "triệu đồng")
        read = [parse_count(form.text(row, column.index), "triệu đồng") for form, column in cells]
        figures = [each for each in read if isinstance(each, Number) and each.exact]
        added = sum(each.value or 0 for each in figures)
        if isinstance(typed, Number) and typed.exact and len(figures) == len(read) and typed.value != added:
            facts = {"label": sum_column.title, "sum": vi.trimmed(added), "count": vi.number(len(figures))}
            by = vi.trimmed(abs((typed.value or 0) - added))
            yield problem(
                "sum_across_differs", row, path[0], forms[0].text(row, sum_column.index), by=by, **facts,
                at=address((row, sum_column.index)),
            )  # fmt: skip


def _is_whole(form: Form) -> bool:
    """“Toàn tỉnh” beside its districts is no part of their sum."""
    return bool(form.across and wording(form.across.name).startswith("toàn "))
