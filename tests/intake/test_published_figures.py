"""The printed report of Hà Giang as an uploaded file, against the real catalogue and units: what is wrong in it is found."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.unit import Units
from khuyenhoc.errors import Severity
from khuyenhoc.geography.admin_units import units
from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.read import read_csv
from khuyenhoc.intake.rows import Context

DATA = Path(__file__).resolve().parents[2] / "data"
CLAN, MEMBERS, CADRES = "learning_clan_rate", "association_member_rate", "cadre_trained"


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def report() -> Checked:
    frame = units()
    catalogue = Catalogue.from_frame(_table("indicators.csv"))
    groups, classes = _table("ethnic_groups.csv"), _table("poverty_classes.csv")
    context = Context(
        catalogue, lambda day: Units.valid_on(frame, day), groups, classes, date(2024, 7, 1), ("02@2020",)
    )
    return check(read_csv((DATA / "sample" / "province_figures.csv").read_bytes(), "báo cáo.csv"), context)


def test_every_row_can_be_published(report):
    assert not report.has_errors
    assert len(report.observations) == report.rows_read == len(_table("sample/province_figures.csv"))


def test_the_three_slips_of_the_report_are_flagged_and_nothing_else(report):
    by_row = report.observations.set_index("row")["indicator"]
    warnings = [(by_row[item.row], item.code) for item in report.problems if item.severity is Severity.WARNING]
    assert sorted(warnings) == [
        (MEMBERS, "rate_contradicts"),
        (CADRES, "parts_not_adding"),
        (CLAN, "no_whole_denominator"),
    ]


def test_figures_arrive_as_printed(report):
    rows = report.observations.set_index(["indicator", "period"])
    family = rows.loc[("learning_family_rate", "2024-05")]
    assert (family["numerator"], family["stated_rate"], family["stated_decimals"]) == (125071, 0.666, 1)
    assert pd.isna(family["denominator"])
    clan = rows.loc[(CLAN, "2024-05")]
    assert (clan["numerator"], clan["stated_rate"], clan["stated_decimals"]) == (1406, 0.6004, 2)
