"""Whether small numbers of groups can be worked out of what everybody may see: 3,000 drawn tables and the sample of Hà Giang.

Run: python proof/suppression.py; or a part of it: tables FIRST LAST | versions FIRST LAST | sample [INDICATOR PERIOD].
“versions”: tables with three corrections each, looked at by somebody who kept all of them. Exits non-zero where the
attacker (tests/attack) tells any small number closer than the rule allows. Results are kept in RESULTS.md.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the attacker is among the tests

from khuyenhoc import config, definitions  # noqa: E402
from khuyenhoc.domain.group_figures import group_figures  # noqa: E402
from khuyenhoc.domain.suppression_table import MINORITIES as ALL_MINORITIES  # noqa: E402
from khuyenhoc.domain.unit import Level, Units, unit_key  # noqa: E402
from khuyenhoc.geography import admin_units  # noqa: E402
from khuyenhoc.sample.rows import observations  # noqa: E402
from tests.attack.audit import Audit, audited  # noqa: E402
from tests.attack.audit_of_versions import audited_over  # noqa: E402
from tests.attack.tables import MINORITIES, drawn, over_time  # noqa: E402

TABLES, UNITS, GROUPS = 3_000, 11, 19
VERSIONS, VERSION_UNITS, VERSION_GROUPS = 300, 7, 10
SAMPLE_DAY, PROVINCE = date(2024, 5, 31), "02@2020"
INDICATORS = {"learning_family_rate": True, "learning_citizen_count": False}  # code: is it a rate


def of_drawn_tables(first: int, last: int) -> Iterator[tuple[str, Audit]]:
    """Every other one publishes the crossed tables of its communes too."""
    for number in range(first, last):
        table = drawn(10_000 + number, UNITS, GROUPS)
        crossed = [unit for unit in table.parents if number % 2 or not unit.startswith("c")]
        yield f"table {number}", audited(table.figures, table.parents, MINORITIES, crossed)


def of_versions(first: int, last: int) -> Iterator[tuple[str, Audit]]:
    """Each table of four versions."""
    for number in range(first, last):
        versions, crossed = over_time(20_000 + number, VERSION_UNITS, VERSION_GROUPS)
        figures = [each.figures for each in versions]
        yield f"versions {number}", audited_over(figures, versions[0].parents, MINORITIES, crossed)


Sampled = tuple[tuple[str, str], pd.DataFrame, dict[str, str | None], set[str], list[str]]


def sample_tables() -> Iterator[Sampled]:
    """The whole province, every indicator by group and every period: its figures, the unit above each, the minorities, and
    the units whose crossed table is shown."""
    every = admin_units.units()
    units = Units.valid_on(every, SAMPLE_DAY).within(PROVINCE)
    peoples, rule = definitions.current().ethnic_groups, definitions.current().suppression
    single = set(peoples.loc[peoples["minority"] == "1", "code"]) - {ALL_MINORITIES}
    inside = [unit for unit in units.frame.index if units.level(unit) is not Level.COUNTRY]
    parents = {unit: units.parent(unit) if units.level(unit) is not Level.PROVINCE else None for unit in inside}
    crossed = [unit for unit in inside if units.level(unit) in rule.crossed]
    rows = observations(config.DATA / "sample", every)
    rows = rows[rows["indicator"].isin(INDICATORS) & (rows["minh_hoa"] == 1)]
    rows = rows.assign(
        unit=[unit_key(code, "2020") for code in rows["unit_code"]], state="value", sample=True,
        numerator=rows["numerator"].astype("float64"), denominator=rows["denominator"].astype("float64"),
    )  # fmt: skip
    for (indicator, period), part in rows.groupby(["indicator", "period"], sort=True):
        figures = group_figures(part, units, INDICATORS[str(indicator)])
        yield (str(indicator), str(period)), figures, parents, single, crossed


def of_sample(only: tuple[str, ...] = ()) -> Iterator[tuple[str, Audit]]:
    """All of it, or one indicator and period."""
    for name, figures, parents, single, crossed in sample_tables():
        if only in ((), name):
            yield " ".join(name), audited(figures, parents, single, crossed)


def told(name: str, audit: Audit, seconds: float) -> None:
    further = (audit.hidden - audit.first) / max(audit.figures, 1)
    print(
        f"{name:<40}{audit.figures:>9,} figures, small {audit.first / max(audit.figures, 1):6.1%}, further hidden "
        f"{further:6.1%}, leaks {len(audit.leaks)}  ({seconds:,.0f} s)",
        flush=True,
    )


def of_many(title: str, audits: Iterator[tuple[str, Audit]]) -> int:
    """All of them in one line. Returns the number of leaks."""
    start, found = time.monotonic(), Audit()
    for name, audit in audits:
        found.add(audit)
        if audit.leaks:
            print(name, audit.leaks[:3], flush=True)
    told(title, found, time.monotonic() - start)
    return len(found.leaks)


def one_by_one(audits: Iterator[tuple[str, Audit]]) -> int:
    start, leaks = time.monotonic(), 0
    for name, audit in audits:
        leaks += len(audit.leaks)
        told(name, audit, time.monotonic() - start)
    return leaks


def main(arguments: list[str]) -> int:
    part, *rest = arguments or ["all"]
    first, last = (int(text) for text in rest) if part in ("tables", "versions") else (0, TABLES)
    leaks = 0
    if part in ("all", "tables"):
        leaks += of_many(f"drawn tables {first}–{last - 1}", of_drawn_tables(first, last))
    if part in ("all", "versions"):
        last = min(last, VERSIONS) if part == "all" else last
        leaks += of_many(f"tables of four versions {first}–{last - 1}", of_versions(first, last))
    if part in ("all", "sample"):
        leaks += one_by_one(of_sample(tuple(rest) if part == "sample" else ()))
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
