"""Which feature of a boundary file is which unit: by code, then by name within the district.

The only place that guesses which column of such a file holds codes, names or districts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from khuyenhoc.geography.names import STEPS, NameIndex, accent_free, code, kind_and_rest, text

RECOGNISED = 0.5  # a column is one of codes (names) if at least this share of its cells are


@dataclass(frozen=True)
class Match:
    """`keys`: per feature the unit's key or "". `ambiguous`: (what the file says, names it may be).

    `renamed`: (code, name in the file, name in our list) where the code agreed and the name did not, or the name was cut short.
    """

    keys: list[str]
    said: list[str]
    ambiguous: list[tuple[str, list[str]]]
    renamed: list[tuple[str, str, str]]
    by_code: int


def match(features: pd.DataFrame, level: str, chosen: pd.DataFrame, units: pd.DataFrame) -> Match:
    """`features`: the file's columns without geometry; `chosen`: the units looked for; `units`: all valid then (for districts)."""
    codes = {str(row_code): str(key) for row_code, key in zip(chosen["code"], chosen.index, strict=True)}
    index = NameIndex(dict(chosen["name"]), dict(chosen["parent"]))
    code_column = _column(features, lambda cell: code(cell, level) in codes)
    name_column = _column(
        features, lambda cell: any(index.candidates(step, text(cell)) for step in STEPS), skip=code_column
    )
    within = _parents(features, chosen, units, skip={code_column, name_column})
    names = [text(cell) for cell in features[name_column]] if name_column else [""] * len(features)
    found = (
        [codes.get(code(cell, level), "") for cell in features[code_column]] if code_column else [""] * len(features)
    )
    said = (
        names
        if name_column
        else [text(cell) for cell in features[code_column]]
        if code_column
        else [""] * len(features)
    )
    contradicted, renamed = _compared(found, names, chosen, index)
    by_code = sum(1 for key in found if key) - len(contradicted)
    open_names = ["" if position in contradicted else name for position, name in enumerate(names)]
    kept = ["" if position in contradicted else key for position, key in enumerate(found)]
    keys, unclear = _by_name(kept, open_names, within, index)
    renamed += [
        (str(chosen.at[key, "code"]), names[position], str(chosen.at[key, "name"]))
        for position, key in _cut_short(keys, open_names, within, index).items()
    ]
    ambiguous = [
        (said[position], [f"{chosen['name'][key]} ({chosen['code'][key]})" for key in sorted(options)])
        for position, options in sorted({**unclear, **contradicted}.items())
    ]
    return Match(keys, said, ambiguous, renamed, by_code)


def _column(features: pd.DataFrame, recognised: Callable[[object], bool], skip: str = "") -> str:
    """The column that tells most units apart among those with enough recognised cells, "" if there is none."""
    best, most = "", 0
    for column in features.columns:
        cells = features[column].tolist()
        known = [cell for cell in cells if recognised(cell)]
        distinct = len({text(cell) for cell in known})
        if column != skip and len(known) >= RECOGNISED * len(cells) and distinct > most:
            best, most = str(column), distinct
    return best


def _parents(
    features: pd.DataFrame, chosen: pd.DataFrame, units: pd.DataFrame, skip: set[str]
) -> list[set[str] | None]:
    """Per feature the parents its other columns name, None where they name none."""
    parents = units[units.index.isin(set(chosen["parent"]))]
    if len(parents) < 2:
        return [None] * len(features)
    level = str(parents["level"].iloc[0])
    codes = {str(row_code): str(key) for row_code, key in zip(parents["code"], parents.index, strict=True)}
    index = NameIndex(dict(parents["name"]), {})
    rest = features[[column for column in features.columns if column not in skip]]
    by_code = _column(rest, lambda cell: code(cell, level) in codes)
    if by_code:
        return [{codes[c]} if (c := code(cell, level)) in codes else None for cell in rest[by_code]]
    by_name = _column(rest, lambda cell: bool(_closest(index, text(cell))))
    if by_name:
        return [_closest(index, text(cell)) or None for cell in rest[by_name]]
    return [None] * len(features)


def _closest(index: NameIndex, name: str) -> set[str]:
    return next((found for step in STEPS if (found := index.candidates(step, name))), set())


def _compared(
    found: list[str], names: list[str], chosen: pd.DataFrame, index: NameIndex
) -> tuple[dict[int, set[str]], list[tuple[str, str, str]]]:
    """Features whose code says one unit and whose name clearly another of the same parent (neither is believed), and respellings."""
    contradicted: dict[int, set[str]] = {}
    renamed: list[tuple[str, str, str]] = []
    for position, (key, name) in enumerate(zip(found, names, strict=True)):
        if not key or not name:
            continue
        official = str(chosen.at[key, "name"])
        if accent_free(kind_and_rest(name)[1]) == accent_free(kind_and_rest(official)[1]):
            continue
        others = index.candidates(0, name, {str(chosen.at[key, "parent"])}) - {key}
        if others:
            contradicted[position] = {key, *others}
        else:
            renamed.append((str(chosen.at[key, "code"]), name, official))
    return contradicted, renamed


def _by_name(
    found: list[str], names: list[str], within: list[set[str] | None], index: NameIndex
) -> tuple[list[str], dict[int, set[str]]]:
    """Keys completed from names, strict readings of all features before loose ones; a unit taken at one step is not offered later."""
    keys = list(found)
    unclear: dict[int, set[str]] = {}
    for step in STEPS:
        taken = {key for key in keys if key}
        for position, name in enumerate(names):
            if keys[position] or not name:
                continue
            candidates = index.candidates(step, name, within[position]) - taken
            if len(candidates) == 1:
                keys[position] = candidates.pop()
                unclear.pop(position, None)
            elif candidates:
                unclear.setdefault(position, candidates)
    return keys, unclear


def _cut_short(keys: list[str], names: list[str], within: list[set[str] | None], index: NameIndex) -> dict[int, str]:
    """Completes `keys` in place from names whose end the format cut off, where only one unit left begins so."""
    taken, found = {key for key in keys if key}, {}
    for position, name in enumerate(names):
        if not keys[position] and name:
            candidates = index.cut_short(name, within[position]) - taken
            if len(candidates) == 1:
                keys[position] = found[position] = candidates.pop()
                taken.add(keys[position])
    return found
