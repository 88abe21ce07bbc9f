"""The tables of data/ as the tests of them read them, and the one check they share. Needs no code of the product."""

import csv
from collections import Counter
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
COLUMNS = {
    "indicators": "code name short_name unit measure numerator_name denominator_name denominator_basis numerator_indicator "
    "part_of counts better flow recognised rollup collected_levels rate_levels unit_value frequency group headline "
    "breakdowns replaces definition source",
    "targets": "id indicator scope_kind scope comparator value start due milestones baseline_value baseline_date basis "
    "basis_date basis_title basis_clause binding verified note",
    "group_targets": "id indicator group scope_kind scope comparator value start due milestones baseline_value baseline_date "
    "basis basis_date basis_title basis_clause binding verified note",
    "ethnic_groups": "code name code_2008 code_1979 aliases never_displayed minority verified",
    "poverty_classes": "code name order standard definition source",
    "area_types": "code name kind basis definition source",
    "area_members": "unit area_type valid_from valid_to basis",
    "clusters": "unit cluster valid_from valid_to basis",
    "weights": "indicator weight note",
    "headings": "subject names alone total recognised registered rate note",
    "heading_roles": "role words note",
    "unit_spellings": "name spellings source",
    "forms": "form name heading indicator",
}


def read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


ROWS = {name: read(name) for name in COLUMNS}
INDICATORS = {row["code"]: row for row in ROWS["indicators"]}
TARGETS = {row["id"]: row for row in ROWS["targets"]}


def repeated(values: list) -> list:
    return [value for value, times in Counter(values).items() if times > 1]
