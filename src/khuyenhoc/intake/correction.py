"""One figure corrected on screen, as the one-row file that goes the way of every file."""

from collections.abc import Mapping

from khuyenhoc.intake.template import tidy_csv

FILE_NAME = "sua-mot-so.csv"
_TITLES = {"numerator": "Số đạt", "denominator": "Tổng số", "value": "Tỷ lệ"}


def correction_csv(period: str, unit_code: str, indicator: str, typed: Mapping[str, str], reason: str) -> bytes:
    """`typed`: numerator, denominator, value as texts, checked like the cells of any other file. The reason stands as the
    source of the figure."""
    cells = {"period": period, "unit_code": unit_code, "indicator": indicator}
    cells |= {name: text.strip() for name, text in typed.items()} | {"source": f"Sửa một số: {reason.strip()}"}
    return tidy_csv([cells], _TITLES)
