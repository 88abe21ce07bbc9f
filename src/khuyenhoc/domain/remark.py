"""Ý kiến của địa phương: a short signed note of a unit on one of its figures."""

from dataclasses import dataclass

MOST_LETTERS = 300


@dataclass(frozen=True)
class Remark:
    """`unit`: its key; `period` as declared; an empty `text` withdraws the note; `by`: name and office of who signs."""

    unit: str
    indicator: str
    period: str
    text: str
    by: str
