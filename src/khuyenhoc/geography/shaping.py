"""Matched features -> layers: repaired, thinned and rounded as one coverage, at the resolution of each view.

A file of one province gives its own level and the districts above it. A file of the whole country gives the country in coarse
shapes, with the levels above it, and every province in fine ones.
"""

from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import shapely

from khuyenhoc.domain.unit import COUNTRY, Level, Units
from khuyenhoc.geography import coverage
from khuyenhoc.geography.layer import About, Layer
from khuyenhoc.geography.report import Report

TOLERANCE_M = {"province": 250.0, "district": 120.0, "commune": 60.0}
COUNTRY_TOLERANCE_M = 250.0
Tell = Callable[[float, str], None]


def layers(
    features: gpd.GeoDataFrame, units: Units, level: str, about: About, report: Report, tell: Tell
) -> list[Layer]:
    """`features`: columns key and geometry in degrees, matched ones only. Lists what was repaired or lost in `report`."""
    tell(0.25, "Đang sửa hình lỗi, khe hở và chỗ chồng lên nhau")
    whole = _repaired(features, units, report)
    tell(0.45, "Đang làm gọn đường ranh")
    country = about.province is None
    made = _nested(
        _thinned(whole, COUNTRY_TOLERANCE_M if country else TOLERANCE_M[level], units, report), units, level, about
    )
    if country and level != Level.PROVINCE:
        tell(0.65, "Đang làm hình chi tiết cho từng tỉnh")
        made += _by_province(_thinned(whole, TOLERANCE_M[level], units, report), units, level, about, tell)
    return made


def _repaired(features: gpd.GeoDataFrame, units: Units, report: Report) -> gpd.GeoDataFrame:
    """One valid shape per unit, without overlaps and narrow gaps, in metres, official order."""
    frame = features.to_crs(coverage.METRIC)
    broken = set(frame.loc[~frame.geometry.is_valid, "key"])
    frame["geometry"] = coverage.valid(frame.geometry.to_numpy())
    merged = frame.dissolve(by="key")
    merged = merged.loc[[key for key in units.frame.index if key in merged.index]]
    raw = merged.geometry.to_numpy()
    broken |= set(merged.index[~shapely.is_empty(shapely.coverage_invalid_edges(raw, gap_width=coverage.GAP_M))])
    merged["geometry"] = coverage.clean(raw)
    report.repaired = [units.name(key) for key in merged.index if key in broken and not merged.geometry[key].is_empty]
    return merged


def _thinned(whole: gpd.GeoDataFrame, tolerance: float, units: Units, report: Report) -> gpd.GeoDataFrame:
    """Rounded degrees at one resolution, without the units of which nothing is left, which are reported once."""
    thin = gpd.GeoDataFrame(
        geometry=coverage.to_degrees(coverage.simplify(whole.geometry.to_numpy(), tolerance)), index=whole.index
    )
    report.lose({key: units.name(key) for key in thin.index[thin.geometry.is_empty]})
    return thin[~thin.geometry.is_empty]


def _nested(shapes: gpd.GeoDataFrame, units: Units, level: str, about: About) -> list[Layer]:
    """The level itself and those above it that belong in the same view, made of the same lines."""
    now = units.frame
    chosen = now.loc[shapes.index]
    made = [coverage.packed(shapes.geometry.to_numpy(), chosen, level, coverage.full_names(chosen, now), about)]
    for outer in (Level.DISTRICT, Level.PROVINCE):
        wanted = Level(level).depth > outer.depth and (outer is Level.DISTRICT or about.province is None)
        if wanted and units.of_level(outer) and (together := coverage.above(shapes, units, outer, about)):
            made.append(together)
    return made


def _by_province(shapes: gpd.GeoDataFrame, units: Units, level: str, about: About, tell: Tell) -> list[Layer]:
    owner = pd.Series(units.ancestor(Level.PROVINCE)).reindex(shapes.index)
    provinces = [key for key in units.of_level(Level.PROVINCE, COUNTRY) if (owner == key).any()]
    made = []
    for number, province in enumerate(provinces):
        tell(0.65 + 0.3 * number / len(provinces), f"Đang làm hình chi tiết của {units.name(province)}")
        made += _nested(shapes[owner == province], units, level, about.of(province))
    return made
