"""One figure corrected on screen, as the one-row file that goes the way of every file."""

import csv
import io
from collections.abc import Mapping

from khuyenhoc.intake.template import COLUMNS

FILE_NAME = "sua-mot-so.csv"


def correction_csv(period: str, unit_code: str, indicator: str, typed: Mapping[str, str], reason: str) -> bytes:
    """`typed`: numerator, denominator, value as texts, checked like the cells of any other file. The reason stands as the
    source of the figure."""
    cells = {"period": period, "unit_code": unit_code, "indicator": indicator}
    cells |= {name: text.strip() for name, text in typed.items()} | {"source": f"Sửa một số: {reason.strip()}"}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerow(cells.get(column, "") for column in COLUMNS)
    return out.getvalue().encode("utf-8-sig")
