"""The columns of one table of an office form -> what each is read as, and which of them only a person can tell. The only place
that decides between the meanings a heading may have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khuyenhoc.errors import Problem
from khuyenhoc.intake.book import Place, address, letters
from khuyenhoc.intake.headings import Column
from khuyenhoc.intake.meaning import Guess, HeadingReader, Meaning
from khuyenhoc.intake.periods import parse_period
from khuyenhoc.intake.spelling import wording
from khuyenhoc.intake.values import Number
from khuyenhoc.intake.words import problem

UNSURE, UNKNOWN, BY_CHOICE, OF_REGISTERED = "unsure", "unknown", "by_choice", "registered_rate"
_FITS = 0.8  # of the rows that can tell: the rest are slips
_NOISE = 1e-9

Figures = Mapping[Place, Sequence[Number | None]]  # by FormColumn.place: what its cells hold, one per row of figures


@dataclass(frozen=True)
class FormColumn:
    """`use`: what it is read as; else `left` says why not: a role of heading_roles.csv, or one of the words above.
    `options`: what it may mean, where that is unsure. `period`: the column's own, '' for that of the form. `row`: of its only
    figure, in a table whose rows are indicators; `over`: the unit above it there, '' where the table is of one."""

    index: int
    path: tuple[str, ...]
    unit: str
    period: str
    guess: Guess
    use: Meaning | None = None
    left: str = ""
    nth: int = 1
    row: int | None = None
    over: str = ""

    @property
    def place(self) -> Place:
        """Of its only figure; (0, index) where it has one in every row."""
        return self.row or 0, self.index

    @property
    def key(self) -> str:
        """The same for a column of the same heading in another file: what it is called, whatever its year; `nth` of that name."""
        words = path_key(self.path)
        return words if self.nth == 1 else f"{words} ({self.nth})"

    @property
    def title(self) -> str:
        """Gia đình học tập › Công nhận (cột E); with a row of its own (ô E7)."""
        where = f"ô {address(self.place)}" if self.row else f"cột {letters(self.index)}"
        return f"{' › '.join(filter(None, (*self.path, self.over)))} ({where})"

    def problem(self, code: str, row: int, value: str = "", **facts: str) -> Problem:
        """A problem of its cell in a row of the sheet."""
        number = self.row or row
        return problem(code, number, self.title, value, at=address((number, self.index)), **facts)

    @property
    def options(self) -> tuple[Meaning, ...]:
        return self.guess.options


def undated(path: Sequence[str]) -> tuple[str, ...]:
    """The words above a column without its year or month."""
    return tuple(tier for tier in path if not isinstance(parse_period(tier), str))


def path_key(path: Sequence[str]) -> str:
    """The same for a column of the same heading in another file, whatever its year."""
    return " / ".join(map(wording, undated(path)))


def read_columns(columns: Sequence[Column], titles: tuple[str, ...], reader: HeadingReader) -> list[FormColumn]:
    """What the headings say of each column alone."""
    found = []
    for place, column in enumerate(columns):
        periods = [period for tier in column.path if isinstance(period := parse_period(tier), str)]
        path = undated(column.path) or column.path
        left = tuple(" ".join(each.path) for each in reversed(columns[:place])) if len(path) == 1 else ()
        guess = reader.read(path, titles, left)
        found.append(FormColumn(column.index, column.path, column.unit, periods[-1] if periods else "", guess))
    return numbered(found)


def numbered(columns: Sequence[FormColumn]) -> list[FormColumn]:
    """Those of one name told apart by which of them they are."""
    met: Counter[str] = Counter()
    found = []
    for each in columns:
        met[each.key] += 1
        found.append(replace(each, nth=met[each.key]))
    return found


def settled(columns: Sequence[FormColumn], chosen: Mapping[str, str], figures: Figures) -> list[FormColumn]:
    """`chosen`: by key, what a person said a column means, '' for not to be read. Columns of two meanings are decided by
    what else the table has and by their figures; what these do not decide is UNSURE."""
    first = [_chosen(column, chosen[column.key]) if column.key in chosen else _clear(column) for column in columns]
    second = _by_the_others(first)
    third = [_by_figures(column, second, figures) for column in second]
    return _once(third, chosen)


def _chosen(column: FormColumn, meaning: str) -> FormColumn:
    return replace(column, use=Meaning.parse(meaning)) if meaning else replace(column, left=BY_CHOICE)


def _clear(column: FormColumn) -> FormColumn:
    guess = column.guess
    if guess.clear and not guess.left:
        return replace(column, use=guess.options[0])
    return replace(column, left=guess.left or (UNSURE if guess.options else UNKNOWN))


def _by_the_others(columns: list[FormColumn]) -> list[FormColumn]:
    """“Dân số” beside members is their denominator; a denominator without its indicator is none; a total to date beside
    that of the period is left out."""
    used = {column.use for column in columns if column.use}
    present = {meaning.indicator for meaning in used}
    found = []
    for column in columns:
        left = column.left
        if left == "cumulative" and not set(column.options) <= used:
            left = UNSURE
        if left != UNSURE or len(column.options) == 1:
            found.append(replace(column, left=left))
            continue
        beside = [each for each in column.options if each.indicator in present and each not in used]
        alone = [each for each in column.options if each.place == "numerator"]
        kept = beside or alone or list(column.options)
        narrowed = replace(column, guess=replace(column.guess, options=tuple(kept)), left=left)
        found.append(replace(narrowed, use=kept[0], left="") if narrowed.guess.clear else narrowed)
    return found


def _by_figures(column: FormColumn, columns: list[FormColumn], figures: Figures) -> FormColumn:
    """A rate of which nobody says what it is of: of all, if it fits these; of those registered, if it fits them and not these."""
    if column.left != UNSURE or len(column.options) != 1 or not column.guess.registered or column.guess.more:
        return column
    rate = column.options[0]
    below = _of(columns, Meaning(rate.indicator, "denominator"), column)
    own, beside = _of(columns, Meaning(rate.indicator, "numerator"), column), shared_numerator(columns, column)
    above = own or (beside.place if beside else None)
    registered = _of(columns, Meaning(column.guess.registered, "numerator"), column)
    if above is None or (below is None and registered is None):
        return column
    of_all = _agreement(figures, column.place, above, below)
    of_registered = _agreement(figures, column.place, above, registered)
    if below is not None and (registered is None or of_all >= _FITS):
        return replace(column, use=rate, left="")
    if of_registered >= _FITS and of_all < _FITS:
        return replace(column, left=OF_REGISTERED)
    return column


def shared_numerator(columns: Sequence[FormColumn], beside: FormColumn) -> FormColumn | None:
    """The one number recognised under the same heading: people of several denominators are counted once."""
    found = [
        column
        for column in columns
        if column.use
        and column.use.place == "numerator"
        and column.use.indicator != beside.guess.registered
        and column.period == beside.period
        and len(column.path) > 1
        and column.path[:-1] == beside.path[:-1]
    ]
    return found[0] if len(found) == 1 else None


def _of(columns: list[FormColumn], meaning: Meaning, beside: FormColumn) -> Place | None:
    """The column that holds it for the same period."""
    return next((each.place for each in columns if each.use == meaning and each.period == beside.period), None)


def _agreement(figures: Figures, rate: Place, above: Place, below: Place | None) -> float:
    """The share of rows whose typed rate is the quotient at its last digit; 0 where no row can tell."""
    if below is None:
        return 0.0
    fits = [
        abs(typed.value - n.value / total.value) <= 0.5 * 10.0 ** -_digits(typed) + _NOISE
        for typed, n, total in zip(figures[rate], figures[above], figures[below], strict=True)
        if typed and n and total and typed.value is not None and n.value is not None and total.value
    ]
    return sum(fits) / len(fits) if fits else 0.0


def _digits(typed: Number) -> int:
    """After the comma of the share; 0,666 without a per cent sign is written as one."""
    return typed.decimals if typed.warning == "rate_scale" else typed.decimals + 2


def _once(columns: list[FormColumn], chosen: Mapping[str, str]) -> list[FormColumn]:
    """Two columns of one meaning and period: what a person chose stays, the others are unsure."""
    counts = Counter((column.use, column.period) for column in columns if column.use)
    return [
        replace(column, use=None, left=UNSURE, guess=Guess((column.use,)))
        if column.use and counts[column.use, column.period] > 1 and column.key not in chosen
        else column
        for column in columns
    ]
