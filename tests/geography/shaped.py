"""A layer's shapes as shapely polygons, for tests that measure them."""

from typing import Any

import numpy as np
import shapely

from khuyenhoc.geography.layer import Layer, shapes


def polygons(layer: Layer) -> Any:
    return np.array(
        [shapely.MultiPolygon([(rings[0], rings[1:]) for rings in parts]) for parts in shapes(layer.topology)],
        dtype=object,
    )
