"""Tabs of one office form, one per district, say -> one upload: each was checked by itself, here they are put together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from khuyenhoc.domain.observation import KEY
from khuyenhoc.errors import Problem
from khuyenhoc.intake import crosscheck
from khuyenhoc.intake.check import Checked


def together(parts: Sequence[tuple[str, Checked]]) -> Checked:
    """`parts`: never none, the name of each tab and what it holds. Of several the tab of every observation is kept as its
    source; a figure that two of them give differently is an error."""
    if len(parts) == 1:
        return parts[0][1]
    named = [(tab, checked.observations.assign(source=_source(tab))) for tab, checked in parts]
    headers = {_source(tab): checked.header for tab, checked in parts if checked.header is not None}
    both = pd.concat([rows for _, rows in named if len(rows)] or [named[0][1]], ignore_index=True)
    tabs = {_source(tab): tab for tab, _ in parts}
    said = [item for _, checked in parts for item in checked.problems]
    twice = [replace(item, sheet=tabs[source]) for source, item in _twice(both, headers)]
    kept = both.drop_duplicates(KEY).reset_index(drop=True)
    return Checked(kept, [*said, *twice], sum(checked.rows_read for _, checked in parts), headers=headers)


def _source(tab: str) -> str:
    return f"trang tính “{tab}”"


def _twice(both: pd.DataFrame, headers: dict) -> Iterator[tuple[str, Problem]]:
    """Figures that stand in two tabs, with the source of the later one."""
    firsts: dict[tuple, dict] = {}
    for row in both[both.duplicated(KEY, keep=False)].to_dict("records"):
        first = firsts.setdefault(tuple(row[name] for name in KEY), row)
        if first is not row:
            other = f"{first['row']} của {first['source']}"
            yield row["source"], crosscheck.repeated(row, first, headers[row["source"]], other)
