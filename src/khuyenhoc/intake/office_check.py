"""An office form -> observations and everything wrong with it, by the same rules as a tidy file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from khuyenhoc.domain.period import Period
from khuyenhoc.errors import Problem
from khuyenhoc.intake.check import Checked, about_filling, as_frame, gathered
from khuyenhoc.intake.columns import Header
from khuyenhoc.intake.layout import Kind, Row
from khuyenhoc.intake.meaning import NOT_OURS
from khuyenhoc.intake.office_columns import UNKNOWN, UNSURE, FormColumn, shared_numerator
from khuyenhoc.intake.office_form import Form
from khuyenhoc.intake.office_places import FormPlaces, is_among
from khuyenhoc.intake.office_totals import typed_sums_across, typed_totals
from khuyenhoc.intake.read import Sheet, Spot
from khuyenhoc.intake.rows import Context, FigureRows
from khuyenhoc.intake.spelling import plain
from khuyenhoc.intake.values import is_blank
from khuyenhoc.intake.words import problem, rows_named
from khuyenhoc.present import vi

_SCALES = {"nghin": "nghìn", "ngan": "nghìn", "trieu": "triệu", "ty": "tỷ", "ti": "tỷ"}
_NAMES = {
    "period": "kỳ báo cáo", "indicator": "chỉ tiêu", "numerator": "số đạt", "denominator": "tổng số", "value": "tỷ lệ",
    "unit_code": "mã", "unit_name": "địa bàn của biểu",
}  # fmt: skip
Of = TypeVar("Of")
Group = dict[str, FormColumn]  # place → column, of one indicator and period


def check_form(sheet: Sheet, tables: Sequence[Form], context: Context) -> Checked:
    """Every problem of all tables of a sheet."""
    records: list[dict[str, object]] = []
    problems: list[Problem] = list(sheet.notes)
    read = 0
    spots: dict[tuple[str, str], Spot] = {}
    own_rows: dict[tuple[str, str], int] = {}
    told: dict[
        tuple[object, ...], None
    ] = {}  # of units side by side: what is said of one is not said again of the others
    empty: list[Form] = []
    for form in tables:
        said = [_understood(form, context), *_about_columns(form), *_about_unit(form), *_about_period(form)]
        problems += [each for each in said if _is_new(each, form, told)]
        problems += typed_totals(form)
        rows = _FormRows(form, context)
        records += rows.records
        problems += rows.problems
        read += rows.read
        empty += [form] if form.across and not rows.records else []
        spots |= rows.located(rows.header.spots)
        own_rows |= rows.located(rows.header.own_rows)
    problems += [*_about_units_across(tables, empty), *typed_sums_across(tables)]
    header = replace(rows.header, spots=spots, own_rows=own_rows)
    return gathered(as_frame(records), problems, read, header, context, sheet)


def _header(form: Form, groups: dict[tuple[str, str], Group]) -> Header:
    """Where the figures of each indicator stand; those of a column with a period of its own for that period."""
    label = form.table.label_column
    title = next((each.path[-1] for each in form.table.header.columns if each.index == label), "")
    spots: dict[tuple[str, str], Spot] = {}
    if form.about is None:
        spots = {("", "unit_name"): (label - 1, title), ("", "district"): (label - 1, title)}
    own_rows: dict[tuple[str, str], int] = {}
    if form.across:
        row, column = form.across.place
        spots, own_rows = {("", "unit_name"): (column - 1, form.across.name)}, {("", "unit_name"): row}
    for (period, indicator), group in groups.items():
        for place, figure in group.items():
            for key in (indicator, f"{indicator} {period}"):
                spots[key, place] = (figure.index - 1, figure.title)
                own_rows |= {(key, place): figure.row} if figure.row else {}
    return Header(form.table.header.bottom, {}, _NAMES, frozenset(), spots, own_rows)


class _FormRows:
    """The rows of one table: `records`, `problems`, and how many were `read`."""

    def __init__(self, form: Form, context: Context):
        self._form, self._context = form, context
        groups = _groups(form, context)
        self.header = _header(form, groups)
        self._figures = FigureRows(self.header, context)
        self.records: list[dict[str, object]] = []
        self.problems: list[Problem] = []
        self.read = 0
        blanks: list[int] = []
        left: list[Row] = []
        places = {period: self._places(period) for period, _ in groups}
        for row in form.table.rows:
            if row.kind is Kind.BANNER:
                continue
            if form.is_left(row) or is_among(row) or any(place.is_sum(row) for place in places.values()):
                left.append(row)
                continue
            self.read += 1
            if not self._row(row, groups, places):
                blanks.append(row.number)
        if groups and form.about != "" and not form.across:
            self.problems += about_filling(blanks, self.read)
        self.problems += _about_left(left)

    def located(self, found: Mapping[tuple[str, str], Of]) -> dict[tuple[str, str], Of]:
        """By keys that hold beside those of other tables: where units stand side by side, with the unit."""
        if not self._form.across:
            return dict(found)
        unit = next((str(record["unit"]) for record in self.records), "")
        return {(f"{key} {unit}", place): each for (key, place), each in found.items() if key and unit}

    def _places(self, period: str) -> FormPlaces:
        return FormPlaces(self._form, self._figures.units, Period.parse(period).end)

    def _row(self, row: Row, groups: dict[tuple[str, str], Group], places: dict[str, FormPlaces]) -> bool:
        """False where nothing is filled in."""
        said: list[Problem] = []
        filled = False
        found = {period: place.cells(row) for period, place in places.items()}
        for (period, indicator), group in groups.items():
            where, level = found[period]
            cells = where | {"period": period, "indicator": indicator}
            cells |= {place: self._amount(row, column, indicator) for place, column in group.items()}
            number = next((column.row for column in group.values() if column.row), row.number)
            read = self._figures.read_cells(number, cells, level)
            said += read.problems
            filled = filled or not read.blank
            if read.record is not None:
                self.records.append(read.record)
        self.problems += _each_once(said)
        return filled

    def _amount(self, row: Row, column: FormColumn, indicator: str) -> str:
        """The cell; an amount with the thousands or millions that its column or the corner of the form says."""
        text = self._form.figure(row, column)
        known = self._context.catalogue[indicator]
        unit = plain(column.unit or self._form.table.unit)
        scale = _SCALES.get(unit.partition(" ")[0], "")
        bare = text[:1].isdigit() and text[-1:].isdigit()
        return f"{text} {scale}" if scale and bare and known.unit.startswith("đồng") else text


def _each_once(problems: list[Problem]) -> list[Problem]:
    """What is wrong with the unit of a row is said once, not for every indicator."""
    found: list[Problem] = []
    for each in problems:
        if each not in found:
            found.append(each)
    return found


def _groups(form: Form, context: Context) -> dict[tuple[str, str], Group]:
    """The columns of each period and indicator; columns without a period are not read."""
    found: dict[tuple[str, str], Group] = {}
    for column in form.used:
        period = column.period or form.period
        if column.use and period:
            found.setdefault((period, column.use.indicator), {})[column.use.place] = column
    for (_, indicator), group in found.items():
        if "numerator" not in group and context.catalogue[indicator].is_rate:
            shared = shared_numerator(form.used, group.get("value") or group["denominator"])
            group |= {"numerator": shared} if shared else {}
    return found


def _understood(form: Form, context: Context) -> Problem:
    """How it was read, kept with the upload: the same file read in another way is another upload."""
    named = [
        f"{column.title} là {context.catalogue[column.use.indicator].short_name} ({_NAMES[column.use.place]})"
        for column in form.used
        if column.use
    ]
    period = f", {vi.period(form.period)}" if form.period else ""
    row = form.table.header.bottom
    return problem("form_understood", row, top=str(row), period=period, columns="; ".join(named) or "không có cột nào")


def _about_columns(form: Form) -> Iterator[Problem]:
    row = form.table.header.bottom
    for column in form.columns:
        if column.left == UNSURE:
            yield column.problem("column_unsure", row, form.tab.text(*column.place))
        elif column.left == UNKNOWN and _holds_something(form, column):
            yield column.problem("column_unread", row)
    left = [f"{column.title} ({NOT_OURS[column.left]})" for column in form.columns if column.left in NOT_OURS]
    if left:
        yield problem("columns_left", row, columns="; ".join(left))


def _holds_something(form: Form, column: FormColumn) -> bool:
    return any(
        not is_blank(text) and any(letter.isdigit() for letter in text)
        for row in form.table.rows
        if (text := form.figure(row, column))
    )


def _about_unit(form: Form) -> Iterator[Problem]:
    if form.about_in:
        yield problem("form_unit", value=form.about_in, unit=form.about or "")
    elif form.about == "":
        yield problem("form_unit_unsure")


def _about_period(form: Form) -> Iterator[Problem]:
    if form.said_in:
        yield problem("form_period", value=form.said_in, period=vi.period(form.period))
    if not form.period and any(not column.period for column in form.used):
        found = f" (thấy nhiều kỳ: {', '.join(map(vi.period, form.periods))})" if form.periods else ""
        yield problem("form_period_unsure", found=found)


def _is_new(item: Problem, form: Form, told: dict[tuple[object, ...], None]) -> bool:
    if not form.across:
        return True
    column = next((each.key for each in form.columns if each.title == item.column), "")
    key = (form.table.header, item.code, column)
    new = key not in told
    told[key] = None
    return new


def _about_units_across(tables: Sequence[Form], empty: Sequence[Form]) -> Iterator[Problem]:
    """Units side by side of which nothing is filled in, and columns that are of none."""
    if empty and len(empty) == len(tables):
        yield problem("no_rows")
    elif empty:
        names = [form.across.name for form in empty if form.across]
        yield problem("units_not_filled", count=vi.number(len(names)), units=vi.listing(names))
    for header, form in {form.table.header: form for form in tables if form.beside}.items():
        yield problem("columns_of_no_unit", header.bottom, columns=vi.listing([each.title for each in form.beside]))


def _about_left(rows: list[Row]) -> Iterator[Problem]:
    if rows:
        yield problem("rows_left", count=vi.number(len(rows)), rows=rows_named(row.number for row in rows))
