"""The rows of a long table in which nothing is unusual, read column by column: each different text is understood once.

Plain is a row of known period, unit, indicator and groups whose figures are whole numbers written with digits only. Every other
row is left to rows.RowReader, which finds the same of a plain row and has something to say of the others.
"""

from collections.abc import Callable, Hashable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from khuyenhoc.domain.observation import VALUE, ZERO
from khuyenhoc.domain.period import Period
from khuyenhoc.intake.rows import RowReader
from khuyenhoc.intake.values import LARGEST

_DIGITS = 15
_FIGURES = ("numerator", "denominator")
_NEITHER = ("value", "approximate")  # a typed rate, “khoảng”: to be weighed row by row


def plain_rows(
    rows: Sequence[Sequence[str]], numbers: np.ndarray, reader: RowReader
) -> tuple[pd.DataFrame, np.ndarray]:
    """`rows`: cells below the header, `numbers`: their rows in the file. The plain ones as a frame of what RowReader.read
    gives, its index their places among `rows`, and a mask of them."""
    columns = _Columns(rows, reader)
    periods = columns.understood("period", lambda text: _or_none(reader.period_of(text), Period))
    words = {name: columns.understood(name, lambda text, name=name: _or_none(reader.word_of(name, text), str))  # type: ignore[misc]
             for name in ("indicator", "ethnicity", "poverty")}  # fmt: skip
    sample = columns.understood("minh_hoa", reader.sample_of)
    plain = columns.whole & np.logical_and.reduce([each.known for each in (periods, sample, *words.values())])
    plain &= np.logical_and.reduce([columns.empty(name) for name in _NEITHER])
    numerator, denominator = (columns.figures(name) for name in _FIGURES)
    plain &= _figures_plain(numerator, denominator, words, reader) & ~columns.empty("numerator")
    units = columns.units(periods, plain)
    plain &= units.known
    chosen = np.flatnonzero(plain)
    value = numerator[chosen]
    frame = {
        "row": numbers[chosen], "period": periods.of(chosen, lambda period: period.text), "unit": units.of(chosen),
        **{name: each.of(chosen) for name, each in words.items()}, "numerator": value,
        "denominator": denominator[chosen], "stated_rate": np.nan, "stated_decimals": -1, "approximate": "=",
        "state": _repeated([VALUE, ZERO], (value == 0).astype(int)), "sample": sample.yes[chosen],
        **{name: columns.texts(name, chosen) for name in ("source", "denominator_source", "document")},
        "level": units.levels(chosen), "written_ethnicity": columns.texts("ethnicity", chosen),
    }  # fmt: skip
    return pd.DataFrame(frame, index=chosen), plain


def _or_none(found: object, kind: type) -> Any:
    return found if isinstance(found, kind) else None


class _Understood:
    """What each row's text was understood as: `values` of the different ones, None where it was not."""

    def __init__(self, codes: np.ndarray, values: list[Any]):
        self.codes, self.values = codes, values
        self.known = np.array([value is not None for value in values], dtype=bool)[codes]

    @property
    def yes(self) -> np.ndarray:
        return np.array([value is True for value in self.values], dtype=bool)[self.codes]

    def of(self, chosen: np.ndarray, told: Callable[[Any], str] = str) -> ExtensionArray:
        """As texts; `told`: the text of a value."""
        return _repeated(["" if value is None else told(value) for value in self.values], self.codes[chosen])


def _repeated(texts: Sequence[str], codes: np.ndarray) -> ExtensionArray:
    """One text for every code: made from the different ones, not from a million objects."""
    return pd.array(texts, dtype="str").take(codes)


class _Units(_Understood):
    def __init__(self, codes: np.ndarray, values: list[Any], levels: list[Any]):
        super().__init__(codes, values)
        self._levels = _Understood(codes, levels)

    def levels(self, chosen: np.ndarray) -> ExtensionArray:
        return self._levels.of(chosen)


class _Columns:
    """`whole`: the rows without cells beyond the columns that have a title."""

    def __init__(self, rows: Sequence[Sequence[str]], reader: RowReader):
        self._rows, self._reader = rows, reader
        self._known: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        last = max(reader.header.width, default=-1)
        gaps = [place for place in range(last) if place not in reader.header.width]
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        self._shortest = lengths.min(initial=last + 1)
        self.whole = lengths <= last + 1
        for place in gaps:
            self.whole &= np.array([place >= len(row) or not row[place] for row in rows], dtype=bool)

    def _coded(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Number of the text in every row, and the different texts."""
        if name not in self._known:
            place = self._reader.header.positions.get(name)
            if place is None:
                self._known[name] = np.zeros(len(self._rows), dtype=np.int64), np.array([""], dtype=object)
            else:
                texts = np.array(self._texts(place), dtype=object)
                codes, different = pd.factorize(texts)
                self._known[name] = codes.astype(np.int64), np.asarray(different, dtype=object)
        return self._known[name]

    def _texts(self, place: int) -> list[str]:
        if self._shortest > place:
            return list(map(itemgetter(place), self._rows))
        return [row[place] if place < len(row) else "" for row in self._rows]

    def texts(self, name: str, chosen: np.ndarray) -> ExtensionArray:
        codes, different = self._coded(name)
        return _repeated(list(different), codes[chosen])

    def empty(self, name: str) -> np.ndarray:
        codes, different = self._coded(name)
        return np.array([text == "" for text in different], dtype=bool)[codes]

    def understood(self, name: str, read: Callable[[str], Any]) -> _Understood:
        codes, different = self._coded(name)
        return _Understood(codes, [read(text) for text in different])

    def figures(self, name: str) -> np.ndarray:
        """Numbers written with digits only; -1 for any other text, NaN for none."""
        codes, different = self._coded(name)
        return np.array([_number(text) for text in different], dtype="float64")[codes]

    def units(self, periods: _Understood, plain: np.ndarray) -> _Units:
        """Each different place of plain rows looked for once; None where there is anything to say of it."""
        key = periods.codes.copy()
        for name in ("unit_code", "unit_name", "district"):
            codes, different = self._coded(name)
            key = pd.factorize(key * len(different) + codes)[0].astype(np.int64)
        firsts = pd.Series(np.arange(len(key))).groupby(key).first().to_numpy()
        wanted = np.zeros(len(firsts), dtype=bool)
        wanted[key[plain]] = True
        texts = [
            different[codes[firsts]] for codes, different in map(self._coded, ("unit_code", "unit_name", "district"))
        ]
        found: list[Hashable] = []
        levels: list[Hashable] = []
        for number, first in enumerate(firsts):
            period: Period | None = periods.values[periods.codes[first]] if wanted[number] else None
            unit = self._unit(period, *(each[number] for each in texts)) if period is not None else None
            found.append(unit)
            levels.append(
                self._reader.units.level(unit, period.end) if unit is not None and period is not None else None
            )
        return _Units(key, found, levels)

    def _unit(self, period: Period, code: str, name: str, district: str) -> str | None:
        unit = self._reader.units.find(code, name, district, period.end)
        return unit if isinstance(unit, str) and self._reader.units.outside(unit, period.end) is None else None


def _number(text: str) -> float:
    if not text:
        return np.nan
    return float(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) <= LARGEST else -1.0


def _figures_plain(
    numerator: np.ndarray, denominator: np.ndarray, words: dict[str, _Understood], reader: RowReader
) -> np.ndarray:
    """Figures that need no weighing: n alone, or n of N for a rate; groups only where they are collected."""
    known = [reader.context.catalogue[code] if code is not None else None for code in words["indicator"].values]
    codes = words["indicator"].codes

    def of(good: Callable[[Any], bool]) -> np.ndarray:
        return np.array([each is not None and good(each) for each in known], dtype=bool)[codes]

    alone = np.isnan(denominator)
    plain = of(lambda each: not each.unit_value) & (numerator >= 0)
    plain &= alone | (of(lambda each: each.is_rate) & (denominator >= numerator))
    for by in ("ethnicity", "poverty"):
        everybody = np.array([value == "" for value in words[by].values], dtype=bool)[words[by].codes]
        plain &= everybody | of(lambda each, by=by: by in each.breakdowns)  # type: ignore[misc]
    return plain
