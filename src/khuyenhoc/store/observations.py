"""Observation rows in and out of the database: words and periods as small integers, current rows by batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, Table, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from khuyenhoc.domain.observation import COLUMNS, WITHDRAWN
from khuyenhoc.domain.period import Period
from khuyenhoc.store import schema
from khuyenhoc.store.engine import insert_many, read_frame

_WORDS = ["indicator", "ethnicity", "poverty", "source", "denominator_source", "document"]
_PLAIN = ["row", "numerator", "denominator", "stated_rate", "stated_decimals", "approximate", "state", "sample"]
_KEY = ["unit_id", "indicator_id", "period_id", "ethnicity_id", "poverty_id"]  # and the order of the table's indexes
_AT_ONCE = 20_000  # rows that are Python objects at one time
SAMPLE = "sample"  # the kind of a batch that came with the product
_TYPES: dict[str, Any] = {
    "numerator": "float64", "denominator": "float64", "stated_rate": "float64", "stated_decimals": "int64",
    "row": "int64", "batch": "int64", "sample": bool, "bundled": bool,
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """The rows current at `version` (None = now), or all rows of one `batch`; empty lists narrow nothing.

    `without`: as if that batch had never been published.
    """

    version: int | None = None
    indicators: Sequence[str] = ()
    units: Sequence[str] = ()
    totals_only: bool = False
    batch: int | None = None
    without: int | None = None


def insert_observations(connection: Connection, batch: int, rows: pd.DataFrame) -> None:
    """Appends the rows of one batch. `rows`: the columns of COLUMNS without bundled and batch; `document` may be missing."""
    if rows.empty:
        return
    rows = rows.assign(document=rows.get("document", "")).astype({"stated_decimals": "int64"})
    numbers = _numbers(connection, rows)
    # In the order of the table's indexes: rows as they come would step through all of an index a million times.
    order = np.lexsort([numbers[name] for name in reversed(_KEY)])
    for start in range(0, len(order), _AT_ONCE):
        part = order[start : start + _AT_ONCE]
        figures = rows[_PLAIN].iloc[part]
        columns = [each[part].tolist() for each in numbers.values()]
        columns += [_values(figures[name].to_numpy()) for name in _PLAIN]
        values = list(zip(repeat(batch), *columns, strict=False))
        insert_many(connection, "observation", ["batch_id", *numbers, *_PLAIN], values)


def _numbers(connection: Connection, rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Words, units and periods as their numbers in the database: each different text is looked up once."""
    coded = {name: pd.factorize(rows[name], use_na_sentinel=False) for name in (*_WORDS, "unit", "period")}
    words = _word_ids(connection, list(dict.fromkeys(text for name in _WORDS for text in coded[name][1])))
    known = dict.fromkeys(_WORDS, words)
    known["unit"] = _ids(connection, schema.unit, "key")
    known["period"] = _period_ids(connection, list(coded["period"][1]))
    return {
        f"{name}_id": np.array([known[name][text] for text in texts], dtype="int32")[codes]
        for name, (codes, texts) in coded.items()
    }


def _values(column: np.ndarray) -> list:
    """As the drivers take them: None for a missing figure."""
    if column.dtype.kind != "f" or not np.isnan(column).any():
        return column.tolist()
    values = column.astype(object)
    values[np.isnan(column)] = None
    return values.tolist()


def read_observations(connection: Connection, wanted: Wanted) -> pd.DataFrame:
    """The rows in the columns of COLUMNS."""
    observation = schema.observation.c
    query = _current(wanted) if wanted.batch is None else _of_batch(wanted.batch)
    if wanted.indicators or wanted.totals_only:
        words = _ids(connection, schema.word, "text")
        if wanted.indicators:
            query = query.where(observation.indicator_id.in_([words[i] for i in wanted.indicators if i in words]))
        if wanted.totals_only:
            everybody = words.get("", 0)
            query = query.where(observation.ethnicity_id == everybody, observation.poverty_id == everybody)
    if wanted.units:
        keys = _ids(connection, schema.unit, "key")
        query = query.where(observation.unit_id.in_([keys[key] for key in wanted.units if key in keys]))
    if wanted.batch is None:
        ranked = query.subquery()
        columns = [column for column in ranked.c if column.name != "place"]
        query = select(*columns).where(ranked.c.place == 1, ranked.c.state != WITHDRAWN)
    return _frame(connection, read_frame(connection, query))


def read_history(connection: Connection, key: Mapping[str, str]) -> pd.DataFrame:
    """Every row once published of one figure, the newest publication first, in the columns of COLUMNS."""
    observation, batch = schema.observation.c, schema.batch.c
    query = select(*_columns()).join(schema.batch, batch.id == observation.batch_id)
    for name, text in key.items():
        table = {"unit": schema.unit, "period": schema.period}.get(name, schema.word)
        numbers = _ids(connection, table, "key" if table is schema.unit else "text")
        query = query.where(observation[f"{name}_id"] == numbers.get(text, 0))
    query = query.where(batch.published_version.is_not(None)).order_by(batch.published_version.desc())
    return _frame(connection, read_frame(connection, query))


def read_versions_by_group(connection: Connection, indicators: Sequence[str]) -> list[int]:
    """The data versions at which rows with an ethnicity or poverty class were published or rolled back, oldest first."""
    observation, batch = schema.observation.c, schema.batch.c
    words = _ids(connection, schema.word, "text")
    everybody = words.get("", 0)
    by_group = or_(observation.ethnicity_id != everybody, observation.poverty_id != everybody)
    held = (
        select(observation.batch_id)
        .where(observation.indicator_id.in_([words[each] for each in indicators if each in words]), by_group)
        .distinct()
    )
    query = select(batch.published_version, batch.rolled_back_version).where(batch.id.in_(held))
    return sorted({version for row in connection.execute(query) for version in row if version is not None})


def _columns() -> list:
    observation = schema.observation.c
    named = [observation[name] for name in (*_PLAIN, *_KEY, "source_id", "denominator_source_id", "document_id")]
    return [*named, observation.batch_id.label("batch"), (schema.batch.c.kind == SAMPLE).label("bundled")]


def _current(wanted: Wanted) -> Select:
    """Of the batches published at a version and not yet rolled back, the newest row of every key has place 1."""
    version = wanted.version
    observation, batch = schema.observation.c, schema.batch.c
    newest = func.row_number().over(
        partition_by=[observation[name] for name in _KEY], order_by=batch.published_version.desc()
    )
    live = and_(batch.published_version.is_not(None), batch.rolled_back_version.is_(None))
    if version is not None:
        untouched = or_(batch.rolled_back_version.is_(None), batch.rolled_back_version > version)
        live = and_(batch.published_version <= version, untouched)
    if wanted.without is not None:
        live = and_(live, batch.id != wanted.without)
    return select(*_columns(), newest.label("place")).join(schema.batch, batch.id == observation.batch_id).where(live)


def _of_batch(number: int) -> Select:
    observation = schema.observation.c
    return (
        select(*_columns())
        .join(schema.batch, schema.batch.c.id == observation.batch_id)
        .where(observation.batch_id == number)
        .order_by(observation.row)
    )


def _frame(connection: Connection, rows: pd.DataFrame) -> pd.DataFrame:
    names = {f"{name}_id": schema.word for name in _WORDS} | {"unit_id": schema.unit, "period_id": schema.period}
    frame = pd.DataFrame({name: rows[name] for name in (*_PLAIN, "batch", "bundled")})
    for column, table in names.items():
        text = "key" if table is schema.unit else "text"
        lookup = {number: word for word, number in _ids(connection, table, text, set(rows[column])).items()}
        frame[column.removesuffix("_id")] = rows[column].map(lookup).astype("str")
    return frame.astype(_TYPES)[COLUMNS]


def _ids(connection: Connection, table: Table, column: str, only: set[int] | None = None) -> dict[str, int]:
    query = select(table.c[column], table.c.id)
    if only is not None and len(only) <= 1000:
        query = query.where(table.c.id.in_([int(number) for number in only]))
    return {row[0]: row[1] for row in connection.execute(query)}


def _word_ids(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    known = _ids(connection, schema.word, "text")
    new = [{"text": text} for text in wanted if text not in known]
    _insert_new(connection, schema.word, new)
    return _ids(connection, schema.word, "text") if new else known


def _period_ids(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    known = _ids(connection, schema.period, "text")
    new = [Period.parse(text) for text in wanted if text not in known]
    _insert_new(connection, schema.period, [{"text": p.text, "start": p.start, "end": p.end} for p in new])
    return _ids(connection, schema.period, "text") if new else known


def _insert_new(connection: Connection, table: Table, rows: list[dict]) -> None:
    """Somebody else may have staged the same words a moment ago: theirs serve as well."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)
