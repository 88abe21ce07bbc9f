"""The definitions in data/ as objects: indicators, targets, groups. The only reader of those files."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from khuyenhoc import config
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.target import Target, targets_from_frame

_FILES = ("indicators", "targets", "ethnic_groups", "poverty_classes", "area_types")


@dataclass(frozen=True)
class Definitions:
    """`stamp` changes when a person edits a file: it stands in every cache key."""

    stamp: str
    catalogue: Catalogue
    targets: tuple[Target, ...]
    ethnic_groups: pd.DataFrame
    poverty_classes: pd.DataFrame
    area_types: pd.DataFrame

    def group_name(self, code: str) -> str:
        """The name on screen of an ethnic group or a poverty class."""
        for frame in (self.ethnic_groups, self.poverty_classes):
            found = frame.loc[frame["code"] == code, "name"]
            if len(found):
                return str(found.iloc[0])
        return code


def current(folder: Path = config.DATA) -> Definitions:
    """The definitions as the files say now; read again only when one of them changed."""
    paths = [folder / f"{name}.csv" for name in _FILES]
    return _read(folder, "-".join(f"{path.stat().st_mtime_ns:x}" for path in paths))


@lru_cache(maxsize=4)
def _read(folder: Path, stamp: str) -> Definitions:
    indicators, targets, ethnic_groups, poverty_classes, area_types = (
        pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig") for name in _FILES
    )
    catalogue = Catalogue.from_frame(indicators)
    return Definitions(
        stamp, catalogue, tuple(targets_from_frame(targets, catalogue)), ethnic_groups, poverty_classes, area_types
    )
