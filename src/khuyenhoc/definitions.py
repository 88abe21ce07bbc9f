"""The definitions in data/ as objects: indicators, targets, groups. The only reader of those files.

A person edits them while the product runs: a change shows at once, and a slip is told with file, row, column and what is allowed.
"""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from khuyenhoc import config
from khuyenhoc import definition_rules as rules
from khuyenhoc.domain.form import Form, forms_from_frame
from khuyenhoc.domain.group_target import GroupTarget, group_targets_from_frame
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.target import Scope, Target, targets_from_frame
from khuyenhoc.domain.unit import Level
from khuyenhoc.errors import AppError

_TARGET = (
    "scope_kind", "scope", "comparator", "value", "start", "due", "milestones", "baseline_value", "baseline_date",
    "basis", "basis_date", "basis_title", "basis_clause", "binding", "verified", "note",
)  # fmt: skip
_COLUMNS = {
    "indicators": (
        "code", "name", "short_name", "unit", "measure", "numerator_name", "denominator_name", "denominator_basis",
        "numerator_indicator", "part_of", "counts", "better", "flow", "recognised", "rollup", "collected_levels",
        "rate_levels", "unit_value", "frequency", "group", "headline", "breakdowns", "replaces", "definition", "source",
    ),
    "targets": ("id", "indicator", *_TARGET),
    "group_targets": ("id", "indicator", "group", *_TARGET),
    "ethnic_groups": ("code", "name", "code_2008", "code_1979", "aliases", "never_displayed", "minority", "verified"),
    "poverty_classes": ("code", "name", "order", "standard", "definition", "source"),
    "area_types": ("code", "name", "kind", "basis", "definition", "source"),
    "area_members": ("unit", "area_type", "valid_from", "valid_to", "basis"),
    "clusters": ("unit", "cluster", "valid_from", "valid_to", "basis"),
    "weights": ("indicator", "weight", "note"),
    "suppression": ("setting", "value", "note"),
    "headings": ("subject", "names", "alone", "total", "recognised", "registered", "rate", "note"),
    "heading_roles": ("role", "words", "note"),
    "unit_spellings": ("name", "spellings", "source"),
    "forms": ("form", "name", "heading", "indicator"),
}  # fmt: skip


@dataclass(frozen=True)
class SmallNumbers:
    """The province's rule for small numbers (methods §6). `crossed`: levels whose table of both cuts everybody may see."""

    smallest: int
    span: int
    crossed: frozenset[Level]


@dataclass(frozen=True, eq=False)
class Definitions:
    """`stamp` changes when a person edits a file: it stands in every cache key. Compared by identity: frames have no other."""

    stamp: str
    catalogue: Catalogue
    targets: tuple[Target, ...]
    group_targets: tuple[GroupTarget, ...]
    ethnic_groups: pd.DataFrame
    poverty_classes: pd.DataFrame
    area_types: pd.DataFrame
    area_members: pd.DataFrame
    clusters: pd.DataFrame
    weights: dict[str, float]
    suppression: SmallNumbers
    headings: pd.DataFrame
    heading_roles: pd.DataFrame
    unit_spellings: pd.DataFrame
    forms: tuple[Form, ...]

    def group_name(self, code: str) -> str:
        """The name on screen of an ethnic group or a poverty class."""
        for frame in (self.ethnic_groups, self.poverty_classes):
            found = frame.loc[frame["code"] == code, "name"]
            if len(found):
                return str(found.iloc[0])
        return code


def current(folder: Path | None = None) -> Definitions:
    """The definitions as the files say now; read again only when one of them changed.

    Raises AppError (definition_…), which names the file and the row to mend.
    """
    folder = folder or config.DATA
    return _read(folder, "-".join(f"{_changed(folder / f'{name}.csv'):x}" for name in _COLUMNS))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise AppError("definition_file", file=path.name, reason=error.strerror or "không mở được tệp") from error


def _check(tables: dict[str, pd.DataFrame]) -> None:
    """Raises AppError(definition_file) for the first row that says something it may not."""
    for name in tables.keys() - {"area_members", "clusters", "forms"}:
        frame = tables[name]
        _once(f"{name}.csv", frame, _COLUMNS[name][0])
    _words("indicators.csv", tables["indicators"], rules.indicators(tables["indicators"]))
    for name in ("targets", "group_targets"):
        _words(f"{name}.csv", tables[name], rules.targets(tables["indicators"]))
        _scopes(f"{name}.csv", tables[name], set(tables["area_types"]["code"]))
    _told_by_group(tables)
    _words("ethnic_groups.csv", tables["ethnic_groups"], {"minority": rules.one_of(("0", "1"))})
    _words("poverty_classes.csv", tables["poverty_classes"], {"order": (rules.is_whole, "số nguyên")})
    _words("area_members.csv", tables["area_members"], rules.area_members(tables["area_types"]))
    _words("clusters.csv", tables["clusters"], rules.clusters())
    _one_at_a_time("clusters.csv", tables["clusters"])
    _words("weights.csv", tables["weights"], rules.weights(tables["indicators"]))
    _words("forms.csv", tables["forms"], rules.forms(tables["indicators"]))
    for _, rows in tables["forms"].groupby("form", sort=False):
        _once("forms.csv", rows, "indicator")
    _settings(tables["suppression"])
    _words("headings.csv", tables["headings"], rules.headings(tables["indicators"]))
    _words("heading_roles.csv", tables["heading_roles"], rules.heading_roles())
    _words("unit_spellings.csv", tables["unit_spellings"], rules.unit_spellings())


@lru_cache(maxsize=4)
def _read(folder: Path, stamp: str) -> Definitions:
    tables = {name: _table(folder / f"{name}.csv", columns) for name, columns in _COLUMNS.items()}
    _check(tables)
    catalogue = Catalogue.from_frame(tables["indicators"])
    return Definitions(
        stamp=stamp,
        catalogue=catalogue,
        targets=tuple(targets_from_frame(tables["targets"], catalogue)),
        group_targets=tuple(group_targets_from_frame(tables["group_targets"], catalogue)),
        ethnic_groups=tables["ethnic_groups"].reset_index(drop=True),
        poverty_classes=tables["poverty_classes"].reset_index(drop=True),
        area_types=tables["area_types"].reset_index(drop=True),
        area_members=tables["area_members"].reset_index(drop=True),
        clusters=tables["clusters"].reset_index(drop=True),
        weights=dict(zip(tables["weights"]["indicator"], tables["weights"]["weight"].astype(float), strict=True)),
        suppression=_small_numbers(tables["suppression"]),
        headings=tables["headings"].reset_index(drop=True),
        heading_roles=tables["heading_roles"].reset_index(drop=True),
        unit_spellings=tables["unit_spellings"].reset_index(drop=True),
        forms=forms_from_frame(tables["forms"]),
    )


def _small_numbers(settings: pd.DataFrame) -> SmallNumbers:
    said = dict(zip(settings["setting"], settings["value"], strict=True))
    crossed = frozenset(Level(word) for word in said["crossed"].split())
    return SmallNumbers(int(said["smallest"]), int(said["span"]), crossed)


def _table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """The cells as trimmed text. Index: the row as a spreadsheet numbers it. A spreadsheet may have saved it with semicolons."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        delimiter = max(",;", key=text.partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = [[cell.strip() for cell in row] for row in reader]
    except OSError as error:
        raise AppError("definition_file", file=path.name, reason=error.strerror or "không mở được tệp") from error
    except UnicodeDecodeError as error:
        reason = "chữ không phải Unicode. Hãy lưu lại dạng CSV UTF-8."
        raise AppError("definition_file", file=path.name, reason=reason) from error
    except csv.Error as error:
        raise AppError("definition_file", file=path.name, reason=f"dấu ngoặc kép không khớp ({error})") from error
    header = rows[0] if rows else []
    if lacking := [column for column in columns if column not in header]:
        raise AppError("definition_columns", file=path.name, columns=", ".join(lacking))
    written = {number: row for number, row in enumerate(rows[1:], start=2) if any(row)}
    for number, row in written.items():
        if len(row) != len(header):
            raise AppError("definition_cells", file=path.name, row=number, found=len(row), needed=len(header))
    return pd.DataFrame(list(written.values()), index=list(written), columns=header, dtype=str)


def _once(file: str, frame: pd.DataFrame, column: str) -> None:
    """The code of every row: written, and on that row only."""
    met: dict[str, int] = {}
    for row, value in frame[column].items():
        if not value:
            raise AppError(
                "definition_word", file=file, row=row, column=column, value="", allowed="một mã, không để trống"
            )
        if value in met:
            raise AppError("definition_twice", file=file, row=row, column=column, value=value, first=met[value])
        met[value] = int(str(row))


def _one_at_a_time(file: str, members: pd.DataFrame) -> None:
    """A unit in one group on any day: in two, nobody could say which of them its figures count for."""
    if overlap := rules.overlap(members):
        row, first = overlap
        start, end = (str(members.at[first, name]) for name in ("valid_from", "valid_to"))
        days = f"{start} – {end or 'nay'}"
        raise AppError("definition_overlap", file=file, row=row, unit=members.at[row, "unit"], first=first, days=days)


def _words(file: str, frame: pd.DataFrame, allowed_in: dict[str, rules.Rule]) -> None:
    """Every cell against its column's rule: what holds of a good one, and how that is said."""
    for column, (good, allowed) in allowed_in.items():
        for row, value in frame[column].items():
            if not good(value):
                raise AppError("definition_word", file=file, row=row, column=column, value=value, allowed=allowed)


def _settings(settings: pd.DataFrame) -> None:
    """Every setting once, each value by a rule of its own."""
    allowed_in = rules.suppression()
    _words("suppression.csv", settings, {"setting": rules.one_of(tuple(allowed_in))})
    if lacking := [name for name in allowed_in if name not in set(settings["setting"])]:
        raise AppError("definition_settings", file="suppression.csv", settings=", ".join(lacking))
    for name, rule in allowed_in.items():
        _words("suppression.csv", settings[settings["setting"] == name], {"value": rule})


def _told_by_group(tables: dict[str, pd.DataFrame]) -> None:
    """A target of a group: one that figures can be told of, and of an indicator that is told by such groups."""
    breakdowns = dict(zip(tables["indicators"]["code"], tables["indicators"]["breakdowns"].str.split(), strict=True))
    for row, target in tables["group_targets"].to_dict("index").items():
        offered = rules.groups(breakdowns[target["indicator"]], tables["ethnic_groups"], tables["poverty_classes"])
        _words("group_targets.csv", tables["group_targets"].loc[[row]], {"group": offered})


def _scopes(file: str, targets: pd.DataFrame, area_types: set[str]) -> None:
    """What two columns of a target must say together: an area type that exists, a day beside a baseline."""
    for row, target in targets.to_dict("index").items():
        said = {"file": file, "row": row}
        if target["scope_kind"] == Scope.AREA_TYPE and target["scope"] not in area_types:
            raise AppError(
                "definition_word", **said, column="scope", value=target["scope"], allowed="mã có trong area_types.csv"
            )
        if target["baseline_value"] and not target["baseline_date"]:
            raise AppError(
                "definition_word",
                **said,
                column="baseline_date",
                value="",
                allowed=f"{rules.DAY}, vì đã có baseline_value",
            )
