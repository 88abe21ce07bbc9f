"""An invented province of 12 communes in two districts, and its boundary file in geo/invented."""

from datetime import date
from pathlib import Path

import pandas as pd

from khuyenhoc.domain.unit import UNIT_COLUMNS

FILE = Path(__file__).parents[2] / "geo" / "invented" / "communes.geojson"
DAY = date(2024, 5, 31)
PROVINCE = "99@2020"
WEST, EAST = "901@2020", "902@2020"
NAMES = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Hoà", "Hạ"]


def invented_units() -> pd.DataFrame:
    end = date(2025, 6, 30)
    rows: list[tuple[object, ...]] = [
        ("99", "2020", "province", "Tỉnh Thử", "Thử", "Tỉnh", "VN", None, end, 22.15, 105.2),
        ("901", "2020", "district", "Huyện Thử Tây", "Thử Tây", "Huyện", PROVINCE, None, end, 22.15, 105.1),
        ("902", "2020", "district", "Huyện Thử Đông", "Thử Đông", "Huyện", PROVINCE, None, end, 22.15, 105.3),
    ]
    for number, name in enumerate(NAMES):
        column, row = number % 4, number // 4
        parent = EAST if column >= 2 else WEST
        place = (22.05 + row * 0.1, 105.05 + column * 0.1)
        rows.append(
            (
                f"{1 + number * 3:05d}",
                "2020",
                "commune",
                f"Xã Thử {name}",
                f"Thử {name}",
                "Xã",
                parent,
                None,
                end,
                *place,
            )
        )
    frame = pd.DataFrame(rows, columns=UNIT_COLUMNS)
    frame.index = pd.Index([f"{code}@2020" for code in frame["code"]], name="key")
    return frame
