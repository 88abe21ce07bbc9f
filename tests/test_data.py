"""The definitions in data/: columns, vocabularies, spelling, and that the sample speaks their words."""

import csv
import re
import unicodedata
from collections.abc import Iterator

import pytest

from tests.definitions import COLUMNS, DATA, INDICATORS, ROWS, repeated

SAMPLE = DATA / "sample"
VOCABULARY = {
    ("indicators", "measure"): "count rate",
    ("indicators", "counts"): "person household institution money event",
    ("indicators", "better"): "higher lower neutral",
    ("indicators", "flow"): "stock flow",
    ("indicators", "recognised"): "yearly any",
    ("indicators", "rollup"): "sum none",
    ("indicators", "frequency"): "year half_year campaign",
    (
        "indicators",
        "group",
    ): "learning_model association literacy_training centre_facility fund_reward leadership context",
    ("targets", "scope_kind"): "country province level area_type unit",
    ("targets", "comparator"): ">= <=",
    ("targets", "binding"): "giao chung",
    ("targets", "verified"): "primary secondary unverified",
    ("group_targets", "scope_kind"): "country province level area_type unit",
    ("group_targets", "comparator"): ">= <=",
    ("group_targets", "binding"): "giao chung",
    ("group_targets", "verified"): "primary secondary unverified",
    ("ethnic_groups", "minority"): "0 1",
}
REQUIRED = {
    "indicators": "code name short_name unit numerator_name collected_levels definition source",
    "targets": "id indicator scope value start due basis basis_title basis_clause",
    "group_targets": "id indicator group scope value start due basis basis_title basis_clause",
    "ethnic_groups": "code name",
    "poverty_classes": "code name order standard definition source",
    "area_types": "code name kind basis definition source",
    "area_members": "unit area_type valid_from basis",
    "clusters": "unit cluster valid_from basis",
    "weights": "indicator weight",
    "suppression": "setting value",
    "forms": "form name heading indicator",
    "headings": "subject names",
    "heading_roles": "role words",
    "unit_spellings": "name spellings source",
}


def cells(name: str) -> Iterator[tuple[str, str, str]]:
    """Where (“indicators.csv dòng 5, cột name”), column and text of every cell."""
    for number, row in enumerate(ROWS[name], start=2):
        for column, text in row.items():
            yield f"{name}.csv line {number}, {column}", column, text


@pytest.mark.parametrize("name", COLUMNS)
class TestFile:
    def test_columns_are_those_documented(self, name: str) -> None:
        header = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert header == COLUMNS[name].split()

    def test_every_row_has_every_cell(self, name: str) -> None:
        broken = [line for line, row in enumerate(ROWS[name], 2) if None in row or None in row.values()]
        assert not broken, f"{name}.csv: too many or too few cells in lines {broken}"

    def test_text_is_composed_unicode_without_stray_spaces(self, name: str) -> None:
        wrong = [
            f"{where}: {text!r}"
            for where, _, text in cells(name)
            if text != unicodedata.normalize("NFC", text)
            or text != text.strip()
            or re.search(r"\s{2,}|[\t\n\r\u00a0\u200b\ufeff]| [,.;:](?:\s|$)|\(\s|\s\)", text)
        ]
        assert not wrong, wrong

    def test_key_is_unique(self, name: str) -> None:
        width = 4 if name == "forms" else 1  # an indicator stands in several forms
        assert repeated([tuple(row.values())[:width] for row in ROWS[name]]) == []

    def test_required_cells_are_filled(self, name: str) -> None:
        required = REQUIRED[name].split()
        assert [where for where, column, text in cells(name) if column in required and not text] == []

    def test_every_column_is_explained_in_the_readme(self, name: str) -> None:
        section = (DATA / "README.md").read_text(encoding="utf-8").split(f"## {name}.csv", 1)[1].split("\n## ", 1)[0]
        assert [column for column in COLUMNS[name].split() if f"`{column}`" not in section] == []


@pytest.mark.parametrize(("name", "column"), VOCABULARY)
def test_only_words_of_the_vocabulary(name: str, column: str) -> None:
    allowed = VOCABULARY[name, column].split()
    assert [f"{where}: {text!r}" for where, here, text in cells(name) if here == column and text not in allowed] == []


@pytest.mark.parametrize("file", ["province_figures.csv", "district_documents.csv"])
def test_the_sample_speaks_of_known_indicators_and_groups(file: str) -> None:
    with (SAMPLE / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    groups = {"", *(g["code"] for g in ROWS["ethnic_groups"])}
    classes = {"", *(c["code"] for c in ROWS["poverty_classes"])}
    assert sorted({row["indicator"] for row in rows} - set(INDICATORS)) == []
    assert sorted({row["ethnicity"] for row in rows} - groups) == []
    assert sorted({row["poverty"] for row in rows} - classes) == []
