"""Frames as CSV that Excel opens by a double click, as set up in Vietnam: the only place that writes CSV for people."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from khuyenhoc.present import status, vi
from khuyenhoc.present.narrative import known
from khuyenhoc.present.tables import Column

# A formula in ASCII or full-width signs, or what Excel would turn into a date (10/12 xã, 4-7).
_DANGEROUS = re.compile(r"\s*[=+\-@＝＋－＠\t\r]|\s*\d{1,4}\s*[/-]\s*\d{1,4}(\s*[/-]\s*\d{1,4})?\s*$")
_SHARES = frozenset({"rate", "percent", "points"})
_SHARE_DECIMALS = 4
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")
_OF_PATHS = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
SAMPLE_TITLE = "Minh họa"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # as a browser calls it


def csv_bytes(
    frame: pd.DataFrame, columns: Sequence[Column], sample: str = "sample", notes: Sequence[str] = ()
) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas, shares in per cent; no text runs as a formula or becomes a date.

    `notes`: what a reader of the file must know, a line each below the table.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(safe_text(_title(column)) for column in columns), SAMPLE_TITLE])
    for row in frame.to_dict("records"):
        writer.writerow([*(_cell(row, column) for column in columns), "có" if row.get(sample) else ""])
    if notes:
        writer.writerows([[], *([safe_text(note)] for note in notes)])
    return out.getvalue().encode("utf-8-sig")


def file_name(title: str) -> str:
    """The name under which a kept file is given back: its own, without the tab, and without signs of paths."""
    return _OF_PATHS.sub("_", title.split(" › ")[0]).strip(". ") or "tep"


def safe_text(text: str) -> str:
    """An apostrophe before anything Excel would calculate or reinterpret."""
    return f"'{text}" if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text) else text


def _title(column: Column) -> str:
    return f"{column.title} (%)" if column.kind in _SHARES else column.title


def _cell(row: dict, column: Column) -> str:
    value: Any = row.get(column.key)
    if not known(value):
        return column.missing
    if column.kind in _FIGURES:
        return _figure(value, column)
    if column.kind == "day":
        return pd.Timestamp(value).date().isoformat()  # a date to Excel in every country's setting
    return safe_text(_words(value, column, row))


_FIGURES = frozenset({*_SHARES, "count", "change", "money"})


def _figure(value: Any, column: Column) -> str:
    return vi.plain(round(value * 100, _SHARE_DECIMALS)) if column.kind in _SHARES else vi.plain(value)


def _words(value: Any, column: Column, row: dict) -> str:
    match column.kind:
        case "status":
            if value == status.HIDDEN:
                return value
            return status.look(value, bool(row.get(column.inherited)) if column.inherited else False).label
        case "period":
            return vi.period(str(value))
        case _:
            return str(value).replace(vi.MINUS, "-")
