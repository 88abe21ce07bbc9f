"""Files drawn as tables: one row per dict, only the cells that matter."""

from khuyenhoc.errors import Problem

COLUMNS = (
    "period", "unit_code", "unit_name", "district", "indicator", "ethnicity", "poverty", "numerator", "denominator",
    "value", "source", "minh_hoa", "approximate", "denominator_source", "document",
)  # fmt: skip
ROW = {"period": "2024-05", "unit_code": "00688", "indicator": "family_rate", "numerator": "30", "denominator": "100"}


def text(*rows: dict[str, str]) -> str:
    """The drawn rows as a file; the first one is row 2. What a row does not say is as in ROW."""
    lines = [";".join(COLUMNS), *(";".join((ROW | row).get(column, "") for column in COLUMNS) for row in rows)]
    return "\n".join(lines) + "\n"


def problems(found: list[Problem]) -> list[tuple[int, str, str]]:
    return [(item.row, item.column, item.code) for item in found]
