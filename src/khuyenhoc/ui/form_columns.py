"""Các cột trong biểu: what an office form was understood to say beside its own words, and the choices where that is unsure."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.period import Period
from khuyenhoc.intake import pipeline
from khuyenhoc.intake.meaning import NOT_OURS, Meaning
from khuyenhoc.intake.office_columns import BY_CHOICE, UNKNOWN, UNSURE, FormColumn
from khuyenhoc.intake.office_form import Answers, Form, shape
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.read import Sheet
from khuyenhoc.intake.spelling import wording
from khuyenhoc.intake.understand import Understood
from khuyenhoc.intake.values import Trouble
from khuyenhoc.present import vi
from khuyenhoc.present.tables import Column
from khuyenhoc.ui import chooser, data, parts, rights, waiting

_NOT_READ = ""
_WHY = NOT_OURS | {
    UNSURE: "Chưa rõ, cần chọn",
    UNKNOWN: "Không biết cột này",
    BY_CHOICE: "Không đọc",
    "note": "Không phải số liệu",
}
_PLACES = {"numerator": "numerator_name", "denominator": "denominator_name"}
_LARGEST_ROW = 100


@dataclass(frozen=True)
class Said:
    """What a person said of a form of this `shape` ('' for a tidy sheet), now or for an earlier file, and of this file's `period`
    and `unit`. `key`: of widgets."""

    shape: str
    key: str
    answers: Answers | None
    period: str
    unit: str


def said(sheet: Sheet, key: str, known: Said | None = None) -> Said:
    """`known`: of this sheet, before: its shape is not looked for again."""
    form = known.shape if known else shape(sheet)
    answers = pipeline.remembered(data.store(), form) if form else None
    return Said(form, key, answers, *said_here(key))


def said_of(tabs: Sequence[Sheet], turn: int) -> dict[str, tuple[str, str]]:
    """The period and unit said of the tabs of this file, where either was."""
    found = {tab.tab: said_here(f"{turn} {tab.tab}") for tab in tabs}
    return {tab: said for tab, said in found.items() if any(said)}


def said_here(key: str) -> tuple[str, str]:
    period, unit = (st.session_state.get(f"form {what} {key}", "") for what in ("period", "unit"))
    return period, unit


def say_again(forms: Mapping[str, tuple[str, str]], turn: int) -> None:
    """What was said of the tabs before this session."""
    for tab, (period, unit) in forms.items():
        st.session_state[f"form period {turn} {tab}"], st.session_state[f"form unit {turn} {tab}"] = period, unit


def screen(understood: Understood, known: Said) -> None:
    """The columns of an office form; of what is neither such a form nor a tidy table, the question where its header is."""
    if not understood.forms:
        codes = {problem.code for problem in understood.checked.problems}
        if known.shape and "column_missing" in codes:
            with st.expander("Biểu mỗi dòng một địa bàn? Chỉ dòng tiêu đề"):
                _header_rows(known, 1, 1)
        return
    with st.expander("Các cột trong biểu", expanded=understood.unsure):
        if known.answers:
            st.caption("Đang dùng cách hiểu đã ghi nhớ cho biểu này.")
            st.button("Hiểu lại từ đầu", on_click=_forget, args=(known,), key=f"forget {known.key}")
        for form, tabs in _readings(understood.forms):
            _beside_the_file(form, tabs)
        _choices(understood.forms, known)
        header = understood.forms[0].table.header
        _header_rows(known, header.top, header.bottom)


def _forget(known: Said) -> None:
    pipeline.forget_form(data.store(), known.shape, rights.person())


def _readings(forms: Sequence[Form]) -> list[tuple[Form, list[str]]]:
    """Of tabs, and of units side by side, that are read alike the first, with the names of all."""
    found: dict[Hashable, tuple[Form, list[str]]] = {}
    for form in forms:
        across = form.across is not None
        named = tuple((each.key if across else each.title, each.use, each.left, each.period) for each in form.columns)
        name = f"địa bàn {form.across.name}" if form.across else f"trang {form.tab.name}"
        found.setdefault((form.period, across, named), (form, []))[1].append(name)
    return list(found.values())


def _beside_the_file(form: Form, tabs: Sequence[str]) -> None:
    """Every column: its words, its first figure, and what it is read as."""
    catalogue = data.known().catalogue
    rows = [
        {"title": column.title, "first": _first(form, column),
         "use": _label(column.use, catalogue) if column.use else _WHY[column.left],
         "period": _period(column, form) if column.use else ""}
        for column in form.columns
    ]  # fmt: skip
    others = list(dict.fromkeys(tabs))
    named = f", {others[0]}; đọc giống vậy: {vi.listing(others[1:])}" if len(others) > 1 else ""
    numbers = [row.number for row in form.table.rows] + [column.row for column in form.columns if column.row]
    last = max(numbers, default=form.table.header.last)
    titles = ("Cột trong tệp", "Ô đầu tiên") if form.about is None else ("Ô trong tệp", "Số trong ô")
    columns = [
        Column("title", titles[0]), Column("first", titles[1]), Column("use", "Hiểu là"), Column("period", "Kỳ"),
    ]  # fmt: skip
    parts.table(pd.DataFrame(rows), columns, f"Biểu ở dòng {form.table.header.top} đến {last}{named}")


def _period(column: FormColumn, form: Form) -> str:
    period = column.period or form.period
    return vi.period(period) if period else "chưa rõ"


def _first(form: Form, column: FormColumn) -> str:
    if column.row:
        return form.text(column.row, column.index)
    return next((text for row in form.table.rows if (text := form.figure(row, column))), "")


def _label(meaning: Meaning, catalogue: Catalogue) -> str:
    indicator = catalogue[meaning.indicator]
    what = getattr(indicator, _PLACES[meaning.place]) if meaning.place in _PLACES else "tỷ lệ ghi trong báo cáo"
    return f"{indicator.short_name}: {what}"


def _choices(forms: Sequence[Form], known: Said) -> None:
    # The tabs of one form have the same columns: one that is unsure in any of them is asked about once.
    each = {column.key: column for form in forms for column in form.columns}
    columns = list((each | _unsure(forms)).values())
    asked = [column for column in columns if column.left in (UNSURE, UNKNOWN)]
    others = {column.title: column for column in columns if column not in asked}
    more = st.multiselect(
        "Sửa nghĩa của cột khác", list(others), key=f"more {known.key}", placeholder="Chọn cột", select_all=False
    )
    labels = {row.label for form in forms for row in form.table.rows if row.label}
    left = {wording(label): label for label in sorted(labels)}
    with st.form(f"columns {known.key}", border=False):
        period = next((form.period for form in forms if form.period), "")
        typed = st.text_input("Kỳ của biểu", vi.period(period) if period else "", placeholder="tháng 5/2024, năm 2024")
        unit = _unit(forms, period)
        chosen = {column.key: _choice(column, known) for column in [*asked, *(others[title] for title in more)]}
        before = [left[row] for row in (known.answers.rows if known.answers else ()) if row in left]
        rows = before
        if any(form.about is None for form in forms):
            rows = st.multiselect(
                "Dòng không phải địa bàn (không đọc)",
                list(left.values()),
                before,
                placeholder="Chọn dòng",
                select_all=False,
            )
        asked_for = st.form_submit_button("Dùng cách hiểu này", type="primary")
    if asked_for:
        st.session_state[f"form unit {known.key}"] = unit
        _use(known, typed, chosen, tuple(wording(row) for row in rows))


def _unit(forms: Sequence[Form], period: str) -> str:
    """The unit that a form of indicators reports on; '' where it is no such form, or several, each of its own."""
    about = [form.about for form in forms if form.about is not None and not form.across]
    if not about or len({form.tab.name for form in forms}) > 1:
        return ""
    context = waiting.context()
    labels = context.places.labels(Period.parse(period).end if period else context.today)
    now = about[0] if about[0] in labels else None
    return chooser.one("Địa bàn của biểu", dict(zip(labels, labels, strict=True)), now, key="unit of the form") or ""


def _unsure(forms: Sequence[Form]) -> dict[str, FormColumn]:
    return {column.key: column for form in forms for column in form.columns if column.left in (UNSURE, UNKNOWN)}


def _choice(column: FormColumn, known: Said) -> str | None:
    """The meaning chosen as text, '' for not to be read, None while nothing is."""
    catalogue = data.known().catalogue
    all_of = [
        str(Meaning(each.code, place))
        for each in catalogue
        for place in (("numerator", "denominator", "value") if each.is_rate else ("numerator",))
    ]
    likely = [str(each) for each in column.options or ((column.use,) if column.use else ())]
    options = list(dict.fromkeys([*likely, _NOT_READ, *all_of]))
    now = str(column.use) if column.use else _NOT_READ if column.left == BY_CHOICE else None
    return st.selectbox(
        column.title, options, options.index(now) if now in options else None, key=f"column {known.key} {column.key}",
        format_func=lambda text: _label(Meaning.parse(text), catalogue) if text else "Không đọc cột này",
        placeholder="Chọn nghĩa của cột",
    )  # fmt: skip


def _use(known: Said, typed: str, chosen: dict[str, str | None], rows: tuple[str, ...]) -> None:
    period = parse_period(typed) if typed.strip() else ""
    if isinstance(period, Trouble):
        st.error("Không hiểu kỳ này. Ghi như: tháng 5/2024, quý III/2024, 6 tháng đầu năm 2024, năm 2024.")
        return
    before = known.answers or Answers()
    columns = dict(before.columns) | {key: text for key, text in chosen.items() if text is not None}
    _keep(known, Answers(before.header, columns, rows))
    st.session_state[f"form period {known.key}"] = period
    st.rerun()


def _header_rows(known: Said, top: int, bottom: int) -> None:
    """Where the header stands, for a form in which it was not found or found wrongly."""
    with st.form(f"header {known.key}", border=False):
        places = st.columns(3, vertical_alignment="bottom")
        first = places[0].number_input("Tiêu đề cột từ dòng", 1, _LARGEST_ROW, top)
        last = places[1].number_input("đến dòng", 1, _LARGEST_ROW, bottom)
        asked = places[2].form_submit_button("Đọc lại theo tiêu đề này")
    if asked and first <= last:
        before = known.answers or Answers()
        _keep(known, Answers((int(first), int(last)), before.columns, before.rows))
        st.rerun()


def _keep(known: Said, answers: Answers) -> None:
    pipeline.remember(data.store(), known.shape, answers, "", rights.person())
