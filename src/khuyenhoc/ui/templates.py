"""The block “Tải biểu mẫu”: Excel forms with codes, names and the figures before, or a plain list of chosen indicators."""

import streamlit as st

from khuyenhoc.domain.form import Form
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.template import template_csv
from khuyenhoc.intake.values import Trouble
from khuyenhoc.present import download, impact_words, vi
from khuyenhoc.query import Place
from khuyenhoc.reports.form import BlankForm, blank_form
from khuyenhoc.reports.form_sheet import form_xlsx
from khuyenhoc.ui import data, filters


def templates() -> None:
    """Forms to fill in for one period, level and place."""
    with st.expander("Tải biểu mẫu có sẵn mã và tên địa bàn"):
        period = _period()
        if period is None:
            st.warning("Ghi kỳ báo cáo, ví dụ: tháng 5/2024, quý III/2024, 6 tháng đầu năm 2024, năm 2024.")
            return
        where = data.place(period.end)
        level = st.segmented_control(
            "Cấp", [each for each in filters.LEVEL_WORDS if where.units.of_level(each)], default=Level.COMMUNE, required=True,
            format_func=(impact_words.LEVELS | ({Level.PROVINCE: "Cấp tỉnh"} if where.several else {})).__getitem__,
        )  # fmt: skip
        if level is not None:
            _form(where, Level(level), period)
            _list(where, Level(level), period)


def _period() -> Period | None:
    found = data.periods()
    typed = st.text_input(
        "Kỳ báo cáo",
        value=vi.period(found[0].text) if found else "",
        placeholder="tháng 5/2024, quý III/2024, năm 2024",
    )
    read = parse_period(typed)
    return None if isinstance(read, Trouble) else Period.parse(read)


def _form(where: Place, level: Level, period: Period) -> None:
    catalogue = data.known().catalogue
    offered = [form for form in data.known().forms if form.fields(catalogue, level)]
    form = st.selectbox("Biểu", offered, format_func=lambda each: each.name)
    under = _district(where, level)
    if form is not None:
        blank = _blank(form, where, level, period, under)
        st.download_button("Tải biểu Excel", lambda: form_xlsx(blank), blank.file_name, download.XLSX, type="primary")
        st.caption(
            "Số kỳ trước in xám cạnh ô cần điền; cộng, tỷ lệ, tăng giảm tự tính. Tệp điền xong đưa thẳng vào ô bên dưới."
        )


def _district(where: Place, level: Level) -> str | None:
    """One district of many, or all of them."""
    districts = where.units.of_level(Level.DISTRICT) if level is Level.COMMUNE else []
    if not districts:
        return None
    names = {"": "Các tỉnh" if where.several else "Cả tỉnh"} | {key: where.units.name(key) for key in districts}
    return st.selectbox("Của", list(names), format_func=names.__getitem__, key="form district") or None


def _blank(form: Form, where: Place, level: Level, period: Period, under: str | None) -> BlankForm:
    return data.made(
        "form", (form.code, level, period.text, under),
        lambda: blank_form(
            form, level, period.text, where.units, data.known().catalogue, where.province, data.totals(period.end), under
        ),
    )  # fmt: skip


def _list(where: Place, level: Level, period: Period) -> None:
    """A row for each unit and indicator: for figures by ethnicity and poverty, and for what is on no form."""
    catalogue = data.known().catalogue
    options = [each for each in catalogue if level in each.collected_levels]
    chosen = st.multiselect(
        "Hoặc tự chọn chỉ tiêu, mỗi dòng một số (để ghi theo dân tộc, hộ nghèo)",
        options,
        format_func=lambda each: each.short_name,
        placeholder="Chọn chỉ tiêu",
        select_all=False,
    )
    if chosen:
        codes = [each.code for each in chosen]
        st.download_button(
            "Tải biểu mẫu (CSV)",
            lambda: template_csv(where.units, catalogue, codes, level, period.text, where.province),
            download.file_name(f"bieu-mau-{filters.LEVEL_WORDS[level]}-{period.text}.csv"),
            "text/csv",
        )
