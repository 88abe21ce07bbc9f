"""Every unit × indicator by its number, and its figures in the order of time: found by place instead of joined by name."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Pairs:
    """The units and indicators spoken of. A pair's number is its row in the assessment: unit by unit, each with all
    indicators."""

    units: pd.Index
    indicators: pd.Index

    def __len__(self) -> int:
        return len(self.units) * len(self.indicators)

    def numbers_of(self, rows: pd.DataFrame) -> np.ndarray:
        """The number of each row's pair, -1 where it is not spoken of. `unit` and `indicator` of `rows` are categories."""
        unit, indicator = (
            known.get_indexer(rows[name].cat.categories)[rows[name].cat.codes]
            for name, known in (("unit", self.units), ("indicator", self.indicators))
        )
        return np.where((unit >= 0) & (indicator >= 0), unit * len(self.indicators) + indicator, -1)

    def per_unit(self, values: pd.Index) -> pd.Index:
        """One value per unit, repeated for its pairs."""
        return values.repeat(len(self.indicators))

    def per_indicator(self, rows: pd.DataFrame) -> pd.DataFrame:
        """One row per indicator, repeated for every unit."""
        return rows.take(np.tile(np.arange(len(self.indicators)), len(self.units))).reset_index(drop=True)


@dataclass(frozen=True)
class Timeline:
    """Figures in the order of their pairs and, within a pair, of time: at equal ends the longer period is the later.

    `pair`, `end`: of each figure in that order; `place`: its row in `rows`; `size`: how many pairs there are.
    """

    rows: pd.DataFrame
    pair: np.ndarray
    end: np.ndarray
    place: np.ndarray
    size: int

    @classmethod
    def of(cls, series: pd.DataFrame, pairs: Pairs) -> "Timeline":
        """`series`: domain.rollup.series."""
        number = pairs.numbers_of(series)
        place = np.lexsort((series["length"], series["end"], number))
        place = place[number[place] >= 0]
        return cls(series, number[place], series["end"].to_numpy()[place], place, len(pairs))

    def only(self, wanted: pd.Series) -> "Timeline":
        """Without the figures that are not wanted; `wanted` in the order of `rows`."""
        keep = wanted.to_numpy()[self.place]
        return Timeline(self.rows, self.pair[keep], self.end[keep], self.place[keep], self.size)

    def first(self, wanted: np.ndarray) -> np.ndarray:
        """Per pair the row of its first figure that is wanted, -1 where none is; `wanted` in the order of the timeline."""
        return self._one_per_pair(self.pair[wanted][::-1], self.place[wanted][::-1])

    def last(self, wanted: np.ndarray) -> np.ndarray:
        """Per pair the row of its last figure that is wanted, -1 where none is."""
        return self._one_per_pair(self.pair[wanted], self.place[wanted])

    def _one_per_pair(self, pair: np.ndarray, place: np.ndarray) -> np.ndarray:
        found = np.full(self.size, -1)
        found[pair] = place  # of several figures of one pair the last one stays
        return found

    def figures(self, places: np.ndarray, columns: list[str]) -> pd.DataFrame:
        """The figures in those rows, one per pair; NaN where the row is -1."""
        return self.rows[columns].reindex(places).reset_index(drop=True)
