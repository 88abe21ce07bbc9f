"""A small country, catalogue and calendar that files are checked against."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pandas as pd
import pytest

from khuyenhoc import definitions
from khuyenhoc.domain.indicator import Catalogue
from khuyenhoc.domain.unit import UNIT_COLUMNS, Units
from khuyenhoc.geography import admin_units
from khuyenhoc.intake.check import Checked, check
from khuyenhoc.intake.context import context_for
from khuyenhoc.intake.read import read_text
from khuyenhoc.intake.rows import Context

TODAY = date(2025, 11, 20)
PROVINCE = "02@2020"
OLD, NEW = (None, date(2025, 6, 30)), (date(2025, 7, 1), None)
PLACES = [
    ("VN", "", "country", "Cả nước", "", "", (None, None)),
    ("02", "2020", "province", "Tỉnh", "Hà Giang", "VN", OLD),
    ("024", "2020", "district", "Thành phố", "Hà Giang", "02@2020", OLD),
    ("00688", "2020", "commune", "Phường", "Quang Trung", "024@2020", OLD),
    ("00691", "2020", "commune", "Phường", "Trần Phú", "024@2020", OLD),
    ("026", "2020", "district", "Huyện", "Đồng Văn", "02@2020", OLD),
    ("00712", "2020", "commune", "Thị trấn", "Phó Bảng", "026@2020", OLD),
    ("00742", "2020", "commune", "Xã", "Tả Lủng", "026@2020", OLD),
    ("027", "2020", "district", "Huyện", "Mèo Vạc", "02@2020", OLD),
    ("00796", "2020", "commune", "Xã", "Tả Lủng", "027@2020", OLD),
    ("030", "2020", "district", "Huyện", "Vị Xuyên", "02@2020", OLD),
    ("00913", "2020", "commune", "Thị trấn", "Vị Xuyên", "030@2020", OLD),
    ("00916", "2020", "commune", "Thị trấn", "Nông Trường Việt Lâm", "030@2020", OLD),
    ("00952", "2020", "commune", "Xã", "Việt Lâm", "030@2020", OLD),
    ("00937", "2020", "commune", "Xã", "Thuận Hoà", "030@2020", OLD),
    ("24", "2020", "province", "Tỉnh", "Bắc Giang", "VN", OLD),
    ("213", "2020", "district", "Thành phố", "Bắc Giang", "24@2020", OLD),
    ("07201", "2020", "commune", "Phường", "Trần Phú", "213@2020", OLD),
    ("08", "2025", "province", "Tỉnh", "Tuyên Quang", "VN", NEW),
    ("00691", "2025", "commune", "Phường", "Hà Giang 2", "08@2025", NEW),
    ("00715", "2025", "commune", "Xã", "Lũng Cú", "08@2025", NEW),
]
INDICATOR = dict.fromkeys(
    ["denominator_basis", "numerator_indicator", "part_of", "unit_value", "headline", "breakdowns", "replaces", "definition", "source"], ""
) | {
    "unit": "hộ", "measure": "rate", "numerator_name": "số đạt", "denominator_name": "tổng số", "counts": "household",
    "better": "higher", "flow": "stock", "recognised": "yearly", "rollup": "sum", "frequency": "year",
    "collected_levels": "commune district province", "rate_levels": "commune district province", "group": "learning_model",
}  # fmt: skip
_COUNT = {"measure": "count", "unit": "người"}
CATALOGUE = {  # code: name, short name, what differs from INDICATOR
    "family_rate": ("Tỷ lệ Gia đình học tập", "Gia đình học tập", {"breakdowns": "ethnicity poverty"}),
    "clan_rate": ("Tỷ lệ Dòng họ học tập", "Dòng họ học tập", {}),
    "member_count": ("Số hội viên", "Hội viên", _COUNT | {"collected_levels": "commune"}),
    "fund_vnd": ("Quỹ khuyến học", "Quỹ", _COUNT | {"unit": "đồng", "counts": "money"}),
    "fund_million": ("Quỹ khuyến học cấp huyện", "Quỹ huyện", _COUNT | {"unit": "triệu đồng", "counts": "money"}),
    "literacy_l2": ("Tỷ lệ xã xóa mù chữ mức độ 2", "Xóa mù chữ", {"unit_value": "1=Đạt mức độ 2;0=Chưa đạt mức độ 2"}),
    "trained": ("Cán bộ được bồi dưỡng", "Bồi dưỡng", _COUNT),
    "trained_public": ("Viên chức được bồi dưỡng", "Viên chức", _COUNT | {"part_of": "trained"}),
    "trained_civil": ("Công chức được bồi dưỡng", "Công chức", _COUNT | {"part_of": "trained"}),
    "citizen_rate": ("Tỷ lệ công dân đạt Công dân học tập", "Công dân học tập", {}),
    "poor_rate": ("Tỷ lệ hộ nghèo (chuẩn 2022–2025)", "Hộ nghèo", {"replaces": "poor_rate_2016_2020"}),
    "poor_rate_2016_2020": ("Tỷ lệ hộ nghèo (chuẩn 2016–2020)", "Hộ nghèo cũ", {}),
    "worker_rate": ("Tỷ lệ người lao động đạt Công dân học tập", "Công dân học tập", {}),
}
ETHNIC = [
    ("kinh", "Kinh", "01", "01", "Việt"),
    ("tay", "Tày", "02", "02", ""),
    ("muong", "Mường", "04", "06", ""),
    ("hoa", "Hoa", "06", "04", "Hán"),
    ("mong", "Mông", "08", "08", "H'Mông;HMông;Mèo"),
    ("khmer", "Khmer", "05", "05", "Khơ-me"),
    ("dtts", "Dân tộc thiểu số", "", "", "DTTS"),
    ("other", "Dân tộc khác", "", "", ""),
    ("unspecified", "Chưa phân tổ", "", "", ""),
]
POVERTY = [
    ("poor", "Hộ nghèo"),
    ("near_poor", "Hộ cận nghèo"),
    ("not_poor", "Hộ không nghèo"),
    ("unspecified", "Chưa phân tổ"),
]


def _units_frame() -> pd.DataFrame:
    rows = {}
    for code, version, level, kind, short, parent, (start, end) in PLACES:
        key = f"{code}@{version}" if version else code
        name = f"{kind} {short}".strip()
        rows[key] = (code, version, level, name, short or name, kind, parent or None, start, end, 0.0, 0.0)
    return pd.DataFrame.from_dict(rows, orient="index", columns=UNIT_COLUMNS)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    rows = [
        INDICATOR | {"code": code, "name": name, "short_name": short} | more
        for code, (name, short, more) in CATALOGUE.items()
    ]
    return Catalogue.from_frame(pd.DataFrame(rows))


@pytest.fixture(scope="session")
def units_on() -> Callable[[date], Units]:
    frame = _units_frame()
    return lru_cache(maxsize=None)(lambda day: Units.valid_on(frame, day))


@pytest.fixture(scope="session")
def ethnic_groups() -> pd.DataFrame:
    groups = pd.DataFrame(ETHNIC, columns=["code", "name", "code_2008", "code_1979", "aliases"])
    return groups.assign(never_displayed=["Mèo" if code == "mong" else "" for code in groups["code"]])


@pytest.fixture(scope="session")
def poverty_classes() -> pd.DataFrame:
    return pd.DataFrame(POVERTY, columns=["code", "name"])


@pytest.fixture(scope="session")
def context(catalogue, units_on, ethnic_groups, poverty_classes) -> Context:
    return Context(catalogue, units_on, ethnic_groups, poverty_classes, TODAY, (PROVINCE,))


@pytest.fixture(scope="session")
def checked(context) -> Callable[[str], Checked]:
    """The text of a file -> what check() makes of it."""
    return lambda text: check(read_text(text), context)


@pytest.fixture(scope="session")
def here() -> Context:
    """The real units, catalogue and words of forms, as in Hà Giang in March 2026."""
    return context_for(admin_units.units(), definitions.current(), ("02@2020", "08@2025"), date(2026, 3, 1))
