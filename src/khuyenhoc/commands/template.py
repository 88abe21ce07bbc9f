"""`khuyenhoc template`: an Excel form to fill in, as the page of uploads gives it."""

import argparse
from pathlib import Path

import pandas as pd

from khuyenhoc import query, reform
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.period import Period
from khuyenhoc.domain.unit import Level
from khuyenhoc.errors import AppError
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.values import Trouble
from khuyenhoc.prepare import prepare
from khuyenhoc.present import vi
from khuyenhoc.query import Place
from khuyenhoc.reports.form import blank_form
from khuyenhoc.reports.form_sheet import form_xlsx
from khuyenhoc.store.store import Store
from khuyenhoc.usage import Commands

Arguments = argparse.Namespace
_LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)


def register(commands: Commands) -> None:
    command = commands.add("template", _template, "viết một biểu mẫu Excel để điền, có số kỳ trước")
    command.add_argument("form", metavar="BIỂU", help="mã biểu, như trong data/forms.csv")
    command.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2024-05 hay “tháng 5/2024”")
    levels = [level.value for level in _LEVELS]
    command.add_argument(
        "--level", choices=levels, default=Level.COMMUNE.value, metavar="CẤP", help=f"cấp điền số: {', '.join(levels)}"
    )
    command.add_argument("--under", metavar="MÃ", help="chỉ các xã của huyện có mã này")
    command.add_argument(
        "--out", metavar="TỆP", help="ghi vào tệp này; nếu không ghi là tên của biểu, ở thư mục hiện tại"
    )


def _template(store: Store, asked: Arguments) -> int:
    prepare(store)
    known = query.definitions_at(store)
    form = next((each for each in known.forms if each.code == asked.form), None)
    if form is None:
        raise AppError("unknown_form", code=asked.form, known=", ".join(each.code for each in known.forms))
    read = parse_period(asked.period)
    if isinstance(read, Trouble):
        raise AppError("unknown_period", text=asked.period)
    level, period = Level(asked.level), Period.parse(read)
    where = query.place(store.units(), store.succession(), query.province_code(store), period.end)
    under = where.units.find(asked.under) if asked.under else None
    lines = where.units.of_level(level, under or where.province) if (under or not asked.under) else []
    if not lines or not form.fields(known.catalogue, level):
        raise AppError("form_empty", form=form.name, level=asked.level, day=vi.day(period.end))
    figures = _figures(store, where, known.catalogue)
    blank = blank_form(form, level, read, where.units, known.catalogue, where.province, figures, under)
    path = Path(asked.out or blank.file_name)
    try:
        path.write_bytes(form_xlsx(blank))
    except OSError as error:
        raise AppError("unwritable_file", name=str(path), reason=error.strerror or "không ghi được") from error
    print(f"Đã viết {path}: {form.name}, {vi.number(len(lines))} địa bàn.")
    return 0


def _figures(store: Store, where: Place, catalogue: Catalogue) -> pd.DataFrame:
    """The totals in use; on the new map with what whole old units reported."""
    own = query.visible(store, where.units, totals_only=True)
    if where.units.of_level(Level.DISTRICT):
        return own
    return reform.with_inherited(own, store, store.units(), store.succession(), where.units, catalogue)
