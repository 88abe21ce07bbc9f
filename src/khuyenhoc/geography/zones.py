"""VN-2000 as files use it: the zones offered where a file does not say its own, and which of them fits known places best.

The only place that lists coordinate systems. Zones of 3° follow the central meridian of each province (Thông tư 973/2001/TT-TCĐC,
EPSG 5896 to 5899 and 9205 to 9218), those of 6° the national maps (EPSG 3405, 3406).
"""

import numpy as np
import pandas as pd
import pyproj

from khuyenhoc.geography.coverage import DEGREES

ZONES = (*range(9205, 9209), 5897, *range(9209, 9217), 5899, 5898, 9217, 9218, 5896, 3405, 3406)
EARTH_KM_PER_DEGREE = 111.2


def label(crs: str) -> str:
    """“EPSG:9209” -> “VN-2000, kinh tuyến trục 105°30′, múi 3° (EPSG:9209)”."""
    system = pyproj.CRS.from_user_input(crs)
    operation = system.coordinate_operation
    if operation is None:
        return f"kinh độ, vĩ độ ({crs})"
    numbers = {each.name: float(each.value) for each in operation.params}
    minutes = round(numbers["Longitude of natural origin"] * 60)
    width = 6 if numbers["Scale factor at natural origin"] < 0.9998 else 3
    return f"VN-2000, kinh tuyến trục {minutes // 60}°{minutes % 60:02d}′, múi {width}° ({crs})"


def offered() -> list[str]:
    """Every zone, from west to east, those of 3° first."""
    return [f"EPSG:{code}" for code in ZONES]


def looks_metric(bounds: tuple[float, float, float, float]) -> bool:
    """Easting and northing of Viet Nam in metres, x first."""
    west, south, east, north = bounds
    return west > 1e5 and east < 1.2e6 and south > 7e5 and north < 2.8e6


def by_fit(points: np.ndarray, places: pd.DataFrame) -> dict[str, float]:
    """How far (median, km) each zone puts `points` (x, y in metres) from known `places` (lat, lon of the same rows), best first."""
    far = {}
    for crs in offered():
        turn = pyproj.Transformer.from_crs(crs, DEGREES, always_xy=True)
        lon, lat = turn.transform(points[:, 0], points[:, 1])
        far[crs] = distance_km(np.column_stack([lon, lat]), places)
    return dict(sorted(far.items(), key=lambda each: each[1]))


def distance_km(lonlat: np.ndarray, places: pd.DataFrame) -> float:
    """The median distance of positions (lon, lat) from known places of the same rows; NaN where no place is known."""
    north = (lonlat[:, 1] - places["lat"].to_numpy(float)) * EARTH_KM_PER_DEGREE
    squeeze = np.cos(np.radians(places["lat"].to_numpy(float)))
    east = (lonlat[:, 0] - places["lon"].to_numpy(float)) * EARTH_KM_PER_DEGREE * squeeze
    known = np.hypot(east, north)
    known = known[np.isfinite(known)]
    return float(np.median(known)) if len(known) else float("nan")
