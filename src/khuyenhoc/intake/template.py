"""Files for people to fill in. The only place that writes the upload form."""

import csv
import io
from collections.abc import Iterable, Mapping

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.unit import Level, Units
from khuyenhoc.intake.columns import NAMES
from khuyenhoc.intake.spelling import fold
from khuyenhoc.present import vi

COLUMNS = (
    "period", "unit_code", "unit_name", "district", "indicator", "ethnicity", "poverty",
    "numerator", "denominator", "value", "source",
)  # fmt: skip
_FIGURES = ("numerator", "denominator", "value")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Text a spreadsheet will not run as a formula: what begins like one gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def tidy_csv(rows: Iterable[Mapping[str, str]], titles: Mapping[str, str] | None = None) -> bytes:
    """Rows by the product's own column names as a file of the upload form, read again like any other. `titles`: names of
    columns.NAMES that stand in the header instead, since problems name the column as it is written."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow((titles or {}).get(column, column) for column in COLUMNS)
    for row in rows:
        # A figure keeps its signs: a dash says that there was nothing to count, and no formula is a figure.
        writer.writerow(
            row.get(column, "") if column in _FIGURES else safe_cell(row.get(column, "")) for column in COLUMNS
        )
    return out.getvalue().encode("utf-8-sig")


def template_csv(
    units: Units, catalogue: Catalogue, indicators: list[str], level: Level, period: str, under: str | None = None
) -> bytes:
    """One row per unit of `level` (below `under`, if given) and indicator, without figures.

    UTF-8 with BOM and semicolons, as Vietnamese Excel opens them; the period in words, because a spreadsheet takes
    2024-05 for a date. Zeros that a spreadsheet drops from the codes are restored on reading.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(NAMES[column][0] for column in COLUMNS)
    districts = units.ancestor(Level.DISTRICT)
    names = {code: _indicator_name(catalogue, code) for code in indicators}
    for key in units.of_level(level, under):
        district = districts.get(key, key)
        row = {
            "period": vi.period(period),
            "unit_code": str(units.frame.at[key, "code"]),
            "unit_name": units.name(key),
            "district": units.name(district) if district != key else "",
        }
        for code in indicators:
            cells = row | {"indicator": names[code]}
            writer.writerow(safe_cell(cells.get(column, "")) for column in COLUMNS)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _indicator_name(catalogue: Catalogue, code: str) -> str:
    """The name, where it says which indicator is meant; else the code."""
    name = catalogue[code].name
    same = [i for i in catalogue if fold(name) in (fold(i.name), fold(i.short_name))]
    return name if len(same) == 1 else code
