"""One figure corrected on screen, as the one-row file that goes the way of every file."""

import csv
import io

from khuyenhoc.intake.template import COLUMNS, safe_cell

FILE_NAME = "sua-mot-so.csv"


def correction_csv(period: str, unit_code: str, indicator: str, numerator: str, denominator: str, reason: str) -> bytes:
    """The texts as typed, checked like the cells of any other file. The reason stands as the source of the figure."""
    cells = {
        "period": period, "unit_code": unit_code, "indicator": indicator, "numerator": numerator.strip(),
        "denominator": denominator.strip(), "source": f"Sửa một số: {reason.strip()}",
    }  # fmt: skip
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerow(
        [safe_cell(cells.get(column, "")) if column == "source" else cells.get(column, "") for column in COLUMNS]
    )
    return out.getvalue().encode("utf-8-sig")
