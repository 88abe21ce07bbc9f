"""Which figures by group are hidden from everybody but officials, by data version: each version keeps what it added."""

import json
import zlib
from dataclasses import asdict, dataclass

import pandas as pd
from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from khuyenhoc.store import schema

_COLUMNS = ["unit", "ethnicity", "poverty", "denominator_hidden"]


@dataclass(frozen=True)
class PatternOf:
    """`place`: key of the province; `indicators`: codes of those that share it; `rule`: the settings it was found with."""

    place: str
    indicators: str
    period: str
    rule: str


@dataclass(frozen=True)
class Pattern:
    """`sums`: the version showed sums of several units; `cells`: unit, ethnicity, poverty, denominator_hidden (bool)."""

    sums: bool
    cells: pd.DataFrame


def read(connection: Connection, of: PatternOf) -> dict[int, Pattern]:
    """By data version."""
    table = schema.small_pattern.c
    query = select(table.version, table.sums, table.cells).where(
        *(table[name] == word for name, word in asdict(of).items())
    )
    return {row.version: Pattern(row.sums, _cells(row.cells)) for row in connection.execute(query)}


def keep(connection: Connection, of: PatternOf, version: int, pattern: Pattern) -> None:
    """Whoever found it first keeps it: what is found is the same."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = asdict(of) | {"version": version, "sums": pattern.sums, "cells": _packed(pattern.cells)}
    connection.execute(dialect.insert(schema.small_pattern).values(row).on_conflict_do_nothing())


def _packed(cells: pd.DataFrame) -> bytes:
    rows = [[*words, bool(both)] for *words, both in cells[_COLUMNS].itertuples(index=False, name=None)]
    return zlib.compress(json.dumps(rows).encode())


def _cells(packed: bytes) -> pd.DataFrame:
    found = pd.DataFrame(json.loads(zlib.decompress(packed)), columns=_COLUMNS)
    return found.astype({"denominator_hidden": bool})
