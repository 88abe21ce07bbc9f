"""Which columns of its rows a move changes: one class and the sums it is in, two classes of which one gains what the other
loses, or any mixture. What stays as it was need not be hidden."""

from dataclasses import dataclass, field

import numpy as np

from khuyenhoc.domain.suppression_table import Flags, Ints, Table


@dataclass
class Ways:
    """`named`: the classes that there are; `columns`: these and the sums over classes, on the table's axis. `moved`: by
    class aimed at (the last: the sum of all) and choice, the columns that change. Of a class, choice k: it trades with class
    k, or, where that is itself, moves alone. Of the sum, choice k: class k moves it; and the last choice: any mixture."""

    table: Table
    named: Flags = field(init=False)
    columns: Ints = field(init=False)
    moved: Flags = field(init=False)

    def __post_init__(self) -> None:
        axis = self.table.classes
        self.named = np.any(self.table.exists[..., : axis.parts], axis=(0, 1))
        self.columns = np.concatenate([np.flatnonzero(self.named), np.arange(axis.parts, axis.none)])
        alone = self._holds()[self.named]
        count = len(alone)
        self.moved = np.ones((count + 1, count + 1, len(self.columns)), bool)
        self.moved[:count, :count] = alone[:, None] ^ alone
        self.moved[range(count), range(count)] = alone
        self.moved[count, :count] = alone

    def changed(self, steps: Ints) -> Flags:
        """The columns that change where the classes, all of the axis, move by these."""
        return (steps @ self._holds().astype("int64")) != 0

    def _holds(self) -> Flags:
        """(classes, columns): where a class counts, itself included."""
        axis = self.table.classes
        return (axis.chains[: axis.parts, :, None] == self.columns).any(axis=1)


def alone(room: Ints, klass: int) -> Ints:
    """How far the class (the last: the sum) goes up and down by each choice of Ways but the last. `room`: how far each class
    and the sum can go, (moves, BOTH | ALONE, UP | DOWN, classes and their sum). Returns (moves, BOTH | ALONE, choices)."""
    cells, whole = room[..., :-1], room[..., -1:]
    if klass == cells.shape[-1]:
        return np.minimum(cells, whole).sum(axis=2, dtype="int16")
    own = cells[..., klass, None]
    traded = np.minimum(own, cells[:, :, ::-1]).sum(axis=2, dtype="int16")
    traded[..., klass] = np.minimum(own, whole).sum(axis=2, dtype="int16")[..., 0]
    return traded


def mixed(room: Ints) -> Ints:
    """As `alone`, for the sum by any mixture: (moves, BOTH | ALONE)."""
    return np.minimum(room[..., :-1].sum(axis=-1, dtype="int16"), room[..., -1]).sum(axis=-1, dtype="int16")
